#include <algorithm>
#include <limits>

#include "redis/commands/collections.h"
#include "redis/commands/command_spec.h"
#include "redis/commands/command_table.h"
#include "redis/commands/list_handlers.h"
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
     .handler = lists::lindexCommand,
     .arity = 3,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::List,
     .since = "1.0.0",
     .complexity = "O(1)",
     .summary = "Returns an element by its index.",
     .syntax = "key index"},
    {.name = "linsert",
     .handler = lists::linsertCommand,
     .arity = 5,
     .flags = CommandFlag::Write | CommandFlag::DenyOom,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Insert),
     .group = CommandGroup::List,
     .since = "2.2.0",
     .complexity = "O(n) in the number of elements before the pivot",
     .summary = "Inserts an element before or after another.",
     .syntax = "key BEFORE | AFTER pivot element"},
    {.name = "llen",
     .handler = lists::llenCommand,
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
     .handler = lists::lposCommand,
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
     .handler = lists::lrangeCommand,
     .arity = 4,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::List,
     .since = "1.0.0",
     .complexity = "O(n) in the number of elements returned",
     .summary = "Returns the elements between two indices.",
     .syntax = "key start stop"},
    {.name = "lrem",
     .handler = lists::lremCommand,
     .arity = 4,
     .flags = CommandFlag::Write,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Delete),
     .group = CommandGroup::List,
     .since = "1.0.0",
     .complexity = "O(n) in the length of the list",
     .summary = "Removes elements equal to a value.",
     .syntax = "key count element"},
    {.name = "lset",
     .handler = lists::lsetCommand,
     .arity = 4,
     .flags = CommandFlag::Write | CommandFlag::DenyOom,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Update),
     .group = CommandGroup::List,
     .since = "1.0.0",
     .complexity = "O(1)",
     .summary = "Replaces an element by its index.",
     .syntax = "key index element"},
    {.name = "ltrim",
     .handler = lists::ltrimCommand,
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
