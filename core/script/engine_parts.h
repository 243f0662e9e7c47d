#pragma once

#include <array>
#include <memory>
#include <vector>

#include "base/random.h"
#include "redis/dispatcher.h"
#include "redis/keyspace/keyspace.h"
#include "script/embedded_backend.h"
#include "script/function_library.h"
#include "script/script_cache.h"
#include "script/script_engine.h"
#include "stdlib/libraries.h"
#include "vm/machine.h"

/// What the files of this module share: the insides of a ScriptEngine.
///
/// Natives of the redis library find it as the machine's host data, command handlers as the
/// dispatcher's extension. Nothing outside this module includes this header.
namespace script {

/// What a script is called by.
enum class ScriptKind : uint8_t { Eval, Function };

/// What FUNCTION LOAD does if there is a library of that name.
enum class OnExistingLibrary : uint8_t { Refuse, Replace };

/// What a run is to be.
struct RunSpec {
  base::BytesView name;
  uint8_t flags = 0;      ///< `ScriptFlag` bits
  bool readOnly = false;  ///< called by a command that may not write
  ScriptKind kind = ScriptKind::Eval;
  std::span<const base::BytesView> keys;  ///< that the command declares
};

/// What begins anew with each run.
struct ScriptRunState {
  ScriptKind kind = ScriptKind::Eval;
  int64_t startedAtUs = 0;  ///< on the host's clock
  ScriptRules rules;
  bool failed = false;          ///< the script ended with an error
  bool errorIsCounted = false;  ///< and it is that of a command which it called
  bool killRequested = false;
  uint64_t outputBytes = 0;
  uint64_t outputOfSlice = 0;
  bool wroteTooMuch = false;
  bool exitRequested = false;  ///< a plain program called os.exit
};

/// The script in progress. One at a time.
struct ScriptRun : ScriptRunState {
  base::Bytes name;  ///< digest of a script, name of a function: as error texts show it
  std::vector<base::Bytes> command;  ///< words of FCALL, for FUNCTION STATS

  /// Begins a run. Texts keep their room, so that a script that is called over and over allocates
  /// nothing here.
  void begin(base::BytesView newName) {
    static_cast<ScriptRunState&>(*this) = {};
    name = newName;
    command.clear();
  }
};

/// What a machine runs.
enum class MachineUse : uint8_t { Redis, Plain };

/// How numbers are handed to commands: text of at most this many bytes.
using NumberText = std::array<char, 32>;

struct EngineParts {
  explicit EngineParts(const EngineOptions& options);

  // ---- the world ----
  EngineOptions options;
  base::Random random;
  redis::Keyspace keyspace;
  redis::Dispatcher dispatcher;
  redis::Session session;
  redis::Session scriptSession;  ///< the script's own: SELECT and setresp do not reach its caller
  EmbeddedBackend embedded;
  RedisBackend* backend = nullptr;
  ScriptLog log;
  ScriptCache scripts;
  FunctionLibraries libraries;

  // ---- the machines ----
  std::unique_ptr<lua::Machine> redisMachine;
  std::unique_ptr<lua::Machine> functionMachine;  ///< made when the first library is loaded
  std::unique_ptr<lua::Machine> plainMachine;
  lua::Machine* active = nullptr;  ///< of the run in progress, else the Redis machine
  lua::Observer* observer = nullptr;
  void* breakpointContext = nullptr;
  void (*breakpointHook)(void* context) = nullptr;  ///< of `redis.breakpoint`
  lua::Machine* randomMachine = nullptr;  ///< whose `math.random` has the sequence that goes on
  FunctionLibrary* loading = nullptr;     ///< the library whose source runs
  int64_t lastFunctionSlot = 0;
  lua::HostWatch watch;

  // ---- the run in progress ----
  RunStatus status = RunStatus::Idle;
  /// The command of a client that runs the script in slices, and when it began, for statistics.
  const redis::CommandSpec* command = nullptr;
  int64_t commandStartedAtUs = 0;
  redis::Session* commandSession = nullptr;
  redis::NotedArguments commandArguments;
  RunResult result;
  RunStatistics statistics;
  ScriptRun run;
  PlainHost plainHost;
  lua::FileTable files;          ///< of the plain program
  lua::LibraryHost libraryHost;  ///< what the plain machine's libraries see of `plainHost`
  bool timeIsFrozen = false;

  // ---- the call in progress, reused from call to call ----
  std::vector<base::BytesView> callArguments;  ///< with room for the longest call so far
  std::vector<NumberText> numberTexts;
  redis::Reply callReply;
  uint32_t ticket = 0;
  uint32_t callsSinceLook = 0;  ///< commands since the host was asked how to go on

  bool isBusy() const {
    return status == RunStatus::Running || status == RunStatus::Paused ||
           status == RunStatus::AwaitingReply;
  }
  /// The script called a command that writes.
  bool scriptWrote() const { return scriptSession.scriptWrote; }
  /// What other clients are told while a script runs.
  base::BytesView busyMessage() const;
  /// SCRIPT KILL and FUNCTION KILL.
  redis::Reply killRun(ScriptKind kind);

  /// Makes a new Redis machine: an empty heap, sandbox, library tables. Redis: what SCRIPT FLUSH
  /// does to its Lua state.
  void renewRedisMachine();
  std::unique_ptr<lua::Machine> makeMachine(MachineUse use = MachineUse::Redis);
  /// Begins a script or a function; an error reply instead if arguments, script or rules do not
  /// allow it.
  bool beginScript(std::span<const base::BytesView> argv, redis::Session& caller,
                   redis::Reply& error);
  /// FCALL and FCALL_RO.
  bool beginFunction(std::span<const base::BytesView> argv, redis::Session& caller,
                     redis::Reply& error);
  /// Checks the rules and sets up `run` and the session of the script.
  bool prepareRun(const RunSpec& spec, redis::Session& caller, redis::Reply& error);
  /// Starts a machine with a function and its arguments.
  void startRun(lua::Machine& machine, std::span<const lua::Value> functionAndArguments);
  /// The machine of functions.
  lua::Machine& functions();
  /// Gives it back when there are no libraries any more.
  void dropFunctionMachine();
  /// Loads a library into `libraries`. Answers the error, which is empty if all went well; then
  /// `name` is the library's.
  base::Bytes loadLibrary(base::BytesView source, FunctionLibraries& into,
                          OnExistingLibrary onExisting, base::Bytes& name);
  /// Forgets the callbacks of a library.
  void release(const FunctionLibrary& library);
  /// Begins a plain program on a machine of its own.
  base::Status beginPlain(const PlainProgram& program);
  /// Runs what was begun for about `budget`.
  RunStatus runSlice(uint64_t budget);
  /// Ends the run in progress with `reply`.
  void finish(redis::Reply&& reply, RunStatus end);
  void finishRun(lua::Machine& machine);
  void failRun(lua::Machine& machine);
  bool isPlain() const { return active == plainMachine.get(); }
  /// Counts what the run writes. False if it may not be written any more.
  bool mayWrite(size_t bytes);
  /// The limit that ended the slice just run, if one did.
  LimitKind limitReached(const lua::Machine& machine) const;
  /// Forgets the run without an answer of its own.
  void abandon(RunStatus end);
  /// The error of a run that is ended from outside, with the position at which it was.
  redis::Reply endedFromOutside(base::BytesView message);
};

/// Place of `runScriptProtected` in the machine's registry; scripts use the numbers from 1.
inline constexpr int64_t kRunnerSlot = -1;

/// A chunk and the line that a reader of an error message would look at.
struct SourcePosition {
  base::Bytes source;  ///< chunk name with its mark; "=[C]" for natives
  int64_t line = -1;
  bool isKnown = false;
};

/// The place that Redis's error handler reports, counted from the frame at `top` of the coroutine
/// downwards: that frame if it is Lua, else the one below it.
SourcePosition reportedPosition(lua::Machine& machine, const lua::Coroutine* coroutine,
                                size_t frameCount);

// ---- compiling (chunk_compiler.cpp) ----

/// Compiles a chunk as Redis does. Failure: SyntaxError with Lua 5.1's message, position included.
base::Result<lua::CompiledModule> compileChunk(base::BytesView source, base::BytesView chunkName,
                                               std::vector<CompileProblem>* problems,
                                               uint32_t outerLevels = 0);
/// The same in the form that the libraries want.
base::Result<lua::CompiledModule> chunkCompiler(base::BytesView source, base::BytesView chunkName,
                                                uint32_t outerLevels);
/// As the program `lua5.1` does.
base::Result<lua::CompiledModule> plainChunkCompiler(base::BytesView source,
                                                     base::BytesView chunkName,
                                                     uint32_t outerLevels);

// ---- calls of commands (redis_call.cpp) ----

/// `redis.call` and `redis.pcall`.
lua::NativeStep redisCall(lua::NativeContext& native);
lua::NativeStep redisProtectedCall(lua::NativeContext& native);
/// The arguments of a library call, of which there are some, as text; nothing if one is neither
/// string nor number. Views point into Lua strings and `numberTexts`, which live as long as this
/// phase.
std::span<const base::BytesView> collectArguments(lua::NativeContext& native, EngineParts& parts);
/// Raises {err = "ERR message"}, as the functions of the library do.
lua::NativeStep raiseLibraryError(lua::NativeContext& native, base::BytesView message);
/// Returns it.
lua::NativeStep returnLibraryError(lua::NativeContext& native, base::BytesView message);

// ---- sandbox (sandbox.cpp, redis_library.cpp) ----

/// Fills a machine with the globals that EVAL shows, in the order in which Redis makes them, and
/// protects them.
void buildSandbox(lua::Machine& machine);
/// The same for functions: with two sets of globals, one for libraries that load.
void buildFunctionSandbox(lua::Machine& machine);
/// Which globals a function machine shows.
enum class VisibleGlobals : uint8_t { Functions, Loading };
void showGlobals(lua::Machine& machine, VisibleGlobals which);
/// Adds the table `redis` as functions see it. Redis 7.0: "Redis Lua API reference".
lua::Table* addRedisLibrary(lua::Machine& machine, lua::Table* globals);
/// Adds to it what only EVAL has.
void addEvalFunctions(lua::Machine& machine, lua::Table* library);
/// Adds the table `redis` as a library sees it that loads.
lua::Table* addLoadingLibrary(lua::Machine& machine, lua::Table* globals);
/// `redis.register_function` (function_loader.cpp).
lua::NativeStep registerFunction(lua::NativeContext& native);
/// `pcall` as Redis has it: an error that is a table with a field `err` arrives as that text.
lua::NativeStep redisPcall(lua::NativeContext& native);
/// `__redis__err__handler`: turns an error into a table {err, source, line}.
lua::NativeStep redisErrorHandler(lua::NativeContext& native);
/// First function of every run: calls its first argument with the others and the error handler.
lua::NativeStep runScriptProtected(lua::NativeContext& native);

// ---- commands (scripting_commands.cpp) ----

/// The flags of a command of this module, as the script that it calls declares them. `extension` is
/// the `EngineParts`.
uint32_t flagsOfScriptCommand(void* extension, const redis::CommandSpec& spec,
                              std::span<const base::BytesView> argv);
/// What is in memory, for INFO.
redis::ScriptCounts countScripts(void* extension);

/// Counts what SCRIPT FLUSH or FUNCTION FLUSH with ASYNC frees as freed lazily, if there are so
/// many that Redis would. Redis: freeLuaScriptsAsync, freeFunctionsAsync.
void countFreedLater(redis::CommandContext& context, size_t count, size_t counted);

/// EVAL, EVALSHA, EVAL_RO, EVALSHA_RO, SCRIPT.
std::span<const redis::CommandSpec> scriptingCommands();
/// FCALL, FCALL_RO, FUNCTION (function_commands.cpp).
std::span<const redis::CommandSpec> functionCommands();
/// Handler of EVAL, FCALL and their family from inside another command (EXEC): to the end, in one
/// go.
redis::Reply runScriptCommand(redis::CommandContext& context);
/// Reads the number of keys, argument 2; `notInteger` is the error if it is no number.
bool readKeyCount(std::span<const base::BytesView> argv, base::BytesView notInteger, size_t& count,
                  redis::Reply& error);
/// A table of byte strings: keys or arguments.
lua::Value makeArguments(lua::Machine& machine, std::span<const base::BytesView> values);
/// "ERR Function x already exists".
base::Bytes functionExists(base::BytesView name);
/// Compiles and caches a script, or answers why not. Redis 7.0: SCRIPT LOAD.
CachedScript* cacheScript(EngineParts& parts, base::BytesView source, ScriptOrigin origin,
                          redis::Reply& error);

/// An error value of Lua as Redis reads it.
struct ScriptError {
  base::Bytes text;    ///< starts with its code
  base::Bytes source;  ///< chunk name with its mark; empty: no position
  int64_t line = 0;
};

/// Reads a table {err, source, line} of the error handler, or a text that it did not see.
ScriptError readError(lua::Heap& heap, lua::Value error);

inline EngineParts& partsOf(lua::NativeContext& native) {
  return *static_cast<EngineParts*>(native.hostData());
}
inline EngineParts& partsOf(redis::CommandContext& context) {
  return *static_cast<EngineParts*>(context.dispatcher().extension());
}

}  // namespace script
