#pragma once

#include "redis/keyspace/configuration.h"
#include "redis/keyspace/object.h"
#include "redis/structures/sorted_set.h"

/// A sorted set value: a `SortedSet` and the flag that OBJECT ENCODING shows, set when a member or the number of members passes its
/// threshold and not taken back by removals. Redis: "Sorted sets".
namespace redis {

class SortedSetObject final : public ObjectOf<SortedSetObject> {
 public:
  static constexpr ObjectType kType = ObjectType::SortedSet;
  Encoding encoding() const { return isLarge_ ? Encoding::SkipList : Encoding::ListPack; }

  const SortedSet& elements() const { return elements_; }
  uint32_t size() const { return elements_.size(); }
  bool isEmpty() const { return elements_.isEmpty(); }

  /// Adds a member that is not in the set.
  NodeId insert(double score, base::BytesView member, const Configuration& configuration) {
    const NodeId node = elements_.insert(score, member);
    if (member.size() > static_cast<uint64_t>(configuration.sortedSetMaxListPackValue) ||
        elements_.size() > static_cast<uint64_t>(configuration.sortedSetMaxListPackEntries)) {
      isLarge_ = true;
    }
    return node;
  }
  void updateScore(NodeId node, double score) { elements_.updateScore(node, score); }
  void erase(NodeId node) { elements_.erase(node); }
  /// Removes `count` elements from `rank` on.
  void eraseRange(uint32_t rank, uint32_t count) { elements_.eraseRange(rank, count); }

 private:
  SortedSet elements_;
  bool isLarge_ = false;
};

}  // namespace redis
