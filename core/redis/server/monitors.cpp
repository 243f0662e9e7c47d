#include "redis/server/monitors.h"

#include "base/number_text.h"

namespace redis {

void appendQuoted(base::Bytes& out, base::BytesView bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  constexpr base::BytesView kPlain = "\n\r\t\a\b";
  constexpr base::BytesView kLetters = "nrtab";
  out += '"';
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (const size_t at = kPlain.find(c); at != base::BytesView::npos) {
      out += '\\';
      out += kLetters[at];
    } else if (byte >= 0x20 && byte < 0x7F) {
      out += c;
    } else {
      out += "\\x";
      out += kDigits[byte >> 4];
      out += kDigits[byte & 15];
    }
  }
  out += '"';
}

void Monitors::add(Session& session) {
  session.isMonitor = true;
  sessions_.push_back(&session);
}

void Monitors::remove(Session& session) {
  session.isMonitor = false;
  std::erase(sessions_, &session);
}

void Monitors::show(const Session& session, std::span<const base::BytesView> argv,
                    int64_t nowMicroseconds) const {
  constexpr int64_t kMicroseconds = 1'000'000;
  const base::Bytes fraction = base::formatInteger(kMicroseconds + nowMicroseconds % kMicroseconds);
  base::Bytes line = base::formatInteger(nowMicroseconds / kMicroseconds) + "." +
                     fraction.substr(1) + " [" + base::formatInteger(session.database) + " ";
  if (session.inScript) {
    line += "lua";
  } else if (session.isUnixSocket) {
    line += "unix:" + session.localAddress;
  } else {
    line += session.address;
  }
  line += "]";
  for (const base::BytesView argument : argv) {
    line += ' ';
    appendQuoted(line, argument);
  }
  for (Session* monitor : sessions_) {
    encodeReply(Reply::status(line), monitor->respVersion, monitor->outbox);
  }
}

}  // namespace redis
