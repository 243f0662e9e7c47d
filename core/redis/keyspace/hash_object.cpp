#include "redis/keyspace/hash_object.h"

#include <algorithm>
#include <vector>

namespace redis {

using base::Bytes;
using base::BytesView;

HashObject::HashObject(const HashObject& other)
    : ObjectOf(other),
      times_(other.times_ == nullptr ? nullptr : std::make_unique<Times>(*other.times_)),
      fields_(other.fields_),
      isLarge_(other.isLarge_),
      hadTimes_(other.hadTimes_) {}

int64_t HashObject::timeOf(BytesView field) const {
  const auto* entry = times_ == nullptr ? nullptr : times_->byField.find(field);
  return entry == nullptr ? kNoTime : entry->value;
}

int64_t HashObject::earliestTime() const {
  int64_t earliest = times_->byField.begin()->value;
  for (const auto& entry : times_->byField) {
    earliest = std::min(earliest, entry.value);
  }
  return earliest;
}

void HashObject::setTime(BytesView field, int64_t atMs) {
  hadTimes_ = true;
  if (times_ == nullptr) {
    times_ = std::make_unique<Times>();
    times_->earliest = atMs;
  }
  times_->byField.insert(field).first->value = atMs;
  times_->earliest = std::min(times_->earliest, atMs);
}

bool HashObject::clearTime(BytesView field) {
  const bool isCleared = times_ != nullptr && times_->byField.erase(field);
  if (isCleared && times_->byField.isEmpty()) {
    times_.reset();
  }
  return isCleared;
}

bool HashObject::eraseExpired(int64_t nowMs) {
  if (!mayHaveExpired(nowMs)) {
    return false;
  }
  std::vector<Bytes> expired;
  for (const auto& entry : times_->byField) {
    if (entry.value <= nowMs) {
      expired.push_back(entry.key);
    }
  }
  for (const Bytes& field : expired) {
    erase(field);
  }
  if (times_ != nullptr) {
    times_->earliest = earliestTime();
  }
  return !expired.empty();
}

}  // namespace redis
