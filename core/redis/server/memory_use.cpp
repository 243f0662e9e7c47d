#include "redis/server/memory_use.h"

#include <algorithm>
#include <cstddef>

#include "redis/keyspace/clock.h"

#if defined(__SANITIZE_ADDRESS__)
/// The sanitizer's count; gcc's packages bring the function without its header.
extern "C" std::size_t __sanitizer_get_current_allocated_bytes();
#elif defined(__GLIBC__) || defined(__EMSCRIPTEN__)
#include <malloc.h>
#endif

namespace redis {

void MemoryUse::measure() {
#if defined(__SANITIZE_ADDRESS__)
  used = __sanitizer_get_current_allocated_bytes();
#elif defined(__GLIBC__) && (__GLIBC__ > 2 || (__GLIBC__ == 2 && __GLIBC_MINOR__ >= 33))
  const struct mallinfo2 info = mallinfo2();
  used = info.uordblks + info.hblkhd;
#elif defined(__GLIBC__) || defined(__EMSCRIPTEN__)
  const struct mallinfo info = mallinfo();
  used = static_cast<size_t>(info.uordblks) + static_cast<size_t>(info.hblkhd);
#endif
  peak = std::max(peak, used);
}

void MemoryUse::measureIfDue(Clock& clock) {
  // So many times longer than a measurement takes its answer is used.
  constexpr int64_t kShare = 20;
  const int64_t begin = clock.nowMicroseconds();
  if (begin < validUntil_) {
    return;
  }
  measure();
  const int64_t end = clock.nowMicroseconds();
  validUntil_ = end + (end - begin) * kShare;
}

}  // namespace redis
