#include "script/script_engine.h"

#include <gtest/gtest.h>

#include "engine_fixture.h"
#include "redis/keyspace/keyspace.h"
#include "script/backend.h"
#include "script/script_cache.h"

namespace {

using redis::Reply;
using script::RunStatus;

/// The text with the digest of the script replaced: it is checked with the cache.
std::string withoutSha(std::string text) {
  const size_t at = text.find(" script: ");
  return at == std::string::npos ? text : text.replace(at + 9, 40, "SHA");
}

TEST(ScriptEngine, AnswersErrorsAsRedis) {
  struct Case {
    const char* name;
    const char* source;
    const char* reply;
  };
  const Case cases[] = {
      {"syntax", "x =",
       "ERR Error compiling script (new function): user_script:1: unexpected symbol near '<eof>'"},
      {"run time", "local a return a.b",
       "ERR user_script:1: attempt to index local 'a' (a nil value) script: SHA, on "
       "@user_script:1."},
      {"unknown global", "return y",
       "ERR user_script:1: Script attempted to access nonexistent global variable 'y' script: SHA, "
       "on "
       "@user_script:1."},
      {"line of the call", "\n\nreturn redis.call('SET','a')",
       "ERR Wrong number of args calling Redis command from script script: SHA, on "
       "@user_script:3."},
      {"error table", "error({err='MY x'})", "MY x script: SHA, on @user_script:1."},
      {"error value", "error(true)", "ERR true script: SHA, on @user_script:1."},
      {"returned error", "return {err='MY x'}", "MY x"},
      // Redis 7.0.15 does not survive this one.
      {"table without text", "error({})", "ERR unknown error script: SHA, on @user_script:1."},
  };
  EngineFixture fixture;
  for (const Case& test : cases) {
    SCOPED_TRACE(test.name);
    EXPECT_EQ(withoutSha(fixture.eval(test.source)), std::string("(error) ") + test.reply);
  }
}

TEST(ScriptEngine, KnowsAsManyCommandsAsTheReference) {
  EngineFixture fixture;
  EXPECT_EQ(fixture.run("COMMAND COUNT"), "(integer) 240");
}

TEST(ScriptEngine, ReportsCodeMessageAndLine) {
  EngineFixture fixture;
  ASSERT_TRUE(fixture.start("\nredis.call('INCR')").isOk());
  EXPECT_EQ(fixture.engine().run(1000), RunStatus::Finished);
  EXPECT_TRUE(fixture.engine().result().failed);
  EXPECT_EQ(fixture.engine().result().errorCode, "ERR");
  EXPECT_EQ(fixture.engine().result().errorLine, 2u);

  ASSERT_TRUE(fixture.start("return 1\nx").isOk());
  EXPECT_EQ(fixture.engine().status(), RunStatus::Finished);
  EXPECT_EQ(fixture.engine().result().errorCode, "SYNTAX");
  EXPECT_EQ(fixture.engine().result().errorLine, 2u);
}

TEST(ScriptEngine, RunsInSlices) {
  EngineFixture fixture;
  ASSERT_TRUE(fixture.start("local n = 0 for i = 1, 100000 do n = n + 1 end return n").isOk());
  int slices = 0;
  while (fixture.engine().run(1000) == RunStatus::Running) ++slices;
  EXPECT_GE(slices, 90);
  EXPECT_EQ(fixture.engine().result().reply, Reply::integer(100000));
  EXPECT_GE(fixture.engine().statistics().instructions, 100000u);
}

TEST(ScriptEngine, StopsAnEndlessLoop) {
  EngineFixture fixture;
  ASSERT_TRUE(fixture.start("while true do end").isOk());
  EXPECT_EQ(fixture.engine().run(1000), RunStatus::Running);
  fixture.engine().stop();
  EXPECT_EQ(fixture.engine().status(), RunStatus::Stopped);
  EXPECT_EQ(fixture.eval("return 'alive'"), "\"alive\"");
}

TEST(ScriptEngine, KillsOnlyScriptsThatDidNotWrite) {
  EngineFixture fixture;
  EXPECT_EQ(fixture.run("SCRIPT KILL"), "(error) NOTBUSY No scripts in execution right now.");
  ASSERT_TRUE(fixture.start("while true do pcall(function() while true do end end) end").isOk());
  fixture.engine().run(1000);
  EXPECT_EQ(fixture.run("PING"),
            "(error) BUSY Redis is busy running a script. You can only call SCRIPT KILL or "
            "SHUTDOWN NOSAVE.");
  EXPECT_EQ(fixture.run("EVAL 'return 1' 0").substr(0, 12), "(error) BUSY");
  EXPECT_EQ(fixture.run("SCRIPT KILL"), "OK");
  EXPECT_EQ(fixture.engine().run(1000), RunStatus::Finished);
  const std::string text = fixture.engine().result().errorMessage;
  EXPECT_EQ(text.substr(0, 54), "ERR Script killed by user with SCRIPT KILL... script: ");
  EXPECT_EQ(text.substr(94), ", on @user_script:1.");

  ASSERT_TRUE(fixture.start("redis.call('SET','x','1') while true do end").isOk());
  fixture.engine().run(1000);
  EXPECT_EQ(fixture.run("SCRIPT KILL").substr(0, 18), "(error) UNKILLABLE");
  EXPECT_FALSE(fixture.engine().kill());
  fixture.engine().stop();
  EXPECT_EQ(fixture.run("GET x"), "\"1\"");
}

TEST(ScriptEngine, EndsScriptsAtTheLimitOfInstructions) {
  script::EngineLimits limits;
  limits.budgetInstructions = 5000;
  EngineFixture fixture(limits);
  EXPECT_EQ(fixture.eval("for i = 1, 4000 do end return 'short'"), "\"short\"");
  EXPECT_EQ(fixture.eval("for i = 1, 6000 do end return 'long'").substr(0, 13), "(error) LIMIT");
  EXPECT_EQ(fixture.engine().result().errorCode, "LIMIT");
  EXPECT_EQ(fixture.eval("return pcall(function() while true do end end)").substr(0, 13),
            "(error) LIMIT");
  EXPECT_EQ(fixture.eval("return 1"), "(integer) 1");
}

TEST(ScriptEngine, TellsTheMemoryThatScriptsHold) {
  EngineFixture fixture;
  const auto machineBytes = [&fixture] {
    const std::string info = fixture.call({"INFO", "memory"}).text();
    constexpr std::string_view kField = "\r\nused_memory_vm_eval:";
    return std::stoll(info.substr(info.find(kField) + kField.size()));
  };
  fixture.eval("return #string.rep('x', 10)");
  const long long before = machineBytes();
  EXPECT_GT(before, 1000);
  // Nothing stays of a run; what a script is compiled to stays.
  fixture.eval("local t = {} for i = 1, 1000 do t[i] = {i} end return #string.rep('x', 10)");
  EXPECT_LT(machineBytes(), before + 10'000);
  // A script sees what it has used so far.
  EXPECT_GT(std::stoll(fixture
                           .call({"EVAL",
                                  "local s = string.rep('x', 100000) local info = "
                                  "redis.call('INFO', 'memory') return "
                                  "info:match('used_memory_vm_eval:(%d+)')",
                                  "0"})
                           .text()),
            before + 100'000);
}

TEST(ScriptEngine, CachesScripts) {
  EngineFixture fixture;
  EXPECT_EQ(fixture.run("SCRIPT LOAD 'return 1'"), "\"e0e1f9fabfc9d4800c877a703b823ac0578ff8db\"");
  EXPECT_EQ(fixture.run("EVALSHA E0E1F9FABFC9D4800C877A703B823AC0578FF8DB 0"), "(integer) 1");
  EXPECT_EQ(fixture.run("SCRIPT EXISTS e0e1f9fabfc9d4800c877a703b823ac0578ff8db x"),
            "1) (integer) 1\n2) (integer) 0");
  EXPECT_EQ(fixture.run("SCRIPT FLUSH"), "OK");
  EXPECT_EQ(fixture.run("EVALSHA e0e1f9fabfc9d4800c877a703b823ac0578ff8db 0"),
            "(error) NOSCRIPT No matching script. Please use EVAL.");
  EXPECT_EQ(fixture.run("EVAL 'return 2' 0"), "(integer) 2");
  EXPECT_EQ(fixture.run("EVALSHA 7f923f79fe76194c868d7e1d0820de36700eb649 0"), "(integer) 2");
}

TEST(ScriptEngine, KeepsTheSessionOfTheCaller) {
  EngineFixture fixture;
  EXPECT_EQ(fixture.eval("redis.setresp(3) redis.call('SELECT',4) redis.call('SET','x','y')"),
            "(nil)");
  EXPECT_EQ(fixture.run("GET x"), "(nil)");
  EXPECT_EQ(fixture.run("SELECT 4"), "OK");
  EXPECT_EQ(fixture.run("GET x"), "\"y\"");
  EXPECT_EQ(fixture.eval("return redis.call('GET','x')"), "\"y\"");
}

// Lengths of redis-server 7.0.15, where tables of replies grow element by element.
TEST(ScriptEngine, GivesRepliesWithHolesTheLengthsOfRedis) {
  struct Row {
    const char* keys;
    const char* length;
  };
  constexpr Row kRows[] = {
      {"'n','n','k'", "(integer) 0"},
      {"'k','n','k'", "(integer) 1"},
      {"'k','k','n','k'", "(integer) 4"},
      {"'k','k','n','k','n'", "(integer) 4"},
  };
  EngineFixture fixture;
  fixture.run("SET k v");
  for (const Row& row : kRows) {
    EXPECT_EQ(
        fixture.eval("redis.setresp(3) return #redis.call('MGET'," + std::string(row.keys) + ")"),
        row.length)
        << row.keys;
  }
  EXPECT_EQ(fixture.eval("local v = redis.call('MGET','k','k','k') v[2] = nil return #v"),
            "(integer) 1");
}

TEST(ScriptEngine, DoesNotLeakStateBetweenScripts) {
  EngineFixture fixture;
  for (const char* source : {"leaked = 1", "_G.leaked = 1", "redis.leaked = 1", "KEYS = {}",
                             "getmetatable(_G).__index = nil", "string.leaked = 1"}) {
    SCOPED_TRACE(source);
    EXPECT_NE(fixture.eval(source).find("Attempt to modify a readonly table"), std::string::npos);
  }
  fixture.eval("KEYS[1] = 'changed' ARGV.extra = 1");
  EXPECT_EQ(fixture.eval("return {#KEYS, tostring(ARGV.extra)}"), "1) (integer) 0\n2) \"nil\"");
}

TEST(ScriptEngine, FreezesTimeDuringAScript) {
  EngineFixture fixture;
  fixture.run("SET k v PX 10");
  ASSERT_TRUE(fixture.start("for i = 1, 10000 do end return redis.call('EXISTS','k')").isOk());
  EXPECT_EQ(fixture.engine().run(10), RunStatus::Running);
  fixture.clock().advanceMs(100);
  while (fixture.engine().run(1000) == RunStatus::Running) {
  }
  EXPECT_EQ(fixture.engine().result().reply, Reply::integer(1));
  EXPECT_EQ(fixture.run("EXISTS k"), "(integer) 0");
}

TEST(ScriptEngine, ThawsTimeWhenAScriptIsStopped) {
  EngineFixture fixture;
  fixture.run("SET k v PX 10");
  ASSERT_TRUE(fixture.start("while true do end").isOk());
  fixture.engine().run(10);
  fixture.engine().stop();
  fixture.clock().advanceMs(100);
  EXPECT_EQ(fixture.run("EXISTS k"), "(integer) 0");
}

TEST(ScriptEngine, ResetEmptiesEverything) {
  EngineFixture fixture;
  fixture.run("SET a 1");
  fixture.run("SCRIPT LOAD 'return 1'");
  fixture.eval("redis.log(redis.LOG_NOTICE, 'text')");
  fixture.engine().reset();
  EXPECT_EQ(fixture.run("DBSIZE"), "(integer) 0");
  EXPECT_EQ(fixture.engine().scripts().size(), 0u);
  EXPECT_TRUE(fixture.engine().log().isEmpty());
}

TEST(ScriptEngine, WritesTheLog) {
  EngineFixture fixture;
  fixture.eval("redis.log(redis.LOG_WARNING, 'a', 1.5, {}, nil, 'b') redis.log('0', 'x\\0y')");
  const std::vector<script::LogEntry> entries = fixture.engine().log().take();
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0].level, script::LogLevel::Warning);
  EXPECT_EQ(entries[0].text, "a 1.5 b");
  EXPECT_EQ(entries[1].level, script::LogLevel::Debug);
  EXPECT_EQ(entries[1].text, "x");
}

TEST(ScriptEngine, RefusesASecondRun) {
  EngineFixture fixture;
  ASSERT_TRUE(fixture.start("while true do end").isOk());
  EXPECT_EQ(fixture.start("return 1").code(), base::StatusCode::WrongState);
  EXPECT_EQ(fixture.engine().startPlain({}).code(), base::StatusCode::WrongState);
}

/// Answers later, as a host that asks a real server.
class SlowBackend final : public script::RedisBackend {
 public:
  script::CallOutcome call(const script::ScriptCall& call, uint32_t ticket, Reply&) override {
    asked_ = base::Bytes(call.argv[0]);
    ticket_ = ticket;
    return script::CallOutcome::Pending;
  }
  bool knows(std::span<const base::BytesView>) override { return true; }

  base::Bytes asked_;
  uint32_t ticket_ = 0;
};

TEST(ScriptEngine, WaitsForABackendThatAnswersLater) {
  EngineFixture fixture;
  SlowBackend backend;
  fixture.engine().setBackend(&backend);
  ASSERT_TRUE(fixture
                  .start("local a = redis.call('first') local ok, e = pcall(redis.call, 'second') "
                         "return {a, e}")
                  .isOk());
  ASSERT_EQ(fixture.engine().run(1000), RunStatus::AwaitingReply);
  EXPECT_EQ(backend.asked_, "first");
  EXPECT_FALSE(fixture.engine().deliver(backend.ticket_ + 1, Reply::integer(1)).isOk());
  ASSERT_TRUE(fixture.engine().deliver(backend.ticket_, Reply::integer(7)).isOk());
  ASSERT_EQ(fixture.engine().run(1000), RunStatus::AwaitingReply);
  EXPECT_EQ(backend.asked_, "second");
  ASSERT_TRUE(fixture.engine().deliver(backend.ticket_, Reply::error("ERR later")).isOk());
  ASSERT_EQ(fixture.engine().run(1000), RunStatus::Finished);
  EXPECT_EQ(script::formatReply(fixture.engine().result().reply),
            "1) (integer) 7\n2) \"ERR later\"");
}

TEST(ScriptEngine, CompilesWithoutRunning) {
  EngineFixture fixture;
  std::vector<script::CompileProblem> problems;
  EXPECT_TRUE(fixture.engine().compile("#!lua\nreturn 1", script::kScriptChunk, problems).isOk());
  EXPECT_TRUE(problems.empty());
  EXPECT_FALSE(fixture.engine().compile("local x = = 1", script::kScriptChunk, problems).isOk());
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].line, 1u);
  EXPECT_EQ(problems[0].column, 11u);
  EXPECT_EQ(problems[0].endColumn, 12u);
  EXPECT_EQ(problems[0].message, "unexpected symbol near '='");
  EXPECT_TRUE(fixture.engine().list("return 1", script::kScriptChunk).isOk());
  EXPECT_EQ(fixture.engine().list("x", script::kScriptChunk).status().code(),
            base::StatusCode::SyntaxError);
}

struct PlainOutput {
  std::string text;
  static void write(void* context, base::BytesView bytes) {
    static_cast<PlainOutput*>(context)->text += bytes;
  }
};

TEST(ScriptEngine, RunsPlainLua) {
  EngineFixture fixture;
  PlainOutput output;
  script::PlainProgram program;
  program.source =
      "#!/usr/bin/lua\nglobal = 1 print(global, arg[0], arg[1], ...) print(os ~= nil, redis)";
  program.chunkName = "@file.lua";
  program.args = {"a", "b"};
  program.host.context = &output;
  program.host.write = PlainOutput::write;
  ASSERT_TRUE(fixture.engine().startPlain(program).isOk());
  while (fixture.engine().run(100000) == RunStatus::Running) {
  }
  EXPECT_FALSE(fixture.engine().result().failed);
  EXPECT_EQ(output.text, "1\tfile.lua\ta\ta\tb\ntrue\tnil\n");
}

TEST(ScriptEngine, ReportsPlainErrorsWithATraceback) {
  EngineFixture fixture;
  script::PlainProgram program;
  program.source = "local function f() error('boom') end\nf()";
  program.chunkName = "@file.lua";
  ASSERT_TRUE(fixture.engine().startPlain(program).isOk());
  while (fixture.engine().run(100000) == RunStatus::Running) {
  }
  EXPECT_TRUE(fixture.engine().result().failed);
  const std::string message = fixture.engine().result().errorMessage;
  EXPECT_EQ(message.substr(0, message.find('\n')), "file.lua:1: boom");
  EXPECT_NE(message.find("stack traceback:"), std::string::npos);
  program.source = "x =";
  EXPECT_EQ(fixture.engine().startPlain(program).message(),
            "file.lua:1: unexpected symbol near '<eof>'");
}

}  // namespace
