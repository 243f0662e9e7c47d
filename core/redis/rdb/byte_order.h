#pragma once

#include <cstdint>

#include "base/bytes.h"

/// Numbers as bytes, and a reader that cannot leave its bytes.
///
/// Payloads of RESTORE come from anywhere, so every read is checked against what is left. The first
/// read that fails latches: from then on there is nothing left and every read answers zero or
/// nothing, so a caller parses on and checks once, and a loop over a claimed count ends because it
/// checks `failed()`. Nothing is allocated by a claimed length.
namespace redis::rdb {

/// Appends the low `count` bytes of `value`, lowest first.
inline void appendLittleEndian(base::Bytes& out, uint64_t value, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    out += static_cast<char>(value >> (8 * i) & 0xFF);
  }
}

/// Appends the low `count` bytes of `value`, highest first.
inline void appendBigEndian(base::Bytes& out, uint64_t value, size_t count) {
  for (size_t i = count; i-- > 0;) {
    out += static_cast<char>(value >> (8 * i) & 0xFF);
  }
}

/// The low `count` bytes of `bits` (1 to 8) as a number with a sign.
inline int64_t withSign(uint64_t bits, size_t count) {
  const size_t unused = 64 - 8 * count;
  return static_cast<int64_t>(bits << unused) >> unused;
}

class ByteReader {
 public:
  /// The bytes are borrowed and outlive the reader.
  explicit ByteReader(base::BytesView bytes) : rest_(bytes) {}

  bool failed() const { return failed_; }
  size_t remaining() const { return rest_.size(); }
  /// Latches a failure found by the caller.
  void fail() {
    failed_ = true;
    rest_ = {};
  }

  /// The next `count` bytes; empty and failed if there are fewer.
  base::BytesView take(uint64_t count) {
    if (count > rest_.size()) {
      fail();
      return {};
    }
    const base::BytesView taken = rest_.substr(0, static_cast<size_t>(count));
    rest_.remove_prefix(static_cast<size_t>(count));
    return taken;
  }
  uint8_t byte() {
    const base::BytesView taken = take(1);
    return taken.empty() ? uint8_t{0} : static_cast<uint8_t>(taken[0]);
  }
  /// A number of `count` bytes (up to 8), lowest first.
  uint64_t littleEndian(size_t count) {
    const base::BytesView taken = take(count);
    uint64_t value = 0;
    for (size_t i = taken.size(); i-- > 0;) {
      value = value << 8 | static_cast<uint8_t>(taken[i]);
    }
    return value;
  }
  /// A number of `count` bytes (up to 8), highest first.
  uint64_t bigEndian(size_t count) {
    uint64_t value = 0;
    for (const char c : take(count)) {
      value = value << 8 | static_cast<uint8_t>(c);
    }
    return value;
  }

 private:
  base::BytesView rest_;
  bool failed_ = false;
};

}  // namespace redis::rdb
