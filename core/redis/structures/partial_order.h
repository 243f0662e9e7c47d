#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/sort.h"

/// A stretch of a sorted order, in the order in which Redis gives equal elements.
///
/// A quicksort after Bentley and McIlroy, "Engineering a Sort Function" (1993), that leaves aside
/// the parts of which nothing is wanted. It is not stable: which of several equal elements come
/// first follows from its steps, and replies with COUNT or LIMIT show that, so the steps are
/// Redis's. The
/// parts still to sort are kept in a list, not on the call stack. O(n) on average for a few wanted
/// elements, O(n^2) in the worst case.
namespace redis {

/// Places in the sorted order: from `first` on, and before `end`.
struct WantedPlaces {
  size_t first = 0;
  size_t end = 0;
};

/// Positions 0 to count - 1; those in the `wanted` places are in their final order.
std::vector<uint32_t> partialOrder(size_t count, WantedPlaces wanted, base::ComesBefore before,
                                   const void* context);

}  // namespace redis
