#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "base/status.h"
#include "bytecode/compiled_module.h"
#include "redis/keyspace/compatibility.h"
#include "redis/reply.h"
#include "script/command_line.h"
#include "script/script_log.h"
#include "stdlib/files.h"
#include "vm/limits.h"

/// The engine: a keyspace, the commands on it, and a machine that runs scripts against it.
///
/// `execute` runs any command to its end, EVAL included. A host that must stay responsive uses
/// slices instead: `start` begins a command, `run(budget)` goes on until the budget is used up or
/// the command is done, `stop` ends it. The two ways are the same code; `execute` is a loop around
/// `run`.
///
///     engine.start({"EVAL", source, "0"});
///     while (engine.run(1'000'000) == RunStatus::Running) { look for messages }
///     const RunResult& result = engine.result();
///
/// One command runs at a time. While one is in progress every other command is answered BUSY, as
/// Redis does, except SCRIPT KILL and FUNCTION KILL.
///
/// State that outlives a script: keyspace, script cache, libraries of functions with their local
/// variables, and the state of `math.random` (Redis keeps it too). Globals and library tables are
/// read-only, so scripts cannot leak anything else to each other. Functions run on a machine of
/// their own. Redis: "Scripting with Lua", "Redis functions".
namespace lua {
class Machine;
class Observer;
}  // namespace lua

namespace redis {
class Clock;
class Dispatcher;
class Keyspace;
struct CommandSpec;
struct Session;
}  // namespace redis

namespace script {

class RedisBackend;
class ScriptCache;
struct EngineParts;

/// Limits that hold for each script. Zero means: none (instructions, output) or the default. What
/// scripts may take is bounded in any case: the heap, the length of a string, the depth of calls.
struct EngineLimits {
  uint64_t budgetInstructions =
      0;                     ///< counted at calls, backward jumps and by natives that work long
  uint64_t memoryBytes = 0;  ///< Lua heap; beyond it scripts get the error "not enough memory"
  lua::MemoryPolicy memoryPolicy =
      lua::MemoryPolicy::RaiseError;  ///< or the run ends when the heap is full
  lua::YieldPolicy yieldPolicy = lua::YieldPolicy::Lua51;  ///< which yields are refused
  uint64_t stringBytes = 0;  ///< longest string; beyond it scripts get "not enough memory"
  uint32_t stackDepth = 0;   ///< nested calls; beyond it scripts get "stack overflow"
  uint64_t outputBytes = 0;  ///< what a run may write with redis.log, print and io.write
};

/// Which limit ended a run.
enum class LimitKind : uint8_t { None, Instructions, Time, Memory, Output };

struct EngineOptions {
  redis::Clock* clock = nullptr;  ///< borrowed, outlives the engine; required
  uint64_t seed = 0;              ///< of commands that choose at random
  EngineLimits limits;
  redis::Compatibility compat = {};  ///< which release is answered like
};

enum class RunStatus : uint8_t {
  Idle,           ///< nothing was started
  Running,        ///< the budget of the slice is used up: call `run` again
  Paused,         ///< the observer asked for a pause
  AwaitingReply,  ///< the backend answers later: `deliver`, then `run`
  Finished,       ///< done; `result` holds the reply
  Stopped,        ///< ended by `stop`
};

/// What a finished run answered.
struct RunResult {
  redis::Reply reply;
  bool failed = false;    ///< the reply is an error
  base::Bytes errorCode;  ///< first word of the error; SYNTAX if the script did not compile; LIMIT
                          ///< if a limit ended it
  LimitKind limit = LimitKind::None;  ///< which one that was
  base::Bytes errorMessage;           ///< the error as Redis answers it
  uint32_t errorLine = 0;             ///< line of the script, from 1; 0: no position
  int32_t exitCode = 0;               ///< what a plain program gave to os.exit

  /// As before a run. Texts keep their room.
  void clear() {
    reply = redis::Reply();
    failed = false;
    errorCode.clear();
    limit = LimitKind::None;
    errorMessage.clear();
    errorLine = 0;
    exitCode = 0;
  }
};

struct RunStatistics {
  uint64_t instructions = 0;  ///< as counted by the budget
  uint64_t commands = 0;      ///< commands that the script called
};

/// A problem that the compiler found. Lines and columns from 1, columns in bytes, `endColumn`
/// exclusive.
struct CompileProblem {
  uint32_t line = 0;
  uint32_t column = 0;
  uint32_t endColumn = 0;
  base::Bytes message;  ///< without chunk name and line
};

/// What plain Lua may ask of its host. Unset functions make the library function fail by name, with
/// two exceptions: without `write` output goes to the log, and without `unixSeconds` the engine's
/// clock is asked.
struct PlainHost {
  void* context = nullptr;
  /// Reads a file for `dofile`, `loadfile` and `require`; false if it cannot be read.
  bool (*readFile)(void* context, base::BytesView path, base::Bytes& content) = nullptr;
  /// Processor time in seconds: `os.clock`.
  double (*processorSeconds)(void* context) = nullptr;
  /// Output of `print` and `io.write`.
  void (*write)(void* context, base::BytesView bytes) = nullptr;
  /// Seconds since 1970: `os.time`, `os.date`.
  int64_t (*unixSeconds)(void* context) = nullptr;
  /// Seconds that local time is ahead of UTC at a moment; without it, local time is UTC.
  int32_t (*zoneOffsetSeconds)(void* context, int64_t unixSeconds) = nullptr;
  /// Environment variable; false if it is not set: `os.getenv`.
  bool (*environmentVariable)(void* context, base::BytesView name, base::Bytes& value) = nullptr;
  /// Files for `io`, `os.remove`, `os.rename`, `os.tmpname`.
  lua::FileService file = nullptr;
};

/// A plain Lua program: whole Lua 5.1 without Redis and its sandbox.
struct PlainProgram {
  base::Bytes source;
  base::Bytes chunkName;          ///< with its mark: "@file.lua"
  std::vector<base::Bytes> args;  ///< `arg[1]`..., and `...`
  PlainHost host;
};

class ScriptDebugger;

class ScriptEngine {
 public:
  explicit ScriptEngine(const EngineOptions& options);
  ~ScriptEngine();
  ScriptEngine(const ScriptEngine&) = delete;
  ScriptEngine& operator=(const ScriptEngine&) = delete;

  // ---- commands ----

  /// Executes one command to its end. An empty `argv` is an error reply.
  redis::Reply execute(std::span<const base::BytesView> argv);

  // ---- slices ----

  /// Begins a command. WrongState if one is in progress. EVAL, FCALL and their family leave status
  /// Running (or Finished, if the arguments are wrong or the script does not compile); everything
  /// else is Finished at once.
  base::Status start(std::span<const base::BytesView> argv);
  /// The same for a client of a server.
  base::Status start(std::span<const base::BytesView> argv, redis::Session& session);
  /// Begins a plain Lua program on a machine of its own, with no limit on depth of C calls other
  /// than Lua's. SyntaxError if it does not compile (message with position). A first line that
  /// starts with `#` is skipped. When it fails, the result holds the message with Lua's traceback.
  base::Status startPlain(const PlainProgram& program);
  /// Goes on for about `budgetInstructions`, at least one.
  RunStatus run(uint64_t budgetInstructions);
  RunStatus status() const;
  /// What other commands are answered while a script runs: "BUSY ...".
  base::BytesView busyMessage() const;
  /// Of the last command that finished or was stopped.
  const RunResult& result() const;
  const RunStatistics& statistics() const;
  /// Ends what is in progress without running any more of it. The keyspace keeps what was written.
  void stop();
  /// Ends the running script with the error of SCRIPT KILL at its next safepoint. False if it wrote
  /// already (Redis: UNKILLABLE) or nothing runs.
  bool kill();
  /// Brings the reply of a pending call.
  base::Status deliver(uint32_t ticket, redis::Reply reply);

  // ---- compiling ----

  /// Compiles without running. A shebang line is treated as in a script or library. Problems: all
  /// that were found, in order.
  base::Result<lua::CompiledModule> compile(base::BytesView source, base::BytesView chunkName,
                                            std::vector<CompileProblem>& problems);
  /// The listing in the layout of `luac -l -l`, or the first problem as a SyntaxError.
  base::Result<base::Bytes> list(base::BytesView source, base::BytesView chunkName);

  // ---- parts ----

  redis::Keyspace& keyspace();
  redis::Session& session();
  redis::Dispatcher& dispatcher();
  ScriptCache& scripts();
  ScriptLog& log();
  /// The machine of the current run; the Redis machine if nothing runs.
  lua::Machine& machine();
  /// Observes runs that start later; nullptr returns to the fast loop. Borrowed.
  void observe(lua::Observer* observer);
  /// What `redis.breakpoint` does in an observed run; without it, nothing.
  void setBreakpointHook(void* context, void (*hook)(void* context));
  /// Name of the function that a library registered first; empty if there is no such library.
  base::Bytes firstFunction(base::BytesView library) const;
  /// Where redis.call goes: borrowed; nullptr is the engine's own keyspace.
  void setBackend(RedisBackend* backend);
  void setLimits(const EngineLimits& limits);
  const EngineLimits& limits() const;
  /// Asked while natives work long: what the host answers ends the slice, or the run because its
  /// time is over (LimitKind::Time).
  void setWatch(const lua::HostWatch& watch);
  void setSeed(uint64_t seed);
  /// Answers like another release from now on. Ends what is in progress; scripts and libraries are
  /// forgotten.
  void setCompatibility(redis::Compatibility compat);

  /// Empties keyspace, script cache, libraries and log, and ends what is in progress.
  void reset();

 private:
  friend class ScriptDebugger;
  std::unique_ptr<EngineParts> parts_;
};

/// True for the commands that run a script: EVAL and its family.
bool isScriptCommand(const redis::CommandSpec& spec);

/// Chunk name of every script of EVAL, as error texts and frames show it.
inline constexpr base::BytesView kScriptChunk = "@user_script";
/// Chunk name of every library of functions.
inline constexpr base::BytesView kFunctionChunk = "@user_function";
/// True for chunks that a user wrote, not `loadstring`.
inline bool isUserChunk(base::BytesView name) {
  return name == kScriptChunk || name == kFunctionChunk;
}
/// True if a source is a library of functions, not a script: its first line names it.
bool isLibrary(base::BytesView source);

}  // namespace script
