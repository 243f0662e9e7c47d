#pragma once

#include <cstdint>

#include "base/bytes.h"

/// The hash of keys, fields and members.
namespace redis {

/// Hash of a byte string; fixed seed, so that runs are reproducible.
uint32_t hashBytes(base::BytesView bytes);

}  // namespace redis
