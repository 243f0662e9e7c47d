#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "base/assert.h"

/// What crosses the border of a server, and how much of it lately.
///
/// The hub counts bytes and turns: a turn is what a host does between two waits, from the first
/// bytes it feeds to the moment it drains. Rates are means over the last 16 windows of a tenth of a
/// second. Nothing runs while nobody sends; so each count is preceded by `advance`, which takes the
/// counts into the windows that have passed since. Redis: INFO stats, trackInstantaneousMetric.
namespace redis {

struct TrafficCounts {
  int64_t commands = 0;
  int64_t commandMicroseconds = 0;
  int64_t inputBytes = 0;
  int64_t outputBytes = 0;
  int64_t reads = 0;
  int64_t writes = 0;
  int64_t turns = 0;
  int64_t turnMicroseconds = 0;
};

class Traffic {
 public:
  /// Goes to a moment, in microseconds since 1970: what is counted from now on happens then. The
  /// time of a script stands still, so a moment may be a little before the last one.
  void advance(int64_t nowMicroseconds) {
    const int64_t window = nowMicroseconds / kWindowMicroseconds;
    if (window > window_ || window + kWindows < window_) {
      open(window);
    }
  }
  /// Since the start or `clear`.
  TrafficCounts& counts() { return counts_; }
  const TrafficCounts& counts() const { return counts_; }
  /// How much a count grew in the windows before this one.
  int64_t lately(int64_t TrafficCounts::*count) const;
  /// The same in a second.
  double perSecond(int64_t TrafficCounts::*count) const;
  /// Redis: CONFIG RESETSTAT.
  void clear();

 private:
  static constexpr int64_t kWindowMicroseconds = 100'000;
  static constexpr int64_t kWindows = 16;

  NEVER_INLINE void open(int64_t window);

  TrafficCounts counts_;
  /// What the counts were when the last windows began, and which of these is the newest.
  std::array<TrafficCounts, kWindows + 1> starts_{};
  size_t newest_ = 0;
  int64_t window_ = 0;
};

}  // namespace redis
