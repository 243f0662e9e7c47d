#pragma once

#include <cstddef>

#include "base/bytes.h"
#include "redis/keyspace/object.h"

/// What a key would take in the memory of Redis 7.0.15 on a 64-bit machine.
///
/// MEMORY USAGE is asked by tools that look for big keys, and compared by tests; what this engine
/// takes itself would tell them nothing about a real server. The sizes follow the structures of
/// Redis and the size classes of its allocator. Where they depend on history (levels of a skip
/// list, room for growth) the usual case is assumed.
namespace redis {

/// Bytes of `key` and `object`. At most `samples` elements of a big value are looked at, and the
/// rest is taken to be like them; 0 means all.
size_t memoryInRedis(base::BytesView key, const Object& object, size_t samples);

/// Bytes of an element of a list pack: encoding, data and the length that is read backwards.
size_t packedBytes(base::BytesView element);

}  // namespace redis
