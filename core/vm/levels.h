#pragma once

#include <optional>

#include "vm/machine.h"

/// Levels: the call stack as 5.1's debug interface numbers it.
///
/// Level 0 is what runs now, level 1 its caller. A frame is a level, with three exceptions. Frames
/// of trampolines, which 5.1 has no calls for, are left out, and so is the first frame of a
/// coroutine. A native that runs without a frame is level 0 all the same. A function that was
/// reached by tail calls is followed by one level for each frame that those replaced. Lua 5.1
/// manual §3.8, lua_getstack.
namespace lua {

/// One level.
struct Level {
  uint32_t frame = 0;        ///< index of its frame; NativeContext::kNoFrame for a native without
  uint32_t function = 0;     ///< slot of its function
  uint32_t firstValue = 0;   ///< slot of the first parameter
  uint32_t endOfValues = 0;  ///< slot behind the last value that belongs to it
  bool isTail = false;       ///< stands for a function that a tail call replaced: the rest is 0
};

/// Goes through the levels of a coroutine from the newest to the oldest.
class LevelWalk {
 public:
  /// `running` is the native that asks, if it runs on this coroutine: it is level 0.
  LevelWalk(const Machine& machine, const Coroutine* coroutine, const NativeContext* running);

  /// False behind the oldest level.
  bool isAtLevel() const { return atRunning_ || frame_ > 0; }
  Level level() const;
  /// The next older level, or the one `count` levels further.
  void advance(uint32_t count = 1);
  /// Number of levels from here on.
  uint32_t remaining() const;

 private:
  void skipTrampolines();

  const Machine& machine_;
  const Coroutine* coroutine_;
  const NativeContext* running_;
  size_t frame_;        ///< index of the current frame; 0: none is left
  uint32_t tails_ = 0;  ///< tail levels below the current frame that were passed, and the frame
  bool atRunning_ = false;
};

/// How a variable or function is called, for error messages: kind is "global", "local", "method",
/// "field" or "upvalue", nullptr if there is no name.
struct VariableName {
  const char* kind = nullptr;
  base::BytesView text;
};

/// The name by which the Lua frame `caller` calls what runs above it. 5.1: getfuncname.
VariableName nameOfCallee(const Coroutine* coroutine, const Frame& caller);
/// The name of the function of a level. 5.1: none after tail calls and where the caller is not Lua.
VariableName nameOfLevel(const Coroutine* coroutine, const Level& level);
/// Name of the local variable `number` (from 1) at `pc`, in the order of declaration.
std::optional<base::BytesView> localVariable(const Proto* proto, uint32_t number, uint32_t pc);

/// A local variable and the slot where it lives.
struct LevelLocal {
  base::BytesView name;
  uint32_t slot = 0;
};

/// The local variables of a level that are alive, in the order of declaration; with those that
/// loops keep for themselves, such as "(for index)".
std::vector<LevelLocal> localsOfLevel(const Coroutine* coroutine, const Level& level);
/// A function whose upvalues are the variables of a level that have their names: its local
/// variables, the latest first, and its own upvalues. What has none of these names is nil. The
/// coroutine is the current one.
Closure* closeOverLevel(Machine& machine, const Level& level, Proto* proto);

/// The first instruction that 5.1 has, too: there registers are nil at the start of a function,
/// here a LOADNIL may have to see to it. Hooks and lines pass it over.
inline uint32_t firstInstruction(const Proto* proto) {
  const Instruction& first = proto->code[0];
  return first.opcode == Opcode::LoadNil && first.a >= proto->parameterCount ? 1 : 0;
}

/// 5.1's text of the stack from `level` on, "stack traceback:" first: what debug.traceback appends.
base::Bytes tracebackText(const Machine& machine, const Coroutine* coroutine,
                          const NativeContext* running, uint32_t level);

}  // namespace lua
