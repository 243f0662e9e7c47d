#include "redis/server/memory_use.h"

#if defined(__GLIBC__) || defined(__EMSCRIPTEN__)
#include <malloc.h>
#endif

#include <algorithm>

namespace redis {

void MemoryUse::measure() {
#if defined(__GLIBC__) && (__GLIBC__ > 2 || (__GLIBC__ == 2 && __GLIBC_MINOR__ >= 33))
  const struct mallinfo2 info = mallinfo2();
  used = info.uordblks + info.hblkhd;
#elif defined(__GLIBC__) || defined(__EMSCRIPTEN__)
  const struct mallinfo info = mallinfo();
  used = static_cast<size_t>(info.uordblks) + static_cast<size_t>(info.hblkhd);
#endif
  peak = std::max(peak, used);
}

}  // namespace redis
