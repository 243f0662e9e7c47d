#pragma once

#include <cstdint>

/// Limits of a machine. Each has a unit and a test on both sides. The defaults are those of Lua 5.1
/// where it has one.
namespace lua {

/// Which yields are refused.
enum class YieldPolicy : uint8_t {
  Lua51,  ///< across pcall, metamethods, iterators and other natives: "attempt to yield across
          ///< metamethod/C-call boundary"
  Free,   ///< none: nothing lies on the C++ stack
};

/// What the host answers when it is asked how to go on.
enum class HostAnswer : uint8_t { GoOn, EndSlice, EndRun };

/// How the host is asked during a run, by natives that work on after the end of their slice and by
/// others whose work the budget does not measure. `ask` must not use the machine.
struct HostWatch {
  HostAnswer (*ask)(void* context) = nullptr;
  void* context = nullptr;
};

/// What happens when the heap reaches its limit.
enum class MemoryPolicy : uint8_t {
  RaiseError,  ///< the error "not enough memory", which scripts can catch
  EndRun,      ///< the run ends (StopReason::Memory)
};

struct Limits {
  uint32_t frames = 16385;          ///< nested activations per coroutine; above: "stack overflow"
  uint32_t stackSlots = 1'000'000;  ///< value slots per coroutine; above: "stack overflow"
  uint32_t nativeDepth = 199;  ///< pending natives, metamethods and resumes over all coroutines;
                               ///< above: "C stack overflow"
  uint32_t valuesInFlight =
      8000;  ///< results or arguments that a native may push (5.1: LUAI_MAXCSTACK)
  uint64_t stringBytes = 512u << 20;  ///< length of one string; above: "not enough memory"
  uint64_t memoryBytes = UINT64_MAX;  ///< heap; above: see memoryPolicy
  MemoryPolicy memoryPolicy = MemoryPolicy::RaiseError;
  YieldPolicy yieldPolicy = YieldPolicy::Lua51;
};

/// Steps in a chain of `__index` or `__newindex` tables; above: "loop in gettable" or "loop in
/// settable".
inline constexpr int kMaxMetaChain = 100;

/// Extra frames, slots and depth that a message handler may use after an overflow.
inline constexpr uint32_t kHandlerReserve = 200;

/// Free slots that a native finds at the start of each phase.
inline constexpr uint32_t kNativeSlots = 24;

}  // namespace lua
