#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/status.h"
#include "bytecode/compiled_module.h"

/// Runs chunks as the tests of the script corpus do, but under limits: the same chunk in all modes
/// of the machine, which must agree about what it prints and how it ends.
namespace fuzz {

enum class RunMode : uint8_t { Fast, Observed, CollectAlways, BudgetOfOne };

struct RunOutcome {
  std::string output;  ///< at most kMostOutput bytes
  std::string end;     ///< "finished", "failed: ..." or "unfinished"
  uint64_t units = 0;

  bool isUnfinished() const { return end == "unfinished"; }
  bool operator==(const RunOutcome& other) const {
    return output == other.output && end == other.end;
  }
};

inline constexpr size_t kMostOutput = 1 << 16;

base::Result<lua::CompiledModule> compileChunk(base::BytesView source, base::BytesView chunkName,
                                               uint32_t outerLevels = 0);

/// Runs a verified module on a machine of its own with the plain libraries, without what differs
/// from run to run: the collector, the clock and identities. `arguments` become `...`.
RunOutcome runModule(const lua::CompiledModule& module, RunMode mode, uint64_t mostUnits,
                     const std::vector<std::string>& arguments = {});

/// Runs the module in all modes and reports a difference, unless the program shows addresses or
/// runs into the limit of memory, about which the modes may differ. Returns the outcome of the fast
/// mode.
RunOutcome runInAllModes(const lua::CompiledModule& module, base::BytesView source,
                         const std::vector<std::string>& arguments = {});

/// Compiles `source`, which must be right, and runs it in all modes.
RunOutcome runScript(base::BytesView source, const std::vector<std::string>& arguments = {});

}  // namespace fuzz
