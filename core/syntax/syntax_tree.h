#pragma once

#include <cstdint>
#include <string_view>

#include "syntax/diagnostics.h"
#include "syntax/lexer.h"
#include "syntax/tree_arena.h"

/// The syntax tree of a chunk.
///
/// Nodes are plain structs in a TreeArena; `kind` tells which derived struct an Expression or a
/// Statement is (`as<T>()`). Every node has the range of source that it covers. Names are resolved
/// while parsing: a use of a variable is a LocalExpression, an UpvalueExpression or a
/// GlobalExpression, and every FunctionBody lists the upvalues it captures in the order of their
/// first use, which is the order of Lua 5.1.
///
/// Besides ranges, nodes keep TokenMarks: the state of the parser ("last consumed token") at the
/// points where Lua 5.1, which has no tree, emits code. Line numbers of run-time errors follow from
/// them.
///
/// Depth. Nesting is bounded by the 200 levels of Lua 5.1, with two exceptions: left operands of
/// binary operators and prefixes of calls and indexing form chains of any length (`a + b + c`,
/// `a.b.c`). Walk those with a loop.
namespace lua {

/// The end of the last token consumed at some moment of parsing.
struct TokenMark {
  uint32_t line = 1;
  uint32_t offset = 0;
};

struct FunctionBody;
struct Block;

/// A local variable. `slot` is its register: the number of variables active before it.
struct LocalDeclaration {
  const Name* name = nullptr;  ///< hidden loop variables have names such as "(for index)"
  SourceRange range;           ///< of the name; length 0 for hidden variables, `self` and `arg`
  uint8_t slot = 0;
  bool isUsed = false;      ///< the variable is mentioned after its declaration
  bool isCaptured = false;  ///< some inner function uses it
};

/// A variable of an enclosing function that a function uses.
struct UpvalueReference {
  const Name* name = nullptr;
  LocalDeclaration* declaration = nullptr;
  bool fromParentLocal =
      false;  ///< a local of the directly enclosing function; else an upvalue of that function
  uint8_t index = 0;  ///< register or upvalue index in the enclosing function
};

// Expressions ------------------------------------------------------------------------------------

enum class ExpressionKind : uint8_t {
  Nil,
  True,
  False,
  Number,
  String,
  Vararg,
  Function,
  Local,
  Upvalue,
  Global,
  Index,
  Call,
  MethodCall,
  Unary,
  Binary,
  Parenthesized,
  Table,
};

enum class UnaryOperator : uint8_t { Negate, Not, Length };

enum class BinaryOperator : uint8_t {
  Add,
  Subtract,
  Multiply,
  Divide,
  Modulo,
  Power,
  Concat,
  NotEqual,
  Equal,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  And,
  Or,
};

/// Base of all expressions. Nil, True and False are just this.
struct Expression {
  ExpressionKind kind = ExpressionKind::Nil;
  SourceRange range;
  TokenMark end;  ///< after the last token of the expression

  template <class T>
  const T& as() const {
    return static_cast<const T&>(*this);
  }
};

struct NumberExpression : Expression {
  double value = 0;
};

struct StringExpression : Expression {
  std::string_view value;
};

/// `...`
struct VarargExpression : Expression {
  TokenMark before;  ///< before the dots
};

struct FunctionExpression : Expression {
  FunctionBody* body = nullptr;
};

struct LocalExpression : Expression {
  LocalDeclaration* declaration = nullptr;
};

struct UpvalueExpression : Expression {
  LocalDeclaration* declaration = nullptr;
  uint8_t index = 0;
};

struct GlobalExpression : Expression {
  const Name* name = nullptr;
};

/// `object.name` (the key is a StringExpression, and `isField` is set) or `object[key]`.
struct IndexExpression : Expression {
  Expression* object = nullptr;
  Expression* key = nullptr;
  bool isField = false;
};

/// An expression in a list, with the comma behind it.
struct ListedExpression {
  Expression* value = nullptr;
  TokenMark separator;  ///< after the comma; for the last one the same as value->end
};

using ExpressionList = ArenaList<ListedExpression>;

struct CallExpression : Expression {
  Expression* callee = nullptr;
  ExpressionList arguments;
  uint32_t callLine = 0;  ///< line of the call in error messages: where its arguments begin
};

struct MethodCallExpression : Expression {
  Expression* object = nullptr;
  const Name* method = nullptr;
  SourceRange methodRange;
  TokenMark methodEnd;
  ExpressionList arguments;
  uint32_t callLine = 0;
};

struct UnaryExpression : Expression {
  UnaryOperator op = UnaryOperator::Negate;
  Expression* operand = nullptr;
};

struct BinaryExpression : Expression {
  BinaryOperator op = BinaryOperator::Add;
  Expression* left = nullptr;
  Expression* right = nullptr;
  SourceRange operatorRange;
  TokenMark operatorEnd;
};

/// `(inner)`: one value, whatever the inner expression would give.
struct ParenthesizedExpression : Expression {
  Expression* inner = nullptr;
};

/// A field of a table constructor: `[key] = value`, `name = value` (key is a StringExpression) or
/// `value` (key is null).
struct TableField {
  Expression* key = nullptr;
  Expression* value = nullptr;
  TokenMark equalsEnd;  ///< after the '='
  TokenMark
      separator;  ///< after the separator; for the last field without one the same as value->end
};

struct TableExpression : Expression {
  ArenaList<TableField> fields;
  TokenMark before;  ///< before the opening brace
};

// Statements -------------------------------------------------------------------------------------

enum class StatementKind : uint8_t {
  LocalVariables,
  LocalFunction,
  Function,
  Assignment,
  Call,
  Do,
  While,
  Repeat,
  If,
  NumericFor,
  GenericFor,
  Return,
  Break,
};

/// Base of all statements. Break is just this.
struct Statement {
  StatementKind kind = StatementKind::Break;
  SourceRange range;  ///< without a following semicolon
  TokenMark end;      ///< after its last token

  template <class T>
  const T& as() const {
    return static_cast<const T&>(*this);
  }
};

struct Block {
  ArenaList<Statement*> statements;
  TokenMark
      end;  ///< after its last token or semicolon; of an empty block, after the token that opens it
};

struct LocalStatement : Statement {
  ArenaList<LocalDeclaration*> variables;
  ExpressionList values;
};

struct LocalFunctionStatement : Statement {
  LocalDeclaration* variable = nullptr;
  FunctionBody* body = nullptr;
};

/// `function a.b:c() ... end`: `target` is the expression `a.b.c`.
struct FunctionStatement : Statement {
  Expression* target = nullptr;
  FunctionBody* body = nullptr;
  bool isMethod = false;
};

struct AssignmentStatement : Statement {
  ArenaList<Expression*> targets;  ///< Local, Upvalue, Global or Index
  ExpressionList values;
};

struct CallStatement : Statement {
  Expression* call = nullptr;  ///< Call or MethodCall
};

struct DoStatement : Statement {
  Block* body = nullptr;
};

struct WhileStatement : Statement {
  Expression* condition = nullptr;
  Block* body = nullptr;
};

/// The condition is in the scope of the body's locals.
struct RepeatStatement : Statement {
  Block* body = nullptr;
  Expression* condition = nullptr;
};

struct IfClause {
  Expression* condition = nullptr;
  Block* body = nullptr;
};

struct IfStatement : Statement {
  ArenaList<IfClause> clauses;
  Block* otherwise = nullptr;  ///< may be null
};

struct NumericForStatement : Statement {
  ArenaList<LocalDeclaration*> variables;  ///< three hidden ones, then the loop variable
  Expression* start = nullptr;
  Expression* limit = nullptr;
  Expression* step = nullptr;  ///< null: 1
  TokenMark doEnd;
  Block* body = nullptr;
  uint32_t line = 0;  ///< of the loop instruction
};

struct GenericForStatement : Statement {
  ArenaList<LocalDeclaration*> variables;  ///< three hidden ones, then the loop variables
  ExpressionList values;
  TokenMark doEnd;
  Block* body = nullptr;
  uint32_t line = 0;  ///< of the loop instruction
};

struct ReturnStatement : Statement {
  ExpressionList values;
};

// Functions --------------------------------------------------------------------------------------

/// A function, or the main chunk.
struct FunctionBody {
  SourceRange range;         ///< from the parameter list to `end`
  uint32_t lineDefined = 0;  ///< 0 for the main chunk
  uint32_t lastLineDefined = 0;
  ArenaList<LocalDeclaration*> parameters;  ///< `self` first in methods; without `arg`
  LocalDeclaration* argTable =
      nullptr;  ///< hidden `arg` of functions with `...` (LUA_COMPAT_VARARG)
  bool isVararg = false;
  bool usesVararg =
      false;  ///< `...` is mentioned; if not, `arg` is a table with the extra arguments
  TokenMark parametersEnd;
  Block* block = nullptr;
  ArenaList<UpvalueReference> upvalues;
  TokenMark
      end;  ///< after the last token of the function; for the main chunk of the last statement
};

/// A parsed chunk. Refers to the source, which must outlive it.
struct SyntaxTree {
  TreeArena arena;
  FunctionBody* main = nullptr;
};

}  // namespace lua
