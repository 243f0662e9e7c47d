#pragma once

#include <cstdint>
#include <limits>

#include "base/bytes.h"
#include "base/number_text.h"

/// The identifier of a stream entry: a time in milliseconds and a number within it, both of 64
/// bits, written "ms-seq". Identifiers are ordered, and entries of a stream have growing ones.
namespace redis {

struct StreamId {
  uint64_t ms = 0;
  uint64_t seq = 0;

  bool isZero() const { return ms == 0 && seq == 0; }
  bool operator==(const StreamId& other) const { return ms == other.ms && seq == other.seq; }
  bool operator!=(const StreamId& other) const { return !(*this == other); }
  bool operator<(const StreamId& other) const {
    return ms != other.ms ? ms < other.ms : seq < other.seq;
  }
  bool operator>(const StreamId& other) const { return other < *this; }
  bool operator<=(const StreamId& other) const { return !(other < *this); }
  bool operator>=(const StreamId& other) const { return !(*this < other); }

  /// Goes to the identifier after this one; false, with 0-0, if this was the last.
  bool increment() {
    ++seq;
    if (seq == 0) {
      ++ms;
    }
    return !isZero();
  }
  /// Goes to the identifier before this one; false, with the last one, if this was 0-0.
  bool decrement() {
    const bool isFirst = isZero();
    if (seq == 0) {
      --ms;
    }
    --seq;
    return !isFirst;
  }
};

/// The largest identifier.
inline constexpr StreamId kLastStreamId = {std::numeric_limits<uint64_t>::max(),
                                           std::numeric_limits<uint64_t>::max()};

/// The text of an identifier, without allocation.
class StreamIdText {
 public:
  explicit StreamIdText(StreamId id) {
    length_ = base::formatUnsigned(id.ms, text_);
    text_[length_++] = '-';
    length_ += base::formatUnsigned(id.seq, text_ + length_);
  }
  base::BytesView view() const { return {text_, length_}; }

 private:
  char text_[2 * base::kNumberBufferSize];
  size_t length_;
};

}  // namespace redis
