#include "redis/rdb/zip_list.h"

#include "base/number_text.h"
#include "redis/rdb/byte_order.h"

namespace redis::rdb {
namespace {

using base::Bytes;
using base::BytesView;

constexpr uint8_t kEnd = 0xFF;
/// A size or length that is followed by one of 32 bits.
constexpr uint8_t kLong = 0xFE;

Bytes readInteger(ByteReader& reader, size_t size) {
  return base::formatInteger(withSign(reader.littleEndian(size), size));
}

Bytes readIntegerElement(ByteReader& reader, uint8_t form) {
  constexpr uint8_t kFirstSmall = 0xF1;
  constexpr uint8_t kLastSmall = 0xFD;
  if (form >= kFirstSmall && form <= kLastSmall) {
    return base::formatInteger(form - kFirstSmall);
  }
  switch (form) {
    case 0xC0:
      return readInteger(reader, 2);
    case 0xD0:
      return readInteger(reader, 4);
    case 0xE0:
      return readInteger(reader, 8);
    case 0xF0:
      return readInteger(reader, 3);
    case 0xFE:
      return readInteger(reader, 1);
    default:
      reader.fail();
      return {};
  }
}

Bytes readElement(ByteReader& reader) {
  const uint8_t first = reader.byte();
  switch (first & 0xC0) {
    case 0x00:
      return Bytes(reader.take(first));
    case 0x40: {
      const uint64_t high = first & 0x3FU;
      return Bytes(reader.take(high << 8 | reader.byte()));
    }
    case 0x80:
      return Bytes(reader.take(reader.bigEndian(4)));
    default:
      return readIntegerElement(reader, first);
  }
}

/// A length of a zip map; fails at the end byte.
uint64_t readMapLength(ByteReader& reader, uint8_t first) {
  if (first == kEnd) {
    reader.fail();
  }
  return first == kLong ? reader.littleEndian(4) : first;
}

}  // namespace

std::optional<std::vector<Bytes>> decodeZipList(BytesView bytes) {
  constexpr size_t kHeaderSize = 10;
  constexpr uint64_t kUnknownCount = 0xFFFF;
  ByteReader reader(bytes);
  const uint64_t size = reader.littleEndian(4);
  const uint64_t lastAt = reader.littleEndian(4);
  const uint64_t count = reader.littleEndian(2);
  if (reader.failed() || size != bytes.size()) {
    return std::nullopt;
  }
  std::vector<Bytes> elements;
  size_t previousSize = 0;
  size_t elementAt = kHeaderSize;
  for (;;) {
    const size_t start = bytes.size() - reader.remaining();
    const uint8_t first = reader.byte();
    if (reader.failed()) {
      return std::nullopt;
    }
    if (first == kEnd) {
      break;
    }
    if ((first == kLong ? reader.littleEndian(4) : first) != previousSize) {
      return std::nullopt;
    }
    elements.push_back(readElement(reader));
    elementAt = start;
    previousSize = bytes.size() - reader.remaining() - start;
  }
  const bool isCounted = count == kUnknownCount || count == elements.size();
  return reader.remaining() == 0 && isCounted && lastAt == elementAt
             ? std::optional(std::move(elements))
             : std::nullopt;
}

std::optional<std::vector<Bytes>> decodeZipMap(BytesView bytes) {
  constexpr uint8_t kUnknownCount = 254;
  ByteReader reader(bytes);
  const uint8_t count = reader.byte();
  std::vector<Bytes> texts;
  for (uint8_t first = reader.byte(); first != kEnd && !reader.failed(); first = reader.byte()) {
    texts.emplace_back(reader.take(readMapLength(reader, first)));
    const uint64_t length = readMapLength(reader, reader.byte());
    const uint8_t unused = reader.byte();
    texts.emplace_back(reader.take(length));
    reader.take(unused);
  }
  const bool isCounted = count >= kUnknownCount || count * size_t{2} == texts.size();
  return !reader.failed() && reader.remaining() == 0 && isCounted ? std::optional(std::move(texts))
                                                                  : std::nullopt;
}

}  // namespace redis::rdb
