#include "redis/keyspace/sorted_set_object.h"

#include <utility>

namespace redis {

SortedSetObject::SortedSetObject(SortedSet&& elements, const Configuration& configuration)
    : elements_(std::move(elements)), isLarge_(areManyMembers(elements_.size(), configuration)) {
  const SkipList& order = elements_.order();
  for (NodeId node = order.first(); node != kNoNode && !isLarge_; node = order.next(node)) {
    isLarge_ = isLongMember(order.member(node), configuration);
  }
  for (NodeId node = order.first(); node != kNoNode && !isLarge_; node = order.next(node)) {
    elements_.updateScore(node, storedScore(order.score(node)));
  }
}

}  // namespace redis
