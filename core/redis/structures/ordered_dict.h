#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "base/assert.h"
#include "base/bytes.h"
#include "redis/structures/byte_hash.h"

/// An insertion-ordered dictionary from byte strings to `Value`.
///
/// Representation: `entries_` holds the entries in the order of their insertion; each carries a
/// sequence number that grows for the life of the dictionary and is never used twice. An erased
/// entry stays as a tombstone (sequence 0) until the next compaction, which keeps the order.
/// `slots_` is an open-addressing index (linear probing, backward-shift erase) of hash and
/// position; it is sized to a power of two and at most 3/4 full. An empty dictionary allocates
/// nothing.
///
/// Invariants: sequences grow along `entries_`; every live entry has exactly one slot; at most
/// three quarters of `entries_` are tombstones (or there are few entries at all), so a random probe
/// finds a live entry after four tries on average.
///
/// Complexity: find, insert, erase O(1) amortised; iteration O(n); `firstFrom` O(log n).
///
/// A scan cursor is a sequence number: "continue with the first entry whose sequence is at least
/// this". Entries that stay from the start to the end of a scan are returned exactly once, whatever
/// is inserted or erased meanwhile.
///
/// Any insertion or erasure invalidates pointers to entries and iterators.
namespace redis {

template <class Value>
class OrderedDict {
 public:
  struct Entry {
    base::Bytes key;
    Value value;
    /// Position in insertion order, from 1; 0 marks a tombstone.
    uint64_t sequence = 0;
    uint32_t hash = 0;
  };

  template <class EntryType>
  class Iterator {
   public:
    Iterator(EntryType* at, EntryType* end) : at_(at), end_(end) { skipDead(); }
    EntryType& operator*() const { return *at_; }
    EntryType* operator->() const { return at_; }
    Iterator& operator++() {
      ++at_;
      skipDead();
      return *this;
    }
    bool operator==(const Iterator& other) const { return at_ == other.at_; }

   private:
    void skipDead() {
      while (at_ != end_ && at_->sequence == 0) {
        ++at_;
      }
    }
    EntryType* at_;
    EntryType* end_;
  };

  size_t size() const { return live_; }
  bool isEmpty() const { return live_ == 0; }

  auto begin() { return Iterator<Entry>(entries_.data(), entries_.data() + entries_.size()); }
  auto end() {
    return Iterator<Entry>(entries_.data() + entries_.size(), entries_.data() + entries_.size());
  }
  auto begin() const {
    return Iterator<const Entry>(entries_.data(), entries_.data() + entries_.size());
  }
  auto end() const {
    return Iterator<const Entry>(entries_.data() + entries_.size(),
                                 entries_.data() + entries_.size());
  }

  Entry* find(base::BytesView key) {
    const size_t slot = findSlot(key, hashBytes(key));
    return slot == kNone ? nullptr : &entries_[slots_[slot].position];
  }
  const Entry* find(base::BytesView key) const { return const_cast<OrderedDict*>(this)->find(key); }
  bool contains(base::BytesView key) const { return find(key) != nullptr; }

  /// The entry of `key`, and whether it was added now (with a default `Value`, at the end of the
  /// order).
  std::pair<Entry*, bool> insert(base::BytesView key) {
    const uint32_t hash = hashBytes(key);
    if (const size_t slot = findSlot(key, hash); slot != kNone) {
      return {&entries_[slots_[slot].position], false};
    }
    makeRoom();
    entries_.push_back(Entry{base::Bytes(key), Value{}, ++lastSequence_, hash});
    place({hash, static_cast<uint32_t>(entries_.size() - 1)});
    ++live_;
    return {&entries_.back(), true};
  }

  /// Removes `key`; false if it is not there.
  bool erase(base::BytesView key) {
    const size_t slot = findSlot(key, hashBytes(key));
    if (slot == kNone) {
      return false;
    }
    Entry& entry = entries_[slots_[slot].position];
    entry.key = base::Bytes();
    entry.value = Value{};
    entry.sequence = 0;
    vacate(slot);
    --live_;
    dropTombstones();
    return true;
  }

  /// Makes an entry that is there the last one.
  void moveToEnd(base::BytesView key) {
    const base::Bytes name(key);
    Value value = std::move(find(name)->value);
    erase(name);
    insert(name).first->value = std::move(value);
  }

  /// Removes everything. Sequence numbers go on.
  void clear() {
    entries_.clear();
    entries_.shrink_to_fit();
    slots_.clear();
    slots_.shrink_to_fit();
    live_ = 0;
  }

  /// Prepares for `count` entries in all.
  void reserve(size_t count) {
    entries_.reserve(count);
    size_t capacity = kMinimumSlots;
    while (count * 4 > capacity * 3) {
      capacity *= 2;
    }
    if (capacity > slots_.size()) {
      rebuildIndex(capacity);
    }
  }

  /// First entry in order whose sequence is at least `sequence`, or nullptr.
  const Entry* firstFrom(uint64_t sequence) const {
    // Tombstones have no sequence, so the search looks at the next live entry after the middle.
    size_t low = 0;
    size_t high = entries_.size();
    while (low < high) {
      const size_t middle = low + (high - low) / 2;
      size_t probe = middle;
      while (probe < high && entries_[probe].sequence == 0) {
        ++probe;
      }
      if (probe == high || entries_[probe].sequence >= sequence) {
        high = middle;
      } else {
        low = probe + 1;
      }
    }
    while (low < entries_.size() && entries_[low].sequence == 0) {
      ++low;
    }
    return low < entries_.size() ? &entries_[low] : nullptr;
  }

  /// Next live entry after `entry` in order, or nullptr.
  const Entry* next(const Entry* entry) const {
    const Entry* end = entries_.data() + entries_.size();
    do {
      ++entry;
    } while (entry != end && entry->sequence == 0);
    return entry == end ? nullptr : entry;
  }

  /// A uniformly chosen entry. `below(n)` returns a random number in [0, n). The dictionary is not
  /// empty.
  template <class Below>
  const Entry* random(Below below) const {
    ASSERT(live_ > 0);
    for (;;) {
      const Entry& entry = entries_[below(static_cast<uint32_t>(entries_.size()))];
      if (entry.sequence != 0) {
        return &entry;
      }
    }
  }

 private:
  struct Slot {
    uint32_t hash = 0;
    uint32_t position = kVacant;
  };
  static constexpr uint32_t kVacant = 0xFFFFFFFF;
  static constexpr size_t kNone = static_cast<size_t>(-1);
  static constexpr size_t kMinimumSlots = 8;
  static constexpr size_t kFewEntries = 16;

  size_t findSlot(base::BytesView key, uint32_t hash) const {
    if (slots_.empty()) {
      return kNone;
    }
    const size_t mask = slots_.size() - 1;
    for (size_t slot = hash & mask;; slot = (slot + 1) & mask) {
      const Slot& candidate = slots_[slot];
      if (candidate.position == kVacant) {
        return kNone;
      }
      if (candidate.hash == hash && entries_[candidate.position].key == key) {
        return slot;
      }
    }
  }

  void place(Slot entry) {
    const size_t mask = slots_.size() - 1;
    size_t slot = entry.hash & mask;
    while (slots_[slot].position != kVacant) {
      slot = (slot + 1) & mask;
    }
    slots_[slot] = entry;
  }

  /// Empties a slot and moves later members of its run back, so that no run has a gap.
  void vacate(size_t hole) {
    const size_t mask = slots_.size() - 1;
    size_t slot = hole;
    for (;;) {
      slot = (slot + 1) & mask;
      if (slots_[slot].position == kVacant) {
        break;
      }
      const size_t home = slots_[slot].hash & mask;
      if (((slot - home) & mask) >= ((slot - hole) & mask)) {
        slots_[hole] = slots_[slot];
        hole = slot;
      }
    }
    slots_[hole] = Slot{};
  }

  void makeRoom() {
    if (entries_.size() == entries_.capacity() && live_ * 4 < entries_.size() * 3) {
      compact();
    }
    if ((live_ + 1) * 4 > slots_.size() * 3) {
      rebuildIndex(slots_.empty() ? kMinimumSlots : slots_.size() * 2);
    }
  }

  void dropTombstones() {
    while (!entries_.empty() && entries_.back().sequence == 0) {
      entries_.pop_back();
    }
    if (live_ == 0) {
      clear();
    } else if (entries_.size() > kFewEntries && live_ * 4 < entries_.size()) {
      compact();
    }
  }

  void compact() {
    size_t to = 0;
    for (size_t from = 0; from < entries_.size(); ++from) {
      if (entries_[from].sequence != 0) {
        if (to != from) {
          entries_[to] = std::move(entries_[from]);
        }
        ++to;
      }
    }
    entries_.erase(entries_.begin() + static_cast<ptrdiff_t>(to), entries_.end());
    size_t capacity = slots_.size();
    while (capacity > kMinimumSlots && live_ * 4 < capacity) {
      capacity /= 2;
    }
    rebuildIndex(capacity);
  }

  void rebuildIndex(size_t capacity) {
    slots_.assign(capacity, Slot{});
    for (size_t position = 0; position < entries_.size(); ++position) {
      if (entries_[position].sequence != 0) {
        place({entries_[position].hash, static_cast<uint32_t>(position)});
      }
    }
  }

  std::vector<Entry> entries_;
  std::vector<Slot> slots_;
  size_t live_ = 0;
  uint64_t lastSequence_ = 0;
};

}  // namespace redis
