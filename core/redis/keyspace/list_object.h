#pragma once

#include "redis/keyspace/object.h"
#include "redis/structures/ring_list.h"

/// A list value. Redis 7.0 always shows a list as a quicklist, whatever its size. Redis: "Lists".
namespace redis {

class ListObject final : public ObjectOf<ListObject> {
 public:
  static constexpr ObjectType kType = ObjectType::List;
  Encoding encoding() const { return Encoding::QuickList; }

  RingList& items() { return items_; }
  const RingList& items() const { return items_; }
  uint32_t size() const { return items_.size(); }
  bool isEmpty() const { return items_.isEmpty(); }

 private:
  RingList items_;
};

}  // namespace redis
