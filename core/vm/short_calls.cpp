#include "vm/access.h"
#include "vm/machine.h"

/// `pcall`, `coroutine.resume`, what `wrap` returns, and `coroutine.yield`, when called from Lua
/// code that nobody watches, the calls that natives ask for in a later phase (a comparator of
/// `sort`), and how natives go on when what they asked for returns.
///
/// Frames and slots look exactly as after the natives' own phases, so that everything else
/// (errors, the collector, a debugger that attaches later) sees no difference; only the way through
/// NativeContext and its answers is left out. Whatever is unusual is left to the natives: the
/// functions below answer "not done" before they have changed anything.
namespace lua {
namespace {

/// True if the frame below the top one can take results without a native's phase.
bool callerIsLua(const Frame& top) { return !(&top)[-1].isNative(); }

/// True for a `pcall` without a handler that Lua code called and that waits for its end.
bool isPlainProtectedCall(const Coroutine* coroutine, const Frame& frame) {
  return frame.isNative() && frame.phase == kResultPhase &&
         (frame.flags & frame_flags::HasHandler) == 0 && frame.function != 0 &&
         coroutine->stack[frame.function].asNative()->kind == NativeKind::ProtectedCall &&
         callerIsLua(frame);
}

/// Puts what `pcall` and `resume` answer at `slot`; the number of values that are there then.
int placeOutcome(Value* slot, bool isSuccess, const Value* values, int count, int wanted) {
  if (wanted == 0) return 0;
  *slot = Value::boolean(isSuccess);
  return 1 + moveResults(slot + 1, values, count, wanted == kAllResults ? kAllResults : wanted - 1);
}

}  // namespace

bool Machine::mayShorten() const {
  return !isObserved() && state_ == RunState::Running && operations_.empty() && budget_ > 0;
}

/// Continues the Lua frame on top, `total` results of its call being at `slot`.
Flow Machine::continueCaller(uint32_t slot, int total, int wanted) {
  Coroutine* coroutine = current_;
  Frame& caller = coroutine->frames.back();
  if (caller.waiting == Continuation::FinishInstruction) {
    caller.waiting = Continuation::Registers;
    --coroutine->pendingNatives;
    const Instruction& instruction = caller.next[-1];
    if (instruction.opcode != Opcode::TForLoop)
      return finishInstruction(total > 0 ? coroutine->stack[slot] : Value::nil());
    // The loop's control variable is the slot below its results.
    if (const Value control = coroutine->stack[slot]; !control.isNil()) {
      coroutine->stack[slot - 1] = control;
      caller.next += instruction.jump();
    }
    return Flow::Reload;
  }
  if (wanted == kAllResults) coroutine->top = slot + static_cast<uint32_t>(total);
  return Flow::Reload;
}

bool Machine::protectedCall(Value* slot, int argumentCount, int wanted, Flow& flow) {
  Coroutine* coroutine = current_;
  const uint32_t function = static_cast<uint32_t>(slot - coroutine->stack);
  const uint32_t count = static_cast<uint32_t>(argumentCount);
  const uint32_t base = function + 1 + count;
  if (count == 0 || !slot[1].isClosure() || !mayShorten() ||
      base + 1 + count + kNativeSlots > coroutine->stackSize ||
      coroutine->depthBelow + coroutine->pendingNatives >= limits_.nativeDepth)
    return false;
  coroutine->frames.pushNative(function, base, wanted, frame_flags::CatchesErrors);
  Frame& frame = coroutine->frames.back();
  frame.phase = kResultPhase;
  frame.locals = 1;
  frame.waiting = Continuation::NativePhase;
  ++coroutine->pendingNatives;
  --budget_;
  ++steps_;
  Value* stack = coroutine->stack + base;
  stack[0] = Value::boolean(true);
  for (uint32_t index = 1; index <= count; ++index) stack[index] = slot[index];
  coroutine->top = base + 1 + count;
  flow = enterPlainLua(base + 1, argumentCount - 1, kAllResults);
  return true;
}

/// A function that `pcall` called returns.
bool Machine::endProtectedCall(uint32_t firstResult, int count, Flow& flow) {
  Coroutine* coroutine = current_;
  const Frame& frame = (&coroutine->frames.back())[-1];
  if (frame.waiting != Continuation::NativePhase || !isPlainProtectedCall(coroutine, frame))
    return false;
  const uint32_t function = frame.function;
  const int wanted = frame.wanted;
  ++steps_;
  coroutine->frames.pop();
  coroutine->frames.pop();
  --coroutine->pendingNatives;
  const int total = placeOutcome(coroutine->stack + function, true, coroutine->stack + firstResult,
                                 count, wanted);
  flow = continueCaller(function, total, wanted);
  return true;
}

/// A `pcall` has caught an error.
bool Machine::endCaughtCall(Flow& flow) {
  if (!mayShorten()) return false;
  Coroutine* coroutine = current_;
  const Frame& frame = coroutine->frames.back();
  if ((frame.flags & frame_flags::Caught) == 0 || !isPlainProtectedCall(coroutine, frame))
    return false;
  const uint32_t function = frame.function;
  const int wanted = frame.wanted;
  ++steps_;
  const Value* error = coroutine->stack + frame.results;
  coroutine->frames.pop();
  const int total = placeOutcome(coroutine->stack + function, false, error, 1, wanted);
  flow = continueCaller(function, total, wanted);
  return true;
}

bool Machine::callFromNative(const NativeContext& native, const NativeStep& step, Flow& flow) {
  Coroutine* coroutine = current_;
  const uint32_t slot = coroutine->top - static_cast<uint32_t>(step.count) - 1;
  if (!coroutine->stack[slot].isClosure() || !mayShorten() ||
      coroutine->depthBelow + coroutine->pendingNatives >= limits_.nativeDepth)
    return false;
  Frame& frame = coroutine->frames.back();
  frame.phase = native.nextPhase_;
  frame.locals = static_cast<uint8_t>(native.localCount_);
  frame.flags |= native.requestFlags_;
  frame.waiting = Continuation::NativePhase;
  ++coroutine->pendingNatives;
  --budget_;
  ++steps_;
  flow = enterPlainLua(slot, step.count, native.wantedOfCall_);
  return true;
}

bool Machine::resumeStarted(Value* slot, int argumentCount, int wanted, Flow& flow) {
  Coroutine* from = current_;
  const bool isWrap = slot->asNative()->kind == NativeKind::Wrapped;
  const int skipped = isWrap ? 0 : 1;
  if (argumentCount < skipped) return false;
  const Value who = isWrap ? slot->asNative()->upvalues()[0] : slot[1];
  if (!who.isCoroutine() || !mayShorten()) return false;
  Coroutine* target = who.asCoroutine();
  const uint32_t function = static_cast<uint32_t>(slot - from->stack);
  const uint32_t base = function + 1 + static_cast<uint32_t>(argumentCount);
  const uint32_t depth = from->depthBelow + from->pendingNatives + 1;
  if (target->status != CoroutineStatus::Suspended || !target->started ||
      depth > limits_.nativeDepth || base + kNativeSlots > from->stackSize)
    return false;
  const Frame& yielded = target->frames.back();
  const int count = argumentCount - skipped;
  const uint32_t place = yielded.function;
  const int placed = yielded.wanted;
  const uint32_t room = static_cast<uint32_t>(count > placed ? count : placed);
  if (!callerIsLua(yielded) || (&yielded)[-1].waiting != Continuation::Registers ||
      place + room + kNativeSlots > target->stackSize)
    return false;
  from->frames.pushNative(function, base, wanted);
  Frame& frame = from->frames.back();
  frame.phase = kResultPhase;
  frame.locals = static_cast<uint8_t>(skipped);
  frame.results = base + static_cast<uint32_t>(skipped);
  frame.waiting = Continuation::NativePhase;
  if (!isWrap) from->stack[base] = Value::boolean(true);
  from->top = frame.results;
  ++from->pendingNatives;
  --budget_;
  ++steps_;
  from->status = CoroutineStatus::Normal;
  target->frames.pop();
  target->depthBelow = depth;
  target->resumer = from;
  target->status = CoroutineStatus::Running;
  current_ = target;
  const int total = moveResults(target->stack + place, slot + 1 + skipped, count, placed);
  if (placed == kAllResults) target->top = place + static_cast<uint32_t>(total);
  flow = Flow::Reload;
  return true;
}

bool Machine::yieldToLua(Value* slot, int argumentCount, int wanted, Flow& flow) {
  Coroutine* from = current_;
  Coroutine* to = from->resumer;
  // No native of this coroutine waits: then 5.1 lets it yield, too.
  if (to == nullptr || from->pendingNatives != 0 || !mayShorten()) return false;
  const Frame& waiting = to->frames.back();
  if (!waiting.isNative() || waiting.function == 0 || waiting.phase != kResultPhase) return false;
  const NativeKind kind = to->stack[waiting.function].asNative()->kind;
  if ((kind != NativeKind::Wrapped && kind != NativeKind::Resume) || !callerIsLua(waiting))
    return false;
  const uint32_t place = waiting.function;
  const int placed = waiting.wanted;
  const uint32_t room = static_cast<uint32_t>(argumentCount > placed ? argumentCount : placed);
  if (place + 1 + room + kNativeSlots > to->stackSize) return false;
  const uint32_t function = static_cast<uint32_t>(slot - from->stack);
  from->frames.pushNative(function, function + 1 + static_cast<uint32_t>(argumentCount), wanted);
  from->top = function + 1;
  from->status = CoroutineStatus::Suspended;
  from->resumer = nullptr;
  to->frames.pop();
  --to->pendingNatives;
  steps_ += 2;  // the yield, and the phase of the native that resumed
  to->status = CoroutineStatus::Running;
  current_ = to;
  Value* target = to->stack + place;
  const int total = kind == NativeKind::Wrapped
                        ? moveResults(target, slot + 1, argumentCount, placed)
                        : placeOutcome(target, true, slot + 1, argumentCount, placed);
  flow = continueCaller(place, total, placed);
  return true;
}

bool Machine::callShort(Value* slot, int argumentCount, int wanted, Flow& flow) {
  switch (slot->asNative()->kind) {
    case NativeKind::ProtectedCall:
      return protectedCall(slot, argumentCount, wanted, flow);
    case NativeKind::Resume:
    case NativeKind::Wrapped:
      return resumeStarted(slot, argumentCount, wanted, flow);
    case NativeKind::Yield:
      return yieldToLua(slot, argumentCount, wanted, flow);
    default:
      return false;
  }
}

// ---- natives that go on ----

Flow Machine::continueNative() {
  ++steps_;
  Coroutine* coroutine = current_;
  if (!ensureSlots(coroutine->top + kNativeSlots)) return Flow::Leave;
  Frame& frame = coroutine->frames.back();
  NativeContext native(*this, coroutine, frame.function, frame.base,
                       static_cast<uint32_t>(coroutine->frames.size() - 1));
  native.phase_ = frame.phase;
  native.results_ = frame.results;
  native.localCount_ = frame.locals;
  native.caught_ = (frame.flags & frame_flags::Caught) != 0;
  frame.flags &= static_cast<uint16_t>(~frame_flags::Caught);
  NativeClosure* function = coroutine->stack[frame.function].asNative();
  const NativeStep step = function->function(native);
  if (Flow flow; step.kind == NativeStep::Kind::Call && callFromNative(native, step, flow))
    return flow;
  if (function == handlerTrampoline_ && step.kind == NativeStep::Kind::Fail)
    handlerReturned_ = true;
  return settleNative(native, step, kAllResults);
}

Flow Machine::continueNatives(Flow flow) {
  while (flow == Flow::Leave && state_ == RunState::Running && !wantsSafepoint()) {
    if (!operations_.empty()) {
      if (observer_ != nullptr || operations_.size() > 1 ||
          operations_.at(0).kind != OperationKind::Raise)
        break;
      operations_.takeFront();
      unwind();
      if (Flow ended; endCaughtCall(ended)) flow = ended;
    } else if (current_->frames.back().isNative()) {
      flow = continueNative();
    } else {
      return Flow::Reload;
    }
  }
  return flow;
}

Flow Machine::returnToNative(uint32_t firstResult, int count) {
  Coroutine* coroutine = current_;
  const Frame frame = coroutine->frames.back();
  Frame& caller = (&coroutine->frames.back())[-1];
  if (caller.waiting == Continuation::FinishInstruction && frame.wanted == 1) {
    coroutine->frames.pop();
    caller.waiting = Continuation::Registers;
    --coroutine->pendingNatives;
    const Value result = count > 0 ? coroutine->stack[firstResult] : Value::nil();
    coroutine->stack[frame.function] = result;  // where TFORLOOP looks for it
    return continueNatives(finishInstruction(result));
  }
  if (Flow flow; endProtectedCall(firstResult, count, flow)) return flow;
  coroutine->frames.pop();
  if (caller.waiting == Continuation::NativePhase && frame.wanted == 1) {
    // What comparators and replacements of gsub answer: as `deliverResults` does it.
    --coroutine->pendingNatives;
    caller.waiting = Continuation::Registers;
    caller.results = frame.function;
    caller.flags &= static_cast<uint16_t>(
        ~(frame_flags::CatchesErrors | frame_flags::HasHandler | frame_flags::Caught));
    coroutine->stack[frame.function] = count > 0 ? coroutine->stack[firstResult] : Value::nil();
    coroutine->top = frame.function + 1;
    return continueNatives(Flow::Leave);
  }
  return continueNatives(deliverResults(frame.function, firstResult, count, frame.wanted));
}

// ---- metamethods ----

Value Machine::metamethodSlow(Table* metatable, Event event) const {
  const Value handler = table::getShortString(metatable, eventName(event));
  if (handler.isNil() && static_cast<int>(event) < 8)
    metatable->absent |= static_cast<uint8_t>(1u << static_cast<int>(event));
  return handler;
}

}  // namespace lua
