#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.h"

/// The 80-bit floating point format of x86 ("long double"), in software.
///
/// INCRBYFLOAT and HINCRBYFLOAT compute in long double and print 17 decimals, so their replies show
/// the format. WebAssembly's long double is another one and MSVC's yet another; this class answers
/// the same bytes everywhere.
///
/// Representation: sign, a 64-bit significand with its top bit set, and the power of two of its
/// lowest bit: value = significand * 2^exponent. Zero has significand 0. Infinity is a flag. There
/// are no NaNs: operations that would give one are refused by the callers. Values below the normal
/// range keep their full precision (x86 would round them to fewer bits; with 17 decimals printed
/// nobody can see it); values too small for the smallest subnormal are zero.
///
/// Rounding is to nearest, ties to even, in parsing, addition and printing.
namespace base {

class Extended {
 public:
  Extended() = default;
  static Extended fromInteger(int64_t value);
  /// Reads as C's strtold reads the whole text: decimal or hexadecimal, "inf", "infinity", any
  /// case. No leading blank, no NaN, no overflow, no underflow to zero, at most 5119 characters;
  /// otherwise nothing. Redis: the argument of INCRBYFLOAT.
  static std::optional<Extended> parse(BytesView text);

  bool isInfinite() const { return infinite_; }
  bool isZero() const { return significand_ == 0 && !infinite_; }
  bool isNegative() const { return negative_; }

  /// The rounded sum; nothing for the sum of opposite infinities.
  static std::optional<Extended> add(const Extended& left, const Extended& right);

  /// Plain decimal notation with up to 17 decimals and no trailing zeros: "3", "0.5", "-1000000".
  /// Never "-0". Redis: INCRBYFLOAT.
  Bytes toText() const;

 private:
  /// Builds significand * 2^exponent from 128 bits and a sticky bit for what lies below them.
  static Extended rounded(bool negative, unsigned __int128 significand, int32_t exponent,
                          bool sticky);
  static std::optional<Extended> parseDecimal(BytesView text, bool negative);
  static std::optional<Extended> parseHexadecimal(BytesView text, bool negative);

  bool negative_ = false;
  bool infinite_ = false;
  int32_t exponent_ = 0;
  uint64_t significand_ = 0;
};

}  // namespace base
