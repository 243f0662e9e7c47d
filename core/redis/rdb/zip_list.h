#pragma once

#include <optional>
#include <vector>

#include "base/bytes.h"

/// Zip lists and zip maps: what Redis before 7.0 kept and wrote where it has list packs now.
///
/// A zip list is its size in bytes and the offset of its last element (32 bits each), the number of
/// elements (16 bits, all ones if unknown), the elements, and an end byte. An element starts with
/// the size of the one before it, then says whether it is text or one of six forms of integer. A
/// zip map is a count, pairs of texts of which the second may be followed by unused bytes, and an
/// end byte.
namespace redis::rdb {

/// The elements, integers as their digits, or nothing if the bytes are malformed.
std::optional<std::vector<base::Bytes>> decodeZipList(base::BytesView bytes);

/// Fields and values in turn, or nothing if the bytes are malformed.
std::optional<std::vector<base::Bytes>> decodeZipMap(base::BytesView bytes);

}  // namespace redis::rdb
