#include "compiler/compiler.h"
#include "script/engine_parts.h"
#include "script/messages.h"

/// The one place of this module that calls the compiler.
namespace script {

using base::Bytes;
using base::BytesView;

namespace {
/// Compat: a source of more than 32 MB does not compile ("not enough memory"), because what the
/// compiler needs is a multiple of it.
constexpr size_t kLongestSource = 32 << 20;

base::Result<lua::CompiledModule> compileWith(const lua::CompileOptions& options, BytesView source,
                                              std::vector<CompileProblem>* problems) {
  if (source.size() > kLongestSource)
    return base::Status(base::StatusCode::SyntaxError, Bytes(messages::kSourceTooLong));
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

}  // namespace

base::Result<lua::CompiledModule> compileChunk(BytesView source, BytesView chunkName,
                                               std::vector<CompileProblem>* problems,
                                               uint32_t outerLevels) {
  lua::CompileOptions options;
  options.chunkName = chunkName;
  options.allowNestedBrackets = true;
  options.outerLevels = outerLevels;
  return compileWith(options, source, problems);
}

base::Result<lua::CompiledModule> plainChunkCompiler(BytesView source, BytesView chunkName,
                                                     uint32_t outerLevels) {
  lua::CompileOptions options;
  options.chunkName = chunkName;
  options.outerLevels = outerLevels;
  return compileWith(options, source, nullptr);
}

base::Result<lua::CompiledModule> chunkCompiler(BytesView source, BytesView chunkName,
                                                uint32_t outerLevels) {
  return compileChunk(source, chunkName, nullptr, outerLevels);
}

}  // namespace script
