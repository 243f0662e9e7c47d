#include "redis/commands/command_table.h"

// Commands of Redis 7.0.15 that this engine does not have. They are known by name, arity, flags and
// keys, so that mistakes in calling them get Redis's own answer; a correct call gets an error that
// names the command. A family that implements one lists it in its own table instead. The scripting
// commands are here for engines without the scripting module, which replaces them.

namespace redis {
namespace {

constexpr CommandSpec kPubsubSubcommands[] = {
    {.name = "channels",
     .arity = -2,
     .flags = CommandFlag::PubSub | CommandFlag::Loading | CommandFlag::Stale |
              CommandFlag::NotImplemented,
     .group = CommandGroup::PubSub,
     .since = "2.8.0",
     .categories = Category::None,
     .container = "pubsub"},
    {.name = "help",
     .arity = 2,
     .flags = CommandFlag::Loading | CommandFlag::Stale | CommandFlag::NotImplemented,
     .group = CommandGroup::PubSub,
     .since = "6.2.0",
     .categories = Category::None,
     .container = "pubsub"},
    {.name = "numpat",
     .arity = 2,
     .flags = CommandFlag::PubSub | CommandFlag::Loading | CommandFlag::Stale |
              CommandFlag::NotImplemented,
     .group = CommandGroup::PubSub,
     .since = "2.8.0",
     .categories = Category::None,
     .container = "pubsub"},
    {.name = "numsub",
     .arity = -2,
     .flags = CommandFlag::PubSub | CommandFlag::Loading | CommandFlag::Stale |
              CommandFlag::NotImplemented,
     .group = CommandGroup::PubSub,
     .since = "2.8.0",
     .categories = Category::None,
     .container = "pubsub"},
    {.name = "shardchannels",
     .arity = -2,
     .flags = CommandFlag::PubSub | CommandFlag::Loading | CommandFlag::Stale |
              CommandFlag::NotImplemented,
     .group = CommandGroup::PubSub,
     .since = "7.0.0",
     .categories = Category::None,
     .container = "pubsub"},
    {.name = "shardnumsub",
     .arity = -2,
     .flags = CommandFlag::PubSub | CommandFlag::Loading | CommandFlag::Stale |
              CommandFlag::NotImplemented,
     .group = CommandGroup::PubSub,
     .since = "7.0.0",
     .categories = Category::None,
     .container = "pubsub"},
};

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
    {.name = "discard",
     .arity = 1,
     .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale |
              CommandFlag::Fast | CommandFlag::AllowBusy | CommandFlag::NotImplemented,
     .group = CommandGroup::Transactions,
     .since = "2.0.0"},
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
    {.name = "exec",
     .arity = 1,
     .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale |
              CommandFlag::SkipSlowlog | CommandFlag::NotImplemented,
     .group = CommandGroup::Transactions,
     .since = "1.2.0"},
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
    {.name = "multi",
     .arity = 1,
     .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale |
              CommandFlag::Fast | CommandFlag::AllowBusy | CommandFlag::NotImplemented,
     .group = CommandGroup::Transactions,
     .since = "1.2.0"},
    {.name = "psubscribe",
     .arity = -2,
     .flags = CommandFlag::PubSub | CommandFlag::NoScript | CommandFlag::Loading |
              CommandFlag::Stale | CommandFlag::NotImplemented,
     .group = CommandGroup::PubSub,
     .since = "2.0.0",
     .categories = Category::None},
    {.name = "pubsub",
     .arity = -2,
     .flags = CommandFlag::NotImplemented,
     .group = CommandGroup::PubSub,
     .since = "2.8.0",
     .categories = Category::None,
     .subcommands = kPubsubSubcommands},
    {.name = "punsubscribe",
     .arity = -1,
     .flags = CommandFlag::PubSub | CommandFlag::NoScript | CommandFlag::Loading |
              CommandFlag::Stale | CommandFlag::NotImplemented,
     .group = CommandGroup::PubSub,
     .since = "2.0.0",
     .categories = Category::None},
    {.name = "script",
     .arity = -2,
     .flags = CommandFlag::NotImplemented,
     .group = CommandGroup::Scripting,
     .since = "2.6.0",
     .categories = Category::None,
     .subcommands = kScriptSubcommands},
    {.name = "spublish",
     .arity = 3,
     .flags = CommandFlag::PubSub | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::Fast |
              CommandFlag::MayReplicate | CommandFlag::NotImplemented,
     .keys = Keys::at(1, KeyFlag::NotKey),
     .group = CommandGroup::PubSub,
     .since = "7.0.0",
     .categories = Category::None},
    {.name = "ssubscribe",
     .arity = -2,
     .flags = CommandFlag::PubSub | CommandFlag::NoScript | CommandFlag::Loading |
              CommandFlag::Stale | CommandFlag::NotImplemented,
     .keys = Keys::range(1, -1, 1, KeyFlag::NotKey),
     .group = CommandGroup::PubSub,
     .since = "7.0.0",
     .categories = Category::None},
    {.name = "subscribe",
     .arity = -2,
     .flags = CommandFlag::PubSub | CommandFlag::NoScript | CommandFlag::Loading |
              CommandFlag::Stale | CommandFlag::NotImplemented,
     .group = CommandGroup::PubSub,
     .since = "2.0.0",
     .categories = Category::None},
    {.name = "sunsubscribe",
     .arity = -1,
     .flags = CommandFlag::PubSub | CommandFlag::NoScript | CommandFlag::Loading |
              CommandFlag::Stale | CommandFlag::NotImplemented,
     .keys = Keys::range(1, -1, 1, KeyFlag::NotKey),
     .group = CommandGroup::PubSub,
     .since = "7.0.0",
     .categories = Category::None},
    {.name = "unsubscribe",
     .arity = -1,
     .flags = CommandFlag::PubSub | CommandFlag::NoScript | CommandFlag::Loading |
              CommandFlag::Stale | CommandFlag::NotImplemented,
     .group = CommandGroup::PubSub,
     .since = "2.0.0",
     .categories = Category::None},
    {.name = "unwatch",
     .arity = 1,
     .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale |
              CommandFlag::Fast | CommandFlag::AllowBusy | CommandFlag::NotImplemented,
     .group = CommandGroup::Transactions,
     .since = "2.2.0"},
    {.name = "wait",
     .arity = 3,
     .flags = CommandFlag::NoScript | CommandFlag::NotImplemented,
     .group = CommandGroup::Generic,
     .since = "3.0.0",
     .categories = Category::Connection,
     .tips = "request_policy:all_shards,response_policy:agg_min"},
    {.name = "watch",
     .arity = -2,
     .flags = CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale |
              CommandFlag::Fast | CommandFlag::AllowBusy | CommandFlag::NotImplemented,
     .keys = Keys::range(1, -1, 1, KeyFlag::ReadOnly),
     .group = CommandGroup::Transactions,
     .since = "2.2.0"},
};
static_assert(sortedByName(kUnimplementedCommands));

}  // namespace

std::span<const CommandSpec> unimplementedCommands() { return kUnimplementedCommands; }

}  // namespace redis
