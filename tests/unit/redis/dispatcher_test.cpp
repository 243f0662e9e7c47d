#include "redis/dispatcher.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "command_session.h"
#include "redis/commands/command_table.h"

namespace redis {
namespace {

class DispatcherTest : public testing::Test {
 protected:
  Reply execute(std::vector<base::BytesView> argv) { return dispatcher_.execute(argv, session_); }
  base::Bytes errorOf(std::vector<base::BytesView> argv) {
    const Reply reply = execute(std::move(argv));
    EXPECT_TRUE(reply.isError());
    return reply.text();
  }

  ManualClock clock_{1'700'000'000'000'000};
  Keyspace keyspace_{clock_};
  base::Random random_{1};
  Dispatcher dispatcher_{keyspace_, random_};
  Session session_;
};

TEST_F(DispatcherTest, FindsNamesInAnyCase) {
  EXPECT_EQ(dispatcher_.find("GeT"), dispatcher_.find("get"));
  EXPECT_NE(dispatcher_.find("get"), nullptr);
  EXPECT_EQ(dispatcher_.find("gett"), nullptr);
  EXPECT_EQ(dispatcher_.find(""), nullptr);
  // '[' and '{' differ by the bit that folds letters; they are no letters.
  EXPECT_EQ(dispatcher_.find("GE\x14"), nullptr);
}

TEST_F(DispatcherTest, RefusesAnEmptyCommand) { EXPECT_EQ(errorOf({}), "ERR empty command"); }

TEST_F(DispatcherTest, NamesWhatIsNotImplemented) {
  EXPECT_EQ(errorOf({"MIGRATE", "host", "1", "key", "0", "1"}),
            "ERR command 'migrate' is not implemented by this engine");
  EXPECT_EQ(errorOf({"SCRIPT", "DEBUG", "YES"}),
            "ERR command 'script|debug' is not implemented by this engine");
  EXPECT_EQ(errorOf({"MIGRATE"}), "ERR wrong number of arguments for 'migrate' command");
  EXPECT_EQ(errorOf({"MODULE", "FOO"}), "ERR unknown subcommand 'FOO'. Try MODULE HELP.");
}

TEST_F(DispatcherTest, AppliesTheRulesOfScripts) {
  session_.inScript = true;
  EXPECT_EQ(errorOf({"nothing"}), "ERR Unknown Redis command called from script");
  EXPECT_EQ(errorOf({"object", "nothing"}), "ERR Unknown Redis command called from script");
  EXPECT_EQ(errorOf({"get"}), "ERR Wrong number of args calling Redis command from script");
  EXPECT_EQ(errorOf({"config", "get", "x"}), "ERR This Redis command is not allowed from script");
  EXPECT_EQ(errorOf({"blpop", "l", "0"}), "ERR This Redis command is not allowed from script");
  EXPECT_EQ(execute({"set", "k", "v"}), Reply::ok());
  session_.readOnlyScript = true;
  EXPECT_EQ(errorOf({"set", "k", "w"}),
            "ERR Write commands are not allowed from read-only scripts.");
  EXPECT_EQ(errorOf({"publish", "c", "m"}),
            "ERR Write commands are not allowed from read-only scripts.");
  EXPECT_EQ(execute({"get", "k"}), Reply::bulk("v"));
}

Reply answerCommand(CommandContext& context) {
  return Reply::integer(*static_cast<int*>(context.dispatcher().extension()));
}

TEST_F(DispatcherTest, TakesCommandsOfModulesAbove) {
  static constexpr CommandSpec kTable[] = {
      {.name = "answer", .handler = answerCommand, .arity = 1, .flags = CommandFlag::Fast},
      {.name = "eval", .handler = answerCommand, .arity = -3},
  };
  const size_t count = dispatcher_.commandCount();
  int extension = 42;
  dispatcher_.setExtension(&extension, {});
  EXPECT_EQ(errorOf({"eval", "x", "0"}), "ERR command 'eval' is not implemented by this engine");
  dispatcher_.addCommands(kTable);
  EXPECT_EQ(execute({"ANSWER"}), Reply::integer(42));
  EXPECT_EQ(execute({"eval", "x", "0"}), Reply::integer(42));
  EXPECT_EQ(dispatcher_.commandCount(), count + 1);
}

TEST_F(DispatcherTest, KnowsEveryCommandOfTheReference) {
  // 240 as COMMAND COUNT of redis-server 7.0.15, without FUNCTION, FCALL and FCALL_RO (see
  // ScriptEngine); WAITAOF of 7.2, and nine of 7.4.
  EXPECT_EQ(dispatcher_.commandCount(), 240u - 3 + 1 + 9);
  std::set<base::Bytes> names;
  for (const CommandSpec* spec : dispatcher_.commands()) {
    EXPECT_TRUE(names.insert(spec->fullName()).second) << spec->name;
    EXPECT_TRUE(spec->handler != nullptr || !spec->subcommands.empty() ||
                spec->has(CommandFlag::NotImplemented))
        << spec->name;
  }
}

TEST_F(DispatcherTest, DocumentsEveryImplementedCommand) {
  const auto check = [](const CommandSpec& spec) {
    if (spec.handler != nullptr) {
      EXPECT_STRNE(spec.summary, "") << spec.fullName();
      EXPECT_STRNE(spec.complexity, "") << spec.fullName();
    }
  };
  for (const CommandSpec* spec : dispatcher_.commands()) {
    check(*spec);
    for (const CommandSpec& subcommand : spec->subcommands) {
      check(subcommand);
    }
  }
}

TEST_F(DispatcherTest, DumpsItsTableAsJson) {
  const base::Bytes json = dispatcher_.commandsJson();
  EXPECT_NE(json.find("{\"name\":\"getset\",\"summary\":\"Sets a string and returns the one it "
                      "replaces.\",\"since\":\"1.0.0\","
                      "\"group\":\"string\",\"complexity\":\"O(1)\",\"arity\":3,\"syntax\":\"key "
                      "value\",\"flags\":[\"write\","
                      "\"denyoom\",\"fast\"],\"acl\":[\"write\",\"string\",\"fast\"],\"keys\":[1,1,"
                      "1],\"implemented\":true,"
                      "\"subcommands\":[]}"),
            base::Bytes::npos);
  EXPECT_NE(json.find("{\"name\":\"object|encoding\","), base::Bytes::npos);
  EXPECT_NE(json.find("\"implemented\":false"), base::Bytes::npos);
}

TEST(Dispatcher, TimeReadsTheClockAndLeavesKeysAlone) {
  CommandSession session;
  EXPECT_EQ(session.run("TIME"), "[\"1700000000\", \"0\"]");
}

TEST(Dispatcher, InfoHasWhatClientsLookFor) {
  CommandSession session;
  session.run("SET a 1 EX 10");
  const std::string info = session.execute({"INFO"}).text();
  for (const char* field :
       {"redis_version:7.0.15\r\n", "redis_mode:standalone\r\n", "maxmemory_policy:noeviction\r\n",
        "role:master\r\n", "cluster_enabled:0\r\n", "db0:keys=1,expires=1,avg_ttl=10000\r\n"}) {
    EXPECT_NE(info.find(field), std::string::npos) << field;
  }
  EXPECT_EQ(session.execute({"INFO", "nothing"}), Reply::verbatim("txt", ""));
  EXPECT_EQ(session.execute({"INFO", "cluster"}),
            Reply::verbatim("txt", "# Cluster\r\ncluster_enabled:0\r\n"));
}

TEST(Dispatcher, HelloChoosesTheProtocol) {
  CommandSession session;
  const Reply hello = session.execute({"HELLO", "3"});
  EXPECT_EQ(hello.kind(), ReplyKind::Map);
  EXPECT_EQ(session.session().respVersion, 3);
  EXPECT_EQ(session.execute({"HELLO", "4"}), Reply::error("NOPROTO unsupported protocol version"));
  EXPECT_EQ(session.execute({"HELLO", "x"}),
            Reply::error("ERR Protocol version is not an integer or out of range"));
  EXPECT_EQ(session.execute({"HELLO", "2", "SETNAME", "me"}).kind(), ReplyKind::Map);
  EXPECT_EQ(session.session().name, "me");
  EXPECT_EQ(session.session().respVersion, 2);
  EXPECT_EQ(session.execute({"HELLO", "2", "FOO"}),
            Reply::error("ERR Syntax error in HELLO option 'FOO'"));
  session.execute({"QUIT"});
  EXPECT_TRUE(session.session().closeRequested);
}

}  // namespace
}  // namespace redis
