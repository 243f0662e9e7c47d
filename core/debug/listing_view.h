#pragma once

#include "bytecode/compiled_module.h"
#include "debug/json_writer.h"

/// Writes ModuleListing (protocol.ts): the functions of a module with instructions, constants,
/// locals and upvalues.
namespace debug {

void writeModuleListing(JsonWriter& json, const lua::CompiledModule& module);

}  // namespace debug
