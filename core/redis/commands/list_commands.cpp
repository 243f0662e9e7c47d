#include <algorithm>
#include <limits>

#include "redis/commands/collections.h"
#include "redis/commands/command_spec.h"
#include "redis/commands/command_table.h"
#include "redis/keyspace/list_object.h"

/// Lists. Redis: "List commands".
///
/// The blocking forms ask to wait (`CommandContext::waitForKeys`) when there is nothing to pop.
/// Where waiting is not allowed, in scripts and transactions, they answer as if the timeout had
/// passed.
namespace redis {

using base::Bytes;
using base::BytesView;

namespace {

enum class End : uint8_t { Left, Right };

void push(RingList& items, End end, BytesView value) {
  if (end == End::Left) {
    items.pushFront(value);
  } else {
    items.pushBack(value);
  }
}

Bytes pop(RingList& items, End end) {
  return end == End::Left ? items.popFront() : items.popBack();
}

/// The elements of `count` pops, which exist.
Reply popMany(RingList& items, End end, uint32_t count) {
  Reply reply = Reply::array();
  reply.reserve(count);
  for (uint32_t i = 0; i < count; ++i) {
    reply.add(Reply::bulk(pop(items, end)));
  }
  return reply;
}

/// "LEFT" or "RIGHT".
End nextEnd(ArgumentReader& arguments) {
  if (arguments.take("LEFT")) {
    return End::Left;
  }
  if (!arguments.take("RIGHT")) {
    arguments.fail(messages::kSyntaxError);
  }
  return End::Right;
}

// --- Pushing and popping -------------------------------------------------------------------------

Reply pushAll(CommandContext& context, End end) {
  const BytesView key = context.argument(1);
  auto list = context.editOrCreate<ListObject>(key);
  if (list.wrongType) {
    return messages::wrongType();
  }
  for (size_t i = 2; i < context.count(); ++i) {
    push(list->items(), end, context.argument(i));
  }
  context.finishEdit(key, false);
  return Reply::integer(list->size());
}

Reply lpushCommand(CommandContext& context) { return pushAll(context, End::Left); }
Reply rpushCommand(CommandContext& context) { return pushAll(context, End::Right); }

Reply pushIfExists(CommandContext& context, End end) {
  auto list = context.read<ListObject>(context.argument(1));
  if (list.wrongType) {
    return messages::wrongType();
  }
  return list ? pushAll(context, end) : Reply::integer(0);
}

Reply lpushxCommand(CommandContext& context) { return pushIfExists(context, End::Left); }
Reply rpushxCommand(CommandContext& context) { return pushIfExists(context, End::Right); }

Reply popCommand(CommandContext& context, End end) {
  if (context.count() > 3) {
    return messages::wrongArity(context.spec().fullName());
  }
  const bool hasCount = context.count() == 3;
  int64_t count = 1;
  if (hasCount) {
    ArgumentReader arguments(context, 2);
    count =
        arguments.nextIntegerIn(0, std::numeric_limits<int64_t>::max(), messages::kMustBePositive);
    if (arguments.failed()) {
      return arguments.error();
    }
  }
  const BytesView key = context.argument(1);
  Editable<ListObject> present(context, key);
  if (present.wrongType()) {
    return messages::wrongType();
  }
  if (!present) {
    return hasCount ? Reply::nullArray() : Reply::null();
  }
  if (count == 0) {
    return Reply::array();
  }
  ListObject& list = present.change();
  const auto wanted = static_cast<uint32_t>(std::min<int64_t>(count, list.size()));
  Reply reply = hasCount ? popMany(list.items(), end, wanted) : Reply::bulk(pop(list.items(), end));
  context.finishEdit(key, list.isEmpty());
  return reply;
}

Reply lpopCommand(CommandContext& context) { return popCommand(context, End::Left); }
Reply rpopCommand(CommandContext& context) { return popCommand(context, End::Right); }

/// Pops from the first key that has a list: "[key, [element, ...]]", or a null array.
Reply popFromFirst(CommandContext& context, const MultiPop& request) {
  for (size_t i = 0; i < request.keyCount; ++i) {
    const BytesView key = context.argument(request.firstKey + i);
    if (!context.mayServe(key)) {
      continue;
    }
    auto list = context.edit<ListObject>(key);
    if (list.wrongType) {
      return messages::wrongType();
    }
    if (!list) {
      continue;
    }
    Reply reply = Reply::array();
    reply.addBulk(key);
    reply.add(popMany(list->items(), request.second ? End::Right : End::Left,
                      std::min(request.count, list->size())));
    context.finishEdit(key, list->isEmpty());
    return reply;
  }
  return Reply::nullArray();
}

Reply lmpopCommand(CommandContext& context) {
  ArgumentReader arguments(context);
  const MultiPop request = readMultiPop(arguments, "LEFT", "RIGHT");
  return arguments.failed() ? arguments.error() : popFromFirst(context, request);
}

Reply blmpopCommand(CommandContext& context) {
  ArgumentReader arguments(context, 2);
  const MultiPop request = readMultiPop(arguments, "LEFT", "RIGHT");
  if (arguments.failed()) {
    return arguments.error();
  }
  ArgumentReader timeout(context);
  const int64_t timeoutMs = nextTimeout(timeout);
  if (timeout.failed()) {
    return timeout.error();
  }
  Reply reply = popFromFirst(context, request);
  return reply.isNull() ? context.waitForKeys(ObjectType::List, request.firstKey, request.keyCount,
                                              timeoutMs, std::move(reply))
                        : reply;
}

Reply popOrTimeOut(CommandContext& context, End end) {
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
    auto list = context.edit<ListObject>(key);
    if (list.wrongType) {
      return messages::wrongType();
    }
    if (list) {
      Reply reply = Reply::array();
      reply.addBulk(key);
      reply.add(Reply::bulk(pop(list->items(), end)));
      context.finishEdit(key, list->isEmpty());
      return reply;
    }
  }
  return context.waitForKeys(ObjectType::List, 1, last - 1, timeoutMs, Reply::nullArray());
}

Reply blpopCommand(CommandContext& context) { return popOrTimeOut(context, End::Left); }
Reply brpopCommand(CommandContext& context) { return popOrTimeOut(context, End::Right); }

// --- Moving --------------------------------------------------------------------------------------

/// Reports both sides of a move, which `finishEdit` leaves alone.
void reportMove(CommandContext& context, End from, End to, bool isEmptied) {
  context.notify(EventClass::List, to == End::Left ? "lpush" : "rpush", context.argument(2));
  context.notify(EventClass::List, from == End::Left ? "lpop" : "rpop", context.argument(1));
  if (isEmptied) {
    context.notify(EventClass::Generic, "del", context.argument(1));
  }
}

Reply moveElement(CommandContext& context, End from, End to) {
  const BytesView sourceKey = context.argument(1);
  const BytesView targetKey = context.argument(2);
  Editable<ListObject> present(context, sourceKey);
  if (present.wrongType()) {
    return messages::wrongType();
  }
  if (!present) {
    return Reply::null();
  }
  // Looking the target up may remove it if it has expired, and then `present` is not valid any
  // more.
  if (Editable<ListObject>(context, targetKey).wrongType()) {
    return messages::wrongType();
  }
  ListObject& source = Editable<ListObject>(context, sourceKey).change();
  Bytes value = pop(source.items(), from);
  if (sourceKey == targetKey) {
    push(source.items(), to, value);
    context.finishEdit(sourceKey, false);
    reportMove(context, from, to, false);
    return Reply::bulk(std::move(value));
  }
  const bool isEmptied = source.isEmpty();
  context.finishEdit(sourceKey, isEmptied);
  auto target = context.editOrCreate<ListObject>(targetKey);
  push(target->items(), to, value);
  context.finishEdit(targetKey, false);
  reportMove(context, from, to, isEmptied);
  return Reply::bulk(std::move(value));
}

/// Like `moveElement`, but waits for an element.
Reply moveOrWait(CommandContext& context, End from, End to, int64_t timeoutMs) {
  Reply reply = moveElement(context, from, to);
  return reply.isNull() ? context.waitForKeys(ObjectType::List, 1, 1, timeoutMs, std::move(reply))
                        : reply;
}

Reply rpoplpushCommand(CommandContext& context) {
  return moveElement(context, End::Right, End::Left);
}

Reply lmoveCommand(CommandContext& context) {
  ArgumentReader arguments(context, 3);
  const End from = nextEnd(arguments);
  const End to = nextEnd(arguments);
  return arguments.failed() ? arguments.error() : moveElement(context, from, to);
}

Reply brpoplpushCommand(CommandContext& context) {
  ArgumentReader arguments(context, 3);
  const int64_t timeoutMs = nextTimeout(arguments);
  return arguments.failed() ? arguments.error()
                            : moveOrWait(context, End::Right, End::Left, timeoutMs);
}

Reply blmoveCommand(CommandContext& context) {
  ArgumentReader arguments(context, 3);
  const End from = nextEnd(arguments);
  const End to = nextEnd(arguments);
  const int64_t timeoutMs = nextTimeout(arguments);
  return arguments.failed() ? arguments.error() : moveOrWait(context, from, to, timeoutMs);
}

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

// --- Table ---------------------------------------------------------------------------------------

constexpr CommandSpec kListCommands[] = {
    {.name = "blmove",
     .handler = blmoveCommand,
     .arity = 6,
     .flags =
         CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::NoScript | CommandFlag::Blocking,
     .keys = Keys{Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Delete),
                  Keys::at(2, KeyFlag::ReadWrite | KeyFlag::Insert)},
     .group = CommandGroup::List,
     .since = "6.2.0",
     .complexity = "O(1)",
     .summary = "Moves an element between lists, waiting for one to appear.",
     .syntax = "source destination LEFT | RIGHT LEFT | RIGHT timeout"},
    {.name = "blmpop",
     .handler = blmpopCommand,
     .arity = -5,
     .flags = CommandFlag::Write | CommandFlag::Blocking | CommandFlag::MovableKeys,
     .keys = Keys::counted(2, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Delete),
     .group = CommandGroup::List,
     .since = "7.0.0",
     .complexity = "O(n + m) in the numbers of keys and elements popped",
     .summary = "Pops elements from the first list that has any, waiting for one.",
     .syntax = "timeout numkeys key [key ...] LEFT | RIGHT [COUNT count]"},
    {.name = "blpop",
     .handler = blpopCommand,
     .arity = -3,
     .flags = CommandFlag::Write | CommandFlag::NoScript | CommandFlag::Blocking,
     .keys = Keys::range(1, -2, 1, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Delete),
     .group = CommandGroup::List,
     .since = "2.0.0",
     .complexity = "O(n) in the number of keys",
     .summary = "Pops the first element of the first list that has any, waiting for one.",
     .syntax = "key [key ...] timeout"},
    {.name = "brpop",
     .handler = brpopCommand,
     .arity = -3,
     .flags = CommandFlag::Write | CommandFlag::NoScript | CommandFlag::Blocking,
     .keys = Keys::range(1, -2, 1, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Delete),
     .group = CommandGroup::List,
     .since = "2.0.0",
     .complexity = "O(n) in the number of keys",
     .summary = "Pops the last element of the first list that has any, waiting for one.",
     .syntax = "key [key ...] timeout"},
    {.name = "brpoplpush",
     .handler = brpoplpushCommand,
     .arity = 4,
     .flags =
         CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::NoScript | CommandFlag::Blocking,
     .keys = Keys{Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Delete),
                  Keys::at(2, KeyFlag::ReadWrite | KeyFlag::Insert)},
     .group = CommandGroup::List,
     .since = "2.2.0",
     .complexity = "O(1)",
     .summary = "Moves the last element of a list to the front of another, waiting for one.",
     .syntax = "source destination timeout"},
    {.name = "lindex",
     .handler = lindexCommand,
     .arity = 3,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::List,
     .since = "1.0.0",
     .complexity = "O(1)",
     .summary = "Returns an element by its index.",
     .syntax = "key index"},
    {.name = "linsert",
     .handler = linsertCommand,
     .arity = 5,
     .flags = CommandFlag::Write | CommandFlag::DenyOom,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Insert),
     .group = CommandGroup::List,
     .since = "2.2.0",
     .complexity = "O(n) in the number of elements before the pivot",
     .summary = "Inserts an element before or after another.",
     .syntax = "key BEFORE | AFTER pivot element"},
    {.name = "llen",
     .handler = llenCommand,
     .arity = 2,
     .flags = CommandFlag::ReadOnly | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadOnly),
     .group = CommandGroup::List,
     .since = "1.0.0",
     .complexity = "O(1)",
     .summary = "Returns the length of a list.",
     .syntax = "key"},
    {.name = "lmove",
     .handler = lmoveCommand,
     .arity = 5,
     .flags = CommandFlag::Write | CommandFlag::DenyOom,
     .keys = Keys{Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Delete),
                  Keys::at(2, KeyFlag::ReadWrite | KeyFlag::Insert)},
     .group = CommandGroup::List,
     .since = "6.2.0",
     .complexity = "O(1)",
     .summary = "Moves an element between the ends of two lists.",
     .syntax = "source destination LEFT | RIGHT LEFT | RIGHT"},
    {.name = "lmpop",
     .handler = lmpopCommand,
     .arity = -4,
     .flags = CommandFlag::Write | CommandFlag::MovableKeys,
     .keys = Keys::counted(1, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Delete),
     .group = CommandGroup::List,
     .since = "7.0.0",
     .complexity = "O(n + m) in the numbers of keys and elements popped",
     .summary = "Pops elements from the first list that has any.",
     .syntax = "numkeys key [key ...] LEFT | RIGHT [COUNT count]"},
    {.name = "lpop",
     .handler = lpopCommand,
     .arity = -2,
     .flags = CommandFlag::Write | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Delete),
     .group = CommandGroup::List,
     .since = "1.0.0",
     .complexity = "O(n) in the number of elements popped",
     .summary = "Removes and returns the first elements.",
     .syntax = "key [count]"},
    {.name = "lpos",
     .handler = lposCommand,
     .arity = -3,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::List,
     .since = "6.0.6",
     .complexity = "O(n) in the length of the list",
     .summary = "Returns the index of elements equal to a value.",
     .syntax = "key element [RANK rank] [COUNT num-matches] [MAXLEN len]"},
    {.name = "lpush",
     .handler = lpushCommand,
     .arity = -3,
     .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Insert),
     .group = CommandGroup::List,
     .since = "1.0.0",
     .complexity = "O(n) in the number of elements",
     .summary = "Adds elements at the front.",
     .syntax = "key element [element ...]"},
    {.name = "lpushx",
     .handler = lpushxCommand,
     .arity = -3,
     .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Insert),
     .group = CommandGroup::List,
     .since = "2.2.0",
     .complexity = "O(n) in the number of elements",
     .summary = "Adds elements at the front of a list that exists.",
     .syntax = "key element [element ...]"},
    {.name = "lrange",
     .handler = lrangeCommand,
     .arity = 4,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::List,
     .since = "1.0.0",
     .complexity = "O(n) in the number of elements returned",
     .summary = "Returns the elements between two indices.",
     .syntax = "key start stop"},
    {.name = "lrem",
     .handler = lremCommand,
     .arity = 4,
     .flags = CommandFlag::Write,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Delete),
     .group = CommandGroup::List,
     .since = "1.0.0",
     .complexity = "O(n) in the length of the list",
     .summary = "Removes elements equal to a value.",
     .syntax = "key count element"},
    {.name = "lset",
     .handler = lsetCommand,
     .arity = 4,
     .flags = CommandFlag::Write | CommandFlag::DenyOom,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Update),
     .group = CommandGroup::List,
     .since = "1.0.0",
     .complexity = "O(1)",
     .summary = "Replaces an element by its index.",
     .syntax = "key index element"},
    {.name = "ltrim",
     .handler = ltrimCommand,
     .arity = 4,
     .flags = CommandFlag::Write,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Delete),
     .group = CommandGroup::List,
     .since = "1.0.0",
     .complexity = "O(n) in the number of elements removed",
     .summary = "Keeps the elements between two indices and removes the others.",
     .syntax = "key start stop"},
    {.name = "rpop",
     .handler = rpopCommand,
     .arity = -2,
     .flags = CommandFlag::Write | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Delete),
     .group = CommandGroup::List,
     .since = "1.0.0",
     .complexity = "O(n) in the number of elements popped",
     .summary = "Removes and returns the last elements.",
     .syntax = "key [count]"},
    {.name = "rpoplpush",
     .handler = rpoplpushCommand,
     .arity = 3,
     .flags = CommandFlag::Write | CommandFlag::DenyOom,
     .keys = Keys{Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Delete),
                  Keys::at(2, KeyFlag::ReadWrite | KeyFlag::Insert)},
     .group = CommandGroup::List,
     .since = "1.2.0",
     .complexity = "O(1)",
     .summary = "Moves the last element of a list to the front of another.",
     .syntax = "source destination"},
    {.name = "rpush",
     .handler = rpushCommand,
     .arity = -3,
     .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Insert),
     .group = CommandGroup::List,
     .since = "1.0.0",
     .complexity = "O(n) in the number of elements",
     .summary = "Adds elements at the back.",
     .syntax = "key element [element ...]"},
    {.name = "rpushx",
     .handler = rpushxCommand,
     .arity = -3,
     .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Insert),
     .group = CommandGroup::List,
     .since = "2.2.0",
     .complexity = "O(n) in the number of elements",
     .summary = "Adds elements at the back of a list that exists.",
     .syntax = "key element [element ...]"},
};
static_assert(sortedByName(kListCommands) && keysMatchArity(kListCommands));

}  // namespace

std::span<const CommandSpec> listCommands() { return kListCommands; }

}  // namespace redis
