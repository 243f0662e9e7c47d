#pragma once

#include "base/bytes.h"
#include "redis/keyspace/object.h"
#include "redis/keyspace/stream_object.h"
#include "redis/rdb/byte_order.h"
#include "redis/rdb/format.h"

/// Streams as payloads: the nodes as list packs, numbers about the whole, groups with their pending
/// entries and consumers. Redis: RDB types 15, 19 and 21.
namespace redis::rdb {

/// Appends a stream as type 19 or 21.
void appendStream(base::Bytes& out, const StreamObject& stream, PayloadType type);

/// A stream of one of these types; empty if it is malformed. What a stream of type 15 does not say
/// is taken from its entries.
ObjectRef readStream(ByteReader& reader, PayloadType type, Compatibility compat);

}  // namespace redis::rdb
