#include "command_session.h"

// What Redis 7.2 and 7.4 answer otherwise than 7.0. The expectations are answers of a build of
// October 2024; under each line stands that of redis-server 7.0.15.

namespace redis {
namespace {

struct Difference {
  const char* line;
  const char* earlier;
  const char* later;
};

constexpr Difference kDifferences[] = {
    {"ZADD z 0.1 a 1e-7 b 12345.678901234567 c 1e17 d 1e300 e -0 f", "6", "6"},
    {"ZSCORE z a", "\"0.10000000000000001\"", "\"0.1\""},
    {"ZSCORE z b", "\"9.9999999999999995e-08\"", "\"1e-7\""},
    {"ZSCORE z c", "\"12345.678901234567\"", "\"1.2345678901234567e+4\""},
    {"ZSCORE z d", "\"1e+17\"", "\"100000000000000000\""},
    {"ZSCORE z e", "\"1.0000000000000001e+300\"", "\"1e+300\""},
    {"ZSCORE z f", "\"0\"", "\"0\""},
    {"ZADD z 0x10 g", "1", "(ERR value is not a valid float)"},
    {"ZADD z 1e400 h", "(ERR value is not a valid float)", "1"},
    {"SET s hello", "OK", "OK"},
    {"GETRANGE s 0 -10", "\"h\"", "\"\""},
    {"GETRANGE s 0 -5", "\"h\"", "\"h\""},
    {"SCAN \"\"", "[\"0\", [\"z\", \"s\"]]", "(ERR invalid cursor)"},
    {"SCAN \"\\x00x\"", "[\"0\", [\"z\", \"s\"]]", "(ERR invalid cursor)"},
    {"SCAN \"0\\x00x\"", "[\"0\", [\"z\", \"s\"]]", "[\"0\", [\"z\", \"s\"]]"},
    {"SCAN -1", "[\"0\", []]", "(ERR invalid cursor)"},
    {"SCAN \" 0\"", "(ERR invalid cursor)", "[\"0\", [\"z\", \"s\"]]"},
    {"SCAN 0 TYPE zebra", "[\"0\", []]", "(ERR unknown type name 'zebra')"},
    {"SCAN 0 TYPE ZSET", "[\"0\", [\"z\"]]", "[\"0\", [\"z\"]]"},
    {"BITCOUNT missing 1", "0", "(ERR syntax error)"},
    {"BITCOUNT missing 0 x", "0", "(ERR value is not an integer or out of range)"},
    {"BITPOS missing 1 0 1 what", "-1", "(ERR syntax error)"},
    {"BLPOP missing 9223372036854775", "nil[]", "(ERR timeout is out of range)"},
    {"RPUSH l a", "1", "1"},
    {"LREM l -9223372036854775808 b", "0",
     "(ERR value is out of range, value must between -9223372036854775807 and "
     "9223372036854775807)"},
    {"LPOS l a RANK -9223372036854775808", "0",
     "(ERR value is out of range, value must between -9223372036854775807 and "
     "9223372036854775807)"},
    {"OBJECT ENCODING l", "\"quicklist\"", "\"listpack\""},
    {"RPUSH l {x*8192}", "2", "2"},
    {"OBJECT ENCODING l", "\"quicklist\"", "\"quicklist\""},
    {"RPOP l 1", "[\"{x*8192}\"]", "[\"{x*8192}\"]"},
    {"OBJECT ENCODING l", "\"quicklist\"", "\"listpack\""},
    {"SADD set 1 2", "2", "2"},
    {"OBJECT ENCODING set", "\"intset\"", "\"intset\""},
    {"SADD set a", "1", "1"},
    {"OBJECT ENCODING set", "\"hashtable\"", "\"listpack\""},
    {"SADD set {x*65}", "1", "1"},
    {"OBJECT ENCODING set", "\"hashtable\"", "\"hashtable\""},
    {"CONFIG GET set-max-listpack-*", "[]",
     "[\"set-max-listpack-entries\", \"128\", \"set-max-listpack-value\", \"64\"]"},
    {"COMMAND INFO hexpire", "[nil]", nullptr},
    {"COMMAND LIST FILTERBY PATTERN cluster|my*", "[\"cluster|myid\"]",
     "[\"cluster|myid\", \"cluster|myshardid\"]"},
    {"CLUSTER MYSHARDID", "(ERR unknown subcommand 'MYSHARDID'. Try CLUSTER HELP.)",
     "(ERR This instance has cluster support disabled)"},
    {"COMMAND LIST FILTERBY PATTERN h*ttl", "[]", "[\"hpttl\", \"httl\"]"},
    {"CLIENT SETINFO LIB-VER \"a\\x00b\"", "OK", "OK"},
    {"CLIENT SETINFO LIB-VER \"a b\"",
     "(ERR LIB-VER cannot contain spaces, newlines or special characters.)",
     "(ERR LIB-VER cannot contain spaces, newlines or special characters.)"},
    {"XADD y 1-18446744073709551615 a b", "\"1-18446744073709551615\"",
     "\"1-18446744073709551615\""},
    {"XADD y 1-* a b", "(ERR Elements are too large to be stored)",
     "(ERR The ID specified in XADD is equal or smaller than the target stream top item)"},
    {"GEOADD g 0.00001 0 p", "1", "1"},
    {"GEOPOS g p", "[[\"0.00000804662704468\", \"0.00000126736058093\"]]",
     "[[\"8.046627044677734e-6\", \"1.2673605809254695e-6\"]]"},
    {"GEOSEARCH g FROMMEMBER p BYRADIUS 1 m WITHCOORD",
     "[[\"p\", [\"0.00000804662704468\", \"0.00000126736058093\"]]]",
     "[[\"p\", [\"8.046627044677734e-6\", \"1.2673605809254695e-6\"]]]"},
};

// How far group g of a stream with entries 1-0 to 5-0 has read.
struct GroupPosition {
  const char* line;
  const char* earlier;
  const char* later;
};
constexpr GroupPosition kPositions[] = {
    {"XREADGROUP GROUP g c COUNT 1 STREAMS x >", "\"entries-read\", 1, \"lag\", 4]]",
     "\"entries-read\", 1, \"lag\", 4]]"},
    {"XDEL x 3-0", "\"entries-read\", 1, \"lag\", nil]]", "\"entries-read\", 1, \"lag\", nil]]"},
    {"XTRIM x MAXLEN = 2", "\"entries-read\", 1, \"lag\", 4]]",
     "\"entries-read\", 1, \"lag\", 2]]"},
    {"XREADGROUP GROUP g c COUNT 1 STREAMS x >", "\"entries-read\", 2, \"lag\", 3]]",
     "\"entries-read\", 4, \"lag\", 1]]"},
    {"XDEL x 4-0 5-0", "\"entries-read\", 2, \"lag\", 3]]", "\"entries-read\", 4, \"lag\", 0]]"},
};

/// A reply that is written with "{x*8192}" inside.
std::string expand(const char* text) {
  std::string result(text);
  const size_t at = result.find("{x*8192}");
  return at == std::string::npos ? result : result.replace(at, 8, std::string(8192, 'x'));
}

void compare(CommandSession& session, const char* Difference::*expected) {
  for (const Difference& difference : kDifferences) {
    const std::string reply = session.run(difference.line);
    if (difference.*expected != nullptr) {
      EXPECT_EQ(reply, expand(difference.*expected)) << difference.line;
    }
  }
}

TEST(Compatibility, AnswersLikeRedis70ByItself) {
  CommandSession session;
  compare(session, &Difference::earlier);
}

TEST(Compatibility, AnswersLikeRedis74IfAsked) {
  CommandSession session;
  session.keyspace().configuration().compat = Compatibility(Compatibility::Release::Redis74);
  compare(session, &Difference::later);
}

TEST(Compatibility, MeasuresHowFarGroupsHaveRead) {
  for (const auto release : {Compatibility::Release::Redis70, Compatibility::Release::Redis74}) {
    CommandSession session;
    session.keyspace().configuration().compat = Compatibility(release);
    for (const char* id : {"1-0", "2-0", "3-0", "4-0", "5-0"}) {
      session.run("XADD x " + std::string(id) + " a 1");
    }
    session.run("XGROUP CREATE x g 0 ENTRIESREAD 0");
    for (const GroupPosition& position : kPositions) {
      session.run(position.line);
      const std::string groups = session.run("XINFO GROUPS x");
      EXPECT_EQ(groups.substr(std::min(groups.find("\"entries-read\""), groups.size())),
                release == Compatibility::Release::Redis70 ? position.earlier : position.later)
          << position.line;
    }
  }
}

TEST(Compatibility, EndsHelpWithTheLineOfTheRelease) {
  CommandSession session;
  const auto endsWith = [&session](const std::string& end) {
    const std::string help = session.run("SLOWLOG HELP");
    return help.size() > end.size() && help.substr(help.size() - end.size()) == end;
  };
  EXPECT_TRUE(endsWith("HELP,     Prints this help.]"));
  session.keyspace().configuration().compat = Compatibility(Compatibility::Release::Redis74);
  EXPECT_TRUE(endsWith("HELP,     Print this help.]"));
}

TEST(Compatibility, ListsTheOptionsOfTheReleaseInClientHelp) {
  constexpr const char* kLater[] = {
      "(default: yes).,     * ID <client-id>,       Kill connections by client id.,     * MAXAGE "
      "<maxage>,       Kill connections older than the specified age., LIST [options ...]",
      "SETINFO <option> <value>,     Set client meta attr. Options are:,     * LIB-NAME: the "
      "client "
      "lib name.,     * LIB-VER: the client lib version., UNBLOCK",
      "NO-TOUCH (ON|OFF),     Will not touch LRU/LFU stats when this mode is on., HELP"};
  CommandSession session;
  const std::string earlier = session.run("CLIENT HELP");
  session.keyspace().configuration().compat = Compatibility(Compatibility::Release::Redis74);
  const std::string later = session.run("CLIENT HELP");
  for (const char* text : kLater) {
    EXPECT_EQ(earlier.find(text), std::string::npos) << text;
    EXPECT_NE(later.find(text), std::string::npos) << text;
  }
}

TEST(Compatibility, ShowsTheFieldsOfTheReleaseInInfo) {
  // Names, and what stands before them in 7.4.1.
  constexpr const char* kLater[] = {
      "io_threads_active:0\r\nlistener0:name=tcp,bind=127.0.0.1,port=6379\r\n",
      "allocator_muzzy:0\r\n",
      "mem_allocator:libc\r\nmem_overhead_db_hashtable_rehashing:0\r\nactive_defrag_running:0",
      "evicted_clients:0\r\nevicted_scripts:0\r\ntotal_eviction_exceeded_time:0",
      "io_threaded_writes_processed:0\r\nclient_query_buffer_limit_disconnections:0\r\n"
      "client_output_buffer_limit_disconnections:0\r\nreply_buffer_shrinks:0",
      "reply_buffer_expands:0\r\neventloop_cycles:0\r\neventloop_duration_sum:0\r\n"
      "eventloop_duration_cmd_sum:0\r\ninstantaneous_eventloop_cycles_per_sec:0\r\n"
      "instantaneous_eventloop_duration_usec:0\r\nacl_access_denied_auth:1\r\n"
      "acl_access_denied_cmd:0\r\nacl_access_denied_key:0\r\nacl_access_denied_channel:0",
  };
  CommandSession session;
  session.keyspace().configuration().port = 6379;
  session.run("AUTH nobody wrong");
  const std::string earlier = session.execute({"INFO"}).text();
  session.keyspace().configuration().compat = Compatibility(Compatibility::Release::Redis74);
  const std::string later = session.execute({"INFO"}).text();
  for (const char* text : kLater) {
    EXPECT_EQ(earlier.find(text), std::string::npos) << text;
    EXPECT_NE(later.find(text), std::string::npos) << text;
  }
}

TEST(Compatibility, CountsWhatIsReadAgainAsAChangeIn70Only) {
  for (const auto release : {Compatibility::Release::Redis70, Compatibility::Release::Redis74}) {
    CommandSession session;
    session.keyspace().configuration().compat = Compatibility(release);
    session.run("XADD x 1-0 a 1");
    session.run("XGROUP CREATE x g 0");
    session.run("XREADGROUP GROUP g c STREAMS x >");
    const int64_t before = session.keyspace().statistics().changes;
    session.run("XREADGROUP GROUP g c STREAMS x 0");
    EXPECT_EQ(session.keyspace().statistics().changes - before,
              release == Compatibility::Release::Redis70 ? 1 : 0);
  }
}

TEST(Compatibility, ChoosesTheEncodingOfSetsByHints) {
  CommandSession session;
  session.keyspace().configuration().compat = Compatibility(Compatibility::Release::Redis74);
  session.expect({
      {"CONFIG SET set-max-listpack-entries 3 set-max-intset-entries 4", "OK"},
      {"SADD a x y z w", "4"},
      {"OBJECT ENCODING a", "\"hashtable\""},
      {"SADD b 1 2 3 4 5", "5"},
      {"OBJECT ENCODING b", "\"hashtable\""},
      {"SADD c x y z", "3"},
      {"OBJECT ENCODING c", "\"listpack\""},
      {"SSCAN c 0 COUNT 1", "[\"0\", [\"x\", \"y\", \"z\"]]"},
      {"SADD c w", "1"},
      {"OBJECT ENCODING c", "\"hashtable\""},
      {"CONFIG SET list-max-listpack-size 2", "OK"},
      {"RPUSH full a b", "2"},
      {"LSET full 0 c", "OK"},
      {"OBJECT ENCODING full", "\"quicklist\""},
      {"RPUSH l a b", "2"},
      {"OBJECT ENCODING l", "\"listpack\""},
      {"RPUSH l c", "3"},
      {"OBJECT ENCODING l", "\"quicklist\""},
      {"LPOP l", "\"a\""},
      {"OBJECT ENCODING l", "\"quicklist\""},
      {"LPOP l", "\"b\""},
      {"OBJECT ENCODING l", "\"listpack\""},
  });
}

}  // namespace
}  // namespace redis
