#pragma once

#include "redis/commands/command_context.h"

/// CLIENT TRACKING, CLIENT CACHING, CLIENT TRACKINGINFO, CLIENT GETREDIR.
/// Redis: "Client-side caching".
namespace redis {

Reply clientTrackingCommand(CommandContext& context);
Reply clientCachingCommand(CommandContext& context);
Reply clientTrackinginfoCommand(CommandContext& context);
Reply clientGetredirCommand(CommandContext& context);

}  // namespace redis
