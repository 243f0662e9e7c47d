#include "redis/keyspace/stream_object.h"

namespace redis {

using base::BytesView;

// --- Groups --------------------------------------------------------------------------------------

std::pair<uint32_t, bool> StreamGroup::consumerSlot(BytesView consumer, int64_t nowMs) {
  uint32_t slot = consumers_.slotOf(consumer);
  const bool isAdded = slot == NamedTable<StreamConsumer>::kNoSlot;
  if (isAdded) {
    slot = consumers_.insert(consumer);
    consumers_.at(slot).seenAtMs = nowMs;
  }
  return {slot, isAdded};
}

std::optional<size_t> StreamGroup::eraseConsumer(BytesView consumer) {
  const StreamConsumer* found = consumers_.find(consumer);
  if (found == nullptr) {
    return std::nullopt;
  }
  const size_t count = found->pending.size();
  for (const auto* own = found->pending.firstFrom({}); own != nullptr;
       own = found->pending.after(own->id)) {
    pending_.erase(own->id);
  }
  consumers_.erase(consumer);
  return count;
}

PendingEntry& StreamGroup::assign(StreamId id, uint32_t consumer) {
  PendingEntry* entry = pending_.find(id);
  if (entry == nullptr) {
    entry = &pending_.insert({id, 0, 1, consumer});
    consumers_.at(consumer).pending.insert({id});
  } else if (entry->consumer != consumer) {
    consumers_.at(entry->consumer).pending.erase(id);
    consumers_.at(consumer).pending.insert({id});
    entry->consumer = consumer;
  }
  return *entry;
}

bool StreamGroup::acknowledge(StreamId id) {
  const PendingEntry* entry = pending_.find(id);
  if (entry == nullptr) {
    return false;
  }
  consumers_.at(entry->consumer).pending.erase(id);
  return pending_.erase(id);
}

// --- Entries -------------------------------------------------------------------------------------

void StreamObject::append(StreamId id, std::span<const BytesView> fieldsAndValues,
                          const Configuration& configuration) {
  log_.append(id, fieldsAndValues,
              {configuration.streamNodeMaxEntries, configuration.streamNodeMaxBytes});
  ++entriesAdded_;
  lastId_ = id;
  if (log_.size() == 1) {
    firstId_ = id;
  }
}

int64_t StreamObject::erase(std::span<const StreamId> ids) {
  int64_t erased = 0;
  bool erasedFirst = false;
  for (const StreamId id : ids) {
    if (log_.erase(id)) {
      ++erased;
      erasedFirst = erasedFirst || id == firstId_;
      maxErasedId_ = id > maxErasedId_ ? id : maxErasedId_;
    }
  }
  if (erased > 0 && log_.size() == 0) {
    firstId_ = {};
  } else if (erasedFirst) {
    firstId_ = log_.firstId();
  }
  return erased;
}

int64_t StreamObject::trim(const StreamTrim& request) {
  const uint64_t removed = log_.trim(request);
  if (log_.size() == 0) {
    firstId_ = {};
  } else if (removed > 0) {
    firstId_ = log_.firstId();
  }
  return static_cast<int64_t>(removed);
}

// --- Positions of groups -------------------------------------------------------------------------

bool StreamObject::mayHaveGapsFrom(StreamId id, Compatibility compat) const {
  return log_.size() > 0 && !maxErasedId_.isZero() && id <= maxErasedId_ &&
         (firstId_ <= maxErasedId_ || compat.measuresLagPastErased());
}

int64_t StreamObject::entriesUpTo(StreamId id, Compatibility compat) const {
  if (entriesAdded_ == 0) {
    return 0;
  }
  if (log_.size() == 0 && id < lastId_) {
    return entriesAdded();
  }
  if (compat.measuresLagPastErased() && !id.isZero() && id < maxErasedId_) {
    return StreamGroup::kUnknown;
  }
  if (id == lastId_) {
    return entriesAdded();
  }
  if (id > lastId_ || (!maxErasedId_.isZero() && maxErasedId_ >= firstId_) || id > firstId_) {
    return StreamGroup::kUnknown;
  }
  const uint64_t before = entriesAdded_ - log_.size();
  return static_cast<int64_t>(id == firstId_ ? before + 1 : before);
}

std::optional<int64_t> StreamObject::lag(const StreamGroup& group, Compatibility compat) const {
  if (entriesAdded_ == 0) {
    return 0;
  }
  if (compat.measuresLagPastErased()) {
    // Nothing is left to read, or everything that is left.
    const bool isBefore = group.lastId < firstId_ && maxErasedId_ < firstId_;
    if (log_.size() == 0 || isBefore) {
      return static_cast<int64_t>(log_.size());
    }
  }
  int64_t read = group.entriesRead;
  if (read == StreamGroup::kUnknown || mayHaveGapsFrom(group.lastId, compat)) {
    read = entriesUpTo(group.lastId, compat);
  }
  return read == StreamGroup::kUnknown
             ? std::nullopt
             : std::optional(static_cast<int64_t>(entriesAdded_ - static_cast<uint64_t>(read)));
}

void StreamObject::advance(StreamGroup& group, StreamId id, Compatibility compat) const {
  if (id <= group.lastId) {
    return;
  }
  const StreamId from = compat.measuresLagPastErased() ? group.lastId : id;
  if (group.entriesRead != StreamGroup::kUnknown && !mayHaveGapsFrom(from, compat)) {
    group.entriesRead = static_cast<int64_t>(static_cast<uint64_t>(group.entriesRead) + 1);
  } else if (entriesAdded_ != 0) {
    group.entriesRead = entriesUpTo(id, compat);
  }
  group.lastId = id;
}

}  // namespace redis
