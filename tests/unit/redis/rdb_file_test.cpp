#include "redis/rdb/file.h"

#include "command_session.h"
#include "redis/rdb/string_codec.h"

namespace redis {
namespace {

/// What redis-server 7.0.15 wrote on SAVE: seven keys in database 0, one in database 2, a library.
std::string fileOfRedis() {
  const std::string digits =
      "524544495330303130fa0972656469732d76657206372e302e3135fa0a72656469732d62697473c0"
      "40fa056374696d65c2876a086bfa08757365642d6d656dc2709c1000fa08616f662d62617365c000"
      "f5404423216c7561206e616d653d6c69620a72656469732e72656769737465725f66756e6374696f"
      "6e282266222c2066756e6374696f6e28292072657475726e203120656e6429fe00fb070110046861"
      "73680d0d0000000200816602817602ff00046c6f6e67c30a405002616261e04201016162fc00d8c3"
      "2cbb03000000066e756d626572c139301106736f727465640f0f0000000200816d0283312e3504ff"
      "12046c69737401020c0c00000002008161020101ff0b04696e747310040000000200000001000000"
      "701101000004746578740568656c6c6ffe02fb0100020373657401036f6e65ff9a23ab60914e16cc";
  std::string bytes;
  for (size_t i = 0; i < digits.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
  }
  return bytes;
}

/// Reads a file into the keyspace of a session; answers the problem.
std::string load(CommandSession& session, const std::string& file) {
  return rdb::readFile(file, session.keyspace()).problem;
}

TEST(RdbFile, ReadsWhatRedisWrote) {
  CommandSession session;
  const rdb::FileResult result = rdb::readFile(fileOfRedis(), session.keyspace());
  EXPECT_EQ(result.problem, "");
  ASSERT_EQ(result.functions.size(), 1U);
  EXPECT_EQ(result.functions[0].substr(0, 15), "#!lua name=lib\n");
  session.expect({
      {"DBSIZE", "7"},
      {"GET text", "\"hello\""},
      {"GET number", "\"12345\""},
      {"PEXPIRETIME number", "4102444800000"},
      {"STRLEN long", "80"},
      {"LRANGE list 0 -1", "[\"a\", \"1\"]"},
      {"SMEMBERS ints", "[\"1\", \"70000\"]"},
      {"ENCODING ints", "intset"},
      {"HGETALL hash", "[\"f\", \"v\"]"},
      {"ZRANGE sorted 0 -1 WITHSCORES", "[\"m\", \"1.5\"]"},
      {"SELECT 2", "OK"},
      {"SMEMBERS set", "[\"one\"]"},
  });
}

TEST(RdbFile, ReadsWhatItWrites) {
  CommandSession session;
  load(session, fileOfRedis());
  session.run("HSET big f {x*200}");
  session.run("ZADD large 1 {y*100} inf top -1.25 low");
  session.run("SETEX expiring 100 v");
  const base::BytesView library = "#!lua name=lib\n";
  const base::Bytes file = rdb::writeFile(session.keyspace(), std::span(&library, 1));
  CommandSession other;
  const rdb::FileResult result = rdb::readFile(file, other.keyspace());
  EXPECT_EQ(result.problem, "");
  EXPECT_EQ(result.functions, std::vector<base::Bytes>{base::Bytes(library)});
  EXPECT_EQ(rdb::writeFile(other.keyspace(), std::span(&library, 1)), file);
  EXPECT_EQ(other.run("ENCODING large"), "skiplist");
  EXPECT_EQ(other.run("TTL expiring"), "100");
}

TEST(RdbFile, LeavesOutWhatHasExpired) {
  CommandSession session;
  std::string file = fileOfRedis();
  const size_t at = file.find('\xfc') + 1;
  file.replace(at, 8, std::string("\x01\0\0\0\0\0\0\0", 8));
  file.replace(file.size() - 8, 8, std::string(8, '\0'));
  EXPECT_EQ(load(session, file), "");
  EXPECT_EQ(session.run("EXISTS text number"), "1");
}

TEST(RdbFile, RefusesWhatIsNotAWholeFile) {
  const std::string file = fileOfRedis();
  for (size_t size = 0; size < file.size(); ++size) {
    CommandSession session;
    EXPECT_NE(load(session, file.substr(0, size)), "") << size;
  }
}

TEST(RdbFile, SaysWhatIsWrong) {
  const std::string file = fileOfRedis();
  const std::string header = "REDIS0010";
  const std::string string("\0\1k\1v", 5);
  struct Case {
    std::string file;
    const char* problem;
  };
  const Case cases[] = {
      {"RUBIS0010", "this is not an RDB file"},
      {"REDIS00x0", "this is not an RDB file"},
      {"REDIS0099" + file.substr(9), "version 99 of RDB files is not known here"},
      {header, "the RDB file is cut short or malformed"},
      {header + "\xff" + "12345678", "the checksum of the RDB file is wrong"},
      {header + "\x07\x01k", "RDB type 7 is not implemented by this engine"},
      {header + "\xf7", "RDB type 247 is not implemented by this engine"},
      {header + "\xfe\x10", "the RDB file has more than 16 databases"},
      {header + string + string, "the key 'k' occurs twice in the RDB file"},
      {header + "\x04\x01k" + std::string(1, '\0') + string,
       "the value of the key 'k' in the RDB file is malformed"},
  };
  for (const Case& one : cases) {
    CommandSession session;
    EXPECT_EQ(load(session, one.file), one.problem);
  }
}

TEST(RdbFile, CompressesAsRedis) {
  base::Bytes out;
  rdb::appendString(out, "abababababababababababababababab");
  EXPECT_EQ(out, base::Bytes("\xc3\x0a\x20\x02"
                             "aba\xe0\x12\x01\x01"
                             "ab"));
  out.clear();
  rdb::appendString(out, "abababababababababab");
  EXPECT_EQ(out.size(), 21U);
}

}  // namespace
}  // namespace redis
