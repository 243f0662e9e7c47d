#include <gtest/gtest.h>

#include "engine_fixture.h"

/// What scripts see of the environment, and what they cannot change. Expectations:
/// redis-server 7.0.15.
namespace {

/// Names in a table, sorted and joined.
std::string namesIn(EngineFixture& fixture, const std::string& table) {
  return fixture.eval(
      "local names = {} for k in pairs(" + table +
      ") do names[#names + 1] = k end table.sort(names) return table.concat(names, ' ')");
}

TEST(Sandbox, ShowsTheGlobalsOfRedis) {
  struct Case {
    const char* table;
    const char* names;
  };
  const Case cases[] = {
      {"_G",
       "ARGV KEYS _G _VERSION __redis__err__handler assert bit cjson cmsgpack collectgarbage "
       "coroutine error gcinfo getmetatable "
       "ipairs load loadstring math next pairs pcall rawequal rawget rawset redis select "
       "setmetatable string struct table tonumber "
       "tostring type unpack xpcall"},
      {"redis",
       "LOG_DEBUG LOG_NOTICE LOG_VERBOSE LOG_WARNING REDIS_VERSION REDIS_VERSION_NUM REPL_ALL "
       "REPL_AOF REPL_NONE REPL_REPLICA "
       "REPL_SLAVE acl_check_cmd breakpoint call debug error_reply log pcall replicate_commands "
       "set_repl setresp sha1hex "
       "status_reply"},
      {"string",
       "byte char dump find format gfind gmatch gsub len lower match rep reverse sub upper"},
      {"table", "concat foreach foreachi getn insert maxn remove setn sort"},
      {"math",
       "abs acos asin atan atan2 ceil cos cosh deg exp floor fmod frexp huge ldexp log log10 max "
       "min mod modf pi pow rad random "
       "randomseed sin sinh sqrt tan tanh"},
      {"coroutine", "create resume running status wrap yield"},
      {"cjson",
       "_NAME _VERSION decode decode_invalid_numbers decode_max_depth encode "
       "encode_invalid_numbers encode_keep_buffer "
       "encode_max_depth encode_number_precision encode_sparse_array new null"},
      {"cmsgpack", "_COPYRIGHT _DESCRIPTION _NAME _VERSION pack unpack unpack_limit unpack_one"},
      {"struct", "pack size unpack"},
      {"bit", "arshift band bnot bor bswap bxor lshift rol ror rshift tobit tohex"},
      {"getmetatable(_G)", "__index"},
      {"getmetatable('')", "__index"},
  };
  EngineFixture fixture;
  for (const Case& test : cases) {
    SCOPED_TRACE(test.table);
    EXPECT_EQ(namesIn(fixture, test.table), "\"" + std::string(test.names) + "\"");
  }
}

TEST(Sandbox, ListsNamesInTheOrderOfRedis) {
  EngineFixture fixture;
  EXPECT_EQ(fixture.eval("local names = {} for k in pairs(redis) do names[#names + 1] = k end "
                         "return table.concat(names, ' ')"),
            "\"log LOG_WARNING error_reply REPL_AOF call REPL_ALL REDIS_VERSION_NUM REPL_SLAVE "
            "pcall LOG_NOTICE set_repl debug "
            "LOG_DEBUG sha1hex REDIS_VERSION status_reply acl_check_cmd REPL_REPLICA breakpoint "
            "setresp replicate_commands "
            "LOG_VERBOSE REPL_NONE\"");
}

TEST(Sandbox, RefusesEveryWayRoundTheProtection) {
  const char* const attempts[] = {
      "x = 1",
      "_G.x = 1",
      "function f() end",
      "redis = nil",
      "KEYS = {}",
      "string.x = 1",
      "redis.call = nil",
      "cjson.encode = nil",
      "rawset(_G, 'x', 1)",
      "rawset(redis, 'x', 1)",
      "rawset(getmetatable(''), '__index', {})",
      "rawset(getmetatable(_G), '__index', nil)",
      "setmetatable(_G, {})",
      "setmetatable(redis, {})",
      "setmetatable(math, nil)",
      "setmetatable(getmetatable(''), nil)",
      "getmetatable(_G).__index = nil",
      "getmetatable('').__add = 1",
      "getmetatable('').__index.upper = 1",
      "table.insert(redis, 1)",
      "loadstring('x = 1')()",
  };
  EngineFixture fixture;
  for (const char* attempt : attempts) {
    SCOPED_TRACE(attempt);
    EXPECT_NE(fixture.eval(attempt).find("Attempt to modify a readonly table script: "),
              std::string::npos);
  }
  EXPECT_EQ(
      fixture.eval("return {type(redis.call), type(string.upper), tostring(rawget(_G, 'x'))}"),
      "1) \"function\"\n2) \"function\"\n3) \"nil\"");
}

TEST(Sandbox, NamesUnknownGlobals) {
  EngineFixture fixture;
  for (const char* name : {"os", "io", "require", "package", "debug", "print", "dofile", "loadfile",
                           "module", "newproxy", "getfenv", "setfenv"}) {
    SCOPED_TRACE(name);
    const std::string expected =
        std::string(
            "(error) ERR user_script:1: Script attempted to access nonexistent global variable '") +
        name + "' script: ";
    EXPECT_EQ(fixture.eval(std::string("return ") + name).substr(0, expected.size()), expected);
    EXPECT_EQ(fixture.eval(std::string("return rawget(_G, '") + name + "')"), "(nil)");
  }
}

TEST(Sandbox, GivesProtectedCallsTextsInsteadOfErrorTables) {
  EngineFixture fixture;
  EXPECT_EQ(fixture.eval("local ok, e = pcall(redis.call, 'NOSUCH') return {type(e), e}"),
            "1) \"string\"\n2) \"ERR Unknown Redis command called from script\"");
  EXPECT_EQ(fixture.eval("local ok, e = pcall(error, {err = 5}) return {type(e), e}"),
            "1) \"number\"\n2) (integer) 5");
  EXPECT_EQ(fixture.eval("local ok, e = pcall(error, {code = 5}) return e.code"), "(integer) 5");
  EXPECT_EQ(fixture.eval("local ok, e = xpcall(function() redis.call('NOSUCH') end, function(e) "
                         "return e end) return e.err"),
            "\"ERR Unknown Redis command called from script\"");
  // A table without a text comes with its field, whatever that is.
  EXPECT_EQ(
      fixture.eval("return {select('#', pcall(error, {})), select('#', pcall(error, {err = 5})), "
                   "select('#', pcall(error, 'x')), select('#', pcall(error)), "
                   "type((select(3, pcall(error, {err = {}}))))}"),
      "1) (integer) 3\n2) (integer) 2\n3) (integer) 2\n4) (integer) 2\n5) \"table\"");
  EXPECT_EQ(fixture.eval("return {pcall()}"), "1) (nil)\n2) \"attempt to call a boolean value\"");
  EXPECT_EQ(fixture.eval("return {pcall(function(...) return ... end, 1, 2, 3)}"),
            "1) (integer) 1\n2) (integer) 1\n3) (integer) 2\n4) (integer) 3");
}

TEST(Sandbox, ErrorHandlerAddsThePosition) {
  EngineFixture fixture;
  EXPECT_EQ(fixture.eval("\nlocal e = __redis__err__handler('x') return {e.err, e.source, e.line}"),
            "1) \"ERR x\"\n2) \"@user_script\"\n3) (integer) 2");
  EXPECT_EQ(fixture.eval("local ok, e = xpcall(function()\n redis.call('NOSUCH') end, "
                         "__redis__err__handler) return e.line"),
            "(integer) 2");
}

TEST(Sandbox, TakesOddArgumentsAsRedisDoes) {
  // Recorded from redis-server 7.0.15.
  constexpr struct {
    const char* script;
    const char* answer;
  } kCases[] = {
      {"return tostring(cmsgpack.unpack('\\207\\255\\255\\255\\255\\255\\255\\255\\255'))",
       "\"-1\""},
      {"return {pcall(cmsgpack.unpack, '\\196\\2ab')}",
       "1) (nil)\n2) \"Bad data format in input.\""},
      {"return {pcall(cmsgpack.unpack, '\\198\\0\\0\\0\\2ab')}",
       "1) (nil)\n2) \"Bad data format in input.\""},
      {"return {cmsgpack.unpack_limit('\\1\\2\\3', 2^32)}",
       "1) (integer) -1\n2) (integer) 1\n3) (integer) 2\n4) (integer) 3"},
      {"return {pcall(cmsgpack.unpack_limit, '\\1\\2\\3', 0/0)}",
       "1) (nil)\n2) \"Invalid request to unpack with offset of 0 and limit of 3.\""},
      {"return {pcall(cmsgpack.unpack_one, '\\1\\2\\3', 2^31)}",
       "1) (nil)\n2) \"Start offset -2147483648 greater than input length 3.\""},
      {"return {cjson.encode_max_depth(2^32 + 7), cjson.encode_max_depth(1000)}",
       "1) (integer) 7\n2) (integer) 1000"},
      {"return {pcall(collectgarbage, 'a\\0b')}",
       "1) (nil)\n2) \"bad argument #1 to '?' (invalid option 'a')\""},
      {"return {pcall(cjson.encode_invalid_numbers, 'a\\0b')}",
       "1) (nil)\n2) \"bad argument #1 to '?' (invalid option 'a')\""},
      {"return {pcall(function() local t = {} return t['a\\0b'].c end)}",
       "1) (nil)\n2) \"user_script:1: attempt to index field 'a' (a nil value)\""},
      {"return tostring(struct.pack('L', 1/0) == ('\\0'):rep(8))", "\"true\""},
      {"return tostring(struct.pack('L', 0/0) == ('\\0'):rep(7) .. '\\128')", "\"true\""},
      {"return struct.unpack('', 'abc', -1)", "(integer) -1"},
      {"local s = [[a [[ b]] --[[ c [[ d ]] return s", "\"a [[ b\""},
      {"return loadstring('return [[a [[ b]]')()", "\"a [[ b\""},
      {"local n = 0 local _, e = xpcall(error, function() n = n + 1 error('x') end) return {n, e}",
       "1) (integer) 221\n2) \"error in error handling\""},
      {"local n = 0 return {select(2, xpcall(error, function(e) n = n + 1 if n < 5 then error('x') "
       "end return e .. n end))}",
       "1) \"user_script:1: x5\""},
  };
  for (const auto& [script, answer] : kCases) {
    EngineFixture fixture;
    EXPECT_EQ(fixture.eval(script), answer) << script;
  }
}

}  // namespace
