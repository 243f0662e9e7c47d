#include "vm/hooks.h"
#include "vm/machine.h"
#include "vm/messages.h"

/// Coroutines and errors.
///
/// An error is a value and a Raise operation. Unwinding looks for the nearest frame that catches,
/// in the current coroutine, then in the ones that wait for it. A message handler (xpcall) runs
/// above the failed frames first, in a trampoline frame whose end raises again with the handler's
/// answer.
namespace lua {
namespace {

constexpr uint32_t kNobody = UINT32_MAX;

const char* statusName(CoroutineStatus status) {
  switch (status) {
    case CoroutineStatus::Suspended:
      return "suspended";
    case CoroutineStatus::Running:
      return "running";
    case CoroutineStatus::Normal:
      return "normal";
    case CoroutineStatus::Dead:
      return "dead";
  }
  UNREACHABLE();
}

}  // namespace

Coroutine* Machine::createCoroutine(Value function) {
  Coroutine* coroutine = heap_.newCoroutine(2 + kNativeSlots);
  coroutine->globals = current_->globals;
  coroutine->frames.setFastLimit(limits_.frames);
  coroutine->stack[1] = function;
  coroutine->top = 2;
  coroutine->hook.events = current_->hook.events;
  coroutine->hook.count = coroutine->hook.left = current_->hook.count;
  coroutine->frames.pushNative(0, 1, 0, frame_flags::Entry);
  return coroutine;
}

// ---- resume and yield ----

void Machine::performResume(const Operation& operation) {
  Coroutine* from = current_;
  Coroutine* target = from->stack[operation.slot].asCoroutine();
  Frame& waiting = from->frames.back();
  waiting.results = operation.slot;
  const uint32_t depth = from->depthBelow + from->pendingNatives;
  const char* refusal = depth > limits_.nativeDepth + 1 ? messages::kNativeStackOverflow : nullptr;
  if (target->status != CoroutineStatus::Suspended || refusal != nullptr) {
    if (refusal == nullptr) {
      error_ =
          makeString(base::Bytes("cannot resume ") + statusName(target->status) + " coroutine");
    } else {
      error_ = makeString(refusal);
    }
    --from->pendingNatives;
    waiting.waiting = Continuation::Registers;
    waiting.flags |= frame_flags::Caught;
    from->stack[operation.slot] = error_;
    from->top = operation.slot + 1;
    return;
  }
  const uint32_t count = static_cast<uint32_t>(operation.count);
  current_ = target;
  if (!ensureSlots(target->top + count + kNativeSlots)) return;
  for (uint32_t index = 0; index < count; ++index)
    target->stack[target->top + index] = from->stack[operation.slot + 1 + index];
  const uint32_t first = target->top;
  target->top += count;
  target->depthBelow = depth;
  target->resumer = from;
  target->status = CoroutineStatus::Running;
  from->status = CoroutineStatus::Normal;
  if (target->started) {
    // The frame of the yield: its results are the values of this resume.
    if (wantsReturns(*this)) {
      queueReturn(first, operation.count);
    } else {
      leaveFrame(first, operation.count);
    }
  } else {
    target->started = true;
    enterFunction(1, operation.count, kAllResults, OperationCause::Coroutine);
  }
}

bool Machine::mayYield() const {
  if (current_->resumer == nullptr) return false;
  if (limits_.yieldPolicy == YieldPolicy::Free) return true;
  for (size_t index = 1; index + 1 < current_->frames.size(); ++index) {
    const Frame& frame = current_->frames[index];
    if (frame.isNative() || frame.waiting != Continuation::Registers) return false;
  }
  return true;
}

void Machine::performYield(const Operation& operation) {
  if (!mayYield()) {
    raiseText(messages::kYieldAcrossNative);
    return;
  }
  returnToResumer(operation.slot, operation.count, CoroutineStatus::Suspended);
}

void Machine::returnToResumer(uint32_t firstResult, int count, CoroutineStatus status) {
  Coroutine* from = current_;
  Coroutine* to = from->resumer;
  from->status = status;
  from->resumer = nullptr;
  from->top = firstResult;
  current_ = to;
  to->status = CoroutineStatus::Running;
  Frame& waiting = to->frames.back();
  --to->pendingNatives;
  waiting.waiting = Continuation::Registers;
  waiting.flags &= static_cast<uint16_t>(~frame_flags::Caught);
  if (!ensureSlots(waiting.results + static_cast<uint32_t>(count) + kNativeSlots)) return;
  const uint32_t results = to->frames.back().results;
  for (int index = 0; index < count; ++index)
    to->stack[results + static_cast<uint32_t>(index)] =
        from->stack[firstResult + static_cast<uint32_t>(index)];
  to->top = results + static_cast<uint32_t>(count);
}

Flow Machine::finishCoroutine(uint32_t firstResult, int count) {
  if (current_->resumer != nullptr) {
    returnToResumer(firstResult, count, CoroutineStatus::Dead);
  } else {
    resultSlot_ = firstResult;
    resultCount_ = count;
    current_->status = CoroutineStatus::Dead;
    state_ = RunState::Finished;
  }
  return Flow::Leave;
}

// ---- errors ----

uint32_t Machine::findCatcher() const {
  if (uncatchable_) return kNobody;
  for (size_t index = current_->frames.size(); index-- > 0;) {
    if ((current_->frames[index].flags & frame_flags::CatchesErrors) != 0)
      return static_cast<uint32_t>(index);
  }
  return kNobody;
}

/// Drops frames until `count` are left.
void Machine::discardFrames(uint32_t count) {
  Coroutine* coroutine = current_;
  if (count < coroutine->frames.size())
    closeUpvalues(coroutine, coroutine->stack + coroutine->frames[count].function);
  while (coroutine->frames.size() > count) {
    const Frame& frame = coroutine->frames.back();
    if (frame.waiting != Continuation::Registers) --coroutine->pendingNatives;
    if ((frame.flags & frame_flags::RestoresTop) != 0) {
      --coroutine->hook.suspended;
      coroutine->hook.stage = 0;
      endFinalizer(frame);
    }
    coroutine->frames.pop();
  }
}

/// An error in a message handler goes to the handler, too, as deep as calls of C nest. At the usual
/// limit it becomes the error about that limit, which takes a level. 5.1: luaG_errormsg, luaD_call.
bool Machine::mayHandleAgain() {
  constexpr uint32_t kErrorReserve = 25;
  const uint32_t usual = limits_.nativeDepth + 1;
  const uint32_t depth = current_->depthBelow + current_->pendingNatives + 1;
  if (depth == usual) error_ = makeString(messages::kNativeStackOverflow);
  return depth + (depth >= usual ? 1 : 0) < usual + kErrorReserve;
}

void Machine::unwind() {
  const uint32_t catcher = findCatcher();
  if (catcher == kNobody) {
    failCoroutine();
    return;
  }
  Frame& frame = current_->frames[catcher];
  if (outOfMemory_) {
    catchError(catcher);
    return;
  }
  if ((frame.flags & frame_flags::Handling) != 0) {
    if (!handlerReturned_ && mayHandleAgain()) {
      startHandler(catcher);
      return;
    }
    if (!handlerReturned_) error_ = makeString(messages::kErrorInErrorHandling);
  } else if ((frame.flags & frame_flags::HasHandler) != 0) {
    if (current_->stack[frame.base].isFunction()) {
      startHandler(catcher);
      return;
    }
    error_ = makeString(messages::kErrorInErrorHandling);
  }
  catchError(catcher);
}

void Machine::catchError(uint32_t catcher) {
  discardFrames(catcher + 1);
  Frame& frame = current_->frames[catcher];
  --current_->pendingNatives;
  frame.waiting = Continuation::Registers;
  frame.flags &= static_cast<uint16_t>(
      ~(frame_flags::CatchesErrors | frame_flags::HasHandler | frame_flags::Handling));
  frame.flags |= frame_flags::Caught;
  frame.results = frame.base + frame.locals;
  current_->stack[frame.results] = error_;
  current_->top = frame.results + 1;
  handlingOverflow_ = false;
  handlerReturned_ = false;
  outOfMemory_ = false;
}

void Machine::startHandler(uint32_t catcher) {
  handlingOverflow_ = true;
  handlerReturned_ = false;
  Coroutine* coroutine = current_;
  const uint32_t slot = stackExtent(coroutine);
  coroutine->frames[catcher].flags |= frame_flags::Handling;
  if (slot + 4 + kNativeSlots > coroutine->stackSize) growStack(slot + 4 + kNativeSlots);
  coroutine->stack[slot] = Value::native(handlerTrampoline_);
  coroutine->stack[slot + 1] = coroutine->stack[coroutine->frames[catcher].base];
  coroutine->stack[slot + 2] = error_;
  coroutine->top = slot + 3;
  coroutine->frames.pushNative(slot, slot + 1, 0);
  coroutine->frames.back().waiting = Continuation::NativePhase;
  ++coroutine->pendingNatives;
  Operation operation;
  operation.cause = OperationCause::ErrorHandler;
  operation.slot = slot + 1;
  operation.count = 1;
  operation.wanted = 1;
  pushOperation(operation);
}

void Machine::failCoroutine() {
  Coroutine* failed = current_;
  if (failed->resumer == nullptr) {
    closeUpvalues(failed, failed->stack);
    failed->status = CoroutineStatus::Dead;
    state_ = RunState::Failed;
    return;
  }
  closeUpvalues(failed, failed->stack);
  // The frames stay for tracebacks; the stack is kept to the extent that they need.
  const uint32_t top = stackExtent(failed);
  const Value error = error_;
  returnToResumer(top, 0, CoroutineStatus::Dead);
  Frame& waiting = current_->frames.back();
  waiting.flags |= frame_flags::Caught;
  current_->stack[waiting.results] = error;
  current_->top = waiting.results + 1;
  if (uncatchable_) raise(error);
}

// ---- finalizers ----

void Machine::queueFinalizers() {
  // One after the other, as in 5.1: the end of one queues the next.
  if (finalizeQueued_ || finalizersRunning_ > 0 || toFinalize_.empty()) return;
  finalizeQueued_ = true;
  Operation operation;
  operation.kind = OperationKind::Finalize;
  operation.cause = OperationCause::Collector;
  operations_.pushBack(operation);
}

void Machine::endFinalizer(const Frame& frame) {
  if (current_->stack[frame.function].asNative() != finalizerTrampoline_) return;
  --finalizersRunning_;
  queueFinalizers();
}

void Machine::finalizeAll() {
  while (!finalizable_.empty()) {
    Userdata* userdata = finalizable_.back();
    finalizable_.pop_back();
    userdata->flags |= Userdata::kFinalized;
    toFinalize_.push_back(userdata);
  }
  closing_ = true;
  queueFinalizers();
}

void Machine::performFinalize() {
  finalizeQueued_ = false;
  if (toFinalize_.empty()) return;
  Userdata* userdata = toFinalize_.front();
  toFinalize_.erase(toFinalize_.begin());
  const Value handler = metamethod(userdata->metatable, Event::Gc);
  if (handler.isNil()) return queueFinalizers();
  Coroutine* coroutine = current_;
  const uint32_t slot = stackExtent(coroutine);
  const uint32_t top = coroutine->top;
  if (!ensureSlots(slot + 4 + kNativeSlots)) return;
  coroutine->stack[slot] = Value::native(finalizerTrampoline_);
  coroutine->stack[slot + 1] = Value::number(top);
  coroutine->stack[slot + 2] = handler;
  coroutine->stack[slot + 3] = Value::userdata(userdata);
  coroutine->top = slot + 4;
  coroutine->frames.pushNative(slot, slot + 1, 0, frame_flags::RestoresTop);
  Frame& frame = coroutine->frames.back();
  frame.locals = 1;
  if (closing_) frame.flags |= frame_flags::CatchesErrors;
  frame.waiting = Continuation::NativePhase;
  ++coroutine->pendingNatives;
  ++coroutine->hook.suspended;
  ++finalizersRunning_;
  Operation operation;
  operation.cause = OperationCause::Collector;
  operation.slot = slot + 2;
  operation.count = 1;
  pushOperation(operation);
}

}  // namespace lua
