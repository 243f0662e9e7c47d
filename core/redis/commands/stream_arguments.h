#pragma once

#include <limits>
#include <optional>

#include "redis/commands/argument_reader.h"
#include "redis/keyspace/stream_object.h"
#include "redis/reply.h"

/// Arguments and replies that the stream commands share.
namespace redis::streams {

/// Reads "ms" or "ms-seq"; a missing seq becomes `missingSeq`. "-" and "+" are not taken.
std::optional<StreamId> parseId(base::BytesView text, uint64_t missingSeq = 0);
/// Like `parseId`, and "-" and "+" are the smallest and the largest identifier.
std::optional<StreamId> parseRangeId(base::BytesView text, uint64_t missingSeq = 0);

/// An identifier for a new entry: "*" (nothing given), "ms-*" (no seq given) or a whole one.
struct NewId {
  StreamId id;
  bool isGiven = false;
  bool isSeqGiven = true;
};
/// Reads "ms", "ms-seq" or "ms-*".
std::optional<NewId> parseNewId(base::BytesView text);

/// Reads the next argument as an identifier; an error if it is none.
StreamId nextId(ArgumentReader& arguments);

/// The identifiers from `first` to `last`.
struct IdRange {
  StreamId first;
  StreamId last = kLastStreamId;
};
/// Reads the start of a range: an identifier, "-", "+", or "(" and an identifier to exclude.
StreamId nextRangeStart(ArgumentReader& arguments);
/// Reads the end of a range.
StreamId nextRangeEnd(ArgumentReader& arguments);

/// MAXLEN, MINID, LIMIT, NOMKSTREAM and, for XADD, the identifier.
struct AddOrTrim {
  StreamTrim trim;
  NewId id;
  bool onlyExisting = false;
};
enum class TrimCommand : uint8_t { Add, Trim };
/// Reads them; for XADD `arguments` then stands at the first field.
AddOrTrim readAddOrTrim(ArgumentReader& arguments, TrimCommand command,
                        const Configuration& configuration);

Reply idReply(StreamId id);
/// "[id, [field, value, ...]]".
Reply entryReply(const StreamCursor& cursor);
/// The entry of `id`, or nothing.
std::optional<Reply> entryReplyOf(const StreamLog& log, StreamId id);
/// The entries of a range, at most `count` unless that is 0.
Reply rangeReply(const StreamLog& log, IdRange range, StreamOrder order, uint64_t count);

}  // namespace redis::streams
