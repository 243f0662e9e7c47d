#include "redis/structures/pack_element.h"

#include <optional>

#include "base/number_text.h"

namespace redis {
namespace {

using base::Bytes;
using base::BytesView;

constexpr uint8_t kString32 = 0xF0;
constexpr uint8_t kInteger16 = 0xF1;
constexpr uint8_t kInteger24 = 0xF2;
constexpr uint8_t kInteger32 = 0xF3;
constexpr uint8_t kInteger64 = 0xF4;

template <int kBits>
bool fits(int64_t value) {
  constexpr int64_t kLimit = int64_t{1} << (kBits - 1);
  return value >= -kLimit && value < kLimit;
}

void append(Bytes& out, uint64_t byte) { out += static_cast<char>(byte & 0xFF); }

void appendBytes(Bytes& out, uint64_t value, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    append(out, value >> (8 * i));
  }
}

/// The bytes that the size of an element takes behind it.
size_t trailerSize(uint64_t elementSize) {
  // The limits of three and more are one below what the bits could hold, as in Redis.
  if (elementSize <= 127) {
    return 1;
  }
  if (elementSize < 16383) {
    return 2;
  }
  if (elementSize < 2097151) {
    return 3;
  }
  return elementSize < 268435455 ? 4 : 5;
}

/// Bytes of an integer behind its form byte.
size_t integerBytes(int64_t value) {
  if (fits<16>(value)) {
    return 2;
  }
  if (fits<24>(value)) {
    return 3;
  }
  return fits<32>(value) ? 4 : 8;
}

uint64_t readBytes(BytesView bytes, size_t at, size_t count) {
  uint64_t value = 0;
  for (size_t i = count; i-- > 0;) {
    value = value << 8 | static_cast<uint8_t>(bytes[at + i]);
  }
  return value;
}

/// The size of an element without its trailer.
size_t finishSize(size_t at, size_t size) { return at + size + trailerSize(size); }

PackElement integerElement(int64_t value, size_t at, size_t size) {
  PackElement element;
  element.isInteger = true;
  element.integer = value;
  element.next = finishSize(at, size);
  return element;
}

PackElement stringElement(BytesView bytes, size_t at, size_t head, size_t length) {
  PackElement element;
  element.string = bytes.substr(at + head, length);
  element.next = finishSize(at, head + length);
  return element;
}

}  // namespace

void appendPackTrailer(Bytes& out, uint64_t elementSize) {
  // Seven bits a byte, highest first; all but the first have their top bit set.
  const size_t bytes = trailerSize(elementSize);
  for (size_t i = bytes; i-- > 0;) {
    append(out, (elementSize >> (7 * i) & 0x7F) | (i + 1 < bytes ? 0x80U : 0U));
  }
}

void appendPackElement(Bytes& out, BytesView element) {
  if (const std::optional<int64_t> integer = base::parseInteger(element)) {
    appendPackInteger(out, *integer);
    return;
  }
  const size_t start = out.size();
  const size_t size = element.size();
  if (size < 64) {
    append(out, 0x80 | size);
  } else if (size < 4096) {
    append(out, 0xE0 | size >> 8);
    append(out, size);
  } else {
    append(out, kString32);
    appendBytes(out, size, 4);
  }
  out += element;
  appendPackTrailer(out, out.size() - start);
}

void appendPackInteger(Bytes& out, int64_t value) {
  const size_t start = out.size();
  const auto bits = static_cast<uint64_t>(value);
  if (value >= 0 && value <= 127) {
    append(out, bits);
  } else if (fits<13>(value)) {
    append(out, 0xC0 | (bits >> 8 & 0x1F));
    append(out, bits);
  } else {
    const size_t count = integerBytes(value);
    append(out, count == 8 ? kInteger64 : kInteger16 + count - 2);
    appendBytes(out, bits, count);
  }
  appendPackTrailer(out, out.size() - start);
}

size_t packIntegerSize(int64_t value) {
  if (value >= 0 && value <= 127) {
    return 2;
  }
  return fits<13>(value) ? 3 : integerBytes(value) + 2;
}

PackElement packElementAt(BytesView bytes, size_t at) {
  const auto first = static_cast<uint8_t>(bytes[at]);
  if (first < 0x80) {
    return integerElement(first, at, 1);
  }
  if (first < 0xC0) {
    return stringElement(bytes, at, 1, first & 0x3F);
  }
  if (first < 0xE0) {
    const auto value = static_cast<int64_t>((first & 0x1FU) << 8 | readBytes(bytes, at + 1, 1));
    return integerElement(value < 4096 ? value : value - 8192, at, 2);
  }
  if (first < kString32) {
    return stringElement(bytes, at, 2, (first & 0x0FU) << 8 | readBytes(bytes, at + 1, 1));
  }
  if (first == kString32) {
    return stringElement(bytes, at, 5, readBytes(bytes, at + 1, 4));
  }
  const size_t count = first == kInteger64 ? 8 : first - kInteger16 + 2U;
  const size_t unused = 64 - 8 * count;
  const auto value = static_cast<int64_t>(readBytes(bytes, at + 1, count) << unused) >> unused;
  return integerElement(value, at, count + 1);
}

size_t packElementEnd(BytesView bytes, size_t at) {
  const auto first = static_cast<uint8_t>(bytes[at]);
  if (first < 0x80) {
    return finishSize(at, 1);
  }
  if (first < 0xC0) {
    return finishSize(at, 1 + (first & 0x3FU));
  }
  if (first < 0xE0) {
    return finishSize(at, 2);
  }
  // Texts of more than 63 bytes and numbers of three bytes and more are worth a look at.
  return packElementAt(bytes, at).next;
}

size_t packElementBefore(BytesView bytes, size_t end) {
  uint64_t size = 0;
  size_t trailer = 0;
  for (bool goesOn = true; goesOn; ++trailer) {
    const auto byte = static_cast<uint8_t>(bytes[end - 1 - trailer]);
    size |= static_cast<uint64_t>(byte & 0x7FU) << (7 * trailer);
    goesOn = (byte & 0x80U) != 0;
  }
  return end - trailer - size;
}

}  // namespace redis
