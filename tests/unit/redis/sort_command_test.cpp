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

}  // namespace
}  // namespace redis
