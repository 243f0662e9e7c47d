#pragma once

#include <span>
#include <type_traits>
#include <utility>

#include "base/bytes.h"
#include "redis/commands/command_spec.h"
#include "redis/keyspace/keyspace.h"
#include "redis/messages.h"
#include "redis/reply.h"
#include "redis/server/server_state.h"

/// What a handler sees of the world: its arguments, the session, the keyspace, time and randomness.
/// Nothing else is reachable, so a command is a function of these.
///
/// How a handler reads and changes a key:
///
///     auto hash = context.read<HashObject>(key);        // const, shared objects stay shared
///     if (hash.wrongType) return messages::wrongType();
///     if (!hash) return Reply::null();                  // no such key
///
///     auto hash = context.edit<HashObject>(key);        // unshared, may be changed
///     ...change *hash...
///     context.finishEdit(key, hash->isEmpty());         // signals the change, erases an emptied
///     key
///
///     auto hash = context.editOrCreate<HashObject>(key);  // never missing, only possibly of the
///     wrong type
namespace base {
class Random;
}

namespace redis {

class Dispatcher;

/// Result of looking a key up as one type.
template <class T>
struct Found {
  T* object = nullptr;
  bool wrongType = false;

  explicit operator bool() const { return object != nullptr; }
  T& operator*() const { return *object; }
  T* operator->() const { return object; }
};

class CommandContext {
 public:
  CommandContext(std::span<const base::BytesView> argv, const CommandSpec& spec, Session& session,
                 Keyspace& keyspace, base::Random& random, Dispatcher& dispatcher,
                 ServerState& server)
      : argv_(argv),
        spec_(&spec),
        session_(&session),
        keyspace_(&keyspace),
        database_(&keyspace.database(session.database)),
        random_(&random),
        dispatcher_(&dispatcher),
        server_(&server) {}

  /// Number of arguments, the command's name included.
  size_t count() const { return argv_.size(); }
  /// Argument `index`; 0 is the name as the client wrote it.
  base::BytesView argument(size_t index) const { return argv_[index]; }
  std::span<const base::BytesView> argv() const { return argv_; }
  const CommandSpec& spec() const { return *spec_; }

  Session& session() { return *session_; }
  Keyspace& keyspace() { return *keyspace_; }
  /// The session's selected database.
  Database& database() { return *database_; }
  const Configuration& configuration() const { return keyspace_->configuration(); }
  base::Random& random() { return *random_; }
  Dispatcher& dispatcher() { return *dispatcher_; }
  /// Clients, channels, and whatever else a server has besides its keys.
  ServerState& server() { return *server_; }
  int64_t nowMs() const { return keyspace_->time().nowMs(); }
  bool isResp3() const { return session_->respVersion >= 3; }

  /// The value of `key` for reading.
  template <class T>
  Found<const T> read(base::BytesView key) {
    const Database::Entry* entry = database_->find(key);
    if (entry == nullptr) {
      notify(EventClass::KeyMiss, "keymiss", key);
      ++keyspace_->statistics().misses;
      return {};
    }
    ++keyspace_->statistics().hits;
    const T* object = entry->value.object->template as<T>();
    return {object, object == nullptr};
  }

  /// The value of `key` for changing: ours alone, no fork sees the change.
  template <class T>
  Found<T> edit(base::BytesView key) {
    Database::Entry* entry = database_->find(key);
    if (entry == nullptr) {
      return {};
    }
    if (entry->value.object->type() != T::kType) {
      return {nullptr, true};
    }
    return {static_cast<T*>(&entry->value.object.unshare())};
  }

  /// Like `edit`, and a missing key is bound to a default-made `T`. The caller leaves it non-empty
  /// or erases it.
  template <class T>
  Found<T> editOrCreate(base::BytesView key) {
    Found<T> found = edit<T>(key);
    if (found || found.wrongType) {
      return found;
    }
    return {&create<T>(key)};
  }

  /// Binds `key`, which is missing or to be replaced, to a new `T` without expiry, and returns it
  /// for changing. Signals the change.
  template <class T, class... Arguments>
  T& create(base::BytesView key, Arguments&&... arguments) {
    Database::Entry* entry =
        database_->store(key, makeObject<T>(std::forward<Arguments>(arguments)...));
    return static_cast<T&>(entry->value.object.unshare());
  }

  /// Reports what happened to a key; `eventClass` is one of `EventClass`. Redis: "Keyspace
  /// notifications".
  void notify(uint32_t eventClass, base::BytesView event, base::BytesView key) {
    if ((server_->eventClasses & eventClass) != 0) [[unlikely]] {
      server_->publishEvent(eventClass, event, session_->database, key);
    }
  }

  /// Whether a command that waits for keys may take from `key` now: a command that is served late
  /// looks at the key that became ready only.
  bool mayServe(base::BytesView key) const { return servedKey_ == nullptr || *servedKey_ == key; }
  /// The key that became ready, if this is such a late run.
  const base::BytesView* servedKey() const { return servedKey_; }
  void setServedKey(const base::BytesView& key) { servedKey_ = &key; }
  /// Makes the client wait until one of the keys (arguments `firstKey`..., `keyCount` of them) has
  /// a value of `type`, for `timeoutMs` at most unless that is 0. Answers `timeoutReply` at once in
  /// scripts and transactions. What runs later is `argv`, or the command as it came.
  /// Redis: BLPOP.
  Reply waitForKeys(ObjectType type, size_t firstKey, size_t keyCount, int64_t timeoutMs,
                    Reply timeoutReply, std::vector<base::Bytes> argv = {});

  /// Ends a change in place: signals it, and erases the key if the value became empty.
  void finishEdit(base::BytesView key, bool becameEmpty) {
    if (becameEmpty) {
      database_->erase(key);
    } else {
      database_->signalModified(key);
      if (configuration().compat.packsListsAndSets()) [[unlikely]] {
        chooseEncoding(key);
      }
    }
    if (server_->eventClasses != 0) [[unlikely]] {
      reportEdit(key, becameEmpty);
    }
  }
  /// Lets a list choose its encoding after a change in place.
  void chooseEncoding(base::BytesView key);
  /// Reports a change in place by the event of the command in progress. `finishEdit` does it.
  void reportEdit(base::BytesView key, bool becameEmpty = false);
  /// Removes a key and reports it; false if it did not exist. Redis: DEL.
  bool eraseKey(base::BytesView key) {
    const bool existed = database_->erase(key);
    if (existed) {
      notify(EventClass::Generic, "del", key);
    }
    return existed;
  }

  /// Counts a change that WATCH and the like do not see, as most changes of consumer groups.
  void noteChange(int64_t count = 1) { keyspace_->statistics().changes += count; }

 private:
  std::span<const base::BytesView> argv_;
  const CommandSpec* spec_;
  Session* session_;
  Keyspace* keyspace_;
  Database* database_;
  base::Random* random_;
  Dispatcher* dispatcher_;
  ServerState* server_;
  const base::BytesView* servedKey_ = nullptr;
};

}  // namespace redis
