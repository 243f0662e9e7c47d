#include "vm/native.h"

#include "base/number_text.h"
#include "vm/access.h"
#include "vm/machine.h"
#include "vm/messages.h"

namespace lua {

Heap& NativeContext::heap() { return machine_.heap_; }

void* NativeContext::hostData() { return machine_.hostData(); }

// ---- arguments ----

bool NativeContext::readAny(int index) {
  if (!isAbsent(index)) return true;
  argumentError(index, "value expected");
  return false;
}

bool NativeContext::readNumberSlow(int index, double& out) {
  if (convertToNumber(machine_, argument(index), out)) return true;
  typeError(index, "number");
  return false;
}

bool NativeContext::readStringSlow(int index, String*& out) {
  const Value value = argument(index);
  if (value.isNumber()) {
    const Value text = toStringValue(value);
    setArgument(index, text);
    return out = text.asString(), true;
  }
  typeError(index, "string");
  return false;
}

bool NativeContext::readOptionalNumber(int index, double fallback, double& out) {
  if (isAbsentOrNil(index)) return out = fallback, true;
  return readNumber(index, out);
}

bool NativeContext::readOptionalInteger(int index, int64_t fallback, int64_t& out) {
  if (isAbsentOrNil(index)) return out = fallback, true;
  return readInteger(index, out);
}

bool NativeContext::readOptionalString(int index, String*& out) {
  if (isAbsentOrNil(index)) return out = nullptr, true;
  return readString(index, out);
}

bool NativeContext::readFunction(int index, Value& out) {
  out = argument(index);
  if (out.isFunction()) return true;
  typeError(index, "function");
  return false;
}

// ---- locals and values in flight ----

void NativeContext::reserveLocals(int count) {
  localCount_ = static_cast<uint32_t>(count);
  for (int index = 0; index < count; ++index) local(index) = Value::nil();
  coroutine_->top = base_ + localCount_;
}

bool NativeContext::ensureStack(int count) {
  if (count < 0 || static_cast<uint32_t>(count) > machine_.limits_.valuesInFlight) {
    fail(messages::kStackOverflow);
    return false;
  }
  const uint32_t needed = coroutine_->top + static_cast<uint32_t>(count) + kNativeSlots;
  if (needed <= coroutine_->stackSize) return true;
  if (needed > machine_.limits_.stackSlots + kHandlerReserve * 8) {
    fail(messages::kStackOverflow);
    return false;
  }
  machine_.growStack(needed);
  return true;
}

// ---- requests ----

Frame& NativeContext::ensureFrame(int wanted) {
  if (frameIndex_ == kNoFrame) {
    frameIndex_ = static_cast<uint32_t>(coroutine_->frames.size());
    coroutine_->frames.pushNative(function_, base_, wanted);
  }
  Frame& frame = coroutine_->frames[frameIndex_];
  frame.phase = nextPhase_;
  frame.locals = static_cast<uint8_t>(localCount_);
  frame.flags |= requestFlags_;
  return frame;
}

NativeStep NativeContext::requestCall(Value function, std::initializer_list<Value> arguments,
                                      uint32_t phase, OperationCause cause, int wanted) {
  dropResults();
  push(function);
  for (const Value argument : arguments) push(argument);
  return requestTop(static_cast<int>(arguments.size()), phase, cause, wanted, 0);
}

NativeStep NativeContext::requestResume(Coroutine* target, int argumentCount, uint32_t phase) {
  nextPhase_ = phase;
  push(Value::nil());
  Value* top = coroutine_->stack + coroutine_->top - 1;
  for (int index = 0; index < argumentCount; ++index) top[-index] = top[-index - 1];
  top[-argumentCount] = Value::coroutine(target);
  return {NativeStep::Kind::Resume, OperationCause::Coroutine, argumentCount};
}

NativeStep NativeContext::requestAgain(NativeStep::Kind kind, uint32_t phase) {
  nextPhase_ = phase;
  dropResults();
  return {kind, OperationCause::Host, 0};
}

// ---- errors ----

NativeStep NativeContext::fail(Value value) {
  machine_.recordError(value);
  return failed();
}

NativeStep NativeContext::fail(base::BytesView message) {
  base::Bytes text = where(1);
  text += message;
  return fail(machine_.makeString(text));
}

NativeStep NativeContext::failPlain(base::BytesView message) {
  return fail(machine_.makeString(message));
}

base::Bytes NativeContext::where(int level) {
  // Level 0 is this native, which may or may not have a frame.
  if (frameIndex_ == kNoFrame)
    return level == 0 ? base::Bytes() : machine_.positionPrefix(level - 1);
  return machine_.positionPrefix(level);
}

NativeStep NativeContext::argumentError(int index, base::BytesView message) {
  bool isMethod;
  const base::Bytes name = machine_.calleeName(frameIndex_, isMethod);
  if (isMethod) {
    --index;
    if (index == 0) {
      return fail(
          base::BytesView("calling '" + name + "' on bad self (" + base::Bytes(message) + ")"));
    }
  }
  base::Bytes text = "bad argument #" + base::formatInteger(index) + " to '" + name + "' (";
  text += message;
  text += ")";
  return fail(base::BytesView(text));
}

NativeStep NativeContext::typeError(int index, base::BytesView expected) {
  base::Bytes text(expected);
  text += " expected, got ";
  text += isAbsent(index) ? "no value" : typeName(argument(index).type());
  return argumentError(index, text);
}

// ---- primitives ----

MetaOutcome NativeContext::index(Value object, Value key, Value& out, MetamethodCall& pending) {
  Value culprit;
  const MetaOutcome outcome = indexValue(machine_, object, key, out, pending, culprit);
  if (outcome == MetaOutcome::Failed) {
    failPlain(culprit.isTable()
                  ? base::Bytes(messages::kLoopInGetTable)
                  : base::Bytes("attempt to index a ") + typeName(culprit.type()) + " value");
  }
  return outcome;
}

MetaOutcome NativeContext::lessThan(Value left, Value right, bool& out, MetamethodCall& pending) {
  const MetaOutcome outcome = compareLess(machine_, left, right, out, pending);
  if (outcome == MetaOutcome::Failed)
    machine_.recordError(machine_.makeString(machine_.comparisonText(left, right)));
  return outcome;
}

MetaOutcome NativeContext::equals(Value left, Value right, bool& out, MetamethodCall& pending) {
  return compareEqual(machine_, left, right, out, pending);
}

Table* NativeContext::metatable(Value value) { return machine_.metatableOf(value); }

Value NativeContext::metafield(Value value, base::BytesView event) {
  Table* metatable = machine_.metatableOf(value);
  if (metatable == nullptr) return Value::nil();
  return table::getShortString(metatable, heap().newString(event));
}

// ---- work ----

bool NativeContext::charge(uint64_t units) {
  machine_.budget_ -= static_cast<int64_t>(units);
  return machine_.budget_ >= 0 || machine_.mayOverdraw();
}

bool NativeContext::chargeAllocation(uint64_t units) {
  if (!charge(units)) return false;
  if (!machine_.heap_.isExhausted()) return true;
  machine_.recordError(machine_.makeString(messages::kNotEnoughMemory));
  machine_.noteMemoryError();
  return false;
}

bool NativeContext::failMemory() {
  machine_.recordError(machine_.makeString(messages::kNotEnoughMemory));
  const bool isFirst = frameIndex_ == kNoFrame && !isRetry_;
  machine_.retriesNative_ = isFirst && machine_.hasGarbage();
  if (!machine_.retriesNative_) machine_.noteMemoryError();
  return false;
}

bool NativeContext::sliceIsOver() const { return machine_.budget_ < 0; }

bool NativeContext::checkStringLength(uint64_t length) {
  if (length <= machine_.limits_.stringBytes && !machine_.heap_.wouldExceed(length)) return true;
  // No collection would help.
  if (length > machine_.limits_.stringBytes || length > machine_.heap_.hardLimit()) isRetry_ = true;
  return failMemory();
}

// ---- values ----

Value NativeContext::string(base::BytesView bytes) {
  return Value::string(heap().newString(bytes));
}

Value NativeContext::newTable(uint32_t arraySize, uint32_t hashSize) {
  return Value::table(heap().newTable(arraySize, hashSize));
}

Coroutine* NativeContext::newCoroutine(Value function) {
  return machine_.createCoroutine(function);
}

Value NativeContext::toStringValue(Value value) {
  if (value.isString()) return value;
  if (!value.isNumber()) return Value::nil();
  char text[base::kNumberBufferSize];
  return string({text, base::formatLuaNumber(value.asNumber(), text)});
}

bool NativeContext::toNumber(Value value, double& out) {
  return convertToNumber(machine_, value, out);
}

}  // namespace lua
