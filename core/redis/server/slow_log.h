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

/// The arguments of a command that may turn out to be slow, as far as an entry shows them. Kept in
/// one buffer that is used again, so that noting a command costs a copy of some bytes.
class NotedArguments {
 public:
  void assign(std::span<const base::BytesView> argv);
  void clear() { count_ = 0; }
  /// Whether anything was noted.
  bool isEmpty() const { return count_ == 0; }
  /// As `SlowLog::shorten` answers.
  std::vector<base::Bytes> shorten() const;

 private:
  /// What is kept of each: its length, and the bytes that are shown.
  std::vector<size_t> lengths_;
  base::Bytes bytes_;
  size_t count_ = 0;
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
