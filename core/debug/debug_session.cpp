#include "debug/debug_session.h"

#include <optional>

#include "base/number_text.h"
#include "debug/breakpoints.h"
#include "debug/inspector.h"
#include "debug/json_writer.h"
#include "debug/keyspace_view.h"
#include "debug/listing_view.h"
#include "debug/stepping.h"
#include "debug/value_view.h"
#include "redis/keyspace/keyspace.h"
#include "vm/machine.h"

namespace debug {

using base::Bytes;
using base::BytesView;
using base::Status;
using base::StatusCode;
using script::RunStatus;

struct DebugSession::State {
  explicit State(script::ScriptEngine& scriptEngine) : engine(scriptEngine), stepper(breakpoints) {}

  script::ScriptEngine& engine;
  Breakpoints breakpoints;
  LiveLines lines;
  Stepper stepper;
  Observation observation = Observation::None;
  std::unique_ptr<redis::Keyspace> before;  ///< the keyspace as the run found it
  std::optional<ValueViewer>
      viewer;  ///< of the running machine; numbers of objects live as long as the run

  bool isBusy() const {
    const RunStatus status = engine.status();
    return status == RunStatus::Running || status == RunStatus::Paused ||
           status == RunStatus::AwaitingReply;
  }

  ValueViewer& values() {
    if (!viewer) viewer.emplace(engine.machine());
    return *viewer;
  }

  PauseState pauseState() {
    PauseState state;
    state.reason = stepper.reason();
    state.isAtInstruction = engine.machine().operations().empty() &&
                            !engine.machine().current()->frames.back().isNative();
    return state;
  }
};

namespace {

const char* statusName(const script::ScriptEngine& engine) {
  switch (engine.status()) {
    case RunStatus::Running:
    case RunStatus::AwaitingReply:
      return "running";
    case RunStatus::Paused:
      return "paused";
    case RunStatus::Finished:
      return engine.result().failed ? "failed" : "finished";
    case RunStatus::Idle:
    case RunStatus::Stopped:
      break;
  }
  return "stopped";
}

void writeError(JsonWriter& json, const script::RunResult& result) {
  json.key("error");
  json.beginObject();
  json.textMember("code", result.errorCode);
  json.textMember("message", result.errorMessage);
  if (result.errorLine > 0) json.integerMember("line", result.errorLine);
  json.endObject();
}

void writeLog(JsonWriter& json, const std::vector<script::LogEntry>& entries) {
  json.key("log");
  json.beginArray();
  for (const script::LogEntry& entry : entries) {
    json.beginObject();
    json.textMember("level", script::logLevelName(entry.level));
    json.textMember("text", entry.text);
    json.endObject();
  }
  json.endArray();
}

void writeProblems(JsonWriter& json, const std::vector<script::CompileProblem>& problems) {
  json.key("diagnostics");
  json.beginArray();
  for (const script::CompileProblem& problem : problems) {
    json.beginObject();
    json.integerMember("line", problem.line);
    json.integerMember("column", problem.column);
    json.integerMember("endColumn", problem.endColumn);
    json.textMember("message", problem.message);
    json.endObject();
  }
  json.endArray();
}

}  // namespace

base::Result<StepKind> stepKindNamed(BytesView name) {
  static constexpr BytesView kNames[] = {"instruction", "operation", "line",
                                         "over",        "out",       "continue"};
  for (size_t i = 0; i < std::size(kNames); ++i) {
    if (kNames[i] == name) return static_cast<StepKind>(i);
  }
  return Status(StatusCode::InvalidArgument, "no such step: " + Bytes(name));
}

DebugSession::DebugSession(script::ScriptEngine& engine) : state_(std::make_unique<State>(engine)) {
  engine.setBreakpointHook(&state_->stepper, [](void* stepper) {
    static_cast<Stepper*>(stepper)->requestPause(PauseReason::Breakpoint);
  });
}

DebugSession::~DebugSession() {
  state_->engine.observe(nullptr);
  state_->engine.setBreakpointHook(nullptr, nullptr);
}

// ---- running ----

Status DebugSession::start(const RunRequest& request, Observation observation) {
  State& state = *state_;
  if (state.isBusy()) return Status(StatusCode::WrongState, "a script is running");
  state.before = state.engine.keyspace().fork();
  state.viewer.reset();
  state.observation = observation;

  const bool isLibrary = script::isLibrary(request.script);
  Bytes function;
  if (isLibrary) {
    const BytesView load[] = {"FUNCTION", "LOAD", "REPLACE", request.script};
    Status loaded = state.engine.start(load);
    if (!loaded.isOk() || state.engine.result().failed) return loaded;
    function = state.engine.firstFunction(state.engine.result().reply.text());
  }
  const Bytes keyCount = base::formatInteger(static_cast<int64_t>(request.keys.size()));
  std::vector<BytesView> argv = {isLibrary ? "FCALL" : "EVAL",
                                 isLibrary ? BytesView(function) : BytesView(request.script),
                                 keyCount};
  argv.insert(argv.end(), request.keys.begin(), request.keys.end());
  argv.insert(argv.end(), request.args.begin(), request.args.end());
  const bool isObserved = observation == Observation::Stepping;
  if (isObserved) {
    std::vector<script::CompileProblem> problems;
    const base::Result<lua::CompiledModule> module =
        state.engine.compile(request.script, script::kScriptChunk, problems);
    state.lines = module.isOk() ? LiveLines(module.value()) : LiveLines();
    state.breakpoints.place(state.lines);
    state.stepper.begin();
  }
  state.engine.observe(isObserved ? &state.stepper : nullptr);
  Status started = state.engine.start(argv);
  state.engine.observe(nullptr);
  return started;
}

Status DebugSession::step(StepKind kind) {
  State& state = *state_;
  if (state.engine.status() != RunStatus::Paused)
    return Status(StatusCode::WrongState, "the run is not paused");
  state.stepper.resume(state.engine.machine(), kind);
  return Status::ok();
}

RunStatus DebugSession::run(uint64_t budgetInstructions) {
  return state_->engine.run(budgetInstructions);
}
RunStatus DebugSession::status() const { return state_->engine.status(); }
void DebugSession::requestPause() { state_->stepper.requestPause(PauseReason::StopRequest); }
void DebugSession::stop() { state_->engine.stop(); }

std::vector<PlacedBreakpoint> DebugSession::setBreakpoints(std::span<const uint32_t> lines) {
  state_->breakpoints.setWanted(lines);
  std::vector<PlacedBreakpoint> placed = state_->breakpoints.place(state_->lines);
  state_->stepper.breakpointsChanged();
  return placed;
}

std::vector<PlacedBreakpoint> DebugSession::placeBreakpoints(BytesView script,
                                                             std::span<const uint32_t> lines) {
  State& state = *state_;
  std::vector<script::CompileProblem> problems;
  const base::Result<lua::CompiledModule> module =
      state.engine.compile(script, script::kScriptChunk, problems);
  state.lines = module.isOk() ? LiveLines(module.value()) : LiveLines();
  return setBreakpoints(lines);
}

// ---- answers ----

Bytes DebugSession::reportJson(double ms) {
  State& state = *state_;
  const RunStatus status = state.engine.status();
  const script::RunStatistics& statistics = state.engine.statistics();
  JsonWriter json;
  json.beginObject();
  json.textMember("status", statusName(state.engine));
  if (status == RunStatus::Finished && state.engine.result().failed)
    writeError(json, state.engine.result());
  writeLog(json, state.engine.log().take());
  json.rawMember("changes", status == RunStatus::Running ? Bytes("[]") : changesJson());
  json.key("stats");
  json.beginObject();
  json.integerMember("instructions", static_cast<int64_t>(statistics.instructions));
  json.integerMember("commands", static_cast<int64_t>(statistics.commands));
  json.key("ms");
  json.number(ms);
  json.endObject();
  if (status == RunStatus::Paused) json.rawMember("pause", pauseJson());
  json.endObject();
  return json.take();
}

const redis::Reply& DebugSession::reply() const { return state_->engine.result().reply; }

Bytes DebugSession::pauseJson() {
  State& state = *state_;
  JsonWriter json;
  Inspector(state.engine.machine(), state.values()).writePause(json, state.pauseState());
  return json.take();
}

base::Result<Bytes> DebugSession::inspectJson(BytesView handle, Page page) {
  State& state = *state_;
  if (state.engine.status() != RunStatus::Paused)
    return Status(StatusCode::StaleHandle, "the run is not paused");
  return Inspector(state.engine.machine(), state.values()).objectPage(handle, page);
}

Bytes DebugSession::keyspaceJson(const KeyspaceQuery& query) {
  JsonWriter json;
  writeKeyspace(json, state_->engine.keyspace(), query);
  return json.take();
}

Bytes DebugSession::compileJson(BytesView script, BytesView chunkName) {
  std::vector<script::CompileProblem> problems;
  const base::Result<lua::CompiledModule> module =
      state_->engine.compile(script, chunkName, problems);
  JsonWriter json;
  json.beginObject();
  json.textMember("status", module.isOk() ? "compiled" : "invalid");
  if (module.isOk()) {
    json.key("listing");
    writeModuleListing(json, module.value());
    json.rawMember("warnings", "[]");
  } else {
    writeProblems(json, problems);
  }
  json.endObject();
  return json.take();
}

Bytes DebugSession::changesJson() {
  State& state = *state_;
  if (state.before == nullptr) return "[]";
  JsonWriter json;
  writeChanges(json, *state.before, state.engine.keyspace());
  return json.take();
}

void DebugSession::reset() {
  State& state = *state_;
  if (state.isBusy()) state.engine.stop();
  state.before.reset();
  state.viewer.reset();
  state.lines = LiveLines();
}

}  // namespace debug
