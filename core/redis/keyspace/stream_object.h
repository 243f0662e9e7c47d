#pragma once

#include <optional>
#include <span>

#include "redis/keyspace/configuration.h"
#include "redis/keyspace/object.h"
#include "redis/structures/named_table.h"
#include "redis/structures/sorted_chunks.h"
#include "redis/structures/stream_log.h"

/// A stream value: the log of entries, what is remembered about those that are gone, and consumer
/// groups.
///
/// A group knows the identifier up to which it delivered and the entries that it delivered and that
/// are not acknowledged yet, each with its consumer; a consumer knows the identifiers of its own.
/// Both views agree always, so changes go through the group.
///
/// How many entries a group has not read (its lag) is known as long as it has read everything from
/// the start, or its position can be placed at the edge of a log without erased entries inside.
/// Redis: "Streams", XINFO GROUPS.
namespace redis {

/// A delivered entry that was not acknowledged.
struct PendingEntry {
  StreamId id;
  int64_t deliveredAtMs = 0;
  int64_t deliveryCount = 1;
  /// Slot of the consumer in its group.
  uint32_t consumer = 0;
};

struct StreamConsumer {
  struct OwnEntry {
    StreamId id;
  };

  base::Bytes name;
  /// When it last asked for something, and when it last got something (kNever: not yet).
  int64_t seenAtMs = 0;
  int64_t activeAtMs = kNever;
  SortedChunks<OwnEntry> pending;

  static constexpr int64_t kNever = -1;
};

class StreamGroup {
 public:
  /// `entriesRead` when it is not known.
  static constexpr int64_t kUnknown = -1;

  base::Bytes name;
  StreamId lastId;
  int64_t entriesRead = kUnknown;

  const SortedChunks<PendingEntry>& pending() const { return pending_; }
  const NamedTable<StreamConsumer>& consumers() const { return consumers_; }
  StreamConsumer& consumer(uint32_t slot) { return consumers_.at(slot); }
  /// The slot of a consumer that may have to be created, and whether it was.
  std::pair<uint32_t, bool> consumerSlot(base::BytesView consumer, int64_t nowMs);
  /// Removes a consumer with what it has pending; answers how much that was, or nothing if there is
  /// no such consumer.
  std::optional<size_t> eraseConsumer(base::BytesView consumer);

  /// A pending entry for changing, or nullptr. Its consumer is changed with `assign`.
  PendingEntry* find(StreamId id) { return pending_.find(id); }
  PendingEntry* firstFrom(StreamId id) { return pending_.firstFrom(id); }
  /// Makes a consumer the owner of an entry that may be pending already; answers it.
  PendingEntry& assign(StreamId id, uint32_t consumer);
  /// Removes a pending entry; false if there is none.
  bool acknowledge(StreamId id);

 private:
  SortedChunks<PendingEntry> pending_;
  NamedTable<StreamConsumer> consumers_;
};

class StreamObject final : public ObjectOf<StreamObject> {
 public:
  static constexpr ObjectType kType = ObjectType::Stream;
  Encoding encoding() const { return Encoding::Stream; }

  const StreamLog& log() const { return log_; }
  NamedTable<StreamGroup>& groups() { return groups_; }
  const NamedTable<StreamGroup>& groups() const { return groups_; }

  /// Identifier of the first entry, 0-0 if there is none.
  StreamId firstId() const { return firstId_; }
  StreamId lastId() const { return lastId_; }
  StreamId maxErasedId() const { return maxErasedId_; }
  int64_t entriesAdded() const { return static_cast<int64_t>(entriesAdded_); }

  /// Adds an entry; its identifier is above `lastId`.
  void append(StreamId id, std::span<const base::BytesView> fieldsAndValues,
              const Configuration& configuration);
  /// Erases entries; answers how many there were.
  int64_t erase(std::span<const StreamId> ids);
  /// Removes entries from the start; answers how many.
  int64_t trim(const StreamTrim& request);

  /// What XSETID and payloads set.
  void setLastId(StreamId id) { lastId_ = id; }
  void setFirstId(StreamId id) { firstId_ = id; }
  void setMaxErasedId(StreamId id) { maxErasedId_ = id; }
  void setEntriesAdded(int64_t count) { entriesAdded_ = static_cast<uint64_t>(count); }
  void addNode(StreamNode&& node) { log_.addNode(std::move(node)); }

  /// Number of entries ever added up to `id`, or `StreamGroup::kUnknown`.
  int64_t entriesUpTo(StreamId id, Compatibility compat) const;
  /// Number of entries that a group has not read, or nothing if that is not known.
  std::optional<int64_t> lag(const StreamGroup& group, Compatibility compat) const;
  /// Moves a group to `id`, the entry it just read, if that is ahead of it.
  void advance(StreamGroup& group, StreamId id, Compatibility compat) const;

 private:
  /// Whether an entry at or after `id` may have been erased in the middle of the log.
  bool mayHaveGapsFrom(StreamId id, Compatibility compat) const;

  StreamLog log_;
  StreamId firstId_;
  StreamId lastId_;
  StreamId maxErasedId_;
  /// Unsigned, because XSETID may set it so high that it wraps.
  uint64_t entriesAdded_ = 0;
  NamedTable<StreamGroup> groups_;
};

}  // namespace redis
