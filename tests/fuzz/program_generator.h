#pragma once

#include <string>

#include "fuzz_input.h"

/// Programs from decisions: the grammar of Lua 5.1, one byte of input a choice.
///
/// A program is right by construction, prints what it computes, and prints the same on every correct
/// implementation of Lua 5.1: it shows no identities, draws no random numbers and reads no clock. Loops
/// have few rounds; errors are caught section by section and printed. Both Lua and the reference stop
/// at the limits of their hosts, so a program may be endless through recursion.
namespace fuzz {

std::string generateProgram(FuzzInput& input);

}  // namespace fuzz
