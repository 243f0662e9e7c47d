#include "syntax/parser.h"

#include <string>

#include "base/assert.h"
#include "base/chunk_name.h"
#include "syntax/parser_state.h"

namespace lua {
namespace {

Diagnostic makeDiagnostic(base::BytesView chunkName, base::Bytes text, uint32_t line,
                          const SourceRange& range) {
  Diagnostic diagnostic;
  diagnostic.message = base::displayChunkName(chunkName, base::kChunkNameSyntaxSize);
  diagnostic.message.append(":").append(std::to_string(line)).append(": ").append(text);
  diagnostic.text = std::move(text);
  diagnostic.reportedLine = line;
  diagnostic.range = range;
  return diagnostic;
}

base::Bytes quoted(base::BytesView text) { return base::Bytes("'").append(text).append("'"); }

/// `text` with the token that it is about. A zero byte is the one token that Lua 5.1 does not name.
base::Bytes withToken(base::BytesView text, const Lexer& lexer, const Token& token) {
  base::Bytes result(text);
  if (token.kind != symbol('\0')) result.append(" near ").append(quoted(lexer.quote(token)));
  return result;
}

}  // namespace

ParseResult parse(base::BytesView source, const ParseOptions& options) {
  return Parser(source, options).run();
}

Diagnostic diagnosticAfter(base::BytesView source, const ParseOptions& options, TokenMark mark,
                           base::BytesView text) {
  TreeArena arena;
  Lexer lexer(source, arena, mark.offset, mark.line);
  if (options.allowNestedBrackets) lexer.allowNestedBrackets();
  const Token token = lexer.next();
  if (lexer.failure())
    return makeDiagnostic(options.chunkName, lexer.failure()->text, lexer.line(),
                          lexer.failure()->range);
  return makeDiagnostic(options.chunkName, withToken(text, lexer, token), lexer.line(),
                        token.range);
}

Parser::Parser(base::BytesView source, const ParseOptions& options)
    : source_(source),
      options_(options),
      arena_(result_.tree.arena),
      lexer_(source, arena_),
      level_(options.outerLevels),
      selfName_(lexer_.intern("self")),
      argName_(lexer_.intern("arg")) {
  if (options.allowNestedBrackets) lexer_.allowNestedBrackets();
}

ParseResult Parser::run() {
  FunctionBody* main = arena_.make<FunctionBody>();
  main->isVararg = true;
  main->usesVararg = true;
  FunctionState state;
  state.body = main;
  function_ = &state;
  if (options_.skipHashLine) lexer_.skipHashLine();
  advance();
  main->block = parseChunk();
  if (!at(TokenKind::EndOfFile)) failExpected(TokenKind::EndOfFile);
  main->end = mark();
  main->range = {0, static_cast<uint32_t>(source_.size()), 1, 1};
  result_.tree.main = main;
  return std::move(result_);
}

// Tokens -----------------------------------------------------------------------------------------

void Parser::advance() {
  mark_ = {lexer_.line(), token_.range.end()};
  if (hasLookahead_) {
    token_ = lookahead_;
    hasLookahead_ = false;
  } else {
    token_ = lexer_.next();
  }
  if (lexer_.failure() && !failed()) fail(lexer_.failure()->text, lexer_.failure()->range);
  if (failed()) token_.kind = TokenKind::EndOfFile;
}

bool Parser::accept(TokenKind kind) {
  if (!at(kind) || failed()) return false;
  advance();
  return true;
}

bool Parser::expect(TokenKind kind) {
  if (accept(kind)) return true;
  failExpected(kind);
  return false;
}

bool Parser::expectClosing(TokenKind closing, TokenKind opening, uint32_t openingLine) {
  if (accept(closing)) return true;
  if (openingLine == line()) {
    failExpected(closing);
  } else {
    failAtToken(quoted(tokenText(closing)) + " expected (to close " + quoted(tokenText(opening)) +
                " at line " + std::to_string(openingLine) + ")");
  }
  return false;
}

const Name* Parser::expectName() {
  const Name* name = token_.name;
  return expect(TokenKind::Name) ? name : selfName_;
}

SourceRange Parser::rangeFrom(const SourceRange& start) const {
  SourceRange range = start;
  range.length = mark_.offset > start.offset ? mark_.offset - start.offset : 0;
  return range;
}

// Errors -----------------------------------------------------------------------------------------

void Parser::fail(base::Bytes text, const SourceRange& range, bool withPosition) {
  if (failed()) return;
  result_.diagnostic = makeDiagnostic(options_.chunkName, std::move(text), line(), range);
  if (!withPosition) {
    result_.diagnostic->message = result_.diagnostic->text;
    result_.diagnostic->reportedLine = 0;
  }
  token_.kind = TokenKind::EndOfFile;
  hasLookahead_ = false;
}

void Parser::failAtToken(base::BytesView message) {
  if (failed()) return;
  fail(withToken(message, lexer_, token_), token_.range);
}

void Parser::failExpected(TokenKind kind) { failAtToken(quoted(tokenText(kind)) + " expected"); }

void Parser::failLimit(uint32_t limit, base::BytesView what) {
  const uint32_t defined = function_->body->lineDefined;
  base::Bytes text = defined == 0 ? "main function" : "function at line " + std::to_string(defined);
  text.append(" has more than ").append(std::to_string(limit)).append(" ").append(what);
  fail(std::move(text), token_.range);
}

/// Counts a level of nesting; the caller leaves it in any case.
bool Parser::enterLevel() {
  if (++level_ <= kMaxSyntaxLevels) return !failed();
  fail("chunk has too many syntax levels", token_.range);
  return false;
}

// Scopes -----------------------------------------------------------------------------------------

/// Creates a variable that becomes visible with activate(). `pending` counts those already declared
/// but not yet active.
LocalDeclaration* Parser::declare(const Name* name, const SourceRange& range, uint32_t pending) {
  if (function_->active.size() + pending + 1 > kMaxLocalVariables)
    failLimit(kMaxLocalVariables, "local variables");
  if (++function_->variableRecords > kMaxLocalVariableRecords)
    fail("too many local variables", token_.range, false);
  LocalDeclaration* declaration = arena_.make<LocalDeclaration>();
  declaration->name = name;
  declaration->range = range;
  return declaration;
}

LocalDeclaration* Parser::declareHidden(std::string_view name, uint32_t pending) {
  return declare(lexer_.intern(name),
                 SourceRange{token_.range.offset, 0, token_.range.line, token_.range.column},
                 pending);
}

void Parser::activate(LocalDeclaration* declaration) {
  if (failed()) return;
  declaration->slot = static_cast<uint8_t>(function_->active.size());
  function_->active.push_back(declaration);
}

int Parser::findLocal(const FunctionState& function, const Name* name) const {
  for (size_t i = function.active.size(); i > 0; --i) {
    if (function.active[i - 1]->name == name) return static_cast<int>(i - 1);
  }
  return -1;
}

/// Index of the upvalue of `function` for the variable `name` of an enclosing function, created if
/// needed; -1 if there is none.
int Parser::findUpvalue(FunctionState& function, const Name* name) {
  FunctionState* outer = function.enclosing;
  if (outer == nullptr) return -1;
  UpvalueReference reference;
  reference.name = name;
  int index = findLocal(*outer, name);
  if (index >= 0) {
    reference.fromParentLocal = true;
    reference.declaration = outer->active[static_cast<size_t>(index)];
    reference.declaration->isUsed = true;
    reference.declaration->isCaptured = true;
  } else {
    index = findUpvalue(*outer, name);
    if (index < 0) return -1;
    reference.declaration = outer->upvalues[static_cast<size_t>(index)].declaration;
  }
  reference.index = static_cast<uint8_t>(index);
  return addUpvalue(function, reference);
}

int Parser::addUpvalue(FunctionState& function, const UpvalueReference& reference) {
  for (size_t i = 0; i < function.upvalues.size(); ++i) {
    const UpvalueReference& known = function.upvalues[i];
    if (known.declaration == reference.declaration) return static_cast<int>(i);
  }
  if (function.upvalues.size() + 1 > kMaxUpvalues) {
    FunctionState* current = function_;
    function_ = &function;
    failLimit(kMaxUpvalues, "upvalues");
    function_ = current;
    return 0;
  }
  function.upvalues.push_back(reference);
  return static_cast<int>(function.upvalues.size() - 1);
}

Expression* Parser::resolve(const Name* name, const SourceRange& range) {
  const int local = findLocal(*function_, name);
  if (local >= 0) {
    LocalExpression* expression = makeExpression<LocalExpression>(ExpressionKind::Local, range);
    expression->declaration = function_->active[static_cast<size_t>(local)];
    expression->declaration->isUsed = true;
    return expression;
  }
  const int upvalue = findUpvalue(*function_, name);
  if (upvalue >= 0 && !failed()) {
    UpvalueExpression* expression =
        makeExpression<UpvalueExpression>(ExpressionKind::Upvalue, range);
    expression->declaration = function_->upvalues[static_cast<size_t>(upvalue)].declaration;
    expression->index = static_cast<uint8_t>(upvalue);
    return expression;
  }
  GlobalExpression* expression = makeExpression<GlobalExpression>(ExpressionKind::Global, range);
  expression->name = name;
  return expression;
}

}  // namespace lua
