#include "script/command_line.h"

#include <gtest/gtest.h>

namespace {

using base::Bytes;
using redis::Reply;
using script::formatReply;
using script::formatReplyRaw;
using script::splitCommandLine;

TEST(CommandLine, SplitsWordsAndQuotes) {
  struct Case {
    const char* name;
    const char* line;
    std::vector<Bytes> words;
  };
  const Case cases[] = {
      {"blank", "  \t ", {}},
      {"bare words", " SET a  b ", {"SET", "a", "b"}},
      {"double quotes", R"(SET "a b" "c\nd")", {"SET", "a b", "c\nd"}},
      {"hexadecimal", R"("\x00\xff\x4g")", {Bytes("\0\xff", 2) + "x4g"}},
      {"single quotes", R"('a\'b' 'c\n')", {"a'b", "c\\n"}},
      {"quote inside a word", R"(ab"c d")", {"abc d"}},
      {"empty words", R"("" '')", {"", ""}},
  };
  for (const Case& test : cases) {
    SCOPED_TRACE(test.name);
    base::Result<std::vector<Bytes>> words = splitCommandLine(test.line);
    ASSERT_TRUE(words.isOk());
    EXPECT_EQ(words.value(), test.words);
  }
}

TEST(CommandLine, RefusesUnbalancedQuotes) {
  for (const char* line : {"\"a", "'a", "\"a\"b", "'a'b", "a \"b", "\"a\\"}) {
    SCOPED_TRACE(line);
    const base::Result<std::vector<Bytes>> words = splitCommandLine(line);
    ASSERT_FALSE(words.isOk());
    EXPECT_EQ(words.status().code(), base::StatusCode::InvalidArgument);
  }
}

Reply nestedReply() {
  return Reply::array({Reply::integer(1), Reply::bulk("a"), Reply::status("S"),
                       Reply::array({Reply::bulk("x"), Reply::array({Reply::integer(2)})}),
                       Reply::null(), Reply::integer(3)});
}

TEST(CommandLine, PrintsRepliesAsRedisCli) {
  EXPECT_EQ(formatReply(nestedReply()),
            "1) (integer) 1\n2) \"a\"\n3) S\n4) 1) \"x\"\n   2) 1) (integer) 2\n5) (nil)\n6) "
            "(integer) 3");
  EXPECT_EQ(formatReply(Reply::error("ERR no")), "(error) ERR no");
  EXPECT_EQ(formatReply(Reply::array()), "(empty array)");
  EXPECT_EQ(formatReply(Reply::bulk("q\"\\\n\x01\xff")), R"("q\"\\\n\x01\xff")");
}

TEST(CommandLine, AlignsNumbersOfLongArrays) {
  Reply reply = Reply::array();
  for (int i = 0; i < 10; ++i) reply.addInteger(i);
  const Bytes text = formatReply(reply);
  EXPECT_EQ(text.substr(0, 16), " 1) (integer) 0\n");
  EXPECT_EQ(text.substr(text.rfind('\n') + 1), "10) (integer) 9");
}

TEST(CommandLine, PrintsRawReplies) {
  EXPECT_EQ(formatReplyRaw(nestedReply()), "1\na\nS\nx\n2\n\n3");
  EXPECT_EQ(formatReplyRaw(Reply::bulk("a\nb")), "a\nb");
}

}  // namespace
