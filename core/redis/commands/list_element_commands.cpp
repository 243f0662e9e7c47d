#include <algorithm>
#include <limits>

#include "redis/commands/list_handlers.h"
#include "redis/keyspace/list_object.h"

/// Lists: reading elements, and changing them where they stand. Redis: "List commands".
namespace redis::lists {

using base::Bytes;
using base::BytesView;

// --- Reading -------------------------------------------------------------------------------------

Reply llenCommand(CommandContext& context) {
  auto list = context.read<ListObject>(context.argument(1));
  if (list.wrongType) {
    return messages::wrongType();
  }
  return Reply::integer(list ? list->size() : 0);
}

Reply lindexCommand(CommandContext& context) {
  auto list = context.read<ListObject>(context.argument(1));
  if (list.wrongType) {
    return messages::wrongType();
  }
  if (!list) {
    return Reply::null();
  }
  ArgumentReader arguments(context, 2);
  int64_t index = arguments.nextInteger();
  if (arguments.failed()) {
    return arguments.error();
  }
  if (index < 0) {
    index += list->size();
  }
  return index < 0 || index >= list->size()
             ? Reply::null()
             : Reply::bulk(list->items().at(static_cast<uint32_t>(index)));
}

Reply lrangeCommand(CommandContext& context) {
  ArgumentReader arguments(context, 2);
  const int64_t start = arguments.nextInteger();
  const int64_t stop = arguments.nextInteger();
  if (arguments.failed()) {
    return arguments.error();
  }
  auto list = context.read<ListObject>(context.argument(1));
  if (list.wrongType) {
    return messages::wrongType();
  }
  Reply reply = Reply::array();
  if (!list) {
    return reply;
  }
  const IndexRange range = clampRange(start, stop, list->size());
  reply.reserve(range.count);
  for (uint32_t i = 0; i < range.count; ++i) {
    reply.addBulk(list->items().at(range.first + i));
  }
  return reply;
}

namespace {

/// The arguments of LPOS after the element.
struct PositionQuery {
  int64_t rank = 1;
  int64_t count = -1;  // -1: a single position is asked for
  int64_t longestScan = 0;
};

/// An integer whose sign may be turned: later releases refuse the smallest.
int64_t nextInvertible(ArgumentReader& arguments) {
  const int64_t value = arguments.nextInteger();
  if (value == std::numeric_limits<int64_t>::min() && arguments.compat().refusesSmallestInteger()) {
    arguments.fail(messages::kSmallestIntegerRefused);
  }
  return value;
}

PositionQuery readPositionQuery(ArgumentReader& arguments) {
  constexpr int64_t kLargest = std::numeric_limits<int64_t>::max();
  PositionQuery query;
  while (arguments.hasNext() && !arguments.failed()) {
    if (arguments.take("RANK", 1)) {
      query.rank = nextInvertible(arguments);
      if (query.rank == 0) {
        arguments.fail(messages::kRankZero);
      }
    } else if (arguments.take("COUNT", 1)) {
      query.count = arguments.nextIntegerIn(0, kLargest, messages::kCountNegative);
    } else if (arguments.take("MAXLEN", 1)) {
      query.longestScan = arguments.nextIntegerIn(0, kLargest, messages::kMaxlenNegative);
    } else {
      arguments.fail(messages::kSyntaxError);
    }
  }
  return query;
}

}  // namespace

Reply lposCommand(CommandContext& context) {
  ArgumentReader arguments(context, 3);
  const PositionQuery query = readPositionQuery(arguments);
  if (arguments.failed()) {
    return arguments.error();
  }
  auto list = context.read<ListObject>(context.argument(1));
  if (list.wrongType) {
    return messages::wrongType();
  }
  const bool wantsMany = query.count >= 0;
  Reply positions = Reply::array();
  if (!list) {
    return wantsMany ? std::move(positions) : Reply::null();
  }
  const BytesView element = context.argument(2);
  const bool isBackward = query.rank < 0;
  // The smallest integer has no negation; Redis then takes every match.
  const int64_t rank =
      isBackward && query.rank != std::numeric_limits<int64_t>::min() ? -query.rank : query.rank;
  const int64_t length = list->size();
  const int64_t end = query.longestScan == 0 ? length : std::min(length, query.longestScan);
  int64_t matches = 0;
  for (int64_t i = 0; i < end; ++i) {
    const int64_t index = isBackward ? length - 1 - i : i;
    if (list->items().at(static_cast<uint32_t>(index)) != element || ++matches < rank) {
      continue;
    }
    if (!wantsMany) {
      return Reply::integer(index);
    }
    positions.addInteger(index);
    if (query.count != 0 && positions.elements().size() >= static_cast<uint64_t>(query.count)) {
      break;
    }
  }
  return wantsMany ? std::move(positions) : Reply::null();
}

// --- Changing in place ---------------------------------------------------------------------------

Reply lsetCommand(CommandContext& context) {
  const BytesView key = context.argument(1);
  Editable<ListObject> present(context, key);
  if (present.wrongType()) {
    return messages::wrongType();
  }
  if (!present) {
    return Reply::error(messages::kNoSuchKey);
  }
  ArgumentReader arguments(context, 2);
  int64_t index = arguments.nextInteger();
  if (arguments.failed()) {
    return arguments.error();
  }
  if (index < 0) {
    index += present->size();
  }
  if (index < 0 || index >= present->size()) {
    return Reply::error(messages::kIndexOutOfRange);
  }
  ListObject& list = present.change();
  if (context.configuration().compat.packsListsAndSets()) {
    // Redis makes room for one element more before it replaces one.
    list.noteSize(context.configuration(), 1);
  }
  list.items().at(static_cast<uint32_t>(index)).assign(context.argument(3));
  context.finishEdit(key, false);
  return Reply::ok();
}

Reply linsertCommand(CommandContext& context) {
  ArgumentReader arguments(context, 2);
  const bool isAfter = arguments.take("AFTER");
  if (!isAfter && !arguments.take("BEFORE")) {
    return messages::syntaxError();
  }
  const BytesView key = context.argument(1);
  Editable<ListObject> present(context, key);
  if (present.wrongType()) {
    return messages::wrongType();
  }
  if (!present) {
    return Reply::integer(0);
  }
  const BytesView pivot = context.argument(3);
  uint32_t index = 0;
  while (index < present->size() && present->items().at(index) != pivot) {
    ++index;
  }
  if (index == present->size()) {
    return Reply::integer(-1);
  }
  present.change().items().insert(index + (isAfter ? 1 : 0), context.argument(4));
  context.finishEdit(key, false);
  return Reply::integer(present->size());
}

namespace {

/// The number of removals that LREM's count asks for: its absolute value, or all.
uint32_t removalLimit(int64_t count) {
  constexpr uint32_t kAll = std::numeric_limits<uint32_t>::max();
  const uint64_t wanted =
      count < 0 ? 0 - static_cast<uint64_t>(count) : static_cast<uint64_t>(count);
  return wanted == 0 ? kAll : static_cast<uint32_t>(std::min<uint64_t>(wanted, kAll));
}

bool hasElement(const ListObject& list, BytesView element) {
  uint32_t index = 0;
  while (index < list.size() && list.items().at(index) != element) {
    ++index;
  }
  return index < list.size();
}

}  // namespace

Reply lremCommand(CommandContext& context) {
  ArgumentReader arguments(context, 2);
  const int64_t count = nextInvertible(arguments);
  if (arguments.failed()) {
    return arguments.error();
  }
  const BytesView key = context.argument(1);
  const BytesView element = context.argument(3);
  Editable<ListObject> present(context, key);
  if (present.wrongType()) {
    return messages::wrongType();
  }
  if (!present || (present.isShared() && !hasElement(*present, element))) {
    return Reply::integer(0);
  }
  RingList& items = present.change().items();
  const uint32_t limit = removalLimit(count);
  const uint32_t removed =
      count < 0 ? items.removeFromBack(element, limit) : items.removeFromFront(element, limit);
  if (removed > 0) {
    context.finishEdit(key, items.isEmpty());
  }
  return Reply::integer(removed);
}

Reply ltrimCommand(CommandContext& context) {
  ArgumentReader arguments(context, 2);
  const int64_t start = arguments.nextInteger();
  const int64_t stop = arguments.nextInteger();
  if (arguments.failed()) {
    return arguments.error();
  }
  const BytesView key = context.argument(1);
  Editable<ListObject> present(context, key);
  if (present.wrongType()) {
    return messages::wrongType();
  }
  if (!present) {
    return Reply::ok();
  }
  const IndexRange range = clampRange(start, stop, present->size());
  if (range.count != 0 && range.count != present->size()) {
    present.change().items().keepRange(range.first, range.count);
  }
  context.finishEdit(key, range.count == 0);
  return Reply::ok();
}

}  // namespace redis::lists
