#include "redis/commands/command_context.h"
#include "redis/commands/command_table.h"

namespace redis {
namespace {

/// Nobody can subscribe here: the engine has one client, the one that publishes. So a message
/// reaches no one, which is what Redis answers then. Redis: PUBLISH.
Reply publishCommand(CommandContext&) { return Reply::integer(0); }

constexpr CommandSpec kPubSubCommands[] = {
    {.name = "publish",
     .handler = publishCommand,
     .arity = 3,
     .flags = CommandFlag::PubSub | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::Fast |
              CommandFlag::MayReplicate,
     .group = CommandGroup::PubSub,
     .since = "2.0.0",
     .complexity = "O(N+M) with the clients subscribed and the patterns",
     .summary = "Posts a message to a channel; answers how many received it.",
     .syntax = "channel message",
     .categories = Category::None},
};
static_assert(sortedByName(kPubSubCommands) && keysMatchArity(kPubSubCommands));

}  // namespace

std::span<const CommandSpec> pubSubCommands() { return kPubSubCommands; }

}  // namespace redis
