#include "script/script_debugger.h"

#include <gtest/gtest.h>

#include <string>

#include "engine_fixture.h"

namespace script {
namespace {

class Debugged {
 public:
  explicit Debugged(const std::string& source) : debugger_(fixture_.engine()) {
    const std::vector<base::BytesView> argv = {"EVAL", source, "1", "key"};
    EXPECT_TRUE(debugger_.start(argv, {0, 2, "default"}).isOk());
    run();
  }

  ScriptDebugger& debugger() { return debugger_; }
  std::string reply() { return formatReply(fixture_.engine().result().reply); }
  std::string command(const std::string& line) { return fixture_.run(line); }
  bool isStopped() { return fixture_.engine().status() == RunStatus::AwaitingReply; }

  void run() {
    while (fixture_.engine().run(100) == RunStatus::Running) {
    }
  }
  void step() { goOn(ScriptDebugger::Pace::Step, {}); }
  void goOn(ScriptDebugger::Pace pace, std::vector<uint32_t> breakpoints) {
    debugger_.goOn(pace, std::move(breakpoints));
    run();
  }
  /// Texts of the report, each in brackets, after the reason and the line if the script is stopped.
  std::string report() {
    ScriptDebugger::Report report = debugger_.takeReport();
    std::string text =
        isStopped() ? std::string(report.reason) + " " + std::to_string(report.line) : "ended";
    for (const ScriptDebugger::Entry& entry : report.entries) text += " [" + entry.text + "]";
    return text;
  }
  std::string evaluate(const std::string& code) {
    debugger_.evaluate(code);
    run();
    return report();
  }
  std::string print(const std::string& name) {
    base::Bytes text;
    return debugger_.print(name, text) ? text : "none";
  }

 private:
  EngineFixture fixture_;
  ScriptDebugger debugger_;
};

TEST(ScriptDebugger, StopsAtEachLineOfAStep) {
  Debugged run("local a = 1\nlocal b = 2\nreturn a + b");
  EXPECT_EQ(run.report(), "step 1");
  run.step();
  EXPECT_EQ(run.report(), "step 2");
  run.step();
  run.step();
  EXPECT_EQ(run.report(), "ended");
  EXPECT_EQ(run.reply(), "(integer) 3");
}

TEST(ScriptDebugger, StopsAtBreakpointsAndWhereTheScriptSays) {
  Debugged run("local a = 0\nfor i = 1, 2 do\n  a = a + i\nend\nredis.breakpoint()\nreturn a");
  run.goOn(ScriptDebugger::Pace::Continue, {3});
  EXPECT_EQ(run.report(), "breakpoint 3");
  run.goOn(ScriptDebugger::Pace::Continue, {});
  EXPECT_EQ(run.report(), "call 6");
}

TEST(ScriptDebugger, NotesCommandsOfAStepOnly) {
  Debugged run("redis.call('SET', KEYS[1], 'v')\nredis.call('GET', KEYS[1])\nreturn 1");
  run.step();
  EXPECT_EQ(run.report(), "step 2 [<redis> SET key v] [2+OK\r\n]");
  run.goOn(ScriptDebugger::Pace::Continue, {});
  EXPECT_EQ(run.report(), "ended");
}

TEST(ScriptDebugger, NotesErrorsOfTheLibraryBeforeReplies) {
  Debugged run(
      "redis.pcall('INCRBY', KEYS[1], 'x')\nredis.pcall('nosuch')\nredis.pcall()\nreturn 1");
  run.step();
  EXPECT_EQ(run.report(),
            "step 2 [<redis> INCRBY key x] [<error> -ERR value is not an integer or out of range] "
            "[2-ERR value is not an integer or out of range\r\n]");
  run.step();
  EXPECT_EQ(run.report(),
            "step 3 [<redis> nosuch] [<error> Unknown Redis command called from script]");
  run.step();
  EXPECT_EQ(run.report(),
            "step 4 [<error> Please specify at least one argument for this redis lib call]");
}

TEST(ScriptDebugger, EvaluatesInTheFrameAtWhichTheScriptStopped) {
  Debugged run(
      "local outer = 5\nlocal function f(n)\n  local inner = n * 2\n  return inner + outer\nend\n"
      "return f(4)");
  run.goOn(ScriptDebugger::Pace::Continue, {4});
  run.report();
  EXPECT_EQ(run.evaluate("inner + n"), "breakpoint 4 [<retval> 12]");
  EXPECT_EQ(run.evaluate("outer"), "breakpoint 4 [<retval> 5]");
  EXPECT_EQ(run.evaluate("inner = 100"), "breakpoint 4 [<retval> nil]");
  EXPECT_EQ(run.evaluate("nosuch"),
            "breakpoint 4 [<error> ldb_eval:1: Script attempted to access nonexistent global "
            "variable 'nosuch']");
  run.goOn(ScriptDebugger::Pace::Continue, {});
  EXPECT_EQ(run.reply(), "(integer) 105");
}

TEST(ScriptDebugger, SurvivesWhatIsEvaluated) {
  Debugged run("local t = {}\nreturn 'end'");
  run.step();
  run.report();
  EXPECT_EQ(run.evaluate("error({1})"), "step 2 [<error> ERR unknown error]");
  EXPECT_EQ(run.evaluate("redis.call('nosuch')"),
            "step 2 [<error> ERR Unknown Redis command called from script]");
  EXPECT_EQ(run.evaluate("local function f() return f() + 1 end return f()").substr(0, 24),
            "step 2 [<error> ldb_eval");
  EXPECT_EQ(run.evaluate("for i = 1, 20 do t[i] = t end return 1"), "step 2 [<retval> 1]");
  EXPECT_LT(run.print("t").size(), size_t{2} << 20);
  EXPECT_EQ(run.evaluate("end return function() return 2"),
            "step 2 [<error> ldb_eval:1: '<eof>' expected near 'end']");
  run.step();
  EXPECT_EQ(run.reply(), "\"end\"");
}

TEST(ScriptDebugger, ShowsVariablesAndFunctionsThatAreActive) {
  Debugged run(
      "local function add(x, y)\n  local z = x + y\n  return z\nend\nlocal s = add(1, 2.5)\nreturn "
      "s");
  run.goOn(ScriptDebugger::Pace::Continue, {3});
  std::string locals;
  for (const auto& variable : run.debugger().locals())
    locals += variable.name + "=" + variable.value + ";";
  EXPECT_EQ(locals, "x=1;y=2.5;z=3.5;");
  EXPECT_EQ(run.print("z"), "3.5");
  EXPECT_EQ(run.print("KEYS"), "{\"key\"}");
  EXPECT_EQ(run.print("s"), "none");
  const auto activations = run.debugger().activations();
  ASSERT_EQ(activations.size(), 2u);
  EXPECT_EQ(activations[0].name + std::to_string(activations[0].line), "add3");
  EXPECT_EQ(activations[1].name + std::to_string(activations[1].line), "5");
}

TEST(ScriptDebugger, RaisesAnErrorAtTheLine) {
  Debugged run("local a = 1\nreturn a");
  run.debugger().fail("script aborted for user request");
  run.run();
  EXPECT_EQ(run.report(), "ended");
  EXPECT_EQ(run.reply().substr(0, 52), "(error) ERR script aborted for user request script: ");
  EXPECT_NE(run.reply().find("on @user_script:1."), std::string::npos);
}

TEST(ScriptDebugger, StopsALongRun) {
  Debugged run("while true do end");
  run.debugger().goOn(ScriptDebugger::Pace::Continue, {});
  run.debugger().stopLongRun();
  run.run();
  EXPECT_EQ(run.report(), "timeout 1");
}

TEST(ScriptDebugger, LeavesAnEngineThatWorks) {
  EngineFixture fixture;
  {
    ScriptDebugger debugger(fixture.engine());
    const std::vector<base::BytesView> argv = {"EVAL", "return redis.call('SET', 'k', 'v')", "0"};
    ASSERT_TRUE(debugger.start(argv, {0, 2, "default"}).isOk());
    ASSERT_EQ(fixture.engine().run(1000), RunStatus::AwaitingReply);
  }
  EXPECT_EQ(fixture.run("GET k"), "(nil)");
  EXPECT_EQ(fixture.eval("redis.debug(1) return redis.breakpoint()"), "(nil)");
  EXPECT_EQ(fixture.eval("return redis.call('SET', 'k', 'v')"), "OK");
}

}  // namespace
}  // namespace script
