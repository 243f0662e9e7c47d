#include "redis/server/clients.h"

#include <algorithm>

namespace redis {

void Clients::add(Session& session, int64_t nowMs) {
  session.id = ++lastId_;
  session.createdAtMs = nowMs;
  session.lastInteractionMs = nowMs;
  sessions_.push_back(&session);
  ++totalConnections_;
}

void Clients::remove(Session& session) {
  const auto found = std::find(sessions_.begin(), sessions_.end(), &session);
  if (found != sessions_.end()) {
    sessions_.erase(found);
  }
}

Session* Clients::find(uint64_t id) const {
  const auto found = std::lower_bound(
      sessions_.begin(), sessions_.end(), id,
      [](const Session* session, uint64_t wanted) { return session->id < wanted; });
  return found != sessions_.end() && (*found)->id == id ? *found : nullptr;
}

size_t Clients::blockedCount() const {
  return static_cast<size_t>(
      std::count_if(sessions_.begin(), sessions_.end(),
                    [](const Session* session) { return session->blocked != BlockKind::None; }));
}

}  // namespace redis
