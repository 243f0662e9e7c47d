#include <cmath>

#include "base/number_text.h"
#include "redis/commands/sorted_set_handlers.h"

/// Sorted sets: looking at single elements, removing them, and going through all. Redis: ZSCORE,
/// ZRANK, ZREM, ZSCAN and their sisters.
namespace redis::sorted_sets {

using base::BytesView;

namespace {

Reply scoreOf(const SortedSetObject* set, BytesView member) {
  const NodeId node = set == nullptr ? kNoNode : set->elements().find(member);
  return node == kNoNode ? Reply::null() : Reply::real(set->elements().score(node));
}

enum class RankFrom : uint8_t { Lowest, Highest };

Reply rankCommand(CommandContext& context, RankFrom from) {
  ArgumentReader arguments(context, 3);
  const bool withScore = arguments.take("WITHSCORE");
  if (arguments.hasNext()) {
    return context.count() > 4 ? messages::wrongArity(context.spec().name)
                               : messages::syntaxError();
  }
  auto set = context.read<SortedSetObject>(context.argument(1));
  if (set.wrongType) {
    return messages::wrongType();
  }
  const NodeId node = set ? set->elements().find(context.argument(2)) : kNoNode;
  if (node == kNoNode) {
    return withScore ? Reply::nullArray() : Reply::null();
  }
  uint32_t rank = set->elements().order().rankOf(node);
  rank = from == RankFrom::Lowest ? rank : set->size() - 1 - rank;
  if (!withScore) {
    return Reply::integer(rank);
  }
  Reply pair = Reply::array();
  pair.addInteger(rank);
  pair.add(Reply::real(set->elements().score(node)));
  return pair;
}

/// A score as ZSCAN writes it, a string in every protocol. A listpack holds integers up to 2^62 as
/// such and writes all their digits.
Reply scanScore(const SortedSetObject& set, double score, Compatibility compat) {
  constexpr double kLargestInteger = 0x1p62;
  if (set.encoding() == Encoding::ListPack && compat.printsShortestDoubles()) {
    return Reply::bulk(base::formatShortest(score));
  }
  const bool isInteger = std::fabs(score) <= kLargestInteger && score == std::trunc(score);
  return Reply::bulk(set.encoding() == Encoding::ListPack && isInteger
                         ? base::formatInteger(static_cast<int64_t>(score))
                         : base::formatDouble17(score));
}

}  // namespace

Reply zremCommand(CommandContext& context) {
  const BytesView key = context.argument(1);
  Editable<SortedSetObject> set(context, key);
  if (set.wrongType()) {
    return messages::wrongType();
  }
  if (!set) {
    return Reply::integer(0);
  }
  int64_t removed = 0;
  for (size_t i = 2; i < context.count(); ++i) {
    if (const NodeId node = set->elements().find(context.argument(i)); node != kNoNode) {
      set.change().erase(node);
      ++removed;
    }
  }
  if (removed > 0) {
    context.finishEdit(key, set->isEmpty());
  }
  return Reply::integer(removed);
}

Reply zcardCommand(CommandContext& context) {
  auto set = context.read<SortedSetObject>(context.argument(1));
  if (set.wrongType) {
    return messages::wrongType();
  }
  return Reply::integer(set ? set->size() : 0);
}

Reply zscoreCommand(CommandContext& context) {
  auto set = context.read<SortedSetObject>(context.argument(1));
  if (set.wrongType) {
    return messages::wrongType();
  }
  return scoreOf(set.object, context.argument(2));
}

Reply zmscoreCommand(CommandContext& context) {
  auto set = context.read<SortedSetObject>(context.argument(1));
  if (set.wrongType) {
    return messages::wrongType();
  }
  Reply reply = Reply::array();
  reply.reserve(context.count() - 2);
  for (size_t i = 2; i < context.count(); ++i) {
    reply.add(scoreOf(set.object, context.argument(i)));
  }
  return reply;
}

Reply zrankCommand(CommandContext& context) { return rankCommand(context, RankFrom::Lowest); }
Reply zrevrankCommand(CommandContext& context) { return rankCommand(context, RankFrom::Highest); }

/// A cursor is the number of a node slot plus one: an element keeps its slot, so it is returned
/// once if it stays.
Reply zscanCommand(CommandContext& context) {
  const auto scan = [&context](const SortedSetObject& set, const ScanRequest& request,
                               Reply& elements) -> uint64_t {
    const SkipList& order = set.elements().order();
    const auto add = [&](NodeId node) {
      if (request.matches(order.member(node))) {
        elements.addBulk(order.member(node));
        elements.add(scanScore(set, order.score(node), context.configuration().compat));
      }
    };
    if (set.encoding() == Encoding::ListPack) {
      for (NodeId node = order.first(); node != kNoNode; node = order.next(node)) {
        add(node);
      }
      return 0;
    }
    int64_t visited = 0;
    uint64_t slot = request.cursor == 0 ? 0 : request.cursor - 1;
    for (; slot < order.slotCount() && visited < request.count; ++slot) {
      if (order.isInUse(static_cast<NodeId>(slot))) {
        add(static_cast<NodeId>(slot));
        ++visited;
      }
    }
    return slot < order.slotCount() ? slot + 1 : 0;
  };
  return scanObject<SortedSetObject>(context, ScanKind::Members, scan);
}

}  // namespace redis::sorted_sets
