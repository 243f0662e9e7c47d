#include "redis/server/watching.h"

#include <algorithm>

namespace redis {

base::Bytes databaseKey(uint32_t database, base::BytesView key) {
  base::Bytes name(reinterpret_cast<const char*>(&database), sizeof database);
  name += key;
  return name;
}

bool Watching::isStored(uint32_t database, base::BytesView key) const {
  return keyspace_->database(database).entries().contains(key);
}

bool Watching::isExpired(uint32_t database, base::BytesView key) const {
  const Database& keys = keyspace_->database(database);
  const Database::Entry* entry = keys.entries().find(key);
  return entry != nullptr && keys.hasExpired(entry->value);
}

void Watching::watch(Session& session, base::BytesView key) {
  for (const WatchedKey& watched : session.watched) {
    if (watched.database == session.database && watched.key == key) {
      return;
    }
  }
  clientCount_ += session.watched.empty() ? 1 : 0;
  session.watched.push_back({session.database, base::Bytes(key), isExpired(session.database, key)});
  watchers_.insert(databaseKey(session.database, key)).first->value.push_back(&session);
}

void Watching::unwatch(Session& session) {
  if (session.watched.empty()) {
    return;
  }
  --clientCount_;
  for (const WatchedKey& watched : session.watched) {
    const base::Bytes name = databaseKey(watched.database, watched.key);
    auto* entry = watchers_.find(name);
    std::erase(entry->value, &session);
    if (entry->value.empty()) {
      watchers_.erase(name);
    }
  }
  session.watched.clear();
}

void Watching::touch(uint32_t database, base::BytesView key) {
  const auto* entry = watchers_.find(databaseKey(database, key));
  if (entry == nullptr) {
    return;
  }
  const std::vector<Session*> sessions = entry->value;
  for (Session* session : sessions) {
    const auto watched = std::find_if(
        session->watched.begin(), session->watched.end(), [&](const WatchedKey& candidate) {
          return candidate.database == database && candidate.key == key;
        });
    if (watched->wasExpired && !isStored(database, key)) {
      watched->wasExpired = false;
      continue;
    }
    if (!watched->wasExpired && isExpired(database, key)) {
      // SWAPDB brought a key that does not exist any more.
      watched->wasExpired = true;
      continue;
    }
    session->transaction.watchedKeyChanged = true;
    unwatch(*session);
  }
}

bool Watching::hasExpiredKey(const Session& session) const {
  return std::any_of(session.watched.begin(), session.watched.end(),
                     [this](const WatchedKey& watched) {
                       return !watched.wasExpired && isExpired(watched.database, watched.key);
                     });
}

}  // namespace redis
