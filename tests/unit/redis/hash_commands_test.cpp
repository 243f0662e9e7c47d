#include <algorithm>

#include "command_session.h"

namespace redis {
namespace {

TEST(HashCommands, SetsAndReadsFields) {
  CommandSession session;
  session.expect({
      {"HSET h a 1 b 2", "2"},
      {"HSET h a 3 c 4", "1"},
      {"HSET h a", "(ERR wrong number of arguments for 'hset' command)"},
      {"HSET h a 1 b", "(ERR wrong number of arguments for 'hset' command)"},
      {"HMSET h a", "(ERR wrong number of arguments for 'hmset' command)"},
      {"HMSET h a 5 \"\" empty", "OK"},
      {"HSETNX h a 9", "0"},
      {"HSETNX h new 9", "1"},
      {"HSETNX other f v", "1"},
      {"HGET h a", "\"5\""},
      {"HGET h missing", "nil"},
      {"HGET missing a", "nil"},
      {"HMGET h a missing b", "[\"5\", nil, \"2\"]"},
      {"HMGET missing a b", "[nil, nil]"},
      {"HLEN h", "5"},
      {"HLEN missing", "0"},
      {"HSTRLEN h \"\"", "5"},
      {"HSTRLEN h missing", "0"},
      {"HSTRLEN missing a", "0"},
      {"HEXISTS h a", "1"},
      {"HEXISTS h missing", "0"},
      {"HEXISTS missing a", "0"},
  });
}

TEST(HashCommands, KeepsTheOrderOfInsertionWhileSmall) {
  CommandSession session;
  session.expect({
      {"HSET h z 1 a 2 m 3", "3"},
      {"HSET h a 4", "0"},
      {"HGETALL h", "[\"z\", \"1\", \"a\", \"4\", \"m\", \"3\"]"},
      {"HKEYS h", "[\"z\", \"a\", \"m\"]"},
      {"HVALS h", "[\"1\", \"4\", \"3\"]"},
      {"HDEL h a", "1"},
      {"HSET h a 5", "1"},
      {"HGETALL h", "[\"z\", \"1\", \"m\", \"3\", \"a\", \"5\"]"},
      {"HGETALL missing", "[]"},
      {"HKEYS missing", "[]"},
      {"HVALS missing", "[]"},
  });
}

TEST(HashCommands, ErasesFieldsAndTheEmptiedKey) {
  CommandSession session;
  session.expect({
      {"HSET h a 1 b 2 c 3", "3"},
      {"HDEL h a missing a", "1"},
      {"HDEL missing a", "0"},
      {"HDEL h b c", "2"},
      {"EXISTS h", "0"},
  });
}

// Of Redis 7.4.
TEST(HashCommands, ScansWithoutValues) {
  CommandSession session;
  session.expect({
      {"HSET h z 1 a 2", "2"},
      {"HSCAN h 0 NOVALUES", "[\"0\", [\"z\", \"a\"]]"},
      {"HSCAN h 0 MATCH a NOVALUES COUNT 5", "[\"0\", [\"a\"]]"},
      {"SADD s a", "1"},
      {"SSCAN s 0 NOVALUES", "(ERR syntax error)"},
      {"HSCAN h 18446744073709551615", "[\"0\", [\"z\", \"1\", \"a\", \"2\"]]"},
      {"HSCAN h 18446744073709551616", "(ERR invalid cursor)"},
  });
}

TEST(HashCommands, IncrementsIntegers) {
  CommandSession session;
  session.expect({
      {"HINCRBY h n 5", "5"},
      {"HINCRBY h n -7", "-2"},
      {"HINCRBY h n 9223372036854775807", "9223372036854775805"},
      {"HINCRBY h n 9223372036854775807", "(ERR increment or decrement would overflow)"},
      {"HINCRBY h n -9223372036854775808", "-3"},
      {"HINCRBY h n 1.5", "(ERR value is not an integer or out of range)"},
      {"HINCRBY h n abc", "(ERR value is not an integer or out of range)"},
      {"HSET h t text s \" 1\" e \"\" z 01", "4"},
      {"HINCRBY h t 1", "(ERR hash value is not an integer)"},
      {"HINCRBY h s 1", "(ERR hash value is not an integer)"},
      {"HINCRBY h e 1", "(ERR hash value is not an integer)"},
      {"HINCRBY h z 1", "(ERR hash value is not an integer)"},
      {"HGET h n", "\"-3\""},
  });
}

TEST(HashCommands, IncrementsFloats) {
  CommandSession session;
  session.expect({
      {"HINCRBYFLOAT h f 10.5", "\"10.5\""},
      {"HINCRBYFLOAT h f 0.1", "\"10.6\""},
      {"HINCRBYFLOAT h f -5", "\"5.6\""},
      {"HINCRBYFLOAT h f 5.0e3", "\"5005.60000000000000009\""},
      {"HINCRBYFLOAT h f nan", "(ERR value is not a valid float)"},
      {"HINCRBYFLOAT h f inf", "(ERR value is NaN or Infinity)"},
      {"HINCRBYFLOAT h f -inf", "(ERR value is NaN or Infinity)"},
      {"HINCRBYFLOAT h f abc", "(ERR value is not a valid float)"},
      {"HINCRBYFLOAT h f \" 1\"", "(ERR value is not a valid float)"},
      {"HINCRBYFLOAT h g 0", "\"0\""},
      {"HINCRBYFLOAT h g 3.0", "\"3\""},
      {"HINCRBYFLOAT h g 1e-18", "\"3\""},
      {"HSET h t text i inf", "2"},
      {"HINCRBYFLOAT h t 1", "(ERR hash value is not a float)"},
      {"HINCRBYFLOAT h i 1", "(ERR increment would produce NaN or Infinity)"},
      {"HGETALL h",
       "[\"f\", \"5005.60000000000000009\", \"g\", \"3\", \"t\", \"text\", \"i\", \"inf\"]"},
  });
}

TEST(HashCommands, BecomesAHashTableWhenAFieldOrValueIsLong) {
  CommandSession session;
  session.expect({
      {"HSET h f {v*64}", "1"},
      {"ENCODING h", "listpack"},
      {"HSET h f {v*65}", "0"},
      {"ENCODING h", "hashtable"},
      {"HSET h f short", "0"},
      {"ENCODING h", "hashtable"},
      {"HSET g {f*65} v", "1"},
      {"ENCODING g", "hashtable"},
      {"HSETNX k f {v*65}", "1"},
      {"ENCODING k", "hashtable"},
  });
}

TEST(HashCommands, ScansASmallHashInOneStep) {
  CommandSession session;
  session.expect({
      {"HSET h a 1 b 2 ab 3", "3"},
      {"HSCAN h 0", "[\"0\", [\"a\", \"1\", \"b\", \"2\", \"ab\", \"3\"]]"},
      {"HSCAN h 0 COUNT 1", "[\"0\", [\"a\", \"1\", \"b\", \"2\", \"ab\", \"3\"]]"},
      {"HSCAN h 0 MATCH a*", "[\"0\", [\"a\", \"1\", \"ab\", \"3\"]]"},
      {"HSCAN h 0 MATCH x* COUNT 5", "[\"0\", []]"},
      {"HSCAN h 0 COUNT 0", "(ERR syntax error)"},
      {"HSCAN h 0 COUNT x", "(ERR value is not an integer or out of range)"},
      {"HSCAN h 0 MATCH", "(ERR syntax error)"},
      {"HSCAN h 0 TYPE hash", "(ERR syntax error)"},
      {"HSCAN h x", "(ERR invalid cursor)"},
      {"HSCAN missing x", "(ERR invalid cursor)"},
      {"HSCAN missing 0 COUNT x", "[\"0\", []]"},
      {"HSCAN h \"\"", "[\"0\", [\"a\", \"1\", \"b\", \"2\", \"ab\", \"3\"]]"},
      {"HSCAN h 5", "[\"0\", [\"a\", \"1\", \"b\", \"2\", \"ab\", \"3\"]]"},
  });
}

TEST(HashCommands, PicksAllFieldsInOrder) {
  CommandSession session;
  session.expect({
      {"HSET h a 1 b 2 c 3", "3"},
      {"HRANDFIELD h 3", "[\"a\", \"b\", \"c\"]"},
      {"HRANDFIELD h 10 WITHVALUES", "[\"a\", \"1\", \"b\", \"2\", \"c\", \"3\"]"},
      {"HRANDFIELD h 0", "[]"},
      {"HRANDFIELD h 0 WITHVALUES", "[]"},
      {"HRANDFIELD missing", "nil"},
      {"HRANDFIELD missing 3", "[]"},
      {"HRANDFIELD missing -3 WITHVALUES", "[]"},
      {"HRANDFIELD h x", "(ERR value is not an integer or out of range)"},
      {"HRANDFIELD h 1 VALUES", "(ERR syntax error)"},
      {"HRANDFIELD h 1 WITHVALUES more", "(ERR syntax error)"},
      {"HRANDFIELD h -9223372036854775808",
       "(ERR value is out of range, value must between -9223372036854775807 and "
       "9223372036854775807)"},
      {"HRANDFIELD h 9223372036854775807 WITHVALUES", "(ERR value is out of range)"},
      {"HRANDFIELD h -9223372036854775807 WITHVALUES", "(ERR value is out of range)"},
      {"HSET one f v", "1"},
      {"HRANDFIELD one", "\"f\""},
      {"HRANDFIELD one -3", "[\"f\", \"f\", \"f\"]"},
      {"HRANDFIELD one -2 WITHVALUES", "[\"f\", \"v\", \"f\", \"v\"]"},
  });
}

TEST(HashCommands, AnswersInTheShapesOfResp3) {
  CommandSession session;
  session.expect({
      {"HELLO 3", "OK"},
      {"HSET h a 1 b 2", "2"},
      {"HGETALL h", "{\"a\", \"1\", \"b\", \"2\"}"},
      {"HKEYS h", "[\"a\", \"b\"]"},
      {"HVALS h", "[\"1\", \"2\"]"},
      {"HGET h missing", "nil"},
      {"HMGET h a missing", "[\"1\", nil]"},
      {"HRANDFIELD h 5", "[\"a\", \"b\"]"},
      {"HRANDFIELD h 5 WITHVALUES", "[[\"a\", \"1\"], [\"b\", \"2\"]]"},
      {"HINCRBYFLOAT h a 0.5", "\"1.5\""},
      {"HGETALL missing", "{}"},
      {"HSCAN h 0", "[\"0\", [\"a\", \"1.5\", \"b\", \"2\"]]"},
  });
}

TEST(HashCommands, RefusesOtherTypes) {
  CommandSession session;
  session.expect({
      {"SET s v", "OK"},
      {"HSET s f v", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"HMSET s f v", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"HSETNX s f v", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"HGET s f", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"HMGET s f", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"HDEL s f", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"HLEN s", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"HSTRLEN s f", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"HEXISTS s f", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"HKEYS s", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"HVALS s", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"HGETALL s", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"HINCRBY s f 1", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"HINCRBY s f x", "(ERR value is not an integer or out of range)"},
      {"HINCRBYFLOAT s f 1", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"HINCRBYFLOAT s f x", "(ERR value is not a valid float)"},
      {"HSCAN s 0", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"HSCAN s 0 COUNT x", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"HRANDFIELD s", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"HRANDFIELD s 1", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"HRANDFIELD s x", "(ERR value is not an integer or out of range)"},
      {"HGET s", "(ERR wrong number of arguments for 'hget' command)"},
      {"HSET s", "(ERR wrong number of arguments for 'hset' command)"},
  });
}

TEST(HashCommands, BecomesAHashTableBeyondTheEntryLimit) {
  CommandSession session;
  for (int i = 0; i < 512; ++i) {
    session.run("HSET h f" + std::to_string(i) + " v");
  }
  EXPECT_EQ(session.run("ENCODING h"), "listpack");
  session.run("HSET h one-more v");
  EXPECT_EQ(session.run("ENCODING h"), "hashtable");
  session.run("HDEL h one-more");
  EXPECT_EQ(session.run("ENCODING h"), "hashtable");
}

TEST(HashCommands, ScansALargeHashStepByStep) {
  CommandSession session;
  for (int i = 0; i < 1000; ++i) {
    session.run("HSET h f" + std::to_string(i) + " v");
  }
  std::vector<bool> seen(1000);
  std::string cursor = "0";
  int steps = 0;
  do {
    const Reply reply = session.execute({"HSCAN", "h", cursor, "COUNT", "100"});
    cursor = reply.elements()[0].text();
    const auto& elements = reply.elements()[1].elements();
    for (size_t i = 0; i < elements.size(); i += 2) {
      seen[std::stoul(elements[i].text().substr(1))] = true;
    }
    // A field that goes and one that comes do not disturb the others.
    session.run("HDEL h f" + std::to_string(steps));
    session.run("HSET h g" + std::to_string(steps) + " v");
    session.run("HDEL h g" + std::to_string(steps));
    ++steps;
  } while (cursor != "0");
  EXPECT_GE(steps, 10);
  for (size_t i = static_cast<size_t>(steps); i < seen.size(); ++i) {
    EXPECT_TRUE(seen[i]) << i;
  }
}

TEST(HashCommands, PicksDistinctFieldsAtRandom) {
  CommandSession session;
  for (int i = 0; i < 2000; ++i) {
    session.run("HSET h f" + std::to_string(i) + " v" + std::to_string(i));
  }
  for (const char* count : {"1", "10", "700", "1500", "2000", "5000"}) {
    const Reply reply = session.execute({"HRANDFIELD", "h", count, "WITHVALUES"});
    const auto& elements = reply.elements();
    ASSERT_EQ(elements.size(), 2 * std::min<size_t>(std::stoul(count), 2000));
    std::vector<std::string> fields;
    for (size_t i = 0; i < elements.size(); i += 2) {
      fields.push_back(elements[i].text());
      EXPECT_EQ(elements[i + 1].text(), "v" + elements[i].text().substr(1));
    }
    std::sort(fields.begin(), fields.end());
    EXPECT_EQ(std::adjacent_find(fields.begin(), fields.end()), fields.end());
  }
  EXPECT_EQ(session.execute({"HRANDFIELD", "h", "-5000"}).elements().size(), 5000u);
  EXPECT_TRUE(session.execute({"HRANDFIELD", "h", "-10000001"}).isError());
}

TEST(HashCommands, ChangesDoNotReachAFork) {
  CommandSession session;
  session.run("HSET h a 1");
  const auto fork = session.keyspace().fork();
  session.run("HSET h a 2");
  EXPECT_EQ(session.run("HGET h a"), "\"2\"");
  session.keyspace().adopt(std::move(*fork));
  EXPECT_EQ(session.run("HGET h a"), "\"1\"");
}

}  // namespace
}  // namespace redis
