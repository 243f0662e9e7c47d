#pragma once

#include "vm/access.h"
#include "vm/machine.h"

/// Arithmetic, not, length and concatenation.
///
/// Arithmetic speculates: it computes with the operands as doubles and looks at tags only when the
/// result is NaN, because a boxed operand is a NaN. The slow path also gives NaN results of two
/// numbers the sign that x86-64 gives them, on every platform.
namespace lua::opcodes {

/// Lua 5.1 manual §2.5.1: a % b == a - math.floor(a / b) * b.
ALWAYS_INLINE double modulo(double left, double right) {
  return left - floorNumber(left / right) * right;
}

template <Arithmetic operation>
ALWAYS_INLINE double compute(double left, double right) {
  if constexpr (operation == Arithmetic::Add) return left + right;
  if constexpr (operation == Arithmetic::Subtract) return left - right;
  if constexpr (operation == Arithmetic::Multiply) return left * right;
  if constexpr (operation == Arithmetic::Divide) return left / right;
  if constexpr (operation == Arithmetic::Modulo) return modulo(left, right);
  if constexpr (operation == Arithmetic::Power) return power(left, right);
}

template <Arithmetic operation>
ALWAYS_INLINE Flow arithmetic(Machine& machine, Cursor& at, const Instruction& i, Value left,
                              Value right) {
  // The one operation that makes a number of a NaN: pow(x, 0) and pow(1, x) are 1 for every x.
  if constexpr (operation == Arithmetic::Power) {
    if (!left.isNumber() || !right.isNumber()) [[unlikely]]
      return arithmeticSlow(machine, at, operation, left, right);
  }
  const double result = compute<operation>(left.asNumber(), right.asNumber());
  if (result == result) [[likely]] {
    at.base[i.a] = Value::number(result);
    return Flow::Next;
  }
  return arithmeticSlow(machine, at, operation, left, right);
}

#define ARITHMETIC(Name)                                                                    \
  template <Mode mode>                                                                      \
  ALWAYS_INLINE Flow op##Name(Machine& machine, Cursor& at, const Instruction& i) {         \
    return arithmetic<Arithmetic::Name>(machine, at, i, at.base[i.b], at.base[i.c]);        \
  }                                                                                         \
  template <Mode mode>                                                                      \
  ALWAYS_INLINE Flow op##Name##RK(Machine& machine, Cursor& at, const Instruction& i) {     \
    return arithmetic<Arithmetic::Name>(machine, at, i, at.base[i.b], at.constants[i.aux]); \
  }                                                                                         \
  template <Mode mode>                                                                      \
  ALWAYS_INLINE Flow op##Name##KR(Machine& machine, Cursor& at, const Instruction& i) {     \
    return arithmetic<Arithmetic::Name>(machine, at, i, at.constants[i.aux], at.base[i.b]); \
  }
ARITHMETIC(Add)
ARITHMETIC(Subtract)
ARITHMETIC(Multiply)
ARITHMETIC(Divide)
ARITHMETIC(Modulo)
ARITHMETIC(Power)
#undef ARITHMETIC

template <Mode mode>
ALWAYS_INLINE Flow opNegate(Machine& machine, Cursor& at, const Instruction& i) {
  const Value operand = at.base[i.b];
  if (operand.isNumber()) [[likely]] {
    at.base[i.a] = Value::number(-operand.asNumber());
    return Flow::Next;
  }
  return negateSlow(machine, at, operand);
}

template <Mode mode>
ALWAYS_INLINE Flow opNot(Machine& machine, Cursor& at, const Instruction& i) {
  at.base[i.a] = Value::boolean(!at.base[i.b].isTruthy());
  return Flow::Next;
}

template <Mode mode>
ALWAYS_INLINE Flow opLength(Machine& machine, Cursor& at, const Instruction& i) {
  const Value operand = at.base[i.b];
  if (operand.isTable()) {
    at.base[i.a] = Value::number(table::length(operand.asTable()));
    return Flow::Next;
  }
  if (operand.isString()) {
    at.base[i.a] = Value::number(operand.asString()->length);
    return Flow::Next;
  }
  return lengthSlow(machine, at, operand);
}

template <Mode mode>
ALWAYS_INLINE Flow opConcat(Machine& machine, Cursor& at, const Instruction& i) {
  return concat(machine, at, i);
}

}  // namespace lua::opcodes
