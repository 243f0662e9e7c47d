#include "redis/structures/int_set.h"

#include <algorithm>

namespace redis {

bool IntSet::contains(int64_t value) const {
  return std::binary_search(values_.begin(), values_.end(), value);
}

bool IntSet::insert(int64_t value) {
  const auto place = std::lower_bound(values_.begin(), values_.end(), value);
  if (place != values_.end() && *place == value) {
    return false;
  }
  values_.insert(place, value);
  return true;
}

bool IntSet::erase(int64_t value) {
  const auto place = std::lower_bound(values_.begin(), values_.end(), value);
  if (place == values_.end() || *place != value) {
    return false;
  }
  values_.erase(place);
  return true;
}

}  // namespace redis
