#pragma once

#include "vm/machine.h"

/// Hooks: functions that a program sets for its own calls, returns, lines and instructions.
///
/// While any coroutine has a hook, the machine runs its observed loop, where every call and return
/// is an operation; the fast loop knows nothing of hooks. Before a step that concerns the hook, the
/// machine puts a call of the hook function in front of it, in a trampoline frame that leaves the
/// frames below as they are, and asks again afterwards: `Coroutine::hook` remembers how far the
/// step has been announced. Hooks are off while a hook or a finalizer runs. Lua 5.1 manual §5.9,
/// debug.sethook.
///
/// Compat: When a hook hears of a tail call, its caller is gone already: debug.getinfo gives no
/// name for the called function, where Lua 5.1 still gives the one of the call.
namespace lua {

/// Events that a hook is called for, a bit set.
namespace hook_events {
inline constexpr uint8_t Call = 1;
inline constexpr uint8_t Return = 2;
inline constexpr uint8_t Line = 4;
inline constexpr uint8_t Count = 8;
}  // namespace hook_events

/// Sets the hook of a coroutine: `function` is called for `events`, and with Count after every
/// `count` instructions. A nil function or no events: none. The machine chooses its loop anew
/// when the native that calls this asks for it (NativeContext::changeLoop).
void setHook(Machine& machine, Coroutine* coroutine, Value function, uint8_t events,
             uint32_t count);

/// For the observed loop, before the instruction at the saved pc of the top frame. True: a call of
/// the hook has been queued, to be done first.
bool announceInstruction(Machine& machine);
/// The instruction that was announced is put off to the next slice: it is not announced again.
void keepAnnouncement(Machine& machine);
/// The same before a native is entered: gives it a frame. True: the hook comes first.
bool announceNative(Machine& machine, uint32_t slot, int argumentCount, int wanted);
/// The same before the return that `operation` says.
bool announceReturn(Machine& machine, const Operation& operation);
/// After a hook that came before a return: queues the return that the hook's frame remembers.
void repeatReturn(Machine& machine, const Frame& hookFrame);
/// True if the current coroutine's hook wants to hear of returns.
bool wantsReturns(const Machine& machine);

}  // namespace lua
