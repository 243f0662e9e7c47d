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
#include "redis/rdb/zip_list.h"

namespace redis::rdb {
namespace {

using base::Bytes;
using base::BytesView;

// --- Values: each answers an empty reference if the payload is malformed -------------------------

ObjectRef readStringObject(ByteReader& reader) {
  const Bytes text = readString(reader);
  return reader.failed() ? ObjectRef() : makeObject<StringObject>(BytesView(text));
}

using Elements = std::vector<Bytes>;

/// The elements of a list pack, or nothing if it is malformed.
std::optional<Elements> decodeListPack(BytesView bytes) {
  Elements elements;
  ListPackReader pack(bytes);
  for (Bytes element; pack.next(element);) {
    elements.push_back(std::move(element));
  }
  return pack.failed() ? std::nullopt : std::optional(std::move(elements));
}

/// Reads a collection that is one string in one of the packed forms.
std::optional<Elements> readPacked(ByteReader& reader,
                                   std::optional<Elements> (*decode)(BytesView)) {
  const Bytes bytes = readString(reader);
  return reader.failed() ? std::nullopt : decode(bytes);
}

bool pushAll(RingList& items, const std::optional<Elements>& elements) {
  if (!elements) {
    return false;
  }
  for (const Bytes& element : *elements) {
    items.pushBack(element);
  }
  return true;
}

/// A node of a list, which is one element in its simplest form.
bool readNode(ByteReader& reader, PayloadType type, RingList& items) {
  if (type == PayloadType::QuickListOfZipLists) {
    return pushAll(items, readPacked(reader, decodeZipList));
  }
  const uint64_t container = type == PayloadType::QuickList ? readLength(reader) : kPlainNode;
  if (container == kPackedNode) {
    return pushAll(items, readPacked(reader, decodeListPack));
  }
  const Bytes element = readString(reader);
  if (reader.failed() || container != kPlainNode) {
    return false;
  }
  items.pushBack(element);
  return true;
}

ObjectRef readListItems(ByteReader& reader, PayloadType type) {
  auto* list = new ListObject;
  ObjectRef object(list);
  if (type == PayloadType::ListZipList) {
    return pushAll(list->items(), readPacked(reader, decodeZipList)) && !list->isEmpty()
               ? object
               : ObjectRef();
  }
  for (uint64_t count = readLength(reader); count > 0; --count) {
    if (!readNode(reader, type, list->items())) {
      return {};
    }
  }
  return list->isEmpty() ? ObjectRef() : object;
}

ObjectRef readList(ByteReader& reader, PayloadType type, const Configuration& configuration) {
  ObjectRef object = readListItems(reader, type);
  if (object && configuration.compat.packsListsAndSets()) {
    static_cast<ListObject&>(object.unshare()).noteSize(configuration);
  }
  return object;
}

/// A set of Redis 7.2 and later, whose members are elements of a list pack.
ObjectRef readPackedSet(ByteReader& reader, const Configuration& configuration) {
  const std::optional<Elements> members = readPacked(reader, decodeListPack);
  if (!members || members->empty()) {
    return {};
  }
  auto* set = new SetObject;
  ObjectRef object(set);
  for (const Bytes& member : *members) {
    if (!set->insert(member, configuration)) {
      return {};
    }
  }
  return object;
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

/// The latest time of a field that Redis 7.4 takes.
constexpr int64_t kLatestFieldTime = (int64_t{1} << 46) - 1;

ObjectRef readHashWithTimes(ByteReader& reader, PayloadType type,
                            const Configuration& configuration) {
  // Times count from the earliest one, plus one; in the preview they stand as they are.
  const bool isPreview = type == PayloadType::HashWithTimesPreview;
  const uint64_t origin = isPreview ? 0 : reader.littleEndian(sizeof(int64_t)) - 1;
  auto* hash = new HashObject;
  ObjectRef object(hash);
  hash->admitTimes();
  for (uint64_t count = readLength(reader); count > 0; --count) {
    const uint64_t later = readLength(reader);
    const Bytes field = readString(reader);
    const Bytes value = readString(reader);
    const uint64_t timeMs = origin + later;
    if (reader.failed() || !hash->set(field, value, configuration) ||
        (later != 0 && timeMs > kLatestFieldTime)) {
      return {};
    }
    if (later != 0) {
      hash->setTime(field, static_cast<int64_t>(timeMs));
    }
  }
  hash->sortByTime();
  return hash->isEmpty() ? ObjectRef() : object;
}

/// Whether times are in order, with fields that have none (0) at the end.
bool mayFollow(int64_t previousMs, int64_t timeMs) {
  return timeMs >= 0 && timeMs <= kLatestFieldTime &&
         (timeMs == 0 || (previousMs != 0 && timeMs >= previousMs));
}

/// A hash from fields, values and times in turn, sorted by time.
ObjectRef readPackedHashWithTimes(ByteReader& reader, PayloadType type,
                                  Configuration configuration) {
  if (type == PayloadType::HashListPackWithTimes) {
    reader.take(sizeof(int64_t));
  }
  const std::optional<Elements> elements = readPacked(reader, decodeListPack);
  if (!elements || elements->empty() || elements->size() % 3 != 0) {
    return {};
  }
  configuration.hashMaxListPackValue = std::numeric_limits<int64_t>::max();
  auto* hash = new HashObject;
  ObjectRef object(hash);
  hash->admitTimes();
  std::vector<int64_t> times;
  int64_t previousMs = -1;
  for (size_t i = 0; i < elements->size(); i += 3) {
    const std::optional<int64_t> timeMs = base::parseInteger((*elements)[i + 2]);
    if (!timeMs || !mayFollow(previousMs, *timeMs) ||
        !hash->set((*elements)[i], (*elements)[i + 1], configuration)) {
      return {};
    }
    previousMs = *timeMs;
    times.push_back(previousMs);
  }
  // Backwards, since of equal times the one set last comes first.
  for (size_t i = times.size(); i > 0; --i) {
    if (times[i - 1] != 0) {
      hash->setTime((*elements)[3 * (i - 1)], times[i - 1]);
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

/// A hash from fields and values in turn.
ObjectRef makePackedHash(const std::optional<Elements>& elements, Configuration configuration) {
  if (!elements || elements->empty() || elements->size() % 2 != 0) {
    return {};
  }
  // A list pack stays one whatever the length of its values: only the count is checked.
  configuration.hashMaxListPackValue = std::numeric_limits<int64_t>::max();
  auto* hash = new HashObject;
  ObjectRef object(hash);
  for (size_t i = 0; i < elements->size(); i += 2) {
    if (!hash->set((*elements)[i], (*elements)[i + 1], configuration)) {
      return {};
    }
  }
  return object;
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

/// A sorted set from members and scores in turn.
ObjectRef makePackedSortedSet(const std::optional<Elements>& elements,
                              Configuration configuration) {
  if (!elements || elements->size() % 2 != 0) {
    return {};
  }
  configuration.sortedSetMaxListPackValue = std::numeric_limits<int64_t>::max();
  SortedSet set;
  for (size_t i = 0; i < elements->size(); i += 2) {
    const double score = base::parseNumberPrefix((*elements)[i + 1]).value;
    if (!addElement(set, score, (*elements)[i])) {
      return {};
    }
  }
  return finishSortedSet(std::move(set), configuration);
}

}  // namespace

PayloadResult readValue(ByteReader& reader, uint8_t number, const Configuration& configuration) {
  const auto type = static_cast<PayloadType>(number);
  ObjectRef object;
  switch (type) {
    case PayloadType::String:
      object = readStringObject(reader);
      break;
    case PayloadType::List:
    case PayloadType::ListZipList:
    case PayloadType::QuickList:
    case PayloadType::QuickListOfZipLists:
      object = readList(reader, type, configuration);
      break;
    case PayloadType::Set:
      object = readSet(reader, configuration);
      break;
    case PayloadType::IntSet:
      object = readIntSet(reader, configuration);
      break;
    case PayloadType::SetListPack:
      object = readPackedSet(reader, configuration);
      break;
    case PayloadType::HashWithTimes:
    case PayloadType::HashWithTimesPreview:
      object = readHashWithTimes(reader, type, configuration);
      break;
    case PayloadType::HashListPackWithTimes:
    case PayloadType::HashListPackWithTimesPreview:
      object = readPackedHashWithTimes(reader, type, configuration);
      break;
    case PayloadType::Hash:
      object = readHash(reader, configuration);
      break;
    case PayloadType::HashZipMap:
      object = makePackedHash(readPacked(reader, decodeZipMap), configuration);
      break;
    case PayloadType::HashZipList:
      object = makePackedHash(readPacked(reader, decodeZipList), configuration);
      break;
    case PayloadType::HashListPack:
      object = makePackedHash(readPacked(reader, decodeListPack), configuration);
      break;
    case PayloadType::SortedSet:
    case PayloadType::SortedSetText:
      object = readSortedSet(reader, type, configuration);
      break;
    case PayloadType::SortedSetZipList:
      object = makePackedSortedSet(readPacked(reader, decodeZipList), configuration);
      break;
    case PayloadType::SortedSetListPack:
      object = makePackedSortedSet(readPacked(reader, decodeListPack), configuration);
      break;
    case PayloadType::StreamListPacks:
    case PayloadType::StreamListPacks2:
    case PayloadType::StreamListPacks3:
      object = readStream(reader, type, configuration.compat);
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

PayloadResult readPayload(BytesView payload, const Configuration& configuration) {
  // Redis reads a value that is cut short into the footer; so does this reader.
  ByteReader reader(payload);
  const uint8_t type = reader.byte();
  return readValue(reader, type, configuration);
}

}  // namespace redis::rdb
