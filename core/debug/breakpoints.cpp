#include "debug/breakpoints.h"

#include <algorithm>

namespace debug {

LiveLines::LiveLines(const lua::CompiledModule& module) {
  uint32_t last = 0;
  for (const lua::FunctionPrototype& function : module.functions) {
    for (const uint32_t line : function.lines) last = std::max(last, line);
  }
  isLive_.assign(size_t{last} + 1, 0);
  for (const lua::FunctionPrototype& function : module.functions) {
    for (const uint32_t line : function.lines) isLive_[line] = 1;
  }
}

uint32_t LiveLines::firstFrom(uint32_t line) const {
  for (size_t at = std::max<uint32_t>(line, 1); at < isLive_.size(); ++at) {
    if (isLive_[at] != 0) return static_cast<uint32_t>(at);
  }
  return 0;
}

std::vector<PlacedBreakpoint> Breakpoints::place(const LiveLines& lines) {
  std::vector<PlacedBreakpoint> placed;
  onLine_.clear();
  for (const uint32_t wanted : wanted_) {
    const uint32_t line = lines.firstFrom(wanted);
    if (line == 0) continue;
    placed.push_back({wanted, line});
    if (onLine_.size() <= line) onLine_.resize(size_t{line} + 1, 0);
    onLine_[line] = 1;
  }
  return placed;
}

}  // namespace debug
