#include "redis/commands/command_table.h"

// Commands of Redis 7.0.15 about the server and its cluster that this engine does not have: see
// `unimplemented_commands.cpp`.

namespace redis {
namespace {

constexpr CommandSpec kUnimplementedServerCommands[] = {
    {.name = "psync",
     .arity = -3,
     .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::NoAsyncLoading |
              CommandFlag::NoMulti | CommandFlag::NotImplemented,
     .group = CommandGroup::Server,
     .since = "2.8.0"},
    {.name = "replconf",
     .arity = -1,
     .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::Loading |
              CommandFlag::Stale | CommandFlag::AllowBusy | CommandFlag::NotImplemented,
     .group = CommandGroup::Server,
     .since = "3.0.0"},
    {.name = "sync",
     .arity = 1,
     .flags = CommandFlag::Admin | CommandFlag::NoScript | CommandFlag::NoAsyncLoading |
              CommandFlag::NoMulti | CommandFlag::NotImplemented,
     .group = CommandGroup::Server,
     .since = "1.0.0"},
};
static_assert(sortedByName(kUnimplementedServerCommands));

}  // namespace

std::span<const CommandSpec> unimplementedServerCommands() { return kUnimplementedServerCommands; }

}  // namespace redis
