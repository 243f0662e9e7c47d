#include "base/random.h"

namespace base {

namespace {

uint64_t rotateLeft(uint64_t value, int count) { return value << count | value >> (64 - count); }

}  // namespace

void Random::seed(uint64_t seedValue) {
  // SplitMix64 spreads the seed; it never yields four zeros in a row.
  for (uint64_t& word : state_) {
    seedValue += 0x9E3779B97F4A7C15u;
    uint64_t mixed = seedValue;
    mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EBu;
    word = mixed ^ mixed >> 31;
  }
}

uint64_t Random::next() {
  const uint64_t result = rotateLeft(state_[1] * 5, 7) * 9;
  const uint64_t shifted = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = rotateLeft(state_[3], 45);
  return result;
}

uint64_t Random::below(uint64_t bound) {
  const uint64_t rejected =
      (0 - bound) % bound;  // 2^64 mod bound: values below it would be too frequent
  uint64_t value = next();
  while (value < rejected) value = next();
  return value % bound;
}

}  // namespace base
