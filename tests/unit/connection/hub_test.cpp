#include "hub_fixture.h"

// The expectations are answers of redis-server 7.0.15.

namespace connection {
namespace {

TEST_F(HubTest, AnswersPipelinesInAnyPieces) {
  const uint64_t client = connect();
  EXPECT_EQ(talk(client, "PING\r\nSET a 1\r\n*2\r\n$3\r\nGET\r\n$1\r\na\r\n"),
            "+PONG\r\n+OK\r\n$1\r\n1\r\n");
  std::string all;
  for (const char byte : std::string("*2\r\n$4\r\nINCR\r\n$1\r\na\r\n\r\nEcho \"a b\"\n")) {
    all += talk(client, std::string(1, byte));
  }
  EXPECT_EQ(all, ":2\r\n$3\r\na b\r\n");
  EXPECT_EQ(talk(client, "*0\r\n*-1\r\nPING\r\n"), "+PONG\r\n");
}

TEST_F(HubTest, ShowsScriptsToMonitorsBeforeTheirCalls) {
  const uint64_t client = connect();
  const uint64_t monitor = connect();
  EXPECT_EQ(talk(client,
                 "FUNCTION LOAD \"#!lua name=l\\nredis.register_function('f', function() "
                 "return redis.call('get', 'k') end)\"\r\n"),
            "$1\r\nl\r\n");
  EXPECT_EQ(talk(monitor, "MONITOR\r\n"), "+OK\r\n");
  const std::string mine = "+1700000000.000000 [0 127.0.0.1:50000] ";
  const std::string lua = "+1700000000.000000 [0 lua] ";
  struct Case {
    std::string input;
    std::string shown;
  };
  const Case cases[] = {
      {"eval \"return redis.call('set','k','v')\" 0\r\n",
       mine + "\"eval\" \"return redis.call('set','k','v')\" \"0\"\r\n" + lua +
           "\"set\" \"k\" \"v\"\r\n"},
      {"eval x y\r\n", mine + "\"eval\" \"x\" \"y\"\r\n"},
      {"eval x\r\n", ""},
      {"evalsha abc 0\r\n", mine + "\"evalsha\" \"abc\" \"0\"\r\n"},
      {"fcall nope 0\r\n", mine + "\"fcall\" \"nope\" \"0\"\r\n"},
      {"fcall f 0\r\n", mine + "\"fcall\" \"f\" \"0\"\r\n" + lua + "\"get\" \"k\"\r\n"},
      {"multi\r\neval \"return redis.call('get','k')\" 0\r\nexec\r\n",
       mine + "\"multi\"\r\n" + mine + "\"eval\" \"return redis.call('get','k')\" \"0\"\r\n" + lua +
           "\"get\" \"k\"\r\n" + mine + "\"exec\"\r\n"},
  };
  for (const Case& each : cases) {
    hub_.feed(client, each.input);
    EXPECT_EQ(received()[monitor], each.shown) << each.input;
  }
}

TEST_F(HubTest, ShowsNoPasswordsToMonitors) {
  const uint64_t client = connect();
  const uint64_t monitor = connect();
  EXPECT_EQ(talk(monitor, "MONITOR\r\n"), "+OK\r\n");
  struct Case {
    std::string input;
    std::string shown;
  };
  const Case cases[] = {
      {"auth x", "\"auth\" \"(redacted)\""},
      {"auth a b", "\"auth\" \"(redacted)\" \"(redacted)\""},
      {"auth a b c", "\"auth\" \"a\" \"b\" \"c\""},
      {"hello 2 setname y auth default pw",
       "\"hello\" \"2\" \"setname\" \"y\" \"auth\" \"(redacted)\" \"(redacted)\""},
      {"hello 2 auth u", "\"hello\" \"2\" \"auth\" \"u\""},
  };
  for (const Case& each : cases) {
    hub_.feed(client, each.input + "\r\n");
    EXPECT_EQ(received()[monitor], "+1700000000.000000 [0 127.0.0.1:50000] " + each.shown + "\r\n");
  }
}

TEST_F(HubTest, ClosesAfterProtocolErrors) {
  struct Case {
    std::string input;
    std::string reply;
  };
  const Case cases[] = {
      {"*a\r\n", "-ERR Protocol error: invalid multibulk length\r\n"},
      {"*3000000000\r\n", "-ERR Protocol error: invalid multibulk length\r\n"},
      {"*1\r\nfoo\r\n", "-ERR Protocol error: expected '$', got 'f'\r\n"},
      {"*1\r\n$-1\r\n", "-ERR Protocol error: invalid bulk length\r\n"},
      {"*1\r\n$2000000000\r\n", "-ERR Protocol error: invalid bulk length\r\n"},
      {"SET a \"b\r\n", "-ERR Protocol error: unbalanced quotes in request\r\n"},
      {std::string(70000, 'x'), "-ERR Protocol error: too big inline request\r\n"},
      {"*" + std::string(70000, '1'), "-ERR Protocol error: too big mbulk count string\r\n"},
      {"*1\r\n$" + std::string(70000, '1'), "-ERR Protocol error: too big bulk count string\r\n"},
  };
  for (const Case& one : cases) {
    const uint64_t client = connect();
    EXPECT_EQ(talk(client, one.input), one.reply);
    EXPECT_EQ(actions_[client], DrainAction::Close);
    hub_.disconnect(client);
  }
  const uint64_t client = connect();
  EXPECT_EQ(talk(client, "QUIT\r\nPING\r\n"), "+OK\r\n");
  EXPECT_EQ(actions_[client], DrainAction::Close);
}

TEST_F(HubTest, ServesWaitingClientsInTheirOrder) {
  const uint64_t first = connect();
  const uint64_t second = connect();
  const uint64_t writer = connect();
  EXPECT_EQ(talk(first, "BLPOP list other 0\r\nPING\r\n"), "");
  EXPECT_EQ(talk(second, "BRPOP list 0\r\n"), "");
  hub_.feed(writer, "RPUSH list a b c\r\n");
  auto replies = received();
  EXPECT_EQ(replies[writer], ":3\r\n");
  EXPECT_EQ(replies[first], "*2\r\n$4\r\nlist\r\n$1\r\na\r\n+PONG\r\n");
  EXPECT_EQ(replies[second], "*2\r\n$4\r\nlist\r\n$1\r\nc\r\n");
  EXPECT_EQ(talk(writer, "LRANGE list 0 -1\r\n"), "*1\r\n$1\r\nb\r\n");
}

TEST_F(HubTest, ServesChainsOfMoves) {
  const uint64_t mover = connect();
  const uint64_t reader = connect();
  const uint64_t writer = connect();
  hub_.feed(mover, "BLMOVE a b LEFT RIGHT 0\r\n");
  hub_.feed(reader, "BLPOP b 0\r\n");
  hub_.feed(writer, "MULTI\r\nLPUSH a 1\r\nEXEC\r\n");
  auto replies = received();
  EXPECT_EQ(replies[mover], "$1\r\n1\r\n");
  EXPECT_EQ(replies[reader], "*2\r\n$1\r\nb\r\n$1\r\n1\r\n");
}

TEST_F(HubTest, EndsWaits) {
  const uint64_t client = connect();
  const uint64_t other = connect();
  EXPECT_EQ(talk(client, "BLPOP a 0.5\r\n"), "");
  EXPECT_EQ(hub_.nextWakeUpMs(), 1'700'000'000'500);
  clock_.advanceMs(499);
  hub_.tick();
  EXPECT_EQ(received()[client], "");
  clock_.advanceMs(1);
  hub_.tick();
  EXPECT_EQ(received()[client], "*-1\r\n");
  EXPECT_EQ(talk(client, "BZPOPMIN a 0\r\n"), "");
  hub_.feed(other, "CLIENT UNBLOCK " + std::to_string(client) + " ERROR\r\n");
  EXPECT_EQ(received()[client], "-UNBLOCKED client unblocked via CLIENT UNBLOCK\r\n");
  EXPECT_EQ(talk(other, "CLIENT UNBLOCK " + std::to_string(client) + "\r\n"), ":0\r\n");
}

TEST_F(HubTest, PublishesToSubscribers) {
  const uint64_t client = connect();
  const uint64_t writer = connect();
  EXPECT_EQ(talk(client, "SUBSCRIBE a b\r\nPSUBSCRIBE a*\r\n"),
            "*3\r\n$9\r\nsubscribe\r\n$1\r\na\r\n:1\r\n*3\r\n$9\r\nsubscribe\r\n$1\r\nb\r\n:2\r\n"
            "*3\r\n$10\r\npsubscribe\r\n$2\r\na*\r\n:3\r\n");
  EXPECT_EQ(
      talk(client, "GET a\r\nPING\r\n"),
      "-ERR Can't execute 'get': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET "
      "are allowed in this context\r\n*2\r\n$4\r\npong\r\n$0\r\n\r\n");
  hub_.feed(writer, "PUBLISH a x\r\n");
  auto replies = received();
  EXPECT_EQ(replies[writer], ":2\r\n");
  EXPECT_EQ(
      replies[client],
      "*3\r\n$7\r\nmessage\r\n$1\r\na\r\n$1\r\nx\r\n*4\r\n$8\r\npmessage\r\n$2\r\na*\r\n$1\r\na"
      "\r\n$1\r\nx\r\n");
  EXPECT_EQ(talk(client, "RESET\r\nUNSUBSCRIBE\r\n"),
            "+RESET\r\n*3\r\n$11\r\nunsubscribe\r\n$-1\r\n:0\r\n");
}

TEST_F(HubTest, AnswersBusyWhileAScriptRuns) {
  const uint64_t client = connect();
  const uint64_t other = connect();
  engine_.keyspace().configuration().busyReplyThresholdMs = 0;
  hub_.feed(client, "EVAL \"while true do end\" 0\r\nPING\r\n");
  EXPECT_TRUE(hub_.isBusy());
  EXPECT_EQ(talk(other, "GET a\r\n"),
            "-BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN "
            "NOSAVE.\r\n");
  EXPECT_EQ(talk(other, "SCRIPT KILL\r\n"), "+OK\r\n");
  hub_.resume();
  EXPECT_FALSE(hub_.isBusy());
  const std::string reply = received()[client];
  EXPECT_EQ(reply.find("-ERR Script killed by user with SCRIPT KILL... script: "), 0u) << reply;
  EXPECT_NE(reply.find("+PONG"), std::string::npos) << reply;
  EXPECT_EQ(talk(other, "GET a\r\n"), "$-1\r\n");
}

TEST_F(HubTest, LeavesAClientThatShutsDownToTheHost) {
  const uint64_t client = connect();
  EXPECT_EQ(talk(client, "SHUTDOWN ABORT\r\n"), "-ERR No shutdown in progress.\r\n");
  EXPECT_EQ(talk(client, "MULTI\r\nSHUTDOWN\r\nDISCARD\r\n"),
            "+OK\r\n-ERR Command not allowed inside a transaction\r\n+OK\r\n");
  EXPECT_EQ(actions_[client], DrainAction::Keep);
  EXPECT_EQ(talk(client, "PING\r\nSHUTDOWN NOW FORCE\r\nPING\r\n"), "+PONG\r\n");
  EXPECT_EQ(actions_[client], DrainAction::ShutDown);
  const uint64_t second = connect();
  EXPECT_EQ(talk(second, "SHUTDOWN nosave\r\n"), "");
  EXPECT_EQ(actions_[second], DrainAction::ShutDownWithoutSaving);
}

TEST_F(HubTest, ShutsDownBesideABusyScriptOnlyWithoutSaving) {
  const uint64_t client = connect();
  const uint64_t other = connect();
  engine_.keyspace().configuration().busyReplyThresholdMs = 0;
  hub_.feed(client, "EVAL \"while true do end\" 0\r\n");
  EXPECT_EQ(talk(other, "SHUTDOWN x\r\n"), "-ERR syntax error\r\n");
  EXPECT_EQ(talk(other, "SHUTDOWN\r\n"),
            "-BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN "
            "NOSAVE.\r\n");
  EXPECT_EQ(actions_[other], DrainAction::Keep);
  EXPECT_EQ(talk(other, "SHUTDOWN NOSAVE\r\n"), "");
  EXPECT_EQ(actions_[other], DrainAction::ShutDownWithoutSaving);
}

TEST_F(HubTest, LeavesRepliesOut) {
  const uint64_t client = connect();
  EXPECT_EQ(talk(client, "CLIENT REPLY SKIP\r\nPING\r\nECHO a\r\n"), "$1\r\na\r\n");
  EXPECT_EQ(talk(client, "CLIENT REPLY OFF\r\nPING\r\nECHO a\r\nCLIENT REPLY ON\r\n"), "+OK\r\n");
}

TEST_F(HubTest, TellsWhoCaches) {
  const uint64_t client = connect();
  const uint64_t writer = connect();
  hub_.feed(client, "HELLO 3\r\nCLIENT TRACKING ON\r\n");
  received();
  EXPECT_EQ(talk(client, "GET a\r\n"), "_\r\n");
  hub_.feed(writer, "SET a 1\r\nSET a 2\r\n");
  EXPECT_EQ(received()[client], ">2\r\n$10\r\ninvalidate\r\n*1\r\n$1\r\na\r\n");
  EXPECT_EQ(talk(client, "GET a\r\nSET a 3\r\n"),
            "$1\r\n2\r\n+OK\r\n>2\r\n$10\r\ninvalidate\r\n*1\r\n$1\r\na\r\n");
  hub_.feed(writer, "FLUSHALL\r\n");
  EXPECT_EQ(received()[client], ">2\r\n$10\r\ninvalidate\r\n_\r\n");
}

TEST_F(HubTest, PausesClients) {
  const uint64_t client = connect();
  const uint64_t other = connect();
  EXPECT_EQ(talk(other, "CLIENT PAUSE 1000 WRITE\r\n"), "+OK\r\n");
  EXPECT_EQ(talk(client, "GET a\r\nSET a 1\r\nGET a\r\n"), "$-1\r\n");
  hub_.feed(other, "CLIENT UNPAUSE\r\n");
  EXPECT_EQ(received()[client], "+OK\r\n$1\r\n1\r\n");
}

TEST_F(HubTest, ReportsKeyspaceEvents) {
  const uint64_t client = connect();
  const uint64_t writer = connect();
  hub_.feed(writer, "CONFIG SET notify-keyspace-events KEA\r\n");
  hub_.feed(client, "PSUBSCRIBE __keyevent@*__:*\r\n");
  received();
  const auto eventsOf = [&](const std::string& line) {
    hub_.feed(writer, line + "\r\n");
    std::string events;
    const std::string text = received()[client];
    for (size_t at = text.find("@0__:", 0); at != std::string::npos; at = text.find("@0__:", at)) {
      const size_t end = text.find('\r', at);
      events += (events.empty() ? "" : " ") + text.substr(at + 5, end - at - 5);
      at = end;
    }
    return events;
  };
  EXPECT_EQ(eventsOf("SET a 1 EX 100"), "set expire");
  EXPECT_EQ(eventsOf("INCR a"), "incrby");
  EXPECT_EQ(eventsOf("PERSIST a"), "persist");
  EXPECT_EQ(eventsOf("RENAME a b"), "rename_from rename_to");
  EXPECT_EQ(eventsOf("DEL b"), "del");
  EXPECT_EQ(eventsOf("RPUSH l 1 2"), "rpush");
  EXPECT_EQ(eventsOf("LMOVE l m LEFT RIGHT"), "rpush lpop");
  EXPECT_EQ(eventsOf("RPOP l"), "rpop del");
  EXPECT_EQ(eventsOf("ZADD z 1 a 2 b"), "zadd");
  EXPECT_EQ(eventsOf("ZMPOP 1 z MAX"), "zpopmax");
  EXPECT_EQ(eventsOf("ZINCRBY z 1 a"), "zincr");
  EXPECT_EQ(eventsOf("SADD s a"), "sadd");
  EXPECT_EQ(eventsOf("SMOVE s t a"), "srem del sadd");
  EXPECT_EQ(eventsOf("HSET h a 1"), "hset");
  EXPECT_EQ(eventsOf("PEXPIRE h 10"), "expire");
  clock_.advanceMs(11);
  EXPECT_EQ(eventsOf("GET h"), "expired");
}

}  // namespace
}  // namespace connection
