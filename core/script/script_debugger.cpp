#include "script/script_debugger.h"

#include <algorithm>
#include <utility>

#include "redis/resp/encoder.h"
#include "script/conversion.h"
#include "script/engine_parts.h"
#include "script/messages.h"
#include "vm/hooks.h"
#include "vm/levels.h"
#include "vm/table.h"

namespace script {

using base::Bytes;
using base::BytesView;
using lua::NativeContext;
using lua::NativeStep;
using lua::Value;
using redis::Reply;

namespace {

enum class HookPhase : uint8_t { Line, Ordered, Evaluated };

NativeStep lineHook(NativeContext& native) {
  ScriptDebugger* debugger = partsOf(native).backend->debugger();
  return debugger != nullptr ? debugger->onLine(native) : native.done();
}

/// The function below the hook that runs, or waits, on top.
lua::Level levelBelow(const lua::Machine& machine, const lua::Coroutine* coroutine,
                      const NativeContext* hook) {
  lua::LevelWalk walk(machine, coroutine, hook);
  walk.advance();
  return walk.level();
}

bool isOfScript(const lua::Coroutine* coroutine, const lua::Level& level) {
  if (level.isTail) return false;
  const Value function = coroutine->stack[level.function];
  return function.isClosure() && function.asClosure()->proto->chunkName->view() == kScriptChunk;
}

}  // namespace

ScriptDebugger::ScriptDebugger(ScriptEngine& engine) : engine_(engine), parts_(*engine.parts_) {
  parts_.backend = this;
}

ScriptDebugger::~ScriptDebugger() {
  engine_.stop();
  parts_.backend = &parts_.embedded;
  parts_.commandSession = &parts_.session;
  parts_.scriptSession.caller = &parts_.session;
}

// ---- running ----

base::Status ScriptDebugger::start(std::span<const BytesView> argv, const DebugAsker& asker) {
  session_.database = asker.database;
  session_.respVersion = asker.respVersion;
  session_.user = asker.user;
  base::Status started = engine_.start(argv, session_);
  if (started.isOk() && engine_.status() == RunStatus::Running) {
    lua::NativeClosure* hook = machine().heap().newNative(lineHook, "hook", machine().globals());
    lua::setHook(machine(), machine().mainCoroutine(), Value::native(hook), lua::hook_events::Line,
                 0);
  }
  return started;
}

void ScriptDebugger::give(Order order) {
  order_ = order;
  if (parts_.status != RunStatus::AwaitingReply) return;
  parts_.active->deliver();
  parts_.status = RunStatus::Running;
}

void ScriptDebugger::goOn(Pace pace, std::vector<uint32_t> breakpoints) {
  isStepping_ = pace == Pace::Step;
  breakpoints_ = std::move(breakpoints);
  give(Order::GoOn);
}

void ScriptDebugger::fail(BytesView message) {
  text_ = message;
  give(Order::Fail);
}

void ScriptDebugger::evaluate(BytesView code) {
  text_ = code;
  give(Order::Evaluate);
}

void ScriptDebugger::call(std::span<const BytesView> argv) {
  words_.assign(argv.begin(), argv.end());
  give(Order::Call);
}

ScriptDebugger::Report ScriptDebugger::takeReport() {
  Report report = std::exchange(report_, {});
  report.reason = report_.reason = report.reason;
  report.line = line_;
  return report;
}

// ---- the hook ----

bool ScriptDebugger::stopsAt(int64_t line) {
  const bool isBreakpoint =
      std::find(breakpoints_.begin(), breakpoints_.end(), line) != breakpoints_.end();
  if (!isStepping_ && !isBreakpoint && !breakpointCalled_ && !tookLong_) return false;
  report_.reason = breakpointCalled_ ? "call"
                   : isBreakpoint    ? "breakpoint"
                   : isStepping_     ? "step"
                                     : "timeout";
  isStepping_ = breakpointCalled_ = tookLong_ = false;
  return true;
}

NativeStep ScriptDebugger::onLine(NativeContext& native) {
  switch (native.phase<HookPhase>()) {
    case HookPhase::Line:
      line_ = static_cast<int64_t>(native.argument(2).asNumber());
      if (!isOfScript(native.coroutine(),
                      levelBelow(native.machine(), native.coroutine(), &native)) ||
          !stopsAt(line_)) {
        return native.done();
      }
      return native.await(HookPhase::Ordered);
    case HookPhase::Ordered:
      return obey(native);
    case HookPhase::Evaluated:
      noteResult(native);
      return native.await(HookPhase::Ordered);
  }
  return native.done();
}

NativeStep ScriptDebugger::obey(NativeContext& native) {
  native.dropResults();
  switch (order_) {
    case Order::GoOn:
      break;
    case Order::Fail:
      return native.fail(errorReplyTable(native.heap(), "-ERR " + text_));
    case Order::Evaluate:
      return startEvaluation(native);
    case Order::Call:
      return startCall(native);
  }
  return native.done();
}

NativeStep ScriptDebugger::startEvaluation(NativeContext& native) {
  lua::Machine& machine = native.machine();
  const lua::Level level = levelBelow(machine, native.coroutine(), &native);
  Bytes problem;
  Bytes wrapped = wrapEvaluation(native.coroutine(), level, text_, problem);
  base::Result<lua::CompiledModule> module = compileChunk(wrapped, kEvaluationChunk, nullptr);
  if (!problem.empty() || !module.isOk()) {
    note(EntryKind::Text, "<error> " + (problem.empty() ? module.status().message() : problem));
    return native.await(HookPhase::Ordered);
  }
  const lua::Closure* outer = machine.load(module.value(), machine.globals());
  native.push(Value::closure(lua::closeOverLevel(machine, level, outer->proto->children[0])));
  return native.callProtectedTop(0, HookPhase::Evaluated, false);
}

NativeStep ScriptDebugger::startCall(NativeContext& native) {
  const int count = static_cast<int>(words_.size());
  if (!native.ensureStack(count + 1)) return native.failed();
  isStepping_ = true;
  native.push(Value::native(
      native.heap().newNative(redisProtectedCall, "pcall", native.machine().globals())));
  for (const Bytes& word : words_) native.push(native.string(word));
  return native.callProtectedTop(count, HookPhase::Evaluated, false);
}

void ScriptDebugger::noteResult(NativeContext& native) {
  isStepping_ = tookLong_ = false;
  if (order_ == Order::Call) return;
  const Value value = native.result(0);
  if (!native.caughtError()) {
    note(EntryKind::Value, "<retval> " + debuggerText(native.heap(), value));
    return;
  }
  ScriptError error = readError(native.heap(), value);
  const bool isText = value.isString();
  note(EntryKind::Text, "<error> " + (isText ? Bytes(value.asString()->view()) : error.text));
}

// ---- what the script does ----

void ScriptDebugger::noteValues(NativeContext& native) {
  Bytes text = "<debug> line " + std::to_string(line_) + ": ";
  for (int i = 1; i <= native.argumentCount(); ++i) {
    if (i > 1) text += ", ";
    text += debuggerText(native.heap(), native.argument(i));
  }
  note(EntryKind::Text, std::move(text));
}

void ScriptDebugger::noteError(BytesView message) {
  if (isStepping_) note(EntryKind::Text, "<error> " + Bytes(message));
}

void ScriptDebugger::noteErrorReply(BytesView text) {
  noteError("-" + Bytes(text.substr(!text.empty() && text[0] == '-' ? 1 : 0)));
}

void ScriptDebugger::noteCommand(std::span<const BytesView> argv) {
  constexpr size_t kShownWords = 10;
  Bytes text = "<redis>";
  for (size_t i = 0; i < argv.size() && i < kShownWords; ++i) {
    text += ' ';
    text += argv[i];
  }
  if (argv.size() > kShownWords)
    text += " ... (" + std::to_string(argv.size() - kShownWords - 1) + " more)";
  note(EntryKind::Text, std::move(text));
}

void ScriptDebugger::noteReply(const Reply& reply, uint8_t respVersion, bool isRefusal) {
  constexpr BytesView kPlainCode = "ERR ";
  const BytesView text = reply.text();
  if (isRefusal && text.substr(0, kPlainCode.size()) == kPlainCode)
    return noteError(text.substr(kPlainCode.size()));
  if (reply.isError()) noteError("-" + Bytes(text));
  if (isRefusal) return;
  Bytes encoded = std::to_string(respVersion);
  redis::encodeReply(reply, respVersion, encoded);
  note(EntryKind::Reply, std::move(encoded));
}

CallOutcome ScriptDebugger::call(const ScriptCall& call, uint32_t ticket, Reply& reply) {
  if (!isStepping_) return parts_.embedded.call(call, ticket, reply);
  noteCommand(call.argv);
  const CallOutcome outcome = parts_.embedded.call(call, ticket, reply);
  const bool isRefusal =
      reply.isError() && parts_.dispatcher.resolve(call.argv, parts_.scriptSession).spec == nullptr;
  noteReply(reply, call.respVersion, isRefusal);
  return outcome;
}

bool ScriptDebugger::knows(std::span<const BytesView> argv) { return parts_.embedded.knows(argv); }

// ---- while it is stopped ----

std::vector<ScriptDebugger::Variable> ScriptDebugger::locals() {
  std::vector<Variable> variables;
  const lua::Coroutine* coroutine = machine().current();
  for (const lua::LevelLocal& local :
       lua::localsOfLevel(coroutine, levelBelow(machine(), coroutine, nullptr))) {
    variables.push_back(
        {Bytes(local.name), debuggerText(machine().heap(), coroutine->stack[local.slot])});
  }
  return variables;
}

bool ScriptDebugger::print(BytesView name, Bytes& text) {
  const lua::Coroutine* coroutine = machine().current();
  for (lua::LevelWalk walk(machine(), coroutine, nullptr); walk.isAtLevel(); walk.advance()) {
    for (const lua::LevelLocal& local : lua::localsOfLevel(coroutine, walk.level())) {
      if (local.name != name) continue;
      text = debuggerText(machine().heap(), coroutine->stack[local.slot]);
      return true;
    }
  }
  if (name != "KEYS" && name != "ARGV") return false;
  const Value value = lua::table::getString(machine().globals(), machine().heap().newString(name));
  text = debuggerText(machine().heap(), value);
  return true;
}

std::vector<ScriptDebugger::Activation> ScriptDebugger::activations() {
  std::vector<Activation> activations;
  const lua::Coroutine* coroutine = machine().current();
  for (lua::LevelWalk walk(machine(), coroutine, nullptr); walk.isAtLevel(); walk.advance()) {
    const lua::Level level = walk.level();
    if (!isOfScript(coroutine, level)) continue;
    activations.push_back({Bytes(lua::nameOfLevel(coroutine, level).text),
                           machine().currentLine(coroutine, level.frame)});
  }
  return activations;
}

}  // namespace script
