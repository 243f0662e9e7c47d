#include "command_session.h"

namespace redis {
namespace {

/// Commands that change nothing leave the value shared with a fork, so that a difference of
/// keyspaces shows no change.
TEST(UnchangedValues, StaySharedWithAFork) {
  CommandSession session;
  session.run("HSET h a 1");
  session.run("RPUSH l a b");
  session.run("SADD s a 1");
  session.run("ZADD z 1 a 2 b");
  session.run("SET str v");
  const auto fork = session.keyspace().fork();
  constexpr const char* kLines[] = {
      "HSETNX h a 2",
      "HDEL h x",
      "HINCRBY h a x",
      "LREM l 0 x",
      "LTRIM l 0 -1",
      "LSET l 9 x",
      "LINSERT l BEFORE x y",
      "LPOP l 0",
      "LMOVE l str LEFT LEFT",
      "SADD s a 1",
      "SREM s x y",
      "SMOVE s t x",
      "SPOP s 0",
      "ZADD z 1 a",
      "ZADD z NX 5 a",
      "ZADD z XX 5 x",
      "ZADD z GT 0 a",
      "ZREM z x",
      "ZREMRANGEBYSCORE z 8 9",
      "ZPOPMIN z 0",
      "ZINCRBY z 0 a",
      "HGETALL h",
      "LRANGE l 0 -1",
      "SMEMBERS s",
      "ZRANGE z 0 -1",
      "SRANDMEMBER s",
      "ZRANDMEMBER z",
      "HRANDFIELD h",
  };
  for (const char* line : kLines) {
    session.run(line);
    for (const char* key : {"h", "l", "s", "z"}) {
      const auto* now = session.keyspace().database(0).peek(key);
      const auto* before = fork->database(0).peek(key);
      ASSERT_NE(now, nullptr) << line;
      EXPECT_TRUE(now->value.object == before->value.object) << line << " changed " << key;
    }
  }
}

/// Commands that change a value change it on one side only.
TEST(ChangedValues, LeaveAForkAlone) {
  constexpr const char* kLines[] = {
      "HSET h a 2",
      "HDEL h a",
      "HINCRBY h a 1",
      "HINCRBYFLOAT h a 1",
      "LPUSH l x",
      "LPOP l",
      "LREM l 0 a",
      "LTRIM l 1 1",
      "LSET l 0 x",
      "LINSERT l BEFORE a x",
      "RPOPLPUSH l l",
      "RPOPLPUSH l m",
      "SADD s x",
      "SREM s 1",
      "SPOP s",
      "SPOP s 1",
      "SMOVE s t 1",
      "ZADD z 5 a",
      "ZADD z 5 new",
      "ZINCRBY z 1 a",
      "ZREM z a",
      "ZPOPMAX z",
      "ZREMRANGEBYRANK z 0 0",
      "ZREMRANGEBYRANK z 0 -1",
      "ZMPOP 1 z MIN",
      "SPOP s 9",
      "LTRIM l 9 9",
  };
  for (const char* line : kLines) {
    CommandSession session;
    session.run("HSET h a 1");
    session.run("RPUSH l a b");
    session.run("SADD s a 1");
    session.run("ZADD z 1 a 2 b");
    const auto fork = session.keyspace().fork();
    EXPECT_NE(session.run(line)[0], '(') << line;
    session.keyspace().adopt(std::move(*fork));
    EXPECT_EQ(session.run("HGETALL h"), "[\"a\", \"1\"]") << line;
    EXPECT_EQ(session.run("LRANGE l 0 -1"), "[\"a\", \"b\"]") << line;
    EXPECT_EQ(session.run("SCARD s"), "2") << line;
    EXPECT_EQ(session.run("SMISMEMBER s a 1"), "[1, 1]") << line;
    EXPECT_EQ(session.run("ZRANGE z 0 -1 WITHSCORES"), "[\"a\", \"1\", \"b\", \"2\"]") << line;
  }
}

}  // namespace
}  // namespace redis
