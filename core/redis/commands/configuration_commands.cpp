#include "redis/commands/configuration_commands.h"

#include <vector>

#include "redis/commands/argument_reader.h"
#include "redis/commands/configuration_parameters.h"
#include "redis/commands/help.h"
#include "redis/server/eviction.h"
#include "redis/structures/glob.h"

namespace redis {
namespace {

using base::Bytes;
using base::BytesView;

constexpr int64_t kLowestHz = 1;
constexpr int64_t kHighestHz = 500;

bool isPattern(BytesView text) { return text.find_first_of("[*?") != BytesView::npos; }

/// The name under which the row was asked for, in lower case: its own or the older one.
BytesView askedName(const Parameter& parameter, BytesView asked) {
  return equalsIgnoreCase(parameter.name, asked) ? parameter.name : parameter.alias;
}

/// One pair of CONFIG SET, checked as far as it can be without its value.
struct Change {
  const Parameter* parameter;
  BytesView name;
  BytesView value;
};

/// Why a parameter cannot be set at all; empty if it can.
BytesView refusal(const Parameter& parameter, const std::vector<Change>& earlier, BytesView name) {
  if (parameter.has(ParameterFlag::Immutable)) {
    return messages::kConfigImmutable;
  }
  if (parameter.has(ParameterFlag::Protected)) {
    return messages::kConfigProtected;
  }
  for (const Change& change : earlier) {
    if (change.name == name) {
      return messages::kConfigDuplicate;
    }
  }
  return {};
}

/// Whether the server would have to listen on another port.
bool changesPort(const Configuration& before, const Configuration& after) {
  return before.port != after.port;
}

/// Hands parameters to the subsystems that keep them in a form of their own.
void applyToServer(CommandContext& context) {
  parseEventClasses(parameterValue(context.configuration(), "notify-keyspace-events"),
                    context.server().eventClasses);
  if (context.server().eventClasses != 0) {
    context.server().listenToKeyspace();
  }
  if (context.configuration().maxMemory != 0) {
    makeRoom(context.server(), context.keyspace(), context.random());
  }
}

}  // namespace

Reply configGetCommand(CommandContext& context) {
  Reply reply = Reply::map();
  std::vector<BytesView> seen;
  const auto add = [&](BytesView name, const Parameter& parameter) {
    for (BytesView one : seen) {
      if (equalsIgnoreCase(one, name)) {
        return;
      }
    }
    seen.push_back(name);
    reply.addBulk(name);
    reply.add(Reply::bulk(parameterValue(context.configuration(), parameter)));
  };
  for (size_t i = 2; i < context.count(); ++i) {
    const BytesView asked = context.argument(i);
    if (!isPattern(asked)) {
      const Parameter* parameter = asked.empty() ? nullptr : findParameter(asked);
      if (parameter != nullptr && parameter->existsIn(context.configuration().compat)) {
        add(asked, *parameter);
      }
      continue;
    }
    for (const Parameter& parameter : configurationParameters()) {
      for (const BytesView name : {BytesView(parameter.name), BytesView(parameter.alias)}) {
        if (!name.empty() && !parameter.has(ParameterFlag::Hidden) &&
            parameter.existsIn(context.configuration().compat) &&
            globMatches(asked, name, GlobCase::Ignore)) {
          add(name, parameter);
        }
      }
    }
  }
  return reply;
}

Reply configSetCommand(CommandContext& context) {
  if (context.count() % 2 != 0) {
    return messages::syntaxError();
  }
  // All pairs are checked before the first is applied: names first, then values.
  std::vector<Change> changes;
  BytesView refused;
  BytesView problem;
  for (size_t i = 2; i < context.count() && problem.empty(); i += 2) {
    const BytesView name = context.argument(i);
    const Parameter* parameter = name.empty() ? nullptr : findParameter(name);
    if (parameter == nullptr || !parameter->existsIn(context.configuration().compat)) {
      return messages::unknownConfig(name);
    }
    const BytesView known = askedName(*parameter, name);
    problem = refusal(*parameter, changes, known);
    refused = name;
    changes.push_back({parameter, known, context.argument(i + 1)});
  }
  if (!problem.empty()) {
    return messages::configSetFailed(refused, problem);
  }
  Configuration changed = context.configuration();
  for (const Change& change : changes) {
    Bytes why;
    if (!setParameter(changed, *change.parameter, change.value, why)) {
      return messages::configSetFailed(change.name, why);
    }
  }
  if (changesPort(context.configuration(), changed)) {
    return messages::configSetFailed("port", messages::kConfigCannotListen);
  }
  changed.hz = std::min(std::max(changed.hz, kLowestHz), kHighestHz);
  context.keyspace().configuration() = std::move(changed);
  applyToServer(context);
  for (const Change& change : changes) {
    if (BytesView(change.parameter->name) == "requirepass") {
      context.server().accessControl.setDefaultPassword(change.value);
    }
  }
  return Reply::ok();
}

Reply configResetstatCommand(CommandContext& context) {
  const int64_t changes = context.keyspace().statistics().changes;
  context.keyspace().statistics() = {};
  context.keyspace().statistics().changes = changes;
  context.server().commandStatistics.clear();
  context.server().traffic.clear();
  context.server().clients.resetStatistics();
  context.server().lazilyFreedObjects = 0;
  context.server().evictedScripts = 0;
  return Reply::ok();
}

Reply configRewriteCommand(CommandContext&) { return Reply::error(messages::kNoConfigFile); }

Reply configHelpCommand(CommandContext&) {
  return helpReply("config",
                   "GET <pattern>\n"
                   "    Return parameters matching the glob-like <pattern> and their values.\n"
                   "SET <directive> <value>\n"
                   "    Set the configuration <directive> to <value>.\n"
                   "RESETSTAT\n"
                   "    Reset statistics reported by the INFO command.\n"
                   "REWRITE\n"
                   "    Rewrite the configuration file.");
}

}  // namespace redis
