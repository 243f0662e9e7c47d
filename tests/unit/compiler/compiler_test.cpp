#include "compiler/compiler.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "bytecode/verifier.h"
#include "compiler/constant_folding.h"

namespace lua {
namespace {

CompileResult compileText(base::BytesView source) {
  CompileOptions options;
  options.chunkName = "=c";
  return compile(source, options);
}

/// "ok" for a chunk that compiles to a valid module, else the message.
std::string outcome(base::BytesView source) {
  const CompileResult result = compileText(source);
  if (!result.isOk()) return result.diagnostic->message;
  const base::Status status = verify(result.module);
  return status.isOk() ? "ok" : status.message();
}

std::string repeated(std::string_view text, int count) {
  std::string result;
  for (int i = 0; i < count; ++i) result += text;
  return result;
}

/// "a0,a1,...": `count` items after `prefix`, with `separator` between.
std::string numbered(std::string_view prefix, int count, std::string_view separator = ",") {
  std::string result;
  for (int i = 0; i < count; ++i) {
    if (i > 0) result += separator;
    result.append(prefix).append(std::to_string(i));
  }
  return result;
}

TEST(Compiler, CompilesTheEmptyChunk) {
  const CompileResult result = compileText("");
  ASSERT_TRUE(result.isOk());
  ASSERT_EQ(result.module.functions.size(), 1u);
  const FunctionPrototype& main = result.module.functions[0];
  ASSERT_EQ(main.code.size(), 1u);
  EXPECT_EQ(main.code[0].opcode, Opcode::Return);
  EXPECT_EQ(main.vararg, VarargKind::Vararg);
  EXPECT_EQ(main.registerCount, 2u);
  EXPECT_EQ(result.module.chunkName, "=c");
}

TEST(Compiler, ReportsSyntaxErrors) {
  const CompileResult result = compileText("x =");
  ASSERT_FALSE(result.isOk());
  EXPECT_EQ(result.diagnostic->message, "c:1: unexpected symbol near '<eof>'");
}

TEST(Compiler, LimitsRegisters) {
  // Texts and tokens are those of lua5.1 for the same chunks.
  EXPECT_EQ(outcome("f(" + numbered("a", 248) + ")"), "ok");
  EXPECT_EQ(outcome("f(" + numbered("a", 249) + ")"),
            "c:1: function or expression too complex near '<eof>'");
  EXPECT_EQ(outcome("f(" + numbered("", 260, ",\n") + ")"),
            "c:250: function or expression too complex near '249'");
  EXPECT_EQ(outcome("local " + numbered("x", 190) + " f(" + numbered("", 80, ",\n") + ", ...)"),
            "c:60: function or expression too complex near '59'");
  EXPECT_EQ(outcome("local t = {" + numbered("a", 1000) + "}"), "ok");
}

TEST(Compiler, LimitsConstants) {
  EXPECT_EQ(outcome("local t = {" + numbered("", 262143) + "}"), "ok");
  EXPECT_EQ(outcome("local t = {" + numbered("", 262144) + "}"), "constant table overflow");
}

TEST(Compiler, LimitsJumps) {
  EXPECT_EQ(outcome("if x then\n" + repeated("a=b;", 65000) + "\nend"), "ok");
  EXPECT_EQ(outcome("if x then\n" + repeated("a=b;", 66000) + "\nend"),
            "c:3: control structure too long near '<eof>'");
}

TEST(Compiler, UsesConstantsBeyondEveryOperandWidth) {
  const std::string many = "local t = {" + numbered("'k", 300, "',") + "'} ";
  EXPECT_EQ(outcome(many + "t.a = t.b t.c = 'd' t:e(t['f']) if t == 'g' then t = 'h' + 1 end"),
            "ok");
  const std::string wide = "local t = {" + numbered("", 66000) + "} ";
  const CompileResult result =
      compileText(wide + "x = y if x == 'z' or x < 70000 or 70001 < x then x = x + 70002 end");
  ASSERT_TRUE(result.isOk());
  EXPECT_TRUE(verify(result.module).isOk());
  int wideAccesses = 0;
  for (const Instruction& instruction : result.module.functions[0].code) {
    wideAccesses +=
        instruction.opcode == Opcode::GetGlobalWide || instruction.opcode == Opcode::SetGlobalWide;
  }
  EXPECT_EQ(wideAccesses, 7);
}

TEST(Compiler, KeepsLongNamesOutOfShortOperands) {
  const std::string name(41, 'n');
  EXPECT_EQ(outcome(name + " = t." + name + " t." + name + " = 1 t:" + name + "()"), "ok");
}

TEST(Compiler, SharesZeroesAsLua51Does) {
  const CompileResult result = compileText("return -0, 0");
  ASSERT_TRUE(result.isOk());
  const std::vector<Constant>& constants = result.module.functions[0].constants;
  ASSERT_EQ(constants.size(), 1u);
  EXPECT_TRUE(std::signbit(constants[0].number));
}

TEST(Compiler, DescribesVarargFunctions) {
  const CompileResult result =
      compileText("function a(x) end function b(x, ...) end function c(...) return ... end");
  ASSERT_TRUE(result.isOk());
  EXPECT_EQ(result.module.functions[1].vararg, VarargKind::None);
  EXPECT_EQ(result.module.functions[2].vararg, VarargKind::NeedsArg);
  EXPECT_EQ(result.module.functions[2].parameterCount, 1u);
  EXPECT_EQ(result.module.functions[3].vararg, VarargKind::Vararg);
}

TEST(Compiler, DescribesUpvalues) {
  const CompileResult result =
      compileText("local a local function f() local b return function() return a, b end end");
  ASSERT_TRUE(result.isOk());
  const CompiledModule& module = result.module;
  ASSERT_EQ(module.functions.size(), 3u);
  ASSERT_EQ(module.functions[1].upvalues.size(), 1u);
  EXPECT_TRUE(module.functions[1].upvalues[0].fromRegister);
  const std::vector<UpvalueDescriptor>& inner = module.functions[2].upvalues;
  ASSERT_EQ(inner.size(), 2u);
  EXPECT_FALSE(inner[0].fromRegister);
  EXPECT_EQ(module.strings[inner[0].name], "a");
  EXPECT_TRUE(inner[1].fromRegister);
  EXPECT_EQ(inner[1].index, 0u);
}

TEST(Compiler, StaysLinearOnLongChains) {
  EXPECT_EQ(outcome("x = " + numbered("a", 60000, "+")), "ok");
  EXPECT_EQ(outcome("x = a" + repeated(".b", 100000)), "ok");
  EXPECT_EQ(outcome("x = a" + repeated("()", 100000)), "ok");
  EXPECT_EQ(outcome("x = a" + repeated(" and b or c", 20000)), "ok");
  EXPECT_EQ(outcome("if a then " + repeated("elseif b then c() ", 20000) + "end"), "ok");
  EXPECT_EQ(outcome("return {" + numbered("'s", 100000, "',") + "'}"), "ok");
}

TEST(ConstantFolding, FoldsWhatLua51Folds) {
  EXPECT_EQ(foldBinary(BinaryOperator::Add, 1, 2), 3);
  EXPECT_EQ(foldBinary(BinaryOperator::Modulo, -5, 3), 1);
  EXPECT_EQ(foldBinary(BinaryOperator::Power, 2, 10), 1024);
  EXPECT_EQ(foldBinary(BinaryOperator::Multiply, 1e308, 10), HUGE_VAL);
  EXPECT_EQ(foldNegate(3), -3);
}

TEST(ConstantFolding, LeavesTheRestToTheMachine) {
  EXPECT_FALSE(foldBinary(BinaryOperator::Divide, 1, 0));
  EXPECT_FALSE(foldBinary(BinaryOperator::Modulo, 1, 0));
  EXPECT_FALSE(foldBinary(BinaryOperator::Subtract, HUGE_VAL, HUGE_VAL));
  EXPECT_FALSE(foldBinary(BinaryOperator::Concat, 1, 2));
  EXPECT_FALSE(foldBinary(BinaryOperator::Less, 1, 2));
}

}  // namespace
}  // namespace lua
