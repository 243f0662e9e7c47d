#pragma once

#include "vm/operation.h"

/// The seam through which a debugger watches a run.
///
/// While an observer is installed the machine runs its observed loop, asks before each step (one
/// instruction, one operation or one native phase), and stops with RunState::Paused when the answer
/// is Pause; the step has then not happened. The next `run` asks about the same step again.
namespace lua {

class Machine;
struct Frame;

class Observer {
 public:
  enum class Answer : uint8_t { Continue, Pause };

  virtual Answer beforeInstruction(Machine& machine) = 0;
  virtual Answer beforeOperation(Machine& machine, const Operation& operation) = 0;
  virtual Answer beforeNativePhase(Machine& machine) = 0;

 protected:
  ~Observer() = default;
};

}  // namespace lua
