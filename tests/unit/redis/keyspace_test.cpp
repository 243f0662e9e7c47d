#include "redis/keyspace/keyspace.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "command_session.h"
#include "redis/keyspace/string_object.h"

namespace redis {
namespace {

constexpr int64_t kStartMs = 1'700'000'000'000;

ManualClock& clockOf(CommandSession& session) {
  return static_cast<ManualClock&>(session.keyspace().time().clock());
}

TEST(Keyspace, ExpiredKeysAreGoneAtTheirMillisecond) {
  CommandSession session;
  session.run("SET k v PX 1000");
  clockOf(session).setMs(kStartMs + 999);
  session.expect({{"GET k", "\"v\""}, {"PTTL k", "1"}, {"DBSIZE", "1"}});
  clockOf(session).setMs(kStartMs + 1000);
  session.expect({{"DBSIZE", "1"},
                  {"KEYS *", "[]"},
                  {"SCAN 0", "[\"0\", []]"},
                  {"GET k", "nil"},
                  {"DBSIZE", "0"}});
  EXPECT_EQ(session.keyspace().statistics().expiredKeys, 1);
}

TEST(Keyspace, ExpiredKeysDoNotGetInTheWay) {
  CommandSession session;
  session.run("MSET a 1 b 2 c 3 d 4");
  for (const char* key : {"a", "b", "c"}) {
    session.run(std::string("PEXPIRE ") + key + " 10");
  }
  clockOf(session).advanceMs(10);
  session.expect({{"EXISTS a", "0"},
                  {"DEL b", "0"},
                  {"RENAMENX d c", "1"},
                  {"GET c", "\"4\""},
                  {"TTL c", "-1"},
                  {"RANDOMKEY", "\"c\""},
                  {"SET a x KEEPTTL", "OK"},
                  {"TTL a", "-1"}});
}

TEST(Keyspace, TimeStandsStillWhileFrozen) {
  CommandSession session;
  session.run("SET k v PX 1000");
  session.keyspace().time().freeze();
  clockOf(session).advanceMs(5000);
  EXPECT_EQ(session.run("GET k"), "\"v\"");
  EXPECT_EQ(session.run("PTTL k"), "1000");
  session.keyspace().time().thaw();
  EXPECT_EQ(session.run("GET k"), "nil");
}

TEST(Keyspace, RemoveExpiredFreesWithoutAccess) {
  CommandSession session;
  for (int i = 0; i < 10; ++i) {
    session.run("SET k" + std::to_string(i) + " v PX 5");
  }
  session.run("SET stays v");
  Database& database = session.keyspace().database(0);
  EXPECT_EQ(database.expiringCount(), 10u);
  clockOf(session).advanceMs(5);
  session.run("PING");
  EXPECT_EQ(database.removeExpired(4), 4u);
  EXPECT_EQ(database.removeExpired(100), 6u);
  EXPECT_EQ(database.size(), 1u);
  EXPECT_EQ(database.expiringCount(), 0u);
}

TEST(Keyspace, ForkSharesObjectsUntilOneSideChangesThem) {
  CommandSession session;
  session.run("SET s 1");
  session.run("RPUSH l a");
  session.run("HSET h f 1");
  session.run("SADD set x");
  session.run("ZADD z 1 m");
  const std::unique_ptr<Keyspace> before = session.keyspace().fork();
  Database& now = session.keyspace().database(0);
  Database& then = before->database(0);
  EXPECT_TRUE(now.find("l")->value.object == then.find("l")->value.object);

  for (const char* line : {"INCR s", "RPUSH l b", "HSET h f 2", "SADD set y", "ZADD z 2 m",
                           "SET added 1", "EXPIRE s 10"}) {
    session.run(line);
  }
  base::Random random(1);
  Dispatcher past(*before, random);
  Session client;
  const auto ask = [&](std::vector<base::BytesView> argv) { return past.execute(argv, client); };
  EXPECT_EQ(ask({"GET", "s"}), Reply::bulk("1"));
  EXPECT_EQ(ask({"TTL", "s"}), Reply::integer(-1));
  EXPECT_EQ(ask({"LLEN", "l"}), Reply::integer(1));
  EXPECT_EQ(ask({"HGET", "h", "f"}), Reply::bulk("1"));
  EXPECT_EQ(ask({"SCARD", "set"}), Reply::integer(1));
  EXPECT_EQ(ask({"ZSCORE", "z", "m"}), Reply::real(1));
  EXPECT_EQ(ask({"EXISTS", "added"}), Reply::integer(0));
  EXPECT_EQ(session.run("GET s"), "\"2\"");

  session.keyspace().restore(*before);
  session.expect({{"GET s", "\"1\""}, {"DBSIZE", "5"}, {"LRANGE l 0 -1", "[\"a\"]"}});
}

TEST(Keyspace, UnchangedKeysStayPointerEqualInAFork) {
  CommandSession session;
  session.run("MSET a 1 b 2");
  const std::unique_ptr<Keyspace> before = session.keyspace().fork();
  session.run("APPEND a x");
  EXPECT_FALSE(session.keyspace().database(0).find("a")->value.object ==
               before->database(0).find("a")->value.object);
  EXPECT_TRUE(session.keyspace().database(0).find("b")->value.object ==
              before->database(0).find("b")->value.object);
}

TEST(Keyspace, RefusedChangesLeaveStringsShared) {
  CommandSession session;
  session.run("SET s abc");
  const std::unique_ptr<Keyspace> before = session.keyspace().fork();
  for (const char* line :
       {"INCR s", "INCRBYFLOAT s 1", "SETRANGE s 0 \"\"", "SETRANGE s 536870912 x", "SETNX s x",
        "MSETNX s x", "SET s x NX", "GETEX s", "PERSIST s", "LPUSH s x", "SETBIT s x 1"}) {
    session.run(line);
  }
  EXPECT_TRUE(session.keyspace().database(0).find("s")->value.object ==
              before->database(0).find("s")->value.object);
}

TEST(Keyspace, AdoptTakesOverAFork) {
  CommandSession session;
  session.run("SET a 1");
  std::unique_ptr<Keyspace> fork = session.keyspace().fork();
  session.run("FLUSHALL");
  session.keyspace().adopt(std::move(*fork));
  EXPECT_EQ(session.run("GET a"), "\"1\"");
}

TEST(Keyspace, CopySharesAndSeparates) {
  CommandSession session;
  session.expect({{"SET a 1", "OK"},
                  {"COPY a b", "1"},
                  {"INCR a", "2"},
                  {"GET b", "\"1\""},
                  {"APPEND b 0", "2"},
                  {"GET a", "\"2\""}});
}

struct Change {
  uint32_t database;
  std::string key;
  bool operator==(const Change&) const = default;
};

TEST(Keyspace, TellsItsHookAboutEveryChange) {
  CommandSession session;
  std::vector<Change> changes;
  session.keyspace().setModificationHook(
      {[](void* owner, uint32_t database, base::BytesView key) {
         static_cast<std::vector<Change>*>(owner)->push_back({database, std::string(key)});
       },
       &changes});
  const auto changesOf = [&](const char* line) {
    changes.clear();
    session.run(line);
    return changes;
  };
  using Changes = std::vector<Change>;
  EXPECT_EQ(changesOf("SET a 1"), (Changes{{0, "a"}}));
  EXPECT_EQ(changesOf("SET a 2"), (Changes{{0, "a"}}));
  EXPECT_EQ(changesOf("INCR a"), (Changes{{0, "a"}}));
  EXPECT_EQ(changesOf("GET a"), Changes{});
  EXPECT_EQ(changesOf("SETNX a 1"), Changes{});
  EXPECT_EQ(changesOf("EXPIRE a 100"), (Changes{{0, "a"}}));
  EXPECT_EQ(changesOf("MSET b 1 c 2"), (Changes{{0, "b"}, {0, "c"}}));
  EXPECT_EQ(changesOf("RENAME b d"), (Changes{{0, "b"}, {0, "d"}}));
  EXPECT_EQ(changesOf("MOVE d 1"), (Changes{{1, "d"}, {0, "d"}}));
  EXPECT_EQ(changesOf("DEL c nothing"), (Changes{{0, "c"}}));
  EXPECT_EQ(changesOf("FLUSHALL"), (Changes{{0, "a"}, {1, "d"}}));
}

TEST(Keyspace, IdleTimeCountsSecondsSinceAccess) {
  CommandSession session;
  session.run("SET k v");
  clockOf(session).advanceMs(10000);
  session.expect({{"OBJECT IDLETIME k", "10"},
                  {"TTL k", "-1"},
                  {"OBJECT IDLETIME k", "10"},
                  {"GET k", "\"v\""},
                  {"OBJECT IDLETIME k", "0"}});
}

}  // namespace
}  // namespace redis
