#pragma once

#include <vector>

#include "redis/server/session.h"

/// Clients that see every command. Redis: MONITOR.
namespace redis {

class Monitors {
 public:
  bool isEmpty() const { return sessions_.empty(); }
  void add(Session& session) { sessions_.push_back(&session); }
  void remove(Session& session) { std::erase(sessions_, &session); }

 private:
  std::vector<Session*> sessions_;
};

}  // namespace redis
