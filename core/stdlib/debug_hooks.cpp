#include "stdlib/debug_parts.h"
#include "stdlib/support.h"
#include "vm/hooks.h"

/// `debug.sethook` and `debug.gethook`. Lua 5.1 manual §5.9.
namespace lua {
namespace {

struct EventLetter {
  char letter;
  uint8_t event;
};
constexpr EventLetter kEventLetters[] = {
    {'c', hook_events::Call}, {'r', hook_events::Return}, {'l', hook_events::Line}};

uint8_t eventsNamed(base::BytesView mask) {
  mask = mask.substr(0, mask.find('\0'));
  uint8_t events = 0;
  for (const EventLetter& row : kEventLetters) {
    if (mask.find(row.letter) != base::BytesView::npos) events |= row.event;
  }
  return events;
}

/// Reads function, mask and count, and sets the hook.
bool readHook(NativeContext& native) {
  int shift;
  Coroutine* coroutine = threadArgument(native, shift);
  if (native.isAbsentOrNil(shift + 1)) {
    setHook(native.machine(), coroutine, Value::nil(), 0, 0);
    return true;
  }
  String* mask;
  Value function;
  int32_t count;
  if (!native.readString(shift + 2, mask) || !native.readFunction(shift + 1, function) ||
      !readOptionalInt(native, shift + 3, 0, count)) {
    return false;
  }
  uint8_t events = eventsNamed(mask->view());
  if (count > 0) events |= hook_events::Count;
  setHook(native.machine(), coroutine, function, events,
          count > 0 ? static_cast<uint32_t>(count) : 0);
  return true;
}

}  // namespace

NativeStep setHookNative(NativeContext& native) {
  enum class Phase { Start, LoopChosen };
  if (native.phase<Phase>() == Phase::LoopChosen) return native.done();
  if (!readHook(native)) return native.failed();
  return native.changeLoop(Phase::LoopChosen);
}

NativeStep getHookNative(NativeContext& native) {
  int shift;
  const Coroutine::Hook& hook = threadArgument(native, shift)->hook;
  base::Bytes mask;
  for (const EventLetter& row : kEventLetters) {
    if ((hook.events & row.event) != 0) mask.push_back(row.letter);
  }
  native.push(hook.function);
  native.push(native.string(mask));
  native.push(Value::number(hook.count));
  return native.doneWithTop(3);
}

}  // namespace lua
