#pragma once

#include <cstdint>

#include "base/bytes.h"
#include "redis/keyspace/configuration.h"
#include "redis/keyspace/object.h"
#include "redis/rdb/byte_order.h"

/// Objects from payloads of DUMP, ours and those of redis-server 7.0.15.
///
/// A payload is hostile until it is read: every length is checked against the bytes that are there,
/// a malformed value is refused as a whole, and so is a collection that is empty or names a member
/// twice. Bytes between the value and its footer are ignored, as Redis does. Redis: RESTORE.
///
/// Compat: RESTORE refuses values of modules by number.
namespace redis::rdb {

enum class PayloadStatus : uint8_t { Ok, BadFormat, UnsupportedType };

struct PayloadResult {
  PayloadStatus status = PayloadStatus::BadFormat;
  /// The value if `status` is `Ok`.
  ObjectRef object;
  /// The type that is not supported.
  uint8_t type = 0;
};

/// Reads the value of a type, which is a `PayloadType` or another number; encodings follow the
/// limits of `configuration`.
PayloadResult readValue(ByteReader& reader, uint8_t type, const Configuration& configuration);

/// Reads an intact payload; encodings follow the limits of `configuration`.
PayloadResult readPayload(base::BytesView payload, const Configuration& configuration);

}  // namespace redis::rdb
