#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "redis/structures/int_set.h"

/// Sets of integers as bytes: the width of a member (2, 4 or 8), the number of members, and the
/// members in ascending order, everything lowest byte first.
namespace redis::rdb {

/// The bytes of a set, with the smallest width that holds all members.
base::Bytes encodeIntSet(const IntSet& set);

/// The members, or nothing if the bytes are not those of a set with at least one member.
std::optional<std::vector<int64_t>> decodeIntSet(base::BytesView bytes);

}  // namespace redis::rdb
