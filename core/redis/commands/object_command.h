#pragma once

#include "redis/commands/command_context.h"
#include "redis/reply.h"

/// The subcommands of OBJECT: how a value is stored, who holds it, when it was used. None of them
/// counts as an access. Redis: OBJECT.
namespace redis {

Reply objectEncodingCommand(CommandContext& context);
Reply objectFreqCommand(CommandContext& context);
Reply objectIdletimeCommand(CommandContext& context);
Reply objectRefcountCommand(CommandContext& context);
Reply objectHelpCommand(CommandContext& context);

}  // namespace redis
