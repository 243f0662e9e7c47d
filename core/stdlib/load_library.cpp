#include "stdlib/base_parts.h"
#include "stdlib/support.h"

/// `load`, `loadstring`, `loadfile`, `dofile`. Lua 5.1 manual §5.1.
///
/// The compiler is reached through a function pointer that the embedder gives (`ChunkCompiler`) and
/// that the natives hold as upvalue 0.
namespace lua {

using base::Bytes;
using base::BytesView;

Value compilerValue(ChunkCompiler compiler) {
  return Value::lightUserdata(reinterpret_cast<uintptr_t>(compiler));
}

ChunkCompiler compilerOf(Value value) {
  return reinterpret_cast<ChunkCompiler>(static_cast<uintptr_t>(value.payload()));
}

Value hostValue(const LibraryHost* host) {
  return Value::lightUserdata(reinterpret_cast<uintptr_t>(host));
}

const LibraryHost& hostOf(Value value) {
  return *reinterpret_cast<const LibraryHost*>(static_cast<uintptr_t>(value.payload()));
}

LoadedChunk loadChunk(NativeContext& native, ChunkCompiler compiler, BytesView source,
                      BytesView chunkName) {
  LoadedChunk loaded;
  native.charge(source.size());
  base::Result<CompiledModule> module = compiler(source, chunkName.substr(0, chunkName.find('\0')));
  if (module.isOk()) {
    loaded.function = native.machine().load(module.value(), native.coroutine()->globals);
  } else {
    loaded.error = module.status().message();
  }
  return loaded;
}

bool readSourceFile(const LibraryHost& host, BytesView path, Bytes& source) {
  if (host.readFile == nullptr || !host.readFile(host.context, path, source)) return false;
  if (!source.empty() && source[0] == '#') {
    const size_t end = source.find('\n');
    source.erase(0, end == Bytes::npos ? source.size() : end);
  }
  return true;
}

namespace {

/// The function, or nil and the message.
NativeStep answer(NativeContext& native, const LoadedChunk& loaded) {
  if (loaded.function != nullptr) return native.done(Value::closure(loaded.function));
  return native.done(Value::nil(), native.string(loaded.error));
}

NativeStep loadstring(NativeContext& native) {
  String *source, *name;
  if (!native.readString(1, source) || !native.readOptionalString(2, name)) return native.failed();
  const BytesView chunkName = name == nullptr ? source->view() : name->view();
  return answer(native, loadChunk(native, compilerOf(native.self()->upvalues()[0]), source->view(),
                                  chunkName));
}

enum class LoadPhase { Start, Piece };

/// Locals of load: the handler that sees errors of the reader (or nil), and the pieces.
enum LoadLocal { kHandler, kPieces, kLoadLocals };

/// The message handler that is in force where this native was called; nil if the nearest protected
/// call has none. An error in the reader is seen by it before `load` returns it, as the protected
/// call inside of 5.1's lua_load inherits it.
Value handlerInForce(const Coroutine* coroutine) {
  for (size_t index = coroutine->frames.size(); index-- > 0;) {
    const Frame& frame = coroutine->frames[index];
    if ((frame.flags & frame_flags::CatchesErrors) == 0) continue;
    const bool hasHandler =
        (frame.flags & frame_flags::HasHandler) != 0 && (frame.flags & frame_flags::Handling) == 0;
    return hasHandler ? coroutine->stack[frame.base] : Value::nil();
  }
  return Value::nil();
}

/// Asks the reader for the next piece.
NativeStep askForPiece(NativeContext& native) {
  native.dropResults();
  native.push(native.argument(1));
  return native.callProtectedTop(0, LoadPhase::Piece, !native.local(kHandler).isNil());
}

/// Raises an error like one of the reader. Upvalue 1: `error`.
NativeStep failAsReader(NativeContext& native, const Bytes& message) {
  native.dropResults();
  native.push(native.self()->upvalues()[1]);
  native.push(native.string(message));
  native.push(Value::number(0));
  return native.callProtectedTop(2, LoadPhase::Piece, !native.local(kHandler).isNil());
}

NativeStep startLoad(NativeContext& native) {
  String* name;
  Value reader;
  if (!native.readOptionalString(2, name) || !native.readFunction(1, reader))
    return native.failed();
  const Value handler = handlerInForce(native.coroutine());
  native.reserveLocals(kLoadLocals);
  native.setLocal(kHandler, handler);
  native.setLocal(kPieces, Value::buffer(native.heap().newBuffer()));
  return askForPiece(native);
}

NativeStep load(NativeContext& native) {
  if (native.phase<LoadPhase>() == LoadPhase::Start) return startLoad(native);
  const Value piece = native.result(0);
  if (native.caughtError()) return native.done(Value::nil(), piece);
  Bytes& source = native.local(kPieces).asBuffer()->bytes;
  const bool isEnd = piece.isNil() || (piece.isString() && piece.asString()->length == 0);
  if (!isEnd) {
    const Value text = native.toStringValue(piece);
    if (text.isNil())
      return failAsReader(native, native.where(1) + "reader function must return a string");
    if (!native.checkStringLength(source.size() + text.asString()->length)) return native.failed();
    source += text.asString()->view();
    native.heap().adjustExternal(text.asString()->length);
    return askForPiece(native);
  }
  const BytesView chunkName =
      native.isAbsentOrNil(2) ? BytesView("=(load)") : native.argument(2).asString()->view();
  const NativeStep step = answer(
      native, loadChunk(native, compilerOf(native.self()->upvalues()[0]), source, chunkName));
  native.heap().adjustExternal(-static_cast<int64_t>(source.size()));
  Bytes().swap(source);
  return step;
}

// ---- files ----

/// Loads the file named by argument 1. Upvalues: compiler, host.
LoadedChunk loadFile(NativeContext& native, String* path) {
  LoadedChunk loaded;
  const LibraryHost& host = hostOf(native.self()->upvalues()[1]);
  Bytes source;
  if (!readSourceFile(host, path->view(), source)) {
    loaded.error = "cannot open " + Bytes(path->view());
    if (host.readFile == nullptr) loaded.error += ": this host gives no access to files";
    return loaded;
  }
  return loadChunk(native, compilerOf(native.self()->upvalues()[0]), source,
                   "@" + Bytes(path->view()));
}

NativeStep loadfile(NativeContext& native) {
  String* path;
  if (!native.readString(1, path)) return native.failed();
  return answer(native, loadFile(native, path));
}

enum class DofilePhase { Start, Returned };

NativeStep dofile(NativeContext& native) {
  if (native.phase<DofilePhase>() == DofilePhase::Returned)
    return native.doneWithTop(native.resultCount());
  String* path;
  if (!native.readString(1, path)) return native.failed();
  const LoadedChunk loaded = loadFile(native, path);
  if (loaded.function == nullptr) return native.failPlain(loaded.error);
  return native.call(Value::closure(loaded.function), {}, DofilePhase::Returned);
}

}  // namespace

void addLoad(Machine& machine, Table* globals, ChunkCompiler compiler) {
  const Value error = table::get(globals, machine.makeString("error"));
  addNative(machine, globals, "load", load, {compilerValue(compiler), error});
}

void addLoadstring(Machine& machine, Table* globals, ChunkCompiler compiler) {
  addNative(machine, globals, "loadstring", loadstring, {compilerValue(compiler)});
}

void addLoadfile(Machine& machine, Table* globals, ChunkCompiler compiler,
                 const LibraryHost* host) {
  addNative(machine, globals, "loadfile", loadfile, {compilerValue(compiler), hostValue(host)});
}

void addDofile(Machine& machine, Table* globals, ChunkCompiler compiler, const LibraryHost* host) {
  addNative(machine, globals, "dofile", dofile, {compilerValue(compiler), hostValue(host)});
}

}  // namespace lua
