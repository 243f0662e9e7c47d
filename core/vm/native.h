#pragma once

#include <initializer_list>
#include <span>

#include "base/bytes.h"
#include "vm/heap.h"
#include "vm/object.h"
#include "vm/operation.h"
#include "vm/string.h"
#include "vm/table.h"

/// Natives: library functions.
///
/// A native never calls back into the machine. It is entered with phase 0; it either finishes
/// (`done`), fails (`fail`), or *asks* for something (`call`, `resume`, `yield`, `await`) and names
/// the phase at which it wants to be entered again when the answer is there. NativeContext has no
/// member that could run code, so unlimited nesting, pausing and copying hold by construction.
///
/// Stack of a native:   function | arguments 1..n | locals 0..m-1 | values in flight (pushes,
/// results) ... top
///
///     NativeStep tableForeach(NativeContext& native) {
///       enum Phase { Start, Returned };
///       switch (native.phase<Phase>()) { case Start: native.reserveLocals(1); ... }
///       ...
///       return native.call(native.argument(2), {key, value}, Returned);
///     }
///
/// Raw pointers and references to slots (`local`, `argument`) are valid until the next push, call
/// or allocation of stack space. Heap objects are not collected within one phase: allocation never
/// collects.
namespace lua {

class Machine;
struct Cursor;
enum class Flow : uint8_t;

/// What a native answers.
struct NativeStep {
  enum class Kind : uint8_t { Done, Call, Resume, Yield, Await, Pause, Fail };
  Kind kind;
  OperationCause cause = OperationCause::Callback;
  int32_t count = 0;  ///< Done: number of results on top; Call, Resume: number of arguments on top;
                      ///< Yield: number of values on top; Pause: 1 if the slice is not over
};

/// A row of a library table.
struct NativeSpec {
  const char* name;
  NativeFunction function;
  ShortForm shortForm = nullptr;
};

/// A metamethod that must be called to complete an operation: function, first and second operand.
struct MetamethodCall {
  Value function;
  Value first;
  Value second;
};

/// How a primitive with possible metamethods ended: with a value, with a call to make, or with an
/// error already recorded.
enum class MetaOutcome : uint8_t { Ready, NeedsCall, Failed };

class NativeContext {
 public:
  NativeContext(Machine& machine, Coroutine* coroutine, uint32_t function, uint32_t base,
                uint32_t frameIndex)
      : machine_(machine),
        coroutine_(coroutine),
        function_(function),
        base_(base),
        frameIndex_(frameIndex) {}

  Machine& machine() { return machine_; }
  Heap& heap();
  Coroutine* coroutine() { return coroutine_; }
  /// The native that runs, for its upvalues, its environment and its name.
  NativeClosure* self() { return coroutine_->stack[function_].asNative(); }
  /// Slot of the native on its coroutine's stack, and index of its frame or kNoFrame. For levels.h.
  uint32_t functionSlot() const { return function_; }
  uint32_t frameIndex() const { return frameIndex_; }
  /// Data that the embedder attached to the machine (`Machine::setHostData`).
  void* hostData();

  // ---- arguments, 1-based ----

  int argumentCount() const { return static_cast<int>(base_ - function_ - 1); }
  /// The argument, or nil when it is absent.
  Value argument(int index) const {
    return index <= argumentCount() ? coroutine_->stack[function_ + static_cast<uint32_t>(index)]
                                    : Value::nil();
  }
  bool isAbsent(int index) const { return index > argumentCount(); }
  bool isAbsentOrNil(int index) const { return argument(index).isNil(); }
  /// Replaces an argument that is present.
  void setArgument(int index, Value value) {
    coroutine_->stack[function_ + static_cast<uint32_t>(index)] = value;
  }

  // Readers: on failure they record 5.1's "bad argument" error and return false; the native then
  // returns `failed()`.
  bool readAny(int index);
  bool readNumber(int index, double& out) {
    const Value value = argument(index);
    if (value.isNumber()) [[likely]]
      return out = value.asNumber(), true;
    return readNumberSlow(index, out);
  }
  /// Number truncated as `truncateToInteger` does.
  bool readInteger(int index, int64_t& out) {
    double number;
    if (!readNumber(index, number)) return false;
    return out = truncateToInteger(number), true;
  }
  bool readOptionalNumber(int index, double fallback, double& out);
  bool readOptionalInteger(int index, int64_t fallback, int64_t& out);
  /// A string; a number is converted in place as 5.1's lua_tolstring does.
  bool readString(int index, String*& out) {
    const Value value = argument(index);
    if (value.isString()) [[likely]]
      return out = value.asString(), true;
    return readStringSlow(index, out);
  }
  /// Absent or nil: `out` becomes nullptr.
  bool readOptionalString(int index, String*& out);
  bool readTable(int index, Table*& out) {
    const Value value = argument(index);
    if (value.isTable()) [[likely]]
      return out = value.asTable(), true;
    return typeError(index, "table").kind != NativeStep::Kind::Fail;
  }
  /// Lua or native function.
  bool readFunction(int index, Value& out);

  // ---- locals: slots that survive between phases ----

  /// Reserves `count` locals, all nil, and drops values in flight. Call once, in phase 0, before
  /// pushing.
  void reserveLocals(int count);
  Value& local(int index) { return coroutine_->stack[base_ + static_cast<uint32_t>(index)]; }
  void setLocal(int index, Value value) { local(index) = value; }
  double localNumber(int index) { return local(index).asNumber(); }

  // ---- values in flight ----

  /// Makes room for `count` more pushes. 20 are always free at the start of a phase. False (error
  /// recorded) when the stack is full.
  bool ensureStack(int count);
  void push(Value value) { coroutine_->stack[coroutine_->top++] = value; }
  Value pop() { return coroutine_->stack[--coroutine_->top]; }
  Value& top(int fromTop = 0) {
    return coroutine_->stack[coroutine_->top - 1 - static_cast<uint32_t>(fromTop)];
  }

  // ---- phases ----

  template <class Phase = int>
  Phase phase() const {
    return static_cast<Phase>(phase_);
  }
  /// Results of what was asked for, in the phases after the first.
  int resultCount() const { return static_cast<int>(coroutine_->top - results_); }
  Value result(int index) const {
    return index < resultCount() ? coroutine_->stack[results_ + static_cast<uint32_t>(index)]
                                 : Value::nil();
  }
  /// True in a phase that follows `callProtected` or `resume` when that ended with an error;
  /// `result(0)` is then the error value.
  bool caughtError() const { return caught_; }
  /// Drops results and pushes: the top goes back to the end of the locals.
  void dropResults() { coroutine_->top = base_ + localCount_; }

  // ---- answers ----

  NativeStep done() { return {NativeStep::Kind::Done, OperationCause::Call, 0}; }
  NativeStep done(Value value) {
    push(value);
    return {NativeStep::Kind::Done, OperationCause::Call, 1};
  }
  NativeStep done(Value first, Value second) {
    push(first);
    push(second);
    return {NativeStep::Kind::Done, OperationCause::Call, 2};
  }
  /// Finishes with the `count` values on top of the stack.
  NativeStep doneWithTop(int count) {
    return {NativeStep::Kind::Done, OperationCause::Call, count};
  }

  /// Asks for `function(arguments...)` with all its results (or `wanted` of them); continues at
  /// `phase`. Drops values in flight first.
  template <class Phase>
  NativeStep call(Value function, std::initializer_list<Value> arguments, Phase phase,
                  OperationCause cause = OperationCause::Callback, int wanted = kAllResults) {
    return requestCall(function, arguments, static_cast<uint32_t>(phase), cause, wanted);
  }
  template <class Phase>
  NativeStep call(const MetamethodCall& metamethod, Phase phase, int wanted = 1) {
    return requestCall(metamethod.function, {metamethod.first, metamethod.second},
                       static_cast<uint32_t>(phase), OperationCause::Metamethod, wanted);
  }
  /// The same for a function and `argumentCount` arguments that are on top of the stack already,
  /// above the locals.
  template <class Phase>
  NativeStep callTop(int argumentCount, Phase phase,
                     OperationCause cause = OperationCause::Callback, int wanted = kAllResults) {
    return requestTop(argumentCount, static_cast<uint32_t>(phase), cause, wanted, 0);
  }
  /// Like `callTop`, but an error comes back to this native at `phase` with `caughtError()`. With
  /// `withHandler`, local 0 is a message handler that is called above the failed frames first
  /// (xpcall).
  template <class Phase>
  NativeStep callProtectedTop(int argumentCount, Phase phase, bool withHandler) {
    return requestTop(argumentCount, static_cast<uint32_t>(phase), OperationCause::ProtectedCall,
                      kAllResults,
                      withHandler ? frame_flags::CatchesErrors | frame_flags::HasHandler
                                  : frame_flags::CatchesErrors);
  }
  /// Resumes a coroutine with the `argumentCount` values on top of the stack. Continues at `phase`
  /// with the yielded or returned values, or with `caughtError()`. A coroutine that cannot be
  /// resumed answers as an error too.
  template <class Phase>
  NativeStep resume(Coroutine* target, int argumentCount, Phase phase) {
    return requestResume(target, argumentCount, static_cast<uint32_t>(phase));
  }
  /// Suspends the running coroutine with the `count` values on top. The values of the next resume
  /// become this native's results.
  NativeStep yield(int count) {
    return {NativeStep::Kind::Yield, OperationCause::Coroutine, count};
  }
  /// Stops the machine until the host delivers; continues at `phase`.
  template <class Phase>
  NativeStep await(Phase phase) {
    return requestAgain(NativeStep::Kind::Await, static_cast<uint32_t>(phase));
  }
  /// Gives a long-running native's slice back; continues at `phase` in the next slice with locals
  /// kept and values in flight dropped.
  template <class Phase>
  NativeStep pause(Phase phase) {
    return requestAgain(NativeStep::Kind::Pause, static_cast<uint32_t>(phase));
  }
  /// Lets the machine choose its loop anew, within the slice; continues at `phase`.
  template <class Phase>
  NativeStep changeLoop(Phase phase) {
    NativeStep step = requestAgain(NativeStep::Kind::Pause, static_cast<uint32_t>(phase));
    step.count = 1;
    return step;
  }

  // ---- errors ----

  /// After a reader returned false, or `charge` did: returns the recorded error.
  NativeStep failed() { return {NativeStep::Kind::Fail, OperationCause::Call, 0}; }
  /// Raises `value` as it is.
  NativeStep fail(Value value);
  /// Raises a text with the position of the caller in front ("user_script:3: "). 5.1: luaL_error.
  NativeStep fail(base::BytesView message);
  /// Raises a text as it is, without position.
  NativeStep failPlain(base::BytesView message);
  /// "bad argument #i to 'name' (message)". 5.1: luaL_argerror, with its treatment of methods.
  NativeStep argumentError(int index, base::BytesView message);
  /// "bad argument #i to 'name' (expected expected, got type)".
  NativeStep typeError(int index, base::BytesView expected);
  /// Position prefix of the function at `level` (1 = caller), e.g. "user_script:3: ", or
  /// empty. 5.1: luaL_where.
  base::Bytes where(int level);

  // ---- primitives with metamethods ----

  /// object[key]. NeedsCall: call `pending` and take the first result. 5.1: lua_gettable.
  MetaOutcome index(Value object, Value key, Value& out, MetamethodCall& pending);
  /// left < right. NeedsCall: call `pending` and take the truth of the first result. 5.1:
  /// lua_lessthan.
  MetaOutcome lessThan(Value left, Value right, bool& out, MetamethodCall& pending);
  /// left == right with `__eq`. 5.1: lua_equal.
  MetaOutcome equals(Value left, Value right, bool& out, MetamethodCall& pending);
  /// The field `event` ("__tostring", "__metatable", ...) of the value's metatable, or nil. 5.1:
  /// luaL_getmetafield.
  Value metafield(Value value, base::BytesView event);
  Table* metatable(Value value);

  // ---- work ----

  /// Charges `units` of native work (about one VM instruction each) to the budget. False, with an
  /// error recorded, if the script must end: return `failed()`.
  bool charge(uint64_t units);
  /// For natives that allocate much: as `charge`, and false with "not enough memory" if the heap is
  /// full.
  bool chargeAllocation(uint64_t units);
  /// True if the slice is used up: a native that has a phase for it may `pause`.
  bool sliceIsOver() const;
  /// True if a string of `length` bytes may be made; otherwise records the error ("not enough
  /// memory" or "string length overflow").
  bool checkStringLength(uint64_t length);
  /// Records "not enough memory"; always false. A native that has not asked for anything yet is
  /// entered once more after a collection if that can help, so nothing may have happened before.
  bool failMemory();

  // ---- making values ----

  Value string(base::BytesView bytes);
  Value newTable(uint32_t arraySize = 0, uint32_t hashSize = 0);
  /// A suspended coroutine that will run `function`.
  Coroutine* newCoroutine(Value function);
  /// 5.1's conversion of a number to text ("%.14g") as a string value; strings pass; anything else
  /// is nil.
  Value toStringValue(Value value);
  /// 5.1's conversion of a string to a number; false if it is none.
  bool toNumber(Value value, double& out);

 private:
  friend class Machine;
  friend Flow callNative(Machine& machine, Value* slot, int argumentCount, int wanted);
  bool readNumberSlow(int index, double& out);
  bool readStringSlow(int index, String*& out);
  NativeStep requestCall(Value function, std::initializer_list<Value> arguments, uint32_t phase,
                         OperationCause cause, int wanted);
  NativeStep requestTop(int argumentCount, uint32_t phase, OperationCause cause, int wanted,
                        uint16_t flags) {
    nextPhase_ = phase;
    wantedOfCall_ = wanted;
    requestFlags_ = flags;
    return {NativeStep::Kind::Call, cause, argumentCount};
  }
  NativeStep requestResume(Coroutine* target, int argumentCount, uint32_t phase);
  NativeStep requestAgain(NativeStep::Kind kind, uint32_t phase);
  Frame& ensureFrame(int wanted);

  Machine& machine_;
  Coroutine* coroutine_;
  uint32_t function_;
  uint32_t base_;
  uint32_t frameIndex_;  ///< index of the native's frame, or kNoFrame while it runs without one
  uint32_t phase_ = 0;
  uint32_t results_ = 0;
  uint32_t localCount_ = 0;
  uint32_t nextPhase_ = 0;
  int32_t wantedOfCall_ = kAllResults;
  uint16_t requestFlags_ = 0;
  bool caught_ = false;
  bool isRetry_ = false;  ///< entered again after a collection

 public:
  static constexpr uint32_t kNoFrame = UINT32_MAX;
};

}  // namespace lua
