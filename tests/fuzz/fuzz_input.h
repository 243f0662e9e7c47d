#pragma once

#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/bytes.h"

/// The bytes of a fuzzer as a stream of decisions. After the end every number is zero, so that each
/// input is a whole program, and small inputs are small programs.
namespace fuzz {

class FuzzInput {
 public:
  FuzzInput(const uint8_t* data, size_t size) : bytes_(reinterpret_cast<const char*>(data), size) {}

  bool isAtEnd() const { return bytes_.empty(); }
  size_t left() const { return bytes_.size(); }

  uint8_t byte() {
    if (bytes_.empty()) return 0;
    const uint8_t value = static_cast<uint8_t>(bytes_[0]);
    bytes_.remove_prefix(1);
    return value;
  }

  /// A number below `bound`, which is at least 1.
  uint32_t below(uint32_t bound) {
    uint32_t value = byte();
    if (bound > 256) value = value << 8 | byte();
    if (bound > 65536) value = value << 16 | static_cast<uint32_t>(byte()) << 8 | byte();
    return value % bound;
  }

  uint64_t word() {
    uint64_t value = 0;
    for (int i = 0; i < 8; ++i) value = value << 8 | byte();
    return value;
  }

  /// One of the elements of an array.
  template <class T, size_t count>
  const T& pick(const T (&choices)[count]) {
    return choices[below(count)];
  }

  template <class List>
  const auto& pickFrom(const List& choices) {
    return choices[below(static_cast<uint32_t>(choices.size()))];
  }

  /// Up to `most` bytes, after one that says how many.
  base::BytesView chunk(size_t most) {
    size_t length = below(static_cast<uint32_t>(most) + 1);
    if (length > bytes_.size()) length = bytes_.size();
    const base::BytesView result = bytes_.substr(0, length);
    bytes_.remove_prefix(length);
    return result;
  }

  base::BytesView rest() {
    const base::BytesView result = bytes_;
    bytes_ = {};
    return result;
  }

 private:
  base::BytesView bytes_;
};

/// Ends the process with a message, so that libFuzzer keeps the input.
[[noreturn]] void report(const char* what, base::BytesView detail, base::BytesView other = {});

/// Reports unless `condition` holds.
inline void require(bool condition, const char* what, base::BytesView detail = {},
                    base::BytesView other = {}) {
  if (!condition) report(what, detail, other);
}

}  // namespace fuzz
