#include "bytecode/verifier.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "module_samples.h"

namespace lua {
namespace {

/// A main chunk with this code, four registers, the constants "k", 1.5 and a string that is too
/// long for a key.
CompiledModule moduleWith(std::vector<Instruction> code) {
  CompiledModule module;
  module.chunkName = "=test";
  module.strings = {"k", base::Bytes(41, 'x')};
  FunctionPrototype main;
  main.vararg = VarargKind::Vararg;
  main.registerCount = 4;
  main.constants = {stringConstant(0), numberConstant(1.5), stringConstant(1)};
  main.code = std::move(code);
  main.code.push_back(make(Opcode::Return, 0, 1));
  main.lines.assign(main.code.size(), 1);
  module.functions = {main};
  return module;
}

std::string outcome(const CompiledModule& module) {
  const base::Status status = verify(module);
  return status.isOk() ? "ok" : status.message();
}

uint32_t jump(int32_t distance) { return static_cast<uint32_t>(distance); }

struct CodeCase {
  const char* name;
  std::vector<Instruction> code;
  const char* problem;  // "ok", or the end of the message
};

void expectOutcomes(const std::vector<CodeCase>& cases) {
  for (const CodeCase& item : cases) {
    const std::string result = outcome(moduleWith(item.code));
    EXPECT_NE(result.find(item.problem), std::string::npos) << item.name << ": " << result;
  }
}

TEST(Verifier, AcceptsTheSample) { EXPECT_EQ(outcome(sampleModule()), "ok"); }

TEST(Verifier, ChecksRegisters) {
  expectOutcomes({
      {"highest", {make(Opcode::Move, 3, 3)}, "ok"},
      {"target", {make(Opcode::Move, 4, 0)}, "(MOVE): register out of range"},
      {"source", {make(Opcode::Move, 0, 4)}, "register out of range"},
      {"unused", {make(Opcode::Move, 0, 0, 1)}, "unused operand is set"},
      {"nil range", {make(Opcode::LoadNil, 2, 1)}, "empty range"},
      {"self", {make(Opcode::Self, 3, 0, 0)}, "registers out of range"},
      {"concat", {make(Opcode::Concat, 0, 1, 1)}, "empty range"},
      {"arguments", {make(Opcode::Call, 1, 4, 1)}, "registers out of range"},
      {"last argument", {make(Opcode::Call, 1, 3, 1)}, "ok"},
      {"results", {make(Opcode::Call, 1, 1, 5)}, "registers out of range"},
      {"returned", {make(Opcode::Return, 1, 5)}, "registers out of range"},
      {"varargs", {make(Opcode::Vararg, 2, 4)}, "registers out of range"},
      {"items", {make(Opcode::SetList, 1, 3, 0, 1)}, "registers out of range"},
      {"iterator",
       {make(Opcode::Jump, 0, 0, 0, 0), make(Opcode::TForLoop, 0, 0, 1, jump(-1))},
       "registers out of range"},
  });
}

TEST(Verifier, ChecksConstants) {
  expectOutcomes({
      {"any", {make(Opcode::LoadConstant, 0, 0, 0, 2)}, "ok"},
      {"missing", {make(Opcode::LoadConstant, 0, 0, 0, 3)}, "constant out of range"},
      {"number", {make(Opcode::AddRK, 0, 0, 0, 1)}, "ok"},
      {"not a number", {make(Opcode::AddRK, 0, 0, 0, 0)}, "constant is not a number"},
      {"compared", {make(Opcode::JumpIfLessRK, 0, 0, 0, 0)}, "constant is not a number"},
      {"equal to anything", {make(Opcode::JumpIfEqualK, 0, 2, 0, 0)}, "ok"},
      {"wide", {make(Opcode::JumpIfEqualK, 0, 0, 1, 0)}, "constant out of range"},
      {"key", {make(Opcode::GetField, 0, 0, 0)}, "ok"},
      {"number as key", {make(Opcode::GetField, 0, 0, 1)}, "key is not a short constant string"},
      {"long key", {make(Opcode::GetField, 0, 0, 2)}, "key is not a short constant string"},
      {"global", {make(Opcode::GetGlobal, 0, 2)}, "name is not a short constant string"},
      {"wide global", {make(Opcode::GetGlobalWide, 0, 0, 0, 2)}, "ok"},
      {"number as global",
       {make(Opcode::GetGlobalWide, 0, 0, 0, 1)},
       "name is not a constant string"},
      {"cache", {make(Opcode::GetField, 0, 0, 0, 7)}, "unused operand is set"},
      {"upvalue", {make(Opcode::GetUpvalue, 0, 0)}, "upvalue out of range"},
      {"function", {make(Opcode::Closure, 0, 0, 0, 0)}, "child function out of range"},
  });
}

TEST(Verifier, ChecksJumps) {
  expectOutcomes({
      {"forwards", {make(Opcode::Jump, 0, 0, 0, 0)}, "ok"},
      {"past the end", {make(Opcode::Jump, 0, 0, 0, 1)}, "jump out of the code"},
      {"far", {make(Opcode::Jump, 0, 0, 0, jump(INT32_MAX))}, "jump out of the code"},
      {"before the start", {make(Opcode::JumpBack, 0, 0, 0, jump(-2))}, "jump out of the code"},
      {"to itself", {make(Opcode::JumpBack, 0, 0, 0, jump(-1))}, "ok"},
      {"back without mark", {make(Opcode::Jump, 0, 0, 0, jump(-1))}, "jump in the wrong direction"},
      {"forwards with mark", {make(Opcode::JumpBack, 0, 0, 0, 0)}, "jump in the wrong direction"},
      {"skip", {make(Opcode::LoadBoolean, 0, 0, 1)}, "skips the end of the code"},
      {"boolean", {make(Opcode::LoadBoolean, 0, 2, 0)}, "bad boolean"},
      {"loop", {make(Opcode::ForPrep, 0, 0, 0, 1), make(Opcode::ForLoop, 0, 0, 0, jump(-1))}, "ok"},
      {"other loop",
       {make(Opcode::ForPrep, 0, 0, 0, 1), make(Opcode::ForLoop, 1, 0, 0, jump(-1))},
       "no matching FORLOOP"},
      {"no end", {make(Opcode::ForPrep, 0, 0, 0, 0)}, "no matching FORLOOP"},
      {"no start",
       {make(Opcode::Move, 0, 0), make(Opcode::ForLoop, 0, 0, 0, jump(-1))},
       "no matching FORPREP"},
  });
}

TEST(Verifier, ChecksOpenValues) {
  const Instruction open = make(Opcode::Call, 1, 1, 0);
  expectOutcomes({
      {"used", {open, make(Opcode::Call, 0, 0, 1)}, "ok"},
      {"returned", {make(Opcode::Vararg, 0, 0), make(Opcode::Return, 0, 0)}, "ok"},
      {"unused", {open}, "open values are not used"},
      {"missing", {make(Opcode::Call, 0, 0, 1)}, "no open values before"},
      {"too low", {open, make(Opcode::Call, 1, 0, 1)}, "open values begin too low"},
      {"jumped over",
       {make(Opcode::JumpIfTrue, 0, 0, 0, 1), open, make(Opcode::Call, 0, 0, 1)},
       "jump between open values and their use"},
      {"skipped",
       {make(Opcode::LoadBoolean, 0, 0, 1), open, make(Opcode::Call, 0, 0, 1)},
       "jump between open values and their use"},
  });
}

TEST(Verifier, ChecksSizes) {
  expectOutcomes({
      {"plausible", {make(Opcode::NewTable, 0, encodeSizeHint(50), 0)}, "ok"},
      {"huge array", {make(Opcode::NewTable, 0, 255, 0)}, "size of a table out of range"},
      {"huge hash",
       {make(Opcode::NewTable, 0, 0, encodeSizeHint(100000))},
       "size of a table out of range"},
      {"batch", {make(Opcode::SetList, 0, 1, 0, 1000)}, "batch out of range"},
      {"batch zero", {make(Opcode::SetList, 0, 1, 0, 0)}, "batch out of range"},
  });
}

TEST(Verifier, ChecksUnknownOpcodes) {
  expectOutcomes({{"unknown", {make(static_cast<Opcode>(kOpcodeCount))}, "unknown opcode"},
                  {"last", {make(static_cast<Opcode>(255))}, "unknown opcode"}});
}

TEST(Verifier, ChecksFunctions) {
  struct ModuleCase {
    const char* problem;
    void (*change)(CompiledModule&);
  };
  const ModuleCase cases[] = {
      {"module without functions", [](CompiledModule& m) { m.functions.clear(); }},
      {"bad number of registers", [](CompiledModule& m) { m.functions[0].registerCount = 1; }},
      {"bad number of registers", [](CompiledModule& m) { m.functions[0].registerCount = 251; }},
      {"too many parameters", [](CompiledModule& m) { m.functions[1].parameterCount = 3; }},
      {"bad kind of varargs",
       [](CompiledModule& m) { m.functions[0].vararg = static_cast<VarargKind>(3); }},
      {"function has no varargs",
       [](CompiledModule& m) { m.functions[1].code[0] = make(Opcode::Vararg, 1, 2); }},
      {"bad length of code", [](CompiledModule& m) { m.functions[1].code.clear(); }},
      {"lines do not match the code", [](CompiledModule& m) { m.functions[1].lines.pop_back(); }},
      {"code does not end in RETURN",
       [](CompiledModule& m) { m.functions[1].code.back().opcode = Opcode::Move; }},
      {"main chunk with upvalues",
       [](CompiledModule& m) {
         m.functions[0].upvalues = {{true, 0, 0}};
       }},
      {"child function out of range", [](CompiledModule& m) { m.functions[0].functions[0] = 0; }},
      {"child function out of range", [](CompiledModule& m) { m.functions[0].functions[0] = 2; }},
      {"captured variable out of range",
       [](CompiledModule& m) { m.functions[1].upvalues[0].index = 3; }},
      {"captured variable out of range",
       [](CompiledModule& m) { m.functions[1].upvalues[0].fromRegister = false; }},
      {"upvalue name out of range", [](CompiledModule& m) { m.functions[1].upvalues[0].name = 3; }},
      {"constant string out of range",
       [](CompiledModule& m) { m.functions[0].constants[0].string = 3; }},
      {"bad kind of constant",
       [](CompiledModule& m) {
         m.functions[0].constants[0].kind = static_cast<Constant::Kind>(4);
       }},
      {"name of a local out of range",
       [](CompiledModule& m) { m.functions[0].locals[0].name = 3; }},
      {"register of a local out of range",
       [](CompiledModule& m) { m.functions[0].locals[0].slot = 3; }},
      {"range of a local out of range",
       [](CompiledModule& m) { m.functions[0].locals[0].endPc = 7; }},
      {"range of a local out of range",
       [](CompiledModule& m) { m.functions[0].locals[0].startPc = 6; }},
  };
  for (const ModuleCase& item : cases) {
    CompiledModule module = sampleModule();
    item.change(module);
    const std::string result = outcome(module);
    EXPECT_NE(result.find(item.problem), std::string::npos) << item.problem << " / " << result;
  }
}

TEST(Verifier, SurvivesRandomCode) {
  uint32_t state = 12345;
  const auto next = [&state] { return (state = state * 1664525u + 1013904223u) >> 8; };
  for (int round = 0; round < 20000; ++round) {
    std::vector<Instruction> code;
    for (uint32_t i = next() % 8; i > 0; --i) {
      code.push_back(make(static_cast<Opcode>(next() % (kOpcodeCount + 1)),
                          static_cast<uint8_t>(next() % 6), static_cast<uint8_t>(next() % 6),
                          static_cast<uint8_t>(next() % 6),
                          next() % 3 == 0 ? next() << 8 : next() % 4));
    }
    (void)outcome(moduleWith(code));
  }
}

TEST(SizeHint, RoundsUpAndComesBack) {
  for (uint32_t size = 0; size < 5000; ++size) {
    const uint32_t decoded = decodeSizeHint(encodeSizeHint(size));
    EXPECT_GE(decoded, size);
    EXPECT_LE(decoded, size + size / 8 + 1);
  }
}

}  // namespace
}  // namespace lua
