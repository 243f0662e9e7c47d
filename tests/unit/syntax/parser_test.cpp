#include "syntax/parser.h"

#include <gtest/gtest.h>

#include <string>

namespace lua {
namespace {

/// Expressions in a form that shows their structure.
std::string show(const Expression& expression);

std::string show(const ExpressionList& list) {
  std::string text;
  for (const ListedExpression& item : list) text += (text.empty() ? "" : ", ") + show(*item.value);
  return text;
}

std::string showTable(const TableExpression& table) {
  std::string text;
  for (const TableField& field : table.fields) {
    text += text.empty() ? "" : ", ";
    if (field.key != nullptr) text += "[" + show(*field.key) + "]=";
    text += show(*field.value);
  }
  return "{" + text + "}";
}

std::string show(const Expression& expression) {
  static constexpr const char* kBinary[] = {
      "+", "-", "*", "/", "%", "^", "..", "~=", "==", "<", "<=", ">", ">=", "and", "or"};
  static constexpr const char* kUnary[] = {"-", "not ", "#"};
  switch (expression.kind) {
    case ExpressionKind::Nil:
      return "nil";
    case ExpressionKind::True:
      return "true";
    case ExpressionKind::False:
      return "false";
    case ExpressionKind::Number:
      return std::to_string(static_cast<int>(expression.as<NumberExpression>().value));
    case ExpressionKind::String:
      return "'" + std::string(expression.as<StringExpression>().value) + "'";
    case ExpressionKind::Vararg:
      return "...";
    case ExpressionKind::Function:
      return "function";
    case ExpressionKind::Local:
      return "local " + std::string(expression.as<LocalExpression>().declaration->name->text);
    case ExpressionKind::Upvalue:
      return "up" + std::to_string(expression.as<UpvalueExpression>().index);
    case ExpressionKind::Global:
      return std::string(expression.as<GlobalExpression>().name->text);
    case ExpressionKind::Index: {
      const auto& index = expression.as<IndexExpression>();
      return show(*index.object) + "[" + show(*index.key) + "]";
    }
    case ExpressionKind::Call: {
      const auto& call = expression.as<CallExpression>();
      return show(*call.callee) + "(" + show(call.arguments) + ")";
    }
    case ExpressionKind::MethodCall: {
      const auto& call = expression.as<MethodCallExpression>();
      return show(*call.object) + ":" + std::string(call.method->text) + "(" +
             show(call.arguments) + ")";
    }
    case ExpressionKind::Unary: {
      const auto& unary = expression.as<UnaryExpression>();
      return "(" + std::string(kUnary[static_cast<int>(unary.op)]) + show(*unary.operand) + ")";
    }
    case ExpressionKind::Binary: {
      const auto& binary = expression.as<BinaryExpression>();
      return "(" + show(*binary.left) + " " + kBinary[static_cast<int>(binary.op)] + " " +
             show(*binary.right) + ")";
    }
    case ExpressionKind::Parenthesized:
      return "<" + show(*expression.as<ParenthesizedExpression>().inner) + ">";
    case ExpressionKind::Table:
      return showTable(expression.as<TableExpression>());
  }
  return "?";
}

std::string showReturn(const std::string& source) {
  const std::string text = "return " + source;
  const ParseResult result = parse(text, {});
  if (!result.isOk()) return result.diagnostic->message;
  return show(result.tree.main->block->statements[0]->as<ReturnStatement>().values);
}

struct ShapeCase {
  const char* source;
  const char* shape;
};

TEST(Parser, GivesOperatorsTheirPrecedence) {
  const ShapeCase cases[] = {
      {"a + b * c", "(a + (b * c))"},
      {"a * b + c", "((a * b) + c)"},
      {"a - b - c", "((a - b) - c)"},
      {"a ^ b ^ c", "(a ^ (b ^ c))"},
      {"a .. b .. c", "(a .. (b .. c))"},
      {"-a ^ b", "(-(a ^ b))"},
      {"a ^ -b", "(a ^ (-b))"},
      {"not a == b", "((not a) == b)"},
      {"#a .. b", "((#a) .. b)"},
      {"a or b and c", "(a or (b and c))"},
      {"a and b or c", "((a and b) or c)"},
      {"a < b == c", "((a < b) == c)"},
      {"a .. b < c + d", "((a .. b) < (c + d))"},
      {"a % b / c", "((a % b) / c)"},
      {"2 ^ - - x", "(2 ^ (-(-x)))"},
      {"(a + b) * c", "(<(a + b)> * c)"},
      {"a ~= b >= c <= d > e", "((((a ~= b) >= c) <= d) > e)"},
  };
  for (const ShapeCase& item : cases) EXPECT_EQ(showReturn(item.source), item.shape) << item.source;
}

TEST(Parser, ReadsSuffixesAndConstructors) {
  const ShapeCase cases[] = {
      {"a.b[c]:d(e, f).g", "a['b'][c]:d(e, f)['g']"},
      {"f 'x' {1} [[y]]()", "f('x')({1})('y')()"},
      {"{1, x = 2; [y] = 3, z}", "{1, ['x']=2, [y]=3, z}"},
      {"{x, }, {}, {{}}", "{x}, {}, {{}}"},
      {"(f())", "<f()>"},
      {"('x'):y()", "<'x'>:y()"},
      {"function() end, ..., nil, true, false", "function, ..., nil, true, false"},
  };
  for (const ShapeCase& item : cases) EXPECT_EQ(showReturn(item.source), item.shape) << item.source;
}

TEST(Parser, ResolvesNames) {
  const base::BytesView source =
      "local a, b = a\n"
      "local function f(c) return a, b, c, d, function() return c, a end end\n"
      "do local a; a = b end";
  const ParseResult result = parse(source, {});
  ASSERT_TRUE(result.isOk());
  const ArenaList<Statement*>& statements = result.tree.main->block->statements;
  EXPECT_EQ(show(statements[0]->as<LocalStatement>().values), "a") << "not yet visible";
  const FunctionBody& f = *statements[1]->as<LocalFunctionStatement>().body;
  EXPECT_EQ(show(f.block->statements[0]->as<ReturnStatement>().values),
            "up0, up1, local c, d, function");
  ASSERT_EQ(f.upvalues.size(), 2u);
  EXPECT_TRUE(f.upvalues[0].fromParentLocal);
  EXPECT_EQ(f.upvalues[1].index, 1u);
  const auto& inner =
      f.block->statements[0]->as<ReturnStatement>().values.back().value->as<FunctionExpression>();
  ASSERT_EQ(inner.body->upvalues.size(), 2u);
  EXPECT_TRUE(inner.body->upvalues[0].fromParentLocal);
  EXPECT_FALSE(inner.body->upvalues[1].fromParentLocal);
  EXPECT_EQ(inner.body->upvalues[1].index, 0u);
  EXPECT_TRUE(f.parameters[0]->isCaptured);
  const auto& assignment =
      statements[2]->as<DoStatement>().body->statements[1]->as<AssignmentStatement>();
  EXPECT_EQ(assignment.targets[0]->as<LocalExpression>().declaration->slot, 3u);
}

TEST(Parser, GivesHiddenVariables) {
  const ParseResult result =
      parse("function t:f(a, ...) return self, arg end for i = 1, 2 do end", {});
  ASSERT_TRUE(result.isOk());
  const FunctionBody& f = *result.tree.main->block->statements[0]->as<FunctionStatement>().body;
  ASSERT_EQ(f.parameters.size(), 2u);
  EXPECT_EQ(f.parameters[0]->name->text, "self");
  ASSERT_NE(f.argTable, nullptr);
  EXPECT_EQ(f.argTable->slot, 2u);
  EXPECT_FALSE(f.usesVararg);
  const auto& loop = result.tree.main->block->statements[1]->as<NumericForStatement>();
  EXPECT_EQ(loop.variables[0]->name->text, "(for index)");
  EXPECT_EQ(loop.variables[3]->slot, 3u);
}

TEST(Parser, KnowsRangesOfStatements) {
  const std::string source = "local x = 1; f(x)\n  if x then\n    return\n  end";
  const ParseResult result = parse(source, {});
  ASSERT_TRUE(result.isOk());
  const ArenaList<Statement*>& statements = result.tree.main->block->statements;
  const auto text = [&](const SourceRange& range) {
    return source.substr(range.offset, range.length);
  };
  EXPECT_EQ(text(statements[0]->range), "local x = 1");
  EXPECT_EQ(text(statements[1]->range), "f(x)");
  EXPECT_EQ(text(statements[2]->range), "if x then\n    return\n  end");
  EXPECT_EQ(statements[2]->range.line, 2u);
  EXPECT_EQ(statements[2]->range.column, 3u);
  const auto& clause = statements[2]->as<IfStatement>().clauses[0];
  EXPECT_EQ(text(clause.condition->range), "x");
  EXPECT_EQ(clause.body->statements[0]->range.column, 5u);
}

TEST(Parser, AcceptsChainsOfAnyLength) {
  std::string sum = "return a";
  std::string fields = "return a";
  std::string calls = "return a";
  for (int i = 0; i < 50000; ++i) {
    sum += "+a";
    fields += ".a";
    calls += "()";
  }
  EXPECT_TRUE(parse(sum, {}).isOk());
  EXPECT_TRUE(parse(fields, {}).isOk());
  EXPECT_TRUE(parse(calls, {}).isOk());
}

TEST(Parser, SkipsAHashLineOnlyOnRequest) {
  ParseOptions options;
  EXPECT_FALSE(parse("#!lua\nreturn 1", options).isOk());
  options.skipHashLine = true;
  EXPECT_TRUE(parse("#!lua\nreturn 1", options).isOk());
}

}  // namespace
}  // namespace lua
