#pragma once

#include <cstdint>

/// The parameters of CONFIG that change what commands answer. Defaults are those of Redis 7.0.15.
namespace redis {

struct Configuration {
  int64_t hashMaxListPackEntries = 512;
  int64_t hashMaxListPackValue = 64;
  int64_t setMaxIntSetEntries = 512;
  int64_t sortedSetMaxListPackEntries = 128;
  int64_t sortedSetMaxListPackValue = 64;
  int64_t listMaxListPackSize = -2;
  int64_t listCompressDepth = 0;
  /// Longest string that SETRANGE, APPEND, ... may build, in bytes.
  int64_t protoMaxBulkLength = 512LL * 1024 * 1024;
  /// Number of databases; fixed when the keyspace is made.
  int64_t databases = 16;
  /// Limit on memory in bytes; kept for CONFIG, 0 means none.
  int64_t maxMemory = 0;
  /// Milliseconds after which a script counts as slow.
  int64_t busyReplyThresholdMs = 5000;
};

}  // namespace redis
