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
  /// Connections that wait, for INFO.
  size_t blockedCount() const;

 private:
  std::vector<Session*> sessions_;
  uint64_t lastId_ = 2;
  int64_t totalConnections_ = 0;
};

}  // namespace redis
