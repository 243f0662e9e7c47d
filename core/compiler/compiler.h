#pragma once

#include <optional>

#include "base/bytes.h"
#include "bytecode/compiled_module.h"
#include "syntax/diagnostics.h"
#include "syntax/parser.h"

/// Syntax tree to bytecode.
///
/// One pass over the tree, one FunctionBuilder per function. Code is emitted in the order in which
/// Lua 5.1, which has no tree, would emit it: registers, evaluation order, constants and line
/// numbers are the same, and so are the limits and the texts of their errors. Different are the
/// instructions themselves (bytecode/opcodes.def): comparisons jump by themselves and constants
/// have opcodes of their own, so functions are shorter.
///
/// Compat: Lua 5.1 limits a jump to 131071 of its instructions. Ours are fewer, so a control
/// structure may be longer here.
namespace lua {

/// How to compile a chunk.
using CompileOptions = ParseOptions;

struct CompileResult {
  CompiledModule module;  ///< complete if there is no diagnostic
  std::optional<Diagnostic> diagnostic;

  bool isOk() const { return !diagnostic.has_value(); }
};

/// Parses and compiles a chunk. Time is linear in the length of `source`.
CompileResult compile(base::BytesView source, const CompileOptions& options);

/// Compiles a parsed chunk; `source` and `options` are those of its parse.
CompileResult compileTree(const SyntaxTree& tree, base::BytesView source,
                          const CompileOptions& options);

}  // namespace lua
