#include "command_session.h"

namespace redis {
namespace {

TEST(HyperLogLogCommands, CountsAndMerges) {
  CommandSession session;
  session.expect({
      {"PFADD h a b c", "1"},
      {"PFADD h a", "0"},
      {"PFCOUNT h", "3"},
      {"GET h",
       "\"HYLL\\x01\\x00\\x00\\x00\\x03\\x00\\x00\\x00\\x00\\x00\\x00\\x00`"
       "\\xf3\\x80P\\xb1\\x84K\\xfb\\x80BZ\""},
      {"PFCOUNT h", "3"},
      {"GET h",
       "\"HYLL\\x01\\x00\\x00\\x00\\x03\\x00\\x00\\x00\\x00\\x00\\x00\\x00`"
       "\\xf3\\x80P\\xb1\\x84K\\xfb\\x80BZ\""},
      {"PFADD empty", "1"},
      {"PFADD empty", "0"},
      {"GET empty",
       "\"HYLL\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x80\\x7f\\xff\""},
      {"PFCOUNT empty", "0"},
      {"PFCOUNT missing", "0"},
      {"PFADD h d e f g h i j k l", "1"},
      {"PFDEBUG DECODE h",
       "\"Z:1646 v:1,1 Z:2537 v:1,1 Z:197 v:2,1 Z:2909 v:1,1 Z:1085 v:2,1 z:57 v:1,1 Z:574 v:1,1 "
       "Z:2948 v:1,1 Z:750 v:2,1 Z:509 v:4,1 Z:1935 v:1,1 Z:622 v:1,1 Z:603\""},
      {"PFDEBUG ENCODING h", "sparse"},
      {"ENCODING h", "raw"},
      {"PFCOUNT h empty missing", "12"},
      {"PFMERGE m h empty", "OK"},
      {"PFCOUNT m", "12"},
      {"PFDEBUG DECODE m",
       "\"Z:1646 v:1,1 Z:2537 v:1,1 Z:197 v:2,1 Z:2909 v:1,1 Z:1085 v:2,1 z:57 v:1,1 Z:574 v:1,1 "
       "Z:2948 v:1,1 Z:750 v:2,1 Z:509 v:4,1 Z:1935 v:1,1 Z:622 v:1,1 Z:603\""},
      {"PFMERGE m", "OK"},
      {"PFDEBUG TODENSE m", "1"},
      {"PFDEBUG TODENSE m", "0"},
      {"PFDEBUG ENCODING m", "dense"},
      {"PFDEBUG DECODE m", "(ERR HLL encoding is not sparse)"},
      {"STRLEN m", "12304"},
      {"PFMERGE h m", "OK"},
      {"PFDEBUG encoding h", "dense"},
      {"PFCOUNT h", "12"},
      {"PFSELFTEST", "OK"},
  });
}

TEST(HyperLogLogCommands, RefusesOtherValuesAndCorruptOnes) {
  CommandSession session;
  session.expect({
      {"SET number 12", "OK"},
      {"PFADD number a", "(WRONGTYPE Key is not a valid HyperLogLog string value.)"},
      {"SET text \"HYLL\"", "OK"},
      {"PFCOUNT text", "(WRONGTYPE Key is not a valid HyperLogLog string value.)"},
      {"RPUSH list a", "1"},
      {"PFADD list a", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"PFCOUNT list", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"PFMERGE h list", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"PFDEBUG ENCODING list",
       "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"PFDEBUG ENCODING missing", "(ERR The specified key does not exist)"},
      {"PFADD h a", "1"},
      {"PFDEBUG what h", "(ERR Unknown PFDEBUG subcommand 'what')"},
      {"SET encoding "
       "\"HYLL\\x02\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x80\\x7f\\xff\"",
       "OK"},
      {"PFCOUNT encoding", "(WRONGTYPE Key is not a valid HyperLogLog string value.)"},
      {"SET short \"HYLL\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x80\\x7f\\xfe\"",
       "OK"},
      {"PFCOUNT short", "(INVALIDOBJ Corrupted HLL object detected)"},
      {"ENCODING short", "raw"},
      {"PFCOUNT short h", "(INVALIDOBJ Corrupted HLL object detected)"},
      {"PFMERGE h short", "(INVALIDOBJ Corrupted HLL object detected)"},
      {"PFDEBUG GETREG short", "(INVALIDOBJ Corrupted HLL object detected)"},
      {"PFDEBUG TODENSE short", "(INVALIDOBJ Corrupted HLL object detected)"},
      {"SET long "
       "\"HYLL\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x80\\x7f\\xff\\x80\"",
       "OK"},
      {"PFCOUNT long", "(INVALIDOBJ Corrupted HLL object detected)"},
      {"PFMERGE other long", "(INVALIDOBJ Corrupted HLL object detected)"},
      {"SET runs \"HYLL\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x80\\x00\"", "OK"},
      {"PFADD runs a", "(INVALIDOBJ Corrupted HLL object detected)"},
      {"SET kept \"HYLL\\x01\\x00\\x00\\x00\\x2a\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x7f\\xff\"",
       "OK"},
      {"PFCOUNT kept", "42"},
  });
}

TEST(HyperLogLogCommands, BecomesDenseAtTheConfiguredSize) {
  CommandSession session;
  session.expect({
      {"CONFIG SET hll-sparse-max-bytes 30", "OK"},
      {"PFADD h a b c d", "1"},
      {"PFDEBUG ENCODING h", "sparse"},
      {"PFADD h e f g h", "1"},
      {"PFDEBUG ENCODING h", "dense"},
      {"PFCOUNT h", "8"},
  });
}

}  // namespace
}  // namespace redis
