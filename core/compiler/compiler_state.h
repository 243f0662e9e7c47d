#pragma once

#include <vector>

#include "compiler/compiler.h"
#include "compiler/function_builder.h"

/// The walk over the tree. Not part of the interface of the module.
///
/// Recursion follows the nesting that the parser has bounded. Chains of left operands, calls and
/// indexing, which it has not bounded, are walked with a loop over `chain_`.
namespace lua {

class Compiler {
 public:
  Compiler(ModuleBuilder& module) : module_(module) {}

  void compileMain(const FunctionBody& body);

 private:
  // Functions.
  uint32_t compileFunction(const FunctionBody& body);
  void describe(const FunctionBody& body, FunctionPrototype& prototype);
  Place closure(const FunctionBody& body);

  // Statements.
  void compileStatements(const Block& block);
  void compileBlock(const Block& block);
  void compileStatement(const Statement& statement);
  void compileLocal(const LocalStatement& statement);
  void compileLocalFunction(const LocalFunctionStatement& statement);
  void compileFunctionStatement(const FunctionStatement& statement);
  void compileAssignment(const AssignmentStatement& statement);
  void protectFromAssignment(std::vector<Place>& targets, const Place& local);
  void compileCallStatement(const CallStatement& statement);
  void compileWhile(const WhileStatement& statement);
  void compileRepeat(const RepeatStatement& statement);
  void compileIf(const IfStatement& statement);
  void compileNumericFor(const NumericForStatement& statement);
  void compileGenericFor(const GenericForStatement& statement);
  void compileReturn(const ReturnStatement& statement);
  void compileBreak();

  // Expressions.
  Place compileExpression(const Expression& expression);
  Place compileLeaf(const Expression& expression);
  Place compileBinaryChain(const Expression& expression);
  Place compileSuffixChain(const Expression& expression);
  void compileIndex(const IndexExpression& expression, Place& value);
  void compileCall(const CallExpression& expression, Place& value);
  void compileMethodCall(const MethodCallExpression& expression, Place& value);
  Place finishCall(uint32_t base, const ExpressionList& arguments, uint32_t callLine,
                   TokenMark end);
  Place compileTable(const TableExpression& expression);
  void compileTableField(const TableField& field, const Place& table);
  Place compileList(const ExpressionList& list);
  JumpList compileCondition(const Expression& expression);
  void adjust(uint32_t variableCount, uint32_t valueCount, Place& last);

  ModuleBuilder& module_;
  FunctionBuilder* function_ = nullptr;
  std::vector<const Expression*> chain_;
};

}  // namespace lua
