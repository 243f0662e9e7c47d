#include "redis/commands/configuration_commands.h"

#include <limits>
#include <vector>

#include "base/number_text.h"
#include "redis/commands/argument_reader.h"
#include "redis/structures/glob.h"

namespace redis {
namespace {

using base::Bytes;
using base::BytesView;

enum class ParameterKind : uint8_t { Integer, Memory, Immutable };

struct Parameter {
  BytesView name;
  /// The older name that is still taken, or empty.
  BytesView alias;
  ParameterKind kind;
  int64_t Configuration::*value;
  int64_t minimum;
  int64_t maximum;
};

constexpr int64_t kMaximum = std::numeric_limits<int64_t>::max();
constexpr int64_t kMaximum32 = std::numeric_limits<int32_t>::max();
constexpr int64_t kMinimum32 = std::numeric_limits<int32_t>::min();

constexpr Parameter kParameters[] = {
    {"busy-reply-threshold", "lua-time-limit", ParameterKind::Integer,
     &Configuration::busyReplyThresholdMs, 0, kMaximum},
    {"databases", "", ParameterKind::Immutable, &Configuration::databases, 1, kMaximum32},
    {"hash-max-listpack-entries", "hash-max-ziplist-entries", ParameterKind::Integer,
     &Configuration::hashMaxListPackEntries, 0, kMaximum},
    {"hash-max-listpack-value", "hash-max-ziplist-value", ParameterKind::Memory,
     &Configuration::hashMaxListPackValue, 0, kMaximum},
    {"list-compress-depth", "", ParameterKind::Integer, &Configuration::listCompressDepth, 0,
     kMaximum32},
    {"list-max-listpack-size", "list-max-ziplist-size", ParameterKind::Integer,
     &Configuration::listMaxListPackSize, kMinimum32, kMaximum32},
    {"maxmemory", "", ParameterKind::Memory, &Configuration::maxMemory, 0, kMaximum},
    {"proto-max-bulk-len", "", ParameterKind::Memory, &Configuration::protoMaxBulkLength,
     1024 * 1024, kMaximum},
    {"set-max-intset-entries", "", ParameterKind::Integer, &Configuration::setMaxIntSetEntries, 0,
     kMaximum},
    {"zset-max-listpack-entries", "zset-max-ziplist-entries", ParameterKind::Integer,
     &Configuration::sortedSetMaxListPackEntries, 0, kMaximum},
    {"zset-max-listpack-value", "zset-max-ziplist-value", ParameterKind::Memory,
     &Configuration::sortedSetMaxListPackValue, 0, kMaximum},
};

/// Parameters that cannot have another value here; clients read them to learn about the server.
struct FixedParameter {
  BytesView name;
  BytesView value;
};
constexpr FixedParameter kFixedParameters[] = {
    {"appendonly", "no"},
    {"cluster-enabled", "no"},
    {"maxmemory-policy", "noeviction"},
    {"notify-keyspace-events", ""},
    {"requirepass", ""},
    {"save", ""},
    {"timeout", "0"},
};

const Parameter* findParameter(BytesView name) {
  for (const Parameter& parameter : kParameters) {
    if (equalsIgnoreCase(parameter.name, name) ||
        (!parameter.alias.empty() && equalsIgnoreCase(parameter.alias, name))) {
      return &parameter;
    }
  }
  return nullptr;
}

bool isFixed(BytesView name) {
  for (const FixedParameter& parameter : kFixedParameters) {
    if (equalsIgnoreCase(parameter.name, name)) {
      return true;
    }
  }
  return false;
}

/// Reads "100", "1k", "1kb", "2mb", ... in bytes.
std::optional<int64_t> parseMemory(BytesView text) {
  size_t digits = 0;
  while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') {
    ++digits;
  }
  constexpr struct {
    BytesView unit;
    int64_t bytes;
  } kUnits[] = {{"", 1},           {"b", 1},
                {"k", 1000},       {"kb", 1024},
                {"m", 1000000},    {"mb", 1024 * 1024},
                {"g", 1000000000}, {"gb", 1024 * 1024 * 1024}};
  const std::optional<int64_t> number = parseInteger(text.substr(0, digits));
  for (const auto& unit : kUnits) {
    int64_t bytes;
    if (number && equalsIgnoreCase(text.substr(digits), unit.unit) &&
        !__builtin_mul_overflow(*number, unit.bytes, &bytes)) {
      return bytes;
    }
  }
  return std::nullopt;
}

/// Reads a value for `parameter`; on failure `problem` says why.
std::optional<int64_t> parseValue(const Parameter& parameter, BytesView text, Bytes& problem) {
  std::optional<int64_t> value;
  if (parameter.kind == ParameterKind::Immutable) {
    problem = "can't set immutable config";
  } else if (parameter.kind == ParameterKind::Memory) {
    value = parseMemory(text);
    problem = "argument must be a memory value";
  } else {
    value = parseInteger(text);
    problem = "argument couldn't be parsed into an integer";
  }
  if (value && (*value < parameter.minimum || *value > parameter.maximum)) {
    problem = "argument must be between " + base::formatInteger(parameter.minimum) + " and " +
              base::formatInteger(parameter.maximum) + " inclusive";
    value.reset();
  }
  return value;
}

}  // namespace

Reply configGetCommand(CommandContext& context) {
  const auto wanted = [&context](BytesView name) {
    for (size_t i = 2; i < context.count(); ++i) {
      if (globMatches(context.argument(i), name, GlobCase::Ignore)) {
        return true;
      }
    }
    return false;
  };
  Reply reply = Reply::map();
  const auto add = [&](BytesView name, BytesView value) {
    if (!name.empty() && wanted(name)) {
      reply.addBulk(name);
      reply.addBulk(value);
    }
  };
  for (const Parameter& parameter : kParameters) {
    const Bytes value = base::formatInteger(context.configuration().*parameter.value);
    add(parameter.name, value);
    add(parameter.alias, value);
  }
  for (const FixedParameter& parameter : kFixedParameters) {
    add(parameter.name, parameter.value);
  }
  return reply;
}

Reply configSetCommand(CommandContext& context) {
  if (context.count() % 2 != 0) {
    return messages::syntaxError();
  }
  // All pairs are checked before the first is applied.
  Configuration changed = context.configuration();
  std::vector<const Parameter*> seen;
  for (size_t i = 2; i < context.count(); i += 2) {
    const BytesView name = context.argument(i);
    const Parameter* parameter = findParameter(name);
    if (parameter == nullptr) {
      return isFixed(name) ? messages::configSetFailed(name, "can't set immutable config")
                           : messages::unknownConfig(name);
    }
    for (const Parameter* earlier : seen) {
      if (earlier == parameter) {
        return messages::configSetFailed(name, "duplicate parameter");
      }
    }
    seen.push_back(parameter);
    Bytes problem;
    const std::optional<int64_t> value = parseValue(*parameter, context.argument(i + 1), problem);
    if (!value) {
      return messages::configSetFailed(name, problem);
    }
    changed.*parameter->value = *value;
  }
  context.keyspace().configuration() = changed;
  return Reply::ok();
}

Reply configResetstatCommand(CommandContext& context) {
  context.keyspace().statistics() = {};
  return Reply::ok();
}

}  // namespace redis
