#pragma once

#include "redis/commands/command_context.h"
#include "redis/reply.h"

/// ACL and what authenticates a client.
namespace redis {

/// Makes the client a user if the password is right; otherwise notes the attempt in the log of the
/// list and answers false. Redis: AUTH, HELLO AUTH.
bool authenticateUser(CommandContext& context, base::BytesView user, base::BytesView password);
/// What a command is answered that its user may not run. Redis: NOPERM.
Reply denialReply(const AccessVerdict& verdict, const CommandSpec& spec, const Session& session);
/// Notes such a command in the log of the list.
void logDenial(AccessControl& control, const AccessVerdict& verdict, const CommandSpec& spec,
               std::span<const base::BytesView> argv, const Session& session,
               const Keyspace& keyspace);

/// EXEC: the error of a command whose user may not run it any more since it was queued; no error if
/// it may be run.
Reply denialOfQueued(Dispatcher& dispatcher, const CommandSpec& spec,
                     std::span<const base::BytesView> argv, const Session& session);

}  // namespace redis
