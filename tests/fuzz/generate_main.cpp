#include <cstdio>
#include <cstdlib>
#include <vector>

#include "base/random.h"
#include "fuzz_input.h"
#include "program_generator.h"

/// Writes generated programs for tests/fuzz/differential.mjs: `fuzz_generate FIRST_SEED COUNT FOLDER`.
int main(int argumentCount, char** arguments) {
  if (argumentCount != 4) {
    std::fputs("usage: fuzz_generate FIRST_SEED COUNT FOLDER\n", stderr);
    return 2;
  }
  const uint64_t first = std::strtoull(arguments[1], nullptr, 10);
  const uint64_t count = std::strtoull(arguments[2], nullptr, 10);
  for (uint64_t seed = first; seed < first + count; ++seed) {
    base::Random random(seed);
    std::vector<uint8_t> bytes(random.below(1500) + 50);
    for (uint8_t& byte : bytes) byte = static_cast<uint8_t>(random.below(256));
    fuzz::FuzzInput input(bytes.data(), bytes.size());
    const std::string program = fuzz::generateProgram(input);
    const std::string path = std::string(arguments[3]) + "/" + std::to_string(seed) + ".lua";
    std::FILE* file = std::fopen(path.c_str(), "wb");
    if (file == nullptr) {
      std::fprintf(stderr, "cannot write %s\n", path.c_str());
      return 1;
    }
    std::fwrite(program.data(), 1, program.size(), file);
    std::fclose(file);
  }
  return 0;
}
