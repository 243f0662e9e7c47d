#pragma once

#include "vm/access.h"
#include "vm/machine.h"

/// Closures and varargs.
namespace lua::opcodes {

template <Mode mode>
ALWAYS_INLINE Flow opClose(Machine& machine, Cursor& at, const Instruction& i) {
  if (!machine.current_->hasOpenUpvalues(at.base + i.a)) return Flow::Next;
  machine.savePc(at);
  machine.closeUpvalues(machine.current_, at.base + i.a);
  return Flow::Reload;
}

template <Mode mode>
ALWAYS_INLINE Flow opClosure(Machine& machine, Cursor& at, const Instruction& i) {
  return newClosure(machine, at.pc);
}

template <Mode mode>
ALWAYS_INLINE Flow opVararg(Machine& machine, Cursor& at, const Instruction& i) {
  return copyVarargs(machine, at.pc, i);
}

}  // namespace lua::opcodes
