#pragma once

#include <cstdint>

#include "base/bytes.h"
#include "base/number_text.h"
#include "redis/keyspace/object.h"

/// A string value.
///
/// Three observable encodings: an integer in canonical form (`int`), a short string that was set as
/// a whole (`embstr`, up to 44 bytes), and everything else (`raw`). The integer is kept as a
/// number, so INCR does not parse; the other two differ by a flag only. Redis: "Strings", OBJECT
/// ENCODING.
namespace redis {

/// The bytes of a string value that may live in a number: borrows from the object or holds the
/// digits. Valid while both live.
class StringView {
 public:
  explicit StringView(int64_t value)
      : length_(base::formatInteger(value, digits_)), isNumber_(true) {}
  explicit StringView(base::BytesView bytes) : bytes_(bytes) {}
  base::BytesView bytes() const { return isNumber_ ? base::BytesView(digits_, length_) : bytes_; }

 private:
  char digits_[24];
  size_t length_ = 0;
  base::BytesView bytes_;
  bool isNumber_ = false;
};

class StringObject final : public ObjectOf<StringObject> {
 public:
  static constexpr ObjectType kType = ObjectType::String;
  static constexpr size_t kEmbeddedLimit = 44;
  /// Integers from 0 to this one are shared objects in Redis, as OBJECT REFCOUNT shows.
  static constexpr int64_t kSharedIntegers = 10000;

  /// An empty raw string.
  StringObject() = default;
  explicit StringObject(base::BytesView bytes) { assign(bytes); }
  explicit StringObject(int64_t value) { assignInteger(value); }

  Encoding encoding() const { return encoding_; }
  bool isInteger() const { return encoding_ == Encoding::Int; }
  /// The number, if `isInteger()`.
  int64_t integer() const { return integer_; }
  /// The value as a 64-bit integer, or nothing if it does not have the form of one.
  std::optional<int64_t> toInteger() const {
    return isInteger() ? integer_ : base::parseInteger(bytes_);
  }
  StringView view() const { return isInteger() ? StringView(integer_) : StringView(bytes_); }
  base::Bytes toBytes() const { return isInteger() ? base::formatInteger(integer_) : bytes_; }
  size_t length() const {
    return isInteger() ? base::formatInteger(integer_).size() : bytes_.size();
  }

  /// Sets the whole value as SET does: finds the smallest encoding.
  void assign(base::BytesView bytes) {
    constexpr size_t kLongestInteger = 20;
    if (bytes.size() <= kLongestInteger) {
      if (const std::optional<int64_t> value = base::parseInteger(bytes)) {
        assignInteger(*value);
        return;
      }
    }
    assignText(bytes);
  }
  void assignInteger(int64_t value) {
    integer_ = value;
    encoding_ = Encoding::Int;
    if (bytes_.capacity() > kKeptCapacity) {
      bytes_ = base::Bytes();
    }
  }
  /// Sets the whole value without looking for an integer in it. Redis: INCRBYFLOAT.
  void assignText(base::BytesView bytes) {
    if (bytes_.capacity() > kKeptCapacity && bytes.size() < bytes_.capacity() / 2) {
      bytes_ = base::Bytes();
    }
    bytes_.assign(bytes);
    encoding_ = bytes.size() <= kEmbeddedLimit ? Encoding::EmbeddedString : Encoding::Raw;
  }
  /// The bytes for changing in place; the value becomes raw.
  base::Bytes& editBytes() {
    if (isInteger()) {
      bytes_ = base::formatInteger(integer_);
    }
    encoding_ = Encoding::Raw;
    return bytes_;
  }

 private:
  static constexpr size_t kKeptCapacity = 256;

  base::Bytes bytes_;
  int64_t integer_ = 0;
  Encoding encoding_ = Encoding::Raw;
};

}  // namespace redis
