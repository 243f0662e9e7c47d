#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/bytes.h"

/// Commands that took long.
///
/// The newest entry is last. Arguments are shortened as Redis does: 32 of them at most, of 128
/// bytes each, and a note about the rest. Redis: SLOWLOG.
namespace redis {

struct SlowLogEntry {
  int64_t id = 0;
  int64_t unixSeconds = 0;
  int64_t microseconds = 0;
  std::vector<base::Bytes> arguments;
  base::Bytes clientAddress;
  base::Bytes clientName;
};

class SlowLog {
 public:
  /// Adds an entry with the next id and drops the oldest ones beyond `limit`.
  void add(SlowLogEntry entry, size_t limit);
  std::span<const SlowLogEntry> entries() const { return entries_; }
  void clear() { entries_.clear(); }

  /// The arguments as an entry holds them.
  static std::vector<base::Bytes> shorten(std::span<const base::BytesView> argv);

 private:
  std::vector<SlowLogEntry> entries_;
  int64_t nextId_ = 0;
};

}  // namespace redis
