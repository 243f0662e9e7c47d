#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "syntax/parser.h"

namespace lua {
namespace {

using namespace std::string_view_literals;

/// Every error text below was given by lua5.1 for the same source.
struct ErrorCase {
  std::string_view source;
  std::string_view message;
};

constexpr ErrorCase kErrorCases[] = {
#include "error_cases.inc"
};

ParseOptions named(base::BytesView name, uint32_t outerLevels = 0) {
  ParseOptions options;
  options.chunkName = name;
  options.outerLevels = outerLevels;
  return options;
}

std::string messageOf(base::BytesView source, const ParseOptions& options) {
  const ParseResult result = parse(source, options);
  return result.isOk() ? "ok" : result.diagnostic->message;
}

std::string repeated(std::string_view text, int count) {
  std::string result;
  for (int i = 0; i < count; ++i) result += text;
  return result;
}

/// "a0,a1,...": `count` different names.
std::string names(int count) {
  std::string result;
  for (int i = 0; i < count; ++i) result += (i > 0 ? ",a" : "a") + std::to_string(i);
  return result;
}

TEST(ParserErrors, AreThoseOfLua51) {
  for (const ErrorCase& item : kErrorCases) {
    EXPECT_EQ(messageOf(item.source, named("=c")), "c:" + std::string(item.message)) << item.source;
  }
}

TEST(ParserErrors, ShowTheChunkName) {
  EXPECT_EQ(messageOf("x =", named("@user_script")),
            "user_script:1: unexpected symbol near '<eof>'");
  EXPECT_EQ(messageOf("x =", named("x =\nmore")),
            "[string \"x =...\"]:1: unexpected symbol near '<eof>'");
}

TEST(ParserErrors, CarryThePositionOfTheToken) {
  const ParseResult result = parse("local x = 1\n  y = = 2", named("=c"));
  ASSERT_FALSE(result.isOk());
  EXPECT_EQ(result.diagnostic->text, "unexpected symbol near '='");
  EXPECT_EQ(result.diagnostic->reportedLine, 2u);
  EXPECT_EQ(result.diagnostic->range.line, 2u);
  EXPECT_EQ(result.diagnostic->range.column, 7u);
  EXPECT_EQ(result.diagnostic->range.offset, 18u);
  EXPECT_EQ(result.diagnostic->range.length, 1u);
}

TEST(ParserErrors, PointToTheStartOfAnUnfinishedString) {
  const ParseResult result = parse("x = [[\nabc\n", named("=c"));
  ASSERT_FALSE(result.isOk());
  EXPECT_EQ(result.diagnostic->reportedLine, 3u);
  EXPECT_EQ(result.diagnostic->range.line, 1u);
  EXPECT_EQ(result.diagnostic->range.column, 5u);
  EXPECT_EQ(result.diagnostic->range.length, 7u);
}

struct LevelCase {
  const char* name;
  const char* before;
  const char* open;
  const char* middle;
  const char* close;
  const char* after;
  int most;  // what Redis accepts in EVAL; one less in loadstring
};

TEST(ParserErrors, LimitLevelsOfNesting) {
  const LevelCase cases[] = {
      {"parentheses", "return ", "(", "1", ")", "", 198},
      {"tables", "return ", "{", "", "}", "", 199},
      {"unary", "return ", "not ", "1", "", "", 198},
      {"concat", "return a", "..a", "", "", "", 198},
      {"blocks", "", "do ", "", "end ", "", 199},
      {"indexes", "x = a", "[a", "", "]", "", 198},
      {"functions", "x = ", "function() return ", "1", " end", "", 99},
  };
  for (const LevelCase& item : cases) {
    const auto source = [&](int count) {
      return item.before + repeated(item.open, count) + item.middle + repeated(item.close, count) +
             item.after;
    };
    EXPECT_EQ(messageOf(source(item.most), named("=c")), "ok") << item.name;
    EXPECT_EQ(messageOf(source(item.most + 1), named("=c")),
              "c:1: chunk has too many syntax levels")
        << item.name;
    EXPECT_EQ(messageOf(source(item.most), named("=c", 2)), "c:1: chunk has too many syntax levels")
        << item.name;
  }
}

TEST(ParserErrors, LimitLocalVariables) {
  EXPECT_EQ(messageOf("local " + names(200), named("=c")), "ok");
  EXPECT_EQ(messageOf("local " + names(201), named("=c")),
            "c:1: main function has more than 200 local variables");
  EXPECT_EQ(messageOf("\nfunction f(" + names(200) + ") end", named("=c")), "ok");
  EXPECT_EQ(messageOf("\nfunction f(" + names(201) + ") end", named("=c")),
            "c:2: function at line 2 has more than 200 local variables");
  EXPECT_EQ(messageOf("function f:g(" + names(200) + ") end", named("=c")),
            "c:1: function at line 1 has more than 200 local variables");
  EXPECT_EQ(messageOf("function f(" + names(200) + ", ...) end", named("=c")),
            "c:1: function at line 1 has more than 200 local variables");
  EXPECT_EQ(messageOf("local " + names(196) + " for i = 1, 2 do end", named("=c")), "ok");
  EXPECT_EQ(messageOf("local " + names(197) + " for i = 1, 2 do end", named("=c")),
            "c:1: main function has more than 200 local variables");
  EXPECT_EQ(
      messageOf("do local " + names(200) + " end do local " + names(200) + " end", named("=c")),
      "ok");
}

TEST(ParserErrors, LimitLocalVariablesOfAWholeFunction) {
  EXPECT_EQ(messageOf(repeated("do local a end ", 32767), named("=c")), "ok");
  EXPECT_EQ(messageOf(repeated("do local a end ", 32768), named("=c")), "too many local variables");
}

TEST(ParserErrors, LimitUpvalues) {
  const auto source = [](int count) {
    std::string sum;
    for (int i = 0; i < count; ++i) sum += (i > 0 ? "+a" : "a") + std::to_string(i);
    return "local " + names(count) + "\nfunction f() return " + sum + " end";
  };
  EXPECT_EQ(messageOf(source(60), named("=c")), "ok");
  EXPECT_EQ(messageOf(source(61), named("=c")),
            "c:2: function at line 2 has more than 60 upvalues");
}

TEST(ParserErrors, LimitTargetsOfAnAssignment) {
  EXPECT_EQ(messageOf(names(200) + " = 1", named("=c")), "ok");
  EXPECT_EQ(messageOf(names(201) + " = 1", named("=c")),
            "c:1: main function has more than 199 variables in assignment");
}

TEST(ParserErrors, SurviveEveryPrefixOfAChunk) {
  const std::string_view source =
      "local function f(a, ...) return a.b[1]:c{x = 1, [2] = '\\065\\n', ...} end\n"
      "for i = 1, 2 do while not x do repeat local z = -y ^ 2 .. [==[ ] ]==] until z end end\n"
      "for k, v in pairs(t) do if k then goto_ = v elseif v then break else do end end end --[[ c "
      "]]";
  for (size_t length = 0; length <= source.size(); ++length) {
    const ParseResult result = parse(source.substr(0, length), named("=c"));
    if (length == source.size()) {
      EXPECT_TRUE(result.isOk());
    } else if (!result.isOk()) {
      EXPECT_LE(result.diagnostic->range.end(), length);
    }
  }
}

TEST(ParserErrors, DescribeTheTokenAfterAPosition) {
  const base::BytesView source = "f(1,\n'a')";
  const Diagnostic diagnostic = diagnosticAfter(source, named("=c"), {1, 4}, "too much");
  EXPECT_EQ(diagnostic.message, "c:2: too much near ''a''");
  EXPECT_EQ(diagnostic.range.line, 2u);
  EXPECT_EQ(diagnostic.range.column, 1u);
}

}  // namespace
}  // namespace lua
