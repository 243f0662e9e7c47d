#pragma once

#include "redis/keyspace/configuration.h"
#include "redis/keyspace/object.h"
#include "redis/structures/ring_list.h"

/// A list value.
///
/// Redis 7.0 always shows a list as a quicklist, whatever its size. Later releases show one that
/// fits into a node as a list pack: `noteSize` finds that out after each change. A list becomes a
/// quicklist when it outgrows the limit, and a list pack again when it shrinks to half of it.
/// Redis: "Lists".
namespace redis {

class ListObject final : public ObjectOf<ListObject> {
 public:
  static constexpr ObjectType kType = ObjectType::List;
  Encoding encoding() const { return isListPack_ ? Encoding::ListPack : Encoding::QuickList; }

  RingList& items() { return items_; }
  const RingList& items() const { return items_; }
  uint32_t size() const { return items_.size(); }
  bool isEmpty() const { return items_.isEmpty(); }

  /// Chooses the encoding after a change, for releases that have a choice, or before `added`
  /// elements are written.
  void noteSize(const Configuration& configuration, uint32_t added = 0);

 private:
  RingList items_;
  /// Size at the last call of `noteSize`; 0: never.
  uint32_t notedSize_ = 0;
  bool isListPack_ = false;
};

}  // namespace redis
