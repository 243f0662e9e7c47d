#pragma once

#include <optional>

#include "base/bytes.h"

/// Decompression of LZF, in which Redis writes longer strings of a payload.
///
/// The format is a sequence of runs. A control byte below 32 says how many bytes follow as they
/// are; any other holds a length and, with the next bytes, a distance back into what was written
/// already.
namespace redis::rdb {

/// The text, or nothing if the compressed bytes are malformed or do not give exactly `size` bytes.
/// The memory used is bounded by the compressed bytes, not by `size`.
std::optional<base::Bytes> decompressLzf(base::BytesView compressed, uint64_t size);

}  // namespace redis::rdb
