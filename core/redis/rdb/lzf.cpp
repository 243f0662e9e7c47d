#include "redis/rdb/lzf.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "redis/rdb/byte_order.h"

namespace redis::rdb {
namespace {

constexpr uint8_t kFirstReference = 32;
/// A length of three bits that says that a byte with more of it follows.
constexpr size_t kLongReference = 7;

/// Appends `count` bytes that start `distance` before the end; the two may overlap. False if there
/// are not as many.
bool appendReference(base::Bytes& text, size_t distance, size_t count) {
  if (distance > text.size()) {
    return false;
  }
  for (size_t from = text.size() - distance; count > 0; --count, ++from) {
    text += text[from];
  }
  return true;
}

constexpr size_t kLongestLiteral = 32;
constexpr size_t kFarthest = 1 << 13;
constexpr size_t kLongestMatch = (1 << 8) + (1 << 3);
constexpr size_t kShortestMatch = 3;

/// Where three bytes occurred last, by a hash of 16 bits. A short text gets a small table, whose
/// slots carry the hash and answer as the table of all hashes would.
class Places {
 public:
  explicit Places(size_t textSize) : slots_(slotCount(textSize)) {}

  /// Notes `place` for the bytes of `hash` and returns the place before it, 0 for none; the first
  /// place of a text counts as none.
  size_t exchange(uint16_t hash, size_t place) {
    const size_t mask = slots_.size() - 1;
    size_t at = hash & mask;
    while (slots_[at].isUsed && slots_[at].hash != hash) {
      at = (at + 1) & mask;
    }
    const size_t before = slots_[at].place;
    slots_[at] = {static_cast<uint32_t>(place), hash, true};
    return before;
  }

 private:
  struct Slot {
    uint32_t place = 0;
    uint16_t hash = 0;
    bool isUsed = false;
  };

  static size_t slotCount(size_t textSize) {
    size_t count = 64;
    while (count < 2 * textSize && count < (1 << 16)) {
      count *= 2;
    }
    return count;
  }

  std::vector<Slot> slots_;
};

class Compressor {
 public:
  Compressor(base::BytesView text, size_t limit)
      : text_(text), limit_(limit), places_(text.size()) {}

  std::optional<base::Bytes> run() {
    size_t at = 0;
    while (at + 2 < text_.size()) {
      const size_t found = notePlace(at);
      const size_t distance = at - found - 1;
      if (found == 0 || found >= at || distance >= kFarthest ||
          text_.compare(found, kShortestMatch, text_, at, kShortestMatch) != 0) {
        if (runStart_ + 1 + (at - literalsFrom_) >= limit_) {
          return std::nullopt;
        }
        ++at;
        closeFullRun(at);
        continue;
      }
      if (runStart_ + (at > literalsFrom_ ? 1 + at - literalsFrom_ : 0) + 4 >= limit_) {
        return std::nullopt;
      }
      closeRun(at);
      const size_t length = matchLength(found, at);
      appendMatch(distance, length);
      at += length;
      literalsFrom_ = at;
      if (at + 2 >= text_.size()) {
        break;
      }
      // Only the last two places inside of the match are remembered.
      notePlace(at - 2);
      notePlace(at - 1);
    }
    if (runStart_ + 1 + (at - literalsFrom_) + 3 > limit_) {
      return std::nullopt;
    }
    while (at < text_.size()) {
      closeFullRun(++at);
    }
    closeRun(at);
    return std::move(out_);
  }

 private:
  size_t notePlace(size_t at) {
    const auto byte = [&](size_t index) { return uint32_t{static_cast<uint8_t>(text_[index])}; };
    const uint32_t three = byte(at) << 16 | byte(at + 1) << 8 | byte(at + 2);
    return places_.exchange(static_cast<uint16_t>((three >> 8) - three * 5), at);
  }

  /// Ends the run of literals before `at`, if there is one.
  void closeRun(size_t at) {
    if (at > literalsFrom_) {
      out_ += static_cast<char>(at - literalsFrom_ - 1);
      out_ += text_.substr(literalsFrom_, at - literalsFrom_);
    }
    runStart_ = out_.size();
    literalsFrom_ = at;
  }
  void closeFullRun(size_t at) {
    if (at - literalsFrom_ == kLongestLiteral) {
      closeRun(at);
    }
  }

  size_t matchLength(size_t found, size_t at) const {
    // LibLZF looks at 16 bytes at once where there are more, and else spares the last two bytes.
    constexpr size_t kAtOnce = 16;
    const size_t limit = std::min(text_.size() - at - 2, kLongestMatch);
    const size_t longest = limit > kAtOnce ? std::max(limit, kAtOnce + kShortestMatch) : limit;
    size_t length = kShortestMatch;
    while (length < longest && text_[found + length] == text_[at + length]) {
      ++length;
    }
    return length;
  }

  void appendMatch(size_t distance, size_t length) {
    const size_t coded = length - 2;
    const size_t high = distance >> 8;
    if (coded < kLongReference) {
      out_ += static_cast<char>(high + (coded << 5));
    } else {
      out_ += static_cast<char>(high + (kLongReference << 5));
      out_ += static_cast<char>(coded - kLongReference);
    }
    out_ += static_cast<char>(distance & 0xFF);
    runStart_ = out_.size();
  }

  base::BytesView text_;
  size_t limit_;
  Places places_;
  base::Bytes out_;
  /// Where the run of literals in progress will start in `out_`.
  size_t runStart_ = 0;
  size_t literalsFrom_ = 0;
};

}  // namespace

std::optional<base::Bytes> compressLzf(base::BytesView text, size_t limit) {
  if (text.empty() || limit == 0) {
    return std::nullopt;
  }
  return Compressor(text, limit).run();
}

std::optional<base::Bytes> decompressLzf(base::BytesView compressed, uint64_t size) {
  ByteReader reader(compressed);
  base::Bytes text;
  while (reader.remaining() > 0) {
    const uint8_t control = reader.byte();
    if (control < kFirstReference) {
      text += reader.take(size_t{control} + 1);
    } else {
      size_t count = control >> 5;
      count += count == kLongReference ? reader.byte() : 0;
      const size_t distance = (size_t{control} & 31) << 8 | reader.byte();
      if (reader.failed() || !appendReference(text, distance + 1, count + 2)) {
        return std::nullopt;
      }
    }
    if (reader.failed() || text.size() > size) {
      return std::nullopt;
    }
  }
  if (text.size() != size) {
    return std::nullopt;
  }
  return text;
}

}  // namespace redis::rdb
