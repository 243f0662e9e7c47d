#include "compiler/compiler.h"
#include "script/engine_parts.h"

/// The one place of this module that calls the compiler.
namespace script {

using base::Bytes;
using base::BytesView;

base::Result<lua::CompiledModule> compileChunk(BytesView source, BytesView chunkName,
                                               std::vector<CompileProblem>* problems) {
  lua::CompileOptions options;
  options.chunkName = chunkName;
  lua::CompileResult compiled = lua::compile(source, options);
  if (compiled.isOk()) return std::move(compiled.module);
  const lua::Diagnostic& diagnostic = *compiled.diagnostic;
  if (problems != nullptr) {
    CompileProblem problem;
    problem.line = diagnostic.range.line;
    problem.column = diagnostic.range.column;
    problem.endColumn =
        diagnostic.range.column + (diagnostic.range.length > 0 ? diagnostic.range.length : 1);
    problem.message = diagnostic.text;
    problems->push_back(std::move(problem));
  }
  return base::Status(base::StatusCode::SyntaxError, diagnostic.message);
}

base::Result<lua::CompiledModule> chunkCompiler(BytesView source, BytesView chunkName) {
  return compileChunk(source, chunkName, nullptr);
}

}  // namespace script
