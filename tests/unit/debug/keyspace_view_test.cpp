#include "debug/keyspace_view.h"

#include <gtest/gtest.h>

#include "redis/keyspace/clock.h"
#include "script/command_line.h"
#include "script/script_engine.h"

namespace {

using base::Bytes;

class KeyspaceView : public testing::Test {
 protected:
  KeyspaceView() : clock_(1'700'000'000'000'000), engine_({&clock_, 1, {}}) {}

  void run(const char* line) {
    base::Result<std::vector<Bytes>> words = script::splitCommandLine(line);
    const std::vector<base::BytesView> argv(words.value().begin(), words.value().end());
    ASSERT_FALSE(engine_.execute(argv).isError());
  }
  Bytes page(const debug::KeyspaceQuery& query) {
    debug::JsonWriter json;
    debug::writeKeyspace(json, engine_.keyspace(), query);
    return json.take();
  }
  /// One word per change: kind, database, key.
  Bytes changesFrom(redis::Keyspace& before) {
    debug::JsonWriter json;
    debug::writeChanges(json, before, engine_.keyspace());
    const Bytes text = json.take();
    Bytes out;
    for (size_t at = text.find("{\"kind\":\""); at != Bytes::npos;
         at = text.find("{\"kind\":\"", at + 1)) {
      const size_t kind = at + 9;
      const size_t database = text.find("\"database\":", at) + 11;
      const size_t key = text.find("\"key\":\"", at) + 7;
      out += (out.empty() ? "" : " ") + text.substr(kind, text.find('"', kind) - kind) + ":" +
             text[database] + ":" + text.substr(key, text.find('"', key) - key);
    }
    return out;
  }

  redis::ManualClock clock_;
  script::ScriptEngine engine_;
};

TEST_F(KeyspaceView, ShowsEachType) {
  struct Case {
    const char* command;
    const char* json;
  };
  const Case cases[] = {
      {"SET k 12", R"("type":"string","encoding":"int",)"
                   R"("preview":[{"text":"12"}],)"
                   R"("length":2,"truncated":false)"},
      {"RPUSH k a b", R"("type":"list","encoding":"quicklist",)"
                      R"("preview":[{"text":"a"},{"text":"b"}],)"
                      R"("length":2,"truncated":false)"},
      {"SADD k 2 1", R"("type":"set","encoding":"intset",)"
                     R"("preview":[{"text":"1"},{"text":"2"}],)"
                     R"("length":2,"truncated":false)"},
      {"HSET k f v", R"("type":"hash","encoding":"listpack",)"
                     R"("preview":[{"label":"f","text":"v"}],)"
                     R"("length":1,"truncated":false)"},
      {"ZADD k 1.5 m", R"("type":"zset","encoding":"listpack",)"
                       R"("preview":[{"label":"1.5","text":"m"}],)"
                       R"("length":1,"truncated":false)"},
  };
  for (const Case& test : cases) {
    SCOPED_TRACE(test.command);
    run("FLUSHALL");
    run(test.command);
    EXPECT_EQ(
        page({0, {}, {0, 10}}),
        Bytes(R"({"database":0,"total":1,"offset":0,"keys":[{"key":"k",)") + test.json + "}]}");
  }
}

TEST_F(KeyspaceView, CutsLongValues) {
  run("RPUSH l 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21");
  const Bytes json = page({0, {}, {0, 10}});
  EXPECT_NE(json.find(R"({"text":"20"}],"length":21,"truncated":true)"), Bytes::npos);
}

TEST_F(KeyspaceView, PagesAndFilters) {
  run("MSET a1 x a2 x b1 x a3 x");
  const Bytes json = page({0, "a*", {1, 1}});
  EXPECT_EQ(json.substr(0, 51), R"({"database":0,"total":3,"offset":1,"keys":[{"key":")");
  EXPECT_EQ(json.substr(51, 3), "a2\"");
  EXPECT_EQ(json.find("a3"), Bytes::npos);
}

TEST_F(KeyspaceView, ShowsTimeToLive) {
  run("SET k v PX 1500");
  EXPECT_NE(page({0, {}, {0, 10}}).find(R"("ttlMs":1500)"), Bytes::npos);
  clock_.advanceMs(500);
  EXPECT_NE(page({0, {}, {0, 10}}).find(R"("ttlMs":1000)"), Bytes::npos);
  clock_.advanceMs(1000);
  EXPECT_NE(page({0, {}, {0, 10}}).find(R"("total":0)"), Bytes::npos);
}

TEST_F(KeyspaceView, ComparesTwoStates) {
  run("MSET same 1 gone 1 value 1 time 1");
  run("SET dies 1 PX 10");
  const std::unique_ptr<redis::Keyspace> before = engine_.keyspace().fork();
  EXPECT_EQ(changesFrom(*before), "");
  run("DEL gone");
  run("INCR value");
  run("EXPIRE time 10");
  run("SELECT 3");
  run("SET other 1");
  clock_.advanceMs(20);
  run("PING");
  EXPECT_EQ(changesFrom(*before),
            "changed:0:value changed:0:time removed:0:gone expired:0:dies added:3:other");
}

}  // namespace
