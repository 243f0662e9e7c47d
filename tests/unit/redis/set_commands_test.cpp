#include <algorithm>

#include "command_session.h"

namespace redis {
namespace {

TEST(SetCommands, AddsRemovesAndTests) {
  CommandSession session;
  session.expect({
      {"SADD s a b a", "2"},
      {"SADD s b c", "1"},
      {"SCARD s", "3"},
      {"SCARD missing", "0"},
      {"SISMEMBER s a", "1"},
      {"SISMEMBER s x", "0"},
      {"SISMEMBER missing a", "0"},
      {"SMISMEMBER s a x b", "[1, 0, 1]"},
      {"SMISMEMBER missing a b", "[0, 0]"},
      {"SREM s a x", "1"},
      {"SREM missing a", "0"},
      {"SREM s b c", "2"},
      {"EXISTS s", "0"},
      {"SADD s", "(ERR wrong number of arguments for 'sadd' command)"},
  });
}

TEST(SetCommands, ReturnsIntegersAscending) {
  CommandSession session;
  session.expect({
      {"SADD s 10 -5 3 9223372036854775807 -9223372036854775808 0", "6"},
      {"SMEMBERS s",
       "[\"-9223372036854775808\", \"-5\", \"0\", \"3\", \"10\", \"9223372036854775807\"]"},
      {"ENCODING s", "intset"},
      {"SREM s 3 x", "1"},
      {"SSCAN s 0 COUNT 1",
       "[\"0\", [\"-9223372036854775808\", \"-5\", \"0\", \"10\", \"9223372036854775807\"]]"},
      {"SISMEMBER s -5", "1"},
      {"SISMEMBER s 05", "0"},
      {"SADD s 01", "1"},
      {"ENCODING s", "hashtable"},
      {"SREM s 01", "1"},
      {"ENCODING s", "hashtable"},
      {"SMEMBERS missing", "[]"},
      {"SADD t -0", "1"},
      {"ENCODING t", "hashtable"},
      {"SADD u +1", "1"},
      {"ENCODING u", "hashtable"},
      {"SADD v 9223372036854775808", "1"},
      {"ENCODING v", "hashtable"},
  });
}

TEST(SetCommands, Moves) {
  CommandSession session;
  session.expect({
      {"SADD s a b", "2"},
      {"SADD t c", "1"},
      {"SMOVE s t a", "1"},
      {"SMOVE s t x", "0"},
      {"SMOVE missing t a", "0"},
      {"SMOVE s s b", "1"},
      {"SMOVE s s x", "0"},
      {"SMOVE s u b", "1"},
      {"EXISTS s", "0"},
      {"SMEMBERS u", "[\"b\"]"},
      {"SCARD t", "2"},
      {"SMOVE u t b", "1"},
      {"SISMEMBER t b", "1"},
      {"SET str v", "OK"},
      {"SMOVE missing str a", "0"},
      {"SMOVE t str a", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"SMOVE str t a", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"SMOVE t str x", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
  });
}

TEST(SetCommands, Intersects) {
  CommandSession session;
  session.expect({
      {"SADD a 1 2 3 4 5", "5"},
      {"SADD b 4 2 9 5", "4"},
      {"SADD c 5 4 x y z", "5"},
      {"SINTER a b", "[\"2\", \"4\", \"5\"]"},
      {"SINTER a b c", "[\"4\", \"5\"]"},
      {"SINTER b", "[\"2\", \"4\", \"5\", \"9\"]"},
      {"SINTER a missing", "[]"},
      {"SINTERSTORE d a b", "3"},
      {"SMEMBERS d", "[\"2\", \"4\", \"5\"]"},
      {"ENCODING d", "intset"},
      {"SINTERSTORE d a missing", "0"},
      {"EXISTS d", "0"},
      {"SINTERCARD 2 a b", "3"},
      {"SINTERCARD 2 a b LIMIT 2", "2"},
      {"SINTERCARD 2 a b LIMIT 0", "3"},
      {"SINTERCARD 1 a LIMIT 10", "5"},
      {"SINTERCARD 2 a missing", "0"},
      {"SINTERCARD 0 a", "(ERR numkeys should be greater than 0)"},
      {"SINTERCARD x a", "(ERR numkeys should be greater than 0)"},
      {"SINTERCARD 3 a b", "(ERR Number of keys can't be greater than number of args)"},
      {"SINTERCARD 1 a LIMIT -1", "(ERR LIMIT can't be negative)"},
      {"SINTERCARD 1 a LIMIT x", "(ERR LIMIT can't be negative)"},
      {"SINTERCARD 1 a LIMIT", "(ERR syntax error)"},
      {"SINTERCARD 1 a OTHER 1", "(ERR syntax error)"},
      {"SINTERSTORE a a b", "3"},
      {"SMEMBERS a", "[\"2\", \"4\", \"5\"]"},
  });
}

TEST(SetCommands, UnitesAndSubtracts) {
  CommandSession session;
  session.expect({
      {"SADD a 1 2 3 4 5", "5"},
      {"SADD b 4 2 9", "3"},
      {"SUNION a b", "[\"1\", \"2\", \"3\", \"4\", \"5\", \"9\"]"},
      {"SUNION a missing b", "[\"1\", \"2\", \"3\", \"4\", \"5\", \"9\"]"},
      {"SUNION missing", "[]"},
      {"SUNIONSTORE d a b", "6"},
      {"SMEMBERS d", "[\"1\", \"2\", \"3\", \"4\", \"5\", \"9\"]"},
      {"SDIFF a b", "[\"1\", \"3\", \"5\"]"},
      {"SDIFF a missing", "[\"1\", \"2\", \"3\", \"4\", \"5\"]"},
      {"SDIFF missing a", "[]"},
      {"SDIFF a a", "[]"},
      {"SDIFF a b a", "[]"},
      {"SDIFFSTORE d a b", "3"},
      {"SMEMBERS d", "[\"1\", \"3\", \"5\"]"},
      {"SDIFFSTORE d a a", "0"},
      {"EXISTS d", "0"},
      {"SUNIONSTORE a missing", "0"},
      {"EXISTS a", "0"},
  });
}

TEST(SetCommands, ChoosesTheEncodingOfADifferenceAsRedisDoes) {
  CommandSession session;
  session.expect({
      {"SADD big 1 2 3 4 x", "5"},
      {"SADD small x", "1"},
      {"SDIFFSTORE d big small", "4"},
      {"ENCODING d", "intset"},
      {"SADD b1 x", "1"},
      {"SADD b2 x", "1"},
      {"SDIFFSTORE d big b1 b2 small", "4"},
      {"ENCODING d", "hashtable"},
      {"SADD tiny 1 x", "2"},
      {"SADD huge 2 3 4 5 6 7 8 9 x", "9"},
      {"SDIFFSTORE d tiny huge", "1"},
      {"ENCODING d", "intset"},
  });
}

TEST(SetCommands, Scans) {
  CommandSession session;
  session.expect({
      {"SADD s 1 2 12", "3"},
      {"SSCAN s 0", "[\"0\", [\"1\", \"2\", \"12\"]]"},
      {"SSCAN s 0 MATCH 1*", "[\"0\", [\"1\", \"12\"]]"},
      {"SSCAN s 0 COUNT 0", "(ERR syntax error)"},
      {"SSCAN s x", "(ERR invalid cursor)"},
      {"SSCAN missing 0", "[\"0\", []]"},
      {"SSCAN s 0 OTHER", "(ERR syntax error)"},
  });
}

TEST(SetCommands, PopsAndPicks) {
  CommandSession session;
  session.expect({
      {"SADD s 1 2 3", "3"},
      {"SRANDMEMBER s 3", "[\"1\", \"2\", \"3\"]"},
      {"SRANDMEMBER s 10", "[\"1\", \"2\", \"3\"]"},
      {"SRANDMEMBER s 0", "[]"},
      {"SRANDMEMBER s x", "(ERR value is not an integer or out of range)"},
      {"SRANDMEMBER s 1 2", "(ERR syntax error)"},
      {"SRANDMEMBER s -9223372036854775808",
       "(ERR value is out of range, value must between -9223372036854775807 and "
       "9223372036854775807)"},
      {"SRANDMEMBER missing", "nil"},
      {"SRANDMEMBER missing 1", "[]"},
      {"SPOP s 0", "[]"},
      {"SPOP s -1", "(ERR value is out of range, must be positive)"},
      {"SPOP s x", "(ERR value is out of range, must be positive)"},
      {"SPOP s 1 2", "(ERR syntax error)"},
      {"SPOP s 10", "[\"1\", \"2\", \"3\"]"},
      {"EXISTS s", "0"},
      {"SPOP s", "nil"},
      {"SPOP s 1", "[]"},
      {"SADD one x", "1"},
      {"SRANDMEMBER one", "\"x\""},
      {"SRANDMEMBER one -2", "[\"x\", \"x\"]"},
      {"SPOP one", "\"x\""},
  });
}

TEST(SetCommands, AnswersInTheShapesOfResp3) {
  CommandSession session;
  session.expect({
      {"HELLO 3", "OK"},
      {"SADD s 1 2", "2"},
      {"SMEMBERS s", "~[\"1\", \"2\"]"},
      {"SMEMBERS missing", "~[]"},
      {"SINTER s", "~[\"1\", \"2\"]"},
      {"SINTER missing", "~[]"},
      {"SUNION s", "~[\"1\", \"2\"]"},
      {"SDIFF s", "~[\"1\", \"2\"]"},
      {"SRANDMEMBER s 2", "[\"1\", \"2\"]"},
      {"SRANDMEMBER missing", "nil"},
      {"SPOP s 5", "~[\"1\", \"2\"]"},
      {"SPOP s 5", "~[]"},
      {"SPOP s", "nil"},
      {"SSCAN s 0", "[\"0\", []]"},
  });
}

TEST(SetCommands, RefusesOtherTypes) {
  CommandSession session;
  session.expect({
      {"SET str v", "OK"},
      {"SADD s 1", "1"},
      {"SADD str a", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"SREM str a", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"SCARD str", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"SISMEMBER str a", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"SMISMEMBER str a", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"SMEMBERS str", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"SINTER s str", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"SINTER missing str", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"SINTERSTORE d missing str",
       "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"SINTERCARD 2 s str", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"SUNION s str", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"SDIFF s str", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"SDIFF missing str", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"SUNIONSTORE d str", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"SUNIONSTORE str s", "1"},
      {"TYPE str", "set"},
      {"SET str v", "OK"},
      {"SPOP str", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"SPOP str 1", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"SRANDMEMBER str", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"SRANDMEMBER str 1", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"SSCAN str 0", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
  });
}

TEST(SetCommands, BecomesAHashTableBeyondTheEntryLimit) {
  CommandSession session;
  for (int i = 0; i < 512; ++i) {
    session.run("SADD s " + std::to_string(i));
  }
  EXPECT_EQ(session.run("ENCODING s"), "intset");
  session.run("SADD s 512");
  EXPECT_EQ(session.run("ENCODING s"), "hashtable");
  EXPECT_EQ(session.run("SCARD s"), "513");
}

TEST(SetCommands, PopsDistinctMembersAtRandom) {
  CommandSession session;
  for (int i = 0; i < 3000; ++i) {
    session.run("SADD s m" + std::to_string(i));
  }
  std::vector<std::string> popped;
  for (const char* count : {"1", "100", "1900", "5000"}) {
    const Reply picked = session.execute({"SRANDMEMBER", "s", count});
    const Reply reply = session.execute({"SPOP", "s", count});
    EXPECT_EQ(picked.elements().size(), reply.elements().size());
    for (const Reply& member : reply.elements()) {
      popped.push_back(member.text());
    }
  }
  EXPECT_EQ(session.run("EXISTS s"), "0");
  std::sort(popped.begin(), popped.end());
  EXPECT_EQ(popped.size(), 3000u);
  EXPECT_EQ(std::adjacent_find(popped.begin(), popped.end()), popped.end());
}

TEST(SetCommands, ScansALargeSetStepByStep) {
  CommandSession session;
  for (int i = 0; i < 1000; ++i) {
    session.run("SADD s m" + std::to_string(i));
  }
  std::vector<std::string> seen;
  std::string cursor = "0";
  do {
    const Reply reply = session.execute({"SSCAN", "s", cursor, "COUNT", "64"});
    cursor = reply.elements()[0].text();
    for (const Reply& member : reply.elements()[1].elements()) {
      seen.push_back(member.text());
    }
  } while (cursor != "0");
  EXPECT_EQ(seen.size(), 1000u);
}

}  // namespace
}  // namespace redis
