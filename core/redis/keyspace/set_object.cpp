#include "redis/keyspace/set_object.h"

namespace redis {

using base::BytesView;

bool SetObject::contains(BytesView member) const {
  if (!isIntSet()) {
    return members_.contains(member);
  }
  const std::optional<int64_t> value = base::parseInteger(member);
  return value && integers_.contains(*value);
}

bool SetObject::insert(BytesView member, const Configuration& configuration) {
  if (isIntSet()) {
    if (const std::optional<int64_t> value = base::parseInteger(member)) {
      if (!integers_.insert(*value)) {
        return false;
      }
      if (integers_.size() > static_cast<uint64_t>(configuration.setMaxIntSetEntries)) {
        leaveIntSet(Encoding::HashTable);
      }
      return true;
    }
    leaveIntSet(configuration.compat.packsListsAndSets() ? Encoding::ListPack
                                                         : Encoding::HashTable);
  }
  if (!members_.insert(member).second) {
    return false;
  }
  if (encoding_ == Encoding::ListPack &&
      (members_.size() > static_cast<uint64_t>(configuration.setMaxListPackEntries) ||
       member.size() > static_cast<uint64_t>(configuration.setMaxListPackValue))) {
    encoding_ = Encoding::HashTable;
  }
  return true;
}

void SetObject::expect(size_t count, const Configuration& configuration) {
  if (!configuration.compat.packsListsAndSets()) {
    return;
  }
  if (isIntSet() && isEmpty() && count > static_cast<uint64_t>(configuration.setMaxIntSetEntries)) {
    encoding_ = Encoding::ListPack;
  }
  if (isIntSet() && count > static_cast<uint64_t>(configuration.setMaxIntSetEntries)) {
    leaveIntSet(Encoding::HashTable);
  }
  if (encoding_ == Encoding::ListPack &&
      count > static_cast<uint64_t>(configuration.setMaxListPackEntries)) {
    encoding_ = Encoding::HashTable;
  }
}

bool SetObject::erase(BytesView member) {
  if (!isIntSet()) {
    return members_.erase(member);
  }
  const std::optional<int64_t> value = base::parseInteger(member);
  return value && integers_.erase(*value);
}

void SetObject::leaveIntSet(Encoding encoding) {
  members_.reserve(integers_.size() + 1);
  for (const int64_t value : integers_) {
    members_.insert(IntegerText(value).view());
  }
  integers_ = IntSet();
  encoding_ = encoding;
}

}  // namespace redis
