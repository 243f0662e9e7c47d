#pragma once

#include "vm/machine.h"

/// What the files of the debug library share.
namespace lua {

/// The coroutine that the first argument names, or the running one. `shift` is 1 if it was given,
/// by which the other arguments are moved.
Coroutine* threadArgument(NativeContext& native, int& shift);
/// The native, if it runs on `coroutine`: then it is level 0 there (levels.h).
const NativeContext* runningOn(NativeContext& native, const Coroutine* coroutine);

// ---- debug_hooks.cpp ----

NativeStep setHookNative(NativeContext& native);
NativeStep getHookNative(NativeContext& native);

}  // namespace lua
