#include "redis/commands/command_table.h"

// Commands of Redis that this engine does not have. They are known by name, arity, flags and
// keys, so that mistakes in calling them get Redis's own answer; a correct call gets an error that
// names the command. A family that implements one lists it in its own table instead. The scripting
// commands are here for engines without the scripting module, which replaces them.

namespace redis {
namespace {

constexpr CommandSpec kScriptSubcommands[] = {
    {.name = "debug",
     .arity = 3,
     .flags = CommandFlag::NoScript | CommandFlag::NotImplemented,
     .group = CommandGroup::Scripting,
     .since = "3.2.0",
     .container = "script"},
    {.name = "exists",
     .arity = -3,
     .flags = CommandFlag::NoScript | CommandFlag::NotImplemented,
     .group = CommandGroup::Scripting,
     .since = "2.6.0",
     .container = "script",
     .tips = "request_policy:all_shards,response_policy:agg_logical_and"},
    {.name = "flush",
     .arity = -2,
     .flags = CommandFlag::NoScript | CommandFlag::NotImplemented,
     .group = CommandGroup::Scripting,
     .since = "2.6.0",
     .container = "script",
     .tips = "request_policy:all_nodes,response_policy:all_succeeded"},
    {.name = "help",
     .arity = 2,
     .flags = CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented,
     .group = CommandGroup::Scripting,
     .since = "5.0.0",
     .container = "script"},
    {.name = "kill",
     .arity = 2,
     .flags = CommandFlag::NoScript | CommandFlag::AllowBusy | CommandFlag::NotImplemented,
     .group = CommandGroup::Scripting,
     .since = "2.6.0",
     .container = "script",
     .tips = "request_policy:all_shards,response_policy:one_succeeded"},
    {.name = "load",
     .arity = 3,
     .flags = CommandFlag::NoScript | CommandFlag::Stale | CommandFlag::NotImplemented,
     .group = CommandGroup::Scripting,
     .since = "2.6.0",
     .container = "script",
     .tips = "request_policy:all_nodes,response_policy:all_succeeded"},
};

constexpr CommandSpec kUnimplementedCommands[] = {
    {.name = "eval",
     .arity = -3,
     .flags = CommandFlag::NoScript | CommandFlag::Stale | CommandFlag::SkipMonitor |
              CommandFlag::NoMandatoryKeys | CommandFlag::MovableKeys | CommandFlag::MayReplicate |
              CommandFlag::NotImplemented,
     .keys = Keys::counted(2, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Update),
     .group = CommandGroup::Scripting,
     .since = "2.6.0"},
    {.name = "eval_ro",
     .arity = -3,
     .flags = CommandFlag::ReadOnly | CommandFlag::NoScript | CommandFlag::Stale |
              CommandFlag::SkipMonitor | CommandFlag::NoMandatoryKeys | CommandFlag::MovableKeys |
              CommandFlag::NotImplemented,
     .keys = Keys::counted(2, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::Scripting,
     .since = "7.0.0"},
    {.name = "evalsha",
     .arity = -3,
     .flags = CommandFlag::NoScript | CommandFlag::Stale | CommandFlag::SkipMonitor |
              CommandFlag::NoMandatoryKeys | CommandFlag::MovableKeys | CommandFlag::MayReplicate |
              CommandFlag::NotImplemented,
     .keys = Keys::counted(2, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Update),
     .group = CommandGroup::Scripting,
     .since = "2.6.0"},
    {.name = "evalsha_ro",
     .arity = -3,
     .flags = CommandFlag::ReadOnly | CommandFlag::NoScript | CommandFlag::Stale |
              CommandFlag::SkipMonitor | CommandFlag::NoMandatoryKeys | CommandFlag::MovableKeys |
              CommandFlag::NotImplemented,
     .keys = Keys::counted(2, KeyFlag::ReadOnly | KeyFlag::Access),
     .group = CommandGroup::Scripting,
     .since = "7.0.0"},
    {.name = "migrate",
     .arity = -6,
     .flags = CommandFlag::Write | CommandFlag::MovableKeys | CommandFlag::NotImplemented,
     .keys = {Keys::at(3, KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Delete),
              Keys::after(
                  "KEYS", -2, -1, 1, 0,
                  KeyFlag::ReadWrite | KeyFlag::Access | KeyFlag::Delete | KeyFlag::Incomplete)},
     .group = CommandGroup::Generic,
     .since = "2.6.0",
     .categories = Category::Keyspace | Category::Dangerous,
     .tips = "nondeterministic_output"},
    {.name = "script",
     .arity = -2,
     .flags = CommandFlag::NotImplemented,
     .group = CommandGroup::Scripting,
     .since = "2.6.0",
     .categories = Category::None,
     .subcommands = kScriptSubcommands},
};
static_assert(sortedByName(kUnimplementedCommands));

}  // namespace

std::span<const CommandSpec> unimplementedCommands() { return kUnimplementedCommands; }

}  // namespace redis
