#pragma once

#include <span>

#include "base/bytes.h"
#include "redis/reply.h"

/// Replies and commands as bytes of the Redis protocol.
///
/// In RESP2, kinds that it lacks are printed as what older clients expect: maps and sets as arrays,
/// doubles as bulk strings of 17 significant digits, booleans as integers, big numbers and verbatim
/// text as bulk strings. Redis: RESP protocol specification.
namespace redis {

/// Appends `reply` in protocol version 2 or 3.
void encodeReply(const Reply& reply, uint8_t version, base::Bytes& out);

/// Appends a command as an array of bulk strings.
void encodeCommand(std::span<const base::BytesView> argv, base::Bytes& out);

}  // namespace redis
