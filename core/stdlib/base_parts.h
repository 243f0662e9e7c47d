#pragma once

#include "stdlib/libraries.h"
#include "vm/machine.h"

/// What the files of the base library share.
namespace lua {

/// 5.1's conversion for `tostring` without `__tostring`.
Value plainToString(NativeContext& native, Value value);

// ---- load_library.cpp ----

/// Whether a chunk may be a function that `string.dump` wrote. Redis takes every chunk for text.
enum class BinaryChunks : uint8_t { Refused, Accepted };

/// `load` and `loadstring`.
void addLoad(Machine& machine, Table* globals, ChunkCompiler compiler, BinaryChunks binary);
void addLoadstring(Machine& machine, Table* globals, ChunkCompiler compiler, BinaryChunks binary);
/// `loadfile` and `dofile`.
void addLoadfile(Machine& machine, Table* globals, ChunkCompiler compiler, const LibraryHost* host);
void addDofile(Machine& machine, Table* globals, ChunkCompiler compiler, const LibraryHost* host);

/// How a chunk was loaded: a function, or an error message.
struct LoadedChunk {
  Closure* function = nullptr;
  base::Bytes error;
};
LoadedChunk loadChunk(NativeContext& native, ChunkCompiler compiler, base::BytesView source,
                      base::BytesView chunkName, BinaryChunks binary);

/// The source in a file, without a first line that starts with '#'. False: it cannot be read, and
/// `error`, if it is given, says so as 5.1 does.
bool readSourceFile(const LibraryHost& host, base::BytesView path, base::Bytes& source,
                    base::Bytes* error = nullptr);

/// A compiler or host as an upvalue.
Value compilerValue(ChunkCompiler compiler);
ChunkCompiler compilerOf(Value value);
Value hostValue(const LibraryHost* host);
const LibraryHost& hostOf(Value value);

// ---- environment_library.cpp ----

NativeStep getfenvNative(NativeContext& native);
NativeStep setfenvNative(NativeContext& native);
void addNewproxy(Machine& machine, Table* globals);

// ---- output_library.cpp ----

/// Upvalue 1 is to become the original `tostring`, which is registered later.
NativeClosure* addPrint(Machine& machine, Table* globals, const LibraryHost* host);

// ---- io_library.cpp, package_library.cpp ----

/// `io` over `host->files`; without them `io.write` alone.
void openIo(Machine& machine, Table* globals, const LibraryHost* host);
/// `require`, `module`, `package`; knows the libraries that are open by then.
void openPackage(Machine& machine, Table* globals, ChunkCompiler compiler, const LibraryHost* host);

// ---- coroutine_library.cpp ----

void addCoroutine(Machine& machine, Table* globals);

}  // namespace lua
