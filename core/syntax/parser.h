#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "syntax/diagnostics.h"
#include "syntax/syntax_tree.h"

/// Text to syntax tree (Lua 5.1 manual §2, §8).
///
/// Recursive descent with one token of lookahead (a second one in table constructors only),
/// operator precedence by climbing. The order in which it looks at tokens, declares variables and
/// counts levels is that of Lua 5.1, so the first error is the same and has the same text. After an
/// error the lexer delivers only EndOfFile, which unwinds the recursion; no tree is returned.
///
/// Recursion is bounded by the 200 levels of nested calls that Lua 5.1 allows; time is linear in
/// the length of the source.
namespace lua {

/// Lua 5.1: LUAI_MAXCCALLS, LUAI_MAXVARS, LUAI_MAXUPVALUES, and the register and debug-information
/// limits of lparser and lcode.
inline constexpr uint32_t kMaxSyntaxLevels = 200;
inline constexpr uint32_t kMaxLocalVariables = 200;
inline constexpr uint32_t kMaxUpvalues = 60;
inline constexpr uint32_t kMaxLocalVariableRecords = 32767;

struct ParseOptions {
  base::BytesView chunkName = "=?";  ///< with its mark, see base/chunk_name.h
  bool skipHashLine = false;  ///< ignore a first line that starts with '#', as loading a file does
  bool allowNestedBrackets = false;  ///< as Redis has it: [[ ... [[ ... ]] is a string
  uint32_t outerLevels = 0;  ///< nested calls already active; they count against kMaxSyntaxLevels
};

struct ParseResult {
  SyntaxTree tree;  ///< complete if there is no diagnostic
  std::optional<Diagnostic> diagnostic;

  bool isOk() const { return !diagnostic.has_value(); }
};

/// Parses a chunk. `source` must outlive the tree.
ParseResult parse(base::BytesView source, const ParseOptions& options);

/// The diagnostic for an error that a later stage finds when the token at `mark` is the last one
/// consumed: Lua 5.1 compiles while it parses and names the following token.
Diagnostic diagnosticAfter(base::BytesView source, const ParseOptions& options, TokenMark mark,
                           base::BytesView text);

}  // namespace lua
