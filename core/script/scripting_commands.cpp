#include <optional>
#include <utility>

#include "base/number_text.h"
#include "base/sha1.h"
#include "redis/commands/argument_reader.h"
#include "script/conversion.h"
#include "script/engine_parts.h"
#include "script/messages.h"
#include "vm/table.h"

/// EVAL and its family, and SCRIPT. The handlers reach the engine through the dispatcher's
/// extension, so that the redis module does not know this one. Redis 7.0: "Scripting with Lua".
namespace script {

using base::Bytes;
using base::BytesView;
using redis::CommandContext;
using redis::CommandGroup;
using redis::CommandSpec;
using redis::Keys;
using redis::Reply;
using redis::CommandFlag::AllowBusy;
using redis::CommandFlag::DenyOom;
using redis::CommandFlag::MayReplicate;
using redis::CommandFlag::MovableKeys;
using redis::CommandFlag::NoMandatoryKeys;
using redis::CommandFlag::NoScript;
using redis::CommandFlag::ReadOnly;
using redis::CommandFlag::SkipMonitor;
using redis::CommandFlag::Stale;
using redis::CommandFlag::Write;

Reply runScriptCommand(CommandContext& context) {
  EngineParts& parts = partsOf(context);
  parts.result.clear();
  parts.statistics = RunStatistics();
  Reply error;
  if (!parts.beginScript(context.argv(), context.session(), error)) return error;
  while (parts.runSlice(UINT64_MAX) == RunStatus::Running) {
  }
  if (parts.status != RunStatus::Finished) {
    parts.abandon(RunStatus::Stopped);
    return Reply::error(messages::kNeedsSlices);
  }
  parts.status = RunStatus::Idle;
  return std::move(parts.result.reply);
}

void countFreedLater(CommandContext& context, size_t count, size_t counted) {
  constexpr size_t kLazyFreeThreshold = 64;
  const bool isAsync =
      context.count() == 3 && redis::equalsIgnoreCase(context.argument(2), "async");
  if (isAsync && count > kLazyFreeThreshold)
    context.server().lazilyFreedObjects += static_cast<int64_t>(counted);
}

namespace {

Reply scriptLoadCommand(CommandContext& context) {
  Reply error;
  EngineParts& parts = partsOf(context);
  CachedScript* script = cacheScript(parts, context.argument(2), ScriptOrigin::Load, error);
  if (script == nullptr) return error;
  parts.scripts.keep(*script);
  return Reply::bulk(BytesView(script->sha));
}

Reply scriptExistsCommand(CommandContext& context) {
  Reply reply = Reply::array();
  for (size_t i = 2; i < context.count(); ++i)
    reply.addInteger(partsOf(context).scripts.find(context.argument(i)) != nullptr ? 1 : 0);
  return reply;
}

Reply scriptFlushCommand(CommandContext& context) {
  const bool isPlain = context.count() == 2;
  const bool hasMode =
      context.count() == 3 && (redis::equalsIgnoreCase(context.argument(2), "sync") ||
                               redis::equalsIgnoreCase(context.argument(2), "async"));
  if (!isPlain && !hasMode) return Reply::error(messages::kFlushOption);
  EngineParts& parts = partsOf(context);
  countFreedLater(context, parts.scripts.size(), parts.scripts.size());
  parts.scripts.clear();
  parts.renewRedisMachine();
  return Reply::ok();
}

Reply scriptKillCommand(CommandContext& context) {
  return partsOf(context).killRun(ScriptKind::Eval);
}

/// Takes the address of a text, which then stands in the code: texts that the data of the module
/// points at are loaded with its first part (docs/decisions/0016).
Reply refusal(const char* text) { return Reply::error(Bytes(text)); }

/// Only a server has a debugger: its host takes over the connection at the next EVAL.
Reply scriptDebugCommand(CommandContext& context) {
  using redis::ScriptDebugMode;
  redis::Session& session = context.session();
  const bool hasPendingReplies = !session.outbox.empty() || session.transaction.isExecuting;
  if (hasPendingReplies) return refusal(messages::kDebugInPipeline.data());
  ScriptDebugMode mode = ScriptDebugMode::Off;
  if (redis::equalsIgnoreCase(context.argument(2), "yes")) {
    mode = ScriptDebugMode::OnCopy;
  } else if (redis::equalsIgnoreCase(context.argument(2), "sync")) {
    mode = ScriptDebugMode::InPlace;
  } else if (!redis::equalsIgnoreCase(context.argument(2), "no")) {
    return refusal(messages::kDebugOption.data());
  }
  if (mode != ScriptDebugMode::Off && !session.hasConnection)
    return refusal(messages::kDebugNotImplemented.data());
  session.debugMode = mode;
  return Reply::ok();
}

Reply scriptHelpCommand(CommandContext&) {
  static constexpr BytesView kLines[] = {
      "SCRIPT <subcommand> [<arg> [value] [opt] ...]. Subcommands are:",
      "DEBUG (YES|SYNC|NO)",
      "    Set the debug mode for subsequent scripts executed.",
      "EXISTS <sha1> [<sha1> ...]",
      "    Return information about the existence of the scripts in the script cache.",
      "FLUSH [ASYNC|SYNC]",
      "    Flush the Lua scripts cache. Very dangerous on replicas.",
      "    When called without the optional mode argument, the behavior is determined by the",
      "    lazyfree-lazy-user-flush configuration directive. Valid modes are:",
      "    * ASYNC: Asynchronously flush the scripts cache.",
      "    * SYNC: Synchronously flush the scripts cache.",
      "KILL",
      "    Kill the currently executing Lua script.",
      "LOAD <script>",
      "    Load a script into the scripts cache without executing it.",
      "HELP",
      "    Prints this help.",
  };
  Reply reply = Reply::array();
  for (const BytesView line : kLines) reply.add(Reply::status(line));
  return reply;
}

Reply scriptContainer(CommandContext& context) {
  return redis::messages::unknownSubcommand("script", context.argument(1));
}

constexpr CommandSpec kScriptSubcommands[] = {
    {.name = "debug",
     .handler = scriptDebugCommand,
     .arity = 3,
     .flags = NoScript,
     .group = CommandGroup::Scripting,
     .since = "3.2.0",
     .complexity = "O(1)",
     .summary = "Chooses how the next scripts are debugged.",
     .syntax = "YES | SYNC | NO",
     .container = "script"},
    {.name = "exists",
     .handler = scriptExistsCommand,
     .arity = -3,
     .flags = NoScript,
     .group = CommandGroup::Scripting,
     .since = "2.6.0",
     .complexity = "O(N), N scripts asked about",
     .summary = "Tells which scripts are in the cache.",
     .syntax = "sha1 [sha1 ...]",
     .container = "script",
     .tips = "request_policy:all_shards,response_policy:agg_logical_and"},
    {.name = "flush",
     .handler = scriptFlushCommand,
     .arity = -2,
     .flags = NoScript,
     .group = CommandGroup::Scripting,
     .since = "2.6.0",
     .complexity = "O(N), N scripts in the cache",
     .summary = "Empties the script cache.",
     .syntax = "[ASYNC | SYNC]",
     .container = "script",
     .tips = "request_policy:all_nodes,response_policy:all_succeeded"},
    {.name = "help",
     .handler = scriptHelpCommand,
     .arity = 2,
     .flags = redis::CommandFlag::Loading | Stale,
     .group = CommandGroup::Scripting,
     .since = "5.0.0",
     .complexity = "O(1)",
     .summary = "Lists the subcommands of SCRIPT.",
     .container = "script"},
    {.name = "kill",
     .handler = scriptKillCommand,
     .arity = 2,
     .flags = NoScript | AllowBusy,
     .group = CommandGroup::Scripting,
     .since = "2.6.0",
     .complexity = "O(1)",
     .summary = "Ends the running script if it has not written yet.",
     .container = "script",
     .tips = "request_policy:all_shards,response_policy:one_succeeded"},
    {.name = "load",
     .handler = scriptLoadCommand,
     .arity = 3,
     .flags = NoScript | Stale,
     .group = CommandGroup::Scripting,
     .since = "2.6.0",
     .complexity = "O(N), N bytes of source",
     .summary = "Compiles a script into the cache and answers its SHA-1.",
     .syntax = "script",
     .container = "script",
     .tips = "request_policy:all_nodes,response_policy:all_succeeded"},
};
static_assert(redis::sortedByName(kScriptSubcommands));

constexpr uint32_t kEvalFlags = NoScript | Stale | SkipMonitor | NoMandatoryKeys | MovableKeys;
constexpr int kEvalKeyFlags =
    redis::KeyFlag::ReadWrite | redis::KeyFlag::Access | redis::KeyFlag::Update;
constexpr int kEvalReadKeyFlags = redis::KeyFlag::ReadOnly | redis::KeyFlag::Access;

constexpr CommandSpec kScriptingCommands[] = {
    {.name = "eval",
     .handler = runScriptCommand,
     .arity = -3,
     .flags = kEvalFlags | MayReplicate,
     .keys = Keys::counted(2, kEvalKeyFlags),
     .group = CommandGroup::Scripting,
     .since = "2.6.0",
     .complexity = "that of the script",
     .summary = "Runs a Lua script.",
     .syntax = "script numkeys [key ...] [arg ...]"},
    {.name = "eval_ro",
     .handler = runScriptCommand,
     .arity = -3,
     .flags = kEvalFlags | ReadOnly,
     .keys = Keys::counted(2, kEvalReadKeyFlags),
     .group = CommandGroup::Scripting,
     .since = "7.0.0",
     .complexity = "that of the script",
     .summary = "Runs a Lua script that may not write.",
     .syntax = "script numkeys [key ...] [arg ...]"},
    {.name = "evalsha",
     .handler = runScriptCommand,
     .arity = -3,
     .flags = kEvalFlags | MayReplicate,
     .keys = Keys::counted(2, kEvalKeyFlags),
     .group = CommandGroup::Scripting,
     .since = "2.6.0",
     .complexity = "that of the script",
     .summary = "Runs the cached script with this SHA-1.",
     .syntax = "sha1 numkeys [key ...] [arg ...]"},
    {.name = "evalsha_ro",
     .handler = runScriptCommand,
     .arity = -3,
     .flags = kEvalFlags | ReadOnly,
     .keys = Keys::counted(2, kEvalReadKeyFlags),
     .group = CommandGroup::Scripting,
     .since = "7.0.0",
     .complexity = "that of the script",
     .summary = "Runs the cached script with this SHA-1; it may not write.",
     .syntax = "sha1 numkeys [key ...] [arg ...]"},
    {.name = "script",
     .handler = scriptContainer,
     .arity = -2,
     .group = CommandGroup::Scripting,
     .since = "2.6.0",
     .complexity = "depends on the subcommand",
     .summary = "Manages the script cache.",
     .categories = redis::Category::None,
     .subcommands = kScriptSubcommands},
};
static_assert(redis::sortedByName(kScriptingCommands) && redis::keysMatchArity(kScriptingCommands));

/// Puts the keys or arguments of a call into the sandbox.
void setArguments(lua::Machine& machine, const char* name, std::span<const BytesView> values) {
  lua::table::setString(machine.heap(), machine.globals(), machine.heap().newString(name),
                        makeArguments(machine, values));
}

/// The loaded function of a script, made at its first use.
lua::Value loadedFunction(lua::Machine& machine, const CachedScript& script) {
  const lua::Value found = lua::table::getInteger(machine.registry(), script.number);
  if (!found.isNil()) return found;
  const lua::Value function = lua::Value::closure(machine.load(script.module, machine.globals()));
  lua::table::setInteger(machine.heap(), machine.registry(), script.number, function);
  return function;
}

}  // namespace

std::span<const CommandSpec> scriptingCommands() { return kScriptingCommands; }

bool isScriptCommand(const CommandSpec& spec) { return spec.handler == runScriptCommand; }

bool readKeyCount(std::span<const BytesView> argv, BytesView notInteger, size_t& count,
                  Reply& error) {
  const std::optional<int64_t> number = redis::parseInteger(argv[2]);
  if (!number) {
    error = Reply::error(notInteger);
  } else if (*number > static_cast<int64_t>(argv.size()) - 3) {
    error = Reply::error(messages::kTooManyKeys);
  } else if (*number < 0) {
    error = Reply::error(messages::kNegativeKeys);
  } else {
    count = static_cast<size_t>(*number);
    return true;
  }
  return false;
}

lua::Value makeArguments(lua::Machine& machine, std::span<const BytesView> values) {
  lua::Heap& heap = machine.heap();
  lua::Table* table = heap.newTable(static_cast<uint32_t>(values.size()), 0);
  for (size_t i = 0; i < values.size(); ++i) {
    lua::table::setInteger(heap, table, static_cast<int64_t>(i) + 1,
                           lua::Value::string(heap.newString(values[i])));
  }
  return lua::Value::table(table);
}

/// Makes room for a script of EVAL. Never inlined: only later releases do that, so that it belongs
/// into the second part of the module.
NEVER_INLINE void evictScript(EngineParts& parts) {
  const uint32_t number = parts.scripts.evict();
  if (number == 0) return;
  lua::Machine& machine = *parts.redisMachine;
  lua::table::setInteger(machine.heap(), machine.registry(), number, lua::Value::nil());
  ++parts.dispatcher.server().evictedScripts;
}

CachedScript* cacheScript(EngineParts& parts, BytesView source, ScriptOrigin origin, Reply& error) {
  if (CachedScript* known = parts.scripts.findBySource(source)) return known;
  const Shebang shebang = parseShebang(source);
  if (!shebang.error.empty()) {
    error = Reply::error(errorLine(shebang.error));
    return nullptr;
  }
  base::Result<lua::CompiledModule> module =
      compileChunk(source.substr(shebang.length), kScriptChunk, nullptr);
  if (!module.isOk()) {
    error = Reply::error(errorLine(Bytes(messages::kCompileError) + module.status().message()));
    return nullptr;
  }
  CachedScript script;
  script.sha = base::sha1Hex(source);
  script.source = Bytes(source);
  script.flags = shebang.flags;
  script.module = module.take();
  script.origin = origin;
  if (origin == ScriptOrigin::Eval && parts.keyspace.configuration().compat.evictsScripts())
    evictScript(parts);
  return parts.scripts.add(std::move(script));
}

namespace {

/// FCALL and FCALL_RO, of the commands that run scripts.
bool callsFunction(std::span<const BytesView> argv) { return (argv[0][0] | 0x20) == 'f'; }
/// EVALSHA and EVALSHA_RO.
bool callsBySha(std::span<const BytesView> argv) {
  return argv[0].size() >= 7 && (argv[0][4] | 0x20) == 's';
}

/// What the script or function declares that a command calls; nothing if it cannot be called.
std::optional<uint8_t> declaredFlags(const EngineParts& parts, std::span<const BytesView> argv) {
  if (callsFunction(argv)) {
    const LibraryFunction* function = parts.libraries.findFunction(argv[1]);
    return function != nullptr ? std::optional(function->flags) : std::nullopt;
  }
  const bool bySha = callsBySha(argv);
  const CachedScript* script =
      bySha ? parts.scripts.find(argv[1]) : parts.scripts.findBySource(argv[1]);
  if (script != nullptr) return script->flags;
  const Shebang shebang = parseShebang(argv[1]);
  return bySha || !shebang.error.empty() ? std::nullopt : std::optional(shebang.flags);
}

}  // namespace

uint32_t flagsOfScriptCommand(void* extension, const CommandSpec& spec,
                              std::span<const BytesView> argv) {
  if (!isScriptCommand(spec)) return spec.flags;
  const uint32_t usual = spec.flags;
  const std::optional<uint8_t> declared =
      declaredFlags(*static_cast<const EngineParts*>(extension), argv);
  if (!declared || (*declared & ScriptFlag::CompatibilityMode) != 0) return usual;
  constexpr uint8_t kNeedsNoMemory = ScriptFlag::AllowOutOfMemory | ScriptFlag::NoWrites;
  uint32_t flags = usual & ~(Stale | DenyOom | Write | MayReplicate);
  if ((*declared & kNeedsNoMemory) == 0) flags |= DenyOom;
  if ((*declared & ScriptFlag::NoWrites) == 0) flags |= Write;
  if ((*declared & ScriptFlag::AllowStale) != 0) flags |= Stale;
  return flags;
}

bool EngineParts::beginScript(std::span<const BytesView> argv, redis::Session& caller,
                              Reply& error) {
  run.errorIsCounted = false;  // of the last run; this one may not even begin
  const redis::Monitors& monitors = dispatcher.server().monitors;
  // A script is shown before the commands that it calls.
  if (!monitors.isEmpty()) monitors.show(caller, argv, keyspace.time().nowMicroseconds());
  if (callsFunction(argv)) return beginFunction(argv, caller, error);
  const bool bySha = callsBySha(argv);
  const bool readOnly = argv[0].size() > 3 && argv[0][argv[0].size() - 3] == '_';
  if (bySha && argv[1].size() != 40) return error = Reply::error(messages::kNoScript), false;
  size_t keyCount = 0;
  if (!readKeyCount(argv, messages::kNotInteger, keyCount, error)) return false;
  CachedScript* script =
      bySha ? scripts.find(argv[1]) : cacheScript(*this, argv[1], ScriptOrigin::Eval, error);
  if (script == nullptr) {
    if (bySha) error = Reply::error(messages::kNoScript);
    return false;
  }
  scripts.use(*script);
  const std::span<const BytesView> keys = argv.subspan(3, keyCount);
  if (!prepareRun({script->sha, script->flags, readOnly, ScriptKind::Eval, keys}, caller, error))
    return false;
  lua::Machine& machine = *redisMachine;
  setArguments(machine, "KEYS", keys);
  setArguments(machine, "ARGV", argv.subspan(3 + keyCount));
  const lua::Value function = loadedFunction(machine, *script);
  startRun(machine, std::span(&function, 1));
  return true;
}

bool EngineParts::prepareRun(const RunSpec& spec, redis::Session& caller, Reply& error) {
  const bool hasFlags = (spec.flags & ScriptFlag::CompatibilityMode) == 0;
  const bool noWrites = (spec.flags & ScriptFlag::NoWrites) != 0;
  if (hasFlags && !noWrites && spec.readOnly)
    return error = Reply::error(messages::kWriteFlagWithReadOnly), false;
  run.begin(spec.name);
  run.kind = spec.kind;
  run.rules.readOnly = spec.readOnly || noWrites;
  run.rules.allowOutOfMemory = (spec.flags & ScriptFlag::AllowOutOfMemory) != 0;
  run.startedAtUs = keyspace.time().nowMicroseconds();
  dispatcher.server().traffic.advance(run.startedAtUs);
  scriptSession.beginScript(caller, run.rules.readOnly);
  scriptSession.mayExceedMemory = run.rules.allowOutOfMemory;
  if (scriptSession.client().tracking.isOn)
    scriptSession.scriptKeys.assign(spec.keys.begin(), spec.keys.end());
  return true;
}

void EngineParts::startRun(lua::Machine& machine,
                           std::span<const lua::Value> functionAndArguments) {
  if (randomMachine != &machine) {
    lua::copyMathRandom(*randomMachine, machine);
    randomMachine = &machine;
  }
  active = &machine;
  machine.setObserver(observer);
  machine.start(lua::table::getInteger(machine.registry(), kRunnerSlot), functionAndArguments);
  keyspace.time().freeze();
  timeIsFrozen = true;
  status = RunStatus::Running;
}

}  // namespace script
