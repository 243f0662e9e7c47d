#pragma once

#include <optional>

#include "base/bytes.h"

/// LZF, in which Redis writes longer strings of a payload.
///
/// The format is a sequence of runs. A control byte below 32 says how many bytes follow as they
/// are; any other holds a length and, with the next bytes, a distance back into what was written
/// already.
///
/// The compressor looks for the last place where the next three bytes occurred, in a table whose
/// hash and refreshing are those of LibLZF at its fast setting, so that the compressed bytes are
/// the ones that Redis writes. O(n).
namespace redis::rdb {

/// The compressed text, or nothing if it would take more than `limit` bytes.
std::optional<base::Bytes> compressLzf(base::BytesView text, size_t limit);

/// The text, or nothing if the compressed bytes are malformed or do not give exactly `size` bytes.
/// The memory used is bounded by the compressed bytes, not by `size`.
std::optional<base::Bytes> decompressLzf(base::BytesView compressed, uint64_t size);

}  // namespace redis::rdb
