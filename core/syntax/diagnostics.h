#pragma once

#include <cstdint>

#include "base/bytes.h"

/// Positions in source text and the messages that refer to them.
///
/// Offsets count bytes from 0, lines and columns count from 1; a column counts bytes too, because
/// source text is bytes. A message keeps two lines: where its range begins, for an editor's
/// squiggle, and the line that Lua 5.1 prints in the text, which for a token of several lines is
/// the line of its end.
namespace lua {

/// A stretch of source text.
struct SourceRange {
  uint32_t offset = 0;
  uint32_t length = 0;
  uint32_t line = 1;    ///< of the first byte
  uint32_t column = 1;  ///< of the first byte

  uint32_t end() const { return offset + length; }
};

/// The first thing that is wrong with a chunk.
struct Diagnostic {
  base::Bytes message;        ///< as Lua 5.1 gives it, with chunk name and line: "user_script:1:
                              ///< unexpected symbol near '<eof>'"
  base::Bytes text;           ///< the same without chunk name and line
  uint32_t reportedLine = 0;  ///< the line in the message; 0 if the message has none
  SourceRange range;          ///< the offending token
};

}  // namespace lua
