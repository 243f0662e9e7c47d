#pragma once

#include "vm/access.h"
#include "vm/machine.h"

/// Calls and returns.
///
/// In the fast loop a call of a Lua function pushes a frame and goes on, a native that finishes at
/// once never gets a frame, and a return to a Lua frame that waits for registers moves the results
/// and goes on. When somebody wants to see each step, each is an operation. Both ways end in
/// `enterFunction` and `leaveFrame`.
namespace lua::opcodes {

/// Enters a Lua function when nothing about the call is special; false means "not done, take the
/// slow path".
ALWAYS_INLINE bool tryEnterLua(Machine& machine, Cursor& at, Value* slot, int argumentCount,
                               int wanted) {
  Closure* closure = slot->asClosure();
  const Proto* proto = closure->proto;
  const uint32_t function = static_cast<uint32_t>(slot - machine.current_->stack);
  if (!machine.pushLuaFrame(function, argumentCount, wanted)) [[unlikely]]
    return false;
  at.closure = closure;
  at.base = slot + 1;
  at.pc = proto->code.data();
  at.constants = proto->constants.data();
  return true;
}

template <Mode mode>
ALWAYS_INLINE Flow opCall(Machine& machine, Cursor& at, const Instruction& i) {
  if (--machine.budget_ < 0) [[unlikely]]
    return machine.leaveAtBudget(at.pc);
  Coroutine* coroutine = machine.current_;
  Value* slot = at.base + i.a;
  const int argumentCount =
      i.b != 0 ? i.b - 1 : static_cast<int>(coroutine->stack + coroutine->top - slot) - 1;
  const int wanted = i.c - 1;
  machine.savePc(at);
  if (mode == Mode::Fast || !machine.isObserved()) {
    if constexpr (mode == Mode::Observed) ++machine.steps_;
    if (slot->isClosure()) [[likely]] {
      if (tryEnterLua(machine, at, slot, argumentCount, wanted)) [[likely]]
        return Flow::Next;
    } else if (slot->isNative()) {
      return callNative(machine, slot, argumentCount, wanted);
    }
    return machine.enterFunction(static_cast<uint32_t>(slot - coroutine->stack), argumentCount,
                                 wanted, OperationCause::Call);
  }
  Operation operation;
  operation.slot = static_cast<uint32_t>(slot - coroutine->stack);
  operation.count = argumentCount;
  operation.wanted = wanted;
  machine.pushOperation(operation);
  return Flow::Leave;
}

template <Mode mode>
ALWAYS_INLINE Flow opTailCall(Machine& machine, Cursor& at, const Instruction& i) {
  if (--machine.budget_ < 0) [[unlikely]]
    return machine.leaveAtBudget(at.pc);
  machine.savePc(at);
  return tailCall(machine, at.pc, i);
}

template <Mode mode>
ALWAYS_INLINE Flow opReturn(Machine& machine, Cursor& at, const Instruction& i) {
  Coroutine* coroutine = machine.current_;
  Value* source = at.base + i.a;
  const int count =
      i.b != 0 ? i.b - 1 : static_cast<int>(coroutine->stack + coroutine->top - source);
  if constexpr (mode == Mode::Observed) {
    if (machine.isObserved()) {
      machine.savePc(at);
      Operation operation;
      operation.kind = OperationKind::Return;
      operation.slot = static_cast<uint32_t>(source - coroutine->stack);
      operation.count = count;
      machine.pushOperation(operation);
      return Flow::Leave;
    }
    ++machine.steps_;
  }
  if (coroutine->hasOpenUpvalues(at.base)) [[unlikely]]
    return returnClosing(machine, at.pc, source, count);
  const Frame& frame = coroutine->frames.back();
  const Frame& caller = (&frame)[-1];
  if (!caller.takesRegisters()) [[unlikely]] {
    machine.savePc(at);
    return machine.returnToNative(static_cast<uint32_t>(source - coroutine->stack), count);
  }
  // One result where one is wanted, in one test.
  if (((frame.wanted ^ 1) | (count ^ 1)) == 0) [[likely]] {
    coroutine->stack[frame.function] = *source;
  } else if (frame.wanted != 0) {
    placeResults(coroutine, frame, source, count);
  }
  at.closure = coroutine->stack[caller.function].asClosure();
  at.base = coroutine->stack + caller.base;
  at.pc = caller.next;
  at.constants = at.closure->proto->constants.data();
  coroutine->frames.pop();
  return Flow::Next;
}

}  // namespace lua::opcodes
