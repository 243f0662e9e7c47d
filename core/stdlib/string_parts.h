#pragma once

#include "vm/machine.h"

/// What the files of the string library share.
namespace lua {

/// A position as 5.1 understands it: negative counts from the end; never below 0.
inline int64_t resolvePosition(int64_t position, size_t length) {
  if (position < 0) position += static_cast<int64_t>(length) + 1;
  return position >= 0 ? position : 0;
}

// ---- string_match.cpp ----

NativeStep stringFind(NativeContext& native);
NativeStep stringMatch(NativeContext& native);
NativeStep stringGmatch(NativeContext& native);

// ---- string_gsub.cpp ----

NativeStep stringGsub(NativeContext& native);

// ---- string_format.cpp ----

NativeStep stringFormat(NativeContext& native);

// ---- string_dump.cpp ----

NativeStep stringDump(NativeContext& native);

}  // namespace lua
