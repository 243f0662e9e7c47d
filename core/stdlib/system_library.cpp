#include "base/number_text.h"
#include "stdlib/base_parts.h"
#include "stdlib/calendar.h"
#include "stdlib/io_parts.h"
#include "stdlib/support.h"

/// `os` of plain programs, as far as a host without processes can offer it. What is left out is
/// there by name and fails. Lua 5.1 manual §5.8.
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

// ---- files ----

/// The file functions of the host; nullptr with an error recorded if it has none.
FileTable* filesOf(NativeContext& native) {
  FileTable* files = hostOf(native).files;
  if (files != nullptr && files->hasFiles()) return files;
  unavailable(native);
  return nullptr;
}

/// Asks for something that either succeeds or fails with an error of `path`.
NativeStep askFiles(NativeContext& native, const FileRequest& request) {
  const FileTable* files = filesOf(native);
  if (files == nullptr) return native.failed();
  FileAnswer answer;
  FileError error;
  if (!files->ask(request, answer, error)) return fileFailure(native, error, request.first);
  return native.done(Value::boolean(true));
}

NativeStep removeNative(NativeContext& native) {
  String* path;
  if (!native.readString(1, path)) return native.failed();
  FileRequest request;
  request.action = FileAction::Remove;
  request.first = path->view().substr(0, path->view().find('\0'));
  return askFiles(native, request);
}

NativeStep renameNative(NativeContext& native) {
  String *from, *to;
  if (!native.readString(1, from) || !native.readString(2, to)) return native.failed();
  FileRequest request;
  request.action = FileAction::Rename;
  request.first = from->view().substr(0, from->view().find('\0'));
  request.second = to->view().substr(0, to->view().find('\0'));
  return askFiles(native, request);
}

NativeStep tmpname(NativeContext& native) {
  const FileTable* files = filesOf(native);
  if (files == nullptr) return native.failed();
  FileRequest request;
  request.action = FileAction::TemporaryName;
  FileAnswer answer;
  FileError error;
  if (!files->ask(request, answer, error))
    return native.fail("unable to generate a unique filename");
  return native.done(native.string(answer.bytes));
}

NativeStep exitNative(NativeContext& native) {
  enum class Phase { Start, Never };
  const LibraryHost& host = hostOf(native);
  int32_t code;
  if (host.exit == nullptr) return unavailable(native);
  if (!readOptionalInt(native, 1, 0, code)) return native.failed();
  host.exit(host.context, code);
  return native.pause(Phase::Never);
}

// ---- registration ----

void addOs(Machine& machine, Table* globals, const LibraryHost* host) {
  Table* library = addLibrary(machine, globals, "os", 11);
  addNative(machine, library, "clock", clockNative, {hostValue(host)});
  addNative(machine, library, "date", dateNative, {hostValue(host)});
  addNative(machine, library, "difftime", difftime);
  addNative(machine, library, "execute", unavailable);
  addNative(machine, library, "exit", exitNative, {hostValue(host)});
  addNative(machine, library, "getenv", getenv, {hostValue(host)});
  addNative(machine, library, "remove", removeNative, {hostValue(host)});
  addNative(machine, library, "rename", renameNative, {hostValue(host)});
  addNative(machine, library, "setlocale", setlocale);
  addNative(machine, library, "time", timeNative, {hostValue(host)});
  addNative(machine, library, "tmpname", tmpname, {hostValue(host)});
}

}  // namespace

void openSystem(Machine& machine, Table* globals, ChunkCompiler compiler, const LibraryHost* host) {
  addOs(machine, globals, host);
  openIo(machine, globals, host);
  openPackage(machine, globals, compiler, host);
}

void openPlainLibraries(Machine& machine, ChunkCompiler compiler, const LibraryHost* host) {
  Table* globals = machine.globals();
  openPlainBase(machine, globals, compiler, host);
  openTable(machine, globals);
  openString(machine, globals);
  openMath(machine, globals);
  openDebug(machine, globals);
  openCjson(machine, globals);
  openStruct(machine, globals);
  openCmsgpack(machine, globals);
  openBit(machine, globals);
  openSystem(machine, globals, compiler, host);
}

}  // namespace lua
