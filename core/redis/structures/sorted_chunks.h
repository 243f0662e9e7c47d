#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "redis/structures/stream_id.h"

/// Items with a stream identifier each, sorted by it: the pending entries of consumer groups.
///
/// Representation: chunks of up to 128 items, none empty; both levels are searched by bisection.
/// Items mostly come with growing identifiers and go from the front, which moves little; insertion
/// anywhere else splits a full chunk. Search O(log n), insertion and removal O(log n + size of a
/// chunk).
///
/// Iteration goes by identifier, so the items may change on the way:
///
///     for (const Item* item = items.firstFrom(start); item != nullptr; item =
///     items.after(item->id))
///
/// `Item` has a member `id`. An insertion or removal invalidates pointers to items.
namespace redis {

template <class Item>
class SortedChunks {
 public:
  size_t size() const { return size_; }
  bool isEmpty() const { return size_ == 0; }

  /// The item of `id`, or nullptr.
  Item* find(StreamId id) {
    Item* item = firstFrom(id);
    return item != nullptr && item->id == id ? item : nullptr;
  }
  /// The first item whose identifier is at least `id`, or nullptr.
  Item* firstFrom(StreamId id) {
    const Place place = placeOf(id);
    if (place.chunk == chunks_.size()) {
      return nullptr;
    }
    std::vector<Item>& chunk = chunks_[place.chunk];
    return place.index < chunk.size() ? &chunk[place.index] : firstOf(place.chunk + 1);
  }
  const Item* firstFrom(StreamId id) const {
    return const_cast<SortedChunks*>(this)->firstFrom(id);
  }
  /// The first item whose identifier is above `id`, or nullptr.
  Item* after(StreamId id) { return id.increment() ? firstFrom(id) : nullptr; }
  const Item* after(StreamId id) const { return const_cast<SortedChunks*>(this)->after(id); }
  const Item* last() const { return isEmpty() ? nullptr : &chunks_.back().back(); }

  /// Adds an item whose identifier is not there yet.
  Item& insert(Item item) {
    ++size_;
    if (chunks_.empty() || (last()->id < item.id && chunks_.back().size() >= kChunkSize)) {
      chunks_.emplace_back();
    }
    Place place = placeOf(item.id);
    if (chunks_.back().empty()) {
      place = {chunks_.size() - 1, 0};
    } else if (chunks_[place.chunk].size() >= kChunkSize) {
      split(place.chunk);
      place = placeOf(item.id);
    }
    std::vector<Item>& chunk = chunks_[place.chunk];
    return *chunk.insert(chunk.begin() + static_cast<std::ptrdiff_t>(place.index), std::move(item));
  }
  /// Removes the item of `id`; false if it is not there.
  bool erase(StreamId id) {
    const Place place = placeOf(id);
    if (place.chunk == chunks_.size()) {
      return false;
    }
    std::vector<Item>& chunk = chunks_[place.chunk];
    if (place.index == chunk.size() || chunk[place.index].id != id) {
      return false;
    }
    chunk.erase(chunk.begin() + static_cast<std::ptrdiff_t>(place.index));
    if (chunk.empty()) {
      chunks_.erase(chunks_.begin() + static_cast<std::ptrdiff_t>(place.chunk));
    }
    --size_;
    return true;
  }

 private:
  static constexpr size_t kChunkSize = 128;

  struct Place {
    size_t chunk = 0;
    size_t index = 0;
  };

  /// Where `id` is or would go: in the last chunk that starts at or below it, else in the first.
  Place placeOf(StreamId id) const {
    size_t low = 0;
    size_t high = chunks_.size();
    while (low < high) {
      const size_t middle = (low + high) / 2;
      if (!chunks_[middle].empty() && chunks_[middle].front().id <= id) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    const size_t number = low == 0 ? 0 : low - 1;
    if (chunks_.empty()) {
      return {0, 0};
    }
    const std::vector<Item>& chunk = chunks_[number];
    low = 0;
    high = chunk.size();
    while (low < high) {
      const size_t middle = (low + high) / 2;
      if (chunk[middle].id < id) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return {number, low};
  }
  Item* firstOf(size_t chunk) { return chunk < chunks_.size() ? &chunks_[chunk].front() : nullptr; }
  void split(size_t number) {
    std::vector<Item>& full = chunks_[number];
    const auto middle = full.begin() + static_cast<std::ptrdiff_t>(full.size() / 2);
    std::vector<Item> rest(middle, full.end());
    full.erase(middle, full.end());
    chunks_.insert(chunks_.begin() + static_cast<std::ptrdiff_t>(number + 1), std::move(rest));
  }

  std::vector<std::vector<Item>> chunks_;
  size_t size_ = 0;
};

}  // namespace redis
