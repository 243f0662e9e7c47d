#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/bytes.h"

/// Spikes of latency by event ("command", "fast-command").
///
/// Each event keeps its last 160 samples, at most one per second, and the longest one ever. Redis:
/// "Latency monitoring".
namespace redis {

struct LatencySample {
  int64_t unixSeconds = 0;
  int64_t milliseconds = 0;
};

struct LatencyEvent {
  base::Bytes name;
  int64_t longestMs = 0;
  /// From old to new.
  std::vector<LatencySample> samples;
};

class LatencyMonitor {
 public:
  void add(base::BytesView event, int64_t unixSeconds, int64_t milliseconds);
  const LatencyEvent* find(base::BytesView event) const;
  std::span<const LatencyEvent> events() const { return events_; }
  /// Forgets one event, in any case; false if there is none.
  bool reset(base::BytesView event);
  /// Forgets all events and tells how many there were.
  size_t resetAll();

 private:
  std::vector<LatencyEvent> events_;
};

}  // namespace redis
