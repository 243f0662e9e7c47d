#pragma once

#include "base/bytes.h"

/// Texts of commands that wait for copies of the data.
namespace redis::messages {

inline constexpr base::BytesView kNotZeroOrOne =
    "ERR value is out of range, value must between 0 and 1";
inline constexpr base::BytesView kNoAppendOnlyFile =
    "ERR WAITAOF cannot be used when numlocal is set but appendonly is disabled.";

}  // namespace redis::messages
