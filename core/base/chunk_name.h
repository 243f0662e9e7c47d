#pragma once

#include <cstddef>

#include "base/bytes.h"

/// Chunk names as error messages show them.
///
/// The name given to a load function begins with a mark: '@' a file name, '=' a name to show as it
/// is, anything else is the source text itself, of which the first line is shown as `[string
/// "..."]`. Long names are shortened so that the result fits a buffer whose size, terminating zero
/// included, is part of the visible behaviour. A name ends at its first zero byte.
namespace base {

/// Buffer size of run-time messages (Lua 5.1: LUA_IDSIZE).
inline constexpr size_t kChunkNameRuntimeSize = 60;

/// Buffer size of messages about syntax.
inline constexpr size_t kChunkNameSyntaxSize = 80;

/// The displayed form of `chunkName`: "@user_script" is "user_script", "=name" is "name", source
/// text is `[string "first line..."]`. `bufferSize` is one of the two sizes above; the result is
/// shorter than it. Lua 5.1 manual, lua_Debug (short_src).
Bytes displayChunkName(BytesView chunkName, size_t bufferSize);

}  // namespace base
