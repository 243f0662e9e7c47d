#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "compiler/compiler.h"
#include "stdlib/libraries.h"
#include "vm/machine.h"

/// The script corpus: one set of Lua files, run in every mode of the machine.
///
/// A file of tests/scripts states its expectations in comments. Each `--> text` is one line of
/// output, in the order of the source;
/// `--! text` at the end says that the script ends in an uncaught error with that message. All
/// modes must agree.
namespace {

enum class CorpusMode { Fast, Observed, WatchedForErrors, CollectAlways, BudgetOfOne };

struct CorpusCase {
  std::filesystem::path path;
  CorpusMode mode;
};

const char* modeName(CorpusMode mode) {
  switch (mode) {
    case CorpusMode::Fast:
      return "fast";
    case CorpusMode::Observed:
      return "observed";
    case CorpusMode::WatchedForErrors:
      return "watched_for_errors";
    case CorpusMode::CollectAlways:
      return "collect_always";
    case CorpusMode::BudgetOfOne:
      return "budget_of_one";
  }
  return "";
}

struct Expectation {
  std::vector<std::string> lines;
  std::string error;
};

std::string trimmed(std::string text) {
  while (!text.empty() && (text.back() == '\r' || text.back() == ' ')) text.pop_back();
  return text;
}

Expectation readExpectation(const std::string& source) {
  Expectation expected;
  size_t start = 0;
  while (start < source.size()) {
    size_t end = source.find('\n', start);
    if (end == std::string::npos) end = source.size();
    const std::string line = source.substr(start, end - start);
    if (const size_t at = line.find("--> "); at != std::string::npos) {
      expected.lines.push_back(trimmed(line.substr(at + 4)));
    } else if (line.size() >= 3 && line.ends_with("-->")) {
      expected.lines.emplace_back();
    } else if (const size_t error = line.find("--! "); error != std::string::npos) {
      expected.error = trimmed(line.substr(error + 4));
    }
    start = end + 1;
  }
  return expected;
}

base::Result<lua::CompiledModule> compileChunk(base::BytesView source, base::BytesView chunkName,
                                               uint32_t outerLevels = 0) {
  lua::CompileOptions options;
  options.chunkName = chunkName;
  options.outerLevels = outerLevels;
  lua::CompileResult result = lua::compile(source, options);
  if (!result.isOk())
    return base::Status(base::StatusCode::SyntaxError, result.diagnostic->message);
  return std::move(result.module);
}

class SilentObserver final : public lua::Observer {
 public:
  explicit SilentObserver(Attention attention) { attention_ = attention; }
  Answer beforeInstruction(lua::Machine&) override { return Answer::Continue; }
  Answer beforeOperation(lua::Machine&, const lua::Operation&) override { return Answer::Continue; }
  Answer beforeNativePhase(lua::Machine&) override { return Answer::Continue; }
};

struct Outcome {
  std::string output;
  std::string error;
  uint64_t steps = 0;
};

void writeOutput(void* context, base::BytesView bytes) {
  static_cast<Outcome*>(context)->output += bytes;
}

Outcome runScript(const std::string& source, const std::string& name, CorpusMode mode) {
  Outcome outcome;
  lua::LibraryHost host;
  host.context = &outcome;
  host.write = writeOutput;
  lua::Machine machine;
  lua::openPlainLibraries(machine, compileChunk, &host);
  const base::Result<lua::CompiledModule> module = compileChunk(source, "@" + name);
  if (!module.isOk()) {
    outcome.error = module.status().message();
    return outcome;
  }
  using Attention = lua::Observer::Attention;
  SilentObserver observer(mode == CorpusMode::Observed ? Attention::EveryStep : Attention::Errors);
  if (mode == CorpusMode::Observed || mode == CorpusMode::WatchedForErrors)
    machine.setObserver(&observer);
  if (mode == CorpusMode::CollectAlways) machine.setStressCollection(true);
  const int64_t budget = mode == CorpusMode::BudgetOfOne ? 1 : 1'000'000;
  machine.start(lua::Value::closure(machine.load(module.value(), machine.globals())), {});
  lua::RunState state;
  uint64_t slices = 0;
  do {
    state = machine.run(budget);
  } while (state == lua::RunState::OutOfBudget && ++slices < 100'000'000);
  if (state == lua::RunState::Failed) {
    const lua::Value error = machine.error();
    outcome.error =
        error.isString() ? std::string(error.asString()->view()) : lua::typeName(error.type());
  } else if (state != lua::RunState::Finished) {
    outcome.error = "the script did not end";
  }
  outcome.steps = machine.steps();
  return outcome;
}

std::vector<std::string> splitLines(const std::string& text) {
  std::vector<std::string> lines;
  size_t start = 0;
  while (start < text.size()) {
    size_t end = text.find('\n', start);
    if (end == std::string::npos) end = text.size();
    lines.push_back(trimmed(text.substr(start, end - start)));
    start = end + 1;
  }
  return lines;
}

std::vector<CorpusCase> allCases() {
  std::vector<std::filesystem::path> paths;
  const std::filesystem::path root =
      std::filesystem::path(FERROUS_SOURCE_DIR) / "tests" / "scripts";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().extension() == ".lua") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<CorpusCase> cases;
  for (const std::filesystem::path& path : paths) {
    for (const CorpusMode mode :
         {CorpusMode::Fast, CorpusMode::Observed, CorpusMode::WatchedForErrors,
          CorpusMode::CollectAlways, CorpusMode::BudgetOfOne}) {
      cases.push_back({path, mode});
    }
  }
  return cases;
}

class ScriptCorpus : public testing::TestWithParam<CorpusCase> {};

TEST_P(ScriptCorpus, AgreesWithItsComments) {
  const CorpusCase& test = GetParam();
  std::ifstream file(test.path, std::ios::binary);
  const std::string source((std::istreambuf_iterator<char>(file)), {});
  const Expectation expected = readExpectation(source);
  ASSERT_FALSE(expected.lines.empty() && expected.error.empty())
      << "a script without expectations tests nothing";
  const Outcome outcome = runScript(source, test.path.filename().string(), test.mode);
  EXPECT_EQ(splitLines(outcome.output), expected.lines);
  EXPECT_EQ(outcome.error, expected.error);
  if (test.mode == CorpusMode::WatchedForErrors) {
    const Outcome observed = runScript(source, test.path.filename().string(), CorpusMode::Observed);
    EXPECT_EQ(outcome.steps, observed.steps)
        << "the observer's attention changes the count of steps";
  }
}

std::string caseName(const testing::TestParamInfo<CorpusCase>& info) {
  std::string name = info.param.path.parent_path().filename().string() + "_" +
                     info.param.path.stem().string() + "_" + modeName(info.param.mode);
  std::replace_if(
      name.begin(), name.end(), [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); },
      '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Scripts, ScriptCorpus, testing::ValuesIn(allCases()), caseName);

}  // namespace
