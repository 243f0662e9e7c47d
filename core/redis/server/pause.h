#pragma once

#include <cstdint>

/// A pause of all clients, or of those that would write. Redis: CLIENT PAUSE.
namespace redis {

struct Pause {
  /// When it ends by itself, in milliseconds since 1970; 0: there is none.
  int64_t untilMs = 0;
  /// All commands wait, not only those that write.
  bool all = false;
  /// CLIENT UNPAUSE: postponed commands are to be executed.
  bool lifted = false;

  bool isActive(int64_t nowMs) const { return !lifted && nowMs < untilMs; }
  /// Whether it has ended and its clients have not been let go yet.
  bool wasLifted(int64_t nowMs) const { return untilMs != 0 && !isActive(nowMs); }
};

}  // namespace redis
