#include "command_session.h"

// Of Redis 7.4. The expectations follow its documentation and its source.

namespace redis {
namespace {

TEST(HashExpiryCommands, LetFieldsExpire) {
  CommandSession session;
  session.expect({
      {"HSET h a 1 b 2 c 3", "3"},
      {"HEXPIRE h 100 FIELDS 3 a b missing", "[1, 1, -2]"},
      {"HTTL h FIELDS 3 a c missing", "[100, -1, -2]"},
      {"HPTTL h FIELDS 1 a", "[100000]"},
      {"HEXPIRETIME h FIELDS 1 a", "[1700000100]"},
      {"HPEXPIRETIME h FIELDS 1 a", "[1700000100000]"},
      {"HPEXPIRE h 50 FIELDS 1 b", "[1]"},
      {"HPERSIST h FIELDS 3 a c missing", "[1, -1, -2]"},
      {"HTTL h FIELDS 1 a", "[-1]"},
      {"HPEXPIREAT h 1 FIELDS 1 a", "[2]"},
      {"HEXISTS h a", "0"},
      {"HEXPIRE missing 5 FIELDS 1 a", "[-2]"},
      {"HTTL missing FIELDS 2 a b", "[-2, -2]"},
      {"HPERSIST missing FIELDS 1 a", "[-2]"},
  });
  session.clock().advanceMs(49);
  EXPECT_EQ(session.run("HGET h b"), "\"2\"");
  session.clock().advanceMs(1);
  session.expect({
      {"HGETALL h", "[\"c\", \"3\"]"},
      {"HLEN h", "1"},
      {"HEXPIREAT h 1700000001 FIELDS 1 c", "[1]"},
  });
  session.clock().advanceMs(1000);
  EXPECT_EQ(session.run("EXISTS h"), "0");
}

TEST(HashExpiryCommands, FollowConditions) {
  CommandSession session;
  session.expect({
      {"HSET h a 1", "1"},
      {"HEXPIRE h 100 XX FIELDS 1 a", "[0]"},
      {"HEXPIRE h 100 GT FIELDS 1 a", "[0]"},
      {"HEXPIRE h 100 LT FIELDS 1 a", "[1]"},
      {"HEXPIRE h 100 NX FIELDS 1 a", "[0]"},
      {"HEXPIRE h 100 GT FIELDS 1 a", "[0]"},
      {"HEXPIRE h 101 gt FIELDS 1 a", "[1]"},
      {"HEXPIRE h 102 LT FIELDS 1 a", "[0]"},
      {"HEXPIRE h 0 FIELDS 1 a", "[2]"},
      {"EXISTS h", "0"},
  });
}

TEST(HashExpiryCommands, CheckTheirArguments) {
  CommandSession session;
  session.expect({
      {"HSET h a 1", "1"},
      {"SET s v", "OK"},
      {"HEXPIRE s 5 FIELDS 1 a",
       "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"HEXPIRE h x FIELDS 1 a", "(ERR value is not an integer or out of range)"},
      {"HEXPIRE h -1 FIELDS 1 a", "(ERR invalid expire time, must be >= 0)"},
      {"HEXPIRE h 70368744178 FIELDS 1 a", "(ERR invalid expire time in 'hexpire' command)"},
      {"HPEXPIREAT h 70368744177664 FIELDS 1 a",
       "(ERR invalid expire time in 'hpexpireat' command)"},
      {"HPEXPIREAT h 70368744177663 FIELDS 1 a", "[1]"},
      {"HEXPIRE h 5 FIELD 1 a",
       "(ERR Mandatory argument FIELDS is missing or not at the right position)"},
      {"HEXPIRE h 5 FIELDS 0 a", "(ERR Parameter `numFields` should be greater than 0)"},
      {"HTTL h FIELDS 0 a", "(ERR Number of fields must be a positive integer)"},
      {"HTTL h FIELDS 2 a", "(ERR The `numfields` parameter must match the number of arguments)"},
      {"HPERSIST h 1 a b",
       "(ERR Mandatory argument FIELDS is missing or not at the right position)"},
  });
}

TEST(HashExpiryCommands, KeepOrClearTimesOnChanges) {
  CommandSession session;
  session.expect({
      {"HSET h a 1 b 2 c 3", "3"},
      {"HEXPIRE h 100 FIELDS 3 a b c", "[1, 1, 1]"},
      {"HSET h a 5", "0"},
      {"HINCRBY h b 5", "7"},
      {"HINCRBYFLOAT h c 0.5", "\"3.5\""},
      {"HTTL h FIELDS 3 a b c", "[-1, 100, 100]"},
      {"HDEL h b", "1"},
      {"HSET h b 1", "1"},
      {"HTTL h FIELDS 1 b", "[-1]"},
      {"COPY h copy", "1"},
      {"HPERSIST copy FIELDS 1 c", "[1]"},
      {"HTTL h FIELDS 1 c", "[100]"},
      {"RENAME h other", "OK"},
      {"HTTL other FIELDS 1 c", "[100]"},
  });
}

TEST(HashExpiryCommands, SurviveDumpAndRestore) {
  CommandSession session;
  session.expect({{"HSET h a 1 b 2 c 3", "3"},
                  {"HEXPIRE h 100 FIELDS 1 a", "[1]"},
                  {"HEXPIRE h 50 FIELDS 1 c", "[1]"}});
  const Reply payload = session.execute({"DUMP", "h"});
  EXPECT_EQ(session.execute({"RESTORE", "copy", "0", payload.text()}).text(), "OK");
  session.expect({
      {"HTTL copy FIELDS 3 a b c", "[100, -1, 50]"},
      {"HGETALL copy", "[\"c\", \"3\", \"a\", \"1\", \"b\", \"2\"]"},
  });
}

// The order is that of a build of October 2024.
TEST(HashExpiryCommands, SortSmallHashesByTime) {
  CommandSession session;
  session.expect({
      {"HSET h a 1 b 2 c 3", "3"},
      {"HEXPIRE h 100 FIELDS 1 nofield", "[-2]"},
      {"OBJECT ENCODING h", "\"listpackex\""},
      {"HEXPIRE h 100 FIELDS 1 c", "[1]"},
      {"HKEYS h", "[\"c\", \"a\", \"b\"]"},
      {"HEXPIRE h 100 FIELDS 1 b", "[1]"},
      {"HKEYS h", "[\"b\", \"c\", \"a\"]"},
      {"HPERSIST h FIELDS 1 c", "[1]"},
      {"HSET h d 4", "1"},
      {"HGETALL h", "[\"b\", \"2\", \"a\", \"1\", \"c\", \"3\", \"d\", \"4\"]"},
      {"HSET h b 5", "0"},
      {"HKEYS h", "[\"a\", \"c\", \"d\", \"b\"]"},
  });
}

std::string bytesOfHex(std::string_view digits) {
  std::string bytes;
  for (size_t i = 0; i + 1 < digits.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(std::string(digits.substr(i, 2)), nullptr, 16));
  }
  return bytes;
}

// Recorded from a build of October 2024.
TEST(HashExpiryCommands, ReadPayloadsOfLaterReleases) {
  struct Row {
    const char* name;
    /// In hexadecimal digits.
    const char* payload;
    const char* line;
    const char* reply;
  };
  const Row rows[] = {
      {"list pack with times",
       "190424061aa20100002b2b0000000c008162020201f40424061aa201000009816102010100018163"
       "020301000181640204010001ff0c00283596d964c34f7f",
       "HPEXPIRETIME k FIELDS 4 b a c d", "[1795732939780, -1, -1, -1]"},
      {"stream with times of consumers",
       "150110000000000000000100000000000000011d1d0000000a000101000101018166020001020100"
       "0100018176020401ff01010101010000010101670101010100000000000000010000000000000001"
       "f55a71c784010000010105416c696365f55a71c784010000f55a71c7840100000100000000000000"
       "0100000000000000010c00007e93194c32afa1",
       "XLEN k", "1"},
  };
  for (const Row& row : rows) {
    CommandSession session;
    const std::string payload = bytesOfHex(row.payload);
    EXPECT_EQ(session.execute({"RESTORE", "k", "0", payload}).text(),
              "ERR DUMP payload version or checksum are wrong")
        << row.name;
    session.keyspace().configuration().compat = Compatibility(Compatibility::Release::Redis74);
    EXPECT_EQ(session.execute({"RESTORE", "k", "0", payload}).text(), "OK") << row.name;
    EXPECT_EQ(session.run(row.line), row.reply) << row.name;
    EXPECT_EQ(session.execute({"DUMP", "k"}).text(), payload) << row.name;
  }
}

TEST(HashExpiryCommands, CountChangesAndExpiredFields) {
  CommandSession session;
  session.run("HSET h a 1 b 2 c 3");
  const int64_t before = session.keyspace().statistics().changes;
  session.run("HPEXPIRE h 10 FIELDS 2 a b");
  EXPECT_EQ(session.keyspace().statistics().changes - before, 2);
  session.clock().advanceMs(20);
  session.expect({{"HLEN h", "1"}});
  EXPECT_EQ(session.keyspace().statistics().expiredFields, 2);
}

}  // namespace
}  // namespace redis
