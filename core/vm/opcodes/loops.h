#pragma once

#include "vm/access.h"
#include "vm/opcodes/jumps.h"
#include "vm/opcodes/tables.h"

/// Numeric and generic `for`. Lua 5.1 manual §2.4.5.
namespace lua::opcodes {

ALWAYS_INLINE bool loopContinues(double index, double limit, double step) {
  return step > 0 ? index <= limit : limit <= index;
}

/// Sets the loop variable before the first turn; false if there is none.
ALWAYS_INLINE bool startLoop(Value* loop) {
  const double step = loop[2].asNumber();
  // 5.1 subtracts the step and adds it again at the first FORLOOP; for fractions that shows.
  const double index = (loop[0].asNumber() - step) + step;
  loop[0] = Value::number(index);
  if (!loopContinues(index, loop[1].asNumber(), step)) return false;
  loop[3] = loop[0];
  return true;
}

template <Mode mode>
ALWAYS_INLINE Flow opForPrep(Machine& machine, Cursor& at, const Instruction& i) {
  Value* const loop = at.base + i.a;
  if (!loop[0].isNumber() || !loop[1].isNumber() || !loop[2].isNumber()) [[unlikely]] {
    return prepareLoop(machine, at.pc);
  }
  if (!startLoop(loop)) at.pc += i.jump();
  return Flow::Next;
}

template <Mode mode>
ALWAYS_INLINE Flow opForLoop(Machine& machine, Cursor& at, const Instruction& i) {
  if (!mayJumpBack(machine)) [[unlikely]]
    return machine.leaveAtBudget(at.pc);
  Value* const loop = at.base + i.a;
  const double step = loop[2].asNumber();
  const double index = loop[0].asNumber() + step;
  if (loopContinues(index, loop[1].asNumber(), step)) [[likely]] {
    loop[0] = loop[3] = Value::number(index);
    at.pc += i.jump();
  }
  return Flow::Next;
}

/// True for the iterators of `pairs` and `ipairs`.
ALWAYS_INLINE bool isTableIterator(NativeKind kind) {
  return kind == NativeKind::Next || kind == NativeKind::IpairsStep;
}

/// The control variable before the first step of an iteration.
ALWAYS_INLINE Value firstControl(NativeKind kind) {
  return kind == NativeKind::Next ? Value::nil() : Value::number(0);
}

template <Mode mode>
ALWAYS_INLINE Flow opTForLoop(Machine& machine, Cursor& at, const Instruction& i) {
  if (!mayJumpBack(machine)) [[unlikely]]
    return machine.leaveAtBudget(at.pc);
  Value* const loop = at.base + i.a;
  // A hook hears of calls of iterators. The array part is walked here; everything else is out of
  // line.
  const bool isShortcut = mode == Mode::Fast || !machine.hooksActive_;
  if (isShortcut && loop[0].isNative() && loop[1].isTable() && i.c <= 2) [[likely]] {
    const NativeKind kind = loop[0].asNative()->kind;
    const Table* table = loop[1].asTable();
    uint32_t index = 0;
    const bool isIndex = arrayIndexOf(loop[2], table->arraySize, index);
    if (isTableIterator(kind) && (isIndex || loop[2].bits() == firstControl(kind).bits())) {
      const uint32_t next = isIndex ? index + 1 : 0;
      if (next < table->arraySize && !table->array[next].isNil()) [[likely]] {
        loop[2] = loop[3] = Value::number(next + 1);
        loop[4] = table->array[next];
        at.pc += i.jump();
        return Flow::Next;
      }
    }
  }
  return isShortcut && loop[1].isTable() ? iterate(machine, at.pc)
                                         : callIterator(machine, at.pc, i);
}

}  // namespace lua::opcodes
