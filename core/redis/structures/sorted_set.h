#pragma once

#include <vector>

#include "redis/structures/skip_list.h"

/// A sorted set: members with scores, found by member in O(1) and by score or rank in O(log n).
///
/// Representation. The `SkipList` owns members and scores; beside it stands an open hash table
/// (linear probing, deletion by shifting back, at most three quarters full) from member to node,
/// which holds indices and hashes only. Copying copies vectors.
///
/// Redis keeps a small sorted set in a listpack, in score order, and a large one in a skip list
/// with a hash table. Both answer in the same order, so the difference is only a name here, kept by
/// the object that owns the set.
namespace redis {

class SortedSet {
 public:
  uint32_t size() const { return order_.size(); }
  bool isEmpty() const { return order_.size() == 0; }
  /// The elements in order of score and member.
  const SkipList& order() const { return order_; }

  double score(NodeId node) const { return order_.score(node); }
  base::BytesView member(NodeId node) const { return order_.member(node); }

  /// The node of a member, or `kNoNode`. O(1).
  NodeId find(base::BytesView member) const;
  /// Adds a member that is not in the set. O(log n).
  NodeId insert(double score, base::BytesView member);
  /// Sets the score of an element. O(log n).
  void updateScore(NodeId node, double score) { order_.updateScore(node, score); }
  /// Adds a member or sets its score. O(log n).
  void assign(double score, base::BytesView member);
  /// Removes an element. O(log n).
  void erase(NodeId node);
  /// Removes `count` elements from `rank` on. O(log n + count).
  void eraseRange(uint32_t rank, uint32_t count);
  /// Prepares the hash table for `count` members.
  void reserve(uint32_t count);

 private:
  struct Slot {
    NodeId node = kNoNode;
    uint32_t hash = 0;
  };

  void place(Slot slot);
  void resizeTable(size_t slots);
  void forget(NodeId node);

  SkipList order_;
  std::vector<Slot> slots_;  // empty, or a power of two
};

}  // namespace redis
