#include "command_session.h"

// The expectations are answers of redis-server 7.0.15.

namespace redis {
namespace {

TEST(KeyCommands, CountRemoveAndType) {
  CommandSession session;
  session.expect({
      {"MSET a 1 b 2", "OK"},
      {"RPUSH list x", "1"},
      {"EXISTS a a b nothing", "3"},
      {"TOUCH a nothing", "1"},
      {"TYPE a", "string"},
      {"TYPE list", "list"},
      {"TYPE nothing", "none"},
      {"DEL a nothing", "1"},
      {"UNLINK b list", "2"},
      {"DBSIZE", "0"},
  });
}

TEST(KeyCommands, SetAndReadExpiry) {
  CommandSession session;
  session.expect({
      {"EXPIRE nothing 10", "0"},
      {"SET k v", "OK"},
      {"TTL k", "-1"},
      {"TTL nothing", "-2"},
      {"PTTL nothing", "-2"},
      {"EXPIRETIME k", "-1"},
      {"EXPIRETIME nothing", "-2"},
      {"EXPIRE k 100", "1"},
      {"TTL k", "100"},
      {"PERSIST k", "1"},
      {"PERSIST k", "0"},
      {"TTL k", "-1"},
      {"EXPIREAT k 4000000000", "1"},
      {"EXPIRETIME k", "4000000000"},
      {"PEXPIRETIME k", "4000000000000"},
      {"PEXPIREAT k 4000000000499", "1"},
      {"EXPIRETIME k", "4000000000"},
      {"PEXPIREAT k 4000000000500", "1"},
      {"EXPIRETIME k", "4000000001"},
      {"EXPIRE k x", "(ERR value is not an integer or out of range)"},
      {"EXPIRE k 9223372036854775807", "(ERR invalid expire time in 'expire' command)"},
      {"EXPIRE k -9223372036854775808", "(ERR invalid expire time in 'expire' command)"},
      {"PEXPIRE k 9223372036854775807", "(ERR invalid expire time in 'pexpire' command)"},
      {"PEXPIREAT k 9223372036854775807", "1"},
      {"PEXPIRETIME k", "9223372036854775807"},
      {"EXPIRE k -1", "1"},
      {"EXISTS k", "0"},
  });
}

TEST(KeyCommands, ConditionsOfExpire) {
  CommandSession session;
  session.expect({
      {"SET k v", "OK"},
      {"EXPIRE k 100 XX", "0"},
      {"EXPIRE k 100 GT", "0"},
      {"EXPIRE k 100 LT", "1"},
      {"TTL k", "100"},
      {"EXPIRE k 200 NX", "0"},
      {"EXPIRE k 200 LT", "0"},
      {"EXPIRE k 200 gt", "1"},
      {"TTL k", "200"},
      {"EXPIRE k 300 XX", "1"},
      {"TTL k", "300"},
      {"EXPIRE k 300 NX XX",
       "(ERR NX and XX, GT or LT options at the same time are not compatible)"},
      {"EXPIRE k 300 NX GT",
       "(ERR NX and XX, GT or LT options at the same time are not compatible)"},
      {"EXPIRE k 300 GT LT", "(ERR GT and LT options at the same time are not compatible)"},
      {"EXPIRE k 300 FOO", "(ERR Unsupported option FOO)"},
      {"EXPIRE k 300 \"\\nFOO\\r\\n\"", "(ERR Unsupported option  FOO)"},
      {"EXPIRE k 50 XX LT", "1"},
      {"TTL k", "50"},
  });
}

TEST(KeyCommands, RenameCopyAndMove) {
  CommandSession session;
  session.expect({
      {"RENAME a b", "(ERR no such key)"},
      {"SET a 1 EX 100", "OK"},
      {"RENAME a b", "OK"},
      {"TTL b", "100"},
      {"EXISTS a", "0"},
      {"RENAME b b", "OK"},
      {"RENAMENX b b", "0"},
      {"SET c 3", "OK"},
      {"RENAMENX b c", "0"},
      {"RENAMENX b d", "1"},
      {"RENAME d c", "OK"},
      {"GET c", "\"1\""},
      {"COPY c e", "1"},
      {"TTL e", "100"},
      {"COPY c e", "0"},
      {"COPY c e REPLACE", "1"},
      {"COPY c c", "(ERR source and destination objects are the same)"},
      {"COPY c c DB 1", "1"},
      {"COPY c e DB 99", "(ERR DB index is out of range)"},
      {"COPY c e DB x", "(ERR value is not an integer or out of range)"},
      {"COPY c e FOO", "(ERR syntax error)"},
      {"COPY nothing e", "0"},
      {"RPUSH list a", "1"},
      {"COPY list list2", "1"},
      {"RPUSH list2 b", "2"},
      {"LRANGE list 0 -1", "[\"a\"]"},
      {"LRANGE list2 0 -1", "[\"a\", \"b\"]"},
      {"MOVE c 1", "0"},
      {"MOVE e 1", "1"},
      {"MOVE e 1", "0"},
      {"MOVE nothing 1", "0"},
      {"MOVE list 0", "(ERR source and destination objects are the same)"},
      {"MOVE list 99", "(ERR DB index is out of range)"},
      {"MOVE list x", "(ERR value is not an integer or out of range)"},
      {"MOVE list 99999999999",
       "(ERR value is out of range, value must between -2147483648 and 2147483647)"},
      {"SELECT 1", "OK"},
      {"GET e", "\"1\""},
      {"SWAPDB 0 1", "OK"},
      {"EXISTS list", "1"},
      {"SWAPDB 0 99", "(ERR DB index is out of range)"},
      {"SWAPDB x 0", "(ERR invalid first DB index)"},
      {"SWAPDB 0 x", "(ERR invalid second DB index)"},
  });
}

TEST(KeyCommands, ListKeys) {
  CommandSession session;
  session.expect({
      {"SET a 1", "OK"},
      {"KEYS *", "[\"a\"]"},
      {"KEYS b*", "[]"},
      {"KEYS [a-c]", "[\"a\"]"},
      {"KEYS \\a", "[\"a\"]"},
      {"SCAN 0", "[\"0\", [\"a\"]]"},
      {"SCAN 0 MATCH b*", "[\"0\", []]"},
      {"SCAN 0 TYPE string", "[\"0\", [\"a\"]]"},
      {"SCAN 0 TYPE list", "[\"0\", []]"},
      {"SCAN 0 TYPE nothing", "[\"0\", []]"},
      {"SCAN 0 COUNT 0", "(ERR syntax error)"},
      {"SCAN 0 COUNT x", "(ERR value is not an integer or out of range)"},
      {"SCAN 0 FOO", "(ERR syntax error)"},
      {"SCAN x", "(ERR invalid cursor)"},
      {"SCAN 0 MATCH", "(ERR syntax error)"},
      {"RANDOMKEY", "\"a\""},
      {"DEL a", "1"},
      {"RANDOMKEY", "nil"},
      {"SCAN 0", "[\"0\", []]"},
  });
}

TEST(KeyCommands, ScansRemoveWhatHasExpired) {
  CommandSession session;
  session.expect({
      {"SET a 1 PXAT 1", "OK"},
      {"SET b 1 PXAT 1", "OK"},
      {"SET c 1", "OK"},
      {"KEYS *", "[\"c\"]"},
      {"DBSIZE", "3"},
      {"SCAN 0 MATCH c*", "[\"0\", [\"c\"]]"},
      {"DBSIZE", "3"},
      {"SCAN 0 MATCH a TYPE list", "[\"0\", []]"},
      {"DBSIZE", "2"},
      {"SCAN 0", "[\"0\", [\"c\"]]"},
      {"DBSIZE", "1"},
  });
}

TEST(KeyCommands, InspectObjects) {
  CommandSession session;
  session.expect({
      {"SET n 1", "OK"},
      {"SET s abc", "OK"},
      {"OBJECT ENCODING n", "\"int\""},
      {"OBJECT ENCODING s", "\"embstr\""},
      {"OBJECT ENCODING nothing", "nil"},
      {"OBJECT REFCOUNT s", "1"},
      {"OBJECT IDLETIME s", "0"},
      {"OBJECT FREQ s",
       "(ERR An LFU maxmemory policy is not selected, access frequency not tracked. Please note "
       "that when switching between policies at runtime LRU and LFU data will take some time to "
       "adjust.)"},
      {"OBJECT FREQ nothing", "nil"},
      {"OBJECT FOO s", "(ERR unknown subcommand 'FOO'. Try OBJECT HELP.)"},
      {"OBJECT", "(ERR wrong number of arguments for 'object' command)"},
      {"OBJECT ENCODING", "(ERR wrong number of arguments for 'object|encoding' command)"},
      {"OBJECT HELP",
       "[OBJECT <subcommand> [<arg> [value] [opt] ...]. Subcommands are:, ENCODING <key>,     "
       "Return the kind of internal representation used in order to store the value,     "
       "associated with a <key>., FREQ <key>,     Return the access frequency index of the <key>. "
       "The returned integer is,     proportional to the logarithm of the recent access frequency "
       "of the key., IDLETIME <key>,     Return the idle time of the <key>, that is the "
       "approximated number of,     seconds elapsed since the last access to the key., REFCOUNT "
       "<key>,     Return the number of references of the value associated with the specified,     "
       "<key>., HELP,     Prints this help.]"},
  });
}

}  // namespace
}  // namespace redis
