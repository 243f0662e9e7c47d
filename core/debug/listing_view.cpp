#include "debug/listing_view.h"

#include <algorithm>

#include "base/number_text.h"
#include "base/sort.h"
#include "bytecode/listing.h"
#include "debug/value_view.h"

namespace debug {

using base::Bytes;

namespace {

/// Mnemonics are padded to this width, as in the listing's text.
constexpr size_t kMnemonicWidth = 9;

Bytes operandText(const lua::ListedInstruction& instruction) {
  Bytes text;
  for (const int64_t operand : instruction.operands) {
    if (!text.empty()) text += ' ';
    text += base::formatInteger(operand);
  }
  return text;
}

/// The instruction as `list` prints it, without the leading tab.
Bytes lineText(size_t pc, const lua::ListedInstruction& instruction, const Bytes& operands) {
  Bytes text = base::formatInteger(static_cast<int64_t>(pc) + 1) + "\t[" +
               base::formatInteger(instruction.line) + "]\t";
  Bytes mnemonic = instruction.opcode->mnemonic;
  mnemonic.resize(std::max(mnemonic.size(), kMnemonicWidth), ' ');
  text += mnemonic + "\t" + operands;
  if (!instruction.comment.empty()) text += "\t; " + instruction.comment;
  return text;
}

void writeInstruction(JsonWriter& json, size_t pc, const lua::ListedInstruction& instruction) {
  const Bytes operands = operandText(instruction);
  json.beginObject();
  json.integerMember("pc", static_cast<int64_t>(pc));
  json.integerMember("line", instruction.line);
  json.textMember("opcode", instruction.opcode->mnemonic);
  json.textMember("operands", operands);
  json.textMember("comment", instruction.comment);
  json.textMember("text", lineText(pc, instruction, operands));
  json.endObject();
}

void writeLocal(JsonWriter& json, const lua::ListedLocal& local) {
  json.beginObject();
  json.textMember("name", local.name);
  json.integerMember("register", local.slot);
  json.integerMember("startPc", local.startPc);
  json.integerMember("endPc", local.endPc);
  json.endObject();
}

/// The id of the function around each function; the main chunk has none.
std::vector<int64_t> parentsOf(const lua::CompiledModule& module) {
  std::vector<int64_t> parents(module.functions.size(), -1);
  for (size_t i = 0; i < module.functions.size(); ++i) {
    for (const uint32_t child : module.functions[i].functions)
      parents[child] = static_cast<int64_t>(i);
  }
  return parents;
}

void writeFunction(JsonWriter& json, const lua::CompiledModule& module,
                   const lua::ListedFunction& function, int64_t parent) {
  json.beginObject();
  json.integerMember("id", function.index);
  if (parent >= 0) json.integerMember("parent", parent);
  const Bytes name = function.isMain ? Bytes("main") : declaredName(module, function.index);
  json.textMember("name", name.empty() ? Bytes("function") : name);
  json.integerMember("firstLine", function.lineDefined);
  json.integerMember("lastLine", function.lastLineDefined);
  json.integerMember("params", function.parameterCount);
  json.booleanMember("isVararg", function.isVararg);
  json.integerMember("slots", function.registerCount);
  json.key("upvalues");
  json.beginArray();
  for (const Bytes& upvalue : function.upvalues) json.text(upvalue);
  json.endArray();
  json.key("constants");
  json.beginArray();
  for (const lua::Constant& constant : module.functions[function.index].constants)
    writeConstant(json, module, constant);
  json.endArray();
  json.key("locals");
  json.beginArray();
  for (const lua::ListedLocal& local : function.locals) writeLocal(json, local);
  json.endArray();
  json.key("instructions");
  json.beginArray();
  for (size_t pc = 0; pc < function.instructions.size(); ++pc)
    writeInstruction(json, pc, function.instructions[pc]);
  json.endArray();
  json.endObject();
}

}  // namespace

void writeModuleListing(JsonWriter& json, const lua::CompiledModule& module) {
  const std::vector<int64_t> parents = parentsOf(module);
  std::vector<lua::ListedFunction> functions = lua::listModule(module);
  base::stableSort(functions,
                   [](const lua::ListedFunction& left, const lua::ListedFunction& right) {
                     return left.index < right.index;
                   });
  json.beginObject();
  json.key("functions");
  json.beginArray();
  for (const lua::ListedFunction& function : functions)
    writeFunction(json, module, function, parents[function.index]);
  json.endArray();
  json.endObject();
}

}  // namespace debug
