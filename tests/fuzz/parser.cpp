#include "bytecode/listing.h"
#include "bytecode/verifier.h"
#include "compiler/compiler.h"
#include "fuzz_input.h"

/// Lexer, parser and compiler on arbitrary text: an error has a message and lies inside of the text, and
/// what compiles passes the verifier and can be listed.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const base::BytesView source(reinterpret_cast<const char*>(data), size);
  lua::CompileOptions options;
  options.chunkName = "=fuzz";
  const lua::CompileResult result = lua::compile(source, options);
  if (!result.isOk()) {
    fuzz::require(!result.diagnostic->message.empty(), "an error without a message", source);
    fuzz::require(result.diagnostic->range.end() <= source.size(), "an error outside of the text",
                  source);
    return 0;
  }
  const base::Status status = lua::verify(result.module);
  fuzz::require(status.isOk(), "compiled code does not verify", status.message(), source);
  fuzz::require(!lua::formatListing(result.module).empty(), "an empty listing", source);
  return 0;
}
