#pragma once

#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "bytecode/instruction.h"

/// The self-contained result of compilation.
///
/// A module is plain data: a pool of strings and a list of function prototypes that refer to the
/// pool and to each other by index. It holds no heap object and no pointer into a machine, so it
/// can be cached, copied, compared, sent and loaded any number of times. `functions[0]` is the main
/// chunk. A module from an untrusted source passes the verifier before it is loaded.
namespace lua {

/// Index into CompiledModule::strings.
using StringIndex = uint32_t;

/// A constant of a function.
struct Constant {
  enum class Kind : uint8_t { Nil, Boolean, Number, String };
  Kind kind = Kind::Nil;
  bool boolean = false;
  double number = 0;
  StringIndex string = 0;
};

/// Where a new closure finds one of its upvalues: a register of the function that creates it, or
/// one of that function's upvalues.
struct UpvalueDescriptor {
  bool fromRegister = false;
  uint8_t index = 0;
  StringIndex name = 0;
};

/// A local variable: alive in register `slot` for pc in [startPc, endPc). Listed in the order of
/// declaration.
struct LocalVariable {
  StringIndex name = 0;
  uint8_t slot = 0;
  uint32_t startPc = 0;
  uint32_t endPc = 0;
};

/// How a function treats extra arguments (Lua 5.1: LUA_COMPAT_VARARG). A vararg function has a
/// local named `arg` after its parameters; it is filled with a table when the function never
/// mentions `...`.
enum class VarargKind : uint8_t {
  None,      ///< extra arguments are dropped
  Vararg,    ///< main chunks, and functions that use `...`
  NeedsArg,  ///< `function (...)` without use of `...`: register `parameterCount` receives {n =
             ///< count, ...}
};

/// One function before it has a heap object.
struct FunctionPrototype {
  uint32_t lineDefined = 0;      ///< 0 for the main chunk
  uint32_t lastLineDefined = 0;  ///< 0 for the main chunk
  uint8_t parameterCount = 0;    ///< named parameters, without `...` and without `arg`
  VarargKind vararg = VarargKind::None;
  uint8_t registerCount = 2;      ///< size of the register window, at least 2 and at most 250
  std::vector<Instruction> code;  ///< ends in RETURN
  std::vector<uint32_t> lines;    ///< source line of each instruction, same length as code
  std::vector<Constant> constants;
  std::vector<uint32_t> functions;  ///< children, as indices into CompiledModule::functions
  std::vector<UpvalueDescriptor> upvalues;
  std::vector<LocalVariable> locals;
};

/// A compiled chunk.
struct CompiledModule {
  base::Bytes chunkName;  ///< with its mark, as given to load: "@user_script", "=stdin" or the
                          ///< source text itself
  std::vector<base::Bytes> strings;
  std::vector<FunctionPrototype> functions;  ///< main chunk first, children after their parents
};

}  // namespace lua
