#include <optional>

#include "base/assert.h"
#include "syntax/parser_state.h"

namespace lua {
namespace {

/// Binding strength of a binary operator on its left and right side; right-associative operators
/// bind less on the right.
struct Precedence {
  BinaryOperator op;
  uint8_t left;
  uint8_t right;
};

constexpr int kUnaryPrecedence = 8;

std::optional<Precedence> binaryOperator(TokenKind kind) {
  switch (kind) {
    case symbol('+'):
      return Precedence{BinaryOperator::Add, 6, 6};
    case symbol('-'):
      return Precedence{BinaryOperator::Subtract, 6, 6};
    case symbol('*'):
      return Precedence{BinaryOperator::Multiply, 7, 7};
    case symbol('/'):
      return Precedence{BinaryOperator::Divide, 7, 7};
    case symbol('%'):
      return Precedence{BinaryOperator::Modulo, 7, 7};
    case symbol('^'):
      return Precedence{BinaryOperator::Power, 10, 9};
    case TokenKind::Concat:
      return Precedence{BinaryOperator::Concat, 5, 4};
    case TokenKind::NotEqual:
      return Precedence{BinaryOperator::NotEqual, 3, 3};
    case TokenKind::Equal:
      return Precedence{BinaryOperator::Equal, 3, 3};
    case symbol('<'):
      return Precedence{BinaryOperator::Less, 3, 3};
    case TokenKind::LessEqual:
      return Precedence{BinaryOperator::LessEqual, 3, 3};
    case symbol('>'):
      return Precedence{BinaryOperator::Greater, 3, 3};
    case TokenKind::GreaterEqual:
      return Precedence{BinaryOperator::GreaterEqual, 3, 3};
    case TokenKind::And:
      return Precedence{BinaryOperator::And, 2, 2};
    case TokenKind::Or:
      return Precedence{BinaryOperator::Or, 1, 1};
    default:
      return std::nullopt;
  }
}

}  // namespace

/// An operand and all operators that bind stronger than `limit` on their left.
Expression* Parser::parseOperators(int limit) {
  const SourceRange start = token_.range;
  Expression* left = nullptr;
  if (!enterLevel()) {
    left = makeExpression<Expression>(ExpressionKind::Nil, start);
  } else if (at(TokenKind::Not)) {
    left = parseUnary(UnaryOperator::Not);
  } else if (at(symbol('-'))) {
    left = parseUnary(UnaryOperator::Negate);
  } else if (at(symbol('#'))) {
    left = parseUnary(UnaryOperator::Length);
  } else {
    left = parseSimple();
  }
  for (auto found = binaryOperator(token_.kind); found && found->left > limit;
       found = binaryOperator(token_.kind)) {
    BinaryExpression* binary = makeExpression<BinaryExpression>(ExpressionKind::Binary, start);
    binary->op = found->op;
    binary->left = left;
    binary->operatorRange = token_.range;
    advance();
    binary->operatorEnd = mark();
    binary->right = parseOperators(found->right);
    left = finishExpression(binary);
  }
  leaveLevel();
  return left;
}

Expression* Parser::parseUnary(UnaryOperator op) {
  UnaryExpression* unary = makeExpression<UnaryExpression>(ExpressionKind::Unary, token_.range);
  unary->op = op;
  advance();
  unary->operand = parseOperators(kUnaryPrecedence);
  return finishExpression(unary);
}

Expression* Parser::parseSimple() {
  const SourceRange start = token_.range;
  Expression* expression = nullptr;
  switch (token_.kind) {
    case TokenKind::Number: {
      NumberExpression* number = makeExpression<NumberExpression>(ExpressionKind::Number, start);
      number->value = token_.number;
      expression = number;
      break;
    }
    case TokenKind::String: {
      StringExpression* string = makeExpression<StringExpression>(ExpressionKind::String, start);
      string->value = token_.string;
      expression = string;
      break;
    }
    case TokenKind::Nil:
      expression = makeExpression<Expression>(ExpressionKind::Nil, start);
      break;
    case TokenKind::True:
      expression = makeExpression<Expression>(ExpressionKind::True, start);
      break;
    case TokenKind::False:
      expression = makeExpression<Expression>(ExpressionKind::False, start);
      break;
    case TokenKind::Dots: {
      if (!function_->body->isVararg) failAtToken("cannot use '...' outside a vararg function");
      function_->body->usesVararg = true;
      VarargExpression* vararg = makeExpression<VarargExpression>(ExpressionKind::Vararg, start);
      vararg->before = mark();
      expression = vararg;
      break;
    }
    case symbol('{'):
      return parseTable();
    case TokenKind::Function:
      return parseFunctionExpression();
    default:
      return parseSuffixed();
  }
  advance();
  return finishExpression(expression);
}

Expression* Parser::parsePrefix() {
  const SourceRange start = token_.range;
  if (at(TokenKind::Name)) {
    const Name* name = token_.name;
    advance();
    return resolve(name, start);
  }
  if (!at(symbol('('))) {
    failAtToken("unexpected symbol");
    return makeExpression<Expression>(ExpressionKind::Nil, start);
  }
  const uint32_t openingLine = line();
  ParenthesizedExpression* parenthesized =
      makeExpression<ParenthesizedExpression>(ExpressionKind::Parenthesized, start);
  advance();
  parenthesized->inner = parseExpression();
  expectClosing(symbol(')'), symbol('('), openingLine);
  return finishExpression(parenthesized);
}

/// A prefix with any number of `.name`, `[key]`, `:name arguments` and `arguments`.
Expression* Parser::parseSuffixed() {
  Expression* expression = parsePrefix();
  while (!failed()) {
    switch (token_.kind) {
      case symbol('.'):
        expression = parseField(expression);
        break;
      case symbol('['):
        expression = parseIndex(expression);
        break;
      case symbol(':'):
        expression = parseMethodCall(expression);
        break;
      case symbol('('):
      case symbol('{'):
      case TokenKind::String:
        expression = parseCall(expression);
        break;
      default:
        return expression;
    }
  }
  return expression;
}

/// At '.' or ':': the name behind it as a field of `object`.
Expression* Parser::parseField(Expression* object) {
  IndexExpression* index = makeExpression<IndexExpression>(ExpressionKind::Index, object->range);
  index->object = object;
  index->isField = true;
  advance();
  const SourceRange keyRange = token_.range;
  const Name* name = expectName();
  StringExpression* key = makeExpression<StringExpression>(ExpressionKind::String, keyRange);
  key->value = name->text;
  index->key = key;
  return finishExpression(index);
}

Expression* Parser::parseIndex(Expression* object) {
  IndexExpression* index = makeExpression<IndexExpression>(ExpressionKind::Index, object->range);
  index->object = object;
  advance();
  index->key = parseExpression();
  expect(symbol(']'));
  return finishExpression(index);
}

Expression* Parser::parseMethodCall(Expression* object) {
  MethodCallExpression* call =
      makeExpression<MethodCallExpression>(ExpressionKind::MethodCall, object->range);
  call->object = object;
  advance();
  call->methodRange = token_.range;
  call->method = expectName();
  call->methodEnd = mark();
  call->callLine = line();
  call->arguments = parseArguments();
  return finishExpression(call);
}

Expression* Parser::parseCall(Expression* callee) {
  CallExpression* call = makeExpression<CallExpression>(ExpressionKind::Call, callee->range);
  call->callee = callee;
  call->callLine = line();
  call->arguments = parseArguments();
  return finishExpression(call);
}

ExpressionList Parser::parseArguments() {
  const uint32_t openingLine = line();
  if (at(symbol('('))) {
    if (openingLine != mark_.line) failAtToken("ambiguous syntax (function call x new statement)");
    advance();
    ExpressionList list;
    if (!at(symbol(')'))) list = parseExpressionList();
    expectClosing(symbol(')'), symbol('('), openingLine);
    return list;
  }
  if (at(symbol('{')) || at(TokenKind::String)) {
    Expression* argument = parseSimple();
    return arena_.copyList(std::vector<ListedExpression>{{argument, argument->end}});
  }
  failAtToken("function arguments expected");
  return {};
}

ExpressionList Parser::parseExpressionList() {
  std::vector<ListedExpression> list;
  bool continues = true;
  while (continues) {
    ListedExpression item;
    item.value = parseExpression();
    continues = accept(symbol(','));
    item.separator = mark();
    list.push_back(item);
  }
  return arena_.copyList(list);
}

Expression* Parser::parseTable() {
  const uint32_t openingLine = line();
  TableExpression* table = makeExpression<TableExpression>(ExpressionKind::Table, token_.range);
  table->before = mark();
  advance();
  std::vector<TableField> fields;
  while (!at(symbol('}'))) {
    fields.push_back(parseTableField());
    const bool continues = accept(symbol(',')) || accept(symbol(';'));
    fields.back().separator = mark();
    if (!continues) break;
  }
  expectClosing(symbol('}'), symbol('{'), openingLine);
  table->fields = arena_.copyList(fields);
  return finishExpression(table);
}

TableField Parser::parseTableField() {
  TableField field;
  if (at(symbol('['))) {
    advance();
    field.key = parseExpression();
    expect(symbol(']'));
    expect(symbol('='));
    field.equalsEnd = mark();
  } else if (at(TokenKind::Name)) {
    lookahead_ = lexer_.next();
    hasLookahead_ = true;
    if (lexer_.failure()) fail(lexer_.failure()->text, lexer_.failure()->range);
    if (lookahead_.kind == symbol('=')) {
      StringExpression* key =
          makeExpression<StringExpression>(ExpressionKind::String, token_.range);
      key->value = token_.name->text;
      advance();
      field.key = finishExpression(key);
      expect(symbol('='));
      field.equalsEnd = mark();
    }
  }
  field.value = parseExpression();
  return field;
}

Expression* Parser::parseFunctionExpression() {
  FunctionExpression* function =
      makeExpression<FunctionExpression>(ExpressionKind::Function, token_.range);
  advance();
  function->body = parseFunctionBody(false, line());
  return finishExpression(function);
}

FunctionBody* Parser::parseFunctionBody(bool isMethod, uint32_t lineDefined) {
  FunctionState state;
  state.enclosing = function_;
  state.body = arena_.make<FunctionBody>();
  state.body->range = token_.range;
  state.body->lineDefined = lineDefined;
  function_ = &state;
  expect(symbol('('));
  parseParameters(isMethod);
  expect(symbol(')'));
  state.body->block = parseChunk();
  state.body->lastLineDefined = line();
  expectClosing(TokenKind::End, TokenKind::Function, lineDefined);
  state.body->range = rangeFrom(state.body->range);
  state.body->end = mark();
  state.body->upvalues = arena_.copyList(state.upvalues);
  function_ = state.enclosing;
  return state.body;
}

void Parser::parseParameters(bool isMethod) {
  FunctionBody* body = function_->body;
  std::vector<LocalDeclaration*> parameters;
  if (isMethod) {
    parameters.push_back(declareHidden("self", 0));
    activate(parameters.back());
  }
  const size_t named = parameters.size();
  if (!at(symbol(')'))) {
    do {
      const auto pending = static_cast<uint32_t>(parameters.size() - named);
      if (at(TokenKind::Name)) {
        const SourceRange range = token_.range;
        const Name* name = token_.name;
        advance();
        parameters.push_back(declare(name, range, pending));
      } else if (accept(TokenKind::Dots)) {
        body->argTable = declareHidden("arg", pending);
        body->isVararg = true;
      } else {
        failAtToken("<name> or '...' expected");
      }
    } while (!body->isVararg && accept(symbol(',')));
  }
  for (size_t i = named; i < parameters.size(); ++i) activate(parameters[i]);
  if (body->argTable != nullptr) activate(body->argTable);
  body->parameters = arena_.copyList(parameters);
  body->parametersEnd = mark();
}

}  // namespace lua
