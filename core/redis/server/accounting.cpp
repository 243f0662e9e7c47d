#include "redis/server/accounting.h"

#include "redis/commands/argument_reader.h"
#include "redis/commands/configuration_parameters.h"
#include "redis/keyspace/keyspace.h"
#include "redis/server/server_state.h"

namespace redis {
namespace {

using base::Bytes;
using base::BytesView;

bool isSlow(const Configuration& configuration, const CommandSpec& spec, int64_t microseconds) {
  const int64_t threshold = configuration.slowLogThresholdMicroseconds;
  return threshold >= 0 && microseconds >= threshold && configuration.slowLogMaxLength != 0 &&
         !spec.has(CommandFlag::SkipSlowlog);
}

void addSlowCommand(ServerState& server, const Keyspace& keyspace,
                    std::vector<base::Bytes> arguments, const Session& session,
                    int64_t microseconds) {
  SlowLogEntry entry;
  entry.unixSeconds = keyspace.time().nowMs() / 1000;
  entry.microseconds = microseconds;
  entry.arguments = std::move(arguments);
  entry.clientAddress = session.client().address;
  entry.clientName = session.client().name;
  server.slowLog.add(std::move(entry),
                     static_cast<size_t>(keyspace.configuration().slowLogMaxLength));
}

void logSlowCommand(ServerState& server, Keyspace& keyspace, const CommandSpec& spec,
                    std::span<const BytesView> argv, const Session& session, int64_t microseconds) {
  if (isSlow(keyspace.configuration(), spec, microseconds)) {
    addSlowCommand(server, keyspace, SlowLog::shorten(withoutSecrets(spec, argv)), session,
                   microseconds);
  }
}

/// Counts a call and its error.
CommandRecord& countCall(ServerState& server, const CommandSpec& spec, const Reply& reply,
                         ErrorCount errors = ErrorCount::Missing) {
  CommandRecord& record = server.commandStatistics.of(spec);
  ++record.calls;
  ++server.traffic.counts().commands;
  if (reply.isError()) {
    ++record.failedCalls;
    if (errors == ErrorCount::Missing) {
      server.commandStatistics.countError(reply.text());
    }
  }
  return record;
}

/// Notes how long a call took.
void noteTime(ServerState& server, const Keyspace& keyspace, CommandRecord& record,
              int64_t elapsed) {
  const Configuration& configuration = keyspace.configuration();
  record.microseconds += elapsed;
  if (configuration.latencyTracking != 0) {
    if (record.histogram == nullptr) {
      record.histogram = std::make_unique<LatencyHistogram>();
    }
    record.histogram->add(elapsed * 1000);
  }
  const int64_t threshold = configuration.latencyMonitorThresholdMs;
  if (threshold > 0 && elapsed / 1000 >= threshold) {
    server.latencyMonitor.add(record.spec->has(CommandFlag::Fast) ? "fast-command" : "command",
                              keyspace.time().nowMs() / 1000, elapsed / 1000);
  }
}

}  // namespace

std::vector<BytesView> withoutSecrets(const CommandSpec& spec, std::span<const BytesView> argv) {
  std::vector<BytesView> shown(argv.begin(), argv.end());
  const auto hideFrom = [&shown](size_t first, size_t count) {
    for (size_t i = first; i < shown.size() && count > 0; ++i, --count) {
      shown[i] = messages::kRedacted;
    }
  };
  const Bytes name = spec.fullName();
  if (name == "auth" && argv.size() <= 3) {
    hideFrom(1, argv.size());
  } else if (name == "acl|setuser") {
    hideFrom(2, argv.size());
  } else if (name == "acl|deluser" || name == "acl|getuser") {
    hideFrom(2, argv.size());
  } else if (name == "config|set") {
    for (size_t i = 2; i + 1 < argv.size(); i += 2) {
      const Parameter* parameter = findParameter(argv[i]);
      if (parameter != nullptr && parameter->has(ParameterFlag::Sensitive)) {
        shown[i + 1] = messages::kRedacted;
      }
    }
  } else if (name == "hello" || name == "migrate") {
    for (size_t i = 1; i < argv.size(); ++i) {
      if (name == "hello" && i + 2 < argv.size() && equalsIgnoreCase(argv[i], "auth")) {
        hideFrom(i + 1, 2);
      } else if (name == "migrate" && equalsIgnoreCase(argv[i], "auth")) {
        hideFrom(i + 1, 1);
      } else if (equalsIgnoreCase(argv[i], "auth2")) {
        hideFrom(i + 1, 2);
      }
    }
  }
  return shown;
}

void accountForCall(ServerState& server, Keyspace& keyspace, const CommandSpec& spec,
                    std::span<const BytesView> argv, const Session& session, const Reply& reply,
                    int64_t startedAtMicroseconds) {
  if (session.inScript) {
    countCall(server, spec, reply);
    return;
  }
  server.traffic.advance(startedAtMicroseconds);
  CommandRecord& record = countCall(server, spec, reply);
  if (reply.kind() == ReplyKind::None) {
    return;
  }
  const int64_t elapsed = keyspace.time().clock().nowMicroseconds() - startedAtMicroseconds;
  noteTime(server, keyspace, record, elapsed);
  if (!session.transaction.isExecuting) {
    server.traffic.counts().commandMicroseconds += elapsed;
  }
  logSlowCommand(server, keyspace, spec, argv, session, elapsed);
}

void accountForScript(ServerState& server, const Keyspace& keyspace, const FinishedScript& script,
                      const Reply& reply) {
  const int64_t elapsed = keyspace.time().clock().nowMicroseconds() - script.startedAtMicroseconds;
  server.traffic.counts().commandMicroseconds += elapsed;
  noteTime(server, keyspace, countCall(server, *script.spec, reply, script.errors), elapsed);
  if (!script.arguments->isEmpty() && isSlow(keyspace.configuration(), *script.spec, elapsed)) {
    addSlowCommand(server, keyspace, script.arguments->shorten(), *script.session, elapsed);
  }
}

void accountForServed(ServerState& server, Keyspace& keyspace, const BlockedCommand& command,
                      const Session& session, const Reply& reply, int64_t startedAtMicroseconds) {
  CommandRecord& record = server.commandStatistics.of(*command.spec);
  if (reply.isError()) {
    ++record.failedCalls;
    server.commandStatistics.countError(reply.text());
  }
  const int64_t elapsed = keyspace.time().clock().nowMicroseconds() - startedAtMicroseconds;
  noteTime(server, keyspace, record, elapsed);
  const std::vector<Bytes>& words = command.asSent.empty() ? command.argv : command.asSent;
  const std::vector<BytesView> argv(words.begin(), words.end());
  logSlowCommand(server, keyspace, *command.spec, argv, session, elapsed);
}

void accountForRefusal(ServerState& server, const CommandSpec* spec, const Reply& error) {
  if (spec != nullptr) {
    ++server.commandStatistics.of(*spec).rejectedCalls;
  }
  server.commandStatistics.countError(error.text());
}

}  // namespace redis
