#include "redis/structures/byte_hash.h"

#include <cstring>

namespace redis {
namespace {

uint64_t mix(uint64_t hash, uint64_t word) {
  constexpr uint64_t kMultiplier = 0x9E3779B97F4A7C15ULL;
  hash = (hash ^ word) * kMultiplier;
  return hash ^ (hash >> 32);
}

template <class Word>
uint64_t read(const char* at) {
  Word word;
  std::memcpy(&word, at, sizeof word);
  return word;
}

/// The last one to seven bytes as a word; those in the middle may count twice.
uint64_t readRest(const char* at, size_t size) {
  if (size >= 4) {
    return read<uint32_t>(at) | read<uint32_t>(at + size - 4) << 32;
  }
  return read<uint8_t>(at) | read<uint8_t>(at + size / 2) << 8 | read<uint8_t>(at + size - 1) << 16;
}

}  // namespace

uint32_t hashBytes(base::BytesView bytes) {
  uint64_t hash = mix(0, bytes.size());
  const char* at = bytes.data();
  size_t left = bytes.size();
  for (; left >= 8; at += 8, left -= 8) {
    hash = mix(hash, read<uint64_t>(at));
  }
  if (left > 0) {
    hash = mix(hash, readRest(at, left));
  }
  return static_cast<uint32_t>(mix(hash, hash >> 29) >> 16);
}

}  // namespace redis
