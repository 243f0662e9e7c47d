#include <algorithm>
#include <limits>

#include "redis/commands/command_spec.h"
#include "redis/commands/sorted_set_handlers.h"

/// Taking elements out of sorted sets by their place, and choosing some at random. Redis: ZPOPMIN,
/// ZPOPMAX, ZMPOP, their blocking forms, ZRANDMEMBER.
namespace redis::sorted_sets {

using base::BytesView;

namespace {

enum class Place : uint8_t { Minimum, Maximum };
using Shape = ElementsReply::Shape;

/// Pops up to `count` elements of a set that is not empty, and finishes the edit of `key`.
Reply popElements(CommandContext& context, BytesView key, SortedSetObject& set, Place place,
                  uint32_t count, Shape shape) {
  count = std::min(count, set.size());
  ElementsReply elements(shape, count);
  for (uint32_t i = 0; i < count; ++i) {
    const SkipList& order = set.elements().order();
    const NodeId node = place == Place::Minimum ? order.first() : order.last();
    elements.add(order, node);
    set.erase(node);
  }
  context.finishEdit(key, set.isEmpty());
  return elements.take();
}

Reply popCommand(CommandContext& context, Place place) {
  if (context.count() > 3) {
    return messages::syntaxError();
  }
  int64_t count = 1;
  const bool hasCount = context.count() == 3;
  if (hasCount) {
    ArgumentReader arguments(context, 2);
    count =
        arguments.nextIntegerIn(0, std::numeric_limits<int64_t>::max(), messages::kMustBePositive);
    if (arguments.failed()) {
      return arguments.error();
    }
  }
  const BytesView key = context.argument(1);
  Editable<SortedSetObject> set(context, key);
  if (set.wrongType()) {
    return messages::wrongType();
  }
  if (!set || count == 0) {
    return Reply::array();
  }
  const Shape shape = hasCount && context.isResp3() ? Shape::Pairs : Shape::Flat;
  const auto wanted =
      static_cast<uint32_t>(std::min<int64_t>(count, std::numeric_limits<uint32_t>::max()));
  return popElements(context, key, set.change(), place, wanted, shape);
}

/// Pops from the first key that has a sorted set: "[key, [[member, score], ...]]", or a null array.
Reply popFromFirst(CommandContext& context, const MultiPop& request) {
  for (size_t i = 0; i < request.keyCount; ++i) {
    const BytesView key = context.argument(request.firstKey + i);
    if (!context.mayServe(key)) {
      continue;
    }
    auto set = context.edit<SortedSetObject>(key);
    if (set.wrongType) {
      return messages::wrongType();
    }
    if (set) {
      Reply reply = Reply::array();
      reply.addBulk(key);
      const Place place = request.second ? Place::Maximum : Place::Minimum;
      reply.add(popElements(context, key, *set, place, request.count, Shape::Pairs));
      return reply;
    }
  }
  return Reply::nullArray();
}

Reply popOrTimeOut(CommandContext& context, Place place) {
  const size_t last = context.count() - 1;
  ArgumentReader arguments(context, last);
  const int64_t timeoutMs = nextTimeout(arguments);
  if (arguments.failed()) {
    return arguments.error();
  }
  for (size_t i = 1; i < last; ++i) {
    const BytesView key = context.argument(i);
    if (!context.mayServe(key)) {
      continue;
    }
    auto set = context.edit<SortedSetObject>(key);
    if (set.wrongType) {
      return messages::wrongType();
    }
    if (set) {
      Reply reply = popElements(context, key, *set, place, 1, Shape::Flat);
      reply.elements().insert(reply.elements().begin(), Reply::bulk(key));
      return reply;
    }
  }
  return context.waitForKeys(ObjectType::SortedSet, 1, last - 1, timeoutMs, Reply::nullArray());
}

// --- Random members ------------------------------------------------------------------------------

void pickDistinct(CommandContext& context, const SortedSetObject& set, uint32_t count,
                  ElementsReply& picked) {
  const SkipList& order = set.elements().order();
  if (count == order.size()) {
    // All of them: Redis walks from the highest score down.
    for (NodeId node = order.last(); node != kNoNode; node = order.previous(node)) {
      picked.add(order, node);
    }
    return;
  }
  if (set.encoding() == Encoding::ListPack || prefersPassing(order.size(), count)) {
    SelectionSampler sampler(context, order.size(), count);
    for (NodeId node = order.first(); node != kNoNode && !sampler.isDone();
         node = order.next(node)) {
      if (sampler.takesNext()) {
        picked.add(order, node);
      }
    }
    return;
  }
  std::unordered_set<uint32_t> seen;
  while (seen.size() < count) {
    const uint32_t rank = drawBelow(context, order.size());
    if (seen.insert(rank).second) {
      picked.add(order, order.atRank(rank));
    }
  }
}

Reply pickMembers(CommandContext& context) {
  ArgumentReader arguments(context, 2);
  const int64_t count = nextPickCount(arguments);
  if (arguments.failed()) {
    return arguments.error();
  }
  const bool withScores = arguments.take("WITHSCORES");
  arguments.expectEnd();
  constexpr int64_t kHalf = std::numeric_limits<int64_t>::max() / 2;
  if (withScores && (count < -kHalf || count > kHalf)) {
    arguments.fail(messages::kOutOfRange);
  }
  if (arguments.failed()) {
    return arguments.error();
  }
  auto set = context.read<SortedSetObject>(context.argument(1));
  if (set.wrongType) {
    return messages::wrongType();
  }
  if (!set || count == 0) {
    return Reply::array();
  }
  if (count < -kMaximumRepeatedPicks) {
    return Reply::error(messages::kOutOfRange);
  }
  const auto wanted =
      static_cast<uint32_t>(count < 0 ? -count : std::min<int64_t>(count, set->size()));
  ElementsReply picked(context, withScores, wanted);
  if (count > 0) {
    pickDistinct(context, *set, wanted, picked);
    return picked.take();
  }
  const SkipList& order = set->elements().order();
  for (uint32_t i = 0; i < wanted; ++i) {
    picked.add(order, order.atRank(drawBelow(context, order.size())));
  }
  return picked.take();
}

}  // namespace

Reply zpopminCommand(CommandContext& context) { return popCommand(context, Place::Minimum); }
Reply zpopmaxCommand(CommandContext& context) { return popCommand(context, Place::Maximum); }
Reply bzpopminCommand(CommandContext& context) { return popOrTimeOut(context, Place::Minimum); }
Reply bzpopmaxCommand(CommandContext& context) { return popOrTimeOut(context, Place::Maximum); }

Reply zmpopCommand(CommandContext& context) {
  ArgumentReader arguments(context);
  const MultiPop request = readMultiPop(arguments, "MIN", "MAX");
  return arguments.failed() ? arguments.error() : popFromFirst(context, request);
}

Reply bzmpopCommand(CommandContext& context) {
  ArgumentReader arguments(context, 2);
  const MultiPop request = readMultiPop(arguments, "MIN", "MAX");
  if (arguments.failed()) {
    return arguments.error();
  }
  ArgumentReader timeout(context);
  const int64_t timeoutMs = nextTimeout(timeout);
  if (timeout.failed()) {
    return timeout.error();
  }
  Reply reply = popFromFirst(context, request);
  return reply.isNull() ? context.waitForKeys(ObjectType::SortedSet, request.firstKey,
                                              request.keyCount, timeoutMs, std::move(reply))
                        : reply;
}

Reply zrandmemberCommand(CommandContext& context) {
  if (context.count() > 2) {
    return pickMembers(context);
  }
  auto set = context.read<SortedSetObject>(context.argument(1));
  if (set.wrongType) {
    return messages::wrongType();
  }
  if (!set) {
    return Reply::null();
  }
  const SkipList& order = set->elements().order();
  return Reply::bulk(order.member(order.atRank(drawBelow(context, order.size()))));
}

}  // namespace redis::sorted_sets
