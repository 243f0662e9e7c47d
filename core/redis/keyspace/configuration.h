#pragma once

#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "redis/keyspace/compatibility.h"

/// The parameters of CONFIG.
///
/// Parameters that change what the engine answers are members, with the defaults of Redis 7.0.15.
/// All others (files, replication, TLS, ...) are only kept for clients that read and set them:
/// `texts` holds those that differ from their default, by their row in the table of parameters
/// (`redis/commands/configuration_parameters.h`). A keyspace owns its configuration, so that forks
/// and replays see the same thresholds.
namespace redis {

/// What to do when memory is used up, in the order of the words of "maxmemory-policy".
enum class MemoryPolicy : uint8_t {
  VolatileLru,
  VolatileLfu,
  VolatileRandom,
  VolatileTtl,
  AllKeysLru,
  AllKeysLfu,
  AllKeysRandom,
  NoEviction,
};

/// Limits on what waits to be sent to one class of clients.
struct OutputBufferLimit {
  uint64_t hardBytes = 0;
  uint64_t softBytes = 0;
  int64_t softSeconds = 0;
};

struct Configuration {
  /// Which release is answered like.
  Compatibility compat;
  int64_t hashMaxListPackEntries = 512;
  int64_t hashMaxListPackValue = 64;
  int64_t setMaxIntSetEntries = 512;
  /// Of releases after 7.0.
  int64_t setMaxListPackEntries = 128;
  int64_t setMaxListPackValue = 64;
  int64_t sortedSetMaxListPackEntries = 128;
  int64_t sortedSetMaxListPackValue = 64;
  /// Longest sparse HyperLogLog, in bytes.
  int64_t hyperLogLogSparseMaxBytes = 3000;
  int64_t listMaxListPackSize = -2;
  int64_t listCompressDepth = 0;
  int64_t streamNodeMaxEntries = 100;
  int64_t streamNodeMaxBytes = 4096;
  /// Longest string that SETRANGE, APPEND, ... may build, in bytes.
  int64_t protoMaxBulkLength = 512LL * 1024 * 1024;
  /// Longest command that a client may send, in bytes.
  int64_t clientQueryBufferLimit = 1024LL * 1024 * 1024;
  /// Number of databases; fixed when the keyspace is made.
  int64_t databases = 16;
  /// Limit on memory in bytes, unsigned; 0 means none.
  int64_t maxMemory = 0;
  /// A `MemoryPolicy`.
  int64_t maxMemoryPolicy = static_cast<int64_t>(MemoryPolicy::NoEviction);
  /// Limit on the memory of clients; negative: percent of `maxMemory`.
  int64_t maxMemoryClients = 0;
  int64_t lfuLogFactor = 10;
  int64_t lfuDecayMinutes = 1;
  /// Milliseconds after which a script counts as slow.
  int64_t busyReplyThresholdMs = 5000;
  /// Microseconds from which on a command is logged; negative: never.
  int64_t slowLogThresholdMicroseconds = 10000;
  int64_t slowLogMaxLength = 128;
  int64_t aclLogMaxLength = 128;
  /// Whether new users may use no channels (1) or all of them (0).
  int64_t aclPubSubDefault = 1;
  int64_t latencyMonitorThresholdMs = 0;
  int64_t latencyTracking = 1;
  /// Seconds after which an idle client is closed; 0: never.
  int64_t timeoutSeconds = 0;
  int64_t tcpKeepaliveSeconds = 300;
  int64_t maxClients = 10000;
  int64_t trackingTableMaxKeys = 1000000;
  int64_t minReplicasToWrite = 0;
  int64_t replicationBacklogSize = 1024 * 1024;
  int64_t hz = 10;
  int64_t port = 6379;
  /// Of normal clients, replicas and subscribers.
  OutputBufferLimit outputBufferLimits[3] = {
      {}, {256LL << 20, 64LL << 20, 60}, {32LL << 20, 8LL << 20, 60}};

  struct Text {
    uint16_t parameter;
    base::Bytes value;
  };
  std::vector<Text> texts;

  MemoryPolicy memoryPolicy() const { return static_cast<MemoryPolicy>(maxMemoryPolicy); }
};

}  // namespace redis
