#include "fuzz_input.h"
#include "lua_runner.h"

/// Patterns: find, match, gmatch and gsub of arbitrary subjects and patterns, in all modes. The mode with
/// a budget of one interrupts the matcher at every look.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static constexpr const char* kScript = R"lua(
    local subject, pattern, replacement, start = ...
    start = tonumber(start)
    print(pcall(string.find, subject, pattern, start))
    print(pcall(string.find, subject, pattern, start, true))
    print(pcall(string.match, subject, pattern, start))
    print(pcall(string.gsub, subject, pattern, replacement))
    print(pcall(string.gsub, subject, pattern, '%0%1', 3))
    print(pcall(string.gsub, subject, pattern, {a = 'A', [''] = 'empty', ab = 1}))
    print(pcall(string.gsub, subject, pattern, function(...) return select('#', ...) end, 5))
    print(pcall(function()
      local count = 0
      for one, two in string.gmatch(subject, pattern) do
        print(one, two)
        count = count + 1
        if count > 20 then break end
      end
    end))
  )lua";
  fuzz::FuzzInput input(data, size);
  const std::string start = std::to_string(static_cast<int>(input.below(12)) - 4);
  const std::string pattern(input.chunk(40));
  const std::string replacement(input.chunk(10));
  std::string subject;
  for (uint32_t copies = 1 + input.below(4); copies > 0; --copies) subject += input.chunk(200);
  // Long subjects, so that matches are interrupted.
  if (input.below(8) == 0) {
    const std::string unit = subject + "a";
    while (subject.size() < 20'000) subject += unit;
  }
  fuzz::runScript(kScript, {subject, pattern, replacement, start});
  return 0;
}
