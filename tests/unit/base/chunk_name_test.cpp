#include "base/chunk_name.h"

#include <gtest/gtest.h>

#include <string>

namespace base {
namespace {

TEST(ChunkName, ShowsNamesAsTheirMarkSays) {
  EXPECT_EQ(displayChunkName("@user_script", kChunkNameRuntimeSize), "user_script");
  EXPECT_EQ(displayChunkName("=stdin", kChunkNameRuntimeSize), "stdin");
  EXPECT_EQ(displayChunkName("return 1", kChunkNameRuntimeSize), "[string \"return 1\"]");
  EXPECT_EQ(displayChunkName("", kChunkNameRuntimeSize), "[string \"\"]");
}

TEST(ChunkName, ShowsTheFirstLineOfSourceText) {
  EXPECT_EQ(displayChunkName("a\nb", kChunkNameRuntimeSize), "[string \"a...\"]");
  EXPECT_EQ(displayChunkName("a\rb", kChunkNameRuntimeSize), "[string \"a...\"]");
  EXPECT_EQ(displayChunkName(Bytes("a\0b", 3), kChunkNameRuntimeSize), "[string \"a\"]");
}

TEST(ChunkName, ShortensToTheBuffer) {
  const Bytes longName(100, 'x');
  EXPECT_EQ(displayChunkName("=" + longName, kChunkNameRuntimeSize), Bytes(59, 'x'));
  EXPECT_EQ(displayChunkName("@" + longName, kChunkNameRuntimeSize), "..." + Bytes(52, 'x'));
  EXPECT_EQ(displayChunkName(longName, kChunkNameRuntimeSize),
            "[string \"" + Bytes(43, 'x') + "...\"]");
  EXPECT_EQ(displayChunkName(longName, kChunkNameSyntaxSize),
            "[string \"" + Bytes(63, 'x') + "...\"]");
  EXPECT_EQ(displayChunkName(Bytes(43, 'x'), kChunkNameRuntimeSize),
            "[string \"" + Bytes(43, 'x') + "\"]");
}

}  // namespace
}  // namespace base
