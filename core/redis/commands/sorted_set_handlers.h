#pragma once

#include <span>

#include "redis/commands/collections.h"
#include "redis/keyspace/sorted_set_object.h"

/// Handlers of sorted sets that `sorted_set_commands.cpp` lists in its table and other files
/// define, and what the files share.
namespace redis::sorted_sets {

/// Elements with or without scores, in the shape the protocol asks for: flat in RESP2, pairs in
/// RESP3.
class ElementsReply {
 public:
  enum class Shape : uint8_t { Members, Flat, Pairs };

  ElementsReply(CommandContext& context, bool withScores, size_t count)
      : ElementsReply(!withScores         ? Shape::Members
                      : context.isResp3() ? Shape::Pairs
                                          : Shape::Flat,
                      count) {}
  ElementsReply(Shape shape, size_t count) : shape_(shape) {
    reply_.reserve(count * (shape == Shape::Flat ? 2 : 1));
  }

  void add(base::BytesView member, double score) {
    switch (shape_) {
      case Shape::Members:
        reply_.addBulk(member);
        break;
      case Shape::Flat:
        reply_.addBulk(member);
        reply_.add(Reply::real(score));
        break;
      case Shape::Pairs: {
        Reply pair = Reply::array();
        pair.reserve(2);
        pair.addBulk(member);
        pair.add(Reply::real(score));
        reply_.add(std::move(pair));
        break;
      }
    }
  }
  void add(const SkipList& order, NodeId node) { add(order.member(node), order.score(node)); }
  Reply take() { return std::move(reply_); }

 private:
  Shape shape_;
  Reply reply_ = Reply::array();
};

/// Options of ZADD.
struct AddOptions {
  bool onlyAdd = false;       // NX
  bool onlyUpdate = false;    // XX
  bool onlyGreater = false;   // GT
  bool onlyLess = false;      // LT
  bool countChanges = false;  // CH
  bool increments = false;    // INCR
};

/// Where the members to add are among the arguments.
struct MemberArguments {
  size_t first;
  size_t step;
};

/// Adds members with `scores` to the sorted set named by the first argument, or changes their
/// scores. Redis: ZADD.
Reply addElements(CommandContext& context, const AddOptions& options,
                  std::span<const double> scores, MemberArguments members);

/// Binds `key` to the sorted set `object`, or erases it if the set is empty; replies the size.
Reply storeSortedSet(CommandContext& context, base::BytesView key, ObjectRef object);

// sorted_set_element_commands.cpp
Reply zcardCommand(CommandContext& context);
Reply zmscoreCommand(CommandContext& context);
Reply zrankCommand(CommandContext& context);
Reply zremCommand(CommandContext& context);
Reply zrevrankCommand(CommandContext& context);
Reply zscanCommand(CommandContext& context);
Reply zscoreCommand(CommandContext& context);

// sorted_set_range_commands.cpp
Reply zcountCommand(CommandContext& context);
Reply zlexcountCommand(CommandContext& context);
Reply zrangeCommand(CommandContext& context);
Reply zrangestoreCommand(CommandContext& context);
Reply zrangebylexCommand(CommandContext& context);
Reply zrangebyscoreCommand(CommandContext& context);
Reply zrevrangeCommand(CommandContext& context);
Reply zrevrangebylexCommand(CommandContext& context);
Reply zrevrangebyscoreCommand(CommandContext& context);
Reply zremrangebylexCommand(CommandContext& context);
Reply zremrangebyrankCommand(CommandContext& context);
Reply zremrangebyscoreCommand(CommandContext& context);

// sorted_set_operation_commands.cpp
Reply zdiffCommand(CommandContext& context);
Reply zdiffstoreCommand(CommandContext& context);
Reply zinterCommand(CommandContext& context);
Reply zintercardCommand(CommandContext& context);
Reply zinterstoreCommand(CommandContext& context);
Reply zunionCommand(CommandContext& context);
Reply zunionstoreCommand(CommandContext& context);

// sorted_set_pop_commands.cpp
Reply bzmpopCommand(CommandContext& context);
Reply bzpopmaxCommand(CommandContext& context);
Reply bzpopminCommand(CommandContext& context);
Reply zmpopCommand(CommandContext& context);
Reply zpopmaxCommand(CommandContext& context);
Reply zpopminCommand(CommandContext& context);
Reply zrandmemberCommand(CommandContext& context);

}  // namespace redis::sorted_sets
