#pragma once

#include <cstdint>
#include <type_traits>

#include "base/assert.h"

/// Operations: what the machine must do next that is not "execute the next instruction".
///
/// The running frame puts its operation at the *front*: it is that frame's own next step
/// ("immediate"). The outside world (a finalizer, an interrupt, a delivered reply) puts at the
/// *back* and is looked at only at safepoints ("deferred"). In the fast loop a plain call and its
/// return never touch the queue; in the observed loop they do, so that a debugger can show each of
/// them.
namespace lua {

enum class OperationKind : uint8_t {
  Call,          ///< enter the function at `slot` with `count` arguments above it
  Return,        ///< leave the top frame with `count` results from `slot`
  Raise,         ///< unwind with the machine's pending error
  Yield,         ///< suspend the current coroutine, passing `count` values from `slot`
  Resume,        ///< continue the coroutine at `slot` with `count` values above it
  AwaitReply,    ///< stop the machine until the host delivers what the top native asked for
  DeliverReply,  ///< enter the waiting native again
  Finalize,      ///< call a `__gc` metamethod
  Interrupt,     ///< raise an error that nothing catches
};

/// Why an operation is there; for the reader of a debugger.
enum class OperationCause : uint8_t {
  Call,
  TailCall,
  Metamethod,
  Iterator,
  ProtectedCall,
  ErrorHandler,
  Comparator,
  Callback,
  Coroutine,
  Host,
  Collector,
};

struct Operation {
  OperationKind kind = OperationKind::Call;
  OperationCause cause = OperationCause::Call;
  uint32_t slot = 0;      ///< stack slot in the current coroutine
  int32_t count = 0;      ///< number of values
  int32_t wanted = 0;     ///< results wanted by the caller
  uint32_t argument = 0;  ///< for the kind's own use
};
static_assert(std::is_trivially_copyable_v<Operation>);

/// A bounded double-ended queue. Its bound follows from the machine: one operation of the running
/// frame at the front, finalizers and at most one interrupt and one reply at the back.
class OperationQueue {
 public:
  static constexpr uint32_t kCapacity = 64;

  bool empty() const { return count_ == 0; }
  uint32_t size() const { return count_; }
  bool isFull() const { return count_ == kCapacity; }
  /// Index 0 is the next operation.
  const Operation& at(uint32_t index) const { return ring_[(first_ + index) % kCapacity]; }
  void pushFront(const Operation& operation) {
    ASSERT(count_ < kCapacity);
    first_ = (first_ + kCapacity - 1) % kCapacity;
    ring_[first_] = operation;
    ++count_;
    ++immediate_;
  }
  void pushBack(const Operation& operation) {
    ASSERT(count_ < kCapacity);
    ring_[(first_ + count_) % kCapacity] = operation;
    ++count_;
  }
  /// True if the first operation is the running frame's own.
  bool hasImmediate() const { return immediate_ > 0; }
  /// Number of operations at the front that belong to the running frame.
  uint32_t immediateCount() const { return immediate_; }
  Operation takeFront() {
    ASSERT(count_ > 0);
    const Operation operation = ring_[first_];
    first_ = (first_ + 1) % kCapacity;
    --count_;
    if (immediate_ > 0) --immediate_;
    return operation;
  }
  void clear() { first_ = count_ = immediate_ = 0; }

 private:
  Operation ring_[kCapacity];
  uint32_t first_ = 0;
  uint32_t count_ = 0;
  uint32_t immediate_ = 0;
};

}  // namespace lua
