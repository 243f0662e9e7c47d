#pragma once

#include "redis/keyspace/configuration.h"
#include "redis/keyspace/object.h"
#include "redis/structures/sorted_set.h"

/// A sorted set value: a `SortedSet` and the flag that OBJECT ENCODING shows, set when a member or
/// the number of members passes its threshold and not taken back by removals.
///
/// While the flag is not set, Redis keeps scores that are integers as integers, which have no
/// negative zero: -0 becomes 0. Redis: "Sorted sets".
namespace redis {

class SortedSetObject final : public ObjectOf<SortedSetObject> {
 public:
  static constexpr ObjectType kType = ObjectType::SortedSet;

  SortedSetObject() = default;
  /// Takes over the elements of the result of an operation.
  SortedSetObject(SortedSet&& elements, const Configuration& configuration);

  Encoding encoding() const { return isLarge_ ? Encoding::SkipList : Encoding::ListPack; }

  const SortedSet& elements() const { return elements_; }
  uint32_t size() const { return elements_.size(); }
  bool isEmpty() const { return elements_.isEmpty(); }

  /// Adds a member that is not in the set.
  NodeId insert(double score, base::BytesView member, const Configuration& configuration) {
    isLarge_ = isLarge_ || isLongMember(member, configuration) ||
               areManyMembers(elements_.size() + 1, configuration);
    return elements_.insert(storedScore(score), member);
  }
  /// Takes the encoding of a large set, as SORT leaves it.
  void becomeLarge() { isLarge_ = true; }
  void updateScore(NodeId node, double score) { elements_.updateScore(node, storedScore(score)); }
  void erase(NodeId node) { elements_.erase(node); }
  /// Removes `count` elements from `rank` on.
  void eraseRange(uint32_t rank, uint32_t count) { elements_.eraseRange(rank, count); }

 private:
  static bool isLongMember(base::BytesView member, const Configuration& configuration) {
    return member.size() > static_cast<uint64_t>(configuration.sortedSetMaxListPackValue);
  }
  static bool areManyMembers(uint32_t count, const Configuration& configuration) {
    return count > static_cast<uint64_t>(configuration.sortedSetMaxListPackEntries);
  }
  double storedScore(double score) const { return !isLarge_ && score == 0 ? 0 : score; }

  SortedSet elements_;
  bool isLarge_ = false;
};

}  // namespace redis
