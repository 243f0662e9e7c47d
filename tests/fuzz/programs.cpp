#include "fuzz_input.h"
#include "lua_runner.h"
#include "program_generator.h"

/// Generated programs, which are right by construction, in all modes. tests/fuzz/differential.mjs
/// runs programs from the same generator through lua5.1.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fuzz::FuzzInput input(data, size);
  fuzz::runScript(fuzz::generateProgram(input));
  return 0;
}
