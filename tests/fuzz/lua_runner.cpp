#include "lua_runner.h"

#include <cstdio>
#include <utility>

#include "bytecode/verifier.h"
#include "compiler/compiler.h"
#include "fuzz_input.h"
#include "stdlib/libraries.h"
#include "vm/machine.h"

namespace fuzz {
namespace {

constexpr uint64_t kFastUnits = 20'000;
/// Modes may charge a little differently; the slow ones are only tried where the fast one was
/// quick.
constexpr uint64_t kSlackUnits = kFastUnits * 2;
constexpr uint64_t kUnitsForStress = 1'000;
constexpr uint64_t kHeapBytes = 24 << 20;

class SilentObserver final : public lua::Observer {
 public:
  Answer beforeInstruction(lua::Machine&) override { return Answer::Continue; }
  Answer beforeOperation(lua::Machine&, const lua::Operation&) override { return Answer::Continue; }
  Answer beforeNativePhase(lua::Machine&) override { return Answer::Continue; }
};

void writeOutput(void* context, base::BytesView bytes) {
  std::string& output = *static_cast<std::string*>(context);
  if (output.size() < kMostOutput) output += bytes;
}

/// What would make runs differ: the state of the collector, time, and hosts.
constexpr const char* kHidden[] = {"collectgarbage", "gcinfo", "newproxy", "os"};

/// Identities are "0x" and digits; they differ between modes and say nothing.
std::string withoutAddresses(const std::string& text) {
  std::string result;
  for (size_t at = 0; at < text.size(); ++at) {
    result += text[at];
    if (text[at] != 'x' || at == 0 || text[at - 1] != '0') continue;
    while (at + 1 < text.size() && isxdigit(static_cast<unsigned char>(text[at + 1]))) ++at;
  }
  return result;
}

std::string errorText(lua::Value error) {
  return error.isString() ? std::string(error.asString()->view()) : lua::typeName(error.type());
}

bool showsLimits(const RunOutcome& outcome) {
  const std::string text = outcome.output + outcome.end;
  return text.find("not enough memory") != std::string::npos ||
         text.find("0x") != std::string::npos || outcome.output.size() >= kMostOutput;
}

std::string inWords(const RunOutcome& outcome) {
  return outcome.output + "\n[" + outcome.end + "]";
}

}  // namespace

void report(const char* what, base::BytesView detail, base::BytesView other) {
  std::fprintf(stderr, "%s\n---- detail\n%.*s\n", what, static_cast<int>(detail.size()),
               detail.data());
  if (!other.empty()) {
    std::fprintf(stderr, "---- other\n%.*s\n", static_cast<int>(other.size()), other.data());
  }
  std::abort();
}

base::Result<lua::CompiledModule> compileChunk(base::BytesView source, base::BytesView chunkName,
                                               uint32_t outerLevels) {
  lua::CompileOptions options;
  options.chunkName = chunkName;
  options.outerLevels = outerLevels;
  lua::CompileResult result = lua::compile(source, options);
  if (!result.isOk())
    return base::Status(base::StatusCode::SyntaxError, result.diagnostic->message);
  return std::move(result.module);
}

RunOutcome runModule(const lua::CompiledModule& module, RunMode mode, uint64_t mostUnits,
                     const std::vector<std::string>& arguments) {
  RunOutcome outcome;
  lua::LibraryHost host;
  host.context = &outcome.output;
  host.write = writeOutput;
  lua::Limits limits;
  limits.memoryBytes = kHeapBytes;
  limits.stringBytes = kHeapBytes / 4;
  lua::Machine machine(limits);
  lua::openPlainLibraries(machine, compileChunk, &host);
  for (const char* name : kHidden) {
    lua::table::set(machine.heap(), machine.globals(), machine.makeString(name), lua::Value::nil());
  }
  SilentObserver observer;
  if (mode == RunMode::Observed) machine.setObserver(&observer);
  std::vector<lua::Value> values;
  for (const std::string& argument : arguments) values.push_back(machine.makeString(argument));
  machine.start(lua::Value::closure(machine.load(module, machine.globals())), values);
  if (mode == RunMode::CollectAlways) machine.setStressCollection(true);
  const int64_t slice = mode == RunMode::BudgetOfOne ? 1 : 100'000;
  lua::RunState state;
  do {
    state = machine.run(slice);
    outcome.units = machine.unitsUsed();
  } while (state == lua::RunState::OutOfBudget && outcome.units < mostUnits);
  if (state == lua::RunState::Failed) {
    outcome.end = "failed: " + errorText(machine.error());
  } else {
    outcome.end = state == lua::RunState::Finished ? "finished" : "unfinished";
  }
  return outcome;
}

RunOutcome runInAllModes(const lua::CompiledModule& module, base::BytesView source,
                         const std::vector<std::string>& arguments) {
  const RunOutcome fast = runModule(module, RunMode::Fast, kFastUnits, arguments);
  if (fast.isUnfinished()) return fast;
  for (const RunMode mode : {RunMode::Observed, RunMode::BudgetOfOne, RunMode::CollectAlways}) {
    if (mode == RunMode::CollectAlways && fast.units > kUnitsForStress) continue;
    RunOutcome other = runModule(module, mode, kFastUnits + kSlackUnits, arguments);
    if (other.isUnfinished() || showsLimits(other) || showsLimits(fast)) continue;
    if (fast == other) continue;
    std::fprintf(stderr, "mode %d differs from the fast one\n---- source\n%.*s\n",
                 static_cast<int>(mode), static_cast<int>(source.size()), source.data());
    report("fast, then other", withoutAddresses(inWords(fast)), withoutAddresses(inWords(other)));
  }
  return fast;
}

RunOutcome runScript(base::BytesView source, const std::vector<std::string>& arguments) {
  const base::Result<lua::CompiledModule> module = compileChunk(source, "=fuzz");
  require(module.isOk(), "the harness's own script does not compile", source);
  return runInAllModes(module.value(), source, arguments);
}

}  // namespace fuzz
