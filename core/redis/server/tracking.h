#pragma once

#include <cstdint>
#include <vector>

#include "redis/server/clients.h"
#include "redis/server/session.h"
#include "redis/structures/ordered_dict.h"

namespace base {
class Random;
}

/// What clients keep in caches of their own, so that they can be told when it becomes stale.
///
/// In the normal mode a table remembers which client has read which key; a change tells them once
/// and forgets. In broadcast mode a client names prefixes, and every changed key with one of them
/// is collected and sent at the end of the round of commands. Keys count without their database. A
/// client that changes what it caches itself is told after the reply of its command.
/// Redis: "Client-side caching".
namespace redis {

class Tracking {
 public:
  explicit Tracking(Clients& clients) : clients_(&clients) {}

  bool isActive() const { return trackingClients_ > 0; }
  size_t clientCount() const { return trackingClients_; }
  size_t keyCount() const { return readers_.size(); }
  /// Pairs of a key and a client that has read it.
  size_t itemCount() const;
  size_t prefixCount() const { return prefixes_.size(); }

  /// Begins or changes the tracking of a session, whose options are checked.
  void enable(Session& session, const TrackingState& state);
  void disable(Session& session);

  /// The session has read `key`.
  void remember(const Session& session, base::BytesView key);
  /// `key` was changed, by `writer` or by nobody.
  void invalidate(base::BytesView key, const Session* writer);
  /// All keys are gone.
  void invalidateAll(const Session* writer);
  /// Sends what waits for the end of the command of `session`.
  void sendPending(Session& session);
  /// Sends what waits for the end of a round of commands.
  void broadcast();
  /// Forgets keys, and tells their readers, until there are `maximum` at most; 0: any number.
  /// Redis: tracking-table-max-keys.
  void limitKeys(size_t maximum, base::Random& random);

 private:
  struct Change {
    base::Bytes key;
    uint64_t writer;
  };
  struct Prefix {
    base::Bytes text;
    std::vector<Session*> sessions;
    std::vector<Change> changes;
  };
  struct Pending {
    uint64_t session;
    bool all;
    base::Bytes key;
  };

  void send(Session& session, Reply keys);
  void notify(Session& session, const Session* writer, base::BytesView key, bool all);

  Clients* clients_;
  size_t trackingClients_ = 0;
  OrderedDict<std::vector<uint64_t>> readers_;
  std::vector<Prefix> prefixes_;
  std::vector<Pending> pending_;
};

}  // namespace redis
