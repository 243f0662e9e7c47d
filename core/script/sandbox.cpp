#include "script/engine_parts.h"
#include "script/messages.h"
#include "stdlib/libraries.h"
#include "vm/table.h"

/// The globals that a script sees, made in the order in which Redis makes them, and their
/// protection.
///
/// Scripts share one set of globals. It is read-only as a whole: the table of globals, each
/// library, and their metatables, the one of strings included. Reading a global that does not exist
/// is an error, because its metatable's `__index` says so. Functions have their own machine, whose
/// globals are hidden while a library loads. Redis 7.0: "Lua globals protection".
namespace script {

using base::Bytes;
using lua::Machine;
using lua::NativeContext;
using lua::NativeStep;
using lua::Table;
using lua::Value;

namespace {

/// `__index` of the table of globals.
NativeStep unknownGlobal(NativeContext& native) {
  if (native.argumentCount() != 2) return native.fail(messages::kProtectedTableArguments);
  const Value name = native.toStringValue(native.argument(2));
  if (!name.isString()) return native.fail(messages::kProtectedTableKey);
  Bytes message(messages::kUnknownGlobal);
  const base::BytesView text = name.asString()->view();
  message += text.substr(0, text.find('\0'));
  message += '\'';
  return native.fail(message);
}

Value newNative(Machine& machine, lua::NativeFunction function, const char* name) {
  return Value::native(machine.heap().newNative(function, name, machine.globals()));
}

void setGlobal(Machine& machine, const char* name, Value value) {
  lua::table::setString(machine.heap(), machine.globals(), machine.heap().newString(name), value);
}

/// Makes a table, its metatable and all tables in it read-only. Tables that are read-only already
/// are not entered again.
void protect(Table* table) {
  if (table == nullptr || table->isReadOnly()) return;
  table->flags |= Table::kReadOnly;
  protect(table->metatable);
  Value key;
  Value value;
  bool invalid = false;
  while (lua::table::next(table, key, value, invalid)) {
    if (value.isTable()) protect(value.asTable());
  }
}

/// A metatable that makes reading a missing name an error.
void refuseUnknownNames(Machine& machine, Table* table) {
  Table* metatable = machine.heap().newTable();
  lua::table::setString(machine.heap(), metatable, machine.heap().newString("__index"),
                        newNative(machine, unknownGlobal, "__index"));
  table->metatable = metatable;
  table->absent = 0;
}

/// `os.clock`. The engine's clock stands for the time of the processor.
NativeStep elapsedSeconds(NativeContext& native) {
  constexpr double kMicrosecondsPerSecond = 1e6;
  EngineParts& parts = partsOf(native);
  const int64_t elapsed =
      parts.options.clock->nowMicroseconds() - parts.dispatcher.server().startedAtMicroseconds;
  return native.done(Value::number(static_cast<double>(elapsed) / kMicrosecondsPerSecond));
}

/// What later releases leave of the library `os`.
void addClock(Machine& machine) {
  const auto& parts = *static_cast<EngineParts*>(machine.hostData());
  if (parts.keyspace.configuration().compat.release() != redis::Compatibility::Release::Redis74) {
    return;
  }
  Table* library = machine.heap().newTable();
  lua::table::setString(machine.heap(), library, machine.heap().newString("clock"),
                        newNative(machine, elapsedSeconds, "clock"));
  setGlobal(machine, "os", Value::table(library));
}

/// The libraries that scripts and functions share.
void addLibraries(Machine& machine, Table* globals) {
  lua::openSandboxBase(machine, globals, chunkCompiler);
  lua::openTable(machine, globals);
  lua::openString(machine, globals);
  lua::openMath(machine, globals);
  // Redis has the table `debug` until its own code is loaded; the room it took shows in the order
  // of `pairs`.
  setGlobal(machine, "debug", Value::boolean(true));
  lua::openCjson(machine, globals);
  lua::openStruct(machine, globals);
  lua::openCmsgpack(machine, globals);
  lua::openBit(machine, globals);
  addClock(machine);
  setGlobal(machine, "pcall", newNative(machine, redisPcall, "pcall"));
}

void protectGlobals(Machine& machine, Table* globals) {
  refuseUnknownNames(machine, globals);
  protect(globals);
  protect(machine.typeMetatable(lua::ValueType::String));
}

void setRegistry(Machine& machine, int64_t slot, Value value) {
  lua::table::setInteger(machine.heap(), machine.registry(), slot, value);
}

void addRunner(Machine& machine, Value errorHandler) {
  lua::NativeClosure* runner =
      machine.heap().newNative(runScriptProtected, "eval", machine.globals(), 1);
  runner->upvalues()[0] = errorHandler;
  setRegistry(machine, kRunnerSlot, Value::native(runner));
}

/// Places of the two sets of globals in the registry of a function machine.
constexpr int64_t kFunctionGlobalsSlot = -2;
constexpr int64_t kLoadingGlobalsSlot = -3;

}  // namespace

void buildSandbox(Machine& machine) {
  Table* globals = machine.globals();
  addLibraries(machine, globals);
  addEvalFunctions(machine, addRedisLibrary(machine, globals));
  setGlobal(machine, "debug", Value::nil());
  const Value errorHandler = newNative(machine, redisErrorHandler, "__redis__err__handler");
  setGlobal(machine, "__redis__err__handler", errorHandler);
  protectGlobals(machine, globals);
  addRunner(machine, errorHandler);
}

void buildFunctionSandbox(Machine& machine) {
  Table* globals = machine.globals();
  addLibraries(machine, globals);
  addRedisLibrary(machine, globals);
  setGlobal(machine, "debug", Value::nil());
  protectGlobals(machine, globals);
  setRegistry(machine, kFunctionGlobalsSlot, Value::table(globals));
  addRunner(machine, newNative(machine, redisErrorHandler, "__ERROR_HANDLER__"));

  Table* loading = machine.heap().newTable();
  refuseUnknownNames(machine, addLoadingLibrary(machine, loading));
  refuseUnknownNames(machine, loading);
  protect(loading);
  setRegistry(machine, kLoadingGlobalsSlot, Value::table(loading));

  // What libraries and functions see is an empty table that cannot be written to: all reading goes
  // through its metatable, where the two sets of globals take turns.
  Table* visible = machine.heap().newTable();
  visible->metatable = machine.heap().newTable();
  machine.setGlobals(visible);
  showGlobals(machine, VisibleGlobals::Functions);
  protect(visible);
}

void showGlobals(Machine& machine, VisibleGlobals which) {
  const int64_t slot =
      which == VisibleGlobals::Loading ? kLoadingGlobalsSlot : kFunctionGlobalsSlot;
  lua::table::setString(machine.heap(), machine.globals()->metatable,
                        machine.heap().newString("__index"),
                        lua::table::getInteger(machine.registry(), slot));
}

}  // namespace script
