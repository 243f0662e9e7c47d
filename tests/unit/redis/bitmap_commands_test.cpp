#include "command_session.h"

// The expectations are answers of redis-server 7.0.15.

namespace redis {
namespace {

TEST(BitmapCommands, SetAndGetBits) {
  CommandSession session;
  session.expect({
      {"SETBIT b 7 1", "0"},
      {"GET b", "\"\\x01\""},
      {"SETBIT b 7 0", "1"},
      {"SETBIT b 7 2", "(ERR bit is not an integer or out of range)"},
      {"SETBIT b -1 1", "(ERR bit offset is not an integer or out of range)"},
      {"SETBIT b x 1", "(ERR bit offset is not an integer or out of range)"},
      {"SETBIT b 4294967296 1", "(ERR bit offset is not an integer or out of range)"},
      {"GETBIT b 7", "0"},
      {"GETBIT b 1000", "0"},
      {"GETBIT nothing 0", "0"},
      {"SET n 12", "OK"},
      {"GETBIT n 2", "1"},
      {"SETBIT n 6 1", "0"},
      {"GET n", "\"32\""},
      {"RPUSH list a", "1"},
      {"SETBIT list 0 1", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"GETBIT list 0", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
  });
}

TEST(BitmapCommands, CountBits) {
  CommandSession session;
  session.expect({
      {"BITCOUNT nothing", "0"},
      {"BITCOUNT nothing x y", "0"},
      {"SET s foobar", "OK"},
      {"BITCOUNT s", "26"},
      {"BITCOUNT s 0 0", "4"},
      {"BITCOUNT s 1 1", "6"},
      {"BITCOUNT s -2 -1", "7"},
      {"BITCOUNT s 5 30 BIT", "17"},
      {"BITCOUNT s 1 1 BYTE", "6"},
      {"BITCOUNT s 1", "(ERR syntax error)"},
      {"BITCOUNT s 1 x", "(ERR value is not an integer or out of range)"},
      {"BITCOUNT s 1 2 FOO", "(ERR syntax error)"},
      {"BITCOUNT s -1 -5 FOO", "0"},
      {"RPUSH list a", "1"},
      {"BITCOUNT list", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
  });
}

TEST(BitmapCommands, FindBits) {
  CommandSession session;
  session.expect({
      {"SET s \"\\xff\\xf0\\x00\"", "OK"},
      {"BITPOS s 0", "12"},
      {"BITPOS s 1", "0"},
      {"BITPOS s 1 2", "-1"},
      {"BITPOS s 0 0 0", "-1"},
      {"BITPOS s 0 0 -1", "12"},
      {"BITPOS s 1 1 -1", "8"},
      {"BITPOS s 0 2 10 BIT", "-1"},
      {"BITPOS s 1 12 -1 BIT", "-1"},
      {"SET s \"\\xff\\xff\"", "OK"},
      {"BITPOS s 0", "16"},
      {"BITPOS s 0 0", "16"},
      {"BITPOS s 0 0 1", "-1"},
      {"BITPOS nothing 0", "0"},
      {"BITPOS nothing 1", "-1"},
      {"BITPOS s 2", "(ERR The bit argument must be 1 or 0.)"},
      {"BITPOS s x", "(ERR value is not an integer or out of range)"},
      {"BITPOS s 0 0 1 FOO", "(ERR syntax error)"},
      {"SET e \"\"", "OK"},
      {"BITPOS e 0", "-1"},
      {"BITPOS e 1", "-1"},
  });
}

TEST(BitmapCommands, CombineStrings) {
  CommandSession session;
  session.expect({
      {"MSET a \"\\x0f\" b \"\\xff\\x01\"", "OK"},
      {"BITOP AND r a b", "2"},
      {"GET r", "\"\\x0f\\x00\""},
      {"BITOP OR r a b", "2"},
      {"GET r", "\"\\xff\\x01\""},
      {"BITOP xor r a b nothing", "2"},
      {"GET r", "\"\\xf0\\x01\""},
      {"BITOP NOT r a", "1"},
      {"GET r", "\"\\xf0\""},
      {"BITOP NOT r a b", "(ERR BITOP NOT must be called with a single source key.)"},
      {"BITOP FOO r a", "(ERR syntax error)"},
      {"BITOP AND r nothing", "0"},
      {"EXISTS r", "0"},
      {"RPUSH list a", "1"},
      {"BITOP AND r a list", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
  });
}

TEST(BitmapCommands, UseFields) {
  CommandSession session;
  session.expect({
      {"BITFIELD f SET u8 0 255 GET u8 0 GET i8 0", "[0, 255, -1]"},
      {"BITFIELD f INCRBY u8 0 1", "[0]"},
      {"BITFIELD f OVERFLOW SAT INCRBY i5 100 20", "[15]"},
      {"BITFIELD f OVERFLOW FAIL INCRBY u2 200 5", "[nil]"},
      {"BITFIELD f SET u4 #1 9 GET u4 4", "[0, 9]"},
      {"BITFIELD f OVERFLOW SAT SET i8 0 1000 GET i8 0", "[9, 127]"},
      {"BITFIELD f OVERFLOW SAT SET i8 0 -1000 GET i8 0", "[127, -128]"},
      {"BITFIELD f OVERFLOW SAT SET i5 0 -9223372036854775793 GET i5 0", "[-16, 15]"},
      {"BITFIELD f OVERFLOW SAT SET i5 0 -9223372036854775792 GET i5 0", "[15, -16]"},
      {"BITFIELD f OVERFLOW SAT SET i8 0 127", "[-128]"},
      {"BITFIELD f SET u8 0 -1", "[127]"},
      {"BITFIELD f GET u64 0",
       "(ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but "
       "i64 is.)"},
      {"BITFIELD f GET i65 0",
       "(ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but "
       "i64 is.)"},
      {"BITFIELD f GET u8 -1", "(ERR bit offset is not an integer or out of range)"},
      {"BITFIELD f GET u8 x", "(ERR bit offset is not an integer or out of range)"},
      {"BITFIELD f OVERFLOW FOO", "(ERR Invalid OVERFLOW type specified)"},
      {"BITFIELD f FOO", "(ERR syntax error)"},
      {"BITFIELD f SET u8 0 x", "(ERR value is not an integer or out of range)"},
      {"BITFIELD_RO f GET u8 0", "[255]"},
      {"BITFIELD_RO f SET u8 0 1", "(ERR BITFIELD_RO only supports the GET subcommand)"},
      {"BITFIELD nothing GET u8 0", "[0]"},
      {"EXISTS nothing", "0"},
      {"STRLEN f", "26"},
  });
}

}  // namespace
}  // namespace redis
