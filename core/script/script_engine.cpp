#include "script/script_engine.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/number_text.h"
#include "bytecode/listing.h"
#include "redis/server/accounting.h"
#include "script/conversion.h"
#include "script/engine_parts.h"
#include "script/messages.h"
#include "vm/levels.h"
#include "vm/table.h"

namespace script {

using base::Bytes;
using base::BytesView;
using base::Status;
using base::StatusCode;
using redis::Reply;

namespace {

/// Lua heap of one engine if the host sets no limit: what a 32-bit memory can give.
constexpr uint64_t kDefaultMemoryBytes = uint64_t{1} << 30;

lua::Limits machineLimits(const EngineLimits& limits) {
  lua::Limits result;
  result.memoryBytes = limits.memoryBytes != 0 ? limits.memoryBytes : kDefaultMemoryBytes;
  result.memoryPolicy = limits.memoryPolicy;
  result.yieldPolicy = limits.yieldPolicy;
  if (limits.stringBytes != 0) result.stringBytes = limits.stringBytes;
  if (limits.stackDepth != 0) result.frames = limits.stackDepth;
  return result;
}

/// What a run may write until the host takes it, which it does after each slice.
constexpr uint64_t kMostOutputOfSlice = 256u << 20;
/// A slice in which so much was written ends.
constexpr uint64_t kUsualOutputOfSlice = 1u << 20;

/// The text that answers for a limit.
BytesView limitMessage(LimitKind limit) {
  switch (limit) {
    case LimitKind::Time:
      return messages::kTimeLimit;
    case LimitKind::Memory:
      return messages::kMemoryLimit;
    case LimitKind::Output:
      return messages::kOutputLimit;
    case LimitKind::Instructions:
    case LimitKind::None:
      break;
  }
  return messages::kLimit;
}

/// The parts of a result that come from the text of its error.
void describeError(RunResult& result) {
  result.failed = result.reply.isError();
  if (!result.failed) return;
  result.errorMessage = result.reply.text();
  if (result.errorCode.empty())
    result.errorCode = result.errorMessage.substr(0, result.errorMessage.find(' '));
}

/// The line in a message of the compiler: "user_script:3: ...".
uint32_t lineInMessage(BytesView message, BytesView displayedName) {
  const size_t start = message.find(displayedName);
  if (start == BytesView::npos) return 0;
  uint32_t line = 0;
  for (size_t at = start + displayedName.size() + 1;
       at < message.size() && message[at] >= '0' && message[at] <= '9'; ++at) {
    line = line * 10 + static_cast<uint32_t>(message[at] - '0');
  }
  return line;
}

bool startsWith(BytesView text, BytesView prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

/// Code and line of a script that does not compile, or of a library that does not load.
void noteCompileError(RunResult& result, BytesView text) {
  const bool isScript = startsWith(text, messages::kCompileError);
  const bool isFunction = startsWith(text, messages::kFunctionCompileError);
  if (isScript || isFunction) result.errorCode = "SYNTAX";
  if (isScript || isFunction || startsWith(text, messages::kRegistrationError))
    result.errorLine = lineInMessage(text, (isScript ? kScriptChunk : kFunctionChunk).substr(1));
}

/// Whether a value is the error of a command, as a script got it from `redis.call`.
bool isErrorOfCommand(lua::Heap& heap, lua::Value value) {
  return value.isTable() &&
         lua::table::getString(value.asTable(), heap.newString("ignore_error_stats_update"))
             .isTruthy();
}

/// The reply to an error, and the line of the script that it names.
Reply errorReply(lua::Heap& heap, lua::Value value, const Bytes& name, uint32_t& scriptLine) {
  ScriptError error = readError(heap, value);
  if (!error.source.empty())
    error.text +=
        " script: " + name + ", on " + error.source + ":" + std::to_string(error.line) + ".";
  if (isUserChunk(error.source) && error.line > 0) scriptLine = static_cast<uint32_t>(error.line);
  return Reply::error(errorLine(error.text));
}

}  // namespace

ScriptError readError(lua::Heap& heap, lua::Value error) {
  ScriptError result;
  result.text = Bytes(messages::kErrorWithoutText);
  if (error.isString()) result.text = "ERR " + Bytes(error.asString()->view());
  if (error.isTable()) {
    const lua::Table* table = error.asTable();
    const lua::Value message = lua::table::getString(table, heap.newString("err"));
    if (message.isString()) result.text = Bytes(message.asString()->view());
    if (message.isNumber()) result.text = base::formatLuaNumber(message.asNumber());
    const lua::Value sourceField = lua::table::getString(table, heap.newString("source"));
    if (sourceField.isString()) result.source = Bytes(sourceField.asString()->view());
    const lua::Value lineField = lua::table::getString(table, heap.newString("line"));
    if (lineField.isNumber()) result.line = lua::truncateToInteger(lineField.asNumber());
  }
  if (const size_t end = result.text.find('\0'); end != Bytes::npos) result.text.resize(end);
  return result;
}

// ---- EngineParts ----

EngineParts::EngineParts(const EngineOptions& engineOptions)
    : options(engineOptions),
      random(engineOptions.seed),
      keyspace(*engineOptions.clock),
      dispatcher(keyspace, random),
      embedded(dispatcher, scriptSession),
      backend(&embedded) {
  keyspace.configuration().compat = engineOptions.compat;
  dispatcher.setExtension(this, {flagsOfScriptCommand, countScripts});
  dispatcher.addCommands(scriptingCommands());
  dispatcher.addCommands(functionCommands());
  renewRedisMachine();
}

redis::ScriptCounts countScripts(void* extension) {
  const EngineParts& parts = *static_cast<EngineParts*>(extension);
  // What scripts have left behind and is not collected yet is nobody's.
  const auto bytesOf = [&parts](const std::unique_ptr<lua::Machine>& machine) {
    if (machine == nullptr) return uint64_t{0};
    if (!parts.isBusy()) machine->collectGarbage();
    return machine->heap().bytesInUse();
  };
  return {parts.scripts.size(), parts.libraries.functionCount(), parts.libraries.all().size(),
          bytesOf(parts.redisMachine), bytesOf(parts.functionMachine)};
}

std::unique_ptr<lua::Machine> EngineParts::makeMachine(MachineUse use) {
  lua::Limits limits = machineLimits(options.limits);
  // The program `lua5.1` has called one function of C more than Redis when a chunk begins.
  if (use == MachineUse::Plain) --limits.nativeDepth;
  auto machine = std::make_unique<lua::Machine>(limits);
  machine->setHostData(this);
  return machine;
}

void EngineParts::renewRedisMachine() {
  std::unique_ptr<lua::Machine> machine = makeMachine();
  buildSandbox(*machine);
  if (randomMachine == nullptr || randomMachine == redisMachine.get()) {
    if (randomMachine != nullptr) lua::copyMathRandom(*randomMachine, *machine);
    randomMachine = machine.get();
  }
  redisMachine = std::move(machine);
  if (!isBusy()) active = redisMachine.get();
}

BytesView EngineParts::busyMessage() const {
  return run.kind == ScriptKind::Function ? messages::kBusyFunction : messages::kBusy;
}

Reply EngineParts::killRun(ScriptKind kind) {
  if (!isBusy()) return Reply::error(messages::kNotBusy);
  if (scriptWrote()) return Reply::error(messages::kUnkillable);
  if (kind != run.kind) return Reply::error(busyMessage());
  run.killRequested = true;
  return Reply::ok();
}

RunStatus EngineParts::runSlice(uint64_t budget) {
  if (!isBusy() || status == RunStatus::AwaitingReply) return status;
  lua::Machine& machine = *active;
  if (run.killRequested) {
    finish(endedFromOutside(messages::kKilled), RunStatus::Finished);
    return status;
  }
  const uint64_t limit = options.limits.budgetInstructions;
  if (limit != 0) budget = std::min(budget, limit - std::min(limit, machine.unitsUsed()));
  const uint64_t slice = std::clamp<uint64_t>(budget, 1, INT64_MAX);
  machine.setUnitLimit(limit != 0 ? limit : UINT64_MAX);
  machine.setWatch(watch);
  run.outputOfSlice = 0;
  const lua::RunState state = machine.run(static_cast<int64_t>(slice));
  statistics.instructions = machine.unitsUsed();
  if (run.exitRequested) {
    finish(Reply::null(), RunStatus::Finished);
    return status;
  }
  if (const LimitKind reached = limitReached(machine); reached != LimitKind::None) {
    result.errorCode = "LIMIT";
    result.limit = reached;
    finish(endedFromOutside(limitMessage(reached)), RunStatus::Finished);
    return status;
  }
  switch (state) {
    case lua::RunState::Finished:
      finishRun(machine);
      break;
    case lua::RunState::Failed:
      failRun(machine);
      break;
    case lua::RunState::Paused:
      status = RunStatus::Paused;
      break;
    case lua::RunState::AwaitingReply:
      status = RunStatus::AwaitingReply;
      break;
    case lua::RunState::OutOfBudget:
    case lua::RunState::Running:
      status = RunStatus::Running;
      break;
  }
  return status;
}

LimitKind EngineParts::limitReached(const lua::Machine& machine) const {
  if (run.wroteTooMuch) return LimitKind::Output;
  switch (machine.stopReason()) {
    case lua::StopReason::Units:
      return LimitKind::Instructions;
    case lua::StopReason::Host:
      return LimitKind::Time;
    case lua::StopReason::Memory:
      return LimitKind::Memory;
    case lua::StopReason::Interrupted:
    case lua::StopReason::None:
      break;
  }
  const uint64_t limit = options.limits.budgetInstructions;
  const bool isSpent = machine.isOutOfBudget() && limit != 0 && machine.unitsUsed() >= limit;
  return isSpent ? LimitKind::Instructions : LimitKind::None;
}

bool EngineParts::mayWrite(size_t bytes) {
  run.outputBytes += bytes;
  run.outputOfSlice += bytes;
  const uint64_t limit = options.limits.outputBytes;
  if ((limit != 0 && run.outputBytes > limit) || run.outputOfSlice > kMostOutputOfSlice)
    run.wroteTooMuch = true;
  if (run.wroteTooMuch || run.outputOfSlice > kUsualOutputOfSlice) active->endSlice();
  return !run.wroteTooMuch;
}

void EngineParts::finishRun(lua::Machine& machine) {
  const std::span<const lua::Value> values = machine.results();
  const lua::Value value = values.empty() ? lua::Value::nil() : values[0];
  if (isPlain()) {
    const bool isText = value.isString() || value.isNumber();
    const Bytes text = value.isString()   ? Bytes(value.asString()->view())
                       : value.isNumber() ? base::formatLuaNumber(value.asNumber())
                                          : Bytes();
    return finish(
        !run.failed ? Reply::null() : Reply::error(isText ? text : Bytes(messages::kErrorObject)),
        RunStatus::Finished);
  }
  run.errorIsCounted = isErrorOfCommand(machine.heap(), value);
  finish(run.failed ? errorReply(machine.heap(), value, run.name, result.errorLine)
                    : toReply(value, scriptSession.respVersion),
         RunStatus::Finished);
}

void EngineParts::failRun(lua::Machine& machine) {
  const lua::Value error = machine.error();
  Bytes text = error.isString()   ? Bytes(error.asString()->view())
               : error.isNumber() ? base::formatLuaNumber(error.asNumber())
                                  : Bytes(messages::kErrorObject);
  finish(Reply::error(std::move(text)), RunStatus::Finished);
}

void EngineParts::finish(Reply&& reply, RunStatus end) {
  if (command != nullptr)
    redis::accountForScript(
        dispatcher.server(), keyspace,
        {command, &commandArguments, commandSession, commandStartedAtUs,
         run.errorIsCounted ? redis::ErrorCount::Done : redis::ErrorCount::Missing},
        reply);
  command = nullptr;
  if (keyspace.configuration().compat.printsShortestDoubles()) redis::shortenDoubles(reply);
  result.reply = std::move(reply);
  describeError(result);
  abandon(end);
}

void EngineParts::abandon(RunStatus end) {
  status = end;
  files.closeAll();
  command = nullptr;
  if (timeIsFrozen) keyspace.time().thaw();
  timeIsFrozen = false;
  if (scriptSession.caller != nullptr) dispatcher.finishCommand(*scriptSession.caller);
}

Reply EngineParts::endedFromOutside(BytesView message) {
  const lua::Coroutine* coroutine = active->current();
  size_t frameCount = coroutine->frames.size();
  while (frameCount > 0 && coroutine->frames[frameCount - 1].isNative()) --frameCount;
  const SourcePosition position = reportedPosition(*active, coroutine, frameCount);
  Bytes text(message);
  if (position.isKnown && !isPlain())
    text += " script: " + run.name + ", on " + position.source + ":" +
            std::to_string(position.line) + ".";
  if (isUserChunk(position.source) || isPlain())
    result.errorLine = static_cast<uint32_t>(position.line);
  return Reply::error(errorLine(text));
}

namespace {

void writeToLog(void* context, BytesView bytes) {
  EngineParts& parts = *static_cast<EngineParts*>(context);
  if (parts.mayWrite(bytes.size())) parts.log.add(LogLevel::Print, bytes);
}

int64_t clockSeconds(void* context) {
  return static_cast<EngineParts*>(context)->options.clock->nowMicroseconds() / 1'000'000;
}

// The host's functions with the host's context: the libraries have one context for all.
void hostWrite(void* context, BytesView bytes) {
  EngineParts& parts = *static_cast<EngineParts*>(context);
  if (parts.mayWrite(bytes.size())) parts.plainHost.write(parts.plainHost.context, bytes);
}
bool hostReadFile(void* context, BytesView path, Bytes& content) {
  const PlainHost& host = static_cast<EngineParts*>(context)->plainHost;
  return host.readFile(host.context, path, content);
}
double hostProcessorSeconds(void* context) {
  const PlainHost& host = static_cast<EngineParts*>(context)->plainHost;
  return host.processorSeconds(host.context);
}
int64_t hostUnixSeconds(void* context) {
  const PlainHost& host = static_cast<EngineParts*>(context)->plainHost;
  return host.unixSeconds(host.context);
}
int32_t hostZoneOffset(void* context, int64_t unixSeconds) {
  const PlainHost& host = static_cast<EngineParts*>(context)->plainHost;
  return host.zoneOffsetSeconds(host.context, unixSeconds);
}
void hostExit(void* context, int32_t code) {
  EngineParts& parts = *static_cast<EngineParts*>(context);
  parts.run.exitRequested = true;
  parts.result.exitCode = code;
}
bool hostEnvironment(void* context, BytesView name, Bytes& value) {
  const PlainHost& host = static_cast<EngineParts*>(context)->plainHost;
  return host.environmentVariable(host.context, name, value);
}

lua::LibraryHost libraryHostOf(EngineParts& parts) {
  const PlainHost& host = parts.plainHost;
  lua::LibraryHost result;
  result.context = &parts;
  result.write = host.write != nullptr ? hostWrite : writeToLog;
  result.readFile = host.readFile != nullptr ? hostReadFile : nullptr;
  result.processorSeconds = host.processorSeconds != nullptr ? hostProcessorSeconds : nullptr;
  result.unixSeconds = host.unixSeconds != nullptr ? hostUnixSeconds : clockSeconds;
  result.zoneOffsetSeconds = host.zoneOffsetSeconds != nullptr ? hostZoneOffset : nullptr;
  result.environmentVariable = host.environmentVariable != nullptr ? hostEnvironment : nullptr;
  result.exit = hostExit;
  parts.files.begin(host.context, host.file, nullptr);
  parts.files.stream(lua::FileTable::kOutput)->redirect(&parts, result.write);
  result.files = &parts.files;
  return result;
}

/// Message handler of plain programs: the error with a traceback, as the stand-alone interpreter
/// prints it.
lua::NativeStep addTraceback(lua::NativeContext& native) {
  const lua::Value text = native.toStringValue(native.argument(1));
  if (!text.isString()) return native.done(native.argument(1));
  return native.done(
      native.string(Bytes(text.asString()->view()) + "\n" +
                    lua::tracebackText(native.machine(), native.coroutine(), &native, 1)));
}

/// First function of a plain program: calls its argument 1 with the rest, under `addTraceback`.
lua::NativeStep runPlainProtected(lua::NativeContext& native) {
  enum Phase : uint8_t { Start, Returned, Closed };
  if (native.phase<Phase>() == Start) {
    native.reserveLocals(1);
    native.setLocal(0, native.self()->upvalues()[0]);
    const int count = native.argumentCount();
    if (!native.ensureStack(count)) return native.failed();
    for (int i = 1; i <= count; ++i) native.push(native.argument(i));
    return native.callProtectedTop(count - 1, Returned, true);
  }
  if (native.phase<Phase>() == Returned) {
    partsOf(native).run.failed = native.caughtError();
    native.setLocal(0, native.result(0));
    native.machine().finalizeAll();
    return native.changeLoop(Closed);
  }
  return native.done(native.local(0));
}

}  // namespace

Status EngineParts::beginPlain(const PlainProgram& program) {
  BytesView source = program.source;
  if (!source.empty() && source[0] == '#')
    source.remove_prefix(std::min(source.find('\n'), source.size()));
  base::Result<lua::CompiledModule> module = plainChunkCompiler(source, program.chunkName, 0);
  if (!module.isOk()) return module.status();
  plainHost = program.host;
  libraryHost = libraryHostOf(*this);
  plainMachine = makeMachine(MachineUse::Plain);
  lua::Machine& machine = *plainMachine;
  lua::openPlainLibraries(machine, plainChunkCompiler, &libraryHost);
  lua::Heap& heap = machine.heap();
  lua::Table* argumentTable = heap.newTable(static_cast<uint32_t>(program.args.size()), 1);
  std::vector<lua::Value> arguments = {
      lua::Value::closure(machine.load(module.value(), machine.globals()))};
  for (size_t i = 0; i < program.args.size(); ++i) {
    arguments.push_back(machine.makeString(program.args[i]));
    lua::table::setInteger(heap, argumentTable, static_cast<int64_t>(i) + 1, arguments.back());
  }
  const BytesView name = program.chunkName;
  lua::table::setInteger(heap, argumentTable, 0,
                         machine.makeString(name.substr(name.empty() ? 0 : 1)));
  lua::table::setString(heap, machine.globals(), heap.newString("arg"),
                        lua::Value::table(argumentTable));
  lua::NativeClosure* runner = heap.newNative(runPlainProtected, "lua", machine.globals(), 1);
  runner->upvalues()[0] =
      lua::Value::native(heap.newNative(addTraceback, "traceback", machine.globals()));
  run.begin({});
  active = &machine;
  machine.setObserver(observer);
  machine.start(lua::Value::native(runner), arguments);
  status = RunStatus::Running;
  return Status::ok();
}

// ---- ScriptEngine ----

ScriptEngine::ScriptEngine(const EngineOptions& options)
    : parts_(std::make_unique<EngineParts>(options)) {}
ScriptEngine::~ScriptEngine() = default;

namespace {

/// Whether a command runs a script now, rather than being queued.
bool runsInSlices(const redis::Resolved& resolved, const redis::Session& session) {
  return resolved.spec != nullptr && isScriptCommand(*resolved.spec) &&
         (!session.transaction.isOpen || session.transaction.isExecuting);
}

}  // namespace

Reply ScriptEngine::execute(std::span<const BytesView> argv) {
  EngineParts& parts = *parts_;
  if (argv.empty()) return Reply::error(redis::messages::kEmptyCommand);
  const redis::Resolved resolved = parts.dispatcher.resolve(argv, parts.session);
  if (parts.isBusy()) {
    if (resolved.spec == nullptr) return resolved.error;
    if (!resolved.spec->has(redis::CommandFlag::AllowBusy))
      return Reply::error(parts.busyMessage());
    return parts.dispatcher.execute(argv, parts.session);
  }
  if (!runsInSlices(resolved, parts.session)) return parts.dispatcher.execute(argv, parts.session);
  if (Status begun = start(argv); !begun.isOk()) return Reply::error("ERR " + begun.message());
  while (run(UINT64_MAX) == RunStatus::Running) {
  }
  return parts.result.reply;
}

Status ScriptEngine::start(std::span<const BytesView> argv) { return start(argv, parts_->session); }

Status ScriptEngine::start(std::span<const BytesView> argv, redis::Session& session) {
  EngineParts& parts = *parts_;
  if (parts.isBusy()) return Status(StatusCode::WrongState, "a script is running");
  if (argv.empty()) return Status(StatusCode::InvalidArgument, "empty command");
  parts.result.clear();
  parts.statistics = RunStatistics();
  redis::Resolved resolved = parts.dispatcher.resolve(argv, session);
  if (!runsInSlices(resolved, session)) {
    Reply reply = parts.dispatcher.execute(std::move(resolved), argv, session);
    if (reply.isError()) noteCompileError(parts.result, reply.text());
    parts.finish(std::move(reply), RunStatus::Finished);
    return Status::ok();
  }
  parts.keyspace.time().refresh();
  parts.command = resolved.spec;
  parts.commandStartedAtUs = parts.keyspace.time().nowMicroseconds();
  parts.commandSession = &session;
  parts.commandArguments.clear();
  if (parts.keyspace.configuration().slowLogThresholdMicroseconds >= 0)
    parts.commandArguments.assign(argv);
  Reply error;
  if (parts.beginScript(argv, session, error)) return Status::ok();
  noteCompileError(parts.result, error.text());
  parts.finish(std::move(error), RunStatus::Finished);
  return Status::ok();
}

Status ScriptEngine::startPlain(const PlainProgram& program) {
  EngineParts& parts = *parts_;
  if (parts.isBusy()) return Status(StatusCode::WrongState, "a script is running");
  parts.result.clear();
  parts.statistics = RunStatistics();
  return parts.beginPlain(program);
}

RunStatus ScriptEngine::run(uint64_t budgetInstructions) {
  return parts_->runSlice(budgetInstructions);
}
BytesView ScriptEngine::busyMessage() const { return parts_->busyMessage(); }
RunStatus ScriptEngine::status() const { return parts_->status; }
const RunResult& ScriptEngine::result() const { return parts_->result; }
const RunStatistics& ScriptEngine::statistics() const { return parts_->statistics; }

void ScriptEngine::stop() {
  if (parts_->isBusy()) parts_->abandon(RunStatus::Stopped);
}

bool ScriptEngine::kill() {
  EngineParts& parts = *parts_;
  if (!parts.isBusy() || parts.scriptWrote()) return false;
  parts.run.killRequested = true;
  return true;
}

Status ScriptEngine::deliver(uint32_t ticket, Reply reply) {
  EngineParts& parts = *parts_;
  if (parts.status != RunStatus::AwaitingReply)
    return Status(StatusCode::WrongState, "no reply is awaited");
  if (ticket != parts.ticket)
    return Status(StatusCode::InvalidArgument, "the ticket names no pending call");
  parts.callReply = std::move(reply);
  parts.active->deliver();
  parts.status = RunStatus::Running;
  return Status::ok();
}

base::Result<lua::CompiledModule> ScriptEngine::compile(BytesView source, BytesView chunkName,
                                                        std::vector<CompileProblem>& problems) {
  if (isLibrary(source))
    return compileChunk(source.substr(parseLibraryMetadata(source).length), kFunctionChunk,
                        &problems);
  const Shebang shebang = parseShebang(source);
  if (!shebang.error.empty()) {
    problems.push_back({1, 1, static_cast<uint32_t>(source.substr(0, source.find('\n')).size()) + 1,
                        shebang.error});
    return Status(StatusCode::SyntaxError, shebang.error);
  }
  return compileChunk(source.substr(shebang.length), chunkName, &problems);
}

base::Result<Bytes> ScriptEngine::list(BytesView source, BytesView chunkName) {
  std::vector<CompileProblem> problems;
  base::Result<lua::CompiledModule> module = compile(source, chunkName, problems);
  if (!module.isOk()) return module.status();
  return lua::formatListing(module.value());
}

redis::Keyspace& ScriptEngine::keyspace() { return parts_->keyspace; }
redis::Session& ScriptEngine::session() { return parts_->session; }
redis::Dispatcher& ScriptEngine::dispatcher() { return parts_->dispatcher; }
ScriptCache& ScriptEngine::scripts() { return parts_->scripts; }
ScriptLog& ScriptEngine::log() { return parts_->log; }
lua::Machine& ScriptEngine::machine() { return *parts_->active; }

void ScriptEngine::observe(lua::Observer* observer) { parts_->observer = observer; }
void ScriptEngine::setBreakpointHook(void* context, void (*hook)(void* context)) {
  parts_->breakpointContext = context;
  parts_->breakpointHook = hook;
}

Bytes ScriptEngine::firstFunction(BytesView library) const {
  const FunctionLibrary* found = parts_->libraries.find(library);
  return found != nullptr ? found->functions[0].name : Bytes();
}

void ScriptEngine::setBackend(RedisBackend* backend) {
  parts_->backend = backend != nullptr ? backend : &parts_->embedded;
}

void ScriptEngine::setLimits(const EngineLimits& limits) {
  parts_->options.limits = limits;
  parts_->redisMachine->setLimits(machineLimits(limits));
  if (parts_->functionMachine) parts_->functionMachine->setLimits(machineLimits(limits));
}
const EngineLimits& ScriptEngine::limits() const { return parts_->options.limits; }
void ScriptEngine::setWatch(const lua::HostWatch& watch) { parts_->watch = watch; }
void ScriptEngine::setSeed(uint64_t seed) { parts_->random.seed(seed); }

void ScriptEngine::setCompatibility(redis::Compatibility compat) {
  redis::Compatibility& current = parts_->keyspace.configuration().compat;
  if (current == compat) return;
  current = compat;
  reset();
}

void ScriptEngine::reset() {
  EngineParts& parts = *parts_;
  stop();
  parts.status = RunStatus::Idle;
  parts.keyspace.clear();
  parts.scripts.clear();
  parts.log.clear();
  parts.session.reset();
  parts.plainMachine.reset();
  parts.libraries.takeAll();
  parts.renewRedisMachine();
  parts.functionMachine.reset();
  parts.randomMachine = parts.redisMachine.get();
}

}  // namespace script
