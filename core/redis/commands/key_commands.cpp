#include <algorithm>
#include <limits>

#include "base/random.h"
#include "redis/commands/argument_reader.h"
#include "redis/commands/collections.h"
#include "redis/commands/command_context.h"
#include "redis/commands/command_table.h"
#include "redis/commands/expiry.h"
#include "redis/commands/object_command.h"
#include "redis/commands/sort_command.h"
#include "redis/dispatcher.h"
#include "redis/structures/glob.h"

namespace redis {
namespace {

using base::Bytes;
using base::BytesView;

// --- Existence and names -------------------------------------------------------------------------

Reply delCommand(CommandContext& context) {
  int64_t removed = 0;
  for (size_t i = 1; i < context.count(); ++i) {
    removed += context.eraseKey(context.argument(i)) ? 1 : 0;
  }
  return Reply::integer(removed);
}

Reply existsCommand(CommandContext& context) {
  int64_t found = 0;
  for (size_t i = 1; i < context.count(); ++i) {
    found += context.database().exists(context.argument(i)) ? 1 : 0;
  }
  return Reply::integer(found);
}

Reply touchCommand(CommandContext& context) {
  int64_t found = 0;
  for (size_t i = 1; i < context.count(); ++i) {
    found += context.database().find(context.argument(i)) != nullptr ? 1 : 0;
  }
  return Reply::integer(found);
}

Reply typeCommand(CommandContext& context) {
  const Database::Entry* entry = context.database().peek(context.argument(1));
  return Reply::status(entry == nullptr ? "none" : typeName(entry->value.object->type()));
}

enum class RenameRule : uint8_t { Overwrite, OnlyIfFree };

Reply renameKey(CommandContext& context, RenameRule rule) {
  const BytesView source = context.argument(1);
  const BytesView target = context.argument(2);
  Database& database = context.database();
  const Database::Entry* entry = database.find(source);
  if (entry == nullptr) {
    return Reply::error(messages::kNoSuchKey);
  }
  const bool onlyIfFree = rule == RenameRule::OnlyIfFree;
  if (source == target) {
    return onlyIfFree ? Reply::integer(0) : Reply::ok();
  }
  if (onlyIfFree && database.exists(target)) {
    return Reply::integer(0);
  }
  // Looked up again: asking for the target may have removed an expired key and moved the entries.
  entry = database.find(source);
  ObjectRef object = entry->value.object;
  const int64_t expireAtMs = entry->value.expireAtMs;
  database.erase(target);
  database.erase(source);
  database.store(target, std::move(object), expireAtMs);
  context.notify(EventClass::Generic, "rename_from", source);
  context.notify(EventClass::Generic, "rename_to", target);
  return onlyIfFree ? Reply::integer(1) : Reply::ok();
}

Reply renameCommand(CommandContext& context) { return renameKey(context, RenameRule::Overwrite); }
Reply renamenxCommand(CommandContext& context) {
  return renameKey(context, RenameRule::OnlyIfFree);
}

/// Reads a database number; nothing if an error was latched.
std::optional<uint32_t> nextDatabase(CommandContext& context, ArgumentReader& arguments,
                                     BytesView outOfRange) {
  const int64_t number = arguments.nextInteger();
  if (arguments.failed()) {
    return std::nullopt;
  }
  if (number < std::numeric_limits<int32_t>::min() ||
      number > std::numeric_limits<int32_t>::max()) {
    arguments.fail(messages::kNotInt32);
    return std::nullopt;
  }
  if (number < 0 || number >= context.keyspace().databaseCount()) {
    arguments.fail(outOfRange);
    return std::nullopt;
  }
  return static_cast<uint32_t>(number);
}

Reply moveCommand(CommandContext& context) {
  const BytesView key = context.argument(1);
  ArgumentReader arguments(context, 2);
  const std::optional<uint32_t> number =
      nextDatabase(context, arguments, messages::kDatabaseOutOfRange);
  if (!number) {
    return arguments.error();
  }
  Database& source = context.database();
  Database& target = context.keyspace().database(*number);
  if (&source == &target) {
    return Reply::error(messages::kSameObject);
  }
  const Database::Entry* entry = source.find(key);
  if (entry == nullptr || target.exists(key)) {
    return Reply::integer(0);
  }
  target.store(key, entry->value.object, entry->value.expireAtMs);
  source.erase(key);
  context.notify(EventClass::Generic, "move_from", key);
  context.server().publishEvent(EventClass::Generic, "move_to", *number, key);
  return Reply::integer(1);
}

Reply copyCommand(CommandContext& context) {
  ArgumentReader arguments(context, 3);
  uint32_t number = context.session().database;
  bool replace = false;
  while (arguments.hasNext()) {
    if (arguments.take("REPLACE")) {
      replace = true;
    } else if (arguments.take("DB", 1)) {
      const std::optional<uint32_t> given =
          nextDatabase(context, arguments, messages::kDatabaseOutOfRange);
      if (!given) {
        return arguments.error();
      }
      number = *given;
    } else {
      return messages::syntaxError();
    }
  }
  const BytesView key = context.argument(1);
  const BytesView copy = context.argument(2);
  Database& source = context.database();
  Database& target = context.keyspace().database(number);
  if (&source == &target && key == copy) {
    return Reply::error(messages::kSameObject);
  }
  if (source.find(key) == nullptr || (target.exists(copy) && !replace)) {
    return Reply::integer(0);
  }
  const Database::Entry* entry = source.find(key);
  // Sharing is enough: whoever changes one of the two first makes it its own.
  ObjectRef object = entry->value.object;
  const int64_t expireAtMs = entry->value.expireAtMs;
  target.erase(copy);
  target.store(copy, std::move(object), expireAtMs);
  context.server().publishEvent(EventClass::Generic, "copy_to", number, copy);
  return Reply::integer(1);
}

// --- Expiry --------------------------------------------------------------------------------------

struct ExpireConditions {
  bool ifNone = false;
  bool ifSome = false;
  bool ifGreater = false;
  bool ifLess = false;

  bool hold(int64_t currentMs, int64_t wantedMs) const {
    const bool none = currentMs == kNoExpiry;
    return !(ifNone && !none) && !(ifSome && none) &&
           !(ifGreater && (none || wantedMs <= currentMs)) &&
           !(ifLess && !none && wantedMs >= currentMs);
  }
};

/// Reads NX, XX, GT, LT; an error reply or null.
Reply readExpireConditions(CommandContext& context, ExpireConditions& conditions) {
  ArgumentReader arguments(context, 3);
  while (arguments.hasNext()) {
    if (arguments.take("NX")) {
      conditions.ifNone = true;
    } else if (arguments.take("XX")) {
      conditions.ifSome = true;
    } else if (arguments.take("GT")) {
      conditions.ifGreater = true;
    } else if (arguments.take("LT")) {
      conditions.ifLess = true;
    } else {
      return messages::unsupportedOption(arguments.next());
    }
  }
  if (conditions.ifNone && (conditions.ifSome || conditions.ifGreater || conditions.ifLess)) {
    return Reply::error(messages::kExpireNxAndOthers);
  }
  if (conditions.ifGreater && conditions.ifLess) {
    return Reply::error(messages::kExpireGtAndLt);
  }
  return Reply::null();
}

Reply expireKey(CommandContext& context, TimeFormat format) {
  ExpireConditions conditions;
  if (Reply error = readExpireConditions(context, conditions); error.isError()) {
    return error;
  }
  const std::optional<int64_t> value = parseInteger(context.argument(2));
  if (!value) {
    return Reply::error(messages::kNotInteger);
  }
  const std::optional<int64_t> wantedMs = absoluteTimeMs(*value, format, context.nowMs());
  if (!wantedMs) {
    return messages::invalidExpireTime(context.spec().name);
  }
  const BytesView key = context.argument(1);
  Database::Entry* entry = context.database().find(key);
  if (entry == nullptr || !conditions.hold(entry->value.expireAtMs, *wantedMs)) {
    return Reply::integer(0);
  }
  if (*wantedMs <= context.nowMs()) {
    context.eraseKey(key);
  } else {
    context.database().setExpiry(entry, *wantedMs);
    context.notify(EventClass::Generic, "expire", key);
  }
  return Reply::integer(1);
}

Reply expireCommand(CommandContext& context) {
  return expireKey(context, {TimeUnit::Seconds, TimeOrigin::Now});
}
Reply expireatCommand(CommandContext& context) {
  return expireKey(context, {TimeUnit::Seconds, TimeOrigin::Epoch});
}
Reply pexpireCommand(CommandContext& context) {
  return expireKey(context, {TimeUnit::Milliseconds, TimeOrigin::Now});
}
Reply pexpireatCommand(CommandContext& context) {
  return expireKey(context, {TimeUnit::Milliseconds, TimeOrigin::Epoch});
}

Reply timeToLive(CommandContext& context, TimeFormat format) {
  const Database::Entry* entry = context.database().peek(context.argument(1));
  if (entry == nullptr) {
    return Reply::integer(-2);
  }
  if (entry->value.expireAtMs == kNoExpiry) {
    return Reply::integer(-1);
  }
  int64_t time = entry->value.expireAtMs;
  if (format.origin == TimeOrigin::Now) {
    time = std::max<int64_t>(0, time - context.nowMs());
  }
  if (format.unit == TimeUnit::Seconds) {
    time = static_cast<int64_t>((static_cast<uint64_t>(time) + 500) / 1000);
  }
  return Reply::integer(time);
}

Reply ttlCommand(CommandContext& context) {
  return timeToLive(context, {TimeUnit::Seconds, TimeOrigin::Now});
}
Reply pttlCommand(CommandContext& context) {
  return timeToLive(context, {TimeUnit::Milliseconds, TimeOrigin::Now});
}
Reply expiretimeCommand(CommandContext& context) {
  return timeToLive(context, {TimeUnit::Seconds, TimeOrigin::Epoch});
}
Reply pexpiretimeCommand(CommandContext& context) {
  return timeToLive(context, {TimeUnit::Milliseconds, TimeOrigin::Epoch});
}

Reply persistCommand(CommandContext& context) {
  Database::Entry* entry = context.database().find(context.argument(1));
  if (entry == nullptr || entry->value.expireAtMs == kNoExpiry) {
    return Reply::integer(0);
  }
  context.database().setExpiry(entry, kNoExpiry);
  context.notify(EventClass::Generic, "persist", context.argument(1));
  return Reply::integer(1);
}

// --- Iteration -----------------------------------------------------------------------------------

Reply keysCommand(CommandContext& context) {
  const BytesView pattern = context.argument(1);
  const bool all = pattern == "*";
  Reply reply = Reply::array();
  for (const Database::Entry& entry : context.database().entries()) {
    if (!context.database().hasExpired(entry.value) && (all || globMatches(pattern, entry.key))) {
      reply.addBulk(entry.key);
    }
  }
  return reply;
}

Reply randomkeyCommand(CommandContext& context) {
  const Database::Entry* entry =
      context.database().random([&context](uint32_t bound) { return drawBelow(context, bound); });
  return entry == nullptr ? Reply::null() : Reply::bulk(entry->key);
}

bool isTypeName(BytesView word) {
  constexpr BytesView kNames[] = {"string", "list", "set", "zset", "hash", "stream"};
  return std::any_of(std::begin(kNames), std::end(kNames),
                     [&](BytesView name) { return equalsIgnoreCase(name, word); });
}

Reply scanCommand(CommandContext& context) {
  ArgumentReader arguments(context);
  const uint64_t cursor = nextCursor(arguments);
  if (arguments.failed()) {
    return arguments.error();
  }
  int64_t count = 10;
  BytesView pattern = "*";
  std::optional<BytesView> type;
  while (arguments.hasNext() && !arguments.failed()) {
    if (arguments.take("COUNT", 1)) {
      count = arguments.nextInteger();
      if (count < 1) {
        arguments.fail(messages::kSyntaxError);
      }
    } else if (arguments.take("MATCH", 1)) {
      pattern = arguments.next();
    } else if (arguments.take("TYPE", 1)) {
      type = arguments.next();
      if (arguments.compat().checksScannedType() && !isTypeName(*type)) {
        return messages::unknownTypeName(*type);
      }
    } else {
      arguments.fail(messages::kSyntaxError);
    }
  }
  if (arguments.failed()) {
    return arguments.error();
  }
  Database& database = context.database();
  const Database::Dict& entries = database.entries();
  Reply keys = Reply::array();
  const Database::Entry* entry = entries.firstFrom(cursor);
  std::vector<Bytes> expired;
  for (int64_t visited = 0; entry != nullptr && visited < count; ++visited) {
    if (pattern == "*" || globMatches(pattern, entry->key)) {
      if (database.hasExpired(entry->value)) {
        expired.emplace_back(entry->key);
      } else if (!type || equalsIgnoreCase(*type, typeName(entry->value.object->type()))) {
        keys.addBulk(entry->key);
      }
    }
    entry = entries.next(entry);
  }
  const uint64_t end = entry == nullptr ? 0 : entry->sequence;
  for (const Bytes& key : expired) {
    database.peek(key);
  }
  return scanReply(end, std::move(keys));
}

// --- Table ---------------------------------------------------------------------------------------

constexpr CommandSpec kObjectSubcommands[] = {
    {.name = "encoding",
     .handler = objectEncodingCommand,
     .arity = 3,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(2, KeyFlag::ReadOnly),
     .group = CommandGroup::Generic,
     .since = "2.2.3",
     .complexity = "O(1)",
     .summary = "Names the encoding of a value.",
     .syntax = "key",
     .container = "object",
     .tips = "nondeterministic_output"},
    {.name = "freq",
     .handler = objectFreqCommand,
     .arity = 3,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(2, KeyFlag::ReadOnly),
     .group = CommandGroup::Generic,
     .since = "4.0.0",
     .complexity = "O(1)",
     .summary = "Returns the access frequency of a key, under an LFU policy.",
     .syntax = "key",
     .container = "object",
     .tips = "nondeterministic_output"},
    {.name = "help",
     .handler = objectHelpCommand,
     .arity = 2,
     .flags = CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::Generic,
     .since = "6.2.0",
     .complexity = "O(1)",
     .summary = "Explains the subcommands.",
     .container = "object"},
    {.name = "idletime",
     .handler = objectIdletimeCommand,
     .arity = 3,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(2, KeyFlag::ReadOnly),
     .group = CommandGroup::Generic,
     .since = "2.2.3",
     .complexity = "O(1)",
     .summary = "Returns the seconds since the last access to a key.",
     .syntax = "key",
     .container = "object",
     .tips = "nondeterministic_output"},
    {.name = "refcount",
     .handler = objectRefcountCommand,
     .arity = 3,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(2, KeyFlag::ReadOnly),
     .group = CommandGroup::Generic,
     .since = "2.2.3",
     .complexity = "O(1)",
     .summary = "Returns the number of references to a value.",
     .syntax = "key",
     .container = "object",
     .tips = "nondeterministic_output"},
};
static_assert(sortedByName(kObjectSubcommands) && keysMatchArity(kObjectSubcommands));

constexpr CommandSpec kKeyCommands[] = {
    {.name = "copy",
     .handler = copyCommand,
     .arity = -3,
     .flags = CommandFlag::Write | CommandFlag::DenyOom,
     .keys = {Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
              Keys::at(2, KeyFlag::Overwrite | KeyFlag::Update)},
     .group = CommandGroup::Generic,
     .since = "6.2.0",
     .complexity = "O(1)",
     .summary = "Copies the value of one key to another.",
     .syntax = "source destination [DB destination-db] [REPLACE]"},
    {.name = "del",
     .handler = delCommand,
     .arity = -2,
     .flags = CommandFlag::Write,
     .keys = Keys::range(1, -1, 1, KeyFlag::Remove | KeyFlag::Delete),
     .group = CommandGroup::Generic,
     .since = "1.0.0",
     .complexity = "O(N) in the number of keys",
     .summary = "Removes keys.",
     .syntax = "key [key ...]",
     .tips = "request_policy:multi_shard,response_policy:agg_sum"},
    {.name = "exists",
     .handler = existsCommand,
     .arity = -2,
     .flags = CommandFlag::ReadOnly | CommandFlag::Fast,
     .keys = Keys::range(1, -1, 1, KeyFlag::ReadOnly),
     .group = CommandGroup::Generic,
     .since = "1.0.0",
     .complexity = "O(N) in the number of keys",
     .summary = "Counts how many of the given keys exist.",
     .syntax = "key [key ...]",
     .tips = "request_policy:multi_shard,response_policy:agg_sum"},
    {.name = "expire",
     .handler = expireCommand,
     .arity = -3,
     .flags = CommandFlag::Write | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Update),
     .group = CommandGroup::Generic,
     .since = "1.0.0",
     .complexity = "O(1)",
     .summary = "Lets a key expire after a number of seconds.",
     .syntax = "key seconds [NX | XX | GT | LT]"},
    {.name = "expireat",
     .handler = expireatCommand,
     .arity = -3,
     .flags = CommandFlag::Write | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Update),
     .group = CommandGroup::Generic,
     .since = "1.2.0",
     .complexity = "O(1)",
     .summary = "Lets a key expire at a Unix time in seconds.",
     .syntax = "key unix-time-seconds [NX | XX | GT | LT]"},
    {.name = "expiretime",
     .handler = expiretimeCommand,
     .arity = 2,
     .flags = CommandFlag::ReadOnly | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::Generic,
     .since = "7.0.0",
     .complexity = "O(1)",
     .summary = "Returns the Unix time in seconds at which a key expires.",
     .syntax = "key"},
    {.name = "keys",
     .handler = keysCommand,
     .arity = 2,
     .flags = CommandFlag::ReadOnly,
     .group = CommandGroup::Generic,
     .since = "1.0.0",
     .complexity = "O(N) in the number of keys of the database",
     .summary = "Lists the keys that match a pattern.",
     .syntax = "pattern",
     .categories = Category::Keyspace | Category::Dangerous,
     .tips = "request_policy:all_shards,nondeterministic_output_order"},
    {.name = "move",
     .handler = moveCommand,
     .arity = 3,
     .flags = CommandFlag::Write | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Update),
     .group = CommandGroup::Generic,
     .since = "1.0.0",
     .complexity = "O(1)",
     .summary = "Moves a key to another database.",
     .syntax = "key db"},
    {.name = "object",
     .arity = -2,
     .group = CommandGroup::Generic,
     .since = "2.2.3",
     .complexity = "Depends on the subcommand.",
     .summary = "Looks at how a value is stored.",
     .categories = Category::None,
     .subcommands = kObjectSubcommands},
    {.name = "persist",
     .handler = persistCommand,
     .arity = 2,
     .flags = CommandFlag::Write | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Update),
     .group = CommandGroup::Generic,
     .since = "2.2.0",
     .complexity = "O(1)",
     .summary = "Removes the expiry of a key.",
     .syntax = "key"},
    {.name = "pexpire",
     .handler = pexpireCommand,
     .arity = -3,
     .flags = CommandFlag::Write | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Update),
     .group = CommandGroup::Generic,
     .since = "2.6.0",
     .complexity = "O(1)",
     .summary = "Lets a key expire after a number of milliseconds.",
     .syntax = "key milliseconds [NX | XX | GT | LT]"},
    {.name = "pexpireat",
     .handler = pexpireatCommand,
     .arity = -3,
     .flags = CommandFlag::Write | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Update),
     .group = CommandGroup::Generic,
     .since = "2.6.0",
     .complexity = "O(1)",
     .summary = "Lets a key expire at a Unix time in milliseconds.",
     .syntax = "key unix-time-milliseconds [NX | XX | GT | LT]"},
    {.name = "pexpiretime",
     .handler = pexpiretimeCommand,
     .arity = 2,
     .flags = CommandFlag::ReadOnly | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::Generic,
     .since = "7.0.0",
     .complexity = "O(1)",
     .summary = "Returns the Unix time in milliseconds at which a key expires.",
     .syntax = "key"},
    {.name = "pttl",
     .handler = pttlCommand,
     .arity = 2,
     .flags = CommandFlag::ReadOnly | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::Generic,
     .since = "2.6.0",
     .complexity = "O(1)",
     .summary = "Returns the milliseconds until a key expires.",
     .syntax = "key",
     .tips = "nondeterministic_output"},
    {.name = "randomkey",
     .handler = randomkeyCommand,
     .arity = 1,
     .flags = CommandFlag::ReadOnly,
     .group = CommandGroup::Generic,
     .since = "1.0.0",
     .complexity = "O(1)",
     .summary = "Returns a random key.",
     .tips = "request_policy:all_shards,nondeterministic_output"},
    {.name = "rename",
     .handler = renameCommand,
     .arity = 3,
     .flags = CommandFlag::Write,
     .keys = {Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Delete),
              Keys::at(2, KeyFlag::Overwrite | KeyFlag::Update)},
     .group = CommandGroup::Generic,
     .since = "1.0.0",
     .complexity = "O(1)",
     .summary = "Renames a key, replacing the one that has the name.",
     .syntax = "key newkey"},
    {.name = "renamenx",
     .handler = renamenxCommand,
     .arity = 3,
     .flags = CommandFlag::Write | CommandFlag::Fast,
     .keys = {Keys::at(1, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Delete),
              Keys::at(2, KeyFlag::Overwrite | KeyFlag::Insert)},
     .group = CommandGroup::Generic,
     .since = "1.0.0",
     .complexity = "O(1)",
     .summary = "Renames a key if the name is free.",
     .syntax = "key newkey"},
    {.name = "scan",
     .handler = scanCommand,
     .arity = -2,
     .flags = CommandFlag::ReadOnly,
     .group = CommandGroup::Generic,
     .since = "2.8.0",
     .complexity = "O(1) per call, O(N) for all keys",
     .summary = "Lists the keys of the database in steps.",
     .syntax = "cursor [MATCH pattern] [COUNT count] [TYPE type]",
     .tips = "nondeterministic_output,request_policy:special"},
    {.name = "sort",
     .handler = sortCommand,
     .arity = -2,
     .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::MovableKeys,
     .keys = {Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
              Keys::unknown(KeyFlag::ReadOnly | KeyFlag::Access),
              Keys::unknown(KeyFlag::Overwrite | KeyFlag::Update)},
     .group = CommandGroup::Generic,
     .since = "1.0.0",
     .complexity = "O(N+M*log(M)) in the number of elements and of elements returned",
     .summary = "Sorts a list, set or sorted set, and returns or stores the result.",
     .syntax = "key [BY pattern] [LIMIT offset count] [GET pattern [GET pattern ...]] [ASC | DESC] "
               "[ALPHA] [STORE destination]",
     .categories = Category::Set | Category::SortedSet | Category::List | Category::Dangerous},
    {.name = "sort_ro",
     .handler = sortRoCommand,
     .arity = -2,
     .flags = CommandFlag::ReadOnly | CommandFlag::MovableKeys,
     .keys = {Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
              Keys::unknown(KeyFlag::ReadOnly | KeyFlag::Access)},
     .group = CommandGroup::Generic,
     .since = "7.0.0",
     .complexity = "O(N+M*log(M)) in the number of elements and of elements returned",
     .summary = "Sorts a list, set or sorted set and returns the result.",
     .syntax = "key [BY pattern] [LIMIT offset count] [GET pattern [GET pattern ...]] [ASC | DESC] "
               "[ALPHA]",
     .categories = Category::Set | Category::SortedSet | Category::List | Category::Dangerous},
    {.name = "touch",
     .handler = touchCommand,
     .arity = -2,
     .flags = CommandFlag::ReadOnly | CommandFlag::Fast,
     .keys = Keys::range(1, -1, 1, KeyFlag::ReadOnly),
     .group = CommandGroup::Generic,
     .since = "3.2.1",
     .complexity = "O(N) in the number of keys",
     .summary = "Counts existing keys and marks them as accessed.",
     .syntax = "key [key ...]",
     .tips = "request_policy:multi_shard,response_policy:agg_sum"},
    {.name = "ttl",
     .handler = ttlCommand,
     .arity = 2,
     .flags = CommandFlag::ReadOnly | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::Generic,
     .since = "1.0.0",
     .complexity = "O(1)",
     .summary = "Returns the seconds until a key expires.",
     .syntax = "key",
     .tips = "nondeterministic_output"},
    {.name = "type",
     .handler = typeCommand,
     .arity = 2,
     .flags = CommandFlag::ReadOnly | CommandFlag::Fast,
     .keys = Keys::at(1, KeyFlag::ReadOnly),
     .group = CommandGroup::Generic,
     .since = "1.0.0",
     .complexity = "O(1)",
     .summary = "Names the type of a value.",
     .syntax = "key"},
    {.name = "unlink",
     .handler = delCommand,
     .arity = -2,
     .flags = CommandFlag::Write | CommandFlag::Fast,
     .keys = Keys::range(1, -1, 1, KeyFlag::Remove | KeyFlag::Delete),
     .group = CommandGroup::Generic,
     .since = "4.0.0",
     .complexity = "O(N) in the number of keys",
     .summary = "Removes keys; their memory may be freed later.",
     .syntax = "key [key ...]",
     .tips = "request_policy:multi_shard,response_policy:agg_sum"},
};
static_assert(sortedByName(kKeyCommands) && keysMatchArity(kKeyCommands));

}  // namespace

std::span<const CommandSpec> keyCommands() { return kKeyCommands; }

}  // namespace redis
