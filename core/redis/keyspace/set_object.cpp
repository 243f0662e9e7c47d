#include "redis/keyspace/set_object.h"

namespace redis {

bool SetObject::contains(base::BytesView member) const {
  if (!isIntSet_) {
    return members_.contains(member);
  }
  const std::optional<int64_t> value = base::parseInteger(member);
  return value && integers_.contains(*value);
}

bool SetObject::insert(base::BytesView member, const Configuration& configuration) {
  if (isIntSet_) {
    if (const std::optional<int64_t> value = base::parseInteger(member)) {
      if (!integers_.insert(*value)) {
        return false;
      }
      if (integers_.size() > static_cast<uint64_t>(configuration.setMaxIntSetEntries)) {
        becomeHashTable();
      }
      return true;
    }
    becomeHashTable();
  }
  return members_.insert(member).second;
}

bool SetObject::erase(base::BytesView member) {
  if (!isIntSet_) {
    return members_.erase(member);
  }
  const std::optional<int64_t> value = base::parseInteger(member);
  return value && integers_.erase(*value);
}

void SetObject::becomeHashTable() {
  members_.reserve(integers_.size() + 1);
  for (const int64_t value : integers_) {
    members_.insert(IntegerText(value).view());
  }
  integers_ = IntSet();
  isIntSet_ = false;
}

}  // namespace redis
