#include "redis/rdb/list_pack.h"

#include <algorithm>
#include <utility>

#include "base/number_text.h"
#include "redis/structures/pack_element.h"

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

}  // namespace

void ListPackWriter::add(BytesView element) {
  appendPackElement(body_, element);
  ++count_;
}

void ListPackWriter::addInteger(int64_t value) {
  appendPackInteger(body_, value);
  ++count_;
}

void ListPackWriter::addAll(BytesView elements, uint64_t count) {
  body_ += elements;
  count_ += count;
}

size_t ListPackWriter::size() const { return kHeaderSize + body_.size() + 1; }

Bytes ListPackWriter::finish() {
  Bytes pack;
  pack.reserve(size());
  appendLittleEndian(pack, size(), 4);
  appendLittleEndian(pack, std::min(count_, kUnknownCount), 2);
  pack += body_;
  pack += static_cast<char>(kEnd);
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
  appendPackTrailer(trailer, size);
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
