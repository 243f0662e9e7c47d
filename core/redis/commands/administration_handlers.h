#pragma once

#include "redis/commands/command_context.h"
#include "redis/reply.h"

/// Handlers of the commands that administer a server. Their rows stand in
/// `administration_commands.cpp`.
///
/// The engine is a stand-alone server without replicas, cluster, modules and files, and answers as
/// Redis does in that state. Redis: SLOWLOG, LATENCY, MEMORY, DEBUG, and so on.
namespace redis {

Reply debugCommand(CommandContext& context);
Reply latencyDoctorCommand(CommandContext& context);
Reply latencyGraphCommand(CommandContext& context);
Reply latencyHelpCommand(CommandContext& context);
Reply latencyHistogramCommand(CommandContext& context);
Reply latencyHistoryCommand(CommandContext& context);
Reply latencyLatestCommand(CommandContext& context);
Reply latencyResetCommand(CommandContext& context);
Reply memoryDoctorCommand(CommandContext& context);
Reply memoryHelpCommand(CommandContext& context);
Reply memoryMallocStatsCommand(CommandContext& context);
Reply memoryPurgeCommand(CommandContext& context);
Reply memoryStatsCommand(CommandContext& context);
Reply memoryUsageCommand(CommandContext& context);
Reply slowlogGetCommand(CommandContext& context);
Reply slowlogHelpCommand(CommandContext& context);
Reply slowlogLenCommand(CommandContext& context);
Reply slowlogResetCommand(CommandContext& context);

}  // namespace redis
