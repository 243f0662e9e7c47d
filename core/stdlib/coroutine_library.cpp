#include "stdlib/base_parts.h"
#include "stdlib/support.h"

/// Coroutines as scripts see them. Lua 5.1 manual §5.2.
namespace lua {
namespace {

bool readCoroutine(NativeContext& native, Coroutine*& out) {
  const Value value = native.argument(1);
  if (value.isCoroutine()) return out = value.asCoroutine(), true;
  native.argumentError(1, "coroutine expected");
  return false;
}

NativeStep create(NativeContext& native) {
  const Value function = native.argument(1);
  if (!function.isClosure()) return native.argumentError(1, "Lua function expected");
  return native.done(Value::coroutine(native.newCoroutine(function)));
}

enum class ResumePhase { Start, Back = kResultPhase };

NativeStep resume(NativeContext& native) {
  if (native.phase<ResumePhase>() == ResumePhase::Back) {
    if (native.caughtError()) native.setLocal(0, Value::boolean(false));
    return native.doneWithTop(native.resultCount() + 1);
  }
  Coroutine* target;
  if (!readCoroutine(native, target)) return native.failed();
  const int count = native.argumentCount() - 1;
  if (!native.ensureStack(count + 2)) return native.failed();
  native.reserveLocals(1);
  native.setLocal(0, Value::boolean(true));
  for (int index = 2; index <= count + 1; ++index) native.push(native.argument(index));
  return native.resume(target, count, ResumePhase::Back);
}

/// What `wrap` returns. Upvalue: the coroutine.
NativeStep wrapped(NativeContext& native) {
  if (native.phase<ResumePhase>() == ResumePhase::Back) {
    if (!native.caughtError()) return native.doneWithTop(native.resultCount());
    const Value text = native.toStringValue(native.result(0));
    if (text.isNil()) return native.fail(native.result(0));
    return native.fail(text.asString()->view());
  }
  const int count = native.argumentCount();
  if (!native.ensureStack(count + 1)) return native.failed();
  for (int index = 1; index <= count; ++index) native.push(native.argument(index));
  return native.resume(native.self()->upvalues()[0].asCoroutine(), count, ResumePhase::Back);
}

NativeStep wrap(NativeContext& native) {
  const Value function = native.argument(1);
  if (!function.isClosure()) return native.argumentError(1, "Lua function expected");
  NativeClosure* result = native.heap().newNative(wrapped, "wrap", native.self()->environment, 1);
  result->upvalues()[0] = Value::coroutine(native.newCoroutine(function));
  result->kind = NativeKind::Wrapped;
  return native.done(Value::native(result));
}

NativeStep yield(NativeContext& native) { return native.yield(native.argumentCount()); }

NativeStep status(NativeContext& native) {
  Coroutine* target;
  if (!readCoroutine(native, target)) return native.failed();
  switch (target->status) {
    case CoroutineStatus::Suspended:
      return native.done(native.string("suspended"));
    case CoroutineStatus::Running:
      return native.done(native.string("running"));
    case CoroutineStatus::Normal:
      return native.done(native.string("normal"));
    case CoroutineStatus::Dead:
      return native.done(native.string("dead"));
  }
  UNREACHABLE();
}

NativeStep running(NativeContext& native) {
  if (native.coroutine() == native.machine().mainCoroutine()) return native.done(Value::nil());
  return native.done(Value::coroutine(native.coroutine()));
}

constexpr NativeSpec kCoroutineLibrary[] = {
    {"create", create}, {"resume", resume}, {"running", running},
    {"status", status}, {"wrap", wrap},     {"yield", yield},
};

}  // namespace

void addCoroutine(Machine& machine, Table* globals) {
  Table* library = addLibrary(machine, globals, "coroutine", std::size(kCoroutineLibrary));
  for (const NativeSpec& spec : kCoroutineLibrary) {
    NativeClosure* native = addNative(machine, library, spec);
    if (spec.function == resume) native->kind = NativeKind::Resume;
    if (spec.function == yield) native->kind = NativeKind::Yield;
  }
}

}  // namespace lua
