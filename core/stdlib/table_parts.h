#pragma once

#include "vm/machine.h"

/// What the files of the table library share.
namespace lua {

// ---- table_sort.cpp ----

NativeStep tableSort(NativeContext& native);

}  // namespace lua
