#include "redis/structures/glob.h"

#include <gtest/gtest.h>

#include <string>

namespace redis {
namespace {

struct GlobCaseRow {
  const char* pattern;
  const char* text;
  bool matches;
};

// Answers of KEYS in redis-server 7.0.15.
TEST(Glob, MatchesAsKeysDoes) {
  constexpr GlobCaseRow kRows[] = {
      {"hello", "hello", true},
      {"hello", "hellO", false},
      {"h?llo", "hallo", true},
      {"h?llo", "hllo", false},
      {"h*llo", "hllo", true},
      {"h*llo", "heeello", true},
      {"*", "anything", true},
      {"**", "a", true},
      {"a**", "a", true},
      {"a*b*c", "aXbXbXc", true},
      {"a*b*c", "aXbXbX", false},
      {"*a", "aab", false},
      {"h[ae]llo", "hello", true},
      {"h[ae]llo", "hillo", false},
      {"h[^e]llo", "hallo", true},
      {"h[^e]llo", "hello", false},
      {"h[a-b]llo", "hbllo", true},
      {"h[b-a]llo", "hallo", true},
      {"h[a-b]llo", "hcllo", false},
      {"[a", "a", true},
      {"[", "[", false},
      {"[]", "a", false},
      {"[^]", "a", true},
      {"[a-", "-", true},
      {"h\\?llo", "h?llo", true},
      {"h\\?llo", "hallo", false},
      {"a\\", "a\\", true},
      {"[\\]]", "]", true},
      {"[\\a-c]", "b", false},
      {"", "", true},
      {"", "a", false},
      {"?", "", false},
  };
  for (const GlobCaseRow& row : kRows) {
    EXPECT_EQ(globMatches(row.pattern, row.text), row.matches) << row.pattern << " " << row.text;
  }
}

TEST(Glob, StarDoesNotMatchEmptyText) { EXPECT_FALSE(globMatches("*", "")); }

TEST(Glob, IgnoresCaseIfAsked) {
  EXPECT_TRUE(globMatches("MAX*", "maxmemory", GlobCase::Ignore));
  EXPECT_TRUE(globMatches("[A-C]", "b", GlobCase::Ignore));
  EXPECT_FALSE(globMatches("MAX*", "maxmemory"));
}

TEST(Glob, TakesNoExponentialTime) {
  std::string pattern;
  for (int i = 0; i < 200; ++i) {
    pattern += "a*";
  }
  EXPECT_FALSE(globMatches(pattern + "b", std::string(5000, 'a')));
}

// As redis-server 7.0.15 with its security patches.
TEST(Glob, GivesUpOnPatternsWithManyStars) {
  const std::string text(5000, 'a');
  const auto pattern = [](int stars) {
    std::string result;
    for (int i = 0; i < stars; ++i) {
      result += "*?";
    }
    return result;
  };
  EXPECT_TRUE(globMatches(pattern(1000), text));
  EXPECT_TRUE(globMatches(pattern(1000) + "*", text));
  EXPECT_FALSE(globMatches(pattern(1001), text));
}

}  // namespace
}  // namespace redis
