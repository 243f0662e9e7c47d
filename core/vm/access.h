#pragma once

#include "vm/machine.h"

/// The out-of-line halves of the opcodes: misses of inline caches, metamethods, conversions and
/// errors.
///
/// Each function completes the instruction before `at.pc`: it stores the result in its destination,
/// or asks for a metamethod whose result finish<Opcode> stores, or raises.
namespace lua {

Flow getFieldSlow(Machine& machine, Cursor at, Value object, Value key);
Flow getTableSlow(Machine& machine, Cursor at, Value object, Value key);
Flow setFieldSlow(Machine& machine, Cursor at, Value object, Value key, Value value);
Flow setTableSlow(Machine& machine, Cursor at, Value object, Value key, Value value);
Flow setList(Machine& machine, Cursor at, const Instruction& instruction);
Flow arithmeticSlow(Machine& machine, Cursor at, Arithmetic operation, Value left, Value right);
Flow negateSlow(Machine& machine, Cursor at, Value operand);
Flow lengthSlow(Machine& machine, Cursor at, Value operand);
Flow concat(Machine& machine, Cursor at, const Instruction& instruction);
Flow equalSlow(Machine& machine, Cursor at, const Instruction& instruction, bool wanted, Value left,
               Value right);
Flow lessSlow(Machine& machine, Cursor at, const Instruction& instruction, bool wanted, Value left,
              Value right);
Flow lessEqualSlow(Machine& machine, Cursor at, const Instruction& instruction, bool wanted,
                   Value left, Value right);
/// Converts the three loop values of FORPREP; Flow::Next when they are numbers then.
Flow prepareLoop(Machine& machine, Cursor at, Value* loop);
Flow callIterator(Machine& machine, Cursor at, const Instruction& instruction);
Flow callNative(Machine& machine, Cursor at, Value* slot, int argumentCount, int wanted);
Flow tailCall(Machine& machine, Cursor at, const Instruction& instruction);
Flow copyVarargs(Machine& machine, Cursor at, const Instruction& instruction);
/// C's pow; exact for the common small cases.
double power(double base, double exponent);

/// Result of arithmetic on two numbers, with x86-64's NaN signs.
double arithmeticOfNumbers(Arithmetic operation, double left, double right);
/// 5.1's conversion for arithmetic: numbers, and strings that are numerals. Long ones are charged
/// for.
bool convertToNumber(Machine& machine, Value value, double& out);

// Primitives with metamethods, shared with NativeContext.
MetaOutcome indexValue(Machine& machine, Value object, Value key, Value& out,
                       MetamethodCall& pending, Value& culprit);
MetaOutcome compareLess(Machine& machine, Value left, Value right, bool& out,
                        MetamethodCall& pending);
MetaOutcome compareEqual(Machine& machine, Value left, Value right, bool& out,
                         MetamethodCall& pending);

}  // namespace lua
