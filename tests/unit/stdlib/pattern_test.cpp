#include "stdlib/pattern.h"

#include <gtest/gtest.h>

#include <string>

namespace lua {
namespace {

using base::BytesView;
using Outcome = PatternMatcher::Outcome;

/// "start,end" (1-based, inclusive) with captures behind, "nil", or "error: ...".
std::string searched(BytesView subject, BytesView pattern, size_t start = 0) {
  PatternMatcher matcher(subject, pattern);
  switch (matcher.search(start)) {
    case Outcome::NoMatch:
      return "nil";
    case Outcome::Error:
      return std::string("error: ") + matcher.error();
    case Outcome::Interrupted:
      return "interrupted";
    case Outcome::Match:
      break;
  }
  std::string text =
      std::to_string(matcher.matchStart() + 1) + "," + std::to_string(matcher.matchEnd());
  for (int index = 0; index < matcher.captureCount(); ++index) {
    const Capture& capture = matcher.capture(index);
    if (capture.length == Capture::kPosition) {
      text += " @" + std::to_string(static_cast<int>(matcher.position(capture)));
    } else if (capture.length == Capture::kUnfinished) {
      text += " unfinished";
    } else {
      text += " " + std::string(capture.start, static_cast<size_t>(capture.length));
    }
  }
  return text;
}

TEST(Pattern, MatchesLikeLua51) {
  struct {
    const char* subject;
    const char* pattern;
    const char* expected;
  } const cases[] = {
      {"hello world", "o w", "5,7"},
      {"hello world", "o*", "1,0"},
      {"hello", "l+", "3,4"},
      {"hello", "l-o", "3,5"},
      {"hello", "xl?", "nil"},
      {"hello", "el?l?l?o", "2,5"},
      {"key = value", "(%w+)%s*=%s*(%w+)", "1,11 key value"},
      {"abc", "()b()", "2,2 @2 @3"},
      {"aXb", "%u", "2,2"},
      {"aXb", "%U", "1,1"},
      {"THE (quick) fox", "%((%a+)%)", "5,11 quick"},
      {"f(a(b)c)d", "%b()", "2,8"},
      {"f(a(b", "%b()", "nil"},
      {"THE (quick) fox", "%f[%a]%a+%f[%A]", "1,3"},
      {"a.b", "%.", "2,2"},
      {"x^y", "^", "2,2"},
      {"a-b", "[a%-]+", "1,2"},
      {"a]b", "[]]", "2,2"},
      {"a^b", "[b^]", "2,2"},
      {"abc", "[^a]+", "2,3"},
      {"abc123", "[a-c0-2]+", "1,5"},
      {"abc$", "c$", "nil"},
      {"abc$", "%$", "4,4"},
      {"a$b", "a$b", "1,3"},
      {"abab", "(ab)%1", "1,4 ab"},
      {"aaab", "a*ab", "1,4"},
      {"aaab", "a-b", "1,4"},
      {"aaab", "a?a?a?a?ab", "1,4"},
      {"", "", "1,0"},
      {"", "a*", "1,0"},
      {"", "a", "nil"},
      {"0123456789", "%d-5", "1,6"},
      {"abcdefgh", "a(.*)(.*)h", "1,8 bcdefg "},
      {"hello world from lua", "^(%w+)", "nil"},
      {"a\nb", "%c", "2,2"},
      {"deadBEEF", "%x+", "1,8"},
      {"  x  ", "^%s*(.-)%s*$", "nil"},
      {"one;two;;four", "([^;]*);([^;]*);([^;]*)", "1,8 one two "},
      {"[[x]]", "%[%[(.-)%]%]", "1,5 x"},
      {"\xE4\xF6", "[\xE0-\xF0]", "1,1"},
      // The search skips to what a match begins with: a class, a set, an escaped byte, also in a
      // capture.
      {"2026-11 host", "(%a+)", "9,12 host"},
      {"12345 67x", "%D", "6,6"},
      {"0123456789abc", "[a-c]+", "11,13"},
      {"0123456789", "[a-c]", "nil"},
      {"0123456789", "([^0-9])", "nil"},
      {"0123456789x", "[a-z]-x", "11,11"},
      {"ab%cd", "(%%)c", "3,4 %"},
      {"a1b2c3", "(%d)(%a)", "2,3 1 b"},
      {"   ", "%S", "nil"},
      {"", "%a", "nil"},
      {"", "[a]", "nil"},
      {"12", "%a?", "1,0"},
      {"abc", "(%d", "nil"},
  };
  for (const auto& [subject, pattern, expected] : cases) {
    EXPECT_EQ(searched(subject, pattern), expected) << subject << " / " << pattern;
  }
}

TEST(Pattern, ReportsErrorsOfThePatternWhenItReachesThem) {
  struct {
    const char* subject;
    const char* pattern;
    const char* expected;
  } const cases[] = {
      {"abc", "x[", "nil"},
      {"abc", "a[", "error: malformed pattern (missing ']')"},
      {"abc", "[a", "error: malformed pattern (missing ']')"},
      {"abc", "[]", "error: malformed pattern (missing ']')"},
      {"abc", "[^]", "error: malformed pattern (missing ']')"},
      {"abc", "[a%", "error: malformed pattern (missing ']')"},
      {"abc", "[a%]", "error: malformed pattern (missing ']')"},
      {"abc", "%", "error: malformed pattern (ends with '%')"},
      {"abc", "%b", "error: unbalanced pattern"},
      {"abc", "%bx", "error: unbalanced pattern"},
      {"abc", "%fa", "error: missing '[' after '%f' in pattern"},
      {"abc", "%1", "error: invalid capture index"},
      {"abc", "(a%1)", "error: invalid capture index"},
      {"abc", "%0", "error: invalid capture index"},
      {"abc", ")", "error: invalid pattern capture"},
      {"abc", "(a", "1,1 unfinished"},
  };
  for (const auto& [subject, pattern, expected] : cases)
    EXPECT_EQ(searched(subject, pattern), expected) << pattern;
}

TEST(Pattern, LimitsCaptures) {
  std::string pattern;
  for (int index = 0; index < kMaxCaptures; ++index) pattern += "()";
  EXPECT_EQ(searched("a", pattern).substr(0, 3), "1,0");
  EXPECT_EQ(searched("a", pattern + "()"), "error: too many captures");
}

TEST(Pattern, TreatsZeroBytesAsTheReferenceDoes) {
  EXPECT_EQ(searched(BytesView("a\0b", 3), "%z"), "2,2");
  EXPECT_EQ(searched(BytesView("a\0b", 3), BytesView("a\0x", 3)), "1,1");
  EXPECT_EQ(searched(BytesView("a\0b", 3), "[^a]+"), "2,3");
  EXPECT_EQ(searched(BytesView("\0a", 2), "%f[%z]"), "3,2");
}

TEST(Pattern, NeedsNoStackForLongPatterns) {
  std::string pattern;
  for (int index = 0; index < 100000; ++index) pattern += "a?";
  EXPECT_EQ(searched(std::string(100000, 'a'), pattern), "1,100000");
}

TEST(Pattern, CanBeInterruptedAndContinued) {
  std::string pattern;
  for (int index = 0; index < 18; ++index) pattern += "a?";
  for (int index = 0; index < 18; ++index) pattern += "a";
  const std::string subject = "xx" + std::string(18, 'a') + "y";
  const std::string whole = searched(subject, "(" + pattern + ")y");
  int slices = 0;
  base::Bytes state;
  Outcome outcome = Outcome::Interrupted;
  const std::string captured = "(" + pattern + ")y";
  size_t start = 0, end = 0;
  while (outcome == Outcome::Interrupted) {
    PatternMatcher matcher(subject, captured);
    matcher.setWorkLimit(1000);
    if (slices++ == 0) {
      outcome = matcher.search(0);
    } else {
      matcher.resume(state);
      outcome = matcher.goOn();
    }
    EXPECT_LE(matcher.takeWork(), 1100u);
    if (outcome == Outcome::Interrupted) {
      state.clear();
      matcher.suspend(state);
    } else {
      start = matcher.matchStart();
      end = matcher.matchEnd();
      ASSERT_EQ(matcher.captureCount(), 1);
      EXPECT_EQ(matcher.capture(0).length, 18);
    }
  }
  EXPECT_EQ(outcome, Outcome::Match);
  EXPECT_GT(slices, 100);
  EXPECT_EQ(whole.substr(0, 4), std::to_string(start + 1) + "," + std::to_string(end));
}

}  // namespace
}  // namespace lua
