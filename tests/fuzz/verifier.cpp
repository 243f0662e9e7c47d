#include "bytecode/listing.h"
#include "bytecode/verifier.h"
#include "fuzz_input.h"
#include "lua_runner.h"
#include "stdlib/binary_chunk.h"

/// The verifier on arbitrary modules: whatever it lets through can be listed and run. Half of the inputs
/// are binary chunks, the other half decisions from which a module is built.
namespace {

using lua::CompiledModule;
using lua::FunctionPrototype;

lua::Constant constantFrom(fuzz::FuzzInput& input) {
  lua::Constant constant;
  constant.kind = static_cast<lua::Constant::Kind>(input.below(4));
  constant.boolean = input.below(2) == 1;
  constant.number = static_cast<double>(static_cast<int8_t>(input.byte()));
  constant.string = input.below(5);
  return constant;
}

/// Operands are small, because large ones are refused and nothing more is learned from them.
lua::Instruction instructionFrom(fuzz::FuzzInput& input) {
  lua::Instruction instruction;
  instruction.opcode = static_cast<lua::Opcode>(input.below(lua::kOpcodeCount));
  instruction.a = static_cast<uint8_t>(input.below(8));
  instruction.b = static_cast<uint8_t>(input.below(8));
  instruction.c = static_cast<uint8_t>(input.below(8));
  instruction.aux = static_cast<uint32_t>(static_cast<int32_t>(input.below(12)) - 5);
  if (input.below(2) == 0) instruction.aux &= 7;
  return instruction;
}

FunctionPrototype functionFrom(fuzz::FuzzInput& input, uint32_t index) {
  FunctionPrototype function;
  function.parameterCount = static_cast<uint8_t>(input.below(3));
  function.vararg = static_cast<lua::VarargKind>(input.below(3));
  function.registerCount = static_cast<uint8_t>(4 + input.below(8));
  for (uint32_t count = input.below(6); count > 0; --count)
    function.constants.push_back(constantFrom(input));
  for (uint32_t count = 1 + input.below(30); count > 0; --count)
    function.code.push_back(instructionFrom(input));
  lua::Instruction last;
  last.opcode = lua::Opcode::Return;
  last.b = 1;
  function.code.push_back(last);
  function.lines.assign(function.code.size(), 1);
  if (index < 2) function.functions.push_back(index + 1);
  for (uint32_t count = index == 0 ? 0 : input.below(3); count > 0; --count) {
    function.upvalues.push_back({input.below(2) == 0, static_cast<uint8_t>(input.below(4)), 0});
  }
  return function;
}

CompiledModule moduleFrom(fuzz::FuzzInput& input) {
  CompiledModule module;
  module.chunkName = "=fuzz";
  module.strings = {"print", "tostring", "x", "setmetatable", "__index"};
  for (uint32_t index = 0; index < 3; ++index) module.functions.push_back(functionFrom(input, index));
  return module;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const base::BytesView bytes(reinterpret_cast<const char*>(data), size);
  CompiledModule module;
  if (lua::isBinaryChunk(bytes)) {
    const base::Result<CompiledModule> read = lua::readBinaryChunk(bytes, "=fuzz");
    if (!read.isOk()) return 0;
    module = read.value();
  } else {
    fuzz::FuzzInput input(data, size);
    module = moduleFrom(input);
    if (!lua::verify(module).isOk()) return 0;
  }
  const base::Bytes listing = lua::formatListing(module);
  fuzz::require(!listing.empty(), "an empty listing");
  fuzz::runInAllModes(module, listing);
  return 0;
}
