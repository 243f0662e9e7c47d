#include "base/assert.h"
#include "syntax/parser_state.h"

namespace lua {

/// Statements up to the token that ends the block. Does not open a scope: `repeat` and functions
/// continue theirs.
Block* Parser::parseChunk() {
  std::vector<Statement*> statements;
  Block* block = arena_.make<Block>();
  if (enterLevel()) {
    bool isLast = false;
    while (!isLast && !blockEnds()) {
      isLast = at(TokenKind::Return) || at(TokenKind::Break);
      statements.push_back(parseStatement());
      accept(symbol(';'));
    }
  }
  leaveLevel();
  block->statements = arena_.copyList(statements);
  block->end = mark();
  return block;
}

Block* Parser::parseBlock() {
  const size_t outer = function_->active.size();
  Block* block = parseChunk();
  leaveScope(outer);
  return block;
}

bool Parser::blockEnds() const {
  return at(TokenKind::Else) || at(TokenKind::ElseIf) || at(TokenKind::End) ||
         at(TokenKind::Until) || at(TokenKind::EndOfFile);
}

Statement* Parser::parseStatement() {
  switch (token_.kind) {
    case TokenKind::If:
      return parseIf();
    case TokenKind::While:
      return parseWhile();
    case TokenKind::Do:
      return parseDo();
    case TokenKind::For:
      return parseFor();
    case TokenKind::Repeat:
      return parseRepeat();
    case TokenKind::Function:
      return parseFunctionStatement();
    case TokenKind::Local:
      return parseLocal();
    case TokenKind::Return:
      return parseReturn();
    case TokenKind::Break:
      return parseBreak();
    default:
      return parseExpressionStatement();
  }
}

Statement* Parser::parseIf() {
  const uint32_t openingLine = line();
  IfStatement* statement = makeStatement<IfStatement>(StatementKind::If, token_.range);
  std::vector<IfClause> clauses;
  do {
    clauses.push_back(parseIfClause());
  } while (at(TokenKind::ElseIf));
  if (accept(TokenKind::Else)) statement->otherwise = parseBlock();
  expectClosing(TokenKind::End, TokenKind::If, openingLine);
  statement->clauses = arena_.copyList(clauses);
  return finish(statement);
}

IfClause Parser::parseIfClause() {
  IfClause clause;
  advance();
  clause.condition = parseExpression();
  expect(TokenKind::Then);
  clause.body = parseBlock();
  return clause;
}

Statement* Parser::parseWhile() {
  const uint32_t openingLine = line();
  WhileStatement* statement = makeStatement<WhileStatement>(StatementKind::While, token_.range);
  advance();
  statement->condition = parseExpression();
  ++function_->openLoops;
  expect(TokenKind::Do);
  statement->body = parseBlock();
  expectClosing(TokenKind::End, TokenKind::While, openingLine);
  --function_->openLoops;
  return finish(statement);
}

Statement* Parser::parseDo() {
  const uint32_t openingLine = line();
  DoStatement* statement = makeStatement<DoStatement>(StatementKind::Do, token_.range);
  advance();
  statement->body = parseBlock();
  expectClosing(TokenKind::End, TokenKind::Do, openingLine);
  return finish(statement);
}

Statement* Parser::parseFor() {
  const uint32_t openingLine = line();
  const SourceRange start = token_.range;
  const size_t outer = function_->active.size();
  ++function_->openLoops;
  advance();
  const SourceRange nameRange = token_.range;
  const Name* name = expectName();
  Statement* statement = nullptr;
  if (at(symbol('='))) {
    statement = parseNumericFor(name, nameRange, start, openingLine);
  } else if (at(symbol(',')) || at(TokenKind::In)) {
    statement = parseGenericFor(name, nameRange, start);
  } else {
    failAtToken("'=' or 'in' expected");
    statement = makeStatement<Statement>(StatementKind::Break, start);
  }
  expectClosing(TokenKind::End, TokenKind::For, openingLine);
  leaveScope(outer);
  --function_->openLoops;
  return finish(statement);
}

Statement* Parser::parseNumericFor(const Name* name, const SourceRange& nameRange,
                                   const SourceRange& start, uint32_t openingLine) {
  NumericForStatement* statement =
      makeStatement<NumericForStatement>(StatementKind::NumericFor, start);
  std::vector<LocalDeclaration*> variables;
  for (const std::string_view hidden : {"(for index)", "(for limit)", "(for step)"}) {
    variables.push_back(declareHidden(hidden, static_cast<uint32_t>(variables.size())));
  }
  variables.push_back(declare(name, nameRange, 3));
  expect(symbol('='));
  statement->start = parseExpression();
  expect(symbol(','));
  statement->limit = parseExpression();
  if (accept(symbol(','))) statement->step = parseExpression();
  statement->line = openingLine;
  statement->body = parseForBody(variables, &statement->doEnd);
  statement->variables = arena_.copyList(variables);
  return statement;
}

Statement* Parser::parseGenericFor(const Name* name, const SourceRange& nameRange,
                                   const SourceRange& start) {
  GenericForStatement* statement =
      makeStatement<GenericForStatement>(StatementKind::GenericFor, start);
  std::vector<LocalDeclaration*> variables;
  for (const std::string_view hidden : {"(for generator)", "(for state)", "(for control)"}) {
    variables.push_back(declareHidden(hidden, static_cast<uint32_t>(variables.size())));
  }
  variables.push_back(declare(name, nameRange, 3));
  while (accept(symbol(','))) {
    const SourceRange range = token_.range;
    const Name* next = expectName();
    variables.push_back(declare(next, range, static_cast<uint32_t>(variables.size())));
  }
  expect(TokenKind::In);
  statement->line = line();
  statement->values = parseExpressionList();
  statement->body = parseForBody(variables, &statement->doEnd);
  statement->variables = arena_.copyList(variables);
  return statement;
}

/// `do` and the body, in a scope with the loop's variables, which the caller closes.
Block* Parser::parseForBody(const std::vector<LocalDeclaration*>& variables, TokenMark* doEnd) {
  for (size_t i = 0; i < 3; ++i) activate(variables[i]);
  expect(TokenKind::Do);
  *doEnd = mark();
  const size_t outer = function_->active.size();
  for (size_t i = 3; i < variables.size(); ++i) activate(variables[i]);
  Block* body = parseBlock();
  leaveScope(outer);
  return body;
}

Statement* Parser::parseRepeat() {
  const uint32_t openingLine = line();
  RepeatStatement* statement = makeStatement<RepeatStatement>(StatementKind::Repeat, token_.range);
  const size_t outer = function_->active.size();
  ++function_->openLoops;
  advance();
  statement->body = parseChunk();
  expectClosing(TokenKind::Until, TokenKind::Repeat, openingLine);
  statement->condition = parseExpression();
  leaveScope(outer);
  --function_->openLoops;
  return finish(statement);
}

Statement* Parser::parseFunctionStatement() {
  const uint32_t lineDefined = line();
  FunctionStatement* statement =
      makeStatement<FunctionStatement>(StatementKind::Function, token_.range);
  advance();
  const SourceRange range = token_.range;
  const Name* name = expectName();
  statement->target = resolve(name, range);
  while (at(symbol('.'))) statement->target = parseField(statement->target);
  if (at(symbol(':'))) {
    statement->isMethod = true;
    statement->target = parseField(statement->target);
  }
  statement->body = parseFunctionBody(statement->isMethod, lineDefined);
  return finish(statement);
}

Statement* Parser::parseLocal() {
  const SourceRange start = token_.range;
  advance();
  if (accept(TokenKind::Function)) return parseLocalFunction(start);
  LocalStatement* statement = makeStatement<LocalStatement>(StatementKind::LocalVariables, start);
  std::vector<LocalDeclaration*> variables;
  do {
    const SourceRange range = token_.range;
    const Name* name = expectName();
    variables.push_back(declare(name, range, static_cast<uint32_t>(variables.size())));
  } while (accept(symbol(',')));
  if (accept(symbol('='))) statement->values = parseExpressionList();
  for (LocalDeclaration* variable : variables) activate(variable);
  statement->variables = arena_.copyList(variables);
  return finish(statement);
}

Statement* Parser::parseLocalFunction(const SourceRange& start) {
  LocalFunctionStatement* statement =
      makeStatement<LocalFunctionStatement>(StatementKind::LocalFunction, start);
  const SourceRange range = token_.range;
  const Name* name = expectName();
  statement->variable = declare(name, range, 0);
  activate(statement->variable);
  statement->body = parseFunctionBody(false, line());
  return finish(statement);
}

Statement* Parser::parseReturn() {
  ReturnStatement* statement = makeStatement<ReturnStatement>(StatementKind::Return, token_.range);
  advance();
  if (!blockEnds() && !at(symbol(';'))) statement->values = parseExpressionList();
  return finish(statement);
}

Statement* Parser::parseBreak() {
  Statement* statement = makeStatement<Statement>(StatementKind::Break, token_.range);
  advance();
  if (function_->openLoops == 0) failAtToken("no loop to break");
  return finish(statement);
}

Statement* Parser::parseExpressionStatement() {
  const SourceRange start = token_.range;
  Expression* expression = parseSuffixed();
  if (expression->kind == ExpressionKind::Call || expression->kind == ExpressionKind::MethodCall) {
    CallStatement* statement = makeStatement<CallStatement>(StatementKind::Call, start);
    statement->call = expression;
    return finish(statement);
  }
  return parseAssignment(expression, start);
}

Statement* Parser::parseAssignment(Expression* first, const SourceRange& start) {
  AssignmentStatement* statement =
      makeStatement<AssignmentStatement>(StatementKind::Assignment, start);
  std::vector<Expression*> targets = {first};
  while (true) {
    const ExpressionKind kind = targets.back()->kind;
    const bool isVariable = kind == ExpressionKind::Local || kind == ExpressionKind::Upvalue ||
                            kind == ExpressionKind::Global || kind == ExpressionKind::Index;
    if (!isVariable) failAtToken("syntax error");
    if (!accept(symbol(','))) break;
    targets.push_back(parseSuffixed());
    const uint32_t limit = kMaxSyntaxLevels - level_;
    if (targets.size() - 1 > limit) failLimit(limit, "variables in assignment");
  }
  expect(symbol('='));
  statement->targets = arena_.copyList(targets);
  statement->values = parseExpressionList();
  return finish(statement);
}

}  // namespace lua
