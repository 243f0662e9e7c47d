#pragma once

#include "base/bytes.h"
#include "redis/keyspace/keyspace.h"

/// Digests of values and of all data, which do not depend on encodings and orders that have no
/// meaning. Two servers with the same data answer the same. Redis: DEBUG DIGEST, DEBUG
/// DIGEST-VALUE.
namespace redis {

/// The digest of the value of a key, in hexadecimal; zeros for nullptr.
base::Bytes valueDigest(const Database::Entry* entry);
/// The digest of all databases, in hexadecimal.
base::Bytes keyspaceDigest(const Keyspace& keyspace);

}  // namespace redis
