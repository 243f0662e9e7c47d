#pragma once

#include <span>

#include "base/status.h"
#include "vm/heap.h"
#include "vm/limits.h"
#include "vm/native.h"
#include "vm/observer.h"
#include "vm/operation.h"

/// The machine.
///
/// A machine is a heap, a current coroutine and a short queue of operations. `run` is the only
/// place that runs Lua code: it takes an operation if there is one, otherwise continues the top
/// frame, native or Lua. Nothing calls back: opcodes and natives leave an operation and return to
/// `run`. So depth is bounded by `Limits` alone, a run can stop between any two steps, and all of
/// its state is plain data (frames and operations hold indices).
///
/// The budget is charged at calls and backward jumps; when it is used up `run` returns OutOfBudget
/// and a later `run` goes on.
namespace lua {

enum class RunState : uint8_t {
  Running,        ///< internal: go on
  Finished,       ///< results() holds what the main function returned
  Failed,         ///< error() holds the error value
  Paused,         ///< the observer asked for it
  OutOfBudget,    ///< the slice is used up
  AwaitingReply,  ///< a native waits for the host: deliver()
};

/// Why a run was ended by something that scripts cannot catch.
enum class StopReason : uint8_t {
  None,
  Interrupted,  ///< `interrupt`
  Units,        ///< the limit of budget units
  Host,         ///< the host's watch answered EndRun
  Memory,       ///< the heap is full and MemoryPolicy says EndRun
};

/// Execution mode of the loop: the same opcodes, with or without the observer.
enum class Mode : uint8_t { Fast, Observed };

/// What an opcode asks of the loop.
enum class Flow : uint8_t {
  Next,    ///< go on with the cursor as it is
  Reload,  ///< the top frame changed and is a Lua frame: load the cursor from it
  Leave,   ///< back to `run`: an operation is pending, a native is on top, or the state changed
};

/// Position of the loop in the top frame, kept in registers by the compiler: only functions that
/// are inlined into the loop may take it, by reference. All others get the address of the next
/// instruction and find the rest in the frame; a copy of the structure as an argument would move
/// the loop's own into memory, where every instruction then waits for it (docs/decisions/0017).
/// They leave the position in the frame and answer Flow::Reload.
struct Cursor {
  const Instruction* pc;
  Value* base;
  const Value* constants;
  Closure* closure;
};

enum class Event : uint8_t {
#define EVENT(name, key) name,
#include "vm/events.def"
};
inline constexpr int kEventCount = 0
#define EVENT(...) +1
#include "vm/events.def"
    ;

/// Arithmetic operators, in the order of their events.
enum class Arithmetic : uint8_t { Add, Subtract, Multiply, Divide, Modulo, Power };

/// Where an instruction was executed.
struct InstructionPlace {
  const Coroutine* coroutine = nullptr;
  size_t depth = 0;  ///< number of frames of the coroutine
  uint32_t pc = 0;
};

class Machine {
 public:
  explicit Machine(const Limits& limits = {});
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;

  // ---- set-up ----

  Heap& heap() { return heap_; }
  const Limits& limits() const { return limits_; }
  void setLimits(const Limits& limits);
  Table* globals() { return main_->globals; }
  void setGlobals(Table* table) { main_->globals = table; }
  /// Table that natives may use for shared state (5.1's registry).
  Table* registry() { return registry_; }
  Table* typeMetatable(ValueType type) const { return typeMetatables_[static_cast<int>(type)]; }
  void setTypeMetatable(ValueType type, Table* metatable) {
    typeMetatables_[static_cast<int>(type)] = metatable;
  }
  /// Adds natives to `target` under their names.
  void registerNatives(Table* target, std::span<const NativeSpec> natives);
  void* hostData() const { return hostData_; }
  void setHostData(void* data) { hostData_ = data; }
  void setObserver(Observer* observer) { observer_ = observer; }
  bool hasObserver() const { return observer_ != nullptr; }
  /// Collect at every safepoint: a test mode.
  void setStressCollection(bool on);

  /// Creates the heap form of a verified module; the closure is its main function with
  /// `environment` as globals.
  Closure* load(const CompiledModule& module, Table* environment);

  // ---- running ----

  /// Prepares the main coroutine to call `function`. What an earlier run left is dropped.
  void start(Value function, std::span<const Value> arguments);
  /// Runs until the call ends, the budget (in calls and backward jumps) is used up, or something
  /// outside is needed.
  RunState run(int64_t budget);
  /// Values that the main function returned; valid until the next start.
  std::span<const Value> results() const;
  /// The error value after Failed.
  Value error() const { return error_; }
  /// Why the run ended other than by itself; the failure is then not one of the script.
  StopReason stopReason() const { return stopReason_; }
  void setWatch(const HostWatch& watch) { watch_ = watch; }
  /// Budget units after which natives end the run; the loops stop at slices, which the host cuts.
  void setUnitLimit(uint64_t units) { unitLimit_ = units; }
  /// Asks the host now. False: the run ends, with the error recorded.
  bool askHost();
  /// Lets the slice end at the next call or backward jump, without counting what was not done.
  void endSlice();
  /// After AwaitingReply: lets the waiting native continue at its phase.
  void deliver();
  /// Ends the run with an error that nothing catches, at the next safepoint.
  void interrupt(base::BytesView message);
  /// Total budget units used since `start`.
  uint64_t unitsUsed() const { return unitsUsed_ + static_cast<uint64_t>(slice_ - budget_); }
  bool isOutOfBudget() const { return state_ == RunState::OutOfBudget; }
  /// Steps of the observed loop since `start`: instructions, operations and native phases.
  uint64_t steps() const { return steps_; }
  /// The instruction executed last while the observer's attention was on instructions.
  const InstructionPlace& lastInstruction() const { return lastInstruction_; }

  // ---- inspection ----

  Coroutine* current() { return current_; }
  Coroutine* mainCoroutine() { return main_; }
  const OperationQueue& operations() const { return operations_; }
  /// Line that frame `index` of `coroutine` is at, or 0.
  uint32_t currentLine(const Coroutine* coroutine, size_t index) const;
  /// True for the frames that lie between the frames of a program and a function that the machine
  /// calls on its own: message handlers, finalizers, hooks.
  bool isTrampoline(const Coroutine* coroutine, const Frame& frame) const {
    if (!frame.isNative() || (frame.flags & frame_flags::Entry) != 0) return false;
    const NativeClosure* native = coroutine->stack[frame.function].asNative();
    return native == handlerTrampoline_ || native == finalizerTrampoline_ ||
           native == hookTrampoline_;
  }
  /// Number of value slots of `coroutine` that may be in use.
  uint32_t stackExtent(const Coroutine* coroutine) const;

  // ---- collection ----

  /// Full collection. Only for hosts between runs and for the machine's safepoints.
  void collectGarbage();
  /// 5.1's pause in percent: the next cycle starts when the heap has grown to this share of what
  /// survived.
  int gcPause() const { return gcPause_; }
  void setGcPause(int percent) { gcPause_ = percent; }
  /// collectgarbage("stop") and ("restart").
  void setCollectorStopped(bool stopped);
  bool isCollectorStopped() const { return collectorStopped_; }
  /// Makes all finalizers due, as when a 5.1 state is closed.
  void finalizeAll();
  /// Asks for a full collection at the next safepoint.
  void requestCollection() {
    heap_.setThreshold(0);
    collectionRequested_ = true;
  }

  /// One step of collectgarbage("step"): the work of `kilobytes` of an incremental collector. True
  /// if it ends a cycle; a full collection at the next safepoint is asked for then.
  bool stepCollection(uint32_t kilobytes, uint32_t multiplier);

  // ---- used by opcodes and natives ----

  Table* metatableOf(Value value) const {
    if (value.isTable()) return value.asTable()->metatable;
    if (value.isUserdata()) return value.asUserdata()->metatable;
    return typeMetatables_[static_cast<int>(value.type())];
  }
  String* eventName(Event event) const { return eventNames_[static_cast<int>(event)]; }
  /// The metamethod in `metatable` (may be null); nil if absent. Remembers absence for the first
  /// eight events.
  Value metamethod(Table* metatable, Event event) const {
    if (metatable == nullptr) return Value::nil();
    if (static_cast<int>(event) < 8 && (metatable->absent >> static_cast<int>(event) & 1) != 0)
      return Value::nil();
    return metamethodSlow(metatable, event);
  }
  Value metamethodOf(Value value, Event event) const {
    return metamethod(metatableOf(value), event);
  }

  /// The value that `error_` gets, with the position of the running Lua frame in front; puts a
  /// Raise at the front of the queue.
  Flow raiseText(base::BytesView message);
  /// Puts a Raise of `error` at the front of the queue.
  Flow raise(Value error);
  Flow raiseMemory();
  void recordError(Value error) {
    error_ = error;
    retriesNative_ = false;
  }
  base::Bytes positionPrefix(int level);

  Value makeString(base::BytesView bytes) { return Value::string(heap_.newString(bytes)); }

  // ==== The rest is for the other files of vm/ only: opcodes, natives, collector. ====

  // run loop (machine.cpp, execute_*.cpp)
  template <Mode mode>
  RunState execute();
  ALWAYS_INLINE void loadCursor(Cursor& at) {
    const Frame& frame = current_->frames.back();
    at.base = current_->stack + frame.base;
    at.closure = current_->stack[frame.function].asClosure();
    Proto* proto = at.closure->proto;
    at.pc = frame.next;
    at.constants = proto->constants.data();
  }
  /// The cursor of the top frame at `pc`, for functions that the loop calls.
  Cursor cursorAt(const Instruction* pc) {
    Cursor at;
    loadCursor(at);
    at.pc = pc;
    return at;
  }
  ALWAYS_INLINE void savePc(const Cursor& at) { current_->frames.back().next = at.pc; }
  void perform(const Operation& operation);
  Flow continueNative();
  /// Keeps the fast loop running: continues natives that are on top and unwinds while nothing else
  /// has to be done.
  Flow continueNatives(Flow flow);
  /// Return of a Lua function to a frame that is not a Lua frame waiting for registers, from the
  /// fast loop; its variables are closed.
  Flow returnToNative(uint32_t firstResult, int count);

  // calls (perform.cpp)
  Flow enterFunction(uint32_t slot, int argumentCount, int wanted, OperationCause cause);
  Flow enterLua(uint32_t slot, int argumentCount, int wanted);
  /// The same, at once when nothing about the call is special.
  ALWAYS_INLINE Flow enterPlainLua(uint32_t slot, int argumentCount, int wanted) {
    return pushLuaFrame(slot, argumentCount, wanted) ? Flow::Reload
                                                     : enterLua(slot, argumentCount, wanted);
  }
  /// Pushes a frame for the Lua function at `slot` when nothing about the call is special; false:
  /// not done.
  ALWAYS_INLINE bool pushLuaFrame(uint32_t slot, int argumentCount, int wanted) {
    Coroutine* coroutine = current_;
    Value* function = coroutine->stack + slot;
    const Proto* proto = function->asClosure()->proto;
    if (slot + proto->plainSlots > coroutine->stackSize || !coroutine->frames.hasFastRoom())
        [[unlikely]] {
      return false;
    }
    for (int index = argumentCount; index < proto->parameterCount; ++index)
      function[1 + index] = Value::nil();
    coroutine->frames.pushFast(slot, slot + 1, proto->code.data(), wanted);
    return true;
  }
  Flow enterNative(uint32_t slot, int argumentCount, int wanted);
  bool stepsAside(Value callee) const;
  Flow settleCall(NativeContext& native, const NativeStep& step, int wanted);
  Flow settleResume(NativeContext& native, const NativeStep& step, int wanted);
  Flow settleYield(NativeContext& native, const NativeStep& step, int wanted);
  Flow settleNative(NativeContext& native, const NativeStep& step, int wanted);
  Flow leaveFrame(uint32_t firstResult, int count);
  /// The same through the queue, so that a hook can come first.
  void queueReturn(uint32_t firstResult, int count);
  Flow deliverResults(uint32_t slot, uint32_t firstResult, int count, int wanted);
  /// The second half of the instruction that the top frame, a Lua frame, waits to finish.
  Flow finishInstruction(Value result);
  /// Joins the operands of the CONCAT that the top frame is at, from R(last) down to R(B).
  Flow concatFrom(uint32_t last);
  Flow flowOfTop() const { return current_->frames.back().isNative() ? Flow::Leave : Flow::Reload; }
  bool ensureSlots(uint32_t needed) { return needed <= current_->stackSize || makeSlots(needed); }
  bool makeSlots(uint32_t needed);
  void growStack(uint32_t needed);
  uint32_t adjustVarargs(Proto* proto, uint32_t slot, int argumentCount);
  /// Calls `function` for the instruction before the saved pc; its result goes to finish<Opcode>.
  /// Saves the pc.
  Flow requestMetamethod(const Instruction* pc, Value function, std::span<const Value> arguments,
                         OperationCause cause);
  /// The same from within a finish: always through the queue, so that native metamethods in a row
  /// cannot nest.
  Flow queueMetamethod(Value function, std::span<const Value> arguments, OperationCause cause);
  /// Puts a metamethod and its arguments above the registers of the top frame, which then waits to
  /// finish its instruction. Answers the slot, or 0 when an error was raised.
  uint32_t placeMetamethod(Value function, std::span<const Value> arguments);
  void pushOperation(const Operation& operation) { operations_.pushFront(operation); }

  // calls of pcall, resume and yield without their natives (short_calls.cpp)
  /// Does the call of the native at `slot` if it can; otherwise nothing has changed.
  bool callShort(Value* slot, int argumentCount, int wanted, Flow& flow);
  /// Does the return to a `pcall` if it can; otherwise nothing has changed.
  bool endProtectedCall(uint32_t firstResult, int count, Flow& flow);
  /// Ends a `pcall` on top that has caught an error if it can; otherwise nothing has changed.
  bool endCaughtCall(Flow& flow);
  bool mayShorten() const;
  bool protectedCall(Value* slot, int argumentCount, int wanted, Flow& flow);
  bool resumeStarted(Value* slot, int argumentCount, int wanted, Flow& flow);
  bool yieldToLua(Value* slot, int argumentCount, int wanted, Flow& flow);
  Flow continueCaller(uint32_t slot, int total, int wanted);
  /// Does the call that a native with a frame asks for if it can; otherwise nothing has changed.
  bool callFromNative(const NativeContext& native, const NativeStep& step, Flow& flow);

  // coroutines and errors (unwind.cpp)
  void performResume(const Operation& operation);
  void performYield(const Operation& operation);
  void performFinalize();
  /// After a finalizer, when its frame goes: the next one is due.
  void endFinalizer(const Frame& frame);
  /// Announces the userdata whose finalizers are due, one operation at a time.
  void queueFinalizers();
  void unwind();
  Flow finishCoroutine(uint32_t firstResult, int count);
  void returnToResumer(uint32_t firstResult, int count, CoroutineStatus status);
  void failCoroutine();
  void catchError(uint32_t catcher);
  void discardFrames(uint32_t count);
  bool mayYield() const;
  uint32_t findCatcher() const;
  void startHandler(uint32_t catcher);
  NEVER_INLINE bool mayHandleAgain();
  Coroutine* createCoroutine(Value function);

  // errors with names (describe.cpp)
  /// "attempt to <action> local 'x' (a nil value)"; a negative register gives no name. The frame's
  /// pc is saved already.
  Flow raiseType(int registerIndex, Value value, const char* action);
  Flow raiseCompare(Value left, Value right);
  base::Bytes comparisonText(Value left, Value right) const;
  Flow raiseCall(uint32_t slot);
  base::Bytes calleeName(uint32_t frameIndex, bool& isMethod);

  // safepoints
  Flow safepoint();
  /// The end of an instruction that allocated; the pc is in the frame.
  Flow afterAllocation() { return wantsSafepoint() ? safepoint() : Flow::Reload; }
  /// Collects if the heap wants it; false when an error was raised because memory stays exhausted.
  bool collectIfNeeded();
  void closeUpvalues(Coroutine* coroutine, const Value* from);
  Upvalue* findUpvalue(Value* location);
  Value metamethodSlow(Table* metatable, Event event) const;
  bool enterNativeDepth();
  /// True if calls and returns are to be operations, because somebody wants to see each of them.
  bool isObserved() const {
    return (observer_ != nullptr && observer_->attention() == Observer::Attention::EveryStep) ||
           hooksActive_;
  }
  /// True if somebody wants to hear of instructions.
  bool watchesInstructions() const {
    return hooksActive_ ||
           (observer_ != nullptr && observer_->attention() != Observer::Attention::Errors);
  }
  /// Before each instruction in the observed loop, whose pc is saved: asks who wants to know.
  /// Leave: not now.
  Flow watchInstruction();
  /// True if a safepoint has something to do.
  bool wantsSafepoint() const { return heap_.wantsCollection(); }
  void shrinkStack();
  /// For natives whose charge went over the slice: false if the run must end.
  bool mayOverdraw();
  /// Records an error that nothing catches; always false.
  bool endRun(StopReason reason);
  /// The error "not enough memory" is about to be raised: ends the run instead if the policy says
  /// so.
  void noteMemoryError();
  /// True if a collection could free something.
  bool hasGarbage() const { return heap_.bytesInUse() > liveBytes_; }
  Flow retryNative(const NativeContext& native, int wanted);
  /// Gives the slice back before the instruction that was just fetched; it is executed again by the
  /// next `run`.
  Flow leaveAtBudget(const Instruction* pc);

  Heap heap_;
  Limits limits_;
  Coroutine* main_;
  Coroutine* current_;
  int64_t budget_ = 0;
  int64_t slice_ = 0;
  uint64_t unitsUsed_ = 0;
  uint64_t steps_ = 0;
  OperationQueue operations_;
  RunState state_ = RunState::Finished;
  Observer* observer_ = nullptr;
  bool hooksActive_ = false;  ///< some coroutine has a hook (hooks.h)
  InstructionPlace lastInstruction_;
  void* hostData_ = nullptr;
  Value error_;
  bool uncatchable_ = false;
  StopReason stopReason_ = StopReason::None;
  HostWatch watch_;
  uint64_t unitLimit_ = UINT64_MAX;
  int64_t nextLook_ = 0;        ///< value of `budget_` at which an overdrawing native asks the host
  uint64_t liveBytes_ = 0;      ///< what the last collection left
  bool retriesNative_ = false;  ///< the native that just failed is to be entered again
  uint64_t collectedBytes_ = 0;  ///< sizes of the heaps that were collected in this slice
  bool collectorStopped_ = false;
  bool collectionRequested_ = false;
  bool stressCollection_ = false;
  bool awaiting_ = false;
  bool handlingOverflow_ =
      false;  ///< a message handler runs: it may exceed the limits by kHandlerReserve
  bool handlerReturned_ = false;
  bool outOfMemory_ = false;  ///< the error on its way is "not enough memory": message handlers are
                              ///< not asked, as in 5.1
  bool finalizeQueued_ = false;
  uint32_t finalizersRunning_ = 0;
  bool closing_ = false;  ///< the program is over: errors of finalizers go nowhere
  uint32_t resultSlot_ = 0;
  int resultCount_ = 0;
  /// While a collection runs right after a native call: the end of its results. The registers above
  /// are free then, so what they held does not survive, as in 5.1. 0: no such collection.
  uint32_t callExtent_ = 0;
  int gcPause_ = 200;
  uint64_t cycleProgress_ = 0;  ///< bytes that steps of collectgarbage worked off in this cycle
  Table* registry_;
  Table* typeMetatables_[kValueTypeCount] = {};
  String* eventNames_[kEventCount];
  NativeClosure* handlerTrampoline_;
  NativeClosure* finalizerTrampoline_;
  NativeClosure* hookTrampoline_;
  String* interruptMessage_ = nullptr;
  std::vector<Value> roots_;
  std::vector<Userdata*> finalizable_;  ///< userdata with a __gc metamethod, oldest first
  std::vector<Userdata*> toFinalize_;

  /// Registers a userdata whose metatable has __gc (5.1: set by newproxy and setmetatable at
  /// creation).
  void trackFinalizer(Userdata* userdata) { finalizable_.push_back(userdata); }
};

/// Keeps a value alive for a host while it exists. Roots of one machine are released in the reverse
/// order of their creation.
class Root {
 public:
  Root(Machine& machine, Value value) : machine_(machine), index_(machine.roots_.size()) {
    machine.roots_.push_back(value);
  }
  ~Root() { machine_.roots_.pop_back(); }
  Root(const Root&) = delete;
  Root& operator=(const Root&) = delete;

  Value get() const { return machine_.roots_[index_]; }
  void set(Value value) { machine_.roots_[index_] = value; }

 private:
  Machine& machine_;
  size_t index_;
};

/// The two instantiations of the loop (execute_fast.cpp, execute_observed.cpp).
RunState executeFast(Machine& machine);
RunState executeObserved(Machine& machine);

}  // namespace lua
