#pragma once

#include "base/status.h"
#include "bytecode/compiled_module.h"
#include "vm/object.h"

/// Functions as byte strings: what `string.dump` gives and `loadstring` takes back. Lua 5.1 manual
/// §5.4.
///
/// A chunk starts with the signature and header of Lua 5.1's own binary chunks, because programs
/// look at them; what follows is a `CompiledModule` of this engine. Its function 0 is a stand-in
/// that does nothing; function 1 is the dumped one, whose upvalues are declared as registers of the
/// stand-in, so that the verifier can check it like any other.
///
/// Compat: chunks of other Lua implementations are not accepted ("bad header in precompiled
/// chunk").
namespace lua {

/// First bytes of every binary chunk.
inline constexpr base::BytesView kBinarySignature = "\x1BLua";

inline bool isBinaryChunk(base::BytesView source) {
  return source.substr(0, 4) == kBinarySignature;
}

/// The chunk of a function. Its upvalues are not part of it.
base::Bytes dumpFunction(const Proto* proto);

/// The module in a chunk, verified. Failure: SyntaxError with 5.1's text; `chunkName` has its mark.
base::Result<CompiledModule> readBinaryChunk(base::BytesView chunk, base::BytesView chunkName);

}  // namespace lua
