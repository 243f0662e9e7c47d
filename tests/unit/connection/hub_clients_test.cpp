#include "hub_fixture.h"

// What clients see of each other. The expectations are answers of redis-server 7.0.15.

namespace connection {
namespace {

constexpr char kOutOfMemory[] = "-OOM command not allowed when used memory > 'maxmemory'.\r\n";

class TwoClientsTest : public HubTest {
 protected:
  const uint64_t client_ = connect();
  const uint64_t other_ = connect();
};

TEST_F(HubTest, ConfirmsSubscriptionsWhenRepliesAreOff) {
  EXPECT_EQ(talk(connect(), "CLIENT REPLY OFF\r\nSUBSCRIBE c\r\nPING\r\nUNSUBSCRIBE c\r\n"),
            "*3\r\n$9\r\nsubscribe\r\n$1\r\nc\r\n:1\r\n"
            "*3\r\n$11\r\nunsubscribe\r\n$1\r\nc\r\n:0\r\n");
}

TEST_F(TwoClientsTest, KeepsTransactionsWhoseKeysWereNotChanged) {
  talk(client_,
       "SETBIT k 3 1\r\nBITFIELD f SET u8 0 5\r\nSADD s a b\r\nSADD t a\r\nWATCH k f t\r\n");
  EXPECT_EQ(talk(other_, "SETBIT k 3 1\r\nBITFIELD f SET u8 0 5\r\nSMOVE s t a\r\n"),
            ":1\r\n*1\r\n:5\r\n:1\r\n");
  EXPECT_EQ(talk(client_, "MULTI\r\nSCARD t\r\nEXEC\r\n"), "+OK\r\n+QUEUED\r\n*1\r\n:1\r\n");
  for (const char* change : {"SETBIT k 3 0\r\n", "SETBIT k 90 0\r\n"}) {
    talk(client_, "WATCH k\r\n");
    talk(other_, change);
    EXPECT_EQ(talk(client_, "MULTI\r\nPING\r\nEXEC\r\n"), "+OK\r\n+QUEUED\r\n*-1\r\n") << change;
  }
}

TEST_F(HubTest, CountsChanges) {
  const uint64_t client = connect();
  const auto changes = [&] {
    const std::string info = talk(client, "INFO persistence\r\n");
    return std::stoll(info.substr(info.find("rdb_changes_since_last_save:") + 28));
  };
  struct Case {
    const char* command;
    int64_t count;
  };
  const Case cases[] = {
      {"SETBIT k 0 0", 1},
      {"BITFIELD f SET i5 0 0", 1},
      {"SETBIT k 0 0", 0},
      {"BITFIELD f SET i5 0 0", 0},
      {"SETBIT k 0 1", 1},
      {"SETBIT k 90 0", 1},
      {"BITFIELD f SET i5 90 0", 1},
      {"RPUSH l a", 1},
      {"INCR n", 1},
      {"XGROUP CREATE x g $ MKSTREAM", 1},
      {"XGROUP CREATE x h $", 1},
      {"XGROUP DESTROY x h", 1},
      {"SET e 1 PX 1", 1},
      {"GET e", 0},  // it has expired by now
  };
  for (const Case& one : cases) {
    const int64_t before = changes();
    talk(client, std::string(one.command) + "\r\n");
    EXPECT_EQ(changes() - before, one.count) << one.command;
    clock_.advanceMs(2);
  }
}

TEST_F(HubTest, RefusesWritesWithoutReplicas) {
  const uint64_t client = connect();
  const std::string refusal = "-NOREPLICAS Not enough good replicas to write.";
  talk(client, "CONFIG SET min-replicas-to-write 1\r\n");
  EXPECT_EQ(talk(client, "SET a 1\r\n"), refusal + "\r\n");
  EXPECT_EQ(talk(client, "EVAL \"return redis.call('set','x',1)\" 0\r\n"),
            refusal + " script: 4cb91861d207e5689edc816618ab68f9d6de3b44, on @user_script:1.\r\n");
  EXPECT_EQ(talk(client, "EVAL \"#!lua\\nreturn 1\" 0\r\n"), refusal + "\r\n");
  EXPECT_EQ(talk(client, "EVAL \"#!lua flags=no-writes\\nreturn 1\" 0\r\n"), ":1\r\n");
  EXPECT_EQ(talk(client, "EVAL \"return redis.call('get','a')\" 0\r\n"), "$-1\r\n");
  EXPECT_EQ(
      talk(client, "MULTI\r\nEVAL \"#!lua\\nreturn 1\" 0\r\nEXEC\r\n"),
      "+OK\r\n" + refusal + "\r\n-EXECABORT Transaction discarded because of previous errors.\r\n");
  EXPECT_EQ(talk(client, "CONFIG SET min-replicas-max-lag 0\r\nSET a 1\r\n"), "+OK\r\n+OK\r\n");
}

TEST_F(HubTest, RefusesWhatNeedsMemoryWhenThereIsNone) {
  const uint64_t client = connect();
  talk(client, "SET a 1\r\nCONFIG SET maxmemory 1\r\n");
  const std::string refusal = kOutOfMemory;
  const std::string inScript = refusal.substr(0, refusal.size() - 2);
  EXPECT_EQ(talk(client, "SET a 2\r\n"), refusal);
  EXPECT_EQ(talk(client, "GET a\r\n"), "$1\r\n1\r\n");
  EXPECT_EQ(talk(client, "EVAL \"return redis.call('set','x',1)\" 0\r\n"),
            inScript + " script: 4cb91861d207e5689edc816618ab68f9d6de3b44, on @user_script:1.\r\n");
  EXPECT_EQ(talk(client, "EVAL \"return redis.pcall('set','x',1)\" 0\r\n"), refusal);
  EXPECT_EQ(talk(client, "EVAL \"redis.call('del','x') return redis.call('set','x',1)\" 0\r\n"),
            "+OK\r\n");
  EXPECT_EQ(talk(client, "EVAL \"#!lua flags=allow-oom\\nreturn redis.call('set','x',1)\" 0\r\n"),
            "+OK\r\n");
  EXPECT_EQ(talk(client, "EVAL \"#!lua\\nreturn 1\" 0\r\n"), refusal);
  EXPECT_EQ(
      talk(client, "MULTI\r\nPING\r\nEXEC\r\n"),
      "+OK\r\n" + refusal + "-EXECABORT Transaction discarded because of previous errors.\r\n");
  EXPECT_EQ(talk(client, "CONFIG SET maxmemory 0\r\nSET a 2\r\n"), "+OK\r\n+OK\r\n");
}

TEST_F(TwoClientsTest, SaysWhyExecWasRefused) {
  talk(client_, "MULTI\r\nSET q 1\r\n");
  talk(other_, "CONFIG SET maxmemory 1\r\n");
  EXPECT_EQ(talk(client_, "EXEC\r\n"),
            "-EXECABORT Transaction discarded because of: " + std::string(kOutOfMemory).substr(1));
  talk(other_, "CONFIG SET maxmemory 0\r\n");
  const std::string words =
      "-EXECABORT Transaction discarded because of: wrong number of arguments for 'exec' "
      "command\r\n";
  EXPECT_EQ(talk(client_, "EXEC a\r\nMULTI\r\nEXEC a\r\nEXEC\r\n"),
            words + "+OK\r\n" + words + "-ERR EXEC without MULTI\r\n");
}

TEST_F(TwoClientsTest, DiscardsTransactionsThatMeetABusyScript) {
  engine_.keyspace().configuration().busyReplyThresholdMs = 0;
  talk(other_, "MULTI\r\nINCR x\r\n");
  hub_.feed(client_, "EVAL \"while true do end\" 0\r\n");
  EXPECT_EQ(talk(other_, "EXEC\r\n"),
            "-EXECABORT Transaction discarded because of: BUSY Redis is busy running a script. "
            "You can only call SCRIPT KILL or SHUTDOWN NOSAVE.\r\n");
  talk(other_, "SCRIPT KILL\r\n");
  hub_.resume();
  EXPECT_EQ(talk(other_, "GET x\r\n"), "$-1\r\n");
}

// The events are those of a build of October 2024.
TEST_F(TwoClientsTest, RemovesFieldsThatHaveExpired) {
  talk(client_,
       "CONFIG SET notify-keyspace-events Egh\r\nHSET h a 1 b 2\r\n"
       "HPEXPIRE h 10 FIELDS 1 a\r\nHPEXPIRE h 500 FIELDS 1 b\r\n");
  talk(other_, "PSUBSCRIBE *\r\n");
  const auto event = [](const std::string& name) {
    return "*4\r\n$8\r\npmessage\r\n$1\r\n*\r\n$" + std::to_string(name.size() + 15) +
           "\r\n__keyevent@0__:" + name + "\r\n$1\r\nh\r\n";
  };
  EXPECT_GT(hub_.nextWakeUpMs(), 0);
  clock_.advanceMs(100);
  hub_.tick();
  EXPECT_EQ(received()[other_], event("hexpired"));
  EXPECT_EQ(talk(client_, "DBSIZE\r\n"), ":1\r\n");
  clock_.advanceMs(500);
  hub_.tick();
  EXPECT_EQ(received()[other_], event("hexpired") + event("del"));
  EXPECT_EQ(talk(client_, "DBSIZE\r\n"), ":0\r\n");
}

// Redis's suite: "Tracking gets notification of expired keys".
TEST_F(HubTest, TellsAWriterWhatOfItsOwnHasExpired) {
  const uint64_t client = connect();
  talk(client, "HELLO 3\r\nCLIENT TRACKING on BCAST NOLOOP\r\n");
  hub_.feed(client, "SET k v PX 1\r\nSET other v\r\n");
  clock_.advanceMs(5);
  hub_.tick();
  EXPECT_EQ(received()[client], "+OK\r\n+OK\r\n>2\r\n$10\r\ninvalidate\r\n*1\r\n$1\r\nk\r\n");
}

TEST_F(HubTest, CountsWhatIsWaitedForInLaterReleases) {
  const uint64_t client = connect();
  const uint64_t reader = connect();
  const uint64_t watcher = connect();
  engine_.keyspace().configuration().compat =
      redis::Compatibility(redis::Compatibility::Release::Redis74);
  talk(client, "XGROUP CREATE s g $ MKSTREAM\r\n");
  talk(reader, "XREADGROUP GROUP g c BLOCK 0 STREAMS s >\r\n");
  talk(connect(), "BLPOP l 0\r\n");
  talk(watcher, "WATCH a b\r\n");
  EXPECT_NE(talk(client, "INFO clients\r\n")
                .find("pubsub_clients:0\r\nwatching_clients:1\r\nclients_in_timeout_table:0\r\n"
                      "total_watched_keys:2\r\ntotal_blocking_keys:2\r\n"
                      "total_blocking_keys_on_nokey:1\r\n"),
            std::string::npos);
  talk(client, "DEL s\r\n");
  EXPECT_NE(talk(client, "INFO clients\r\n").find("total_blocking_keys_on_nokey:0\r\n"),
            std::string::npos);
}

TEST_F(TwoClientsTest, EvictsKeys) {
  talk(client_,
       "CONFIG SET notify-keyspace-events Ee maxmemory-policy volatile-ttl\r\n"
       "SET v 1 EX 100\r\nSET n 1\r\n");
  talk(other_, "PSUBSCRIBE *\r\n");
  hub_.feed(client_, "CONFIG SET maxmemory 1\r\nGET v\r\nEXISTS n\r\n");
  auto replies = received();
  EXPECT_EQ(replies[client_], "+OK\r\n$-1\r\n:1\r\n");
  EXPECT_EQ(replies[other_],
            "*4\r\n$8\r\npmessage\r\n$1\r\n*\r\n$22\r\n__keyevent@0__:evicted\r\n$1\r\nv\r\n");
  for (const char* policy : {"allkeys-lru", "allkeys-lfu", "allkeys-random"}) {
    talk(client_, "CONFIG SET maxmemory 0\r\nSET n 1\r\nCONFIG SET maxmemory-policy " +
                      std::string(policy) + " maxmemory 1\r\n");
    EXPECT_EQ(talk(client_, "DBSIZE\r\n"), ":0\r\n") << policy;
  }
}

TEST_F(TwoClientsTest, LetsScriptsThatOnlyReadPassAPauseOfWriters) {
  talk(other_, "CLIENT PAUSE 1000 WRITE\r\n");
  EXPECT_EQ(talk(other_, "EVAL_RO \"return 1\" 0\r\n"), ":1\r\n");
  EXPECT_EQ(talk(other_, "EVAL \"#!lua flags=no-writes\\nreturn 1\" 0\r\n"), ":1\r\n");
  EXPECT_EQ(talk(client_, "EVAL \"return 1\" 0\r\n"), "");
  EXPECT_NE(talk(other_, "INFO clients\r\n").find("\r\nblocked_clients:1\r\n"), std::string::npos);
  hub_.feed(other_, "CLIENT UNPAUSE\r\n");
  EXPECT_EQ(received()[client_], ":1\r\n");
}

TEST_F(HubTest, KeepsExpiredKeysDuringAPause) {
  const uint64_t client = connect();
  const auto expiredKeys = [&] {
    const std::string info = talk(client, "INFO stats\r\n");
    return std::stoll(info.substr(info.find("\r\nexpired_keys:") + 15));
  };
  talk(client, "SET a 1 PX 10\r\nSET b 1 PX 10\r\nCLIENT PAUSE 5000 WRITE\r\n");
  clock_.advanceMs(1000);
  hub_.tick();
  EXPECT_EQ(talk(client, "GET a\r\nEXISTS b\r\nDBSIZE\r\n"), "$-1\r\n:0\r\n:2\r\n");
  EXPECT_EQ(talk(client, "RANDOMKEY\r\n").substr(0, 4), "$1\r\n");
  EXPECT_EQ(expiredKeys(), 0);
  EXPECT_EQ(talk(client, "CLIENT UNPAUSE\r\nGET a\r\nGET b\r\nDBSIZE\r\n"),
            "+OK\r\n$-1\r\n$-1\r\n:0\r\n");
  EXPECT_EQ(expiredKeys(), 2);
}

TEST_F(TwoClientsTest, AddsPausesUp) {
  talk(other_, "MULTI\r\nCLIENT PAUSE 1000 ALL\r\nCLIENT PAUSE 10 WRITE\r\nEXEC\r\n");
  EXPECT_EQ(talk(client_, "GET a\r\n"), "");
  clock_.advanceMs(999);
  hub_.tick();
  EXPECT_EQ(received()[client_], "");
  clock_.advanceMs(1);
  hub_.tick();
  EXPECT_EQ(received()[client_], "$-1\r\n");
}

TEST_F(TwoClientsTest, CountsTheErrorsOfServedClients) {
  talk(other_, "XGROUP CREATE s g $ MKSTREAM\r\n");
  talk(client_, "XREADGROUP GROUP g c BLOCK 0 STREAMS s >\r\n");
  hub_.feed(other_, "XGROUP DESTROY s g\r\n");
  EXPECT_EQ(received()[client_],
            "-NOGROUP the consumer group this client was blocked on no longer exists\r\n");
  const std::string info = talk(other_, "INFO all\r\n");
  EXPECT_NE(info.find("errorstat_NOGROUP:count=1\r\n"), std::string::npos);
  const size_t line = info.find("cmdstat_xreadgroup:calls=1,");
  ASSERT_NE(line, std::string::npos);
  EXPECT_NE(info.substr(line, info.find('\r', line) - line).find("rejected_calls=0,failed_calls=1"),
            std::string::npos);
}

TEST_F(TwoClientsTest, LogsCommandsOfServedClientsAsTheyWereSent) {
  talk(other_, "CONFIG SET slowlog-log-slower-than 0\r\n");
  talk(client_, "XREAD BLOCK 0 STREAMS s $\r\n");
  talk(other_, "XADD s 1 a b\r\n");
  EXPECT_NE(talk(other_, "SLOWLOG GET 1\r\n")
                .find("*6\r\n$5\r\nXREAD\r\n$5\r\nBLOCK\r\n$1\r\n0\r\n$7\r\nSTREAMS\r\n$1\r\ns\r\n"
                      "$1\r\n$\r\n"),
            std::string::npos);
}

TEST_F(HubTest, TracksTheKeysOfScriptsThatRead) {
  const uint64_t client = connect();
  const uint64_t writer = connect();
  talk(client, "HELLO 3\r\nCLIENT TRACKING ON\r\nMSET k1 1 k2 2 k3 3\r\n");
  talk(client, "EVAL \"redis.call('set','k3',1)\" 2 k1 k2\r\n");
  hub_.feed(writer, "MSET k1 2 k2 2\r\n");
  EXPECT_EQ(received()[client], "");
  talk(client, "EVAL \"redis.call('get','k3')\" 2 k1 k2\r\n");
  hub_.feed(writer, "MSET k2 2 k1 2\r\nSET k3 2\r\n");
  EXPECT_EQ(received()[client],
            ">2\r\n$10\r\ninvalidate\r\n*1\r\n$2\r\nk2\r\n"
            ">2\r\n$10\r\ninvalidate\r\n*1\r\n$2\r\nk1\r\n");
}

TEST_F(TwoClientsTest, ForgetsTrackedKeysAboveTheLimit) {
  talk(client_, "HELLO 3\r\nCLIENT TRACKING ON\r\nMSET k1 1 k2 2\r\nMGET k1 k2\r\n");
  EXPECT_NE(talk(other_, "INFO stats\r\n").find("tracking_total_keys:2\r\ntracking_total_items:2"),
            std::string::npos);
  hub_.feed(other_, "CONFIG SET tracking-table-max-keys 1\r\n");
  EXPECT_EQ(received()[client_].substr(0, 22), ">2\r\n$10\r\ninvalidate\r\n*");
  EXPECT_NE(talk(other_, "INFO stats\r\n").find("tracking_total_keys:1\r\ntracking_total_items:1"),
            std::string::npos);
}

TEST_F(TwoClientsTest, AnswersServedClientsBeforeItTellsThemWhatChanged) {
  talk(client_, "HELLO 3\r\nCLIENT TRACKING ON\r\nLRANGE l2 0 -1\r\nBLMOVE l1 l2 LEFT LEFT 0\r\n");
  hub_.feed(other_, "RPUSH l1 v\r\n");
  EXPECT_EQ(received()[client_], "$1\r\nv\r\n>2\r\n$10\r\ninvalidate\r\n*1\r\n$2\r\nl2\r\n");
}

TEST_F(TwoClientsTest, GivesTheBuffersOfIdleClientsBack) {
  const auto roomOf = [&](uint64_t id) {
    const std::string list = talk(other_, "CLIENT LIST ID " + std::to_string(id) + "\r\n");
    const auto number = [&list](const std::string& name) {
      return std::stoll(list.substr(list.find(" " + name + "=") + name.size() + 2));
    };
    return number("qbuf") + number("qbuf-free");
  };
  talk(client_, "PING\r\n");
  EXPECT_GE(roomOf(client_), 16384);
  EXPECT_LT(roomOf(client_), 32768);
  talk(client_, "SET x " + std::string(60000, 'A') + "\r\n");
  const int64_t most = roomOf(client_);
  EXPECT_GT(most, 32768);
  for (int i = 0; i < 3; ++i) {
    clock_.advanceMs(101);
    talk(client_, "SET x A\r\n");
    hub_.tick();
  }
  EXPECT_GT(roomOf(client_), 0);
  EXPECT_LT(roomOf(client_), most);
  clock_.advanceMs(2999);
  hub_.tick();
  EXPECT_GT(roomOf(client_), 0);
  clock_.advanceMs(101);
  hub_.tick();
  EXPECT_EQ(roomOf(client_), 0);
}

TEST_F(HubTest, ForgetsClientsThatLeave) {
  const uint64_t client = connect();
  const uint64_t target = connect();
  const uint64_t writer = connect();
  talk(client,
       "HELLO 3\r\nCLIENT TRACKING ON REDIRECT " + std::to_string(target) + "\r\nGET key\r\n");
  EXPECT_EQ(talk(target, "QUIT\r\n"), "+OK\r\n");
  hub_.feed(writer, "SET key 1\r\n");
  EXPECT_EQ(received()[client],
            ">2\r\n$21\r\ntracking-redir-broken\r\n:" + std::to_string(target) + "\r\n");
}

TEST_F(HubTest, CountsScriptsAndFunctions) {
  const uint64_t client = connect();
  talk(client, "SCRIPT LOAD \"return 1\"\r\n");
  talk(client,
       "FUNCTION LOAD \"#!lua name=l\\nredis.register_function('f', function() end) "
       "redis.register_function('g', function() end)\"\r\n");
  EXPECT_NE(talk(client, "INFO memory\r\n")
                .find("number_of_cached_scripts:1\r\nnumber_of_functions:2\r\n"
                      "number_of_libraries:1\r\n"),
            std::string::npos);
}

}  // namespace
}  // namespace connection
