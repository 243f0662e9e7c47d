#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "redis/commands/command_spec.h"

/// What INFO and LATENCY HISTOGRAM tell about commands and errors.
///
/// Records are found by the address of the command's row in a small hash table, so that counting
/// costs a few nanoseconds. A histogram is made with the first measured call of its command:
/// sixteen buckets for each power of two, in nanoseconds, which is a resolution of six percent.
/// Redis: INFO commandstats, errorstats, latencystats.
namespace redis {

/// How long calls of one command took.
class LatencyHistogram {
 public:
  void add(int64_t nanoseconds);
  uint64_t count() const { return count_; }
  /// Calls that took at most `nanoseconds`.
  uint64_t countUpTo(int64_t nanoseconds) const;
  /// The time in nanoseconds that `percent` of the calls did not exceed.
  int64_t percentile(double percent) const;

 private:
  static constexpr size_t kSubBuckets = 16;
  static constexpr size_t kBuckets = 31 * kSubBuckets;
  static size_t bucketOf(int64_t nanoseconds);
  static int64_t upperBound(size_t bucket);

  std::array<uint32_t, kBuckets> buckets_{};
  uint64_t count_ = 0;
};

struct CommandRecord {
  const CommandSpec* spec = nullptr;
  int64_t calls = 0;
  int64_t microseconds = 0;
  int64_t rejectedCalls = 0;
  int64_t failedCalls = 0;
  std::unique_ptr<LatencyHistogram> histogram;
};

struct ErrorRecord {
  base::Bytes code;
  int64_t count = 0;
};

class CommandStatistics {
 public:
  /// The record of a command, made if there is none. Valid until the next call.
  CommandRecord& of(const CommandSpec& spec) {
    const bool isLast = last_ < records_.size() && records_[last_].spec == &spec;
    return isLast ? records_[last_] : lookUp(spec);
  }
  /// The record, or nullptr.
  const CommandRecord* find(const CommandSpec& spec) const;
  /// Counts an error reply by its first word.
  void countError(base::BytesView text);

  /// All records, in the order of first use.
  std::span<const CommandRecord> commands() const { return records_; }
  /// By code.
  std::vector<ErrorRecord> errors() const;
  /// Errors of all commands since the start or CONFIG RESETSTAT.
  int64_t totalErrors() const { return totalErrors_; }
  void clear();

 private:
  size_t slotOf(const CommandSpec& spec) const;
  /// `of` a command that is not the last one.
  CommandRecord& lookUp(const CommandSpec& spec);

  std::vector<CommandRecord> records_;
  size_t last_ = 0;              // index of the record that was asked for last
  std::vector<uint16_t> slots_;  // index into records_ plus one; 0: free
  std::vector<ErrorRecord> errors_;
  int64_t totalErrors_ = 0;
};

}  // namespace redis
