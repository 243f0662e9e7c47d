#pragma once

#include "vm/access.h"
#include "vm/opcodes/jumps.h"

/// Numeric and generic `for`. Lua 5.1 manual §2.4.5.
namespace lua::opcodes {

ALWAYS_INLINE bool loopContinues(double index, double limit, double step) {
  return step > 0 ? index <= limit : limit <= index;
}

template <Mode mode>
ALWAYS_INLINE Flow opForPrep(Machine& machine, Cursor& at, const Instruction& i) {
  Value* const loop = at.base + i.a;
  if (!loop[0].isNumber() || !loop[1].isNumber() || !loop[2].isNumber()) [[unlikely]] {
    if (const Flow flow = prepareLoop(machine, at, loop); flow != Flow::Next) return flow;
  }
  const double step = loop[2].asNumber();
  // 5.1 subtracts the step and adds it again at the first FORLOOP; for fractions that shows.
  const double index = (loop[0].asNumber() - step) + step;
  loop[0] = Value::number(index);
  if (loopContinues(index, loop[1].asNumber(), step)) {
    loop[3] = loop[0];
  } else {
    at.pc += i.jump();
  }
  return Flow::Next;
}

template <Mode mode>
ALWAYS_INLINE Flow opForLoop(Machine& machine, Cursor& at, const Instruction& i) {
  if (!mayJumpBack(machine)) [[unlikely]]
    return machine.leaveAtBudget(at);
  Value* const loop = at.base + i.a;
  const double step = loop[2].asNumber();
  const double index = loop[0].asNumber() + step;
  if (loopContinues(index, loop[1].asNumber(), step)) [[likely]] {
    loop[0] = loop[3] = Value::number(index);
    at.pc += i.jump();
  }
  return Flow::Next;
}

template <Mode mode>
ALWAYS_INLINE Flow opTForLoop(Machine& machine, Cursor& at, const Instruction& i) {
  if (!mayJumpBack(machine)) [[unlikely]]
    return machine.leaveAtBudget(at);
  Value* const loop = at.base + i.a;
  // A hook hears of calls of iterators.
  const bool isShortcut = mode == Mode::Fast || !machine.hooksActive_;
  if (isShortcut && loop[0].isNative() && loop[1].isTable() && i.c <= 2) [[likely]] {
    const NativeKind kind = loop[0].asNative()->kind;
    if (kind == NativeKind::Next) {
      Value key = loop[2];
      Value value;
      bool invalid;
      if (table::next(loop[1].asTable(), key, value, invalid)) {
        loop[2] = loop[3] = key;
        loop[4] = value;
        at.pc += i.jump();
        return Flow::Next;
      }
      if (!invalid) {
        loop[3] = Value::nil();
        return Flow::Next;
      }
    } else if (kind == NativeKind::IpairsStep && loop[2].isNumber()) {
      const double index = loop[2].asNumber() + 1;
      const Value value = table::getInteger(loop[1].asTable(), static_cast<int64_t>(index));
      if (value.isNil()) {
        loop[3] = Value::nil();
        return Flow::Next;
      }
      loop[2] = loop[3] = Value::number(index);
      loop[4] = value;
      at.pc += i.jump();
      return Flow::Next;
    }
  }
  return callIterator(machine, at, i);
}

}  // namespace lua::opcodes
