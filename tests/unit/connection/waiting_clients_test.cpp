#include "hub_fixture.h"

// Clients that wait, are idle or do not read, and transactions that take time. The expectations are
// answers of redis-server 7.0.15, those of later releases of a build of October 2024.

namespace connection {
namespace {

constexpr const char* kStreamGone = "-UNBLOCKED the stream key no longer exists\r\n";
constexpr const char* kGroupGone =
    "-NOGROUP the consumer group this client was blocked on no longer exists\r\n";
constexpr const char* kNoGroup =
    "-NOGROUP No such key 's' or consumer group 'g' in XREADGROUP with GROUP option\r\n";
constexpr const char* kWrongType =
    "-WRONGTYPE Operation against a key holding the wrong kind of value\r\n";

struct Loss {
  const char* commands;
  const char* earlier;
  const char* later;
};

constexpr Loss kLosses[] = {
    {"DEL s\r\n", kStreamGone, kNoGroup},
    {"UNLINK s\r\n", kStreamGone, kNoGroup},
    {"XGROUP DESTROY s g\r\n", kGroupGone, kNoGroup},
    {"XGROUP CREATE s h $\r\nXGROUP DESTROY s h\r\n", "", ""},
    {"FLUSHALL\r\n", kStreamGone, kNoGroup},
    {"FLUSHDB\r\n", kStreamGone, kNoGroup},
    {"SET s x\r\n", kStreamGone, kWrongType},
    {"RENAME s t\r\n", kStreamGone, kNoGroup},
    {"LPUSH t 1\r\nRENAME t s\r\n", kStreamGone, kWrongType},
    {"LPUSH t 1\r\nCOPY t s REPLACE\r\n", kStreamGone, kWrongType},
    {"SWAPDB 0 1\r\n", kStreamGone, kNoGroup},
    {"MOVE s 5\r\n", kStreamGone, kNoGroup},
    {"MULTI\r\nDEL s\r\nXGROUP CREATE s g $ MKSTREAM\r\nEXEC\r\n", "", ""},
    {"MULTI\r\nXGROUP DESTROY s g\r\nXGROUP CREATE s g $\r\nEXEC\r\n", "", ""},
    {"EVAL \"redis.call('del', 's')\" 0\r\n", kStreamGone, kNoGroup},
};

TEST_F(HubTest, TellsReadersOfAGroupThatItIsGone) {
  using Release = redis::Compatibility::Release;
  for (const Release release : {Release::Redis70, Release::Redis74}) {
    engine_.keyspace().configuration().compat = redis::Compatibility(release);
    for (const Loss& loss : kLosses) {
      const uint64_t reader = connect();
      const uint64_t writer = connect();
      talk(writer, "FLUSHALL\r\nXGROUP CREATE s g $ MKSTREAM\r\n");
      EXPECT_EQ(talk(reader, "XREADGROUP GROUP g c BLOCK 0 STREAMS s >\r\n"), "");
      hub_.feed(writer, loss.commands);
      EXPECT_EQ(received()[reader], release == Release::Redis70 ? loss.earlier : loss.later)
          << loss.commands;
      hub_.disconnect(reader);
      hub_.disconnect(writer);
    }
  }
}

TEST_F(HubTest, TellsReadersThatTheStreamExpired) {
  const uint64_t reader = connect();
  const uint64_t writer = connect();
  talk(writer, "XGROUP CREATE s g $ MKSTREAM\r\nPEXPIRE s 1\r\n");
  EXPECT_EQ(talk(reader, "XREADGROUP GROUP g c BLOCK 0 STREAMS s >\r\n"), "");
  clock_.advanceMs(2);
  hub_.tick();
  EXPECT_EQ(received()[reader], kStreamGone);
}

TEST_F(HubTest, LetsOtherReadersWaitOn) {
  for (const char* command : {"XREAD BLOCK 0 STREAMS s $\r\n", "BLPOP other 0\r\n"}) {
    const uint64_t reader = connect();
    const uint64_t writer = connect();
    talk(writer, "FLUSHALL\r\nXADD s 1-1 a b\r\n");
    EXPECT_EQ(talk(reader, command), "");
    hub_.feed(writer, "DEL s\r\nSET s x\r\n");
    EXPECT_EQ(received()[reader], "") << command;
    hub_.disconnect(reader);
  }
}

TEST_F(HubTest, ChecksPermissionsAgainAtExec) {
  const uint64_t user = connect();
  const uint64_t admin = connect();
  talk(admin, "ACL SETUSER bob on nopass ~* &* +@all\r\n");
  talk(user, "AUTH bob x\r\nMULTI\r\nSET a 1\r\nGET a\r\nPUBLISH ch m\r\n");
  talk(admin, "ACL SETUSER bob -set\r\n");
  const std::string changed =
      "-NOPERM ACLs rules changed between the moment the transaction was accumulated and the EXEC "
      "call. This command is no longer allowed for the following reason: ";
  EXPECT_EQ(
      talk(user, "EXEC\r\n"),
      "*3\r\n" + changed + "no permission to execute the command or subcommand\r\n$-1\r\n:0\r\n");
  talk(user, "MULTI\r\nGET a\r\nPUBLISH ch m\r\nEVAL \"return 1\" 0\r\n");
  talk(admin, "ACL SETUSER bob resetkeys ~q* resetchannels\r\n");
  EXPECT_EQ(talk(user, "EXEC\r\n"),
            "*3\r\n" + changed + "no permission to touch the specified keys\r\n" + changed +
                "no permission to access one of the channels used as arguments\r\n:1\r\n");
  const std::string log = talk(admin, "ACL LOG 1\r\n");
  EXPECT_NE(log.find("$7\r\nchannel\r\n$7\r\ncontext\r\n$5\r\nmulti\r\n$6\r\nobject\r\n$2\r\nch"),
            std::string::npos)
      << log;
}

TEST_F(HubTest, KillsScriptsOfTransactions) {
  const uint64_t client = connect();
  const uint64_t other = connect();
  engine_.keyspace().configuration().busyReplyThresholdMs = 0;
  talk(client,
       "MULTI\r\nSET a 1\r\nEVAL \"while true do end\" 0\r\nEVAL \"return 7\" 0\r\nINCR a\r\n");
  EXPECT_EQ(talk(client, "EXEC\r\nPING\r\n"), "");
  EXPECT_TRUE(hub_.isBusy());
  EXPECT_EQ(talk(other, "GET a\r\n").substr(0, 5), "-BUSY");
  EXPECT_EQ(talk(other, "SCRIPT KILL\r\n"), "+OK\r\n");
  for (int i = 0; hub_.isBusy() && i < 10; ++i) {
    hub_.resume();
  }
  const std::string reply = received()[client];
  EXPECT_EQ(reply.find("*4\r\n+OK\r\n-ERR Script killed by user with SCRIPT KILL... script: "), 0u)
      << reply;
  EXPECT_NE(reply.find(":7\r\n:2\r\n+PONG\r\n"), std::string::npos) << reply;
  EXPECT_EQ(talk(other, "GET a\r\n"), "$1\r\n2\r\n");
  EXPECT_EQ(talk(client, "EXEC\r\n"), "-ERR EXEC without MULTI\r\n");
}

TEST_F(HubTest, CountsChangesAsRedisDoes) {
  const struct {
    const char* command;
    int64_t changes;
  } cases[] = {{"RPUSH l a b c", 3},  {"LMOVE l k LEFT RIGHT", 1}, {"LMOVE l l LEFT RIGHT", 1},
               {"LPOP l", 1},         {"SADD s a b", 2},           {"SETBIT b 1 1", 1},
               {"ZADD z 1 a 2 b", 2}, {"ZADD z 1 a", 0},           {"HSET h a 1 b 2", 2},
               {"RENAME l m", 1},     {"XADD x 1-1 a b", 1},       {"MSET p 1 q 2", 2},
               {"DEL p q", 2}};
  const uint64_t client = connect();
  redis::KeyspaceStatistics& statistics = engine_.keyspace().statistics();
  for (const auto& [command, changes] : cases) {
    const int64_t before = statistics.changes;
    talk(client, std::string(command) + "\r\n");
    EXPECT_EQ(statistics.changes - before, changes) << command;
  }
}

TEST_F(HubTest, CountsCommandsOnceTheyRanAndForgetsThemOnReset) {
  const uint64_t client = connect();
  const auto expectInfo = [&](const std::string& line) {
    const std::string info = talk(client, "INFO stats\r\n");
    EXPECT_NE(info.find(line + "\r\n"), std::string::npos) << line << '\n' << info;
  };
  expectInfo("total_commands_processed:0");
  // A script and what it calls.
  talk(client, "EVAL \"return redis.call('GET', 'missing')\" 0\r\n");
  expectInfo("total_commands_processed:3");
  expectInfo("keyspace_misses:1");
  EXPECT_EQ(talk(client, "CONFIG RESETSTAT\r\n"), "+OK\r\n");
  expectInfo("total_commands_processed:1");
  expectInfo("keyspace_misses:0");
}

TEST_F(HubTest, CountsTheErrorOfAScriptThatCannotBeginAfterOneThatFailed) {
  const uint64_t client = connect();
  talk(client, "EVAL \"return redis.call('LPUSH', 'list')\" 0\r\n");
  talk(client, "EVALSHA missing 0\r\n");
  const std::string info = talk(client, "INFO errorstats\r\n");
  EXPECT_NE(info.find("errorstat_ERR:count=1\r\n"), std::string::npos) << info;
  EXPECT_NE(info.find("errorstat_NOSCRIPT:count=1\r\n"), std::string::npos) << info;
}

TEST_F(HubTest, ShowsScriptsToMonitorsBeforeTheirCommands) {
  const uint64_t monitor = connect();
  const uint64_t client = connect();
  talk(monitor, "MONITOR\r\n");
  hub_.feed(client, "EVAL \"return redis.call('SET', 'a', '1')\" 0\r\n");
  const std::string lines = received()[monitor];
  const size_t script = lines.find("\"EVAL\" \"return redis.call('SET', 'a', '1')\" \"0\"");
  const size_t command = lines.find(" lua] \"SET\" \"a\" \"1\"");
  EXPECT_NE(script, std::string::npos) << lines;
  EXPECT_NE(command, std::string::npos) << lines;
  EXPECT_LT(script, command) << lines;
}

TEST_F(HubTest, AnswersWaitaofInLaterReleases) {
  const uint64_t client = connect();
  EXPECT_EQ(talk(client, "WAITAOF 0 0 0\r\n"),
            "-ERR command 'waitaof' is not implemented by this engine\r\n");
  engine_.keyspace().configuration().compat =
      redis::Compatibility(redis::Compatibility::Release::Redis74);
  EXPECT_EQ(talk(client, "WAITAOF 0 0 0\r\n"), "*2\r\n:0\r\n:0\r\n");
  EXPECT_EQ(talk(client, "WAITAOF 1 0 0\r\n"),
            "-ERR WAITAOF cannot be used when numlocal is set but appendonly is disabled.\r\n");
  EXPECT_EQ(talk(client, "WAITAOF 2 0 0\r\n"),
            "-ERR value is out of range, value must between 0 and 1\r\n");
  EXPECT_EQ(talk(client, "WAITAOF 0 1 5\r\n"), "");
  clock_.advanceMs(6);
  hub_.tick();
  EXPECT_EQ(received()[client], "*2\r\n:0\r\n:0\r\n");
}

TEST_F(HubTest, ServesWhoWaitedForATransactionWithScripts) {
  const uint64_t client = connect();
  const uint64_t reader = connect();
  EXPECT_EQ(talk(reader, "BLPOP l 0\r\n"), "");
  talk(client,
       "MULTI\r\nEVAL \"return redis.call('RPUSH', KEYS[1], 'a')\" 1 l\r\nLPOP l\r\nRPUSH l b\r\n");
  hub_.feed(client, "EXEC\r\n");
  auto replies = received();
  EXPECT_EQ(replies[client], "*3\r\n:1\r\n$1\r\na\r\n:1\r\n");
  EXPECT_EQ(replies[reader], "*2\r\n$1\r\nl\r\n$1\r\nb\r\n");
}

TEST_F(HubTest, SendsItsOwnMessagesAfterTheReplyInLaterReleases) {
  engine_.keyspace().configuration().compat =
      redis::Compatibility(redis::Compatibility::Release::Redis74);
  const uint64_t client = connect();
  talk(client, "HELLO 3\r\nSUBSCRIBE foo\r\n");
  const std::string message = ">3\r\n$7\r\nmessage\r\n$3\r\nfoo\r\n$3\r\nbar\r\n";
  EXPECT_EQ(talk(client, "PUBLISH foo bar\r\n"), ":1\r\n" + message);
  talk(client, "MULTI\r\nPING abc\r\nPUBLISH foo bar\r\nPING def\r\n");
  EXPECT_EQ(talk(client, "EXEC\r\n"), "*3\r\n$3\r\nabc\r\n:1\r\n$3\r\ndef\r\n" + message);
  EXPECT_EQ(talk(client, "EVAL \"redis.call('publish', 'foo', 'bar') return 1\" 0\r\n"),
            ":1\r\n" + message);
}

TEST_F(HubTest, ConfirmsSubscriptionsThoughRepliesAreOff) {
  const uint64_t client = connect();
  const uint64_t other = connect();
  talk(client, "HELLO 3\r\nCLIENT REPLY OFF\r\n");
  EXPECT_EQ(talk(client, "SUBSCRIBE a\r\nPING\r\n"), ">3\r\n$9\r\nsubscribe\r\n$1\r\na\r\n:1\r\n");
  hub_.feed(other, "PUBLISH a x\r\n");
  EXPECT_EQ(received()[client], ">3\r\n$7\r\nmessage\r\n$1\r\na\r\n$1\r\nx\r\n");
  EXPECT_EQ(talk(client, "UNSUBSCRIBE a\r\n"), ">3\r\n$11\r\nunsubscribe\r\n$1\r\na\r\n:0\r\n");
}

TEST_F(HubTest, ListsClientsAsTheReleaseDoes) {
  const uint64_t client = connect();
  talk(client, "CLIENT SETINFO lib-name fine\r\n");
  EXPECT_EQ(talk(client, "CLIENT INFO\r\n").find("lib-name"), std::string::npos);
  EXPECT_EQ(talk(client, "CLIENT KILL MAXAGE 5\r\n"), "-ERR syntax error\r\n");
  engine_.keyspace().configuration().compat =
      redis::Compatibility(redis::Compatibility::Release::Redis74);
  const std::string line = talk(client, "WATCH a\r\nCLIENT INFO\r\n");
  EXPECT_NE(line.find(" multi=-1 watch=1 qbuf="), std::string::npos) << line;
  EXPECT_NE(line.find(" resp=2 lib-name=fine lib-ver=\n"), std::string::npos) << line;
  const uint64_t old = connect();
  clock_.advanceMs(5000);
  EXPECT_EQ(talk(client, "CLIENT KILL MAXAGE 5\r\n"), ":1\r\n");
  received();
  EXPECT_EQ(actions_[old], DrainAction::Abort);
  EXPECT_EQ(talk(client, "CLIENT KILL MAXAGE 0\r\n"), "-ERR maxage should be greater than 0\r\n");
}

TEST_F(HubTest, DropsIdleClients) {
  const uint64_t idle = connect();
  const uint64_t subscriber = connect();
  const uint64_t waiting = connect();
  talk(idle, "CONFIG SET timeout 2\r\n");
  talk(subscriber, "SUBSCRIBE ch\r\n");
  talk(waiting, "BLPOP l 0\r\n");
  clock_.advanceMs(2900);
  hub_.tick();
  received();
  EXPECT_EQ(actions_[idle], DrainAction::Keep);
  clock_.advanceMs(200);
  EXPECT_GT(hub_.nextWakeUpMs(), 0);
  hub_.tick();
  received();
  EXPECT_EQ(actions_[idle], DrainAction::Abort);
  EXPECT_EQ(actions_[subscriber], DrainAction::Keep);
  EXPECT_EQ(actions_.count(waiting), 0u);
}

TEST_F(HubTest, DropsClientsThatDoNotRead) {
  const uint64_t client = connect();
  const uint64_t slow = connect();
  talk(client, "CONFIG SET client-output-buffer-limit \"normal 1000 500 2\"\r\nSET a " +
                   std::string(600, 'x') + "\r\n");
  EXPECT_EQ(talk(slow, "GET a\r\n").size(), 600u + 8);
  hub_.noteUnsent(slow, 608);
  clock_.advanceMs(3000);
  hub_.noteUnsent(slow, 400);
  received();
  EXPECT_EQ(actions_[slow], DrainAction::Keep);
  hub_.noteUnsent(slow, 600);
  clock_.advanceMs(2001);
  hub_.noteUnsent(slow, 600);
  received();
  EXPECT_EQ(actions_[slow], DrainAction::Abort);
  const uint64_t greedy = connect();
  EXPECT_EQ(talk(greedy, "GET a\r\nGET a\r\n"), "");
  EXPECT_EQ(actions_[greedy], DrainAction::Abort);
}

TEST_F(HubTest, LeavesAccessTimesAlone) {
  const uint64_t client = connect();
  talk(client, "SET a 1\r\n");
  clock_.advanceMs(10'000);
  talk(client, "CLIENT NO-TOUCH on\r\nGET a\r\nEVAL \"return redis.call('GET', 'a')\" 0\r\n");
  EXPECT_EQ(talk(client, "OBJECT IDLETIME a\r\n"), ":10\r\n");
  EXPECT_EQ(talk(client, "TOUCH a\r\nOBJECT IDLETIME a\r\n"), ":1\r\n:0\r\n");
  clock_.advanceMs(10'000);
  EXPECT_EQ(talk(client, "CLIENT NO-TOUCH OFF\r\nGET a\r\nOBJECT IDLETIME a\r\n"),
            "+OK\r\n$1\r\n1\r\n:0\r\n");
}

TEST_F(HubTest, NotesSlowScriptsWithTheirArguments) {
  const uint64_t client = connect();
  talk(client, "CONFIG SET slowlog-log-slower-than 0\r\nSLOWLOG RESET\r\n");
  talk(client, "EVAL \"return KEYS[1]\" 1 k " + std::string(130, 'v') + "\r\n");
  talk(client, "CONFIG SET slowlog-log-slower-than -1\r\n");
  const std::string log = talk(client, "SLOWLOG GET\r\n");
  EXPECT_NE(log.find("*5\r\n$4\r\nEVAL\r\n$14\r\nreturn KEYS[1]\r\n$1\r\n1\r\n$1\r\nk\r\n$146\r\n" +
                     std::string(128, 'v') + "... (2 more bytes)\r\n$15\r\n127.0.0.1:50000\r\n"),
            std::string::npos)
      << log;
}

}  // namespace
}  // namespace connection
