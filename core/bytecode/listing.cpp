#include "bytecode/listing.h"

#include <string>

#include "base/chunk_name.h"
#include "base/number_text.h"

namespace lua {
namespace {

base::Bytes constantText(const CompiledModule& module, const Constant& constant) {
  switch (constant.kind) {
    case Constant::Kind::Nil:
      return "nil";
    case Constant::Kind::Boolean:
      return constant.boolean ? "true" : "false";
    case Constant::Kind::Number:
      return base::formatLuaNumber(constant.number);
    default:
      return quoteForListing(module.strings[constant.string]);
  }
}

/// Builds the line of one instruction.
class InstructionLister {
 public:
  InstructionLister(const CompiledModule& module, const FunctionPrototype& function)
      : module_(module), function_(function) {}

  ListedInstruction list(uint32_t pc) {
    const Instruction& instruction = function_.code[pc];
    const OpcodeInfo& info = opcodeInfo(instruction.opcode);
    listed_ = {};
    listed_.line = function_.lines[pc];
    listed_.opcode = &info;
    addOperand(info.a, instruction.a, instruction);
    addOperand(info.b, instruction.b, instruction);
    addOperand(info.c, instruction.c, instruction);
    addAux(info.aux, instruction, pc);
    comment(instruction);
    return std::move(listed_);
  }

 private:
  void addOperand(OperandKind kind, uint8_t operand, const Instruction& instruction) {
    switch (kind) {
      case OperandKind::None:
        return;
      case OperandKind::StringKey:
      case OperandKind::Constant8:
        return addConstant(operand);
      case OperandKind::Key16:
        return addConstant(instruction.key16());
      default:
        listed_.operands.push_back(operand);
    }
  }

  void addAux(AuxKind kind, const Instruction& instruction, uint32_t pc) {
    switch (kind) {
      case AuxKind::None:
      case AuxKind::Cache:
        return;
      case AuxKind::Constant:
      case AuxKind::Number:
        return addConstant(instruction.aux);
      case AuxKind::Jump:
        listed_.operands.push_back(instruction.jump());
        listed_.target = static_cast<int32_t>(pc + 1) + instruction.jump();
        return;
      default:
        listed_.operands.push_back(instruction.aux);
    }
  }

  void addConstant(uint32_t index) { listed_.operands.push_back(-static_cast<int64_t>(index) - 1); }

  void addComment(base::BytesView text) {
    if (!listed_.comment.empty()) listed_.comment += ' ';
    listed_.comment += text;
  }

  base::Bytes constant(uint32_t index) const {
    return constantText(module_, function_.constants[index]);
  }

  /// Pairs of operands are shown as "left right" with "-" for what is in a register, as luac does.
  void addPair(base::BytesView left, base::BytesView right) {
    addComment(base::Bytes(left) + " " + base::Bytes(right));
  }

  void comment(const Instruction& instruction) {
    switch (instruction.opcode) {
      case Opcode::LoadConstant:
        addComment(constant(instruction.aux));
        break;
      case Opcode::GetGlobal:
      case Opcode::SetGlobal:
        addComment(module_.strings[function_.constants[instruction.key16()].string]);
        break;
      case Opcode::GetGlobalWide:
      case Opcode::SetGlobalWide:
        addComment(module_.strings[function_.constants[instruction.aux].string]);
        break;
      case Opcode::GetUpvalue:
      case Opcode::SetUpvalue:
        addComment(module_.strings[function_.upvalues[instruction.b].name]);
        break;
      case Opcode::GetField:
      case Opcode::Self:
        addComment(constant(instruction.c));
        break;
      case Opcode::SetField:
        addPair(constant(instruction.b), "-");
        break;
      case Opcode::SetFieldConstant:
        addPair(constant(instruction.b), constant(instruction.c));
        break;
      case Opcode::SetTableConstant:
        addPair("-", constant(instruction.c));
        break;
      case Opcode::Closure:
        addComment("#" + std::to_string(function_.functions[instruction.aux]));
        break;
      default:
        commentOnOperands(instruction);
    }
    if (listed_.target >= 0) addComment("to " + std::to_string(listed_.target + 1));
  }

  void commentOnOperands(const Instruction& instruction) {
    const OpcodeInfo& info = opcodeInfo(instruction.opcode);
    uint32_t index = 0;
    if (info.aux == AuxKind::Number) {
      index = instruction.aux;
    } else if (info.b == OperandKind::Key16) {
      index = instruction.key16();
    } else {
      return;
    }
    const base::BytesView mnemonic = info.mnemonic;
    const bool isLeft = mnemonic.size() > 2 && mnemonic.substr(mnemonic.size() - 2) == "KR";
    addPair(isLeft ? constant(index) : "-", isLeft ? "-" : constant(index));
  }

  const CompiledModule& module_;
  const FunctionPrototype& function_;
  ListedInstruction listed_;
};

ListedFunction listFunction(const CompiledModule& module, uint32_t index) {
  const FunctionPrototype& function = module.functions[index];
  ListedFunction listed;
  listed.index = index;
  listed.isMain = index == 0;
  listed.source = base::displayChunkName(module.chunkName, base::kChunkNameRuntimeSize);
  listed.lineDefined = function.lineDefined;
  listed.lastLineDefined = function.lastLineDefined;
  listed.parameterCount = function.parameterCount;
  listed.isVararg = function.vararg != VarargKind::None;
  listed.registerCount = function.registerCount;
  listed.childCount = static_cast<uint32_t>(function.functions.size());
  InstructionLister lister(module, function);
  for (uint32_t pc = 0; pc < function.code.size(); ++pc)
    listed.instructions.push_back(lister.list(pc));
  for (const Constant& constant : function.constants)
    listed.constants.push_back(constantText(module, constant));
  for (const LocalVariable& local : function.locals) {
    listed.locals.push_back({module.strings[local.name], local.slot, local.startPc, local.endPc});
  }
  for (const UpvalueDescriptor& upvalue : function.upvalues)
    listed.upvalues.push_back(module.strings[upvalue.name]);
  return listed;
}

/// "1 slot", "2 slots".
base::Bytes counted(size_t count, base::BytesView noun) {
  base::Bytes text = std::to_string(count);
  text.append(" ").append(noun);
  if (count != 1) text.append("s");
  return text;
}

void formatInstruction(const ListedInstruction& instruction, size_t number, base::Bytes& out) {
  out.append("\t").append(std::to_string(number)).append("\t");
  out.append(instruction.line > 0 ? "[" + std::to_string(instruction.line) + "]" : "[-]")
      .append("\t");
  base::Bytes mnemonic = instruction.opcode->mnemonic;
  if (mnemonic.size() < 9) mnemonic.resize(9, ' ');
  out.append(mnemonic).append("\t");
  for (size_t i = 0; i < instruction.operands.size(); ++i) {
    if (i > 0) out.append(" ");
    out.append(std::to_string(instruction.operands[i]));
  }
  if (!instruction.comment.empty()) out.append("\t; ").append(instruction.comment);
  out.append("\n");
}

void formatFunction(const ListedFunction& function, base::Bytes& out) {
  const base::Bytes id = "#" + std::to_string(function.index);
  const size_t count = function.instructions.size();
  out.append("\n")
      .append(function.isMain ? "main" : "function")
      .append(" <")
      .append(function.source);
  out.append(":")
      .append(std::to_string(function.lineDefined))
      .append(",")
      .append(std::to_string(function.lastLineDefined));
  out.append("> (").append(counted(count, "instruction")).append(", ");
  out.append(counted(count * sizeof(Instruction), "byte")).append(" at ").append(id).append(")\n");
  out.append(std::to_string(function.parameterCount)).append(function.isVararg ? "+" : "");
  out.append(function.parameterCount == 1 ? " param, " : " params, ");
  out.append(counted(function.registerCount, "slot")).append(", ");
  out.append(counted(function.upvalues.size(), "upvalue")).append(", ");
  out.append(counted(function.locals.size(), "local")).append(", ");
  out.append(counted(function.constants.size(), "constant")).append(", ");
  out.append(counted(function.childCount, "function")).append("\n");
  for (size_t i = 0; i < count; ++i) formatInstruction(function.instructions[i], i + 1, out);
  out.append("constants (")
      .append(std::to_string(function.constants.size()))
      .append(") for ")
      .append(id)
      .append(":\n");
  for (size_t i = 0; i < function.constants.size(); ++i) {
    out.append("\t")
        .append(std::to_string(i + 1))
        .append("\t")
        .append(function.constants[i])
        .append("\n");
  }
  out.append("locals (")
      .append(std::to_string(function.locals.size()))
      .append(") for ")
      .append(id)
      .append(":\n");
  for (size_t i = 0; i < function.locals.size(); ++i) {
    const ListedLocal& local = function.locals[i];
    out.append("\t").append(std::to_string(i)).append("\t").append(local.name).append("\t");
    out.append(std::to_string(local.startPc + 1))
        .append("\t")
        .append(std::to_string(local.endPc + 1))
        .append("\n");
  }
  out.append("upvalues (")
      .append(std::to_string(function.upvalues.size()))
      .append(") for ")
      .append(id)
      .append(":\n");
  for (size_t i = 0; i < function.upvalues.size(); ++i) {
    out.append("\t")
        .append(std::to_string(i))
        .append("\t")
        .append(function.upvalues[i])
        .append("\n");
  }
}

}  // namespace

base::Bytes quoteForListing(base::BytesView text) {
  static constexpr base::BytesView kEscaped = "\"\\\a\b\f\n\r\t\v";
  static constexpr base::BytesView kLetters = "\"\\abfnrtv";
  base::Bytes out = "\"";
  for (const char c : text) {
    const size_t known = kEscaped.find(c);
    const auto byte = static_cast<unsigned char>(c);
    if (known != base::BytesView::npos) {
      out.append({'\\', kLetters[known]});
    } else if (byte >= 32 && byte < 127) {
      out.push_back(c);
    } else {
      const base::Bytes digits = std::to_string(byte);
      out.append("\\").append(3 - digits.size(), '0').append(digits);
    }
  }
  return out.append("\"");
}

std::vector<ListedFunction> listModule(const CompiledModule& module) {
  std::vector<ListedFunction> functions;
  for (uint32_t index = 0; index < module.functions.size(); ++index)
    functions.push_back(listFunction(module, index));
  return functions;
}

base::Bytes formatListing(const CompiledModule& module) {
  base::Bytes out;
  for (const ListedFunction& function : listModule(module)) formatFunction(function, out);
  return out;
}

}  // namespace lua
