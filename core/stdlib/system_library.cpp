#include "base/number_text.h"
#include "stdlib/base_parts.h"
#include "stdlib/calendar.h"
#include "stdlib/support.h"

/// `os`, `io` and `require` of plain programs, as far as a host without processes and with
/// read-only files can offer them. What is left out is there by name and fails. Lua 5.1 manual
/// §5.3, §5.7, §5.8.
namespace lua {
namespace {

using base::Bytes;
using base::BytesView;

const LibraryHost& hostOf(NativeContext& native) {
  return lua::hostOf(native.self()->upvalues()[0]);
}

NativeStep unavailable(NativeContext& native) {
  return native.fail("'" + Bytes(native.self()->name) + "' is not available in this environment");
}

// ---- os ----

NativeStep clockNative(NativeContext& native) {
  const LibraryHost& host = hostOf(native);
  if (host.processorSeconds == nullptr) return unavailable(native);
  return native.done(Value::number(host.processorSeconds(host.context)));
}

int32_t zoneOffset(const LibraryHost& host, int64_t seconds) {
  return host.zoneOffsetSeconds == nullptr ? 0 : host.zoneOffsetSeconds(host.context, seconds);
}

/// A field of the argument of os.time. A negative `fallback` means that it must be there.
bool readField(NativeContext& native, const Table* table, BytesView name, int32_t fallback,
               int64_t& out) {
  double number;
  if (native.toNumber(table::getString(table, native.heap().newString(name)), number)) {
    return out = static_cast<int32_t>(truncateToInteger(number)), true;
  }
  if (fallback >= 0) return out = fallback, true;
  native.fail("field '" + Bytes(name) + "' missing in date table");
  return false;
}

NativeStep timeNative(NativeContext& native) {
  const LibraryHost& host = hostOf(native);
  if (native.isAbsentOrNil(1)) {
    if (host.unixSeconds == nullptr) return unavailable(native);
    return native.done(Value::number(static_cast<double>(host.unixSeconds(host.context))));
  }
  Table* table;
  int64_t second, minute, hour, day, month, year;
  if (!native.readTable(1, table)) return native.failed();
  if (!readField(native, table, "sec", 0, second) || !readField(native, table, "min", 0, minute) ||
      !readField(native, table, "hour", 12, hour) || !readField(native, table, "day", -1, day) ||
      !readField(native, table, "month", -1, month) ||
      !readField(native, table, "year", -1, year)) {
    return native.failed();
  }
  const int64_t local = secondsFromCalendar(year, month, day, hour, minute, second);
  return native.done(Value::number(static_cast<double>(local - zoneOffset(host, local))));
}

Value calendarTable(NativeContext& native, const CalendarTime& time) {
  Table* table = native.heap().newTable(0, 9);
  const auto field = [&](BytesView name, int64_t value) {
    setField(native.machine(), table, name, Value::number(static_cast<double>(value)));
  };
  field("sec", time.second);
  field("min", time.minute);
  field("hour", time.hour);
  field("day", time.day);
  field("month", time.month);
  field("year", time.year);
  field("wday", time.weekday + 1);
  field("yday", time.yearDay + 1);
  setField(native.machine(), table, "isdst", Value::boolean(false));
  return Value::table(table);
}

NativeStep dateNative(NativeContext& native) {
  const LibraryHost& host = hostOf(native);
  String* given;
  if (!native.readOptionalString(1, given)) return native.failed();
  int64_t seconds;
  if (!native.isAbsentOrNil(2)) {
    if (!native.readInteger(2, seconds)) return native.failed();
  } else if (host.unixSeconds != nullptr) {
    seconds = host.unixSeconds(host.context);
  } else {
    return unavailable(native);
  }
  BytesView format =
      given == nullptr ? BytesView("%c") : given->view().substr(0, given->view().find('\0'));
  int32_t zone = zoneOffset(host, seconds);
  if (!format.empty() && format[0] == '!') {
    zone = 0;
    format.remove_prefix(1);
  }
  constexpr int64_t kFarthest = int64_t{1} << 55;  // years of more than 32 bits
  if (seconds > kFarthest || seconds < -kFarthest) return native.done(Value::nil());
  const CalendarTime time = calendarFromSeconds(seconds + zone);
  if (format == "*t") return native.done(calendarTable(native, time));
  Bytes text;
  for (size_t at = 0; at < format.size(); ++at) {
    if (format[at] != '%' || at + 1 == format.size()) {
      text.push_back(format[at]);
    } else {
      appendCalendar(text, format[++at], time, zone);
    }
  }
  return native.done(native.string(text));
}

NativeStep difftime(NativeContext& native) {
  double later, earlier;
  if (!native.readNumber(1, later) || !native.readOptionalNumber(2, 0, earlier))
    return native.failed();
  return native.done(
      Value::number(static_cast<double>(truncateToInteger(later) - truncateToInteger(earlier))));
}

NativeStep getenv(NativeContext& native) {
  const LibraryHost& host = hostOf(native);
  String* name;
  if (!native.readString(1, name)) return native.failed();
  Bytes value;
  if (host.environmentVariable == nullptr ||
      !host.environmentVariable(host.context, name->view(), value)) {
    return native.done(Value::nil());
  }
  return native.done(native.string(value));
}

NativeStep setlocale(NativeContext& native) {
  String* name;
  if (!native.readOptionalString(1, name)) return native.failed();
  const bool isKnown =
      name == nullptr || name->length == 0 || name->view() == "C" || name->view() == "POSIX";
  return native.done(isKnown ? native.string("C") : Value::nil());
}

// ---- io ----

/// Writes arguments `first` and following.
NativeStep writeFrom(NativeContext& native, int first) {
  const LibraryHost& host = hostOf(native);
  if (host.write == nullptr) return unavailable(native);
  for (int index = first; index <= native.argumentCount(); ++index) {
    String* text;
    if (!native.readString(index, text)) return native.failed();
    host.write(host.context, text->view());
  }
  return native.done(Value::boolean(true));
}

NativeStep write(NativeContext& native) { return writeFrom(native, 1); }
NativeStep writeMethod(NativeContext& native) { return writeFrom(native, 2); }
NativeStep succeed(NativeContext& native) { return native.done(Value::boolean(true)); }
NativeStep outputName(NativeContext& native) {
  return native.done(native.string("file (standard output)"));
}

Value makeOutputFile(Machine& machine, const LibraryHost* host) {
  Table* methods = machine.heap().newTable();
  addNative(machine, methods, "write", writeMethod, {hostValue(host)});
  addNative(machine, methods, "flush", succeed);
  addNative(machine, methods, "setvbuf", succeed);
  addNative(machine, methods, "close", unavailable);
  addNative(machine, methods, "lines", unavailable);
  addNative(machine, methods, "read", unavailable);
  addNative(machine, methods, "seek", unavailable);
  addNative(machine, methods, "__tostring", outputName);
  setField(machine, methods, "__index", Value::table(methods));
  Userdata* file = machine.heap().newUserdata(0);
  file->metatable = methods;
  return Value::userdata(file);
}

// ---- require ----

enum RequireUpvalue { kHost, kCompiler, kPackage };
enum class RequirePhase { Start, Loaded };

Table* packageField(NativeContext& native, BytesView name) {
  const Value field = table::getString(native.self()->upvalues()[kPackage].asTable(),
                                       native.heap().newString(name));
  return field.isTable() ? field.asTable() : nullptr;
}

/// The loader for a module from `package.path`; nil with a list of what was tried, or an error.
bool findModule(NativeContext& native, BytesView name, Value& loader, Bytes& tried) {
  const Value path = table::getString(native.self()->upvalues()[kPackage].asTable(),
                                      native.heap().newString("path"));
  if (!path.isString()) {
    native.fail("'package.path' must be a string");
    return false;
  }
  Bytes file(name);
  for (char& c : file) c = c == '.' ? '/' : c;
  BytesView rest = path.asString()->view();
  while (!rest.empty()) {
    const size_t end = rest.find(';');
    Bytes candidate;
    for (const char c : rest.substr(0, end))
      c == '?' ? void(candidate += file) : candidate.push_back(c);
    rest = end == BytesView::npos ? BytesView() : rest.substr(end + 1);
    Bytes source;
    if (!readSourceFile(hostOf(native), candidate, source)) {
      tried += "\n\tno file '" + candidate + "'";
      continue;
    }
    const LoadedChunk chunk = loadChunk(native, compilerOf(native.self()->upvalues()[kCompiler]),
                                        source, "@" + candidate, BinaryChunks::Accepted);
    if (chunk.function == nullptr) {
      native.fail("error loading module '" + Bytes(name) + "' from file '" + candidate + "':\n\t" +
                  chunk.error);
      return false;
    }
    loader = Value::closure(chunk.function);
    return true;
  }
  return true;
}

NativeStep requireNative(NativeContext& native) {
  String* name;
  if (!native.readString(1, name)) return native.failed();
  Heap& heap = native.heap();
  Table* loaded = packageField(native, "loaded");
  if (loaded == nullptr) return native.fail("'package.loaded' must be a table");
  if (native.phase<RequirePhase>() == RequirePhase::Loaded) {
    const Value result = native.result(0);
    if (!result.isNil()) table::setString(heap, loaded, name, result);
    if (table::getString(loaded, name).isLightUserdata())
      table::setString(heap, loaded, name, Value::boolean(true));
    return native.done(table::getString(loaded, name));
  }
  // While a module is being loaded, a light userdata stands in its place.
  const Value inProgress = Value::lightUserdata(1);
  const Value known = table::getString(loaded, name);
  if (known.bits() == inProgress.bits()) {
    return native.fail("loop or previous error loading module '" + Bytes(name->view()) + "'");
  }
  if (known.isTruthy()) return native.done(known);
  Bytes tried = "\n\tno field package.preload['" + Bytes(name->view()) + "']";
  const Table* preload = packageField(native, "preload");
  Value loader = preload == nullptr ? Value::nil() : table::getString(preload, name);
  if (loader.isNil() && !findModule(native, name->view(), loader, tried)) return native.failed();
  if (loader.isNil()) return native.fail("module '" + Bytes(name->view()) + "' not found:" + tried);
  table::setString(heap, loaded, name, inProgress);
  return native.call(loader, {Value::string(name)}, RequirePhase::Loaded, OperationCause::Callback,
                     1);
}

// ---- registration ----

void addOs(Machine& machine, Table* globals, const LibraryHost* host) {
  Table* library = addLibrary(machine, globals, "os", 11);
  addNative(machine, library, "clock", clockNative, {hostValue(host)});
  addNative(machine, library, "date", dateNative, {hostValue(host)});
  addNative(machine, library, "difftime", difftime);
  addNative(machine, library, "execute", unavailable);
  addNative(machine, library, "exit", unavailable);
  addNative(machine, library, "getenv", getenv, {hostValue(host)});
  addNative(machine, library, "remove", unavailable);
  addNative(machine, library, "rename", unavailable);
  addNative(machine, library, "setlocale", setlocale);
  addNative(machine, library, "time", timeNative, {hostValue(host)});
  addNative(machine, library, "tmpname", unavailable);
}

void addIo(Machine& machine, Table* globals, const LibraryHost* host) {
  Table* library = addLibrary(machine, globals, "io", 12);
  addNative(machine, library, "write", write, {hostValue(host)});
  addNative(machine, library, "flush", succeed);
  for (const char* name :
       {"close", "input", "lines", "open", "output", "popen", "read", "tmpfile", "type"}) {
    addNative(machine, library, name, unavailable);
  }
  setField(machine, library, "stdout", makeOutputFile(machine, host));
}

void addRequire(Machine& machine, Table* globals, ChunkCompiler compiler, const LibraryHost* host) {
  Heap& heap = machine.heap();
  Table* package = addLibrary(machine, globals, "package", 4);
  Table* loaded = heap.newTable();
  setField(machine, package, "loaded", Value::table(loaded));
  setField(machine, package, "preload", Value::table(heap.newTable()));
  setField(machine, package, "path", machine.makeString("./?.lua;./?/init.lua"));
  Value key, value;
  bool invalid = false;
  while (table::next(globals, key, value, invalid)) {
    if (value.isTable()) table::set(heap, loaded, key, value);
  }
  addNative(machine, globals, "require", requireNative,
            {hostValue(host), compilerValue(compiler), Value::table(package)});
}

}  // namespace

void openSystem(Machine& machine, Table* globals, ChunkCompiler compiler, const LibraryHost* host) {
  addOs(machine, globals, host);
  addIo(machine, globals, host);
  addRequire(machine, globals, compiler, host);
}

void openPlainLibraries(Machine& machine, ChunkCompiler compiler, const LibraryHost* host) {
  Table* globals = machine.globals();
  openPlainBase(machine, globals, compiler, host);
  openTable(machine, globals);
  openString(machine, globals);
  openMath(machine, globals);
  openCjson(machine, globals);
  openStruct(machine, globals);
  openCmsgpack(machine, globals);
  openBit(machine, globals);
  openSystem(machine, globals, compiler, host);
}

}  // namespace lua
