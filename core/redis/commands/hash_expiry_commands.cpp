#include <optional>

#include "redis/commands/collections.h"
#include "redis/commands/command_table.h"
#include "redis/commands/expiry.h"
#include "redis/keyspace/hash_object.h"

/// Fields of hashes that expire, as of Redis 7.4. Redis: HEXPIRE, HTTL, HPERSIST.
namespace redis {
namespace {

using base::BytesView;

/// Answers about one field.
constexpr int64_t kNoField = -2;
constexpr int64_t kNoFieldTime = -1;
constexpr int64_t kConditionFails = 0;
constexpr int64_t kDone = 1;
constexpr int64_t kErased = 2;

/// The latest time, in Unix milliseconds: 46 bits.
constexpr int64_t kLatestMs = (int64_t{1} << 46) - 1;

/// Reads "FIELDS numfields" and checks the number; the reader then stands at the first field.
void readFieldCount(ArgumentReader& arguments, BytesView notPositive) {
  if (!arguments.take("FIELDS")) {
    arguments.fail(messages::kFieldsMissing);
  }
  const int64_t count = arguments.nextInteger(notPositive);
  if (count < 1) {
    arguments.fail(notPositive);
  }
  if (static_cast<uint64_t>(count) != arguments.remaining()) {
    arguments.fail(messages::kFieldCountMismatch);
  }
}

/// An array with the answer about each field that is left to read.
template <class Answer>
Reply answerEach(ArgumentReader& arguments, Answer answer) {
  Reply reply = Reply::array();
  reply.reserve(arguments.remaining());
  while (arguments.hasNext()) {
    reply.addInteger(answer(arguments.next()));
  }
  return reply;
}

// --- Expiring ------------------------------------------------------------------------------------

enum class Condition : uint8_t { None, IfNone, IfSome, IfGreater, IfLess };

Condition nextCondition(ArgumentReader& arguments) {
  if (arguments.take("NX")) {
    return Condition::IfNone;
  }
  if (arguments.take("XX")) {
    return Condition::IfSome;
  }
  if (arguments.take("GT")) {
    return Condition::IfGreater;
  }
  return arguments.take("LT") ? Condition::IfLess : Condition::None;
}

bool holds(Condition condition, int64_t currentMs, int64_t wantedMs) {
  const bool none = currentMs == HashObject::kNoTime;
  switch (condition) {
    case Condition::IfNone:
      return none;
    case Condition::IfSome:
      return !none;
    case Condition::IfGreater:
      return !none && wantedMs > currentMs;
    case Condition::IfLess:
      return none || wantedMs < currentMs;
    case Condition::None:
      break;
  }
  return true;
}

/// Reads a time; nothing with the error if it is none.
std::optional<int64_t> nextTimeMs(CommandContext& context, ArgumentReader& arguments,
                                  TimeFormat format, Reply& error) {
  const int64_t value = arguments.nextInteger();
  if (value < 0) {
    arguments.fail(messages::kFieldTimeNegative);
  }
  if (arguments.failed()) {
    error = arguments.error();
    return std::nullopt;
  }
  const std::optional<int64_t> timeMs = absoluteTimeMs(value, format, context.nowMs());
  if (!timeMs || *timeMs > kLatestMs) {
    error = messages::invalidExpireTime(context.spec().name);
    return std::nullopt;
  }
  return timeMs;
}

int64_t expireField(HashObject& hash, BytesView field, Condition condition, int64_t timeMs,
                    int64_t nowMs) {
  if (hash.find(field) == nullptr) {
    return kNoField;
  }
  if (!holds(condition, hash.timeOf(field), timeMs)) {
    return kConditionFails;
  }
  if (timeMs <= nowMs) {
    hash.erase(field);
    return kErased;
  }
  hash.setTime(field, timeMs);
  return kDone;
}

/// Tells of the fields that got a time or are gone.
void finishExpiring(CommandContext& context, HashObject& hash, int64_t set, int64_t erased) {
  const BytesView key = context.argument(1);
  context.keyspace().statistics().expiredFields += erased;
  if (set > 0) {
    hash.sortByTime();
    context.database().noteFieldTimes();
  }
  const bool isEmpty = hash.isEmpty();
  if (isEmpty) {
    context.database().erase(key);
  } else {
    context.database().signalModified(key);
  }
  context.noteChange(set + erased - 1);
  context.notify(EventClass::Hash, erased > 0 ? "hdel" : "hexpire", key);
  if (isEmpty) {
    context.notify(EventClass::Generic, "del", key);
  }
}

Reply expireFields(CommandContext& context, TimeFormat format) {
  const BytesView key = context.argument(1);
  Editable<HashObject> hash(context, key);
  if (hash.wrongType()) {
    return messages::wrongType();
  }
  ArgumentReader arguments(context, 2);
  Reply error;
  const std::optional<int64_t> timeMs = nextTimeMs(context, arguments, format, error);
  if (!timeMs) {
    return error;
  }
  const Condition condition = nextCondition(arguments);
  readFieldCount(arguments, messages::kExpiredFieldCountNotPositive);
  if (arguments.failed()) {
    return arguments.error();
  }
  if (!hash) {
    return answerEach(arguments, [](BytesView) { return kNoField; });
  }
  HashObject& changed = hash.change();
  changed.admitTimes();
  int64_t set = 0;
  int64_t erased = 0;
  Reply reply = answerEach(arguments, [&](BytesView field) {
    const int64_t answer = expireField(changed, field, condition, *timeMs, context.nowMs());
    set += answer == kDone ? 1 : 0;
    erased += answer == kErased ? 1 : 0;
    return answer;
  });
  if (set + erased > 0) {
    finishExpiring(context, changed, set, erased);
  }
  return reply;
}

Reply hexpireCommand(CommandContext& context) {
  return expireFields(context, {TimeUnit::Seconds, TimeOrigin::Now});
}
Reply hexpireatCommand(CommandContext& context) {
  return expireFields(context, {TimeUnit::Seconds, TimeOrigin::Epoch});
}
Reply hpexpireCommand(CommandContext& context) {
  return expireFields(context, {TimeUnit::Milliseconds, TimeOrigin::Now});
}
Reply hpexpireatCommand(CommandContext& context) {
  return expireFields(context, {TimeUnit::Milliseconds, TimeOrigin::Epoch});
}

// --- Reading times -------------------------------------------------------------------------------

Reply fieldTimes(CommandContext& context, TimeFormat format) {
  auto hash = context.read<HashObject>(context.argument(1));
  if (hash.wrongType) {
    return messages::wrongType();
  }
  ArgumentReader arguments(context, 2);
  readFieldCount(arguments, messages::kFieldCountNotPositive);
  if (arguments.failed()) {
    return arguments.error();
  }
  return answerEach(arguments, [&](BytesView field) {
    if (!hash || hash->find(field) == nullptr) {
      return kNoField;
    }
    int64_t timeMs = hash->timeOf(field);
    if (timeMs == HashObject::kNoTime) {
      return kNoFieldTime;
    }
    timeMs -= format.origin == TimeOrigin::Now ? context.nowMs() : 0;
    return format.unit == TimeUnit::Seconds ? (timeMs + 999) / 1000 : timeMs;
  });
}

Reply httlCommand(CommandContext& context) {
  return fieldTimes(context, {TimeUnit::Seconds, TimeOrigin::Now});
}
Reply hpttlCommand(CommandContext& context) {
  return fieldTimes(context, {TimeUnit::Milliseconds, TimeOrigin::Now});
}
Reply hexpiretimeCommand(CommandContext& context) {
  return fieldTimes(context, {TimeUnit::Seconds, TimeOrigin::Epoch});
}
Reply hpexpiretimeCommand(CommandContext& context) {
  return fieldTimes(context, {TimeUnit::Milliseconds, TimeOrigin::Epoch});
}

Reply hpersistCommand(CommandContext& context) {
  const BytesView key = context.argument(1);
  Editable<HashObject> hash(context, key);
  if (hash.wrongType()) {
    return messages::wrongType();
  }
  ArgumentReader arguments(context, 2);
  readFieldCount(arguments, messages::kFieldCountNotPositive);
  if (arguments.failed()) {
    return arguments.error();
  }
  bool changes = false;
  Reply reply = answerEach(arguments, [&](BytesView field) {
    if (!hash || hash->find(field) == nullptr) {
      return kNoField;
    }
    if (hash->timeOf(field) == HashObject::kNoTime) {
      return kNoFieldTime;
    }
    hash.change().clearTime(field);
    changes = true;
    return kDone;
  });
  if (changes) {
    context.notify(EventClass::Hash, "hpersist", key);
    context.database().signalModified(key);
  }
  return reply;
}

// --- Table ---------------------------------------------------------------------------------------

constexpr CommandSpec kHashExpiryCommands[] = {
    {.name = "hexpire",
     .handler = hexpireCommand,
     .arity = -6,
     .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Update),
     .group = CommandGroup::Hash,
     .since = "7.4.0",
     .complexity = "O(n) in the number of fields",
     .summary = "Lets fields expire after a number of seconds.",
     .syntax = "key seconds [NX | XX | GT | LT] FIELDS numfields field [field ...]"},
    {.name = "hexpireat",
     .handler = hexpireatCommand,
     .arity = -6,
     .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Update),
     .group = CommandGroup::Hash,
     .since = "7.4.0",
     .complexity = "O(n) in the number of fields",
     .summary = "Lets fields expire at a Unix time in seconds.",
     .syntax = "key unix-time-seconds [NX | XX | GT | LT] FIELDS numfields field [field ...]"},
    {.name = "hexpiretime",
     .handler = hexpiretimeCommand,
     .arity = -5,
     .flags = CommandFlag::ReadOnly | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::Hash,
     .since = "7.4.0",
     .complexity = "O(n) in the number of fields",
     .summary = "Returns the Unix times in seconds at which fields expire.",
     .syntax = "key FIELDS numfields field [field ...]"},
    {.name = "hpersist",
     .handler = hpersistCommand,
     .arity = -5,
     .flags = CommandFlag::Write | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Update),
     .group = CommandGroup::Hash,
     .since = "7.4.0",
     .complexity = "O(n) in the number of fields",
     .summary = "Lets fields stay that were to expire.",
     .syntax = "key FIELDS numfields field [field ...]"},
    {.name = "hpexpire",
     .handler = hpexpireCommand,
     .arity = -6,
     .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Update),
     .group = CommandGroup::Hash,
     .since = "7.4.0",
     .complexity = "O(n) in the number of fields",
     .summary = "Lets fields expire after a number of milliseconds.",
     .syntax = "key milliseconds [NX | XX | GT | LT] FIELDS numfields field [field ...]"},
    {.name = "hpexpireat",
     .handler = hpexpireatCommand,
     .arity = -6,
     .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Update),
     .group = CommandGroup::Hash,
     .since = "7.4.0",
     .complexity = "O(n) in the number of fields",
     .summary = "Lets fields expire at a Unix time in milliseconds.",
     .syntax = "key unix-time-milliseconds [NX | XX | GT | LT] FIELDS numfields field [field ...]"},
    {.name = "hpexpiretime",
     .handler = hpexpiretimeCommand,
     .arity = -5,
     .flags = CommandFlag::ReadOnly | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::Hash,
     .since = "7.4.0",
     .complexity = "O(n) in the number of fields",
     .summary = "Returns the Unix times in milliseconds at which fields expire.",
     .syntax = "key FIELDS numfields field [field ...]"},
    {.name = "hpttl",
     .handler = hpttlCommand,
     .arity = -5,
     .flags = CommandFlag::ReadOnly | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::Hash,
     .since = "7.4.0",
     .complexity = "O(n) in the number of fields",
     .summary = "Returns the milliseconds until fields expire.",
     .syntax = "key FIELDS numfields field [field ...]",
     .tips = "nondeterministic_output"},
    {.name = "httl",
     .handler = httlCommand,
     .arity = -5,
     .flags = CommandFlag::ReadOnly | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::Hash,
     .since = "7.4.0",
     .complexity = "O(n) in the number of fields",
     .summary = "Returns the seconds until fields expire.",
     .syntax = "key FIELDS numfields field [field ...]",
     .tips = "nondeterministic_output"},
};
static_assert(sortedByName(kHashExpiryCommands) && keysMatchArity(kHashExpiryCommands));

}  // namespace

std::span<const CommandSpec> hashExpiryCommands() { return kHashExpiryCommands; }

}  // namespace redis
