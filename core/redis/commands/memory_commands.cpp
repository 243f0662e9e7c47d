#include "redis/commands/administration_handlers.h"
#include "redis/commands/argument_reader.h"
#include "redis/commands/help.h"
#include "redis/keyspace/value_memory.h"
#include "redis/server/memory_use.h"

namespace redis {

using base::BytesView;

Reply memoryUsageCommand(CommandContext& context) {
  constexpr int64_t kDefaultSamples = 5;
  ArgumentReader arguments(context, 3);
  int64_t samples = kDefaultSamples;
  while (arguments.hasNext() && !arguments.failed()) {
    if (!arguments.take("SAMPLES", 1)) {
      return messages::syntaxError();
    }
    samples = arguments.nextInteger();
    if (samples < 0) {
      arguments.fail(messages::kSyntaxError);
    }
  }
  if (arguments.failed()) {
    return arguments.error();
  }
  const BytesView key = context.argument(2);
  const Database::Entry* entry = context.database().peek(key);
  return entry == nullptr ? Reply::null()
                          : Reply::integer(static_cast<int64_t>(memoryInRedis(
                                key, *entry->value.object, static_cast<size_t>(samples))));
}

Reply memoryStatsCommand(CommandContext& context) {
  size_t keys = 0;
  for (uint32_t i = 0; i < context.keyspace().databaseCount(); ++i) {
    keys += context.keyspace().database(i).size();
  }
  MemoryUse& memory = context.server().memory;
  memory.measure();
  const auto data = static_cast<double>(memory.used - std::min(memory.used, memory.atStart));
  Reply reply = Reply::map();
  const auto add = [&reply](BytesView name, size_t value) {
    reply.addBulk(name);
    reply.addInteger(static_cast<int64_t>(value));
  };
  const auto addReal = [&reply](BytesView name, double value) {
    reply.addBulk(name);
    reply.add(Reply::real(value));
  };
  add("peak.allocated", memory.peak);
  add("total.allocated", memory.used);
  add("startup.allocated", memory.atStart);
  for (BytesView name : {"replication.backlog", "clients.slaves", "clients.normal", "cluster.links",
                         "aof.buffer", "lua.caches", "functions.caches"}) {
    add(name, 0);
  }
  add("overhead.total", memory.atStart);
  add("keys.count", keys);
  add("keys.bytes-per-key", keys == 0 ? 0 : static_cast<size_t>(data) / keys);
  add("dataset.bytes", static_cast<size_t>(data));
  addReal("dataset.percentage", 100);
  addReal("peak.percentage",
          100 * static_cast<double>(memory.used) / static_cast<double>(memory.peak));
  for (BytesView name : {"allocator.allocated", "allocator.active", "allocator.resident"}) {
    add(name, memory.used);
  }
  for (BytesView name : {"allocator-fragmentation", "allocator-rss", "rss-overhead"}) {
    addReal(base::Bytes(name) + ".ratio", 1);
    add(base::Bytes(name) + ".bytes", 0);
  }
  addReal("fragmentation", 1);
  add("fragmentation.bytes", 0);
  return reply;
}

Reply memoryDoctorCommand(CommandContext&) {
  return Reply::verbatim("txt", messages::kMemoryDoctor);
}

Reply memoryMallocStatsCommand(CommandContext&) { return Reply::bulk(messages::kNoMallocStats); }

Reply memoryPurgeCommand(CommandContext&) { return Reply::ok(); }

Reply memoryHelpCommand(CommandContext&) {
  return helpReply("memory",
                   "DOCTOR\n"
                   "    Return memory problems reports.\n"
                   "MALLOC-STATS\n"
                   "    Return internal statistics report from the memory allocator.\n"
                   "PURGE\n"
                   "    Attempt to purge dirty pages for reclamation by the allocator.\n"
                   "STATS\n"
                   "    Return information about the memory usage of the server.\n"
                   "USAGE <key> [SAMPLES <count>]\n"
                   "    Return memory in bytes used by <key> and its value. Nested values are\n"
                   "    sampled up to <count> times (default: 5, 0 means sample all).");
}

}  // namespace redis
