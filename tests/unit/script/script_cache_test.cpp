#include "script/script_cache.h"

#include <gtest/gtest.h>

#include "base/sha1.h"

namespace {

using script::CachedScript;
using script::parseShebang;
using script::ScriptCache;
using script::Shebang;
namespace ScriptFlag = script::ScriptFlag;

TEST(ScriptCache, FindsByShaInAnyCase) {
  ScriptCache cache;
  CachedScript script;
  script.sha = "e0e1f9fabfc9d4800c877a703b823ac0578ff8db";
  script.source = "return 1";
  const CachedScript* added = cache.add(std::move(script));
  EXPECT_EQ(cache.find("e0e1f9fabfc9d4800c877a703b823ac0578ff8db"), added);
  EXPECT_EQ(cache.find("E0E1F9FABFC9D4800C877A703B823AC0578FF8DB"), added);
  EXPECT_EQ(cache.find("e0e1f9fabfc9d4800c877a703b823ac0578ff8d"), nullptr);
  EXPECT_EQ(cache.find(""), nullptr);
  cache.clear();
  EXPECT_EQ(cache.find("e0e1f9fabfc9d4800c877a703b823ac0578ff8db"), nullptr);
}

TEST(ScriptCache, FindsByTextWhatIsStillThere) {
  ScriptCache cache;
  const auto add = [&](const std::string& source) {
    CachedScript script;
    script.source = source;
    script.sha = base::sha1Hex(source);
    return cache.add(std::move(script));
  };
  const CachedScript* first = add("return 'long enough 1'");
  EXPECT_EQ(cache.findBySource("return 'long enough 1'"), first);
  EXPECT_EQ(cache.findBySource("return 'long enough 2'"), nullptr);
  const CachedScript* second = add("return 'long enough 2'");
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(cache.findBySource("return 'long enough 1'"), first);
    EXPECT_EQ(cache.findBySource("return 'long enough 2'"), second);
  }
  cache.clear();
  EXPECT_EQ(cache.findBySource("return 'long enough 2'"), nullptr);
}

TEST(ScriptCache, NumbersAreNeverUsedTwice) {
  ScriptCache cache;
  CachedScript script;
  script.sha = "a";
  const uint32_t first = cache.add(script)->number;
  cache.clear();
  EXPECT_NE(cache.add(script)->number, first);
}

TEST(Shebang, IsOptional) {
  const Shebang shebang = parseShebang("return 1");
  EXPECT_EQ(shebang.flags, ScriptFlag::CompatibilityMode);
  EXPECT_EQ(shebang.length, 0u);
  EXPECT_TRUE(shebang.error.empty());
}

TEST(Shebang, ReadsFlags) {
  struct Case {
    const char* line;
    uint8_t flags;
  };
  const Case cases[] = {
      {"#!lua\nreturn 1", 0},
      {"#!lua\r\nreturn 1", 0},
      {"#!lua flags=\nreturn 1", 0},
      {"#!lua flags=no-writes\nreturn 1", ScriptFlag::NoWrites},
      {"#!lua flags=no-writes,allow-stale\nreturn 1",
       ScriptFlag::NoWrites | ScriptFlag::AllowStale},
      {"#!lua flags=no-writes flags=allow-oom\n",
       ScriptFlag::NoWrites | ScriptFlag::AllowOutOfMemory},
      {"#!lua flags=no-cluster,allow-cross-slot-keys\n",
       ScriptFlag::NoCluster | ScriptFlag::AllowCrossSlotKeys},
  };
  for (const Case& test : cases) {
    SCOPED_TRACE(test.line);
    const Shebang shebang = parseShebang(test.line);
    EXPECT_EQ(shebang.error, "");
    EXPECT_EQ(shebang.flags, test.flags);
    EXPECT_EQ(test.line[shebang.length], '\n');
  }
}

TEST(Shebang, RefusesWhatRedisRefuses) {
  struct Case {
    const char* line;
    const char* error;
  };
  const Case cases[] = {
      {"#!lua", "ERR Invalid script shebang"},
      {"#!python\n", "ERR Unexpected engine in script shebang: #!python"},
      {"#! lua\n", "ERR Unexpected engine in script shebang: #!"},
      {"#!LUA\n", "ERR Unexpected engine in script shebang: #!LUA"},
      {"#!lua \"x\n", "ERR Invalid engine in script shebang"},
      {"#!lua name=x\n", "ERR Unknown lua shebang option: name=x"},
      {"#!lua flags=nosuch\n", "ERR Unexpected flag in script shebang: nosuch"},
      {"#!lua flags=no-writes, allow-stale\n", "ERR Unexpected flag in script shebang: "},
  };
  for (const Case& test : cases) {
    SCOPED_TRACE(test.line);
    EXPECT_EQ(parseShebang(test.line).error, test.error);
  }
}

}  // namespace
