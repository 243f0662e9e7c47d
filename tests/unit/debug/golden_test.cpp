#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "debug/debug_session.h"
#include "debug/inspector.h"
#include "debug/value_view.h"
#include "redis/keyspace/clock.h"
#include "script/command_line.h"

/// Transcripts of debugger sessions (tests/golden/debugger/*.txt).
///
/// A transcript begins with the script, ends it with a line `---`, and goes on with commands, lines
/// that begin with `> `, each followed by what it answers. UPDATE_GOLDENS=1 rewrites the answers.
///
///     > redis SET a 1      a command before the run
///     > break 3 5          breakpoints
///     > start [key ...] , [arg ...]
///     > step|over|out|instruction|operation|continue
///     > where | locals | registers | upvalues | queue | json | report | changes | inspect NAME |
///     pause
namespace {

using base::Bytes;
using debug::DebugSession;
using script::RunStatus;

std::string readFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<std::string> linesOf(const std::string& text) {
  std::vector<std::string> lines;
  size_t at = 0;
  while (at < text.size()) {
    const size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

/// JSON on several lines: one member or element per line, small leaves on one.
std::string indented(const std::string& json) {
  std::string out;
  std::string indent;
  bool inString = false;
  for (size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (c == '"') inString = !inString;
    if (inString || (c != '{' && c != '[' && c != '}' && c != ']' && c != ',')) {
      out += c;
    } else if (c == ',') {
      out += ",\n" + indent;
    } else if (c == '{' || c == '[') {
      if (json[i + 1] == '}' || json[i + 1] == ']') {
        out += c;
        out += json[++i];
        continue;
      }
      indent += "  ";
      out += c;
      out += '\n' + indent;
    } else {
      indent.resize(indent.size() - 2);
      out += '\n' + indent + c;
    }
  }
  return out;
}

class Transcript {
 public:
  explicit Transcript(std::string script)
      : clock_(1'700'000'000'000'000),
        engine_({&clock_, 1, {}}),
        session_(engine_),
        script_(std::move(script)) {}

  std::string command(const std::string& line) {
    base::Result<std::vector<Bytes>> split = script::splitCommandLine(line);
    if (!split.isOk() || split.value().empty()) return "bad command\n";
    words_ = split.take();
    const std::string& name = words_[0];
    if (name == "redis") return redisCommand();
    if (name == "break") return setBreakpoints();
    if (name == "start") return start();
    if (name == "where") return where();
    if (name == "locals") return registers(true);
    if (name == "registers") return registers(false);
    if (name == "upvalues") return upvalues();
    if (name == "queue") return queue();
    if (name == "json") return stablePart(indented(session_.pauseJson())) + "\n";
    if (name == "report") return stablePart(indented(session_.reportJson(0))) + "\n";
    if (name == "changes") return indented(session_.changesJson()) + "\n";
    if (name == "compile") return indented(session_.compileJson(script_, "@file.lua")) + "\n";
    if (name == "keys") return indented(session_.keyspaceJson({0, {}, {0, 100}})) + "\n";
    if (name == "inspect") return inspect();
    if (name == "pause") return session_.requestPause(), "";
    if (name == "stop") return session_.stop(), state();
    return step(name == "step" ? "line" : name);
  }

 private:
  lua::Machine& machine() { return engine_.machine(); }
  const lua::Coroutine* coroutine() { return machine().current(); }
  bool isPaused() { return session_.status() == RunStatus::Paused; }

  std::string redisCommand() {
    const std::vector<base::BytesView> argv(words_.begin() + 1, words_.end());
    return script::formatReply(engine_.execute(argv)) + "\n";
  }

  std::string setBreakpoints() {
    std::vector<uint32_t> lines;
    for (size_t i = 1; i < words_.size(); ++i)
      lines.push_back(static_cast<uint32_t>(std::atoi(words_[i].c_str())));
    std::string out;
    for (const debug::PlacedBreakpoint& placed : session_.placeBreakpoints(script_, lines)) {
      out += "breakpoint " + std::to_string(placed.wantedLine) + " at line " +
             std::to_string(placed.line) + "\n";
    }
    return out;
  }

  std::string start() {
    debug::RunRequest request;
    request.script = script_;
    bool isArgument = false;
    for (size_t i = 1; i < words_.size(); ++i) {
      if (words_[i] == ",") {
        isArgument = true;
      } else {
        (isArgument ? request.args : request.keys).push_back(words_[i]);
      }
    }
    const base::Status started = session_.start(request, debug::Observation::Stepping);
    return started.isOk() ? state() : started.message() + "\n";
  }

  std::string step(const std::string& name) {
    const base::Result<debug::StepKind> kind = debug::stepKindNamed(name);
    if (!kind.isOk()) return kind.status().message() + "\n";
    const base::Status stepped = session_.step(kind.value());
    return stepped.isOk() ? state() : stepped.message() + "\n";
  }

  std::string state() {
    while (session_.run(1000) == RunStatus::Running) {
    }
    switch (session_.status()) {
      case RunStatus::Paused:
        return stoppedAt();
      case RunStatus::Finished:
        return script::formatReply(session_.reply()) + "\n";
      default:
        return "stopped\n";
    }
  }

  std::string stoppedAt() {
    const std::string json = session_.pauseJson();
    const auto field = [&](const char* name) {
      const size_t at = json.find(name) + std::string(name).size();
      return json.substr(at, json.find_first_of(",}\"", at) - at);
    };
    const std::string line = field("\"line\":");
    const std::vector<std::string> lines = linesOf(script_);
    const size_t number = static_cast<size_t>(std::atoi(line.c_str()));
    std::string text = number >= 1 && number <= lines.size() ? lines[number - 1] : "";
    return "* " + field("\"reason\":\"") + " at line " + line + ", pc " + field("\"pc\":") + ": " +
           text + "\n";
  }

  std::string where() {
    debug::Inspector inspector(machine(), viewer());
    std::string out;
    bool isTop = true;
    for (const lua::Coroutine* at = coroutine(); at != nullptr; at = at->resumer) {
      for (size_t i = at->frames.size(); i-- > 0;) {
        if (debug::isScaffolding(machine(), at, i)) continue;
        const bool isAtInstruction = isTop && machine().operations().empty();
        isTop = false;
        out += inspector.frameName(at, i);
        if (const uint32_t line = inspector.frameLine(at, i, isAtInstruction); line > 0)
          out += " line " + std::to_string(line);
        if (const Bytes waiting = inspector.waitingText(at, i); !waiting.empty()) {
          out += ", " + waiting;
        }
        out += "\n";
      }
      if (at->resumer != nullptr) out += "-- resumed by\n";
    }
    return out;
  }

  /// Members of the innermost Lua frame, from its JSON.
  std::string registers(bool onlyNamed) {
    std::string out;
    const std::string json = session_.pauseJson();
    const size_t frame = json.find("\"kind\":\"lua\"");
    const size_t start = json.find("\"registers\":[", frame);
    const size_t end = json.find("\"upvalues\":", frame);
    for (size_t at = json.find("{\"index\":", start); at < end;
         at = json.find("{\"index\":", at + 1)) {
      const std::string index = json.substr(at + 9, json.find(',', at) - at - 9);
      const size_t value = json.find("\"value\":", at);
      const size_t name = json.find("\"name\":\"", at);
      const bool isNamed = name < value;
      if (onlyNamed && !isNamed) continue;
      out += "R" + index + " ";
      if (isNamed) out += json.substr(name + 8, json.find('"', name + 8) - name - 8) + " ";
      const size_t text = json.find("\"text\":\"", value) + 8;
      std::string shown = json.substr(text, json.find('"', text) - text);
      for (size_t quote = shown.find("\\u0022"); quote != std::string::npos;
           quote = shown.find("\\u0022")) {
        shown.replace(quote, 6, "\"");
      }
      out += "= " + shown + "\n";
    }
    return out;
  }

  std::string upvalues() {
    const lua::Frame& frame = coroutine()->frames.back();
    if (frame.isNative()) return "native\n";
    lua::Closure* closure = coroutine()->stack[frame.function].asClosure();
    std::string out;
    for (uint32_t i = 0; i < closure->upvalueCount(); ++i) {
      const lua::Upvalue* upvalue = closure->upvalues()[i];
      out += std::string(closure->proto->upvalueNames[i]->view()) +
             (upvalue->isOpen() ? " (open) = " : " (closed) = ") +
             viewer().textOf(*upvalue->location) + "\n";
    }
    return out;
  }

  std::string queue() {
    debug::Inspector inspector(machine(), viewer());
    std::string out;
    for (uint32_t i = 0; i < machine().operations().size(); ++i) {
      out += (i < machine().operations().immediateCount() ? "immediate: " : "deferred: ") +
             inspector.describeOperation(machine().operations().at(i)) + "\n";
    }
    return out;
  }

  std::string inspect() {
    const std::string json = session_.pauseJson();
    const size_t name = json.find("\"name\":\"" + words_.at(1) + "\"");
    const size_t handle = json.find("\"handle\":\"", name);
    if (name == std::string::npos || handle == std::string::npos) return "no such table\n";
    base::Result<Bytes> page = session_.inspectJson(
        json.substr(handle + 10, json.find('"', handle + 10) - handle - 10), {0, 10});
    return page.isOk() ? stablePart(indented(page.value())) + "\n" : page.status().message() + "\n";
  }

  /// Handles depend on the layout of the heap, counts of instructions on how work is charged.
  static std::string stablePart(const std::string& text) {
    std::string out;
    for (const std::string& line : linesOf(text)) {
      const bool isStable = line.find("\"handle\"") == std::string::npos &&
                            line.find("\"instructions\":") == std::string::npos;
      if (isStable || line.back() == '[') out += (out.empty() ? "" : "\n") + line;
    }
    return out;
  }

  debug::ValueViewer& viewer() {
    if (!viewer_) viewer_.emplace(machine());
    return *viewer_;
  }

  redis::ManualClock clock_;
  script::ScriptEngine engine_;
  DebugSession session_;
  std::string script_;
  std::vector<Bytes> words_;
  std::optional<debug::ValueViewer> viewer_;
};

/// The transcript as this engine answers it.
std::string replay(const std::string& expected) {
  const std::vector<std::string> lines = linesOf(expected);
  std::string script;
  size_t at = 0;
  for (; at < lines.size() && lines[at] != "---"; ++at) script += lines[at] + "\n";
  std::string out = script + "---\n";
  Transcript transcript(script);
  for (++at; at < lines.size(); ++at) {
    if (lines[at].substr(0, 2) == "> ")
      out += lines[at] + "\n" + transcript.command(lines[at].substr(2));
  }
  return out;
}

/// The first line in which two texts differ, or nothing.
std::string firstDifference(const std::string& actual, const std::string& expected) {
  const std::vector<std::string> left = linesOf(actual);
  const std::vector<std::string> right = linesOf(expected);
  for (size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
    const std::string now = i < left.size() ? left[i] : "(end)";
    const std::string then = i < right.size() ? right[i] : "(end)";
    if (now != then) return "line " + std::to_string(i + 1) + ": got " + now + ", expected " + then;
  }
  return {};
}

TEST(DebuggerTranscripts, AreWhatTheEngineAnswers) {
  const std::filesystem::path folder =
      std::filesystem::path(FERROUS_SOURCE_DIR) / "tests/golden/debugger";
  int count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".txt") continue;
    SCOPED_TRACE(entry.path().filename().string());
    const std::string expected = readFile(entry.path());
    const std::string actual = replay(expected);
    ++count;
    if (std::getenv("UPDATE_GOLDENS") != nullptr) {
      std::ofstream(entry.path(), std::ios::binary) << actual;
    } else {
      EXPECT_EQ(firstDifference(actual, expected), "");
    }
  }
  EXPECT_GE(count, 5);
}

}  // namespace
