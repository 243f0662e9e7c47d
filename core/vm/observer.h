#pragma once

#include <vector>

#include "vm/operation.h"

/// The seam through which a debugger watches a run.
///
/// While an observer is installed the machine runs its observed loop, asks before each step (one
/// instruction, one operation or one native phase), and stops with RunState::Paused when the answer
/// is Pause; the step has then not happened. The next `run` asks about the same step again.
///
/// An observer that needs less says so by its attention: then calls and returns are done within the
/// loop, as in the fast one, and a step costs little more than there. The steps are counted alike.
namespace lua {

class Machine;
struct Frame;

class Observer {
 public:
  enum class Answer : uint8_t { Continue, Pause };
  /// Steps that the observer is asked about. It may change between any two steps.
  enum class Attention : uint8_t {
    Errors,     ///< errors that are raised
    Lines,      ///< these, and instructions of the lines in `watchedLines`
    EveryStep,  ///< everything
  };

  Attention attention() const { return attention_; }
  /// By line: not zero if instructions of this line are of interest. Any chunk's lines.
  const std::vector<uint8_t>& watchedLines() const { return *watchedLines_; }

  virtual Answer beforeInstruction(Machine& machine) = 0;
  virtual Answer beforeOperation(Machine& machine, const Operation& operation) = 0;
  virtual Answer beforeNativePhase(Machine& machine) = 0;

 protected:
  ~Observer() = default;

  Attention attention_ = Attention::EveryStep;
  const std::vector<uint8_t>* watchedLines_ = nullptr;  ///< for Attention::Lines
};

}  // namespace lua
