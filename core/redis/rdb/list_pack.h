#pragma once

#include <cstdint>

#include "base/bytes.h"
#include "redis/rdb/byte_order.h"

/// List packs: the form in which Redis keeps and writes small collections.
///
/// A pack is its size in bytes (32 bits), the number of its elements (16 bits, all ones if there
/// are more than fit), the elements, which `pack_element.h` describes, and an end byte.
namespace redis::rdb {

class ListPackWriter {
 public:
  void add(base::BytesView element);
  void addInteger(int64_t value);
  /// Adds `count` elements that are encoded already.
  void addAll(base::BytesView elements, uint64_t count);

  uint64_t count() const { return count_; }
  /// Size of the pack in bytes, header and end included.
  size_t size() const;
  /// The pack; the writer is empty afterwards.
  base::Bytes finish();

 private:
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
