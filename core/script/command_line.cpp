#include "script/command_line.h"

#include <string>

#include "base/number_text.h"

namespace script {

using base::Bytes;
using base::BytesView;
using redis::Reply;
using redis::ReplyKind;

namespace {

bool isBlank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

int hexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

char unescaped(char c) {
  switch (c) {
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case 'b':
      return '\b';
    case 'a':
      return '\a';
    default:
      return c;
  }
}

/// Reads words from a line. Redis: the quoting rules of redis-cli and of configuration files.
class WordReader {
 public:
  explicit WordReader(BytesView line) : line_(line) {}

  bool skipBlanks() {
    while (at_ < line_.size() && isBlank(line_[at_])) ++at_;
    return at_ < line_.size();
  }

  /// Reads one word; false if a quote is not closed or text follows a closing quote.
  bool readWord(Bytes& word) {
    while (at_ < line_.size() && !isBlank(line_[at_])) {
      const char c = line_[at_];
      if (c == '"' || c == '\'') {
        ++at_;
        return (c == '"' ? readDouble(word) : readSingle(word)) &&
               (at_ >= line_.size() || isBlank(line_[at_]));
      }
      word += c;
      ++at_;
    }
    return true;
  }

 private:
  bool readDouble(Bytes& word) {
    while (at_ < line_.size()) {
      const char c = line_[at_++];
      if (c == '"') return true;
      if (c != '\\' || at_ >= line_.size()) {
        word += c;
      } else if (line_[at_] == 'x' && at_ + 2 < line_.size() && hexDigit(line_[at_ + 1]) >= 0 &&
                 hexDigit(line_[at_ + 2]) >= 0) {
        word += static_cast<char>(hexDigit(line_[at_ + 1]) * 16 + hexDigit(line_[at_ + 2]));
        at_ += 3;
      } else {
        word += unescaped(line_[at_++]);
      }
    }
    return false;
  }

  bool readSingle(Bytes& word) {
    while (at_ < line_.size()) {
      const char c = line_[at_++];
      if (c == '\'') return true;
      if (c == '\\' && at_ < line_.size() && line_[at_] == '\'') {
        word += '\'';
        ++at_;
      } else {
        word += c;
      }
    }
    return false;
  }

  BytesView line_;
  size_t at_ = 0;
};

Bytes quoted(BytesView text) {
  static constexpr char kHex[] = "0123456789abcdef";
  Bytes result = "\"";
  for (const char c : text) {
    const uint8_t byte = static_cast<uint8_t>(c);
    switch (c) {
      case '\\':
      case '"':
        result += '\\';
        result += c;
        break;
      case '\n':
        result += "\\n";
        break;
      case '\r':
        result += "\\r";
        break;
      case '\t':
        result += "\\t";
        break;
      case '\a':
        result += "\\a";
        break;
      case '\b':
        result += "\\b";
        break;
      default:
        if (byte >= 0x20 && byte < 0x7f) {
          result += c;
        } else {
          result += "\\x";
          result += kHex[byte >> 4];
          result += kHex[byte & 15];
        }
    }
  }
  result += '"';
  return result;
}

size_t digitsOf(size_t number) {
  size_t digits = 1;
  for (; number >= 10; number /= 10) ++digits;
  return digits;
}

Bytes formatIndented(const Reply& reply, size_t indent);

/// The numbered lines of an aggregate. In maps each number holds a key and its value.
Bytes formatElements(const Reply& reply, size_t indent) {
  const bool isMap = reply.kind() == ReplyKind::Map;
  const std::vector<Reply>& elements = reply.elements();
  const size_t step = isMap ? 2 : 1;
  const size_t count = elements.size() / step;
  if (count == 0)
    return isMap                            ? "(empty hash)"
           : reply.kind() == ReplyKind::Set ? "(empty set)"
                                            : "(empty array)";
  const char mark = isMap ? '#' : reply.kind() == ReplyKind::Set ? '~' : ')';
  const size_t width = digitsOf(count);
  Bytes result;
  for (size_t i = 0; i < count; ++i) {
    if (i > 0) result += '\n' + Bytes(indent, ' ');
    result += Bytes(width - digitsOf(i + 1), ' ') + std::to_string(i + 1) + mark + ' ';
    result += formatIndented(elements[i * step], indent + width + 2);
    if (isMap) result += " => " + formatIndented(elements[i * step + 1], indent + width + 2);
  }
  return result;
}

Bytes formatIndented(const Reply& reply, size_t indent) {
  switch (reply.kind()) {
    case ReplyKind::Null:
    case ReplyKind::NullArray:
      return "(nil)";
    case ReplyKind::Status:
      return reply.text();
    case ReplyKind::Error:
      return "(error) " + reply.text();
    case ReplyKind::Integer:
      return "(integer) " + std::to_string(reply.asInteger());
    case ReplyKind::Double:
      return "(double) " + reply.doubleText();
    case ReplyKind::Boolean:
      return reply.asBoolean() ? "(true)" : "(false)";
    case ReplyKind::Bulk:
      return quoted(reply.text());
    case ReplyKind::BigNumber:
      return reply.text();
    case ReplyKind::Verbatim:
      return reply.text().substr(4);
    case ReplyKind::Array:
    case ReplyKind::Map:
    case ReplyKind::Set:
    case ReplyKind::Push:
      return formatElements(reply, indent);
    case ReplyKind::None:
      break;
  }
  return {};
}

}  // namespace

base::Result<std::vector<Bytes>> splitCommandLine(BytesView line) {
  std::vector<Bytes> words;
  WordReader reader(line);
  while (reader.skipBlanks()) {
    words.emplace_back();
    if (!reader.readWord(words.back()))
      return base::Status(base::StatusCode::InvalidArgument, "unbalanced quotes");
  }
  return words;
}

Bytes formatReply(const Reply& reply) { return formatIndented(reply, 0); }

Bytes formatReplyRaw(const Reply& reply) {
  switch (reply.kind()) {
    case ReplyKind::Null:
    case ReplyKind::NullArray:
      return {};
    case ReplyKind::Integer:
      return std::to_string(reply.asInteger());
    case ReplyKind::Double:
      return reply.doubleText();
    case ReplyKind::Boolean:
      return reply.asBoolean() ? "(true)" : "(false)";
    case ReplyKind::Verbatim:
      return reply.text().substr(4);
    case ReplyKind::Array:
    case ReplyKind::Set:
    case ReplyKind::Push:
    case ReplyKind::Map: {
      Bytes result;
      for (size_t i = 0; i < reply.elements().size(); ++i) {
        if (i > 0) result += reply.kind() == ReplyKind::Map && i % 2 == 1 ? ' ' : '\n';
        result += formatReplyRaw(reply.elements()[i]);
      }
      return result;
    }
    default:
      return reply.text();
  }
}

}  // namespace script
