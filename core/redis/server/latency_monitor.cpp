#include "redis/server/latency_monitor.h"

#include <algorithm>

#include "redis/commands/argument_reader.h"

namespace redis {

using base::BytesView;

void LatencyMonitor::add(BytesView event, int64_t unixSeconds, int64_t milliseconds) {
  constexpr size_t kMaximumSamples = 160;
  auto* found = const_cast<LatencyEvent*>(find(event));
  if (found == nullptr) {
    found = &events_.emplace_back();
    found->name = event;
  }
  found->longestMs = std::max(found->longestMs, milliseconds);
  if (!found->samples.empty() && found->samples.back().unixSeconds == unixSeconds) {
    int64_t& last = found->samples.back().milliseconds;
    last = std::max(last, milliseconds);
    return;
  }
  if (found->samples.size() == kMaximumSamples) {
    found->samples.erase(found->samples.begin());
  }
  found->samples.push_back({unixSeconds, milliseconds});
}

const LatencyEvent* LatencyMonitor::find(BytesView event) const {
  for (const LatencyEvent& one : events_) {
    if (one.name == event) {
      return &one;
    }
  }
  return nullptr;
}

bool LatencyMonitor::reset(BytesView event) {
  for (size_t i = 0; i < events_.size(); ++i) {
    if (equalsIgnoreCase(events_[i].name, event)) {
      events_.erase(events_.begin() + static_cast<ptrdiff_t>(i));
      return true;
    }
  }
  return false;
}

size_t LatencyMonitor::resetAll() {
  const size_t count = events_.size();
  events_.clear();
  return count;
}

}  // namespace redis
