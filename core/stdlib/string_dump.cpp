#include "stdlib/string_parts.h"

namespace lua {

NativeStep stringDump(NativeContext& native) {
  Value function;
  if (!native.readFunction(1, function)) return native.failed();
  if (!function.isClosure()) return native.fail("unable to dump given function");
  return native.fail("'string.dump' is not available: functions have no binary form here");
}

}  // namespace lua
