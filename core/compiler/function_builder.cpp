#include "compiler/function_builder.h"

#include <cstring>

#include "base/assert.h"

namespace lua {
namespace {

/// Constants are found again by one word: numbers by their bits, other kinds by patterns that no
/// number has.
constexpr uint64_t kNilKey = 0xFFF9000000000000u;
constexpr uint64_t kBooleanKey = 0xFFFA000000000000u;
constexpr uint64_t kStringKey = 0xFFFB000000000000u;

uint64_t numberKey(double number) {
  if (number == 0)
    return 0;  // as in Lua 5.1, 0 and -0 are one constant: the first of the two that a function
               // mentions
  uint64_t bits = 0;
  std::memcpy(&bits, &number, sizeof bits);
  return bits;
}

}  // namespace

// Module -----------------------------------------------------------------------------------------

StringIndex ModuleBuilder::intern(std::string_view text) {
  const auto [found, isAdded] =
      stringIndices_.try_emplace(text, static_cast<StringIndex>(module.strings.size()));
  if (isAdded) module.strings.emplace_back(text);
  return found->second;
}

void ModuleBuilder::fail(std::string_view text, TokenMark mark, bool tokenless) {
  if (!failure_) failure_ = Failure{text, mark, tokenless};
}

// Instructions -----------------------------------------------------------------------------------

uint32_t FunctionBuilder::emit(Opcode opcode, uint32_t a, uint32_t b, uint32_t c, uint32_t aux) {
  flushPending();
  Instruction instruction;
  instruction.opcode = opcode;
  instruction.a = static_cast<uint8_t>(a);
  instruction.b = static_cast<uint8_t>(b);
  instruction.c = static_cast<uint8_t>(c);
  instruction.aux = aux;
  prototype.code.push_back(instruction);
  prototype.lines.push_back(mark_.line);
  return pc() - 1;
}

/// Adjacent runs become one instruction unless a jump may arrive between them.
void FunctionBuilder::emitLoadNil(uint32_t first, uint32_t count) {
  if (static_cast<int32_t>(pc()) > lastTarget_ && pc() > 0) {
    Instruction& previous = prototype.code.back();
    if (previous.opcode == Opcode::LoadNil && previous.a <= first && first <= previous.b + 1u) {
      if (first + count - 1 > previous.b) previous.b = static_cast<uint8_t>(first + count - 1);
      return;
    }
  }
  emit(Opcode::LoadNil, first, first + count - 1, 0);
}

void FunctionBuilder::emitReturn(uint32_t first, uint32_t count) {
  emit(Opcode::Return, first, count == kManyResults ? 0 : count + 1, 0);
}

// Constants --------------------------------------------------------------------------------------

uint32_t FunctionBuilder::addConstant(uint64_t key, const Constant& constant) {
  const auto [found, isAdded] =
      constantIndices_.try_emplace(key, static_cast<uint32_t>(prototype.constants.size()));
  if (isAdded) {
    if (prototype.constants.size() >= kMaxConstants)
      module_.fail("constant table overflow", mark_, true);
    prototype.constants.push_back(constant);
  }
  return found->second;
}

uint32_t FunctionBuilder::stringConstant(std::string_view text) {
  Constant constant;
  constant.kind = Constant::Kind::String;
  constant.string = module_.intern(text);
  return addConstant(kStringKey | constant.string, constant);
}

uint32_t FunctionBuilder::numberConstant(double number) {
  Constant constant;
  constant.kind = Constant::Kind::Number;
  constant.number = number;
  return addConstant(numberKey(number), constant);
}

/// Index of the constant that `value`, a constant without jumps, is.
uint32_t FunctionBuilder::constantOf(const Place& value) {
  Constant constant;
  switch (value.kind) {
    case PlaceKind::String:
      return value.info;
    case PlaceKind::Number:
      return numberConstant(value.number);
    case PlaceKind::Nil:
      return addConstant(kNilKey, constant);
    default:
      constant.kind = Constant::Kind::Boolean;
      constant.boolean = value.kind == PlaceKind::True;
      return addConstant(kBooleanKey | (constant.boolean ? 1u : 0u), constant);
  }
}

/// The constant that `value` is, if it can be an operand whose index is below `limit`.
std::optional<uint32_t> FunctionBuilder::constantOperand(const Place& value, uint32_t limit) {
  if (!value.isConstant()) return std::nullopt;
  if (value.kind != PlaceKind::String && prototype.constants.size() >= limit) return std::nullopt;
  const uint32_t index = constantOf(value);
  if (index >= limit) return std::nullopt;
  return index;
}

bool FunctionBuilder::isShortString(uint32_t constant) const {
  return module_.module.strings[prototype.constants[constant].string].size() <= kShortStringLimit;
}

// Registers --------------------------------------------------------------------------------------

/// Makes sure that `count` registers above the used ones exist.
void FunctionBuilder::checkRegisters(uint32_t count) {
  const uint32_t needed = free_ + count;
  if (needed <= prototype.registerCount) return;
  if (needed >= kMaxRegisters) {
    module_.fail("function or expression too complex", mark_);
    return;
  }
  prototype.registerCount = static_cast<uint8_t>(needed);
}

void FunctionBuilder::reserve(uint32_t count) {
  checkRegisters(count);
  free_ += count;
}

void FunctionBuilder::releaseRegister(uint32_t index) {
  if (index < localCount()) return;
  --free_;
  ASSERT(index == free_ || module_.failed());
}

/// Gives back the temporary that `value` owns, if any.
void FunctionBuilder::release(const Place& value) {
  if (value.kind == PlaceKind::Register) releaseRegister(value.info);
}

/// Gives back two temporaries, the higher one first.
void FunctionBuilder::releaseBoth(const Place& left, const Place& right) {
  const bool leftIsHigher = left.kind == PlaceKind::Register && right.kind == PlaceKind::Register &&
                            left.info > right.info;
  release(leftIsHigher ? left : right);
  release(leftIsHigher ? right : left);
}

// Scopes -----------------------------------------------------------------------------------------

void FunctionBuilder::enterBlock(BlockScope& block, bool isLoop) {
  block.enclosing = block_;
  block.firstLocal = localCount();
  block.isLoop = isLoop;
  block_ = &block;
}

void FunctionBuilder::leaveBlock() {
  BlockScope* block = block_;
  block_ = block->enclosing;
  closeLocals(block->firstLocal);
  if (block->isCaptured) emit(Opcode::Close, block->firstLocal, 0, 0);
  free_ = localCount();
  patchToHere(block->breaks);
}

/// The variable owns its register from here on.
void FunctionBuilder::activate(const LocalDeclaration& declaration) {
  ASSERT(declaration.slot == localCount());
  LocalVariable variable;
  variable.name = module_.intern(declaration.name->text);
  variable.slot = declaration.slot;
  variable.startPc = pc();
  activeRecords_.push_back(static_cast<uint32_t>(prototype.locals.size()));
  prototype.locals.push_back(variable);
}

/// Ends the life of all variables from register `count` on.
void FunctionBuilder::closeLocals(uint32_t count) {
  while (activeRecords_.size() > count) {
    prototype.locals[activeRecords_.back()].endPc = pc();
    activeRecords_.pop_back();
  }
}

/// A closure uses the variable in register `slot`: its block must close it. Function-level
/// variables are closed by RETURN.
void FunctionBuilder::markCaptured(uint32_t slot) {
  BlockScope* block = block_;
  while (block != nullptr && block->firstLocal > slot) block = block->enclosing;
  if (block != nullptr) block->isCaptured = true;
}

// Jumps ------------------------------------------------------------------------------------------

/// The current position, to be jumped to.
uint32_t FunctionBuilder::label() {
  lastTarget_ = static_cast<int32_t>(pc());
  return pc();
}

/// An unconditional forward jump. Jumps that wait for this place go on to its target.
JumpList FunctionBuilder::emitJump() {
  const JumpList waiting = pending_;
  pending_ = {};
  JumpList list = single(emitPlainJump());
  append(list, waiting);
  return list;
}

/// A jump of its own: those that wait for this place stop here, because they would carry other
/// values to its target.
uint32_t FunctionBuilder::emitPlainJump() {
  return emit(Opcode::Jump, 0, 0, 0, static_cast<uint32_t>(JumpList::kNone));
}

void FunctionBuilder::emitJumpBack(uint32_t target) {
  const uint32_t jump = emit(Opcode::JumpBack, 0, 0, 0);
  fixJump(jump, target);
}

void FunctionBuilder::fixJump(uint32_t jump, uint32_t target) {
  const int32_t distance = static_cast<int32_t>(target) - static_cast<int32_t>(jump + 1);
  if (distance > kMaxJump || distance < -kMaxJump)
    module_.fail("control structure too long", mark_);
  prototype.code[jump].aux = static_cast<uint32_t>(distance);
}

void FunctionBuilder::append(JumpList& list, JumpList more) {
  if (more.empty()) return;
  if (list.empty()) {
    list = more;
    return;
  }
  prototype.code[static_cast<size_t>(list.tail)].aux = static_cast<uint32_t>(more.head);
  list.tail = more.tail;
}

void FunctionBuilder::patchToHere(JumpList list) {
  label();
  append(pending_, list);
}

void FunctionBuilder::flushPending() {
  const JumpList waiting = pending_;
  pending_ = {};
  patchList(waiting, pc(), kNoRegister, pc());
}

/// Ends the wait of a list. Tests that carry their operand put it into register `result` and go to
/// `target`; tests whose operand is not wanted and all other jumps go to `otherTarget`.
void FunctionBuilder::patchList(JumpList list, uint32_t target, uint32_t result,
                                uint32_t otherTarget) {
  for (int32_t jump = list.head; jump != JumpList::kNone;) {
    const auto next = static_cast<int32_t>(prototype.code[static_cast<size_t>(jump)].aux);
    const bool carriesValue = patchTest(static_cast<uint32_t>(jump), result);
    fixJump(static_cast<uint32_t>(jump), carriesValue ? target : otherTarget);
    jump = next;
  }
}

/// Directs the operand of a carrying test to `target`; without one, or if it is there already, the
/// test becomes a plain one. Returns false for jumps that carry no operand.
bool FunctionBuilder::patchTest(uint32_t jump, uint32_t target) {
  Instruction& test = prototype.code[jump];
  if (test.opcode != Opcode::JumpIfTrueSet && test.opcode != Opcode::JumpIfFalseSet) return false;
  if (target != kNoRegister && target != test.b) {
    test.a = static_cast<uint8_t>(target);
  } else {
    test.opcode = test.opcode == Opcode::JumpIfTrueSet ? Opcode::JumpIfTrue : Opcode::JumpIfFalse;
    test.a = test.b;
    test.b = 0;
  }
  return true;
}

void FunctionBuilder::dropValues(JumpList list) {
  for (int32_t jump = list.head; jump != JumpList::kNone;) {
    const auto position = static_cast<uint32_t>(jump);
    jump = static_cast<int32_t>(prototype.code[position].aux);
    patchTest(position, kNoRegister);
  }
}

/// Whether some jump of the list arrives without the value itself.
bool FunctionBuilder::needsValue(JumpList list) const {
  for (int32_t jump = list.head; jump != JumpList::kNone;) {
    const Instruction& instruction = prototype.code[static_cast<size_t>(jump)];
    if (instruction.opcode != Opcode::JumpIfTrueSet && instruction.opcode != Opcode::JumpIfFalseSet)
      return true;
    jump = static_cast<int32_t>(instruction.aux);
  }
  return false;
}

}  // namespace lua
