#include "redis/commands/command_table.h"

#include "base/number_text.h"
#include "redis/commands/argument_reader.h"

namespace redis {
namespace {

using base::Bytes;
using base::BytesView;

/// Names of flags by bit; empty for those that COMMAND does not show.
constexpr BytesView kFlagNames[] = {"write",
                                    "readonly",
                                    "denyoom",
                                    "module",
                                    "admin",
                                    "pubsub",
                                    "noscript",
                                    "blocking",
                                    "loading",
                                    "stale",
                                    "skip_monitor",
                                    "skip_slowlog",
                                    "asking",
                                    "fast",
                                    "no_auth",
                                    "",
                                    "no_mandatory_keys",
                                    "no_multi",
                                    "movablekeys",
                                    "allow_busy",
                                    "no_async_loading",
                                    ""};

constexpr BytesView kCategoryNames[] = {
    "keyspace", "read",   "write",       "set",       "sortedset",  "list",        "hash",
    "string",   "bitmap", "hyperloglog", "geo",       "stream",     "pubsub",      "admin",
    "fast",     "slow",   "blocking",    "dangerous", "connection", "transaction", "scripting"};

uint32_t groupCategory(CommandGroup group) {
  switch (group) {
    case CommandGroup::Generic:
      return Category::Keyspace;
    case CommandGroup::String:
      return Category::String;
    case CommandGroup::List:
      return Category::List;
    case CommandGroup::Set:
      return Category::Set;
    case CommandGroup::SortedSet:
      return Category::SortedSet;
    case CommandGroup::Hash:
      return Category::Hash;
    case CommandGroup::PubSub:
      return Category::PubSub;
    case CommandGroup::Transactions:
      return Category::Transaction;
    case CommandGroup::Connection:
      return Category::Connection;
    case CommandGroup::Scripting:
      return Category::Scripting;
    case CommandGroup::HyperLogLog:
      return Category::HyperLogLog;
    case CommandGroup::Geo:
      return Category::Geo;
    case CommandGroup::Stream:
      return Category::Stream;
    case CommandGroup::Bitmap:
      return Category::Bitmap;
    case CommandGroup::Server:
    case CommandGroup::Cluster:
    case CommandGroup::Sentinel:
    case CommandGroup::Module:
      break;
  }
  return 0;
}

std::vector<BytesView> namesOfBits(uint32_t bits, std::span<const BytesView> names) {
  std::vector<BytesView> result;
  for (size_t i = 0; i < names.size(); ++i) {
    if ((bits >> i & 1) != 0 && !names[i].empty()) {
      result.push_back(names[i]);
    }
  }
  return result;
}

void appendJsonString(Bytes& out, BytesView text) {
  out += '"';
  for (char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
    }
    out += c;
  }
  out += '"';
}

void appendJsonList(Bytes& out, BytesView name, const std::vector<BytesView>& values) {
  out += ",\"";
  out += name;
  out += "\":[";
  for (size_t i = 0; i < values.size(); ++i) {
    out += i == 0 ? "" : ",";
    appendJsonString(out, values[i]);
  }
  out += ']';
}

void appendJsonField(Bytes& out, BytesView name, BytesView value) {
  out += ",\"";
  out += name;
  out += "\":";
  appendJsonString(out, value);
}

void appendCommandJson(Bytes& out, const CommandSpec& spec) {
  out += "{\"name\":";
  appendJsonString(out, spec.fullName());
  appendJsonField(out, "summary", BytesView(spec.summary));
  appendJsonField(out, "since", spec.since);
  appendJsonField(out, "group", groupName(spec.group));
  appendJsonField(out, "complexity", BytesView(spec.complexity));
  out += ",\"arity\":" + base::formatInteger(spec.laterArity != 0 ? spec.laterArity : spec.arity);
  appendJsonField(out, "syntax", BytesView(spec.syntax));
  appendJsonList(out, "flags", flagNames(spec.flags));
  appendJsonList(out, "acl", categoryNames(categoriesOf(spec)));
  const LegacyKeys keys = legacyKeys(spec);
  out += ",\"keys\":[" + base::formatInteger(keys.first) + "," + base::formatInteger(keys.last) +
         "," + base::formatInteger(keys.step) + "]";
  out += spec.has(CommandFlag::NotImplemented) ? ",\"implemented\":false" : ",\"implemented\":true";
  out += ",\"subcommands\":[";
  for (const CommandSpec& subcommand : spec.subcommands) {
    out += &subcommand == spec.subcommands.data() ? "" : ",";
    appendCommandJson(out, subcommand);
  }
  out += "]}";
}

}  // namespace

// One family a line.
// clang-format off
CommandFamilies commandFamilies() {
  return {
      stringCommands(),
      keyCommands(),
      dumpCommands(),
      hashCommands(),
      hashExpiryCommands(),
      listCommands(),
      setCommands(),
      sortedSetCommands(),
      streamCommands(),
      bitmapCommands(),
      geoCommands(),
      hyperLogLogCommands(),
      connectionCommands(),
      clientCommands(),
      pubSubCommands(),
      serverCommands(),
      administrationCommands(),
      aclCommands(),
      clusterCommands(),
      transactionCommands(),
      unimplementedCommands(),
      unimplementedServerCommands(),
  };
}
// clang-format on

bool CommandSpec::acceptsLater(std::span<const BytesView> argv, Compatibility compat) const {
  if (compat.listsLaterCommands()) {
    return isMetBy(laterArity, argv.size());
  }
  return group == CommandGroup::SortedSet && argv.size() == 4 &&
         equalsIgnoreCase(argv[3], "withscore");
}

uint32_t categoriesOf(const CommandSpec& spec) {
  uint32_t categories =
      spec.categories != 0 ? spec.categories & ~Category::None : groupCategory(spec.group);
  const auto imply = [&](uint32_t flag, uint32_t implied) {
    categories |= spec.has(flag) ? implied : 0;
  };
  imply(CommandFlag::Write, Category::Write);
  if (spec.group != CommandGroup::Scripting) {
    imply(CommandFlag::ReadOnly, Category::Read);
  }
  imply(CommandFlag::Admin, Category::Admin | Category::Dangerous);
  imply(CommandFlag::PubSub, Category::PubSub);
  imply(CommandFlag::Blocking, Category::Blocking);
  return categories | (spec.has(CommandFlag::Fast) ? Category::Fast : Category::Slow);
}

BytesView groupName(CommandGroup group) {
  constexpr BytesView kNames[] = {
      "generic", "string",       "list",       "set",    "sorted-set", "hash",
      "pubsub",  "transactions", "connection", "server", "scripting",  "hyperloglog",
      "cluster", "sentinel",     "geo",        "stream", "bitmap",     "module"};
  return kNames[static_cast<size_t>(group)];
}

std::vector<BytesView> flagNames(uint32_t flags) { return namesOfBits(flags, kFlagNames); }
std::vector<BytesView> categoryNames(uint32_t categories) {
  return namesOfBits(categories, kCategoryNames);
}

LegacyKeys legacyKeys(const CommandSpec& spec) {
  // The union of all specifications that are ranges from a fixed position; a gap or another step
  // cannot be told.
  LegacyKeys result;
  for (size_t i = 0; i < spec.keys.count; ++i) {
    const KeySpec& key = spec.keys.specs[i];
    if (key.begin != KeySpec::Begin::Index || key.find != KeySpec::Find::Range || key.limit > 1) {
      continue;
    }
    const int last = key.last >= 0 ? key.position + key.last : key.last;
    if (result.first == 0) {
      result = {key.position, last, key.step};
    } else if (result.last >= 0 && key.position == result.last + 1 && key.step == 1 &&
               result.step == 1) {
      result.last = last;
    }
  }
  return result;
}

Bytes commandTableJson(std::span<const CommandSpec* const> commands) {
  Bytes out = "[";
  for (size_t i = 0; i < commands.size(); ++i) {
    out += i == 0 ? "\n" : ",\n";
    appendCommandJson(out, *commands[i]);
  }
  out += "\n]\n";
  return out;
}

}  // namespace redis
