#include "redis/server/traffic.h"

#include <algorithm>

namespace redis {

void Traffic::open(int64_t window) {
  // Nothing was counted in windows that were skipped. A clock that was set back far opens one.
  int64_t opened = std::clamp<int64_t>(window - window_, 1, std::ssize(starts_));
  for (; opened > 0; --opened) {
    newest_ = (newest_ + 1) % starts_.size();
    starts_[newest_] = counts_;
  }
  window_ = window;
}

int64_t Traffic::lately(int64_t TrafficCounts::*count) const {
  const size_t oldest = (newest_ + 1) % starts_.size();
  return starts_[newest_].*count - starts_[oldest].*count;
}

double Traffic::perSecond(int64_t TrafficCounts::*count) const {
  constexpr double kSeconds = kWindows * kWindowMicroseconds / 1e6;
  return static_cast<double>(lately(count)) / kSeconds;
}

void Traffic::clear() {
  counts_ = {};
  starts_.fill({});
}

}  // namespace redis
