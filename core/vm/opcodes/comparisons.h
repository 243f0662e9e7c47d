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
  return equalSlow(machine, at.pc);
}

template <bool wanted>
ALWAYS_INLINE Flow jumpIfLess(Machine& machine, Cursor& at, const Instruction& i, double left,
                              double right) {
  if (left < right) return jumpIf(wanted, at, i);
  if (left >= right) [[likely]]
    return jumpIf(!wanted, at, i);
  return orderSlow(machine, at.pc);
}

template <bool wanted>
ALWAYS_INLINE Flow jumpIfLessEqual(Machine& machine, Cursor& at, const Instruction& i, double left,
                                   double right) {
  if (left <= right) return jumpIf(wanted, at, i);
  if (left > right) [[likely]]
    return jumpIf(!wanted, at, i);
  return orderSlow(machine, at.pc);
}

#define COMPARISON(Name, function, wanted, left, right)                             \
  template <Mode mode>                                                              \
  ALWAYS_INLINE Flow op##Name(Machine& machine, Cursor& at, const Instruction& i) { \
    return function<wanted>(machine, at, i, left, right);                           \
  }
COMPARISON(JumpIfEqual, jumpIfEqual, true, at.base[i.a], at.base[i.b])
COMPARISON(JumpIfNotEqual, jumpIfEqual, false, at.base[i.a], at.base[i.b])
#define ORDER(Name, function, wanted)                                                  \
  COMPARISON(Name, function, wanted, at.base[i.a].asNumber(), at.base[i.b].asNumber()) \
  COMPARISON(Name##RK, function, wanted, at.base[i.a].asNumber(),                      \
             at.constants[i.key16()].asNumber())                                       \
  COMPARISON(Name##KR, function, wanted, at.constants[i.key16()].asNumber(),           \
             at.base[i.a].asNumber())
ORDER(JumpIfLess, jumpIfLess, true)
ORDER(JumpIfNotLess, jumpIfLess, false)
ORDER(JumpIfLessEqual, jumpIfLessEqual, true)
ORDER(JumpIfNotLessEqual, jumpIfLessEqual, false)
#undef ORDER
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
  return equalSlow(machine, at.pc);
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
