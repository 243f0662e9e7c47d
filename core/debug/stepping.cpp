#include "debug/stepping.h"

#include "debug/inspector.h"

namespace debug {

using lua::Coroutine;
using lua::Frame;
using lua::Machine;

namespace {

const lua::Proto* protoOf(const Coroutine* coroutine, const Frame& frame) {
  return coroutine->stack[frame.function].asClosure()->proto;
}

}  // namespace

void Stepper::begin() {
  kind_ = StepKind::Continue;
  isEntry_ = true;
  pauseRequested_ = skipsNext_ = errorShown_ = false;
  startDepth_ = 0;
  attention_ = Attention::EveryStep;
}

void Stepper::resume(Machine& machine, StepKind kind) {
  kind_ = kind;
  skipsNext_ = true;
  attention_ = Attention::EveryStep;
  pauseRequested_ = false;
  startDepth_ = depthOf(machine, machine.current());
}

void Stepper::settleAttention() {
  if (kind_ != StepKind::Continue || isEntry_ || skipsNext_ || pauseRequested_) return;
  attention_ = breakpoints_->lines().empty() ? Attention::Errors : Attention::Lines;
}

bool Stepper::isFirstQuestion() {
  if (!skipsNext_) return false;
  skipsNext_ = false;
  settleAttention();
  return true;
}

uint32_t Stepper::depthOf(const Machine&, const Coroutine* coroutine) {
  uint32_t depth = 0;
  for (; coroutine != nullptr; coroutine = coroutine->resumer)
    depth += static_cast<uint32_t>(coroutine->frames.size());
  return depth;
}

Stepper::Place Stepper::placeOf(Machine& machine) {
  Place place;
  place.coroutine = machine.current();
  const Frame& frame = place.coroutine->frames.back();
  place.depth = depthOf(machine, place.coroutine);
  const lua::Proto* proto = protoOf(place.coroutine, frame);
  place.pc = lua::pcOf(frame, proto);
  place.isOfScript = isOfScript(proto);
  place.line = place.pc < proto->lines.size() ? proto->lines[place.pc] : 0;
  return place;
}

bool Stepper::beginsLine(const Machine& machine, const Place& place) const {
  if (!place.isOfScript) return false;
  if (place.pc == 0) return true;
  const lua::Proto* proto = protoOf(place.coroutine, place.coroutine->frames.back());
  const lua::InstructionPlace& last = machine.lastInstruction();
  const bool sameFrame =
      last.coroutine == place.coroutine && last.depth == place.coroutine->frames.size();
  const uint32_t before = sameFrame ? last.pc : place.pc - 1;
  return place.pc <= before || before >= proto->lines.size() || proto->lines[before] != place.line;
}

bool Stepper::finishesStep(const Place& place, bool lineBegins) {
  switch (kind_) {
    case StepKind::Instruction:
    case StepKind::Operation:
      return true;
    case StepKind::Line:
      return lineBegins;
    case StepKind::Over:
      // Once the frame has returned, its caller is the one whose next line counts.
      if (place.depth < startDepth_) startDepth_ = place.depth;
      return lineBegins && place.depth <= startDepth_;
    case StepKind::Out:
      return place.depth < startDepth_;
    case StepKind::Continue:
      return false;
  }
  return false;
}

lua::Observer::Answer Stepper::pause(PauseReason reason) {
  reason_ = reason;
  isEntry_ = pauseRequested_ = false;
  return Answer::Pause;
}

lua::Observer::Answer Stepper::beforeInstruction(Machine& machine) {
  const Place place = placeOf(machine);
  const bool lineBegins = beginsLine(machine, place);
  if (isFirstQuestion()) return Answer::Continue;
  errorShown_ = false;
  if (isEntry_) return pause(PauseReason::Entry);
  if (pauseRequested_) return pause(requestReason_);
  if (lineBegins && breakpoints_->isOn(place.line)) return pause(PauseReason::Breakpoint);
  if (finishesStep(place, lineBegins)) return pause(PauseReason::Step);
  return Answer::Continue;
}

lua::Observer::Answer Stepper::beforeOperation(Machine& machine, const lua::Operation& operation) {
  if (isFirstQuestion()) return Answer::Continue;
  if (isEntry_) return Answer::Continue;
  if (operation.kind == lua::OperationKind::Raise && !errorShown_ &&
      isUncaught(machine, machine.current(), machine.mainCoroutine())) {
    errorShown_ = true;
    return pause(PauseReason::Error);
  }
  return pausesAtOperation(machine) ? pause(PauseReason::Step) : Answer::Continue;
}

lua::Observer::Answer Stepper::beforeNativePhase(Machine& machine) {
  if (isFirstQuestion()) return Answer::Continue;
  if (isEntry_) return Answer::Continue;
  return pausesAtOperation(machine) ? pause(PauseReason::Step) : Answer::Continue;
}

bool Stepper::pausesAtOperation(Machine& machine) const {
  if (kind_ != StepKind::Operation) return false;
  // The engine's own work before the script, after it, and on its final error is not shown.
  const lua::FrameStack& frames = machine.mainCoroutine()->frames;
  return frames.size() > 2 && (frames[1].flags & lua::frame_flags::Handling) == 0;
}

bool isUncaught(const Machine&, const Coroutine* current, const Coroutine* main) {
  // A coroutine's error goes to whoever resumed it, who may catch it.
  if (current != main) return false;
  // Frame 0 is the entry, frame 1 the function that runs scripts and reports their errors.
  constexpr size_t kFirstScriptFrame = 2;
  for (size_t i = kFirstScriptFrame; i < current->frames.size(); ++i) {
    if ((current->frames[i].flags & lua::frame_flags::CatchesErrors) != 0) return false;
  }
  // While the report is being made the error is known already.
  return current->frames.size() > kFirstScriptFrame &&
         (current->frames[1].flags & lua::frame_flags::Handling) == 0;
}

}  // namespace debug
