#pragma once

#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "bytecode/compiled_module.h"

/// Bytecode for people.
///
/// The text has the layout of `luac -l -l` for Lua 5.1: header with counts, then one line per
/// instruction with its number (from 1), source line, mnemonic, operands and a comment; then
/// constants, local variables and upvalues. Constants are operands below zero: -1 is the first one.
/// Where luac prints an address there is "#n", the index of the function in its module, so that
/// texts can be compared. Sizes in bytes and the instructions themselves differ from luac, as the
/// machine does.
///
/// The same facts are available as data, for pages that link instructions to the source.
namespace lua {

/// One instruction of a listing.
struct ListedInstruction {
  uint32_t line = 0;
  const OpcodeInfo* opcode = nullptr;
  std::vector<int64_t> operands;  ///< as printed: registers, counts, jumps; constants negative
  base::Bytes comment;            ///< without "; "; empty if there is none
  int32_t target = -1;  ///< index of the instruction that a jump goes to, from 0; -1: no jump
};

struct ListedLocal {
  base::Bytes name;
  uint32_t slot = 0;
  uint32_t startPc = 0;  ///< alive at [startPc, endPc), from 0
  uint32_t endPc = 0;
};

/// One function of a listing.
struct ListedFunction {
  uint32_t index = 0;  ///< in CompiledModule::functions
  bool isMain = false;
  base::Bytes source;  ///< displayed chunk name
  uint32_t lineDefined = 0;
  uint32_t lastLineDefined = 0;
  uint32_t parameterCount = 0;
  bool isVararg = false;
  uint32_t registerCount = 0;
  uint32_t childCount = 0;
  std::vector<ListedInstruction> instructions;
  std::vector<base::Bytes> constants;  ///< printed: strings quoted
  std::vector<ListedLocal> locals;
  std::vector<base::Bytes> upvalues;  ///< names
};

/// All functions of a verified module, each before its children, in the order of luac.
std::vector<ListedFunction> listModule(const CompiledModule& module);

/// The text of listModule(), beginning with an empty line as luac's does.
base::Bytes formatListing(const CompiledModule& module);

/// A string constant in quotes, with the escapes that luac uses.
base::Bytes quoteForListing(base::BytesView text);

}  // namespace lua
