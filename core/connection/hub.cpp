#include "connection/hub.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "redis/commands/acl_commands.h"
#include "redis/commands/argument_reader.h"
#include "redis/dispatcher.h"
#include "redis/messages.h"
#include "redis/resp/encoder.h"
#include "redis/server/accounting.h"
#include "script/messages.h"

namespace connection {

using base::Bytes;
using base::BytesView;
using redis::BlockKind;
using redis::Reply;
using redis::ReplyMode;

namespace {

/// Instructions of a script between two looks at the clock.
constexpr uint64_t kSliceInstructions = 500'000;
/// How long a script that is over its time runs before the host may do other things.
constexpr int64_t kSliceMs = 10;
/// Redis: client-query-buffer-limit.
constexpr size_t kMaximumInputBytes = size_t{1} << 30;
/// Keys that one tick looks at in each database.
constexpr size_t kExpiryKeys = 2000;
/// Ticks for the expiry of keys come this often.
constexpr int64_t kExpiryIntervalMs = 100;
/// Large buffers of clients are looked at this often.
constexpr int64_t kTrimIntervalMs = 100;
/// A client that has sent nothing for longer does not keep its buffer.
constexpr int64_t kIdleSeconds = 2;

void appendNumber(Bytes& out, uint64_t value, size_t size) {
  for (size_t i = 0; i < size; ++i) {
    out += static_cast<char>(value >> (8 * i));
  }
}

}  // namespace

/// EXEC whose commands are executed one by one.
struct RunningTransaction {
  const redis::CommandSpec* exec = nullptr;
  std::vector<redis::QueuedCommand> commands;
  size_t next = 0;
  Reply replies = Reply::array();
  int64_t startedAtMicroseconds = 0;
};

struct Hub::Client {
  redis::Session session;
  RequestParser parser;
  /// What was malformed was answered; nothing more is read.
  bool isDeaf = false;
  /// It is the host's: the outbox holds the record.
  bool isDebugged = false;
  std::optional<RunningTransaction> transaction;
  /// What the host could not send yet.
  size_t unsentBytes = 0;
  /// Since when the soft limit of its class is exceeded; 0: it is not.
  int64_t overSoftLimitSinceMs = 0;
};

Hub::Hub(script::ScriptEngine& engine)
    : engine_(engine), expiryCursors_(engine.keyspace().databaseCount(), 0) {}

Hub::~Hub() {
  for (const auto& client : clients_) {
    dispatcher().server().forget(client->session);
  }
}

int64_t Hub::nowMs() const { return engine_.keyspace().time().clock().nowMicroseconds() / 1000; }

Hub::Client* Hub::find(uint64_t id) const {
  const auto found = std::lower_bound(
      clients_.begin(), clients_.end(), id,
      [](const auto& client, uint64_t wanted) { return client->session.id < wanted; });
  return found != clients_.end() && (*found)->session.id == id ? found->get() : nullptr;
}

uint64_t Hub::connect(Peer peer) {
  auto client = std::make_unique<Client>();
  redis::Session& session = client->session;
  session.hasConnection = true;
  session.address = std::move(peer.address);
  session.localAddress = std::move(peer.localAddress);
  session.isUnixSocket = peer.isUnixSocket;
  session.descriptor = peer.descriptor;
  session.authenticated = dispatcher().server().accessControl.isOpenToAll();
  redis::Clients& clients = dispatcher().server().clients;
  const int64_t limit = engine_.keyspace().configuration().maxClients;
  clients.add(session, nowMs());
  if (clients.count() > static_cast<size_t>(limit)) {
    clients.noteRejection();
    client->isDeaf = true;
    session.closeRequested = true;
    session.deliver(Reply::error(redis::messages::kTooManyClients));
  }
  clients_.push_back(std::move(client));
  return clients_.back()->session.id;
}

void Hub::disconnect(uint64_t id) {
  Client* client = find(id);
  if (client == nullptr) {
    return;
  }
  if (client == scriptClient_) {
    // The script goes on without a reader, as in Redis; its client is dropped when it ends.
    client->session.killed = true;
    return;
  }
  dispatcher().server().forget(client->session);
  std::erase_if(clients_, [client](const auto& known) { return known.get() == client; });
}

void Hub::feed(uint64_t id, BytesView bytes) {
  Client* client = find(id);
  if (client == nullptr || client->isDeaf) {
    return;
  }
  const int64_t now = beginTurn();
  redis::TrafficCounts& counts = dispatcher().server().traffic.counts();
  counts.inputBytes += static_cast<int64_t>(bytes.size());
  ++counts.reads;
  client->parser.append(bytes);
  if (client->parser.pendingBytes() > kMaximumInputBytes) {
    dispatcher().server().clients.noteQueryLimit();
    client->session.killed = true;
    return;
  }
  client->session.lastInteractionMs = now / 1000;
  process(*client);
  planTrim(*client);
  processResumed();
}

int64_t Hub::beginTurn() {
  const int64_t now = engine_.keyspace().time().clock().nowMicroseconds();
  if (turnStartedAtMicroseconds_ == 0) {
    turnStartedAtMicroseconds_ = now;
  }
  dispatcher().server().traffic.advance(now);
  return now;
}

void Hub::endTurn(int64_t nowMicroseconds) {
  redis::TrafficCounts& counts = dispatcher().server().traffic.counts();
  ++counts.turns;
  if (const int64_t begin = std::exchange(turnStartedAtMicroseconds_, 0); begin != 0) {
    counts.turnMicroseconds += std::max<int64_t>(nowMicroseconds - begin, 0);
  }
}

void Hub::process(Client& client) {
  redis::Session& session = client.session;
  while (session.blocked == BlockKind::None && !session.closeRequested && !session.killed &&
         &client != scriptClient_) {
    ParseLimits limits;
    limits.maximumBulk = engine_.keyspace().configuration().protoMaxBulkLength;
    limits.authenticated = session.authenticated;
    const ParseState state = client.parser.next(limits);
    session.queryBytes = client.parser.pendingBytes();
    session.queryFreeBytes = client.parser.freeBytes();
    if (state == ParseState::Malformed) {
      protocolError(client);
    }
    if (state != ParseState::Command) {
      return;
    }
    executeNext(client);
  }
}

void Hub::protocolError(Client& client) {
  client.isDeaf = true;
  client.session.closeRequested = true;
  answer(client, Reply::error("ERR " + client.parser.problem()));
}

bool Hub::isPaused(const Client& client, const redis::Resolved& resolved) const {
  constexpr uint32_t kPausedFlags = redis::CommandFlag::Write | redis::CommandFlag::MayReplicate;
  const redis::Pause& pause = dispatcher().server().pause;
  if (!pause.isActive(nowMs()) || resolved.spec == nullptr) {
    return false;
  }
  return pause.all || (dispatcher().flagsOf(*resolved.spec, client.parser.argv(), client.session) &
                       kPausedFlags) != 0;
}

void Hub::executeNext(Client& client) {
  redis::Session& session = client.session;
  const std::span<const BytesView> argv = client.parser.argv();
  if (redis::equalsIgnoreCase(argv[0], "host:") || redis::equalsIgnoreCase(argv[0], "post")) {
    // Somebody lets a browser talk to us.
    session.killed = true;
    return;
  }
  redis::Resolved resolved = dispatcher().resolve(argv, session);
  if (dispatcher().server().pause.untilMs != 0 && isPaused(client, resolved)) {
    session.blocked = BlockKind::Pause;
    return;
  }
  if (engine_.status() == script::RunStatus::Running && resolved.spec != nullptr &&
      !resolved.spec->has(redis::CommandFlag::AllowBusy)) {
    resolved = {nullptr, Reply::error(engine_.busyMessage()), resolved.spec};
  }
  if (resolved.spec != nullptr && script::isScriptCommand(*resolved.spec) &&
      !session.transaction.isOpen) {
    startScript(client, argv);
    client.parser.consume();
    return;
  }
  if (beginsTransactionWithScripts(client, resolved)) {
    client.parser.consume();
    beginTransaction(client, *resolved.spec);
    return;
  }
  const Reply reply = dispatcher().execute(std::move(resolved), argv, session);
  client.parser.consume();
  answer(client, session.shutdown == redis::Shutdown::None ? reply : shutDown(session));
}

Reply Hub::shutDown(redis::Session& session) {
  if (engine_.status() == script::RunStatus::Running &&
      session.shutdown != redis::Shutdown::NoSave) {
    session.shutdown = redis::Shutdown::None;
    return Reply::error(engine_.busyMessage());
  }
  session.closeRequested = true;
  return Reply::none();
}

void Hub::answer(Client& client, const Reply& reply) {
  redis::Session& session = client.session;
  const bool isConfirmation = reply.kind() == redis::ReplyKind::None && !reply.elements().empty();
  if (isConfirmation) {
    // What subscribing confirms is a message, which CLIENT REPLY does not concern.
    redis::encodeReply(reply, session.respVersion, session.outbox);
  } else {
    session.deliver(reply);
  }
  session.releasePushes();
  if (session.replyMode == ReplyMode::SkipNext) {
    session.replyMode = ReplyMode::Skip;
  } else if (session.replyMode == ReplyMode::Skip) {
    session.replyMode = ReplyMode::On;
  }
  redis::ServerState& server = dispatcher().server();
  if (server.tracking.isActive()) {
    const int64_t limit = engine_.keyspace().configuration().trackingTableMaxKeys;
    server.tracking.sendPending(session);
    server.tracking.limitKeys(static_cast<size_t>(limit), dispatcher().random());
  }
  server.current = nullptr;
}

bool Hub::debugsScript(Client& client, std::span<const BytesView> argv) {
  redis::Session& session = client.session;
  const BytesView name = argv[0];
  if (redis::equalsIgnoreCase(name, "evalsha") || redis::equalsIgnoreCase(name, "evalsha_ro")) {
    constexpr size_t kDigestLength = 40;
    if (argv[1].size() != kDigestLength) {
      return false;
    }
    answer(client, Reply::error(script::messages::kDebugBySha));
    return true;
  }
  if (!redis::equalsIgnoreCase(name, "eval") && !redis::equalsIgnoreCase(name, "eval_ro")) {
    return false;
  }
  const bool isOnCopy = session.debugMode == redis::ScriptDebugMode::OnCopy;
  Reply words = Reply::array();
  words.add(Reply::bulk(isOnCopy ? "YES" : "SYNC"));
  words.add(Reply::bulk(base::formatInteger(session.database)));
  words.add(Reply::bulk(base::formatInteger(session.respVersion)));
  words.add(Reply::bulk(session.user));
  words.add(Reply::bulk(session.outbox));
  for (const BytesView word : argv) {
    words.add(Reply::bulk(word));
  }
  session.outbox.clear();
  redis::encodeReply(words, 2, session.outbox);
  client.isDebugged = session.closeRequested = true;
  return true;
}

void Hub::startScript(Client& client, std::span<const BytesView> argv) {
  if (client.session.debugMode != redis::ScriptDebugMode::Off && debugsScript(client, argv)) {
    return;
  }
  const base::Status started = engine_.start(argv, client.session);
  if (!started.isOk()) {
    answer(client, Reply::error("ERR " + started.message()));
    return;
  }
  scriptClient_ = &client;
  if (runScript(busyFromMs())) {
    finishScript();
  }
}

int64_t Hub::busyFromMs() const {
  return nowMs() + engine_.keyspace().configuration().busyReplyThresholdMs;
}

bool Hub::runScript(int64_t untilMs) {
  while (engine_.status() == script::RunStatus::Running) {
    if (engine_.run(kSliceInstructions) == script::RunStatus::Running && nowMs() >= untilMs) {
      return false;
    }
  }
  return true;
}

void Hub::finishScript() {
  Client& client = *std::exchange(scriptClient_, nullptr);
  if (client.transaction) {
    client.transaction->replies.add(engine_.result().reply);
    ++client.transaction->next;
    continueTransaction(client);
  } else {
    answer(client, engine_.result().reply);
  }
}

bool Hub::beginsTransactionWithScripts(const Client& client, const redis::Resolved& resolved) {
  const redis::Transaction& transaction = client.session.transaction;
  return resolved.spec != nullptr && resolved.spec->name == "exec" && transaction.isOpen &&
         !transaction.hasFailed && !transaction.watchedKeyChanged &&
         std::any_of(transaction.commands.begin(), transaction.commands.end(),
                     [](const auto& command) { return script::isScriptCommand(*command.spec); }) &&
         !dispatcher().server().watching.hasExpiredKey(client.session);
}

void Hub::beginTransaction(Client& client, const redis::CommandSpec& exec) {
  redis::Transaction& transaction = client.session.transaction;
  dispatcher().server().watching.unwatch(client.session);
  transaction.isExecuting = true;
  client.transaction.emplace();
  client.transaction->exec = &exec;
  client.transaction->commands = std::move(transaction.commands);
  client.transaction->startedAtMicroseconds = engine_.keyspace().time().clock().nowMicroseconds();
  continueTransaction(client);
}

void Hub::continueTransaction(Client& client) {
  RunningTransaction& transaction = *client.transaction;
  for (; transaction.next < transaction.commands.size(); ++transaction.next) {
    const redis::QueuedCommand& command = transaction.commands[transaction.next];
    const std::vector<BytesView> argv(command.argv.begin(), command.argv.end());
    Reply reply = redis::denialOfQueued(dispatcher(), *command.spec, argv, client.session);
    const bool isScript = script::isScriptCommand(*command.spec);
    if (isScript && client.session.debugMode != redis::ScriptDebugMode::Off && !reply.isError()) {
      reply = Reply::error(script::messages::kDebugNotImplemented);
    } else if (!reply.isError() && !isScript) {
      reply = dispatcher().call(*command.spec, argv, client.session);
    } else if (!reply.isError()) {
      const base::Status started = engine_.start(argv, client.session);
      scriptClient_ = &client;
      if (started.isOk() && !runScript(busyFromMs())) {
        return;
      }
      scriptClient_ = nullptr;
      reply = started.isOk() ? engine_.result().reply : Reply::error("ERR " + started.message());
    }
    transaction.replies.add(std::move(reply));
  }
  endTransaction(client);
}

void Hub::endTransaction(Client& client) {
  RunningTransaction transaction = std::move(*client.transaction);
  client.transaction.reset();
  redis::Session& session = client.session;
  session.transaction = redis::Transaction();
  redis::ServerState& server = dispatcher().server();
  server.watching.unwatch(session);
  const BytesView argv[] = {transaction.exec->name};
  redis::accountForCall(server, engine_.keyspace(), *transaction.exec, argv, session,
                        transaction.replies, transaction.startedAtMicroseconds);
  if (!server.monitors.isEmpty()) {
    server.monitors.show(session, argv, transaction.startedAtMicroseconds);
  }
  dispatcher().finishCommand(session);
  answer(client, transaction.replies);
}

void Hub::resume() {
  if (scriptClient_ == nullptr) {
    return;
  }
  beginTurn();
  Client& client = *scriptClient_;
  const uint64_t id = client.session.id;
  if (!runScript(nowMs() + kSliceMs)) {
    return;
  }
  finishScript();
  if (scriptClient_ != nullptr) {
    return;
  }
  if (client.session.killed) {
    disconnect(id);
  } else {
    process(client);
  }
  processResumed();
}

void Hub::processResumed() {
  redis::ServerState& server = dispatcher().server();
  if (server.pause.wasLifted(nowMs())) {
    server.pause = redis::Pause();
    for (size_t i = 0; i < clients_.size(); ++i) {
      if (clients_[i]->session.blocked == BlockKind::Pause) {
        clients_[i]->session.blocked = BlockKind::None;
        process(*clients_[i]);
      }
    }
  }
  for (std::vector<redis::Session*> resumed = server.blocking.takeResumed(); !resumed.empty();
       resumed = server.blocking.takeResumed()) {
    for (const redis::Session* session : resumed) {
      if (Client* client = find(session->id)) {
        process(*client);
      }
    }
  }
}

void Hub::planTrim(const Client& client) {
  if (client.parser.isTrimmable()) {
    const int64_t moment = client.parser.isLarge()
                               ? nowMs() + kTrimIntervalMs
                               : client.session.lastInteractionMs + (kIdleSeconds + 1) * 1000;
    nextTrimMs_ = nextTrimMs_ == 0 ? moment : std::min(nextTrimMs_, moment);
  }
}

void Hub::trimInputs() {
  const int64_t now = nowMs();
  if (now < nextTrimMs_) {
    return;
  }
  nextTrimMs_ = 0;
  for (const auto& client : clients_) {
    redis::Session& session = client->session;
    const bool isIdle = (now - session.lastInteractionMs) / 1000 > kIdleSeconds;
    client->parser.trim(isIdle ? InputUse::Idle : InputUse::Recent);
    session.queryBytes = client->parser.pendingBytes();
    session.queryFreeBytes = client->parser.freeBytes();
    planTrim(*client);
  }
}

DrainAction Hub::actionOf(const Client& client) {
  const redis::Session& session = client.session;
  if (session.killed) {
    return DrainAction::Abort;
  }
  if (client.isDebugged) {
    return DrainAction::Debug;
  }
  switch (session.shutdown) {
    case redis::Shutdown::None:
      return session.closeRequested ? DrainAction::Close : DrainAction::Keep;
    case redis::Shutdown::Save:
      return DrainAction::ShutDown;
    case redis::Shutdown::NoSave:
      return DrainAction::ShutDownWithoutSaving;
  }
  return DrainAction::Keep;
}

void Hub::drain(Bytes& out) {
  dispatcher().server().tracking.broadcast();
  const int64_t nowMicroseconds = beginTurn();
  const int64_t now = nowMicroseconds / 1000;
  redis::TrafficCounts& counts = dispatcher().server().traffic.counts();
  std::vector<uint64_t> leaving;
  for (size_t i = 0; i < clients_.size(); ++i) {
    redis::Session& session = clients_[i]->session;
    if (session.outbox.empty() && !session.closeRequested && !session.killed) {
      continue;
    }
    dropIfOverOutputLimit(*clients_[i], now);
    if (clients_[i]->isDebugged) {
      session.outbox += clients_[i]->parser.pending();
    }
    const DrainAction action = actionOf(*clients_[i]);
    appendNumber(out, session.id, 8);
    appendNumber(out, static_cast<uint32_t>(action), 4);
    appendNumber(out, session.outbox.size(), 4);
    out += session.outbox;
    counts.outputBytes += static_cast<int64_t>(session.outbox.size());
    ++counts.writes;
    session.outbox.clear();
    if (action != DrainAction::Keep) {
      leaving.push_back(session.id);
    }
  }
  // They are no clients any more, whenever the host hears of the end of their connections.
  for (const uint64_t id : leaving) {
    disconnect(id);
  }
  endTurn(nowMicroseconds);
}

void Hub::noteUnsent(uint64_t id, size_t bytes) {
  if (Client* client = find(id)) {
    client->unsentBytes = bytes;
    dropIfOverOutputLimit(*client, nowMs());
  }
}

void Hub::dropIfOverOutputLimit(Client& client, int64_t nowMs) {
  if (exceedsOutputLimit(client, nowMs) && !client.session.killed) {
    dispatcher().server().clients.noteOutputLimit();
    client.session.killed = true;
    client.session.outbox.clear();
  }
}

bool Hub::exceedsOutputLimit(Client& client, int64_t nowMs) const {
  constexpr size_t kNormal = 0;
  constexpr size_t kSubscriber = 2;
  constexpr int64_t kMsPerSecond = 1000;
  const redis::OutputBufferLimit& limit =
      engine_.keyspace()
          .configuration()
          .outputBufferLimits[client.session.isSubscriber() ? kSubscriber : kNormal];
  const size_t waiting = client.unsentBytes + client.session.outbox.size();
  if (limit.hardBytes != 0 && waiting >= limit.hardBytes) {
    return true;
  }
  if (limit.softBytes == 0 || waiting < limit.softBytes) {
    client.overSoftLimitSinceMs = 0;
    return false;
  }
  if (client.overSoftLimitSinceMs == 0) {
    client.overSoftLimitSinceMs = nowMs;
  }
  return nowMs - client.overSoftLimitSinceMs > limit.softSeconds * kMsPerSecond;
}

void Hub::dropIdleClients() {
  constexpr int64_t kMsPerSecond = 1000;
  const int64_t timeoutSeconds = engine_.keyspace().configuration().timeoutSeconds;
  if (timeoutSeconds == 0) {
    return;
  }
  for (const auto& client : clients_) {
    redis::Session& session = client->session;
    const bool isExempt =
        session.isSubscriber() || session.isMonitor || session.blocked != BlockKind::None;
    if (!isExempt && (nowMs() - session.lastInteractionMs) / kMsPerSecond > timeoutSeconds) {
      session.killed = true;
    }
  }
}

int64_t Hub::nextWakeUpMs() const {
  redis::ServerState& server = dispatcher().server();
  int64_t next = server.blocking.nextDeadlineMs();
  const auto consider = [&next](int64_t moment) {
    next = moment != 0 && (next == 0 || moment < next) ? moment : next;
  };
  consider(server.pause.untilMs);
  if (engine_.keyspace().configuration().timeoutSeconds != 0 && !clients_.empty()) {
    constexpr int64_t kIdleCheckMs = 1000;
    consider(nowMs() + kIdleCheckMs);
  }
  consider(nextTrimMs_);
  for (uint32_t number = 0; number < engine_.keyspace().databaseCount(); ++number) {
    if (engine_.keyspace().database(number).mayExpire()) {
      consider(nowMs() + kExpiryIntervalMs);
      break;
    }
  }
  return next;
}

void Hub::tick() {
  if (engine_.status() == script::RunStatus::Running) {
    return;
  }
  engine_.keyspace().time().refresh();
  beginTurn();
  dispatcher().server().blocking.endTimeouts(nowMs());
  removeExpiredKeys();
  if (dispatcher().server().blocking.hasReadyKeys()) {
    dispatcher().server().blocking.serveReadyKeys(dispatcher());
  }
  dropIdleClients();
  trimInputs();
  processResumed();
}

void Hub::removeExpiredKeys() {
  for (uint32_t number = 0; number < engine_.keyspace().databaseCount(); ++number) {
    redis::Database& database = engine_.keyspace().database(number);
    if (database.mayExpire()) {
      expiryCursors_[number] = database.removeExpiredFrom(expiryCursors_[number], kExpiryKeys);
    }
  }
}

}  // namespace connection
