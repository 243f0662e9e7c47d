#include "base/assert.h"
#include "compiler/function_builder.h"

/// Values and where they are: the part of FunctionBuilder that moves a value into a register, a
/// variable or a condition.
namespace lua {
namespace {

/// Index operands: constants whose index fits eight bits.
constexpr uint32_t kMaxShortIndex = 256;

/// Integer keys that are operands.
constexpr double kMaxElement = 255;

}  // namespace

void FunctionBuilder::emitGlobal(Opcode narrow, Opcode wide, uint32_t a, uint32_t constant) {
  if (constant > UINT16_MAX || !isShortString(constant)) {
    emit(wide, a, 0, 0, constant);
  } else {
    emit(narrow, a, constant & 0xFF, constant >> 8);
  }
}

/// Turns a variable or an open call into a register, a constant or an instruction without
/// destination.
void FunctionBuilder::discharge(Place& value) {
  switch (value.kind) {
    case PlaceKind::Local:
      value.kind = PlaceKind::Register;
      return;
    case PlaceKind::Upvalue:
      value.info = emit(Opcode::GetUpvalue, 0, value.info, 0);
      break;
    case PlaceKind::Global:
      emitGlobal(Opcode::GetGlobal, Opcode::GetGlobalWide, 0, value.info);
      value.info = pc() - 1;
      break;
    case PlaceKind::Indexed:
      releaseRegister(value.key);
      releaseRegister(value.info);
      value.info = emit(Opcode::GetTable, 0, value.info, value.key);
      break;
    case PlaceKind::Field:
      releaseRegister(value.info);
      value.info = emit(Opcode::GetField, 0, value.info, value.key);
      break;
    case PlaceKind::Element:
      releaseRegister(value.info);
      value.info = emit(Opcode::GetInteger, 0, value.info, value.key);
      break;
    case PlaceKind::Call:
    case PlaceKind::Vararg:
      setOneResult(value);
      return;
    default:
      return;
  }
  value.kind = PlaceKind::Relocatable;
}

void FunctionBuilder::setOneResult(Place& value) {
  if (value.kind == PlaceKind::Call) {
    value.kind = PlaceKind::Register;
    value.info = prototype.code[value.info].a;
  } else if (value.kind == PlaceKind::Vararg) {
    prototype.code[value.info].b = 2;
    value.kind = PlaceKind::Relocatable;
  }
}

/// Asks an open call or `...` for `count` results, or for all.
void FunctionBuilder::setResults(Place& value, uint32_t count) {
  const auto encoded = static_cast<uint8_t>(count == kManyResults ? 0 : count + 1);
  if (value.kind == PlaceKind::Call) {
    prototype.code[value.info].c = encoded;
  } else if (value.kind == PlaceKind::Vararg) {
    prototype.code[value.info].b = encoded;
    prototype.code[value.info].a = static_cast<uint8_t>(free_);
    reserve(1);
  }
}

/// Code that puts the value into `target`, its jumps aside. Jumps and Void stay what they are.
void FunctionBuilder::loadInto(Place& value, uint32_t target) {
  discharge(value);
  switch (value.kind) {
    case PlaceKind::Nil:
      emitLoadNil(target, 1);
      break;
    case PlaceKind::False:
    case PlaceKind::True:
      emitBoolean(target, value.kind == PlaceKind::True, false);
      break;
    case PlaceKind::String:
      emit(Opcode::LoadConstant, target, 0, 0, value.info);
      break;
    case PlaceKind::Number:
      emit(Opcode::LoadConstant, target, 0, 0, numberConstant(value.number));
      break;
    case PlaceKind::Relocatable:
      prototype.code[value.info].a = static_cast<uint8_t>(target);
      break;
    case PlaceKind::Register:
      if (value.info != target) emit(Opcode::Move, target, value.info, 0);
      break;
    default:
      ASSERT(value.kind == PlaceKind::Void || value.kind == PlaceKind::Jump);
      return;
  }
  value.kind = PlaceKind::Register;
  value.info = target;
}

void FunctionBuilder::loadIntoAny(Place& value) {
  if (value.kind == PlaceKind::Register) return;
  reserve(1);
  loadInto(value, free_ - 1);
}

uint32_t FunctionBuilder::emitBoolean(uint32_t target, bool value, bool skipsNext) {
  return emit(Opcode::LoadBoolean, target, value ? 1 : 0, skipsNext ? 1 : 0);
}

/// The value with all of its jumps ends in register `target`.
void FunctionBuilder::toRegister(Place& value, uint32_t target) {
  loadInto(value, target);
  if (value.kind == PlaceKind::Jump) append(value.whenTrue, single(value.info));
  if (value.hasJumps()) {
    uint32_t loadFalse = 0;
    uint32_t loadTrue = 0;
    if (needsValue(value.whenTrue) || needsValue(value.whenFalse)) {
      const JumpList over = value.kind == PlaceKind::Jump ? JumpList{} : emitJump();
      label();
      loadFalse = emitBoolean(target, false, true);
      label();
      loadTrue = emitBoolean(target, true, false);
      patchToHere(over);
    }
    const uint32_t end = label();
    patchList(value.whenFalse, end, target, loadFalse);
    patchList(value.whenTrue, end, target, loadTrue);
  }
  value.whenTrue = {};
  value.whenFalse = {};
  value.kind = PlaceKind::Register;
  value.info = target;
}

void FunctionBuilder::toNextRegister(Place& value) {
  discharge(value);
  release(value);
  reserve(1);
  toRegister(value, free_ - 1);
}

/// Leaves a local variable where it is.
uint32_t FunctionBuilder::toAnyRegister(Place& value) {
  discharge(value);
  if (value.kind == PlaceKind::Register) {
    if (!value.hasJumps()) return value.info;
    if (value.info >= localCount()) {
      toRegister(value, value.info);
      return value.info;
    }
  }
  toNextRegister(value);
  return value.info;
}

void FunctionBuilder::toValue(Place& value) {
  if (value.hasJumps()) {
    toAnyRegister(value);
  } else {
    discharge(value);
  }
}

/// `table[key]`; the table is in a register.
Place FunctionBuilder::indexed(Place& table, Place& key) {
  Place result = makePlace(PlaceKind::Indexed, table.info);
  if (key.kind == PlaceKind::String && key.info < kMaxShortIndex && isShortString(key.info) &&
      !key.hasJumps()) {
    result.kind = PlaceKind::Field;
    result.key = key.info;
  } else if (key.isNumeral() && key.number >= 0 && key.number <= kMaxElement &&
             key.number == static_cast<double>(static_cast<uint32_t>(key.number))) {
    result.kind = PlaceKind::Element;
    if (key.number == 0)
      numberConstant(key.number);  // 0 and -0 are one constant, the first of them
    result.key = static_cast<uint32_t>(key.number);
  } else {
    result.key = toAnyRegister(key);
  }
  return result;
}

/// Prepares a method call: function and object end in two new registers, the function first.
void FunctionBuilder::self(Place& object, uint32_t nameConstant) {
  toAnyRegister(object);
  release(object);
  const uint32_t function = free_;
  reserve(2);
  if (nameConstant < kMaxShortIndex && isShortString(nameConstant)) {
    emit(Opcode::Self, function, object.info, nameConstant);
  } else {
    reserve(1);
    emit(Opcode::LoadConstant, function + 2, 0, 0, nameConstant);
    emit(Opcode::Move, function + 1, object.info, 0);
    emit(Opcode::GetTable, function, object.info, function + 2);
    setFreeRegister(function + 2);
  }
  object = makePlace(PlaceKind::Register, function);
}

/// Assigns `value`, whose temporary is given back, to `variable`.
void FunctionBuilder::store(const Place& variable, Place& value) {
  switch (variable.kind) {
    case PlaceKind::Local:
      release(value);
      toRegister(value, variable.info);
      return;
    case PlaceKind::Upvalue:
      emit(Opcode::SetUpvalue, toAnyRegister(value), variable.info, 0);
      break;
    case PlaceKind::Global:
      emitGlobal(Opcode::SetGlobal, Opcode::SetGlobalWide, toAnyRegister(value), variable.info);
      break;
    case PlaceKind::Element:
      emit(Opcode::SetInteger, variable.info, variable.key, toAnyRegister(value));
      break;
    case PlaceKind::Indexed:
    case PlaceKind::Field: {
      const bool isField = variable.kind == PlaceKind::Field;
      toValue(value);
      if (const auto constant = constantOperand(value, kMaxShortIndex)) {
        emit(isField ? Opcode::SetFieldConstant : Opcode::SetTableConstant, variable.info,
             variable.key, *constant);
      } else {
        const uint32_t source = toAnyRegister(value);
        emit(isField ? Opcode::SetField : Opcode::SetTable, variable.info, variable.key, source);
      }
      break;
    }
    default:
      UNREACHABLE();
  }
  release(value);
}

}  // namespace lua
