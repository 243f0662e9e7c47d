#pragma once

#include <string>
#include <vector>

#include "redis/keyspace/clock.h"
#include "script/command_line.h"
#include "script/script_engine.h"

/// An engine on a clock that stands still, driven by command lines as redis-cli reads them,
/// answering as redis-cli prints.
class EngineFixture {
 public:
  explicit EngineFixture(const script::EngineLimits& limits = {})
      : clock_(1'700'000'000'000'000), engine_(script::EngineOptions{&clock_, 1, limits}) {}

  script::ScriptEngine& engine() { return engine_; }
  redis::ManualClock& clock() { return clock_; }

  redis::Reply call(const std::vector<std::string>& words) {
    const std::vector<base::BytesView> argv(words.begin(), words.end());
    return engine_.execute(argv);
  }

  /// Runs a line such as `SET a "b c"` and returns the printed answer.
  std::string run(const std::string& line) {
    base::Result<std::vector<base::Bytes>> words = script::splitCommandLine(line);
    return words.isOk() ? script::formatReply(call(words.value())) : "unbalanced quotes";
  }

  /// EVAL without keys.
  std::string eval(const std::string& source, const std::vector<std::string>& keys = {},
                   const std::vector<std::string>& args = {}) {
    std::vector<std::string> words = {"EVAL", source, std::to_string(keys.size())};
    words.insert(words.end(), keys.begin(), keys.end());
    words.insert(words.end(), args.begin(), args.end());
    return script::formatReply(call(words));
  }

  /// Begins EVAL of a script without keys.
  base::Status start(const std::string& source) {
    const std::vector<base::BytesView> argv = {"EVAL", source, "0"};
    return engine_.start(argv);
  }

 private:
  redis::ManualClock clock_;
  script::ScriptEngine engine_;
};
