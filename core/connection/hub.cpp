#include "connection/hub.h"

#include <algorithm>
#include <utility>

#include "redis/commands/argument_reader.h"
#include "redis/dispatcher.h"

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

void appendNumber(Bytes& out, uint64_t value, size_t size) {
  for (size_t i = 0; i < size; ++i) {
    out += static_cast<char>(value >> (8 * i));
  }
}

}  // namespace

struct Hub::Client {
  redis::Session session;
  RequestParser parser;
  /// What was malformed was answered; nothing more is read.
  bool isDeaf = false;
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
  dispatcher().server().clients.add(session, nowMs());
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
  client->parser.append(bytes);
  if (client->parser.pendingBytes() > kMaximumInputBytes) {
    client->session.killed = true;
    return;
  }
  client->session.lastInteractionMs = nowMs();
  process(*client);
  processResumed();
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

bool Hub::isPaused(Client& client, const redis::Resolved& resolved) {
  const redis::Pause& pause = dispatcher().server().pause;
  if (!pause.isActive(nowMs()) || resolved.spec == nullptr) {
    return false;
  }
  uint32_t flags = resolved.spec->flags;
  if (resolved.spec->name == "exec") {
    flags |= client.session.transaction.commandFlags;
  }
  return pause.all ||
         (flags & (redis::CommandFlag::Write | redis::CommandFlag::MayReplicate)) != 0 ||
         script::isScriptCommand(*resolved.spec);
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
  Reply reply = Reply::none();
  if (engine_.status() == script::RunStatus::Running && resolved.spec != nullptr &&
      !resolved.spec->has(redis::CommandFlag::AllowBusy)) {
    session.transaction.hasFailed = session.transaction.isOpen;
    reply = Reply::error(engine_.busyMessage());
  } else if (resolved.spec != nullptr && script::isScriptCommand(*resolved.spec) &&
             !session.transaction.isOpen) {
    startScript(client, argv);
    client.parser.consume();
    return;
  } else {
    reply = dispatcher().execute(std::move(resolved), argv, session);
  }
  client.parser.consume();
  answer(client, reply);
}

void Hub::answer(Client& client, const Reply& reply) {
  redis::Session& session = client.session;
  session.deliver(reply);
  if (session.replyMode == ReplyMode::SkipNext) {
    session.replyMode = ReplyMode::Skip;
  } else if (session.replyMode == ReplyMode::Skip) {
    session.replyMode = ReplyMode::On;
  }
  redis::ServerState& server = dispatcher().server();
  if (server.tracking.isActive()) {
    server.tracking.sendPending();
  }
  server.current = nullptr;
}

void Hub::startScript(Client& client, std::span<const BytesView> argv) {
  const base::Status started = engine_.start(argv, client.session);
  if (!started.isOk()) {
    answer(client, Reply::error("ERR " + started.message()));
    return;
  }
  scriptClient_ = &client;
  runScript(nowMs() + engine_.keyspace().configuration().busyReplyThresholdMs);
}

void Hub::runScript(int64_t untilMs) {
  while (engine_.status() == script::RunStatus::Running) {
    if (engine_.run(kSliceInstructions) == script::RunStatus::Running && nowMs() >= untilMs) {
      return;
    }
  }
  Client& client = *std::exchange(scriptClient_, nullptr);
  answer(client, engine_.result().reply);
}

void Hub::resume() {
  if (scriptClient_ == nullptr) {
    return;
  }
  Client& client = *scriptClient_;
  const uint64_t id = client.session.id;
  runScript(nowMs() + kSliceMs);
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

void Hub::drain(Bytes& out) {
  dispatcher().server().tracking.broadcast();
  for (size_t i = 0; i < clients_.size(); ++i) {
    redis::Session& session = clients_[i]->session;
    if (session.outbox.empty() && !session.closeRequested && !session.killed) {
      continue;
    }
    const DrainAction action = session.killed           ? DrainAction::Abort
                               : session.closeRequested ? DrainAction::Close
                                                        : DrainAction::Keep;
    appendNumber(out, session.id, 8);
    appendNumber(out, static_cast<uint32_t>(action), 4);
    appendNumber(out, session.outbox.size(), 4);
    out += session.outbox;
    session.outbox.clear();
  }
}

int64_t Hub::nextWakeUpMs() const {
  redis::ServerState& server = dispatcher().server();
  int64_t next = server.blocking.nextDeadlineMs();
  const auto consider = [&next](int64_t moment) {
    next = moment != 0 && (next == 0 || moment < next) ? moment : next;
  };
  consider(server.pause.untilMs);
  for (uint32_t number = 0; number < engine_.keyspace().databaseCount(); ++number) {
    if (engine_.keyspace().database(number).expiringCount() > 0) {
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
  dispatcher().server().blocking.endTimeouts(nowMs());
  removeExpiredKeys();
  processResumed();
}

void Hub::removeExpiredKeys() {
  for (uint32_t number = 0; number < engine_.keyspace().databaseCount(); ++number) {
    redis::Database& database = engine_.keyspace().database(number);
    if (database.expiringCount() > 0) {
      expiryCursors_[number] = database.removeExpiredFrom(expiryCursors_[number], kExpiryKeys);
    }
  }
}

}  // namespace connection
