#pragma once

#include <vector>

#include "redis/commands/command_context.h"
#include "redis/structures/stream_id.h"

/// XREAD and XREADGROUP in two steps: what is asked for, and what can be answered now.
///
/// A client that has to wait keeps the `StreamRead`, in which "$" is resolved to the identifier
/// that was the last when it asked, and is asked for again with `answerBlockedRead` whenever one
/// of its keys has changed. Redis: XREAD, XREADGROUP.
namespace redis::streams {

/// One stream of a read.
struct StreamPosition {
  base::Bytes key;
  /// Entries after this one are wanted, of a consumer's own entries or of the stream.
  StreamId after;
  /// ">": what the group has not delivered yet.
  bool isNew = false;
};

struct StreamRead {
  /// Milliseconds to wait, 0 without end; nothing without BLOCK.
  std::optional<int64_t> timeoutMs;
  /// Most entries of each stream; 0 is no limit.
  uint64_t count = 0;
  bool noAcknowledge = false;
  bool hasGroup = false;
  base::Bytes group;
  base::Bytes consumer;
  std::vector<StreamPosition> streams;
};

/// Reads the arguments of XREAD or XREADGROUP and checks keys and groups; false with the error.
bool readStreamRead(CommandContext& context, StreamRead& read, Reply& error);
/// What can be answered at once, or nothing if there are no entries.
std::optional<Reply> answerRead(CommandContext& context, const StreamRead& read);

/// Most entries that a client gets which waited without COUNT.
inline constexpr uint64_t kBlockedReadCount = 1000;
/// What a waiting client gets after `key` changed: the entries of this stream alone, an error if
/// its group is gone, or nothing. `context` has the session of the client.
std::optional<Reply> answerBlockedRead(CommandContext& context, const StreamRead& read,
                                       base::BytesView key);

}  // namespace redis::streams
