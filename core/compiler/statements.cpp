#include "base/assert.h"
#include "compiler/compiler_state.h"

namespace lua {

void Compiler::compileStatements(const Block& block) {
  for (const Statement* statement : block.statements) {
    if (module_.failed()) return;
    compileStatement(*statement);
    function_->setFreeRegister(function_->localCount());
  }
  function_->at(block.end);
}

void Compiler::compileBlock(const Block& block) {
  BlockScope scope;
  function_->enterBlock(scope, false);
  compileStatements(block);
  function_->leaveBlock();
}

void Compiler::compileStatement(const Statement& statement) {
  switch (statement.kind) {
    case StatementKind::LocalVariables:
      return compileLocal(statement.as<LocalStatement>());
    case StatementKind::LocalFunction:
      return compileLocalFunction(statement.as<LocalFunctionStatement>());
    case StatementKind::Function:
      return compileFunctionStatement(statement.as<FunctionStatement>());
    case StatementKind::Assignment:
      return compileAssignment(statement.as<AssignmentStatement>());
    case StatementKind::Call:
      return compileCallStatement(statement.as<CallStatement>());
    case StatementKind::Do:
      return compileBlock(*statement.as<DoStatement>().body);
    case StatementKind::While:
      return compileWhile(statement.as<WhileStatement>());
    case StatementKind::Repeat:
      return compileRepeat(statement.as<RepeatStatement>());
    case StatementKind::If:
      return compileIf(statement.as<IfStatement>());
    case StatementKind::NumericFor:
      return compileNumericFor(statement.as<NumericForStatement>());
    case StatementKind::GenericFor:
      return compileGenericFor(statement.as<GenericForStatement>());
    case StatementKind::Return:
      return compileReturn(statement.as<ReturnStatement>());
    case StatementKind::Break:
      function_->at(statement.end);
      return compileBreak();
  }
}

// Variables --------------------------------------------------------------------------------------

void Compiler::compileLocal(const LocalStatement& statement) {
  function_->at(statement.end);
  Place last = compileList(statement.values);
  adjust(statement.variables.size(), statement.values.size(), last);
  for (const LocalDeclaration* variable : statement.variables) function_->activate(*variable);
}

/// The variable is visible in the function, but debug information shows it only when it has its
/// value.
void Compiler::compileLocalFunction(const LocalFunctionStatement& statement) {
  const Place variable = FunctionBuilder::makePlace(PlaceKind::Local, function_->freeRegister());
  function_->reserve(1);
  function_->activate(*statement.variable);
  Place value = closure(*statement.body);
  function_->store(variable, value);
  function_->restartLastLocal();
}

void Compiler::compileFunctionStatement(const FunctionStatement& statement) {
  const Place target = compileExpression(*statement.target);
  Place value = closure(*statement.body);
  function_->store(target, value);
  function_->fixLine(statement.range.line);
}

void Compiler::compileAssignment(const AssignmentStatement& statement) {
  std::vector<Place> targets;
  for (const Expression* expression : statement.targets) {
    const Place target = compileExpression(*expression);
    if (target.kind == PlaceKind::Local) protectFromAssignment(targets, target);
    targets.push_back(target);
  }
  Place last = compileList(statement.values);
  const auto targetCount = static_cast<uint32_t>(targets.size());
  const uint32_t valueCount = statement.values.size();
  if (valueCount == targetCount) {
    function_->setOneResult(last);
    function_->store(targets.back(), last);
    targets.pop_back();
  } else {
    adjust(targetCount, valueCount, last);
    if (valueCount > targetCount)
      function_->setFreeRegister(function_->freeRegister() - (valueCount - targetCount));
  }
  for (; !targets.empty(); targets.pop_back()) {
    Place value = FunctionBuilder::makePlace(PlaceKind::Register, function_->freeRegister() - 1);
    function_->store(targets.back(), value);
  }
}

/// `local` is about to be assigned. Earlier targets that use it as table or key use a copy instead.
void Compiler::protectFromAssignment(std::vector<Place>& targets, const Place& local) {
  const uint32_t copy = function_->freeRegister();
  bool isUsed = false;
  for (Place& target : targets) {
    const bool isIndexed = target.kind == PlaceKind::Indexed || target.kind == PlaceKind::Field ||
                           target.kind == PlaceKind::Element;
    if (isIndexed && target.info == local.info) {
      target.info = copy;
      isUsed = true;
    }
    if (target.kind == PlaceKind::Indexed && target.key == local.info) {
      target.key = copy;
      isUsed = true;
    }
  }
  if (!isUsed) return;
  function_->emit(Opcode::Move, copy, local.info, 0);
  function_->reserve(1);
}

void Compiler::compileCallStatement(const CallStatement& statement) {
  const Place call = compileExpression(*statement.call);
  function_->instruction(call.info).c = 1;
}

// Control structures -----------------------------------------------------------------------------

/// Code for a condition; control goes on if it holds. Returns the jumps that are taken if it does
/// not.
JumpList Compiler::compileCondition(const Expression& expression) {
  Place value = compileExpression(expression);
  if (value.kind == PlaceKind::Nil) value.kind = PlaceKind::False;
  function_->goIfTrue(value);
  return value.whenFalse;
}

void Compiler::compileWhile(const WhileStatement& statement) {
  const uint32_t start = function_->label();
  const JumpList exit = compileCondition(*statement.condition);
  BlockScope loop;
  function_->enterBlock(loop, true);
  compileBlock(*statement.body);
  function_->emitJumpBack(start);
  function_->leaveBlock();
  function_->patchToHere(exit);
}

/// The condition sees the locals of the body. Conditional jumps go forwards only, so the condition
/// leaves the loop when it holds and falls into the jump back otherwise; captured locals are closed
/// on both ways.
void Compiler::compileRepeat(const RepeatStatement& statement) {
  const uint32_t start = function_->label();
  BlockScope loop;
  BlockScope scope;
  function_->enterBlock(loop, true);
  function_->enterBlock(scope, false);
  compileStatements(*statement.body);
  Place condition = compileExpression(*statement.condition);
  const bool isAlwaysTrue = condition.isConstant() && condition.kind != PlaceKind::Nil &&
                            condition.kind != PlaceKind::False;
  if (!isAlwaysTrue) {
    function_->goIfFalse(condition);
    if (scope.isCaptured) function_->emit(Opcode::Close, scope.firstLocal, 0, 0);
    function_->emitJumpBack(start);
    function_->patchToHere(condition.whenTrue);
  }
  function_->leaveBlock();
  function_->leaveBlock();
}

void Compiler::compileIf(const IfStatement& statement) {
  JumpList escapes;
  JumpList otherwise;
  for (uint32_t i = 0; i < statement.clauses.size(); ++i) {
    if (i > 0) {
      function_->append(escapes, function_->emitJump());
      function_->patchToHere(otherwise);
    }
    otherwise = compileCondition(*statement.clauses[i].condition);
    compileBlock(*statement.clauses[i].body);
  }
  if (statement.otherwise != nullptr) {
    function_->append(escapes, function_->emitJump());
    function_->patchToHere(otherwise);
    compileBlock(*statement.otherwise);
  } else {
    function_->append(escapes, otherwise);
  }
  function_->patchToHere(escapes);
}

void Compiler::compileNumericFor(const NumericForStatement& statement) {
  BlockScope loop;
  BlockScope scope;
  function_->enterBlock(loop, true);
  const uint32_t base = function_->freeRegister();
  for (const Expression* expression : {statement.start, statement.limit, statement.step}) {
    Place value = FunctionBuilder::makePlace(PlaceKind::Number);
    value.number = 1;
    if (expression != nullptr) value = compileExpression(*expression);
    function_->toNextRegister(value);
  }
  for (uint32_t i = 0; i < 3; ++i) function_->activate(*statement.variables[i]);
  function_->at(statement.doEnd);
  const uint32_t prepare = function_->emit(Opcode::ForPrep, base, 0, 0);
  function_->enterBlock(scope, false);
  function_->activate(*statement.variables[3]);
  function_->reserve(1);
  compileBlock(*statement.body);
  function_->leaveBlock();
  const uint32_t loopEnd = function_->emit(Opcode::ForLoop, base, 0, 0);
  function_->fixLine(statement.line);
  function_->fixJump(loopEnd, prepare + 1);
  function_->fixJump(prepare, function_->label());
  function_->leaveBlock();
}

void Compiler::compileGenericFor(const GenericForStatement& statement) {
  BlockScope loop;
  BlockScope scope;
  function_->enterBlock(loop, true);
  const uint32_t base = function_->freeRegister();
  const uint32_t variableCount = statement.variables.size() - 3;
  Place last = compileList(statement.values);
  adjust(3, statement.values.size(), last);
  function_->checkRegisters(3);
  for (uint32_t i = 0; i < 3; ++i) function_->activate(*statement.variables[i]);
  function_->at(statement.doEnd);
  const JumpList prepare = function_->emitJump();
  const uint32_t start = function_->pc();
  function_->enterBlock(scope, false);
  for (uint32_t i = 0; i < variableCount; ++i) function_->activate(*statement.variables[i + 3]);
  function_->reserve(variableCount);
  compileBlock(*statement.body);
  function_->leaveBlock();
  function_->patchToHere(prepare);
  const uint32_t loopEnd = function_->emit(Opcode::TForLoop, base, 0, variableCount);
  function_->fixLine(statement.line);
  function_->fixJump(loopEnd, start);
  function_->leaveBlock();
}

void Compiler::compileReturn(const ReturnStatement& statement) {
  function_->at(statement.end);
  const uint32_t count = statement.values.size();
  if (count == 0) return function_->emitReturn(0, 0);
  Place last = compileList(statement.values);
  if (last.hasManyResults()) {
    function_->setResults(last, FunctionBuilder::kManyResults);
    if (last.kind == PlaceKind::Call && count == 1) {
      Instruction& call = function_->instruction(last.info);
      call.opcode = Opcode::TailCall;
      call.c = 0;
    }
    return function_->emitReturn(function_->localCount(), FunctionBuilder::kManyResults);
  }
  if (count == 1) return function_->emitReturn(function_->toAnyRegister(last), 1);
  function_->toNextRegister(last);
  function_->emitReturn(function_->localCount(), count);
}

/// Captured variables of all blocks up to the loop are closed first.
void Compiler::compileBreak() {
  BlockScope* block = function_->block();
  bool isCaptured = false;
  for (; !block->isLoop; block = block->enclosing) isCaptured |= block->isCaptured;
  if (isCaptured) function_->emit(Opcode::Close, block->firstLocal, 0, 0);
  function_->append(block->breaks, function_->emitJump());
}

}  // namespace lua
