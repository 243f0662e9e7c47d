#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "redis/keyspace/clock.h"
#include "redis/keyspace/configuration.h"
#include "redis/keyspace/database.h"

/// All data of one engine: numbered databases, the configuration that shapes them, the time they
/// see.
///
/// `fork` makes an independent keyspace that holds the same objects: references are copied, objects
/// are shared until one side changes them. A fork is the start of a debug run, the undo of an edit
/// and the "before" of a difference view.
namespace redis {

class Keyspace {
 public:
  /// The clock is borrowed and outlives the keyspace.
  explicit Keyspace(Clock& clock, const Configuration& configuration = {});
  Keyspace(const Keyspace&) = delete;
  Keyspace& operator=(const Keyspace&) = delete;

  /// A borrowed clock, for a replay that sees recorded time, can replace the first one.
  void setClock(Clock& clock) { time_.setClock(clock); }

  /// An independent keyspace with the same keys, values, expiries and configuration. O(number of
  /// keys); no object is copied.
  std::unique_ptr<Keyspace> fork() const;
  /// Takes over keys and configuration of `other` (a fork): commit of a run, or return to an
  /// earlier state.
  void adopt(Keyspace&& other);
  /// `adopt` of a copy: `other` stays as it is.
  void restore(const Keyspace& other);

  uint32_t databaseCount() const { return static_cast<uint32_t>(databases_.size()); }
  /// Changes the number of databases, before any has keys. Redis: databases.
  void setDatabaseCount(uint32_t count);
  /// Database `number`, which is below `databaseCount()`.
  Database& database(uint32_t number) { return databases_[number]; }
  const Database& database(uint32_t number) const { return databases_[number]; }
  /// Exchanges the contents of two databases. Redis: SWAPDB.
  void swapDatabases(uint32_t first, uint32_t second);
  /// Removes all keys of all databases. Redis: FLUSHALL.
  void clear();

  Configuration& configuration() { return configuration_; }
  const Configuration& configuration() const { return configuration_; }
  CommandTime& time() { return time_; }
  const CommandTime& time() const { return time_; }
  KeyspaceStatistics& statistics() { return statistics_; }

  /// Until that moment keys that have expired are not removed, only not there; 0: ends it.
  void keepExpiredUntil(int64_t unixMs) { shared_.keepsExpiredUntilMs = unixMs; }

  /// Installs the observer of changes; an empty hook removes it. Forks start without one.
  void setModificationHook(ModificationHook hook) { hook_ = hook; }

 private:
  Configuration configuration_;
  CommandTime time_;
  KeyspaceStatistics statistics_;
  ModificationHook hook_;
  bool hasFieldTimes_ = false;
  KeyspaceShared shared_;
  std::vector<Database> databases_;
};

}  // namespace redis
