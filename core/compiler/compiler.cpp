#include "compiler/compiler.h"

#include "base/assert.h"
#include "compiler/compiler_state.h"

namespace lua {
namespace {

/// Lua 5.1: MAXARG_Bx.
constexpr size_t kMaxChildren = 262143;

VarargKind varargKind(const FunctionBody& body) {
  if (!body.isVararg) return VarargKind::None;
  return body.usesVararg ? VarargKind::Vararg : VarargKind::NeedsArg;
}

}  // namespace

CompileResult compile(base::BytesView source, const CompileOptions& options) {
  ParseResult parsed = parse(source, options);
  if (!parsed.isOk()) {
    CompileResult result;
    result.diagnostic = std::move(parsed.diagnostic);
    return result;
  }
  return compileTree(parsed.tree, source, options);
}

CompileResult compileTree(const SyntaxTree& tree, base::BytesView source,
                          const CompileOptions& options) {
  ModuleBuilder module;
  module.module.chunkName = base::Bytes(options.chunkName);
  Compiler(module).compileMain(*tree.main);
  CompileResult result;
  if (module.failed()) {
    const ModuleBuilder::Failure& failure = *module.failure();
    result.diagnostic = diagnosticAfter(source, options, failure.mark, failure.text);
    if (failure.tokenless) {
      result.diagnostic->text = base::Bytes(failure.text);
      result.diagnostic->message = result.diagnostic->text;
      result.diagnostic->reportedLine = 0;
    }
    return result;
  }
  result.module = std::move(module.module);
  return result;
}

void Compiler::compileMain(const FunctionBody& body) { compileFunction(body); }

/// Compiles a function and its children; returns its index in the module.
uint32_t Compiler::compileFunction(const FunctionBody& body) {
  const auto index = static_cast<uint32_t>(module_.module.functions.size());
  module_.module.functions.emplace_back();  // children come after their parents
  FunctionBuilder builder(module_, function_);
  function_ = &builder;
  describe(body, builder.prototype);
  builder.at(body.parametersEnd);
  for (const LocalDeclaration* parameter : body.parameters) builder.activate(*parameter);
  if (body.argTable != nullptr) builder.activate(*body.argTable);
  builder.reserve(builder.localCount());
  // Only a function without `...` gets the table; registers of a new frame hold anything.
  if (body.argTable != nullptr && body.usesVararg) builder.emitLoadNil(body.argTable->slot, 1);
  compileStatements(*body.block);
  builder.at(body.end);
  builder.closeLocals(0);
  builder.emitReturn(0, 0);
  module_.module.functions[index] = std::move(builder.prototype);
  function_ = builder.enclosing();
  return index;
}

void Compiler::describe(const FunctionBody& body, FunctionPrototype& prototype) {
  prototype.lineDefined = body.lineDefined;
  prototype.lastLineDefined = body.lastLineDefined;
  prototype.parameterCount = static_cast<uint8_t>(body.parameters.size());
  prototype.vararg = varargKind(body);
  for (const UpvalueReference& upvalue : body.upvalues) {
    UpvalueDescriptor descriptor;
    descriptor.fromRegister = upvalue.fromParentLocal;
    descriptor.index = upvalue.index;
    descriptor.name = module_.intern(upvalue.name->text);
    prototype.upvalues.push_back(descriptor);
  }
}

/// A new closure of `body` in the current function.
Place Compiler::closure(const FunctionBody& body) {
  for (const UpvalueReference& upvalue : body.upvalues) {
    if (upvalue.fromParentLocal) function_->markCaptured(upvalue.index);
  }
  const uint32_t index = compileFunction(body);
  function_->at(body.end);
  std::vector<uint32_t>& children = function_->prototype.functions;
  if (children.size() >= kMaxChildren) module_.fail("constant table overflow", body.end, true);
  children.push_back(index);
  return function_->relocatable(
      function_->emit(Opcode::Closure, 0, 0, 0, static_cast<uint32_t>(children.size() - 1)));
}

}  // namespace lua
