#include "stdlib/libraries.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "stdlib/support.h"

/// Libraries called directly as natives: what does not need Lua code. The rest is in tests/scripts.
namespace lua {
namespace {

base::Result<CompiledModule> compileNothing(base::BytesView, base::BytesView, uint32_t) {
  return base::Status(base::StatusCode::SyntaxError, "no compiler");
}

class LibraryTest : public testing::Test {
 protected:
  LibraryTest() { openPlainLibraries(machine, compileNothing, &host); }

  Value global(const char* library, const char* name) {
    const Value table = table::get(machine.globals(), text(library));
    return table::get(table.asTable(), text(name));
  }
  Value function(const char* name) { return table::get(machine.globals(), text(name)); }
  Value text(base::BytesView bytes) { return machine.makeString(bytes); }

  /// Results joined by spaces, or "error: ...".
  std::string call(Value function, std::vector<Value> arguments, int64_t budget = 1'000'000) {
    machine.start(function, arguments);
    slices = 0;
    RunState state;
    do {
      state = machine.run(budget);
      ++slices;
    } while (state == RunState::OutOfBudget && slices < 1'000'000);
    if (state == RunState::Failed) return "error: " + shown(machine.error());
    if (state != RunState::Finished) return "not finished";
    std::string result;
    for (const Value value : machine.results())
      result += (result.empty() ? "" : " ") + shown(value);
    return result;
  }

  std::string shown(Value value) {
    if (value.isString()) return std::string(value.asString()->view());
    if (value.isNumber()) return std::to_string(static_cast<int64_t>(value.asNumber()));
    if (value.isBoolean()) return value.isTrue() ? "true" : "false";
    return typeName(value.type());
  }

  std::string keysOf(Value table) {
    std::string keys;
    Value key, value;
    bool invalid = false;
    while (table::next(table.asTable(), key, value, invalid))
      keys += (keys.empty() ? "" : " ") + shown(key);
    return keys;
  }

  LibraryHost host;
  Machine machine;
  int slices = 0;
};

TEST_F(LibraryTest, KeepsTheOrderOfKeysOfRedis) {
  EXPECT_EQ(keysOf(table::get(machine.globals(), text("cjson"))),
            "_NAME encode decode_max_depth _VERSION decode_invalid_numbers encode_keep_buffer null "
            "encode_number_precision new "
            "encode_max_depth encode_invalid_numbers decode encode_sparse_array");
}

TEST_F(LibraryTest, InterruptsAndContinuesAPathologicalMatch) {
  std::string pattern, subject(18, 'a');
  for (int index = 0; index < 18; ++index) pattern += "a?";
  for (int index = 0; index < 18; ++index) pattern += "a";
  const std::vector<Value> arguments = {text(subject), text("(" + pattern + ")$")};
  EXPECT_EQ(call(global("string", "find"), arguments, 1000), "1 18 " + subject);
  EXPECT_GT(slices, 10);
  EXPECT_EQ(call(global("string", "match"), arguments, 1000), subject);
  EXPECT_GT(slices, 10);
  EXPECT_EQ(call(global("string", "gsub"), {arguments[0], arguments[1], text("<%1>")}, 1000),
            "<" + subject + "> 1");
  EXPECT_GT(slices, 10);
}

TEST_F(LibraryTest, GivesSlicesBackBetweenReplacements) {
  const std::string subject(200000, 'x');
  EXPECT_EQ(call(global("string", "gsub"), {text(subject), text("x"), text("y")}, 1000),
            std::string(200000, 'y') + " 200000");
  EXPECT_GT(slices, 10);
}

TEST_F(LibraryTest, LimitsTheLengthOfStrings) {
  Limits limits;
  limits.stringBytes = 10000;
  machine.setLimits(limits);
  const Value ten = text("0123456789");
  EXPECT_EQ(call(global("string", "rep"), {ten, Value::number(1000)}).size(), 10000u);
  EXPECT_EQ(call(global("string", "rep"), {ten, Value::number(1001)}), "error: not enough memory");
  const Value thousand = text(std::string(1000, 'x'));
  EXPECT_EQ(call(global("string", "gsub"), {thousand, text("x"), text("0123456789")}).size(),
            10005u);
  EXPECT_EQ(call(global("string", "gsub"), {thousand, text("x"), text("0123456789A")}),
            "error: not enough memory");
  Table* list = machine.heap().newTable();
  for (int index = 1; index <= 11; ++index)
    table::setInteger(machine.heap(), list, index, thousand);
  EXPECT_EQ(call(global("table", "concat"), {Value::table(list)}), "error: not enough memory");
}

TEST_F(LibraryTest, RefusesToChangeReadOnlyTables) {
  Table* list = machine.heap().newTable();
  for (int index = 1; index <= 3; ++index)
    table::setInteger(machine.heap(), list, index, Value::number(4 - index));
  list->flags |= Table::kReadOnly;
  const Value value = Value::table(list);
  const std::string expected = "error: Attempt to modify a readonly table";
  EXPECT_EQ(call(global("table", "insert"), {value, Value::number(1)}), expected);
  EXPECT_EQ(call(global("table", "remove"), {value}), expected);
  EXPECT_EQ(call(global("table", "sort"), {value}), expected);
  EXPECT_EQ(call(function("rawset"), {value, Value::number(1), Value::number(1)}), expected);
  EXPECT_EQ(call(function("setmetatable"), {value, Value::nil()}), expected);
}

TEST_F(LibraryTest, FailsByNameWhatTheHostDoesNotOffer) {
  EXPECT_EQ(call(function("print"), {}),
            "error: 'print' is not available: this host has no output");
  EXPECT_EQ(call(global("os", "clock"), {}), "error: 'clock' is not available in this environment");
  EXPECT_EQ(call(global("os", "execute"), {}),
            "error: 'execute' is not available in this environment");
  EXPECT_EQ(call(global("io", "open"), {text("x")}),
            "error: 'open' is not available in this environment");
  EXPECT_EQ(call(function("dofile"), {text("x")}),
            "error: cannot open x: this host gives no access to files");
  EXPECT_EQ(call(function("require"), {text("a.b")}),
            "error: module 'a.b' not found:\n\tno field package.preload['a.b']\n\tno file "
            "'./a/b.lua'\n\tno file './a/b/init.lua'"
            "\n\tno file '/usr/local/share/lua/5.1/a/b.lua'"
            "\n\tno file '/usr/local/share/lua/5.1/a/b/init.lua'"
            "\n\tno file '/usr/local/lib/lua/5.1/a/b.lua'"
            "\n\tno file '/usr/local/lib/lua/5.1/a/b/init.lua'"
            "\n\tno file './a/b.so'\n\tno file '/usr/local/lib/lua/5.1/a/b.so'"
            "\n\tno file '/usr/local/lib/lua/5.1/loadall.so'"
            "\n\tno file './a.so'\n\tno file '/usr/local/lib/lua/5.1/a.so'"
            "\n\tno file '/usr/local/lib/lua/5.1/loadall.so'");
}

TEST_F(LibraryTest, ReadsTimeFromTheHost) {
  host.unixSeconds = [](void*) -> int64_t { return 1700000000; };
  host.processorSeconds = [](void*) { return 2.0; };
  EXPECT_EQ(call(global("os", "time"), {}), "1700000000");
  EXPECT_EQ(call(global("os", "clock"), {}), "2");
  EXPECT_EQ(call(global("os", "date"), {text("!%Y-%m-%d %H:%M:%S")}), "2023-11-14 22:13:20");
  host.zoneOffsetSeconds = [](void*, int64_t) -> int32_t { return 3600; };
  EXPECT_EQ(call(global("os", "date"), {text("%H:%M")}), "23:13");
  Table* date = machine.heap().newTable();
  setField(machine, date, "year", Value::number(2023));
  setField(machine, date, "month", Value::number(11));
  EXPECT_EQ(call(global("os", "time"), {Value::table(date)}),
            "error: field 'day' missing in date table");
  setField(machine, date, "day", Value::number(14));
  EXPECT_EQ(call(global("os", "time"), {Value::table(date)}), "1699959600");
}

TEST_F(LibraryTest, SeedsTheGeneratorOfRedis) {
  const auto next = [&] {
    return call(global("math", "random"), {Value::number(1), Value::number(1000000)});
  };
  seedMathRandom(machine, 0);
  const std::string first = next();
  EXPECT_EQ(first, "170829");
  call(global("math", "randomseed"), {Value::number(0)});
  EXPECT_EQ(next(), first);
}

}  // namespace
}  // namespace lua
