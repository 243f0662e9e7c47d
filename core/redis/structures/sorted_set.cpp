#include "redis/structures/sorted_set.h"

#include "redis/structures/byte_hash.h"

namespace redis {

namespace {
constexpr size_t kFirstTableSize = 8;
}

NodeId SortedSet::find(base::BytesView member) const {
  if (slots_.empty()) {
    return kNoNode;
  }
  const size_t mask = slots_.size() - 1;
  const uint32_t hash = hashBytes(member);
  for (size_t index = hash & mask; slots_[index].node != kNoNode; index = (index + 1) & mask) {
    if (slots_[index].hash == hash && order_.member(slots_[index].node) == member) {
      return slots_[index].node;
    }
  }
  return kNoNode;
}

void SortedSet::place(Slot slot) {
  const size_t mask = slots_.size() - 1;
  size_t index = slot.hash & mask;
  while (slots_[index].node != kNoNode) {
    index = (index + 1) & mask;
  }
  slots_[index] = slot;
}

void SortedSet::resizeTable(size_t size) {
  std::vector<Slot> old(size);
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.node != kNoNode) {
      place(slot);
    }
  }
}

void SortedSet::reserve(uint32_t count) {
  size_t size = slots_.empty() ? kFirstTableSize : slots_.size();
  while (static_cast<uint64_t>(count) * 4 > static_cast<uint64_t>(size) * 3) {
    size *= 2;
  }
  if (size != slots_.size()) {
    resizeTable(size);
  }
}

NodeId SortedSet::insert(double score, base::BytesView member) {
  reserve(size() + 1);
  const NodeId node = order_.insert(score, member);
  place({node, hashBytes(member)});
  return node;
}

void SortedSet::assign(double score, base::BytesView member) {
  if (const NodeId node = find(member); node != kNoNode) {
    order_.updateScore(node, score);
  } else {
    insert(score, member);
  }
}

void SortedSet::forget(NodeId node) {
  const size_t mask = slots_.size() - 1;
  size_t hole = hashBytes(order_.member(node)) & mask;
  while (slots_[hole].node != node) {
    hole = (hole + 1) & mask;
  }
  for (size_t index = (hole + 1) & mask; slots_[index].node != kNoNode;
       index = (index + 1) & mask) {
    const size_t home = slots_[index].hash & mask;
    if (((index - home) & mask) >= ((index - hole) & mask)) {
      slots_[hole] = slots_[index];
      hole = index;
    }
  }
  slots_[hole] = Slot{};
}

void SortedSet::erase(NodeId node) {
  forget(node);
  order_.erase(node);
}

void SortedSet::eraseRange(uint32_t rank, uint32_t count) {
  order_.eraseRange(rank, count, [&](NodeId node) { forget(node); });
}

}  // namespace redis
