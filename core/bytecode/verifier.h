#pragma once

#include "base/status.h"
#include "bytecode/compiled_module.h"

/// Checks a module before it is loaded.
///
/// The machine trusts bytecode: it does not test register numbers, constants or jumps. What the
/// compiler makes is correct by construction; a module from anywhere else (a cache, a message, a
/// fuzzer) must pass here first. A verified module cannot make the machine touch memory outside of
/// its frame, its constants or its code, whatever else it does.
///
/// Checked are: operands against their kinds (opcodes.def), runs of registers against the register
/// window, kinds of constants, jumps (inside of the code, forwards unless marked Back), the pairing
/// of FORPREP and FORLOOP, instructions with an open number of values (each is followed by the one
/// that takes them, and nothing jumps in between), upvalues against the enclosing function, the
/// order of functions, names and debug information, and that sizes are in proportion to the code.
/// Time and memory are linear in the size of the module.
namespace lua {

/// Ok, or InvalidModule with a message that names function and instruction.
base::Status verify(const CompiledModule& module);

}  // namespace lua
