#pragma once

#include <cstdint>

#include "redis/server/blocking.h"
#include "redis/server/clients.h"
#include "redis/server/keyspace_events.h"
#include "redis/server/monitors.h"
#include "redis/server/pubsub.h"

/// What a server has besides its keyspace and its commands: one per dispatcher, reached by
/// handlers through `context.server()`.
///
/// Each subsystem is a member with a header of its own, which holds its essay; this struct only
/// lists them. A new subsystem adds a line here and nothing elsewhere.
namespace redis {

struct ServerState {
  Clients clients;
  PubSub pubSub;
  Blocking blocking;
  Monitors monitors;

  /// Keyspace events that somebody may hear: `EventClass` bits. Redis: notify-keyspace-events.
  uint32_t eventClasses = 0;

  /// Publishes a keyspace event. Use `CommandContext::notify`.
  void publishEvent(uint32_t eventClass, base::BytesView event, uint32_t database,
                    base::BytesView key);
};

}  // namespace redis
