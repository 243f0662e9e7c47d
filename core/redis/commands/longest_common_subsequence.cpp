#include "redis/commands/longest_common_subsequence.h"

#include <algorithm>

namespace redis {

CommonSubsequence longestCommonSubsequence(base::BytesView left, base::BytesView right) {
  const size_t width = right.size() + 1;
  std::vector<uint32_t> lengths((left.size() + 1) * width);
  for (size_t i = 1; i <= left.size(); ++i) {
    for (size_t j = 1; j <= right.size(); ++j) {
      lengths[i * width + j] = left[i - 1] == right[j - 1] ? lengths[(i - 1) * width + j - 1] + 1
                                                           : std::max(lengths[(i - 1) * width + j],
                                                                      lengths[i * width + j - 1]);
    }
  }
  CommonSubsequence result;
  result.length = lengths.back();
  bool inRange = false;
  for (size_t i = left.size(), j = right.size(); i > 0 && j > 0;) {
    if (left[i - 1] == right[j - 1]) {
      --i;
      --j;
      result.bytes += left[i];
      if (inRange) {
        CommonRange& range = result.ranges.back();
        range = {i, j, range.length + 1};
      } else {
        result.ranges.push_back({i, j, 1});
        inRange = true;
      }
    } else {
      inRange = false;
      if (lengths[(i - 1) * width + j] > lengths[i * width + j - 1]) {
        --i;
      } else {
        --j;
      }
    }
  }
  std::reverse(result.bytes.begin(), result.bytes.end());
  return result;
}

}  // namespace redis
