#include "redis/server/server_state.h"

#include "base/number_text.h"

namespace redis {
namespace {

void onModified(void* owner, uint32_t database, base::BytesView key) {
  ServerState& server = *static_cast<ServerState*>(owner);
  if (!server.watching.isEmpty()) {
    server.watching.touch(database, key);
  }
  if (!server.blocking.isEmpty()) {
    server.blocking.signal(database, key);
  }
  if (server.tracking.isActive() && !server.isFlushing) {
    server.tracking.invalidate(key, server.current);
  }
}

void onExpired(void* owner, uint32_t database, base::BytesView key) {
  static_cast<ServerState*>(owner)->publishEvent(EventClass::Expired, "expired", database, key);
}

void onCreated(void* owner, uint32_t database, base::BytesView key) {
  static_cast<ServerState*>(owner)->publishEvent(EventClass::New, "new", database, key);
}

void onFieldsExpired(void* owner, uint32_t database, base::BytesView key, HashRest rest) {
  auto& server = *static_cast<ServerState*>(owner);
  server.publishEvent(EventClass::Hash, "hexpired", database, key);
  if (rest == HashRest::Nothing) {
    server.publishEvent(EventClass::Generic, "del", database, key);
  }
}

}  // namespace

void ServerState::listenToKeyspace() {
  keyspace->setModificationHook({onModified, this, onExpired, onCreated, onFieldsExpired});
}

void ServerState::flush(Database& database) {
  isFlushing = true;
  database.clear();
  isFlushing = false;
  tracking.invalidateAll(current);
}

void ServerState::flushAll() {
  isFlushing = true;
  keyspace->clear();
  isFlushing = false;
  tracking.invalidateAll(current);
}

void ServerState::resetSession(Session& session) {
  pubSub.forget(session);
  watching.unwatch(session);
  tracking.disable(session);
  monitors.remove(session);
  session.transaction = Transaction();
  session.reset();
  session.user = "default";
  session.authenticated = accessControl.isOpenToAll();
}

void ServerState::forget(Session& session) {
  pubSub.forget(session);
  watching.unwatch(session);
  blocking.forget(session);
  tracking.disable(session);
  monitors.remove(session);
  clients.remove(session);
  if (current == &session) {
    current = nullptr;
  }
}

void ServerState::publishEvent(uint32_t eventClass, base::BytesView event, uint32_t database,
                               base::BytesView key) {
  if ((eventClasses & eventClass) == 0) {
    return;
  }
  const base::Bytes number = base::formatInteger(database);
  if ((eventClasses & EventClass::Keyspace) != 0) {
    pubSub.publish("__keyspace@" + number + "__:" + base::Bytes(key), event);
  }
  if ((eventClasses & EventClass::Keyevent) != 0) {
    pubSub.publish("__keyevent@" + number + "__:" + base::Bytes(event), key);
  }
}

}  // namespace redis
