#include "redis/commands/client_list.h"

#include "base/number_text.h"
#include "redis/commands/argument_reader.h"

namespace redis {

using base::Bytes;
using base::BytesView;

namespace {

/// What a connection costs besides its buffers, about.
constexpr int64_t kConnectionBytes = 1928;
constexpr int64_t kReplyBufferBytes = 16384;

Bytes flagsOf(const Session& session) {
  Bytes flags;
  const auto add = [&flags](bool isSet, char letter) {
    if (isSet) {
      flags += letter;
    }
  };
  add(session.isMonitor, 'O');
  add(session.isSubscriber(), 'P');
  add(session.transaction.isOpen, 'x');
  add(session.blocked != BlockKind::None, 'b');
  add(session.tracking.isOn, 't');
  add(session.tracking.redirectBroken, 'R');
  add(session.tracking.isOn && session.tracking.broadcast, 'B');
  add(session.transaction.watchedKeyChanged, 'd');
  add(session.closeRequested, 'c');
  add(session.isUnixSocket, 'U');
  add(session.noEvict, 'e');
  add(session.noTouch, 'T');
  return flags.empty() ? Bytes("N") : flags;
}

int64_t queuedBytes(const Session& session) {
  size_t bytes = 0;
  for (const QueuedCommand& command : session.transaction.commands) {
    for (const Bytes& argument : command.argv) {
      bytes += argument.size();
    }
  }
  return static_cast<int64_t>(bytes);
}

}  // namespace

int64_t clientBytes(const Session& session) {
  return kConnectionBytes + kReplyBufferBytes +
         static_cast<int64_t>(session.queryBytes + session.queryFreeBytes + session.outbox.size());
}

Bytes clientLine(const Session& session, int64_t nowMs, Compatibility compat) {
  Bytes line;
  const auto text = [&line](BytesView name, BytesView value) {
    line += line.empty() ? "" : " ";
    line += name;
    line += '=';
    line += value;
  };
  const auto number = [&](BytesView name, int64_t value) {
    text(name, base::formatInteger(value));
  };
  const auto size = [&](BytesView name, size_t value) {
    number(name, static_cast<int64_t>(value));
  };
  const Transaction& transaction = session.transaction;
  const bool isOpen = transaction.isOpen;
  number("id", static_cast<int64_t>(session.id));
  text("addr", session.address);
  text("laddr", session.localAddress);
  number("fd", session.descriptor);
  text("name", session.name);
  number("age", (nowMs - session.createdAtMs) / 1000);
  number("idle", (nowMs - session.lastInteractionMs) / 1000);
  text("flags", flagsOf(session));
  number("db", session.database);
  size("sub", session.channels.size());
  size("psub", session.patterns.size());
  size("ssub", session.shardChannels.size());
  number("multi", isOpen ? static_cast<int64_t>(transaction.commands.size()) : -1);
  if (compat.showsClientLibraries()) {
    size("watch", session.watched.size());
  }
  size("qbuf", session.queryBytes);
  size("qbuf-free", session.queryFreeBytes);
  number("argv-mem", 10);
  number("multi-mem", queuedBytes(session));
  number("rbs", kReplyBufferBytes);
  number("rbp", kReplyBufferBytes);
  number("obl", 0);
  number("oll", 0);
  size("omem", session.outbox.size());
  number("tot-mem", clientBytes(session));
  text("events", "r");
  text("cmd", session.lastCommand != nullptr ? session.lastCommand->fullName() : Bytes("NULL"));
  text("user", session.user);
  number("redir", session.tracking.isOn ? static_cast<int64_t>(session.tracking.redirectTo) : -1);
  number("resp", session.respVersion);
  if (compat.showsClientLibraries()) {
    text("lib-name", session.libraryName);
    text("lib-ver", session.libraryVersion);
  }
  return line;
}

bool clientHasType(const Session& session, BytesView type, bool& isType) {
  if (equalsIgnoreCase(type, "normal")) {
    isType = !session.isSubscriber();
  } else if (equalsIgnoreCase(type, "pubsub")) {
    isType = session.isSubscriber();
  } else if (equalsIgnoreCase(type, "master") || equalsIgnoreCase(type, "replica") ||
             equalsIgnoreCase(type, "slave")) {
    isType = false;
  } else {
    return false;
  }
  return true;
}

}  // namespace redis
