#pragma once

#include "base/bytes.h"
#include "redis/reply.h"

/// HELP of a container command.
namespace redis {

/// The lines of HELP: a title with the container's name, `text` line by line, and the entry of HELP
/// itself. Redis: "OBJECT HELP" and its sisters.
Reply helpReply(base::BytesView container, base::BytesView text);

}  // namespace redis
