#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "bytecode/listing.h"
#include "bytecode/verifier.h"
#include "compiler/compiler.h"

namespace lua {
namespace {

std::string readFile(const std::string& path) {
  std::string content;
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return content;
  char buffer[4096];
  for (size_t read = 0; (read = std::fread(buffer, 1, sizeof buffer, file)) > 0;) {
    content.append(buffer, read);
  }
  std::fclose(file);
  return content;
}

void writeFile(const std::string& path, const std::string& content) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  ASSERT_NE(file, nullptr);
  std::fwrite(content.data(), 1, content.size(), file);
  std::fclose(file);
}

/// tests/golden/bytecode/<name>.lua with its listing beside it; UPDATE_GOLDENS=1 rewrites the
/// listing.
class GoldenListing : public testing::TestWithParam<const char*> {};

TEST_P(GoldenListing, IsUnchanged) {
  const std::string base = std::string(FERROUS_SOURCE_DIR "/tests/golden/bytecode/") + GetParam();
  const std::string source = readFile(base + ".lua");
  ASSERT_FALSE(source.empty());
  const std::string chunkName = std::string("@") + GetParam() + ".lua";
  CompileOptions options;
  options.chunkName = chunkName;
  const CompileResult result = compile(source, options);
  ASSERT_TRUE(result.isOk()) << result.diagnostic->message;
  const base::Status verified = verify(result.module);
  EXPECT_TRUE(verified.isOk()) << verified.message();
  const std::string listing = formatListing(result.module);
  if (std::getenv("UPDATE_GOLDENS") != nullptr) writeFile(base + ".txt", listing);
  EXPECT_EQ(listing, readFile(base + ".txt"));
}

INSTANTIATE_TEST_SUITE_P(Bytecode, GoldenListing,
                         testing::Values("expressions", "conditions", "tables", "calls", "loops",
                                         "lines"),
                         [](const auto& info) { return std::string(info.param); });

}  // namespace
}  // namespace lua
