#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <type_traits>

#include "base/assert.h"

/// Frames: continuations of the machine.
///
/// A frame says where the results of its function go and how to go on. It holds indices into its
/// coroutine's value stack, never pointers, because stacks move; code does not, so where to go on
/// in it is a pointer. Values that a frame needs later live in stack slots, where the collector
/// sees them. Layout of the stack around a frame:
///
///     Lua      function | (extra arguments) | base: registers ... base + registerCount
///     native   function | arguments | base: locals | values in flight ... top
namespace lua {

struct Instruction;

/// What the results of the call in progress are for.
enum class Continuation : uint8_t {
  Registers,          ///< Lua: they stay where the call instruction wants them
  FinishInstruction,  ///< Lua: finish<Opcode> of the instruction at pc - 1 consumes them
                      ///< (metamethods, iterators)
  NativePhase,        ///< native: the function is entered again at `phase`
};

/// Properties of a frame, a bit set.
namespace frame_flags {
inline constexpr uint16_t Native = 1;  ///< runs a native function
inline constexpr uint16_t CatchesErrors =
    2;  ///< an error in the call in progress is delivered to this frame (pcall, xpcall)
inline constexpr uint16_t HasHandler =
    4;  ///< local 0 is a message handler that sees the failed frames (xpcall)
inline constexpr uint16_t TailCalled =
    8;                                    ///< replaced its caller by a tail call: tracebacks say so
inline constexpr uint16_t Caught = 16;    ///< the phase about to run receives an error, not results
inline constexpr uint16_t Handling = 32;  ///< a message handler called for this frame is running
inline constexpr uint16_t NegateResult =
    64;  ///< FinishInstruction of `a <= b` asked `b < a`: the answer is inverted
inline constexpr uint16_t Entry = 128;  ///< first frame of a run or coroutine: its return ends it
inline constexpr uint16_t RestoresTop =
    256;  ///< finalizer or hook between two steps: local 0 holds the top to restore
inline constexpr uint16_t EntrySeen =
    512;  ///< the call hook was called for this frame, or is not due
inline constexpr uint16_t RewindsPc =
    1024;  ///< hook before an instruction: the frame below counts it as begun meanwhile
inline constexpr uint16_t RepeatsReturn =
    2048;  ///< hook before a return: locals 1 to 3 say which (hooks.cpp)
}  // namespace frame_flags

/// One activation of a Lua or native function.
struct Frame {
  uint32_t function = 0;  ///< slot of the called function; results are moved down to this slot
  uint32_t base = 0;      ///< first register (Lua) or first local (native)
  union {
    const Instruction* next = nullptr;  ///< Lua: the next instruction, see `pcOf`
    uint32_t phase;                     ///< native: where it goes on
  };
  int32_t wanted = 0;  ///< number of results the caller wants, or kAllResults
  uint32_t results =
      0;  ///< native: slot of the first result of the call that returned, which extend to the
          ///< coroutine's top; Lua: number of frames that tail calls replaced by this one
  Continuation waiting = Continuation::Registers;
  uint8_t locals = 0;  ///< native: number of reserved locals; Lua, while CONCAT waits: the last
                       ///< operand that is left
  uint16_t flags = 0;

  bool isNative() const { return (flags & frame_flags::Native) != 0; }
  /// True for a Lua frame that waits for registers, in one test.
  bool takesRegisters() const {
    uint32_t word;
    std::memcpy(&word, reinterpret_cast<const char*>(this) + offsetof(Frame, waiting), sizeof word);
    return (word & (0xFFu | uint32_t{frame_flags::Native} << 16)) == 0;
  }
  uint32_t tailCalls() const { return (flags & frame_flags::TailCalled) != 0 ? results : 0; }
};
static_assert(offsetof(Frame, flags) == offsetof(Frame, waiting) + 2);
static_assert(sizeof(Frame) == (sizeof(void*) == 8 ? 32 : 24) &&
              std::is_trivially_copyable_v<Frame>);

/// Number of results wanted when the caller takes all of them.
inline constexpr int32_t kAllResults = -1;

/// The frames of a coroutine, oldest first. Like a vector, but with a push that the run loop can
/// inline without its slow path: while `hasFastRoom` holds, there is room and the coroutine's limit
/// of frames is not reached.
class FrameStack {
 public:
  FrameStack() = default;
  ~FrameStack() { std::free(begin_); }
  FrameStack(const FrameStack&) = delete;
  FrameStack& operator=(const FrameStack&) = delete;

  size_t size() const { return static_cast<size_t>(end_ - begin_); }
  bool empty() const { return end_ == begin_; }
  Frame& operator[](size_t index) { return begin_[index]; }
  const Frame& operator[](size_t index) const { return begin_[index]; }
  Frame& back() { return end_[-1]; }
  const Frame& back() const { return end_[-1]; }

  bool hasFastRoom() const { return end_ < fastEnd_; }
  /// Adds a frame while `hasFastRoom`. The fields are written in place: a copy of a whole frame
  /// would wait for its parts to arrive in memory.
  ALWAYS_INLINE void pushFast(uint32_t function, uint32_t base, const Instruction* next,
                              int32_t wanted, uint16_t flags = 0) {
    Frame& frame = *end_++;
    frame.function = function;
    frame.base = base;
    frame.next = next;
    frame.wanted = wanted;
    frame.results = 0;
    frame.waiting = Continuation::Registers;
    frame.locals = 0;
    frame.flags = flags;
  }
  /// Adds the frame of a Lua function.
  void pushLua(uint32_t function, uint32_t base, const Instruction* next, int32_t wanted) {
    if (size() == capacity_) grow();
    pushFast(function, base, next, wanted);
  }
  /// Adds the frame of a native, at phase 0.
  void pushNative(uint32_t function, uint32_t base, int32_t wanted, uint16_t flags = 0) {
    if (size() == capacity_) grow();
    pushFast(function, base, nullptr, wanted, frame_flags::Native | flags);
  }
  /// Adds a frame.
  void push(const Frame& frame) {
    if (size() == capacity_) grow();
    *end_++ = frame;
  }
  void pop() { --end_; }
  void clear() { end_ = begin_; }
  /// Number of frames up to which `hasFastRoom` may hold.
  void setFastLimit(uint32_t limit) {
    fastLimit_ = limit;
    fastEnd_ = begin_ + (capacity_ < limit ? capacity_ : limit);
  }

 private:
  void grow() {
    const size_t count = size();
    capacity_ = capacity_ == 0 ? 8 : capacity_ * 2;
    begin_ =
        static_cast<Frame*>(std::realloc(static_cast<void*>(begin_), capacity_ * sizeof(Frame)));
    end_ = begin_ + count;
    setFastLimit(fastLimit_);
  }

  Frame* begin_ = nullptr;
  Frame* end_ = nullptr;
  Frame* fastEnd_ = nullptr;
  uint32_t capacity_ = 0;
  uint32_t fastLimit_ = 0;
};

}  // namespace lua
