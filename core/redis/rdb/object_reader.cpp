#include "redis/rdb/object_reader.h"

#include <cmath>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "base/bit_cast.h"
#include "base/number_text.h"
#include "redis/keyspace/hash_object.h"
#include "redis/keyspace/list_object.h"
#include "redis/keyspace/set_object.h"
#include "redis/keyspace/sorted_set_object.h"
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

// --- Values: each answers an empty reference if the payload is malformed -------------------------

ObjectRef readStringObject(ByteReader& reader) {
  const Bytes text = readString(reader);
  return reader.failed() ? ObjectRef() : makeObject<StringObject>(BytesView(text));
}

bool readNode(ByteReader& reader, RingList& items) {
  const uint64_t container = readLength(reader);
  const Bytes node = readString(reader);
  if (reader.failed()) {
    return false;
  }
  if (container == kPlainNode) {
    items.pushBack(node);
    return true;
  }
  if (container != kPackedNode) {
    return false;
  }
  ListPackReader pack(node);
  for (Bytes element; pack.next(element);) {
    items.pushBack(element);
  }
  return !pack.failed();
}

ObjectRef readList(ByteReader& reader, PayloadType type) {
  auto* list = new ListObject;
  ObjectRef object(list);
  for (uint64_t count = readLength(reader); count > 0; --count) {
    if (type == PayloadType::QuickList) {
      if (!readNode(reader, list->items())) {
        return {};
      }
      continue;
    }
    const Bytes element = readString(reader);
    if (reader.failed()) {
      return {};
    }
    list->items().pushBack(element);
  }
  return list->isEmpty() ? ObjectRef() : object;
}

ObjectRef readSet(ByteReader& reader, const Configuration& configuration) {
  auto* set = new SetObject;
  ObjectRef object(set);
  for (uint64_t count = readLength(reader); count > 0; --count) {
    const Bytes member = readString(reader);
    if (reader.failed() || !set->insert(member, configuration)) {
      return {};
    }
  }
  return set->isEmpty() ? ObjectRef() : object;
}

ObjectRef readIntSet(ByteReader& reader, const Configuration& configuration) {
  const Bytes bytes = readString(reader);
  const std::optional<std::vector<int64_t>> values = decodeIntSet(bytes);
  if (reader.failed() || !values) {
    return {};
  }
  auto* set = new SetObject;
  ObjectRef object(set);
  for (const int64_t value : *values) {
    if (!set->insert(IntegerText(value).view(), configuration)) {
      return {};
    }
  }
  return object;
}

ObjectRef readHash(ByteReader& reader, const Configuration& configuration) {
  auto* hash = new HashObject;
  ObjectRef object(hash);
  for (uint64_t count = readLength(reader); count > 0; --count) {
    const Bytes field = readString(reader);
    const Bytes value = readString(reader);
    if (reader.failed() || !hash->set(field, value, configuration)) {
      return {};
    }
  }
  return hash->isEmpty() ? ObjectRef() : object;
}

ObjectRef readHashListPack(ByteReader& reader, Configuration configuration) {
  // A list pack stays one whatever the length of its values: only the count is checked.
  configuration.hashMaxListPackValue = std::numeric_limits<int64_t>::max();
  const Bytes bytes = readString(reader);
  auto* hash = new HashObject;
  ObjectRef object(hash);
  ListPackReader pack(bytes);
  Bytes field;
  Bytes value;
  while (pack.next(field)) {
    if (!pack.next(value) || !hash->set(field, value, configuration)) {
      return {};
    }
  }
  return reader.failed() || pack.failed() || hash->isEmpty() ? ObjectRef() : object;
}

/// A score as text of one length byte, or one of three special lengths.
double readScoreText(ByteReader& reader) {
  constexpr uint8_t kNan = 253;
  constexpr uint8_t kInfinity = 254;
  constexpr uint8_t kMinusInfinity = 255;
  const uint8_t length = reader.byte();
  if (length >= kNan) {
    const double infinity = std::numeric_limits<double>::infinity();
    return length == kInfinity        ? infinity
           : length == kMinusInfinity ? -infinity
                                      : std::numeric_limits<double>::quiet_NaN();
  }
  const base::NumberPrefix number = base::parseNumberPrefix(reader.take(length));
  if (number.length == 0) {
    reader.fail();
  }
  return number.value;
}

/// Adds an element; false if the score is not a number or the member is there already.
bool addElement(SortedSet& elements, double score, BytesView member) {
  if (std::isnan(score) || elements.find(member) != kNoNode) {
    return false;
  }
  elements.insert(score, member);
  return true;
}

ObjectRef finishSortedSet(SortedSet&& elements, const Configuration& configuration) {
  return elements.isEmpty() ? ObjectRef()
                            : makeObject<SortedSetObject>(std::move(elements), configuration);
}

ObjectRef readSortedSet(ByteReader& reader, PayloadType type, const Configuration& configuration) {
  SortedSet elements;
  for (uint64_t count = readLength(reader); count > 0; --count) {
    const Bytes member = readString(reader);
    const double score = type == PayloadType::SortedSet
                             ? base::bitCast<double>(reader.littleEndian(8))
                             : readScoreText(reader);
    if (reader.failed() || !addElement(elements, score, member)) {
      return {};
    }
  }
  return finishSortedSet(std::move(elements), configuration);
}

ObjectRef readSortedSetListPack(ByteReader& reader, Configuration configuration) {
  configuration.sortedSetMaxListPackValue = std::numeric_limits<int64_t>::max();
  const Bytes bytes = readString(reader);
  SortedSet elements;
  ListPackReader pack(bytes);
  Bytes member;
  Bytes score;
  while (pack.next(member)) {
    if (!pack.next(score) || !addElement(elements, base::parseNumberPrefix(score).value, member)) {
      return {};
    }
  }
  return reader.failed() || pack.failed() ? ObjectRef()
                                          : finishSortedSet(std::move(elements), configuration);
}

}  // namespace

PayloadResult readPayload(BytesView payload, const Configuration& configuration) {
  // Redis reads a value that is cut short into the footer; so does this reader.
  ByteReader reader(payload);
  const uint8_t number = reader.byte();
  const auto type = static_cast<PayloadType>(number);
  ObjectRef object;
  switch (type) {
    case PayloadType::String:
      object = readStringObject(reader);
      break;
    case PayloadType::List:
    case PayloadType::QuickList:
      object = readList(reader, type);
      break;
    case PayloadType::Set:
      object = readSet(reader, configuration);
      break;
    case PayloadType::IntSet:
      object = readIntSet(reader, configuration);
      break;
    case PayloadType::Hash:
      object = readHash(reader, configuration);
      break;
    case PayloadType::HashListPack:
      object = readHashListPack(reader, configuration);
      break;
    case PayloadType::SortedSet:
    case PayloadType::SortedSetText:
      object = readSortedSet(reader, type, configuration);
      break;
    case PayloadType::SortedSetListPack:
      object = readSortedSetListPack(reader, configuration);
      break;
    case PayloadType::StreamListPacks:
    case PayloadType::StreamListPacks2:
      object = readStream(reader, type);
      break;
    default:
      constexpr uint8_t kUnused = 8;
      return {number > static_cast<uint8_t>(PayloadType::Last) || number == kUnused
                  ? PayloadStatus::BadFormat
                  : PayloadStatus::UnsupportedType,
              {},
              number};
  }
  const PayloadStatus status = object ? PayloadStatus::Ok : PayloadStatus::BadFormat;
  return {status, std::move(object), number};
}

}  // namespace redis::rdb
