#pragma once

#include <cstdint>

#include "base/bytes.h"
#include "redis/keyspace/configuration.h"
#include "redis/keyspace/object.h"

/// Objects from payloads of DUMP, ours and those of redis-server 7.0.15.
///
/// A payload is hostile until it is read: every length is checked against the bytes that are there,
/// a malformed value is refused as a whole, and so is a collection that is empty or names a member
/// twice. Bytes between the value and its footer are ignored, as Redis does. Redis: RESTORE.
///
/// Compat: RESTORE takes the types that Redis 7.0 writes, and streams of earlier releases; the zip
/// lists and zip maps of Redis before 7.0 and modules are refused by number.
namespace redis::rdb {

enum class PayloadStatus : uint8_t { Ok, BadFormat, UnsupportedType };

struct PayloadResult {
  PayloadStatus status = PayloadStatus::BadFormat;
  /// The value if `status` is `Ok`.
  ObjectRef object;
  /// The type that is not supported.
  uint8_t type = 0;
};

/// Reads an intact payload; encodings follow the limits of `configuration`.
PayloadResult readPayload(base::BytesView payload, const Configuration& configuration);

}  // namespace redis::rdb
