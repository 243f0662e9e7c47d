#pragma once

#include "vm/machine.h"

/// Jumps. Backward jumps are safepoints and are charged to the budget; the counter lives in memory,
/// which costs nothing measurable.
namespace lua::opcodes {

/// Charges one unit. When the slice is used up the instruction is left to be executed again.
ALWAYS_INLINE bool mayJumpBack(Machine& machine) { return --machine.budget_ >= 0; }

template <Mode mode>
ALWAYS_INLINE Flow opJump(Machine& machine, Cursor& at, const Instruction& i) {
  at.pc += i.jump();
  return Flow::Next;
}

template <Mode mode>
ALWAYS_INLINE Flow opJumpBack(Machine& machine, Cursor& at, const Instruction& i) {
  if (!mayJumpBack(machine)) [[unlikely]]
    return machine.leaveAtBudget(at.pc);
  at.pc += i.jump();
  return Flow::Next;
}

template <Mode mode>
ALWAYS_INLINE Flow opJumpIfTrue(Machine& machine, Cursor& at, const Instruction& i) {
  if (at.base[i.a].isTruthy()) at.pc += i.jump();
  return Flow::Next;
}

template <Mode mode>
ALWAYS_INLINE Flow opJumpIfFalse(Machine& machine, Cursor& at, const Instruction& i) {
  if (!at.base[i.a].isTruthy()) at.pc += i.jump();
  return Flow::Next;
}

template <Mode mode>
ALWAYS_INLINE Flow opJumpIfTrueSet(Machine& machine, Cursor& at, const Instruction& i) {
  if (const Value value = at.base[i.b]; value.isTruthy()) {
    at.base[i.a] = value;
    at.pc += i.jump();
  }
  return Flow::Next;
}

template <Mode mode>
ALWAYS_INLINE Flow opJumpIfFalseSet(Machine& machine, Cursor& at, const Instruction& i) {
  if (const Value value = at.base[i.b]; !value.isTruthy()) {
    at.base[i.a] = value;
    at.pc += i.jump();
  }
  return Flow::Next;
}

}  // namespace lua::opcodes
