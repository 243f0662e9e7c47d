#include "bytecode/verifier.h"
#include "fuzz_input.h"
#include "lua_runner.h"

/// Arbitrary text as a program: compile, verify, and run under a budget in all modes.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const base::BytesView source(reinterpret_cast<const char*>(data), size);
  const base::Result<lua::CompiledModule> module = fuzz::compileChunk(source, "=fuzz");
  if (!module.isOk()) return -1;
  fuzz::require(lua::verify(module.value()).isOk(), "compiled code does not verify", source);
  fuzz::runInAllModes(module.value(), source);
  return 0;
}
