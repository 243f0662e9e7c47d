#include <gtest/gtest.h>

#include "engine_fixture.h"

namespace script {
namespace {

TEST(EngineCompatibility, TellsTheVersionOfTheRelease) {
  EngineFixture fixture;
  EXPECT_EQ(fixture.eval("return {redis.REDIS_VERSION, redis.REDIS_VERSION_NUM}"),
            "1) \"7.0.15\"\n2) (integer) 458767");
  fixture.engine().setCompatibility(redis::Compatibility(redis::Compatibility::Release::Redis74));
  EXPECT_EQ(fixture.eval("return {redis.REDIS_VERSION, redis.REDIS_VERSION_NUM}"),
            "1) \"7.4.1\"\n2) (integer) 459777");
  EXPECT_NE(fixture.run("INFO server").find("redis_version:7.4.1"), std::string::npos);
  EXPECT_NE(fixture.run("HELLO").find("7.4.1"), std::string::npos);
  EXPECT_NE(fixture.run("LOLWUT").find("Redis ver. 7.4.1"), std::string::npos);
}

TEST(EngineCompatibility, PassesShortNumbersToCommands) {
  const char* script =
      "redis.call('SET', 'n', ARGV[1] * 1) local t = redis.call('GET', 'n') redis.setresp(3) "
      "return t";
  const struct {
    const char* number;
    const char* earlier;
    const char* later;
  } cases[] = {{"3.14", "\"3.1400000000000001\"", "\"3.14\""},
               {"-0", "\"-0\"", "\"0\""},
               {"1e300", "\"1.0000000000000001e+300\"", "\"1e+300\""},
               {"17", "\"17\"", "\"17\""}};
  for (const auto& [number, earlier, later] : cases) {
    EngineFixture fixture;
    EXPECT_EQ(fixture.eval(script, {}, {number}), earlier);
    fixture.engine().setCompatibility(redis::Compatibility(redis::Compatibility::Release::Redis74));
    EXPECT_EQ(fixture.eval(script, {}, {number}), later);
  }
}

TEST(EngineCompatibility, ShowsAClockToScripts) {
  EngineFixture fixture;
  EXPECT_NE(fixture.eval("return os.clock()").find("nonexistent global variable 'os'"),
            std::string::npos);
  fixture.engine().setCompatibility(redis::Compatibility(redis::Compatibility::Release::Redis74));
  EXPECT_EQ(fixture.eval("return tostring(os.clock())"), "\"0\"");
  fixture.clock().advanceMs(1500);
  EXPECT_EQ(fixture.eval("return tostring(os.clock())"), "\"1.5\"");
  EXPECT_EQ(fixture.eval("return {tostring(os.time), pcall(function() os.x = 1 end) and 1 or 0}"),
            "1) \"nil\"\n2) (integer) 0");
}

TEST(EngineCompatibility, KeepsFiveHundredScriptsOfEval) {
  EngineFixture fixture;
  const auto evaluate = [&fixture](int from, int to) {
    for (int i = from; i <= to; ++i) {
      EXPECT_EQ(fixture.eval("return " + std::to_string(i)), "(integer) " + std::to_string(i));
    }
  };
  const auto evicted = [&fixture](const char* count) {
    const std::string stats = fixture.call({"INFO", "stats"}).text();
    return stats.find(std::string("evicted_scripts:") + count + "\r\n") != std::string::npos;
  };
  const char* shaOfOne = "SCRIPT EXISTS e0e1f9fabfc9d4800c877a703b823ac0578ff8db";
  evaluate(1, 502);
  EXPECT_EQ(fixture.run(shaOfOne), "1) (integer) 1");

  fixture.engine().setCompatibility(redis::Compatibility(redis::Compatibility::Release::Redis74));
  evaluate(1, 500);
  evaluate(1, 1);  // is now the one used last
  evaluate(501, 501);
  EXPECT_EQ(fixture.run(shaOfOne), "1) (integer) 1");
  EXPECT_TRUE(evicted("1"));
  EXPECT_EQ(fixture.run("EVALSHA e0e1f9fabfc9d4800c877a703b823ac0578ff8db 0"), "(integer) 1");
  evaluate(2, 2);  // had to go, and comes again
  EXPECT_TRUE(evicted("2"));

  // What SCRIPT LOAD names stays, whoever brought it.
  fixture.run("SCRIPT LOAD \"return 1\"");
  evaluate(1000, 1600);
  EXPECT_EQ(fixture.run(shaOfOne), "1) (integer) 1");
  EXPECT_NE(fixture.run("INFO memory").find("number_of_cached_scripts:501"), std::string::npos);
  fixture.run("CONFIG RESETSTAT");
  EXPECT_TRUE(evicted("0"));
  fixture.run("SCRIPT FLUSH");
  evaluate(1, 500);
  EXPECT_TRUE(evicted("0"));
}

TEST(EngineCompatibility, LetsScriptsCallBlockingCommands) {
  EngineFixture fixture;
  const char* script = "return redis.call('BLPOP', 'missing', 0)";
  EXPECT_NE(fixture.eval(script).find("not allowed from script"), std::string::npos);
  fixture.engine().setCompatibility(redis::Compatibility(redis::Compatibility::Release::Redis74));
  EXPECT_EQ(fixture.eval(script), "(nil)");
  EXPECT_EQ(fixture.eval("return {double = 0.1}"), "(double) 0.1");
}

}  // namespace
}  // namespace script
