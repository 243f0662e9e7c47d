#include "redis/commands/configuration_parameters.h"
#include "redis/commands/argument_reader.h"

namespace redis {
namespace {

using Kind = ParameterKind;

constexpr uint8_t kNoFlags = 0;
constexpr uint8_t kImmutable = ParameterFlag::Immutable;
constexpr uint8_t kProtected = ParameterFlag::Protected;
constexpr uint8_t kHidden = ParameterFlag::Hidden;
constexpr uint8_t kSensitive = ParameterFlag::Sensitive;
constexpr uint8_t kLater = ParameterFlag::Later;

constexpr const char* kPolicies =
    "volatile-lru volatile-lfu volatile-random volatile-ttl allkeys-lru allkeys-lfu allkeys-random "
    "noeviction";
constexpr const char* kFacilities = "user local0 local1 local2 local3 local4 local5 local6 local7";
constexpr const char* kLogLevels = "debug verbose notice warning";
constexpr const char* kSupervision = "upstart systemd auto no";
constexpr const char* kFsync = "everysec always no";
constexpr const char* kShutdownFlags = "default save nosave now force";
constexpr const char* kDisklessLoad = "disabled on-empty-db swapdb";
constexpr const char* kYesNoOptional = "no yes optional";
constexpr const char* kOomScore = "no yes =relative absolute";
constexpr const char* kPubSubDefault = "allchannels resetchannels";
constexpr const char* kSanitize = "no yes clients";
constexpr const char* kProtection = "no yes local";
constexpr const char* kEndpoints = "ip hostname unknown-endpoint";
constexpr const char* kPropagation = "ignore panic panic-on-replicas";

constexpr ParameterRange kCount32Range = {0, INT32_MAX};
constexpr ParameterRange kCount64Range = {0, INT64_MAX};
constexpr ParameterRange kPortRange = {0, 65535};
constexpr ParameterRange kPositive32Range = {1, INT32_MAX};
constexpr ParameterRange kPositive64Range = {1, INT64_MAX};
constexpr ParameterRange kUnsigned64Range = {0, UINT64_MAX};
constexpr ParameterRange kAny32Range = {INT32_MIN, INT32_MAX};
constexpr ParameterRange kShareRange = {1, 99};
constexpr ParameterRange kThresholdRange = {0, 1000};
constexpr ParameterRange kEffortRange = {1, 10};
constexpr ParameterRange kPercentRange = {0, 100};
constexpr ParameterRange kThreadsRange = {1, 128};
constexpr ParameterRange kClientsRange = {1, UINT32_MAX};
constexpr ParameterRange kUnsigned32Range = {0, UINT32_MAX};
constexpr ParameterRange kPermissionsRange = {0, 0777};
constexpr ParameterRange kFromMegabyteRange = {1048576, INT64_MAX};
constexpr ParameterRange kFromMinusOneRange = {-1, INT64_MAX};
constexpr ParameterRange kMemoryOrPercentRange = {-100, INT64_MAX};
constexpr ParameterRange kIntervalRange = {1024, INT32_MAX};

constexpr Parameter kParameters[] = {
    {"acl-pubsub-default", "", "", kPubSubDefault, &Configuration::aclPubSubDefault, nullptr,
     Kind::Word, kNoFlags},
    {"aclfile", "", "", nullptr, nullptr, nullptr, Kind::Text, kImmutable},
    {"acllog-max-len", "", "", nullptr, &Configuration::aclLogMaxLength, &kCount64Range,
     Kind::Integer, kNoFlags},
    {"active-defrag-cycle-max", "", "25", nullptr, nullptr, &kShareRange, Kind::Integer, kNoFlags},
    {"active-defrag-cycle-min", "", "1", nullptr, nullptr, &kShareRange, Kind::Integer, kNoFlags},
    {"active-defrag-ignore-bytes", "", "104857600", nullptr, nullptr, &kPositive64Range,
     Kind::Memory, kNoFlags},
    {"active-defrag-max-scan-fields", "", "1000", nullptr, nullptr, &kPositive64Range,
     Kind::Integer, kNoFlags},
    {"active-defrag-threshold-lower", "", "10", nullptr, nullptr, &kThresholdRange, Kind::Integer,
     kNoFlags},
    {"active-defrag-threshold-upper", "", "100", nullptr, nullptr, &kThresholdRange, Kind::Integer,
     kNoFlags},
    {"active-expire-effort", "", "1", nullptr, nullptr, &kEffortRange, Kind::Integer, kNoFlags},
    {"activedefrag", "", "no", nullptr, nullptr, nullptr, Kind::Boolean, kNoFlags},
    {"activerehashing", "", "yes", nullptr, nullptr, nullptr, Kind::Boolean, kNoFlags},
    {"always-show-logo", "", "no", nullptr, nullptr, nullptr, Kind::Boolean, kImmutable},
    {"aof-disable-auto-gc", "", "no", nullptr, nullptr, nullptr, Kind::Boolean, kNoFlags},
    {"aof-load-truncated", "", "yes", nullptr, nullptr, nullptr, Kind::Boolean, kNoFlags},
    {"aof-rewrite-incremental-fsync", "", "yes", nullptr, nullptr, nullptr, Kind::Boolean,
     kNoFlags},
    {"aof-timestamp-enabled", "", "no", nullptr, nullptr, nullptr, Kind::Boolean, kNoFlags},
    {"aof-use-rdb-preamble", "", "yes", nullptr, nullptr, nullptr, Kind::Boolean, kNoFlags},
    {"aof_rewrite_cpulist", "", "", nullptr, nullptr, nullptr, Kind::Text, kImmutable},
    {"appenddirname", "", "appendonlydir", nullptr, nullptr, nullptr, Kind::Text, kImmutable},
    {"appendfilename", "", "appendonly.aof", nullptr, nullptr, nullptr, Kind::Text, kImmutable},
    {"appendfsync", "", "everysec", kFsync, nullptr, nullptr, Kind::Word, kNoFlags},
    {"appendonly", "", "no", nullptr, nullptr, nullptr, Kind::Boolean, kNoFlags},
    {"auto-aof-rewrite-min-size", "", "67108864", nullptr, nullptr, &kCount64Range, Kind::Memory,
     kNoFlags},
    {"auto-aof-rewrite-percentage", "", "100", nullptr, nullptr, &kCount32Range, Kind::Integer,
     kNoFlags},
    {"bgsave_cpulist", "", "", nullptr, nullptr, nullptr, Kind::Text, kImmutable},
    {"bind", "", "127.0.0.1", nullptr, nullptr, nullptr, Kind::Bind, kNoFlags},
    {"bind-source-addr", "", "", nullptr, nullptr, nullptr, Kind::Text, kNoFlags},
    {"bio_cpulist", "", "", nullptr, nullptr, nullptr, Kind::Text, kImmutable},
    {"busy-reply-threshold", "lua-time-limit", "", nullptr, &Configuration::busyReplyThresholdMs,
     &kCount64Range, Kind::Integer, kNoFlags},
    {"client-output-buffer-limit", "", "", nullptr, nullptr, nullptr, Kind::BufferLimits, kNoFlags},
    {"client-query-buffer-limit", "", "", nullptr, &Configuration::clientQueryBufferLimit,
     &kFromMegabyteRange, Kind::Memory, kNoFlags},
    {"cluster-allow-pubsubshard-when-down", "", "yes", nullptr, nullptr, nullptr, Kind::Boolean,
     kNoFlags},
    {"cluster-allow-reads-when-down", "", "no", nullptr, nullptr, nullptr, Kind::Boolean, kNoFlags},
    {"cluster-allow-replica-migration", "", "yes", nullptr, nullptr, nullptr, Kind::Boolean,
     kNoFlags},
    {"cluster-announce-bus-port", "", "0", nullptr, nullptr, &kPortRange, Kind::Integer, kNoFlags},
    {"cluster-announce-hostname", "", "", nullptr, nullptr, nullptr, Kind::Text, kNoFlags},
    {"cluster-announce-human-nodename", "", "", nullptr, nullptr, nullptr, Kind::Text, kLater},
    {"cluster-announce-ip", "", "", nullptr, nullptr, nullptr, Kind::Text, kNoFlags},
    {"cluster-announce-port", "", "0", nullptr, nullptr, &kPortRange, Kind::Integer, kNoFlags},
    {"cluster-announce-tls-port", "", "0", nullptr, nullptr, &kPortRange, Kind::Integer, kNoFlags},
    {"cluster-config-file", "", "nodes.conf", nullptr, nullptr, nullptr, Kind::Text, kImmutable},
    {"cluster-enabled", "", "no", nullptr, nullptr, nullptr, Kind::Boolean, kImmutable},
    {"cluster-link-sendbuf-limit", "", "0", nullptr, nullptr, &kUnsigned64Range, Kind::Memory,
     kNoFlags},
    {"cluster-migration-barrier", "", "1", nullptr, nullptr, &kCount32Range, Kind::Integer,
     kNoFlags},
    {"cluster-node-timeout", "", "15000", nullptr, nullptr, &kCount64Range, Kind::Integer,
     kNoFlags},
    {"cluster-port", "", "0", nullptr, nullptr, &kPortRange, Kind::Integer, kImmutable},
    {"cluster-preferred-endpoint-type", "", "ip", kEndpoints, nullptr, nullptr, Kind::Word,
     kNoFlags},
    {"cluster-replica-no-failover", "cluster-slave-no-failover", "no", nullptr, nullptr, nullptr,
     Kind::Boolean, kNoFlags},
    {"cluster-replica-validity-factor", "cluster-slave-validity-factor", "10", nullptr, nullptr,
     &kCount32Range, Kind::Integer, kNoFlags},
    {"cluster-require-full-coverage", "", "yes", nullptr, nullptr, nullptr, Kind::Boolean,
     kNoFlags},
    {"crash-log-enabled", "", "yes", nullptr, nullptr, nullptr, Kind::Boolean, kNoFlags},
    {"crash-memcheck-enabled", "", "yes", nullptr, nullptr, nullptr, Kind::Boolean, kNoFlags},
    {"daemonize", "", "no", nullptr, nullptr, nullptr, Kind::Boolean, kImmutable},
    {"databases", "", "", nullptr, &Configuration::databases, &kPositive32Range, Kind::Integer,
     kImmutable},
    {"dbfilename", "", "dump.rdb", nullptr, nullptr, nullptr, Kind::Text, kProtected},
    {"dir", "", "", nullptr, nullptr, nullptr, Kind::Text, kProtected},
    {"disable-thp", "", "yes", nullptr, nullptr, nullptr, Kind::Boolean, kImmutable},
    {"dynamic-hz", "", "yes", nullptr, nullptr, nullptr, Kind::Boolean, kNoFlags},
    {"enable-debug-command", "", "yes", kProtection, nullptr, nullptr, Kind::Word, kImmutable},
    {"enable-module-command", "", "no", kProtection, nullptr, nullptr, Kind::Word, kImmutable},
    {"enable-protected-configs", "", "no", kProtection, nullptr, nullptr, Kind::Word, kImmutable},
    {"hash-max-listpack-entries", "hash-max-ziplist-entries", "", nullptr,
     &Configuration::hashMaxListPackEntries, &kCount64Range, Kind::Integer, kNoFlags},
    {"hash-max-listpack-value", "hash-max-ziplist-value", "", nullptr,
     &Configuration::hashMaxListPackValue, &kCount64Range, Kind::Memory, kNoFlags},
    {"hide-user-data-from-log", "", "no", nullptr, nullptr, nullptr, Kind::Boolean, kLater},
    {"hll-sparse-max-bytes", "", "", nullptr, &Configuration::hyperLogLogSparseMaxBytes,
     &kCount64Range, Kind::Memory, kNoFlags},
    {"hz", "", "", nullptr, &Configuration::hz, &kCount32Range, Kind::Integer, kNoFlags},
    {"ignore-warnings", "", "", nullptr, nullptr, nullptr, Kind::Text, kNoFlags},
    {"io-threads", "", "1", nullptr, nullptr, &kThreadsRange, Kind::Integer, kImmutable},
    {"io-threads-do-reads", "", "no", nullptr, nullptr, nullptr, Kind::Boolean, kImmutable},
    {"jemalloc-bg-thread", "", "yes", nullptr, nullptr, nullptr, Kind::Boolean, kNoFlags},
    {"key-load-delay", "", "0", nullptr, nullptr, &kAny32Range, Kind::Integer, kHidden},
    {"latency-monitor-threshold", "", "", nullptr, &Configuration::latencyMonitorThresholdMs,
     &kCount64Range, Kind::Integer, kNoFlags},
    {"latency-tracking", "", "", nullptr, &Configuration::latencyTracking, nullptr, Kind::Boolean,
     kNoFlags},
    {"latency-tracking-info-percentiles", "", "50 99 99.9", nullptr, nullptr, nullptr,
     Kind::Percentiles, kNoFlags},
    {"lazyfree-lazy-eviction", "", "no", nullptr, nullptr, nullptr, Kind::Boolean, kNoFlags},
    {"lazyfree-lazy-expire", "", "no", nullptr, nullptr, nullptr, Kind::Boolean, kNoFlags},
    {"lazyfree-lazy-server-del", "", "no", nullptr, nullptr, nullptr, Kind::Boolean, kNoFlags},
    {"lazyfree-lazy-user-del", "", "no", nullptr, nullptr, nullptr, Kind::Boolean, kNoFlags},
    {"lazyfree-lazy-user-flush", "", "no", nullptr, nullptr, nullptr, Kind::Boolean, kNoFlags},
    {"lfu-decay-time", "", "", nullptr, &Configuration::lfuDecayMinutes, &kCount32Range,
     Kind::Integer, kNoFlags},
    {"lfu-log-factor", "", "", nullptr, &Configuration::lfuLogFactor, &kCount32Range, Kind::Integer,
     kNoFlags},
    {"list-compress-depth", "", "", nullptr, &Configuration::listCompressDepth, &kCount32Range,
     Kind::Integer, kNoFlags},
    {"list-max-listpack-size", "list-max-ziplist-size", "", nullptr,
     &Configuration::listMaxListPackSize, &kAny32Range, Kind::Integer, kNoFlags},
    {"loading-process-events-interval-bytes", "", "2097152", nullptr, nullptr, &kIntervalRange,
     Kind::Integer, kHidden},
    {"locale-collate", "", "", nullptr, nullptr, nullptr, Kind::Text, kLater},
    {"logfile", "", "", nullptr, nullptr, nullptr, Kind::Text, kImmutable},
    {"loglevel", "", "notice", kLogLevels, nullptr, nullptr, Kind::Word, kNoFlags},
    {"masterauth", "", "", nullptr, nullptr, nullptr, Kind::Text, kSensitive},
    {"masteruser", "", "", nullptr, nullptr, nullptr, Kind::Text, kSensitive},
    {"max-new-connections-per-cycle", "", "10", nullptr, nullptr, &kThresholdRange, Kind::Integer,
     kLater},
    {"max-new-tls-connections-per-cycle", "", "1", nullptr, nullptr, &kThresholdRange,
     Kind::Integer, kLater},
    {"maxclients", "", "", nullptr, &Configuration::maxClients, &kClientsRange, Kind::Integer,
     kNoFlags},
    {"maxmemory", "", "", nullptr, &Configuration::maxMemory, &kUnsigned64Range, Kind::Memory,
     kNoFlags},
    {"maxmemory-clients", "", "", nullptr, &Configuration::maxMemoryClients, &kMemoryOrPercentRange,
     Kind::MemoryOrPercent, kNoFlags},
    {"maxmemory-eviction-tenacity", "", "10", nullptr, nullptr, &kPercentRange, Kind::Integer,
     kNoFlags},
    {"maxmemory-policy", "", "", kPolicies, &Configuration::maxMemoryPolicy, nullptr, Kind::Word,
     kNoFlags},
    {"maxmemory-samples", "", "5", nullptr, nullptr, &kPositive32Range, Kind::Integer, kNoFlags},
    {"min-replicas-max-lag", "min-slaves-max-lag", "10", nullptr, nullptr, &kCount32Range,
     Kind::Integer, kNoFlags},
    {"min-replicas-to-write", "min-slaves-to-write", "", nullptr,
     &Configuration::minReplicasToWrite, &kCount32Range, Kind::Integer, kNoFlags},
    {"no-appendfsync-on-rewrite", "", "no", nullptr, nullptr, nullptr, Kind::Boolean, kNoFlags},
    {"notify-keyspace-events", "", "", nullptr, nullptr, nullptr, Kind::Events, kNoFlags},
    {"oom-score-adj", "", "no", kOomScore, nullptr, nullptr, Kind::Word, kNoFlags},
    {"oom-score-adj-values", "", "0 200 800", nullptr, nullptr, nullptr, Kind::OomValues, kNoFlags},
    {"pidfile", "", "", nullptr, nullptr, nullptr, Kind::Text, kImmutable},
    {"port", "", "", nullptr, &Configuration::port, &kPortRange, Kind::Integer, kNoFlags},
    {"proc-title-template", "", "{title} {listen-addr} {server-mode}", nullptr, nullptr, nullptr,
     Kind::Text, kNoFlags},
    {"propagation-error-behavior", "", "ignore", kPropagation, nullptr, nullptr, Kind::Word,
     kNoFlags},
    {"protected-mode", "", "yes", nullptr, nullptr, nullptr, Kind::Boolean, kNoFlags},
    {"proto-max-bulk-len", "", "", nullptr, &Configuration::protoMaxBulkLength, &kFromMegabyteRange,
     Kind::Memory, kNoFlags},
    {"rdb-del-sync-files", "", "no", nullptr, nullptr, nullptr, Kind::Boolean, kNoFlags},
    {"rdb-key-save-delay", "", "0", nullptr, nullptr, &kAny32Range, Kind::Integer, kHidden},
    {"rdb-save-incremental-fsync", "", "yes", nullptr, nullptr, nullptr, Kind::Boolean, kNoFlags},
    {"rdbchecksum", "", "yes", nullptr, nullptr, nullptr, Kind::Boolean, kImmutable},
    {"rdbcompression", "", "yes", nullptr, nullptr, nullptr, Kind::Boolean, kNoFlags},
    {"repl-backlog-size", "", "", nullptr, &Configuration::replicationBacklogSize,
     &kPositive64Range, Kind::Memory, kNoFlags},
    {"repl-backlog-ttl", "", "3600", nullptr, nullptr, &kCount64Range, Kind::Integer, kNoFlags},
    {"repl-disable-tcp-nodelay", "", "no", nullptr, nullptr, nullptr, Kind::Boolean, kNoFlags},
    {"repl-diskless-load", "", "disabled", kDisklessLoad, nullptr, nullptr, Kind::Word, kNoFlags},
    {"repl-diskless-sync", "", "yes", nullptr, nullptr, nullptr, Kind::Boolean, kNoFlags},
    {"repl-diskless-sync-delay", "", "5", nullptr, nullptr, &kCount32Range, Kind::Integer,
     kNoFlags},
    {"repl-diskless-sync-max-replicas", "", "0", nullptr, nullptr, &kCount32Range, Kind::Integer,
     kNoFlags},
    {"repl-ping-replica-period", "repl-ping-slave-period", "10", nullptr, nullptr,
     &kPositive32Range, Kind::Integer, kNoFlags},
    {"repl-timeout", "", "60", nullptr, nullptr, &kPositive32Range, Kind::Integer, kNoFlags},
    {"replica-announce-ip", "slave-announce-ip", "", nullptr, nullptr, nullptr, Kind::Text,
     kNoFlags},
    {"replica-announce-port", "slave-announce-port", "0", nullptr, nullptr, &kPortRange,
     Kind::Integer, kNoFlags},
    {"replica-announced", "", "yes", nullptr, nullptr, nullptr, Kind::Boolean, kNoFlags},
    {"replica-ignore-disk-write-errors", "", "no", nullptr, nullptr, nullptr, Kind::Boolean,
     kNoFlags},
    {"replica-ignore-maxmemory", "slave-ignore-maxmemory", "yes", nullptr, nullptr, nullptr,
     Kind::Boolean, kNoFlags},
    {"replica-lazy-flush", "slave-lazy-flush", "no", nullptr, nullptr, nullptr, Kind::Boolean,
     kNoFlags},
    {"replica-priority", "slave-priority", "100", nullptr, nullptr, &kCount32Range, Kind::Integer,
     kNoFlags},
    {"replica-read-only", "slave-read-only", "yes", nullptr, nullptr, nullptr, Kind::Boolean,
     kNoFlags},
    {"replica-serve-stale-data", "slave-serve-stale-data", "yes", nullptr, nullptr, nullptr,
     Kind::Boolean, kNoFlags},
    {"replicaof", "slaveof", "", nullptr, nullptr, nullptr, Kind::Text, kImmutable},
    {"requirepass", "", "", nullptr, nullptr, nullptr, Kind::Text, kSensitive},
    {"sanitize-dump-payload", "", "no", kSanitize, nullptr, nullptr, Kind::Word, kNoFlags},
    {"save", "", "", nullptr, nullptr, nullptr, Kind::Save, kNoFlags},
    {"server_cpulist", "", "", nullptr, nullptr, nullptr, Kind::Text, kImmutable},
    {"set-max-intset-entries", "", "", nullptr, &Configuration::setMaxIntSetEntries, &kCount64Range,
     Kind::Integer, kNoFlags},
    {"set-max-listpack-entries", "", "", nullptr, &Configuration::setMaxListPackEntries,
     &kCount64Range, Kind::Integer, kLater},
    {"set-max-listpack-value", "", "", nullptr, &Configuration::setMaxListPackValue, &kCount64Range,
     Kind::Memory, kLater},
    {"set-proc-title", "", "yes", nullptr, nullptr, nullptr, Kind::Boolean, kImmutable},
    {"shutdown-on-sigint", "", "default", kShutdownFlags, nullptr, nullptr, Kind::Flags, kNoFlags},
    {"shutdown-on-sigterm", "", "default", kShutdownFlags, nullptr, nullptr, Kind::Flags, kNoFlags},
    {"shutdown-timeout", "", "10", nullptr, nullptr, &kCount32Range, Kind::Integer, kNoFlags},
    {"slowlog-log-slower-than", "", "", nullptr, &Configuration::slowLogThresholdMicroseconds,
     &kFromMinusOneRange, Kind::Integer, kNoFlags},
    {"slowlog-max-len", "", "", nullptr, &Configuration::slowLogMaxLength, &kCount64Range,
     Kind::Integer, kNoFlags},
    {"socket-mark-id", "", "0", nullptr, nullptr, &kUnsigned32Range, Kind::Integer, kImmutable},
    {"stop-writes-on-bgsave-error", "", "yes", nullptr, nullptr, nullptr, Kind::Boolean, kNoFlags},
    {"stream-node-max-bytes", "", "", nullptr, &Configuration::streamNodeMaxBytes, &kCount64Range,
     Kind::Memory, kNoFlags},
    {"stream-node-max-entries", "", "", nullptr, &Configuration::streamNodeMaxEntries,
     &kCount64Range, Kind::Integer, kNoFlags},
    {"supervised", "", "no", kSupervision, nullptr, nullptr, Kind::Word, kImmutable},
    {"syslog-enabled", "", "no", nullptr, nullptr, nullptr, Kind::Boolean, kImmutable},
    {"syslog-facility", "", "local0", kFacilities, nullptr, nullptr, Kind::Word, kImmutable},
    {"syslog-ident", "", "redis", nullptr, nullptr, nullptr, Kind::Text, kImmutable},
    {"tcp-backlog", "", "511", nullptr, nullptr, &kCount32Range, Kind::Integer, kImmutable},
    {"tcp-keepalive", "", "", nullptr, &Configuration::tcpKeepaliveSeconds, &kCount32Range,
     Kind::Integer, kNoFlags},
    {"timeout", "", "", nullptr, &Configuration::timeoutSeconds, &kCount32Range, Kind::Integer,
     kNoFlags},
    {"tls-auth-clients", "", "yes", kYesNoOptional, nullptr, nullptr, Kind::Word, kNoFlags},
    {"tls-ca-cert-dir", "", "", nullptr, nullptr, nullptr, Kind::Text, kNoFlags},
    {"tls-ca-cert-file", "", "", nullptr, nullptr, nullptr, Kind::Text, kNoFlags},
    {"tls-cert-file", "", "", nullptr, nullptr, nullptr, Kind::Text, kNoFlags},
    {"tls-ciphers", "", "", nullptr, nullptr, nullptr, Kind::Text, kNoFlags},
    {"tls-ciphersuites", "", "", nullptr, nullptr, nullptr, Kind::Text, kNoFlags},
    {"tls-client-cert-file", "", "", nullptr, nullptr, nullptr, Kind::Text, kNoFlags},
    {"tls-client-key-file", "", "", nullptr, nullptr, nullptr, Kind::Text, kNoFlags},
    {"tls-client-key-file-pass", "", "", nullptr, nullptr, nullptr, Kind::Text, kNoFlags},
    {"tls-cluster", "", "no", nullptr, nullptr, nullptr, Kind::Boolean, kNoFlags},
    {"tls-dh-params-file", "", "", nullptr, nullptr, nullptr, Kind::Text, kNoFlags},
    {"tls-key-file", "", "", nullptr, nullptr, nullptr, Kind::Text, kNoFlags},
    {"tls-key-file-pass", "", "", nullptr, nullptr, nullptr, Kind::Text, kNoFlags},
    {"tls-port", "", "0", nullptr, nullptr, &kPortRange, Kind::Integer, kNoFlags},
    {"tls-prefer-server-ciphers", "", "no", nullptr, nullptr, nullptr, Kind::Boolean, kNoFlags},
    {"tls-protocols", "", "", nullptr, nullptr, nullptr, Kind::Text, kNoFlags},
    {"tls-replication", "", "no", nullptr, nullptr, nullptr, Kind::Boolean, kNoFlags},
    {"tls-session-cache-size", "", "20480", nullptr, nullptr, &kCount32Range, Kind::Integer,
     kNoFlags},
    {"tls-session-cache-timeout", "", "300", nullptr, nullptr, &kCount32Range, Kind::Integer,
     kNoFlags},
    {"tls-session-caching", "", "yes", nullptr, nullptr, nullptr, Kind::Boolean, kNoFlags},
    {"tracking-table-max-keys", "", "", nullptr, &Configuration::trackingTableMaxKeys,
     &kCount64Range, Kind::Integer, kNoFlags},
    {"unixsocket", "", "", nullptr, nullptr, nullptr, Kind::Text, kImmutable},
    {"unixsocketperm", "", "0", nullptr, nullptr, &kPermissionsRange, Kind::Octal, kImmutable},
    {"use-exit-on-panic", "", "no", nullptr, nullptr, nullptr, Kind::Boolean, kHidden},
    {"watchdog-period", "", "0", nullptr, nullptr, &kCount32Range, Kind::Integer, kHidden},
    {"zset-max-listpack-entries", "zset-max-ziplist-entries", "", nullptr,
     &Configuration::sortedSetMaxListPackEntries, &kCount64Range, Kind::Integer, kNoFlags},
    {"zset-max-listpack-value", "zset-max-ziplist-value", "", nullptr,
     &Configuration::sortedSetMaxListPackValue, &kCount64Range, Kind::Memory, kNoFlags},
};

}  // namespace

std::span<const Parameter> configurationParameters() { return kParameters; }

const Parameter* findParameter(base::BytesView name) {
  for (const Parameter& parameter : kParameters) {
    if (equalsIgnoreCase(parameter.name, name) ||
        (*parameter.alias != '\0' && equalsIgnoreCase(parameter.alias, name))) {
      return &parameter;
    }
  }
  return nullptr;
}

}  // namespace redis
