#include "command_session.h"

// The expectations are answers of redis-server 7.0.15.

namespace redis {
namespace {

TEST(SortCommand, MakesASmallSortedSetALargeOne) {
  CommandSession session;
  session.expect({
      {"ZADD z 1 5 2 3", "2"},
      {"ENCODING z", "listpack"},
      {"SORT_RO z", "[\"3\", \"5\"]"},
      {"ENCODING z", "skiplist"},
  });
}

TEST(SortCommand, SortsNumbersAndBytes) {
  CommandSession session;
  session.expect({
      {"RPUSH list 3 10 -2 1.5", "4"},
      {"SORT list", "[\"-2\", \"1.5\", \"3\", \"10\"]"},
      {"SORT list DESC", "[\"10\", \"3\", \"1.5\", \"-2\"]"},
      {"SORT list ALPHA", "[\"-2\", \"1.5\", \"10\", \"3\"]"},
      {"SORT list ALPHA DESC", "[\"3\", \"10\", \"1.5\", \"-2\"]"},
      {"SORT list LIMIT 1 2", "[\"1.5\", \"3\"]"},
      {"SORT list LIMIT -1 100", "[\"-2\", \"1.5\", \"3\", \"10\"]"},
      {"SORT list LIMIT 1 0", "[]"},
      {"SORT list LIMIT 10 2", "[]"},
      {"SORT list LIMIT 0 x", "(ERR value is not an integer or out of range)"},
      {"SORT list LIMIT 0", "(ERR syntax error)"},
      {"SORT list FOO", "(ERR syntax error)"},
      {"SORT nothing", "[]"},
      {"RPUSH words b a 1", "3"},
      {"SORT words", "(ERR One or more scores can't be converted into double)"},
      {"SORT words ALPHA", "[\"1\", \"a\", \"b\"]"},
      {"SET s v", "OK"},
      {"SORT s", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
  });
}

TEST(SortCommand, ReadsAllCollections) {
  CommandSession session;
  session.expect({
      {"SADD set 3 1 2", "3"},
      {"SORT set", "[\"1\", \"2\", \"3\"]"},
      {"ZADD zset 1 c 2 b 3 a", "3"},
      {"SORT zset ALPHA", "[\"a\", \"b\", \"c\"]"},
      {"SORT zset BY nosort", "[\"c\", \"b\", \"a\"]"},
      {"SORT zset BY nosort DESC", "[\"a\", \"b\", \"c\"]"},
      {"SORT zset BY nosort LIMIT 1 1", "[\"b\"]"},
      {"SORT zset", "(ERR One or more scores can't be converted into double)"},
  });
}

TEST(SortCommand, FollowsPatterns) {
  CommandSession session;
  session.expect({
      {"RPUSH list 1 2 3", "3"},
      {"MSET w_1 30 w_2 20 w_3 10", "OK"},
      {"HSET h_1 name one", "1"},
      {"HSET h_2 name two", "1"},
      {"SORT list BY w_*", "[\"3\", \"2\", \"1\"]"},
      {"SORT list BY w_* DESC", "[\"1\", \"2\", \"3\"]"},
      {"SORT list BY w_* GET #", "[\"3\", \"2\", \"1\"]"},
      {"SORT list BY w_* GET h_*->name", "[nil, \"two\", \"one\"]"},
      {"SORT list BY w_* GET # GET h_*->name GET w_*",
       "[\"3\", nil, \"10\", \"2\", \"two\", \"20\", \"1\", \"one\", \"30\"]"},
      {"SORT list BY h_*->name ALPHA", "[\"3\", \"1\", \"2\"]"},
      {"SORT list GET nothing", "[nil, nil, nil]"},
      {"SORT list GET h_*->", "[nil, nil, nil]"},
      {"SORT list BY nosort GET #", "[\"1\", \"2\", \"3\"]"},
      {"DEL w_2", "1"},
      {"SORT list BY w_*", "[\"2\", \"3\", \"1\"]"},
      {"SET w_2 x", "OK"},
      {"SORT list BY w_*", "(ERR One or more scores can't be converted into double)"},
      {"SORT_RO list BY w_* ALPHA", "[\"3\", \"1\", \"2\"]"},
      {"SORT_RO list STORE target", "(ERR syntax error)"},
  });
}

TEST(SortCommand, StoresLists) {
  CommandSession session;
  session.expect({
      {"RPUSH list 3 1 2", "3"},
      {"SORT list STORE target", "3"},
      {"LRANGE target 0 -1", "[\"1\", \"2\", \"3\"]"},
      {"SORT list GET w_* STORE target", "3"},
      {"LRANGE target 0 -1", "[\"\", \"\", \"\"]"},
      {"SORT nothing STORE target", "0"},
      {"EXISTS target", "0"},
      {"SADD set b a c", "3"},
      {"SORT set BY nosort STORE target", "3"},
      {"LRANGE target 0 -1", "[\"a\", \"b\", \"c\"]"},
  });
}

TEST(SortCommand, TakesThePartOfEqualWeightsThatRedisTakes) {
  CommandSession session;
  session.run(
      "RPUSH list 60 59 58 57 56 55 54 53 52 51 50 49 48 47 46 45 44 43 42 41 40 39 38 37 36 35 34 "
      "33 32 31 30 29 28 27 "
      "26 25 24 23 22 21 20 19 18 17 16 15 14 13 12 11 10 9 8 7 6 5 4 3 2 1");
  session.expect({
      {"MSET w_7 b w_31 a w_44 b w_59 c w_12 a", "OK"},
      {"SORT list BY w_* ALPHA LIMIT 0 4", "[\"1\", \"5\", \"4\", \"3\"]"},
      {"SORT list BY w_* ALPHA LIMIT 20 5", "[\"43\", \"42\", \"41\", \"40\", \"39\"]"},
      {"SORT list BY w_* ALPHA DESC LIMIT 50 6", "[\"5\", \"4\", \"3\", \"2\", \"60\", \"1\"]"},
      {"SORT list BY w_* ALPHA LIMIT 55 9", "[\"12\", \"31\", \"7\", \"44\", \"59\"]"},
      {"SORT list BY w_* ALPHA LIMIT 60 1", "[]"},
      {"RPUSH short d c b a e", "5"},
      {"SORT short BY w_* ALPHA LIMIT 1 3", "[\"c\", \"b\", \"a\"]"},
      {"SORT nothing BY w_* LIMIT 1 3", "[]"},
  });
}

}  // namespace
}  // namespace redis
