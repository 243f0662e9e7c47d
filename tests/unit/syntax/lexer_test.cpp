#include "syntax/lexer.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace lua {
namespace {

using namespace std::string_view_literals;

/// Tokens as messages show them, separated by spaces; strings and numbers by their values.
std::string tokensOf(base::BytesView source) {
  TreeArena arena;
  Lexer lexer(source, arena);
  std::string result;
  for (Token token = lexer.next(); token.kind != TokenKind::EndOfFile; token = lexer.next()) {
    if (!result.empty()) result += ' ';
    if (token.kind == TokenKind::String) {
      result.append("<").append(token.string).append(">");
    } else if (token.kind == TokenKind::Number) {
      result.append("#").append(std::to_string(token.number));
    } else if (token.kind == TokenKind::Name) {
      result.append(token.name->text);
    } else {
      result.append(tokenText(token.kind));
    }
  }
  if (lexer.failure()) result.append("!").append(lexer.failure()->text);
  return result;
}

struct TokenCase {
  std::string_view source;
  std::string_view tokens;
};

TEST(Lexer, SplitsSourceIntoTokens) {
  const TokenCase cases[] = {
      {"", ""},
      {"local x=y", "local x = y"},
      {"and1 _and And and", "and1 _and And and"},
      {"a.b..c...d", "a . b .. c ... d"},
      {"<<=<>>=>===~=~", "< <= < > >= >= == ~= ~"},
      {"a--b\nc", "a c"},
      {"a--[[b\n]]c--[==[ ]] ]==]d", "a c d"},
      {"a--[b\nc--[=b\nd", "a c d"},
      {"[ [a] ]", "[ [ a ] ]"},
      {"a\t\v\f\r\n b", "a b"},
      {"1 .5 5. 0x10 1e2 1E+2 1e-2",
       "#1.000000 #0.500000 #5.000000 #16.000000 #100.000000 #100.000000 #0.010000"},
      {"0xA.8", "#10.000000 #0.800000"},
      {"x\200y", "x \200 y"},
      {"@$\001", "@ $ char(1)"},
  };
  for (const TokenCase& item : cases) EXPECT_EQ(tokensOf(item.source), item.tokens) << item.source;
}

TEST(Lexer, ReadsStrings) {
  const TokenCase cases[] = {
      {"'a' \"b\" ''", "<a> <b> <>"},
      {"'\\a\\b\\f\\n\\r\\t\\v\\\\\\'\\\"\\q'", "<\a\b\f\n\r\t\v\\'\"q>"},
      {"'\\65\\066\\0671'", "<ABC1>"},
      {"'\\255\\0x'"sv, "<\377\000x>"sv},
      {"'a\000b'"sv, "<a\000b>"sv},
      {"'a\\\nb\\\r\nc\\\rd'", "<a\nb\nc\nd>"},
      {"[[a]] [=[b]]]=] [==[\nc\r\nd\n\re\r]==]", "<a> <b]]> <c\nd\ne\n>"},
      {"[[\r\n]] [[\n\n]]", "<> <\n>"},
      {"[[]]]", "<> ]"},
      {"[[a[b]c]]", "<a[b]c>"},
  };
  for (const TokenCase& item : cases) EXPECT_EQ(tokensOf(item.source), item.tokens) << item.source;
}

TEST(Lexer, StopsAtTheFirstError) {
  const TokenCase cases[] = {
      {"x 3x y", "x!malformed number near '3x'"},
      {"'abc", "!unfinished string near '<eof>'"},
      {"'abc\n'", "!unfinished string near ''abc'"},
      {"'\\256'", "!escape sequence too large near '''"},
      {"[[abc", "!unfinished long string near '<eof>'"},
      {"--[[abc", "!unfinished long comment near '<eof>'"},
      {"[==x", "!invalid long string delimiter near '[=='"},
      {"[[ [[ ]]", "!nesting of [[...]] is deprecated near '['"},
  };
  for (const TokenCase& item : cases) EXPECT_EQ(tokensOf(item.source), item.tokens) << item.source;
}

TEST(Lexer, DeliversEndOfFileForEverAfterAnError) {
  TreeArena arena;
  Lexer lexer("3x y z", arena);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(lexer.next().kind, TokenKind::EndOfFile);
  ASSERT_TRUE(lexer.failure());
  EXPECT_EQ(lexer.failure()->range.length, 2u);
}

TEST(Lexer, KnowsPositions) {
  TreeArena arena;
  Lexer lexer("a\r\n  bc\n[[\n]] d", arena);
  const SourceRange expected[] = {{0, 1, 1, 1}, {5, 2, 2, 3}, {8, 5, 3, 1}, {14, 1, 4, 4}};
  for (const SourceRange& range : expected) {
    const Token token = lexer.next();
    EXPECT_EQ(token.range.offset, range.offset);
    EXPECT_EQ(token.range.length, range.length);
    EXPECT_EQ(token.range.line, range.line);
    EXPECT_EQ(token.range.column, range.column);
  }
  EXPECT_EQ(lexer.line(), 4u);
}

TEST(Lexer, CountsEveryKindOfLineEnd) {
  TreeArena arena;
  Lexer lexer("\n\r\r\n\n\n\r\rx", arena);
  lexer.next();
  EXPECT_EQ(lexer.line(), 6u);
}

TEST(Lexer, SkipsTheFirstLineOfAFileOnRequest) {
  TreeArena arena;
  Lexer lexer("#!/usr/bin/lua\nx", arena);
  lexer.skipHashLine();
  const Token token = lexer.next();
  EXPECT_EQ(token.name->text, "x");
  EXPECT_EQ(token.range.line, 2u);
}

TEST(Lexer, InternsNames) {
  TreeArena arena;
  std::string source;
  for (int i = 0; i < 1000; ++i) source += "n" + std::to_string(i % 500) + " ";
  Lexer lexer(source, arena);
  std::vector<const Name*> names;
  for (int i = 0; i < 1000; ++i) names.push_back(lexer.next().name);
  for (size_t i = 0; i < 500; ++i) EXPECT_EQ(names[i], names[i + 500]);
  EXPECT_NE(names[0], names[1]);
}

TEST(Lexer, QuotesTokensAsTheyWereRead) {
  TreeArena arena;
  Lexer lexer("abc 0x1F 'a\\110' [=[\nx]=] ... +", arena);
  const std::string_view expected[] = {"abc", "0x1F", "'an'", "[=[x]=]", "...", "+", "<eof>"};
  for (const std::string_view text : expected) EXPECT_EQ(lexer.quote(lexer.next()), text);
}

}  // namespace
}  // namespace lua
