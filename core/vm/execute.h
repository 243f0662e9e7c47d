#pragma once

#include "vm/access.h"
#include "vm/hooks.h"
#include "vm/machine.h"
#include "vm/opcodes/arithmetic.h"
#include "vm/opcodes/calls.h"
#include "vm/opcodes/closures.h"
#include "vm/opcodes/comparisons.h"
#include "vm/opcodes/jumps.h"
#include "vm/opcodes/loops.h"
#include "vm/opcodes/moves.h"
#include "vm/opcodes/tables.h"

/// The run loop: one switch generated from opcodes.def, instantiated twice (execute_fast.cpp,
/// execute_observed.cpp).
///
/// Nothing may be added to the dispatch itself: an extra branch there costs 13 to 19 % in
/// WebAssembly. Rare work leaves the function and comes back.
namespace lua {

template <Mode mode>
RunState Machine::execute() {
  Cursor at;
  loadCursor(at);
  // Only what leaves the loop can change the answer.
  bool isWatched = mode == Mode::Observed && watchesInstructions();
  for (;;) {
    if constexpr (mode == Mode::Observed) {
      if (isWatched) {
        savePc(at);
        if (watchInstruction() == Flow::Leave) return state_;
        isWatched = watchesInstructions();
      }
      ++steps_;
    }
    const Instruction& instruction = *at.pc;
    ++at.pc;
    Flow flow;
    switch (instruction.opcode) {
#define OPCODE(name, ...)                                   \
  case Opcode::name:                                        \
    flow = opcodes::op##name<mode>(*this, at, instruction); \
    if (flow == Flow::Next) [[likely]]                      \
      continue;                                             \
    break;
#include "bytecode/opcodes.def"
      default:
        UNREACHABLE();
    }
    if (flow == Flow::Leave) return state_;
    loadCursor(at);
    if constexpr (mode == Mode::Observed) isWatched = watchesInstructions();
  }
}

}  // namespace lua
