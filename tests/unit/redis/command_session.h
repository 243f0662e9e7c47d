#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <initializer_list>
#include <span>
#include <string>
#include <vector>

#include "base/number_text.h"
#include "base/random.h"
#include "redis/dispatcher.h"

/// Sessions for tests of commands: lines as in redis-cli, and replies as text.
///
/// A line is split at blanks; "..." quotes, with \n, \x41 and so on inside; {x*65} stands for 65
/// times "x". Replies print as `3`,
/// `"bulk"`, `OK` (a status), `(ERR ...)`, `nil`, `nil[]` (a null array), `["a", 1]`, and in RESP3
/// also `~[...]` for a set, `{...}` for a map and `,1.5` for a double. "HELLO 3" and "HELLO 2"
/// switch the protocol, "ENCODING key" shows the encoding of a value.
///
/// The expectations of the `*_commands_test.cpp` files are answers of redis-server 7.0.15 to the
/// same lines.
namespace redis {

/// A line and its expected reply.
struct Exchange {
  const char* line;
  const char* reply;
};

class CommandSession {
 public:
  CommandSession()
      : clock_(1'700'000'000'000'000),
        keyspace_(clock_),
        random_(7),
        dispatcher_(keyspace_, random_) {}

  /// Runs one line and returns the reply as text.
  std::string run(const std::string& line) {
    const std::vector<std::string> words = split(line);
    if (words[0] == "HELLO") {
      session_.respVersion = words[1] == "3" ? 3 : 2;
      return "OK";
    }
    if (words[0] == "ENCODING") {
      const auto* entry = keyspace_.database(0).peek(words[1]);
      return entry == nullptr ? "nil" : std::string(encodingName(entry->value.object->encoding()));
    }
    return print(execute(words));
  }

  Reply execute(const std::vector<std::string>& words) {
    const std::vector<base::BytesView> argv(words.begin(), words.end());
    return dispatcher_.execute(argv, session_);
  }

  /// Runs the lines in order and compares each reply.
  void expect(std::initializer_list<Exchange> exchanges) {
    expect(std::span<const Exchange>(exchanges.begin(), exchanges.size()));
  }
  void expect(std::span<const Exchange> exchanges) {
    for (const Exchange& exchange : exchanges) {
      EXPECT_EQ(run(exchange.line), exchange.reply) << exchange.line;
    }
  }

  Keyspace& keyspace() { return keyspace_; }
  ManualClock& clock() { return clock_; }
  Session& session() { return session_; }
  Dispatcher& dispatcher() { return dispatcher_; }

 private:
  static std::vector<std::string> split(const std::string& line) {
    std::vector<std::string> words;
    size_t at = 0;
    while (at < line.size()) {
      if (line[at] == ' ') {
        ++at;
      } else if (line[at] == '"') {
        words.push_back(readQuoted(line, at));
      } else if (line[at] == '{') {
        const size_t end = line.find('}', at);
        words.emplace_back(std::stoul(line.substr(at + 3, end - at - 3)), line[at + 1]);
        at = end + 1;
      } else {
        const size_t end = std::min(line.find(' ', at), line.size());
        words.push_back(line.substr(at, end - at));
        at = end;
      }
    }
    return words;
  }

  static std::string readQuoted(const std::string& line, size_t& at) {
    std::string word;
    for (++at; line[at] != '"'; ++at) {
      if (line[at] != '\\') {
        word += line[at];
      } else if (line[++at] == 'x') {
        word += static_cast<char>(std::stoi(line.substr(at + 1, 2), nullptr, 16));
        at += 2;
      } else {
        word += line[at] == 'n' ? '\n' : line[at] == 'r' ? '\r' : line[at];
      }
    }
    ++at;
    return word;
  }

  static std::string quote(base::BytesView bytes) {
    std::string text = "\"";
    for (const char c : bytes) {
      const auto byte = static_cast<unsigned char>(c);
      if (c == '"' || c == '\\') {
        text += '\\';
        text += c;
      } else if (byte >= 0x20 && byte < 0x7F) {
        text += c;
      } else {
        constexpr char kDigits[] = "0123456789abcdef";
        text += "\\x";
        text += kDigits[byte >> 4];
        text += kDigits[byte & 15];
      }
    }
    return text + "\"";
  }

  std::string printAll(const Reply& reply, const char* open, const char* close) const {
    std::string text = open;
    for (const Reply& element : reply.elements()) {
      text += (text.size() > std::string(open).size() ? ", " : "") + print(element);
    }
    return text + close;
  }

  std::string print(const Reply& reply) const {
    const bool isResp3 = session_.respVersion == 3;
    switch (reply.kind()) {
      case ReplyKind::Null:
        return "nil";
      case ReplyKind::NullArray:
        return isResp3 ? "nil" : "nil[]";
      case ReplyKind::Status:
        return reply.text();
      case ReplyKind::Error:
        return "(" + reply.text() + ")";
      case ReplyKind::Integer:
        return std::to_string(reply.asInteger());
      case ReplyKind::Double: {
        const std::string digits = reply.doubleText();
        return isResp3 ? "," + digits : "\"" + digits + "\"";
      }
      case ReplyKind::Bulk:
        return quote(reply.text());
      case ReplyKind::Array:
        return printAll(reply, "[", "]");
      case ReplyKind::Map:
        return isResp3 ? printAll(reply, "{", "}") : printAll(reply, "[", "]");
      case ReplyKind::Set:
        return isResp3 ? printAll(reply, "~[", "]") : printAll(reply, "[", "]");
      default:
        return "<a reply of another kind>";
    }
  }

  ManualClock clock_;
  Keyspace keyspace_;
  base::Random random_;
  Dispatcher dispatcher_;
  Session session_;
};

}  // namespace redis
