#include <gtest/gtest.h>

#include <string>

#include "compiler/compiler.h"
#include "redis/keyspace/clock.h"
#include "script/command_line.h"
#include "script/script_engine.h"
#include "stdlib/libraries.h"
#include "vm/machine.h"

/// Nothing recurses on the C++ stack: a million nested activations of each kind end in a Lua error
/// at the configured limit, and the machine runs the next script.
namespace {

base::Result<lua::CompiledModule> compileChunk(base::BytesView source, base::BytesView chunkName,
                                               uint32_t outerLevels = 0) {
  lua::CompileOptions options;
  options.chunkName = chunkName;
  options.outerLevels = outerLevels;
  lua::CompileResult result = lua::compile(source, options);
  if (!result.isOk())
    return base::Status(base::StatusCode::SyntaxError, result.diagnostic->message);
  return std::move(result.module);
}

struct NestingCase {
  const char* name;
  const char* script;  ///< recurses `1e6` times through function `f`; returns how deep it came and
                       ///< the error
  const char* error;   ///< what the message contains
};

constexpr NestingCase kCases[] = {
    {"calls",
     "local n = 0 local function f() n = n + 1 if n == 1e6 then return 0 end return 1 + f() end",
     "stack overflow"},
    {"index",
     "local n = 0 local f local t = setmetatable({}, {__index = function() return f() end}) "
     "f = function() n = n + 1 if n == 1e6 then return 0 end return (t.x) end",
     "stack overflow"},
    {"arithmetic",
     "local n = 0 local f local t = setmetatable({}, {__add = function() return f() end}) "
     "f = function() n = n + 1 if n == 1e6 then return 0 end return (t + 1) end",
     "stack overflow"},
    {"concat",
     "local n = 0 local f local t = setmetatable({}, {__concat = function() return f() end}) "
     "f = function() n = n + 1 if n == 1e6 then return 0 end return ('a' .. t .. 'b') end",
     "stack overflow"},
    {"comparison",
     "local n = 0 local f local t = setmetatable({}, {__lt = function() return f() end}) "
     "f = function() n = n + 1 if n == 1e6 then return 0 end if t < t then return 1 end return 2 "
     "end",
     "stack overflow"},
    {"iterator",
     "local n = 0 local f f = function() n = n + 1 if n == 1e6 then return nil end for k in f do "
     "return k end end",
     "stack overflow"},
    {"pcall",
     "local n = 0 local message local f f = function() n = n + 1 if n == 1e6 then return 0 end "
     "local ok, m = pcall(f) if not ok and not message then message = m end return 0 end "
     "local g = f f = function() g() if message then error(message, 0) end end",
     "stack overflow"},
    {"sort",
     "local n = 0 local f f = function() n = n + 1 if n == 1e6 then return true end "
     "table.sort({1, 2}, function() return f() end) return true end",
     "stack overflow"},
    {"gsub",
     "local n = 0 local f f = function() n = n + 1 if n == 1e6 then return '' end return "
     "(string.gsub('x', 'x', f)) end",
     "stack overflow"},
    {"tostring",
     "local n = 0 local f local t = setmetatable({}, {__tostring = function() return f() end}) "
     "f = function() n = n + 1 if n == 1e6 then return '' end return (tostring(t)) end",
     "stack overflow"},
    {"resume",
     "local n = 0 local message local f f = function() n = n + 1 if n == 1e6 then return 0 end "
     "local ok, m = coroutine.resume(coroutine.create(f)) if not ok then message = message or m "
     "error(message, 0) end "
     "return 0 end",
     "stack overflow"},
};

class Nesting : public testing::TestWithParam<NestingCase> {};

void expectOverflow(const lua::Limits& limits, const NestingCase& test) {
  lua::LibraryHost host;
  lua::Machine machine(limits);
  lua::openPlainLibraries(machine, compileChunk, &host);
  const std::string source =
      std::string(test.script) + " local ok, message = pcall(f) return ok, tostring(message), n";
  const base::Result<lua::CompiledModule> module = compileChunk(source, "=nesting");
  ASSERT_TRUE(module.isOk()) << module.status().message();
  for (int round = 0; round < 2; ++round) {
    machine.start(lua::Value::closure(machine.load(module.value(), machine.globals())), {});
    lua::RunState state;
    while ((state = machine.run(1'000'000)) == lua::RunState::OutOfBudget) {
    }
    ASSERT_EQ(state, lua::RunState::Finished);
    const auto results = machine.results();
    ASSERT_EQ(results.size(), 3u);
    EXPECT_FALSE(results[0].isTruthy()) << "round " << round;
    EXPECT_NE(results[1].asString()->view().find(test.error), base::BytesView::npos)
        << results[1].asString()->view();
    EXPECT_GT(results[2].asNumber(), 100);
    EXPECT_LT(results[2].asNumber(), 1e6);
  }
}

TEST_P(Nesting, EndsInALuaErrorAtTheDefaultLimit) { expectOverflow(lua::Limits(), GetParam()); }

TEST_P(Nesting, EndsInALuaErrorAtALimitFarBeyondTheCStack) {
  lua::Limits limits;
  limits.frames = 400'000;
  limits.stackSlots = 40'000'000;
  limits.nativeDepth = 200'000;
  expectOverflow(limits, GetParam());
}

INSTANTIATE_TEST_SUITE_P(Kinds, Nesting, testing::ValuesIn(kCases),
                         [](const testing::TestParamInfo<NestingCase>& info) {
                           return info.param.name;
                         });

struct DepthCase {
  const char* name;
  const char* script;  ///< returns how many activations fit
  int64_t depth;       ///< what redis-server 7.0.15 answers
};

constexpr DepthCase kDepths[] = {
    {"calls", "local n = 0 local function f() n = n + 1 return 1 + f() end pcall(f) return n",
     16381},
    {"pcall", "local n = 0 local function f() n = n + 1 return (pcall(f)) end f() return n", 199},
    {"index",
     "local n = 0 local t t = setmetatable({}, {__index = function() n = n + 1 return t.x end}) "
     "pcall(function() return t.x end) return n",
     197},
    {"resume",
     "local n = 0 local function f() n = n + 1 local ok, e = coroutine.resume(coroutine.create(f)) "
     "if not ok then error(e, 0) end end pcall(f) return n",
     199},
    {"sort",
     "local n = 0 local function f() n = n + 1 "
     "table.sort({1, 2}, function() f() return true end) end pcall(f) return n",
     198},
};

TEST(Nesting, DefaultLimitsAreThoseOfRedis) {
  for (const DepthCase& test : kDepths) {
    redis::ManualClock clock;
    script::EngineOptions options;
    options.clock = &clock;
    script::ScriptEngine engine(options);
    const base::BytesView argv[] = {"EVAL", test.script, "0"};
    EXPECT_EQ(engine.execute(argv), redis::Reply::integer(test.depth)) << test.name;
  }
}

/// A memory limit is a Lua error that scripts can catch, and the engine runs the next script.
TEST(MemoryLimit, IsAnErrorOfLua) {
  redis::ManualClock clock;
  script::EngineOptions options;
  options.clock = &clock;
  options.limits.memoryBytes = 4'000'000;
  script::ScriptEngine engine(options);
  const char* filling = "local t = {} for i = 1, 1e7 do t[i] = 'x' .. i end";
  const base::BytesView uncaught[] = {"EVAL", filling, "0"};
  const std::string protectedSource =
      std::string("local ok, e = pcall(function() ") + filling + " end) return {tostring(ok), e}";
  const base::BytesView caught[] = {"EVAL", protectedSource, "0"};
  const base::BytesView next[] = {"EVAL", "return 1", "0"};
  for (int round = 0; round < 3; ++round) {
    EXPECT_EQ(engine.execute(uncaught), redis::Reply::error("ERR not enough memory"));
    const redis::Reply reply = engine.execute(caught);
    EXPECT_EQ(script::formatReply(reply), "1) \"false\"\n2) \"not enough memory\"");
    EXPECT_EQ(engine.execute(next), redis::Reply::integer(1));
  }
}

}  // namespace
