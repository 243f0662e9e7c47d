#pragma once

#include <cstdint>

#include "redis/server/access_control.h"
#include "redis/server/blocking.h"
#include "redis/server/clients.h"
#include "redis/server/command_statistics.h"
#include "redis/server/keyspace_events.h"
#include "redis/server/latency_monitor.h"
#include "redis/server/memory_use.h"
#include "redis/server/monitors.h"
#include "redis/server/pause.h"
#include "redis/server/pubsub.h"
#include "redis/server/slow_log.h"
#include "redis/server/tracking.h"
#include "redis/server/traffic.h"
#include "redis/server/watching.h"

/// What a server has besides its keyspace and its commands: one per dispatcher, reached by
/// handlers through `context.server()`.
///
/// Each subsystem is a member with a header of its own, which holds its essay; this struct only
/// lists them. A new subsystem adds a line here and nothing elsewhere.
namespace redis {

/// Where texts come from that are too large to be part of the program: what COMMAND DOCS answers,
/// in RESP3. Asked each time; false if there are none.
struct DocumentSource {
  bool (*read)(void* context, base::Bytes& content) = nullptr;
  void* context = nullptr;
};

struct ServerState {
  ServerState(Keyspace& keyspace, const Dispatcher& dispatcher)
      : keyspace(&keyspace), watching(keyspace), tracking(clients), accessControl(dispatcher) {}
  ServerState(const ServerState&) = delete;
  ServerState& operator=(const ServerState&) = delete;

  Keyspace* keyspace;
  Clients clients;
  PubSub pubSub;
  Blocking blocking;
  Monitors monitors;
  Watching watching;
  Tracking tracking;
  Pause pause;
  AccessControl accessControl;
  CommandStatistics commandStatistics;
  Traffic traffic;
  SlowLog slowLog;
  LatencyMonitor latencyMonitor;
  MemoryUse memory;
  DocumentSource commandDocuments;
  /// Processor time of the process in seconds, for INFO, if the host knows it.
  double (*processorSeconds)(void* context) = nullptr;

  /// Whose command is being executed; nullptr between commands.
  Session* current = nullptr;

  /// When the server was made, for INFO and LASTSAVE.
  int64_t startedAtMicroseconds = 0;
  /// Expired keys are removed in the background. Redis: DEBUG SET-ACTIVE-EXPIRE.
  bool activeExpire = true;
  /// Memory was used up when the last command of a client began. Redis: maxmemory.
  bool isOutOfMemory = false;
  /// Values that commands freed later, for INFO.
  int64_t lazilyFreedObjects = 0;
  /// Scripts that made room for others, for INFO.
  int64_t evictedScripts = 0;

  /// Keyspace events that somebody may hear: `EventClass` bits. Redis: notify-keyspace-events.
  uint32_t eventClasses = 0;

  /// Asks the keyspace for reports of changes if anybody wants them: to be called when a client
  /// begins to watch, wait or track.
  void listenToKeyspace();
  /// Removes all keys, of one database or of all, and tells who caches any.
  void flush(Database& database);
  void flushAll();
  /// RESET: what a connection has open is closed.
  void resetSession(Session& session);
  /// Forgets everything about a connection that goes away.
  void forget(Session& session);

  /// Publishes a keyspace event. Use `CommandContext::notify`.
  void publishEvent(uint32_t eventClass, base::BytesView event, uint32_t database,
                    base::BytesView key);

  /// Changes of single keys are not worth telling while all go.
  bool isFlushing = false;
};

}  // namespace redis
