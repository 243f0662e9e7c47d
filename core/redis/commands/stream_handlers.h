#pragma once

#include "redis/commands/command_context.h"
#include "redis/commands/command_spec.h"

/// Handlers of streams that are not in the file of their table. Redis: "Stream commands".
namespace redis::streams {

Reply xackCommand(CommandContext& context);
Reply xautoclaimCommand(CommandContext& context);
Reply xclaimCommand(CommandContext& context);
Reply xpendingCommand(CommandContext& context);
Reply xreadCommand(CommandContext& context);
Reply xreadgroupCommand(CommandContext& context);

extern const CommandSpec kXgroupSubcommands[6];
extern const CommandSpec kXinfoSubcommands[4];

}  // namespace redis::streams
