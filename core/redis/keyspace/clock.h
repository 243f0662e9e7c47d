#pragma once

#include <cstdint>

/// Time.
///
/// The core never reads the system clock: a host passes a `Clock`. Commands do not see the clock
/// either, they see `CommandTime`, a snapshot taken when a command of a client starts and frozen
/// while a script runs, so that a script is a function of its inputs and a key cannot expire
/// between two commands of one script. Redis: EVAL, "scripts and time".
namespace redis {

/// Where time comes from. One of the three virtual seams of the core.
class Clock {
 public:
  virtual ~Clock() = default;
  /// Microseconds since the Unix epoch.
  virtual int64_t nowMicroseconds() = 0;
};

/// A clock that stands still until it is moved: for tests, replays and the playground.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(int64_t microseconds = 0) : microseconds_(microseconds) {}
  int64_t nowMicroseconds() override { return microseconds_; }
  void setMs(int64_t ms) { microseconds_ = ms * 1000; }
  void setMicroseconds(int64_t microseconds) { microseconds_ = microseconds; }
  void advanceMs(int64_t ms) { microseconds_ += ms * 1000; }

 private:
  int64_t microseconds_;
};

/// The time that commands see.
class CommandTime {
 public:
  explicit CommandTime(Clock& clock) : clock_(&clock) { refresh(); }

  /// Takes a new snapshot, unless frozen.
  void refresh() {
    if (frozen_ == 0) {
      nowMicroseconds_ = clock_->nowMicroseconds();
      nowMs_ = nowMicroseconds_ / 1000;
    }
  }
  /// Holds the snapshot until the matching `thaw`; nests.
  void freeze() { ++frozen_; }
  void thaw() { --frozen_; }
  bool isFrozen() const { return frozen_ != 0; }

  int64_t nowMs() const { return nowMs_; }
  int64_t nowMicroseconds() const { return nowMicroseconds_; }
  Clock& clock() const { return *clock_; }
  /// Replaces the clock, which is borrowed.
  void setClock(Clock& clock) {
    clock_ = &clock;
    refresh();
  }

 private:
  Clock* clock_;
  int64_t nowMicroseconds_ = 0;
  int64_t nowMs_ = 0;
  uint32_t frozen_ = 0;
};

}  // namespace redis
