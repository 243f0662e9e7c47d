#include "base/number_text.h"
#include "stdlib/base_parts.h"
#include "stdlib/support.h"
#include "vm/levels.h"

/// `getfenv`, `setfenv`, `newproxy`. Lua 5.1 manual §5.1.
namespace lua {
namespace {

/// What a level or function argument names.
struct Target {
  Value function;  ///< nil: the thread itself (level 0)
  bool isLevel = false;
};

/// The function that runs `level` levels above this native, as 5.1 counts: a tail call that
/// replaced its caller counts as a level of its own. False: there is no such level, or an error is
/// recorded.
bool functionAtLevel(NativeContext& native, int32_t level, Value& out) {
  LevelWalk walk(native.machine(), native.coroutine(), &native);
  walk.advance(static_cast<uint32_t>(level));
  if (!walk.isAtLevel()) {
    native.argumentError(1, "invalid level");
  } else if (const Level at = walk.level(); at.isTail) {
    native.fail("no function environment for tail call at level " + base::formatInteger(level));
  } else {
    return out = native.coroutine()->stack[at.function], true;
  }
  return false;
}

/// Reads argument 1: a function, a level, or (if `optional`) nothing for level 1.
bool readTarget(NativeContext& native, bool optional, Target& out) {
  const Value value = native.argument(1);
  if (value.isFunction()) return out.function = value, true;
  int32_t level;
  if (optional ? !readOptionalInt(native, 1, 1, level) : !readInt(native, 1, level)) return false;
  if (level < 0) {
    native.argumentError(1, "level must be non-negative");
    return false;
  }
  out.isLevel = true;
  return level == 0 || functionAtLevel(native, level, out.function);
}

Table* environmentOf(const NativeContext&, Value function, Table* globals) {
  return function.isClosure() ? function.asClosure()->environment : globals;
}

}  // namespace

NativeStep getfenvNative(NativeContext& native) {
  Target target;
  if (!readTarget(native, true, target)) return native.failed();
  return native.done(
      Value::table(environmentOf(native, target.function, native.coroutine()->globals)));
}

NativeStep setfenvNative(NativeContext& native) {
  Table* environment;
  if (!native.readTable(2, environment)) return native.failed();
  Target target;
  if (!readTarget(native, false, target)) return native.failed();
  if (target.function.isNil()) {
    native.coroutine()->globals = environment;
    return native.done();
  }
  if (!target.function.isClosure())
    return native.fail("'setfenv' cannot change environment of given object");
  target.function.asClosure()->environment = environment;
  return native.done(target.function);
}

namespace {

/// Upvalue: a weak-keyed table of the metatables that newproxy made.
NativeStep newproxy(NativeContext& native) {
  const Value argument = native.argument(1);
  Table* known = native.self()->upvalues()[0].asTable();
  Table* metatable = nullptr;
  if (argument.isTrue()) {
    metatable = native.heap().newTable();
    table::set(native.heap(), known, Value::table(metatable), Value::boolean(true));
  } else if (argument.isTruthy()) {
    metatable = argument.isUserdata() ? argument.asUserdata()->metatable : nullptr;
    const bool isProxy =
        metatable != nullptr && table::get(known, Value::table(metatable)).isTruthy();
    if (!isProxy) return native.argumentError(1, "boolean or proxy expected");
  }
  Userdata* proxy = native.heap().newUserdata(0);
  proxy->metatable = metatable;
  if (metatable != nullptr) native.machine().trackFinalizer(proxy);
  return native.done(Value::userdata(proxy));
}

}  // namespace

void addNewproxy(Machine& machine, Table* globals) {
  Table* known = machine.heap().newTable();
  setField(machine, known, "__mode", machine.makeString("k"));
  known->metatable = known;
  addNative(machine, globals, "newproxy", newproxy, {Value::table(known)});
}

}  // namespace lua
