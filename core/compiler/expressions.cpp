#include "base/assert.h"
#include "compiler/compiler_state.h"

namespace lua {

Place Compiler::compileExpression(const Expression& expression) {
  switch (expression.kind) {
    case ExpressionKind::Binary:
      return compileBinaryChain(expression);
    case ExpressionKind::Index:
    case ExpressionKind::Call:
    case ExpressionKind::MethodCall:
      return compileSuffixChain(expression);
    case ExpressionKind::Unary: {
      const UnaryExpression& unary = expression.as<UnaryExpression>();
      Place value = compileExpression(*unary.operand);
      function_->prefix(unary.op, value);
      return value;
    }
    case ExpressionKind::Parenthesized: {
      Place value = compileExpression(*expression.as<ParenthesizedExpression>().inner);
      function_->at(expression.end);
      function_->discharge(value);
      return value;
    }
    case ExpressionKind::Function:
      return closure(*expression.as<FunctionExpression>().body);
    case ExpressionKind::Table:
      return compileTable(expression.as<TableExpression>());
    default:
      return compileLeaf(expression);
  }
}

Place Compiler::compileLeaf(const Expression& expression) {
  Place value;
  switch (expression.kind) {
    case ExpressionKind::Nil:
      value.kind = PlaceKind::Nil;
      break;
    case ExpressionKind::True:
      value.kind = PlaceKind::True;
      break;
    case ExpressionKind::False:
      value.kind = PlaceKind::False;
      break;
    case ExpressionKind::Number:
      value.kind = PlaceKind::Number;
      value.number = expression.as<NumberExpression>().value;
      break;
    case ExpressionKind::String:
      value = FunctionBuilder::makePlace(
          PlaceKind::String, function_->stringConstant(expression.as<StringExpression>().value));
      break;
    case ExpressionKind::Vararg:
      function_->at(expression.as<VarargExpression>().before);
      value =
          FunctionBuilder::makePlace(PlaceKind::Vararg, function_->emit(Opcode::Vararg, 0, 2, 0));
      break;
    case ExpressionKind::Local:
      value = FunctionBuilder::makePlace(PlaceKind::Local,
                                         expression.as<LocalExpression>().declaration->slot);
      break;
    case ExpressionKind::Upvalue:
      value =
          FunctionBuilder::makePlace(PlaceKind::Upvalue, expression.as<UpvalueExpression>().index);
      break;
    case ExpressionKind::Global:
      value = FunctionBuilder::makePlace(
          PlaceKind::Global,
          function_->stringConstant(expression.as<GlobalExpression>().name->text));
      break;
    default:
      UNREACHABLE();
  }
  function_->at(expression.end);
  return value;
}

Place Compiler::compileBinaryChain(const Expression& expression) {
  const size_t start = chain_.size();
  const Expression* innermost = &expression;
  for (; innermost->kind == ExpressionKind::Binary;
       innermost = innermost->as<BinaryExpression>().left) {
    chain_.push_back(innermost);
  }
  Place left = compileExpression(*innermost);
  while (chain_.size() > start) {
    const BinaryExpression& binary = chain_.back()->as<BinaryExpression>();
    chain_.pop_back();
    function_->at(binary.operatorEnd);
    function_->infix(binary.op, left);
    Place right = compileExpression(*binary.right);
    function_->postfix(binary.op, left, right);
  }
  return left;
}

namespace {

/// What a call or an index expression is applied to; null for others.
const Expression* prefixOf(const Expression& expression) {
  switch (expression.kind) {
    case ExpressionKind::Index:
      return expression.as<IndexExpression>().object;
    case ExpressionKind::Call:
      return expression.as<CallExpression>().callee;
    case ExpressionKind::MethodCall:
      return expression.as<MethodCallExpression>().object;
    default:
      return nullptr;
  }
}

}  // namespace

Place Compiler::compileSuffixChain(const Expression& expression) {
  const size_t start = chain_.size();
  const Expression* innermost = &expression;
  for (const Expression* prefix = prefixOf(*innermost); prefix != nullptr;
       prefix = prefixOf(*innermost)) {
    chain_.push_back(innermost);
    innermost = prefix;
  }
  Place value = compileExpression(*innermost);
  while (chain_.size() > start) {
    const Expression& suffix = *chain_.back();
    chain_.pop_back();
    if (suffix.kind == ExpressionKind::Index) {
      compileIndex(suffix.as<IndexExpression>(), value);
    } else if (suffix.kind == ExpressionKind::Call) {
      compileCall(suffix.as<CallExpression>(), value);
    } else {
      compileMethodCall(suffix.as<MethodCallExpression>(), value);
    }
    function_->at(suffix.end);
  }
  return value;
}

void Compiler::compileIndex(const IndexExpression& expression, Place& value) {
  function_->toAnyRegister(value);
  Place key = compileExpression(*expression.key);
  function_->toValue(key);
  function_->at(expression.end);
  value = function_->indexed(value, key);
}

void Compiler::compileCall(const CallExpression& expression, Place& value) {
  function_->toNextRegister(value);
  value = finishCall(value.info, expression.arguments, expression.callLine, expression.end);
}

void Compiler::compileMethodCall(const MethodCallExpression& expression, Place& value) {
  function_->at(expression.methodEnd);
  function_->self(value, function_->stringConstant(expression.method->text));
  value = finishCall(value.info, expression.arguments, expression.callLine, expression.end);
}

/// Arguments and call; the function, and for a method the object, are in registers from `base` on.
Place Compiler::finishCall(uint32_t base, const ExpressionList& arguments, uint32_t callLine,
                           TokenMark end) {
  uint32_t passed = FunctionBuilder::kManyResults;
  Place last = compileList(arguments);
  if (last.hasManyResults()) {
    function_->setResults(last, FunctionBuilder::kManyResults);
  }
  function_->at(end);
  if (!last.hasManyResults()) {
    if (last.kind != PlaceKind::Void) function_->toNextRegister(last);
    passed = function_->freeRegister() - (base + 1);
  }
  const uint32_t encoded = passed == FunctionBuilder::kManyResults ? 0 : passed + 1;
  const Place call =
      FunctionBuilder::makePlace(PlaceKind::Call, function_->emit(Opcode::Call, base, encoded, 2));
  function_->fixLine(callLine);
  function_->setFreeRegister(base + 1);
  return call;
}

/// All values but the last in consecutive registers; the last one is returned as it is, Void for an
/// empty list.
Place Compiler::compileList(const ExpressionList& list) {
  Place value;
  for (uint32_t i = 0; i < list.size() && !module_.failed(); ++i) {
    value = compileExpression(*list[i].value);
    if (i + 1 == list.size()) break;
    function_->at(list[i].separator);
    function_->toNextRegister(value);
  }
  return value;
}

/// Makes `valueCount` values, of which `last` is still open, `variableCount` values in registers.
void Compiler::adjust(uint32_t variableCount, uint32_t valueCount, Place& last) {
  const int32_t missing = static_cast<int32_t>(variableCount) - static_cast<int32_t>(valueCount);
  if (last.hasManyResults()) {
    const uint32_t results = missing + 1 > 0 ? static_cast<uint32_t>(missing + 1) : 0;
    function_->setResults(last, results);
    if (results > 1) function_->reserve(results - 1);
    return;
  }
  if (last.kind != PlaceKind::Void) function_->toNextRegister(last);
  if (missing > 0) {
    const uint32_t first = function_->freeRegister();
    function_->reserve(static_cast<uint32_t>(missing));
    function_->emitLoadNil(first, static_cast<uint32_t>(missing));
  }
}

// Tables -----------------------------------------------------------------------------------------

namespace {

/// Elements of an array part that wait in registers for SETLIST.
struct PendingElements {
  uint32_t waiting = 0;
  uint32_t total = 0;

  uint32_t batch() const { return (total - 1) / kFieldsPerFlush + 1; }
};

}  // namespace

Place Compiler::compileTable(const TableExpression& expression) {
  function_->at(expression.before);
  const uint32_t creation = function_->emit(Opcode::NewTable, 0, 0, 0);
  Place table = function_->relocatable(creation);
  function_->toNextRegister(table);
  const uint32_t target = table.info;
  PendingElements elements;
  uint32_t named = 0;
  const auto flush = [&](uint32_t count) {
    function_->emit(Opcode::SetList, target, count, 0, elements.batch());
    elements.waiting = 0;
    function_->setFreeRegister(target + 1);
  };
  for (uint32_t i = 0; i < expression.fields.size() && !module_.failed(); ++i) {
    const TableField& field = expression.fields[i];
    const bool isLast = i + 1 == expression.fields.size();
    if (field.key != nullptr) {
      ++named;
      compileTableField(field, table);
      continue;
    }
    Place value = compileExpression(*field.value);
    ++elements.total;
    ++elements.waiting;
    function_->at(isLast ? expression.end : field.separator);
    if (isLast && value.hasManyResults()) {
      function_->setResults(value, FunctionBuilder::kManyResults);
      flush(0);
      --elements.total;  // the size hint does not count an open end
    } else {
      function_->toNextRegister(value);
      if (!isLast && elements.waiting == kFieldsPerFlush) flush(kFieldsPerFlush);
    }
  }
  function_->at(expression.end);
  if (elements.waiting > 0) flush(elements.waiting);
  function_->instruction(creation).b = encodeSizeHint(elements.total);
  function_->instruction(creation).c = encodeSizeHint(named);
  return table;
}

void Compiler::compileTableField(const TableField& field, const Place& table) {
  const uint32_t free = function_->freeRegister();
  Place key = compileExpression(*field.key);
  function_->toValue(key);
  function_->at(field.equalsEnd);
  Place object = table;
  const Place target = function_->indexed(object, key);
  Place value = compileExpression(*field.value);
  function_->store(target, value);
  function_->setFreeRegister(free);
}

}  // namespace lua
