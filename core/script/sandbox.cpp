#include "script/engine_parts.h"
#include "script/messages.h"
#include "stdlib/libraries.h"
#include "vm/table.h"

/// The globals that a script sees, made in the order in which Redis makes them, and their
/// protection.
///
/// Scripts share one set of globals. It is read-only as a whole: the table of globals, each
/// library, and their metatables, the one of strings included. Reading a global that does not exist
/// is an error, because its metatable's `__index` says so. Redis 7.0: "Lua globals protection".
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

}  // namespace

void buildSandbox(Machine& machine) {
  Table* globals = machine.globals();
  lua::openSandboxBase(machine, globals, chunkCompiler);
  lua::openTable(machine, globals);
  lua::openString(machine, globals);
  lua::openMath(machine, globals);
  lua::openCjson(machine, globals);
  lua::openStruct(machine, globals);
  lua::openCmsgpack(machine, globals);
  lua::openBit(machine, globals);
  setGlobal(machine, "pcall", newNative(machine, redisPcall, "pcall"));
  addRedisLibrary(machine, globals);
  const Value errorHandler = newNative(machine, redisErrorHandler, "__redis__err__handler");
  setGlobal(machine, "__redis__err__handler", errorHandler);

  Table* metatable = machine.heap().newTable();
  lua::table::setString(machine.heap(), metatable, machine.heap().newString("__index"),
                        newNative(machine, unknownGlobal, "__index"));
  globals->metatable = metatable;
  globals->absent = 0;
  protect(globals);
  protect(machine.typeMetatable(lua::ValueType::String));

  lua::NativeClosure* runner = machine.heap().newNative(runScriptProtected, "eval", globals, 1);
  runner->upvalues()[0] = errorHandler;
  lua::table::setInteger(machine.heap(), machine.registry(), kRunnerSlot, Value::native(runner));
}

}  // namespace script
