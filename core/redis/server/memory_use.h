#pragma once

#include <cstddef>
#include <cstdint>

/// How much memory the process has from its allocator, for INFO and MEMORY STATS, and for the
/// limit that "maxmemory" sets.
///
/// An allocator may have to walk through all of its blocks to tell. Who wants to know before every
/// command asks `measureIfDue`, which spends a twentieth of the time at most.
namespace redis {

class Clock;

struct MemoryUse {
  /// Bytes in use when it was measured last, when the server was made, and at most.
  size_t used = 0;
  size_t atStart = 0;
  size_t peak = 0;

  MemoryUse() {
    measure();
    atStart = used;
  }
  /// Asks the allocator.
  void measure();
  /// Asks the allocator, unless that was done a short time ago and took long.
  void measureIfDue(Clock& clock);

 private:
  /// Until then the last answer will do, in microseconds since 1970.
  int64_t validUntil_ = 0;
};

}  // namespace redis
