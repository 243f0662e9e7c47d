#pragma once

#include <bit>
#include <cstdint>

#include "base/assert.h"

/// Wide integers for the conversion of numbers to text and back: products of two words, and a
/// non-negative integer of bounded size.
///
/// `BigInteger` is a little-endian array of 32-bit limbs. Its capacity follows from doubles: 801
/// significant decimal digits, or 54 bits times the powers of five and two that a comparison with
/// them needs, stay below 3,000 bits.
namespace base {

/// A 128-bit unsigned integer.
struct Wide {
  uint64_t high;
  uint64_t low;
};

inline Wide multiplyWide(uint64_t left, uint64_t right) {
#if defined(__SIZEOF_INT128__) && !defined(__wasm__)
  __extension__ using Native = unsigned __int128;
  const Native product = static_cast<Native>(left) * right;
  return {static_cast<uint64_t>(product >> 64), static_cast<uint64_t>(product)};
#else
  const uint64_t leftLow = left & 0xFFFFFFFF, leftHigh = left >> 32;
  const uint64_t rightLow = right & 0xFFFFFFFF, rightHigh = right >> 32;
  const uint64_t lowLow = leftLow * rightLow;
  const uint64_t middle = leftHigh * rightLow + (lowLow >> 32);
  const uint64_t middleLow = (middle & 0xFFFFFFFF) + leftLow * rightHigh;
  return {leftHigh * rightHigh + (middle >> 32) + (middleLow >> 32),
          middleLow << 32 | (lowLow & 0xFFFFFFFF)};
#endif
}

inline Wide add(Wide left, uint64_t right) {
  const uint64_t low = left.low + right;
  return {left.high + (low < right ? 1 : 0), low};
}

/// The upper 128 bits of wide * word, rounded down; the error is below 1.
inline Wide multiplyHigh(Wide wide, uint64_t word) {
  return add(multiplyWide(wide.high, word), multiplyWide(wide.low, word).high);
}

class BigInteger {
 public:
  explicit BigInteger(uint64_t value = 0) {
    push(static_cast<uint32_t>(value));
    push(static_cast<uint32_t>(value >> 32));
    trim();
  }

  /// this = this * factor + addend
  void multiplyAdd(uint32_t factor, uint32_t addend) {
    uint64_t carry = addend;
    for (int at = 0; at < count_; ++at) {
      carry += uint64_t{limbs_[at]} * factor;
      limbs_[at] = static_cast<uint32_t>(carry);
      carry >>= 32;
    }
    if (carry != 0) push(static_cast<uint32_t>(carry));
  }

  void multiplyByPowerOfFive(int exponent) {
    for (; exponent >= 13; exponent -= 13) multiplyAdd(1220703125, 0);
    for (; exponent > 0; --exponent) multiplyAdd(5, 0);
  }

  void shiftLeft(int bits) {
    if (count_ == 0) return;
    const int whole = bits / 32;
    for (int at = count_ - 1; at >= 0; --at) limbs_[at + whole] = limbs_[at];
    for (int at = 0; at < whole; ++at) limbs_[at] = 0;
    count_ += whole;
    ASSERT(count_ < kCapacity);
    if (bits % 32 != 0) multiplyAdd(uint32_t{1} << bits % 32, 0);
  }

  /// Negative, zero or positive as this is below, equal to or above `other`.
  int compare(const BigInteger& other) const {
    if (count_ != other.count_) return count_ < other.count_ ? -1 : 1;
    for (int at = count_ - 1; at >= 0; --at) {
      if (limbs_[at] != other.limbs_[at]) return limbs_[at] < other.limbs_[at] ? -1 : 1;
    }
    return 0;
  }

 private:
  static constexpr int kCapacity = 128;

  void push(uint32_t limb) {
    ASSERT(count_ < kCapacity);
    limbs_[count_++] = limb;
  }
  void trim() {
    while (count_ > 0 && limbs_[count_ - 1] == 0) --count_;
  }

  int count_ = 0;
  uint32_t limbs_[kCapacity];
};

// ---- powers of ten ----

/// 10^q as `significand` * 2^exponent with the top bit of the significand set. The true value is
/// less than four units of the lowest bit above the significand, never below it.
struct PowerOfTen {
  Wide significand;
  int exponent;
};

/// Range of q for `powerOfTen`.
inline constexpr int kLowestPowerOfTen = -364;
inline constexpr int kHighestPowerOfTen = 364;
PowerOfTen powerOfTen(int q);

}  // namespace base
