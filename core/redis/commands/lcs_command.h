#pragma once

#include "redis/commands/command_context.h"
#include "redis/reply.h"

/// LCS: the longest common subsequence of two strings, as bytes, as a length, or as the list of the
/// runs that both strings share. The algorithm is in `longest_common_subsequence.h`. Redis: LCS.
namespace redis {

Reply lcsCommand(CommandContext& context);

}  // namespace redis
