#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/assert.h"
#include "base/bytes.h"

/// The order of a sorted set: a skip list after William Pugh, "Skip Lists: A Probabilistic
/// Alternative to Balanced Trees" (1990), whose forward links carry the number of elements they
/// jump over, so that ranks cost O(log n) as elements do.
///
/// Representation. Nodes and links live in two vectors and name each other by index, so that
/// copying the list is copying its vectors (keyspace objects are copied on write) and a `NodeId`
/// survives any growth. A node owns `height` consecutive links; the head of the list is the block
/// of `kMaxHeight` links at the start. Freed nodes and freed blocks of links are chained and used
/// again.
///
/// Invariants. Elements are ordered by score, then by the bytes of the member; no two elements have
/// the same member (the caller sees to that: see `SortedSet`). The span of a link is the number of
/// elements from its node, exclusive, to its target, inclusive; a link that leads nowhere spans to
/// the end of the list. Scores are never NaN.
///
/// Heights are drawn from a generator inside the list, which starts at a constant: the same
/// operations build the same list, and no reply depends on it.
namespace redis {

/// Names an element of a skip list until that element is erased.
using NodeId = uint32_t;

/// The absence of an element.
inline constexpr NodeId kNoNode = UINT32_MAX;

class SkipList {
 public:
  /// An element and the number of elements before it.
  struct Position {
    NodeId node;
    uint32_t rank;
  };

  SkipList();

  /// The number of elements.
  uint32_t size() const { return size_; }
  /// The number of node slots in use or waiting to be used again; every `NodeId` is below it.
  uint32_t slotCount() const { return static_cast<uint32_t>(nodes_.size()); }

  /// Whether a slot below `slotCount()` holds an element.
  bool isInUse(NodeId node) const { return nodes_[node].height != 0; }
  double score(NodeId node) const { return nodes_[node].score; }
  /// The member, borrowed until the next insertion or erasure.
  base::BytesView member(NodeId node) const { return nodes_[node].member; }

  /// Adds an element that is not in the list. O(log n).
  NodeId insert(double score, base::BytesView member);
  /// Removes an element. O(log n).
  void erase(NodeId node);
  /// Changes the score of an element and moves it to its place. The node keeps its name. O(log n),
  /// O(1) if the place stays.
  void updateScore(NodeId node, double score);
  /// Removes `count` elements from `rank` on, calling `onErase(NodeId)` for each before it goes.
  /// O(log n + count).
  template <class OnErase>
  void eraseRange(uint32_t rank, uint32_t count, OnErase onErase);

  NodeId first() const { return links_[0].next; }
  NodeId last() const { return last_; }
  NodeId next(NodeId node) const { return links_[nodes_[node].links].next; }
  NodeId previous(NodeId node) const { return nodes_[node].previous; }

  /// The element with `rank` elements before it, or `kNoNode`. O(log n).
  NodeId atRank(uint32_t rank) const;
  /// The number of elements before `node`. O(log n).
  uint32_t rankOf(NodeId node) const;
  /// The first element for which `isBefore(NodeId)` is false; the predicate must be true for a
  /// prefix of the list only. O(log n).
  template <class IsBefore>
  Position partitionPoint(IsBefore isBefore) const;

 private:
  static constexpr uint32_t kMaxHeight = 16;  // one level in four continues: 4^16 elements
  static constexpr uint32_t kNoBlock = UINT32_MAX;

  struct Link {
    NodeId next;
    uint32_t span;
  };
  struct Node {
    base::Bytes member;
    double score = 0;
    uint32_t links = 0;         // index of the first of `height` links
    NodeId previous = kNoNode;  // the chain of freed nodes while the node is not in the list
    uint8_t height = 0;
  };
  /// For each level, the last block of links before a place, and the number of elements before that
  /// block's node, inclusive.
  struct Path {
    std::array<uint32_t, kMaxHeight> block;
    std::array<uint32_t, kMaxHeight> rank;
  };

  uint32_t blockOf(NodeId node) const { return nodes_[node].links; }
  bool isOrderedBefore(NodeId node, double score, base::BytesView member) const;
  template <class IsBefore>
  Path findPath(IsBefore isBefore) const;
  Path findPathTo(double score, base::BytesView member) const;
  Path findPathToRank(uint32_t rank) const;
  uint8_t drawHeight();
  NodeId takeNode(double score, base::BytesView member);
  uint32_t takeBlock(uint32_t height);
  void link(NodeId node, const Path& path);
  void unlink(NodeId node, const Path& path);
  void release(NodeId node);

  std::vector<Node> nodes_;
  std::vector<Link> links_;
  std::array<uint32_t, kMaxHeight> freeBlocks_;  // by height - 1
  NodeId freeNode_ = kNoNode;
  NodeId last_ = kNoNode;
  uint32_t size_ = 0;
  uint32_t height_ = 1;
  uint32_t random_ = 0x9E3779B9U;
};

template <class IsBefore>
SkipList::Path SkipList::findPath(IsBefore isBefore) const {
  Path path;
  uint32_t block = 0;
  uint32_t rank = 0;
  for (uint32_t level = height_; level-- > 0;) {
    for (Link link = links_[block + level];
         link.next != kNoNode && isBefore(link.next, rank + link.span);
         link = links_[block + level]) {
      rank += link.span;
      block = blockOf(link.next);
    }
    path.block[level] = block;
    path.rank[level] = rank;
  }
  return path;
}

template <class IsBefore>
SkipList::Position SkipList::partitionPoint(IsBefore isBefore) const {
  const Path path = findPath([&](NodeId node, uint32_t) { return isBefore(node); });
  return {links_[path.block[0]].next, path.rank[0]};
}

template <class OnErase>
void SkipList::eraseRange(uint32_t rank, uint32_t count, OnErase onErase) {
  const Path path = findPathToRank(rank);
  NodeId node = links_[path.block[0]].next;
  for (; count > 0 && node != kNoNode; --count) {
    const NodeId following = next(node);
    onErase(node);
    unlink(node, path);
    release(node);
    node = following;
  }
}

}  // namespace redis
