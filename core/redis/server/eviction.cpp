#include "redis/server/eviction.h"

#include "base/random.h"
#include "redis/keyspace/keyspace.h"
#include "redis/server/server_state.h"

namespace redis {
namespace {

/// Keys that are looked at in each database before one goes.
constexpr int kSamples = 5;
/// Keys that go before memory is measured again.
constexpr int kBetweenMeasurements = 16;

bool takesVolatileKeysOnly(MemoryPolicy policy) {
  return policy == MemoryPolicy::VolatileLru || policy == MemoryPolicy::VolatileLfu ||
         policy == MemoryPolicy::VolatileRandom || policy == MemoryPolicy::VolatileTtl;
}

/// A key at random, of those that may go; nullptr if there is none.
const Database::Entry* sample(const Database& database, MemoryPolicy policy, base::Random& random) {
  const Database::Dict& keys = database.entries();
  const bool volatileOnly = takesVolatileKeysOnly(policy);
  if (keys.isEmpty() || (volatileOnly && database.expiringCount() == 0)) {
    return nullptr;
  }
  const Database::Entry* entry = keys.random([&](uint64_t n) { return random.below(n); });
  while (volatileOnly && entry->value.expireAtMs == kNoExpiry) {
    entry = keys.next(entry);
    entry = entry != nullptr ? entry : keys.firstFrom(0);
  }
  return entry;
}

/// The moment by which a key is compared with others: the smaller goes.
int64_t momentOf(const Database::Entry& entry, MemoryPolicy policy) {
  return policy == MemoryPolicy::VolatileTtl ? entry.value.expireAtMs : entry.value.accessedAtMs;
}

void evict(ServerState& server, Keyspace& keyspace, Database& database, const base::Bytes& key) {
  if (!database.erase(key)) {
    return;
  }
  KeyspaceStatistics& statistics = keyspace.statistics();
  --statistics.changes;
  ++statistics.evictedKeys;
  server.publishEvent(EventClass::Evicted, "evicted", database.number(), key);
}

/// Removes one key; false if none may go.
bool evictOne(ServerState& server, Keyspace& keyspace, base::Random& random) {
  const MemoryPolicy policy = keyspace.configuration().memoryPolicy();
  const bool isRandom =
      policy == MemoryPolicy::VolatileRandom || policy == MemoryPolicy::AllKeysRandom;
  const Database::Entry* chosen = nullptr;
  Database* home = nullptr;
  for (uint32_t number = 0; number < keyspace.databaseCount(); ++number) {
    Database& database = keyspace.database(number);
    for (int i = 0; i < (isRandom ? 1 : kSamples); ++i) {
      const Database::Entry* entry = sample(database, policy, random);
      if (entry == nullptr || (isRandom && chosen != nullptr)) {
        break;
      }
      if (chosen == nullptr || momentOf(*entry, policy) < momentOf(*chosen, policy)) {
        chosen = entry;
        home = &database;
      }
    }
  }
  if (chosen == nullptr) {
    return false;
  }
  evict(server, keyspace, *home, base::Bytes(chosen->key));
  return true;
}

}  // namespace

bool makeRoom(ServerState& server, Keyspace& keyspace, base::Random& random) {
  const auto limit = static_cast<uint64_t>(keyspace.configuration().maxMemory);
  MemoryUse& memory = server.memory;
  memory.measureIfDue(keyspace.time().clock());
  if (memory.used <= limit || server.pause.isActive(keyspace.time().nowMs())) {
    return true;
  }
  if (keyspace.configuration().memoryPolicy() == MemoryPolicy::NoEviction) {
    return false;
  }
  bool hasMore = true;
  while (hasMore && memory.used > limit) {
    for (int i = 0; hasMore && i < kBetweenMeasurements; ++i) {
      hasMore = evictOne(server, keyspace, random);
    }
    memory.measure();
  }
  return memory.used <= limit;
}

}  // namespace redis
