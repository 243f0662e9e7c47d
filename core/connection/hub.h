#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "connection/request_parser.h"
#include "redis/server/session.h"
#include "script/script_engine.h"

/// The server between sockets and the engine.
///
/// A host connects clients, feeds what they send, and takes what they are to receive; it owns the
/// sockets and nothing else:
///
///     const uint64_t id = hub.connect({.address = "127.0.0.1:50012"});
///     hub.feed(id, bytes);          // commands are executed here, in order
///     hub.drain(out);               // what all clients are to receive now
///     hub.tick();                   // at hub.nextWakeUpMs(): timeouts, expiry
///
/// Commands of one client are executed in order; a client that waits (BLPOP, CLIENT PAUSE) keeps
/// what it has sent. A script runs to its end if that takes less than `busy-reply-threshold`; then
/// it goes on in slices (`isBusy`, `resume`), and other clients are told BUSY, as Redis does. A
/// transaction with scripts is executed command by command here, so that its scripts can go on in
/// slices, too.
///
/// A client is dropped when more waits for it than `client-output-buffer-limit` allows: what one
/// `drain` takes, and what the host could not send yet (`noteUnsent`); or when it says nothing for
/// `timeout` seconds.
///
/// A client that has said SCRIPT DEBUG and sends EVAL is handed over to the host, which debugs the
/// script: it is no client here any more. A client that sends SHUTDOWN is left to the host, too,
/// which ends the server.
///
/// What `drain` writes is a list of records, one for each client that has something: id (8 bytes),
/// what to do with the connection (`DrainAction`, 4 bytes), number of bytes (4), the bytes; numbers
/// are little endian.
namespace redis {
class Dispatcher;
struct CommandSpec;
struct Resolved;
}  // namespace redis

namespace connection {

/// A client that connects.
struct Peer {
  base::Bytes address;
  base::Bytes localAddress;
  bool isUnixSocket = false;
  int32_t descriptor = -1;
};

/// What a host does with a connection after it has sent the bytes of a record. Debug: the bytes are
/// not for the client; they are a RESP array of what its debugger has to know: "YES" or "SYNC", the
/// number of the database, the RESP version, the name of the user, what the client is still to be
/// sent, and the words of the command; what the client has sent since follows.
enum class DrainAction : uint32_t {
  Keep = 0,
  Close = 1,
  Abort = 2,
  Debug = 3,
  ShutDown = 4,  ///< and end the server
  ShutDownWithoutSaving = 5,
};

class Hub {
 public:
  /// The engine is borrowed and outlives the hub.
  explicit Hub(script::ScriptEngine& engine);
  ~Hub();
  Hub(const Hub&) = delete;
  Hub& operator=(const Hub&) = delete;

  /// The id of the new client, as CLIENT ID answers it. One client more than `maxclients` is told
  /// so and dropped.
  uint64_t connect(Peer peer);
  /// Takes bytes of a client and executes the commands that are complete.
  void feed(uint64_t id, base::BytesView bytes);
  /// The connection is gone.
  void disconnect(uint64_t id);

  /// Appends a record for each client that has something to receive.
  void drain(base::Bytes& out);

  /// Bytes that a client has not taken yet, by what its host knows.
  void noteUnsent(uint64_t id, size_t bytes);

  /// Ends waits and pauses whose time has come, and removes expired keys.
  void tick();
  /// When `tick` is to be called at the latest, in milliseconds since 1970; 0: no need.
  int64_t nextWakeUpMs() const;

  /// A script of a client has run longer than its time: `resume` it, between other work.
  bool isBusy() const { return scriptClient_ != nullptr; }
  /// Goes on with the script for some milliseconds.
  void resume();

 private:
  struct Client;

  Client* find(uint64_t id) const;
  redis::Dispatcher& dispatcher() const { return engine_.dispatcher(); }
  int64_t nowMs() const;

  /// Executes what a client has sent, until it waits or has sent no whole command.
  void process(Client& client);
  void executeNext(Client& client);
  bool isPaused(const Client& client, const redis::Resolved& resolved) const;
  /// Begins a script, or answers why it cannot begin.
  void startScript(Client& client, std::span<const base::BytesView> argv);
  /// Whether the command of a client that debugs has been seen to.
  bool debugsScript(Client& client, std::span<const base::BytesView> argv);
  /// Leaves a client that sent SHUTDOWN to the host, or answers that a script stands in the way.
  redis::Reply shutDown(redis::Session& session);
  /// Runs the script until it ends or the time is up; false if it goes on later.
  bool runScript(int64_t untilMs);
  /// Answers what the script that ended has replied.
  void finishScript();
  /// Whether EXEC is to be executed here.
  bool beginsTransactionWithScripts(const Client& client, const redis::Resolved& resolved);
  void beginTransaction(Client& client, const redis::CommandSpec& exec);
  /// Executes queued commands until a script goes on later.
  void continueTransaction(Client& client);
  void endTransaction(Client& client);
  /// Moment at which a script is over its time.
  int64_t busyFromMs() const;
  /// Notes when the turn of the host begins, if it has not begun; the moment in microseconds.
  int64_t beginTurn();
  /// Notes that it ends.
  void endTurn(int64_t nowMicroseconds);
  static DrainAction actionOf(const Client& client);
  /// Ends the connection of a client for which more waits than may.
  void dropIfOverOutputLimit(Client& client, int64_t nowMs);
  /// Whether more waits for a client than it may.
  bool exceedsOutputLimit(Client& client, int64_t nowMs) const;
  /// Drops clients that said nothing for too long.
  void dropIdleClients();
  void answer(Client& client, const redis::Reply& reply);
  void protocolError(Client& client);
  /// Lets clients whose wait has ended go on.
  void processResumed();
  void removeExpiredKeys();
  /// Notes when the buffer of a client is to be looked at.
  void planTrim(const Client& client);
  /// Gives back what buffers of clients do not need.
  void trimInputs();

  script::ScriptEngine& engine_;
  std::vector<std::unique_ptr<Client>> clients_;
  Client* scriptClient_ = nullptr;
  std::vector<uint64_t> expiryCursors_;
  /// On the engine's clock; 0: the host waits.
  int64_t turnStartedAtMicroseconds_ = 0;
  /// When `trimInputs` is to look again; 0: no buffer is larger than it has to be.
  int64_t nextTrimMs_ = 0;
};

}  // namespace connection
