#include "redis/keyspace/hash_object.h"

#include <algorithm>
#include <vector>

#include "base/sort.h"

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
  times_->byField.erase(field);
  times_->byField.insert(field).first->value = atMs;
  times_->earliest = std::min(times_->earliest, atMs);
}

bool HashObject::clearTime(BytesView field) {
  const bool isCleared = forgetTime(field);
  if (isCleared && !isLarge_) {
    fields_.moveToEnd(field);
  }
  return isCleared;
}

void HashObject::sortByTime() {
  if (isLarge_ || times_ == nullptr) {
    return;
  }
  struct TimedField {
    int64_t atMs;
    BytesView name;
  };
  std::vector<TimedField> timed;
  for (const auto& entry : times_->byField) {
    timed.push_back({entry.value, entry.key});
  }
  std::reverse(timed.begin(), timed.end());
  base::stableSort(timed, [](const TimedField& left, const TimedField& right) {
    return left.atMs < right.atMs;
  });
  Fields sorted;
  sorted.reserve(fields_.size());
  for (const TimedField& field : timed) {
    sorted.insert(field.name).first->value = std::move(fields_.find(field.name)->value);
  }
  for (Fields::Entry& entry : fields_) {
    if (!times_->byField.contains(entry.key)) {
      sorted.insert(entry.key).first->value = std::move(entry.value);
    }
  }
  fields_ = std::move(sorted);
}

bool HashObject::forgetTime(BytesView field) {
  const bool isCleared = times_ != nullptr && times_->byField.erase(field);
  if (isCleared && times_->byField.isEmpty()) {
    times_.reset();
  }
  return isCleared;
}

size_t HashObject::eraseExpired(int64_t nowMs) {
  if (!mayHaveExpired(nowMs)) {
    return 0;
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
  return expired.size();
}

}  // namespace redis
