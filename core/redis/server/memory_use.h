#pragma once

#include <cstddef>

/// How much memory the process has from its allocator, for INFO and MEMORY STATS, and for the
/// limit that "maxmemory" sets.
namespace redis {

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
};

}  // namespace redis
