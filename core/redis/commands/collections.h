#pragma once

#include <cstdint>
#include <unordered_set>
#include <vector>

#include "base/random.h"
#include "redis/commands/argument_reader.h"
#include "redis/commands/command_context.h"
#include "redis/messages.h"

/// What the handlers of hashes, lists, sets and sorted sets have in common: index ranges, counts,
/// timeouts of blocking commands, random choice, and the scan of a collection.
namespace redis {

// --- Index ranges --------------------------------------------------------------------------------

/// `count` consecutive elements from index `first` on.
struct IndexRange {
  uint32_t first = 0;
  uint32_t count = 0;
};

/// The elements from `start` to `stop`, inclusive, of a sequence of `length`; negative indices
/// count from its end, and what lies outside is cut off. Redis: LRANGE, ZRANGE.
IndexRange clampRange(int64_t start, int64_t stop, uint32_t length);

/// The way in which a range is read: in reverse it starts at its last element.
enum class Direction : uint8_t { Forward, Reverse };

/// The part of `range` after `offset` elements in `direction`, of at most `limit` elements unless
/// `limit` is negative. A negative offset skips everything. Redis: ZRANGE, LIMIT.
IndexRange limitRange(IndexRange range, int64_t offset, int64_t limit, Direction direction);

// --- Arguments -----------------------------------------------------------------------------------

/// Reads "count" of a random choice: any integer but the smallest. Errors as HRANDFIELD,
/// SRANDMEMBER and ZRANDMEMBER.
int64_t nextPickCount(ArgumentReader& arguments);

/// Most elements that a random choice with repetitions answers.
///
/// Compat: HRANDFIELD, SRANDMEMBER and ZRANDMEMBER refuse a count below -10000000, where Redis
/// tries to build the reply until it runs out of memory.
inline constexpr int64_t kMaximumRepeatedPicks = 10'000'000;

/// Reads the timeout of a blocking command, which is written in seconds; answers milliseconds, 0
/// for no limit.
int64_t nextTimeout(ArgumentReader& arguments);

/// "numkeys key [key ...] where [COUNT count]", the arguments of LMPOP, ZMPOP and their blocking
/// forms.
struct MultiPop {
  size_t firstKey = 0;
  size_t keyCount = 0;
  /// Whether the second of the two words was given (RIGHT, MAX).
  bool second = false;
  uint32_t count = 1;
};
/// Reads them from `arguments`; the words are, for example, "LEFT" and "RIGHT".
MultiPop readMultiPop(ArgumentReader& arguments, base::BytesView firstWord,
                      base::BytesView secondWord);

// --- Editing -------------------------------------------------------------------------------------

/// The value of a key that a command may change. Reading it leaves it shared with forks, so that an
/// unchanged key stays pointer-equal in them; `change` makes it ours alone. Valid until a key is
/// added or removed.
template <class T>
class Editable {
 public:
  Editable(CommandContext& context, base::BytesView key) : entry_(context.database().find(key)) {}

  bool wrongType() const { return entry_ != nullptr && entry_->value.object->type() != T::kType; }
  explicit operator bool() const { return entry_ != nullptr && !wrongType(); }
  const T* operator->() const { return static_cast<const T*>(entry_->value.object.get()); }
  const T& operator*() const { return *operator->(); }
  /// Whether a change would copy the value. Commands that may change nothing look first if so.
  bool isShared() const { return *this && entry_->value.object.isShared(); }
  T& change() { return static_cast<T&>(entry_->value.object.unshare()); }

 private:
  Database::Entry* entry_;
};

/// Whether `holds(argument)` for any argument from `first` on.
template <class Predicate>
bool anyArgument(const CommandContext& context, size_t first, Predicate holds) {
  for (size_t i = first; i < context.count(); ++i) {
    if (holds(context.argument(i))) {
      return true;
    }
  }
  return false;
}

// --- Random choice -------------------------------------------------------------------------------

/// A random number in [0, bound).
inline uint32_t drawBelow(CommandContext& context, uint32_t bound) {
  return static_cast<uint32_t>(context.random().below(bound));
}

/// Chooses `wanted` of `total` elements, every subset with the same chance, while they pass by in
/// order (Knuth's algorithm S).
class SelectionSampler {
 public:
  SelectionSampler(CommandContext& context, size_t total, size_t wanted)
      : context_(context),
        left_(static_cast<uint32_t>(total)),
        wanted_(static_cast<uint32_t>(wanted)) {}
  bool isDone() const { return wanted_ == 0; }
  /// Whether the next element is chosen.
  bool takesNext() {
    const bool takes = wanted_ > 0 && drawBelow(context_, left_) < wanted_;
    --left_;
    wanted_ -= takes ? 1 : 0;
    return takes;
  }

 private:
  CommandContext& context_;
  uint32_t left_;
  uint32_t wanted_;
};

/// Whether `wanted` distinct elements of `total` are better chosen by passing over all of them than
/// by drawing and discarding repetitions. Redis uses the same factor, and choices made by passing
/// over come in the order of the collection.
inline bool prefersPassing(size_t total, size_t wanted) { return wanted * 3 > total; }

// --- Scan ----------------------------------------------------------------------------------------

/// The arguments of HSCAN, SSCAN, ZSCAN: cursor, MATCH, COUNT.
struct ScanRequest {
  uint64_t cursor = 0;
  int64_t count = 10;
  base::BytesView pattern;
  bool hasPattern = false;
  /// HSCAN NOVALUES: fields alone.
  bool withoutValues = false;

  bool matches(base::BytesView text) const;
};

/// Reads the cursor alone: it is checked before the key is looked up.
uint64_t nextCursor(ArgumentReader& arguments);
/// What is scanned: NOVALUES (Redis 7.4) is for the fields of hashes.
enum class ScanKind : uint8_t { Members, Fields };
/// Reads MATCH, COUNT and NOVALUES after the cursor: they are checked only if the key exists.
void readScanOptions(ArgumentReader& arguments, ScanRequest& request, ScanKind kind);
/// "[cursor, [elements]]".
Reply scanReply(uint64_t cursor, Reply elements);

/// HSCAN, SSCAN and ZSCAN but for what the elements are: `scan(object, request, elements)` adds
/// those it visits to the array `elements` and returns the next cursor, 0 at the end.
template <class Object, class Scan>
Reply scanObject(CommandContext& context, ScanKind kind, Scan scan) {
  ArgumentReader arguments(context, 2);
  ScanRequest request;
  request.cursor = nextCursor(arguments);
  if (arguments.failed()) {
    return arguments.error();
  }
  const auto object = context.read<Object>(context.argument(1));
  if (object.wrongType) {
    return messages::wrongType();
  }
  Reply elements = Reply::array();
  if (!object) {
    return scanReply(0, std::move(elements));
  }
  readScanOptions(arguments, request, kind);
  if (arguments.failed()) {
    return arguments.error();
  }
  const uint64_t cursor = scan(*object, request, elements);
  return scanReply(cursor, std::move(elements));
}

/// Visits at least one and at most `request.count` entries of a dictionary from the cursor on, and
/// returns the next cursor, 0 at the end. `visit(const Entry&)`.
template <class Dict, class Visit>
uint64_t scanDict(const Dict& dict, const ScanRequest& request, Visit visit) {
  const auto* entry = dict.firstFrom(request.cursor);
  for (int64_t visited = 0; entry != nullptr && visited < request.count; ++visited) {
    visit(*entry);
    entry = dict.next(entry);
  }
  return entry == nullptr ? 0 : entry->sequence;
}

}  // namespace redis
