#pragma once

#include <cstdint>
#include <vector>

#include "syntax/parser.h"

/// The working state of parse(). Not part of the interface of the module.
///
/// `FunctionState` mirrors what the compiler of Lua 5.1 knows about a function while it parses it:
/// the active local variables (whose number is the next register), the upvalues found so far, and
/// whether a loop is open. Everything else is in the tree.
namespace lua {

class Parser {
 public:
  Parser(base::BytesView source, const ParseOptions& options);

  ParseResult run();

 private:
  struct FunctionState {
    FunctionState* enclosing = nullptr;
    FunctionBody* body = nullptr;
    std::vector<LocalDeclaration*> active;  // index = register
    std::vector<UpvalueReference> upvalues;
    uint32_t openLoops = 0;
    uint32_t variableRecords = 0;
  };

  // Tokens.
  void advance();
  bool at(TokenKind kind) const { return token_.kind == kind; }
  bool accept(TokenKind kind);
  bool expect(TokenKind kind);
  bool expectClosing(TokenKind closing, TokenKind opening, uint32_t openingLine);
  const Name* expectName();
  TokenMark mark() const { return mark_; }
  uint32_t line() const { return lexer_.line(); }
  SourceRange rangeFrom(const SourceRange& start) const;

  // Errors. The first one wins.
  void fail(base::Bytes text, const SourceRange& range, bool withPosition = true);
  void failAtToken(base::BytesView message);
  void failExpected(TokenKind kind);
  void failLimit(uint32_t limit, base::BytesView what);
  bool failed() const { return result_.diagnostic.has_value(); }
  bool enterLevel();
  void leaveLevel() { --level_; }

  // Scopes.
  LocalDeclaration* declare(const Name* name, const SourceRange& range, uint32_t pending);
  LocalDeclaration* declareHidden(std::string_view name, uint32_t pending);
  void activate(LocalDeclaration* declaration);
  void leaveScope(size_t activeCount) { function_->active.resize(activeCount); }
  Expression* resolve(const Name* name, const SourceRange& range);
  int findLocal(const FunctionState& function, const Name* name) const;
  int findUpvalue(FunctionState& function, const Name* name);
  int addUpvalue(FunctionState& function, const UpvalueReference& reference);

  // Statements.
  Block* parseChunk();
  Block* parseBlock();
  bool blockEnds() const;
  Statement* parseStatement();
  Statement* parseIf();
  IfClause parseIfClause();
  Statement* parseWhile();
  Statement* parseDo();
  Statement* parseFor();
  Statement* parseNumericFor(const Name* name, const SourceRange& nameRange,
                             const SourceRange& start, uint32_t openingLine);
  Statement* parseGenericFor(const Name* name, const SourceRange& nameRange,
                             const SourceRange& start);
  Block* parseForBody(const std::vector<LocalDeclaration*>& variables, TokenMark* doEnd);
  Statement* parseRepeat();
  Statement* parseFunctionStatement();
  Statement* parseLocal();
  Statement* parseLocalFunction(const SourceRange& start);
  Statement* parseReturn();
  Statement* parseBreak();
  Statement* parseExpressionStatement();
  Statement* parseAssignment(Expression* first, const SourceRange& start);

  template <class T>
  T* makeStatement(StatementKind kind, const SourceRange& start) {
    T* statement = arena_.make<T>();
    statement->kind = kind;
    statement->range = start;
    return statement;
  }
  /// Sets where the statement ends; called when all of its tokens are consumed.
  template <class T>
  Statement* finish(T* statement) {
    statement->range = rangeFrom(statement->range);
    statement->end = mark();
    return statement;
  }

  // Expressions.
  Expression* parseExpression() { return parseOperators(0); }
  Expression* parseOperators(int limit);
  Expression* parseUnary(UnaryOperator op);
  Expression* parseSimple();
  Expression* parsePrefix();
  Expression* parseSuffixed();
  Expression* parseField(Expression* object);
  Expression* parseIndex(Expression* object);
  Expression* parseMethodCall(Expression* object);
  Expression* parseCall(Expression* callee);
  ExpressionList parseArguments();
  ExpressionList parseExpressionList();
  Expression* parseTable();
  TableField parseTableField();
  Expression* parseFunctionExpression();
  FunctionBody* parseFunctionBody(bool isMethod, uint32_t lineDefined);
  void parseParameters(bool isMethod);

  template <class T>
  T* makeExpression(ExpressionKind kind, const SourceRange& start) {
    T* expression = arena_.make<T>();
    expression->kind = kind;
    expression->range = start;
    expression->end = mark();
    return expression;
  }
  template <class T>
  Expression* finishExpression(T* expression) {
    expression->range = rangeFrom(expression->range);
    expression->end = mark();
    return expression;
  }

  base::BytesView source_;
  ParseOptions options_;
  ParseResult result_;
  TreeArena& arena_;
  Lexer lexer_;
  Token token_;
  Token lookahead_;
  bool hasLookahead_ = false;
  TokenMark mark_;
  uint32_t level_;
  FunctionState* function_ = nullptr;
  const Name* selfName_;
  const Name* argName_;
};

}  // namespace lua
