#include "redis/structures/partial_order.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

namespace redis {
namespace {

constexpr size_t kInsertionLimit = 7;
constexpr size_t kManyElements = 40;

/// Elements `start` to `start + count - 1`.
struct Part {
  size_t start;
  size_t count;
};

class Sorter {
 public:
  Sorter(std::vector<uint32_t>& order, base::ComesBefore before, const void* context)
      : order_(order), before_(before), context_(context) {}

  void sort(WantedPlaces wanted) {
    std::vector<Part> parts{{0, order_.size()}};
    while (!parts.empty()) {
      const Part part = parts.back();
      parts.pop_back();
      if (part.count < kInsertionLimit) {
        insertionSort(part);
        continue;
      }
      for (const Part& side : split(part)) {
        if (side.count > 1 && side.start < wanted.end && side.start + side.count > wanted.first) {
          parts.push_back(side);
        }
      }
    }
  }

 private:
  bool isBefore(size_t left, size_t right) const {
    return before_(context_, order_[left], order_[right]);
  }
  void exchange(size_t left, size_t right) { std::swap(order_[left], order_[right]); }
  void exchangeRuns(size_t left, size_t right, size_t count) {
    for (size_t i = 0; i < count; ++i) {
      exchange(left + i, right + i);
    }
  }

  void insertionSort(const Part& part) {
    for (size_t next = part.start + 1; next < part.start + part.count; ++next) {
      for (size_t at = next; at > part.start && isBefore(at, at - 1); --at) {
        exchange(at, at - 1);
      }
    }
  }

  size_t median(size_t a, size_t b, size_t c) const {
    if (isBefore(a, b)) {
      return isBefore(b, c) ? b : isBefore(a, c) ? c : a;
    }
    return isBefore(c, b) ? b : isBefore(a, c) ? a : c;
  }

  size_t pivotOf(const Part& part) const {
    size_t first = part.start;
    size_t middle = part.start + part.count / 2;
    size_t last = part.start + part.count - 1;
    if (part.count == kInsertionLimit) {
      return middle;
    }
    if (part.count > kManyElements) {
      const size_t step = part.count / 8;
      first = median(first, first + step, first + 2 * step);
      middle = median(middle - step, middle, middle + step);
      last = median(last - 2 * step, last - step, last);
    }
    return median(first, middle, last);
  }

  /// Orders a part roughly around one of its elements and returns what lies before and behind those
  /// equal to it. Equal ones gather at both ends first.
  std::array<Part, 2> split(const Part& part) {
    const size_t pivot = part.start;
    const size_t end = part.start + part.count;
    exchange(pivot, pivotOf(part));
    size_t equalFront = pivot + 1;
    size_t low = pivot + 1;
    size_t high = end - 1;
    size_t equalBack = end - 1;
    for (;; exchange(low++, high--)) {
      for (; low <= high && !isBefore(pivot, low); ++low) {
        if (!isBefore(low, pivot)) {
          exchange(equalFront++, low);
        }
      }
      for (; low <= high && !isBefore(high, pivot); --high) {
        if (!isBefore(pivot, high)) {
          exchange(high, equalBack--);
        }
      }
      if (low > high) {
        break;
      }
    }
    const size_t smaller = low - equalFront;
    const size_t larger = equalBack - high;
    const size_t front = std::min(equalFront - pivot, smaller);
    exchangeRuns(pivot, low - front, front);
    const size_t back = std::min(larger, end - 1 - equalBack);
    exchangeRuns(low, end - back, back);
    return {Part{part.start, smaller}, Part{end - larger, larger}};
  }

  std::vector<uint32_t>& order_;
  base::ComesBefore before_;
  const void* context_;
};

}  // namespace

std::vector<uint32_t> partialOrder(size_t count, WantedPlaces wanted, base::ComesBefore before,
                                   const void* context) {
  std::vector<uint32_t> order(count);
  std::iota(order.begin(), order.end(), 0);
  Sorter(order, before, context).sort(wanted);
  return order;
}

}  // namespace redis
