#include "redis/commands/command_context.h"

#include <optional>

#include "redis/commands/argument_reader.h"
#include "redis/keyspace/list_object.h"

namespace redis {

using base::BytesView;

void CommandContext::chooseEncoding(BytesView key) {
  Database::Entry* entry = database_->peek(key);
  if (entry != nullptr && entry->value.object->type() == ObjectType::List) {
    static_cast<ListObject&>(entry->value.object.unshare()).noteSize(configuration());
  }
}

namespace {

uint32_t eventClassOf(CommandGroup group) {
  switch (group) {
    case CommandGroup::String:
    case CommandGroup::Bitmap:
    case CommandGroup::HyperLogLog:
      return EventClass::String;
    case CommandGroup::List:
      return EventClass::List;
    case CommandGroup::Set:
      return EventClass::Set;
    case CommandGroup::Hash:
      return EventClass::Hash;
    case CommandGroup::SortedSet:
    case CommandGroup::Geo:
      return EventClass::SortedSet;
    case CommandGroup::Stream:
      return EventClass::Stream;
    default:
      return EventClass::Generic;
  }
}

/// Commands whose event has another name; all others are called as they are.
struct EventName {
  BytesView command;
  BytesView event;
};
constexpr EventName kEventNames[] = {
    {"incr", "incrby"},      {"decr", "incrby"},      {"decrby", "incrby"}, {"hmset", "hset"},
    {"hsetnx", "hset"},      {"lpushx", "lpush"},     {"rpushx", "rpush"},  {"blpop", "lpop"},
    {"brpop", "rpop"},       {"zincrby", "zincr"},    {"geoadd", "zadd"},   {"bitfield", "setbit"},
    {"bzpopmin", "zpopmin"}, {"bzpopmax", "zpopmax"}, {"pfmerge", "pfadd"},
};

/// The event of LMPOP, ZMPOP and their blocking forms, which depends on the word after the keys.
BytesView multiPopEvent(std::span<const BytesView> argv, size_t countAt, bool isList) {
  const std::optional<int64_t> keyCount = parseInteger(argv[countAt]);
  const size_t word = countAt + 1 + static_cast<size_t>(keyCount.value_or(0));
  const bool isFirst = word < argv.size() && (argv[word][0] == 'l' || argv[word][0] == 'L' ||
                                              ((argv[word][1] | 0x20) == 'i'));
  if (isList) {
    return isFirst ? "lpop" : "rpop";
  }
  return isFirst ? "zpopmin" : "zpopmax";
}

BytesView eventNameOf(BytesView command, std::span<const BytesView> argv, BytesView key) {
  for (const EventName& known : kEventNames) {
    if (known.command == command) {
      return known.event;
    }
  }
  if (command == "smove") {
    return argv[1] == key ? "srem" : "sadd";
  }
  if (command == "lmpop" || command == "zmpop") {
    return multiPopEvent(argv, 1, command[0] == 'l');
  }
  if (command == "blmpop" || command == "bzmpop") {
    return multiPopEvent(argv, 2, command[1] == 'l');
  }
  return command;
}

}  // namespace

void CommandContext::reportEdit(BytesView key, bool becameEmpty) {
  const BytesView command = spec_->name;
  if (command == "lmove" || command == "blmove" || command == "rpoplpush" ||
      command == "brpoplpush") {
    return;
  }
  notify(eventClassOf(spec_->group), eventNameOf(command, argv_, key), key);
  if (becameEmpty) {
    notify(EventClass::Generic, "del", key);
  }
}

Reply CommandContext::waitForKeys(ObjectType type, size_t firstKey, size_t keyCount,
                                  int64_t timeoutMs, Reply timeoutReply,
                                  std::vector<base::Bytes> argv) {
  if (servedKey_ != nullptr) {
    return Reply::none();
  }
  if (!session_->mayBlock()) {
    return timeoutReply;
  }
  BlockedCommand command;
  command.spec = spec_;
  command.argv.assign(argv_.begin(), argv_.end());
  if (!argv.empty()) {
    command.asSent = std::exchange(command.argv, std::move(argv));
  }
  command.keys.assign(argv_.begin() + static_cast<std::ptrdiff_t>(firstKey),
                      argv_.begin() + static_cast<std::ptrdiff_t>(firstKey + keyCount));
  command.database = session_->database;
  command.type = type;
  command.deadlineMs = timeoutMs == 0 ? 0 : nowMs() + timeoutMs;
  command.timeoutReply = std::move(timeoutReply);
  server_->blocking.wait(*session_, BlockKind::Keys, std::move(command));
  server_->listenToKeyspace();
  return Reply::none();
}

}  // namespace redis
