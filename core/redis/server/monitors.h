#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "redis/server/session.h"

/// Clients that see every command. Redis: MONITOR.
namespace redis {

class Monitors {
 public:
  bool isEmpty() const { return sessions_.empty(); }
  void add(Session& session);
  void remove(Session& session);
  /// Shows a command of `session` to all of them.
  void show(const Session& session, std::span<const base::BytesView> argv,
            int64_t nowMicroseconds) const;

 private:
  std::vector<Session*> sessions_;
};

/// Appends `bytes` in quotes, with escapes for what is not printable, as redis-cli shows them.
void appendQuoted(base::Bytes& out, base::BytesView bytes);

}  // namespace redis
