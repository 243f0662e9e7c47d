#pragma once

#include "vm/machine.h"

/// The out-of-line halves of the opcodes: misses of inline caches, metamethods, conversions and
/// errors.
///
/// Each function completes the instruction before `at.pc`: it stores the result in its destination,
/// or asks for a metamethod whose result finish<Opcode> stores, or raises. It leaves the position
/// in the frame and answers Reload or Leave, never Next: the loop's cursor is dead across every
/// call, so that it can live in registers everywhere else (docs/decisions/0017).
namespace lua {

/// What the opcodes of arithmetic compute; each operation has three, in the order of opcodes.def.
constexpr Arithmetic operationOf(Opcode opcode) {
  return static_cast<Arithmetic>((static_cast<int>(opcode) - static_cast<int>(Opcode::Add)) / 3);
}
static_assert(operationOf(Opcode::ModuloKR) == Arithmetic::Modulo &&
              operationOf(Opcode::Power) == Arithmetic::Power);

Flow getFieldSlow(Machine& machine, const Instruction* pc, Value object, Value key);
Flow getTableSlow(Machine& machine, const Instruction* pc, Value object, Value key);
Flow setFieldSlow(Machine& machine, const Instruction* pc, Value object, Value key, Value value);
Flow setTableSlow(Machine& machine, const Instruction* pc, Value object, Value key, Value value);
Flow setList(Machine& machine, const Instruction* pc, const Instruction& instruction);
Flow arithmeticSlow(Machine& machine, const Instruction* pc);
/// The POW instructions.
Flow power(Machine& machine, const Instruction* pc);
Flow negateSlow(Machine& machine, const Instruction* pc);
Flow lengthSlow(Machine& machine, const Instruction* pc);
Flow concat(Machine& machine, const Instruction* pc, const Instruction& instruction);
/// Comparisons for equality with operands whose bits do not decide.
Flow equalSlow(Machine& machine, const Instruction* pc);
/// Comparisons for order of operands that are not numbers.
Flow orderSlow(Machine& machine, const Instruction* pc);
Flow newTable(Machine& machine, const Instruction* pc);
Flow newClosure(Machine& machine, const Instruction* pc);
/// RETURN of `count` values from `source` where variables are captured.
Flow returnClosing(Machine& machine, const Instruction* pc, Value* source, int count);
/// Moves `count` results from `source` to where the caller of `frame`, a Lua frame, wants them.
void placeResults(Coroutine* coroutine, const Frame& frame, const Value* source, int count);
/// FORPREP with values that are not numbers yet.
Flow prepareLoop(Machine& machine, const Instruction* pc);
/// TFORLOOP with any iterator; the iterators of `pairs` and `ipairs` are stepped without a call.
Flow iterate(Machine& machine, const Instruction* pc);
Flow callIterator(Machine& machine, const Instruction* pc, const Instruction& instruction);
/// Calls the native in `slot`; the pc is in the frame.
Flow callNative(Machine& machine, Value* slot, int argumentCount, int wanted);
Flow tailCall(Machine& machine, const Instruction* pc, const Instruction& instruction);
Flow copyVarargs(Machine& machine, const Instruction* pc, const Instruction& instruction);
/// C's pow.
double power(double base, double exponent);

/// Result of arithmetic on two numbers, with x86-64's NaN signs.
double arithmeticOfNumbers(Arithmetic operation, double left, double right);
/// 5.1's conversion for arithmetic: numbers, and strings that are numerals. Long ones are charged
/// for.
bool convertToNumber(Machine& machine, Value value, double& out);

/// Moves `count` results down to `slot` for a caller that wants `wanted` of them; the number that
/// is there then.
ALWAYS_INLINE int moveResults(Value* slot, const Value* source, int count, int wanted) {
  const int moved = wanted == kAllResults || count < wanted ? count : wanted;
  for (int index = 0; index < moved; ++index) slot[index] = source[index];
  for (int index = moved; index < wanted; ++index) slot[index] = Value::nil();
  return wanted == kAllResults ? count : wanted;
}

// Primitives with metamethods, shared with NativeContext.
MetaOutcome indexValue(Machine& machine, Value object, Value key, Value& out,
                       MetamethodCall& pending, Value& culprit);
MetaOutcome compareLess(Machine& machine, Value left, Value right, bool& out,
                        MetamethodCall& pending);
MetaOutcome compareEqual(Machine& machine, Value left, Value right, bool& out,
                         MetamethodCall& pending);

}  // namespace lua
