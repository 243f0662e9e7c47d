#include "debug/json_writer.h"

#include <gtest/gtest.h>

#include <cmath>

namespace {

using debug::JsonWriter;

TEST(JsonWriter, SeparatesMembersAndElements) {
  JsonWriter json;
  json.beginObject();
  json.integerMember("a", -1);
  json.key("b");
  json.beginArray();
  json.boolean(true);
  json.number(0.5);
  json.beginObject();
  json.endObject();
  json.endArray();
  json.rawMember("c", "[]");
  json.endObject();
  EXPECT_EQ(json.take(), R"({"a":-1,"b":[true,0.5,{}],"c":[]})");
}

TEST(JsonWriter, WritesBytesAsAscii) {
  JsonWriter json;
  json.text(base::BytesView("a\"\\\n\0\x7f\xff", 7));
  EXPECT_EQ(json.take(), R"("a\u0022\u005c\u000a\u0000\u007f\u00ff")");
}

TEST(JsonWriter, WritesNoNumberThatJsonLacks) {
  JsonWriter json;
  json.beginArray();
  json.number(INFINITY);
  json.number(NAN);
  json.endArray();
  EXPECT_EQ(json.take(), "[0,0]");
}

}  // namespace
