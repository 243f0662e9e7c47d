#include "connection/request_parser.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "base/number_text.h"
#include "redis/resp/decoder.h"

namespace connection {

using base::Bytes;
using base::BytesView;

namespace {

/// Longest line: inline commands, headers of arrays and arguments.
constexpr size_t kMaximumLine = 64 * 1024;
/// What a client may send before it has said a password.
constexpr int64_t kUnauthenticatedArguments = 10;
constexpr int64_t kUnauthenticatedBulk = 16384;
/// Consumed bytes are dropped once there are this many.
constexpr size_t kCompactBytes = 64 * 1024;
/// Room for what a client sends, at first. Redis: PROTO_IOBUF_LEN.
constexpr size_t kInitialBytes = 16 * 1024;
/// Room for the words of a command that is kept for the next.
constexpr size_t kKeptWords = 1024;

}  // namespace

bool RequestParser::fail(Bytes problem) {
  problem_ = std::move(problem);
  return false;
}

void RequestParser::append(BytesView bytes) {
  if (input_.capacity() < kInitialBytes) {
    input_.reserve(kInitialBytes);
  }
  input_.append(bytes);
  peak_ = std::max(peak_, input_.size());
}

void RequestParser::trim(InputUse use) {
  const size_t room = input_.capacity();
  if (isTrimmable() && (use == InputUse::Idle || (room > kResizeBytes && room / 2 > peak_))) {
    const size_t wanted = use == InputUse::Idle ? input_.size() : std::max(peak_, input_.size());
    Bytes smaller;
    smaller.reserve(wanted);
    smaller.append(input_);
    input_.swap(smaller);
  }
  peak_ = input_.size();
}

void RequestParser::reset() {
  // Few commands have many words; what those take is not kept.
  if (argv_.capacity() > kKeptWords) {
    std::vector<Argument>().swap(arguments_);
    std::vector<BytesView>().swap(argv_);
  }
  arguments_.clear();
  argv_.clear();
  argumentsLeft_ = -1;
  bulkLength_ = -1;
}

void RequestParser::consume() {
  start_ = at_;
  reset();
  if (start_ == input_.size()) {
    input_.clear();
    start_ = at_ = 0;
  } else if (start_ >= kCompactBytes) {
    input_.erase(0, start_);
    start_ = at_ = 0;
  }
}

bool RequestParser::readLine(BytesView& line, const char* tooBig) {
  const size_t end = input_.find('\r', at_);
  if (end == Bytes::npos || end + 1 >= input_.size()) {
    return input_.size() - at_ > kMaximumLine ? fail(tooBig) : false;
  }
  line = BytesView(input_).substr(at_, end - at_);
  at_ = end + 2;
  return true;
}

ParseState RequestParser::next(const ParseLimits& limits) {
  while (start_ < input_.size()) {
    ParseState state;
    if (argumentsLeft_ < 0 && input_[start_] != '*') {
      state = nextInline();
    } else {
      state = nextArray(limits);
    }
    if (state != ParseState::Command || !argv_.empty()) {
      return state;
    }
    consume();
  }
  return ParseState::Incomplete;
}

ParseState RequestParser::nextInline() {
  const size_t end = input_.find('\n', start_);
  if (end == Bytes::npos) {
    if (input_.size() - start_ > kMaximumLine) {
      fail("Protocol error: too big inline request");
      return ParseState::Malformed;
    }
    return ParseState::Incomplete;
  }
  BytesView line = BytesView(input_).substr(start_, end - start_);
  if (!line.empty() && line.back() == '\r') {
    line.remove_suffix(1);
  }
  at_ = end + 1;
  words_.clear();
  if (!redis::splitWords(line, words_)) {
    fail("Protocol error: unbalanced quotes in request");
    return ParseState::Malformed;
  }
  argv_.assign(words_.begin(), words_.end());
  return ParseState::Command;
}

ParseState RequestParser::nextArray(const ParseLimits& limits) {
  problem_.clear();
  const auto stopped = [this] {
    return problem_.empty() ? ParseState::Incomplete : ParseState::Malformed;
  };
  if (argumentsLeft_ < 0) {
    BytesView line;
    at_ = start_;
    if (!readLine(line, "Protocol error: too big mbulk count string")) {
      return stopped();
    }
    const std::optional<int64_t> count = base::parseInteger(line.substr(1));
    if (!count || *count > std::numeric_limits<int32_t>::max()) {
      fail("Protocol error: invalid multibulk length");
      return stopped();
    }
    if (*count > kUnauthenticatedArguments && !limits.authenticated) {
      fail("Protocol error: unauthenticated multibulk length");
      return stopped();
    }
    argumentsLeft_ = *count < 0 ? 0 : *count;
  }
  while (argumentsLeft_ > 0) {
    if (bulkLength_ < 0 && !readBulkHeader(limits)) {
      return stopped();
    }
    const auto length = static_cast<size_t>(bulkLength_);
    if (input_.size() - at_ < length + 2) {
      return ParseState::Incomplete;
    }
    arguments_.push_back({at_ - start_, length});
    at_ += length + 2;
    bulkLength_ = -1;
    --argumentsLeft_;
  }
  argv_.clear();
  for (const Argument& argument : arguments_) {
    argv_.push_back(BytesView(input_).substr(start_ + argument.offset, argument.length));
  }
  return ParseState::Command;
}

bool RequestParser::readBulkHeader(const ParseLimits& limits) {
  BytesView line;
  if (!readLine(line, "Protocol error: too big bulk count string")) {
    return false;
  }
  if (line.empty() || line[0] != '$') {
    const char got = line.empty() ? '\r' : line[0];
    return fail(Bytes("Protocol error: expected '$', got '") + got + "'");
  }
  const std::optional<int64_t> length = base::parseInteger(line.substr(1));
  if (!length || *length < 0 || *length > limits.maximumBulk) {
    return fail("Protocol error: invalid bulk length");
  }
  if (*length > kUnauthenticatedBulk && !limits.authenticated) {
    return fail("Protocol error: unauthenticated bulk length");
  }
  bulkLength_ = *length;
  return true;
}

}  // namespace connection
