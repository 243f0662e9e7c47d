#include "debug/breakpoints.h"

#include <gtest/gtest.h>

namespace {

using debug::Breakpoints;
using debug::LiveLines;

lua::CompiledModule moduleWithLines(std::vector<std::vector<uint32_t>> functions) {
  lua::CompiledModule module;
  for (std::vector<uint32_t>& lines : functions) {
    module.functions.emplace_back().lines = std::move(lines);
  }
  return module;
}

TEST(LiveLines, CollectsLinesOfAllFunctions) {
  const LiveLines lines(moduleWithLines({{2, 2, 7}, {4}}));
  EXPECT_EQ(lines.firstFrom(0), 2u);
  EXPECT_EQ(lines.firstFrom(2), 2u);
  EXPECT_EQ(lines.firstFrom(3), 4u);
  EXPECT_EQ(lines.firstFrom(5), 7u);
  EXPECT_EQ(lines.firstFrom(8), 0u);
}

TEST(Breakpoints, MoveToTheNextLiveLine) {
  Breakpoints breakpoints;
  const uint32_t wanted[] = {3, 7, 9};
  breakpoints.setWanted(wanted);
  const std::vector<debug::PlacedBreakpoint> placed =
      breakpoints.place(LiveLines(moduleWithLines({{2, 4, 7}})));
  ASSERT_EQ(placed.size(), 2u);
  EXPECT_EQ(placed[0].wantedLine, 3u);
  EXPECT_EQ(placed[0].line, 4u);
  EXPECT_EQ(placed[1].line, 7u);
  EXPECT_FALSE(breakpoints.isOn(3));
  EXPECT_TRUE(breakpoints.isOn(4));
  EXPECT_TRUE(breakpoints.isOn(7));
  EXPECT_FALSE(breakpoints.isOn(9));
}

TEST(Breakpoints, AreForgottenWithTheirScript) {
  Breakpoints breakpoints;
  const uint32_t wanted[] = {3};
  breakpoints.setWanted(wanted);
  breakpoints.place(LiveLines(moduleWithLines({{3}})));
  EXPECT_TRUE(breakpoints.isOn(3));
  EXPECT_TRUE(breakpoints.place(LiveLines()).empty());
  EXPECT_FALSE(breakpoints.isOn(3));
}

}  // namespace
