#include "command_session.h"

// The expectations are answers of redis-server 7.0.15.

namespace redis {
namespace {

TEST(StringCommands, SetAndGetWithEveryOption) {
  CommandSession session;
  session.expect({
      {"GET k", "nil"},
      {"SET k v", "OK"},
      {"GET k", "\"v\""},
      {"SET k w NX", "nil"},
      {"SET k w XX", "OK"},
      {"SET other w XX", "nil"},
      {"SET k x GET", "\"w\""},
      {"SET missing x GET", "nil"},
      {"SET missing2 x XX GET", "nil"},
      {"GET missing2", "nil"},
      {"SET k y NX GET", "\"x\""},
      {"GET k", "\"x\""},
      {"SET k y NX XX", "(ERR syntax error)"},
      {"SET k y EX", "(ERR syntax error)"},
      {"SET k y EX 0", "(ERR invalid expire time in 'set' command)"},
      {"SET k y EX x", "(ERR value is not an integer or out of range)"},
      {"SET k y PX -1", "(ERR invalid expire time in 'set' command)"},
      {"SET k y EX 9223372036854775807", "(ERR invalid expire time in 'set' command)"},
      {"SET k y EX 100 PX 100", "(ERR syntax error)"},
      {"SET k y EX 100 EX 200", "OK"},
      {"TTL k", "200"},
      {"SET k z KEEPTTL", "OK"},
      {"TTL k", "200"},
      {"SET k z KEEPTTL EX 5", "(ERR syntax error)"},
      {"SET k z", "OK"},
      {"TTL k", "-1"},
      {"SET k z EXAT 4000000000", "OK"},
      {"EXPIRETIME k", "4000000000"},
      {"SET k z pxat 4000000000123", "OK"},
      {"PEXPIRETIME k", "4000000000123"},
      {"SET k z EXAT 1", "OK"},
      {"EXISTS k", "0"},
      {"SET k z PERSIST", "(ERR syntax error)"},
      {"SET k z FOO", "(ERR syntax error)"},
      {"SET k", "(ERR wrong number of arguments for 'set' command)"},
      {"LPUSH list a", "1"},
      {"SET list v GET", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"SET list v", "OK"},
      {"TYPE list", "string"},
  });
}

TEST(StringCommands, ShortFormsOfSet) {
  CommandSession session;
  session.expect({
      {"SETNX k a", "1"},
      {"SETNX k b", "0"},
      {"SETEX k 100 v", "OK"},
      {"TTL k", "100"},
      {"SETEX k 0 v", "(ERR invalid expire time in 'setex' command)"},
      {"SETEX k -1 v", "(ERR invalid expire time in 'setex' command)"},
      {"SETEX k x v", "(ERR value is not an integer or out of range)"},
      {"PSETEX k 100000 v", "OK"},
      {"PSETEX k 0 v", "(ERR invalid expire time in 'psetex' command)"},
      {"GETSET k new", "\"v\""},
      {"TTL k", "-1"},
      {"GETSET nothing new", "nil"},
      {"GETDEL k", "\"new\""},
      {"GETDEL k", "nil"},
      {"RPUSH list a", "1"},
      {"GETDEL list", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"GETSET list v", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"MSET a 1 b 2", "OK"},
      {"MSET a 1 b", "(ERR wrong number of arguments for 'mset' command)"},
      {"MSETNX c 1 a 2", "0"},
      {"EXISTS c", "0"},
      {"MSETNX c 1 d 2", "1"},
      {"MSETNX c 1 d", "(ERR wrong number of arguments for 'msetnx' command)"},
      {"MGET a b c list nothing", "[\"1\", \"2\", \"1\", nil, \"new\"]"},
  });
}

TEST(StringCommands, GetexChangesExpiry) {
  CommandSession session;
  session.expect({
      {"SET k v", "OK"},
      {"GETEX k", "\"v\""},
      {"GETEX k EX 100", "\"v\""},
      {"TTL k", "100"},
      {"GETEX k", "\"v\""},
      {"TTL k", "100"},
      {"GETEX k PERSIST", "\"v\""},
      {"TTL k", "-1"},
      {"GETEX k PXAT 4000000000123", "\"v\""},
      {"PEXPIRETIME k", "4000000000123"},
      {"GETEX k EX 0", "(ERR invalid expire time in 'getex' command)"},
      {"GETEX k EX x", "(ERR value is not an integer or out of range)"},
      {"GETEX k KEEPTTL", "(ERR syntax error)"},
      {"GETEX k EX 1 PERSIST", "(ERR syntax error)"},
      {"GETEX k EXAT 1", "\"v\""},
      {"EXISTS k", "0"},
      {"GETEX k EX 0", "nil"},
      {"RPUSH list a", "1"},
      {"GETEX list EX 10", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
  });
}

TEST(StringCommands, ChooseEncodings) {
  CommandSession session;
  session.expect({
      {"SET k 123", "OK"},
      {"ENCODING k", "int"},
      {"SET k -9223372036854775808", "OK"},
      {"ENCODING k", "int"},
      {"SET k 9223372036854775808", "OK"},
      {"ENCODING k", "embstr"},
      {"SET k 01", "OK"},
      {"ENCODING k", "embstr"},
      {"SET k +1", "OK"},
      {"ENCODING k", "embstr"},
      {"SET k {x*44}", "OK"},
      {"ENCODING k", "embstr"},
      {"SET k {x*45}", "OK"},
      {"ENCODING k", "raw"},
      {"APPEND k y", "46"},
      {"ENCODING k", "raw"},
      {"SET k 12", "OK"},
      {"APPEND k 3", "3"},
      {"ENCODING k", "raw"},
      {"GET k", "\"123\""},
      {"APPEND fresh 12", "2"},
      {"ENCODING fresh", "int"},
      {"SETRANGE fresh 0 9", "2"},
      {"ENCODING fresh", "raw"},
      {"SET k 1", "OK"},
      {"INCR k", "2"},
      {"ENCODING k", "int"},
      {"INCRBYFLOAT k 1", "\"3\""},
      {"ENCODING k", "embstr"},
      {"GET k", "\"3\""},
      {"SETBIT bits 0 1", "0"},
      {"ENCODING bits", "raw"},
      {"SET k 9999", "OK"},
      {"OBJECT REFCOUNT k", "2147483647"},
      {"SET k 10000", "OK"},
      {"OBJECT REFCOUNT k", "1"},
      {"INCRBY k -1", "9999"},
      {"OBJECT REFCOUNT k", "2147483647"},
  });
}

TEST(StringCommands, CountUpAndDown) {
  CommandSession session;
  session.expect({
      {"INCR n", "1"},
      {"INCRBY n 10", "11"},
      {"DECR n", "10"},
      {"DECRBY n 3", "7"},
      {"GET n", "\"7\""},
      {"INCRBY n x", "(ERR value is not an integer or out of range)"},
      {"INCRBY n \" 1\"", "(ERR value is not an integer or out of range)"},
      {"INCRBY n 9223372036854775807", "(ERR increment or decrement would overflow)"},
      {"SET n 9223372036854775807", "OK"},
      {"INCR n", "(ERR increment or decrement would overflow)"},
      {"DECRBY n -9223372036854775808", "(ERR decrement would overflow)"},
      {"SET n -9223372036854775808", "OK"},
      {"DECR n", "(ERR increment or decrement would overflow)"},
      {"DECRBY n 1", "(ERR increment or decrement would overflow)"},
      {"SET n 1.5", "OK"},
      {"INCR n", "(ERR value is not an integer or out of range)"},
      {"SET n \" 1\"", "OK"},
      {"INCR n", "(ERR value is not an integer or out of range)"},
      {"SET n \"\"", "OK"},
      {"INCR n", "(ERR value is not an integer or out of range)"},
      {"RPUSH list a", "1"},
      {"INCR list", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"INCRBY list x", "(ERR value is not an integer or out of range)"},
      {"SET n 5 EX 100", "OK"},
      {"INCR n", "6"},
      {"TTL n", "100"},
  });
}

TEST(StringCommands, AddDecimals) {
  CommandSession session;
  session.expect({
      {"INCRBYFLOAT f 0.1", "\"0.1\""},
      {"INCRBYFLOAT f 0.2", "\"0.3\""},
      {"INCRBYFLOAT f -0.3", "\"0\""},
      {"SET f 3.0e3", "OK"},
      {"INCRBYFLOAT f 200", "\"3200\""},
      {"SET f 1e18", "OK"},
      {"INCRBYFLOAT f 0.5", "\"1000000000000000000.5\""},
      {"INCRBYFLOAT f 1e-17", "\"1000000000000000000.5\""},
      {"SET f 10.5", "OK"},
      {"INCRBYFLOAT f -5.0e-1", "\"10\""},
      {"INCRBYFLOAT f 0x10", "\"26\""},
      {"INCRBYFLOAT f inf", "(ERR increment would produce NaN or Infinity)"},
      {"INCRBYFLOAT f nan", "(ERR value is not a valid float)"},
      {"INCRBYFLOAT f \" 1\"", "(ERR value is not a valid float)"},
      {"INCRBYFLOAT f \"1 \"", "(ERR value is not a valid float)"},
      {"INCRBYFLOAT f \"\"", "(ERR value is not a valid float)"},
      {"INCRBYFLOAT f 1e5000", "(ERR value is not a valid float)"},
      {"SET f 0", "OK"},
      {"INCRBYFLOAT f -0.0", "\"0\""},
      {"SET f inf", "OK"},
      {"INCRBYFLOAT f 1", "(ERR increment would produce NaN or Infinity)"},
      {"INCRBYFLOAT f -inf", "(ERR increment would produce NaN or Infinity)"},
      {"SET f abc", "OK"},
      {"INCRBYFLOAT f 1", "(ERR value is not a valid float)"},
      {"SET f 9223372036854775807", "OK"},
      {"INCRBYFLOAT f 1", "\"9223372036854775808\""},
      {"RPUSH list a", "1"},
      {"INCRBYFLOAT list 1", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"INCRBYFLOAT list x", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
  });
}

TEST(StringCommands, ReadAndWriteParts) {
  CommandSession session;
  session.expect({
      {"STRLEN s", "0"},
      {"SET s \"Hello World\"", "OK"},
      {"STRLEN s", "11"},
      {"SET n -12", "OK"},
      {"STRLEN n", "3"},
      {"GETRANGE s 0 4", "\"Hello\""},
      {"GETRANGE s -5 -1", "\"World\""},
      {"GETRANGE s 3 1", "\"\""},
      {"GETRANGE s 0 -100", "\"H\""},
      {"GETRANGE s -3 -5", "\"\""},
      {"GETRANGE s 20 30", "\"\""},
      {"GETRANGE s 0 x", "(ERR value is not an integer or out of range)"},
      {"GETRANGE n 0 0", "\"-\""},
      {"SUBSTR s 0 4", "\"Hello\""},
      {"SETRANGE s 6 Redis", "11"},
      {"GET s", "\"Hello Redis\""},
      {"SETRANGE fresh 3 ab", "5"},
      {"GET fresh", "\"\\x00\\x00\\x00ab\""},
      {"SETRANGE none 3 \"\"", "0"},
      {"EXISTS none", "0"},
      {"SETRANGE s -1 x", "(ERR offset is out of range)"},
      {"SETRANGE s x x", "(ERR value is not an integer or out of range)"},
      {"SETRANGE s 536870911 ab", "(ERR string exceeds maximum allowed size (proto-max-bulk-len))"},
      {"SETRANGE s 0 \"\"", "11"},
      {"APPEND s !", "12"},
      {"GET s", "\"Hello Redis!\""},
      {"RPUSH list a", "1"},
      {"APPEND list x", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"STRLEN list", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"GETRANGE list 0 1", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"SETRANGE list 0 x", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
  });
}

TEST(StringCommands, FindCommonSubsequences) {
  CommandSession session;
  session.expect({
      {"MSET a ohmytext b mynewtext", "OK"},
      {"LCS a b", "\"mytext\""},
      {"LCS a b LEN", "6"},
      {"LCS a b IDX", "[\"matches\", [[[4, 7], [5, 8]], [[2, 3], [0, 1]]], \"len\", 6]"},
      {"LCS a b IDX MINMATCHLEN 4", "[\"matches\", [[[4, 7], [5, 8]]], \"len\", 6]"},
      {"LCS a b IDX MINMATCHLEN 4 WITHMATCHLEN",
       "[\"matches\", [[[4, 7], [5, 8], 4]], \"len\", 6]"},
      {"LCS a b LEN IDX", "(ERR If you want both the length and indexes, please just use IDX.)"},
      {"LCS a b MINMATCHLEN", "(ERR syntax error)"},
      {"LCS a b MINMATCHLEN x", "(ERR value is not an integer or out of range)"},
      {"LCS a nothing", "\"\""},
      {"LCS nothing nothing2 LEN", "0"},
      {"RPUSH list x", "1"},
      {"LCS a list", "(ERR The specified keys must contain string values)"},
      {"LCS a b FOO", "(ERR syntax error)"},
      {"HELLO 3", "OK"},
      {"LCS a b IDX WITHMATCHLEN",
       "{\"matches\", [[[4, 7], [5, 8], 4], [[2, 3], [0, 1], 2]], \"len\", 6}"},
  });
}

}  // namespace
}  // namespace redis
