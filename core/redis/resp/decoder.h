#pragma once

#include <vector>

#include "base/bytes.h"
#include "redis/reply.h"

/// Bytes of the Redis protocol as replies and commands.
///
/// Both functions look at the beginning of `input` and take nothing before a whole reply or command
/// is there; the caller appends what arrives, calls again, and drops `consumed` bytes. Nesting is
/// limited, and lengths are believed only as far as bytes have arrived, so hostile input costs no
/// more memory than its own size. Attributes of RESP3 are skipped. Redis: RESP protocol
/// specification.
namespace redis {

enum class DecodeState : uint8_t { Complete, Incomplete, Malformed };

struct DecodedReply {
  DecodeState state = DecodeState::Incomplete;
  Reply reply;
  size_t consumed = 0;
  /// Why the input is malformed.
  base::Bytes problem;
};

struct DecodedCommand {
  DecodeState state = DecodeState::Incomplete;
  /// Empty for an empty line, which is to be skipped.
  std::vector<base::Bytes> argv;
  size_t consumed = 0;
  base::Bytes problem;
};

/// Deepest nesting of aggregates in a reply.
inline constexpr size_t kMaximumReplyDepth = 128;

/// Reads one reply of RESP2 or RESP3.
DecodedReply decodeReply(base::BytesView input);

/// Reads one command: an array of bulk strings, or an inline command (words, quotes as in
/// redis-cli).
DecodedCommand decodeCommand(base::BytesView input);

/// Splits a line into words as inline commands and redis-cli do: blanks separate, "..." with
/// escapes and '...' quote. False if quotes are unbalanced.
bool splitWords(base::BytesView line, std::vector<base::Bytes>& words);

}  // namespace redis
