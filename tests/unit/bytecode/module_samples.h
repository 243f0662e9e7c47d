#pragma once

#include "bytecode/compiled_module.h"

/// Modules written by hand: the module `bytecode` knows no compiler.
namespace lua {

inline Instruction make(Opcode opcode, uint8_t a = 0, uint8_t b = 0, uint8_t c = 0,
                        uint32_t aux = 0) {
  Instruction instruction;
  instruction.opcode = opcode;
  instruction.a = a;
  instruction.b = b;
  instruction.c = c;
  instruction.aux = aux;
  return instruction;
}

inline Constant stringConstant(StringIndex index) {
  Constant constant;
  constant.kind = Constant::Kind::String;
  constant.string = index;
  return constant;
}

inline Constant numberConstant(double number) {
  Constant constant;
  constant.kind = Constant::Kind::Number;
  constant.number = number;
  return constant;
}

/// Two functions with a little of everything.
inline CompiledModule sampleModule() {
  CompiledModule module;
  module.chunkName = "@sample.lua";
  module.strings = {"print", base::Bytes("a\n\0", 3), "p"};
  FunctionPrototype main;
  main.vararg = VarargKind::Vararg;
  main.registerCount = 3;
  main.constants = {stringConstant(0), stringConstant(1), numberConstant(2.5)};
  main.code = {make(Opcode::GetGlobal, 0, 0),     make(Opcode::LoadConstant, 1, 0, 0, 1),
               make(Opcode::AddRK, 1, 1, 0, 2),   make(Opcode::JumpIfFalse, 1, 0, 0, 1),
               make(Opcode::Closure, 1, 0, 0, 0), make(Opcode::Return, 0, 1)};
  main.lines = {1, 1, 2, 2, 3, 3};
  main.functions = {1};
  main.locals = {{2, 0, 1, 5}};
  FunctionPrototype child;
  child.lineDefined = 3;
  child.lastLineDefined = 3;
  child.parameterCount = 1;
  child.code = {make(Opcode::GetUpvalue, 1, 0), make(Opcode::Return, 1, 2)};
  child.lines = {3, 3};
  child.upvalues = {{true, 0, 2}};
  child.locals = {{2, 0, 0, 2}};
  module.functions = {main, child};
  return module;
}

}  // namespace lua
