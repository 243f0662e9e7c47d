#pragma once

#include <span>
#include <vector>

#include "base/bytes.h"
#include "base/status.h"
#include "redis/server/session.h"
#include "script/backend.h"
#include "script/script_engine.h"
#include "vm/levels.h"
#include "vm/native.h"

/// The machine's side of Redis's Lua debugger, LDB: where a script stops, and what is asked about
/// it while it is stopped. What a user types and reads (commands, listings, texts) is the host's
/// business, web/client/src/server/ldb.ts.
///
///     debugger.start(words, asker);               // EVAL script 1 key ...
///     engine.run(budget);                         // until AwaitingReply: stopped
///     debugger.takeReport();                      // why, where, what happened since
///     debugger.evaluate("a + b"); engine.run(budget); debugger.takeReport();
///     debugger.goOn(Pace::Step, {}); engine.run(budget); ...
///
/// The script runs under a line hook (vm/hooks.h), as it does in Redis. The hook is a native; to
/// stop, it waits for its host as `redis.call` may do. So the machine knows nothing of stops, and
/// what is evaluated meanwhile is called by the waiting hook, above the frames of the script.
///
/// While the script makes a step, its commands and their replies, and the errors of the library
/// `redis`, are noted in the report; the debugger stands between the script and its backend.
///
/// An evaluated chunk sees and sets the local variables of the line at which the script is stopped.
/// Compat: Redis evaluates in a frame of its own, where there are only global variables, and does
/// not survive errors that are tables. Values print at most a megabyte of tables within tables.
///
/// Redis 7.0: "Debugging Lua scripts in Redis".
namespace script {

/// Who asks for a debugged run.
struct DebugAsker {
  uint32_t database = 0;
  uint8_t respVersion = 2;
  base::BytesView user;
};

class ScriptDebugger final : public RedisBackend {
 public:
  /// How far the script goes.
  enum class Pace : uint8_t { Step, Continue };

  /// What a line of the report is.
  enum class EntryKind : uint8_t {
    Text,   ///< a line as it is to be shown
    Value,  ///< the same, which `maxlen` may shorten
    Reply,  ///< a digit, the RESP version, and the bytes of a reply
  };

  struct Entry {
    EntryKind kind = EntryKind::Text;
    base::Bytes text;
  };

  /// What happened since the last report.
  struct Report {
    base::BytesView reason;  ///< "step", "breakpoint", "call", "timeout"
    int64_t line = 0;        ///< at which the script is stopped
    std::vector<Entry> entries;
  };

  struct Variable {
    base::Bytes name;
    base::Bytes value;
  };

  /// A function that is active, by the name under which it was called.
  struct Activation {
    base::Bytes name;  ///< empty: it has none
    int64_t line = 0;
  };

  /// The engine is borrowed and outlives the debugger; it has one at a time.
  explicit ScriptDebugger(ScriptEngine& engine);
  ~ScriptDebugger() override;
  ScriptDebugger(const ScriptDebugger&) = delete;
  ScriptDebugger& operator=(const ScriptDebugger&) = delete;

  // ---- running: orders for the next `ScriptEngine::run` ----

  /// Begins EVAL or EVAL_RO, which stops at its first line.
  base::Status start(std::span<const base::BytesView> argv, const DebugAsker& asker);
  /// Goes on to the next line, or to the next of these lines.
  void goOn(Pace pace, std::vector<uint32_t> breakpoints);
  /// Raises an error where the script is stopped.
  void fail(base::BytesView message);
  /// Evaluates an expression, or executes statements, and stops again.
  void evaluate(base::BytesView code);
  /// Executes a command as the script would, and stops again.
  void call(std::span<const base::BytesView> argv);
  /// Stops a running script at its next line, because it takes long.
  void stopLongRun() { tookLong_ = true; }

  // ---- while it is stopped ----

  Report takeReport();
  /// Local variables of the line.
  std::vector<Variable> locals();
  /// The text of a variable of an active function, the newest first, or of KEYS and ARGV. False if
  /// there is none of that name.
  bool print(base::BytesView name, base::Bytes& text);
  /// The functions of the script that are active, newest first.
  std::vector<Activation> activations();

  // ---- called by the library `redis` and the hook ----

  /// `redis.breakpoint`.
  void stopAtNextLine() { breakpointCalled_ = true; }
  /// `redis.debug`.
  void noteValues(lua::NativeContext& native);
  /// An error that the library is about to raise or to return.
  void noteError(base::BytesView message);
  /// `redis.error_reply`.
  void noteErrorReply(base::BytesView text);
  /// The line hook.
  lua::NativeStep onLine(lua::NativeContext& native);

  CallOutcome call(const ScriptCall& call, uint32_t ticket, redis::Reply& reply) override;
  bool knows(std::span<const base::BytesView> argv) override;
  ScriptDebugger* debugger() override { return this; }

 private:
  enum class Order : uint8_t { GoOn, Fail, Evaluate, Call };

  void give(Order order);
  bool stopsAt(int64_t line);
  void note(EntryKind kind, base::Bytes text) {
    report_.entries.push_back({kind, std::move(text)});
  }
  void noteCommand(std::span<const base::BytesView> argv);
  void noteReply(const redis::Reply& reply, uint8_t respVersion, bool isRefusal);
  lua::NativeStep obey(lua::NativeContext& native);
  lua::NativeStep startEvaluation(lua::NativeContext& native);
  lua::NativeStep startCall(lua::NativeContext& native);
  void noteResult(lua::NativeContext& native);
  lua::Machine& machine() const { return engine_.machine(); }

  ScriptEngine& engine_;
  EngineParts& parts_;
  redis::Session session_;
  Order order_ = Order::GoOn;
  base::Bytes text_;                ///< of the order
  std::vector<base::Bytes> words_;  ///< of the order
  std::vector<uint32_t> breakpoints_;
  /// The script makes a step: it stops at the next line, and what it does is noted.
  bool isStepping_ = true;
  bool breakpointCalled_ = false;
  bool tookLong_ = false;
  int64_t line_ = 0;  ///< that began last
  Report report_;
};

// ---- values as LDB shows them (debugger_values.cpp) ----

/// Numbers as "%g", strings in quotes, tables with what they hold, ten levels deep.
base::Bytes debuggerText(const lua::Heap& heap, lua::Value value);

/// Chunk name of what is evaluated, as Redis shows it.
inline constexpr base::BytesView kEvaluationChunk = "@ldb_eval";
/// A chunk that returns a function, which evaluates an expression or executes statements. Around
/// the function, variables with the names of those that are visible at the level are declared, so
/// that they are its upvalues. `problem`: why the code does not compile, otherwise empty.
base::Bytes wrapEvaluation(const lua::Coroutine* coroutine, const lua::Level& level,
                           base::BytesView code, base::Bytes& problem);

}  // namespace script
