#pragma once

#include <array>
#include <cstdint>

#include "base/bytes.h"

/// SHA-1 (FIPS 180-4), the name of a script in EVALSHA and `redis.sha1hex`. Not used for anything
/// that needs collision resistance.
namespace base {

/// The 20-byte digest of `input`.
std::array<uint8_t, 20> sha1(BytesView input);

/// The digest of `input` as 40 lower-case hexadecimal digits. Redis: SCRIPT LOAD.
Bytes sha1Hex(BytesView input);

}  // namespace base
