#include "redis/keyspace/keyspace.h"

#include <utility>

namespace redis {

Keyspace::Keyspace(Clock& clock, const Configuration& configuration)
    : configuration_(configuration),
      time_(clock),
      shared_{&time_, &statistics_, &hook_, &hasFieldTimes_} {
  setDatabaseCount(static_cast<uint32_t>(configuration.databases));
}

void Keyspace::setDatabaseCount(uint32_t count) {
  configuration_.databases = count;
  databases_.clear();
  databases_.reserve(count);
  for (uint32_t number = 0; number < count; ++number) {
    databases_.emplace_back(number, &shared_);
  }
}

std::unique_ptr<Keyspace> Keyspace::fork() const {
  auto copy = std::make_unique<Keyspace>(time_.clock(), configuration_);
  copy->time_ = time_;
  copy->restore(*this);
  return copy;
}

void Keyspace::restore(const Keyspace& other) {
  ASSERT(databases_.size() == other.databases_.size());
  configuration_ = other.configuration_;
  statistics_ = other.statistics_;
  hasFieldTimes_ = other.hasFieldTimes_;
  for (size_t i = 0; i < databases_.size(); ++i) {
    databases_[i].dict_ = other.databases_[i].dict_;
    databases_[i].expiring_ = other.databases_[i].expiring_;
  }
}

void Keyspace::adopt(Keyspace&& other) {
  ASSERT(databases_.size() == other.databases_.size());
  configuration_ = other.configuration_;
  statistics_ = other.statistics_;
  hasFieldTimes_ = other.hasFieldTimes_;
  for (size_t i = 0; i < databases_.size(); ++i) {
    databases_[i].dict_ = std::move(other.databases_[i].dict_);
    databases_[i].expiring_ = std::exchange(other.databases_[i].expiring_, 0);
    other.databases_[i].dict_ = {};
  }
}

void Keyspace::swapDatabases(uint32_t first, uint32_t second) {
  if (first == second) {
    return;
  }
  std::swap(databases_[first].dict_, databases_[second].dict_);
  std::swap(databases_[first].expiring_, databases_[second].expiring_);
  if (hook_.notify == nullptr) {
    return;
  }
  // Every key of both sides has a new meaning.
  for (const uint32_t number : {first, second}) {
    for (const uint32_t holder : {first, second}) {
      for (const Database::Entry& entry : databases_[holder].dict_) {
        hook_.notify(hook_.owner, number, entry.key);
      }
    }
  }
}

void Keyspace::clear() {
  for (Database& database : databases_) {
    database.clear();
  }
}

}  // namespace redis
