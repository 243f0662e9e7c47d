#include "redis/rdb/object_writer.h"

#include <algorithm>

#include "base/assert.h"
#include "base/bit_cast.h"
#include "base/number_text.h"
#include "redis/keyspace/hash_object.h"
#include "redis/keyspace/list_object.h"
#include "redis/keyspace/set_object.h"
#include "redis/keyspace/sorted_set_object.h"
#include "redis/keyspace/stream_object.h"
#include "redis/keyspace/string_object.h"
#include "redis/rdb/byte_order.h"
#include "redis/rdb/format.h"
#include "redis/rdb/int_set_codec.h"
#include "redis/rdb/list_pack.h"
#include "redis/rdb/stream_codec.h"
#include "redis/rdb/string_codec.h"

namespace redis::rdb {
namespace {

using base::Bytes;
using base::BytesView;

// --- Lists ---------------------------------------------------------------------------------------

/// Whether a list pack of `size` bytes and `count` elements may take another element. Redis:
/// list-max-listpack-size.
bool takesElement(size_t size, uint64_t count, size_t elementSize, int64_t limit) {
  constexpr size_t kElementOverhead = 8;
  constexpr size_t kSafeSize = 8192;
  constexpr size_t kSizes[] = {4096, 8192, 16384, 32768, 65536};
  if (count == 0) {
    return true;
  }
  const size_t newSize = size + elementSize + kElementOverhead;
  if (limit < 0) {
    const auto level = static_cast<size_t>(limit < -5 ? 4 : -limit - 1);
    return newSize <= kSizes[level];
  }
  return newSize <= kSafeSize && count < static_cast<uint64_t>(limit);
}

void appendNode(Bytes& nodes, ListPackWriter& pack) {
  appendLength(nodes, kPackedNode);
  appendBlob(nodes, pack.finish());
}

void appendList(Bytes& out, const ListObject& list, const Configuration& configuration) {
  constexpr size_t kPlainSize = size_t{1} << 30;
  Bytes nodes;
  uint64_t count = 0;
  ListPackWriter pack;
  for (uint32_t i = 0; i < list.size(); ++i) {
    const BytesView element = list.items().at(i);
    const bool isPlain = element.size() >= kPlainSize;
    const bool fits = !isPlain && takesElement(pack.size(), pack.count(), element.size(),
                                               configuration.listMaxListPackSize);
    if (!fits && pack.count() > 0) {
      appendNode(nodes, pack);
      ++count;
    }
    if (isPlain) {
      appendLength(nodes, kPlainNode);
      appendBlob(nodes, element);
      ++count;
    } else {
      pack.add(element);
    }
  }
  if (pack.count() > 0) {
    appendNode(nodes, pack);
    ++count;
  }
  appendLength(out, count);
  out += nodes;
}

// --- Sets and hashes -----------------------------------------------------------------------------

void appendSet(Bytes& out, const SetObject& set) {
  if (set.isIntSet()) {
    appendBlob(out, encodeIntSet(set.integers()));
    return;
  }
  appendLength(out, set.size());
  set.forEach([&out](BytesView member) { appendString(out, member); });
}

/// A hash with fields that expire: the earliest time, and before each field how much later its own
/// is, plus one; 0 for none.
void appendHashWithTimes(Bytes& out, const HashObject& hash) {
  const int64_t earliest = hash.earliestTime();
  appendLittleEndian(out, static_cast<uint64_t>(earliest), sizeof earliest);
  appendLength(out, hash.size());
  for (const HashObject::Fields::Entry& field : hash.fields()) {
    const int64_t time = hash.timeOf(field.key);
    appendLength(out, time == HashObject::kNoTime ? 0 : static_cast<uint64_t>(time - earliest + 1));
    appendString(out, field.key);
    appendString(out, field.value);
  }
}

/// A small hash in one list pack, with the time of each field if it has had any; 0 for none.
void appendPackedHash(Bytes& out, const HashObject& hash) {
  const bool hasTimes = hash.encoding() == Encoding::ListPackWithTimes;
  if (hasTimes) {
    const int64_t earliest = hash.hasTimes() ? hash.earliestTime() : 0;
    appendLittleEndian(out, static_cast<uint64_t>(earliest), sizeof earliest);
  }
  ListPackWriter pack;
  for (const HashObject::Fields::Entry& field : hash.fields()) {
    pack.add(field.key);
    pack.add(field.value);
    if (hasTimes) {
      pack.addInteger(std::max<int64_t>(hash.timeOf(field.key), 0));
    }
  }
  appendBlob(out, pack.finish());
}

void appendHash(Bytes& out, const HashObject& hash) {
  if (hash.isCompact()) {
    appendPackedHash(out, hash);
    return;
  }
  if (hash.hasTimes()) {
    appendHashWithTimes(out, hash);
    return;
  }
  appendLength(out, hash.size());
  for (const HashObject::Fields::Entry& field : hash.fields()) {
    appendString(out, field.key);
    appendString(out, field.value);
  }
}

// --- Sorted sets ---------------------------------------------------------------------------------

void addScore(ListPackWriter& pack, double score) {
  constexpr double kIntegerLimit = 4611686018427387904.0;  // 2^62, as Redis has it
  if (score >= -kIntegerLimit && score <= kIntegerLimit) {
    const auto integer = static_cast<int64_t>(score);
    if (static_cast<double>(integer) == score) {
      pack.addInteger(integer);
      return;
    }
  }
  pack.add(base::formatDouble17(score));
}

void appendSortedSet(Bytes& out, const SortedSetObject& set) {
  const SkipList& order = set.elements().order();
  if (set.encoding() == Encoding::ListPack) {
    ListPackWriter pack;
    for (NodeId node = order.first(); node != kNoNode; node = order.next(node)) {
      pack.add(order.member(node));
      addScore(pack, order.score(node));
    }
    appendBlob(out, pack.finish());
    return;
  }
  appendLength(out, set.size());
  for (NodeId node = order.last(); node != kNoNode; node = order.previous(node)) {
    appendString(out, order.member(node));
    appendLittleEndian(out, base::bitCast<uint64_t>(order.score(node)), 8);
  }
}

}  // namespace

PayloadType payloadTypeOf(const Object& object, Compatibility compat) {
  const bool isListPack = object.encoding() == Encoding::ListPack;
  switch (object.type()) {
    case ObjectType::String:
      return PayloadType::String;
    case ObjectType::List:
      return PayloadType::QuickList;
    case ObjectType::Set:
      if (isListPack) {
        return PayloadType::SetListPack;
      }
      return object.encoding() == Encoding::IntSet ? PayloadType::IntSet : PayloadType::Set;
    case ObjectType::Hash:
      if (object.encoding() == Encoding::ListPackWithTimes) {
        return PayloadType::HashListPackWithTimes;
      }
      if (static_cast<const HashObject&>(object).hasTimes()) {
        return PayloadType::HashWithTimes;
      }
      return isListPack ? PayloadType::HashListPack : PayloadType::Hash;
    case ObjectType::SortedSet:
      return isListPack ? PayloadType::SortedSetListPack : PayloadType::SortedSet;
    case ObjectType::Stream:
      return compat.payloadVersion() > kVersion ? PayloadType::StreamListPacks3
                                                : PayloadType::StreamListPacks2;
  }
  UNREACHABLE();
}

void appendValue(Bytes& out, const Object& object, const Configuration& configuration) {
  if (const auto* string = object.as<StringObject>()) {
    appendString(out, string->view().bytes());
  } else if (const auto* list = object.as<ListObject>()) {
    appendList(out, *list, configuration);
  } else if (const auto* set = object.as<SetObject>()) {
    appendSet(out, *set);
  } else if (const auto* hash = object.as<HashObject>()) {
    appendHash(out, *hash);
  } else if (const auto* stream = object.as<StreamObject>()) {
    appendStream(out, *stream, payloadTypeOf(object, configuration.compat));
  } else {
    const auto* sortedSet = object.as<SortedSetObject>();
    ASSERT(sortedSet != nullptr);
    appendSortedSet(out, *sortedSet);
  }
}

Bytes writePayload(const Object& object, const Configuration& configuration) {
  Bytes out(1, static_cast<char>(payloadTypeOf(object, configuration.compat)));
  appendValue(out, object, configuration);
  appendFooter(out, configuration.compat.payloadVersion());
  return out;
}

}  // namespace redis::rdb
