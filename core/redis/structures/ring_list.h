#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "base/assert.h"
#include "base/bytes.h"

/// The elements of a list.
///
/// Representation: a ring, that is a vector whose size is a power of two, the index of the first
/// element in it, and a count. Both ends grow and shrink in O(1) amortised, any element is found in
/// O(1) (Redis walks chunks), and an insertion or erasure in the middle moves the shorter side.
/// Slots without an element hold empty strings, which own no memory; one that gets an element gets
/// a string made for it, since one that is assigned to takes twice the memory to grow in. The ring
/// shrinks by half when three quarters of it are empty. Copying is copying the vector.
///
/// Redis keeps lists in a quicklist of listpacks, and no reply depends on where its nodes end.
namespace redis {

class RingList {
 public:
  uint32_t size() const { return size_; }
  bool isEmpty() const { return size_ == 0; }
  /// The element with `index` elements before it; `index` is below `size()`.
  const base::Bytes& at(uint32_t index) const { return slots_[slotOf(index)]; }
  base::Bytes& at(uint32_t index) { return slots_[slotOf(index)]; }

  void pushFront(base::BytesView value) {
    makeRoom();
    first_ = (first_ - 1) & mask();
    ++size_;
    at(0) = base::Bytes(value);
  }
  void pushBack(base::BytesView value) {
    makeRoom();
    ++size_;
    at(size_ - 1) = base::Bytes(value);
  }
  /// Removes and returns the first element; the list is not empty.
  base::Bytes popFront() {
    ASSERT(size_ > 0);
    base::Bytes value = std::exchange(at(0), base::Bytes());
    first_ = (first_ + 1) & mask();
    --size_;
    shrink();
    return value;
  }
  /// Removes and returns the last element; the list is not empty.
  base::Bytes popBack() {
    ASSERT(size_ > 0);
    base::Bytes value = std::exchange(at(size_ - 1), base::Bytes());
    --size_;
    shrink();
    return value;
  }

  /// Inserts before the element at `index`, or at the end if `index` is `size()`. O(min(index, size
  /// - index)).
  void insert(uint32_t index, base::BytesView value);
  /// Keeps `count` elements from `start` on, which exist. O(number of elements removed).
  void keepRange(uint32_t start, uint32_t count);
  /// Removes up to `limit` elements equal to `value`, from the front, and returns their number.
  /// O(n).
  uint32_t removeFromFront(base::BytesView value, uint32_t limit);
  /// Removes up to `limit` elements equal to `value`, from the back, and returns their number.
  /// O(n).
  uint32_t removeFromBack(base::BytesView value, uint32_t limit);

 private:
  static constexpr uint32_t kSmallestRing = 4;

  uint32_t mask() const { return static_cast<uint32_t>(slots_.size()) - 1; }
  uint32_t slotOf(uint32_t index) const { return (first_ + index) & mask(); }
  void makeRoom() {
    if (size_ == slots_.size()) {
      resize(slots_.empty() ? kSmallestRing : size_ * 2);
    }
  }
  void shrink() {
    if (slots_.size() > kSmallestRing && size_ < slots_.size() / 4) {
      resize(static_cast<uint32_t>(slots_.size()) / 2);
    }
  }
  void resize(uint32_t capacity);

  std::vector<base::Bytes> slots_;
  uint32_t first_ = 0;
  uint32_t size_ = 0;
};

}  // namespace redis
