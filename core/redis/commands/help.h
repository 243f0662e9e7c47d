#pragma once

#include "base/bytes.h"
#include "redis/keyspace/compatibility.h"
#include "redis/reply.h"

/// HELP of a container command.
namespace redis {

/// The lines of HELP: a title with the container's name, `text` line by line, and the entry of HELP
/// itself. A line that starts with ">" is for later releases, one with "<" for 7.0 only. Redis:
/// "OBJECT HELP" and its sisters.
Reply helpReply(base::BytesView container, base::BytesView text, Compatibility compat = {});

}  // namespace redis
