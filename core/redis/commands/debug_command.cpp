#include <cmath>

#include "base/number_text.h"
#include "redis/commands/administration_handlers.h"
#include "redis/commands/argument_reader.h"
#include "redis/commands/configuration_parameters.h"
#include "redis/commands/help.h"
#include "redis/commands/value_digest.h"
#include "redis/keyspace/list_object.h"
#include "redis/keyspace/string_object.h"
#include "redis/rdb/object_writer.h"

/// The parts of DEBUG that harm nobody. What would crash, stop or reload the server, or shows
/// structures that this engine does not have, is refused by name.
namespace redis {
namespace {

using base::Bytes;
using base::BytesView;

Reply okReply(CommandContext&) { return Reply::ok(); }

/// Waits by looking at the clock, as Redis blocks the whole server. A clock that stands still ends
/// it at once.
Reply sleepCommand(CommandContext& context) {
  constexpr int kReadingsOfOneTime = 10'000'000;
  Clock& clock = context.keyspace().time().clock();
  const double seconds = parseDouble(context.argument(2)).value_or(0);
  int64_t now = clock.nowMicroseconds();
  const int64_t end = now + static_cast<int64_t>(std::min(seconds, 1e9) * 1e6);
  for (int same = 0; now < end && same < kReadingsOfOneTime; ++same) {
    const int64_t next = clock.nowMicroseconds();
    same = next != now ? 0 : same;
    now = next;
  }
  return Reply::ok();
}

Reply errorCommand(CommandContext& context) {
  Bytes text(context.argument(2));
  for (char& c : text) {
    c = c == '\r' || c == '\n' ? ' ' : c;
  }
  return Reply::error(std::move(text));
}

Reply digestCommand(CommandContext& context) {
  return Reply::status(keyspaceDigest(context.keyspace()));
}

Reply digestValueCommand(CommandContext& context) {
  Reply reply = Reply::array();
  for (size_t i = 2; i < context.count(); ++i) {
    reply.add(Reply::status(valueDigest(context.database().peek(context.argument(i)))));
  }
  return reply;
}

Reply setActiveExpireCommand(CommandContext& context) {
  context.server().activeExpire = parseInteger(context.argument(2)).value_or(0) != 0;
  return Reply::ok();
}

Reply packedThresholdCommand(CommandContext& context) {
  constexpr uint64_t kLimit = uint64_t{1} << 32;
  const std::optional<uint64_t> bytes = parseMemory(context.argument(2));
  return bytes && *bytes < kLimit ? Reply::ok() : Reply::error(messages::kPackedThreshold);
}

Reply protocolCommand(CommandContext& context) {
  const auto numbers = [](Reply reply, int64_t repeat) {
    for (int64_t i = 0; i < 3; ++i) {
      reply.addInteger(i);
      if (repeat > 1) {
        reply.add(Reply::boolean(i == 1));
      }
    }
    return reply;
  };
  const BytesView type = context.argument(2);
  const auto is = [type](BytesView name) { return equalsIgnoreCase(type, name); };
  if (is("string")) {
    return Reply::bulk("Hello World");
  }
  if (is("integer")) {
    return Reply::integer(12345);
  }
  if (is("double")) {
    return Reply::real(3.141);
  }
  if (is("null")) {
    return Reply::null();
  }
  if (is("array")) {
    return numbers(Reply::array(), 1);
  }
  if (is("set")) {
    return numbers(Reply::set(), 1);
  }
  if (is("map")) {
    return numbers(Reply::map(), 2);
  }
  if (is("push")) {
    return context.isResp3() ? numbers(Reply::push({}), 1) : Reply::error(messages::kNeedsResp3);
  }
  if (is("verbatim")) {
    return Reply::verbatim("txt", "This is a verbatim\nstring");
  }
  if (is("true") || is("false")) {
    return Reply::boolean(is("true"));
  }
  if (is("bignum")) {
    return Reply::bigNumber("1234567999999999999999999999999999999");
  }
  // Compat: DEBUG PROTOCOL attrib answers the reply without the attribute before it, which replies
  // of this engine cannot carry.
  return is("attrib") ? Reply::bulk("Some real reply following the attribute")
                      : Reply::error(messages::kProtocolType);
}

Reply objectCommand(CommandContext& context) {
  constexpr size_t kFrameBytes = 11;  // type, version and checksum of a payload
  const Database::Entry* entry = context.database().peek(context.argument(2));
  if (entry == nullptr) {
    return Reply::error(messages::kNoSuchKey);
  }
  const Object& object = *entry->value.object;
  const auto length =
      static_cast<int64_t>(rdb::writePayload(object, context.configuration()).size() - kFrameBytes);
  const int64_t idleSeconds = (context.nowMs() - entry->value.accessedAtMs) / 1000;
  const int64_t lru = entry->value.accessedAtMs / 1000 & 0xFFFFFF;
  return Reply::status(
      messages::debugObject(encodingName(object.encoding()), length, lru, idleSeconds));
}

Reply stringLengthsCommand(CommandContext& context) {
  const Database::Entry* entry = context.database().peek(context.argument(2));
  if (entry == nullptr) {
    return Reply::error(messages::kNoSuchKey);
  }
  const auto* string = entry->value.object->as<StringObject>();
  if (string == nullptr || string->isInteger()) {
    return Reply::error(messages::kNotAString);
  }
  return Reply::status(messages::stringLengths(context.argument(2).size(), string->length()));
}

Reply listpackCommand(CommandContext& context) {
  const Database::Entry* entry = context.database().peek(context.argument(2));
  if (entry == nullptr) {
    return Reply::error(messages::kNoSuchKey);
  }
  return entry->value.object->encoding() == Encoding::ListPack
             ? Reply::status(messages::kListPackPrinted)
             : Reply::error(messages::kNotAListPack);
}

Reply quicklistCommand(CommandContext& context) {
  const Database::Entry* entry = context.database().peek(context.argument(2));
  if (entry == nullptr) {
    return Reply::error(messages::kNoSuchKey);
  }
  return entry->value.object->encoding() == Encoding::QuickList
             ? Reply::status(messages::kQuickListPrinted)
             : Reply::error(messages::kNotAQuickList);
}

Reply populateCommand(CommandContext& context) {
  constexpr int64_t kMaximumKeys = 100'000'000;
  ArgumentReader arguments(context, 2);
  const int64_t count = arguments.nextIntegerIn(0, kMaximumKeys, messages::kMustBePositive);
  const BytesView prefix = arguments.hasNext() ? arguments.next() : BytesView("key");
  const int64_t size =
      arguments.hasNext() ? arguments.nextIntegerIn(0, INT32_MAX, messages::kMustBePositive) : 0;
  if (arguments.failed()) {
    return arguments.error();
  }
  for (int64_t i = 0; i < count; ++i) {
    const Bytes key = Bytes(prefix) + ":" + base::formatInteger(i);
    if (context.database().exists(key)) {
      continue;
    }
    Bytes value = "value:" + base::formatInteger(i);
    if (size > 0) {
      value.resize(static_cast<size_t>(size), '\0');
    }
    context.database().store(key, makeObject<StringObject>(value));
  }
  return Reply::ok();
}

struct DebugSubcommand {
  BytesView name;
  Reply (*handler)(CommandContext&);
  /// Numbers of arguments with both names.
  size_t minimum;
  size_t maximum;
};
constexpr size_t kAny = SIZE_MAX;
constexpr DebugSubcommand kDebugSubcommands[] = {
    {"aof-flush-sleep", okReply, 3, 3},
    {"change-repl-id", okReply, 2, 2},
    {"digest", digestCommand, 2, 2},
    {"digest-value", digestValueCommand, 2, kAny},
    {"drop-cluster-packet-filter", okReply, 3, 3},
    {"error", errorCommand, 3, 3},
    {"listpack", listpackCommand, 3, 3},
    {"log", okReply, 3, 3},
    {"object", objectCommand, 3, 4},
    {"pause-cron", okReply, 3, 3},
    {"populate", populateCommand, 3, 5},
    {"protocol", protocolCommand, 3, 3},
    {"quicklist", quicklistCommand, 3, 4},
    {"quicklist-packed-threshold", packedThresholdCommand, 3, 3},
    {"replicate", okReply, 3, kAny},
    {"replybuffer", okReply, 4, 4},
    {"sdslen", stringLengthsCommand, 3, 3},
    {"set-active-expire", setActiveExpireCommand, 3, 3},
    {"set-disable-deny-scripts", okReply, 3, 3},
    {"set-skip-checksum-validation", okReply, 3, 3},
    {"sleep", sleepCommand, 3, 3},
};
/// Known to Redis and refused here.
constexpr BytesView kRefused[] = {"assert",
                                  "client-eviction",
                                  "clusterlink",
                                  "config-rewrite-force-all",
                                  "crash-and-recover",
                                  "htstats",
                                  "htstats-key",
                                  "leak",
                                  "loadaof",
                                  "mallctl",
                                  "mallctl-str",
                                  "oom",
                                  "panic",
                                  "reload",
                                  "restart",
                                  "segfault",
                                  "stringmatch-test",
                                  "structsize"};

constexpr BytesView kHelp =
    "CHANGE-REPL-ID\n"
    "    Change the replication IDs of the instance.\n"
    "    Dangerous: should be used only for testing the replication subsystem.\n"
    "DIGEST\n"
    "    Output a hex signature representing the current DB content.\n"
    "DIGEST-VALUE <key> [<key> ...]\n"
    "    Output a hex signature of the values of all the specified keys.\n"
    "ERROR <string>\n"
    "    Return a Redis protocol error with <string> as message. Useful for clients\n"
    "    unit tests to simulate Redis errors.\n"
    "LOG <message>\n"
    "    Write <message> to the server log.\n"
    "OBJECT <key>\n"
    "    Show low level info about `key` and associated value.\n"
    "POPULATE <count> [<prefix>] [<size>]\n"
    "    Create <count> string keys named key:<num>. If <prefix> is specified then\n"
    "    it is used instead of the 'key' prefix. These are not propagated to\n"
    "    replicas. Cluster slots are not respected so keys not belonging to the\n"
    "    current node can be created in cluster mode.\n"
    "PROTOCOL <type>\n"
    "    Reply with a test value of the specified type. <type> can be: string,\n"
    "    integer, double, bignum, null, array, set, map, attrib, push, verbatim,\n"
    "    true, false.\n"
    "SDSLEN <key>\n"
    "    Show low level SDS string info representing `key` and value.\n"
    "SET-ACTIVE-EXPIRE <0|1>\n"
    "    Setting it to 0 disables expiring keys in background when they are not\n"
    "    accessed (otherwise the Redis behavior). Setting it to 1 reenables back the\n"
    "    default.\n"
    "QUICKLIST-PACKED-THRESHOLD <size>\n"
    "    Sets the threshold for elements to be inserted as plain vs packed nodes\n"
    "    Default value is 1GB, allows values up to 4GB. Setting to 0 restores to default.\n"
    "SLEEP <seconds>\n"
    "    Stop the server for <seconds>. Decimals allowed.\n"
    "LISTPACK <key>\n"
    "    Show low level info about the listpack encoding of <key>.\n"
    "QUICKLIST <key> [<0|1>]\n"
    "    Show low level info about the quicklist encoding of <key>.\n"
    "    The optional argument (0 by default) sets the level of detail\n"
    "PAUSE-CRON <0|1>\n"
    "    Stop periodic cron job processing.";

}  // namespace

/// Compat: DEBUG HELP lists the subcommands that exist here.
Reply debugCommand(CommandContext& context) {
  const BytesView name = context.argument(1);
  if (context.count() == 2 && equalsIgnoreCase(name, "help")) {
    return helpReply("debug", kHelp);
  }
  for (const DebugSubcommand& subcommand : kDebugSubcommands) {
    if (equalsIgnoreCase(subcommand.name, name) && context.count() >= subcommand.minimum &&
        context.count() <= subcommand.maximum) {
      return subcommand.handler(context);
    }
  }
  for (BytesView refused : kRefused) {
    if (equalsIgnoreCase(refused, name)) {
      return messages::notImplemented("debug|" + Bytes(refused));
    }
  }
  return messages::subcommandSyntaxError("debug", name);
}

}  // namespace redis
