#include "vm/access.h"

#include <cmath>

#include "base/elementary.h"
#include "base/number_text.h"
#include "vm/messages.h"
#include "vm/opcodes/arithmetic.h"
#include "vm/opcodes/loops.h"
#include "vm/opcodes/tables.h"

namespace lua {
namespace {

Instruction& current(const Cursor& at) { return const_cast<Instruction&>(at.pc[-1]); }

Flow store(Machine& machine, const Cursor& at, Value value) {
  machine.savePc(at);
  at.base[at.pc[-1].a] = value;
  return Flow::Reload;
}

uint32_t nodeOffset(const Table* table, const Value* slot) {
  return static_cast<uint32_t>(reinterpret_cast<const char*>(slot) -
                               reinterpret_cast<const char*>(table->nodes));
}

/// Register that an access instruction indexes, for error messages; -1 for globals.
int indexedRegister(const Instruction& instruction) {
  switch (instruction.opcode) {
    case Opcode::GetTable:
    case Opcode::GetField:
    case Opcode::GetInteger:
    case Opcode::Self:
      return instruction.b;
    case Opcode::SetTable:
    case Opcode::SetTableConstant:
    case Opcode::SetField:
    case Opcode::SetFieldConstant:
    case Opcode::SetInteger:
      return instruction.a;
    default:
      return -1;
  }
}

Flow afterGrowth(Machine& machine, const Cursor& at) {
  machine.savePc(at);
  return machine.afterAllocation();
}

/// Operations on strings of this length and more are charged for their bytes.
constexpr uint32_t kChargedLength = 1024;

void chargeKey(Machine& machine, Value key) {
  if (key.isString() && key.asString()->length >= kChargedLength) [[unlikely]]
    machine.budget_ -= key.asString()->length >> 8;
}

void chargeComparison(Machine& machine, const String* left, const String* right) {
  const uint32_t length = left->length < right->length ? left->length : right->length;
  if (length >= kChargedLength) [[unlikely]]
    machine.budget_ -= length >> 8;
}

}  // namespace

// ---- reading ----

Flow getFieldSlow(Machine& machine, const Instruction* pc, Value object, Value key) {
  const Cursor at = machine.cursorAt(pc);
  // Where the key is found decides what the cache holds: the object itself, or the table that its
  // __index names.
  if (object.isTable()) {
    const Table* table = object.asTable();
    for (int step = 0; step < kMaxMetaChain; ++step) {
      const Value* slot = opcodes::findShortString(table, key.asString());
      if (slot != nullptr && !slot->isNil()) {
        current(at).aux = nodeOffset(table, slot);
        return store(machine, at, *slot);
      }
      const Value index = machine.metamethod(table->metatable, Event::Index);
      if (index.isNil()) return store(machine, at, Value::nil());
      if (!index.isTable()) break;
      table = index.asTable();
    }
  } else if (object.isString()) {
    const Value index = machine.metamethodOf(object, Event::Index);
    const Value* slot =
        index.isTable() ? table::findShortString(index.asTable(), key.asString()) : nullptr;
    if (slot != nullptr && !slot->isNil()) {
      current(at).aux = nodeOffset(index.asTable(), slot);
      return store(machine, at, *slot);
    }
  }
  return getTableSlow(machine, pc, object, key);
}

Flow getTableSlow(Machine& machine, const Instruction* pc, Value object, Value key) {
  const Cursor at = machine.cursorAt(pc);
  Value out;
  MetamethodCall pending;
  Value culprit;
  chargeKey(machine, key);
  switch (indexValue(machine, object, key, out, pending, culprit)) {
    case MetaOutcome::Ready:
      return store(machine, at, out);
    case MetaOutcome::NeedsCall: {
      const Value arguments[] = {pending.first, pending.second};
      return machine.requestMetamethod(pc, pending.function, arguments, OperationCause::Metamethod);
    }
    case MetaOutcome::Failed:
      break;
  }
  machine.savePc(at);
  if (culprit.isTable()) return machine.raiseText(messages::kLoopInGetTable);
  const bool direct = culprit.bits() == object.bits();
  return machine.raiseType(direct ? indexedRegister(at.pc[-1]) : -1, culprit, "index");
}

MetaOutcome indexValue(Machine& machine, Value object, Value key, Value& out,
                       MetamethodCall& pending, Value& culprit) {
  Value holder = object;
  for (int step = 0; step < kMaxMetaChain; ++step) {
    Value handler;
    if (holder.isTable()) {
      const Table* table = holder.asTable();
      out = table::get(table, key);
      if (!out.isNil()) return MetaOutcome::Ready;
      handler = machine.metamethod(table->metatable, Event::Index);
      if (handler.isNil()) return MetaOutcome::Ready;
    } else {
      handler = machine.metamethodOf(holder, Event::Index);
      if (handler.isNil()) {
        culprit = holder;
        return MetaOutcome::Failed;
      }
    }
    if (handler.isFunction()) {
      pending = {handler, holder, key};
      return MetaOutcome::NeedsCall;
    }
    holder = handler;
  }
  culprit = Value::table(machine.registry());  // any table: the chain is too long
  return MetaOutcome::Failed;
}

// ---- writing ----

Flow setFieldSlow(Machine& machine, const Instruction* pc, Value object, Value key, Value value) {
  const Cursor at = machine.cursorAt(pc);
  if (object.isTable() && !object.asTable()->isReadOnly()) {
    Table* table = object.asTable();
    if (table->metatable == nullptr) {
      if (Value* fresh = table::insertInVacant(table, key.asString()); fresh != nullptr) {
        *fresh = value;
        current(at).aux = nodeOffset(table, fresh);
        machine.savePc(at);
        return Flow::Reload;
      }
    }
    Value* slot = table::findShortString(table, key.asString());
    const bool present = slot != nullptr && !slot->isNil();
    if (present || table->metatable == nullptr ||
        machine.metamethod(table->metatable, Event::NewIndex).isNil()) {
      if (slot == nullptr) slot = table::insert(machine.heap_, table, key);
      *slot = value;
      table->absent = 0;
      current(at).aux = nodeOffset(table, slot);
      return afterGrowth(machine, at);
    }
  }
  return setTableSlow(machine, pc, object, key, value);
}

Flow setTableSlow(Machine& machine, const Instruction* pc, Value object, Value key, Value value) {
  const Cursor at = machine.cursorAt(pc);
  Value holder = object;
  chargeKey(machine, key);
  for (int step = 0; step < kMaxMetaChain; ++step) {
    Value handler;
    if (holder.isTable()) {
      Table* table = holder.asTable();
      if (table->isReadOnly()) {
        machine.savePc(at);
        return machine.raiseText(messages::kReadOnlyTable);
      }
      Value* slot = table::find(table, key);
      if (slot == nullptr || slot->isNil())
        handler = machine.metamethod(table->metatable, Event::NewIndex);
      if (handler.isNil()) {
        if (slot == nullptr) {
          if (key.isNil() || (key.isNumber() && key.asNumber() != key.asNumber())) {
            machine.savePc(at);
            return machine.raiseText(key.isNil() ? messages::kIndexIsNil : messages::kIndexIsNaN);
          }
          slot = table::insert(machine.heap_, table, key);
        }
        *slot = value;
        table->absent = 0;
        return afterGrowth(machine, at);
      }
    } else {
      handler = machine.metamethodOf(holder, Event::NewIndex);
      if (handler.isNil()) {
        machine.savePc(at);
        return machine.raiseType(step == 0 ? indexedRegister(at.pc[-1]) : -1, holder, "index");
      }
    }
    if (handler.isFunction()) {
      const Value arguments[] = {holder, key, value};
      return machine.requestMetamethod(pc, handler, arguments, OperationCause::Metamethod);
    }
    holder = handler;
  }
  machine.savePc(at);
  return machine.raiseText(messages::kLoopInSetTable);
}

Flow setList(Machine& machine, const Instruction* pc, const Instruction& instruction) {
  const Cursor at = machine.cursorAt(pc);
  Value* const first = at.base + instruction.a;
  if (!first->isTable()) [[unlikely]] {
    // Only a hand-made module gets here: the verifier does not follow types.
    machine.savePc(at);
    return machine.raiseType(instruction.a, *first, "index");
  }
  Table* table = first->asTable();
  Coroutine* coroutine = machine.current_;
  const uint32_t count = instruction.b != 0
                             ? instruction.b
                             : static_cast<uint32_t>(coroutine->stack + coroutine->top - first) - 1;
  const uint32_t last = (instruction.aux - 1) * kFieldsPerFlush + count;
  table::reserveArray(machine.heap_, table, last);
  for (uint32_t index = count; index > 0; --index)
    table::setInteger(machine.heap_, table, last - (count - index), first[index]);
  return afterGrowth(machine, at);
}

// ---- arithmetic ----

bool convertToNumber(Machine& machine, Value value, double& out) {
  if (value.isNumber()) return out = value.asNumber(), true;
  if (!value.isString()) return false;
  machine.budget_ -= value.asString()->length >> 4;
  const std::optional<double> number = base::parseLuaNumber(value.asString()->view());
  if (!number.has_value()) return false;
  // The parser may answer nan for "nan": its pattern must not look like a tag.
  return out = Value::untrustedNumber(*number).asNumber(), true;
}

double power(double base, double exponent) { return base::power(base, exponent); }

double arithmeticOfNumbers(Arithmetic operation, double left, double right) {
  double result = 0;
  switch (operation) {
    case Arithmetic::Add:
      result = left + right;
      break;
    case Arithmetic::Subtract:
      result = left - right;
      break;
    case Arithmetic::Multiply:
      result = left * right;
      break;
    case Arithmetic::Divide:
      result = left / right;
      break;
    case Arithmetic::Modulo:
      result = opcodes::modulo(left, right);
      break;
    case Arithmetic::Power:
      result = power(left, right);
      break;
  }
  if (result == result) return result;
  // x86-64: a NaN operand goes through, the left one first; an invalid operation makes the negative
  // NaN.
  if (left != left) return left;
  if (right != right) return right;
  return operation == Arithmetic::Power ? Value::untrustedNumber(result).asNumber()
                                        : Value::fromBits(0xFFF8000000000000u).asNumber();
}

namespace {

struct Operands {
  Value left;
  Value right;
};

/// The operands of an opcode that has a form with two registers, one with a constant on the right
/// and one with it on the left; `form` is 0, 1, or 2.
Operands operandsOf(int form, Value firstRegister, Value secondRegister, Value constant) {
  if (form == 0) return {firstRegister, secondRegister};
  return form == 1 ? Operands{firstRegister, constant} : Operands{constant, firstRegister};
}

Operands arithmeticOperands(const Cursor& at) {
  const Instruction& instruction = at.pc[-1];
  const int form = (static_cast<int>(instruction.opcode) - static_cast<int>(Opcode::Add)) % 3;
  return operandsOf(form, at.base[instruction.b], at.base[instruction.c],
                    form == 0 ? Value::nil() : at.constants[instruction.aux]);
}

}  // namespace

Flow arithmeticSlow(Machine& machine, const Instruction* pc) {
  const Cursor at = machine.cursorAt(pc);
  const Arithmetic operation = operationOf(at.pc[-1].opcode);
  const auto [left, right] = arithmeticOperands(at);
  double leftNumber, rightNumber;
  const bool leftConverts = convertToNumber(machine, left, leftNumber);
  if (leftConverts && convertToNumber(machine, right, rightNumber)) {
    return store(machine, at,
                 Value::number(arithmeticOfNumbers(operation, leftNumber, rightNumber)));
  }
  const Event event =
      static_cast<Event>(static_cast<int>(Event::Add) + static_cast<int>(operation));
  Value handler = machine.metamethodOf(left, event);
  if (handler.isNil()) handler = machine.metamethodOf(right, event);
  if (!handler.isNil()) {
    const Value arguments[] = {left, right};
    return machine.requestMetamethod(pc, handler, arguments, OperationCause::Metamethod);
  }
  machine.savePc(at);
  const Instruction& instruction = at.pc[-1];
  const bool hasConstant = opcodeInfo(instruction.opcode).aux == AuxKind::Number;
  const int culpritRegister = leftConverts && !hasConstant ? instruction.c : instruction.b;
  return machine.raiseType(culpritRegister, leftConverts ? right : left, "perform arithmetic on");
}

Flow negateSlow(Machine& machine, const Instruction* pc) {
  const Cursor at = machine.cursorAt(pc);
  const Value operand = at.base[at.pc[-1].b];
  if (double number; convertToNumber(machine, operand, number))
    return store(machine, at, Value::number(-number));
  const Value handler = machine.metamethodOf(operand, Event::Negate);
  if (!handler.isNil()) {
    const Value arguments[] = {operand, operand};
    return machine.requestMetamethod(pc, handler, arguments, OperationCause::Metamethod);
  }
  machine.savePc(at);
  return machine.raiseType(at.pc[-1].b, operand, "perform arithmetic on");
}

Flow lengthSlow(Machine& machine, const Instruction* pc) {
  const Cursor at = machine.cursorAt(pc);
  const Value operand = at.base[at.pc[-1].b];
  if (operand.isTable()) return store(machine, at, Value::number(table::length(operand.asTable())));
  const Value handler = machine.metamethodOf(operand, Event::Len);
  if (!handler.isNil()) {
    const Value arguments[] = {operand, Value::nil()};
    return machine.requestMetamethod(pc, handler, arguments, OperationCause::Metamethod);
  }
  machine.savePc(at);
  return machine.raiseType(at.pc[-1].b, operand, "get length of");
}

Flow power(Machine& machine, const Instruction* pc) {
  const Cursor at = machine.cursorAt(pc);
  const auto [left, right] = arithmeticOperands(at);
  if (!left.isNumber() || !right.isNumber()) [[unlikely]]
    return arithmeticSlow(machine, pc);
  return store(
      machine, at,
      Value::number(arithmeticOfNumbers(Arithmetic::Power, left.asNumber(), right.asNumber())));
}

// ---- comparison ----

namespace {

/// 5.1's rule for comparison metamethods: both operands must have the same one.
Value comparisonHandler(Machine& machine, Value left, Value right, Event event) {
  const Value first = machine.metamethodOf(left, event);
  if (first.isNil()) return Value::nil();
  const Value second = machine.metamethodOf(right, event);
  return rawEquals(first, second) ? first : Value::nil();
}

Flow jump(Machine& machine, const Cursor& at, const Instruction& instruction, bool condition) {
  machine.savePc(at);
  if (condition) machine.current_->frames.back().next += instruction.jump();
  return Flow::Reload;
}

}  // namespace

MetaOutcome compareEqual(Machine& machine, Value left, Value right, bool& out,
                         MetamethodCall& pending) {
  if (left.isString() && right.isString() && left.asString()->length == right.asString()->length)
    chargeComparison(machine, left.asString(), right.asString());
  out = rawEquals(left, right);
  if (out || left.tag() != right.tag() || !(left.isTable() || left.isUserdata()))
    return MetaOutcome::Ready;
  const Value handler = comparisonHandler(machine, left, right, Event::Eq);
  if (handler.isNil()) return MetaOutcome::Ready;
  pending = {handler, left, right};
  return MetaOutcome::NeedsCall;
}

MetaOutcome compareLess(Machine& machine, Value left, Value right, bool& out,
                        MetamethodCall& pending) {
  if (left.isNumber() && right.isNumber())
    return out = left.asNumber() < right.asNumber(), MetaOutcome::Ready;
  if (left.isString() && right.isString()) {
    chargeComparison(machine, left.asString(), right.asString());
    return out = compareStrings(left.asString(), right.asString()) < 0, MetaOutcome::Ready;
  }
  if (left.type() != right.type()) return MetaOutcome::Failed;
  const Value handler = comparisonHandler(machine, left, right, Event::Less);
  if (handler.isNil()) return MetaOutcome::Failed;
  pending = {handler, left, right};
  return MetaOutcome::NeedsCall;
}

Flow equalSlow(Machine& machine, const Instruction* pc) {
  const Cursor at = machine.cursorAt(pc);
  const Instruction& instruction = at.pc[-1];
  const Opcode opcode = instruction.opcode;
  const bool hasConstant = opcode == Opcode::JumpIfEqualK || opcode == Opcode::JumpIfNotEqualK;
  const bool wanted = opcode == Opcode::JumpIfEqual || opcode == Opcode::JumpIfEqualK;
  const Value left = at.base[instruction.a];
  const Value right = hasConstant ? at.constants[instruction.key16()] : at.base[instruction.b];
  bool equal;
  MetamethodCall pending;
  if (compareEqual(machine, left, right, equal, pending) == MetaOutcome::Ready)
    return jump(machine, at, instruction, equal == wanted);
  const Value arguments[] = {left, right};
  return machine.requestMetamethod(pc, pending.function, arguments, OperationCause::Metamethod);
}

namespace {

Flow lessSlow(Machine& machine, const Cursor& at, bool wanted, Value left, Value right) {
  bool less;
  MetamethodCall pending;
  switch (compareLess(machine, left, right, less, pending)) {
    case MetaOutcome::Ready:
      return jump(machine, at, at.pc[-1], less == wanted);
    case MetaOutcome::NeedsCall: {
      const Value arguments[] = {left, right};
      return machine.requestMetamethod(at.pc, pending.function, arguments,
                                       OperationCause::Metamethod);
    }
    case MetaOutcome::Failed:
      break;
  }
  machine.savePc(at);
  return machine.raiseCompare(left, right);
}

Flow lessEqualSlow(Machine& machine, const Cursor& at, bool wanted, Value left, Value right) {
  const Instruction& instruction = at.pc[-1];
  if (left.isNumber() && right.isNumber())
    return jump(machine, at, instruction, (left.asNumber() <= right.asNumber()) == wanted);
  if (left.isString() && right.isString()) {
    chargeComparison(machine, left.asString(), right.asString());
    return jump(machine, at, instruction,
                (compareStrings(left.asString(), right.asString()) <= 0) == wanted);
  }
  if (left.type() == right.type()) {
    Value handler = comparisonHandler(machine, left, right, Event::LessEqual);
    if (!handler.isNil()) {
      const Value arguments[] = {left, right};
      return machine.requestMetamethod(at.pc, handler, arguments, OperationCause::Metamethod);
    }
    handler = comparisonHandler(machine, right, left, Event::Less);
    if (!handler.isNil()) {
      // a <= b is not (b < a): Lua 5.1 manual §2.8.
      machine.current_->frames.back().flags |= frame_flags::NegateResult;
      const Value arguments[] = {right, left};
      return machine.requestMetamethod(at.pc, handler, arguments, OperationCause::Metamethod);
    }
  }
  machine.savePc(at);
  return machine.raiseCompare(left, right);
}

}  // namespace

Flow orderSlow(Machine& machine, const Instruction* pc) {
  const Cursor at = machine.cursorAt(pc);
  const Instruction& instruction = at.pc[-1];
  // JMPLT, JMPNLT, JMPLE and JMPNLE with three forms each.
  const int index = static_cast<int>(instruction.opcode) - static_cast<int>(Opcode::JumpIfLess);
  static_assert(
      static_cast<int>(Opcode::JumpIfNotLessEqualKR) - static_cast<int>(Opcode::JumpIfLess) == 11);
  const int form = index % 3;
  const auto [left, right] =
      operandsOf(form, at.base[instruction.a], form == 0 ? at.base[instruction.b] : Value::nil(),
                 form == 0 ? Value::nil() : at.constants[instruction.key16()]);
  const bool wanted = index / 3 % 2 == 0;
  return index < 6 ? lessSlow(machine, at, wanted, left, right)
                   : lessEqualSlow(machine, at, wanted, left, right);
}

// ---- allocation ----

Flow newTable(Machine& machine, const Instruction* pc) {
  const Cursor at = machine.cursorAt(pc);
  const Instruction& instruction = at.pc[-1];
  machine.savePc(at);
  at.base[instruction.a] = Value::table(
      machine.heap_.newTable(decodeSizeHint(instruction.b), decodeSizeHint(instruction.c)));
  return machine.afterAllocation();
}

Flow newClosure(Machine& machine, const Instruction* pc) {
  const Cursor at = machine.cursorAt(pc);
  const Instruction& instruction = at.pc[-1];
  machine.savePc(at);
  Proto* proto = at.closure->proto->children[instruction.aux];
  Closure* closure = machine.heap_.newClosure(proto, at.closure->environment);
  for (uint32_t index = 0; index < closure->upvalueCount(); ++index) {
    const UpvalueDescriptor& descriptor = proto->upvalues[index];
    closure->upvalues()[index] = descriptor.fromRegister
                                     ? machine.findUpvalue(at.base + descriptor.index)
                                     : at.closure->upvalues()[descriptor.index];
  }
  at.base[instruction.a] = Value::closure(closure);
  return machine.afterAllocation();
}

// ---- loops and varargs ----

Flow prepareLoop(Machine& machine, const Instruction* pc) {
  const Cursor at = machine.cursorAt(pc);
  Value* loop = at.base + at.pc[-1].a;
  const char* texts[] = {messages::kForInitial, messages::kForLimit, messages::kForStep};
  for (int index = 0; index < 3; ++index) {
    double number;
    if (!convertToNumber(machine, loop[index], number)) {
      machine.savePc(at);
      return machine.raiseText(texts[index]);
    }
    loop[index] = Value::number(number);
  }
  return jump(machine, at, at.pc[-1], !opcodes::startLoop(loop));
}

Flow iterate(Machine& machine, const Instruction* pc) {
  const Cursor at = machine.cursorAt(pc);
  const Instruction& instruction = at.pc[-1];
  Value* const loop = at.base + instruction.a;
  if (loop[0].isNative() && loop[1].isTable() && instruction.c <= 2) [[likely]] {
    const NativeKind kind = loop[0].asNative()->kind;
    if (kind == NativeKind::Next) {
      Value key = loop[2];
      Value value;
      bool invalid;
      const bool found = table::next(loop[1].asTable(), key, value, invalid);
      if (found) {
        loop[2] = loop[3] = key;
        loop[4] = value;
      } else {
        loop[3] = Value::nil();
      }
      if (!invalid) return jump(machine, at, instruction, found);
    } else if (kind == NativeKind::IpairsStep && loop[2].isNumber()) {
      const double index = loop[2].asNumber() + 1;
      const Value value = table::getInteger(loop[1].asTable(), static_cast<int64_t>(index));
      const bool found = !value.isNil();
      if (found) {
        loop[2] = Value::number(index);
        loop[4] = value;
      }
      loop[3] = found ? Value::number(index) : Value::nil();
      return jump(machine, at, instruction, found);
    }
  }
  return callIterator(machine, pc, instruction);
}

Flow callIterator(Machine& machine, const Instruction* pc, const Instruction& instruction) {
  const Cursor at = machine.cursorAt(pc);
  machine.savePc(at);
  Value* loop = at.base + instruction.a;
  loop[3] = loop[0];
  loop[4] = loop[1];
  loop[5] = loop[2];
  Coroutine* coroutine = machine.current_;
  const uint32_t slot = static_cast<uint32_t>(loop + 3 - coroutine->stack);
  coroutine->top = slot + 3;
  Frame& frame = coroutine->frames.back();
  frame.waiting = Continuation::FinishInstruction;
  if (!machine.enterNativeDepth()) return Flow::Leave;
  if (machine.isObserved()) {
    Operation operation;
    operation.cause = OperationCause::Iterator;
    operation.slot = slot;
    operation.count = 2;
    operation.wanted = instruction.c;
    machine.pushOperation(operation);
    return Flow::Leave;
  }
  ++machine.steps_;
  if (loop[3].isClosure()) return machine.enterPlainLua(slot, 2, instruction.c);
  if (Flow flow; loop[3].isNative() && loop[3].asNative()->kind == NativeKind::Wrapped &&
                 machine.callShort(loop + 3, 2, instruction.c, flow)) {
    ++machine.steps_;
    return flow;
  }
  return machine.enterFunction(slot, 2, instruction.c, OperationCause::Iterator);
}

Flow copyVarargs(Machine& machine, const Instruction* pc, const Instruction& instruction) {
  Cursor at = machine.cursorAt(pc);
  Coroutine* coroutine = machine.current_;
  const Frame& frame = coroutine->frames.back();
  const uint32_t available = frame.base - frame.function - 1 - at.closure->proto->parameterCount;
  uint32_t wanted = instruction.b - 1u;
  machine.savePc(at);
  if (instruction.b == 0) {
    wanted = available;
    if (!machine.ensureSlots(frame.base + instruction.a + available + kNativeSlots))
      return Flow::Leave;
    at.base = coroutine->stack + coroutine->frames.back().base;
    coroutine->top = static_cast<uint32_t>(at.base - coroutine->stack) + instruction.a + available;
  }
  const Value* source = at.base - available;
  for (uint32_t index = 0; index < wanted; ++index) {
    at.base[instruction.a + index] = index < available ? source[index] : Value::nil();
  }
  return Flow::Reload;
}

}  // namespace lua
