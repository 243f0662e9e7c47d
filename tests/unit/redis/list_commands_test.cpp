#include "command_session.h"

namespace redis {
namespace {

TEST(ListCommands, PushesAndPopsAtBothEnds) {
  CommandSession session;
  session.expect({
      {"RPUSH l a b c", "3"},
      {"LPUSH l x y", "5"},
      {"LRANGE l 0 -1", "[\"y\", \"x\", \"a\", \"b\", \"c\"]"},
      {"LPUSHX l z", "6"},
      {"RPUSHX l w", "7"},
      {"LPUSHX missing z", "0"},
      {"RPUSHX missing z", "0"},
      {"EXISTS missing", "0"},
      {"LPOP l", "\"z\""},
      {"RPOP l", "\"w\""},
      {"LPOP l 2", "[\"y\", \"x\"]"},
      {"RPOP l 0", "[]"},
      {"RPOP l 10", "[\"c\", \"b\", \"a\"]"},
      {"EXISTS l", "0"},
      {"LPOP l", "nil"},
      {"LPOP l 1", "nil[]"},
      {"LPOP l 0", "nil[]"},
      {"LPOP l -1", "(ERR value is out of range, must be positive)"},
      {"LPOP l x", "(ERR value is out of range, must be positive)"},
      {"LPOP l 1 2", "(ERR wrong number of arguments for 'lpop' command)"},
      {"RPUSH l", "(ERR wrong number of arguments for 'rpush' command)"},
      {"ENCODING l", "nil"},
  });
}

TEST(ListCommands, FindsElementsByIndex) {
  CommandSession session;
  session.expect({
      {"RPUSH l a b c d", "4"},
      {"LINDEX l 0", "\"a\""},
      {"LINDEX l -1", "\"d\""},
      {"LINDEX l 4", "nil"},
      {"LINDEX l -5", "nil"},
      {"LINDEX l x", "(ERR value is not an integer or out of range)"},
      {"LINDEX missing x", "nil"},
      {"LINDEX missing 0", "nil"},
      {"LRANGE l 1 2", "[\"b\", \"c\"]"},
      {"LRANGE l -2 -1", "[\"c\", \"d\"]"},
      {"LRANGE l 2 1", "[]"},
      {"LRANGE l -100 100", "[\"a\", \"b\", \"c\", \"d\"]"},
      {"LRANGE l 5 10", "[]"},
      {"LRANGE l 0 -5", "[]"},
      {"LRANGE l -9223372036854775808 9223372036854775807", "[\"a\", \"b\", \"c\", \"d\"]"},
      {"LRANGE missing 0 -1", "[]"},
      {"LRANGE missing x 0", "(ERR value is not an integer or out of range)"},
      {"LLEN l", "4"},
      {"LLEN missing", "0"},
      {"ENCODING l", "quicklist"},
  });
}

TEST(ListCommands, ReplacesInsertsAndRemoves) {
  CommandSession session;
  session.expect({
      {"RPUSH l a b c b a", "5"},
      {"LSET l 1 B", "OK"},
      {"LSET l -1 A", "OK"},
      {"LSET l 5 x", "(ERR index out of range)"},
      {"LSET l -6 x", "(ERR index out of range)"},
      {"LSET l x x", "(ERR value is not an integer or out of range)"},
      {"LSET missing 0 x", "(ERR no such key)"},
      {"LSET missing x x", "(ERR no such key)"},
      {"LINSERT l BEFORE c x", "6"},
      {"LINSERT l after c y", "7"},
      {"LINSERT l BEFORE a first", "8"},
      {"LINSERT l AFTER A last", "9"},
      {"LINSERT l BEFORE nothing x", "-1"},
      {"LINSERT missing BEFORE a x", "0"},
      {"LINSERT l NEAR a x", "(ERR syntax error)"},
      {"LRANGE l 0 -1", "[\"first\", \"a\", \"B\", \"x\", \"c\", \"y\", \"b\", \"A\", \"last\"]"},
      {"DEL l", "1"},
      {"RPUSH l a b a c a b a", "7"},
      {"LREM l 2 a", "2"},
      {"LRANGE l 0 -1", "[\"b\", \"c\", \"a\", \"b\", \"a\"]"},
      {"LREM l -1 a", "1"},
      {"LRANGE l 0 -1", "[\"b\", \"c\", \"a\", \"b\"]"},
      {"LREM l 0 b", "2"},
      {"LREM l -9223372036854775808 c", "1"},
      {"LREM l 1 nothing", "0"},
      {"LREM l x a", "(ERR value is not an integer or out of range)"},
      {"LREM missing 1 a", "0"},
      {"LRANGE l 0 -1", "[\"a\"]"},
      {"LREM l 0 a", "1"},
      {"EXISTS l", "0"},
  });
}

TEST(ListCommands, Trims) {
  CommandSession session;
  session.expect({
      {"RPUSH l a b c d e", "5"},
      {"LTRIM l 1 3", "OK"},
      {"LRANGE l 0 -1", "[\"b\", \"c\", \"d\"]"},
      {"LTRIM l -2 -1", "OK"},
      {"LRANGE l 0 -1", "[\"c\", \"d\"]"},
      {"LTRIM l 5 10", "OK"},
      {"EXISTS l", "0"},
      {"LTRIM missing 0 1", "OK"},
      {"LTRIM missing x 1", "(ERR value is not an integer or out of range)"},
  });
}

TEST(ListCommands, FindsPositions) {
  CommandSession session;
  session.expect({
      {"RPUSH l a b c 1 2 3 c c", "8"},
      {"LPOS l a", "0"},
      {"LPOS l c", "2"},
      {"LPOS l x", "nil"},
      {"LPOS l c RANK 2", "6"},
      {"LPOS l c RANK -1", "7"},
      {"LPOS l c RANK 4", "nil"},
      {"LPOS l c COUNT 2", "[2, 6]"},
      {"LPOS l c COUNT 0", "[2, 6, 7]"},
      {"LPOS l c COUNT 0 RANK -1", "[7, 6, 2]"},
      {"LPOS l c COUNT 2 RANK -2", "[6, 2]"},
      {"LPOS l c COUNT 0 MAXLEN 7", "[2, 6]"},
      {"LPOS l c MAXLEN 2", "nil"},
      {"LPOS l c COUNT 0 MAXLEN 1 RANK -1", "[7]"},
      {"LPOS l x COUNT 0", "[]"},
      {"LPOS l c RANK 0",
       "(ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use "
       "negative to start from the end of the list)"},
      {"LPOS l c RANK x", "(ERR value is not an integer or out of range)"},
      {"LPOS l c COUNT -1", "(ERR COUNT can't be negative)"},
      {"LPOS l c MAXLEN -1", "(ERR MAXLEN can't be negative)"},
      {"LPOS l c RANK", "(ERR syntax error)"},
      {"LPOS l c OTHER 1", "(ERR syntax error)"},
      {"LPOS l c RANK -9223372036854775808", "7"},
      {"LPOS missing c", "nil"},
      {"LPOS missing c COUNT 1", "[]"},
  });
}

TEST(ListCommands, MovesElements) {
  CommandSession session;
  session.expect({
      {"RPUSH l a b c", "3"},
      {"RPOPLPUSH l m", "\"c\""},
      {"LMOVE l m LEFT RIGHT", "\"a\""},
      {"LMOVE l m left left", "\"b\""},
      {"EXISTS l", "0"},
      {"LRANGE m 0 -1", "[\"b\", \"c\", \"a\"]"},
      {"LMOVE m m LEFT RIGHT", "\"b\""},
      {"RPOPLPUSH m m", "\"b\""},
      {"LRANGE m 0 -1", "[\"b\", \"c\", \"a\"]"},
      {"LMOVE m m UP LEFT", "(ERR syntax error)"},
      {"LMOVE m m LEFT DOWN", "(ERR syntax error)"},
      {"LMOVE missing m LEFT LEFT", "nil"},
      {"RPOPLPUSH missing m", "nil"},
      {"SET s v", "OK"},
      {"RPOPLPUSH m s", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"RPOPLPUSH s m", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"LMOVE missing s LEFT LEFT", "nil"},
      {"RPUSH single x", "1"},
      {"LMOVE single single LEFT LEFT", "\"x\""},
      {"LRANGE single 0 -1", "[\"x\"]"},
  });
}

TEST(ListCommands, PopsFromTheFirstListThatHasElements) {
  CommandSession session;
  session.expect({
      {"RPUSH l a b c d", "4"},
      {"LMPOP 2 missing l LEFT", "[\"l\", [\"a\"]]"},
      {"LMPOP 1 l RIGHT COUNT 2", "[\"l\", [\"d\", \"c\"]]"},
      {"LMPOP 1 l left COUNT 10", "[\"l\", [\"b\"]]"},
      {"LMPOP 1 l LEFT", "nil[]"},
      {"LMPOP 0 l LEFT", "(ERR numkeys should be greater than 0)"},
      {"LMPOP x l LEFT", "(ERR numkeys should be greater than 0)"},
      {"LMPOP 2 l LEFT", "(ERR syntax error)"},
      {"LMPOP 1 l MIDDLE", "(ERR syntax error)"},
      {"LMPOP 1 l LEFT COUNT 0", "(ERR count should be greater than 0)"},
      {"LMPOP 1 l LEFT COUNT", "(ERR syntax error)"},
      {"LMPOP 1 l LEFT COUNT 1 COUNT 2", "(ERR syntax error)"},
      {"LMPOP 9223372036854775807 l LEFT", "(ERR syntax error)"},
  });
}

TEST(ListCommands, NeverBlocks) {
  CommandSession session;
  session.expect({
      {"RPUSH l a b c d e f", "6"},
      {"BLPOP missing l 0", "[\"l\", \"a\"]"},
      {"BRPOP l 0.5", "[\"l\", \"f\"]"},
      {"BLMPOP 0 2 missing l LEFT COUNT 2", "[\"l\", [\"b\", \"c\"]]"},
      {"BLMOVE l m LEFT RIGHT 0", "\"d\""},
      {"BRPOPLPUSH l m 0", "\"e\""},
      {"EXISTS l", "0"},
      {"BLPOP l 0", "nil[]"},
      {"BRPOP l missing 1", "nil[]"},
      {"BLMPOP 1 1 l LEFT", "nil[]"},
      {"BLMOVE l m LEFT RIGHT 0", "nil"},
      {"BRPOPLPUSH l m 0", "nil"},
      {"BLPOP l -1", "(ERR timeout is negative)"},
      {"BLPOP l x", "(ERR timeout is not a float or out of range)"},
      {"BLPOP l 1e300", "(ERR timeout is negative)"},
      {"BLPOP l inf", "(ERR timeout is negative)"},
      {"BLPOP l 9223372036854775", "nil[]"},
      {"BLPOP l 9223372036854776", "(ERR timeout is negative)"},
      {"BLPOP l -0.0001", "nil[]"},
      {"BLPOP l -0.002", "(ERR timeout is negative)"},
      {"BLMPOP -1 1 l LEFT", "(ERR timeout is negative)"},
      {"BLMPOP -1 x l LEFT", "(ERR numkeys should be greater than 0)"},
      {"BLMPOP x 1 l LEFT", "(ERR timeout is not a float or out of range)"},
      {"BLMOVE l m UP LEFT x", "(ERR syntax error)"},
      {"BLMOVE l m LEFT LEFT x", "(ERR timeout is not a float or out of range)"},
      {"BRPOPLPUSH l m x", "(ERR timeout is not a float or out of range)"},
  });
}

TEST(ListCommands, AnswersInTheShapesOfResp3) {
  CommandSession session;
  session.expect({
      {"HELLO 3", "OK"},
      {"RPUSH l a b", "2"},
      {"LPOP l 1", "[\"a\"]"},
      {"LPOP missing", "nil"},
      {"LPOP missing 1", "nil"},
      {"LMPOP 1 missing LEFT", "nil"},
      {"LMPOP 1 l LEFT", "[\"l\", [\"b\"]]"},
      {"LPOS missing a", "nil"},
  });
}

TEST(ListCommands, RefusesOtherTypes) {
  CommandSession session;
  session.expect({
      {"SET s v", "OK"},
      {"LPUSH s a", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"RPUSHX s a", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"LPOP s", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"LPOP s 1", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"LPOP s x", "(ERR value is out of range, must be positive)"},
      {"LLEN s", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"LINDEX s x", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"LRANGE s 0 -1", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"LRANGE s x 0", "(ERR value is not an integer or out of range)"},
      {"LSET s x x", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"LINSERT s BEFORE a b",
       "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"LINSERT s NEAR a b", "(ERR syntax error)"},
      {"LREM s 0 a", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"LREM s x a", "(ERR value is not an integer or out of range)"},
      {"LTRIM s 0 1", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"LPOS s a", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"LPOS s a RANK 0",
       "(ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use "
       "negative to start from the end of the list)"},
      {"LMPOP 2 missing s LEFT",
       "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"BLPOP missing s 0", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
  });
}

TEST(ListCommands, HandlesAMillionElements) {
  CommandSession session;
  for (int i = 0; i < 1'000'000; i += 10) {
    std::vector<std::string> words = {"RPUSH", "l"};
    for (int j = i; j < i + 10; ++j) {
      words.push_back(std::to_string(j));
    }
    session.execute(words);
  }
  session.expect({{"LLEN l", "1000000"},
                  {"LINDEX l 777777", "\"777777\""},
                  {"LINDEX l -1", "\"999999\""},
                  {"LRANGE l 500000 500002", "[\"500000\", \"500001\", \"500002\"]"},
                  {"LINSERT l BEFORE 500000 x", "1000001"},
                  {"LRANGE l 499999 500001", "[\"499999\", \"x\", \"500000\"]"},
                  {"LINSERT l AFTER 900000 y", "1000002"},
                  {"LRANGE l 900000 900003", "[\"899999\", \"900000\", \"y\", \"900001\"]"},
                  {"LREM l 0 x", "1"},
                  {"LTRIM l 999990 -1", "OK"},
                  {"LLEN l", "11"},
                  {"LINDEX l 0", "\"999989\""}});
}

}  // namespace
}  // namespace redis
