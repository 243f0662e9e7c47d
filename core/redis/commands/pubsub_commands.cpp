#include <algorithm>

#include "redis/commands/command_context.h"
#include "redis/commands/command_table.h"
#include "redis/commands/help.h"
#include "redis/structures/glob.h"

/// Channels: who listens, and what is said. Redis: "Pub/Sub".
namespace redis {
namespace {

using base::Bytes;
using base::BytesView;
using Names = std::vector<Bytes>;

/// One of the three kinds of subscription.
struct Kind {
  BytesView subscribed;
  BytesView unsubscribed;
  PubSub::Subscribers& (PubSub::*table)();
  Names Session::*own;
  bool isShard;
};
constexpr Kind kChannels = {"subscribe", "unsubscribe", &PubSub::channels, &Session::channels,
                            false};
constexpr Kind kPatterns = {"psubscribe", "punsubscribe", &PubSub::patterns, &Session::patterns,
                            false};
constexpr Kind kShardChannels = {"ssubscribe", "sunsubscribe", &PubSub::shardChannels,
                                 &Session::shardChannels, true};

Reply confirmation(BytesView word, Reply name, const Session& session, const Kind& kind) {
  const size_t count = kind.isShard ? session.shardChannels.size() : session.subscriptionCount();
  return Reply::push(
      {Reply::bulk(word), std::move(name), Reply::integer(static_cast<int64_t>(count))});
}

Reply subscribe(CommandContext& context, const Kind& kind) {
  Session& session = context.session();
  if (!session.hasConnection) {
    return messages::needsConnection(context.spec().name == "subscribe"    ? "SUBSCRIBE"
                                     : context.spec().name == "psubscribe" ? "PSUBSCRIBE"
                                                                           : "SSUBSCRIBE");
  }
  std::vector<Reply> replies;
  PubSub& pubSub = context.server().pubSub;
  for (size_t i = 1; i < context.count(); ++i) {
    PubSub::subscribe((pubSub.*kind.table)(), session.*kind.own, session, context.argument(i));
    replies.push_back(
        confirmation(kind.subscribed, Reply::bulk(context.argument(i)), session, kind));
  }
  return Reply::several(std::move(replies));
}

Reply unsubscribe(CommandContext& context, const Kind& kind) {
  Session& session = context.session();
  const Names all = session.*kind.own;
  std::vector<BytesView> names(context.argv().begin() + 1, context.argv().end());
  if (names.empty()) {
    names.assign(all.begin(), all.end());
  }
  std::vector<Reply> replies;
  PubSub& pubSub = context.server().pubSub;
  for (const BytesView name : names) {
    PubSub::unsubscribe((pubSub.*kind.table)(), session.*kind.own, session, name);
    replies.push_back(confirmation(kind.unsubscribed, Reply::bulk(name), session, kind));
  }
  if (replies.empty()) {
    replies.push_back(confirmation(kind.unsubscribed, Reply::null(), session, kind));
  }
  return Reply::several(std::move(replies));
}

Reply subscribeCommand(CommandContext& context) { return subscribe(context, kChannels); }
Reply psubscribeCommand(CommandContext& context) { return subscribe(context, kPatterns); }
Reply ssubscribeCommand(CommandContext& context) { return subscribe(context, kShardChannels); }
Reply unsubscribeCommand(CommandContext& context) { return unsubscribe(context, kChannels); }
Reply punsubscribeCommand(CommandContext& context) { return unsubscribe(context, kPatterns); }
Reply sunsubscribeCommand(CommandContext& context) { return unsubscribe(context, kShardChannels); }

Reply publishCommand(CommandContext& context) {
  return Reply::integer(context.server().pubSub.publish(context.argument(1), context.argument(2)));
}

Reply spublishCommand(CommandContext& context) {
  return Reply::integer(
      context.server().pubSub.publishToShard(context.argument(1), context.argument(2)));
}

// --- PUBSUB --------------------------------------------------------------------------------------

Reply listChannels(CommandContext& context, const PubSub::Subscribers& table) {
  if (context.count() > 3) {
    return messages::subcommandSyntaxError("pubsub", context.argument(1));
  }
  Reply reply = Reply::array();
  for (const PubSub::Subscribers::Entry& entry : table) {
    if (context.count() == 2 || globMatches(context.argument(2), entry.key)) {
      reply.addBulk(entry.key);
    }
  }
  return reply;
}

Reply countSubscribers(CommandContext& context, const PubSub::Subscribers& table) {
  Reply reply = Reply::array();
  for (size_t i = 2; i < context.count(); ++i) {
    const auto* entry = table.find(context.argument(i));
    reply.addBulk(context.argument(i));
    reply.addInteger(entry != nullptr ? static_cast<int64_t>(entry->value.size()) : 0);
  }
  return reply;
}

Reply pubsubChannelsCommand(CommandContext& context) {
  return listChannels(context, context.server().pubSub.channels());
}
Reply pubsubShardChannelsCommand(CommandContext& context) {
  return listChannels(context, context.server().pubSub.shardChannels());
}
Reply pubsubNumsubCommand(CommandContext& context) {
  return countSubscribers(context, context.server().pubSub.channels());
}
Reply pubsubShardNumsubCommand(CommandContext& context) {
  return countSubscribers(context, context.server().pubSub.shardChannels());
}
Reply pubsubNumpatCommand(CommandContext& context) {
  return Reply::integer(static_cast<int64_t>(context.server().pubSub.patterns().size()));
}

Reply pubsubHelpCommand(CommandContext&) {
  return helpReply(
      "PUBSUB",
      "CHANNELS [<pattern>]\n"
      "    Return the currently active channels matching a <pattern> (default: '*').\n"
      "NUMPAT\n"
      "    Return number of subscriptions to patterns.\n"
      "NUMSUB [<channel> ...]\n"
      "    Return the number of subscribers for the specified channels, excluding\n"
      "    pattern subscriptions(default: no channels).\n"
      "SHARDCHANNELS [<pattern>]\n"
      "    Return the currently active shard level channels matching a <pattern> (default: '*').\n"
      "SHARDNUMSUB [<shardchannel> ...]\n"
      "    Return the number of subscribers for the specified shard level channel(s)");
}

// --- Table ---------------------------------------------------------------------------------------

/// A subcommand that looks at who listens: what all of them have in common is added to `row`.
constexpr CommandSpec look(CommandSpec row) {
  row.flags = CommandFlag::PubSub | CommandFlag::Loading | CommandFlag::Stale;
  row.group = CommandGroup::PubSub;
  row.categories = Category::None;
  row.container = "pubsub";
  return row;
}

constexpr CommandSpec kPubSubSubcommands[] = {
    look({.name = "channels",
          .handler = pubsubChannelsCommand,
          .arity = -2,
          .since = "2.8.0",
          .complexity = "O(N) with the channels",
          .summary = "Lists the channels that somebody listens to.",
          .syntax = "[pattern]"}),
    {.name = "help",
     .handler = pubsubHelpCommand,
     .arity = 2,
     .flags = CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::PubSub,
     .since = "6.2.0",
     .complexity = "O(1)",
     .summary = "Lists the subcommands of PUBSUB.",
     .categories = Category::None,
     .container = "pubsub"},
    look({.name = "numpat",
          .handler = pubsubNumpatCommand,
          .arity = 2,
          .since = "2.8.0",
          .complexity = "O(1)",
          .summary = "Counts the patterns that somebody listens to."}),
    look({.name = "numsub",
          .handler = pubsubNumsubCommand,
          .arity = -2,
          .since = "2.8.0",
          .complexity = "O(N) with the channels asked about",
          .summary = "Counts the subscribers of channels.",
          .syntax = "[channel [channel ...]]"}),
    look({.name = "shardchannels",
          .handler = pubsubShardChannelsCommand,
          .arity = -2,
          .since = "7.0.0",
          .complexity = "O(N) with the channels",
          .summary = "Lists the shard channels that somebody listens to.",
          .syntax = "[pattern]"}),
    look({.name = "shardnumsub",
          .handler = pubsubShardNumsubCommand,
          .arity = -2,
          .since = "7.0.0",
          .complexity = "O(N) with the channels asked about",
          .summary = "Counts the subscribers of shard channels.",
          .syntax = "[shardchannel [shardchannel ...]]"}),
};
static_assert(sortedByName(kPubSubSubcommands));

constexpr CommandSpec kPubSubCommands[] = {
    {.name = "psubscribe",
     .handler = psubscribeCommand,
     .arity = -2,
     .flags =
         CommandFlag::PubSub | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::PubSub,
     .since = "2.0.0",
     .complexity = "O(N) with the patterns of the client",
     .summary = "Listens to the channels that match.",
     .syntax = "pattern [pattern ...]",
     .categories = Category::None},
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
    {.name = "pubsub",
     .arity = -2,
     .group = CommandGroup::PubSub,
     .since = "2.8.0",
     .complexity = "depends on the subcommand",
     .summary = "Tells who listens to what.",
     .categories = Category::None,
     .subcommands = kPubSubSubcommands},
    {.name = "punsubscribe",
     .handler = punsubscribeCommand,
     .arity = -1,
     .flags =
         CommandFlag::PubSub | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::PubSub,
     .since = "2.0.0",
     .complexity = "O(N+M) with patterns and clients",
     .summary = "Stops listening to patterns.",
     .syntax = "[pattern [pattern ...]]",
     .categories = Category::None},
    {.name = "spublish",
     .handler = spublishCommand,
     .arity = 3,
     .flags = CommandFlag::PubSub | CommandFlag::Loading | CommandFlag::Stale | CommandFlag::Fast |
              CommandFlag::MayReplicate,
     .keys = Keys::at(1, KeyFlag::NotKey),
     .group = CommandGroup::PubSub,
     .since = "7.0.0",
     .complexity = "O(N) with the subscribers",
     .summary = "Posts a message to a shard channel; answers how many received it.",
     .syntax = "shardchannel message",
     .categories = Category::None},
    {.name = "ssubscribe",
     .handler = ssubscribeCommand,
     .arity = -2,
     .flags =
         CommandFlag::PubSub | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .keys = Keys::range(1, -1, 1, KeyFlag::NotKey),
     .group = CommandGroup::PubSub,
     .since = "7.0.0",
     .complexity = "O(N) with the channels",
     .summary = "Listens to shard channels.",
     .syntax = "shardchannel [shardchannel ...]",
     .categories = Category::None},
    {.name = "subscribe",
     .handler = subscribeCommand,
     .arity = -2,
     .flags =
         CommandFlag::PubSub | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::PubSub,
     .since = "2.0.0",
     .complexity = "O(N) with the channels",
     .summary = "Listens to channels.",
     .syntax = "channel [channel ...]",
     .categories = Category::None},
    {.name = "sunsubscribe",
     .handler = sunsubscribeCommand,
     .arity = -1,
     .flags =
         CommandFlag::PubSub | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .keys = Keys::range(1, -1, 1, KeyFlag::NotKey),
     .group = CommandGroup::PubSub,
     .since = "7.0.0",
     .complexity = "O(N) with the channels",
     .summary = "Stops listening to shard channels.",
     .syntax = "[shardchannel [shardchannel ...]]",
     .categories = Category::None},
    {.name = "unsubscribe",
     .handler = unsubscribeCommand,
     .arity = -1,
     .flags =
         CommandFlag::PubSub | CommandFlag::NoScript | CommandFlag::Loading | CommandFlag::Stale,
     .group = CommandGroup::PubSub,
     .since = "2.0.0",
     .complexity = "O(N) with the channels",
     .summary = "Stops listening to channels.",
     .syntax = "[channel [channel ...]]",
     .categories = Category::None},
};
static_assert(sortedByName(kPubSubCommands));

}  // namespace

std::span<const CommandSpec> pubSubCommands() { return kPubSubCommands; }

}  // namespace redis
