#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/bytes.h"
#include "redis/reply.h"
#include "redis/resp/encoder.h"

/// Who is asking: the state of one client connection.
///
/// The engine has one session of its own, which answers to nobody's socket; a server makes one more
/// for each connection. A script has a session, too, because SELECT and setresp inside it must not
/// reach its caller; `caller` leads from it to the connection that runs it, and `client()` is the
/// one that has a name, a user and subscriptions.
///
/// What a client receives besides the reply of its command (messages of channels, invalidations,
/// MONITOR, replies that come late) is appended to `outbox` as bytes of its protocol. Only sessions
/// with `hasConnection` have a reader there; the others are told that a command needs one.
///
/// Small fields that every command looks at come first. What few clients have (a transaction,
/// subscriptions, tracking) costs nothing until it is used.
namespace redis {

struct CommandSpec;

/// CLIENT REPLY. `SkipNext` was asked for by the command in progress.
enum class ReplyMode : uint8_t { On, Off, Skip, SkipNext };

/// SCRIPT DEBUG: where the next scripts of a client are debugged.
enum class ScriptDebugMode : uint8_t {
  Off,
  OnCopy,   ///< YES: what they change is thrown away
  InPlace,  ///< SYNC: everybody else waits
};

/// SHUTDOWN: what is to become of the keyspace.
enum class Shutdown : uint8_t {
  None,  ///< not asked for
  Save,  ///< kept, where the host has a file for it
  NoSave,
};

/// What a client waits for.
enum class BlockKind : uint8_t {
  None,
  Keys,      ///< BLPOP and its family, XREAD BLOCK
  Replicas,  ///< WAIT
  Pause,     ///< CLIENT PAUSE postpones its command
};

/// One command between MULTI and EXEC.
struct QueuedCommand {
  const CommandSpec* spec = nullptr;
  std::vector<base::Bytes> argv;
};

/// MULTI, EXEC, WATCH. Redis: "Transactions".
struct Transaction {
  bool isOpen = false;
  /// A command was refused while queueing: EXEC answers EXECABORT.
  bool hasFailed = false;
  /// A watched key changed: EXEC answers null.
  bool watchedKeyChanged = false;
  /// EXEC is running the commands.
  bool isExecuting = false;
  /// Flags of all queued commands together.
  uint32_t commandFlags = 0;
  std::vector<QueuedCommand> commands;
};

/// CLIENT TRACKING.
struct TrackingState {
  bool isOn = false;
  bool broadcast = false;
  bool optIn = false;
  bool optOut = false;
  bool noLoop = false;
  /// CLIENT CACHING was said for the next command.
  bool cachingSaid = false;
  /// The redirection target went away.
  bool redirectBroken = false;
  /// 0: to the client itself.
  uint64_t redirectTo = 0;
  std::vector<base::Bytes> prefixes;
};

/// A key that a client watches.
struct WatchedKey {
  uint32_t database = 0;
  base::Bytes key;
  /// It had expired already when it was watched.
  bool wasExpired = false;
};

struct Session {
  Session() = default;
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // ---- looked at by every command ----

  uint32_t database = 0;
  uint8_t respVersion = 2;
  /// Commands come from a script: flags and texts for scripts apply.
  bool inScript = false;
  /// The script may not write (EVAL_RO, "no-writes").
  bool readOnlyScript = false;
  /// The script called a command that writes.
  bool scriptWrote = false;
  /// The script may write when memory is used up ("allow-oom").
  bool mayExceedMemory = false;
  /// False until AUTH, if a password is wanted.
  bool authenticated = true;
  /// Someone reads the outbox: the session may block and subscribe.
  bool hasConnection = false;
  /// The connection is to be closed once the outbox is written (QUIT, CLIENT KILL of itself,
  /// protocol errors).
  bool closeRequested = false;
  /// The connection is to be closed at once (CLIENT KILL by another, output limits).
  bool killed = false;
  ReplyMode replyMode = ReplyMode::On;
  BlockKind blocked = BlockKind::None;
  bool isMonitor = false;
  bool noEvict = false;
  bool noTouch = false;
  ScriptDebugMode debugMode = ScriptDebugMode::Off;
  /// The client wants the server to end.
  Shutdown shutdown = Shutdown::None;
  /// A command of its own is executed that may cause push messages.
  bool holdsPushes = false;

  /// The connection that runs the script, for the session of a script.
  Session* caller = nullptr;
  /// The session itself, or the connection behind a script.
  Session& client() { return caller != nullptr ? caller->client() : *this; }
  const Session& client() const { return caller != nullptr ? caller->client() : *this; }

  // ---- who it is ----

  uint64_t id = 1;
  base::Bytes name;
  base::Bytes libraryName;
  base::Bytes libraryVersion;
  /// The user of the access-control list.
  base::Bytes user = "default";
  /// "127.0.0.1:50012", or the path of the socket with ":0".
  base::Bytes address;
  base::Bytes localAddress;
  bool isUnixSocket = false;
  int32_t descriptor = -1;
  int64_t createdAtMs = 0;
  int64_t lastInteractionMs = 0;
  /// The last command that was resolved, for CLIENT LIST.
  const CommandSpec* lastCommand = nullptr;
  /// Bytes of commands that have arrived and are not executed yet, and room for more.
  size_t queryBytes = 0;
  size_t queryFreeBytes = 0;

  // ---- what it has open ----

  Transaction transaction;
  std::vector<WatchedKey> watched;
  /// Channels, patterns and shard channels, in the order of subscription.
  std::vector<base::Bytes> channels;
  std::vector<base::Bytes> patterns;
  std::vector<base::Bytes> shardChannels;
  TrackingState tracking;
  /// Keys that the script was given, if its caller caches keys.
  std::vector<base::Bytes> scriptKeys;

  /// Bytes on their way to the client.
  base::Bytes outbox;
  /// Push messages that its own command caused, which later releases send after the reply.
  base::Bytes heldPushes;

  /// Appends a reply, unless CLIENT REPLY forbids; what SUBSCRIBE and its family confirm with is a
  /// message, which it does not concern.
  void deliver(const Reply& reply) {
    if (replyMode == ReplyMode::On || replyMode == ReplyMode::SkipNext || reply.isPush()) {
      encodeReply(reply, respVersion, outbox);
    }
  }
  /// Appends a push message, which CLIENT REPLY does not concern.
  void push(std::vector<Reply> elements) {
    encodeReply(Reply::push(std::move(elements)), respVersion, holdsPushes ? heldPushes : outbox);
  }
  /// Sends what was held back.
  void releasePushes() {
    holdsPushes = false;
    outbox += heldPushes;
    heldPushes.clear();
  }

  /// Number of subscriptions that make a RESP2 client a subscriber.
  size_t subscriptionCount() const { return channels.size() + patterns.size(); }
  /// Whether commands outside the few for subscribers are refused.
  bool isRestrictedSubscriber() const { return respVersion == 2 && isSubscriber(); }
  bool isSubscriber() const { return subscriptionCount() + shardChannels.size() > 0; }
  /// Whether a command may wait: not in scripts and transactions, and not without a connection.
  bool mayBlock() const { return hasConnection && !inScript && !transaction.isExecuting; }

  /// Goes back to the state of a fresh connection, as RESET does for what lies in the session.
  void reset() {
    database = 0;
    respVersion = 2;
    name.clear();
    replyMode = ReplyMode::On;
    noEvict = false;
    noTouch = false;
    closeRequested = false;
  }
  /// Becomes the session of a script that `from` runs.
  void beginScript(Session& from, bool readOnly) {
    database = from.database;
    respVersion = 2;
    inScript = true;
    readOnlyScript = readOnly;
    scriptWrote = false;
    mayExceedMemory = false;
    scriptKeys.clear();
    caller = &from;
    id = from.id;
  }
};

}  // namespace redis
