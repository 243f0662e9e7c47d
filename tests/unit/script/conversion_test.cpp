#include "script/conversion.h"

#include <gtest/gtest.h>

#include <cmath>

#include "script/command_line.h"
#include "vm/table.h"

namespace {

using lua::Heap;
using lua::Table;
using lua::Value;
using redis::Reply;
using redis::ReplyKind;
using script::formatReply;
using script::toReply;
using script::toValue;

class Conversion : public testing::Test {
 protected:
  Value text(const char* bytes) { return Value::string(heap_.newString(bytes)); }
  Value array(std::initializer_list<Value> values) {
    Table* table = heap_.newTable();
    int64_t index = 0;
    for (const Value value : values) lua::table::setInteger(heap_, table, ++index, value);
    return Value::table(table);
  }
  Value record(const char* field, Value value) {
    Table* table = heap_.newTable();
    set(table, field, value);
    return Value::table(table);
  }
  void set(Table* table, const char* field, Value value) {
    lua::table::setString(heap_, table, heap_.newString(field), value);
  }
  Value field(Value table, const char* name) {
    return lua::table::getString(table.asTable(), heap_.newString(name));
  }
  Value element(Value table, int64_t index) {
    return lua::table::getInteger(table.asTable(), index);
  }

  Heap heap_;
};

TEST_F(Conversion, TruncatesNumbers) {
  struct Case {
    double number;
    int64_t integer;
  };
  const Case cases[] = {
      {3.99, 3},       {-3.99, -3}, {-0.0, 0}, {1e18, 1000000000000000000}, {INFINITY, INT64_MIN},
      {NAN, INT64_MIN}};
  for (const Case& test : cases) {
    EXPECT_EQ(toReply(Value::untrustedNumber(test.number), 2), Reply::integer(test.integer));
  }
}

TEST_F(Conversion, ConvertsBooleansByVersion) {
  EXPECT_EQ(toReply(Value::boolean(true), 2), Reply::integer(1));
  EXPECT_EQ(toReply(Value::boolean(false), 2), Reply::null());
  EXPECT_EQ(toReply(Value::boolean(true), 3), Reply::boolean(true));
  EXPECT_EQ(toReply(Value::boolean(false), 3), Reply::boolean(false));
  EXPECT_EQ(toReply(Value::nil(), 3), Reply::null());
}

TEST_F(Conversion, EndsArraysAtTheFirstNil) {
  EXPECT_EQ(toReply(array({Value::number(1), Value::nil(), Value::number(3)}), 2),
            Reply::array({Reply::integer(1)}));
}

TEST_F(Conversion, RecognisesFieldsInTheOrderOfRedis) {
  Table* table = heap_.newTable();
  set(table, "set", record("b", Value::boolean(true)));
  EXPECT_EQ(toReply(Value::table(table), 2).kind(), ReplyKind::Set);
  set(table, "map", record("a", Value::number(1)));
  EXPECT_EQ(toReply(Value::table(table), 2).kind(), ReplyKind::Map);
  Table* verbatim = heap_.newTable();
  set(verbatim, "format", text("txt"));
  set(verbatim, "string", text("v"));
  set(table, "verbatim_string", Value::table(verbatim));
  EXPECT_EQ(toReply(Value::table(table), 2), Reply::verbatim("txt", "v"));
  set(table, "big_number", text("5"));
  EXPECT_EQ(toReply(Value::table(table), 2), Reply::bigNumber("5"));
  set(table, "double", Value::number(1.5));
  EXPECT_EQ(toReply(Value::table(table), 2), Reply::real(1.5));
  set(table, "ok", text("FINE"));
  EXPECT_EQ(toReply(Value::table(table), 2), Reply::status("FINE"));
  set(table, "err", text("ERR no"));
  EXPECT_EQ(toReply(Value::table(table), 2), Reply::error("ERR no"));
}

TEST_F(Conversion, IgnoresFieldsOfTheWrongType) {
  for (const char* name : {"ok", "err", "big_number", "map", "set", "verbatim_string"}) {
    SCOPED_TRACE(name);
    EXPECT_EQ(toReply(record(name, Value::number(1)), 2), Reply::array());
  }
  EXPECT_EQ(toReply(record("double", text("1")), 2), Reply::array());
}

TEST_F(Conversion, WritesErrorsOnOneLine) {
  EXPECT_EQ(toReply(record("err", text("two\r\nlines\r\n")), 2), Reply::error("two  lines"));
  EXPECT_EQ(toReply(record("ok", text("a\r\n")), 2), Reply::status("a  "));
}

TEST_F(Conversion, LimitsDepth) {
  const auto nested = [this](size_t depth) {
    Value value = text("x");
    for (size_t i = 0; i < depth; ++i) value = array({value});
    Reply reply = toReply(value, 2);
    const Reply* innermost = &reply;
    while (innermost->kind() == ReplyKind::Array) innermost = &innermost->elements()[0];
    return *innermost;
  };
  EXPECT_EQ(nested(script::kMaxReplyDepth), Reply::bulk("x"));
  EXPECT_EQ(nested(script::kMaxReplyDepth + 1), Reply::error("ERR reached lua stack limit"));
}

TEST_F(Conversion, EndsTablesThatContainThemselves) {
  Table* once = heap_.newTable();
  lua::table::setInteger(heap_, once, 1, Value::table(once));
  EXPECT_EQ(toReply(Value::table(once), 2).kind(), ReplyKind::Array);
  Table* twice = heap_.newTable();
  lua::table::setInteger(heap_, twice, 1, Value::table(twice));
  lua::table::setInteger(heap_, twice, 2, Value::table(twice));
  EXPECT_EQ(toReply(Value::table(twice), 2),
            Reply::error("ERR the reply of the script has too many elements"));
}

TEST_F(Conversion, GivesLuaTheShapesOfResp2) {
  EXPECT_EQ(toValue(heap_, Reply::integer(7), 2).asNumber(), 7);
  EXPECT_EQ(toValue(heap_, Reply::bulk("a"), 2).asString()->view(), "a");
  EXPECT_FALSE(toValue(heap_, Reply::null(), 2).isTruthy());
  EXPECT_TRUE(toValue(heap_, Reply::nullArray(), 2).isBoolean());
  EXPECT_EQ(field(toValue(heap_, Reply::ok(), 2), "ok").asString()->view(), "OK");
  EXPECT_EQ(toValue(heap_, Reply::real(0.1), 2).asString()->view(), "0.10000000000000001");
  const Value map = toValue(heap_, Reply::map({Reply::bulk("f"), Reply::bulk("v")}), 2);
  EXPECT_EQ(element(map, 1).asString()->view(), "f");
  EXPECT_EQ(element(map, 2).asString()->view(), "v");
  EXPECT_EQ(element(toValue(heap_, Reply::set({Reply::bulk("m")}), 2), 1).asString()->view(), "m");
}

TEST_F(Conversion, GivesLuaTheShapesOfResp3) {
  EXPECT_TRUE(toValue(heap_, Reply::null(), 3).isNil());
  EXPECT_TRUE(toValue(heap_, Reply::boolean(true), 3).isTrue());
  EXPECT_EQ(field(toValue(heap_, Reply::real(1.5), 3), "double").asNumber(), 1.5);
  const Value map =
      field(toValue(heap_, Reply::map({Reply::bulk("f"), Reply::bulk("v")}), 3), "map");
  EXPECT_EQ(field(map, "f").asString()->view(), "v");
  const Value set = field(toValue(heap_, Reply::set({Reply::bulk("m")}), 3), "set");
  EXPECT_TRUE(field(set, "m").isTrue());
  const Value verbatim = field(toValue(heap_, Reply::verbatim("txt", "hi"), 3), "verbatim_string");
  EXPECT_EQ(field(verbatim, "format").asString()->view(), "txt");
  EXPECT_EQ(field(verbatim, "string").asString()->view(), "hi");
}

TEST_F(Conversion, KeepsNestedElementsInOrder) {
  const Reply reply = Reply::array(
      {Reply::array({Reply::integer(1), Reply::array({Reply::integer(2)})}), Reply::integer(3)});
  EXPECT_EQ(toReply(toValue(heap_, reply, 2), 2), reply);
}

TEST_F(Conversion, CompletesErrorCodes) {
  struct Case {
    const char* text;
    const char* error;
  };
  const Case cases[] = {{"My Err", "My Err"}, {"-My Err", "My Err"}, {"single", "ERR single"},
                        {"", "ERR "},         {" x", " x"},          {"a\r\n", "ERR a"}};
  for (const Case& test : cases) {
    SCOPED_TRACE(test.text);
    EXPECT_EQ(field(script::errorReplyTable(heap_, test.text), "err").asString()->view(),
              test.error);
  }
}

}  // namespace
