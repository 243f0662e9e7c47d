#include "redis/keyspace/value_memory.h"

#include <bit>

#include "redis/keyspace/hash_object.h"
#include "redis/keyspace/list_object.h"
#include "redis/keyspace/set_object.h"
#include "redis/keyspace/sorted_set_object.h"
#include "redis/keyspace/stream_object.h"
#include "redis/keyspace/string_object.h"

namespace redis {

size_t packedBytes(base::BytesView element) {
  constexpr size_t kLongestInteger = 20;
  size_t bytes = (element.size() < 64 ? 1 : element.size() < 4096 ? 2 : 5) + element.size();
  if (element.size() <= kLongestInteger) {
    if (const std::optional<int64_t> value = base::parseInteger(element)) {
      const int64_t number = *value;
      const auto fits = [number](int bits) {
        return number >= -(int64_t{1} << (bits - 1)) && number < (int64_t{1} << (bits - 1));
      };
      bytes = number >= 0 && number < 128 ? 1
              : fits(13)                  ? 2
              : fits(16)                  ? 3
              : fits(24)                  ? 4
              : fits(32)                  ? 5
                                          : 9;
    }
  }
  return bytes + (bytes < 128 ? 1 : bytes < 16384 ? 2 : bytes < 2097152 ? 3 : 4);
}

namespace {

using base::BytesView;

constexpr size_t kObjectBytes = 16;
constexpr size_t kDictBytes = 56;
constexpr size_t kDictEntryBytes = 24;
constexpr size_t kPointerBytes = 8;

/// What the allocator hands out for `bytes`: eight, then steps of a quarter of a power of two.
size_t allocated(size_t bytes) {
  constexpr size_t kQuantum = 16;
  if (bytes <= 8) {
    return 8;
  }
  const size_t power = std::bit_width(bytes - 1);
  const size_t step = std::max(kQuantum, (size_t{1} << power) / 8);
  return (bytes + step - 1) / step * step;
}

/// A string with its header and its closing zero byte.
size_t stringBytes(size_t length) {
  const size_t header = length < 32 ? 1 : length < 256 ? 3 : length < 65536 ? 5 : 9;
  return allocated(header + length + 1);
}

size_t slotBytes(size_t count) { return kPointerBytes * std::bit_ceil(std::max<size_t>(count, 4)); }

constexpr size_t kPackFrameBytes = 7;

/// The sum of `measure` over all elements, told from the first `samples` of them.
struct Sampler {
  size_t limit;
  size_t seen = 0;
  size_t bytes = 0;

  bool wantsMore() const { return limit == 0 || seen < limit; }
  void add(size_t size) {
    bytes += size;
    ++seen;
  }
  size_t total(size_t count) const { return seen == 0 ? 0 : bytes * count / seen; }
};

size_t valueBytes(const StringObject& string) {
  switch (string.encoding()) {
    case Encoding::Int:
      return kObjectBytes;
    case Encoding::EmbeddedString:
      return allocated(kObjectBytes + 3 + string.length() + 1);
    default:
      return kObjectBytes + stringBytes(string.length());
  }
}

size_t valueBytes(const ListObject& list, size_t samples) {
  constexpr size_t kQuickListBytes = 40;
  constexpr size_t kNodeBytes = 40;
  constexpr size_t kNodeLimit = 8192;
  Sampler sampler{samples};
  size_t nodes = 0;
  size_t packed = kPackFrameBytes;
  for (uint32_t i = 0; i < list.size() && sampler.wantsMore(); ++i) {
    const size_t bytes = packedBytes(list.items().at(i));
    if (packed + bytes > kNodeLimit && packed > kPackFrameBytes) {
      sampler.add(kNodeBytes + allocated(packed));
      packed = kPackFrameBytes;
    }
    packed += bytes;
    nodes += packed == kPackFrameBytes + bytes ? 1 : 0;
  }
  if (sampler.wantsMore() || sampler.seen == 0) {
    sampler.add(kNodeBytes + allocated(packed));
  }
  return kObjectBytes + kQuickListBytes + sampler.total(std::max(nodes, sampler.seen));
}

size_t valueBytes(const SetObject& set, size_t samples) {
  if (set.isIntSet()) {
    size_t width = 2;
    for (const int64_t value : set.integers()) {
      width = value != static_cast<int32_t>(value)   ? 8
              : value != static_cast<int16_t>(value) ? std::max<size_t>(width, 4)
                                                     : width;
    }
    return kObjectBytes + allocated(8 + width * set.size());
  }
  Sampler sampler{samples};
  set.forEachWhile([&sampler](BytesView member) {
    sampler.add(kDictEntryBytes + stringBytes(member.size()));
    return sampler.wantsMore();
  });
  return kObjectBytes + kDictBytes + slotBytes(set.size()) + sampler.total(set.size());
}

size_t valueBytes(const HashObject& hash, size_t samples) {
  if (hash.isCompact()) {
    size_t packed = kPackFrameBytes;
    for (const auto& entry : hash.fields()) {
      packed += packedBytes(entry.key) + packedBytes(entry.value);
    }
    return kObjectBytes + allocated(packed);
  }
  Sampler sampler{samples};
  for (const auto& entry : hash.fields()) {
    if (!sampler.wantsMore()) {
      break;
    }
    sampler.add(kDictEntryBytes + stringBytes(entry.key.size()) + stringBytes(entry.value.size()));
  }
  return kObjectBytes + kDictBytes + slotBytes(hash.size()) + sampler.total(hash.size());
}

size_t valueBytes(const SortedSetObject& set, size_t samples) {
  const SkipList& order = set.elements().order();
  if (set.encoding() == Encoding::ListPack) {
    size_t packed = kPackFrameBytes;
    for (NodeId node = order.first(); node != kNoNode; node = order.next(node)) {
      packed +=
          packedBytes(order.member(node)) + packedBytes(base::formatDouble17(order.score(node)));
    }
    return kObjectBytes + allocated(packed);
  }
  constexpr size_t kHeaderBytes = 16 + 32 + 640;
  constexpr size_t kNodeBytes = 48;
  Sampler sampler{samples};
  for (NodeId node = order.first(); node != kNoNode && sampler.wantsMore();
       node = order.next(node)) {
    sampler.add(stringBytes(order.member(node).size()) + kDictEntryBytes + kNodeBytes);
  }
  return kObjectBytes + kHeaderBytes + kDictBytes + slotBytes(set.size()) +
         sampler.total(set.size());
}

/// Entries only: what groups and consumers take is not told.
size_t valueBytes(const StreamObject& stream, size_t samples) {
  constexpr size_t kStreamBytes = 80;
  constexpr size_t kIdBytes = 16;
  constexpr size_t kTreeNodeBytes = 4 + 30 * kPointerBytes;
  const auto& nodes = stream.log().nodes();
  Sampler sampler{samples};
  for (const StreamNode& node : nodes) {
    if (!sampler.wantsMore()) {
      break;
    }
    sampler.add(allocated(node.packSize()));
  }
  return kObjectBytes + kStreamBytes + nodes.size() * kIdBytes +
         stream.log().treeNodeCount() * kTreeNodeBytes + sampler.total(nodes.size());
}

}  // namespace

size_t memoryInRedis(BytesView key, const Object& object, size_t samples) {
  const size_t own = stringBytes(key.size()) + kDictEntryBytes;
  switch (object.type()) {
    case ObjectType::String:
      return own + valueBytes(*object.as<StringObject>());
    case ObjectType::List:
      return own + valueBytes(*object.as<ListObject>(), samples);
    case ObjectType::Set:
      return own + valueBytes(*object.as<SetObject>(), samples);
    case ObjectType::SortedSet:
      return own + valueBytes(*object.as<SortedSetObject>(), samples);
    case ObjectType::Hash:
      return own + valueBytes(*object.as<HashObject>(), samples);
    case ObjectType::Stream:
      return own + valueBytes(*object.as<StreamObject>(), samples);
  }
  return own;
}

}  // namespace redis
