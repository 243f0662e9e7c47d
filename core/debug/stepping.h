#pragma once

#include <cstdint>

#include "debug/breakpoints.h"
#include "debug/debug_session.h"
#include "vm/machine.h"
#include "vm/observer.h"

/// When an observed run pauses.
///
/// The stepper is the observer of the machine. It knows the step that was asked for and the place
/// where it began, follows which lines begin, and answers Pause when the step is done, a
/// breakpoint's line begins, the host asked for a pause, or an error is about to end the run. A
/// step that was answered with Pause is asked about again by the next run: that first question is
/// always answered Continue. While the run is to continue, the stepper is attentive to the lines of
/// breakpoints and to errors only.
///
/// A line *begins* at the first instruction of a function, at one whose line differs from the
/// instruction before it, and at the target of a backward jump. Depth counts the frames of all
/// coroutines that wait for each other.
namespace debug {

class Stepper final : public lua::Observer {
 public:
  explicit Stepper(const Breakpoints& breakpoints) : breakpoints_(&breakpoints) {
    watchedLines_ = &breakpoints.lines();
  }
  virtual ~Stepper() = default;

  /// A new run: pauses before the first instruction of the script.
  void begin();
  /// Goes on from a pause.
  void resume(lua::Machine& machine, StepKind kind);
  /// Pauses before the next instruction.
  void requestPause(PauseReason reason) {
    pauseRequested_ = true;
    requestReason_ = reason;
    attention_ = Attention::EveryStep;
  }
  /// Breakpoints have changed.
  void breakpointsChanged() { settleAttention(); }
  /// Why the machine paused last.
  PauseReason reason() const { return reason_; }

  Answer beforeInstruction(lua::Machine& machine) override;
  Answer beforeOperation(lua::Machine& machine, const lua::Operation& operation) override;
  Answer beforeNativePhase(lua::Machine& machine) override;

 private:
  struct Place {
    const lua::Coroutine* coroutine = nullptr;
    uint32_t depth = 0;
    uint32_t pc = 0;
    uint32_t line = 0;
    bool isOfScript = true;
  };

  static uint32_t depthOf(const lua::Machine& machine, const lua::Coroutine* coroutine);
  static Place placeOf(lua::Machine& machine);
  /// Always false in chunks that the script loaded: their lines are not lines of the script.
  bool beginsLine(const lua::Machine& machine, const Place& place) const;
  bool finishesStep(const Place& place, bool lineBegins);
  bool pausesAtOperation(lua::Machine& machine) const;
  /// The first question after a pause: true, and from here on only what matters is asked about.
  bool isFirstQuestion();
  void settleAttention();
  Answer pause(PauseReason reason);

  const Breakpoints* breakpoints_;
  StepKind kind_ = StepKind::Continue;
  bool isEntry_ = false;
  bool pauseRequested_ = false;
  PauseReason requestReason_ = PauseReason::StopRequest;
  bool skipsNext_ = false;   ///< the next question is about the step at which the machine paused
  bool errorShown_ = false;  ///< the pending error was reported already
  uint32_t startDepth_ = 0;
  PauseReason reason_ = PauseReason::Entry;
};

/// True if nothing but the run itself would catch an error that is raised now.
bool isUncaught(const lua::Machine& machine, const lua::Coroutine* current,
                const lua::Coroutine* main);

}  // namespace debug
