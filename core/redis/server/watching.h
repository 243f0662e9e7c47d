#pragma once

#include <cstdint>
#include <vector>

#include "redis/keyspace/keyspace.h"
#include "redis/server/session.h"
#include "redis/structures/ordered_dict.h"

/// Keys with a database number before them, as the tables of this folder name them.
namespace redis {

/// The name of `key` of `database` in a table over all databases.
base::Bytes databaseKey(uint32_t database, base::BytesView key);

/// Which client watches which key.
///
/// A change of a watched key marks the transactions of its watchers, which lets go of all their
/// keys. A key that had expired before it was watched counts as missing: its removal is no change.
/// Redis: WATCH.
class Watching {
 public:
  explicit Watching(Keyspace& keyspace) : keyspace_(&keyspace) {}

  bool isEmpty() const { return watchers_.isEmpty(); }
  /// Clients that watch at least one key, for INFO.
  size_t clientCount() const { return clientCount_; }
  /// Keys that are watched, for INFO.
  size_t keyCount() const { return watchers_.size(); }

  void watch(Session& session, base::BytesView key);
  /// Lets go of all keys of a session.
  void unwatch(Session& session);
  /// A key was changed or removed.
  void touch(uint32_t database, base::BytesView key);
  /// Whether a key of the session has expired since it was watched.
  bool hasExpiredKey(const Session& session) const;

 private:
  /// Whether the key is still stored though its time has come.
  bool isExpired(uint32_t database, base::BytesView key) const;
  bool isStored(uint32_t database, base::BytesView key) const;

  Keyspace* keyspace_;
  OrderedDict<std::vector<Session*>> watchers_;
  size_t clientCount_ = 0;
};

}  // namespace redis
