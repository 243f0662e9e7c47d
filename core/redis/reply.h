#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/number_text.h"

/// Replies.
///
/// A reply is a small value tree with the kinds of RESP3; RESP2 is only a way of printing it
/// (`redis/resp/encoder.h`). It has three consumers: the conversion to Lua, the RESP encoder and
/// the JavaScript boundary. Handlers return replies by value; errors are replies like any other.
///
/// Representation: a kind, one 8-byte number (integer, double or boolean), one byte string and one
/// vector of elements. A map holds key, value, key, value, ... in `elements`, so its element count
/// is even.
///
/// Commands whose shape differs between RESP2 and RESP3 by more than the kind (ZRANGE WITHSCORES,
/// HRANDFIELD WITHVALUES,
/// ...) look at `Session::respVersion`.
namespace redis {

enum class ReplyKind : uint8_t {
  Null,       // "$-1" in RESP2, "_" in RESP3
  NullArray,  // "*-1" in RESP2, "_" in RESP3
  Status,     // text: "OK"
  Error,      // text: "ERR syntax error"
  Integer,
  Double,
  Bulk,
  Array,
  Map,
  Set,
  Boolean,
  BigNumber,  // text: decimal digits
  Verbatim,   // text: the three-letter format, a colon, the content ("txt:...")
  Push,
  None,  // elements: any number of replies, one after the other; usually none, if a command blocks
};

/// The answer of a command. Redis: RESP protocol specification.
class Reply {
 public:
  Reply() = default;

  static Reply null() { return Reply(ReplyKind::Null); }
  static Reply nullArray() { return Reply(ReplyKind::NullArray); }
  /// No answer now. Redis: blocking commands.
  static Reply none() { return Reply(ReplyKind::None); }
  /// Several answers to one command. Redis: SUBSCRIBE.
  static Reply several(std::vector<Reply> replies) {
    return Reply(ReplyKind::None, std::move(replies));
  }
  static Reply ok() { return status("OK"); }
  static Reply status(base::BytesView text) { return Reply(ReplyKind::Status, base::Bytes(text)); }
  /// An error; `text` starts with its code, as in "ERR syntax error", and holds no line breaks.
  static Reply error(base::BytesView text) { return Reply(ReplyKind::Error, base::Bytes(text)); }
  static Reply error(base::Bytes&& text) { return Reply(ReplyKind::Error, std::move(text)); }
  static Reply error(const char* text) { return Reply(ReplyKind::Error, base::Bytes(text)); }
  static Reply integer(int64_t value) {
    Reply reply(ReplyKind::Integer);
    reply.number_.integer = value;
    return reply;
  }
  static Reply boolean(bool value) {
    Reply reply(ReplyKind::Boolean);
    reply.number_.integer = value ? 1 : 0;
    return reply;
  }
  /// A double: `,1.5` in RESP3, a bulk string of 17 significant digits in RESP2.
  static Reply real(double value) {
    Reply reply(ReplyKind::Double);
    reply.number_.real = value;
    return reply;
  }
  /// A double that is printed as `text` in both protocols.
  static Reply realAs(base::Bytes&& text) {
    Reply reply(ReplyKind::Double, std::move(text));
    reply.number_.real = base::parseDouble(reply.text_).value_or(0);
    return reply;
  }
  static Reply bulk(base::BytesView bytes) { return Reply(ReplyKind::Bulk, base::Bytes(bytes)); }
  static Reply bulk(base::Bytes&& bytes) { return Reply(ReplyKind::Bulk, std::move(bytes)); }
  static Reply bulk(const char* text) { return Reply(ReplyKind::Bulk, base::Bytes(text)); }
  static Reply bigNumber(base::Bytes digits) {
    return Reply(ReplyKind::BigNumber, std::move(digits));
  }
  /// Verbatim text; `format` has three letters ("txt", "mkd").
  static Reply verbatim(base::BytesView format, base::BytesView content) {
    base::Bytes text(format);
    text += ':';
    text += content;
    return Reply(ReplyKind::Verbatim, std::move(text));
  }
  static Reply array(std::vector<Reply> elements = {}) {
    return Reply(ReplyKind::Array, std::move(elements));
  }
  static Reply set(std::vector<Reply> elements = {}) {
    return Reply(ReplyKind::Set, std::move(elements));
  }
  /// A map; `keysAndValues` alternates.
  static Reply map(std::vector<Reply> keysAndValues = {}) {
    return Reply(ReplyKind::Map, std::move(keysAndValues));
  }
  static Reply push(std::vector<Reply> elements) {
    return Reply(ReplyKind::Push, std::move(elements));
  }

  ReplyKind kind() const { return kind_; }
  bool isError() const { return kind_ == ReplyKind::Error; }
  /// A message apart from replies, or several of them.
  bool isPush() const {
    return kind_ == ReplyKind::Push ||
           (kind_ == ReplyKind::None && !elements_.empty() && elements_[0].isPush());
  }
  /// Null of either form.
  bool isNull() const { return kind_ == ReplyKind::Null || kind_ == ReplyKind::NullArray; }

  /// Value of an `Integer`; 0 or 1 of a `Boolean`.
  int64_t asInteger() const { return number_.integer; }
  bool asBoolean() const { return number_.integer != 0; }
  double asDouble() const { return number_.real; }
  /// A `Double` as Redis prints it.
  base::Bytes doubleText() const {
    return text_.empty() ? base::formatDouble17(number_.real) : text_;
  }
  /// Gives a `Double` another text.
  void setDoubleText(base::Bytes text) { text_ = std::move(text); }
  /// Text of a `Status`, `Error`, `Bulk`, `BigNumber` or `Verbatim`.
  const base::Bytes& text() const { return text_; }
  base::Bytes& text() { return text_; }
  /// Children of an `Array`, `Set`, `Map` (alternating) or `Push`.
  const std::vector<Reply>& elements() const { return elements_; }
  std::vector<Reply>& elements() { return elements_; }

  /// Appends a child to an aggregate.
  void add(Reply element) { elements_.push_back(std::move(element)); }
  void addBulk(base::BytesView bytes) { elements_.push_back(bulk(bytes)); }
  void addInteger(int64_t value) { elements_.push_back(integer(value)); }
  void reserve(size_t count) { elements_.reserve(count); }

  /// Structural equality; doubles compare by their bits.
  bool operator==(const Reply& other) const {
    return kind_ == other.kind_ && number_.integer == other.number_.integer &&
           text_ == other.text_ && elements_ == other.elements_;
  }

 private:
  explicit Reply(ReplyKind kind) : kind_(kind) {}
  Reply(ReplyKind kind, base::Bytes&& text) : kind_(kind), text_(std::move(text)) {}
  Reply(ReplyKind kind, std::vector<Reply>&& elements)
      : kind_(kind), elements_(std::move(elements)) {}

  union Number {
    int64_t integer;
    double real;
  };

  ReplyKind kind_ = ReplyKind::Null;
  Number number_{0};
  base::Bytes text_;
  std::vector<Reply> elements_;
};

/// Prints all doubles of a reply with the fewest digits that tell them apart, as Redis 7.2 and
/// later do.
void shortenDoubles(Reply& reply);

}  // namespace redis
