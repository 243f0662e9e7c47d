#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "bytecode/compiled_module.h"
#include "debug/debug_session.h"

/// Breakpoints by line of the script.
///
/// A wanted line keeps its number for ever; where it lies follows from the script: on the first
/// line at or after it that has code. Lines of all functions of the script count. Complexity:
/// placing is O(instructions), the question "is there one on this line" O(1).
namespace debug {

/// The lines of a module that have instructions.
class LiveLines {
 public:
  LiveLines() = default;
  explicit LiveLines(const lua::CompiledModule& module);

  /// The first live line at or after `line`; 0 if there is none.
  uint32_t firstFrom(uint32_t line) const;
  bool isEmpty() const { return isLive_.empty(); }

 private:
  std::vector<uint8_t> isLive_;
};

class Breakpoints {
 public:
  void setWanted(std::span<const uint32_t> lines) { wanted_.assign(lines.begin(), lines.end()); }
  /// Places the wanted lines; the answer leaves out those without code at or after them.
  std::vector<PlacedBreakpoint> place(const LiveLines& lines);
  /// By line, not zero where a breakpoint is.
  const std::vector<uint8_t>& lines() const { return onLine_; }
  bool isOn(uint32_t line) const { return line < onLine_.size() && onLine_[line] != 0; }

 private:
  std::vector<uint32_t> wanted_;
  std::vector<uint8_t> onLine_;
};

}  // namespace debug
