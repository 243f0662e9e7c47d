#pragma once

#include <gtest/gtest.h>

#include <cstring>
#include <map>
#include <string>

#include "connection/hub.h"
#include "redis/dispatcher.h"
#include "redis/keyspace/clock.h"

/// A server on a clock that stands still, and what its clients say and receive.
namespace connection {

class HubTest : public testing::Test {
 protected:
  HubTest() : clock_(1'700'000'000'000'000), engine_({&clock_, 1, {}}), hub_(engine_) {}

  uint64_t connect() { return hub_.connect({"127.0.0.1:50000", "127.0.0.1:6379", false, 8}); }

  /// What all clients received since the last call, by id.
  std::map<uint64_t, std::string> received() {
    base::Bytes records;
    hub_.drain(records);
    std::map<uint64_t, std::string> result;
    for (size_t at = 0; at < records.size();) {
      uint64_t id;
      uint32_t action;
      uint32_t size;
      std::memcpy(&id, records.data() + at, 8);
      std::memcpy(&action, records.data() + at + 8, 4);
      std::memcpy(&size, records.data() + at + 12, 4);
      result[id] = records.substr(at + 16, size);
      actions_[id] = static_cast<DrainAction>(action);
      at += 16 + size;
    }
    return result;
  }

  /// Feeds one client and returns what it receives.
  std::string talk(uint64_t id, const std::string& bytes) {
    hub_.feed(id, bytes);
    return received()[id];
  }

  redis::ManualClock clock_;
  script::ScriptEngine engine_;
  Hub hub_;
  std::map<uint64_t, DrainAction> actions_;
};

}  // namespace connection
