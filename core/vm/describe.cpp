#include <optional>

#include "base/chunk_name.h"
#include "base/number_text.h"
#include "vm/levels.h"
#include "vm/machine.h"
#include "vm/messages.h"

/// Error texts that name variables, positions and tracebacks.
///
/// The name of a register is found by following the code up to the current instruction: the last
/// instruction that wrote the register tells whether it came from a global, a local, an upvalue, a
/// field or a method. Forward jumps are followed as if taken, as 5.1 does.
namespace lua {
namespace {

using Name = VariableName;

/// Name of the local variable that lives in `slot` at `pc`.
std::optional<base::BytesView> localName(const Proto* proto, uint32_t slot, uint32_t pc) {
  for (size_t index = 0; index < proto->locals.size(); ++index) {
    const LocalVariable& local = proto->locals[index];
    if (local.slot == slot && local.startPc <= pc && pc < local.endPc)
      return proto->localNames[index]->view();
  }
  return std::nullopt;
}

bool writes(const Instruction& instruction, uint32_t slot) {
  const OpcodeInfo& info = opcodeInfo(instruction.opcode);
  switch (instruction.opcode) {
    case Opcode::LoadNil:
      return instruction.a <= slot && slot <= instruction.b;
    case Opcode::Self:
      return slot == instruction.a || slot == instruction.a + 1u;
    case Opcode::Call:
    case Opcode::TailCall:
    case Opcode::Vararg:
      return slot >= instruction.a;
    case Opcode::TForLoop:
      return slot >= instruction.a + 2u;
    case Opcode::ForLoop:
    case Opcode::ForPrep:
      return slot == instruction.a || slot == instruction.a + 3u;
    case Opcode::JumpIfTrue:
    case Opcode::JumpIfFalse:
      // 5.1's TEST counts as a write: the value of `a or b` has no name.
      return slot == instruction.a;
    default:
      return info.a == OperandKind::Write && slot == instruction.a;
  }
}

/// The last instruction before `pc` that wrote `slot`, or nullptr.
const Instruction* findWriter(const Proto* proto, uint32_t slot, uint32_t lastPc) {
  const Instruction* writer = nullptr;
  for (uint32_t pc = 0; pc < lastPc; ++pc) {
    const Instruction& instruction = proto->code[pc];
    if (writes(instruction, slot)) writer = &instruction;
    if (opcodeInfo(instruction.opcode).aux == AuxKind::Jump && instruction.jump() > 0) {
      const uint32_t target = pc + 1 + static_cast<uint32_t>(instruction.jump());
      if (target <= lastPc) pc = target - 1;
    }
  }
  return writer;
}

base::BytesView constantText(const Proto* proto, uint32_t index) {
  const Value constant = proto->constants[index];
  return constant.isString() ? constant.asString()->view() : base::BytesView("?");
}

Name nameOfRegister(const Proto* proto, uint32_t slot, uint32_t pc) {
  for (;;) {
    if (const std::optional<base::BytesView> name = localName(proto, slot, pc))
      return {"local", *name};
    const Instruction* writer = findWriter(proto, slot, pc);
    if (writer == nullptr) return {};
    switch (writer->opcode) {
      case Opcode::GetGlobal:
        return {"global", constantText(proto, writer->key16())};
      case Opcode::GetGlobalWide:
        return {"global", constantText(proto, writer->aux)};
      case Opcode::Move:
        if (writer->b >= writer->a) return {};
        pc = static_cast<uint32_t>(writer - proto->code.data());
        slot = writer->b;
        continue;
      case Opcode::GetField:
        return {"field", constantText(proto, writer->c)};
      case Opcode::GetTable:
      case Opcode::GetInteger:
        return {"field", "?"};
      case Opcode::GetUpvalue:
        return {"upvalue",
                proto->upvalueNames.empty() ? "?" : proto->upvalueNames[writer->b]->view()};
      case Opcode::Self:
        return slot == writer->a ? Name{"method", constantText(proto, writer->c)} : Name{};
      default:
        return {};
    }
  }
}

/// A name as C prints it: up to its first zero.
base::BytesView printed(base::BytesView name) { return name.substr(0, name.find('\0')); }

base::Bytes quoted(const Name& name) {
  base::Bytes text(name.kind);
  text += " '";
  text += printed(name.text);
  text += "'";
  return text;
}

}  // namespace

VariableName nameOfCallee(const Coroutine* coroutine, const Frame& frame) {
  if (frame.isNative()) return {};
  const Proto* proto = coroutine->stack[frame.function].asClosure()->proto;
  const uint32_t pc = pcOf(frame, proto);
  if (pc == 0) return {};
  const Instruction& instruction = proto->code[pc - 1];
  if (instruction.opcode != Opcode::Call && instruction.opcode != Opcode::TailCall &&
      instruction.opcode != Opcode::TForLoop)
    return {};
  if (instruction.opcode == Opcode::TForLoop && frame.waiting == Continuation::Registers) return {};
  return nameOfRegister(proto, instruction.a, pc - 1);
}

std::optional<base::BytesView> localVariable(const Proto* proto, uint32_t number, uint32_t pc) {
  for (size_t index = 0; index < proto->locals.size(); ++index) {
    const LocalVariable& local = proto->locals[index];
    if (local.startPc > pc) break;
    if (pc < local.endPc && --number == 0) return proto->localNames[index]->view();
  }
  return std::nullopt;
}

uint32_t Machine::currentLine(const Coroutine* coroutine, size_t index) const {
  const Frame& frame = coroutine->frames[index];
  if (frame.isNative()) return 0;
  const Proto* proto = coroutine->stack[frame.function].asClosure()->proto;
  const uint32_t next = pcOf(frame, proto);
  const uint32_t pc = next == 0 ? 0 : next - 1;
  return pc < proto->lines.size() ? proto->lines[pc] : 0;
}

base::Bytes Machine::positionPrefix(int level) {
  LevelWalk walk(*this, current_, nullptr);
  walk.advance(static_cast<uint32_t>(level));
  if (!walk.isAtLevel()) return {};
  const Level at = walk.level();
  if (at.isTail || current_->frames[at.frame].isNative()) return {};
  base::Bytes text =
      base::displayChunkName(current_->stack[at.function].asClosure()->proto->chunkName->view(),
                             base::kChunkNameRuntimeSize);
  text += ":";
  text += base::formatInteger(currentLine(current_, at.frame));
  text += ": ";
  return text;
}

Flow Machine::raiseType(int registerIndex, Value value, const char* action) {
  const Frame& frame = current_->frames.back();
  base::Bytes message("attempt to ");
  message += action;
  Name name;
  if (registerIndex >= 0) {
    const Proto* proto = current_->stack[frame.function].asClosure()->proto;
    name = nameOfRegister(proto, static_cast<uint32_t>(registerIndex), pcOf(frame, proto) - 1);
  }
  if (name.kind != nullptr) {
    message += " " + quoted(name) + " (a ";
    message += typeName(value.type());
    message += " value)";
  } else {
    message += " a ";
    message += typeName(value.type());
    message += " value";
  }
  return raiseText(message);
}

Flow Machine::raiseCall(uint32_t slot) {
  const Value value = current_->stack[slot];
  const Frame& frame = current_->frames.back();
  if (frame.isNative() || frame.waiting == Continuation::FinishInstruction) {
    const bool iterator = !frame.isNative() && frame.next[-1].opcode == Opcode::TForLoop;
    return raiseType(iterator ? static_cast<int>(slot - frame.base) : -1, value, "call");
  }
  return raiseType(static_cast<int>(slot - frame.base), value, "call");
}

base::Bytes Machine::comparisonText(Value left, Value right) const {
  const char* leftType = typeName(left.type());
  const char* rightType = typeName(right.type());
  // 5.1 compares the third letters of the type names, which tells "same type" apart.
  if (leftType[2] == rightType[2])
    return base::Bytes("attempt to compare two ") + leftType + " values";
  return base::Bytes("attempt to compare ") + leftType + " with " + rightType;
}

Flow Machine::raiseCompare(Value left, Value right) {
  return raiseText(comparisonText(left, right));
}

/// Name of the running native for "bad argument" texts: how its caller names it. `isMethod` if it
/// was called as a method.
base::Bytes Machine::calleeName(uint32_t frameIndex, bool& isMethod) {
  isMethod = false;
  const FrameStack& frames = current_->frames;
  const size_t caller = frameIndex == NativeContext::kNoFrame ? frames.size() - 1 : frameIndex - 1;
  const Name name = nameOfCallee(current_, frames[caller]);
  if (name.kind == nullptr) return "?";
  isMethod = base::BytesView(name.kind) == "method";
  return base::Bytes(printed(name.text));
}

}  // namespace lua
