#include "redis/rdb/int_set_codec.h"

#include <algorithm>
#include <limits>

#include "redis/rdb/byte_order.h"

namespace redis::rdb {
namespace {

constexpr size_t kHeaderSize = 8;

size_t widthOf(int64_t value) {
  if (value < std::numeric_limits<int32_t>::min() || value > std::numeric_limits<int32_t>::max()) {
    return 8;
  }
  const bool isShort =
      value >= std::numeric_limits<int16_t>::min() && value <= std::numeric_limits<int16_t>::max();
  return isShort ? 2 : 4;
}

}  // namespace

base::Bytes encodeIntSet(const IntSet& set) {
  size_t width = 2;
  for (const int64_t value : set) {
    width = std::max(width, widthOf(value));
  }
  base::Bytes bytes;
  bytes.reserve(kHeaderSize + width * set.size());
  appendLittleEndian(bytes, width, 4);
  appendLittleEndian(bytes, set.size(), 4);
  for (const int64_t value : set) {
    appendLittleEndian(bytes, static_cast<uint64_t>(value), width);
  }
  return bytes;
}

std::optional<std::vector<int64_t>> decodeIntSet(base::BytesView bytes) {
  ByteReader reader(bytes);
  const uint64_t width = reader.littleEndian(4);
  const uint64_t count = reader.littleEndian(4);
  const bool isWidth = width == 2 || width == 4 || width == 8;
  if (reader.failed() || !isWidth || count == 0 || reader.remaining() != width * count) {
    return std::nullopt;
  }
  std::vector<int64_t> values;
  values.reserve(static_cast<size_t>(count));
  while (reader.remaining() > 0) {
    const auto size = static_cast<size_t>(width);
    values.push_back(withSign(reader.littleEndian(size), size));
  }
  return values;
}

}  // namespace redis::rdb
