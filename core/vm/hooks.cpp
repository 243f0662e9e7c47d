#include "vm/hooks.h"

#include "vm/levels.h"

namespace lua {
namespace {

using Hook = Coroutine::Hook;

bool isActive(const Hook& hook) { return hook.events != 0 && !hook.function.isNil(); }

bool isHeard(const Hook& hook, uint8_t event) {
  return (hook.events & event) != 0 && !hook.function.isNil() && hook.suspended == 0;
}

/// Locals of a hook's frame: the top to restore, and the return that it came before.
enum HookLocal : uint32_t { kTop, kFirstResult, kResultCount, kEventsCalled, kHookLocals };

/// Queues the call of the hook above everything that the top frame uses.
void queueHook(Machine& machine, base::BytesView event, Value line, uint16_t flags) {
  Coroutine* coroutine = machine.current_;
  const uint32_t slot = machine.stackExtent(coroutine);
  const uint32_t end = slot + 1 + kHookLocals + 3;
  if (end + kNativeSlots > coroutine->stackSize) machine.growStack(end + kNativeSlots);
  Value* stack = coroutine->stack + slot;
  *stack++ = Value::native(machine.hookTrampoline_);
  stack[kTop] = Value::number(coroutine->top);
  for (uint32_t local = kFirstResult; local < kHookLocals; ++local) stack[local] = Value::nil();
  stack += kHookLocals;
  stack[0] = coroutine->hook.function;
  stack[1] = machine.makeString(event);
  stack[2] = line;
  coroutine->top = end;
  if ((flags & frame_flags::RewindsPc) != 0) ++coroutine->frames.back().next;
  Frame frame;
  frame.function = slot;
  frame.base = slot + 1;
  frame.locals = kHookLocals;
  frame.flags = static_cast<uint16_t>(frame_flags::Native | frame_flags::RestoresTop | flags);
  frame.waiting = Continuation::NativePhase;
  ++coroutine->pendingNatives;
  ++coroutine->hook.suspended;
  coroutine->frames.push(frame);
  Operation operation;
  operation.cause = OperationCause::Callback;
  operation.slot = end - 3;
  operation.count = 2;
  machine.pushOperation(operation);
}

/// How far an instruction has been announced.
enum Stage : uint8_t { kNothing, kCall, kCount, kLine, kPutOff };

/// The line of the instruction at `pc` if an event is due: when a function begins, after a jump
/// back, and when the line is another one than that of the instruction before.
bool beginsLine(const Hook& hook, const Coroutine* coroutine, const Proto* proto, uint32_t pc) {
  if (pc == firstInstruction(proto)) return true;
  const bool isKnown = hook.lastDepth == coroutine->frames.size();
  const uint32_t last = isKnown ? hook.lastPc : pc - 1;
  // 5.1 enters a numeric loop by a jump back from its FORLOOP.
  if (pc <= last || proto->code[last].opcode == Opcode::ForPrep) return true;
  return proto->lines[pc] != proto->lines[last];
}

}  // namespace

void setHook(Machine& machine, Coroutine* coroutine, Value function, uint8_t events,
             uint32_t count) {
  Hook& hook = coroutine->hook;
  hook.function = function;
  hook.events = events;
  hook.count = hook.left = count;
  hook.lastDepth = 0;
  for (size_t index = 0; index < coroutine->frames.size(); ++index)
    coroutine->frames[index].flags |= frame_flags::EntrySeen;
  if (isActive(hook)) {
    machine.hooksActive_ = true;
    return;
  }
  hook.stage = kNothing;
  machine.hooksActive_ = false;
  machine.heap().forEachOf(ObjectType::Coroutine, [&](const Object* object) {
    if (isActive(static_cast<const Coroutine*>(object)->hook)) machine.hooksActive_ = true;
  });
}

bool announceInstruction(Machine& machine) {
  Coroutine* coroutine = machine.current_;
  Hook& hook = coroutine->hook;
  if (hook.suspended > 0) return false;
  if (!isActive(hook)) {
    hook.stage = kNothing;
    return false;
  }
  if (hook.stage == kPutOff) {
    hook.stage = kNothing;
    return false;
  }
  Frame& frame = coroutine->frames.back();
  const Proto* proto = coroutine->stack[frame.function].asClosure()->proto;
  const uint32_t pc = pcOf(frame, proto), first = firstInstruction(proto);
  if (pc < first) return false;
  if (hook.stage < kCall && pc == first && (frame.flags & frame_flags::EntrySeen) == 0) {
    frame.flags |= frame_flags::EntrySeen;
    hook.stage = kCall;
    if (isHeard(hook, hook_events::Call)) {
      queueHook(machine, "call", Value::nil(), frame_flags::RewindsPc);
      return true;
    }
  }
  if (hook.stage < kCount) {
    hook.stage = kCount;
    if (isHeard(hook, hook_events::Count) && --hook.left == 0) {
      hook.left = hook.count;
      queueHook(machine, "count", Value::nil(), frame_flags::RewindsPc);
      return true;
    }
  }
  if (hook.stage < kLine) {
    hook.stage = kLine;
    if (isHeard(hook, hook_events::Line) && beginsLine(hook, coroutine, proto, pc)) {
      queueHook(machine, "line", Value::number(proto->lines[pc]), frame_flags::RewindsPc);
      return true;
    }
  }
  hook.stage = kNothing;
  hook.lastDepth = static_cast<uint32_t>(coroutine->frames.size());
  hook.lastPc = pc;
  return false;
}

void keepAnnouncement(Machine& machine) {
  Hook& hook = machine.current_->hook;
  if (hook.suspended == 0) hook.stage = kPutOff;
}

bool announceNative(Machine& machine, uint32_t slot, int argumentCount, int wanted) {
  Coroutine* coroutine = machine.current_;
  const Hook& hook = coroutine->hook;
  if (!isHeard(hook, hook_events::Call | hook_events::Return)) return false;
  Frame frame;
  frame.function = slot;
  frame.base = slot + 1 + static_cast<uint32_t>(argumentCount);
  frame.wanted = wanted;
  frame.flags = frame_flags::Native;
  coroutine->frames.push(frame);
  coroutine->top = frame.base;
  if (isHeard(hook, hook_events::Call)) queueHook(machine, "call", Value::nil(), 0);
  return true;
}

bool wantsReturns(const Machine& machine) {
  return machine.hooksActive_ && isHeard(machine.current_->hook, hook_events::Return);
}

bool announceReturn(Machine& machine, const Operation& operation) {
  if (!wantsReturns(machine)) return false;
  Coroutine* coroutine = machine.current_;
  Frame& frame = coroutine->frames.back();
  if (machine.isTrampoline(coroutine, frame)) return false;
  if (operation.argument > 0) {
    // One event for each frame that tail calls replaced; 5.1 forgets them one by one.
    if (frame.isNative() || frame.tailCalls() == 0) return false;
    if (--frame.results == 0) frame.flags &= static_cast<uint16_t>(~frame_flags::TailCalled);
  }
  coroutine->top = operation.slot + static_cast<uint32_t>(operation.count);
  queueHook(machine, operation.argument == 0 ? "return" : "tail return", Value::nil(),
            frame_flags::RepeatsReturn);
  Value* locals = coroutine->stack + coroutine->frames.back().base;
  locals[kFirstResult] = Value::number(operation.slot);
  locals[kResultCount] = Value::number(operation.count);
  locals[kEventsCalled] = Value::number(operation.argument + 1);
  return true;
}

void repeatReturn(Machine& machine, const Frame& hookFrame) {
  const Value* locals = machine.current_->stack + hookFrame.base;
  Operation operation;
  operation.kind = OperationKind::Return;
  operation.slot = static_cast<uint32_t>(locals[kFirstResult].asNumber());
  operation.count = static_cast<int32_t>(locals[kResultCount].asNumber());
  operation.argument = static_cast<uint32_t>(locals[kEventsCalled].asNumber());
  machine.pushOperation(operation);
}

}  // namespace lua
