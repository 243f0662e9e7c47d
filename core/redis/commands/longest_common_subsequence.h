#pragma once

#include <cstdint>
#include <vector>

#include "base/bytes.h"

/// The longest common subsequence of two strings, for LCS.
///
/// Dynamic programming over a table of (left + 1) * (right + 1) lengths, then one walk back from
/// the ends. Where several subsequences are longest, the walk leaves the right string first; which
/// one is found is visible and the same as in Redis. Redis: LCS.
namespace redis {

/// Equal runs: `length` bytes from `left` in the first string and from `right` in the second.
struct CommonRange {
  size_t left;
  size_t right;
  size_t length;
};

struct CommonSubsequence {
  base::Bytes bytes;
  size_t length = 0;
  /// From the last run to the first.
  std::vector<CommonRange> ranges;
};

/// Time and memory O(left * right); the caller bounds them.
CommonSubsequence longestCommonSubsequence(base::BytesView left, base::BytesView right);

}  // namespace redis
