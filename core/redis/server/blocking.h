#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "redis/keyspace/object.h"
#include "redis/reply.h"
#include "redis/server/session.h"
#include "redis/structures/ordered_dict.h"

/// Clients that wait.
///
/// A command that finds its keys empty asks to wait (`CommandContext::waitForKeys`): the client is
/// put at the end of the queue of each key, and its command is kept. A change of such a key marks
/// it ready. When the command, transaction or script that made the changes is over, ready keys are
/// served in the order in which they became ready, and the clients of a key in the order in which
/// they came: the command of each is run again, looking at that key only
/// (`CommandContext::mayServe`). What a served command changes may make more keys ready; they are
/// served in the next round, until none is left.
///
/// Redis: BLPOP, "Behavior when multiple elements are pushed", "Ordering of clients".
namespace redis {

class Dispatcher;

/// A command that waits.
struct BlockedCommand {
  const CommandSpec* spec = nullptr;
  std::vector<base::Bytes> argv;
  std::vector<base::Bytes> keys;
  uint32_t database = 0;
  /// Values of other types do not end the wait.
  ObjectType type = ObjectType::List;
  /// When the client stops waiting; 0: never.
  int64_t deadlineMs = 0;
  /// What it is answered then.
  Reply timeoutReply;
  /// The words as the client sent them, if others are run.
  std::vector<base::Bytes> asSent;
};

class Blocking {
 public:
  Blocking();
  ~Blocking();

  bool isEmpty() const { return waiting_.empty(); }
  /// Makes a session wait for the keys of `command`, or for time alone if there are none.
  void wait(Session& session, BlockKind kind, BlockedCommand command);
  /// A key was changed: serves its waiters later.
  void signal(uint32_t database, base::BytesView key);
  bool hasReadyKeys() const { return !ready_.empty(); }
  /// Keys that clients wait for.
  size_t keyCount() const { return queues_.size(); }
  /// Those of them whose loss would end a wait: readers of groups wait for them.
  size_t awaitedLossCount() const;
  /// Serves the clients of all ready keys.
  void serveReadyKeys(Dispatcher& dispatcher);

  /// The session's wait is over with this answer.
  void end(Session& session, const Reply& reply);
  /// Ends the wait of a session as its timeout would.
  void endByTimeout(Session& session);
  /// Ends the waits whose time has come.
  void endTimeouts(int64_t nowMs);
  /// The next moment at which a wait ends; 0: none.
  int64_t nextDeadlineMs() const;
  /// Forgets a session that goes away.
  void forget(Session& session);

  /// Sessions whose wait has ended since the last call: their further commands are to be read.
  std::vector<Session*> takeResumed() { return std::exchange(resumed_, {}); }

 private:
  struct Waiting {
    Session* session;
    BlockedCommand command;
  };
  struct ReadyKey {
    uint32_t database;
    base::Bytes key;
  };

  Waiting* find(const Session& session);
  void remove(Session& session);
  void serveKey(Dispatcher& dispatcher, const ReadyKey& ready);
  /// Runs the command of a client again, and ends its wait if there is an answer.
  void serve(Dispatcher& dispatcher, Waiting& waiting, base::BytesView key);

  std::vector<std::unique_ptr<Waiting>> waiting_;
  OrderedDict<std::vector<Session*>> queues_;
  std::vector<ReadyKey> ready_;
  std::vector<Session*> resumed_;
};

}  // namespace redis
