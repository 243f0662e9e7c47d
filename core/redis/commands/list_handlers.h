#pragma once

#include "redis/commands/collections.h"

/// Handlers of lists that `list_commands.cpp` lists in its table and `list_element_commands.cpp`
/// defines.
namespace redis::lists {

Reply llenCommand(CommandContext& context);
Reply lindexCommand(CommandContext& context);
Reply lrangeCommand(CommandContext& context);
Reply lposCommand(CommandContext& context);
Reply lsetCommand(CommandContext& context);
Reply linsertCommand(CommandContext& context);
Reply lremCommand(CommandContext& context);
Reply ltrimCommand(CommandContext& context);

}  // namespace redis::lists
