#pragma once

#include <span>
#include <vector>

#include "redis/commands/command_context.h"
#include "redis/reply.h"

/// COMMAND: what the command table says about itself. Redis: COMMAND, COMMAND INFO, COMMAND DOCS,
/// COMMAND LIST, COMMAND GETKEYS.
namespace redis {

Reply commandCommand(CommandContext& context);
Reply commandCountCommand(CommandContext& context);
Reply commandDocsCommand(CommandContext& context);
Reply commandGetkeysCommand(CommandContext& context);
Reply commandGetkeysandflagsCommand(CommandContext& context);
Reply commandHelpCommand(CommandContext& context);
Reply commandInfoCommand(CommandContext& context);
Reply commandListCommand(CommandContext& context);

}  // namespace redis
