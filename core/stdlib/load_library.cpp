#include "stdlib/base_parts.h"
#include "stdlib/binary_chunk.h"
#include "stdlib/support.h"
#include "vm/messages.h"

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

namespace {

/// The function of a verified binary chunk, with fresh upvalues.
Closure* loadBinary(NativeContext& native, const CompiledModule& module) {
  Table* environment = native.coroutine()->globals;
  const Proto* standIn = native.machine().load(module, environment)->proto;
  Closure* function = native.heap().newClosure(standIn->children[0], environment);
  for (int index = 0; index < function->upvalueCount(); ++index)
    function->upvalues()[index] = native.heap().newUpvalue();
  return function;
}

}  // namespace

namespace {
/// Bytes that the compiler may need for a byte of source.
constexpr uint64_t kCompilationFactor = 16;
}  // namespace

namespace {

/// Calls of C that are pending, as 5.1 counts them for the nesting of chunks.
uint32_t pendingCalls(NativeContext& native) {
  return native.coroutine()->depthBelow + native.coroutine()->pendingNatives;
}

}  // namespace

LoadedChunk loadChunk(NativeContext& native, ChunkCompiler compiler, BytesView source,
                      BytesView chunkName, BinaryChunks binary) {
  LoadedChunk loaded;
  // What a compilation needs is not on the heap, but in proportion to the source.
  if (!native.charge(source.size()) ||
      native.heap().wouldExceed(uint64_t{source.size()} * kCompilationFactor)) {
    loaded.error = messages::kNotEnoughMemory;
    return loaded;
  }
  chunkName = chunkName.substr(0, chunkName.find('\0'));
  const bool isBinary = binary == BinaryChunks::Accepted && isBinaryChunk(source);
  const base::Result<CompiledModule> module =
      isBinary ? readBinaryChunk(source, chunkName)
               : compiler(source, chunkName, pendingCalls(native));
  if (!module.isOk()) {
    loaded.error = module.status().message();
  } else {
    loaded.function = isBinary ? loadBinary(native, module.value())
                               : native.machine().load(module.value(), native.coroutine()->globals);
  }
  return loaded;
}

namespace {

/// Why a file cannot be read. 5.1: errfile.
Bytes unreadableText(const LibraryHost& host, BytesView path) {
  if (host.readFile == nullptr)
    return "cannot open " + Bytes(path) + ": this host gives no access to files";
  if (host.files == nullptr || !host.files->hasFiles()) return "cannot open " + Bytes(path);
  FileError error;
  const int32_t number = host.files->open(path, "r", error);
  if (number < 0) return "cannot open " + Bytes(path) + ": " + error.text;
  Bytes ignored;
  host.files->stream(number)->read(1, ignored);
  const Bytes reason = host.files->stream(number)->error().text;
  host.files->close(number, error);
  return "cannot read " + Bytes(path) + ": " + reason;
}

}  // namespace

bool readSourceFile(const LibraryHost& host, BytesView path, Bytes& source, Bytes* error) {
  if (host.readFile == nullptr || !host.readFile(host.context, path, source)) {
    if (error != nullptr) *error = unreadableText(host, path);
    return false;
  }
  if (!source.empty() && source[0] == '#') {
    const size_t end = source.find('\n');
    source.erase(0, end == Bytes::npos ? source.size() : end);
  }
  return true;
}

namespace {

/// Upvalues of the natives that load.
enum LoadUpvalue { kCompiler, kBinary, kError };

BinaryChunks binaryChunksOf(NativeContext& native) {
  return native.self()->upvalues()[kBinary].isTrue() ? BinaryChunks::Accepted
                                                     : BinaryChunks::Refused;
}

LoadedChunk loadText(NativeContext& native, BytesView source, BytesView chunkName) {
  return loadChunk(native, compilerOf(native.self()->upvalues()[kCompiler]), source, chunkName,
                   binaryChunksOf(native));
}

/// The function, or nil and the message.
NativeStep answer(NativeContext& native, const LoadedChunk& loaded) {
  if (loaded.function != nullptr) return native.done(Value::closure(loaded.function));
  return native.done(Value::nil(), native.string(loaded.error));
}

NativeStep loadstring(NativeContext& native) {
  String *source, *name;
  if (!native.readString(1, source) || !native.readOptionalString(2, name)) return native.failed();
  const BytesView chunkName = name == nullptr ? source->view() : name->view();
  return answer(native, loadText(native, source->view(), chunkName));
}

enum class LoadPhase { Start, Piece };

/// Locals of load: the handler that sees errors of the reader (or nil), and the pieces.
enum LoadLocal { kHandler, kPieces, kCount, kLoadLocals };

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

/// Raises an error like one of the reader.
NativeStep failAsReader(NativeContext& native, const Bytes& message) {
  native.dropResults();
  native.push(native.self()->upvalues()[kError]);
  native.push(native.string(message));
  native.push(Value::number(0));
  return native.callProtectedTop(2, LoadPhase::Piece, !native.local(kHandler).isNil());
}

/// 5.1 reads while it compiles, so a reader is not asked for more than what shows a syntax error.
/// Here the pieces so far are tried after each of the first ones, and then ever more rarely.
bool mayBeBroken(int64_t pieces) { return pieces <= 16 || (pieces & (pieces - 1)) == 0; }

/// True if there is a syntax error that more text cannot mend: one before the last token.
bool isBroken(NativeContext& native, BytesView source) {
  const ChunkCompiler compiler = compilerOf(native.self()->upvalues()[kCompiler]);
  if (binaryChunksOf(native) == BinaryChunks::Accepted && source.starts_with('\x1b')) return false;
  native.charge(source.size());
  const base::Result<CompiledModule> module = compiler(source, "=", pendingCalls(native));
  if (module.isOk()) return false;
  const BytesView message = module.status().message();
  const size_t quote = message.find(" near '");
  if (quote == BytesView::npos) return false;
  const BytesView token = message.substr(quote + 7, message.size() - quote - 8);
  return token != "<eof>" && !source.ends_with(token);
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
  native.setLocal(kCount, Value::number(0));
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
    native.heap().countBuffer(native.local(kPieces).asBuffer());
    const int64_t pieces = static_cast<int64_t>(native.localNumber(kCount)) + 1;
    native.setLocal(kCount, Value::number(static_cast<double>(pieces)));
    if (!mayBeBroken(pieces) || !isBroken(native, source)) return askForPiece(native);
  }
  const BytesView chunkName =
      native.isAbsentOrNil(2) ? BytesView("=(load)") : native.argument(2).asString()->view();
  const NativeStep step = answer(native, loadText(native, source, chunkName));
  Bytes().swap(source);
  native.heap().countBuffer(native.local(kPieces).asBuffer());
  return step;
}

// ---- files ----

/// Loads the file named by argument 1, or standard input without one. Upvalues: compiler, host.
LoadedChunk loadFile(NativeContext& native, const String* path) {
  LoadedChunk loaded;
  const LibraryHost& host = hostOf(native.self()->upvalues()[1]);
  Bytes source, chunkName = "=stdin";
  if (path != nullptr) {
    const BytesView name = path->view().substr(0, path->view().find('\0'));
    chunkName = "@" + Bytes(name);
    if (!readSourceFile(host, name, source, &loaded.error)) return loaded;
  } else if (host.files != nullptr && host.files->hasFiles()) {
    host.files->stream(FileTable::kInput)->read(UINT64_MAX, source);
  }
  return loadChunk(native, compilerOf(native.self()->upvalues()[0]), source, chunkName,
                   BinaryChunks::Accepted);
}

NativeStep loadfile(NativeContext& native) {
  String* path;
  if (!native.readOptionalString(1, path)) return native.failed();
  return answer(native, loadFile(native, path));
}

enum class DofilePhase { Start, Returned };

NativeStep dofile(NativeContext& native) {
  if (native.phase<DofilePhase>() == DofilePhase::Returned)
    return native.doneWithTop(native.resultCount());
  String* path;
  if (!native.readOptionalString(1, path)) return native.failed();
  const LoadedChunk loaded = loadFile(native, path);
  if (loaded.function == nullptr) return native.failPlain(loaded.error);
  return native.call(Value::closure(loaded.function), {}, DofilePhase::Returned);
}

}  // namespace

void addLoad(Machine& machine, Table* globals, ChunkCompiler compiler, BinaryChunks binary) {
  const Value error = table::get(globals, machine.makeString("error"));
  addNative(machine, globals, "load", load,
            {compilerValue(compiler), Value::boolean(binary == BinaryChunks::Accepted), error});
}

void addLoadstring(Machine& machine, Table* globals, ChunkCompiler compiler, BinaryChunks binary) {
  addNative(machine, globals, "loadstring", loadstring,
            {compilerValue(compiler), Value::boolean(binary == BinaryChunks::Accepted)});
}

void addLoadfile(Machine& machine, Table* globals, ChunkCompiler compiler,
                 const LibraryHost* host) {
  addNative(machine, globals, "loadfile", loadfile, {compilerValue(compiler), hostValue(host)});
}

void addDofile(Machine& machine, Table* globals, ChunkCompiler compiler, const LibraryHost* host) {
  addNative(machine, globals, "dofile", dofile, {compilerValue(compiler), hostValue(host)});
}

}  // namespace lua
