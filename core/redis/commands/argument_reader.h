#pragma once

#include <cmath>
#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "redis/commands/command_context.h"
#include "redis/messages.h"
#include "redis/reply.h"

/// Reads the arguments of a command from left to right; the first error latches.
///
/// After an error every further read answers a harmless default, so a handler parses everything and
/// checks once:
///
///     ArgumentReader arguments(context);
///     const BytesView key = arguments.next();
///     const int64_t start = arguments.nextInteger();
///     const int64_t stop = arguments.nextInteger();
///     if (arguments.failed()) return arguments.error();
///
/// The order of checks is visible to clients (which error wins), so handlers read in the order in
/// which Redis checks.
namespace redis {

/// The same for words of equal length.
bool sameLettersIgnoreCase(base::BytesView left, base::BytesView right);
/// Case-insensitive comparison of ASCII words.
inline bool equalsIgnoreCase(base::BytesView left, base::BytesView right) {
  return left.size() == right.size() && sameLettersIgnoreCase(left, right);
}
/// An integer as Redis reads it: optional minus, no leading zeros or blanks, 64 bits.
std::optional<int64_t> parseInteger(base::BytesView text);
/// A floating point number as Redis reads it: strtod over the whole text, no leading blank, not
/// "nan"; "inf" and hexadecimal are taken.
std::optional<double> parseDouble(base::BytesView text);
/// The same as a release reads it: later ones refuse hexadecimal digits, and take what is too large
/// as infinite.
std::optional<double> parseDouble(base::BytesView text, Compatibility compat);

class ArgumentReader {
 public:
  /// Starts at argument `first` (1 is the first after the name; subcommands start at 2).
  explicit ArgumentReader(const CommandContext& context, size_t first = 1)
      : argv_(context.argv()), at_(first), compat_(context.configuration().compat) {}

  bool hasNext() const { return at_ < argv_.size(); }
  /// Number of arguments not yet read.
  size_t remaining() const { return argv_.size() - at_; }
  size_t position() const { return at_; }
  /// Which release is answered like.
  Compatibility compat() const { return compat_; }
  void skip(size_t count) { at_ += count; }

  /// The next argument; a syntax error if there is none.
  base::BytesView next() {
    if (at_ >= argv_.size()) {
      fail(messages::kSyntaxError);
      return {};
    }
    return argv_[at_++];
  }
  /// The next argument without reading it; empty if there is none.
  base::BytesView peek(size_t ahead = 0) const {
    return at_ + ahead < argv_.size() ? argv_[at_ + ahead] : base::BytesView();
  }

  /// The next argument as an integer; `message` replaces "value is not an integer or out of range".
  int64_t nextInteger(base::BytesView message = messages::kNotInteger) {
    const std::optional<int64_t> value = parseInteger(next());
    if (!value) {
      fail(message);
    }
    return value.value_or(0);
  }
  /// The next argument as an integer from `minimum` to `maximum`.
  int64_t nextIntegerIn(int64_t minimum, int64_t maximum, base::BytesView message) {
    const int64_t value = nextInteger(message);
    if (value < minimum || value > maximum) {
      fail(message);
    }
    return value;
  }
  /// The next argument as a double (not NaN).
  double nextDouble(base::BytesView message = messages::kNotFloat) {
    const std::optional<double> value = parseDouble(next(), compat_);
    if (!value) {
      fail(message);
    }
    return value.value_or(0);
  }

  /// Whether the next argument is `keyword` (any case) and at least `following` arguments come
  /// after it; reads the keyword if so.
  bool take(base::BytesView keyword, size_t following = 0) {
    if (at_ + following >= argv_.size() || !equalsIgnoreCase(argv_[at_], keyword)) {
      return false;
    }
    ++at_;
    return true;
  }

  /// Latches `message` unless an error is latched already. Messages have static storage.
  void fail(base::BytesView message) {
    if (message_.empty()) {
      message_ = message;
    }
  }
  /// A syntax error if arguments are left.
  void expectEnd() {
    if (hasNext()) {
      fail(messages::kSyntaxError);
    }
  }
  bool failed() const { return !message_.empty(); }
  /// The latched error as a reply.
  Reply error() const { return Reply::error(message_); }

 private:
  std::span<const base::BytesView> argv_;
  size_t at_;
  Compatibility compat_;
  base::BytesView message_;
};

}  // namespace redis
