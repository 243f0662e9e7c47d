#include "base/sha1.h"

#include <cstring>

namespace base {
namespace {

using State = std::array<uint32_t, 5>;
constexpr size_t kBlockBytes = 64;

uint32_t rotateLeft(uint32_t word, int count) { return (word << count) | (word >> (32 - count)); }

void absorbBlock(State& state, const uint8_t* block) {
  uint32_t schedule[80];
  for (int i = 0; i < 16; ++i) {
    schedule[i] =
        static_cast<uint32_t>(block[4 * i]) << 24 | static_cast<uint32_t>(block[4 * i + 1]) << 16 |
        static_cast<uint32_t>(block[4 * i + 2]) << 8 | static_cast<uint32_t>(block[4 * i + 3]);
  }
  for (int i = 16; i < 80; ++i) {
    schedule[i] =
        rotateLeft(schedule[i - 3] ^ schedule[i - 8] ^ schedule[i - 14] ^ schedule[i - 16], 1);
  }
  auto [a, b, c, d, e] = state;
  for (int i = 0; i < 80; ++i) {
    uint32_t mixed;
    uint32_t constant;
    if (i < 20) {
      mixed = (b & c) | (~b & d);
      constant = 0x5A827999;
    } else if (i < 40) {
      mixed = b ^ c ^ d;
      constant = 0x6ED9EBA1;
    } else if (i < 60) {
      mixed = (b & c) | (b & d) | (c & d);
      constant = 0x8F1BBCDC;
    } else {
      mixed = b ^ c ^ d;
      constant = 0xCA62C1D6;
    }
    const uint32_t rotated = rotateLeft(a, 5) + mixed + e + constant + schedule[i];
    e = d;
    d = c;
    c = rotateLeft(b, 30);
    b = a;
    a = rotated;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
}

}  // namespace

std::array<uint8_t, 20> sha1(BytesView input) {
  State state = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
  const auto* data = reinterpret_cast<const uint8_t*>(input.data());
  size_t left = input.size();
  for (; left >= kBlockBytes; data += kBlockBytes, left -= kBlockBytes) {
    absorbBlock(state, data);
  }

  // The rest, a set bit, zeros, and the length in bits: one block or two.
  uint8_t tail[2 * kBlockBytes] = {};
  if (left > 0) {
    std::memcpy(tail, data, left);
  }
  tail[left] = 0x80;
  const size_t tailBytes = left + 9 <= kBlockBytes ? kBlockBytes : 2 * kBlockBytes;
  const uint64_t lengthBits = static_cast<uint64_t>(input.size()) * 8;
  for (int i = 0; i < 8; ++i) {
    tail[tailBytes - 1 - static_cast<size_t>(i)] = static_cast<uint8_t>(lengthBits >> (8 * i));
  }
  for (size_t at = 0; at < tailBytes; at += kBlockBytes) {
    absorbBlock(state, tail + at);
  }

  std::array<uint8_t, 20> digest;
  for (size_t i = 0; i < digest.size(); ++i) {
    digest[i] = static_cast<uint8_t>(state[i / 4] >> (24 - 8 * (i % 4)));
  }
  return digest;
}

Bytes sha1Hex(BytesView input) {
  constexpr char kDigits[] = "0123456789abcdef";
  Bytes text;
  text.reserve(40);
  for (uint8_t byte : sha1(input)) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

}  // namespace base
