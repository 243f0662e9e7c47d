#pragma once

#include <cstdint>

/// Pseudo-random numbers, always from an explicit state: a run is a function of its inputs.
///
/// `RedisRandom` is the 48-bit linear congruential generator of drand48, because `math.random` of
/// scripts in Redis shows its sequence. `Random` (xoshiro256**, Blackman and Vigna) is for
/// everything that only has to be uniform and reproducible.
namespace base {

/// X(n+1) = (X(n) * 0x5DEECE66D + 0xB) mod 2^48; a number is the top 31 bits of X.
class RedisRandom {
 public:
  static constexpr int32_t kMaximum = 0x7FFFFFFF;

  /// Starts as a server does that was never seeded.
  RedisRandom() = default;
  explicit RedisRandom(int32_t seedValue) { seed(seedValue); }

  /// Redis: srand48, with 0x330E as the low 16 bits of the state.
  void seed(int32_t seedValue) {
    state_ = static_cast<uint64_t>(static_cast<uint32_t>(seedValue)) << 16 | 0x330E;
  }
  /// 0 to kMaximum.
  int32_t next() {
    state_ = (state_ * 0x5DEECE66Du + 0xB) & kMask;
    return static_cast<int32_t>(state_ >> 17);
  }
  uint64_t state() const { return state_; }
  void setState(uint64_t state) { state_ = state & kMask; }

 private:
  static constexpr uint64_t kMask = (uint64_t{1} << 48) - 1;
  uint64_t state_ = 0x1234ABCD330E;
};

/// A general generator with 256 bits of state.
class Random {
 public:
  explicit Random(uint64_t seedValue = 0) { seed(seedValue); }

  /// Any seed is good, zero included.
  void seed(uint64_t seedValue);
  uint64_t next();
  /// Uniform in 0 .. bound - 1; bound > 0.
  uint64_t below(uint64_t bound);
  /// Uniform in [0, 1).
  double unit() { return static_cast<double>(next() >> 11) * 0x1p-53; }

 private:
  uint64_t state_[4];
};

}  // namespace base
