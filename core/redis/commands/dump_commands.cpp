#include <optional>
#include <utility>

#include "redis/commands/argument_reader.h"
#include "redis/commands/command_context.h"
#include "redis/commands/command_table.h"
#include "redis/rdb/object_reader.h"
#include "redis/rdb/object_writer.h"
#include "redis/rdb/string_codec.h"

namespace redis {
namespace {

using base::BytesView;

Reply dumpCommand(CommandContext& context) {
  const Database::Entry* entry = context.database().find(context.argument(1));
  if (entry == nullptr) {
    ++context.keyspace().statistics().misses;
    return Reply::null();
  }
  ++context.keyspace().statistics().hits;
  return Reply::bulk(rdb::writePayload(*entry->value.object, context.configuration()));
}

struct RestoreOptions {
  bool replace = false;
  bool isAbsolute = false;
  std::optional<int64_t> idleSeconds;
  /// Checked and not used: no policy of this engine counts accesses.
  std::optional<int64_t> frequency;
};

RestoreOptions readOptions(ArgumentReader& arguments) {
  constexpr int64_t kMaxFrequency = 255;
  RestoreOptions options;
  while (arguments.hasNext() && !arguments.failed()) {
    if (arguments.take("REPLACE")) {
      options.replace = true;
    } else if (arguments.take("ABSTTL")) {
      options.isAbsolute = true;
    } else if (!options.frequency && arguments.take("IDLETIME", 1)) {
      options.idleSeconds = arguments.nextInteger();
      if (*options.idleSeconds < 0) {
        arguments.fail(messages::kInvalidIdleTime);
      }
    } else if (!options.idleSeconds && arguments.take("FREQ", 1)) {
      options.frequency = arguments.nextInteger();
      if (*options.frequency < 0 || *options.frequency > kMaxFrequency) {
        arguments.fail(messages::kInvalidFrequency);
      }
    } else {
      arguments.fail(messages::kSyntaxError);
    }
  }
  return options;
}

/// The time of the last access of a key that is idle for `seconds`. Redis notes accesses on a clock
/// of 24 bits, so idle times come back modulo a turn of it.
int64_t accessTimeMs(int64_t seconds, int64_t nowMs) {
  constexpr int64_t kClockMaximum = (1 << 24) - 1;
  const int64_t clock = nowMs / 1000 & kClockMaximum;
  int64_t accessed = clock - seconds;
  if (accessed < 0) {
    accessed += kClockMaximum;
  }
  accessed &= kClockMaximum;
  const int64_t idle = clock >= accessed ? clock - accessed : clock + kClockMaximum - accessed;
  return nowMs - idle * 1000;
}

/// When a key with the argument `ttl` expires; a sum that overflows wraps into the past, as in
/// Redis.
int64_t expiryMs(int64_t ttl, bool isAbsolute, int64_t nowMs) {
  if (ttl == 0) {
    return kNoExpiry;
  }
  return isAbsolute
             ? ttl
             : static_cast<int64_t>(static_cast<uint64_t>(ttl) + static_cast<uint64_t>(nowMs));
}

/// Binds the key of a restored value, unless its time is over already.
void bindRestored(CommandContext& context, ObjectRef object, int64_t ttl,
                  const RestoreOptions& options) {
  const BytesView key = context.argument(1);
  const int64_t nowMs = context.nowMs();
  const int64_t expireAtMs = expiryMs(ttl, options.isAbsolute, nowMs);
  if (ttl != 0 && expireAtMs <= nowMs) {
    context.database().erase(key);
    return;
  }
  Database::Entry* entry = context.database().store(key, std::move(object), expireAtMs);
  if (options.idleSeconds) {
    entry->value.accessedAtMs = accessTimeMs(*options.idleSeconds, nowMs);
  }
  context.notify(EventClass::Generic, "restore", key);
}

Reply restoreCommand(CommandContext& context) {
  ArgumentReader optionArguments(context, 4);
  const RestoreOptions options = readOptions(optionArguments);
  if (optionArguments.failed()) {
    return optionArguments.error();
  }
  if (!options.replace && context.database().exists(context.argument(1))) {
    return Reply::error(messages::kBusyKey);
  }
  ArgumentReader arguments(context, 2);
  const int64_t ttl = arguments.nextInteger();
  if (ttl < 0) {
    arguments.fail(messages::kInvalidTtl);
  }
  if (arguments.failed()) {
    return arguments.error();
  }
  const BytesView payload = arguments.next();
  if (!rdb::isIntactPayload(payload, context.configuration().compat.payloadVersion())) {
    return Reply::error(messages::kBadPayload);
  }
  rdb::PayloadResult result = rdb::readPayload(payload, context.configuration());
  switch (result.status) {
    case rdb::PayloadStatus::BadFormat:
      return Reply::error(messages::kBadDataFormat);
    case rdb::PayloadStatus::UnsupportedType:
      return messages::unsupportedPayload(result.type);
    case rdb::PayloadStatus::Ok:
      break;
  }
  bindRestored(context, std::move(result.object), ttl, options);
  return Reply::ok();
}

// --- Saving everything ---------------------------------------------------------------------------

/// Compat: SAVE, BGSAVE and BGREWRITEAOF answer as Redis does when they succeed, and write no file:
/// the engine has no disk. `exportRdb`, `--data` and the host of a server keep what is to be kept.
Reply saveCommand(CommandContext& context) {
  context.keyspace().statistics().changes = 0;
  return Reply::ok();
}

Reply bgsaveCommand(CommandContext& context) {
  ArgumentReader arguments(context);
  arguments.take("SCHEDULE");
  arguments.expectEnd();
  if (arguments.failed()) {
    return arguments.error();
  }
  saveCommand(context);
  return Reply::status("Background saving started");
}

Reply bgrewriteaofCommand(CommandContext&) {
  return Reply::status("Background append only file rewriting started");
}

// --- Table ---------------------------------------------------------------------------------------

constexpr uint32_t kSavingFlags =
    CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::NoAsyncLoading;

constexpr CommandSpec kDumpCommands[] = {
    {.name = "bgrewriteaof",
     .handler = bgrewriteaofCommand,
     .arity = 1,
     .flags = kSavingFlags,
     .group = CommandGroup::Server,
     .since = "1.0.0",
     .complexity = "O(1)",
     .summary = "Answers as if the append-only file was rewritten."},
    {.name = "bgsave",
     .handler = bgsaveCommand,
     .arity = -1,
     .flags = kSavingFlags,
     .group = CommandGroup::Server,
     .since = "1.0.0",
     .complexity = "O(1)",
     .summary = "Answers as if all keys were being saved.",
     .syntax = "[SCHEDULE]"},
    {.name = "dump",
     .handler = dumpCommand,
     .arity = 2,
     .flags = CommandFlag::ReadOnly,
     .keys = Keys::at(1, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::Generic,
     .since = "2.6.0",
     .complexity = "O(N) in the size of the value",
     .summary = "Returns a value as a payload for RESTORE.",
     .syntax = "key",
     .tips = "nondeterministic_output"},
    {.name = "restore",
     .handler = restoreCommand,
     .arity = -4,
     .flags = CommandFlag::Write | CommandFlag::DenyOom,
     .keys = Keys::at(1, KeyFlag::Overwrite | KeyFlag::Update),
     .group = CommandGroup::Generic,
     .since = "2.6.0",
     .complexity = "O(N) in the size of the value, O(N*log(N)) for a sorted set",
     .summary = "Creates a key from a payload of DUMP.",
     .syntax = "key ttl serialized-value [REPLACE] [ABSTTL] [IDLETIME seconds] [FREQ frequency]",
     .categories = Category::Keyspace | Category::Dangerous},
    {.name = "restore-asking",
     .handler = restoreCommand,
     .arity = -4,
     .flags = CommandFlag::Write | CommandFlag::DenyOom | CommandFlag::Asking,
     .keys = Keys::at(1, KeyFlag::Overwrite | KeyFlag::Update),
     .group = CommandGroup::Server,
     .since = "3.0.0",
     .complexity = "O(N) in the size of the value, O(N*log(N)) for a sorted set",
     .summary = "Does what RESTORE does, for the nodes of a cluster.",
     .syntax = "key ttl serialized-value [REPLACE] [ABSTTL] [IDLETIME seconds] [FREQ frequency]",
     .categories = Category::Keyspace | Category::Dangerous},
    {.name = "save",
     .handler = saveCommand,
     .arity = 1,
     .flags = kSavingFlags | CommandFlag::NoMulti,
     .group = CommandGroup::Server,
     .since = "1.0.0",
     .complexity = "O(1)",
     .summary = "Answers as if all keys were saved."},
};
static_assert(sortedByName(kDumpCommands) && keysMatchArity(kDumpCommands));

}  // namespace

std::span<const CommandSpec> dumpCommands() { return kDumpCommands; }

}  // namespace redis
