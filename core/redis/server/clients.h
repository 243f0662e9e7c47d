#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "redis/server/session.h"

/// The connections of a server, in the order of their ids.
///
/// A host adds a session when a client connects and removes it when the client is gone; sessions
/// are borrowed. Ids grow and are never used twice. The engine's own session is not among them.
/// Redis: CLIENT LIST, CLIENT ID.
namespace redis {

class Clients {
 public:
  /// Registers a connection and gives it the next id.
  void add(Session& session, int64_t nowMs);
  /// Forgets a connection.
  void remove(Session& session);

  /// The connection with this id, or nullptr.
  Session* find(uint64_t id) const;
  std::span<Session* const> all() const { return sessions_; }
  size_t count() const { return sessions_.size(); }
  /// Connections since the start, for INFO.
  int64_t totalConnections() const { return totalConnections_; }
  /// Notes that the newest connection ends because there are too many, which does not count as one.
  void noteRejection() {
    --totalConnections_;
    ++rejectedConnections_;
  }
  /// Notes that a connection ends because it does not read its replies.
  void noteOutputLimit() { ++outputLimitDisconnections_; }
  /// Notes that a connection ends because it sends too much before a command is complete.
  void noteQueryLimit() { ++queryLimitDisconnections_; }
  /// How many ended so, for INFO.
  int64_t rejectedConnections() const { return rejectedConnections_; }
  int64_t outputLimitDisconnections() const { return outputLimitDisconnections_; }
  int64_t queryLimitDisconnections() const { return queryLimitDisconnections_; }
  /// Redis: CONFIG RESETSTAT.
  void resetStatistics() {
    totalConnections_ = 0;
    rejectedConnections_ = 0;
    outputLimitDisconnections_ = 0;
    queryLimitDisconnections_ = 0;
  }
  /// Connections that wait, for INFO.
  size_t blockedCount() const;

 private:
  std::vector<Session*> sessions_;
  uint64_t lastId_ = 2;
  int64_t totalConnections_ = 0;
  int64_t rejectedConnections_ = 0;
  int64_t outputLimitDisconnections_ = 0;
  int64_t queryLimitDisconnections_ = 0;
};

}  // namespace redis
