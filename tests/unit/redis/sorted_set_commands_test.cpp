#include <algorithm>

#include "command_session.h"

namespace redis {
namespace {

// Of Redis 7.2.
TEST(SortedSetCommands, TellRanksWithScores) {
  CommandSession session;
  session.expect({
      {"ZADD z 1 a 2.5 b 3 c", "3"},
      {"ZRANK z b WITHSCORE", "[1, \"2.5\"]"},
      {"ZREVRANK z a withscore", "[2, \"1\"]"},
      {"ZRANK z b", "1"},
      {"ZRANK z missing WITHSCORE", "nil[]"},
      {"ZRANK missing b WITHSCORE", "nil[]"},
      {"ZRANK z b WITHSCORES", "(ERR wrong number of arguments for 'zrank' command)"},
      {"ZRANK z b WITHSCORE x", "(ERR wrong number of arguments for 'zrank' command)"},
      {"HELLO 3", "OK"},
      {"ZRANK z b WITHSCORE", "[1, ,2.5]"},
  });
}

TEST(SortedSetCommands, TakeMoreWordsForARankOnlyInLaterReleases) {
  CommandSession session;
  session.expect({
      {"ZADD z 1 a", "1"},
      {"MULTI", "OK"},
      {"ZRANK z a extra", "(ERR wrong number of arguments for 'zrank' command)"},
      {"EXEC", "(EXECABORT Transaction discarded because of previous errors.)"},
  });
  session.session().inScript = true;
  session.expect({
      {"ZRANK z a extra", "(ERR Wrong number of args calling Redis command from script)"},
      {"ZREVRANK z a b c", "(ERR Wrong number of args calling Redis command from script)"},
  });
  session.session().inScript = false;
  session.keyspace().configuration().compat = Compatibility(Compatibility::Release::Redis74);
  session.expect({
      {"ZRANK z a extra", "(ERR syntax error)"},
      {"ZREVRANK z a b c", "(ERR wrong number of arguments for 'zrevrank' command)"},
  });
}

TEST(SortedSetCommands, AddsWithOptions) {
  CommandSession session;
  session.expect({
      {"ZADD z 1 a 2 b", "2"},
      {"ZADD z 1 a 3 b 4 c", "1"},
      {"ZADD z CH 1 a 5 b 6 d", "2"},
      {"ZADD z NX 9 a 7 e", "1"},
      {"ZADD z XX 2 a 9 x", "0"},
      {"ZADD z XX CH 3 a", "1"},
      {"ZADD z GT CH 1 a", "0"},
      {"ZADD z GT CH 9 a 1 new", "2"},
      {"ZADD z LT CH 10 a", "0"},
      {"ZADD z lt ch 1 a", "1"},
      {"ZADD z INCR 5 a", "\"6\""},
      {"ZADD z NX INCR 5 a", "nil"},
      {"ZADD z XX INCR 5 missing", "nil"},
      {"ZADD z GT INCR -1 a", "nil"},
      {"ZADD z LT INCR -1 a", "\"5\""},
      {"ZADD missing XX 1 a", "0"},
      {"ZADD missing XX INCR 1 a", "nil"},
      {"ZADD z NX XX 1 a", "(ERR XX and NX options at the same time are not compatible)"},
      {"ZADD z GT LT 1 a", "(ERR GT, LT, and/or NX options at the same time are not compatible)"},
      {"ZADD z GT NX 1 a", "(ERR GT, LT, and/or NX options at the same time are not compatible)"},
      {"ZADD z INCR 1 a 2 b", "(ERR INCR option supports a single increment-element pair)"},
      {"ZADD z 1", "(ERR wrong number of arguments for 'zadd' command)"},
      {"ZADD z 1 a 2", "(ERR syntax error)"},
      {"ZADD z CH", "(ERR wrong number of arguments for 'zadd' command)"},
      {"ZADD z NX XX 1", "(ERR syntax error)"},
      {"ZADD z x a", "(ERR value is not a valid float)"},
      {"ZADD z 1 ok nan bad", "(ERR value is not a valid float)"},
      {"ZADD z 1e400 a", "(ERR value is not a valid float)"},
      {"ZADD z \" 1\" a", "(ERR value is not a valid float)"},
      {"ZADD z 0x10 hex inf top -inf bottom", "3"},
      {"ZRANGE z 0 -1 WITHSCORES",
       "[\"bottom\", \"-inf\", \"new\", \"1\", \"c\", \"4\", \"a\", \"5\", \"b\", \"5\", \"d\", "
       "\"6\", \"e\", \"7\", \"hex\", \"16\", \"top\", \"inf\"]"},
      {"ZADD z INCR -inf top", "(ERR resulting score is not a number (NaN))"},
      {"ZINCRBY z -inf top", "(ERR resulting score is not a number (NaN))"},
      {"ZINCRBY z 1.5 a", "\"6.5\""},
      {"ZINCRBY z x a", "(ERR value is not a valid float)"},
      {"ZINCRBY z NX 1", "(ERR syntax error)"},
      {"ZINCRBY z incr a", "(ERR syntax error)"},
      {"ZINCRBY z GT LT", "(ERR syntax error)"},
      {"ZINCRBY new 2 m", "\"2\""},
  });
}

TEST(SortedSetCommands, PrintsSeventeenDigits) {
  CommandSession session;
  session.expect({
      {"ZADD z 0.1 a 1e-5 b 1e17 c 1e16 d 3.0 e -0 f 123456789012345678 g 1e300 h", "8"},
      {"ZSCORE z a", "\"0.10000000000000001\""},
      {"ZSCORE z b", "\"1.0000000000000001e-05\""},
      {"ZSCORE z c", "\"1e+17\""},
      {"ZSCORE z d", "\"10000000000000000\""},
      {"ZSCORE z e", "\"3\""},
      {"ZSCORE z f", "\"0\""},
      {"ZSCORE z g", "\"1.2345678901234568e+17\""},
      {"ZSCORE z h", "\"1.0000000000000001e+300\""},
      {"ZINCRBY z 0.2 a", "\"0.30000000000000004\""},
      {"ZSCAN z 0",
       "[\"0\", [\"f\", \"0\", \"b\", \"1.0000000000000001e-05\", \"a\", \"0.30000000000000004\", "
       "\"e\", \"3\", \"d\", \"10000000000000000\", \"c\", \"100000000000000000\", \"g\", "
       "\"123456789012345680\", \"h\", \"1.0000000000000001e+300\"]]"},
      {"ZADD big 1e17 {m*65} -0 f", "2"},
      {"ZSCORE big f", "\"-0\""},
      {"ZINCRBY z -0 new", "\"-0\""},
      {"ZSCORE z new", "\"0\""},
  });
}

TEST(SortedSetCommands, ReadsSingleElements) {
  CommandSession session;
  session.expect({
      {"ZADD z 1 a 2 b 2 c", "3"},
      {"ZCARD z", "3"},
      {"ZCARD missing", "0"},
      {"ZSCORE z b", "\"2\""},
      {"ZSCORE z x", "nil"},
      {"ZSCORE missing a", "nil"},
      {"ZMSCORE z a x c", "[\"1\", nil, \"2\"]"},
      {"ZMSCORE missing a b", "[nil, nil]"},
      {"ZRANK z a", "0"},
      {"ZRANK z c", "2"},
      {"ZRANK z x", "nil"},
      {"ZRANK missing a", "nil"},
      {"ZREVRANK z a", "2"},
      {"ZREVRANK z c", "0"},
      {"ZREVRANK z x", "nil"},
      {"ZREM z a x", "1"},
      {"ZREM missing a", "0"},
      {"ZREM z b c", "2"},
      {"EXISTS z", "0"},
  });
}

TEST(SortedSetCommands, ReturnsRangesByRank) {
  CommandSession session;
  session.expect({
      {"ZADD z 1 a 2 b 3 c 4 d", "4"},
      {"ZRANGE z 0 -1", "[\"a\", \"b\", \"c\", \"d\"]"},
      {"ZRANGE z 1 2 WITHSCORES", "[\"b\", \"2\", \"c\", \"3\"]"},
      {"ZRANGE z 0 0 REV", "[\"d\"]"},
      {"ZRANGE z 1 -1 REV WITHSCORES", "[\"c\", \"3\", \"b\", \"2\", \"a\", \"1\"]"},
      {"ZRANGE z 3 1", "[]"},
      {"ZRANGE z 10 20", "[]"},
      {"ZRANGE z -100 100", "[\"a\", \"b\", \"c\", \"d\"]"},
      {"ZREVRANGE z 0 1 WITHSCORES", "[\"d\", \"4\", \"c\", \"3\"]"},
      {"ZREVRANGE z 0 1 REV", "(ERR syntax error)"},
      {"ZREVRANGE z 0 1 BYSCORE", "(ERR syntax error)"},
      {"ZRANGE z 0 -1 LIMIT 0 1",
       "(ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX)"},
      {"ZRANGE z 0 -1 LIMIT 1 -1", "[\"a\", \"b\", \"c\", \"d\"]"},
      {"ZRANGE z x 1", "(ERR value is not an integer or out of range)"},
      {"ZRANGE z 0 1.5", "(ERR value is not an integer or out of range)"},
      {"ZRANGE z 0 1 WITHSCORES WITHSCORES", "[\"a\", \"1\", \"b\", \"2\"]"},
      {"ZRANGE z 0 1 OTHER", "(ERR syntax error)"},
      {"ZRANGE z 0 1 LIMIT 1", "(ERR syntax error)"},
      {"ZRANGE missing 0 -1", "[]"},
      {"ZRANGE missing x 1", "(ERR value is not an integer or out of range)"},
  });
}

TEST(SortedSetCommands, ReturnsRangesByScore) {
  CommandSession session;
  session.expect({
      {"ZADD z 1 a 2 b 3 c 4 d 5 e", "5"},
      {"ZRANGEBYSCORE z 2 4", "[\"b\", \"c\", \"d\"]"},
      {"ZRANGEBYSCORE z (2 (4", "[\"c\"]"},
      {"ZRANGEBYSCORE z -inf +inf LIMIT 1 2", "[\"b\", \"c\"]"},
      {"ZRANGEBYSCORE z -inf inf WITHSCORES LIMIT 3 -1", "[\"d\", \"4\", \"e\", \"5\"]"},
      {"ZRANGEBYSCORE z -inf inf LIMIT -1 2", "[]"},
      {"ZRANGEBYSCORE z -inf inf LIMIT 10 2", "[]"},
      {"ZRANGEBYSCORE z -inf inf LIMIT 0 0", "[]"},
      {"ZRANGEBYSCORE z 4 2", "[]"},
      {"ZRANGEBYSCORE z (3 3", "[]"},
      {"ZRANGEBYSCORE z 3 3", "[\"c\"]"},
      {"ZRANGEBYSCORE z \"\" 2", "[\"a\", \"b\"]"},
      {"ZRANGEBYSCORE z ( 2", "[\"a\", \"b\"]"},
      {"ZRANGEBYSCORE z \" 1\" 2", "[\"a\", \"b\"]"},
      {"ZRANGEBYSCORE z x 2", "(ERR min or max is not a float)"},
      {"ZRANGEBYSCORE z 1 nan", "(ERR min or max is not a float)"},
      {"ZRANGEBYSCORE z 1 2x", "(ERR min or max is not a float)"},
      {"ZRANGEBYSCORE z 0x2 1e400", "[\"b\", \"c\", \"d\", \"e\"]"},
      {"ZRANGEBYSCORE z 1 2 LIMIT x 1", "(ERR value is not an integer or out of range)"},
      {"ZRANGEBYSCORE z 1 2 LIMIT 1", "(ERR syntax error)"},
      {"ZRANGEBYSCORE z 1 2 REV", "(ERR syntax error)"},
      {"ZREVRANGEBYSCORE z 4 2 WITHSCORES", "[\"d\", \"4\", \"c\", \"3\", \"b\", \"2\"]"},
      {"ZREVRANGEBYSCORE z +inf -inf LIMIT 1 2", "[\"d\", \"c\"]"},
      {"ZREVRANGEBYSCORE z 2 4", "[]"},
      {"ZRANGE z 2 4 BYSCORE", "[\"b\", \"c\", \"d\"]"},
      {"ZRANGE z 4 2 BYSCORE REV LIMIT 1 1 WITHSCORES", "[\"c\", \"3\"]"},
      {"ZRANGE z (1 +inf BYSCORE LIMIT 0 2", "[\"b\", \"c\"]"},
      {"ZCOUNT z 2 4", "3"},
      {"ZCOUNT z (2 +inf", "3"},
      {"ZCOUNT z 4 2", "0"},
      {"ZCOUNT missing 1 2", "0"},
      {"ZCOUNT z x 1", "(ERR min or max is not a float)"},
      {"ZRANGEBYSCORE missing 1 2", "[]"},
      {"ZRANGEBYSCORE missing x 2", "(ERR min or max is not a float)"},
  });
}

TEST(SortedSetCommands, ReturnsRangesByMember) {
  CommandSession session;
  session.expect({
      {"ZADD z 0 a 0 b 0 c 0 d 0 ca", "5"},
      {"ZRANGEBYLEX z - +", "[\"a\", \"b\", \"c\", \"ca\", \"d\"]"},
      {"ZRANGEBYLEX z [b [c", "[\"b\", \"c\"]"},
      {"ZRANGEBYLEX z (b (ca", "[\"c\"]"},
      {"ZRANGEBYLEX z - (c LIMIT 1 1", "[\"b\"]"},
      {"ZRANGEBYLEX z + -", "[]"},
      {"ZRANGEBYLEX z [c [b", "[]"},
      {"ZRANGEBYLEX z (c (c", "[]"},
      {"ZRANGEBYLEX z [c [c", "[\"c\"]"},
      {"ZRANGEBYLEX z [z +", "[]"},
      {"ZRANGEBYLEX z b c", "(ERR min or max not valid string range item)"},
      {"ZRANGEBYLEX z \"\" c", "(ERR min or max not valid string range item)"},
      {"ZRANGEBYLEX z -x +", "(ERR min or max not valid string range item)"},
      {"ZRANGEBYLEX z - + WITHSCORES",
       "(ERR syntax error, WITHSCORES not supported in combination with BYLEX)"},
      {"ZREVRANGEBYLEX z + -", "[\"d\", \"ca\", \"c\", \"b\", \"a\"]"},
      {"ZREVRANGEBYLEX z [c (a LIMIT 1 5", "[\"b\"]"},
      {"ZRANGE z [b [d BYLEX", "[\"b\", \"c\", \"ca\", \"d\"]"},
      {"ZRANGE z [d [b BYLEX REV", "[\"d\", \"ca\", \"c\", \"b\"]"},
      {"ZRANGE z - + BYLEX LIMIT -1 2", "[]"},
      {"ZRANGE z - + BYLEX WITHSCORES",
       "(ERR syntax error, WITHSCORES not supported in combination with BYLEX)"},
      {"ZRANGE z - + BYLEX BYSCORE", "(ERR syntax error)"},
      {"ZLEXCOUNT z - +", "5"},
      {"ZLEXCOUNT z [b (d", "3"},
      {"ZLEXCOUNT z x y", "(ERR min or max not valid string range item)"},
      {"ZLEXCOUNT missing - +", "0"},
  });
}

TEST(SortedSetCommands, WalksSmallSetsOfDifferentScoresAsAListPack) {
  CommandSession session;
  session.expect({
      {"ZADD z 1 d 2 a 3 c 4 b", "4"},
      {"ZRANGEBYLEX z [b +", "[\"d\", \"a\", \"c\", \"b\"]"},
      {"ZRANGEBYLEX z - [c", "[]"},
      {"ZREVRANGEBYLEX z [c -", "[]"},
      {"ZLEXCOUNT z [a [c", "0"},
      {"ZREVRANGEBYLEX z [c - LIMIT 1 1", "[]"},
      {"ZREMRANGEBYLEX z [a [b", "0"},
      {"ZRANGE z 0 -1", "[\"d\", \"a\", \"c\", \"b\"]"},
  });
}

TEST(SortedSetCommands, StoresRanges) {
  CommandSession session;
  session.expect({
      {"ZADD z 1 a 2 b 3 c 4 d", "4"},
      {"ZRANGESTORE d z 1 2", "2"},
      {"ZRANGE d 0 -1 WITHSCORES", "[\"b\", \"2\", \"c\", \"3\"]"},
      {"ZRANGESTORE d z 2 +inf BYSCORE LIMIT 1 5", "2"},
      {"ZRANGE d 0 -1", "[\"c\", \"d\"]"},
      {"ZRANGESTORE d z [d [b BYLEX REV", "3"},
      {"ZRANGESTORE d z 0 1 REV", "2"},
      {"ZRANGE d 0 -1", "[\"c\", \"d\"]"},
      {"ZRANGESTORE d z 0 1 WITHSCORES", "(ERR syntax error)"},
      {"ZRANGESTORE d z 0 1 LIMIT 1 1",
       "(ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX)"},
      {"ZRANGESTORE d z x 1", "(ERR value is not an integer or out of range)"},
      {"ZRANGESTORE d missing 0 -1", "0"},
      {"EXISTS d", "0"},
      {"ZRANGESTORE z z 0 1", "2"},
      {"ZRANGE z 0 -1", "[\"a\", \"b\"]"},
      {"SET str v", "OK"},
      {"ZRANGESTORE str z 0 0", "1"},
      {"TYPE str", "zset"},
  });
}

TEST(SortedSetCommands, RemovesRanges) {
  CommandSession session;
  session.expect({
      {"ZADD z 1 a 2 b 3 c 4 d 5 e 6 f", "6"},
      {"ZREMRANGEBYRANK z 0 0", "1"},
      {"ZREMRANGEBYRANK z -1 -1", "1"},
      {"ZREMRANGEBYRANK z 5 3", "0"},
      {"ZREMRANGEBYRANK z x 3", "(ERR value is not an integer or out of range)"},
      {"ZREMRANGEBYSCORE z (2 3", "1"},
      {"ZREMRANGEBYSCORE z x 3", "(ERR min or max is not a float)"},
      {"ZREMRANGEBYSCORE z 100 200", "0"},
      {"ZREMRANGEBYLEX z [b [b", "1"},
      {"ZREMRANGEBYLEX z b c", "(ERR min or max not valid string range item)"},
      {"ZRANGE z 0 -1", "[\"d\", \"e\"]"},
      {"ZREMRANGEBYSCORE z -inf +inf", "2"},
      {"EXISTS z", "0"},
      {"ZREMRANGEBYRANK missing 0 1", "0"},
      {"ZREMRANGEBYSCORE missing 0 1", "0"},
      {"ZREMRANGEBYLEX missing - +", "0"},
  });
}

TEST(SortedSetCommands, Pops) {
  CommandSession session;
  session.expect({
      {"ZADD z 1 a 2 b 3 c 4 d 5 e", "5"},
      {"ZPOPMIN z", "[\"a\", \"1\"]"},
      {"ZPOPMAX z", "[\"e\", \"5\"]"},
      {"ZPOPMIN z 2", "[\"b\", \"2\", \"c\", \"3\"]"},
      {"ZPOPMAX z 0", "[]"},
      {"ZPOPMAX z -1", "(ERR value is out of range, must be positive)"},
      {"ZPOPMAX z x", "(ERR value is out of range, must be positive)"},
      {"ZPOPMAX z 1 2", "(ERR syntax error)"},
      {"ZPOPMAX z 10", "[\"d\", \"4\"]"},
      {"EXISTS z", "0"},
      {"ZPOPMIN z", "[]"},
      {"ZPOPMIN z 1", "[]"},
      {"ZADD z 1 a 2 b 3 c", "3"},
      {"ZMPOP 2 missing z MIN", "[\"z\", [[\"a\", \"1\"]]]"},
      {"ZMPOP 1 z MAX COUNT 5", "[\"z\", [[\"c\", \"3\"], [\"b\", \"2\"]]]"},
      {"ZMPOP 1 z MIN", "nil[]"},
      {"ZMPOP 0 z MIN", "(ERR numkeys should be greater than 0)"},
      {"ZMPOP x z MIN", "(ERR numkeys should be greater than 0)"},
      {"ZMPOP 1 z UP", "(ERR syntax error)"},
      {"ZMPOP 1 z MIN COUNT 0", "(ERR count should be greater than 0)"},
      {"ZMPOP 3 z MIN", "(ERR syntax error)"},
      {"ZADD z 1 a 2 b 3 c", "3"},
      {"BZPOPMIN missing z 0", "[\"z\", \"a\", \"1\"]"},
      {"BZPOPMAX z 0", "[\"z\", \"c\", \"3\"]"},
      {"BZMPOP 0 1 z MIN COUNT 3", "[\"z\", [[\"b\", \"2\"]]]"},
      {"BZPOPMIN z 0", "nil[]"},
      {"BZMPOP 0 1 z MIN", "nil[]"},
      {"BZPOPMIN z -1", "(ERR timeout is negative)"},
      {"BZPOPMIN z x", "(ERR timeout is not a float or out of range)"},
      {"BZMPOP -1 1 z MIN", "(ERR timeout is negative)"},
  });
}

TEST(SortedSetCommands, Unites) {
  CommandSession session;
  session.expect({
      {"ZADD a 1 x 2 y", "2"},
      {"ZADD b 10 y 20 z", "2"},
      {"SADD s x w", "2"},
      {"ZUNION 2 a b", "[\"x\", \"y\", \"z\"]"},
      {"ZUNION 2 a b WITHSCORES", "[\"x\", \"1\", \"y\", \"12\", \"z\", \"20\"]"},
      {"ZUNION 2 a b WEIGHTS 2 3 WITHSCORES", "[\"x\", \"2\", \"y\", \"34\", \"z\", \"60\"]"},
      {"ZUNION 2 a b AGGREGATE MIN WITHSCORES", "[\"x\", \"1\", \"y\", \"2\", \"z\", \"20\"]"},
      {"ZUNION 2 a b aggregate max withscores", "[\"x\", \"1\", \"y\", \"10\", \"z\", \"20\"]"},
      {"ZUNION 3 a s missing WITHSCORES", "[\"w\", \"1\", \"x\", \"2\", \"y\", \"2\"]"},
      {"ZUNION 1 missing", "[]"},
      {"ZUNIONSTORE d 2 a b WEIGHTS 1 -1", "3"},
      {"ZRANGE d 0 -1 WITHSCORES", "[\"z\", \"-20\", \"y\", \"-8\", \"x\", \"1\"]"},
      {"ZUNIONSTORE d 1 missing", "0"},
      {"EXISTS d", "0"},
      {"ZUNIONSTORE d 2 a b WITHSCORES", "(ERR syntax error)"},
      {"ZUNION 0 a", "(ERR at least 1 input key is needed for 'zunion' command)"},
      {"ZUNION x a", "(ERR value is not an integer or out of range)"},
      {"ZUNION -1 a", "(ERR at least 1 input key is needed for 'zunion' command)"},
      {"ZUNION 2 a", "(ERR syntax error)"},
      {"ZUNION 1 a WEIGHTS x", "(ERR weight value is not a float)"},
      {"ZUNION 1 a WEIGHTS nan", "(ERR weight value is not a float)"},
      {"ZUNION 1 a WEIGHTS", "(ERR syntax error)"},
      {"ZUNION 1 a AGGREGATE AVG", "(ERR syntax error)"},
      {"ZUNION 1 a AGGREGATE", "(ERR syntax error)"},
      {"ZUNION 1 a OTHER", "(ERR syntax error)"},
      {"ZUNIONSTORE d 0 a", "(ERR at least 1 input key is needed for 'zunionstore' command)"},
      {"ZADD i inf x -inf y", "2"},
      {"ZADD j -inf x inf y", "2"},
      {"ZUNION 2 i j WITHSCORES", "[\"x\", \"0\", \"y\", \"0\"]"},
      {"ZUNION 1 i WEIGHTS 0 WITHSCORES", "[\"x\", \"0\", \"y\", \"0\"]"},
      {"ZUNIONSTORE a 2 a b", "3"},
      {"ZRANGE a 0 -1 WITHSCORES", "[\"x\", \"1\", \"y\", \"12\", \"z\", \"20\"]"},
  });
}

TEST(SortedSetCommands, IntersectsAndSubtracts) {
  CommandSession session;
  session.expect({
      {"ZADD a 1 x 2 y 3 z", "3"},
      {"ZADD b 10 y 20 z 30 w", "3"},
      {"SADD s y x", "2"},
      {"ZINTER 2 a b WITHSCORES", "[\"y\", \"12\", \"z\", \"23\"]"},
      {"ZINTER 2 a b WEIGHTS 1 0.5 AGGREGATE MAX WITHSCORES", "[\"y\", \"5\", \"z\", \"10\"]"},
      {"ZINTER 3 a b s WITHSCORES", "[\"y\", \"13\"]"},
      {"ZINTER 2 a a WITHSCORES", "[\"x\", \"2\", \"y\", \"4\", \"z\", \"6\"]"},
      {"ZINTER 2 a missing", "[]"},
      {"ZINTERSTORE d 2 a b", "2"},
      {"ZRANGE d 0 -1 WITHSCORES", "[\"y\", \"12\", \"z\", \"23\"]"},
      {"ZINTERSTORE d 2 a missing", "0"},
      {"EXISTS d", "0"},
      {"ZINTERCARD 2 a b", "2"},
      {"ZINTERCARD 2 a b LIMIT 1", "1"},
      {"ZINTERCARD 2 a b LIMIT 0", "2"},
      {"ZINTERCARD 2 a b LIMIT -1", "(ERR LIMIT can't be negative)"},
      {"ZINTERCARD 2 a b LIMIT x", "(ERR LIMIT can't be negative)"},
      {"ZINTERCARD 2 a b WEIGHTS 1 1", "(ERR syntax error)"},
      {"ZINTERCARD 0 a", "(ERR at least 1 input key is needed for 'zintercard' command)"},
      {"ZDIFF 2 a b", "[\"x\"]"},
      {"ZDIFF 2 a s WITHSCORES", "[\"z\", \"3\"]"},
      {"ZDIFF 1 a", "[\"x\", \"y\", \"z\"]"},
      {"ZDIFF 2 missing a", "[]"},
      {"ZDIFF 2 a a", "[]"},
      {"ZDIFF 2 a b WEIGHTS 1 1", "(ERR syntax error)"},
      {"ZDIFFSTORE d 2 a b", "1"},
      {"ZDIFFSTORE d 2 a a", "0"},
      {"EXISTS d", "0"},
      {"ZDIFF 0 a", "(ERR at least 1 input key is needed for 'zdiff' command)"},
  });
}

TEST(SortedSetCommands, PicksAllMembers) {
  CommandSession session;
  session.expect({
      {"ZADD z 1 a 2 b 3 c", "3"},
      {"ZRANDMEMBER z 3", "[\"c\", \"b\", \"a\"]"},
      {"ZRANDMEMBER z 10 WITHSCORES", "[\"c\", \"3\", \"b\", \"2\", \"a\", \"1\"]"},
      {"ZRANDMEMBER z 0", "[]"},
      {"ZRANDMEMBER missing", "nil"},
      {"ZRANDMEMBER missing 1", "[]"},
      {"ZRANDMEMBER z x", "(ERR value is not an integer or out of range)"},
      {"ZRANDMEMBER z 1 OTHER", "(ERR syntax error)"},
      {"ZRANDMEMBER z 1 WITHSCORES more", "(ERR syntax error)"},
      {"ZRANDMEMBER z -9223372036854775808",
       "(ERR value is out of range, value must between -9223372036854775807 and "
       "9223372036854775807)"},
      {"ZRANDMEMBER z 9223372036854775807 WITHSCORES", "(ERR value is out of range)"},
      {"ZADD one 1 x", "1"},
      {"ZRANDMEMBER one", "\"x\""},
      {"ZRANDMEMBER one -2 WITHSCORES", "[\"x\", \"1\", \"x\", \"1\"]"},
  });
}

TEST(SortedSetCommands, Scans) {
  CommandSession session;
  session.expect({
      {"ZADD z 1 a 2.5 b 3 ab", "3"},
      {"ZSCAN z 0", "[\"0\", [\"a\", \"1\", \"b\", \"2.5\", \"ab\", \"3\"]]"},
      {"ZSCAN z 0 MATCH a* COUNT 1", "[\"0\", [\"a\", \"1\", \"ab\", \"3\"]]"},
      {"ZSCAN z 0 COUNT 0", "(ERR syntax error)"},
      {"ZSCAN z x", "(ERR invalid cursor)"},
      {"ZSCAN missing 0", "[\"0\", []]"},
  });
}

TEST(SortedSetCommands, ShowsEncodings) {
  CommandSession session;
  session.expect({
      {"ZADD z 1 {m*64}", "1"},
      {"ENCODING z", "listpack"},
      {"ZADD z 1 {m*65}", "1"},
      {"ENCODING z", "skiplist"},
      {"ZREM z {m*65}", "1"},
      {"ENCODING z", "skiplist"},
      {"ZUNIONSTORE d 1 z", "1"},
      {"ENCODING d", "listpack"},
  });
}

TEST(SortedSetCommands, AnswersInTheShapesOfResp3) {
  CommandSession session;
  session.expect({
      {"HELLO 3", "OK"},
      {"ZADD z 1 a 2 b 3.5 c", "3"},
      {"ZADD z INCR 1 a", ",2"},
      {"ZADD z NX INCR 1 a", "nil"},
      {"ZINCRBY z 1 b", ",3"},
      {"ZSCORE z a", ",2"},
      {"ZSCORE z x", "nil"},
      {"ZMSCORE z a x", "[,2, nil]"},
      {"ZRANGE z 0 -1", "[\"a\", \"b\", \"c\"]"},
      {"ZRANGE z 0 -1 WITHSCORES", "[[\"a\", ,2], [\"b\", ,3], [\"c\", ,3.5]]"},
      {"ZREVRANGE z 0 -1 WITHSCORES", "[[\"c\", ,3.5], [\"b\", ,3], [\"a\", ,2]]"},
      {"ZRANGEBYSCORE z 0 2 WITHSCORES", "[[\"a\", ,2]]"},
      {"ZUNION 1 z WITHSCORES", "[[\"a\", ,2], [\"b\", ,3], [\"c\", ,3.5]]"},
      {"ZINTER 1 z WITHSCORES", "[[\"a\", ,2], [\"b\", ,3], [\"c\", ,3.5]]"},
      {"ZDIFF 1 z WITHSCORES", "[[\"a\", ,2], [\"b\", ,3], [\"c\", ,3.5]]"},
      {"ZRANDMEMBER z 5", "[\"c\", \"b\", \"a\"]"},
      {"ZRANDMEMBER z 5 WITHSCORES", "[[\"c\", ,3.5], [\"b\", ,3], [\"a\", ,2]]"},
      {"ZRANDMEMBER missing", "nil"},
      {"ZRANK z x", "nil"},
      {"ZSCAN z 0", "[\"0\", [\"a\", \"2\", \"b\", \"3\", \"c\", \"3.5\"]]"},
      {"ZPOPMIN z", "[\"a\", ,2]"},
      {"ZPOPMIN z 1", "[[\"b\", ,3]]"},
      {"ZPOPMAX missing", "[]"},
      {"ZADD z 1 a 2 b", "2"},
      {"ZMPOP 1 z MIN COUNT 1", "[\"z\", [[\"a\", ,1]]]"},
      {"ZMPOP 1 missing MIN", "nil"},
      {"BZPOPMIN z 0", "[\"z\", \"b\", ,2]"},
      {"BZPOPMIN missing 0", "nil"},
  });
}

TEST(SortedSetCommands, RefusesOtherTypes) {
  CommandSession session;
  session.expect({
      {"SET s v", "OK"},
      {"ZADD s 1 a", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"ZADD s x a", "(ERR value is not a valid float)"},
      {"ZADD s XX 1 a", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"ZINCRBY s 1 a", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"ZREM s a", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"ZCARD s", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"ZSCORE s a", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"ZMSCORE s a", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"ZRANK s a", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"ZREVRANK s a", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"ZCOUNT s 0 1", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"ZLEXCOUNT s - +", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"ZRANGE s 0 -1", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"ZRANGE s x 1", "(ERR value is not an integer or out of range)"},
      {"ZRANGESTORE d s 0 -1",
       "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"ZREMRANGEBYRANK s 0 1",
       "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"ZREMRANGEBYSCORE s 0 1",
       "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"ZREMRANGEBYLEX s - +",
       "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"ZPOPMIN s", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"ZPOPMIN s 0", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"ZMPOP 1 s MIN", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"BZPOPMIN s 0", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"ZUNION 1 s", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"ZUNION 1 s OTHER", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"ZINTERCARD 1 s", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"ZDIFF 1 s", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"ZRANDMEMBER s", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"ZRANDMEMBER s 1", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"ZSCAN s 0", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
  });
}

TEST(SortedSetCommands, BecomesASkipListBeyondTheEntryLimit) {
  CommandSession session;
  for (int i = 0; i < 128; ++i) {
    session.run("ZADD z " + std::to_string(i) + " m" + std::to_string(i));
  }
  EXPECT_EQ(session.run("ENCODING z"), "listpack");
  session.run("ZADD z 128 m128");
  EXPECT_EQ(session.run("ENCODING z"), "skiplist");
  EXPECT_EQ(session.run("ZRANGESTORE d z 0 9"), "10");
  EXPECT_EQ(session.run("ENCODING d"), "listpack");
}

TEST(SortedSetCommands, ScansALargeSetStepByStep) {
  CommandSession session;
  for (int i = 0; i < 1000; ++i) {
    session.run("ZADD z " + std::to_string(i % 10) + " " + std::to_string(i));
  }
  std::vector<bool> seen(1000);
  std::string cursor = "0";
  int steps = 0;
  do {
    const Reply reply = session.execute({"ZSCAN", "z", cursor, "COUNT", "50"});
    cursor = reply.elements()[0].text();
    const auto& elements = reply.elements()[1].elements();
    for (size_t i = 0; i < elements.size(); i += 2) {
      const size_t member = std::stoul(elements[i].text());
      EXPECT_FALSE(seen[member]);
      seen[member] = true;
    }
    // Moving an element within the order does not hide it from the scan.
    session.run("ZINCRBY z -100 " + std::to_string(999 - steps));
    ++steps;
  } while (cursor != "0");
  EXPECT_EQ(steps, 20);
  EXPECT_EQ(std::count(seen.begin(), seen.end(), true), 1000);
}

TEST(SortedSetCommands, PicksDistinctMembersAtRandom) {
  CommandSession session;
  for (int i = 0; i < 1000; ++i) {
    session.run("ZADD z " + std::to_string(i) + " m" + std::to_string(i));
  }
  for (const char* count : {"1", "50", "600", "1000", "2000"}) {
    const Reply reply = session.execute({"ZRANDMEMBER", "z", count});
    std::vector<std::string> members;
    for (const Reply& member : reply.elements()) {
      members.push_back(member.text());
    }
    EXPECT_EQ(members.size(), std::min<size_t>(std::stoul(count), 1000));
    std::sort(members.begin(), members.end());
    EXPECT_EQ(std::adjacent_find(members.begin(), members.end()), members.end());
  }
}

TEST(SortedSetCommands, BlockingFormsFollowTheRulesForScripts) {
  CommandSession session;
  session.run("ZADD z 1 a");
  session.session().inScript = true;
  EXPECT_EQ(session.run("BZPOPMIN z 0"), "(ERR This Redis command is not allowed from script)");
  EXPECT_EQ(session.run("BZMPOP 0 1 z MIN"), "[\"z\", [[\"a\", \"1\"]]]");
  EXPECT_EQ(session.run("BLMPOP 0 1 l LEFT"), "nil[]");
}

}  // namespace
}  // namespace redis
