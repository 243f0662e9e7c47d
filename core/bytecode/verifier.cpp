#include "bytecode/verifier.h"

#include <string>

namespace lua {
namespace {

constexpr uint32_t kMinRegisters = 2;
constexpr uint32_t kMaxRegisters = 250;
constexpr size_t kMaxCode = 1u << 30;

using Problem = const char*;  // null: none

/// Checks one function against its module.
class FunctionVerifier {
 public:
  FunctionVerifier(const CompiledModule& module, uint32_t index)
      : module_(module), index_(index), function_(module.functions[index]) {}

  base::Status verify() {
    if (const Problem problem = checkFunction()) return invalid(problem);
    for (const uint32_t child : function_.functions) {
      if (const Problem problem = checkChild(child)) return invalid(problem);
    }
    isTarget_.assign(function_.code.size(), false);
    for (uint32_t pc = 0; pc < function_.code.size(); ++pc) {
      if (const Problem problem = checkOperands(pc)) return invalidAt(pc, problem);
    }
    for (uint32_t pc = 0; pc < function_.code.size(); ++pc) {
      if (const Problem problem = checkMeaning(pc)) return invalidAt(pc, problem);
    }
    return base::Status::ok();
  }

 private:
  base::Status invalid(base::BytesView problem) const {
    base::Bytes message = "function " + std::to_string(index_) + ": ";
    message.append(problem);
    return {base::StatusCode::InvalidModule, std::move(message)};
  }

  base::Status invalidAt(uint32_t pc, base::BytesView problem) const {
    base::Bytes where = "instruction " + std::to_string(pc + 1);
    if (static_cast<int>(code(pc).opcode) < kOpcodeCount) {
      where.append(" (").append(opcodeInfo(code(pc).opcode).mnemonic).append(")");
    }
    return invalid(where.append(": ").append(problem));
  }

  // The function as a whole.

  Problem checkFunction() const {
    if (function_.registerCount < kMinRegisters || function_.registerCount > kMaxRegisters) {
      return "bad number of registers";
    }
    if (function_.vararg > VarargKind::NeedsArg) return "bad kind of varargs";
    const uint32_t argTable = function_.vararg == VarargKind::NeedsArg ? 1 : 0;
    if (function_.parameterCount + argTable > function_.registerCount) return "too many parameters";
    if (function_.code.empty() || function_.code.size() > kMaxCode) return "bad length of code";
    if (function_.lines.size() != function_.code.size()) return "lines do not match the code";
    if (function_.code.back().opcode != Opcode::Return) return "code does not end in RETURN";
    if (function_.upvalues.size() > UINT8_MAX) return "too many upvalues";
    if (index_ == 0 && !function_.upvalues.empty()) return "main chunk with upvalues";
    for (const Constant& constant : function_.constants) {
      if (constant.kind > Constant::Kind::String) return "bad kind of constant";
      if (constant.kind == Constant::Kind::String && !isName(constant.string)) {
        return "constant string out of range";
      }
    }
    for (const UpvalueDescriptor& upvalue : function_.upvalues) {
      if (!isName(upvalue.name)) return "upvalue name out of range";
    }
    for (const LocalVariable& local : function_.locals) {
      if (!isName(local.name)) return "name of a local out of range";
      if (!isRegister(local.slot)) return "register of a local out of range";
      if (local.startPc > local.endPc || local.endPc > function_.code.size()) {
        return "range of a local out of range";
      }
    }
    return nullptr;
  }

  /// Children come after their parents, so that there are no cycles.
  Problem checkChild(uint32_t child) const {
    if (child <= index_ || child >= module_.functions.size()) return "child function out of range";
    for (const UpvalueDescriptor& upvalue : module_.functions[child].upvalues) {
      const size_t limit =
          upvalue.fromRegister ? function_.registerCount : function_.upvalues.size();
      if (upvalue.index >= limit) return "captured variable out of range";
    }
    return nullptr;
  }

  // Single operands.

  Problem checkOperands(uint32_t pc) {
    const Instruction& instruction = code(pc);
    if (static_cast<int>(instruction.opcode) >= kOpcodeCount) return "unknown opcode";
    const OpcodeInfo& info = opcodeInfo(instruction.opcode);
    const bool isWide = info.b == OperandKind::Key16;
    if (const Problem problem = checkOperand(info.a, instruction.a)) return problem;
    if (isWide) {
      if (instruction.key16() >= function_.constants.size()) return "constant out of range";
    } else {
      if (const Problem problem = checkOperand(info.b, instruction.b)) return problem;
      if (const Problem problem = checkOperand(info.c, instruction.c)) return problem;
    }
    return checkAux(pc, info);
  }

  Problem checkOperand(OperandKind kind, uint8_t operand) const {
    switch (kind) {
      case OperandKind::None:
        return operand == 0 ? nullptr : "unused operand is set";
      case OperandKind::Read:
      case OperandKind::Write:
      case OperandKind::Range:
        return isRegister(operand) ? nullptr : "register out of range";
      case OperandKind::Upvalue:
        return operand < function_.upvalues.size() ? nullptr : "upvalue out of range";
      case OperandKind::StringKey:
        return isShortString(operand) ? nullptr : "key is not a short constant string";
      case OperandKind::Constant8:
        return operand < function_.constants.size() ? nullptr : "constant out of range";
      default:
        return nullptr;
    }
  }

  Problem checkAux(uint32_t pc, const OpcodeInfo& info) {
    const uint32_t aux = code(pc).aux;
    switch (info.aux) {
      case AuxKind::None:
      case AuxKind::Cache:
        return aux == 0 ? nullptr : "unused operand is set";
      case AuxKind::Constant:
        return aux < function_.constants.size() ? nullptr : "constant out of range";
      case AuxKind::Number:
        return isNumber(aux) ? nullptr : "constant is not a number";
      case AuxKind::Function:
        return aux < function_.functions.size() ? nullptr : "child function out of range";
      case AuxKind::Batch:
        return aux >= 1 && aux <= function_.code.size() ? nullptr : "batch out of range";
      case AuxKind::Jump:
        return checkJump(pc, (info.flags & opcode_flags::Back) != 0);
    }
    return "bad operand";
  }

  Problem checkJump(uint32_t pc, bool isBack) {
    const int64_t distance = code(pc).jump();
    const int64_t target = static_cast<int64_t>(pc) + 1 + distance;
    if (target < 0 || target >= static_cast<int64_t>(function_.code.size())) {
      return "jump out of the code";
    }
    if (isBack != (distance < 0)) return "jump in the wrong direction";
    isTarget_[static_cast<size_t>(target)] = true;
    return nullptr;
  }

  // Operands together.

  Problem checkMeaning(uint32_t pc) const {
    const Instruction& i = code(pc);
    switch (i.opcode) {
      case Opcode::LoadBoolean:
        if (i.b > 1 || i.c > 1) return "bad boolean";
        return i.c == 0 || pc + 2 < function_.code.size() ? nullptr : "skips the end of the code";
      case Opcode::LoadNil:
        return i.a <= i.b ? nullptr : "empty range";
      case Opcode::GetGlobal:
      case Opcode::SetGlobal:
        return isShortString(i.key16()) ? nullptr : "name is not a short constant string";
      case Opcode::GetGlobalWide:
      case Opcode::SetGlobalWide:
        return isString(i.aux) ? nullptr : "name is not a constant string";
      case Opcode::NewTable:
        return checkSizeHints(i);
      case Opcode::Self:
        return checkRun(i.a, 2);
      case Opcode::Concat:
        return i.b < i.c ? nullptr : "empty range";
      case Opcode::JumpIfLessRK:
      case Opcode::JumpIfLessKR:
      case Opcode::JumpIfNotLessRK:
      case Opcode::JumpIfNotLessKR:
      case Opcode::JumpIfLessEqualRK:
      case Opcode::JumpIfLessEqualKR:
      case Opcode::JumpIfNotLessEqualRK:
      case Opcode::JumpIfNotLessEqualKR:
        return isNumber(i.key16()) ? nullptr : "constant is not a number";
      case Opcode::ForPrep:
      case Opcode::ForLoop:
      case Opcode::TForLoop:
        return checkLoop(pc);
      default:
        return checkCall(pc);
    }
  }

  /// Hints are promises that cost memory, so they have to be in proportion to the code that would
  /// fill the table.
  Problem checkSizeHints(const Instruction& i) const {
    const uint64_t most = (static_cast<uint64_t>(function_.code.size()) + 1) * 2 * kFieldsPerFlush;
    if ((i.b >> 3) > 27 || (i.c >> 3) > 27) return "size of a table out of range";
    const bool isPlausible = decodeSizeHint(i.b) <= most && decodeSizeHint(i.c) <= most;
    return isPlausible ? nullptr : "size of a table out of range";
  }

  Problem checkLoop(uint32_t pc) const {
    const Instruction& i = code(pc);
    const auto target = static_cast<uint32_t>(static_cast<int64_t>(pc) + 1 + i.jump());
    switch (i.opcode) {
      case Opcode::ForPrep: {
        if (target == 0 || !isAt(target - 1, Opcode::ForLoop, i.a)) return "no matching FORLOOP";
        return checkRun(i.a, 4);
      }
      case Opcode::ForLoop:
        if (target == 0 || !isAt(target - 1, Opcode::ForPrep, i.a)) return "no matching FORPREP";
        return checkRun(i.a, 4);
      default:
        if (i.c == 0) return "no loop variable";
        return checkRun(i.a, i.c > 3 ? 3u + i.c : 6u);  // the call needs three registers
    }
  }

  Problem checkCall(uint32_t pc) const {
    const Instruction& i = code(pc);
    Problem problem = nullptr;
    switch (i.opcode) {
      case Opcode::Call:
        problem = i.b == 0 ? checkTakesOpen(pc, i.a + 1u) : checkRun(i.a, i.b);
        if (problem == nullptr && i.c > 1) problem = checkRun(i.a, i.c - 1u);
        if (problem == nullptr && i.c == 0) problem = checkGivesOpen(pc);
        return problem;
      case Opcode::TailCall:
        problem = i.b == 0 ? checkTakesOpen(pc, i.a + 1u) : checkRun(i.a, i.b);
        if (problem == nullptr) problem = checkGivesOpen(pc);
        return problem;
      case Opcode::Return:
        if (i.b == 0) return checkTakesOpen(pc, i.a);
        return i.b > 1 ? checkRun(i.a, i.b - 1u) : nullptr;
      case Opcode::SetList:
        return i.b == 0 ? checkTakesOpen(pc, i.a + 1u) : checkRun(i.a, i.b + 1u);
      case Opcode::Vararg:
        if (function_.vararg != VarargKind::Vararg) return "function has no varargs";
        if (i.b == 0) return checkGivesOpen(pc);
        return i.b > 1 ? checkRun(i.a, i.b - 1u) : nullptr;
      default:
        return nullptr;
    }
  }

  /// An instruction that takes values up to the top follows the one that set the top, which must
  /// not be below the first register that it reads.
  Problem checkTakesOpen(uint32_t pc, uint32_t first) const {
    if (isTarget_[pc]) return "jump between open values and their use";
    if (pc == 0 || !givesOpen(code(pc - 1))) return "no open values before";
    if (pc >= 2 && skipsNext(pc - 2)) return "jump between open values and their use";
    return code(pc - 1).a >= first ? nullptr : "open values begin too low";
  }

  Problem checkGivesOpen(uint32_t pc) const {
    return pc + 1 < function_.code.size() && takesOpen(code(pc + 1)) ? nullptr
                                                                     : "open values are not used";
  }

  bool skipsNext(uint32_t pc) const {
    return code(pc).opcode == Opcode::LoadBoolean && code(pc).c != 0;
  }

  static bool givesOpen(const Instruction& i) {
    switch (i.opcode) {
      case Opcode::Call:
        return i.c == 0;
      case Opcode::TailCall:
        return true;
      case Opcode::Vararg:
        return i.b == 0;
      default:
        return false;
    }
  }

  static bool takesOpen(const Instruction& i) {
    switch (i.opcode) {
      case Opcode::Call:
      case Opcode::TailCall:
      case Opcode::Return:
      case Opcode::SetList:
        return i.b == 0;
      default:
        return false;
    }
  }

  // Facts.

  const Instruction& code(uint32_t pc) const { return function_.code[pc]; }
  bool isRegister(uint32_t index) const { return index < function_.registerCount; }
  bool isName(StringIndex index) const { return index < module_.strings.size(); }
  bool isAt(uint32_t pc, Opcode opcode, uint8_t a) const {
    return pc < function_.code.size() && code(pc).opcode == opcode && code(pc).a == a;
  }
  bool isConstant(uint32_t index, Constant::Kind kind) const {
    return index < function_.constants.size() && function_.constants[index].kind == kind;
  }
  bool isString(uint32_t index) const { return isConstant(index, Constant::Kind::String); }
  bool isNumber(uint32_t index) const { return isConstant(index, Constant::Kind::Number); }
  bool isShortString(uint32_t index) const {
    return isString(index) &&
           module_.strings[function_.constants[index].string].size() <= kShortStringLimit;
  }
  Problem checkRun(uint32_t first, uint32_t count) const {
    return first + count <= function_.registerCount ? nullptr : "registers out of range";
  }

  const CompiledModule& module_;
  const uint32_t index_;
  const FunctionPrototype& function_;
  std::vector<bool> isTarget_;
};

}  // namespace

base::Status verify(const CompiledModule& module) {
  if (module.functions.empty()) {
    return {base::StatusCode::InvalidModule, "module without functions"};
  }
  for (uint32_t index = 0; index < module.functions.size(); ++index) {
    TRY(FunctionVerifier(module, index).verify());
  }
  return base::Status::ok();
}

}  // namespace lua
