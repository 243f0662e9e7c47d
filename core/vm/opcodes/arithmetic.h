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
}

/// The slow path reads the operands again: so here they are loaded as doubles only.
template <Arithmetic operation>
ALWAYS_INLINE Flow arithmetic(Machine& machine, Cursor& at, const Instruction& i, double left,
                              double right) {
  if constexpr (operation == Arithmetic::Power) {
    return power(machine, at.pc);
  } else {
    const double result = compute<operation>(left, right);
    if (result == result) [[likely]] {
      at.base[i.a] = Value::number(result);
      return Flow::Next;
    }
    return arithmeticSlow(machine, at.pc);
  }
}

#define ARITHMETIC_FORM(Name, left, right)                                          \
  template <Mode mode>                                                              \
  ALWAYS_INLINE Flow op##Name(Machine& machine, Cursor& at, const Instruction& i) { \
    return arithmetic<operationOf(Opcode::Name)>(machine, at, i, left.asNumber(),   \
                                                 right.asNumber());                 \
  }
#define ARITHMETIC(Name)                                       \
  ARITHMETIC_FORM(Name, at.base[i.b], at.base[i.c])            \
  ARITHMETIC_FORM(Name##RK, at.base[i.b], at.constants[i.aux]) \
  ARITHMETIC_FORM(Name##KR, at.constants[i.aux], at.base[i.b])
ARITHMETIC(Add)
ARITHMETIC(Subtract)
ARITHMETIC(Multiply)
ARITHMETIC(Divide)
ARITHMETIC(Modulo)
ARITHMETIC(Power)
#undef ARITHMETIC
#undef ARITHMETIC_FORM

template <Mode mode>
ALWAYS_INLINE Flow opNegate(Machine& machine, Cursor& at, const Instruction& i) {
  const Value operand = at.base[i.b];
  if (operand.isNumber()) [[likely]] {
    at.base[i.a] = Value::number(-operand.asNumber());
    return Flow::Next;
  }
  return negateSlow(machine, at.pc);
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
    const Table* table = operand.asTable();
    // A full array part and no hash part: the border is known.
    if (const uint32_t size = table->arraySize; size > 0 && table->nodeLimit == 0 &&
                                                table->nodes->key.isNil() &&
                                                !table->array[size - 1].isNil()) {
      at.base[i.a] = Value::number(size);
      return Flow::Next;
    }
  } else if (operand.isString()) {
    at.base[i.a] = Value::number(operand.asString()->length);
    return Flow::Next;
  }
  return lengthSlow(machine, at.pc);
}

template <Mode mode>
ALWAYS_INLINE Flow opConcat(Machine& machine, Cursor& at, const Instruction& i) {
  return concat(machine, at.pc, i);
}

}  // namespace lua::opcodes
