#include "redis/rdb/stream_codec.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "base/number_text.h"
#include "redis/rdb/list_pack.h"
#include "redis/rdb/string_codec.h"

namespace redis::rdb {
namespace {

using base::Bytes;
using base::BytesView;

constexpr size_t kIdSize = 16;
constexpr size_t kTimeSize = 8;
/// More fields do not fit a payload.
constexpr int64_t kLargestCount = int64_t{1} << 40;

// --- Writing -------------------------------------------------------------------------------------

void appendRawId(Bytes& out, StreamId id) {
  appendBigEndian(out, id.ms, kIdSize / 2);
  appendBigEndian(out, id.seq, kIdSize / 2);
}

void appendIdLengths(Bytes& out, StreamId id) {
  appendLength(out, id.ms);
  appendLength(out, id.seq);
}

void appendTime(Bytes& out, int64_t ms) {
  appendLittleEndian(out, static_cast<uint64_t>(ms), kTimeSize);
}

void appendNode(Bytes& out, const StreamNode& node) {
  Bytes key;
  appendRawId(key, node.master);
  appendBlob(out, key);
  ListPackWriter pack;
  pack.addInteger(static_cast<int64_t>(node.liveCount));
  pack.addInteger(static_cast<int64_t>(node.erasedCount));
  pack.addAll(node.body, node.elementCount);
  appendBlob(out, pack.finish());
}

void appendGroup(Bytes& out, const StreamGroup& group, PayloadType type) {
  appendString(out, group.name);
  appendIdLengths(out, group.lastId);
  appendLength(out, static_cast<uint64_t>(group.entriesRead));
  appendLength(out, group.pending().size());
  for (const PendingEntry* entry = group.pending().firstFrom({}); entry != nullptr;
       entry = group.pending().after(entry->id)) {
    appendRawId(out, entry->id);
    appendTime(out, entry->deliveredAtMs);
    appendLength(out, static_cast<uint64_t>(entry->deliveryCount));
  }
  appendLength(out, group.consumers().size());
  group.consumers().forEach([&out, type](const StreamConsumer& consumer) {
    appendString(out, consumer.name);
    appendTime(out, consumer.seenAtMs);
    if (type == PayloadType::StreamListPacks3) {
      appendTime(out, consumer.activeAtMs);
    }
    appendLength(out, consumer.pending.size());
    for (const auto* own = consumer.pending.firstFrom({}); own != nullptr;
         own = consumer.pending.after(own->id)) {
      appendRawId(out, own->id);
    }
  });
}

// --- Reading: false if the payload is malformed --------------------------------------------------

StreamId readRawId(ByteReader& reader) {
  const uint64_t ms = reader.bigEndian(kIdSize / 2);
  return {ms, reader.bigEndian(kIdSize / 2)};
}

StreamId readIdLengths(ByteReader& reader) {
  const uint64_t ms = readLength(reader);
  return {ms, readLength(reader)};
}

int64_t readTime(ByteReader& reader) {
  return static_cast<int64_t>(reader.littleEndian(kTimeSize));
}

/// Reads the elements of the list pack of a node.
class NodeReader {
 public:
  explicit NodeReader(BytesView pack) : pack_(pack) {}

  bool failed() const { return failed_; }
  void fail() { failed_ = true; }
  Bytes text() {
    Bytes element;
    failed_ = failed_ || !pack_.next(element);
    return element;
  }
  int64_t integer() {
    const std::optional<int64_t> value = base::parseInteger(text());
    failed_ = failed_ || !value;
    return value.value_or(0);
  }
  /// Whether the pack ends here, well-formed.
  bool isAtEnd() {
    Bytes element;
    return !failed_ && !pack_.next(element) && !pack_.failed();
  }

 private:
  ListPackReader pack_;
  bool failed_ = false;
};

/// Copies one entry in the form in which this engine writes it.
void readEntry(NodeReader& reader, StreamNode& node) {
  constexpr int64_t kErased = 1;
  constexpr int64_t kNodeFields = 2;
  constexpr int64_t kHead = 3;
  node.markNextEntry();
  const int64_t flags = reader.integer() & (kErased | kNodeFields);
  appendPackInteger(node.body, flags);
  appendPackInteger(node.body, reader.integer());
  appendPackInteger(node.body, reader.integer());
  auto texts = static_cast<int64_t>(node.fieldCount);
  int64_t elements = kHead + texts;
  if ((flags & kNodeFields) == 0) {
    const int64_t count = reader.integer();
    if (count < 0 || count > kLargestCount) {
      reader.fail();
      return;
    }
    appendPackInteger(node.body, count);
    texts = 2 * count;
    elements = kHead + 1 + texts;
  }
  for (; texts > 0 && !reader.failed(); --texts) {
    appendPackElement(node.body, reader.text());
  }
  appendPackInteger(node.body, elements);
  if (reader.integer() != elements) {
    reader.fail();
  }
  node.elementCount += static_cast<uint64_t>(elements) + 1;
  uint64_t& counter = (flags & kErased) != 0 ? node.erasedCount : node.liveCount;
  ++counter;
}

bool readNode(ByteReader& reader, StreamObject& stream) {
  const Bytes key = readString(reader);
  const Bytes pack = readString(reader);
  if (key.size() != kIdSize) {
    return false;
  }
  ByteReader keyReader(key);
  const StreamId master = readRawId(keyReader);
  const auto& nodes = stream.log().nodes();
  NodeReader elements(pack);
  const int64_t live = elements.integer();
  const int64_t erased = elements.integer();
  const int64_t fieldCount = elements.integer();
  int64_t entries;
  if (live < 0 || erased < 0 || fieldCount < 0 || __builtin_add_overflow(live, erased, &entries) ||
      entries == 0 || (!nodes.empty() && master <= nodes.back().master)) {
    return false;
  }
  std::vector<Bytes> fields;
  for (int64_t i = 0; i < fieldCount && !elements.failed(); ++i) {
    fields.push_back(elements.text());
  }
  if (elements.integer() != 0 || elements.failed()) {
    return false;
  }
  StreamNode node;
  node.begin(master, fields.size(), [&fields](uint64_t i) { return BytesView(fields[i]); });
  for (int64_t i = 0; i < entries && !elements.failed(); ++i) {
    readEntry(elements, node);
  }
  if (!elements.isAtEnd() || node.liveCount != static_cast<uint64_t>(live)) {
    return false;
  }
  stream.addNode(std::move(node));
  return true;
}

bool readPending(ByteReader& reader, std::vector<PendingEntry>& pending) {
  for (uint64_t count = readLength(reader); count > 0; --count) {
    PendingEntry entry;
    entry.id = readRawId(reader);
    entry.deliveredAtMs = readTime(reader);
    entry.deliveryCount = static_cast<int64_t>(readLength(reader));
    if (reader.failed() || (!pending.empty() && entry.id <= pending.back().id)) {
      return false;
    }
    pending.push_back(entry);
  }
  return !reader.failed();
}

/// Gives a consumer one entry of the pending ones.
bool readOwnEntry(ByteReader& reader, StreamGroup& group, uint32_t consumer,
                  const std::vector<PendingEntry>& pending) {
  const StreamId id = readRawId(reader);
  const auto found = std::lower_bound(
      pending.begin(), pending.end(), id,
      [](const PendingEntry& entry, StreamId wanted) { return entry.id < wanted; });
  if (reader.failed() || found == pending.end() || found->id != id || group.find(id) != nullptr) {
    return false;
  }
  PendingEntry& entry = group.assign(id, consumer);
  entry.deliveredAtMs = found->deliveredAtMs;
  entry.deliveryCount = found->deliveryCount;
  return true;
}

bool readConsumer(ByteReader& reader, PayloadType type, StreamGroup& group,
                  const std::vector<PendingEntry>& pending) {
  const Bytes name = readString(reader);
  const auto [slot, isAdded] = group.consumerSlot(name, 0);
  if (!isAdded) {
    return false;
  }
  StreamConsumer& consumer = group.consumer(slot);
  consumer.seenAtMs = readTime(reader);
  // Older forms do not tell when something was delivered; that is the best guess.
  consumer.activeAtMs =
      type == PayloadType::StreamListPacks3 ? readTime(reader) : consumer.seenAtMs;
  for (uint64_t count = readLength(reader); count > 0; --count) {
    if (!readOwnEntry(reader, group, slot, pending)) {
      return false;
    }
  }
  return !reader.failed();
}

bool readGroup(ByteReader& reader, PayloadType type, Compatibility compat, StreamObject& stream) {
  const Bytes name = readString(reader);
  if (reader.failed() || stream.groups().find(name) != nullptr) {
    return false;
  }
  StreamGroup& group = stream.groups().at(stream.groups().insert(name));
  group.lastId = readIdLengths(reader);
  group.entriesRead = type == PayloadType::StreamListPacks
                          ? stream.entriesUpTo(group.lastId, compat)
                          : static_cast<int64_t>(readLength(reader));
  std::vector<PendingEntry> pending;
  if (!readPending(reader, pending)) {
    return false;
  }
  for (uint64_t count = readLength(reader); count > 0; --count) {
    if (!readConsumer(reader, type, group, pending)) {
      return false;
    }
  }
  return !reader.failed() && group.pending().size() == pending.size();
}

bool readContent(ByteReader& reader, PayloadType type, Compatibility compat, StreamObject& stream) {
  for (uint64_t count = readLength(reader); count > 0; --count) {
    if (reader.failed() || !readNode(reader, stream)) {
      return false;
    }
  }
  const uint64_t length = readLength(reader);
  stream.setLastId(readIdLengths(reader));
  if (type != PayloadType::StreamListPacks) {
    stream.setFirstId(readIdLengths(reader));
    stream.setMaxErasedId(readIdLengths(reader));
    stream.setEntriesAdded(static_cast<int64_t>(readLength(reader)));
  } else {
    stream.setFirstId(stream.log().size() == 0 ? StreamId{} : stream.log().firstId());
    stream.setEntriesAdded(static_cast<int64_t>(length));
  }
  if (reader.failed() || length != stream.log().size()) {
    return false;
  }
  for (uint64_t count = readLength(reader); count > 0; --count) {
    if (!readGroup(reader, type, compat, stream)) {
      return false;
    }
  }
  return !reader.failed();
}

}  // namespace

void appendStream(Bytes& out, const StreamObject& stream, PayloadType type) {
  appendLength(out, stream.log().nodes().size());
  for (const StreamNode& node : stream.log().nodes()) {
    appendNode(out, node);
  }
  appendLength(out, stream.log().size());
  appendIdLengths(out, stream.lastId());
  appendIdLengths(out, stream.firstId());
  appendIdLengths(out, stream.maxErasedId());
  appendLength(out, static_cast<uint64_t>(stream.entriesAdded()));
  appendLength(out, stream.groups().size());
  stream.groups().forEach(
      [&out, type](const StreamGroup& group) { appendGroup(out, group, type); });
}

ObjectRef readStream(ByteReader& reader, PayloadType type, Compatibility compat) {
  auto* stream = new StreamObject;
  ObjectRef object(stream);
  return readContent(reader, type, compat, *stream) ? object : ObjectRef();
}

}  // namespace redis::rdb
