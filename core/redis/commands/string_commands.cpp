#include <limits>
#include <vector>

#include "base/extended.h"
#include "redis/commands/argument_reader.h"
#include "redis/commands/collections.h"
#include "redis/commands/command_context.h"
#include "redis/commands/command_table.h"
#include "redis/commands/expiry.h"
#include "redis/commands/lcs_command.h"
#include "redis/keyspace/string_object.h"

namespace redis {
namespace {

using base::Bytes;
using base::BytesView;

// --- Helpers -------------------------------------------------------------------------------------

enum class Lifetime : uint8_t { Forget, Keep };

/// Binds `key` to a string. An unshared string that is there already is reused, so that a SET in a
/// loop allocates nothing.
void bindString(CommandContext& context, BytesView key, BytesView value, int64_t expireAtMs,
                Lifetime lifetime) {
  Database& database = context.database();
  Database::Entry* entry = database.find(key);
  if (entry == nullptr) {
    database.store(key, makeObject<StringObject>(value), expireAtMs);
    return;
  }
  if (lifetime == Lifetime::Keep) {
    expireAtMs = entry->value.expireAtMs;
  }
  ObjectRef& object = entry->value.object;
  if (object->type() == ObjectType::String && !object.isShared()) {
    static_cast<StringObject&>(object.unshare()).assign(value);
  } else {
    object = makeObject<StringObject>(value);
  }
  if (entry->value.expireAtMs != expireAtMs) {
    database.setExpiry(entry, expireAtMs);
  } else {
    database.signalModified(key);
  }
}

/// Binds `key` to a string as SET does, and reports it.
void setString(CommandContext& context, BytesView key, BytesView value, int64_t expireAtMs,
               Lifetime lifetime = Lifetime::Forget) {
  bindString(context, key, value, expireAtMs, lifetime);
  context.notify(EventClass::String, "set", key);
  if (expireAtMs != kNoExpiry) {
    context.notify(EventClass::Generic, "expire", key);
  }
}

/// The value of `key` as GET answers it: bulk, null, or the error of a wrong type.
Reply getString(CommandContext& context, BytesView key) {
  const auto string = context.read<StringObject>(key);
  if (string.wrongType) {
    return messages::wrongType();
  }
  return string ? Reply::bulk(string->toBytes()) : Reply::null();
}

bool exceedsLimit(CommandContext& context, uint64_t length, uint64_t added) {
  return length + added > static_cast<uint64_t>(context.configuration().protoMaxBulkLength);
}

// --- SET and GET ---------------------------------------------------------------------------------

/// The options that SET and GETEX share.
struct StringOptions {
  bool onlyIfMissing = false;
  bool onlyIfPresent = false;
  bool get = false;
  bool keepTtl = false;
  bool persist = false;
  std::optional<TimeFormat> format;
  /// The word that chose `format`; repeating it is allowed.
  BytesView formatWord;
  BytesView time;
};

enum class OptionOwner : uint8_t { Set, GetEx };

bool readTimeOption(ArgumentReader& arguments, BytesView word, StringOptions& options) {
  const std::optional<TimeFormat> format = timeOption(word);
  if (!format || options.keepTtl || options.persist || !arguments.hasNext() ||
      (options.format && !equalsIgnoreCase(options.formatWord, word))) {
    return false;
  }
  options.format = format;
  options.formatWord = word;
  options.time = arguments.next();
  return true;
}

/// Reads options to the end of the arguments; false on a syntax error.
bool readStringOptions(ArgumentReader& arguments, OptionOwner owner, StringOptions& options) {
  while (arguments.hasNext()) {
    const BytesView word = arguments.next();
    const bool isSet = owner == OptionOwner::Set;
    if (isSet && equalsIgnoreCase(word, "NX") && !options.onlyIfPresent) {
      options.onlyIfMissing = true;
    } else if (isSet && equalsIgnoreCase(word, "XX") && !options.onlyIfMissing) {
      options.onlyIfPresent = true;
    } else if (isSet && equalsIgnoreCase(word, "GET")) {
      options.get = true;
    } else if (isSet && equalsIgnoreCase(word, "KEEPTTL") && !options.format) {
      options.keepTtl = true;
    } else if (!isSet && equalsIgnoreCase(word, "PERSIST") && !options.format) {
      options.persist = true;
    } else if (!readTimeOption(arguments, word, options)) {
      return false;
    }
  }
  return true;
}

Reply setCommand(CommandContext& context) {
  const BytesView key = context.argument(1);
  const BytesView value = context.argument(2);
  if (context.count() == 3) {
    setString(context, key, value, kNoExpiry);
    return Reply::ok();
  }
  StringOptions options;
  ArgumentReader arguments(context, 3);
  if (!readStringOptions(arguments, OptionOwner::Set, options)) {
    return messages::syntaxError();
  }
  int64_t expireAtMs = kNoExpiry;
  if (options.format) {
    Reply error;
    const std::optional<int64_t> timeMs =
        readPositiveTimeMs(context, options.time, *options.format, error);
    if (!timeMs) {
      return error;
    }
    expireAtMs = *timeMs;
  }
  Reply previous;
  if (options.get) {
    previous = getString(context, key);
    if (previous.isError()) {
      return previous;
    }
  }
  const bool exists = context.database().find(key) != nullptr;
  if (options.onlyIfMissing ? exists : options.onlyIfPresent && !exists) {
    return options.get ? std::move(previous) : Reply::null();
  }
  setString(context, key, value, expireAtMs, options.keepTtl ? Lifetime::Keep : Lifetime::Forget);
  return options.get ? std::move(previous) : Reply::ok();
}

Reply setnxCommand(CommandContext& context) {
  const BytesView key = context.argument(1);
  if (context.database().find(key) != nullptr) {
    return Reply::integer(0);
  }
  setString(context, key, context.argument(2), kNoExpiry);
  return Reply::integer(1);
}

Reply setWithTime(CommandContext& context, TimeUnit unit) {
  Reply error;
  const auto timeMs =
      readPositiveTimeMs(context, context.argument(2), {unit, TimeOrigin::Now}, error);
  if (!timeMs) {
    return error;
  }
  setString(context, context.argument(1), context.argument(3), *timeMs);
  return Reply::ok();
}

Reply setexCommand(CommandContext& context) { return setWithTime(context, TimeUnit::Seconds); }
Reply psetexCommand(CommandContext& context) {
  return setWithTime(context, TimeUnit::Milliseconds);
}

Reply getCommand(CommandContext& context) { return getString(context, context.argument(1)); }

Reply getexCommand(CommandContext& context) {
  const BytesView key = context.argument(1);
  StringOptions options;
  ArgumentReader arguments(context, 2);
  if (!readStringOptions(arguments, OptionOwner::GetEx, options)) {
    return messages::syntaxError();
  }
  Reply value = getString(context, key);
  if (value.kind() != ReplyKind::Bulk) {
    return value;
  }
  if (options.format) {
    Reply error;
    const std::optional<int64_t> timeMs =
        readPositiveTimeMs(context, options.time, *options.format, error);
    if (!timeMs) {
      return error;
    }
    if (*timeMs <= context.nowMs()) {
      context.eraseKey(key);
    } else {
      context.database().setExpiry(context.database().find(key), *timeMs);
      context.notify(EventClass::Generic, "expire", key);
    }
  } else if (options.persist) {
    Database::Entry* entry = context.database().find(key);
    if (entry->value.expireAtMs != kNoExpiry) {
      context.database().setExpiry(entry, kNoExpiry);
      context.notify(EventClass::Generic, "persist", key);
    }
  }
  return value;
}

Reply getdelCommand(CommandContext& context) {
  Reply value = getString(context, context.argument(1));
  if (value.kind() == ReplyKind::Bulk) {
    context.eraseKey(context.argument(1));
  }
  return value;
}

Reply getsetCommand(CommandContext& context) {
  Reply value = getString(context, context.argument(1));
  if (!value.isError()) {
    setString(context, context.argument(1), context.argument(2), kNoExpiry);
  }
  return value;
}

Reply mgetCommand(CommandContext& context) {
  Reply reply = Reply::array();
  reply.reserve(context.count() - 1);
  for (size_t i = 1; i < context.count(); ++i) {
    const auto string = context.read<StringObject>(context.argument(i));
    reply.add(string ? Reply::bulk(string->toBytes()) : Reply::null());
  }
  return reply;
}

void setPairs(CommandContext& context) {
  for (size_t i = 1; i + 1 < context.count(); i += 2) {
    setString(context, context.argument(i), context.argument(i + 1), kNoExpiry);
  }
}

Reply msetCommand(CommandContext& context) {
  if (context.count() % 2 == 0) {
    return messages::wrongArity(context.spec().name);
  }
  setPairs(context);
  return Reply::ok();
}

Reply msetnxCommand(CommandContext& context) {
  if (context.count() % 2 == 0) {
    return messages::wrongArity(context.spec().name);
  }
  for (size_t i = 1; i < context.count(); i += 2) {
    if (context.database().find(context.argument(i)) != nullptr) {
      return Reply::integer(0);
    }
  }
  setPairs(context);
  return Reply::integer(1);
}

// --- Parts of strings ----------------------------------------------------------------------------

Reply strlenCommand(CommandContext& context) {
  const auto string = context.read<StringObject>(context.argument(1));
  if (string.wrongType) {
    return messages::wrongType();
  }
  return Reply::integer(string ? static_cast<int64_t>(string->length()) : 0);
}

Reply appendCommand(CommandContext& context) {
  const BytesView key = context.argument(1);
  const BytesView tail = context.argument(2);
  Editable<StringObject> string(context, key);
  if (string.wrongType()) {
    return messages::wrongType();
  }
  if (!string) {
    setString(context, key, tail, kNoExpiry);
    return Reply::integer(static_cast<int64_t>(tail.size()));
  }
  if (exceedsLimit(context, string->length(), tail.size())) {
    return Reply::error(messages::kStringTooLong);
  }
  Bytes& bytes = string.change().editBytes();
  bytes += tail;
  const auto length = static_cast<int64_t>(bytes.size());
  context.finishEdit(key, false);
  return Reply::integer(length);
}

Reply setrangeCommand(CommandContext& context) {
  ArgumentReader arguments(context);
  const BytesView key = arguments.next();
  const int64_t offset = arguments.nextInteger();
  const BytesView part = arguments.next();
  if (arguments.failed()) {
    return arguments.error();
  }
  if (offset < 0) {
    return Reply::error(messages::kOffsetOutOfRange);
  }
  Editable<StringObject> string(context, key);
  if (string.wrongType()) {
    return messages::wrongType();
  }
  if (part.empty()) {
    return Reply::integer(string ? static_cast<int64_t>(string->length()) : 0);
  }
  if (exceedsLimit(context, static_cast<uint64_t>(offset), part.size())) {
    return Reply::error(messages::kStringTooLong);
  }
  StringObject& changed = string ? string.change() : context.create<StringObject>(key);
  Bytes& bytes = changed.editBytes();
  const auto start = static_cast<size_t>(offset);
  if (bytes.size() < start + part.size()) {
    bytes.resize(start + part.size(), '\0');
  }
  bytes.replace(start, part.size(), part);
  const auto length = static_cast<int64_t>(bytes.size());
  context.finishEdit(key, false);
  return Reply::integer(length);
}

Reply getrangeCommand(CommandContext& context) {
  ArgumentReader arguments(context);
  const BytesView key = arguments.next();
  int64_t start = arguments.nextInteger();
  int64_t end = arguments.nextInteger();
  if (arguments.failed()) {
    return arguments.error();
  }
  const auto string = context.read<StringObject>(key);
  if (string.wrongType) {
    return messages::wrongType();
  }
  if (!string || (start < 0 && end < 0 && start > end)) {
    return Reply::bulk("");
  }
  const StringView view = string->view();
  const BytesView bytes = view.bytes();
  const auto length = static_cast<int64_t>(bytes.size());
  // An end before the first byte is the first byte, as in 7.0; later versions answer an empty
  // string.
  if (end < -length && context.configuration().compat.emptiesRangesBeforeStart()) {
    return Reply::bulk("");
  }
  start = std::max<int64_t>(start < 0 ? start + length : start, 0);
  end = std::max<int64_t>(end < 0 ? end + length : end, 0);
  end = std::min(end, length - 1);
  if (start > end) {
    return Reply::bulk("");
  }
  return Reply::bulk(
      bytes.substr(static_cast<size_t>(start), static_cast<size_t>(end - start + 1)));
}

// --- Numbers -------------------------------------------------------------------------------------

Reply incrementBy(CommandContext& context, int64_t increment) {
  const BytesView key = context.argument(1);
  Editable<StringObject> string(context, key);
  if (string.wrongType()) {
    return messages::wrongType();
  }
  const std::optional<int64_t> value = string ? string->toInteger() : 0;
  if (!value) {
    return Reply::error(messages::kNotInteger);
  }
  int64_t sum;
  if (__builtin_add_overflow(*value, increment, &sum)) {
    return Reply::error(messages::kIncrementOverflow);
  }
  if (string) {
    string.change().assignInteger(sum);
    context.finishEdit(key, false);
  } else {
    context.create<StringObject>(key, sum);
    context.reportEdit(key);
  }
  return Reply::integer(sum);
}

Reply incrCommand(CommandContext& context) { return incrementBy(context, 1); }
Reply decrCommand(CommandContext& context) { return incrementBy(context, -1); }

Reply incrbyCommand(CommandContext& context) {
  const std::optional<int64_t> increment = parseInteger(context.argument(2));
  return increment ? incrementBy(context, *increment) : Reply::error(messages::kNotInteger);
}

Reply decrbyCommand(CommandContext& context) {
  const std::optional<int64_t> decrement = parseInteger(context.argument(2));
  if (!decrement) {
    return Reply::error(messages::kNotInteger);
  }
  if (*decrement == std::numeric_limits<int64_t>::min()) {
    return Reply::error(messages::kDecrementOverflow);
  }
  return incrementBy(context, -*decrement);
}

Reply incrbyfloatCommand(CommandContext& context) {
  const BytesView key = context.argument(1);
  Editable<StringObject> string(context, key);
  if (string.wrongType()) {
    return messages::wrongType();
  }
  std::optional<base::Extended> value = base::Extended();
  if (string) {
    value = string->isInteger() ? base::Extended::fromInteger(string->integer())
                                : base::Extended::parse(string->view().bytes());
  }
  const std::optional<base::Extended> increment = base::Extended::parse(context.argument(2));
  if (!value || !increment) {
    return Reply::error(messages::kNotFloat);
  }
  const std::optional<base::Extended> sum = base::Extended::add(*value, *increment);
  if (!sum || sum->isInfinite()) {
    return Reply::error(messages::kIncrementNotFinite);
  }
  Bytes text = sum->toText();
  if (string) {
    string.change().assignText(text);
    context.finishEdit(key, false);
  } else {
    context.create<StringObject>(key).assignText(text);
    context.reportEdit(key);
  }
  return Reply::bulk(std::move(text));
}

// --- Table ---------------------------------------------------------------------------------------

constexpr CommandSpec kStringCommands[] = {
    {.name = "append",
     .handler = appendCommand,
     .arity = 3,
     .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Insert),
     .group = CommandGroup::String,
     .since = "2.0.0",
     .complexity = "O(1) amortised",
     .summary = "Adds bytes to the end of a string, creating it if needed.",
     .syntax = "key value"},
    {.name = "decr",
     .handler = decrCommand,
     .arity = 2,
     .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Update),
     .group = CommandGroup::String,
     .since = "1.0.0",
     .complexity = "O(1)",
     .summary = "Lowers an integer by one.",
     .syntax = "key"},
    {.name = "decrby",
     .handler = decrbyCommand,
     .arity = 3,
     .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Update),
     .group = CommandGroup::String,
     .since = "1.0.0",
     .complexity = "O(1)",
     .summary = "Lowers an integer by a number.",
     .syntax = "key decrement"},
    {.name = "get",
     .handler = getCommand,
     .arity = 2,
     .flags = CommandFlag::ReadOnly | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::String,
     .since = "1.0.0",
     .complexity = "O(1)",
     .summary = "Returns the string stored at a key.",
     .syntax = "key"},
    {.name = "getdel",
     .handler = getdelCommand,
     .arity = 2,
     .flags = CommandFlag::Write | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Delete),
     .group = CommandGroup::String,
     .since = "6.2.0",
     .complexity = "O(1)",
     .summary = "Returns a string and removes its key.",
     .syntax = "key"},
    {.name = "getex",
     .handler = getexCommand,
     .arity = -2,
     .flags = CommandFlag::Write | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Update),
     .group = CommandGroup::String,
     .since = "6.2.0",
     .complexity = "O(1)",
     .summary = "Returns a string and changes the expiry of its key.",
     .syntax = "key [EX seconds | PX milliseconds | EXAT unix-time-seconds | PXAT "
               "unix-time-milliseconds | PERSIST]"},
    {.name = "getrange",
     .handler = getrangeCommand,
     .arity = 4,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::String,
     .since = "2.4.0",
     .complexity = "O(N) in the length of the part",
     .summary = "Returns the part of a string between two positions, both included.",
     .syntax = "key start end"},
    {.name = "getset",
     .handler = getsetCommand,
     .arity = 3,
     .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Update),
     .group = CommandGroup::String,
     .since = "1.0.0",
     .complexity = "O(1)",
     .summary = "Sets a string and returns the one it replaces.",
     .syntax = "key value"},
    {.name = "incr",
     .handler = incrCommand,
     .arity = 2,
     .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Update),
     .group = CommandGroup::String,
     .since = "1.0.0",
     .complexity = "O(1)",
     .summary = "Raises an integer by one.",
     .syntax = "key"},
    {.name = "incrby",
     .handler = incrbyCommand,
     .arity = 3,
     .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Update),
     .group = CommandGroup::String,
     .since = "1.0.0",
     .complexity = "O(1)",
     .summary = "Raises an integer by a number.",
     .syntax = "key increment"},
    {.name = "incrbyfloat",
     .handler = incrbyfloatCommand,
     .arity = 3,
     .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Update),
     .group = CommandGroup::String,
     .since = "2.6.0",
     .complexity = "O(1)",
     .summary = "Adds a decimal number to a number.",
     .syntax = "key increment"},
    {.name = "lcs",
     .handler = lcsCommand,
     .arity = -3,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::range(1, 2, 1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::String,
     .since = "7.0.0",
     .complexity = "O(N*M) in the lengths of the strings",
     .summary = "Finds the longest common subsequence of two strings.",
     .syntax = "key1 key2 [LEN] [IDX] [MINMATCHLEN min-match-len] [WITHMATCHLEN]"},
    {.name = "mget",
     .handler = mgetCommand,
     .arity = -2,
     .flags = CommandFlag::ReadOnly | CommandFlag::Fast,
     .keys = Keys::range(1, -1, 1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::String,
     .since = "1.0.0",
     .complexity = "O(N) in the number of keys",
     .summary = "Returns the strings of several keys.",
     .syntax = "key [key ...]",
     .tips = "request_policy:multi_shard"},
    {.name = "mset",
     .handler = msetCommand,
     .arity = -3,
     .flags = CommandFlag::Write | CommandFlag::DenyOom,
     .keys = Keys::range(1, -1, 2, KeyFlag::Overwrite | KeyFlag::Update),
     .group = CommandGroup::String,
     .since = "1.0.1",
     .complexity = "O(N) in the number of keys",
     .summary = "Sets several strings.",
     .syntax = "key value [key value ...]",
     .tips = "request_policy:multi_shard,response_policy:all_succeeded"},
    {.name = "msetnx",
     .handler = msetnxCommand,
     .arity = -3,
     .flags = CommandFlag::Write | CommandFlag::DenyOom,
     .keys = Keys::range(1, -1, 2, KeyFlag::Overwrite | KeyFlag::Insert),
     .group = CommandGroup::String,
     .since = "1.0.1",
     .complexity = "O(N) in the number of keys",
     .summary = "Sets several strings if none of the keys exists.",
     .syntax = "key value [key value ...]",
     .tips = "request_policy:multi_shard,response_policy:agg_min"},
    {.name = "psetex",
     .handler = psetexCommand,
     .arity = 4,
     .flags = CommandFlag::Write | CommandFlag::DenyOom,
     .keys = Keys::at(1, KeyFlag::Overwrite | KeyFlag::Update),
     .group = CommandGroup::String,
     .since = "2.6.0",
     .complexity = "O(1)",
     .summary = "Sets a string that expires after a number of milliseconds.",
     .syntax = "key milliseconds value"},
    {.name = "set",
     .handler = setCommand,
     .arity = -3,
     .flags = CommandFlag::Write | CommandFlag::DenyOom,
     .keys = Keys::at(
         1, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Update | KeyFlag::VariableFlags),
     .group = CommandGroup::String,
     .since = "1.0.0",
     .complexity = "O(1)",
     .summary = "Sets a string, whatever the key held before.",
     .syntax = "key value [NX | XX] [GET] [EX seconds | PX milliseconds | EXAT unix-time-seconds | "
               "PXAT unix-time-milliseconds | KEEPTTL]"},
    {.name = "setex",
     .handler = setexCommand,
     .arity = 4,
     .flags = CommandFlag::Write | CommandFlag::DenyOom,
     .keys = Keys::at(1, KeyFlag::Overwrite | KeyFlag::Update),
     .group = CommandGroup::String,
     .since = "2.0.0",
     .complexity = "O(1)",
     .summary = "Sets a string that expires after a number of seconds.",
     .syntax = "key seconds value"},
    {.name = "setnx",
     .handler = setnxCommand,
     .arity = 3,
     .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::Overwrite | KeyFlag::Insert),
     .group = CommandGroup::String,
     .since = "1.0.0",
     .complexity = "O(1)",
     .summary = "Sets a string if the key does not exist.",
     .syntax = "key value"},
    {.name = "setrange",
     .handler = setrangeCommand,
     .arity = 4,
     .flags = CommandFlag::Write | CommandFlag::DenyOom,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Update),
     .group = CommandGroup::String,
     .since = "2.2.0",
     .complexity = "O(M) in the length of the value",
     .summary = "Overwrites the part of a string that starts at an offset.",
     .syntax = "key offset value"},
    {.name = "strlen",
     .handler = strlenCommand,
     .arity = 2,
     .flags = CommandFlag::ReadOnly | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadOnly),
     .group = CommandGroup::String,
     .since = "2.2.0",
     .complexity = "O(1)",
     .summary = "Returns the length of a string in bytes.",
     .syntax = "key"},
    {.name = "substr",
     .handler = getrangeCommand,
     .arity = 4,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::String,
     .since = "1.0.0",
     .complexity = "O(N) in the length of the part",
     .summary = "Older name of GETRANGE.",
     .syntax = "key start end"},
};
static_assert(sortedByName(kStringCommands) && keysMatchArity(kStringCommands));

}  // namespace

std::span<const CommandSpec> stringCommands() { return kStringCommands; }

}  // namespace redis
