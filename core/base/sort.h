#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

/// Stable sorting without a copy of the algorithm for each use.
///
/// The standard library's sorts are templates: every use of one costs two to six kilobytes of the
/// WebAssembly module. Here one merge sort orders positions through a function pointer, and the
/// template around it only moves the items. O(n log n) comparisons. Where sorting is what a
/// script spends its time in (table.sort), the standard sort stays.
namespace base {

/// Whether the item at position `left` comes before the one at `right`.
using ComesBefore = bool (*)(const void* context, size_t left, size_t right);

/// The positions 0 to count - 1 in sorted order; equal items keep theirs.
std::vector<uint32_t> stableOrder(size_t count, ComesBefore before, const void* context);

/// The items at the positions of `order`, moved from `items`.
template <class T>
std::vector<T> takeInOrder(std::vector<T>&& items, std::span<const uint32_t> order) {
  std::vector<T> taken;
  taken.reserve(order.size());
  for (const uint32_t position : order) taken.push_back(std::move(items[position]));
  return taken;
}

/// Sorts `items`; `less` compares two of them.
template <class T, class Less>
void stableSort(std::vector<T>& items, const Less& less) {
  const std::pair<const std::vector<T>&, const Less&> context(items, less);
  const std::vector<uint32_t> order = stableOrder(
      items.size(),
      [](const void* pointer, size_t left, size_t right) {
        const auto& [all, comesBefore] = *static_cast<const decltype(context)*>(pointer);
        return static_cast<bool>(comesBefore(all[left], all[right]));
      },
      &context);
  items = takeInOrder(std::move(items), order);
}

}  // namespace base
