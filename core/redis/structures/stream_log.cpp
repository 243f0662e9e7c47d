#include "redis/structures/stream_log.h"

#include <algorithm>

namespace redis {
namespace {

using base::BytesView;

constexpr size_t kPackOverhead = 7;
constexpr uint64_t kLargestPack = uint64_t{1} << 30;
constexpr char kErased = 1;
constexpr int64_t kNodeFields = 2;
/// Flags, two numbers of the identifier.
constexpr uint64_t kEntryHead = 3;

/// Whether the fields of an entry are those of the node.
bool hasFieldsOf(const StreamNode& node, std::span<const BytesView> fieldsAndValues) {
  if (fieldsAndValues.size() != 2 * node.fieldCount) {
    return false;
  }
  size_t at = packElementAt(node.body, 0).next;
  for (size_t i = 0; i < fieldsAndValues.size(); i += 2) {
    const PackElement field = packElementAt(node.body, at);
    if (!field.equals(fieldsAndValues[i])) {
      return false;
    }
    at = field.next;
  }
  return true;
}

bool isFull(const StreamNode& node, uint64_t added, const StreamNodeLimits& limits) {
  const auto wanted = static_cast<uint64_t>(limits.bytes);
  const uint64_t bytes = wanted == 0 || wanted > kLargestPack ? kLargestPack : wanted;
  return node.packSize() + added >= bytes ||
         (limits.entries != 0 &&
          static_cast<int64_t>(node.liveCount + node.erasedCount) >= limits.entries);
}

}  // namespace

size_t StreamNode::packSize() const {
  return kPackOverhead + packIntegerSize(static_cast<int64_t>(liveCount)) +
         packIntegerSize(static_cast<int64_t>(erasedCount)) + body.size();
}

void StreamLog::append(StreamId id, std::span<const BytesView> fieldsAndValues,
                       const StreamNodeLimits& limits) {
  uint64_t added = 0;
  for (const BytesView text : fieldsAndValues) {
    added += text.size();
  }
  const uint64_t count = fieldsAndValues.size() / 2;
  if (nodes_.empty() || isFull(nodes_.back(), added, limits)) {
    if (!nodes_.empty()) {
      nodes_.back().body.shrink_to_fit();
      nodes_.back().marks.shrink_to_fit();
    }
    nodes_.emplace_back();
    nodes_.back().begin(id, count, [&](uint64_t i) { return fieldsAndValues[2 * i]; });
  }
  StreamNode& node = nodes_.back();
  node.markNextEntry();
  const bool sameFields = hasFieldsOf(node, fieldsAndValues);
  const auto append = [&node](uint64_t value) {
    appendPackInteger(node.body, static_cast<int64_t>(value));
  };
  append(sameFields ? kNodeFields : 0);
  append(id.ms - node.master.ms);
  append(id.seq - node.master.seq);
  if (!sameFields) {
    append(count);
  }
  for (size_t i = 0; i < fieldsAndValues.size(); ++i) {
    if (i % 2 != 0 || !sameFields) {
      appendPackElement(node.body, fieldsAndValues[i]);
    }
  }
  const uint64_t elements = sameFields ? kEntryHead + count : kEntryHead + 1 + 2 * count;
  append(elements);
  node.elementCount += elements + 1;
  ++node.liveCount;
  ++size_;
}

StreamEntryView StreamLog::entryAt(const StreamNode& node, size_t at) {
  StreamEntryView entry;
  entry.flagsAt = at;
  const PackElement flags = packElementAt(node.body, at);
  entry.isErased = (flags.integer & kErased) != 0;
  entry.hasNodeFields = (flags.integer & kNodeFields) != 0;
  const PackElement ms = packElementAt(node.body, flags.next);
  const PackElement seq = packElementAt(node.body, ms.next);
  entry.id = {node.master.ms + static_cast<uint64_t>(ms.integer),
              node.master.seq + static_cast<uint64_t>(seq.integer)};
  entry.fieldCount = node.fieldCount;
  entry.dataAt = seq.next;
  if (!entry.hasNodeFields) {
    const PackElement count = packElementAt(node.body, seq.next);
    entry.fieldCount = static_cast<uint64_t>(count.integer);
    entry.dataAt = count.next;
  }
  return entry;
}

size_t StreamLog::entryEnd(const StreamNode& node, const StreamEntryView& entry) {
  size_t at = entry.dataAt;
  const uint64_t elements = entry.hasNodeFields ? entry.fieldCount : 2 * entry.fieldCount;
  for (uint64_t i = 0; i <= elements; ++i) {
    at = packElementEnd(node.body, at);
  }
  return at;
}

namespace {

/// How many marked entries have identifiers up to `id`.
size_t marksUpTo(const StreamNode& node, StreamId id) {
  const auto found = std::upper_bound(node.marks.begin(), node.marks.end(), id,
                                      [&node](StreamId wanted, uint32_t mark) {
                                        return wanted < StreamLog::entryAt(node, mark).id;
                                      });
  return static_cast<size_t>(found - node.marks.begin());
}

}  // namespace

size_t StreamLog::positionBefore(const StreamNode& node, StreamId id) {
  const size_t count = id <= node.master ? 0 : marksUpTo(node, id);
  return count == 0 ? node.entriesAt : node.marks[count - 1];
}

size_t StreamLog::positionAfter(const StreamNode& node, StreamId id) {
  const size_t count = marksUpTo(node, id);
  return count == node.marks.size() ? node.body.size() : node.marks[count];
}

size_t StreamLog::entryBefore(const StreamNode& node, size_t end) {
  size_t at = packElementBefore(node.body, end);
  for (int64_t left = packElementAt(node.body, at).integer; left > 0; --left) {
    at = packElementBefore(node.body, at);
  }
  return at;
}

size_t StreamLog::nodesUpTo(StreamId id) const {
  const auto found = std::upper_bound(
      nodes_.begin(), nodes_.end(), id,
      [](StreamId wanted, const StreamNode& node) { return wanted < node.master; });
  return static_cast<size_t>(found - nodes_.begin());
}

void StreamLog::flagErased(StreamNode& node, const StreamEntryView& entry) {
  // Flags are below 128, one byte that holds the number itself.
  node.body[entry.flagsAt] = static_cast<char>(node.body[entry.flagsAt] | kErased);
  --node.liveCount;
  ++node.erasedCount;
}

bool StreamLog::erase(StreamId id) {
  const size_t count = nodesUpTo(id);
  if (count == 0) {
    return false;
  }
  StreamNode& node = nodes_[count - 1];
  for (size_t at = positionBefore(node, id); at < node.body.size();) {
    const StreamEntryView entry = entryAt(node, at);
    if (entry.id > id) {
      return false;
    }
    if (entry.id == id && !entry.isErased) {
      flagErased(node, entry);
      --size_;
      if (node.liveCount == 0) {
        nodes_.erase(nodes_.begin() + static_cast<std::ptrdiff_t>(count - 1));
      }
      return true;
    }
    at = entryEnd(node, entry);
  }
  return false;
}

bool StreamLog::trimsWhole(const StreamNode& node, const StreamTrim& request) const {
  return request.kind == StreamTrim::Kind::ToLength
             ? size_ - node.liveCount >= request.length
             : entryAt(node, entryBefore(node, node.body.size())).id < request.id;
}

bool StreamLog::trimsAny(const StreamTrim& request) const {
  if (request.kind == StreamTrim::Kind::Nothing || nodes_.empty()) {
    return false;
  }
  return trimsWhole(nodes_.front(), request) ||
         (!request.isApproximate &&
          (request.kind == StreamTrim::Kind::ToLength ? size_ > request.length
                                                      : firstId() < request.id));
}

uint64_t StreamLog::trim(const StreamTrim& request) {
  const uint64_t before = size_;
  const bool toLength = request.kind == StreamTrim::Kind::ToLength;
  while (request.kind != StreamTrim::Kind::Nothing && !nodes_.empty()) {
    StreamNode& node = nodes_.front();
    if ((toLength && size_ <= request.length) ||
        (request.limit != 0 && before - size_ + node.liveCount > request.limit)) {
      break;
    }
    if (!trimsWhole(node, request)) {
      if (!request.isApproximate) {
        trimNode(node, request);
      }
      break;
    }
    size_ -= node.liveCount;
    nodes_.pop_front();
  }
  return before - size_;
}

void StreamLog::trimNode(StreamNode& node, const StreamTrim& request) {
  for (size_t at = node.entriesAt; at < node.body.size();) {
    const StreamEntryView entry = entryAt(node, at);
    if (request.kind == StreamTrim::Kind::ToLength ? size_ <= request.length
                                                   : entry.id >= request.id) {
      return;
    }
    if (!entry.isErased) {
      flagErased(node, entry);
      --size_;
    }
    at = entryEnd(node, entry);
  }
}

bool StreamLog::contains(StreamId id) const {
  return StreamCursor(*this, id, id, StreamOrder::Ascending).next();
}

StreamId StreamLog::firstId() const {
  StreamCursor cursor(*this, {}, kLastStreamId, StreamOrder::Ascending);
  return cursor.next() ? cursor.id() : kLastStreamId;
}

StreamId StreamLog::lastId() const {
  StreamCursor cursor(*this, {}, kLastStreamId, StreamOrder::Descending);
  return cursor.next() ? cursor.id() : StreamId{};
}

void StreamLog::addNode(StreamNode&& node) {
  size_ += node.liveCount;
  nodes_.push_back(std::move(node));
}

namespace {

constexpr size_t kIdBytes = 16;

/// Byte `index` of an identifier as a key of the tree: highest byte first.
uint64_t idByte(StreamId id, size_t index) {
  return (index < 8 ? id.ms : id.seq) >> (8 * (7 - index % 8)) & 0xFF;
}

size_t commonPrefix(StreamId left, StreamId right) {
  size_t length = 0;
  while (length < kIdBytes && idByte(left, length) == idByte(right, length)) {
    ++length;
  }
  return length;
}

}  // namespace

uint64_t StreamLog::treeNodeCount() const {
  // A leaf for each key, a node where keys part, and one for each run of bytes without parting
  // between two of these. Parting places are kept on a stack while keys pass in order.
  if (nodes_.empty()) {
    return 1;
  }
  std::vector<size_t> open;
  uint64_t runs = 0;
  uint64_t partings = 0;
  /// Closes what lies deeper than `depth`: each lower place hangs on the place above it.
  const auto close = [&](size_t depth, size_t lower) {
    while (true) {
      const bool isInside = !open.empty() && open.back() >= depth;
      const size_t upper = isInside ? open.back() : depth;
      runs += lower > upper + 1 ? 1 : 0;
      if (!isInside || open.back() == depth) {
        return;
      }
      lower = open.back();
      open.pop_back();
    }
  };
  for (size_t i = 1; i < nodes_.size(); ++i) {
    const size_t depth = commonPrefix(nodes_[i - 1].master, nodes_[i].master);
    close(depth, kIdBytes);
    if (open.empty() || open.back() != depth) {
      open.push_back(depth);
      ++partings;
    }
  }
  size_t lower = kIdBytes;
  while (!open.empty()) {
    runs += lower > open.back() + 1 ? 1 : 0;
    lower = open.back();
    open.pop_back();
  }
  runs += lower > 0 ? 1 : 0;
  return nodes_.size() + partings + runs;
}

StreamCursor::StreamCursor(const StreamLog& log, StreamId first, StreamId last, StreamOrder order)
    : log_(&log), first_(first), last_(last), order_(order) {
  if (order == StreamOrder::Ascending) {
    const size_t count = first.isZero() ? 0 : log.nodesUpTo(first);
    nextNode_ = count == 0 ? 0 : count - 1;
  } else {
    nextNode_ = log.nodesUpTo(last);
  }
}

bool StreamCursor::enterNode() {
  const std::deque<StreamNode>& nodes = log_->nodes();
  if (order_ == StreamOrder::Ascending) {
    if (nextNode_ == nodes.size()) {
      return false;
    }
    node_ = &nodes[nextNode_++];
    position_ = StreamLog::positionBefore(*node_, first_);
  } else {
    if (nextNode_ == 0) {
      return false;
    }
    node_ = &nodes[--nextNode_];
    position_ = StreamLog::positionAfter(*node_, last_);
  }
  return true;
}

bool StreamCursor::stepForward() {
  while (node_ == nullptr || position_ == node_->body.size()) {
    if (!enterNode()) {
      return false;
    }
  }
  entry_ = StreamLog::entryAt(*node_, position_);
  position_ = StreamLog::entryEnd(*node_, entry_);
  return entry_.id <= last_;
}

bool StreamCursor::stepBackward() {
  while (node_ == nullptr || position_ == node_->entriesAt) {
    if (!enterNode()) {
      return false;
    }
  }
  position_ = StreamLog::entryBefore(*node_, position_);
  entry_ = StreamLog::entryAt(*node_, position_);
  return entry_.id >= first_;
}

bool StreamCursor::next() {
  const bool ascending = order_ == StreamOrder::Ascending;
  while (ascending ? stepForward() : stepBackward()) {
    if (!entry_.isErased && entry_.id >= first_ && entry_.id <= last_) {
      return true;
    }
  }
  return false;
}

}  // namespace redis
