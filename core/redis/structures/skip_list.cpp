#include "redis/structures/skip_list.h"

namespace redis {

SkipList::SkipList() : links_(kMaxHeight, Link{kNoNode, 0}) { freeBlocks_.fill(kNoBlock); }

bool SkipList::isOrderedBefore(NodeId node, double score, base::BytesView member) const {
  const Node& other = nodes_[node];
  return other.score < score || (other.score == score && base::BytesView(other.member) < member);
}

SkipList::Path SkipList::findPathTo(double score, base::BytesView member) const {
  return findPath([&](NodeId node, uint32_t) { return isOrderedBefore(node, score, member); });
}

SkipList::Path SkipList::findPathToRank(uint32_t rank) const {
  return findPath([&](NodeId, uint32_t elements) { return elements <= rank; });
}

uint8_t SkipList::drawHeight() {
  random_ ^= random_ << 13;  // xorshift32, Marsaglia 2003
  random_ ^= random_ >> 17;
  random_ ^= random_ << 5;
  uint8_t height = 1;
  for (uint32_t bits = random_; (bits & 3) == 0 && height < kMaxHeight; bits >>= 2) {
    ++height;
  }
  return height;
}

uint32_t SkipList::takeBlock(uint32_t height) {
  uint32_t& freed = freeBlocks_[height - 1];
  if (freed != kNoBlock) {
    const uint32_t block = freed;
    freed = links_[block].next;
    return block;
  }
  const uint32_t block = static_cast<uint32_t>(links_.size());
  links_.resize(links_.size() + height);
  return block;
}

NodeId SkipList::takeNode(double score, base::BytesView member) {
  NodeId id = freeNode_;
  if (id != kNoNode) {
    freeNode_ = nodes_[id].previous;
  } else {
    id = static_cast<NodeId>(nodes_.size());
    nodes_.emplace_back();
  }
  Node& node = nodes_[id];
  node.member.assign(member);
  node.score = score;
  node.height = drawHeight();
  node.links = takeBlock(node.height);
  return id;
}

NodeId SkipList::insert(double score, base::BytesView member) {
  const Path path = findPathTo(score, member);
  const NodeId node = takeNode(score, member);
  link(node, path);
  return node;
}

void SkipList::link(NodeId id, const Path& found) {
  Node& node = nodes_[id];
  Path path = found;
  for (; height_ < node.height; ++height_) {
    path.block[height_] = 0;
    path.rank[height_] = 0;
    links_[height_] = {kNoNode, size_};
  }
  const uint32_t rank = path.rank[0];
  for (uint32_t level = 0; level < height_; ++level) {
    Link& before = links_[path.block[level] + level];
    if (level >= node.height) {
      ++before.span;
      continue;
    }
    const uint32_t skipped = rank - path.rank[level];
    links_[node.links + level] = {before.next, before.span - skipped};
    before = {id, skipped + 1};
  }
  const NodeId following = links_[node.links].next;
  if (following == kNoNode) {
    node.previous = last_;
    last_ = id;
  } else {
    node.previous = nodes_[following].previous;
    nodes_[following].previous = id;
  }
  ++size_;
}

void SkipList::unlink(NodeId id, const Path& path) {
  const Node& node = nodes_[id];
  for (uint32_t level = 0; level < height_; ++level) {
    Link& before = links_[path.block[level] + level];
    if (before.next == id) {
      const Link own = links_[node.links + level];
      before = {own.next, before.span + own.span - 1};
    } else {
      --before.span;
    }
  }
  const NodeId following = links_[node.links].next;
  if (following == kNoNode) {
    last_ = node.previous;
  } else {
    nodes_[following].previous = node.previous;
  }
  while (height_ > 1 && links_[height_ - 1].next == kNoNode) {
    --height_;
  }
  --size_;
}

void SkipList::release(NodeId id) {
  Node& node = nodes_[id];
  uint32_t& freed = freeBlocks_[node.height - 1];
  links_[node.links].next = freed;
  freed = node.links;
  base::Bytes().swap(node.member);
  node.height = 0;
  node.previous = freeNode_;
  freeNode_ = id;
}

void SkipList::erase(NodeId node) {
  unlink(node, findPathTo(nodes_[node].score, nodes_[node].member));
  release(node);
}

void SkipList::updateScore(NodeId id, double score) {
  Node& node = nodes_[id];
  const NodeId following = links_[node.links].next;
  const bool staysAfter =
      node.previous == kNoNode || isOrderedBefore(node.previous, score, node.member);
  const bool staysBefore = following == kNoNode || !isOrderedBefore(following, score, node.member);
  if (staysAfter && staysBefore) {
    node.score = score;
    return;
  }
  unlink(id, findPathTo(node.score, node.member));
  node.score = score;
  link(id, findPathTo(score, node.member));
}

NodeId SkipList::atRank(uint32_t rank) const {
  return rank < size_ ? links_[findPathToRank(rank).block[0]].next : kNoNode;
}

uint32_t SkipList::rankOf(NodeId node) const {
  return findPathTo(nodes_[node].score, nodes_[node].member).rank[0];
}

}  // namespace redis
