#include "redis/structures/ring_list.h"

namespace redis {

void RingList::resize(uint32_t capacity) {
  std::vector<base::Bytes> slots(capacity);
  for (uint32_t index = 0; index < size_; ++index) {
    slots[index] = std::move(at(index));
  }
  slots_.swap(slots);
  first_ = 0;
}

void RingList::insert(uint32_t index, base::BytesView value) {
  if (index < size_ / 2) {
    pushFront({});
    for (uint32_t at = 0; at < index; ++at) {
      this->at(at).swap(this->at(at + 1));
    }
  } else {
    pushBack({});
    for (uint32_t at = size_ - 1; at > index; --at) {
      this->at(at).swap(this->at(at - 1));
    }
  }
  at(index) = base::Bytes(value);
}

void RingList::keepRange(uint32_t start, uint32_t count) {
  ASSERT(start + count <= size_);
  for (uint32_t index = start + count; index < size_; ++index) {
    base::Bytes().swap(at(index));
  }
  size_ = start + count;
  for (uint32_t index = 0; index < start; ++index) {
    base::Bytes().swap(at(index));
  }
  if (!slots_.empty()) {
    first_ = slotOf(start);
  }
  size_ = count;
  uint32_t capacity = static_cast<uint32_t>(slots_.size());
  while (capacity > kSmallestRing && size_ < capacity / 4) {
    capacity /= 2;
  }
  if (capacity != slots_.size()) {
    resize(capacity);
  }
}

uint32_t RingList::removeFromFront(base::BytesView value, uint32_t limit) {
  uint32_t removed = 0;
  uint32_t to = 0;
  for (uint32_t from = 0; from < size_; ++from) {
    if (removed < limit && at(from) == value) {
      ++removed;
      continue;
    }
    if (to != from) {
      at(to).swap(at(from));
    }
    ++to;
  }
  keepRange(0, size_ - removed);
  return removed;
}

uint32_t RingList::removeFromBack(base::BytesView value, uint32_t limit) {
  uint32_t removed = 0;
  uint32_t to = size_;
  for (uint32_t from = size_; from-- > 0;) {
    if (removed < limit && at(from) == value) {
      ++removed;
      continue;
    }
    if (--to != from) {
      at(to).swap(at(from));
    }
  }
  keepRange(removed, size_ - removed);
  return removed;
}

}  // namespace redis
