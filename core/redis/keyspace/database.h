#pragma once

#include <cstdint>

#include "base/bytes.h"
#include "redis/keyspace/clock.h"
#include "redis/keyspace/object.h"
#include "redis/structures/ordered_dict.h"

/// One numbered database: an insertion-ordered dictionary from key to object and expiry.
///
/// A key whose time has come does not exist: every access that finds one removes it (lazy expiry),
/// and iteration skips it. No key is ever bound to an empty aggregate: handlers erase what they
/// empty. `expireAtMs` is an absolute Unix time in milliseconds, or `kNoExpiry`.
///
/// Pointers to entries are valid until the next insertion or removal of a key.
namespace redis {

/// `KeyValue::expireAtMs` of a key that does not expire.
inline constexpr int64_t kNoExpiry = -1;

/// What a key is bound to.
struct KeyValue {
  ObjectRef object;
  int64_t expireAtMs = kNoExpiry;
  /// Time of the last access, for OBJECT IDLETIME.
  int64_t accessedAtMs = 0;
};

/// What is left of a hash whose fields have expired.
enum class HashRest : uint8_t { Fields, Nothing };

/// Told about every change of a key: the door for WATCH, blocked clients, keyspace notifications
/// and the views of the playground.
struct ModificationHook {
  void (*notify)(void* owner, uint32_t database, base::BytesView key) = nullptr;
  void* owner = nullptr;
  /// A key's time has come, and it is gone; it counts as a change, too.
  void (*expired)(void* owner, uint32_t database, base::BytesView key) = nullptr;
  /// A key that did not exist was bound; it counts as a change, too.
  void (*created)(void* owner, uint32_t database, base::BytesView key) = nullptr;
  /// Fields of a hash have expired, which counts as a change, too.
  void (*fieldsExpired)(void* owner, uint32_t database, base::BytesView key,
                        HashRest rest) = nullptr;
};

/// Counters that INFO shows.
struct KeyspaceStatistics {
  int64_t expiredKeys = 0;
  int64_t expiredFields = 0;
  int64_t evictedKeys = 0;
  int64_t hits = 0;
  int64_t misses = 0;
  /// Changes since the start; INFO's rdb_changes_since_last_save.
  int64_t changes = 0;
};

/// What the databases of one keyspace share.
struct KeyspaceShared {
  const CommandTime* time = nullptr;
  KeyspaceStatistics* statistics = nullptr;
  const ModificationHook* hook = nullptr;
  /// Whether any hash may have fields that expire.
  bool* hasFieldTimes = nullptr;
  /// Until then keys that have expired are not removed, only not there. Redis: CLIENT PAUSE.
  int64_t keepsExpiredUntilMs = 0;
};

class Database {
 public:
  using Dict = OrderedDict<KeyValue>;
  using Entry = Dict::Entry;

  Database(uint32_t number, const KeyspaceShared* shared) : number_(number), shared_(shared) {}

  uint32_t number() const { return number_; }

  /// The entry of a key that exists now, or nullptr. An expired key is removed. Counts as an
  /// access.
  Entry* find(base::BytesView key) {
    Entry* entry = dict_.find(key);
    if (entry == nullptr) {
      return nullptr;
    }
    const int64_t nowMs = shared_->time->nowMs();
    if (entry->value.expireAtMs != kNoExpiry && entry->value.expireAtMs <= nowMs) [[unlikely]] {
      expire(key);
      return nullptr;
    }
    entry->value.accessedAtMs = nowMs;
    return *shared_->hasFieldTimes ? withoutExpiredFields(entry) : entry;
  }
  /// Like `find`, without counting as an access (TYPE, TTL, OBJECT, EXISTS look without touching).
  Entry* peek(base::BytesView key);
  bool exists(base::BytesView key) { return peek(key) != nullptr; }

  /// Binds `key` to `object` with the given expiry, replacing what was there, and signals the
  /// change. Redis: SET semantics.
  Entry* store(base::BytesView key, ObjectRef object, int64_t expireAtMs = kNoExpiry);
  /// Removes `key` and signals the change; false if it did not exist.
  bool erase(base::BytesView key);
  /// Sets or (with `kNoExpiry`) clears the expiry of an existing key and signals the change.
  void setExpiry(Entry* entry, int64_t expireAtMs);

  /// Tells the hook that `key` was changed in place. Every handler that changes an object calls it
  /// (store and erase do it themselves).
  void signalModified(base::BytesView key) {
    ++shared_->statistics->changes;
    notifyModified(key);
  }

  /// Number of keys, expired but not yet removed ones included, as DBSIZE counts.
  size_t size() const { return dict_.size(); }
  /// Number of keys that have an expiry.
  size_t expiringCount() const { return expiring_; }
  /// Removes every key; returns how many there were.
  size_t clear();
  /// A random key that exists now, or nullptr. `below(n)` draws from [0, n).
  template <class Below>
  const Entry* random(Below below) {
    constexpr int kMostTries = 100;
    for (int tries = 1; !dict_.isEmpty(); ++tries) {
      const Entry* entry = dict_.random(below);
      if (!hasExpired(entry->value) || (keepsExpired() && tries == kMostTries)) {
        return entry;
      }
      expire(base::Bytes(entry->key));
    }
    return nullptr;
  }

  /// Whether the key would be gone at its next access.
  bool hasExpired(const KeyValue& value) const {
    return value.expireAtMs != kNoExpiry && value.expireAtMs <= shared_->time->nowMs();
  }
  /// Says that a hash has a field that expires, so that hashes are looked at from now on.
  void noteFieldTimes() { *shared_->hasFieldTimes = true; }

  /// Whether any key, or field of a hash, may expire.
  bool mayExpire() const { return expiring_ > 0 || (*shared_->hasFieldTimes && !dict_.isEmpty()); }
  /// Removes up to `limit` expired keys, for a host that wants memory back without access.
  size_t removeExpired(size_t limit);

  /// Removes the expired ones, and expired fields, among about `limit` keys from a position on, and
  /// answers where to go on next time. Start with 0. Redis: the active expire cycle.
  uint64_t removeExpiredFrom(uint64_t position, size_t limit);

  /// For iteration (skip entries with `hasExpired`) and scan cursors. Do not change it while
  /// iterating.
  const Dict& entries() const { return dict_; }

 private:
  friend class Keyspace;
  /// The entry after the fields of its hash that have expired were removed; nullptr if that leaves
  /// nothing.
  Entry* withoutExpiredFields(Entry* entry);
  bool keepsExpired() const { return shared_->time->nowMs() < shared_->keepsExpiredUntilMs; }
  /// Removes a key whose time has come, if that is to be done now. Bytes of the entry itself go
  /// with it: they come as a view, which is copied.
  void expire(const base::Bytes& key);
  void expire(base::BytesView key) { expire(base::Bytes(key)); }
  void notifyModified(base::BytesView key) {
    if (shared_->hook->notify != nullptr) {
      shared_->hook->notify(shared_->hook->owner, number_, key);
    }
  }

  uint32_t number_;
  const KeyspaceShared* shared_;
  Dict dict_;
  size_t expiring_ = 0;
};

}  // namespace redis
