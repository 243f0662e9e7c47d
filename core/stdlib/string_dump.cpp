#include "stdlib/binary_chunk.h"
#include "stdlib/string_parts.h"
#include "stdlib/support.h"

namespace lua {

NativeStep stringDump(NativeContext& native) {
  Value function;
  if (!native.readFunction(1, function)) return native.failed();
  if (!function.isClosure()) return native.fail("unable to dump given function");
  const base::Bytes chunk = dumpFunction(function.asClosure()->proto);
  if (!chargeBytes(native, chunk.size())) return native.failed();
  return native.done(native.string(chunk));
}

}  // namespace lua
