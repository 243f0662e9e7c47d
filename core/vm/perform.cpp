#include "vm/access.h"
#include "vm/hooks.h"
#include "vm/machine.h"
#include "vm/messages.h"

/// Operations, calls and returns.
namespace lua {

// ---- stack ----

void Machine::growStack(uint32_t needed) {
  Coroutine* coroutine = current_;
  uint32_t size = coroutine->stackSize * 2;
  if (size < needed) size = needed;
  Value* grown = static_cast<Value*>(heap_.allocateBlock(size_t{size} * sizeof(Value)));
  std::memcpy(static_cast<void*>(grown), coroutine->stack,
              size_t{coroutine->stackSize} * sizeof(Value));
  for (uint32_t slot = coroutine->stackSize; slot < size; ++slot) grown[slot] = Value::nil();
  for (Upvalue* upvalue = coroutine->openUpvalues; upvalue != nullptr;
       upvalue = upvalue->nextOpen) {
    upvalue->location = grown + (upvalue->location - coroutine->stack);
  }
  heap_.freeBlock(coroutine->stack, size_t{coroutine->stackSize} * sizeof(Value));
  coroutine->stack = grown;
  coroutine->stackSize = size;
}

bool Machine::makeSlots(uint32_t needed) {
  const uint32_t limit = limits_.stackSlots + (handlingOverflow_ ? kHandlerReserve * 8 : 0);
  if (needed > limit) {
    raiseText(messages::kStackOverflow);
    return false;
  }
  growStack(needed);
  return true;
}

bool Machine::enterNativeDepth() {
  Coroutine* coroutine = current_;
  const uint32_t limit = limits_.nativeDepth + (handlingOverflow_ ? kHandlerReserve : 0);
  if (coroutine->depthBelow + coroutine->pendingNatives >= limit) {
    // The instruction that wanted to wait does not wait.
    Frame& frame = coroutine->frames.back();
    if (!frame.isNative()) frame.waiting = Continuation::Registers;
    raiseText(messages::kNativeStackOverflow);
    return false;
  }
  ++coroutine->pendingNatives;
  return true;
}

// ---- calls ----

Flow Machine::enterFunction(uint32_t slot, int argumentCount, int wanted, OperationCause cause) {
  const Value function = current_->stack[slot];
  if (function.isClosure()) return enterLua(slot, argumentCount, wanted);
  if (function.isNative()) return enterNative(slot, argumentCount, wanted);
  const Value handler = metamethodOf(function, Event::Call);
  if (!handler.isFunction()) return raiseCall(slot);
  if (!ensureSlots(slot + static_cast<uint32_t>(argumentCount) + 2 + kNativeSlots))
    return Flow::Leave;
  Value* stack = current_->stack + slot;
  for (int index = argumentCount + 1; index > 0; --index) stack[index] = stack[index - 1];
  stack[0] = handler;
  current_->top = slot + static_cast<uint32_t>(argumentCount) + 2;
  return handler.isClosure() ? enterLua(slot, argumentCount + 1, wanted)
                             : enterNative(slot, argumentCount + 1, wanted);
}

uint32_t Machine::adjustVarargs(Proto* proto, uint32_t slot, int argumentCount) {
  Value* arguments = current_->stack + slot + 1;
  for (; argumentCount < proto->parameterCount; ++argumentCount)
    arguments[argumentCount] = Value::nil();
  Value* base = arguments + argumentCount;
  for (int index = 0; index < proto->parameterCount; ++index) {
    base[index] = arguments[index];
    arguments[index] = Value::nil();
  }
  if (proto->vararg == VarargKind::NeedsArg) {
    const int extra = argumentCount - proto->parameterCount;
    Table* table = heap_.newTable(static_cast<uint32_t>(extra), 1);
    for (int index = 0; index < extra; ++index)
      table->array[index] = arguments[proto->parameterCount + index];
    table::set(heap_, table, makeString("n"), Value::number(extra));
    base[proto->parameterCount] = Value::table(table);
  }
  return slot + 1 + static_cast<uint32_t>(argumentCount);
}

Flow Machine::enterLua(uint32_t slot, int argumentCount, int wanted) {
  Coroutine* coroutine = current_;
  Proto* proto = coroutine->stack[slot].asClosure()->proto;
  const uint32_t frameLimit = limits_.frames + (handlingOverflow_ ? kHandlerReserve : 0);
  if (coroutine->frames.size() >= frameLimit) return raiseText(messages::kStackOverflow);
  const uint32_t count = static_cast<uint32_t>(argumentCount);
  if (!ensureSlots(slot + 1 + count + proto->parameterCount + proto->registerCount + kNativeSlots))
    return Flow::Leave;
  uint32_t base = slot + 1;
  if (proto->vararg != VarargKind::None) {
    base = adjustVarargs(proto, slot, argumentCount);
  } else {
    for (uint32_t index = count; index < proto->parameterCount; ++index)
      coroutine->stack[base + index] = Value::nil();
  }
  coroutine->frames.pushLua(slot, base, proto->code.data(), wanted);
  return Flow::Reload;
}

Flow Machine::enterNative(uint32_t slot, int argumentCount, int wanted) {
  Coroutine* coroutine = current_;
  const uint32_t base = slot + 1 + static_cast<uint32_t>(argumentCount);
  if (!ensureSlots(base + kNativeSlots)) return Flow::Leave;
  coroutine->top = base;
  if (hooksActive_ && announceNative(*this, slot, argumentCount, wanted)) return Flow::Leave;
  NativeContext native(*this, coroutine, slot, base, NativeContext::kNoFrame);
  ++steps_;
  const NativeStep step = coroutine->stack[slot].asNative()->function(native);
  return settleNative(native, step, wanted);
}

namespace {

/// The end of a native without a frame, which left `count` results at `slot`.
Flow settleShort(Machine& machine, Value* slot, int count, int wanted) {
  Coroutine* coroutine = machine.current_;
  const uint32_t function = static_cast<uint32_t>(slot - coroutine->stack);
  if (wanted == kAllResults) coroutine->top = function + static_cast<uint32_t>(count);
  for (int index = count; index < wanted; ++index) slot[index] = Value::nil();
  if (!machine.wantsSafepoint()) [[likely]]
    return Flow::Reload;
  machine.callExtent_ = function + static_cast<uint32_t>(wanted == kAllResults ? count : wanted);
  const Flow flow = machine.afterAllocation();
  machine.callExtent_ = 0;
  return flow;
}

}  // namespace

Flow callNative(Machine& machine, Value* slot, int argumentCount, int wanted) {
  ++machine.steps_;
  if (const ShortForm shortForm = slot->asNative()->shortForm;
      shortForm != nullptr && !machine.isObserved()) {
    const int count = shortForm(machine, slot, argumentCount);
    if (count != kNotShort) [[likely]]
      return settleShort(machine, slot, count, wanted);
  }
  if (Flow flow; slot->asNative()->kind >= NativeKind::ProtectedCall &&
                 machine.callShort(slot, argumentCount, wanted, flow)) {
    return flow;
  }
  Coroutine* coroutine = machine.current_;
  const uint32_t function = static_cast<uint32_t>(slot - coroutine->stack);
  const uint32_t base = function + 1 + static_cast<uint32_t>(argumentCount);
  if (!machine.ensureSlots(base + kNativeSlots)) return Flow::Leave;
  coroutine->top = base;
  NativeContext native(machine, coroutine, function, base, NativeContext::kNoFrame);
  const NativeStep step = coroutine->stack[function].asNative()->function(native);
  if (step.kind == NativeStep::Kind::Done) [[likely]] {
    Value* target = coroutine->stack + function;
    const Value* source = coroutine->stack + coroutine->top - step.count;
    const int moved = wanted == kAllResults || step.count < wanted ? step.count : wanted;
    for (int index = 0; index < moved; ++index) target[index] = source[index];
    return settleShort(machine, target, moved, wanted);
  }
  const size_t depth = coroutine->frames.size();
  const Flow flow = machine.isObserved()
                        ? machine.settleNative(native, step, wanted)
                        : machine.continueNatives(machine.settleNative(native, step, wanted));
  if (flow != Flow::Reload || !machine.wantsSafepoint()) return flow;
  // The top frame may be another one by now: its pc is in the frame, not in the cursor.
  if (machine.current_ == coroutine && coroutine->frames.size() == depth) {
    machine.callExtent_ =
        wanted == kAllResults ? coroutine->top : function + static_cast<uint32_t>(wanted);
  }
  const bool goesOn = machine.collectIfNeeded();
  machine.callExtent_ = 0;
  return goesOn && machine.operations_.empty() ? Flow::Reload : Flow::Leave;
}

/// True if what a native asks for may be done at once instead of through the queue: nobody watches,
/// the slice is not over, and the callee is a Lua function or a coroutine that is under way, so
/// that natives which call natives cannot nest in C++.
bool Machine::stepsAside(Value callee) const {
  return !isObserved() && state_ == RunState::Running && operations_.empty() &&
         (callee.isClosure() || callee.isCoroutine());
}

/// Does what a native answered. Natives that finish or fail here never nest: their caller's
/// continuation runs next.
Flow Machine::settleNative(NativeContext& native, const NativeStep& step, int wanted) {
  switch (step.kind) {
    case NativeStep::Kind::Done: {
      const uint32_t first = current_->top - static_cast<uint32_t>(step.count);
      if (native.frameIndex_ != NativeContext::kNoFrame) {
        if (wantsReturns(*this)) {
          queueReturn(first, step.count);
          return Flow::Leave;
        }
        return leaveFrame(first, step.count);
      }
      return deliverResults(native.function_, first, step.count, wanted);
    }
    case NativeStep::Kind::Fail:
      if (retriesNative_) return retryNative(native, wanted);
      // A message handler and a traceback of a dead coroutine see the native that failed.
      native.ensureFrame(wanted);
      return raise(error_);
    case NativeStep::Kind::Call:
      return settleCall(native, step, wanted);
    case NativeStep::Kind::Resume:
      return settleResume(native, step, wanted);
    case NativeStep::Kind::Yield:
      return settleYield(native, step, wanted);
    case NativeStep::Kind::Await: {
      native.ensureFrame(wanted);
      Operation operation;
      operation.kind = OperationKind::AwaitReply;
      operation.cause = OperationCause::Host;
      pushOperation(operation);
      return Flow::Leave;
    }
    case NativeStep::Kind::Pause:
      native.ensureFrame(wanted).results = current_->top;
      if (step.count == 0) {
        state_ = RunState::OutOfBudget;
      } else {
        // The loops go on while there is no operation.
        Operation nothing;
        nothing.kind = OperationKind::DeliverReply;
        pushOperation(nothing);
      }
      return Flow::Leave;
  }
  UNREACHABLE();
}

/// Collects and enters a native once more that failed for want of memory before it did anything.
Flow Machine::retryNative(const NativeContext& native, int wanted) {
  retriesNative_ = false;
  collectGarbage();
  current_->top = native.base_;
  NativeContext again(*this, current_, native.function_, native.base_, NativeContext::kNoFrame);
  again.isRetry_ = true;
  const NativeStep step = current_->stack[native.function_].asNative()->function(again);
  return settleNative(again, step, wanted);
}

Flow Machine::settleCall(NativeContext& native, const NativeStep& step, int wanted) {
  Coroutine* coroutine = current_;
  Frame& frame = native.ensureFrame(wanted);
  // An overflow is an error of the call, so that a native that catches errors catches this one.
  const bool fits = enterNativeDepth();
  if (!fits) ++coroutine->pendingNatives;
  frame.waiting = Continuation::NativePhase;
  if (!fits) return Flow::Leave;
  Operation operation;
  operation.cause = step.cause;
  operation.slot = coroutine->top - static_cast<uint32_t>(step.count) - 1;
  operation.count = step.count;
  operation.wanted = native.wantedOfCall_;
  if (--budget_ < 0) state_ = RunState::OutOfBudget;
  if (stepsAside(coroutine->stack[operation.slot])) {
    ++steps_;
    return enterLua(operation.slot, operation.count, operation.wanted);
  }
  pushOperation(operation);
  return Flow::Leave;
}

Flow Machine::settleResume(NativeContext& native, const NativeStep& step, int wanted) {
  Coroutine* coroutine = current_;
  native.ensureFrame(wanted).waiting = Continuation::NativePhase;
  ++coroutine->pendingNatives;
  Operation operation;
  operation.kind = OperationKind::Resume;
  operation.cause = step.cause;
  operation.slot = coroutine->top - static_cast<uint32_t>(step.count) - 1;
  operation.count = step.count;
  if (--budget_ < 0) state_ = RunState::OutOfBudget;
  const Coroutine* target = coroutine->stack[operation.slot].asCoroutine();
  if (target->status == CoroutineStatus::Suspended &&
      stepsAside(target->started ? Value::coroutine(target) : target->stack[1])) {
    ++steps_;
    performResume(operation);
    return operations_.empty() ? flowOfTop() : Flow::Leave;
  }
  pushOperation(operation);
  return Flow::Leave;
}

Flow Machine::settleYield(NativeContext& native, const NativeStep& step, int wanted) {
  native.ensureFrame(wanted);
  Operation operation;
  operation.kind = OperationKind::Yield;
  operation.cause = step.cause;
  operation.slot = current_->top - static_cast<uint32_t>(step.count);
  operation.count = step.count;
  if (isObserved()) {
    pushOperation(operation);
    return Flow::Leave;
  }
  ++steps_;
  performYield(operation);
  return operations_.empty() ? flowOfTop() : Flow::Leave;
}

Flow tailCall(Machine& machine, const Instruction* pc, const Instruction& instruction) {
  const Cursor at = machine.cursorAt(pc);
  Coroutine* coroutine = machine.current_;
  Value* slot = at.base + instruction.a;
  int count = instruction.b != 0 ? instruction.b - 1
                                 : static_cast<int>(coroutine->stack + coroutine->top - slot) - 1;
  const uint32_t index = static_cast<uint32_t>(slot - coroutine->stack);
  if (!slot->isClosure()) {
    // 5.1 calls natives and __call objects in the frame and then returns their results: the RETURN
    // that follows does it.
    if (machine.isObserved()) {
      Operation operation;
      operation.slot = index;
      operation.count = count;
      operation.wanted = kAllResults;
      machine.pushOperation(operation);
      return Flow::Leave;
    }
    ++machine.steps_;
    if (slot->isNative()) return callNative(machine, slot, count, kAllResults);
    return machine.enterFunction(index, count, kAllResults, OperationCause::TailCall);
  }
  if (coroutine->hasOpenUpvalues(at.base)) machine.closeUpvalues(coroutine, at.base);
  const Frame frame = coroutine->frames.back();
  Value* target = coroutine->stack + frame.function;
  for (int offset = 0; offset <= count; ++offset) target[offset] = slot[offset];
  coroutine->top = frame.function + 1 + static_cast<uint32_t>(count);
  coroutine->frames.pop();
  if (machine.isObserved()) {
    Operation operation;
    operation.cause = OperationCause::TailCall;
    operation.slot = frame.function;
    operation.count = count;
    operation.wanted = frame.wanted;
    operation.argument = frame.tailCalls() + 1;
    machine.pushOperation(operation);
    return Flow::Leave;
  }
  ++machine.steps_;
  const Flow flow = machine.enterPlainLua(frame.function, count, frame.wanted);
  if (flow == Flow::Reload) {
    Frame& entered = coroutine->frames.back();
    entered.flags |= frame_flags::TailCalled;
    entered.results = frame.tailCalls() + 1;
  }
  return flow;
}

// ---- returns ----

Flow returnClosing(Machine& machine, const Instruction* pc, Value* source, int count) {
  Coroutine* coroutine = machine.current_;
  const Frame& frame = coroutine->frames.back();
  machine.closeUpvalues(coroutine, coroutine->stack + frame.base);
  if (!(&frame)[-1].takesRegisters()) {
    machine.savePc(machine.cursorAt(pc));
    return machine.returnToNative(static_cast<uint32_t>(source - coroutine->stack), count);
  }
  placeResults(coroutine, frame, source, count);
  coroutine->frames.pop();
  return Flow::Reload;
}

void placeResults(Coroutine* coroutine, const Frame& frame, const Value* source, int count) {
  const int total = moveResults(coroutine->stack + frame.function, source, count, frame.wanted);
  if (frame.wanted == kAllResults) coroutine->top = frame.function + static_cast<uint32_t>(total);
}

Flow Machine::leaveFrame(uint32_t firstResult, int count) {
  Coroutine* coroutine = current_;
  const Frame frame = coroutine->frames.back();
  if (!frame.isNative() && coroutine->hasOpenUpvalues(coroutine->stack + frame.base))
    closeUpvalues(coroutine, coroutine->stack + frame.base);
  coroutine->frames.pop();
  if ((frame.flags & frame_flags::RestoresTop) != 0) {
    // A finalizer or a hook ran between two steps: values in flight below it are as they were.
    coroutine->top = static_cast<uint32_t>(coroutine->stack[frame.base].asNumber());
    if ((frame.flags & frame_flags::RewindsPc) != 0) --coroutine->frames.back().next;
    --coroutine->hook.suspended;
    endFinalizer(frame);
    if ((frame.flags & frame_flags::RepeatsReturn) != 0) repeatReturn(*this, frame);
    return operations_.empty() ? flowOfTop() : Flow::Leave;
  }
  return deliverResults(frame.function, firstResult, count, frame.wanted);
}

void Machine::queueReturn(uint32_t firstResult, int count) {
  Operation operation;
  operation.kind = OperationKind::Return;
  operation.slot = firstResult;
  operation.count = count;
  pushOperation(operation);
}

/// Moves `count` results down to `slot` and continues the frame that is now on top.
Flow Machine::deliverResults(uint32_t slot, uint32_t firstResult, int count, int wanted) {
  Coroutine* coroutine = current_;
  Value* target = coroutine->stack + slot;
  const Value* source = coroutine->stack + firstResult;
  const int total = moveResults(target, source, count, wanted);

  Frame& caller = coroutine->frames.back();
  switch (caller.waiting) {
    case Continuation::Registers:
      if ((caller.flags & frame_flags::Entry) != 0) return finishCoroutine(slot, total);
      if (wanted == kAllResults) coroutine->top = slot + static_cast<uint32_t>(total);
      return flowOfTop();
    case Continuation::FinishInstruction:
      caller.waiting = Continuation::Registers;
      --coroutine->pendingNatives;
      return finishInstruction(total > 0 ? *target : Value::nil());
    case Continuation::NativePhase:
      --coroutine->pendingNatives;
      caller.waiting = Continuation::Registers;
      caller.results = slot;
      caller.flags &= static_cast<uint16_t>(
          ~(frame_flags::CatchesErrors | frame_flags::HasHandler | frame_flags::Caught));
      coroutine->top = slot + static_cast<uint32_t>(total);
      return Flow::Leave;
  }
  UNREACHABLE();
}

// ---- metamethods ----

Flow Machine::requestMetamethod(const Instruction* pc, Value function,
                                std::span<const Value> arguments, OperationCause cause) {
  savePc(cursorAt(pc));
  if (isObserved()) return queueMetamethod(function, arguments, cause);
  const uint32_t slot = placeMetamethod(function, arguments);
  if (slot == 0) return Flow::Leave;
  ++steps_;
  const int count = static_cast<int>(arguments.size());
  if (function.isClosure()) return enterPlainLua(slot, count, 1);
  return enterFunction(slot, count, 1, cause);
}

Flow Machine::queueMetamethod(Value function, std::span<const Value> arguments,
                              OperationCause cause) {
  const uint32_t slot = placeMetamethod(function, arguments);
  if (slot == 0) return Flow::Leave;
  Operation operation;
  operation.cause = cause;
  operation.slot = slot;
  operation.count = static_cast<int32_t>(arguments.size());
  operation.wanted = 1;
  pushOperation(operation);
  return Flow::Leave;
}

uint32_t Machine::placeMetamethod(Value function, std::span<const Value> arguments) {
  Coroutine* coroutine = current_;
  const Frame& top = coroutine->frames.back();
  const uint32_t slot = top.base + coroutine->stack[top.function].asClosure()->proto->registerCount;
  if (!ensureSlots(slot + 1 + static_cast<uint32_t>(arguments.size()) + kNativeSlots)) return 0;
  if (!enterNativeDepth()) return 0;
  coroutine->frames.back().waiting = Continuation::FinishInstruction;
  Value* stack = coroutine->stack + slot;
  *stack++ = function;
  for (const Value argument : arguments) *stack++ = argument;
  coroutine->top = slot + 1 + static_cast<uint32_t>(arguments.size());
  return slot;
}

// ---- finish: the second halves of instructions that waited ----

namespace {

struct Finishing {
  Machine& machine;
  Frame& frame;
  Value* base;
  const Instruction& instruction;
  Value result;
};

Flow storeResult(const Finishing& at) {
  at.base[at.instruction.a] = at.result;
  return Flow::Reload;
}

Flow discardResult(const Finishing&) { return Flow::Reload; }

Flow jumpIf(const Finishing& at, bool condition) {
  if (condition) at.frame.next += at.instruction.jump();
  return Flow::Reload;
}

Flow useComparison(const Finishing& at, bool wanted) {
  const bool negate = (at.frame.flags & frame_flags::NegateResult) != 0;
  at.frame.flags &= static_cast<uint16_t>(~frame_flags::NegateResult);
  return jumpIf(at, (at.result.isTruthy() != negate) == wanted);
}

Flow continueLoop(const Finishing& at) {
  Value* loop = at.base + at.instruction.a;
  // The results are in place, at R(A+3).
  if (!loop[3].isNil()) {
    loop[2] = loop[3];
    return jumpIf(at, true);
  }
  return Flow::Reload;
}

Flow continueConcat(const Finishing& at) {
  const uint32_t last = at.frame.locals - 1u;
  at.base[last] = at.result;
  const Flow flow = at.machine.concatFrom(last);
  return flow == Flow::Next ? Flow::Reload : flow;
}

/// finish<Opcode>: an opcode whose row says Waits and that has none does not link.
template <Opcode opcode>
Flow finish(const Finishing& at);
#define FINISH(name, how)                          \
  template <>                                      \
  Flow finish<Opcode::name>(const Finishing& at) { \
    return how;                                    \
  }
FINISH(GetGlobal, storeResult(at))
FINISH(GetGlobalWide, storeResult(at))
FINISH(GetTable, storeResult(at))
FINISH(GetField, storeResult(at))
FINISH(GetInteger, storeResult(at))
FINISH(Self, storeResult(at))
FINISH(SetGlobal, discardResult(at))
FINISH(SetGlobalWide, discardResult(at))
FINISH(SetTable, discardResult(at))
FINISH(SetTableConstant, discardResult(at))
FINISH(SetField, discardResult(at))
FINISH(SetFieldConstant, discardResult(at))
FINISH(SetInteger, discardResult(at))
FINISH(Add, storeResult(at))
FINISH(AddRK, storeResult(at))
FINISH(AddKR, storeResult(at))
FINISH(Subtract, storeResult(at))
FINISH(SubtractRK, storeResult(at))
FINISH(SubtractKR, storeResult(at))
FINISH(Multiply, storeResult(at))
FINISH(MultiplyRK, storeResult(at))
FINISH(MultiplyKR, storeResult(at))
FINISH(Divide, storeResult(at))
FINISH(DivideRK, storeResult(at))
FINISH(DivideKR, storeResult(at))
FINISH(Modulo, storeResult(at))
FINISH(ModuloRK, storeResult(at))
FINISH(ModuloKR, storeResult(at))
FINISH(Power, storeResult(at))
FINISH(PowerRK, storeResult(at))
FINISH(PowerKR, storeResult(at))
FINISH(Negate, storeResult(at))
FINISH(Length, storeResult(at))
FINISH(Concat, continueConcat(at))
FINISH(TForLoop, continueLoop(at))
FINISH(JumpIfEqual, useComparison(at, true))
FINISH(JumpIfNotEqual, useComparison(at, false))
FINISH(JumpIfLess, useComparison(at, true))
FINISH(JumpIfLessRK, useComparison(at, true))
FINISH(JumpIfLessKR, useComparison(at, true))
FINISH(JumpIfNotLess, useComparison(at, false))
FINISH(JumpIfNotLessRK, useComparison(at, false))
FINISH(JumpIfNotLessKR, useComparison(at, false))
FINISH(JumpIfLessEqual, useComparison(at, true))
FINISH(JumpIfLessEqualRK, useComparison(at, true))
FINISH(JumpIfLessEqualKR, useComparison(at, true))
FINISH(JumpIfNotLessEqual, useComparison(at, false))
FINISH(JumpIfNotLessEqualRK, useComparison(at, false))
FINISH(JumpIfNotLessEqualKR, useComparison(at, false))
#undef FINISH

}  // namespace

Flow Machine::finishInstruction(Value result) {
  Frame& frame = current_->frames.back();
  current_->hook.lastDepth = static_cast<uint32_t>(current_->frames.size());
  current_->hook.lastPc = pcOf(frame, current_->stack[frame.function].asClosure()->proto) - 1;
  Value* base = current_->stack + frame.base;
  const Instruction& instruction = frame.next[-1];
  const Finishing at{*this, frame, base, instruction, result};
  using namespace opcode_flags;
  switch (instruction.opcode) {
#define OPCODE(name, mnemonic, a, b, c, aux, flags, meaning)             \
  case Opcode::name:                                                     \
    if constexpr (((flags)&Waits) != 0) return finish<Opcode::name>(at); \
    break;
#include "bytecode/opcodes.def"
  }
  UNREACHABLE();
}

}  // namespace lua
