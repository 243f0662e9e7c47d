#include <utility>

#include "base/assert.h"
#include "compiler/constant_folding.h"
#include "compiler/function_builder.h"

/// Operators and conditions: the part of FunctionBuilder that computes.
namespace lua {
namespace {

constexpr uint32_t kMaxKey16 = 65536;

/// An arithmetic opcode in its three forms: two registers, register and constant, constant and
/// register.
struct ArithmeticOpcodes {
  Opcode registers;
  Opcode constantRight;
  Opcode constantLeft;
};

ArithmeticOpcodes arithmeticOpcodes(BinaryOperator op) {
  switch (op) {
    case BinaryOperator::Add:
      return {Opcode::Add, Opcode::AddRK, Opcode::AddKR};
    case BinaryOperator::Subtract:
      return {Opcode::Subtract, Opcode::SubtractRK, Opcode::SubtractKR};
    case BinaryOperator::Multiply:
      return {Opcode::Multiply, Opcode::MultiplyRK, Opcode::MultiplyKR};
    case BinaryOperator::Divide:
      return {Opcode::Divide, Opcode::DivideRK, Opcode::DivideKR};
    case BinaryOperator::Modulo:
      return {Opcode::Modulo, Opcode::ModuloRK, Opcode::ModuloKR};
    default:
      return {Opcode::Power, Opcode::PowerRK, Opcode::PowerKR};
  }
}

Opcode opposite(Opcode opcode) {
  switch (opcode) {
#define OPPOSITE(left, right) \
  case Opcode::left:          \
    return Opcode::right;     \
  case Opcode::right:         \
    return Opcode::left;
    OPPOSITE(JumpIfTrue, JumpIfFalse)
    OPPOSITE(JumpIfTrueSet, JumpIfFalseSet)
    OPPOSITE(JumpIfEqual, JumpIfNotEqual)
    OPPOSITE(JumpIfEqualK, JumpIfNotEqualK)
    OPPOSITE(JumpIfLess, JumpIfNotLess)
    OPPOSITE(JumpIfLessRK, JumpIfNotLessRK)
    OPPOSITE(JumpIfLessKR, JumpIfNotLessKR)
    OPPOSITE(JumpIfLessEqual, JumpIfNotLessEqual)
    OPPOSITE(JumpIfLessEqualRK, JumpIfNotLessEqualRK)
    OPPOSITE(JumpIfLessEqualKR, JumpIfNotLessEqualKR)
#undef OPPOSITE
    default:
      UNREACHABLE();
  }
}

}  // namespace

// Conditions -------------------------------------------------------------------------------------

void FunctionBuilder::invert(uint32_t jump) {
  prototype.code[jump].opcode = opposite(prototype.code[jump].opcode);
}

/// A jump that is taken if the truth of `value` is `condition`; a `not` before it is absorbed.
/// Returns the jump.
uint32_t FunctionBuilder::jumpIf(Place& value, bool condition) {
  if (value.kind == PlaceKind::Relocatable && prototype.code[value.info].opcode == Opcode::Not) {
    const uint32_t operand = prototype.code[value.info].b;
    prototype.code.pop_back();
    prototype.lines.pop_back();
    return emit(condition ? Opcode::JumpIfFalse : Opcode::JumpIfTrue, operand, 0, 0,
                static_cast<uint32_t>(JumpList::kNone));
  }
  loadIntoAny(value);
  release(value);
  return emit(condition ? Opcode::JumpIfTrueSet : Opcode::JumpIfFalseSet, kNoRegister, value.info,
              0, static_cast<uint32_t>(JumpList::kNone));
}

/// Control continues here if the value is true, and leaves by `whenFalse` otherwise.
void FunctionBuilder::goIfTrue(Place& value) {
  discharge(value);
  switch (value.kind) {
    case PlaceKind::String:
    case PlaceKind::Number:
    case PlaceKind::True:
      break;
    case PlaceKind::False:
      append(value.whenFalse, single(emitPlainJump()));
      break;
    case PlaceKind::Jump:
      invert(value.info);
      append(value.whenFalse, single(value.info));
      break;
    default:
      append(value.whenFalse, single(jumpIf(value, false)));
  }
  patchToHere(value.whenTrue);
  value.whenTrue = {};
}

/// Control continues here if the value is false, and leaves by `whenTrue` otherwise.
void FunctionBuilder::goIfFalse(Place& value) {
  discharge(value);
  switch (value.kind) {
    case PlaceKind::Nil:
    case PlaceKind::False:
      break;
    case PlaceKind::True:
      append(value.whenTrue, single(emitPlainJump()));
      break;
    case PlaceKind::Jump:
      append(value.whenTrue, single(value.info));
      break;
    default:
      append(value.whenTrue, single(jumpIf(value, true)));
  }
  patchToHere(value.whenFalse);
  value.whenFalse = {};
}

void FunctionBuilder::applyNot(Place& value) {
  discharge(value);
  switch (value.kind) {
    case PlaceKind::Nil:
    case PlaceKind::False:
      value.kind = PlaceKind::True;
      break;
    case PlaceKind::String:
    case PlaceKind::Number:
    case PlaceKind::True:
      value.kind = PlaceKind::False;
      break;
    case PlaceKind::Jump:
      invert(value.info);
      break;
    default:
      loadIntoAny(value);
      release(value);
      value.info = emit(Opcode::Not, 0, value.info, 0);
      value.kind = PlaceKind::Relocatable;
  }
  std::swap(value.whenTrue, value.whenFalse);
  dropValues(value.whenTrue);
  dropValues(value.whenFalse);
}

// Operators --------------------------------------------------------------------------------------

void FunctionBuilder::prefix(UnaryOperator op, Place& operand) {
  switch (op) {
    case UnaryOperator::Not:
      applyNot(operand);
      return;
    case UnaryOperator::Negate:
      if (operand.isNumeral()) {
        if (const auto folded = foldNegate(operand.number)) {
          operand.number = *folded;
          return;
        }
      }
      break;
    case UnaryOperator::Length:
      break;
  }
  const uint32_t source = toAnyRegister(operand);
  release(operand);
  operand = relocatable(
      emit(op == UnaryOperator::Negate ? Opcode::Negate : Opcode::Length, 0, source, 0));
}

/// Between the operands: prepares the left one.
void FunctionBuilder::infix(BinaryOperator op, Place& left) {
  switch (op) {
    case BinaryOperator::And:
      goIfTrue(left);
      break;
    case BinaryOperator::Or:
      goIfFalse(left);
      break;
    case BinaryOperator::Concat:
      toNextRegister(left);
      break;
    case BinaryOperator::Equal:
    case BinaryOperator::NotEqual:
    case BinaryOperator::Less:
    case BinaryOperator::LessEqual:
    case BinaryOperator::Greater:
    case BinaryOperator::GreaterEqual:
      prepareComparison(op, left);
      break;
    default:
      if (!left.isNumeral()) toAnyRegister(left);
  }
}

/// The left operand of a comparison stays a constant if an instruction can have it there. A number
/// is entered into the constants before the right operand is compiled: which of 0 and -0 comes
/// first is visible.
void FunctionBuilder::prepareComparison(BinaryOperator op, Place& left) {
  const bool isEquality = op == BinaryOperator::Equal || op == BinaryOperator::NotEqual;
  if (left.isNumeral()) {
    numberConstant(left.number);
  } else if (!isEquality || !left.isConstant()) {
    toAnyRegister(left);
  }
}

/// After the operands: the result is in `left`.
void FunctionBuilder::postfix(BinaryOperator op, Place& left, Place& right) {
  switch (op) {
    case BinaryOperator::And:
      discharge(right);
      append(right.whenFalse, left.whenFalse);
      left = right;
      break;
    case BinaryOperator::Or:
      discharge(right);
      append(right.whenTrue, left.whenTrue);
      left = right;
      break;
    case BinaryOperator::Concat:
      concat(left, right);
      break;
    case BinaryOperator::Equal:
    case BinaryOperator::NotEqual:
      equality(op == BinaryOperator::Equal, left, right);
      break;
    case BinaryOperator::Less:
    case BinaryOperator::LessEqual:
      comparison(op == BinaryOperator::LessEqual, left, right);
      break;
    case BinaryOperator::Greater:
    case BinaryOperator::GreaterEqual:
      comparison(op == BinaryOperator::GreaterEqual, right, left);
      left = right;
      break;
    default:
      arithmetic(op, left, right);
  }
}

void FunctionBuilder::arithmetic(BinaryOperator op, Place& left, Place& right) {
  if (left.isNumeral() && right.isNumeral()) {
    if (const auto folded = foldBinary(op, left.number, right.number)) {
      left.number = *folded;
      return;
    }
    numberConstant(right.number);  // before the left one, as Lua 5.1: see prepareComparison()
    toAnyRegister(left);
  }
  const ArithmeticOpcodes opcodes = arithmeticOpcodes(op);
  if (!right.isNumeral()) toAnyRegister(right);
  releaseBoth(left, right);
  if (right.isNumeral()) {
    left = relocatable(emit(opcodes.constantRight, 0, left.info, 0, numberConstant(right.number)));
  } else if (left.isNumeral()) {
    left = relocatable(emit(opcodes.constantLeft, 0, right.info, 0, numberConstant(left.number)));
  } else {
    left = relocatable(emit(opcodes.registers, 0, left.info, right.info));
  }
}

void FunctionBuilder::concat(Place& left, Place& right) {
  toValue(right);
  if (right.kind == PlaceKind::Relocatable && prototype.code[right.info].opcode == Opcode::Concat) {
    ASSERT(left.info + 1 == prototype.code[right.info].b || module_.failed());
    release(left);
    prototype.code[right.info].b = static_cast<uint8_t>(left.info);
    left = relocatable(right.info);
    return;
  }
  toNextRegister(right);
  releaseBoth(left, right);
  left = relocatable(emit(Opcode::Concat, 0, left.info, right.info));
}

void FunctionBuilder::equality(bool isEqual, Place& left, Place& right) {
  toValue(right);
  if (left.isConstant() && right.isConstant()) toAnyRegister(left);
  if (left.isConstant())
    std::swap(left,
              right);  // equality with a constant calls no metamethod: the order is not visible
  std::optional<uint32_t> constant = constantOperand(right, kMaxKey16);
  if (!constant) toAnyRegister(right);
  toAnyRegister(left);
  releaseBoth(left, right);
  const uint32_t none = static_cast<uint32_t>(JumpList::kNone);
  if (constant) {
    const Opcode opcode = isEqual ? Opcode::JumpIfEqualK : Opcode::JumpIfNotEqualK;
    left =
        makePlace(PlaceKind::Jump, emit(opcode, left.info, *constant & 0xFF, *constant >> 8, none));
  } else {
    const Opcode opcode = isEqual ? Opcode::JumpIfEqual : Opcode::JumpIfNotEqual;
    left = makePlace(PlaceKind::Jump, emit(opcode, left.info, right.info, 0, none));
  }
}

/// `left < right` or `left <= right`. For the other two the caller exchanges the operands, which
/// were computed in source order.
void FunctionBuilder::comparison(bool orEqual, Place& left, Place& right) {
  if (!left.isNumeral()) toAnyRegister(left);
  if (!right.isNumeral()) toAnyRegister(right);
  if (left.isNumeral() && right.isNumeral()) toAnyRegister(left);
  std::optional<uint32_t> leftConstant;
  std::optional<uint32_t> rightConstant;
  if (left.isNumeral()) {
    leftConstant = constantOperand(left, kMaxKey16);
    if (!leftConstant) toAnyRegister(left);
  } else if (right.isNumeral()) {
    rightConstant = constantOperand(right, kMaxKey16);
    if (!rightConstant) toAnyRegister(right);
  }
  releaseBoth(left, right);
  const uint32_t none = static_cast<uint32_t>(JumpList::kNone);
  uint32_t jump = 0;
  if (rightConstant) {
    const Opcode opcode = orEqual ? Opcode::JumpIfLessEqualRK : Opcode::JumpIfLessRK;
    jump = emit(opcode, left.info, *rightConstant & 0xFF, *rightConstant >> 8, none);
  } else if (leftConstant) {
    const Opcode opcode = orEqual ? Opcode::JumpIfLessEqualKR : Opcode::JumpIfLessKR;
    jump = emit(opcode, right.info, *leftConstant & 0xFF, *leftConstant >> 8, none);
  } else {
    jump = emit(orEqual ? Opcode::JumpIfLessEqual : Opcode::JumpIfLess, left.info, right.info, 0,
                none);
  }
  left = makePlace(PlaceKind::Jump, jump);
}

}  // namespace lua
