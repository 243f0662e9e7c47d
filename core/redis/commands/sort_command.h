#pragma once

#include "redis/commands/command_context.h"
#include "redis/reply.h"

/// SORT and SORT_RO.
///
/// Elements of a list, set or sorted set are collected, each with a weight (itself, or the value
/// that the BY pattern names for it), sorted by number or bytes, cut by LIMIT and printed through
/// the GET patterns, or stored as a list. A BY pattern without "*" means "do not sort". Redis:
/// SORT.
namespace redis {

Reply sortCommand(CommandContext& context);
Reply sortRoCommand(CommandContext& context);

}  // namespace redis
