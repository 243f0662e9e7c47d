#pragma once

#include "base/bytes.h"
#include "base/status.h"
#include "bytecode/compiled_module.h"
#include "stdlib/files.h"
#include "vm/machine.h"

/// The libraries.
///
/// Each `open...` function makes the natives of one library and stores them in the order in which
/// Lua 5.1 and Redis do, because `pairs` shows that order. A library is a constexpr table of
/// natives per file; state that a library keeps between calls (the seed of `math.random`, the
/// settings of a cjson instance) lives in a userdata that its natives hold as upvalue 0, so that it
/// is part of the heap. What a program may ask of the outside comes through `LibraryHost`.
namespace lua {

/// Compiles a chunk for `load`, `loadstring`, `loadfile`, `dofile` and `require`. Failure:
/// SyntaxError whose message is the one that the script sees.
/// `outerLevels` calls of C are pending; they count against the nesting of the chunk.
using ChunkCompiler = base::Result<CompiledModule> (*)(base::BytesView source,
                                                       base::BytesView chunkName,
                                                       uint32_t outerLevels);

/// What plain programs may ask of their host. An unset function makes the library function fail by
/// name. Must outlive the machine.
struct LibraryHost {
  void* context = nullptr;
  /// Output of `print` and `io.write`.
  void (*write)(void* context, base::BytesView bytes) = nullptr;
  /// Reads a file for `dofile`, `loadfile` and `require`; false if it cannot be read.
  bool (*readFile)(void* context, base::BytesView path, base::Bytes& content) = nullptr;
  /// Processor time in seconds: `os.clock`.
  double (*processorSeconds)(void* context) = nullptr;
  /// Seconds since 1970: `os.time`, `os.date`.
  int64_t (*unixSeconds)(void* context) = nullptr;
  /// Seconds that local time is ahead of UTC at a moment; without it, local time is UTC.
  int32_t (*zoneOffsetSeconds)(void* context, int64_t unixSeconds) = nullptr;
  /// Environment variable; false if it is not set: `os.getenv`.
  bool (*environmentVariable)(void* context, base::BytesView name, base::Bytes& value) = nullptr;
  /// Ends the run with a status code, at its next pause: `os.exit`.
  void (*exit)(void* context, int32_t code) = nullptr;
  /// The streams of `io`; without them there is only `io.write`.
  FileTable* files = nullptr;
};

// ---- one library each, into `globals`, with the order of keys of the original ----

/// The functions of Lua's base library that Redis shows, `_G`, `_VERSION`, and `coroutine`. Lua 5.1
/// manual §5.1, §5.2.
void openSandboxBase(Machine& machine, Table* globals, ChunkCompiler compiler);
/// All of Lua's base library, and `coroutine`.
void openPlainBase(Machine& machine, Table* globals, ChunkCompiler compiler,
                   const LibraryHost* host);
/// Lua 5.1 manual §5.5.
void openTable(Machine& machine, Table* globals);
/// Also gives strings their metatable. Lua 5.1 manual §5.4.
void openString(Machine& machine, Table* globals);
/// With Redis's generator for `math.random`. Lua 5.1 manual §5.6.
void openMath(Machine& machine, Table* globals);
/// lua-cjson 2.1.0 as in Redis 7.0.
void openCjson(Machine& machine, Table* globals);
/// Roberto Ierusalimschy's struct 0.2 as in Redis 7.0.
void openStruct(Machine& machine, Table* globals);
/// lua-cmsgpack 0.4.0 as in Redis 7.0.
void openCmsgpack(Machine& machine, Table* globals);
/// LuaBitOp 1.0.2.
void openBit(Machine& machine, Table* globals);
/// `os`, `io`, `package`. Lua 5.1 manual §5.3, §5.7, §5.8.
void openSystem(Machine& machine, Table* globals, ChunkCompiler compiler, const LibraryHost* host);

/// Hooks, levels, variables: for plain programs only. Lua 5.1 manual §5.9.
void openDebug(Machine& machine, Table* globals);

/// Everything for a plain program: base, string, table, math, coroutine, debug, bit, cjson, struct,
/// cmsgpack, os, io, require.
void openPlainLibraries(Machine& machine, ChunkCompiler compiler, const LibraryHost* host);

/// Sets the state of `math.random` of a machine, as `math.randomseed` does.
void seedMathRandom(Machine& machine, int32_t seed);
/// Makes `math.random` of one machine go on where that of another one is.
void copyMathRandom(Machine& from, Machine& to);

}  // namespace lua
