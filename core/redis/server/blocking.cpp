#include "redis/server/blocking.h"

#include <algorithm>

#include "redis/dispatcher.h"
#include "redis/messages.h"
#include "redis/server/accounting.h"
#include "redis/server/watching.h"

namespace redis {

using base::Bytes;
using base::BytesView;

namespace {

/// Whether a command ends with an error when what it waits for goes away.
bool readsGroup(const BlockedCommand& command) { return command.spec->name == "xreadgroup"; }

}  // namespace

Blocking::Blocking() = default;
Blocking::~Blocking() = default;

Blocking::Waiting* Blocking::find(const Session& session) {
  for (const auto& waiting : waiting_) {
    if (waiting->session == &session) {
      return waiting.get();
    }
  }
  return nullptr;
}

void Blocking::wait(Session& session, BlockKind kind, BlockedCommand command) {
  session.blocked = kind;
  for (const Bytes& key : command.keys) {
    std::vector<Session*>& queue = queues_.insert(databaseKey(command.database, key)).first->value;
    if (queue.empty() || queue.back() != &session) {
      queue.push_back(&session);
    }
  }
  waiting_.push_back(std::make_unique<Waiting>(Waiting{&session, std::move(command)}));
}

void Blocking::signal(uint32_t database, BytesView key) {
  if (!queues_.contains(databaseKey(database, key))) {
    return;
  }
  for (const ReadyKey& known : ready_) {
    if (known.database == database && known.key == key) {
      return;
    }
  }
  ready_.push_back({database, Bytes(key)});
}

size_t Blocking::awaitedLossCount() const {
  std::vector<Bytes> keys;
  for (const auto& waiting : waiting_) {
    if (readsGroup(waiting->command)) {
      for (const Bytes& key : waiting->command.keys) {
        keys.push_back(databaseKey(waiting->command.database, key));
      }
    }
  }
  std::sort(keys.begin(), keys.end());
  return static_cast<size_t>(std::unique(keys.begin(), keys.end()) - keys.begin());
}

void Blocking::serveReadyKeys(Dispatcher& dispatcher) {
  while (!ready_.empty()) {
    const std::vector<ReadyKey> round = std::exchange(ready_, {});
    for (const ReadyKey& ready : round) {
      serveKey(dispatcher, ready);
    }
  }
}

void Blocking::serveKey(Dispatcher& dispatcher, const ReadyKey& ready) {
  const auto* entry = queues_.find(databaseKey(ready.database, ready.key));
  if (entry == nullptr) {
    return;
  }
  const std::vector<Session*> queue = entry->value;
  for (Session* session : queue) {
    if (Waiting* waiting = find(*session)) {
      serve(dispatcher, *waiting, ready.key);
    }
  }
}

void Blocking::serve(Dispatcher& dispatcher, Waiting& waiting, BytesView key) {
  Session& session = *waiting.session;
  const BlockedCommand& command = waiting.command;
  ServerState& server = dispatcher.server();
  Keyspace& keyspace = dispatcher.keyspace();
  const int64_t startedAt = keyspace.time().clock().nowMicroseconds();
  // What the command changes is told to its client after the answer.
  Session* const before = std::exchange(server.current, &session);
  const Database::Entry* value = keyspace.database(command.database).peek(key);
  Reply reply = Reply::none();
  const bool isThere = value != nullptr && value->value.object->type() == command.type;
  if (isThere ||
      (readsGroup(command) && keyspace.configuration().compat.runsReadOfGoneStreamAgain())) {
    reply = dispatcher.serve(session, command, key);
  } else if (readsGroup(command)) {
    reply = Reply::error(messages::kStreamGone);
  }
  if (reply.kind() != ReplyKind::None) {
    accountForServed(server, keyspace, command, session, reply, startedAt);
    end(session, reply);
  }
  server.tracking.sendPending(session);
  server.current = before;
}

void Blocking::end(Session& session, const Reply& reply) {
  remove(session);
  session.deliver(reply);
  resumed_.push_back(&session);
}

void Blocking::endByTimeout(Session& session) {
  const Waiting* waiting = find(session);
  if (waiting != nullptr) {
    const Reply reply = waiting->command.timeoutReply;
    end(session, reply);
  }
}

void Blocking::endTimeouts(int64_t nowMs) {
  std::vector<Session*> due;
  for (const auto& waiting : waiting_) {
    if (waiting->command.deadlineMs != 0 && waiting->command.deadlineMs <= nowMs) {
      due.push_back(waiting->session);
    }
  }
  for (Session* session : due) {
    endByTimeout(*session);
  }
}

int64_t Blocking::nextDeadlineMs() const {
  int64_t next = 0;
  for (const auto& waiting : waiting_) {
    const int64_t deadline = waiting->command.deadlineMs;
    next = deadline != 0 && (next == 0 || deadline < next) ? deadline : next;
  }
  return next;
}

void Blocking::remove(Session& session) {
  const auto found = std::find_if(waiting_.begin(), waiting_.end(), [&](const auto& waiting) {
    return waiting->session == &session;
  });
  if (found == waiting_.end()) {
    return;
  }
  for (const Bytes& key : (*found)->command.keys) {
    const Bytes name = databaseKey((*found)->command.database, key);
    if (auto* entry = queues_.find(name)) {
      std::erase(entry->value, &session);
      if (entry->value.empty()) {
        queues_.erase(name);
      }
    }
  }
  waiting_.erase(found);
  session.blocked = BlockKind::None;
}

void Blocking::forget(Session& session) {
  remove(session);
  std::erase(resumed_, &session);
}

}  // namespace redis
