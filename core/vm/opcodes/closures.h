#pragma once

#include "vm/access.h"
#include "vm/machine.h"

/// Closures and varargs.
namespace lua::opcodes {

template <Mode mode>
ALWAYS_INLINE Flow opClose(Machine& machine, Cursor& at, const Instruction& i) {
  machine.closeUpvalues(machine.current_, at.base + i.a);
  return Flow::Next;
}

template <Mode mode>
ALWAYS_INLINE Flow opClosure(Machine& machine, Cursor& at, const Instruction& i) {
  Proto* proto = at.closure->proto->children[i.aux];
  Closure* closure = machine.heap_.newClosure(proto, at.closure->environment);
  for (uint32_t index = 0; index < closure->upvalueCount(); ++index) {
    const UpvalueDescriptor& descriptor = proto->upvalues[index];
    closure->upvalues()[index] = descriptor.fromRegister
                                     ? machine.findUpvalue(at.base + descriptor.index)
                                     : at.closure->upvalues()[descriptor.index];
  }
  at.base[i.a] = Value::closure(closure);
  if (machine.wantsSafepoint()) [[unlikely]]
    return machine.safepoint(at);
  return Flow::Next;
}

template <Mode mode>
ALWAYS_INLINE Flow opVararg(Machine& machine, Cursor& at, const Instruction& i) {
  return copyVarargs(machine, at, i);
}

}  // namespace lua::opcodes
