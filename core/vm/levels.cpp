#include "vm/levels.h"

#include "base/chunk_name.h"
#include "base/number_text.h"

namespace lua {

using base::Bytes;

LevelWalk::LevelWalk(const Machine& machine, const Coroutine* coroutine,
                     const NativeContext* running)
    : machine_(machine),
      coroutine_(coroutine),
      running_(running),
      frame_(coroutine->frames.size() - 1),
      atRunning_(running != nullptr && running->frameIndex() == NativeContext::kNoFrame) {
  skipTrampolines();
}

void LevelWalk::skipTrampolines() {
  while (frame_ > 0 && machine_.isTrampoline(coroutine_, coroutine_->frames[frame_])) --frame_;
}

Level LevelWalk::level() const {
  Level level;
  if (atRunning_) {
    level.frame = NativeContext::kNoFrame;
    level.function = running_->functionSlot();
    level.firstValue = level.function + 1;
    level.endOfValues = coroutine_->top;
    return level;
  }
  if (tails_ > 0) {
    level.isTail = true;
    return level;
  }
  const FrameStack& frames = coroutine_->frames;
  const Frame& frame = frames[frame_];
  level.frame = static_cast<uint32_t>(frame_);
  level.function = frame.function;
  level.firstValue = frame.isNative() ? frame.function + 1 : frame.base;
  if (frame_ + 1 < frames.size()) {
    level.endOfValues = frames[frame_ + 1].function;
  } else if (running_ != nullptr && running_->frameIndex() == NativeContext::kNoFrame) {
    level.endOfValues = running_->functionSlot();
  } else {
    level.endOfValues = frame.isNative() ? coroutine_->top : machine_.stackExtent(coroutine_);
  }
  return level;
}

void LevelWalk::advance(uint32_t count) {
  for (; count > 0 && isAtLevel(); --count) {
    if (atRunning_) {
      atRunning_ = false;
      continue;
    }
    const uint32_t hidden = coroutine_->frames[frame_].tailCalls();
    if (tails_ < hidden) {
      const uint32_t step = count < hidden - tails_ ? count : hidden - tails_;
      tails_ += step;
      count -= step - 1;
      continue;
    }
    tails_ = 0;
    --frame_;
    skipTrampolines();
  }
}

uint32_t LevelWalk::remaining() const {
  LevelWalk walk = *this;
  uint32_t count = 0;
  while (walk.isAtLevel()) {
    const uint32_t hidden = walk.atRunning_ ? 0 : coroutine_->frames[walk.frame_].tailCalls();
    const uint32_t step = hidden - walk.tails_ + 1;
    walk.advance(step);
    count += step;
  }
  return count;
}

VariableName nameOfLevel(const Coroutine* coroutine, const Level& level) {
  if (level.isTail) return {};
  if (level.frame == NativeContext::kNoFrame)
    return nameOfCallee(coroutine, coroutine->frames.back());
  if (level.frame == 0 || coroutine->frames[level.frame].tailCalls() > 0) return {};
  return nameOfCallee(coroutine, coroutine->frames[level.frame - 1]);
}

std::vector<LevelLocal> localsOfLevel(const Coroutine* coroutine, const Level& level) {
  std::vector<LevelLocal> locals;
  const Value function = level.isTail ? Value::nil() : coroutine->stack[level.function];
  if (!function.isClosure()) return locals;
  const Proto* proto = function.asClosure()->proto;
  const uint32_t next = pcOf(coroutine->frames[level.frame], proto);
  const uint32_t pc = next == 0 ? 0 : next - 1;
  for (uint32_t number = 1;; ++number) {
    const std::optional<base::BytesView> name = localVariable(proto, number, pc);
    if (!name) return locals;
    locals.push_back({*name, level.firstValue + number - 1});
  }
}

Closure* closeOverLevel(Machine& machine, const Level& level, Proto* proto) {
  Coroutine* coroutine = machine.current_;
  Closure* around = coroutine->stack[level.function].asClosure();
  Closure* closure = machine.heap().newClosure(proto, around->environment);
  const std::vector<LevelLocal> locals = localsOfLevel(coroutine, level);
  for (uint32_t i = 0; i < closure->upvalueCount(); ++i) {
    const base::BytesView name = proto->upvalueNames[i]->view();
    Upvalue*& upvalue = closure->upvalues()[i];
    for (const LevelLocal& local : locals) {
      if (local.name == name) upvalue = machine.findUpvalue(coroutine->stack + local.slot);
    }
    for (uint32_t j = 0; upvalue == nullptr && j < around->upvalueCount(); ++j) {
      if (around->proto->upvalueNames[j]->view() == name) upvalue = around->upvalues()[j];
    }
    if (upvalue == nullptr) {
      upvalue = machine.heap().newUpvalue();
      upvalue->location = &upvalue->closed;
    }
  }
  return closure;
}

namespace {

void appendLevel(const Machine& machine, const Coroutine* coroutine, const Level& level,
                 Bytes& text) {
  if (level.isTail) {
    text += "(tail call): ?";
    return;
  }
  const Value function = coroutine->stack[level.function];
  const Proto* proto = function.isClosure() ? function.asClosure()->proto : nullptr;
  const Bytes source = proto == nullptr ? Bytes("[C]")
                                        : base::displayChunkName(proto->chunkName->view(),
                                                                 base::kChunkNameRuntimeSize);
  text += source + ":";
  if (proto != nullptr) {
    const uint32_t line = machine.currentLine(coroutine, level.frame);
    if (line > 0) text += base::formatInteger(line) + ":";
  }
  const VariableName name = nameOfLevel(coroutine, level);
  if (name.kind != nullptr) {
    text += " in function '" + Bytes(name.text) + "'";
  } else if (proto == nullptr) {
    text += " ?";
  } else if (proto->lineDefined == 0) {
    text += " in main chunk";
  } else {
    text += " in function <" + source + ":" + base::formatInteger(proto->lineDefined) + ">";
  }
}

}  // namespace

Bytes tracebackText(const Machine& machine, const Coroutine* coroutine,
                    const NativeContext* running, uint32_t level) {
  constexpr uint32_t kHead = 12, kTail = 10;
  Bytes text("stack traceback:");
  LevelWalk walk(machine, coroutine, running);
  const uint32_t total = walk.remaining();
  walk.advance(level);
  for (bool isHead = true; level < total; ++level, walk.advance()) {
    if (isHead && level >= kHead) {
      isHead = false;
      if (total > level + 1 + kTail) {
        text += "\n\t...";
        walk.advance(total - kTail - level);
        level = total - kTail;
      }
    }
    text += "\n\t";
    appendLevel(machine, coroutine, walk.level(), text);
  }
  return text;
}

}  // namespace lua
