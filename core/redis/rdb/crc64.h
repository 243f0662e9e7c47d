#pragma once

#include <cstdint>

#include "base/bytes.h"

/// The checksum at the end of a payload: CRC-64 with the polynomial of Jones (0xad93d23594c935a9),
/// bits reflected, starting at 0 and without a final inversion. Redis: DUMP.
namespace redis::rdb {

/// The checksum of `bytes`; 0xe9c6d914c4b8d9ca for "123456789".
uint64_t crc64(base::BytesView bytes);

}  // namespace redis::rdb
