#pragma once

#include "redis/commands/command_context.h"
#include "redis/reply.h"

/// INFO: the state of the server as lines "name:value" in sections.
///
/// All fields of Redis 7.0.15 are there, because clients and suites look for them. What a
/// stand-alone server without replicas, files and forks has is counted; the rest holds the value
/// that it has in such a server. Redis: INFO.
namespace redis {

Reply infoCommand(CommandContext& context);

}  // namespace redis
