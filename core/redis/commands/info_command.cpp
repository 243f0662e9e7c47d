#include "redis/commands/info_command.h"

#include "base/number_text.h"
#include "base/sort.h"
#include "redis/commands/argument_reader.h"
#include "redis/commands/client_list.h"
#include "redis/commands/configuration_parameters.h"
#include "redis/dispatcher.h"
#include "redis/keyspace/hash_object.h"

namespace redis {
namespace {

using base::Bytes;
using base::BytesView;

/// Writes the lines of a section.
class InfoWriter {
 public:
  explicit InfoWriter(Bytes& text) : text_(text) {}

  void add(BytesView name, BytesView value) {
    text_ += name;
    text_ += ':';
    text_ += value;
    text_ += "\r\n";
  }
  void add(BytesView name, int64_t value) { add(name, base::formatInteger(value)); }
  void addFixed(BytesView name, double value, int digits) {
    add(name, base::formatFixed(value, digits));
  }
  /// A number of bytes, and once more with a unit: "used_memory_human:1.5M".
  void addMemory(BytesView name, uint64_t bytes) {
    add(name, static_cast<int64_t>(bytes));
    addHuman(name, bytes);
  }
  void addHuman(BytesView name, uint64_t bytes) {
    constexpr double kStep = 1024;
    constexpr char kUnits[] = "BKMGTP";
    auto value = static_cast<double>(bytes);
    size_t unit = 0;
    for (; value >= kStep && unit + 2 < sizeof kUnits; ++unit) {
      value /= kStep;
    }
    const Bytes digits =
        unit == 0 ? base::formatInteger(static_cast<int64_t>(bytes)) : base::formatFixed(value, 2);
    add(Bytes(name) + "_human", digits + kUnits[unit]);
  }
  /// Fields that always have the same value: "a:0\nb:0.00".
  void addConstants(BytesView lines) {
    while (!lines.empty()) {
      const size_t end = std::min(lines.find('\n'), lines.size());
      text_ += lines.substr(0, end);
      text_ += "\r\n";
      lines.remove_prefix(std::min(end + 1, lines.size()));
    }
  }

 private:
  Bytes& text_;
};

void serverSection(CommandContext& context, InfoWriter& out) {
  const int64_t now = context.keyspace().time().clock().nowMicroseconds();
  const int64_t uptime = (now - context.server().startedAtMicroseconds) / 1000000;
  out.add("redis_version", context.configuration().compat.version());
  out.addConstants(
      "redis_git_sha1:00000000\nredis_git_dirty:0\nredis_build_id:0\nredis_mode:standalone\n"
      "os:ferrous-lua");
  out.add("arch_bits", static_cast<int64_t>(sizeof(void*) * 8));
  out.addConstants(
      "monotonic_clock:host\nmultiplexing_api:host\natomicvar_api:none\ngcc_version:0.0.0\n"
      "process_id:1\nprocess_supervised:no");
  out.add("run_id", messages::kReplicationId);
  out.add("tcp_port", context.configuration().port);
  out.add("server_time_usec", now);
  out.add("uptime_in_seconds", uptime);
  out.add("uptime_in_days", uptime / (24 * 3600));
  out.add("hz", context.configuration().hz);
  out.add("configured_hz", context.configuration().hz);
  out.add("lru_clock", now / 1000000 & 0xFFFFFF);
  out.addConstants("executable:\nconfig_file:\nio_threads_active:0");
  const int64_t port = context.configuration().port;
  if (context.configuration().compat.showsLaterInformation() && port != 0) {
    out.add("listener0", "name=tcp,bind=" + parameterValue(context.configuration(), "bind") +
                             ",port=" + base::formatInteger(port));
  }
}

void clientsSection(CommandContext& context, InfoWriter& out) {
  const Clients& clients = context.server().clients;
  size_t tracking = 0;
  size_t subscribed = 0;
  size_t input = 0;
  size_t output = 0;
  for (const Session* session : clients.all()) {
    input = std::max(input, session->queryBytes + session->queryFreeBytes);
    output = std::max(output, session->outbox.size());
    tracking += session->tracking.isOn ? 1 : 0;
    subscribed += session->isSubscriber() ? 1 : 0;
  }
  const bool showsMore = context.configuration().compat.showsLaterInformation();
  const auto blocked = static_cast<int64_t>(clients.blockedCount());
  out.add("connected_clients", static_cast<int64_t>(std::max<size_t>(clients.count(), 1)));
  out.add("cluster_connections", int64_t{0});
  out.add("maxclients", context.configuration().maxClients);
  out.add("client_recent_max_input_buffer", static_cast<int64_t>(input));
  out.add("client_recent_max_output_buffer", static_cast<int64_t>(output));
  out.add("blocked_clients", blocked);
  out.add("tracking_clients", static_cast<int64_t>(tracking));
  if (showsMore) {
    out.add("pubsub_clients", static_cast<int64_t>(subscribed));
    out.add("watching_clients", static_cast<int64_t>(context.server().watching.clientCount()));
  }
  out.add("clients_in_timeout_table", int64_t{0});
  if (showsMore) {
    const Blocking& blocking = context.server().blocking;
    out.add("total_watched_keys", static_cast<int64_t>(context.server().watching.keyCount()));
    out.add("total_blocking_keys", static_cast<int64_t>(blocking.keyCount()));
    out.add("total_blocking_keys_on_nokey", static_cast<int64_t>(blocking.awaitedLossCount()));
  }
}

void memorySection(CommandContext& context, InfoWriter& out) {
  MemoryUse& memory = context.server().memory;
  memory.measure();
  const size_t data = memory.used - std::min(memory.used, memory.atStart);
  out.addMemory("used_memory", memory.used);
  out.addMemory("used_memory_rss", memory.used);
  out.addMemory("used_memory_peak", memory.peak);
  out.add("used_memory_peak_perc",
          base::formatFixed(100 * static_cast<double>(memory.used) /
                                static_cast<double>(std::max<size_t>(memory.peak, 1)),
                            2) +
              "%");
  out.add("used_memory_overhead", static_cast<int64_t>(memory.atStart));
  out.add("used_memory_startup", static_cast<int64_t>(memory.atStart));
  out.add("used_memory_dataset", static_cast<int64_t>(data));
  out.add("used_memory_dataset_perc", "100.00%");
  for (BytesView name : {"allocator_allocated", "allocator_active", "allocator_resident"}) {
    out.add(name, static_cast<int64_t>(memory.used));
  }
  const bool showsMore = context.configuration().compat.showsLaterInformation();
  if (showsMore) {
    out.addConstants("allocator_muzzy:0");
  }
  out.addMemory("total_system_memory", 0);
  const ScriptCounts scripts = context.dispatcher().scriptCounts();
  out.add("used_memory_lua", static_cast<int64_t>(scripts.evalBytes));
  out.add("used_memory_vm_eval", static_cast<int64_t>(scripts.evalBytes));
  out.addHuman("used_memory_lua", scripts.evalBytes);
  out.addConstants("used_memory_scripts_eval:0");
  out.add("number_of_cached_scripts", static_cast<int64_t>(scripts.cachedScripts));
  out.add("number_of_functions", static_cast<int64_t>(scripts.functions));
  out.add("number_of_libraries", static_cast<int64_t>(scripts.libraries));
  out.add("used_memory_vm_functions", static_cast<int64_t>(scripts.functionBytes));
  out.addMemory("used_memory_vm_total", scripts.evalBytes + scripts.functionBytes);
  out.addConstants("used_memory_functions:0\nused_memory_scripts:0\nused_memory_scripts_human:0B");
  out.addMemory("maxmemory", static_cast<size_t>(context.configuration().maxMemory));
  out.add("maxmemory_policy", parameterValue(context.configuration(), "maxmemory-policy"));
  out.addConstants(
      "allocator_frag_ratio:1.00\nallocator_frag_bytes:0\nallocator_rss_ratio:1.00\n"
      "allocator_rss_bytes:0\nrss_overhead_ratio:1.00\nrss_overhead_bytes:0\n"
      "mem_fragmentation_ratio:1.00\nmem_fragmentation_bytes:0\nmem_not_counted_for_evict:0\n"
      "mem_replication_backlog:0\nmem_total_replication_buffers:0\nmem_clients_slaves:0");
  int64_t clients = 0;
  for (const Session* session : context.server().clients.all()) {
    clients += clientBytes(*session);
  }
  out.add("mem_clients_normal", clients);
  out.addConstants("mem_cluster_links:0\nmem_aof_buffer:0\nmem_allocator:libc");
  if (showsMore) {
    out.addConstants("mem_overhead_db_hashtable_rehashing:0");
  }
  out.addConstants("active_defrag_running:0\nlazyfree_pending_objects:0");
  out.add("lazyfreed_objects", context.server().lazilyFreedObjects);
}

void persistenceSection(CommandContext& context, InfoWriter& out) {
  out.addConstants(
      "loading:0\nasync_loading:0\ncurrent_cow_peak:0\ncurrent_cow_size:0\n"
      "current_cow_size_age:0\ncurrent_fork_perc:0.00\ncurrent_save_keys_processed:0\n"
      "current_save_keys_total:0");
  out.add("rdb_changes_since_last_save", context.keyspace().statistics().changes);
  out.add("rdb_bgsave_in_progress", int64_t{0});
  out.add("rdb_last_save_time", context.server().startedAtMicroseconds / 1000000);
  out.addConstants(
      "rdb_last_bgsave_status:ok\nrdb_last_bgsave_time_sec:-1\nrdb_current_bgsave_time_sec:-1\n"
      "rdb_saves:0\nrdb_last_cow_size:0\nrdb_last_load_keys_expired:0\n"
      "rdb_last_load_keys_loaded:0\naof_enabled:0\naof_rewrite_in_progress:0\n"
      "aof_rewrite_scheduled:0\naof_last_rewrite_time_sec:-1\naof_current_rewrite_time_sec:-1\n"
      "aof_last_bgrewrite_status:ok\naof_rewrites:0\naof_rewrites_consecutive_failures:0\n"
      "aof_last_write_status:ok\naof_last_cow_size:0\nmodule_fork_in_progress:0\n"
      "module_fork_last_cow_size:0");
}

void denials(const AccessControl& control, InfoWriter& out) {
  out.add("acl_access_denied_auth", control.denials(Denial::Authentication));
  out.add("acl_access_denied_cmd", control.denials(Denial::Command));
  out.add("acl_access_denied_key", control.denials(Denial::Key));
  out.add("acl_access_denied_channel", control.denials(Denial::Channel));
}

/// Turns of the event loop, and time spent in them.
void turnStatistics(const Traffic& traffic, InfoWriter& out) {
  const TrafficCounts& counts = traffic.counts();
  out.add("eventloop_cycles", counts.turns);
  out.add("eventloop_duration_sum", counts.turnMicroseconds);
  out.add("eventloop_duration_cmd_sum", counts.commandMicroseconds);
  out.add("instantaneous_eventloop_cycles_per_sec",
          static_cast<int64_t>(traffic.perSecond(&TrafficCounts::turns)));
  out.add("instantaneous_eventloop_duration_usec",
          traffic.lately(&TrafficCounts::turnMicroseconds) /
              std::max<int64_t>(traffic.lately(&TrafficCounts::turns), 1));
}

void statsSection(CommandContext& context, InfoWriter& out) {
  const KeyspaceStatistics& statistics = context.keyspace().statistics();
  const ServerState& server = context.server();
  const Traffic& traffic = server.traffic;
  const TrafficCounts& counts = traffic.counts();
  context.server().traffic.advance(context.keyspace().time().nowMicroseconds());
  const auto addPerSecond = [&](BytesView name, int64_t TrafficCounts::*count) {
    out.add(name, static_cast<int64_t>(traffic.perSecond(count)));
  };
  const auto addKilobytes = [&](BytesView name, int64_t TrafficCounts::*count) {
    out.addFixed(name, traffic.perSecond(count) / 1024, 2);
  };
  out.add("total_connections_received", server.clients.totalConnections());
  out.add("total_commands_processed", counts.commands);
  addPerSecond("instantaneous_ops_per_sec", &TrafficCounts::commands);
  out.add("total_net_input_bytes", counts.inputBytes);
  out.add("total_net_output_bytes", counts.outputBytes);
  out.addConstants("total_net_repl_input_bytes:0\ntotal_net_repl_output_bytes:0");
  addKilobytes("instantaneous_input_kbps", &TrafficCounts::inputBytes);
  addKilobytes("instantaneous_output_kbps", &TrafficCounts::outputBytes);
  out.addConstants("instantaneous_input_repl_kbps:0.00\ninstantaneous_output_repl_kbps:0.00");
  out.add("rejected_connections", server.clients.rejectedConnections());
  out.addConstants("sync_full:0\nsync_partial_ok:0\nsync_partial_err:0");
  const bool showsMore = context.configuration().compat.showsLaterInformation();
  if (showsMore) {
    out.add("expired_subkeys", statistics.expiredFields);
  }
  out.add("expired_keys", statistics.expiredKeys);
  out.addConstants(
      "expired_stale_perc:0.00\nexpired_time_cap_reached_count:0\n"
      "expire_cycle_cpu_milliseconds:0");
  out.add("evicted_keys", statistics.evictedKeys);
  out.addConstants("evicted_clients:0");
  if (showsMore) {
    out.add("evicted_scripts", server.evictedScripts);
  }
  out.addConstants("total_eviction_exceeded_time:0\ncurrent_eviction_exceeded_time:0");
  out.add("keyspace_hits", statistics.hits);
  out.add("keyspace_misses", statistics.misses);
  out.add("pubsub_channels", static_cast<int64_t>(server.pubSub.channels().size()));
  out.add("pubsub_patterns", static_cast<int64_t>(server.pubSub.patterns().size()));
  out.add("pubsubshard_channels", static_cast<int64_t>(server.pubSub.shardChannels().size()));
  out.addConstants(
      "latest_fork_usec:0\ntotal_forks:0\nmigrate_cached_sockets:0\n"
      "slave_expires_tracked_keys:0\nactive_defrag_hits:0\nactive_defrag_misses:0\n"
      "active_defrag_key_hits:0\nactive_defrag_key_misses:0\ntotal_active_defrag_time:0\n"
      "current_active_defrag_time:0");
  out.add("tracking_total_keys", static_cast<int64_t>(server.tracking.keyCount()));
  out.add("tracking_total_items", static_cast<int64_t>(server.tracking.itemCount()));
  out.add("tracking_total_prefixes", static_cast<int64_t>(server.tracking.prefixCount()));
  out.addConstants("unexpected_error_replies:0");
  out.add("total_error_replies", server.commandStatistics.totalErrors());
  out.addConstants("dump_payload_sanitizations:0");
  out.add("total_reads_processed", counts.reads);
  out.add("total_writes_processed", counts.writes);
  out.addConstants("io_threaded_reads_processed:0\nio_threaded_writes_processed:0");
  if (showsMore) {
    out.add("client_query_buffer_limit_disconnections", server.clients.queryLimitDisconnections());
    out.add("client_output_buffer_limit_disconnections",
            server.clients.outputLimitDisconnections());
  }
  out.addConstants("reply_buffer_shrinks:0\nreply_buffer_expands:0");
  if (showsMore) {
    turnStatistics(traffic, out);
    denials(server.accessControl, out);
  }
}

void replicationSection(CommandContext& context, InfoWriter& out) {
  out.addConstants("role:master\nconnected_slaves:0\nmaster_failover_state:no-failover");
  out.add("master_replid", messages::kReplicationId);
  out.addConstants(
      "master_replid2:0000000000000000000000000000000000000000\nmaster_repl_offset:0\n"
      "second_repl_offset:-1\nrepl_backlog_active:0");
  out.add("repl_backlog_size", context.configuration().replicationBacklogSize);
  out.addConstants("repl_backlog_first_byte_offset:0\nrepl_backlog_histlen:0");
}

/// Compat: `used_cpu_user` of INFO is all processor time that the host tells, in a page time that
/// has passed; `used_cpu_sys` is 0, and so is `total_system_memory`.
void cpuSection(CommandContext& context, InfoWriter& out) {
  constexpr int kDigits = 6;
  const auto clock = context.server().processorSeconds;
  const double seconds = clock != nullptr ? clock(nullptr) : 0;
  out.addConstants("used_cpu_sys:0.000000");
  out.addFixed("used_cpu_user", seconds, kDigits);
  out.addConstants(
      "used_cpu_sys_children:0.000000\nused_cpu_user_children:0.000000\n"
      "used_cpu_sys_main_thread:0.000000");
  out.addFixed("used_cpu_user_main_thread", seconds, kDigits);
}

void modulesSection(CommandContext&, InfoWriter&) {}

/// Records of commands by full name.
std::vector<const CommandRecord*> sortedRecords(CommandContext& context) {
  std::vector<const CommandRecord*> records;
  for (const CommandRecord& record : context.server().commandStatistics.commands()) {
    records.push_back(&record);
  }
  base::stableSort(records, [](const CommandRecord* left, const CommandRecord* right) {
    return left->spec->fullName() < right->spec->fullName();
  });
  return records;
}

void commandStatisticsSection(CommandContext& context, InfoWriter& out) {
  for (const CommandRecord* record : sortedRecords(context)) {
    const double perCall = record->calls == 0 ? 0
                                              : static_cast<double>(record->microseconds) /
                                                    static_cast<double>(record->calls);
    out.add("cmdstat_" + record->spec->fullName(),
            "calls=" + base::formatInteger(record->calls) +
                ",usec=" + base::formatInteger(record->microseconds) +
                ",usec_per_call=" + base::formatFixed(perCall, 2) +
                ",rejected_calls=" + base::formatInteger(record->rejectedCalls) +
                ",failed_calls=" + base::formatInteger(record->failedCalls));
  }
}

void errorStatisticsSection(CommandContext& context, InfoWriter& out) {
  for (const ErrorRecord& error : context.server().commandStatistics.errors()) {
    out.add("errorstat_" + error.code, "count=" + base::formatInteger(error.count));
  }
}

void latencyStatisticsSection(CommandContext& context, InfoWriter& out) {
  const std::vector<double> percentiles = latencyPercentiles(context.configuration());
  for (const CommandRecord* record : sortedRecords(context)) {
    if (record->histogram == nullptr) {
      continue;
    }
    Bytes values;
    for (double percentile : percentiles) {
      Bytes name = base::formatFixed(percentile, 6);
      name.erase(name.find_last_not_of('0') + 1);
      if (name.back() == '.') {
        name.pop_back();
      }
      const auto nanoseconds = static_cast<double>(record->histogram->percentile(percentile));
      values +=
          (values.empty() ? "p" : ",p") + name + "=" + base::formatFixed(nanoseconds / 1000, 3);
    }
    out.add("latency_percentiles_usec_" + record->spec->fullName(), values);
  }
}

void clusterSection(CommandContext&, InfoWriter& out) { out.add("cluster_enabled", int64_t{0}); }

/// How many hashes have fields that expire.
int64_t hashesWithTimes(const Database& database) {
  int64_t count = 0;
  for (const Database::Entry& entry : database.entries()) {
    const auto* hash = entry.value.object->as<HashObject>();
    count += hash != nullptr && hash->hasTimes() ? 1 : 0;
  }
  return count;
}

void keyspaceSection(CommandContext& context, InfoWriter& out) {
  const int64_t now = context.nowMs();
  for (uint32_t number = 0; number < context.keyspace().databaseCount(); ++number) {
    const Database& database = context.keyspace().database(number);
    if (database.size() == 0) {
      continue;
    }
    // As Redis samples: the mean over a few keys that expire.
    constexpr int64_t kSamples = 20;
    int64_t sum = 0;
    int64_t seen = 0;
    if (database.expiringCount() > 0) {
      for (const Database::Entry& entry : database.entries()) {
        if (entry.value.expireAtMs != kNoExpiry && entry.value.expireAtMs > now) {
          sum += std::min<int64_t>(entry.value.expireAtMs - now, INT64_MAX / (2 * kSamples));
          if (++seen == kSamples) {
            break;
          }
        }
      }
    }
    out.add("db" + base::formatInteger(number),
            "keys=" + base::formatInteger(static_cast<int64_t>(database.size())) +
                ",expires=" + base::formatInteger(static_cast<int64_t>(database.expiringCount())) +
                ",avg_ttl=" + base::formatInteger(seen == 0 ? 0 : sum / seen) +
                (context.configuration().compat.showsLaterInformation()
                     ? ",subexpiry=" + base::formatInteger(hashesWithTimes(database))
                     : ""));
  }
}

struct InfoSection {
  BytesView name;
  BytesView title;
  void (*print)(CommandContext&, InfoWriter&);
  /// Shown without asking for it.
  bool isDefault;
};
constexpr InfoSection kInfoSections[] = {
    {"server", "Server", serverSection, true},
    {"clients", "Clients", clientsSection, true},
    {"memory", "Memory", memorySection, true},
    {"persistence", "Persistence", persistenceSection, true},
    {"stats", "Stats", statsSection, true},
    {"replication", "Replication", replicationSection, true},
    {"cpu", "CPU", cpuSection, true},
    {"modules", "Modules", modulesSection, true},
    {"commandstats", "Commandstats", commandStatisticsSection, false},
    {"errorstats", "Errorstats", errorStatisticsSection, true},
    {"latencystats", "Latencystats", latencyStatisticsSection, false},
    {"cluster", "Cluster", clusterSection, true},
    {"keyspace", "Keyspace", keyspaceSection, true},
};

bool wantsSection(CommandContext& context, const InfoSection& section) {
  if (context.count() == 1) {
    return section.isDefault;
  }
  for (size_t i = 1; i < context.count(); ++i) {
    const BytesView word = context.argument(i);
    if (equalsIgnoreCase(word, section.name) || equalsIgnoreCase(word, "everything") ||
        equalsIgnoreCase(word, "all") || (equalsIgnoreCase(word, "default") && section.isDefault)) {
      return true;
    }
  }
  return false;
}

}  // namespace

Reply infoCommand(CommandContext& context) {
  Bytes text;
  InfoWriter out(text);
  for (const InfoSection& section : kInfoSections) {
    if (wantsSection(context, section)) {
      text += text.empty() ? "# " : "\r\n# ";
      text += section.title;
      text += "\r\n";
      section.print(context, out);
    }
  }
  return Reply::verbatim("txt", text);
}

}  // namespace redis
