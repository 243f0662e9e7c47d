#include "redis/keyspace/list_object.h"

#include <algorithm>

#include "redis/keyspace/value_memory.h"

namespace redis {
namespace {

/// Whether the elements fit into one node of a quicklist, or into a part of it.
bool fitsNode(const RingList& items, uint32_t added, int64_t nodeSize, uint32_t divisor) {
  // The sizes of "list-max-listpack-size" from -1 on.
  constexpr size_t kNodeBytes[] = {4096, 8192, 16384, 32768, 65536};
  constexpr size_t kMostBytesOfCounted = 8192;
  constexpr size_t kFrameBytes = 7;
  size_t bytesLeft = kMostBytesOfCounted;
  if (nodeSize >= 0) {
    if (items.size() + added > static_cast<uint64_t>(std::max<int64_t>(nodeSize, 1)) / divisor) {
      return false;
    }
  } else {
    bytesLeft = kNodeBytes[std::min<size_t>(static_cast<size_t>(-nodeSize), 5) - 1] / divisor;
  }
  size_t bytes = kFrameBytes;
  for (uint32_t i = 0; i < items.size() && bytes <= bytesLeft; ++i) {
    bytes += packedBytes(items.at(i));
  }
  return bytes <= bytesLeft;
}

}  // namespace

void ListObject::noteSize(const Configuration& configuration, uint32_t added) {
  const int64_t nodeSize = configuration.listMaxListPackSize;
  if (notedSize_ == 0 || isListPack_) {
    isListPack_ = fitsNode(items_, added, nodeSize, 1);
  } else if (size() <= notedSize_) {
    isListPack_ = fitsNode(items_, added, nodeSize, 2);
  }
  notedSize_ = size();
}

}  // namespace redis
