#pragma once

#include "redis/commands/command_context.h"
#include "redis/reply.h"

/// CONFIG over the table of `configuration_parameters.h`. SET is atomic: all values are read into a
/// copy of the configuration, which replaces it at the end. Redis: CONFIG.
namespace redis {

Reply configGetCommand(CommandContext& context);
Reply configSetCommand(CommandContext& context);
Reply configHelpCommand(CommandContext& context);
Reply configResetstatCommand(CommandContext& context);
Reply configRewriteCommand(CommandContext& context);

}  // namespace redis
