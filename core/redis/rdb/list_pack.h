#pragma once

#include <cstdint>

#include "base/bytes.h"
#include "redis/rdb/byte_order.h"

/// List packs: the form in which Redis keeps and writes small collections.
///
/// A pack is its size in bytes (32 bits), the number of its elements (16 bits, all ones if there
/// are more than fit), the elements, and an end byte. An element is an integer in the smallest of
/// six forms or a string with a length of 6, 12 or 32 bits, followed by its own size written so
/// that it can be read from behind. A string that looks like an integer is stored as one.
namespace redis::rdb {

class ListPackWriter {
 public:
  void add(base::BytesView element);
  void addInteger(int64_t value);

  uint64_t count() const { return count_; }
  /// Size of the pack in bytes, header and end included.
  size_t size() const;
  /// The pack; the writer is empty afterwards.
  base::Bytes finish();

 private:
  void endElement(size_t start);

  base::Bytes body_;
  uint64_t count_ = 0;
};

/// Reads the elements of a pack that may be malformed.
class ListPackReader {
 public:
  /// The pack is borrowed.
  explicit ListPackReader(base::BytesView pack);

  /// Reads the next element, an integer as its digits; false at the end of the pack and at the
  /// first malformed element.
  bool next(base::Bytes& element);
  /// Whether the pack was found to be malformed. Final once `next` answered false.
  bool failed() const { return reader_.failed(); }

 private:
  void readElement(uint8_t first, base::Bytes& element);
  void readInteger(size_t bytes, base::Bytes& element);
  void finish();

  ByteReader reader_;
  uint64_t claimed_ = 0;
  uint64_t count_ = 0;
};

}  // namespace redis::rdb
