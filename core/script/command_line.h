#pragma once

#include <vector>

#include "base/bytes.h"
#include "base/status.h"
#include "redis/reply.h"

/// Text as redis-cli reads and prints it.
namespace script {

/// Splits a line into words: bare words, "..." with escapes (\n \r \t \b \a \xHH, any other
/// character itself), '...' with \'. A closing quote is followed by a blank or the end.
/// InvalidArgument ("unbalanced quotes") otherwise. A blank line gives no words.
base::Result<std::vector<base::Bytes>> splitCommandLine(base::BytesView line);

/// A reply as redis-cli prints it on a terminal, without the final line break: `1) (integer) 1`.
base::Bytes formatReply(const redis::Reply& reply);

/// A reply as redis-cli prints it into a pipe (--raw), without the final line break.
base::Bytes formatReplyRaw(const redis::Reply& reply);

}  // namespace script
