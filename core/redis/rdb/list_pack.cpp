#include "redis/rdb/list_pack.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/number_text.h"

namespace redis::rdb {
namespace {

using base::Bytes;
using base::BytesView;

constexpr size_t kHeaderSize = 6;
constexpr uint64_t kUnknownCount = 0xFFFF;
constexpr uint8_t kEnd = 0xFF;
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

/// Seven bits a byte, highest first; all but the first have their top bit set.
void appendTrailer(Bytes& out, uint64_t elementSize) {
  const size_t bytes = trailerSize(elementSize);
  for (size_t i = bytes; i-- > 0;) {
    append(out, (elementSize >> (7 * i) & 0x7F) | (i + 1 < bytes ? 0x80U : 0U));
  }
}

}  // namespace

void ListPackWriter::add(BytesView element) {
  if (const std::optional<int64_t> integer = base::parseInteger(element)) {
    addInteger(*integer);
    return;
  }
  const size_t start = body_.size();
  const size_t size = element.size();
  if (size < 64) {
    append(body_, 0x80 | size);
  } else if (size < 4096) {
    append(body_, 0xE0 | size >> 8);
    append(body_, size);
  } else {
    append(body_, kString32);
    appendLittleEndian(body_, size, 4);
  }
  body_ += element;
  endElement(start);
}

void ListPackWriter::addInteger(int64_t value) {
  const size_t start = body_.size();
  const auto bits = static_cast<uint64_t>(value);
  const auto appendWide = [&](uint8_t form, size_t bytes) {
    append(body_, form);
    appendLittleEndian(body_, bits, bytes);
  };
  if (value >= 0 && value <= 127) {
    append(body_, bits);
  } else if (fits<13>(value)) {
    append(body_, 0xC0 | (bits >> 8 & 0x1F));
    append(body_, bits);
  } else if (fits<16>(value)) {
    appendWide(kInteger16, 2);
  } else if (fits<24>(value)) {
    appendWide(kInteger24, 3);
  } else if (fits<32>(value)) {
    appendWide(kInteger32, 4);
  } else {
    appendWide(kInteger64, 8);
  }
  endElement(start);
}

void ListPackWriter::endElement(size_t start) {
  appendTrailer(body_, body_.size() - start);
  ++count_;
}

size_t ListPackWriter::size() const { return kHeaderSize + body_.size() + 1; }

Bytes ListPackWriter::finish() {
  Bytes pack;
  pack.reserve(size());
  appendLittleEndian(pack, size(), 4);
  appendLittleEndian(pack, std::min(count_, kUnknownCount), 2);
  pack += body_;
  append(pack, kEnd);
  body_.clear();
  count_ = 0;
  return pack;
}

ListPackReader::ListPackReader(BytesView pack) : reader_(pack) {
  const uint64_t size = reader_.littleEndian(4);
  claimed_ = reader_.littleEndian(2);
  if (size != pack.size()) {
    reader_.fail();
  }
}

bool ListPackReader::next(Bytes& element) {
  const size_t before = reader_.remaining();
  const uint8_t first = reader_.byte();
  if (reader_.failed()) {
    return false;
  }
  if (first == kEnd) {
    finish();
    return false;
  }
  readElement(first, element);
  const size_t size = before - reader_.remaining();
  Bytes trailer;
  appendTrailer(trailer, size);
  if (reader_.failed() || reader_.take(trailer.size()) != BytesView(trailer)) {
    reader_.fail();
    return false;
  }
  ++count_;
  return true;
}

void ListPackReader::finish() {
  const bool isCounted = claimed_ == kUnknownCount || claimed_ == count_;
  if (reader_.remaining() > 0 || !isCounted) {
    reader_.fail();
  }
}

void ListPackReader::readElement(uint8_t first, Bytes& element) {
  if (first < 0x80) {
    element = base::formatInteger(int64_t{first});
  } else if (first < 0xC0) {
    element = reader_.take(first & 0x3F);
  } else if (first < 0xE0) {
    const uint64_t bits = (uint64_t{first} & 0x1F) << 8 | reader_.byte();
    const auto value = static_cast<int64_t>(bits);
    element = base::formatInteger(value < 4096 ? value : value - 8192);
  } else if (first < kString32) {
    const uint64_t high = (uint64_t{first} & 0x0F) << 8;
    element = reader_.take(high | reader_.byte());
  } else if (first == kString32) {
    element = reader_.take(reader_.littleEndian(4));
  } else if (first == kInteger16) {
    readInteger(2, element);
  } else if (first == kInteger24) {
    readInteger(3, element);
  } else if (first == kInteger32) {
    readInteger(4, element);
  } else if (first == kInteger64) {
    readInteger(8, element);
  } else {
    reader_.fail();
  }
}

void ListPackReader::readInteger(size_t bytes, Bytes& element) {
  element = base::formatInteger(withSign(reader_.littleEndian(bytes), bytes));
}

}  // namespace redis::rdb
