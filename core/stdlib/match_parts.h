#pragma once

#include "stdlib/pattern.h"
#include "vm/machine.h"

/// What the functions that match patterns share.
namespace lua {

/// Steps of a matcher between two looks at the budget.
inline constexpr uint64_t kMatchSlice = 50'000;

/// Capture `index` of a match; index 0 is the whole match if there are no captures. `error` is set
/// if there is no such capture.
Value captureValue(NativeContext& native, const PatternMatcher& matcher, int index,
                   const char*& error);

/// Pushes the captures; the whole match if there are none and `wholeIfNone`. Their number, or -1
/// with an error recorded.
int pushCaptures(NativeContext& native, const PatternMatcher& matcher, bool wholeIfNone);

/// Charges what the matcher did since the last time, if it is worth mentioning.
bool settleWork(NativeContext& native, PatternMatcher& matcher);

/// Writes an interrupted matcher into a buffer in local 0, reserving that local; and back.
inline void saveMatcher(NativeContext& native, const PatternMatcher& matcher) {
  Buffer* buffer = native.heap().newBuffer();
  matcher.suspend(buffer->bytes);
  native.heap().countBuffer(buffer);
  native.reserveLocals(1);
  native.setLocal(0, Value::buffer(buffer));
}
inline void restoreMatcher(NativeContext& native, PatternMatcher& matcher) {
  matcher.resume(native.local(0).asBuffer()->bytes);
}

}  // namespace lua
