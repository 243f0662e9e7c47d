#pragma once

#include "base/bytes.h"

/// Patterns of KEYS, SCAN MATCH, PSUBSCRIBE and CONFIG GET.
///
/// `*` any bytes, `?` one byte, `[abc]`, `[a-z]`, `[^a]` one byte of a class, `\x` the byte x. A
/// class that is not closed ends with the pattern; a lone backslash at the end stands for itself;
/// ranges compare signed bytes. As in Redis, an empty text is matched by an empty pattern only, not
/// by "*".
///
/// Complexity: O(pattern * text) at worst; on a mismatch only the last `*` takes one more byte,
/// which suffices because an earlier `*` could not do better. No recursion. Redis: KEYS.
namespace redis {

enum class GlobCase : uint8_t { Sensitive, Ignore };

/// Whether the whole of `text` matches `pattern`.
bool globMatches(base::BytesView pattern, base::BytesView text,
                 GlobCase letters = GlobCase::Sensitive);

}  // namespace redis
