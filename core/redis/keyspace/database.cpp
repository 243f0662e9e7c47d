#include "redis/keyspace/database.h"

#include <utility>
#include <vector>

#include "redis/keyspace/hash_object.h"

namespace redis {

Database::Entry* Database::peek(base::BytesView key) {
  Entry* entry = dict_.find(key);
  if (entry != nullptr && hasExpired(entry->value)) {
    expire(key);
    return nullptr;
  }
  return entry != nullptr && *shared_->hasFieldTimes ? withoutExpiredFields(entry) : entry;
}

Database::Entry* Database::withoutExpiredFields(Entry* entry) {
  const auto* hash = entry->value.object->as<HashObject>();
  const int64_t nowMs = shared_->time->nowMs();
  if (hash == nullptr || !hash->mayHaveExpired(nowMs)) {
    return entry;
  }
  auto& changed = static_cast<HashObject&>(entry->value.object.unshare());
  const size_t expired = changed.eraseExpired(nowMs);
  if (expired == 0) {
    return entry;
  }
  shared_->statistics->expiredFields += static_cast<int64_t>(expired);
  const HashRest rest = changed.isEmpty() ? HashRest::Nothing : HashRest::Fields;
  const base::Bytes key(entry->key);
  if (shared_->hook->fieldsExpired != nullptr) {
    shared_->hook->fieldsExpired(shared_->hook->owner, number_, key, rest);
  }
  if (rest == HashRest::Nothing) {
    erase(key);
    return nullptr;
  }
  signalModified(key);
  return entry;
}

Database::Entry* Database::store(base::BytesView key, ObjectRef object, int64_t expireAtMs) {
  const auto [entry, isNew] = dict_.insert(key);
  KeyValue& value = entry->value;
  expiring_ -= value.expireAtMs != kNoExpiry ? 1 : 0;
  expiring_ += expireAtMs != kNoExpiry ? 1 : 0;
  value.object = std::move(object);
  value.expireAtMs = expireAtMs;
  value.accessedAtMs = shared_->time->nowMs();
  if (const auto* hash = value.object->as<HashObject>(); hash != nullptr && hash->hasTimes()) {
    noteFieldTimes();
  }
  signalModified(key);
  if (isNew && shared_->hook->created != nullptr) {
    shared_->hook->created(shared_->hook->owner, number_, key);
  }
  return entry;
}

bool Database::erase(base::BytesView key) {
  const Entry* entry = dict_.find(key);
  if (entry == nullptr) {
    return false;
  }
  if (hasExpired(entry->value)) {
    expire(key);
    return false;
  }
  expiring_ -= entry->value.expireAtMs != kNoExpiry ? 1 : 0;
  // `key` may point into the entry that is about to go.
  const base::Bytes name(key);
  dict_.erase(name);
  signalModified(name);
  return true;
}

void Database::setExpiry(Entry* entry, int64_t expireAtMs) {
  expiring_ -= entry->value.expireAtMs != kNoExpiry ? 1 : 0;
  expiring_ += expireAtMs != kNoExpiry ? 1 : 0;
  entry->value.expireAtMs = expireAtMs;
  signalModified(entry->key);
}

size_t Database::clear() {
  const Dict removed = std::exchange(dict_, Dict());
  expiring_ = 0;
  shared_->statistics->changes += static_cast<int64_t>(removed.size());
  if (shared_->hook->notify != nullptr) {
    for (const Entry& entry : removed) {
      shared_->hook->notify(shared_->hook->owner, number_, entry.key);
    }
  }
  return removed.size();
}

void Database::expire(const base::Bytes& key) {
  if (keepsExpired()) {
    return;
  }
  dict_.erase(key);
  --expiring_;
  ++shared_->statistics->expiredKeys;
  if (shared_->hook->expired != nullptr) {
    shared_->hook->expired(shared_->hook->owner, number_, key);
  }
  notifyModified(key);  // no command changed it
}

uint64_t Database::removeExpiredFrom(uint64_t position, size_t limit) {
  std::vector<base::Bytes> keys;
  const Entry* entry = dict_.firstFrom(position);
  for (size_t visited = 0; entry != nullptr && visited < limit; ++visited) {
    const auto* hash = *shared_->hasFieldTimes ? entry->value.object->as<HashObject>() : nullptr;
    if (hasExpired(entry->value) ||
        (hash != nullptr && hash->mayHaveExpired(shared_->time->nowMs()))) {
      keys.push_back(entry->key);
    }
    entry = dict_.next(entry);
  }
  const uint64_t next = entry == nullptr ? 0 : entry->sequence;
  for (const base::Bytes& key : keys) {
    peek(key);
  }
  return next;
}

size_t Database::removeExpired(size_t limit) {
  if (expiring_ == 0) {
    return 0;
  }
  std::vector<base::Bytes> keys;
  for (const Entry& entry : dict_) {
    if (keys.size() >= limit) {
      break;
    }
    if (hasExpired(entry.value)) {
      keys.push_back(entry.key);
    }
  }
  for (const base::Bytes& key : keys) {
    expire(key);
  }
  return keys.size();
}

}  // namespace redis
