#pragma once

#include "vm/machine.h"

/// Moves, constants and upvalues. Each handler is one row of bytecode/opcodes.def.
namespace lua::opcodes {

template <Mode mode>
ALWAYS_INLINE Flow opMove(Machine& machine, Cursor& at, const Instruction& i) {
  at.base[i.a] = at.base[i.b];
  return Flow::Next;
}

template <Mode mode>
ALWAYS_INLINE Flow opLoadConstant(Machine& machine, Cursor& at, const Instruction& i) {
  at.base[i.a] = at.constants[i.aux];
  return Flow::Next;
}

template <Mode mode>
ALWAYS_INLINE Flow opLoadBoolean(Machine& machine, Cursor& at, const Instruction& i) {
  at.base[i.a] = Value::boolean(i.b != 0);
  if (i.c != 0) ++at.pc;
  return Flow::Next;
}

template <Mode mode>
ALWAYS_INLINE Flow opLoadNil(Machine& machine, Cursor& at, const Instruction& i) {
  for (uint32_t index = i.a; index <= i.b; ++index) at.base[index] = Value::nil();
  return Flow::Next;
}

template <Mode mode>
ALWAYS_INLINE Flow opGetUpvalue(Machine& machine, Cursor& at, const Instruction& i) {
  at.base[i.a] = *at.closure->upvalues()[i.b]->location;
  return Flow::Next;
}

template <Mode mode>
ALWAYS_INLINE Flow opSetUpvalue(Machine& machine, Cursor& at, const Instruction& i) {
  *at.closure->upvalues()[i.b]->location = at.base[i.a];
  return Flow::Next;
}

}  // namespace lua::opcodes
