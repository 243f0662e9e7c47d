#include "redis/rdb/function_payload.h"

#include <gtest/gtest.h>

#include <vector>

#include "redis/rdb/format.h"
#include "redis/rdb/string_codec.h"

namespace {

using base::Bytes;
using base::BytesView;
using redis::rdb::FunctionPayloadReader;

/// What the reader finds: each source in angle brackets, then the error.
Bytes contents(const Bytes& payload) {
  FunctionPayloadReader reader(payload);
  Bytes text;
  for (Bytes source; reader.next(source);) text += "<" + source + ">";
  return text + Bytes(reader.error());
}

Bytes withFooter(Bytes body) {
  redis::rdb::appendFooter(body, redis::rdb::kVersion);
  return body;
}

TEST(FunctionPayload, IsWrittenAsRedisDoes) {
  // redis-server 7.0.15: FUNCTION DUMP of a library that does not compress.
  const Bytes source = "#!lua name=l\nredis.register_function('f',redis.log)";
  const BytesView sources[] = {source};
  const Bytes payload = redis::rdb::writeFunctions(sources, redis::rdb::kVersion);
  EXPECT_EQ(payload.substr(0, 2), "\xF5\x33");
  EXPECT_EQ(payload.substr(2, source.size()), source);
  EXPECT_EQ(payload.substr(2 + source.size(), 2), Bytes("\x0A\0", 2));
  EXPECT_TRUE(redis::rdb::isIntactPayload(payload, redis::rdb::kVersion));
  EXPECT_EQ(redis::rdb::writeFunctions({}, redis::rdb::kVersion),
            Bytes("\x0A\0\x5D\x9B\x5C\x40\x0F\x7F\xA2\xDA", 10));
}

TEST(FunctionPayload, ReadsWhatRedisCompressed) {
  const unsigned char recorded[] = {
      0xf5, 0xc3, 0x40, 0x52, 0x40, 0x5b, 0x1f, 0x23, 0x21, 0x6c, 0x75, 0x61, 0x20, 0x6e,
      0x61, 0x6d, 0x65, 0x3d, 0x6c, 0x69, 0x62, 0x31, 0x0a, 0x72, 0x65, 0x64, 0x69, 0x73,
      0x2e, 0x72, 0x65, 0x67, 0x69, 0x73, 0x74, 0x65, 0x72, 0x5f, 0x66, 0x0d, 0x75, 0x6e,
      0x63, 0x74, 0x69, 0x6f, 0x6e, 0x28, 0x27, 0x66, 0x31, 0x27, 0x2c, 0x20, 0xe0, 0x00,
      0x0e, 0x13, 0x6b, 0x65, 0x79, 0x73, 0x2c, 0x20, 0x61, 0x72, 0x67, 0x73, 0x29, 0x20,
      0x72, 0x65, 0x74, 0x75, 0x72, 0x6e, 0x20, 0x7b, 0xe0, 0x01, 0x13, 0x05, 0x7d, 0x20,
      0x65, 0x6e, 0x64, 0x29, 0x0a, 0x00, 0xa0, 0xa8, 0x75, 0x8e, 0x55, 0x27, 0x81, 0xba};
  const Bytes payload(reinterpret_cast<const char*>(recorded), sizeof recorded);
  EXPECT_TRUE(redis::rdb::isIntactPayload(payload, redis::rdb::kVersion));
  EXPECT_EQ(contents(payload),
            "<#!lua name=lib1\nredis.register_function('f1', function(keys, args) return {keys, "
            "args} end)>");
}

TEST(FunctionPayload, ReadsAllFormsAndNamesWhatIsWrong) {
  struct Case {
    const char* name;
    Bytes body;
    const char* contents;
  };
  const Case cases[] = {
      {"nothing", "", ""},
      {"two", "\xF5\x01x\xF5\x02yz", "<x><yz>"},
      {"an integer", Bytes("\xF5\xC0\x05"), "<5>"},
      {"in parts", Bytes("\xF6\x03old\x03LUA\0\x04text", 15), "<#!LUA name=old\ntext>"},
      {"in parts with a description",
       "\xF6\x03old\x03LUA\x01\x01"
       "d\x04text",
       "<#!LUA name=old\ntext>"},
      {"a value", Bytes("\0\x01x", 3), "ERR given type is not a function"},
      {"something behind", "\xF5\x01xyz", "<x>ERR given type is not a function"},
      {"cut in the source",
       "\xF5\x50"
       "abc",
       "ERR Failed loading library payload"},
      {"cut before the name", "\xF6", "ERR Failed loading library name"},
      {"cut before the engine", "\xF6\x03old", "ERR Failed loading engine name"},
      {"cut before the text", Bytes("\xF6\x03old\x03LUA\0", 10), "ERR Failed loading library blob"},
      {"cut before the description", "\xF6\x03old\x03LUA\x01",
       "ERR Failed loading library description"},
  };
  for (const Case& test : cases) {
    SCOPED_TRACE(test.name);
    EXPECT_EQ(contents(withFooter(test.body)), test.contents);
  }
}

TEST(FunctionPayload, IsIntactOnlyWithKnownVersionAndChecksum) {
  Bytes payload = withFooter("\xF5\x01x");
  EXPECT_TRUE(redis::rdb::isIntactPayload(payload, redis::rdb::kVersion));
  for (size_t i = 0; i < payload.size(); ++i) {
    Bytes damaged = payload;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    EXPECT_FALSE(redis::rdb::isIntactPayload(damaged, redis::rdb::kVersion)) << i;
  }
  EXPECT_FALSE(redis::rdb::isIntactPayload("short", redis::rdb::kVersion));
}

}  // namespace
