#include <gtest/gtest.h>

#include "engine_fixture.h"
#include "redis/keyspace/keyspace.h"

namespace {

using script::RunStatus;

constexpr const char* kEcho =
    "#!lua name=lib1\nredis.register_function('f1', function(keys, args) return {keys, args} end)";

/// Loads a library `l` with this body and answers the error or the name.
std::string load(EngineFixture& fixture, const std::string& body) {
  return script::formatReply(fixture.call({"FUNCTION", "LOAD", "#!lua name=l\n" + body}));
}

/// What a function with this body answers to key "k" and arguments "a", "b".
std::string call(EngineFixture& fixture, const std::string& body) {
  const std::string source =
      "#!lua name=l\nredis.register_function('f', function(keys, args) " + body + " end)";
  fixture.call({"FUNCTION", "LOAD", "REPLACE", source});
  return fixture.run("FCALL f 1 k a b");
}

// Expectations here come from redis-server 7.0.15.

TEST(Functions, LoadListAndCall) {
  EngineFixture fixture;
  EXPECT_EQ(script::formatReply(fixture.call({"FUNCTION", "LOAD", kEcho})), "\"lib1\"");
  EXPECT_EQ(fixture.run("FCALL F1 1 k a"), "1) 1) \"k\"\n2) 1) \"a\"");
  EXPECT_EQ(
      fixture.run("FUNCTION LIST LIBRARYNAME LIB?"),
      "1) 1# \"library_name\" => \"lib1\"\n   2# \"engine\" => \"LUA\"\n   3# \"functions\" => "
      "1) 1# \"name\" => \"f1\"\n         2# \"description\" => (nil)\n         3# \"flags\" "
      "=> (empty set)");
  EXPECT_EQ(fixture.run("FUNCTION LIST LIBRARYNAME x"), "(empty array)");
  EXPECT_EQ(fixture.run("FUNCTION LIST \"a\\r\\n\""), "(error) ERR Unknown argument a  ");
  EXPECT_EQ(fixture.run("FUNCTION DELETE LIB1"), "(error) ERR Library not found");
  EXPECT_EQ(fixture.run("FUNCTION DELETE lib1"), "OK");
  EXPECT_EQ(fixture.run("FCALL f1 0"), "(error) ERR Function not found");
}

TEST(Functions, RefuseWhatRedisRefusesWhenLoading) {
  struct Case {
    const char* body;
    const char* error;
  };
  const Case cases[] = {
      {"x =", "ERR Error compiling function: user_function:2: unexpected symbol near '<eof>'"},
      {"return 1", "ERR No functions registered"},
      {"x = 1",
       "ERR Error registering functions: ERR user_function:2: Attempt to modify a readonly "
       "table"},
      {"redis.call('PING')",
       "ERR Error registering functions: ERR user_function:2: Script attempted to access "
       "nonexistent "
       "global variable 'call'"},
      {"return error",
       "ERR Error registering functions: ERR user_function:2: Script attempted to access "
       "nonexistent "
       "global variable 'error'"},
      {"redis.register_function()",
       "ERR Error registering functions: ERR wrong number of arguments to redis.register_function"},
      {"redis.register_function('f')",
       "ERR Error registering functions: ERR calling redis.register_function with a single "
       "argument "
       "is only applicable to Lua table (representing named arguments)."},
      {"redis.register_function({}, redis.log)",
       "ERR Error registering functions: ERR first argument to redis.register_function must be a "
       "string"},
      {"redis.register_function('f', 1)",
       "ERR Error registering functions: ERR second argument to redis.register_function must be a "
       "function"},
      {"redis.register_function('f-g', redis.log)",
       "ERR Error registering functions: ERR Library names can only contain letters, numbers, or "
       "underscores(_) and must be at least one character long"},
      {"redis.register_function('f', redis.log) redis.register_function('f', redis.log)",
       "ERR Error registering functions: ERR Function already exists in the library"},
      {"redis.register_function{}",
       "ERR Error registering functions: ERR redis.register_function must get a function name "
       "argument"},
      {"redis.register_function{function_name='f'}",
       "ERR Error registering functions: ERR redis.register_function must get a callback argument"},
      {"redis.register_function{function_name={}}",
       "ERR Error registering functions: ERR function_name argument given to "
       "redis.register_function must be a string"},
      {"redis.register_function{description={}}",
       "ERR Error registering functions: ERR description argument given to "
       "redis.register_function must be a string"},
      {"redis.register_function{callback=1}",
       "ERR Error registering functions: ERR callback argument given to redis.register_function "
       "must be a function"},
      {"redis.register_function{flags=1}",
       "ERR Error registering functions: ERR flags argument to redis.register_function must be a "
       "table representing function flags"},
      {"redis.register_function{flags={'nosuch'}}",
       "ERR Error registering functions: ERR unknown flag given"},
      {"redis.register_function{x=1}",
       "ERR Error registering functions: ERR unknown argument given to redis.register_function"},
      {"redis.register_function{[true]=1}",
       "ERR Error registering functions: ERR named argument key given to redis.register_function "
       "is "
       "not a string"},
      {"while true do end", "ERR Error registering functions: ERR FUNCTION LOAD timeout"},
  };
  EngineFixture fixture;
  for (const Case& test : cases) {
    SCOPED_TRACE(test.body);
    EXPECT_EQ(load(fixture, test.body), std::string("(error) ") + test.error);
    EXPECT_EQ(fixture.run("FUNCTION LIST"), "(empty array)");
  }
}

TEST(Functions, ReadTheFirstLine) {
  struct Case {
    const char* source;
    const char* answer;
  };
  const Case cases[] = {
      {"return 1", "(error) ERR Missing library metadata"},
      {"#!lua name=a", "(error) ERR Invalid library metadata"},
      {"#!lua name=\"a\n", "(error) ERR Invalid library metadata"},
      {"#!lua\n", "(error) ERR Library name was not given"},
      {"#!lua x=1\n", "(error) ERR Invalid metadata value given: x=1"},
      {"#!lua name=a name=b\n",
       "(error) ERR Invalid metadata value, name argument was given multiple times"},
      {"#!lua name=a-b\n",
       "(error) ERR Library names can only contain letters, numbers, or underscores(_) and must be "
       "at least one character long"},
      {"#!js name=a\n", "(error) ERR Engine 'js' not found"},
      {"#!LUA NAME=a\nredis.register_function('f', redis.log)", "\"a\""},
  };
  EngineFixture fixture;
  for (const Case& test : cases) {
    SCOPED_TRACE(test.source);
    EXPECT_EQ(script::formatReply(fixture.call({"FUNCTION", "LOAD", test.source})), test.answer);
  }
}

TEST(Functions, KeepTheOldLibraryIfItsReplacementFails) {
  EngineFixture fixture;
  fixture.call({"FUNCTION", "LOAD", kEcho});
  fixture.call({"FUNCTION", "LOAD", "#!lua name=b\nredis.register_function('g', redis.log)"});
  EXPECT_EQ(script::formatReply(fixture.call({"FUNCTION", "LOAD", kEcho})),
            "(error) ERR Library 'lib1' already exists");
  for (const char* body : {"x =", "x = 1", "return 1", "redis.register_function('G', redis.log)"}) {
    SCOPED_TRACE(body);
    const std::string source = std::string("#!lua name=lib1\n") + body;
    EXPECT_TRUE(fixture.call({"FUNCTION", "LOAD", "REPLACE", source}).isError());
    EXPECT_EQ(fixture.run("FCALL f1 1 k"), "1) 1) \"k\"\n2) (empty array)");
  }
  EXPECT_EQ(script::formatReply(fixture.call(
                {"FUNCTION", "LOAD", "replace",
                 "#!lua name=lib1\nredis.register_function('f2', function() return 2 end)"})),
            "\"lib1\"");
  EXPECT_EQ(fixture.run("FCALL f1 0"), "(error) ERR Function not found");
  EXPECT_EQ(fixture.run("FCALL f2 0"), "(integer) 2");
}

TEST(Functions, SeeTheirOwnWorld) {
  struct Case {
    const char* body;
    const char* answer;
  };
  const Case cases[] = {
      {"return {#keys, #args, keys[1], args[2]}",
       "1) (integer) 1\n2) (integer) 2\n3) \"k\"\n4) \"b\""},
      {"return KEYS",
       "(error) ERR user_function:2: Script attempted to access nonexistent global variable 'KEYS' "
       "script: f, on @user_function:2."},
      {"x = 1",
       "(error) ERR user_function:2: Attempt to modify a readonly table script: f, on "
       "@user_function:2."},
      {"return {type(redis.register_function), type(redis.breakpoint), type(redis.call)}",
       "1) \"nil\"\n2) \"nil\"\n3) \"function\""},
      {"return redis.call('FCALL', 'f', 0)",
       "(error) ERR This Redis command is not allowed from script script: f, on @user_function:2."},
      {"return redis.call('SET', keys[1], args[1])", "OK"},
      {"error({err='MY x'})", "(error) MY x script: f, on @user_function:2."},
      {"return _G == _G._G", "(integer) 1"},
      {"local o = {} for k in pairs(_G) do o[#o + 1] = k end return table.concat(o, ' ')",
       "\"string xpcall tostring _VERSION unpack setmetatable next assert tonumber rawequal "
       "collectgarbage struct getmetatable _G cjson math pcall redis type bit cmsgpack select "
       "rawset gcinfo rawget loadstring table coroutine pairs ipairs error load\""},
  };
  EngineFixture fixture;
  for (const Case& test : cases) {
    SCOPED_TRACE(test.body);
    EXPECT_EQ(call(fixture, test.body), test.answer);
  }
}

TEST(Functions, KeepTheirLocalsAndShareNothingElse) {
  EngineFixture fixture;
  EXPECT_EQ(load(fixture,
                 "local n = 0\nlocal register = redis.register_function\n"
                 "register('count', function() n = n + 1 return n end)\n"
                 "register('late', function() register('x', redis.log) end)"),
            "\"l\"");
  EXPECT_EQ(fixture.run("FCALL count 0"), "(integer) 1");
  EXPECT_EQ(fixture.run("SCRIPT FLUSH"), "OK");
  EXPECT_EQ(fixture.run("FCALL count 0"), "(integer) 2");
  EXPECT_EQ(fixture.run("FCALL late 0"),
            "(error) ERR redis.register_function can only be called on FUNCTION LOAD command "
            "script: late, on @user_function:5.");
  EXPECT_EQ(fixture.eval("return redis.register_function"), "(nil)");
}

TEST(Functions, ContinueTheRandomSequenceOfScripts) {
  EngineFixture fixture;
  const std::string sequence =
      fixture.eval("math.randomseed(7) math.random() return math.random(1000)");
  fixture.eval("math.randomseed(7) math.random()");
  EXPECT_EQ(call(fixture, "return math.random(1000)"), sequence);
  fixture.eval("math.randomseed(7) math.random()");
  EXPECT_EQ(fixture.run("SCRIPT FLUSH"), "OK");
  EXPECT_EQ(fixture.eval("return math.random(1000)"), sequence);
}

TEST(Functions, ObeyTheirFlags) {
  EngineFixture fixture;
  EXPECT_EQ(load(fixture,
                 "local function set(keys) return redis.call('SET', keys[1], 'x') end\n"
                 "redis.register_function{function_name='ro', flags={'no-writes'}, callback=set}\n"
                 "redis.register_function{function_name='rw', callback=set}"),
            "\"l\"");
  EXPECT_EQ(fixture.run("FCALL rw 1 k"), "OK");
  EXPECT_EQ(fixture.run("FCALL_RO rw 1 k"),
            "(error) ERR Can not execute a script with write flag using *_ro command.");
  for (const char* line : {"FCALL ro 1 k", "FCALL_RO ro 1 k"}) {
    EXPECT_EQ(fixture.run(line),
              "(error) ERR Write commands are not allowed from read-only scripts. script: ro, on "
              "@user_function:2.");
  }
  EXPECT_EQ(fixture.run("FCALL rw x"), "(error) ERR Bad number of keys provided");
  EXPECT_EQ(fixture.run("FCALL rw 1"),
            "(error) ERR Number of keys can't be greater than number of args");
  EXPECT_EQ(fixture.run("FCALL rw -1"), "(error) ERR Number of keys can't be negative");
}

TEST(Functions, AreRestoredAsThePolicySays) {
  EngineFixture fixture;
  fixture.call({"FUNCTION", "LOAD", kEcho});
  const std::string payload = fixture.call({"FUNCTION", "DUMP"}).text();
  const auto restore = [&](const char* policy) {
    return script::formatReply(fixture.call({"FUNCTION", "RESTORE", payload, policy}));
  };
  EXPECT_EQ(restore("append"), "(error) ERR Library lib1 already exists");
  EXPECT_EQ(restore("replace"), "OK");
  EXPECT_EQ(restore("x"),
            "(error) ERR Wrong restore policy given, value should be either FLUSH, APPEND or "
            "REPLACE.");
  fixture.call(
      {"FUNCTION", "LOAD", "REPLACE", "#!lua name=b\nredis.register_function('g', redis.log)"});
  EXPECT_EQ(restore("flush"), "OK");
  EXPECT_EQ(fixture.run("FCALL g 0"), "(error) ERR Function not found");
  EXPECT_EQ(fixture.run("FCALL f1 1 k"), "1) 1) \"k\"\n2) (empty array)");
  EXPECT_EQ(fixture.run("FUNCTION FLUSH"), "OK");
  fixture.call({"FUNCTION", "LOAD", "#!lua name=b\nredis.register_function('f1', redis.log)"});
  for (const char* policy : {"append", "replace"})
    EXPECT_EQ(restore(policy), "(error) ERR Function f1 already exists");
  EXPECT_EQ(fixture.run("FUNCTION RESTORE x"),
            "(error) ERR DUMP payload version or checksum are wrong");
}

TEST(Functions, GiveTheirMemoryBackWhenTheyAreFlushed) {
  EngineFixture fixture;
  const auto info = [&fixture](const std::string& line) {
    return fixture.call({"INFO", "memory"}).text().find(line + "\r\n") != std::string::npos;
  };
  const auto loadMany = [&fixture](int count) {
    for (int i = 0; i < count; ++i) {
      const std::string name = std::to_string(i);
      fixture.call({"FUNCTION", "LOAD",
                    "#!lua name=l" + name + "\nredis.register_function('f" + name +
                        "', function() return math.random(1000) end)"});
    }
  };
  EXPECT_TRUE(info("used_memory_vm_functions:0"));
  loadMany(64);
  EXPECT_FALSE(info("used_memory_vm_functions:0"));
  fixture.run("FCALL f1 0");
  EXPECT_EQ(fixture.run("FUNCTION FLUSH ASYNC"), "OK");
  EXPECT_TRUE(info("used_memory_vm_functions:0"));
  EXPECT_TRUE(info("lazyfreed_objects:0"));  // too few for that
  EXPECT_EQ(fixture.run("FCALL f1 0"), "(error) ERR Function not found");

  loadMany(65);
  EXPECT_EQ(fixture.run("FUNCTION FLUSH ASYNC"), "OK");
  EXPECT_TRUE(info("lazyfreed_objects:65"));
  for (int i = 0; i < 65; ++i) fixture.run("SCRIPT LOAD \"return " + std::to_string(i) + "\"");
  EXPECT_EQ(fixture.run("SCRIPT FLUSH ASYNC"), "OK");
  EXPECT_TRUE(info("lazyfreed_objects:130"));
}

TEST(Functions, AreKilledByTheirOwnCommandOnly) {
  EngineFixture fixture;
  EXPECT_EQ(load(fixture,
                 "redis.register_function('spin', function() while true do end end)\n"
                 "redis.register_function('write', function() redis.call('DEL', 'x')\n"
                 "while true do end end)"),
            "\"l\"");
  EXPECT_EQ(fixture.run("FUNCTION KILL"), "(error) NOTBUSY No scripts in execution right now.");
  const std::string busy =
      "(error) BUSY Redis is busy running a script. You can only call FUNCTION KILL or SHUTDOWN "
      "NOSAVE.";
  const std::vector<base::BytesView> spin = {"FCALL", "spin", "0", "arg"};
  ASSERT_TRUE(fixture.engine().start(spin).isOk());
  fixture.engine().run(1000);
  EXPECT_EQ(fixture.run("PING"), busy);
  EXPECT_EQ(fixture.run("FUNCTION LIST"), busy);
  EXPECT_EQ(fixture.run("SCRIPT KILL"), busy);
  fixture.clock().advanceMs(7);
  EXPECT_EQ(
      fixture.run("FUNCTION STATS").substr(0, 163),
      "1# \"running_script\" => 1# \"name\" => \"spin\"\n   2# \"command\" => 1) \"FCALL\"\n   "
      "   2) \"spin\"\n      3) \"0\"\n      4) \"arg\"\n   3# \"duration_ms\" => (integer) "
      "7\n2# \"engines");
  EXPECT_EQ(fixture.run("FUNCTION KILL"), "OK");
  EXPECT_EQ(fixture.engine().run(1000), RunStatus::Finished);
  EXPECT_EQ(fixture.engine().result().errorMessage,
            "ERR Script killed by user with SCRIPT KILL... script: spin, on @user_function:2.");

  const std::vector<base::BytesView> write = {"FCALL", "write", "0"};
  ASSERT_TRUE(fixture.engine().start(write).isOk());
  fixture.engine().run(1000);
  EXPECT_EQ(fixture.run("FUNCTION KILL").substr(0, 18), "(error) UNKILLABLE");
  EXPECT_EQ(fixture.run("SCRIPT KILL").substr(0, 18), "(error) UNKILLABLE");
  fixture.engine().stop();

  ASSERT_TRUE(fixture.start("while true do end").isOk());
  fixture.engine().run(1000);
  EXPECT_EQ(fixture.run("FUNCTION KILL").substr(0, 70),
            "(error) BUSY Redis is busy running a script. You can only call SCRIPT ");
  EXPECT_EQ(fixture.run("FUNCTION STATS").substr(0, 12), "(error) BUSY");
  fixture.engine().stop();
}

TEST(Functions, NeedAFlagWhenMemoryIsShort) {
  EngineFixture fixture;
  EXPECT_EQ(load(fixture,
                 "local function set() return redis.call('SET', 'x', '2') end\n"
                 "redis.register_function('rw', set)\n"
                 "redis.register_function{function_name='ro', flags={'no-writes'}, "
                 "callback=function() return 1 end}\n"
                 "redis.register_function{function_name='oom', flags={'allow-oom'}, callback=set}"),
            "\"l\"");
  const std::string refused = "(error) OOM command not allowed when used memory > 'maxmemory'.";
  fixture.run("SET x 1");
  fixture.engine().keyspace().configuration().maxMemory = 1;
  EXPECT_EQ(fixture.run("SET x 2"), refused);
  EXPECT_EQ(fixture.run("GET x"), "\"1\"");
  EXPECT_EQ(fixture.run("FCALL rw x"), refused);
  EXPECT_EQ(fixture.run("FCALL ro 0"), "(integer) 1");
  EXPECT_EQ(fixture.run("FCALL oom 0"), "OK");
  EXPECT_EQ(load(fixture, "redis.register_function('f', redis.log)"), refused);
  EXPECT_EQ(fixture.eval("#!lua\nreturn 1"), refused);
  EXPECT_EQ(fixture.eval("#!lua flags=no-writes\nreturn 1"), "(integer) 1");
  EXPECT_EQ(fixture.eval("#!lua flags=allow-oom\nreturn redis.call('SET', 'x', '3')"), "OK");
  EXPECT_EQ(fixture.eval("return redis.call('SET', 'x', '2')").substr(0, refused.size()), refused);
  EXPECT_EQ(fixture.eval("redis.call('DEL', 'y') return redis.call('SET', 'x', '4')"), "OK");
  fixture.engine().keyspace().configuration().maxMemory = 0;
  EXPECT_EQ(fixture.run("FCALL rw 0"), "OK");
}

TEST(Functions, AreForgottenByReset) {
  EngineFixture fixture;
  fixture.call({"FUNCTION", "LOAD", kEcho});
  EXPECT_EQ(fixture.run("FCALL f1 0"), "1) (empty array)\n2) (empty array)");
  fixture.engine().reset();
  EXPECT_EQ(fixture.run("FCALL f1 0"), "(error) ERR Function not found");
  fixture.call({"FUNCTION", "LOAD", kEcho});
  EXPECT_EQ(fixture.run("FCALL f1 0"), "1) (empty array)\n2) (empty array)");
}

}  // namespace
