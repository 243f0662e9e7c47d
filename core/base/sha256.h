#pragma once

#include "base/bytes.h"

/// SHA-256 (FIPS 180-4), in which passwords of users are kept. Redis: ACL SETUSER.
namespace base {

/// The digest of `input` as 64 lower-case hexadecimal digits.
Bytes sha256Hex(BytesView input);

}  // namespace base
