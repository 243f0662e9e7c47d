#include "redis/resp/decoder.h"

#include <limits>
#include <optional>
#include <utility>

#include "base/number_text.h"

namespace redis {
namespace {

using base::Bytes;
using base::BytesView;

constexpr int64_t kMaximumBulk = 512LL * 1024 * 1024;
constexpr int64_t kMaximumElements = std::numeric_limits<int32_t>::max();
constexpr int64_t kMaximumArguments = 1024 * 1024;
constexpr size_t kMaximumInline = 64 * 1024;

/// Reads pieces from the front of the input.
class Source {
 public:
  explicit Source(BytesView input) : input_(input) {}

  size_t position() const { return at_; }
  bool atEnd() const { return at_ >= input_.size(); }
  char peek() const { return input_[at_]; }

  /// The rest of the line without its end, or nothing if it has not arrived.
  std::optional<BytesView> line() {
    const size_t end = input_.find("\r\n", at_);
    if (end == BytesView::npos) {
      return std::nullopt;
    }
    const BytesView result = input_.substr(at_, end - at_);
    at_ = end + 2;
    return result;
  }
  /// `count` bytes followed by a line end, or nothing if they have not arrived.
  std::optional<BytesView> block(size_t count) {
    if (input_.size() - at_ < count + 2) {
      return std::nullopt;
    }
    const BytesView result = input_.substr(at_, count);
    at_ += count + 2;
    return result;
  }

 private:
  BytesView input_;
  size_t at_ = 0;
};

/// An aggregate whose elements are being read.
struct OpenAggregate {
  Reply reply;
  int64_t missing;
  bool isAttribute;
};

class ReplyDecoder {
 public:
  explicit ReplyDecoder(BytesView input) : source_(input) {}

  DecodedReply run() {
    for (;;) {
      Reply value;
      switch (readOne(value)) {
        case Step::Value:
          if (deliver(std::move(value))) {
            return {DecodeState::Complete, std::move(result_), source_.position(), {}};
          }
          break;
        case Step::Opened:
          break;
        case Step::NeedsMore:
          return {};
        case Step::Bad:
          return {DecodeState::Malformed, {}, 0, std::move(problem_)};
      }
    }
  }

 private:
  enum class Step : uint8_t { Value, Opened, NeedsMore, Bad };

  Step bad(BytesView problem) {
    problem_ = Bytes(problem);
    return Step::Bad;
  }

  /// Hands a finished value to the innermost open aggregate; true if the whole reply is finished.
  bool deliver(Reply value) {
    for (;;) {
      if (open_.empty()) {
        result_ = std::move(value);
        return true;
      }
      OpenAggregate& parent = open_.back();
      parent.reply.add(std::move(value));
      if (--parent.missing > 0) {
        return false;
      }
      const bool isAttribute = parent.isAttribute;
      value = std::move(parent.reply);
      open_.pop_back();
      if (isAttribute) {
        return false;
      }
    }
  }

  Step readOne(Reply& value) {
    if (source_.atEnd()) {
      return Step::NeedsMore;
    }
    const std::optional<BytesView> whole = source_.line();
    if (!whole) {
      return Step::NeedsMore;
    }
    if (whole->empty()) {
      return bad("empty line where a reply starts");
    }
    const char prefix = (*whole)[0];
    const BytesView text = whole->substr(1);
    switch (prefix) {
      case '+':
        value = Reply::status(text);
        return Step::Value;
      case '-':
        value = Reply::error(text);
        return Step::Value;
      case '$':
      case '=':
      case '!':
        return readBlock(prefix, text, value);
      case '*':
      case '%':
      case '~':
      case '>':
      case '|':
        return openAggregate(prefix, text, value);
      default:
        return readScalar(prefix, text, value);
    }
  }

  Step readScalar(char prefix, BytesView text, Reply& value) {
    if (prefix == ':') {
      const std::optional<int64_t> number = base::parseInteger(text);
      value = Reply::integer(number.value_or(0));
      return number ? Step::Value : bad("invalid integer");
    }
    if (prefix == ',') {
      const std::optional<double> number = base::parseDouble(text);
      value = Reply::real(number.value_or(0));
      return number ? Step::Value : bad("invalid double");
    }
    if (prefix == '#') {
      value = Reply::boolean(text == "t");
      return text == "t" || text == "f" ? Step::Value : bad("invalid boolean");
    }
    if (prefix == '(') {
      value = Reply::bigNumber(Bytes(text));
      return Step::Value;
    }
    if (prefix == '_') {
      value = Reply::null();
      return Step::Value;
    }
    return bad("unknown reply type");
  }

  Step readBlock(char prefix, BytesView lengthText, Reply& value) {
    const std::optional<int64_t> length = base::parseInteger(lengthText);
    if (!length || *length < -1 || *length > kMaximumBulk) {
      return bad("invalid bulk length");
    }
    if (*length == -1) {
      value = Reply::null();
      return Step::Value;
    }
    const std::optional<BytesView> bytes = source_.block(static_cast<size_t>(*length));
    if (!bytes) {
      return Step::NeedsMore;
    }
    if (prefix == '!') {
      value = Reply::error(*bytes);
    } else if (prefix == '=') {
      if (bytes->size() < 4) {
        return bad("invalid verbatim string");
      }
      value = Reply::verbatim(bytes->substr(0, 3), bytes->substr(4));
    } else {
      value = Reply::bulk(*bytes);
    }
    return Step::Value;
  }

  Step openAggregate(char prefix, BytesView countText, Reply& value) {
    const std::optional<int64_t> count = base::parseInteger(countText);
    if (!count || *count < -1 || *count > kMaximumElements) {
      return bad("invalid multibulk length");
    }
    if (*count == -1) {
      value = Reply::nullArray();
      return Step::Value;
    }
    const bool paired = prefix == '%' || prefix == '|';
    Reply aggregate = prefix == '~'   ? Reply::set()
                      : prefix == '%' ? Reply::map()
                      : prefix == '>' ? Reply::push({})
                                      : Reply::array();
    if (*count == 0) {
      value = std::move(aggregate);
      return prefix == '|' ? Step::Opened : Step::Value;
    }
    if (open_.size() >= kMaximumReplyDepth) {
      return bad("reply nested too deeply");
    }
    open_.push_back({std::move(aggregate), *count * (paired ? 2 : 1), prefix == '|'});
    return Step::Opened;
  }

  Source source_;
  std::vector<OpenAggregate> open_;
  Reply result_;
  Bytes problem_;
};

DecodedCommand malformedCommand(BytesView problem) {
  return {DecodeState::Malformed, {}, 0, Bytes(problem)};
}

DecodedCommand decodeInline(BytesView input) {
  const size_t end = input.find('\n');
  if (end == BytesView::npos) {
    return input.size() > kMaximumInline
               ? malformedCommand("Protocol error: too big inline request")
               : DecodedCommand();
  }
  BytesView line = input.substr(0, end);
  if (!line.empty() && line.back() == '\r') {
    line.remove_suffix(1);
  }
  DecodedCommand command;
  if (!splitWords(line, command.argv)) {
    return malformedCommand("Protocol error: unbalanced quotes in request");
  }
  command.state = DecodeState::Complete;
  command.consumed = end + 1;
  return command;
}

bool isBlank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

int hexadecimalValue(char c) {
  return c >= '0' && c <= '9'   ? c - '0'
         : c >= 'a' && c <= 'f' ? c - 'a' + 10
         : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                : -1;
}

/// Reads one escape of a double-quoted word; `at` stands on the backslash and moves behind the
/// escape.
char readEscape(BytesView line, size_t& at) {
  if (at + 3 < line.size() && line[at + 1] == 'x' && hexadecimalValue(line[at + 2]) >= 0 &&
      hexadecimalValue(line[at + 3]) >= 0) {
    const int value = hexadecimalValue(line[at + 2]) * 16 + hexadecimalValue(line[at + 3]);
    at += 4;
    return static_cast<char>(value);
  }
  const char c = line[at + 1];
  at += 2;
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

/// Reads a quoted part up to its closing quote; false if it is missing or a blank does not follow
/// it.
bool readQuoted(BytesView line, size_t& at, Bytes& word) {
  const char quote = line[at++];
  for (;;) {
    if (at >= line.size()) {
      return false;
    }
    if (line[at] == quote) {
      ++at;
      return at >= line.size() || isBlank(line[at]);
    }
    if (line[at] == '\\' && at + 1 < line.size() && (quote == '"' || line[at + 1] == '\'')) {
      if (quote == '"') {
        word += readEscape(line, at);
      } else {
        word += '\'';
        at += 2;
      }
    } else {
      word += line[at++];
    }
  }
}

}  // namespace

bool splitWords(BytesView line, std::vector<Bytes>& words) {
  for (size_t at = 0;;) {
    while (at < line.size() && isBlank(line[at])) {
      ++at;
    }
    if (at >= line.size()) {
      return true;
    }
    Bytes word;
    while (at < line.size() && !isBlank(line[at])) {
      if (line[at] == '"' || line[at] == '\'') {
        if (!readQuoted(line, at, word)) {
          return false;
        }
        break;
      }
      word += line[at++];
    }
    words.push_back(std::move(word));
  }
}

DecodedReply decodeReply(BytesView input) { return ReplyDecoder(input).run(); }

DecodedCommand decodeCommand(BytesView input) {
  if (input.empty()) {
    return {};
  }
  if (input[0] != '*') {
    return decodeInline(input);
  }
  Source source(input);
  const std::optional<BytesView> header = source.line();
  if (!header) {
    return {};
  }
  const std::optional<int64_t> count = base::parseInteger(header->substr(1));
  if (!count || *count > kMaximumArguments) {
    return malformedCommand("Protocol error: invalid multibulk length");
  }
  DecodedCommand command;
  for (int64_t i = 0; i < *count; ++i) {
    if (source.atEnd()) {
      return {};
    }
    if (source.peek() != '$') {
      return malformedCommand(Bytes("Protocol error: expected '$', got '") + source.peek() + "'");
    }
    const std::optional<BytesView> line = source.line();
    if (!line) {
      return {};
    }
    const std::optional<int64_t> length = base::parseInteger(line->substr(1));
    if (!length || *length < 0 || *length > kMaximumBulk) {
      return malformedCommand("Protocol error: invalid bulk length");
    }
    const std::optional<BytesView> bytes = source.block(static_cast<size_t>(*length));
    if (!bytes) {
      return {};
    }
    command.argv.emplace_back(*bytes);
  }
  command.state = DecodeState::Complete;
  command.consumed = source.position();
  return command;
}

}  // namespace redis
