#include "base/number_text.h"
#include "stdlib/base_parts.h"
#include "stdlib/io_parts.h"

/// `io`: files as userdata. Lua 5.1 manual §5.7.
///
/// A file is a userdata with the number of its stream in the host's FileTable. All natives share
/// one table as upvalue: the default files at 1 and 2, the metatable of files under its name.
namespace lua {

using base::Bytes;
using base::BytesView;

NativeStep fileFailure(NativeContext& native, const FileError& error, BytesView path) {
  native.push(Value::nil());
  native.push(native.string(path.empty() ? error.text : Bytes(path) + ": " + error.text));
  native.push(Value::number(error.number));
  return native.doneWithTop(3);
}

NativeStep streamResult(NativeContext& native, bool isOk, const Stream& stream) {
  return isOk ? native.done(Value::boolean(true)) : fileFailure(native, stream.error());
}

namespace {

constexpr char kFileType[] = "FILE*";
constexpr int32_t kClosed = -1;

/// What a file's userdata holds.
struct FileReference {
  int32_t stream;
};

enum IoUpvalue { kHost, kShared, kIoUpvalues };
enum DefaultFile : int64_t { kDefaultInput = 1, kDefaultOutput = 2 };

FileTable& filesOf(NativeContext& native) {
  return *hostOf(native.self()->upvalues()[kHost]).files;
}

Table* sharedOf(NativeContext& native) { return native.self()->upvalues()[kShared].asTable(); }

Table* fileMetatable(NativeContext& native) {
  return table::getString(sharedOf(native), native.heap().newString(kFileType)).asTable();
}

FileReference* referenceOf(NativeContext& native, Value value) {
  if (!value.isUserdata() || value.asUserdata()->size != sizeof(FileReference) ||
      value.asUserdata()->metatable != fileMetatable(native)) {
    return nullptr;
  }
  return static_cast<FileReference*>(value.asUserdata()->data());
}

Value newFile(Machine& machine, Table* metatable, int32_t stream) {
  Userdata* file = machine.heap().newUserdata(sizeof(FileReference));
  static_cast<FileReference*>(file->data())->stream = stream;
  file->metatable = metatable;
  machine.trackFinalizer(file);
  return Value::userdata(file);
}

/// Argument 1 as a file, open or not. 5.1: luaL_checkudata.
FileReference* readReference(NativeContext& native) {
  FileReference* file = referenceOf(native, native.argument(1));
  if (file == nullptr) native.typeError(1, kFileType);
  return file;
}

/// The stream of argument 1, which must be open. 5.1: tofile.
Stream* readFile(NativeContext& native) {
  const FileReference* file = readReference(native);
  if (file == nullptr) return nullptr;
  Stream* stream = filesOf(native).stream(file->stream);
  if (stream == nullptr) native.fail("attempt to use a closed file");
  return stream;
}

Value defaultFile(NativeContext& native, DefaultFile which) {
  return table::getInteger(sharedOf(native), which);
}

Stream* defaultStream(NativeContext& native, DefaultFile which) {
  const FileReference* file = referenceOf(native, defaultFile(native, which));
  Stream* stream = file == nullptr ? nullptr : filesOf(native).stream(file->stream);
  if (stream == nullptr) {
    native.fail(which == kDefaultInput ? "standard input file is closed"
                                       : "standard output file is closed");
  }
  return stream;
}

/// A new file. Nil: `error` says why.
Value openFile(NativeContext& native, BytesView path, BytesView mode, FileError& error) {
  const int32_t stream =
      filesOf(native).open(path.substr(0, path.find('\0')), mode.substr(0, mode.find('\0')), error);
  if (stream < 0) return Value::nil();
  return newFile(native.machine(), fileMetatable(native), stream);
}

NativeStep closeReference(NativeContext& native, FileReference& file) {
  if (file.stream <= FileTable::kError) {
    native.push(Value::nil());
    native.push(native.string("cannot close standard file"));
    return native.doneWithTop(2);
  }
  FileError error;
  const bool isClosed = filesOf(native).close(file.stream, error);
  file.stream = kClosed;
  return isClosed ? native.done(Value::boolean(true)) : fileFailure(native, error);
}

// ---- functions of io ----

NativeStep ioClose(NativeContext& native) {
  if (native.isAbsent(1)) {
    if (defaultStream(native, kDefaultOutput) == nullptr) return native.failed();
    return closeReference(native, *referenceOf(native, defaultFile(native, kDefaultOutput)));
  }
  if (readFile(native) == nullptr) return native.failed();
  return closeReference(native, *referenceOf(native, native.argument(1)));
}

NativeStep ioFlush(NativeContext& native) {
  Stream* stream = defaultStream(native, kDefaultOutput);
  if (stream == nullptr) return native.failed();
  return streamResult(native, stream->flush(), *stream);
}

/// `io.input` and `io.output`.
NativeStep chooseDefault(NativeContext& native, DefaultFile which, BytesView mode) {
  const Value chosen = native.argument(1);
  if (chosen.isString() || chosen.isNumber()) {
    String* path;
    if (!native.readString(1, path)) return native.failed();
    FileError error;
    const Value file = openFile(native, path->view(), mode, error);
    if (file.isNil()) return native.argumentError(1, Bytes(path->view()) + ": " + error.text);
    table::setInteger(native.heap(), sharedOf(native), which, file);
  } else if (!chosen.isNil()) {
    if (readFile(native) == nullptr) return native.failed();
    table::setInteger(native.heap(), sharedOf(native), which, chosen);
  }
  return native.done(defaultFile(native, which));
}

NativeStep ioInput(NativeContext& native) { return chooseDefault(native, kDefaultInput, "r"); }
NativeStep ioOutput(NativeContext& native) { return chooseDefault(native, kDefaultOutput, "w"); }

NativeStep ioOpen(NativeContext& native) {
  String *path, *mode;
  if (!native.readString(1, path) || !native.readOptionalString(2, mode)) return native.failed();
  FileError error;
  const Value file =
      openFile(native, path->view(), mode == nullptr ? BytesView("r") : mode->view(), error);
  return file.isNil() ? fileFailure(native, error, path->view()) : native.done(file);
}

NativeStep ioPopen(NativeContext& native) { return native.fail("'popen' not supported"); }

NativeStep ioRead(NativeContext& native) {
  Stream* stream = defaultStream(native, kDefaultInput);
  return stream == nullptr ? native.failed() : readFormats(native, *stream, 1);
}

NativeStep ioTmpfile(NativeContext& native) {
  FileRequest request;
  request.action = FileAction::TemporaryName;
  FileAnswer answer, removed;
  FileError error;
  FileTable& files = filesOf(native);
  if (!files.ask(request, answer, error)) return fileFailure(native, error);
  const Value file = openFile(native, answer.bytes, "w+", error);
  // The open file stays usable without a name.
  request.action = FileAction::Remove;
  request.first = answer.bytes;
  FileError ignored;
  if (!files.ask(request, removed, ignored) || file.isNil()) return fileFailure(native, error);
  return native.done(file);
}

NativeStep ioType(NativeContext& native) {
  if (!native.readAny(1)) return native.failed();
  const FileReference* file = referenceOf(native, native.argument(1));
  if (file == nullptr) return native.done(Value::nil());
  const bool isOpen = filesOf(native).stream(file->stream) != nullptr;
  return native.done(native.string(isOpen ? "file" : "closed file"));
}

/// Writes the arguments from `first` on. 5.1: g_write.
NativeStep writeArguments(NativeContext& native, Stream& stream, int first) {
  bool isWritten = true;
  for (int index = first; index <= native.argumentCount(); ++index) {
    const Value value = native.argument(index);
    if (value.isNumber()) {
      char text[base::kNumberBufferSize];
      const size_t length = base::formatLuaNumber(value.asNumber(), text);
      isWritten = stream.write({text, length}) && isWritten;
      continue;
    }
    String* text;
    if (!native.readString(index, text)) return native.failed();
    isWritten = isWritten && stream.write(text->view());
    chargeBytes(native, text->length);
  }
  return streamResult(native, isWritten, stream);
}

NativeStep ioWrite(NativeContext& native) {
  Stream* stream = defaultStream(native, kDefaultOutput);
  return stream == nullptr ? native.failed() : writeArguments(native, *stream, 1);
}

NativeStep noStreams(NativeContext& native) {
  return native.fail("'" + Bytes(native.self()->name) + "' is not available in this environment");
}

/// `io.write` where there are no streams.
NativeStep writeToHost(NativeContext& native) {
  const LibraryHost& host = hostOf(native.self()->upvalues()[kHost]);
  for (int index = 1; index <= native.argumentCount(); ++index) {
    String* text;
    if (!native.readString(index, text)) return native.failed();
    if (host.write != nullptr) host.write(host.context, text->view());
  }
  return native.done(Value::boolean(true));
}

// ---- lines ----

/// What `lines` returns. Upvalues: the two that all have, the file, whether the end closes it.
enum LinesUpvalue { kLinesFile = kIoUpvalues, kClosesAtEnd, kLinesUpvalues };

NativeStep nextLine(NativeContext& native) {
  FileReference* file = referenceOf(native, native.self()->upvalues()[kLinesFile]);
  Stream* stream = file == nullptr ? nullptr : filesOf(native).stream(file->stream);
  if (stream == nullptr) return native.fail("file is already closed");
  bool isFailed = false;
  stream->clearError();
  if (pushLine(native, *stream, isFailed)) return native.doneWithTop(1);
  if (isFailed) return native.failed();
  if (stream->error().number != 0) return native.fail(stream->error().text);
  if (native.self()->upvalues()[kClosesAtEnd].isTrue()) closeReference(native, *file);
  native.dropResults();
  return native.done();
}

NativeStep makeLines(NativeContext& native, Value file, bool closesAtEnd) {
  NativeClosure* next =
      native.heap().newNative(nextLine, "lines", native.self()->environment, kLinesUpvalues);
  for (int index = 0; index < kIoUpvalues; ++index)
    next->upvalues()[index] = native.self()->upvalues()[index];
  next->upvalues()[kLinesFile] = file;
  next->upvalues()[kClosesAtEnd] = Value::boolean(closesAtEnd);
  return native.done(Value::native(next));
}

NativeStep ioLines(NativeContext& native) {
  if (native.isAbsentOrNil(1)) {
    if (defaultStream(native, kDefaultInput) == nullptr) return native.failed();
    return makeLines(native, defaultFile(native, kDefaultInput), false);
  }
  String* path;
  if (!native.readString(1, path)) return native.failed();
  FileError error;
  const Value file = openFile(native, path->view(), "r", error);
  if (file.isNil()) return native.argumentError(1, Bytes(path->view()) + ": " + error.text);
  return makeLines(native, file, true);
}

NativeStep fileLines(NativeContext& native) {
  if (readFile(native) == nullptr) return native.failed();
  return makeLines(native, native.argument(1), false);
}

// ---- methods ----

NativeStep fileFlush(NativeContext& native) {
  Stream* stream = readFile(native);
  if (stream == nullptr) return native.failed();
  return streamResult(native, stream->flush(), *stream);
}

NativeStep fileRead(NativeContext& native) {
  Stream* stream = readFile(native);
  return stream == nullptr ? native.failed() : readFormats(native, *stream, 2);
}

NativeStep fileWrite(NativeContext& native) {
  Stream* stream = readFile(native);
  return stream == nullptr ? native.failed() : writeArguments(native, *stream, 2);
}

/// Position of argument 2 in `names`, or -1 with an error. 5.1: luaL_checkoption.
int readOption(NativeContext& native, std::initializer_list<const char*> names,
               const char* fallback) {
  String* given = nullptr;
  if (fallback == nullptr || !native.isAbsentOrNil(2)) {
    if (!native.readString(2, given)) return -1;
  }
  const BytesView wanted = given == nullptr ? BytesView(fallback) : given->view();
  int index = 0;
  for (const char* name : names) {
    if (wanted == name) return index;
    ++index;
  }
  native.argumentError(2, invalidOption(wanted));
  return -1;
}

NativeStep fileSeek(NativeContext& native) {
  Stream* stream = readFile(native);
  if (stream == nullptr) return native.failed();
  const int origin = readOption(native, {"set", "cur", "end"}, "cur");
  int64_t offset;
  if (origin < 0 || !native.readOptionalInteger(3, 0, offset)) return native.failed();
  const int64_t position = stream->seek(offset, static_cast<SeekOrigin>(origin));
  if (position < 0) return fileFailure(native, stream->error());
  return native.done(Value::number(static_cast<double>(position)));
}

NativeStep fileSetvbuf(NativeContext& native) {
  Stream* stream = readFile(native);
  if (stream == nullptr) return native.failed();
  const int mode = readOption(native, {"no", "full", "line"}, nullptr);
  int64_t size;
  if (mode < 0 || !native.readOptionalInteger(3, 8192, size)) return native.failed();
  const bool isSet = stream->setBuffering(static_cast<Buffering>(mode),
                                          size < 0 ? 0 : static_cast<uint64_t>(size));
  return streamResult(native, isSet, *stream);
}

NativeStep fileCollected(NativeContext& native) {
  FileReference* file = readReference(native);
  if (file == nullptr) return native.failed();
  if (file->stream > FileTable::kError) closeReference(native, *file);
  native.dropResults();
  return native.done();
}

NativeStep fileToString(NativeContext& native) {
  const FileReference* file = readReference(native);
  if (file == nullptr) return native.failed();
  if (filesOf(native).stream(file->stream) == nullptr)
    return native.done(native.string("file (closed)"));
  return native.done(
      native.string("file (" + addressText(native.heap(), native.argument(1)) + ")"));
}

constexpr NativeSpec kIoLibrary[] = {
    {"close", ioClose},     {"flush", ioFlush},   {"input", ioInput}, {"lines", ioLines},
    {"open", ioOpen},       {"output", ioOutput}, {"popen", ioPopen}, {"read", ioRead},
    {"tmpfile", ioTmpfile}, {"type", ioType},     {"write", ioWrite},
};

constexpr NativeSpec kFileMethods[] = {
    {"close", ioClose},   {"flush", fileFlush},    {"lines", fileLines},
    {"read", fileRead},   {"seek", fileSeek},      {"setvbuf", fileSetvbuf},
    {"write", fileWrite}, {"__gc", fileCollected}, {"__tostring", fileToString},
};

}  // namespace

void openIo(Machine& machine, Table* globals, const LibraryHost* host) {
  Heap& heap = machine.heap();
  if (host->files == nullptr) {
    Table* library = addLibrary(machine, globals, "io", std::size(kIoLibrary));
    for (const NativeSpec& spec : kIoLibrary)
      addNative(machine, library, spec.name, noStreams, {hostValue(host)});
    addNative(machine, library, "write", writeToHost, {hostValue(host)});
    return;
  }
  Table* shared = heap.newTable(2, 1);
  Table* methods = heap.newTable(0, 16);
  setField(machine, shared, kFileType, Value::table(methods));
  setField(machine, machine.registry(), kFileType, Value::table(methods));
  for (const NativeSpec& spec : kFileMethods)
    addNative(machine, methods, spec.name, spec.function, {hostValue(host), Value::table(shared)});
  setField(machine, methods, "__index", Value::table(methods));
  Table* library = addLibrary(machine, globals, "io", std::size(kIoLibrary));
  for (const NativeSpec& spec : kIoLibrary)
    addNative(machine, library, spec.name, spec.function, {hostValue(host), Value::table(shared)});
  constexpr const char* kStandardFiles[] = {"stdin", "stdout", "stderr"};
  for (int32_t stream = FileTable::kInput; stream <= FileTable::kError; ++stream) {
    const Value file = newFile(machine, methods, stream);
    if (stream != FileTable::kError) table::setInteger(heap, shared, stream + 1, file);
    setField(machine, library, kStandardFiles[stream], file);
  }
}

}  // namespace lua
