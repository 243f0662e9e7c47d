#include "base/chunk_name.h"
#include "stdlib/base_parts.h"
#include "stdlib/debug_parts.h"
#include "stdlib/support.h"
#include "vm/levels.h"

/// The debug library: what a program may know of its stack. Lua 5.1 manual §5.9.
///
/// Only plain programs have it: nothing of it may be reached from the sandbox of Redis.
namespace lua {

using base::Bytes;
using base::BytesView;

Coroutine* threadArgument(NativeContext& native, int& shift) {
  const Value first = native.argument(1);
  shift = first.isCoroutine() ? 1 : 0;
  return first.isCoroutine() ? first.asCoroutine() : native.coroutine();
}

const NativeContext* runningOn(NativeContext& native, const Coroutine* coroutine) {
  return coroutine == native.coroutine() ? &native : nullptr;
}

namespace {

// ---- getinfo ----

/// What getinfo is asked about: a function, a level, or a level that a tail call replaced.
struct Subject {
  Coroutine* coroutine = nullptr;
  Value function;  ///< nil: a tail call
  Level level;
  bool isLevel = false;
};

bool hasOption(BytesView options, char option) { return options.find(option) != BytesView::npos; }

class InfoTable {
 public:
  explicit InfoTable(NativeContext& native)
      : native_(native), table_(native.heap().newTable(0, 2)) {}

  void set(BytesView name, Value value) { setField(native_.machine(), table_, name, value); }
  void set(BytesView name, BytesView text) { set(name, native_.string(text)); }
  void set(BytesView name, int64_t number) {
    set(name, Value::number(static_cast<double>(number)));
  }
  Value value() const { return Value::table(table_); }

 private:
  NativeContext& native_;
  Table* table_;
};

void describeSource(const Subject& subject, InfoTable& info) {
  const Proto* proto = subject.function.isClosure() ? subject.function.asClosure()->proto : nullptr;
  const bool isTail = subject.function.isNil();
  const BytesView source = proto != nullptr ? proto->chunkName->view()
                           : isTail         ? BytesView("=(tail call)")
                                            : BytesView("=[C]");
  info.set("source", source);
  info.set("short_src", base::displayChunkName(source, base::kChunkNameRuntimeSize));
  info.set("linedefined", proto != nullptr ? int64_t{proto->lineDefined} : -1);
  info.set("lastlinedefined", proto != nullptr ? int64_t{proto->lastLineDefined} : -1);
  info.set("what", isTail                    ? BytesView("tail")
                   : proto == nullptr        ? BytesView("C")
                   : proto->lineDefined == 0 ? BytesView("main")
                                             : BytesView("Lua"));
}

int64_t currentLineOf(NativeContext& native, const Subject& subject) {
  if (!subject.isLevel || !subject.function.isClosure()) return -1;
  return native.machine().currentLine(subject.coroutine, subject.level.frame);
}

int upvalueCountOf(Value function) {
  if (function.isClosure()) return function.asClosure()->upvalueCount();
  return function.isNative() ? function.asNative()->upvalueCount() : 0;
}

void describeName(const Subject& subject, InfoTable& info) {
  VariableName name;
  if (subject.isLevel) name = nameOfLevel(subject.coroutine, subject.level);
  if (name.kind != nullptr) {
    info.set("name", name.text);
  } else if (subject.function.isNil()) {
    info.set("name", BytesView());
  }
  info.set("namewhat", name.kind != nullptr ? BytesView(name.kind) : BytesView());
}

Value activeLines(NativeContext& native, Value function) {
  if (!function.isClosure()) return Value::nil();
  Table* lines = native.heap().newTable();
  const Proto* proto = function.asClosure()->proto;
  for (size_t pc = firstInstruction(proto); pc < proto->lines.size(); ++pc)
    table::setInteger(native.heap(), lines, proto->lines[pc], Value::boolean(true));
  return Value::table(lines);
}

/// Finds the level that argument `index` names; false when there is none. A negative one counts as
/// a tail call, as in 5.1.
bool findLevel(NativeContext& native, Coroutine* coroutine, int32_t number, Level& out) {
  if (number < 0) {
    out.isTail = true;
    return true;
  }
  LevelWalk walk(native.machine(), coroutine, runningOn(native, coroutine));
  walk.advance(static_cast<uint32_t>(number));
  if (!walk.isAtLevel()) return false;
  out = walk.level();
  return true;
}

NativeStep getinfo(NativeContext& native) {
  int shift;
  Subject subject;
  subject.coroutine = threadArgument(native, shift);
  String* given;
  if (!native.readOptionalString(shift + 2, given)) return native.failed();
  const BytesView options = given == nullptr ? BytesView("flnSu") : given->view();
  const Value which = native.argument(shift + 1);
  double number;
  if (native.toNumber(which, number)) {
    subject.isLevel = true;
    const int32_t level = static_cast<int32_t>(truncateToInteger(number));
    if (!findLevel(native, subject.coroutine, level, subject.level))
      return native.done(Value::nil());
    if (!subject.level.isTail) subject.function = subject.coroutine->stack[subject.level.function];
  } else if (which.isFunction()) {
    subject.function = which;
  } else {
    return native.argumentError(shift + 1, "function or level expected");
  }
  if (options.find_first_not_of("SlnufL") != BytesView::npos)
    return native.argumentError(shift + 2, "invalid option");
  InfoTable info(native);
  if (hasOption(options, 'S')) describeSource(subject, info);
  if (hasOption(options, 'l')) info.set("currentline", currentLineOf(native, subject));
  if (hasOption(options, 'u')) info.set("nups", int64_t{upvalueCountOf(subject.function)});
  if (hasOption(options, 'n')) describeName(subject, info);
  if (hasOption(options, 'L')) info.set("activelines", activeLines(native, subject.function));
  if (hasOption(options, 'f')) info.set("func", subject.function);
  return native.done(info.value());
}

// ---- locals ----

/// A local variable or a temporary of a level.
struct LocalSlot {
  BytesView name;
  uint32_t slot = 0;
};

/// 5.1: findlocal.
bool findLocal(const Coroutine* coroutine, const Level& level, int32_t number, LocalSlot& out) {
  if (level.isTail) return false;
  out.slot = level.firstValue + static_cast<uint32_t>(number) - 1;
  const Value function = coroutine->stack[level.function];
  if (function.isClosure() && number > 0) {
    const Proto* proto = function.asClosure()->proto;
    const uint32_t pc = pcOf(coroutine->frames[level.frame], proto);
    const auto name = localVariable(proto, static_cast<uint32_t>(number), pc == 0 ? 0 : pc - 1);
    if (name.has_value()) return out.name = *name, true;
  }
  out.name = "(*temporary)";
  return number > 0 && static_cast<uint32_t>(number) <= level.endOfValues - level.firstValue;
}

/// Reads the level and the number of a variable, and finds it. Not found: `out.name` is empty.
bool readLocal(NativeContext& native, Coroutine* coroutine, int shift, LocalSlot& out) {
  int32_t number, variable;
  if (!readInt(native, shift + 1, number)) return false;
  Level level;
  if (!findLevel(native, coroutine, number, level)) {
    native.argumentError(shift + 1, "level out of range");
    return false;
  }
  if (!readInt(native, shift + 2, variable)) return false;
  if (!findLocal(coroutine, level, variable, out)) out.name = BytesView();
  return true;
}

NativeStep getlocal(NativeContext& native) {
  int shift;
  Coroutine* coroutine = threadArgument(native, shift);
  LocalSlot local;
  if (!readLocal(native, coroutine, shift, local)) return native.failed();
  if (local.name.empty()) return native.done(Value::nil());
  return native.done(native.string(local.name), coroutine->stack[local.slot]);
}

NativeStep setlocal(NativeContext& native) {
  int shift;
  Coroutine* coroutine = threadArgument(native, shift);
  LocalSlot local;
  if (!readLocal(native, coroutine, shift, local) || !native.readAny(shift + 3))
    return native.failed();
  if (local.name.empty()) return native.done(Value::nil());
  coroutine->stack[local.slot] = native.argument(shift + 3);
  return native.done(native.string(local.name));
}

// ---- upvalues ----

/// The place of upvalue `number` of a Lua function; nullptr if there is none. Upvalues of natives
/// cannot be reached, as in 5.1.
bool readUpvalue(NativeContext& native, Value*& place, BytesView& name) {
  Value function;
  int32_t number;
  if (!readInt(native, 2, number) || !native.readFunction(1, function)) return false;
  place = nullptr;
  if (!function.isClosure()) return true;
  Closure* closure = function.asClosure();
  if (number < 1 || number > closure->upvalueCount()) return true;
  place = closure->upvalues()[number - 1]->location;
  const auto& names = closure->proto->upvalueNames;
  name = names.empty() ? BytesView() : names[static_cast<size_t>(number) - 1]->view();
  return true;
}

NativeStep getupvalue(NativeContext& native) {
  Value* place;
  BytesView name;
  if (!readUpvalue(native, place, name)) return native.failed();
  if (place == nullptr) return native.done();
  return native.done(native.string(name), *place);
}

NativeStep setupvalue(NativeContext& native) {
  Value* place;
  BytesView name;
  if (!native.readAny(3) || !readUpvalue(native, place, name)) return native.failed();
  if (place == nullptr) return native.done();
  *place = native.argument(3);
  return native.done(native.string(name));
}

// ---- metatables, environments, registry ----

NativeStep getmetatable(NativeContext& native) {
  if (!native.readAny(1)) return native.failed();
  Table* metatable = native.metatable(native.argument(1));
  return native.done(metatable != nullptr ? Value::table(metatable) : Value::nil());
}

NativeStep setmetatable(NativeContext& native) {
  const Value metatable = native.argument(2);
  if (native.isAbsent(2) || !(metatable.isNil() || metatable.isTable()))
    return native.argumentError(2, "nil or table expected");
  Table* table = metatable.isNil() ? nullptr : metatable.asTable();
  const Value value = native.argument(1);
  if (value.isTable()) {
    if (!checkWritable(native, value.asTable())) return native.failed();
    value.asTable()->metatable = table;
  } else if (value.isUserdata()) {
    value.asUserdata()->metatable = table;
  } else {
    native.machine().setTypeMetatable(value.type(), table);
  }
  return native.done(Value::boolean(true));
}

NativeStep getfenv(NativeContext& native) {
  if (!native.readAny(1)) return native.failed();
  const Value value = native.argument(1);
  Table* environment = nullptr;
  if (value.isClosure()) environment = value.asClosure()->environment;
  if (value.isNative()) environment = value.asNative()->environment;
  if (value.isUserdata()) environment = value.asUserdata()->environment;
  if (value.isCoroutine()) environment = value.asCoroutine()->globals;
  return native.done(environment != nullptr ? Value::table(environment) : Value::nil());
}

NativeStep setfenv(NativeContext& native) {
  Table* environment;
  if (!native.readTable(2, environment)) return native.failed();
  const Value value = native.argument(1);
  if (value.isClosure()) {
    value.asClosure()->environment = environment;
  } else if (value.isNative()) {
    value.asNative()->environment = environment;
  } else if (value.isUserdata()) {
    value.asUserdata()->environment = environment;
  } else if (value.isCoroutine()) {
    value.asCoroutine()->globals = environment;
  } else {
    return native.fail("'setfenv' cannot change environment of given object");
  }
  return native.done(value);
}

NativeStep getregistry(NativeContext& native) {
  return native.done(Value::table(native.machine().registry()));
}

// ---- traceback ----

NativeStep traceback(NativeContext& native) {
  int shift;
  const Coroutine* coroutine = threadArgument(native, shift);
  double number;
  int32_t level = coroutine == native.coroutine() ? 1 : 0;
  if (native.toNumber(native.argument(shift + 2), number))
    level = static_cast<int32_t>(truncateToInteger(number));
  Bytes text;
  if (native.argumentCount() > shift) {
    const Value message = native.toStringValue(native.argument(shift + 1));
    if (message.isNil()) return native.done(native.argument(shift + 1));
    text = Bytes(message.asString()->view()) + "\n";
  }
  if (level < 0) level = 0;
  text += tracebackText(native.machine(), coroutine, runningOn(native, coroutine),
                        static_cast<uint32_t>(level));
  return native.done(native.string(text));
}

NativeStep debugLoop(NativeContext& native) {
  return native.fail("'debug' is not available in this environment");
}

constexpr NativeSpec kDebugLibrary[] = {
    {"debug", debugLoop},           {"getfenv", getfenv},       {"gethook", getHookNative},
    {"getinfo", getinfo},           {"getlocal", getlocal},     {"getregistry", getregistry},
    {"getmetatable", getmetatable}, {"getupvalue", getupvalue}, {"setfenv", setfenv},
    {"sethook", setHookNative},     {"setlocal", setlocal},     {"setmetatable", setmetatable},
    {"setupvalue", setupvalue},     {"traceback", traceback},
};

}  // namespace

void openDebug(Machine& machine, Table* globals) {
  machine.registerNatives(addLibrary(machine, globals, "debug", std::size(kDebugLibrary)),
                          kDebugLibrary);
}

}  // namespace lua
