#include "base/sort.h"

#include <algorithm>

namespace base {

std::vector<uint32_t> stableOrder(size_t count, ComesBefore before, const void* context) {
  std::vector<uint32_t> order(count);
  for (size_t i = 0; i < count; ++i) order[i] = static_cast<uint32_t>(i);
  std::vector<uint32_t> merged(count);
  for (size_t width = 1; width < count; width *= 2) {
    for (size_t start = 0; start < count; start += 2 * width) {
      const size_t middle = std::min(start + width, count);
      const size_t end = std::min(start + 2 * width, count);
      size_t left = start;
      size_t right = middle;
      for (size_t at = start; at < end; ++at) {
        const bool takesRight =
            right < end && (left == middle || before(context, order[right], order[left]));
        merged[at] = takesRight ? order[right++] : order[left++];
      }
    }
    order.swap(merged);
  }
  return order;
}

}  // namespace base
