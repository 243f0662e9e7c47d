#include "vm/machine.h"

#include <algorithm>

#include "vm/collector.h"
#include "vm/hooks.h"
#include "vm/messages.h"

namespace lua {
namespace {

constexpr const char* kEventKeys[] = {
#define EVENT(name, key) key,
#include "vm/events.def"
};

constexpr uint64_t kSmallestThreshold = 256 * 1024;
/// Slots of the main stack that one run leaves to the next.
constexpr uint32_t kKeptStackSlots = 4096;
/// Units that natives work after their slice between two questions to the host.
constexpr int64_t kUnitsBetweenLooks = 100'000;
/// A slice in which so much was collected ends: the budget does not count the collector's work.
constexpr uint64_t kCollectedPerSlice = 64u << 20;

NativeStep handlerReturned(NativeContext& native) { return native.fail(native.result(0)); }

NativeStep finalizerReturned(NativeContext& native) { return native.done(); }

NativeStep hookReturned(NativeContext& native) { return native.done(); }

}  // namespace

const char* typeName(ValueType type) {
  static constexpr const char* kNames[] = {"nil",   "boolean",  "userdata", "number", "string",
                                           "table", "function", "userdata", "thread"};
  return kNames[static_cast<int>(type)];
}

Machine::Machine(const Limits& limits) : limits_(limits) {
  heap_.setHardLimit(limits.memoryBytes);
  for (int event = 0; event < kEventCount; ++event)
    eventNames_[event] = heap_.newString(kEventKeys[event]);
  main_ = heap_.newCoroutine(1024);
  current_ = main_;
  registry_ = heap_.newTable();
  main_->globals = heap_.newTable();
  handlerTrampoline_ = heap_.newNative(handlerReturned, "xpcall", main_->globals);
  finalizerTrampoline_ = heap_.newNative(finalizerReturned, "__gc", main_->globals);
  hookTrampoline_ = heap_.newNative(hookReturned, "hook", main_->globals);
}

void Machine::setLimits(const Limits& limits) {
  limits_ = limits;
  heap_.setHardLimit(limits.memoryBytes);
}

void Machine::registerNatives(Table* target, std::span<const NativeSpec> natives) {
  for (const NativeSpec& spec : natives) {
    NativeClosure* native = heap_.newNative(spec.function, spec.name, main_->globals);
    native->shortForm = spec.shortForm;
    table::set(heap_, target, makeString(spec.name), Value::native(native));
  }
}

// ---- running ----

void Machine::start(Value function, std::span<const Value> arguments) {
  closeUpvalues(main_, main_->stack);
  for (Coroutine* coroutine = current_; coroutine != nullptr && coroutine != main_;) {
    Coroutine* resumer = coroutine->resumer;
    coroutine->status = CoroutineStatus::Dead;
    coroutine->resumer = nullptr;
    coroutine = resumer;
  }
  current_ = main_;
  operations_.clear();
  outOfMemory_ = finalizeQueued_ = uncatchable_ = awaiting_ = handlingOverflow_ = handlerReturned_ =
      false;
  stopReason_ = StopReason::None;
  error_ = Value::nil();
  budget_ = slice_ = 0;
  unitsUsed_ = steps_ = 0;
  lastInstruction_ = {};
  resultCount_ = 0;
  shrinkStack();
  main_->frames.clear();
  main_->hook = {};
  hooksActive_ = false;
  finalizersRunning_ = 0;
  closing_ = false;
  main_->frames.setFastLimit(limits_.frames);
  main_->pendingNatives = main_->depthBelow = 0;
  main_->status = CoroutineStatus::Running;
  main_->started = true;
  main_->frames.pushNative(0, 1, 0, frame_flags::Entry);
  main_->top = 1;
  state_ = RunState::Running;
  const uint32_t count = static_cast<uint32_t>(arguments.size());
  if (!ensureSlots(2 + count + kNativeSlots)) return;
  main_->stack[1] = function;
  for (uint32_t index = 0; index < count; ++index) main_->stack[2 + index] = arguments[index];
  main_->top = 2 + count;
  Operation operation;
  operation.cause = OperationCause::Host;
  operation.slot = 1;
  operation.count = static_cast<int32_t>(count);
  operation.wanted = kAllResults;
  pushOperation(operation);
  // What an earlier run left must not be in the way of this one.
  if (wantsSafepoint()) collectGarbage();
}

/// A run that needed a deep stack does not leave its memory to the next ones.
void Machine::shrinkStack() {
  if (main_->stackSize <= kKeptStackSlots) return;
  heap_.freeBlock(main_->stack, size_t{main_->stackSize} * sizeof(Value));
  main_->stackSize = kKeptStackSlots;
  main_->stack = static_cast<Value*>(heap_.allocateBlock(kKeptStackSlots * sizeof(Value)));
  std::fill_n(main_->stack, kKeptStackSlots, Value::nil());
  main_->top = 0;
}

RunState Machine::run(int64_t budget) {
  // A call through a table keeps the optimiser of WebAssembly from merging both loops into this
  // function: engines compile functions as wholes, and replace baseline code only at the next call.
  static constexpr RunState (*kLoops[])(Machine&) = {executeFast, executeObserved};
  ASSERT(current_->frames.size() > 0);
  if (awaiting_) return RunState::AwaitingReply;
  unitsUsed_ += static_cast<uint64_t>(slice_ - budget_);
  budget_ = slice_ = budget;
  nextLook_ = 0;
  collectedBytes_ = 0;
  state_ = RunState::Running;
  while (state_ == RunState::Running) {
    if (!operations_.empty()) {
      if (observer_ != nullptr) {
        const bool isAsked = observer_->attention() == Observer::Attention::EveryStep ||
                             operations_.at(0).kind == OperationKind::Raise;
        if (isAsked &&
            observer_->beforeOperation(*this, operations_.at(0)) == Observer::Answer::Pause)
          return state_ = RunState::Paused;
        ++steps_;
      }
      perform(operations_.takeFront());
    } else if (current_->frames.back().isNative()) {
      if (observer_ != nullptr && observer_->attention() == Observer::Attention::EveryStep &&
          observer_->beforeNativePhase(*this) == Observer::Answer::Pause)
        return state_ = RunState::Paused;
      continueNative();
      if (state_ == RunState::Running && !operations_.hasImmediate()) collectIfNeeded();
    } else {
      state_ = kLoops[observer_ != nullptr || hooksActive_ ? 1 : 0](*this);
    }
  }
  return state_;
}

void Machine::perform(const Operation& operation) {
  switch (operation.kind) {
    case OperationKind::Call:
      if (enterFunction(operation.slot, operation.count, operation.wanted, operation.cause) ==
              Flow::Reload &&
          operation.cause == OperationCause::TailCall) {
        current_->frames.back().flags |= frame_flags::TailCalled;
        current_->frames.back().results = operation.argument;
      }
      break;
    case OperationKind::Return:
      if (hooksActive_ && announceReturn(*this, operation)) return;
      leaveFrame(operation.slot, operation.count);
      break;
    case OperationKind::Raise:
      unwind();
      return;
    case OperationKind::Yield:
      performYield(operation);
      break;
    case OperationKind::Resume:
      performResume(operation);
      break;
    case OperationKind::AwaitReply:
      awaiting_ = true;
      state_ = RunState::AwaitingReply;
      return;
    case OperationKind::DeliverReply:
      awaiting_ = false;
      break;
    case OperationKind::Finalize:
      performFinalize();
      return;
    case OperationKind::Interrupt:
      uncatchable_ = true;
      stopReason_ = StopReason::Interrupted;
      error_ = interruptMessage_ != nullptr ? Value::string(interruptMessage_) : Value::nil();
      unwind();
      return;
  }
  // Natives that were entered here may have allocated: the driver is a safepoint too.
  if (state_ == RunState::Running && !operations_.hasImmediate()) collectIfNeeded();
}

Flow Machine::watchInstruction() {
  Coroutine* coroutine = current_;
  const Frame& frame = coroutine->frames.back();
  const Proto* proto = coroutine->stack[frame.function].asClosure()->proto;
  const uint32_t pc = pcOf(frame, proto);
  if (observer_ != nullptr) {
    bool isAsked = observer_->attention() == Observer::Attention::EveryStep;
    if (observer_->attention() == Observer::Attention::Lines) {
      const std::vector<uint8_t>& watched = observer_->watchedLines();
      const std::vector<uint32_t>& lines = proto->lines;
      isAsked = pc < lines.size() && lines[pc] < watched.size() && watched[lines[pc]] != 0;
    }
    if (isAsked && observer_->beforeInstruction(*this) == Observer::Answer::Pause) {
      state_ = RunState::Paused;
      return Flow::Leave;
    }
  }
  if (hooksActive_ && announceInstruction(*this)) return Flow::Leave;
  lastInstruction_ = {coroutine, coroutine->frames.size(), pc};
  return Flow::Next;
}

std::span<const Value> Machine::results() const {
  return {main_->stack + resultSlot_, static_cast<size_t>(resultCount_)};
}

void Machine::deliver() {
  if (!awaiting_) return;
  awaiting_ = false;
}

void Machine::interrupt(base::BytesView message) {
  interruptMessage_ = heap_.newString(message);
  awaiting_ = false;
  // The frame's own pending step must not run before the interrupt.
  operations_.clear();
  finalizeQueued_ = false;
  Operation operation;
  operation.kind = OperationKind::Interrupt;
  operations_.pushBack(operation);
}

Flow Machine::leaveAtBudget(const Instruction* pc) {
  if (hooksActive_) keepAnnouncement(*this);
  savePc(cursorAt(pc - 1));
  ++budget_;
  state_ = RunState::OutOfBudget;
  return Flow::Leave;
}

// ---- limits ----

bool Machine::endRun(StopReason reason) {
  uncatchable_ = true;
  stopReason_ = reason;
  error_ = Value::nil();
  return false;
}

void Machine::endSlice() {
  if (budget_ < 0) return;
  slice_ -= budget_ + 1;
  budget_ = -1;
}

bool Machine::mayOverdraw() {
  if (stopReason_ != StopReason::None) return false;
  if (unitsUsed() > unitLimit_) return endRun(StopReason::Units);
  if (budget_ > nextLook_) return true;
  nextLook_ = budget_ - kUnitsBetweenLooks;
  return askHost();
}

bool Machine::askHost() {
  if (watch_.ask == nullptr) return true;
  switch (watch_.ask(watch_.context)) {
    case HostAnswer::GoOn:
      break;
    case HostAnswer::EndSlice:
      endSlice();
      break;
    case HostAnswer::EndRun:
      return endRun(StopReason::Host);
  }
  return true;
}

void Machine::noteMemoryError() {
  outOfMemory_ = true;
  if (limits_.memoryPolicy == MemoryPolicy::EndRun) endRun(StopReason::Memory);
}

// ---- errors ----

Flow Machine::raise(Value error) {
  error_ = error;
  Operation operation;
  operation.kind = OperationKind::Raise;
  pushOperation(operation);
  return Flow::Leave;
}

Flow Machine::raiseText(base::BytesView message) {
  base::Bytes text = current_->frames.back().isNative() ? base::Bytes() : positionPrefix(0);
  text += message;
  return raise(makeString(text));
}

Flow Machine::raiseMemory() {
  noteMemoryError();
  return raise(makeString(messages::kNotEnoughMemory));
}

// ---- upvalues ----

Upvalue* Machine::findUpvalue(Value* location) {
  Upvalue** link = &current_->openUpvalues;
  while (*link != nullptr && (*link)->location > location) link = &(*link)->nextOpen;
  if (*link != nullptr && (*link)->location == location) return *link;
  Upvalue* upvalue = heap_.newUpvalue();
  upvalue->location = location;
  upvalue->nextOpen = *link;
  *link = upvalue;
  return upvalue;
}

void Machine::closeUpvalues(Coroutine* coroutine, const Value* from) {
  while (coroutine->openUpvalues != nullptr && coroutine->openUpvalues->location >= from) {
    Upvalue* upvalue = coroutine->openUpvalues;
    coroutine->openUpvalues = upvalue->nextOpen;
    upvalue->closed = *upvalue->location;
    upvalue->location = &upvalue->closed;
    upvalue->nextOpen = nullptr;
  }
}

// ---- collection ----

uint32_t Machine::stackExtent(const Coroutine* coroutine) const {
  if (callExtent_ != 0 && coroutine == current_) return callExtent_;
  uint32_t extent = coroutine->top;
  if (!coroutine->frames.empty()) {
    const Frame& frame = coroutine->frames.back();
    const uint32_t end =
        frame.isNative()
            ? frame.base + frame.locals
            : frame.base + coroutine->stack[frame.function].asClosure()->proto->registerCount;
    if (end > extent) extent = end;
  }
  return extent < coroutine->stackSize ? extent : coroutine->stackSize;
}

bool Machine::stepCollection(uint32_t kilobytes, uint32_t multiplier) {
  if (collectorStopped_) setCollectorStopped(false);
  // 5.1 works in steps of one kilobyte, times the multiplier in percent; 0 is no limit.
  if (multiplier == 0) multiplier = UINT32_MAX;
  cycleProgress_ += uint64_t{kilobytes > 1 ? kilobytes : 1} * 1024 / 100 * multiplier;
  const bool isDone = cycleProgress_ >= heap_.bytesInUse();
  if (isDone) {
    cycleProgress_ = 0;
    requestCollection();
  }
  return isDone;
}

void Machine::collectGarbage() {
  collectionRequested_ = false;
  collectedBytes_ += heap_.bytesInUse();
  if (collectedBytes_ > kCollectedPerSlice) endSlice();
  Collector(*this).collect();
  queueFinalizers();
  liveBytes_ = heap_.bytesInUse();
  uint64_t threshold =
      heap_.bytesInUse() / 100 * static_cast<uint64_t>(gcPause_ < 100 ? 100 : gcPause_);
  if (threshold < kSmallestThreshold) threshold = kSmallestThreshold;
  if (threshold > heap_.hardLimit()) threshold = heap_.hardLimit();
  heap_.setThreshold(stressCollection_ ? 0 : collectorStopped_ ? UINT64_MAX : threshold);
}

void Machine::setCollectorStopped(bool stopped) {
  collectorStopped_ = stopped;
  heap_.setThreshold(stopped ? heap_.hardLimit() : heap_.bytesInUse());
}

void Machine::setStressCollection(bool on) {
  stressCollection_ = on;
  heap_.setThreshold(on ? 0 : heap_.bytesInUse() * 2 + kSmallestThreshold);
}

bool Machine::collectIfNeeded() {
  if (!wantsSafepoint()) return true;
  collectGarbage();
  if (heap_.isExhausted()) {
    raiseMemory();
    return false;
  }
  return true;
}

Flow Machine::safepoint() {
  if (!collectIfNeeded()) return Flow::Leave;
  return operations_.empty() ? Flow::Reload : Flow::Leave;
}

}  // namespace lua
