#pragma once

#include "base/bytes.h"
#include "redis/keyspace/object.h"
#include "redis/keyspace/stream_object.h"
#include "redis/rdb/byte_order.h"
#include "redis/rdb/format.h"

/// Streams as payloads: the nodes as list packs, numbers about the whole, groups with their pending
/// entries and consumers. Redis: RDB types 15 and 19.
namespace redis::rdb {

/// Appends a stream as type 19.
void appendStream(base::Bytes& out, const StreamObject& stream);

/// A stream of type 15 or 19; empty if it is malformed. What a stream of type 15 does not say is
/// taken from its entries.
ObjectRef readStream(ByteReader& reader, PayloadType type);

}  // namespace redis::rdb
