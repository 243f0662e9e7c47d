#include <utility>

#include "base/number_text.h"
#include "stdlib/base_parts.h"
#include "stdlib/libraries.h"
#include "stdlib/support.h"
#include "vm/access.h"
#include "vm/messages.h"

/// Lua's base library. Lua 5.1 manual §5.1.
namespace lua {
namespace {

using base::BytesView;

// ---- errors and protected calls ----

NativeStep assertNative(NativeContext& native) {
  if (!native.readAny(1)) return native.failed();
  if (native.argument(1).isTruthy()) return native.doneWithTop(native.argumentCount());
  String* message;
  if (!native.readOptionalString(2, message)) return native.failed();
  return native.fail(message == nullptr ? BytesView("assertion failed!")
                                        : message->view().substr(0, message->view().find('\0')));
}

NativeStep error(NativeContext& native) {
  int32_t level;
  if (!readOptionalInt(native, 2, 1, level)) return native.failed();
  const Value message = native.argument(1);
  if (level <= 0 || !(message.isString() || message.isNumber())) return native.fail(message);
  base::Bytes text = native.where(level);
  text += native.toStringValue(message).asString()->view();
  return native.failPlain(text);
}

enum class ProtectedPhase { Start, Ended = kResultPhase };

NativeStep pcall(NativeContext& native) {
  if (native.phase<ProtectedPhase>() == ProtectedPhase::Ended) {
    if (native.caughtError()) native.setLocal(0, Value::boolean(false));
    return native.doneWithTop(native.resultCount() + 1);
  }
  if (!native.readAny(1)) return native.failed();
  const int count = native.argumentCount();
  if (!native.ensureStack(count + 1)) return native.failed();
  native.reserveLocals(1);
  native.setLocal(0, Value::boolean(true));
  for (int index = 1; index <= count; ++index) native.push(native.argument(index));
  return native.callProtectedTop(count - 1, ProtectedPhase::Ended, false);
}

NativeStep xpcall(NativeContext& native) {
  if (native.phase<ProtectedPhase>() == ProtectedPhase::Ended) {
    if (native.caughtError()) native.setLocal(1, Value::boolean(false));
    return native.doneWithTop(native.resultCount() + 1);
  }
  if (!native.readAny(2)) return native.failed();
  native.reserveLocals(2);
  native.setLocal(0, native.argument(2));
  native.setLocal(1, Value::boolean(true));
  native.push(native.argument(1));
  return native.callProtectedTop(0, ProtectedPhase::Ended, true);
}

// ---- tables ----

NativeStep next(NativeContext& native) {
  Table* table;
  if (!native.readTable(1, table)) return native.failed();
  Value key = native.argument(2), value;
  bool invalid = false;
  if (table::next(table, key, value, invalid)) return native.done(key, value);
  if (invalid) return native.failPlain(messages::kInvalidNextKey);
  return native.done(Value::nil());
}

NativeStep pairs(NativeContext& native) {
  Table* table;
  if (!native.readTable(1, table)) return native.failed();
  native.push(native.self()->upvalues()[0]);
  native.push(Value::table(table));
  native.push(Value::nil());
  return native.doneWithTop(3);
}

NativeStep ipairsStep(NativeContext& native) {
  int32_t index;
  Table* table;
  if (!readInt(native, 2, index) || !native.readTable(1, table)) return native.failed();
  ++index;
  const Value value = table::getInteger(table, index);
  if (value.isNil()) return native.done();
  return native.done(Value::number(index), value);
}

NativeStep ipairs(NativeContext& native) {
  Table* table;
  if (!native.readTable(1, table)) return native.failed();
  native.push(native.self()->upvalues()[0]);
  native.push(Value::table(table));
  native.push(Value::number(0));
  return native.doneWithTop(3);
}

NativeStep rawequal(NativeContext& native) {
  if (!native.readAny(1) || !native.readAny(2)) return native.failed();
  return native.done(Value::boolean(rawEquals(native.argument(1), native.argument(2))));
}

NativeStep rawget(NativeContext& native) {
  Table* table;
  if (!native.readTable(1, table) || !native.readAny(2)) return native.failed();
  return native.done(table::get(table, native.argument(2)));
}

NativeStep rawset(NativeContext& native) {
  Table* table;
  if (!native.readTable(1, table) || !native.readAny(2) || !native.readAny(3))
    return native.failed();
  const Value key = native.argument(2);
  if (!checkWritable(native, table)) return native.failed();
  if (key.isNil()) return native.failPlain(messages::kIndexIsNil);
  if (key.isNumber() && key.asNumber() != key.asNumber())
    return native.failPlain(messages::kIndexIsNaN);
  table::set(native.heap(), table, key, native.argument(3));
  return native.done(Value::table(table));
}

NativeStep getmetatable(NativeContext& native) {
  if (!native.readAny(1)) return native.failed();
  Table* metatable = native.metatable(native.argument(1));
  if (metatable == nullptr) return native.done(Value::nil());
  const Value guard = native.metafield(native.argument(1), "__metatable");
  return native.done(guard.isNil() ? Value::table(metatable) : guard);
}

NativeStep setmetatable(NativeContext& native) {
  Table* table;
  if (!native.readTable(1, table)) return native.failed();
  const Value metatable = native.argument(2);
  if (native.isAbsent(2) || !(metatable.isNil() || metatable.isTable())) {
    return native.argumentError(2, "nil or table expected");
  }
  if (!native.metafield(native.argument(1), "__metatable").isNil())
    return native.fail("cannot change a protected metatable");
  if (!checkWritable(native, table)) return native.failed();
  table->metatable = metatable.isNil() ? nullptr : metatable.asTable();
  return native.done(Value::table(table));
}

NativeStep select(NativeContext& native) {
  const int count = native.argumentCount();
  const Value which = native.argument(1);
  if (which.isString() && which.asString()->length > 0 && *which.asString()->data() == '#') {
    return native.done(Value::number(count - 1));
  }
  int32_t index;
  if (!readInt(native, 1, index)) return native.failed();
  if (index < 0) {
    index += count;
  } else if (index > count) {
    index = count;
  }
  if (index < 1) return native.argumentError(1, "index out of range");
  return native.doneWithTop(count - index);
}

NativeStep unpack(NativeContext& native) {
  Table* table;
  int32_t first, last;
  if (!native.readTable(1, table) || !readOptionalInt(native, 2, 1, first)) return native.failed();
  if (native.isAbsentOrNil(3)) {
    last = static_cast<int32_t>(table::length(table));
  } else if (!readInt(native, 3, last)) {
    return native.failed();
  }
  if (first > last) return native.done();
  const int64_t count = int64_t{last} - first + 1;
  const int64_t limit = int64_t{native.machine().limits().valuesInFlight} - native.argumentCount();
  if (count > limit || !native.ensureStack(static_cast<int>(count)))
    return native.fail("too many results to unpack");
  if (count > 64 && !native.charge(static_cast<uint64_t>(count) >> 4)) return native.failed();
  for (int64_t index = first; index <= last; ++index) native.push(table::getInteger(table, index));
  return native.doneWithTop(static_cast<int>(count));
}

// ---- conversions ----

/// Upvalues: the names of the types, by ValueType.
NativeStep type(NativeContext& native) {
  if (native.isAbsent(1)) return native.argumentError(1, "value expected");
  return native.done(native.self()->upvalues()[static_cast<int>(native.argument(1).type())]);
}

NativeStep tonumber(NativeContext& native) {
  int32_t base;
  if (!readOptionalInt(native, 2, 10, base)) return native.failed();
  if (base == 10) {
    if (!native.readAny(1)) return native.failed();
    double number;
    const Value value = native.argument(1);
    if (value.isNumber()) return native.done(value);
    return native.done(native.toNumber(value, number) ? Value::untrustedNumber(number)
                                                      : Value::nil());
  }
  String* string;
  if (!native.readString(1, string)) return native.failed();
  if (base < 2 || base > 36) return native.argumentError(2, "base out of range");
  const BytesView text = string->view().substr(0, string->view().find('\0'));
  size_t length;
  const uint64_t number = base::parseUnsignedPrefix(text, base, length);
  if (length == 0) return native.done(Value::nil());
  for (const char c : text.substr(length)) {
    if (c != ' ' && (c < '\t' || c > '\r')) return native.done(Value::nil());
  }
  return native.done(Value::number(static_cast<double>(number)));
}

enum class ToStringPhase { Start, Converted };

NativeStep tostring(NativeContext& native) {
  if (native.phase<ToStringPhase>() == ToStringPhase::Converted)
    return native.done(native.result(0));
  if (!native.readAny(1)) return native.failed();
  const Value value = native.argument(1);
  const Value handler = native.metafield(value, "__tostring");
  if (!handler.isNil())
    return native.call(handler, {value}, ToStringPhase::Converted, OperationCause::Metamethod, 1);
  return native.done(plainToString(native, value));
}

// ---- short forms ----

int shortType(Machine&, Value* slot, int argumentCount) {
  if (argumentCount < 1) return kNotShort;
  return doneShort(slot, slot->asNative()->upvalues()[static_cast<int>(slot[1].type())]);
}

int shortRawget(Machine&, Value* slot, int argumentCount) {
  if (argumentCount < 2 || !slot[1].isTable()) return kNotShort;
  return doneShort(slot, table::get(slot[1].asTable(), slot[2]));
}

/// A table without metatable gets one.
int shortSetmetatable(Machine&, Value* slot, int argumentCount) {
  if (argumentCount < 2 || !slot[1].isTable() || !slot[2].isTable()) return kNotShort;
  Table* table = slot[1].asTable();
  if (table->metatable != nullptr || table->isReadOnly()) return kNotShort;
  table->metatable = slot[2].asTable();
  return doneShort(slot, slot[1]);
}

/// A number or a string, to base 10.
int shortTonumber(Machine& machine, Value* slot, int argumentCount) {
  if (argumentCount != 1 || !(slot[1].isNumber() || slot[1].isString())) return kNotShort;
  double number;
  const bool converts = convertToNumber(machine, slot[1], number);
  return doneShort(slot, converts ? Value::number(number) : Value::nil());
}

/// Ends a short form with `count` results that begin at `from`, a slot above.
int doneShortWith(Value* slot, const Value* from, int count) {
  for (int index = 0; index < count; ++index) slot[index] = from[index];
  return count;
}

int shortAssert(Machine&, Value* slot, int argumentCount) {
  if (argumentCount < 1 || !slot[1].isTruthy()) return kNotShort;
  return doneShortWith(slot, slot + 1, argumentCount);
}

int shortSelect(Machine&, Value* slot, int argumentCount) {
  if (argumentCount < 1) return kNotShort;
  const Value which = slot[1];
  if (which.isNumber()) {
    const int32_t index = truncateToInt32(which.asNumber());
    if (index < 1 || index > argumentCount) return kNotShort;
    return doneShortWith(slot, slot + 1 + index, argumentCount - index);
  }
  if (!which.isString() || *which.asString()->data() != '#') return kNotShort;
  return doneShort(slot, Value::number(argumentCount - 1));
}

/// A few elements, for which there is room without asking.
int shortUnpack(Machine&, Value* slot, int argumentCount) {
  if (argumentCount != 1 || !slot[1].isTable()) return kNotShort;
  const Table* table = slot[1].asTable();
  const uint32_t count = table::length(table);
  if (count > kNativeSlots / 2) return kNotShort;
  for (uint32_t index = 0; index < count; ++index)
    slot[index] = table::getInteger(table, index + 1);
  return static_cast<int>(count);
}

int shortNext(Machine&, Value* slot, int argumentCount) {
  if (argumentCount < 1 || !slot[1].isTable()) return kNotShort;
  Value key = argumentCount > 1 ? slot[2] : Value::nil(), value;
  bool invalid = false;
  if (!table::next(slot[1].asTable(), key, value, invalid))
    return invalid ? kNotShort : doneShort(slot, Value::nil());
  slot[1] = value;
  slot[0] = key;
  return 2;
}

/// `pairs` and `ipairs`, which differ in the first control variable.
int shortIterator(Value* slot, int argumentCount, Value control) {
  if (argumentCount < 1 || !slot[1].isTable()) return kNotShort;
  slot[0] = slot->asNative()->upvalues()[0];
  slot[2] = control;
  return 3;
}

int shortPairs(Machine&, Value* slot, int argumentCount) {
  return shortIterator(slot, argumentCount, Value::nil());
}

int shortIpairs(Machine&, Value* slot, int argumentCount) {
  return shortIterator(slot, argumentCount, Value::number(0));
}

int shortRawequal(Machine&, Value* slot, int argumentCount) {
  if (argumentCount < 2) return kNotShort;
  return doneShort(slot, Value::boolean(rawEquals(slot[1], slot[2])));
}

int shortRawset(Machine& machine, Value* slot, int argumentCount) {
  if (argumentCount < 3 || !slot[1].isTable() || slot[1].asTable()->isReadOnly()) return kNotShort;
  const Value key = slot[2];
  if (key.isNil() || (key.isNumber() && key.asNumber() != key.asNumber())) return kNotShort;
  table::set(machine.heap(), slot[1].asTable(), key, slot[3]);
  return doneShort(slot, slot[1]);
}

int shortGetmetatable(Machine& machine, Value* slot, int argumentCount) {
  if (argumentCount < 1) return kNotShort;
  Table* metatable = machine.metatableOf(slot[1]);
  if (metatable == nullptr) return doneShort(slot, Value::nil());
  const Value guard = table::getShortString(metatable, machine.heap().newString("__metatable"));
  return doneShort(slot, guard.isNil() ? Value::table(metatable) : guard);
}

/// A number.
int shortTostring(Machine& machine, Value* slot, int argumentCount) {
  if (argumentCount < 1 || !slot[1].isNumber() || machine.metatableOf(slot[1]) != nullptr)
    return kNotShort;
  char text[base::kNumberBufferSize];
  const size_t length = base::formatLuaNumber(slot[1].asNumber(), text);
  return doneShort(slot, machine.makeString({text, length}));
}

// ---- collector ----

constexpr BytesView kCollectorOptions[] = {"stop", "restart",  "collect",   "count",
                                           "step", "setpause", "setstepmul"};
enum class CollectorOption { Stop, Restart, Collect, Count, Step, SetPause, SetStepMultiplier };

double heapKilobytes(NativeContext& native) {
  return static_cast<double>(native.heap().bytesInUse()) / 1024;
}

/// Upvalue: the step multiplier.
bool stepCollector(NativeContext& native, int32_t kilobytes) {
  const double multiplier = native.self()->upvalues()[0].asNumber();
  return native.machine().stepCollection(kilobytes > 0 ? static_cast<uint32_t>(kilobytes) : 0,
                                         multiplier > 0 ? static_cast<uint32_t>(multiplier) : 0);
}

NativeStep collectgarbage(NativeContext& native) {
  // Finalizers run while this function is on the stack, and their errors come out of it.
  enum class Phase { Start, Collected, CycleEnded };
  if (native.phase<Phase>() == Phase::Collected) return native.done(Value::number(0));
  if (native.phase<Phase>() == Phase::CycleEnded) return native.done(Value::boolean(true));
  String* name;
  int32_t extra;
  if (!native.readOptionalString(1, name)) return native.failed();
  const BytesView wanted = name == nullptr ? BytesView("collect") : name->view();
  int option = 0;
  while (option < 7 && kCollectorOptions[option] != wanted) ++option;
  if (option == 7) return native.argumentError(1, invalidOption(wanted));
  if (!readOptionalInt(native, 2, 0, extra)) return native.failed();
  Machine& machine = native.machine();
  switch (static_cast<CollectorOption>(option)) {
    case CollectorOption::Stop:
      machine.setCollectorStopped(true);
      break;
    case CollectorOption::Restart:
      machine.setCollectorStopped(false);
      break;
    case CollectorOption::Collect:
      machine.requestCollection();
      return native.changeLoop(Phase::Collected);
    case CollectorOption::Count:
      return native.done(Value::number(heapKilobytes(native)));
    case CollectorOption::Step:
      if (!stepCollector(native, extra)) return native.done(Value::boolean(false));
      return native.changeLoop(Phase::CycleEnded);
    case CollectorOption::SetPause: {
      const int previous = machine.gcPause();
      machine.setGcPause(extra);
      return native.done(Value::number(previous));
    }
    case CollectorOption::SetStepMultiplier: {
      Value& multiplier = native.self()->upvalues()[0];
      return native.done(std::exchange(multiplier, Value::number(extra)));
    }
  }
  return native.done(Value::number(0));
}

NativeStep gcinfo(NativeContext& native) {
  return native.done(Value::number(static_cast<double>(native.heap().bytesInUse() >> 10)));
}

// ---- registration ----

/// A function with an iterator as its upvalue: `pairs`, `ipairs`.
void addIterator(Machine& machine, Table* globals, const NativeSpec& spec, NativeClosure* step) {
  addNative(machine, globals, spec.name, spec.function, {Value::native(step)})->shortForm =
      spec.shortForm;
}

void addType(Machine& machine, Table* globals) {
  const auto name = [&](int type) {
    return machine.makeString(typeName(static_cast<ValueType>(type)));
  };
  addNative(machine, globals, "type", type,
            {name(0), name(1), name(2), name(3), name(4), name(5), name(6), name(7), name(8)})
      ->shortForm = shortType;
}

/// In the order of the original, because `pairs(_G)` shows it. With a host it is the whole library,
/// without it what Redis leaves of it.
void addBase(Machine& machine, Table* globals, ChunkCompiler compiler, const LibraryHost* host) {
  const bool isPlain = host != nullptr;
  // Redis stores a name that it leaves out and takes it away again at once; the room that it took
  // shows in the order of `pairs`.
  const auto passOver = [&](base::BytesView name) {
    if (isPlain) return;
    setField(machine, globals, name, Value::boolean(true));
    setField(machine, globals, name, Value::nil());
  };
  const BinaryChunks binary = isPlain ? BinaryChunks::Accepted : BinaryChunks::Refused;
  setField(machine, globals, "_G", Value::table(globals));
  addNative(machine, globals, {"assert", assertNative, shortAssert});
  addNative(machine, globals, "collectgarbage", collectgarbage, {Value::number(200)});
  if (isPlain) addDofile(machine, globals, compiler, host);
  passOver("dofile");
  addNative(machine, globals, "error", error);
  addNative(machine, globals, "gcinfo", gcinfo);
  if (isPlain) addNative(machine, globals, "getfenv", getfenvNative);
  passOver("getfenv");
  addNative(machine, globals, {"getmetatable", getmetatable, shortGetmetatable});
  if (isPlain) addLoadfile(machine, globals, compiler, host);
  passOver("loadfile");
  addLoad(machine, globals, compiler, binary);
  addLoadstring(machine, globals, compiler, binary);
  NativeClosure* nextNative = addNative(machine, globals, {"next", next, shortNext});
  nextNative->kind = NativeKind::Next;
  addNative(machine, globals, "pcall", pcall)->kind = NativeKind::ProtectedCall;
  NativeClosure* print = isPlain ? addPrint(machine, globals, host) : nullptr;
  passOver("print");
  addNative(machine, globals, {"rawequal", rawequal, shortRawequal});
  addNative(machine, globals, {"rawget", rawget, shortRawget});
  addNative(machine, globals, {"rawset", rawset, shortRawset});
  addNative(machine, globals, {"select", select, shortSelect});
  if (isPlain) addNative(machine, globals, "setfenv", setfenvNative);
  passOver("setfenv");
  addNative(machine, globals, {"setmetatable", setmetatable, shortSetmetatable});
  addNative(machine, globals, {"tonumber", tonumber, shortTonumber});
  NativeClosure* original = addNative(machine, globals, {"tostring", tostring, shortTostring});
  if (print != nullptr) print->upvalues()[1] = Value::native(original);
  addType(machine, globals);
  addNative(machine, globals, {"unpack", unpack, shortUnpack});
  addNative(machine, globals, "xpcall", xpcall);
  setField(machine, globals, "_VERSION", machine.makeString("Lua 5.1"));
  NativeClosure* step = machine.heap().newNative(ipairsStep, "ipairs", globals);
  step->kind = NativeKind::IpairsStep;
  addIterator(machine, globals, {"ipairs", ipairs, shortIpairs}, step);
  NativeClosure* pairsStep = machine.heap().newNative(next, "next", globals);
  pairsStep->kind = NativeKind::Next;
  addIterator(machine, globals, {"pairs", pairs, shortPairs}, pairsStep);
  if (isPlain) addNewproxy(machine, globals);
  passOver("newproxy");
  addCoroutine(machine, globals);
}

}  // namespace

Value plainToString(NativeContext& native, Value value) {
  switch (value.type()) {
    case ValueType::Number:
    case ValueType::String:
      return native.toStringValue(value);
    case ValueType::Boolean:
      return native.string(value.isTrue() ? "true" : "false");
    case ValueType::Nil:
      return native.string("nil");
    default:
      return native.string(base::Bytes(typeName(value.type())) + ": " +
                           addressText(native.heap(), value));
  }
}

void openSandboxBase(Machine& machine, Table* globals, ChunkCompiler compiler) {
  addBase(machine, globals, compiler, nullptr);
}

void openPlainBase(Machine& machine, Table* globals, ChunkCompiler compiler,
                   const LibraryHost* host) {
  addBase(machine, globals, compiler, host);
}

}  // namespace lua
