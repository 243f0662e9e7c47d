#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace base {

/// A sequence of bytes. Lua strings and Redis strings are bytes, not text: every value from 0 to
/// 255, zero included, may appear.
using Bytes = std::string;

/// Borrowed bytes, valid for the duration of the call that receives them.
using BytesView = std::string_view;

}  // namespace base
