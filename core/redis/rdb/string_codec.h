#pragma once

#include <cstdint>

#include "base/bytes.h"
#include "redis/rdb/byte_order.h"

/// Lengths and strings, of which everything else in a payload is made, and the end of a payload.
///
/// A length takes one, two, five or nine bytes. A string is a length and its bytes, unless it is an
/// integer of at most 32 bits, which is written in binary, or longer than 20 bytes and becomes
/// shorter by compression. A reader that fails latches, see `ByteReader`. Redis: DUMP.
namespace redis::rdb {

// ---- writing ----

void appendLength(base::Bytes& out, uint64_t length);
/// A string that is opaque bytes: a list pack, a set of integers.
void appendBlob(base::Bytes& out, base::BytesView blob);
/// A string; text that reads as a short integer becomes one.
void appendString(base::Bytes& out, base::BytesView text);
/// The version of the format and the checksum of all that is in `out`.
void appendFooter(base::Bytes& out, uint64_t version);

// ---- reading ----

/// A length, for example a number of elements.
uint64_t readLength(ByteReader& reader);
/// A string in any form; empty after a failure.
base::Bytes readString(ByteReader& reader);
/// Whether a payload has a version up to `newest` and the checksum that belongs to it.
bool isIntactPayload(base::BytesView payload, uint64_t newest);

}  // namespace redis::rdb
