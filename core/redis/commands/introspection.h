#pragma once

#include <span>
#include <vector>

#include "redis/commands/command_context.h"
#include "redis/reply.h"

/// COMMAND: what the command table says about itself. Redis: COMMAND, COMMAND INFO, COMMAND DOCS,
/// COMMAND LIST, COMMAND GETKEYS.
namespace redis {

/// The keys among the arguments of a command that passed its checks; none if they cannot be told.
std::vector<base::BytesView> keysOf(const CommandSpec& spec, std::span<const base::BytesView> argv);

Reply commandCommand(CommandContext& context);
Reply commandCountCommand(CommandContext& context);
Reply commandDocsCommand(CommandContext& context);
Reply commandGetkeysCommand(CommandContext& context);
Reply commandInfoCommand(CommandContext& context);
Reply commandListCommand(CommandContext& context);

}  // namespace redis
