#include "command_session.h"
#include "redis/server/command_statistics.h"
#include "redis/server/slow_log.h"

// The expectations are answers of redis-server 7.0.15.

namespace redis {
namespace {

TEST(Administration, AnswersAsAServerOnItsOwn) {
  CommandSession session;
  session.expect({
      {"READONLY", "(ERR This instance has cluster support disabled)"},
      {"CLUSTER INFO", "(ERR This instance has cluster support disabled)"},
      {"CLUSTER foo", "(ERR unknown subcommand 'foo'. Try CLUSTER HELP.)"},
      {"ROLE", "[\"master\", 0, []]"},
      {"REPLICAOF no one", "OK"},
      {"SLAVEOF a 99999", "(ERR Invalid master port)"},
      {"FAILOVER", "(ERR FAILOVER requires connected replicas.)"},
      {"FAILOVER ABORT", "(ERR No failover in progress.)"},
      {"SHUTDOWN ABORT", "(ERR No shutdown in progress.)"},
      {"SHUTDOWN ABORT NOW", "(ERR syntax error)"},
      {"SHUTDOWN SAVE NOSAVE", "(ERR syntax error)"},
      {"SHUTDOWN now x", "(ERR syntax error)"},
      {"MODULE LIST", "[]"},
      {"LOLWUT VERSION x", "(ERR value is not an integer or out of range)"},
  });
}

TEST(Administration, TellsTheMemoryOfAKeyInRedis) {
  CommandSession session;
  session.expect({
      {"MEMORY USAGE nokey", "nil"},
      {"MEMORY USAGE nokey SAMPLES -1", "(ERR syntax error)"},
      {"MEMORY USAGE nokey SAMPLES x", "(ERR value is not an integer or out of range)"},
      {"MEMORY USAGE nokey foo 1", "(ERR syntax error)"},
      {"SET s abc", "OK"},
      {"MEMORY USAGE s", "64"},
      {"SET i 1", "OK"},
      {"MEMORY USAGE i", "48"},
      {"RPUSH l 1 2 3", "3"},
      {"MEMORY USAGE l", "144"},
      {"HSET h a 1", "1"},
      {"MEMORY USAGE h", "64"},
      {"HSET h a {1x103}", "0"},
      {"SADD si 1 2 3", "3"},
      {"MEMORY USAGE si", "64"},
      {"SADD st a b c", "3"},
      {"MEMORY USAGE st", "232"},
      {"ZADD z 1 a", "1"},
      {"MEMORY USAGE z SAMPLES 0", "64"},
  });
}

TEST(Administration, KeepsCommandsThatTookLong) {
  CommandSession session;
  session.expect({
      {"SLOWLOG GET -2", "(ERR count should be greater than or equal to -1)"},
      {"SLOWLOG GET x", "(ERR count should be greater than or equal to -1)"},
      {"CONFIG SET slowlog-log-slower-than 0", "OK"},
      {"SLOWLOG RESET", "OK"},
      {"PING", "PONG"},
      {"CONFIG SET slowlog-log-slower-than -1", "OK"},
      {"SLOWLOG LEN", "2"},
      {"LATENCY LATEST", "[]"},
      {"LATENCY GRAPH foo", "(ERR No samples available for event 'foo')"},
      {"LATENCY RESET", "0"},
      {"LATENCY HISTOGRAM nothing", "[]"},
  });
}

TEST(SlowLog, ShortensArguments) {
  const std::string longText(200, 'x');
  std::vector<base::BytesView> argv(40, "a");
  argv[1] = longText;
  const std::vector<base::Bytes> shown = SlowLog::shorten(argv);
  ASSERT_EQ(shown.size(), 32U);
  EXPECT_EQ(shown[1], std::string(128, 'x') + "... (72 more bytes)");
  EXPECT_EQ(shown[31], "... (9 more arguments)");
}

TEST(LatencyHistogram, AnswersWithinSixPercent) {
  LatencyHistogram histogram;
  for (int64_t microseconds = 1; microseconds <= 1000; ++microseconds) {
    histogram.add(microseconds * 1000);
  }
  EXPECT_EQ(histogram.count(), 1000U);
  EXPECT_NEAR(static_cast<double>(histogram.percentile(50)), 500e3, 32e3);
  EXPECT_NEAR(static_cast<double>(histogram.percentile(99)), 990e3, 64e3);
  EXPECT_EQ(histogram.countUpTo(INT64_MAX), 1000U);
}

TEST(Administration, DebugsWithoutHarm) {
  CommandSession session;
  session.expect({
      {"DEBUG foo",
       "(ERR unknown subcommand or wrong number of arguments for 'foo'. Try DEBUG HELP.)"},
      {"DEBUG JMAP",
       "(ERR unknown subcommand or wrong number of arguments for 'JMAP'. Try DEBUG HELP.)"},
      {"DEBUG SLEEP 0", "OK"},
      {"DEBUG OBJECT nokey", "(ERR no such key)"},
      {"DEBUG DIGEST", "0000000000000000000000000000000000000000"},
      {"DEBUG QUICKLIST-PACKED-THRESHOLD x",
       "(ERR argument must be a memory value bigger than 1 and smaller than 4gb)"},
      {"DEBUG QUICKLIST-PACKED-THRESHOLD 10b", "OK"},
      {"DEBUG ERROR \"foo bar\"", "(foo bar)"},
      {"DEBUG PROTOCOL array", "[0, 1, 2]"},
      {"DEBUG PROTOCOL push", "(ERR RESP2 is not supported by this command)"},
      {"DEBUG POPULATE 3 pre", "OK"},
      {"GET pre:2", "\"value:2\""},
      {"FLUSHALL", "OK"},
      {"SET s abc", "OK"},
      {"SET i 1", "OK"},
      {"RPUSH l 1 2 3", "3"},
      {"SADD si 1 2 3", "3"},
      {"SADD st a b c", "3"},
      {"ZADD z 1 a", "1"},
      {"DEBUG DIGEST-VALUE s i l si st z",
       "[21ffcd2d36aebffca02995acb412bcb827d4c1db, b4fc66738120fba0b5aa500ab5c2bf89cea1c5da, "
       "4ee6e075f07dc1413244a0d85654cd725e5ce13d, 2a462a3f51a1db89738ebbeef0c47ce1bbc85246, "
       "593c2414786d75446e97f4ea5d4b731f3313da72, 430190c6ed5abafff87d97b4f51a92796ed05895]"},
  });
}

TEST(Administration, FindsKeysOfCommandLines) {
  CommandSession session;
  session.expect({
      {"COMMAND GETKEYS SORT abc STORE def", "[\"abc\", \"def\"]"},
      {"COMMAND GETKEYS SORT k STORE BY STORE z", "[\"k\", \"BY\"]"},
      {"COMMAND GETKEYSANDFLAGS BITFIELD k OVERFLOW WRAP GET u8 0", "[[\"k\", [RO, access]]]"},
      {"COMMAND GETKEYSANDFLAGS BITFIELD k GET u8 0 SET u8 0 1", "[[\"k\", [RW, access, update]]]"},
      {"COMMAND GETKEYSANDFLAGS BITFIELD k GET u8", "[[\"k\", [RW, access, update]]]"},
      {"COMMAND GETKEYS EVAL x 2 a b c", "[\"a\", \"b\"]"},
      {"COMMAND GETKEYS ZUNIONSTORE target 2 a b", "[\"target\", \"a\", \"b\"]"},
      {"COMMAND GETKEYS ZINTERSTORE z3 01 z2", "[\"z2\", \"z3\"]"},
      {"COMMAND GETKEYS ZINTERSTORE z2 0 z1 z2", "(ERR Invalid arguments specified for command)"},
      {"COMMAND GETKEYSANDFLAGS BLMPOP 0.01 \" 1\" l3 l1 RIGHT", "[[\"l3\", []]]"},
      {"COMMAND GETKEYS PFMERGE p3", "(ERR Invalid arguments specified for command)"},
      {"COMMAND GETKEYS EVAL_RO x 01 s2", "[\"s2\"]"},
      {"COMMAND GETKEYS EVAL x abc", "[]"},
      {"COMMAND GETKEYS MEMORY USAGE foo", "[\"foo\"]"},
      {"COMMAND GETKEYS XREAD COUNT 1 STREAMS a b 0 0", "[\"a\", \"b\"]"},
      {"COMMAND GETKEYSANDFLAGS SET k v", "[[\"k\", [OW, update]]]"},
      {"COMMAND GETKEYSANDFLAGS SET k v GET", "[[\"k\", [RW, access, update]]]"},
  });
}

}  // namespace
}  // namespace redis
