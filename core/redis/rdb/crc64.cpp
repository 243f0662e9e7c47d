#include "redis/rdb/crc64.h"

#include <array>

namespace redis::rdb {
namespace {

/// The polynomial with its bits in reverse.
constexpr uint64_t kReflectedPolynomial = 0x95ac9329ac4bc9b5;

std::array<uint64_t, 256> makeTable() {
  std::array<uint64_t, 256> table{};
  for (uint64_t i = 0; i < table.size(); ++i) {
    uint64_t remainder = i;
    for (int bit = 0; bit < 8; ++bit) {
      remainder = (remainder & 1) != 0 ? remainder >> 1 ^ kReflectedPolynomial : remainder >> 1;
    }
    table[i] = remainder;
  }
  return table;
}

}  // namespace

uint64_t crc64(base::BytesView bytes) {
  // Made when it is first needed: two kilobytes that do not compress.
  static const std::array<uint64_t, 256> kTable = makeTable();
  uint64_t checksum = 0;
  for (const char c : bytes) {
    checksum = kTable[(checksum ^ static_cast<uint8_t>(c)) & 0xFF] ^ checksum >> 8;
  }
  return checksum;
}

}  // namespace redis::rdb
