#pragma once

#include <array>
#include <memory>
#include <vector>

#include "base/random.h"
#include "redis/dispatcher.h"
#include "redis/keyspace/keyspace.h"
#include "script/embedded_backend.h"
#include "script/script_cache.h"
#include "script/script_engine.h"
#include "stdlib/libraries.h"
#include "vm/machine.h"

/// What the files of this module share: the insides of a ScriptEngine.
///
/// Natives of the redis library find it as the machine's host data, command handlers as the
/// dispatcher's extension. Nothing outside this module includes this header.
namespace script {

/// The script in progress. One at a time.
struct ScriptRun {
  base::Bytes sha;
  ScriptRules rules;
  int64_t changesAtStart = 0;  ///< of the keyspace, to know whether the script wrote
  bool failed = false;         ///< the script ended with an error
  bool killRequested = false;
};

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

  // ---- the machines ----
  std::unique_ptr<lua::Machine> redisMachine;
  std::unique_ptr<lua::Machine> plainMachine;
  lua::Machine* active = nullptr;  ///< of the run in progress, else the Redis machine
  lua::Observer* observer = nullptr;

  // ---- the run in progress ----
  RunStatus status = RunStatus::Idle;
  RunResult result;
  RunStatistics statistics;
  ScriptRun run;
  PlainHost plainHost;
  lua::LibraryHost libraryHost;  ///< what the plain machine's libraries see of `plainHost`
  bool timeIsFrozen = false;

  // ---- the call in progress, reused from call to call ----
  std::vector<base::BytesView> callArguments;
  std::vector<NumberText> numberTexts;
  redis::Reply callReply;
  uint32_t ticket = 0;

  bool isBusy() const {
    return status == RunStatus::Running || status == RunStatus::Paused ||
           status == RunStatus::AwaitingReply;
  }
  bool scriptWrote() { return keyspace.statistics().changes != run.changesAtStart; }

  /// Makes a new Redis machine: an empty heap, sandbox, library tables. Redis: what SCRIPT FLUSH
  /// does to its Lua state.
  void renewRedisMachine();
  /// Begins EVAL or one of its family; an error reply instead if arguments, script or rules do not
  /// allow it.
  bool beginScript(std::span<const base::BytesView> argv, redis::Session& caller,
                   redis::Reply& error);
  /// Begins a plain program on a machine of its own.
  base::Status beginPlain(const PlainProgram& program);
  /// Runs what was begun for about `budget`.
  RunStatus runSlice(uint64_t budget);
  /// Ends the run in progress with `reply`.
  void finish(redis::Reply reply, RunStatus end);
  void finishRun(lua::Machine& machine);
  void failRun(lua::Machine& machine);
  bool isPlain() const { return active == plainMachine.get(); }
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

/// Compiles a chunk. Failure: SyntaxError with Lua 5.1's message, position included.
base::Result<lua::CompiledModule> compileChunk(base::BytesView source, base::BytesView chunkName,
                                               std::vector<CompileProblem>* problems);
/// The same in the form that the libraries want.
base::Result<lua::CompiledModule> chunkCompiler(base::BytesView source, base::BytesView chunkName);

// ---- sandbox (sandbox.cpp, redis_library.cpp) ----

/// Fills a machine with the globals that EVAL shows, in the order in which Redis makes them, and
/// protects them.
void buildSandbox(lua::Machine& machine);
/// Adds the table `redis`. Redis 7.0: "Redis Lua API reference".
void addRedisLibrary(lua::Machine& machine, lua::Table* globals);
/// `pcall` as Redis has it: an error that is a table with a field `err` arrives as that text.
lua::NativeStep redisPcall(lua::NativeContext& native);
/// `__redis__err__handler`: turns an error into a table {err, source, line}.
lua::NativeStep redisErrorHandler(lua::NativeContext& native);
/// First function of every script run: calls its argument with the error handler.
lua::NativeStep runScriptProtected(lua::NativeContext& native);

// ---- commands (scripting_commands.cpp) ----

/// EVAL, EVALSHA, EVAL_RO, EVALSHA_RO, SCRIPT.
std::span<const redis::CommandSpec> scriptingCommands();
/// True for the rows of EVAL and its family.
bool isEvalCommand(const redis::CommandSpec& spec);
/// Compiles and caches a script, or answers why not. Redis 7.0: SCRIPT LOAD.
const CachedScript* cacheScript(EngineParts& parts, base::BytesView source, redis::Reply& error);

inline EngineParts& partsOf(lua::NativeContext& native) {
  return *static_cast<EngineParts*>(native.hostData());
}

}  // namespace script
