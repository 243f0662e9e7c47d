#pragma once

#include <optional>

#include "redis/commands/collections.h"
#include "redis/keyspace/sorted_set_object.h"

/// Ranges of a sorted set by score and by member, and where they lie in its order.
namespace redis {

/// An interval of scores. Redis: ZRANGE BYSCORE.
struct ScoreRange {
  double minimum = 0;
  double maximum = 0;
  bool excludesMinimum = false;
  bool excludesMaximum = false;

  bool isBelow(double score) const { return excludesMinimum ? score <= minimum : score < minimum; }
  bool reaches(double score) const { return excludesMaximum ? score < maximum : score <= maximum; }
};

/// Reads "min" and "max": a number, "(" number, "-inf", "+inf".
std::optional<ScoreRange> parseScoreRange(base::BytesView minimum, base::BytesView maximum);

/// One end of an interval of members.
struct LexBound {
  enum class Kind : uint8_t { Smallest, Largest, Inclusive, Exclusive };
  Kind kind = Kind::Smallest;
  base::BytesView member;

  /// Order of `other` relative to this bound: negative before, positive after.
  int compare(base::BytesView other) const;
};

/// An interval of members. Redis: ZRANGE BYLEX.
struct LexRange {
  LexBound minimum;
  LexBound maximum;

  bool isEmpty() const;
  bool isBelow(base::BytesView member) const;
  bool reaches(base::BytesView member) const;
};

/// Reads "min" and "max": "-", "+", "[" member, "(" member. The members are borrowed.
std::optional<LexRange> parseLexRange(base::BytesView minimum, base::BytesView maximum);

/// The ranks of the elements in `range`. O(log n).
IndexRange ranksInScoreRange(const SortedSetObject& set, const ScoreRange& range);
/// The ranks of the elements in `range` after the first `offset` in `direction`, for elements that
/// all have the same score; a negative offset skips everything. O(log n).
///
/// With different scores the answer has no meaning, but small sets give the same one as Redis,
/// which walks a listpack from the first element in range (forward) or from the last (reverse) to
/// the first one out of range.
IndexRange ranksInLexRange(const SortedSetObject& set, const LexRange& range, Direction direction,
                           int64_t offset = 0);

}  // namespace redis
