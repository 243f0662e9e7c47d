#include <utility>

#include "command_session.h"
#include "redis/rdb/byte_order.h"
#include "redis/rdb/crc64.h"
#include "redis/rdb/list_pack.h"
#include "redis/rdb/lzf.h"

// The expectations are answers of redis-server 7.0.15.

namespace redis {
namespace {

using base::Bytes;

/// A payload with a right footer around any bytes.
Bytes seal(Bytes value, uint64_t version = 10) {
  rdb::appendLittleEndian(value, version, 2);
  rdb::appendLittleEndian(value, rdb::crc64(value), 8);
  return value;
}

/// Bytes of a literal, zeros included.
template <size_t kSize>
Bytes bytes(const char (&literal)[kSize]) {
  return Bytes(literal, kSize - 1);
}

std::string restore(CommandSession& session, const Bytes& payload) {
  return session.execute({"RESTORE", "k", "0", payload, "REPLACE"}).text();
}

/// Copies `key` to "copy" by way of a payload.
void copyByPayload(CommandSession& session, const std::string& key) {
  const Reply payload = session.execute({"DUMP", key});
  EXPECT_EQ(session.execute({"RESTORE", "copy", "0", payload.text(), "REPLACE"}).text(), "OK");
}

TEST(DumpCommands, WriteStrings) {
  CommandSession session;
  session.expect({
      {"SET k 5", "OK"},
      {"DUMP k", R"("\x00\xc0\x05\x0a\x00c/_f\x83/\xb3Q")"},
      {"SET k 300", "OK"},
      {"DUMP k", R"("\x00\xc1,\x01\x0a\x00\x95Ba\xf2e\x82\\\x10")"},
      {"SET k -70000", "OK"},
      {"DUMP k", R"("\x00\xc2\x90\xee\xfe\xff\x0a\x00(u\xde{\x13\xeb(\x00")"},
      {"SET k 2147483647", "OK"},
      {"DUMP k", R"("\x00\xc2\xff\xff\xff\x7f\x0a\x00,t\xe5\x9e\xe0.\xad\xa1")"},
      {"SET k 2147483648", "OK"},
      {"DUMP k", R"("\x00\x0a2147483648\x0a\x00\xe7\xb1)\xa3L\x1dv\xee")"},
      {"SET k 1", "OK"},
      {"APPEND k 2", "2"},
      {"DUMP k", R"("\x00\xc0\x0c\x0a\x00<*\xf8Q\\\x04\xbc\xd5")"},
      {"SET k 007", "OK"},
      {"DUMP k", R"("\x00\x03007\x0a\x00rX\xe2{Li\xba\xd9")"},
      {"DUMP nothing", "nil"},
  });
}

TEST(DumpCommands, WriteCollections) {
  CommandSession session;
  session.expect({
      {"RPUSH l a 1 200 -5 100000 5000000000 20000000 -9000 -40000", "9"},
      {"DUMP l",
       R"("\x12\x01\x0200\x00\x00\x00\x09\x00\x81a\x02\x01\x01\xc0\xc8\x02\xdf\xfb\x02\xf2\xa0\x86)"
       R"(\x01\x04\xf4\x00\xf2\x05*\x01\x00\x00\x00\x09\xf3\x00-1\x01\x05\xf1\xd8\xdc\x03\xf2\xc0c)"
       R"(\xff\x04\xff\x0a\x00\x0b\xaeh\x1d\x8cW\xf0g")"},
      {"SADD s 1 2 3", "3"},
      {"DUMP s",
       R"("\x0b\x0e\x02\x00\x00\x00\x03\x00\x00\x00\x01\x00\x02\x00\x03\x00\x0a\x00\xa5\x02\\\xe2m)"
       R"(nM\x1b")"},
      {"SADD s 100000", "1"},
      {"DUMP s",
       R"("\x0b\x18\x04\x00\x00\x00\x04\x00\x00\x00\x01\x00\x00\x00\x02\x00\x00\x00\x03\x00\x00)"
       R"(\x00\xa0\x86\x01\x00\x0a\x00\x1f\xaen\x8f\x19\x9a\x91\xfb")"},
      {"HSET h a 1 b foo", "2"},
      {"DUMP h",
       R"("\x10\x14\x14\x00\x00\x00\x04\x00\x81a\x02\x01\x01\x81b\x02\x83foo\x04\xff\x0a\x00\x02W6)"
       R"(m\xe6\xc4\x8ay")"},
  });
}

TEST(DumpCommands, RestoreWhatWasDumped) {
  CommandSession session;
  session.expect({
      {"SET string {x*20000}", "OK"},
      {"RPUSH list a 1 -5 {y*9000} {z*9000} b", "6"},
      {"SADD integers 1 -70000 5000000000", "3"},
      {"SADD set a 1 {x*70}", "3"},
      {"HSET hash a 1 b foo", "2"},
      {"HSET large a 1 b {x*65}", "2"},
      {"ZADD zset 1 a 2.5 b inf c -inf d 1e20 e", "5"},
      {"ZADD skip 1 a 2.5 {x*65} -inf d", "3"},
  });
  const std::pair<const char*, const char*> reads[] = {
      {"string", "GET "},   {"list", "LRANGE "},   {"integers", "SMEMBERS "}, {"set", "SMEMBERS "},
      {"hash", "HGETALL "}, {"large", "HGETALL "}, {"zset", "ZRANGE "},       {"skip", "ZRANGE "},
  };
  for (const auto& [key, command] : reads) {
    const std::string read(command);
    const std::string range = read == "LRANGE "   ? " 0 -1"
                              : read == "ZRANGE " ? " 0 -1 WITHSCORES"
                                                  : "";
    copyByPayload(session, key);
    EXPECT_EQ(session.run(read + "copy" + range), session.run(read + key + range)) << key;
    EXPECT_EQ(session.run("ENCODING copy"), session.run(std::string("ENCODING ") + key)) << key;
  }
}

TEST(DumpCommands, RestoreCompressed) {
  CommandSession session;
  session.expect({
      {R"(RESTORE s 0 "\x0b\xc3'0\x04\x08\x00\x00\x00\x05 \x03\x00\x01 \x03@\x00\x00\x02@\x04 \x00)"
       R"(\x00\x03 \x03@\x00\x01\xa0\x86\xa0\x19\x02\xe4\x0bT \x1b\x00\x00\x0a\x00jQ\x82E\xfbF\xa3)"
       R"(\xe4")",
       "OK"},
      {"SMEMBERS s", R"(["1", "2", "3", "100000", "10000000000"])"},
  });
  EXPECT_EQ(rdb::decompressLzf(bytes("\x00"
                                     "a\x20\x00\x00"
                                     "b"),
                               5),
            "aaaab");
  EXPECT_FALSE(rdb::decompressLzf(bytes("\x20\x00"), 3));
  EXPECT_FALSE(rdb::decompressLzf(bytes("\x05"
                                        "ab"),
                                  6));
  EXPECT_FALSE(rdb::decompressLzf(bytes("\x00"
                                        "a"),
                                  UINT64_MAX));
}

TEST(DumpCommands, RestoreOptions) {
  CommandSession session;
  session.expect({
      {"SET k v", "OK"},
      {"RESTORE k 0 abc", "(BUSYKEY Target key name already exists.)"},
      {"RESTORE k x abc", "(BUSYKEY Target key name already exists.)"},
      {"RESTORE k -1 abc FOO", "(ERR syntax error)"},
      {"RESTORE n -1 abc", "(ERR Invalid TTL value, must be >= 0)"},
      {"RESTORE n x abc", "(ERR value is not an integer or out of range)"},
      {"RESTORE n 0 abc", "(ERR DUMP payload version or checksum are wrong)"},
      {"RESTORE-ASKING n 0 abc", "(ERR DUMP payload version or checksum are wrong)"},
      {"RESTORE k 0 abc REPLACE ABSTTL", "(ERR DUMP payload version or checksum are wrong)"},
      {"RESTORE n 0 abc IDLETIME", "(ERR syntax error)"},
      {"RESTORE n 0 abc IDLETIME -1", "(ERR Invalid IDLETIME value, must be >= 0)"},
      {"RESTORE n 0 abc IDLETIME x", "(ERR value is not an integer or out of range)"},
      {"RESTORE n 0 abc FREQ 256", "(ERR Invalid FREQ value, must be >= 0 and <= 255)"},
      {"RESTORE n 0 abc FREQ x", "(ERR value is not an integer or out of range)"},
      {"RESTORE n 0 abc FREQ 1 IDLETIME 1", "(ERR syntax error)"},
      {"RESTORE n 0 abc IDLETIME 1 FREQ 1", "(ERR syntax error)"},
      {"RESTORE n 0", "(ERR wrong number of arguments for 'restore' command)"},
      {"GET k", R"("v")"},
      {R"(RESTORE k 0 "\x00\xc0\x05\x0a\x00c/_f\x83/\xb3Q" REPLACE IDLETIME 5 IDLETIME 7)", "OK"},
      {"OBJECT IDLETIME k", "7"},
      {"GET k", R"("5")"},
  });
}

TEST(DumpCommands, RestoreExpiry) {
  CommandSession session;
  const Bytes payload = seal(bytes("\x00\x01v"));
  const auto restoreUntil = [&](const char* ttl, const char* option) {
    return session.execute({"RESTORE", "k", ttl, payload, "REPLACE", option}).text();
  };
  EXPECT_EQ(restoreUntil("5000", "REPLACE"), "OK");
  EXPECT_EQ(session.run("PTTL k"), "5000");
  EXPECT_EQ(restoreUntil("1700000009000", "ABSTTL"), "OK");
  EXPECT_EQ(session.run("PTTL k"), "9000");
  EXPECT_EQ(restoreUntil("0", "ABSTTL"), "OK");
  EXPECT_EQ(session.run("PTTL k"), "-1");
  EXPECT_EQ(restoreUntil("1000", "ABSTTL"), "OK");
  EXPECT_EQ(session.run("EXISTS k"), "0");
  EXPECT_EQ(restoreUntil("9223372036854775807", "ABSTTL"), "OK");
  EXPECT_EQ(session.run("PEXPIRETIME k"), "9223372036854775807");
  EXPECT_EQ(restoreUntil("9223372036854775807", "REPLACE"), "OK");
  EXPECT_EQ(session.run("EXISTS k"), "0");
}

TEST(DumpCommands, AcceptOlderForms) {
  CommandSession session;
  const auto expect = [&session](const Bytes& value, const char* line, const char* reply) {
    EXPECT_EQ(restore(session, seal(value, 9)), "OK") << line;
    EXPECT_EQ(session.run(line), reply);
  };
  expect(bytes("\x01\x02\x01"
               "a\xc0\x05"),
         "LRANGE k 0 -1", R"(["a", "5"])");
  expect(bytes("\x03\x02\x01"
               "a\x03"
               "1.5\x01"
               "b\xff"),
         "ZRANGE k 0 -1 WITHSCORES", R"(["b", "-inf", "a", "1.5"])");
  expect(bytes("\x12\x01\x01\x01"
               "a"),
         "LRANGE k 0 -1", R"(["a"])");
  expect(bytes("\x00\x01"
               "abehind"),
         "GET k", R"("a")");
}

TEST(DumpCommands, AnswerAsIfEverythingWasSaved) {
  CommandSession session;
  session.expect({
      {"SAVE", "OK"},
      {"SAVE x", "(ERR wrong number of arguments for 'save' command)"},
      {"BGSAVE", "Background saving started"},
      {"BGSAVE SCHEDULE", "Background saving started"},
      {"BGSAVE x", "(ERR syntax error)"},
      {"BGREWRITEAOF", "Background append only file rewriting started"},
  });
}

TEST(DumpCommands, RefuseMalformedPayloads) {
  CommandSession session;
  EXPECT_EQ(restore(session, "123456789"), "ERR DUMP payload version or checksum are wrong");
  EXPECT_EQ(restore(session, seal(bytes("\x00\x01v"), 11)),
            "ERR DUMP payload version or checksum are wrong");
  EXPECT_EQ(restore(session, seal(bytes("\x07\x01v"))),
            "ERR DUMP payload of value type 7 is not implemented by this engine");
  const Bytes malformed[] = {
      bytes("\x00\x20"),                  // fewer bytes than said
      bytes("\x00\x80\xff\xff\xff\xff"),  // far fewer
      bytes("\x00\x81\x7f\xff\xff\xff\xff\xff\xff\xff"),
      bytes("\x00\x82"),                  // no such length
      bytes("\x00\xc5"),                  // no such encoding
      bytes("\x00\xc3\x02\x20\xff\xff"),  // a reference to nothing
      bytes("\x01\x00"),                  // empty collections
      bytes("\x02\x00"),
      bytes("\x04\x00"),
      bytes("\x02\x02\x01\x61\x01\x61"),  // a member twice
      bytes("\x04\x02\x01\x61\x01\x62\x01\x61\x01\x62"),
      bytes("\x03\x01\x01\x61\xfd"),                              // not a number
      bytes("\x0b\x0a\x03\x00\x00\x00\x01\x00\x00\x00\x01\x00"),  // no such width
      bytes("\x0b\x0a\x02\x00\x00\x00\x02\x00\x00\x00\x01\x00"),  // wrong count
      bytes("\x10\x07\x07\x00\x00\x00\x00\x00\xff"),              // empty list pack
      bytes("\x10\x09\x08\x00\x00\x00\x01\x00\x01\x01\xff"),      // wrong size
      bytes("\x12\x01\x03\x01\x61"),                              // no such node
      bytes("\x08\x00"),                                          // no such type
      bytes("\x14\x00"),
  };
  for (const Bytes& value : malformed) {
    EXPECT_EQ(restore(session, seal(value)), "ERR Bad data format");
  }
  EXPECT_EQ(session.run("DBSIZE"), "0");
}

/// A stream with nodes, erased entries, groups, consumers and pending entries.
constexpr char kStream[] =
    "\x13\x02\x10\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x01\x3a\x3a\x00"
    "\x00\x00\x12\x00\x01\x01\x01\x01\x02\x01\x81\x61\x02\x84\x6e\x61\x6d\x65\x05\x00\x01\x02"
    "\x01\x00\x01\x00\x01\x01\x01\x85\x68\x65\x6c\x6c\x6f\x06\x05\x01\x03\x01\x00\x01\x01\x01"
    "\x02\x01\x85\x77\x6f\x72\x6c\x64\x06\x05\x01\xff\x10\x00\x00\x00\x00\x00\x00\x00\x05\x00"
    "\x00\x00\x00\x00\x00\x00\x00\x35\x35\x00\x00\x00\x13\x00\x02\x01\x00\x01\x01\x01\x81\x62"
    "\x02\x00\x01\x02\x01\x00\x01\x00\x01\xc1\x2c\x02\x04\x01\x00\x01\x01\x01\x00\x01\x02\x01"
    "\x81\x63\x02\xf2\x70\x11\x01\x04\x81\x64\x02\xdf\xfb\x02\x08\x01\xff\x03\x06\x00\x01\x01"
    "\x01\x02\x04\x02\x01\x67\x05\x00\x81\xff\xff\xff\xff\xff\xff\xff\xff\x02\x00\x00\x00\x00"
    "\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x01\x07\x00\x00\x00\x00\x00\x00\x00\x01\x00"
    "\x00\x00\x00\x00\x00\x00\x05\x00\x00\x00\x00\x00\x00\x00\x00\x05\x00\x00\x00\x00\x00\x00"
    "\x00\x01\x02\x05\x61\x6c\x69\x63\x65\x41\xaf\xbb\x18\xa2\x01\x00\x00\x01\x00\x00\x00\x00"
    "\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x01\x03\x62\x6f\x62\x3b\xaf\xbb\x18\xa2\x01"
    "\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x05\x00\x00\x00\x00\x00\x00\x00\x00\x01\x68\x06"
    "\x00\x81\xff\xff\xff\xff\xff\xff\xff\xff\x00\x01\x05\x63\x61\x72\x6f\x6c\x42\xaf\xbb\x18"
    "\xa2\x01\x00\x00\x00";

std::string pendingOf(CommandSession& session, const std::string& key) {
  return session.run("XPENDING " + key + " g") + session.run("XINFO GROUPS " + key) +
         session.run("XINFO STREAM " + key) + session.run("XREVRANGE " + key + " + -");
}

TEST(DumpCommands, RestoreStreams) {
  CommandSession session;
  EXPECT_EQ(restore(session, seal(bytes(kStream))), "OK");
  const char* const info =
      R"([2, "1-1", "5-0", [["alice", "1"], ["bob", "1"]]])"
      R"([["name", "g", "consumers", 2, "pending", 2, "last-delivered-id", "5-0", )"
      R"("entries-read", nil, "lag", nil], )"
      R"(["name", "h", "consumers", 1, "pending", 0, "last-delivered-id", "6-0", )"
      R"("entries-read", nil, "lag", 0]])"
      R"(["length", 3, "radix-tree-keys", 2, "radix-tree-nodes", 6, "last-generated-id", "6-0", )"
      R"("max-deleted-entry-id", "1-2", "entries-added", 4, "recorded-first-entry-id", "1-1", )"
      R"("groups", 2, "first-entry", ["1-1", ["a", "1", "name", "hello"]], )"
      R"("last-entry", ["6-0", ["c", "70000", "d", "-5"]]])"
      R"([["6-0", ["c", "70000", "d", "-5"]], ["5-0", ["b", "300"]], )"
      R"(["1-1", ["a", "1", "name", "hello"]]])";
  EXPECT_EQ(pendingOf(session, "k"), info);
  copyByPayload(session, "k");
  EXPECT_EQ(pendingOf(session, "copy"), info);
  EXPECT_EQ(session.execute({"DUMP", "copy"}), session.execute({"DUMP", "k"}));
}

TEST(DumpCommands, RefuseMalformedStreams) {
  CommandSession session;
  const Bytes whole = bytes(kStream);
  for (size_t size = 1; size + 1 < whole.size(); ++size) {
    EXPECT_NE(restore(session, seal(whole.substr(0, size))), "") << size;
  }
  for (size_t at = 1; at < whole.size(); ++at) {
    for (const int change : {1, 0x80, 0xff}) {
      Bytes changed = whole;
      changed[at] = static_cast<char>(changed[at] ^ change);
      if (restore(session, seal(changed)) == "OK") {
        pendingOf(session, "k");
        session.run("XADD k 9-9 a 1");
        session.run("XDEL k 1-1 5-0");
        session.run("XTRIM k MAXLEN 1");
      }
    }
  }
}

TEST(DumpCommands, ReadListPacksBack) {
  EXPECT_EQ(rdb::crc64("123456789"), 0xe9c6d914c4b8d9ca);
  rdb::ListPackWriter writer;
  const std::vector<Bytes> elements = {"0",
                                       "127",
                                       "128",
                                       "-4096",
                                       "4096",
                                       "-32768",
                                       "32768",
                                       "8388607",
                                       "-8388609",
                                       "-2147483648",
                                       "2147483648",
                                       "-9223372036854775808",
                                       "",
                                       "007",
                                       Bytes(63, 'a'),
                                       Bytes(64, 'b'),
                                       Bytes(4095, 'c'),
                                       Bytes(4096, 'd'),
                                       Bytes(20000, 'e'),
                                       Bytes(2100000, 'f')};
  for (const Bytes& element : elements) {
    writer.add(element);
  }
  const Bytes pack = writer.finish();
  rdb::ListPackReader reader(pack);
  std::vector<Bytes> read;
  for (Bytes element; reader.next(element);) {
    read.push_back(element);
  }
  EXPECT_FALSE(reader.failed());
  EXPECT_EQ(read, elements);
  // Every shorter pack is malformed.
  for (size_t size = 0; size < 200; ++size) {
    rdb::ListPackReader cut(base::BytesView(pack).substr(0, size));
    for (Bytes element; cut.next(element);) {
    }
    EXPECT_TRUE(cut.failed()) << size;
  }
}

TEST(DumpCommands, RestoresZipListsAndZipMaps) {
  CommandSession session;
  session.expect({
      {"RESTORE l 0 "
       "\"\\x0a\\x41\\xad\\xad\\x01\\x00\\x00\\xa9\\x01\\x00\\x00\\x0b\\x00\\x00\\x01\\x61\\x03\\xf"
       "6\\x02\\xfe\\x9c\\x03\\xc0\\xe8\\x03\\x04\\xf0\\x90\\xee\\xfe\\x05\\xd0\\x00\\x94\\x35\\x77"
       "\\x06\\xe0\\x00\\xe6\\x8e\\xe7\\xfd\\xff\\xff\\xff\\x0a\\x40\\x46\\x78\\x78\\x78\\x78\\x78"
       "\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78"
       "\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78"
       "\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78"
       "\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x49\\x41\\x2c\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\xfe\\x2f\\x01\\x00\\x00\\xfd\\x06\\xfe\\x0d\\xff"
       "\\x09\\x00\\x95\\x9b\\x0b\\xfe\\x30\\x5a\\x4e\\x21\"",
       "OK"},
      {"LRANGE l 0 -1",
       "[\"a\", \"5\", \"-100\", \"1000\", \"-70000\", \"2000000000\", \"-9000000000\", "
       "\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\", "
       "\"yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
       "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
       "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
       "yyyyyyyyyyyyyyyyyyyyyyyyyyyyy\", \"12\", \"13\"]"},
      {"ENCODING l", "quicklist"},
      {"RESTORE q 0 "
       "\"\\x0e\\x02\\x10\\x10\\x00\\x00\\x00\\x0d\\x00\\x00\\x00\\x02\\x00\\x00\\x01\\x61\\x03\\xf"
       "2\\xff\\x0e\\x0e\\x00\\x00\\x00\\x0a\\x00\\x00\\x00\\x01\\x00\\x00\\x01\\x62\\xff\\x09\\x00"
       "\\xb3\\x91\\x88\\x8c\\xc9\\x4e\\x40\\x65\"",
       "OK"},
      {"LRANGE q 0 -1", "[\"a\", \"1\", \"b\"]"},
      {"ENCODING q", "quicklist"},
      {"RESTORE h 0 "
       "\"\\x0d\\x16\\x16\\x00\\x00\\x00\\x12\\x00\\x00\\x00\\x04\\x00\\x00\\x01\\x66\\x03\\xf2\\x0"
       "2\\x01\\x67\\x03\\x01\\x76\\xff\\x09\\x00\\x4b\\x4c\\x63\\xc9\\xbc\\x61\\x76\\x27\"",
       "OK"},
      {"HGETALL h", "[\"f\", \"1\", \"g\", \"v\"]"},
      {"ENCODING h", "listpack"},
      {"RESTORE z 0 "
       "\"\\x0c\\x18\\x18\\x00\\x00\\x00\\x12\\x00\\x00\\x00\\x04\\x00\\x00\\x01\\x6d\\x03\\xf2\\x0"
       "2\\x01\\x6e\\x03\\x03\\x32\\x2e\\x35\\xff\\x09\\x00\\xad\\x1a\\x9b\\x4c\\xf5\\x53\\x7b\\x4f"
       "\"",
       "OK"},
      {"ZRANGE z 0 -1 WITHSCORES", "[\"m\", \"1\", \"n\", \"2.5\"]"},
      {"ENCODING z", "listpack"},
      {"RESTORE m 0 "
       "\"\\x09\\x1a\\x02\\x03\\x66\\x6f\\x6f\\x03\\x00\\x62\\x61\\x72\\x05\\x68\\x65\\x6c\\x6c\\x6"
       "f\\x05\\x02\\x77\\x6f\\x72\\x6c\\x64\\x21\\x21\\xff\\x09\\x00\\x49\\x40\\x32\\xa2\\xaf\\x21"
       "\\x55\\xa4\"",
       "OK"},
      {"HGETALL m", "[\"foo\", \"bar\", \"hello\", \"world\"]"},
      {"ENCODING m", "listpack"},
      {"RESTORE bad 0 "
       "\"\\x0d\\x13\\x13\\x00\\x00\\x00\\x0f\\x00\\x00\\x00\\x03\\x00\\x00\\x01\\x66\\x03\\xf2\\x0"
       "2\\x01\\x67\\xff\\x09\\x00\\x3a\\x51\\xb9\\x0e\\xe3\\x6d\\x75\\xa7\"",
       "(ERR Bad data format)"},
      {"RESTORE bad 0 "
       "\"\\x0d\\x15\\x15\\x00\\x00\\x00\\x12\\x00\\x00\\x00\\x04\\x00\\x00\\x01\\x66\\x03\\xf2\\x0"
       "2\\x01\\x66\\x03\\xf3\\xff\\x09\\x00\\x6f\\x25\\xb1\\x22\\x7a\\xdc\\xe9\\xdd\"",
       "(ERR Bad data format)"},
      {"RESTORE bad 0 "
       "\"\\x0a\\x0b\\x0b\\x00\\x00\\x00\\x0a\\x00\\x00\\x00\\x00\\x00\\xff\\x09\\x00\\xae\\xe8\\x9"
       "e\\x15\\x7f\\x4c\\x22\\xc0\"",
       "(ERR Bad data format)"},
      {"RESTORE bad 0 "
       "\"\\x0a\\x41\\xac\\xad\\x01\\x00\\x00\\xa9\\x01\\x00\\x00\\x0b\\x00\\x00\\x01\\x61\\x03\\xf"
       "6\\x02\\xfe\\x9c\\x03\\xc0\\xe8\\x03\\x04\\xf0\\x90\\xee\\xfe\\x05\\xd0\\x00\\x94\\x35\\x77"
       "\\x06\\xe0\\x00\\xe6\\x8e\\xe7\\xfd\\xff\\xff\\xff\\x0a\\x40\\x46\\x78\\x78\\x78\\x78\\x78"
       "\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78"
       "\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78"
       "\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78"
       "\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x49\\x41\\x2c\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\xfe\\x2f\\x01\\x00\\x00\\xfd\\x06\\xfe\\x0d\\x09"
       "\\x00\\xf6\\x5b\\xf0\\xb4\\xed\\x4a\\x09\\xf2\"",
       "(ERR Bad data format)"},
      {"RESTORE bad 0 "
       "\"\\x0a\\x41\\xad\\xad\\x01\\x00\\x00\\x01\\x01\\x00\\x00\\x0b\\x00\\x00\\x01\\x61\\x03\\xf"
       "6\\x02\\xfe\\x9c\\x03\\xc0\\xe8\\x03\\x04\\xf0\\x90\\xee\\xfe\\x05\\xd0\\x00\\x94\\x35\\x77"
       "\\x06\\xe0\\x00\\xe6\\x8e\\xe7\\xfd\\xff\\xff\\xff\\x0a\\x40\\x46\\x78\\x78\\x78\\x78\\x78"
       "\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78"
       "\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78"
       "\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78"
       "\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x49\\x41\\x2c\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\xfe\\x2f\\x01\\x00\\x00\\xfd\\x06\\xfe\\x0d\\xff"
       "\\x09\\x00\\x99\\x39\\x4a\\x1e\\xa9\\xcf\\x0b\\x43\"",
       "(ERR Bad data format)"},
      {"RESTORE bad 0 "
       "\"\\x0a\\x41\\xad\\xad\\x01\\x00\\x00\\xa9\\x01\\x00\\x00\\x0b\\x00\\x07\\x01\\x61\\x03\\xf"
       "6\\x02\\xfe\\x9c\\x03\\xc0\\xe8\\x03\\x04\\xf0\\x90\\xee\\xfe\\x05\\xd0\\x00\\x94\\x35\\x77"
       "\\x06\\xe0\\x00\\xe6\\x8e\\xe7\\xfd\\xff\\xff\\xff\\x0a\\x40\\x46\\x78\\x78\\x78\\x78\\x78"
       "\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78"
       "\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78"
       "\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78"
       "\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x78\\x49\\x41\\x2c\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79"
       "\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\x79\\xfe\\x2f\\x01\\x00\\x00\\xfd\\x06\\xfe\\x0d\\xff"
       "\\x09\\x00\\xa4\\x88\\x15\\xfb\\x39\\xa1\\x61\\xd3\"",
       "(ERR Bad data format)"},
      {"RESTORE bad 0 "
       "\"\\x09\\x0b\\x02\\x03\\x66\\x6f\\x6f\\x03\\x00\\x62\\x61\\x72\\xff\\x09\\x00\\x7c\\xb7\\xc"
       "7\\xaf\\x31\\xbd\\x51\\x94\"",
       "(ERR Bad data format)"},
      {"RESTORE bad 0 "
       "\"\\x09\\x06\\x01\\x03\\x66\\x6f\\x6f\\xff\\x09\\x00\\x36\\x8b\\x76\\x67\\x65\\xbc\\xd2\\xe"
       "c\"",
       "(ERR Bad data format)"},
  });
}

}  // namespace
}  // namespace redis
