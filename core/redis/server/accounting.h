#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "redis/reply.h"

/// What is noted about each command: statistics, the slow log and the latency monitor.
///
/// Commands of clients are timed with one reading of the clock before and one after. Compat: calls
/// of a script are counted, not timed: the time of a script stands still, and a reading of the
/// clock would cost as much as the call itself.
namespace redis {

class Keyspace;
class NotedArguments;
struct BlockedCommand;
struct CommandSpec;
struct ServerState;
struct Session;

/// The words of a command as logs may show them: passwords are replaced by "(redacted)". Redis:
/// redactClientCommandArgument.
std::vector<base::BytesView> withoutSecrets(const CommandSpec& spec,
                                            std::span<const base::BytesView> argv);
/// Notes a command that ran; `startedAtMicroseconds` is when.
void accountForCall(ServerState& server, Keyspace& keyspace, const CommandSpec& spec,
                    std::span<const base::BytesView> argv, const Session& session,
                    const Reply& reply, int64_t startedAtMicroseconds);
/// Whether an error was counted already, as that of a command which the script called.
enum class ErrorCount : uint8_t { Missing, Done };

/// A script of a client that ran in slices.
struct FinishedScript {
  const CommandSpec* spec = nullptr;
  /// Empty if the slow log is off.
  const NotedArguments* arguments = nullptr;
  const Session* session = nullptr;
  int64_t startedAtMicroseconds = 0;
  ErrorCount errors = ErrorCount::Missing;
};
/// Notes it.
void accountForScript(ServerState& server, const Keyspace& keyspace, const FinishedScript& script,
                      const Reply& reply);
/// Notes the answer to a client that waited; its call was counted when it began to wait.
void accountForServed(ServerState& server, Keyspace& keyspace, const BlockedCommand& command,
                      const Session& session, const Reply& reply, int64_t startedAtMicroseconds);
/// Notes a command that was refused before it ran; `spec` is nullptr if there is none.
void accountForRefusal(ServerState& server, const CommandSpec* spec, const Reply& error);

}  // namespace redis
