#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "base/bytes.h"

/// What scripts write for people: `redis.log` entries and the output of plain Lua. The core prints
/// nothing; hosts take the entries after each slice. The log is bounded: when nobody takes entries,
/// the oldest are dropped and counted.
namespace script {

enum class LogLevel : uint8_t {
  Debug,
  Verbose,
  Notice,
  Warning,
  Print,  ///< output of plain Lua: `text` holds exactly the bytes written, line ends included
};

/// "debug", "verbose", "notice", "warning", "print".
const char* logLevelName(LogLevel level);

struct LogEntry {
  LogLevel level = LogLevel::Notice;
  base::Bytes text;
};

class ScriptLog {
 public:
  /// Most entries, and bytes, kept until the host takes them.
  static constexpr size_t kMaxEntries = 10000;
  static constexpr size_t kMaxBytes = 64 << 20;

  void add(LogLevel level, base::BytesView text);
  /// The entries since the last call, oldest first.
  std::vector<LogEntry> take() {
    bytes_ = 0;
    return std::exchange(entries_, {});
  }
  bool isEmpty() const { return entries_.empty(); }
  /// Entries lost because nobody took them.
  uint64_t dropped() const { return dropped_; }
  void clear();

 private:
  void drop(size_t count);

  std::vector<LogEntry> entries_;
  size_t bytes_ = 0;
  uint64_t dropped_ = 0;
};

}  // namespace script
