#pragma once

#include "redis/commands/command_context.h"
#include "redis/reply.h"

/// CONFIG GET, SET and RESETSTAT over the parameters that this engine has, and the constant ones
/// that clients ask for. Redis: CONFIG.
namespace redis {

Reply configGetCommand(CommandContext& context);
Reply configSetCommand(CommandContext& context);
Reply configResetstatCommand(CommandContext& context);

}  // namespace redis
