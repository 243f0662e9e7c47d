#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <string>

#include "engine_fixture.h"
#include "redis/keyspace/keyspace.h"
#include "vm/machine.h"

/// Limits: what ends a run or fails in it, on both sides of the limit; that nothing escapes; and
/// that the same engine goes on as before, however often.
namespace script {
namespace {

#if defined(FERROUS_STRESS_GC)
constexpr int kRepetitions = 100;
#elif defined(__SANITIZE_ADDRESS__)
constexpr int kRepetitions = 1000;
#else
constexpr int kRepetitions = 10'000;
#endif

lua::HostAnswer endRun(void* asked) {
  ++*static_cast<int*>(asked);
  return lua::HostAnswer::EndRun;
}

class Limited {
 public:
  explicit Limited(const EngineLimits& limits) : engine_(limits) {}

  std::string eval(const std::string& script) { return engine_.eval(script); }
  LimitKind limit() { return engine_.engine().result().limit; }
  ScriptEngine& engine() { return engine_.engine(); }

  /// Lets every native that works on after its slice end.
  void endOverdrawing() { engine().setWatch({endRun, &asked_}); }
  int asked() const { return asked_; }

  /// Runs a script in slices; the most units that one of them took.
  uint64_t longestSlice(const std::string& script, uint64_t slice) {
    EXPECT_TRUE(engine_.start(script).isOk());
    uint64_t longest = 0, before = 0;
    while (engine().run(slice) == RunStatus::Running) {
      const uint64_t now = engine().statistics().instructions;
      longest = std::max(longest, now - before);
      before = now;
    }
    return longest;
  }

 private:
  EngineFixture engine_;
  int asked_ = 0;
};

uint64_t heapAfterCollection(ScriptEngine& engine) {
  engine.machine().collectGarbage();
  engine.machine().collectGarbage();
  return engine.machine().heap().bytesInUse();
}

/// Heap of an engine that has run a script, to set tight limits of memory.
uint64_t emptyHeap() {
  EngineFixture fixture;
  fixture.eval("return 1");
  return heapAfterCollection(fixture.engine());
}

// ---- each limit, many times ----

struct Repeated {
  const char* name;
  EngineLimits limits;
  const char* script;
  const char* answer;  ///< begins with it
  LimitKind limit;
};

EngineLimits memoryLimit(lua::MemoryPolicy policy) {
  EngineLimits limits;
  limits.memoryBytes = emptyHeap() + 100'000;
  limits.memoryPolicy = policy;
  return limits;
}

const Repeated kRepeated[] = {
    {"instructions",
     {.budgetInstructions = 300},
     "while true do end",
     "(error) LIMIT Script used up its budget of instructions script: ",
     LimitKind::Instructions},
    {"instructions within pcall",
     {.budgetInstructions = 300},
     "while true do pcall(function() while true do end end) end",
     "(error) LIMIT Script used up its budget of instructions script: ",
     LimitKind::Instructions},
    {"instructions within coroutines",
     {.budgetInstructions = 300},
     "while true do coroutine.wrap(function() while true do coroutine.wrap(function() end)() end "
     "end)() end",
     "(error) LIMIT Script used up its budget of instructions script: ",
     LimitKind::Instructions},
    {"instructions within a pattern",
     {.budgetInstructions = 300},
     "return string.find(string.rep('a', 300), '.-.-.-.-b')",
     "(error) LIMIT Script used up its budget of instructions script: ",
     LimitKind::Instructions},
    {"memory as an error", memoryLimit(lua::MemoryPolicy::RaiseError),
     "local t = {} while true do t[#t + 1] = {} end", "(error) ERR not enough memory",
     LimitKind::None},
    {"memory as an end", memoryLimit(lua::MemoryPolicy::EndRun),
     "pcall(function() local t = {} while true do t[#t + 1] = {} end end) return 'caught'",
     "(error) LIMIT Script used up its memory", LimitKind::Memory},
    {"memory by one string", memoryLimit(lua::MemoryPolicy::RaiseError), "return ('x'):rep(1e6)",
     "(error) ERR not enough memory", LimitKind::None},
    {"string",
     {.stringBytes = 1000},
     "return ('x'):rep(1001)",
     "(error) ERR not enough memory",
     LimitKind::None},
    {"stack",
     {.stackDepth = 50},
     "local function f() return 1 + f() end return f()",
     "(error) ERR user_script:1: stack overflow",
     LimitKind::None},
    {"output",
     {.outputBytes = 100},
     "while true do pcall(redis.log, 2, 'twenty bytes of text') end",
     "(error) LIMIT Script wrote too much output",
     LimitKind::Output},
};

TEST(Limits, LeaveTheEngineAsItWasHoweverOften) {
  for (const Repeated& test : kRepeated) {
    SCOPED_TRACE(test.name);
    Limited limited(test.limits);
    uint64_t before = 0;
    for (int round = 0; round < kRepetitions; ++round) {
      const std::string answer = limited.eval(test.script);
      ASSERT_EQ(answer.substr(0, std::string(test.answer).size()), test.answer);
      ASSERT_EQ(limited.limit(), test.limit);
      ASSERT_EQ(limited.eval("return 1"), "(integer) 1");
      limited.engine().log().clear();
      if (round == 20) before = heapAfterCollection(limited.engine());
    }
    EXPECT_EQ(heapAfterCollection(limited.engine()), before);
  }
}

TEST(Limits, AllowWhatStaysBelow) {
  EXPECT_EQ(Limited({.stringBytes = 1000}).eval("return #('x'):rep(1000)"), "(integer) 1000");
  EXPECT_EQ(Limited({.outputBytes = 100})
                .eval("for i = 1, 5 do redis.log(2, 'twenty bytes of text') end return 7"),
            "(integer) 7");
  EXPECT_EQ(Limited({.budgetInstructions = 300}).eval("for i = 1, 250 do end return 7"),
            "(integer) 7");
  EXPECT_EQ(
      Limited({.stackDepth = 50})
          .eval(
              "local function f(n) if n == 0 then return 7 end return (f(n - 1)) end return f(40)"),
      "(integer) 7");
}

TEST(Limits, CollectBeforeTheySayThatMemoryIsNotEnough) {
  EngineLimits limits;
  limits.memoryBytes = emptyHeap() + 1'000'000;
  EXPECT_EQ(Limited(limits).eval(
                "local s = 'x' for i = 1, 500 do s = ('x'):rep(400000 + i) end return #s"),
            "(integer) 400500");
  EXPECT_EQ(Limited(limits).eval(
                "local s, u = 'x', ('x'):rep(200000) for i = 1, 500 do s = u .. i end return #s"),
            "(integer) 200003");
}

TEST(Limits, AreCaughtByNobody) {
  Limited limited({.budgetInstructions = 2000});
  limited.eval(
      "while true do xpcall(function() while true do end end, function() redis.call('SET', 'k', "
      "'handled') end) end");
  EXPECT_EQ(limited.limit(), LimitKind::Instructions);
  EXPECT_EQ(limited.engine().keyspace().database(0).size(), 0u);
}

// ---- natives that work long ----

/// Line 1 prepares, line 2 is one call that works long.
constexpr const char* kLongWork[] = {
    "local s = 'x'\nreturn #s:rep(1e7)",
    "local s = ('x'):rep(1e6)\nreturn #s:upper()",
    "local s = ('x'):rep(1e6)\nreturn #s:reverse()",
    "local s = ('x'):rep(1e6)\nreturn #s:sub(2)",
    "local s = ('a'):rep(1e5)\nreturn s:find(('a'):rep(5e4) .. 'b', 1, true)",
    "local s = ('a'):rep(2e5)\nreturn s:find('.-.-.-b')",
    "local s = ('a'):rep(2e5)\nreturn s:match('(a*)*b')",
    "local s = ('a'):rep(2e5)\nreturn s:match('a*a*a*a*b')",
    "local s = ('('):rep(2e5)\nreturn s:match('%b()')",
    "local s = ('a'):rep(2e5)\nreturn s:gsub('.-b', 'x')",
    "local s = ('a'):rep(2e5)\nreturn #s:gsub('a', '%0%0%0%0%0%0%0%0%0%0')",
    "local s = ('a'):rep(2e5)\nfor w in s:gmatch('a-b') do end",
    "local s = ('x'):rep(1e6)\nreturn #('%s'):format(s)",
    "local s = ('\"'):rep(1e6)\nreturn #('%q'):format(s)",
    "local s = ('%%'):rep(1e6)\nreturn #s:format()",
    "local t = {} for i = 1, 5e4 do t[i] = i end\nreturn #table.concat(t)",
    "local t = {} for i = 1, 5e4 do t[i] = (i * 7919) % 50021 end\nreturn table.sort(t)",
    "local t = {} for i = 1, 300 do t[i] = ('x'):rep(1000) .. i end\nreturn table.sort(t)",
    "local t = {}\ntable.insert(t, -2^31, 1)",
    "local t = {} for i = 1, 1e5 do t[i] = i end\nreturn table.maxn(t)",
    "local t = {} for i = 1, 5e4 do t[i] = i end\nreturn #cjson.encode(t)",
    "local s = '[' .. ('1,'):rep(5e4) .. '1]'\nreturn #cjson.decode(s)",
    "local s = ('x'):rep(1e6)\nreturn #cjson.encode(s)",
    "local t = {} for i = 1, 5e4 do t[i] = i end\nreturn #cmsgpack.pack(t)",
    "local t = cmsgpack.pack({('x'):rep(1e6)})\nreturn #cmsgpack.unpack(t)",
    "local s = ('x'):rep(1e6)\nreturn #struct.pack('s', s)",
    "local s = ('b'):rep(1e5)\nreturn struct.size(s)",
    "local s = ('x'):rep(1e6)\nreturn #struct.unpack('c1000000', s)",
    "local s = 'return 1' .. (' '):rep(1e5)\nreturn loadstring(s)",
};

TEST(Limits, EndNativesFromWithin) {
  for (const char* script : kLongWork) {
    SCOPED_TRACE(script);
    Limited limited({});
    ASSERT_TRUE(limited.eval("return 1") == "(integer) 1");
    // Slices in which line 1 fits, and line 2 does not.
    const std::vector<base::BytesView> argv = {"EVAL", script, "0"};
    ASSERT_TRUE(limited.engine().start(argv).isOk());
    ASSERT_EQ(limited.engine().run(1), RunStatus::Running);
    lua::Machine& machine = limited.engine().machine();
    while (limited.engine().status() == RunStatus::Running &&
           machine.currentLine(machine.mainCoroutine(),
                               machine.mainCoroutine()->frames.size() - 1) < 2) {
      limited.engine().run(1);
    }
    limited.endOverdrawing();
    for (int slice = 0; slice < 100 && limited.engine().status() == RunStatus::Running; ++slice)
      limited.engine().run(1);
    EXPECT_EQ(limited.limit(), LimitKind::Time);
    EXPECT_EQ(limited.eval("return 1"), "(integer) 1");
  }
}

/// Work without a bound: natives have to give their slice back and go on later.
TEST(Limits, LetNativesGiveTheirSliceBack) {
  for (const char* script :
       {"local s = ('a'):rep(2e3)\nreturn s:find(('a'):rep(1e3) .. 'b', 1, true)",
        "local s = ('a'):rep(300)\nreturn s:find('.-.-b')",
        "local s = ('a'):rep(2e3)\nreturn s:gsub('.-b', 'x')",
        "local s = ('a'):rep(1e5)\nreturn #s:gsub('a', 'bb')",
        "local t = {}\ntable.insert(t, -2e5, 1) return t[-2e5]",
        "local t = {} for i = 0, 18 do t[2^i] = 1 end\nreturn table.remove(t, 1)",
        "local t = {} for i = 1, 2e4 do t[i] = (i * 7919) % 20021 end\n"
        "table.sort(t) for i = 2, 2e4 do assert(t[i - 1] <= t[i]) end return 1",
        "local t = {} for i = 1, 2e4 do t[i] = ('x'):rep(300) .. (i * 7919) % 20021 end\n"
        "table.sort(t) for i = 2, 2e4 do assert(t[i - 1] <= t[i]) end return 1"}) {
    SCOPED_TRACE(script);
    Limited whole({}), sliced({});
    const std::string answer = whole.eval(script);
    EXPECT_LT(sliced.longestSlice(script, 100), 150'000u);
    EXPECT_EQ(formatReply(sliced.engine().result().reply), answer);
  }
}

TEST(Limits, StopAndKillWithinANative) {
  EngineFixture fixture;
  for (int round = 0; round < 50; ++round) {
    ASSERT_TRUE(fixture.start("return string.find(string.rep('a', 2e5), '.-.-.-.-b')").isOk());
    ASSERT_EQ(fixture.engine().run(1000), RunStatus::Running);
    ASSERT_EQ(fixture.engine().run(1000), RunStatus::Running);
    if (round % 2 == 0) {
      fixture.engine().stop();
      ASSERT_EQ(fixture.engine().status(), RunStatus::Stopped);
    } else {
      ASSERT_TRUE(fixture.engine().kill());
      ASSERT_EQ(fixture.engine().run(1), RunStatus::Finished);
    }
    ASSERT_EQ(fixture.eval("return 1"), "(integer) 1");
  }
}

TEST(Limits, AskTheHostDuringLoopsOfCommands) {
  Limited limited({});
  limited.endOverdrawing();
  limited.eval("while true do redis.call('PING') end");
  EXPECT_EQ(limited.limit(), LimitKind::Time);
  EXPECT_EQ(limited.asked(), 1);
}

TEST(Limits, HoldForPlainProgramsToo) {
  Limited limited({.budgetInstructions = 500, .outputBytes = 50});
  const auto run = [&](const char* source) {
    PlainProgram program;
    program.source = source;
    program.chunkName = "@program.lua";
    EXPECT_TRUE(limited.engine().startPlain(program).isOk());
    while (limited.engine().run(100) == RunStatus::Running) {
    }
    return std::string(limited.engine().result().errorMessage);
  };
  EXPECT_EQ(run("while true do end"), "LIMIT Script used up its budget of instructions");
  EXPECT_EQ(limited.engine().result().errorLine, 1u);
  EXPECT_EQ(run("\nwhile true do print('0123456789') end"), "LIMIT Script wrote too much output");
  EXPECT_EQ(run("print('fine')"), "");
}

}  // namespace
}  // namespace script
