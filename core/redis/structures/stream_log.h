#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "redis/structures/pack_element.h"
#include "redis/structures/stream_id.h"

/// The entries of a stream: identifiers with fields and values, in the order of the identifiers.
///
/// Representation: nodes of about a hundred entries, each a sequence of pack elements that Redis
/// would keep in a list pack of its own. A node starts with the fields of its first entry (their
/// number, the fields, a zero); an entry is
///
///     flags, ms and seq relative to the node's, [number of fields, field, value, ... | value,
///     ...], number of elements of this entry
///
/// and leaves its fields out if they are those of the node. The count at the end lets an entry be
/// read from behind. An erased entry is only flagged; a node goes when its last entry does, and
/// approximate trimming takes whole nodes only. That makes nodes visible to clients, so their size
/// follows Redis byte by byte. What Redis keeps as the first two elements, the numbers of live and
/// erased entries, are plain fields here. Every sixteenth entry of a node has a mark, so that a
/// search decodes a few entries and not all before the one it looks for.
///
/// Complexity: append O(size of the entry), lookup O(log nodes + log size of a node). Redis:
/// "Streams", stream-node-max-bytes, stream-node-max-entries.
namespace redis {

/// When a node is full.
struct StreamNodeLimits {
  int64_t entries = 100;
  int64_t bytes = 4096;
};

/// What a trim removes. Redis: XTRIM.
struct StreamTrim {
  enum class Kind : uint8_t { Nothing, ToLength, BeforeId };
  Kind kind = Kind::Nothing;
  /// Whole nodes only.
  bool isApproximate = false;
  uint64_t length = 0;
  StreamId id;
  /// Most entries that are removed; 0 is no limit.
  uint64_t limit = 0;
};

/// One node; see the essay.
struct StreamNode {
  StreamId master;
  uint64_t liveCount = 0;
  uint64_t erasedCount = 0;
  /// Elements in `body`.
  uint64_t elementCount = 0;
  uint64_t fieldCount = 0;
  size_t entriesAt = 0;
  base::Bytes body;
  /// Positions of the marked entries.
  std::vector<uint32_t> marks;

  /// Bytes of the list pack that Redis would have.
  size_t packSize() const;
  /// Starts the body with the fields of the first entry.
  template <class Field>
  void begin(StreamId id, uint64_t count, Field fieldAt) {
    master = id;
    fieldCount = count;
    appendPackInteger(body, static_cast<int64_t>(count));
    for (uint64_t i = 0; i < count; ++i) {
      appendPackElement(body, fieldAt(i));
    }
    appendPackInteger(body, 0);
    elementCount = count + 2;
    entriesAt = body.size();
  }
  /// Marks the entry that is about to be appended, if its turn has come.
  void markNextEntry() {
    constexpr uint64_t kBetweenMarks = 16;
    const uint64_t entries = liveCount + erasedCount;
    if (entries != 0 && entries % kBetweenMarks == 0) {
      marks.push_back(static_cast<uint32_t>(body.size()));
    }
  }
};

/// An entry of a node, decoded as far as its identifier.
struct StreamEntryView {
  size_t flagsAt = 0;
  StreamId id;
  bool isErased = false;
  /// The fields are those of the node.
  bool hasNodeFields = false;
  uint64_t fieldCount = 0;
  /// Position of the first field, or value.
  size_t dataAt = 0;
};

class StreamLog {
 public:
  /// Entries that are not erased.
  uint64_t size() const { return size_; }

  /// Adds an entry with an identifier above all others; fields and values alternate.
  void append(StreamId id, std::span<const base::BytesView> fieldsAndValues,
              const StreamNodeLimits& limits);
  /// Erases an entry; false if there is none.
  bool erase(StreamId id);
  /// Removes entries from the start; answers how many.
  uint64_t trim(const StreamTrim& request);
  /// Whether `trim` may remove anything.
  bool trimsAny(const StreamTrim& request) const;
  bool contains(StreamId id) const;
  /// The identifier of the first entry, or the largest one if there is none.
  StreamId firstId() const;
  /// The identifier of the last entry, or 0-0 if there is none.
  StreamId lastId() const;

  const std::deque<StreamNode>& nodes() const { return nodes_; }
  /// Adds a node that was read from a payload, behind all others.
  void addNode(StreamNode&& node);
  /// Nodes of the radix tree in which Redis keeps the nodes by identifier. Redis: XINFO STREAM.
  uint64_t treeNodeCount() const;

  /// The entry at position `at` of a node.
  static StreamEntryView entryAt(const StreamNode& node, size_t at);
  /// Position after an entry.
  static size_t entryEnd(const StreamNode& node, const StreamEntryView& entry);
  /// Position of an entry that is not behind the one with `id`, and close to it.
  static size_t positionBefore(const StreamNode& node, StreamId id);
  /// Position, or end of the node, that is not before the end of the entry with `id`, and close.
  static size_t positionAfter(const StreamNode& node, StreamId id);
  /// Position of the entry that ends at position `end`.
  static size_t entryBefore(const StreamNode& node, size_t end);
  /// Number of nodes whose first identifier is at most `id`.
  size_t nodesUpTo(StreamId id) const;

 private:
  bool trimsWhole(const StreamNode& node, const StreamTrim& request) const;
  void trimNode(StreamNode& node, const StreamTrim& request);
  static void flagErased(StreamNode& node, const StreamEntryView& entry);

  std::deque<StreamNode> nodes_;
  uint64_t size_ = 0;
};

enum class StreamOrder : uint8_t { Ascending, Descending };

/// Visits the entries from `first` to `last`, both included, in either order.
///
///     StreamCursor cursor(log, first, last, StreamOrder::Ascending);
///     while (cursor.next()) use(cursor.id());
///
/// A change of the log invalidates it.
class StreamCursor {
 public:
  StreamCursor(const StreamLog& log, StreamId first, StreamId last, StreamOrder order);

  /// Goes to the next entry; false at the end.
  bool next();
  StreamId id() const { return entry_.id; }
  uint64_t fieldCount() const { return entry_.fieldCount; }
  /// Calls `visit` with each field and then its value.
  template <class Visit>
  void forEachText(Visit visit) const {
    size_t fieldAt = entry_.hasNodeFields ? packElementAt(node_->body, 0).next : 0;
    size_t at = entry_.dataAt;
    for (uint64_t i = 0; i < entry_.fieldCount; ++i) {
      size_t& from = entry_.hasNodeFields ? fieldAt : at;
      const PackElement field = packElementAt(node_->body, from);
      field.withText(visit);
      from = field.next;
      const PackElement value = packElementAt(node_->body, at);
      value.withText(visit);
      at = value.next;
    }
  }

 private:
  bool stepForward();
  bool stepBackward();
  bool enterNode();

  const StreamLog* log_;
  StreamId first_;
  StreamId last_;
  StreamOrder order_;
  const StreamNode* node_ = nullptr;
  /// Nodes that are still to be entered: from this one on, or below this one.
  size_t nextNode_;
  size_t position_ = 0;
  StreamEntryView entry_;
};

}  // namespace redis
