#pragma once

#include <span>

#include "base/bytes.h"
#include "redis/rdb/byte_order.h"

/// Libraries of functions as payloads.
///
/// A payload is a sequence of sources, each behind a mark, with the footer of every payload. The
/// name and the engine of a library are part of its source; the preview releases of Redis 7.0 wrote
/// them apart. Redis: FUNCTION DUMP, FUNCTION RESTORE.
namespace redis::rdb {

/// The payload of the libraries with these sources, in this order, with a version of the format.
base::Bytes writeFunctions(std::span<const base::BytesView> sources, uint64_t version);

/// Reads an intact payload, one library after the other:
///
///     FunctionPayloadReader reader(payload);
///     for (Bytes source; reader.next(source);) { ... }
///     if (reader.failed()) return Reply::error(reader.error());
class FunctionPayloadReader {
 public:
  /// The payload is borrowed and outlives the reader.
  explicit FunctionPayloadReader(base::BytesView payload) : reader_(payload) {}

  /// The next source; false at the end or after a failure.
  bool next(base::Bytes& source);
  bool failed() const { return !error_.empty(); }
  /// The error reply's text, code included.
  base::BytesView error() const { return error_; }

 private:
  /// A string, or the error `message`.
  bool readPart(base::Bytes& text, base::BytesView message);
  bool readParts(base::Bytes& source);

  ByteReader reader_;
  base::BytesView error_;
};

}  // namespace redis::rdb
