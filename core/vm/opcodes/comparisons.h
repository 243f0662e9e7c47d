#pragma once

#include "vm/access.h"
#include "vm/machine.h"

/// Fused compare-and-jump instructions. Like arithmetic they speculate: if `a < b` holds as doubles
/// then both are numbers; if `a >= b` holds they are too and the answer is no; only when neither
/// holds are the tags looked at.
namespace lua::opcodes {

ALWAYS_INLINE Flow jumpIf(bool condition, Cursor& at, const Instruction& i) {
  if (condition) at.pc += i.jump();
  return Flow::Next;
}

template <bool wanted>
ALWAYS_INLINE Flow jumpIfEqual(Machine& machine, Cursor& at, const Instruction& i, Value left,
                               Value right) {
  if (left.isNumber() && right.isNumber())
    return jumpIf((left.asNumber() == right.asNumber()) == wanted, at, i);
  if (left.bits() == right.bits()) return jumpIf(wanted, at, i);
  if (left.tag() != right.tag() || left.isBoolean() || left.isNumber())
    return jumpIf(!wanted, at, i);
  return equalSlow(machine, at.pc, i, wanted, left, right);
}

template <bool wanted>
ALWAYS_INLINE Flow jumpIfLess(Machine& machine, Cursor& at, const Instruction& i, Value left,
                              Value right) {
  if (left.asNumber() < right.asNumber()) return jumpIf(wanted, at, i);
  if (left.asNumber() >= right.asNumber()) [[likely]]
    return jumpIf(!wanted, at, i);
  return lessSlow(machine, at.pc, i, wanted, left, right);
}

template <bool wanted>
ALWAYS_INLINE Flow jumpIfLessEqual(Machine& machine, Cursor& at, const Instruction& i, Value left,
                                   Value right) {
  if (left.asNumber() <= right.asNumber()) return jumpIf(wanted, at, i);
  if (left.asNumber() > right.asNumber()) [[likely]]
    return jumpIf(!wanted, at, i);
  return lessEqualSlow(machine, at.pc, i, wanted, left, right);
}

#define COMPARISON(Name, function, wanted, left, right)                             \
  template <Mode mode>                                                              \
  ALWAYS_INLINE Flow op##Name(Machine& machine, Cursor& at, const Instruction& i) { \
    return function<wanted>(machine, at, i, left, right);                           \
  }
COMPARISON(JumpIfEqual, jumpIfEqual, true, at.base[i.a], at.base[i.b])
COMPARISON(JumpIfNotEqual, jumpIfEqual, false, at.base[i.a], at.base[i.b])
COMPARISON(JumpIfLess, jumpIfLess, true, at.base[i.a], at.base[i.b])
COMPARISON(JumpIfLessRK, jumpIfLess, true, at.base[i.a], at.constants[i.key16()])
COMPARISON(JumpIfLessKR, jumpIfLess, true, at.constants[i.key16()], at.base[i.a])
COMPARISON(JumpIfNotLess, jumpIfLess, false, at.base[i.a], at.base[i.b])
COMPARISON(JumpIfNotLessRK, jumpIfLess, false, at.base[i.a], at.constants[i.key16()])
COMPARISON(JumpIfNotLessKR, jumpIfLess, false, at.constants[i.key16()], at.base[i.a])
COMPARISON(JumpIfLessEqual, jumpIfLessEqual, true, at.base[i.a], at.base[i.b])
COMPARISON(JumpIfLessEqualRK, jumpIfLessEqual, true, at.base[i.a], at.constants[i.key16()])
COMPARISON(JumpIfLessEqualKR, jumpIfLessEqual, true, at.constants[i.key16()], at.base[i.a])
COMPARISON(JumpIfNotLessEqual, jumpIfLessEqual, false, at.base[i.a], at.base[i.b])
COMPARISON(JumpIfNotLessEqualRK, jumpIfLessEqual, false, at.base[i.a], at.constants[i.key16()])
COMPARISON(JumpIfNotLessEqualKR, jumpIfLessEqual, false, at.constants[i.key16()], at.base[i.a])
#undef COMPARISON

template <bool wanted>
ALWAYS_INLINE Flow jumpIfEqualConstant(Machine& machine, Cursor& at, const Instruction& i) {
  const Value left = at.base[i.a];
  const Value right = at.constants[i.key16()];
  // Only numbers and long strings may be equal with different bits, only NaN unequal with the same.
  if (left.isNumber() && right.isNumber())
    return jumpIf((left.asNumber() == right.asNumber()) == wanted, at, i);
  if (left.bits() == right.bits()) return jumpIf(wanted, at, i);
  if (!left.isString() || left.asString()->isShort()) return jumpIf(!wanted, at, i);
  return equalConstantSlow(machine, at.pc, wanted);
}

template <Mode mode>
ALWAYS_INLINE Flow opJumpIfEqualK(Machine& machine, Cursor& at, const Instruction& i) {
  return jumpIfEqualConstant<true>(machine, at, i);
}

template <Mode mode>
ALWAYS_INLINE Flow opJumpIfNotEqualK(Machine& machine, Cursor& at, const Instruction& i) {
  return jumpIfEqualConstant<false>(machine, at, i);
}

}  // namespace lua::opcodes
