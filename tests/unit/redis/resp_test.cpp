#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "redis/resp/decoder.h"
#include "redis/resp/encoder.h"

namespace redis {
namespace {

std::string encoded(const Reply& reply, uint8_t version) {
  std::string out;
  encodeReply(reply, version, out);
  return out;
}

struct EncodingRow {
  const char* name;
  Reply reply;
  const char* version2;
  const char* version3;
};

std::vector<EncodingRow> encodingRows() {
  return {
      {"null", Reply::null(), "$-1\r\n", "_\r\n"},
      {"null array", Reply::nullArray(), "*-1\r\n", "_\r\n"},
      {"status", Reply::ok(), "+OK\r\n", "+OK\r\n"},
      {"error", Reply::error("ERR no"), "-ERR no\r\n", "-ERR no\r\n"},
      {"line break in an error", Reply::error("ERR a\r\nb"), "-ERR a  b\r\n", "-ERR a  b\r\n"},
      {"integer", Reply::integer(-5), ":-5\r\n", ":-5\r\n"},
      {"bulk", Reply::bulk(base::BytesView("a\0b", 3)), nullptr, nullptr},
      {"empty bulk", Reply::bulk(""), "$0\r\n\r\n", "$0\r\n\r\n"},
      {"double", Reply::real(0.1), "$19\r\n0.10000000000000001\r\n", ",0.10000000000000001\r\n"},
      {"infinity", Reply::real(-HUGE_VAL), "$4\r\n-inf\r\n", ",-inf\r\n"},
      {"boolean", Reply::boolean(true), ":1\r\n", "#t\r\n"},
      {"big number", Reply::bigNumber("123456789012345678901234567890"),
       "$30\r\n123456789012345678901234567890\r\n", "(123456789012345678901234567890\r\n"},
      {"verbatim", Reply::verbatim("txt", "hi"), "$2\r\nhi\r\n", "=6\r\ntxt:hi\r\n"},
      {"array", Reply::array({Reply::integer(1), Reply::array()}), "*2\r\n:1\r\n*0\r\n",
       "*2\r\n:1\r\n*0\r\n"},
      {"map", Reply::map({Reply::bulk("a"), Reply::integer(1)}), "*2\r\n$1\r\na\r\n:1\r\n",
       "%1\r\n$1\r\na\r\n:1\r\n"},
      {"set", Reply::set({Reply::integer(1)}), "*1\r\n:1\r\n", "~1\r\n:1\r\n"},
      {"push", Reply::push({Reply::bulk("x")}), "*1\r\n$1\r\nx\r\n", ">1\r\n$1\r\nx\r\n"},
  };
}

TEST(RespEncoder, PrintsEveryKindInBothVersions) {
  for (const EncodingRow& row : encodingRows()) {
    if (row.version2 != nullptr) {
      EXPECT_EQ(encoded(row.reply, 2), row.version2) << row.name;
      EXPECT_EQ(encoded(row.reply, 3), row.version3) << row.name;
    }
  }
  EXPECT_EQ(encoded(Reply::bulk(base::BytesView("a\0b", 3)), 2), std::string("$3\r\na\0b\r\n", 9));
}

TEST(RespDecoder, ReadsBackWhatVersion3Prints) {
  for (const EncodingRow& row : encodingRows()) {
    const std::string bytes = encoded(row.reply, 3);
    const DecodedReply decoded = decodeReply(bytes + "+next");
    ASSERT_EQ(decoded.state, DecodeState::Complete) << row.name;
    EXPECT_EQ(decoded.consumed, bytes.size()) << row.name;
    EXPECT_EQ(encoded(decoded.reply, 3), bytes) << row.name;
  }
}

TEST(RespDecoder, WaitsForTheRest) {
  const std::string bytes =
      encoded(Reply::array({Reply::bulk("hello"), Reply::map({Reply::integer(1), Reply::real(2.5)}),
                            Reply::null()}),
              3);
  for (size_t length = 0; length < bytes.size(); ++length) {
    EXPECT_EQ(decodeReply(bytes.substr(0, length)).state, DecodeState::Incomplete) << length;
  }
  EXPECT_EQ(decodeReply(bytes).state, DecodeState::Complete);
}

TEST(RespDecoder, RefusesMalformedReplies) {
  for (const char* bytes : {"?x\r\n", ":x\r\n", "$-2\r\n", "$x\r\n", "*-2\r\n", "#x\r\n", ",x\r\n",
                            "\r\n", "=2\r\nab\r\n", "$99999999999\r\n"}) {
    const DecodedReply decoded = decodeReply(bytes);
    EXPECT_EQ(decoded.state, DecodeState::Malformed) << bytes;
    EXPECT_FALSE(decoded.problem.empty());
  }
}

TEST(RespDecoder, LimitsNesting) {
  const auto nested = [](size_t depth) {
    std::string bytes;
    for (size_t i = 0; i < depth; ++i) {
      bytes += "*1\r\n";
    }
    return bytes + ":1\r\n";
  };
  EXPECT_EQ(decodeReply(nested(kMaximumReplyDepth)).state, DecodeState::Complete);
  EXPECT_EQ(decodeReply(nested(kMaximumReplyDepth + 1)).state, DecodeState::Malformed);
}

TEST(RespDecoder, SkipsAttributes) {
  const DecodedReply decoded = decodeReply("|1\r\n+ttl\r\n:3600\r\n*1\r\n:7\r\n");
  ASSERT_EQ(decoded.state, DecodeState::Complete);
  EXPECT_EQ(decoded.reply, Reply::array({Reply::integer(7)}));
}

TEST(RespDecoder, ReadsCommands) {
  const std::string bytes = "*2\r\n$3\r\nGET\r\n$2\r\n\r\n\r\n";
  const DecodedCommand command = decodeCommand(bytes + "PING\r\n");
  ASSERT_EQ(command.state, DecodeState::Complete);
  EXPECT_EQ(command.argv, (std::vector<base::Bytes>{"GET", "\r\n"}));
  EXPECT_EQ(command.consumed, bytes.size());
  for (size_t length = 0; length < bytes.size(); ++length) {
    EXPECT_EQ(decodeCommand(bytes.substr(0, length)).state, DecodeState::Incomplete) << length;
  }
  base::Bytes again;
  const base::BytesView argv[] = {"GET", "\r\n"};
  encodeCommand(argv, again);
  EXPECT_EQ(again, bytes);
}

TEST(RespDecoder, ReadsInlineCommands) {
  const DecodedCommand command = decodeCommand("SET \"a b\" 'c\\'d' \"\\x41\\n\"\r\n");
  ASSERT_EQ(command.state, DecodeState::Complete);
  EXPECT_EQ(command.argv, (std::vector<base::Bytes>{"SET", "a b", "c'd", "A\n"}));
  EXPECT_TRUE(decodeCommand("\r\n").argv.empty());
  EXPECT_EQ(decodeCommand("GET \"a\r\n").problem, "Protocol error: unbalanced quotes in request");
  EXPECT_EQ(decodeCommand("GET \"a\"b\r\n").state, DecodeState::Malformed);
}

TEST(RespDecoder, RefusesMalformedCommands) {
  EXPECT_EQ(decodeCommand("*x\r\n").problem, "Protocol error: invalid multibulk length");
  EXPECT_EQ(decodeCommand("*1\r\n:1\r\n").problem, "Protocol error: expected '$', got ':'");
  EXPECT_EQ(decodeCommand("*1\r\n$-1\r\n").problem, "Protocol error: invalid bulk length");
}

}  // namespace
}  // namespace redis
