#pragma once

#include <cstdint>
#include <vector>

#include "redis/server/session.h"
#include "redis/structures/ordered_dict.h"

/// Who listens to which channel.
///
/// Channels, patterns and shard channels each have a dictionary from name to subscribers in the
/// order of subscription; each session lists its own names. Redis: "Pub/Sub".
namespace redis {

class PubSub {
 public:
  using Subscribers = OrderedDict<std::vector<Session*>>;

  /// Sends a message to the subscribers of `channel` and of matching patterns; answers how many
  /// received it. Redis: PUBLISH.
  int64_t publish(base::BytesView channel, base::BytesView message);
  /// Sends a message to the subscribers of a shard channel. Redis: SPUBLISH.
  int64_t publishToShard(base::BytesView channel, base::BytesView message);

  const Subscribers& channels() const { return channels_; }
  const Subscribers& patterns() const { return patterns_; }
  const Subscribers& shardChannels() const { return shardChannels_; }

  /// Adds or removes one subscription; false if nothing changed.
  static bool subscribe(Subscribers& table, std::vector<base::Bytes>& own, Session& session,
                        base::BytesView name);
  static bool unsubscribe(Subscribers& table, std::vector<base::Bytes>& own, Session& session,
                          base::BytesView name);
  /// Removes all subscriptions of a session that goes away, silently.
  void forget(Session& session);

  Subscribers& channels() { return channels_; }
  Subscribers& patterns() { return patterns_; }
  Subscribers& shardChannels() { return shardChannels_; }

 private:
  Subscribers channels_;
  Subscribers patterns_;
  Subscribers shardChannels_;
};

}  // namespace redis
