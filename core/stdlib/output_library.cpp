#include "stdlib/base_parts.h"
#include "stdlib/support.h"

/// `print` and `io.write` of plain programs, through `LibraryHost::write`. Lua 5.1 manual §5.1,
/// §5.7.
namespace lua {

using base::BytesView;

namespace {

enum class PrintPhase { Start, Found, Converted };

/// `print` calls the global `tostring` for each argument; when that is the original, and no
/// `__tostring` is in play, it need not.
bool isOriginalToString(NativeContext& native, Value function) {
  return function.bits() == native.self()->upvalues()[1].bits();
}

/// As fputs does: up to the first zero byte.
void writeText(const LibraryHost& host, BytesView text) {
  host.write(host.context, text.substr(0, text.find('\0')));
}

/// Prints from argument `index` on; the text of the earlier ones is written. Locals: `tostring`,
/// index.
NativeStep printFrom(NativeContext& native, const LibraryHost& host, int index) {
  const int count = native.argumentCount();
  const Value convert = native.local(0);
  ByteBuilder line(native);
  for (; index <= count; ++index) {
    const Value value = native.argument(index);
    if (index > 1) line.push('\t');
    const bool isSimple =
        isOriginalToString(native, convert) && native.metafield(value, "__tostring").isNil();
    if (!isSimple) {
      host.write(host.context, line.view());
      native.setLocal(1, Value::number(index));
      return native.call(convert, {value}, PrintPhase::Converted, OperationCause::Callback, 1);
    }
    const BytesView text = plainToString(native, value).asString()->view();
    line.append(text.substr(0, text.find('\0')));
    if (!line.settle()) return native.failed();
  }
  line.push('\n');
  host.write(host.context, line.view());
  return native.done();
}

/// Upvalues: host, the original `tostring`.
NativeStep print(NativeContext& native) {
  const LibraryHost& host = hostOf(native.self()->upvalues()[0]);
  if (host.write == nullptr)
    return native.fail("'print' is not available: this host has no output");
  if (native.phase<PrintPhase>() == PrintPhase::Start) {
    native.reserveLocals(2);
    Value convert;
    MetamethodCall pending;
    switch (native.index(Value::table(native.coroutine()->globals), native.string("tostring"),
                         convert, pending)) {
      case MetaOutcome::NeedsCall:
        return native.call(pending, PrintPhase::Found);
      case MetaOutcome::Failed:
        return native.failed();
      case MetaOutcome::Ready:
        break;
    }
    native.setLocal(0, convert);
    return printFrom(native, host, 1);
  }
  if (native.phase<PrintPhase>() == PrintPhase::Found) {
    native.setLocal(0, native.result(0));
    native.dropResults();
    return printFrom(native, host, 1);
  }
  const Value text = native.toStringValue(native.result(0));
  if (text.isNil()) return native.fail("'tostring' must return a string to 'print'");
  writeText(host, text.asString()->view());
  return printFrom(native, host, static_cast<int>(native.localNumber(1)) + 1);
}

}  // namespace

NativeClosure* addPrint(Machine& machine, Table* globals, const LibraryHost* host) {
  return addNative(machine, globals, "print", print, {hostValue(host), Value::nil()});
}

}  // namespace lua
