#pragma once

#include <cstdint>
#include <vector>

#include "base/bytes.h"

/// Items with a name each, visited in the order of their names as bytes: the groups of a stream,
/// the consumers of a group.
///
/// Representation: slots that never move to another number while their item lives, and a sorted
/// list of slot numbers. Search O(log n); insertion and removal move the list of numbers. `Item`
/// has a member `name`. An insertion invalidates pointers to items, never their slot numbers.
namespace redis {

template <class Item>
class NamedTable {
 public:
  static constexpr uint32_t kNoSlot = 0xFFFFFFFF;

  size_t size() const { return order_.size(); }
  bool isEmpty() const { return order_.empty(); }

  /// The slot of a name, or `kNoSlot`.
  uint32_t slotOf(base::BytesView name) const {
    const size_t place = placeOf(name);
    return place < order_.size() && slots_[order_[place]].name == name ? order_[place] : kNoSlot;
  }
  Item* find(base::BytesView name) {
    const uint32_t slot = slotOf(name);
    return slot == kNoSlot ? nullptr : &slots_[slot];
  }
  const Item* find(base::BytesView name) const { return const_cast<NamedTable*>(this)->find(name); }
  Item& at(uint32_t slot) { return slots_[slot]; }
  const Item& at(uint32_t slot) const { return slots_[slot]; }

  /// Adds a default-made item with a name that is not there yet; answers its slot.
  uint32_t insert(base::BytesView name) {
    uint32_t slot;
    if (free_.empty()) {
      slot = static_cast<uint32_t>(slots_.size());
      slots_.emplace_back();
    } else {
      slot = free_.back();
      free_.pop_back();
    }
    const size_t place = placeOf(name);
    slots_[slot].name = name;
    order_.insert(order_.begin() + static_cast<std::ptrdiff_t>(place), slot);
    return slot;
  }
  /// Removes the item of a name; false if it is not there.
  bool erase(base::BytesView name) {
    const size_t place = placeOf(name);
    if (place == order_.size() || slots_[order_[place]].name != name) {
      return false;
    }
    slots_[order_[place]] = Item{};
    free_.push_back(order_[place]);
    order_.erase(order_.begin() + static_cast<std::ptrdiff_t>(place));
    return true;
  }

  /// Calls `visit(const Item&)` in the order of the names.
  template <class Visit>
  void forEach(Visit visit) const {
    for (const uint32_t slot : order_) {
      visit(slots_[slot]);
    }
  }

 private:
  size_t placeOf(base::BytesView name) const {
    size_t low = 0;
    size_t high = order_.size();
    while (low < high) {
      const size_t middle = (low + high) / 2;
      if (slots_[order_[middle]].name < name) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  std::vector<Item> slots_;
  std::vector<uint32_t> order_;
  std::vector<uint32_t> free_;
};

}  // namespace redis
