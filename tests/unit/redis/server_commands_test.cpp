#include "command_session.h"

// The expectations are answers of redis-server 7.0.15.

namespace redis {
namespace {

TEST(ServerCommands, AnswerSimpleClients) {
  CommandSession session;
  session.expect({
      {"PING", "PONG"},
      {"PING hello", "\"hello\""},
      {"PING a b", "(ERR wrong number of arguments for 'ping' command)"},
      {"ECHO hello", "\"hello\""},
      {"ECHO", "(ERR wrong number of arguments for 'echo' command)"},
      {"SELECT 1", "OK"},
      {"SELECT 16", "(ERR DB index is out of range)"},
      {"SELECT -1", "(ERR DB index is out of range)"},
      {"SELECT x", "(ERR value is not an integer or out of range)"},
      {"SELECT 99999999999",
       "(ERR value is out of range, value must between -2147483648 and 2147483647)"},
      {"DBSIZE", "0"},
      {"FLUSHALL", "OK"},
      {"FLUSHALL ASYNC", "OK"},
      {"FLUSHDB sync", "OK"},
      {"FLUSHDB FOO", "(ERR syntax error)"},
      {"CLIENT GETNAME", "nil"},
      {"CLIENT SETNAME me", "OK"},
      {"CLIENT GETNAME", "\"me\""},
      {"CLIENT SETNAME \"a b\"",
       "(ERR Client names cannot contain spaces, newlines or special characters.)"},
      {"AUTH x",
       "(ERR AUTH <password> called without any password configured for the default user. Are you "
       "sure your configuration is correct?)"},
      {"AUTH a b", "(WRONGPASS invalid username-password pair or user is disabled.)"},
      {"AUTH default x", "OK"},
      {"RESET", "RESET"},
      {"CLIENT GETNAME", "nil"},
  });
}

TEST(ServerCommands, PublishToNobody) {
  CommandSession session;
  session.expect({
      {"PUBLISH news hello", "0"},
      {"PUBLISH news", "(ERR wrong number of arguments for 'publish' command)"},
  });
}

TEST(ServerCommands, KeepParameters) {
  CommandSession session;
  session.expect({
      {"CONFIG GET hash-max-listpack-entries", "[\"hash-max-listpack-entries\", \"512\"]"},
      {"CONFIG GET nothing", "[]"},
      {"CONFIG SET hash-max-listpack-entries 2", "OK"},
      {"CONFIG GET hash-max-ziplist-entries", "[\"hash-max-ziplist-entries\", \"2\"]"},
      {"HSET h a 1 b 2 c 3", "3"},
      {"ENCODING h", "hashtable"},
      {"CONFIG SET hash-max-listpack-entries 512", "OK"},
      {"CONFIG SET zset-max-listpack-value 1k", "OK"},
      {"CONFIG GET zset-max-listpack-value", "[\"zset-max-listpack-value\", \"1000\"]"},
      {"CONFIG SET zset-max-listpack-value 64", "OK"},
      {"CONFIG SET foo 1", "(ERR Unknown option or number of arguments for CONFIG SET - 'foo')"},
      {"CONFIG SET hash-max-listpack-entries",
       "(ERR wrong number of arguments for 'config|set' command)"},
      {"CONFIG SET hash-max-listpack-entries x",
       "(ERR CONFIG SET failed (possibly related to argument 'hash-max-listpack-entries') - "
       "argument couldn't be parsed into an integer)"},
      {"CONFIG SET hash-max-listpack-entries 1 hash-max-listpack-entries 2",
       "(ERR CONFIG SET failed (possibly related to argument 'hash-max-listpack-entries') - "
       "duplicate parameter)"},
      {"CONFIG SET hash-max-listpack-entries 1 foo 2",
       "(ERR Unknown option or number of arguments for CONFIG SET - 'foo')"},
      {"CONFIG SET databases 3",
       "(ERR CONFIG SET failed (possibly related to argument 'databases') - can't set immutable "
       "config)"},
      {"CONFIG SET maxmemory x",
       "(ERR CONFIG SET failed (possibly related to argument 'maxmemory') - argument must be a "
       "memory value)"},
      {"CONFIG GET", "(ERR wrong number of arguments for 'config|get' command)"},
      {"CONFIG FOO", "(ERR unknown subcommand 'FOO'. Try CONFIG HELP.)"},
      {"CONFIG", "(ERR wrong number of arguments for 'config' command)"},
      {"CONFIG GET databases maxmemory", "[\"databases\", \"16\", \"maxmemory\", \"0\"]"},
  });
}

TEST(ServerCommands, DescribeCommands) {
  CommandSession session;
  session.expect({
      {"COMMAND COUNT", "237"},  // FUNCTION, FCALL and FCALL_RO come with the module of scripts
      {"COMMAND INFO get",
       "[[\"get\", 2, [readonly, fast], 1, 1, 1, [@read, @string, @fast], [], [[\"flags\", [RO, "
       "access], \"begin_search\", [\"type\", \"index\", \"spec\", [\"index\", 1]], \"find_keys\", "
       "[\"type\", \"range\", \"spec\", [\"lastkey\", 0, \"keystep\", 1, \"limit\", 0]]]], []]]"},
      {"COMMAND INFO mset",
       "[[\"mset\", -3, [write, denyoom], 1, -1, 2, [@write, @string, @slow], "
       "[\"request_policy:multi_shard\", \"response_policy:all_succeeded\"], [[\"flags\", [OW, "
       "update], \"begin_search\", [\"type\", \"index\", \"spec\", [\"index\", 1]], \"find_keys\", "
       "[\"type\", \"range\", \"spec\", [\"lastkey\", -1, \"keystep\", 2, \"limit\", 0]]]], []]]"},
      {"COMMAND INFO nothing", "[nil]"},
      {"COMMAND GETKEYS GET a", "[\"a\"]"},
      {"COMMAND GETKEYS MSET a 1 b 2", "[\"a\", \"b\"]"},
      {"COMMAND GETKEYS EVAL x 2 a b c", "[\"a\", \"b\"]"},
      {"COMMAND GETKEYS PING", "(ERR wrong number of arguments for 'command|getkeys' command)"},
      {"COMMAND GETKEYS FOO", "(ERR wrong number of arguments for 'command|getkeys' command)"},
      {"COMMAND GETKEYS GET", "(ERR wrong number of arguments for 'command|getkeys' command)"},
      {"COMMAND GETKEYS EVAL x 5 a", "[]"},
      {"COMMAND GETKEYS EVAL x 0", "[]"},
      {"COMMAND LIST FILTERBY PATTERN xgroup|s*", "[\"xgroup|setid\"]"},
      {"COMMAND LIST FILTERBY PATTERN nothing", "[]"},
      {"COMMAND LIST FILTERBY MODULE m", "[]"},
      {"COMMAND LIST FILTERBY FOO m", "(ERR syntax error)"},
      {"COMMAND FOO", "(ERR unknown subcommand 'FOO'. Try COMMAND HELP.)"},
      {"HELLO 3", "OK"},
      {"COMMAND INFO get",
       "[[\"get\", 2, ~[readonly, fast], 1, 1, 1, ~[@read, @string, @fast], ~[], ~[{\"flags\", "
       "~[RO, access], \"begin_search\", {\"type\", \"index\", \"spec\", {\"index\", 1}}, "
       "\"find_keys\", {\"type\", \"range\", \"spec\", {\"lastkey\", 0, \"keystep\", 1, \"limit\", "
       "0}}}], ~[]]]"},
  });
}

TEST(Dispatcher, RefusesWhatIsNotThere) {
  CommandSession session;
  session.expect({
      {"nothing", "(ERR unknown command 'nothing', with args beginning with: )"},
      {"nothing a b", "(ERR unknown command 'nothing', with args beginning with: 'a' 'b' )"},
      {"\"not\\nhing\" \"a\\nb\"",
       "(ERR unknown command 'not hing', with args beginning with: 'a b' )"},
      {"nothing {x*140} b",
       "(ERR unknown command 'nothing', with args beginning with: "
       "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
       "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' )"},
      {"GET", "(ERR wrong number of arguments for 'get' command)"},
      {"get a b", "(ERR wrong number of arguments for 'get' command)"},
      {"SET a", "(ERR wrong number of arguments for 'set' command)"},
      {"OBJECT", "(ERR wrong number of arguments for 'object' command)"},
      {"OBJECT foo", "(ERR unknown subcommand 'foo'. Try OBJECT HELP.)"},
      {"OBJECT ENCODING", "(ERR wrong number of arguments for 'object|encoding' command)"},
      {"CONFIG GET", "(ERR wrong number of arguments for 'config|get' command)"},
      {"GeT a", "nil"},
  });
}

TEST(ServerCommands, ListSubcommandsAmongTheCommands) {
  CommandSession session;
  const std::string list = session.run("COMMAND LIST");
  EXPECT_NE(list.find("\"client|list\""), std::string::npos);
  EXPECT_NE(list.find("\"client\""), std::string::npos);
}

}  // namespace
}  // namespace redis
