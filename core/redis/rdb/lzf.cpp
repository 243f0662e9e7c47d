#include "redis/rdb/lzf.h"

#include "redis/rdb/byte_order.h"

namespace redis::rdb {
namespace {

constexpr uint8_t kFirstReference = 32;
/// A length of three bits that says that a byte with more of it follows.
constexpr size_t kLongReference = 7;

/// Appends `count` bytes that start `distance` before the end; the two may overlap. False if there
/// are not as many.
bool appendReference(base::Bytes& text, size_t distance, size_t count) {
  if (distance > text.size()) {
    return false;
  }
  for (size_t from = text.size() - distance; count > 0; --count, ++from) {
    text += text[from];
  }
  return true;
}

}  // namespace

std::optional<base::Bytes> decompressLzf(base::BytesView compressed, uint64_t size) {
  ByteReader reader(compressed);
  base::Bytes text;
  while (reader.remaining() > 0) {
    const uint8_t control = reader.byte();
    if (control < kFirstReference) {
      text += reader.take(size_t{control} + 1);
    } else {
      size_t count = control >> 5;
      count += count == kLongReference ? reader.byte() : 0;
      const size_t distance = (size_t{control} & 31) << 8 | reader.byte();
      if (reader.failed() || !appendReference(text, distance + 1, count + 2)) {
        return std::nullopt;
      }
    }
    if (reader.failed() || text.size() > size) {
      return std::nullopt;
    }
  }
  if (text.size() != size) {
    return std::nullopt;
  }
  return text;
}

}  // namespace redis::rdb
