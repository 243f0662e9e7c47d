#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "base/status.h"
#include "script/script_engine.h"

/// A run with everything a debugger shows around it.
///
/// The session starts a script on an engine, with or without observation, remembers the keyspace as
/// it was at the start (a fork, which shares all objects), and answers questions about the run as
/// JSON in the shapes of `web/client/src/protocol.ts`: every string in that JSON is a byte string,
/// one character U+0000 to U+00FF per byte.
///
///     session.start(request, Observation::Stepping);       // pauses before the first instruction
///     session.step(StepKind::Line);
///     while (session.run(100'000) == RunStatus::Running) { look for messages }
///     send(session.reportJson(ms));
///
/// What it shows is read through handles and valid until the run goes on. Without observation the
/// fast loop runs and nothing here costs.
namespace debug {

/// How far a step goes; protocol.ts: StepKind.
enum class StepKind : uint8_t { Instruction, Operation, Line, Over, Out, Continue };

/// Reads "instruction", "operation", "line", "over", "out", "continue".
base::Result<StepKind> stepKindNamed(base::BytesView name);

enum class PauseReason : uint8_t { Entry, Step, Breakpoint, StopRequest, Error };

enum class Observation : uint8_t {
  None,      ///< fast loop to the end
  Stepping,  ///< pauses before the first instruction, steps, breakpoints
};

/// One script call. A script that is a library of functions is loaded, and the function that it
/// registers first is called. `reset` and the setup commands of protocol.ts are the host's
/// business: engine.reset(), engine.execute().
struct RunRequest {
  base::Bytes script;
  std::vector<base::Bytes> keys;
  std::vector<base::Bytes> args;
};

/// Where a breakpoint lies: on the first line at or after the wanted one that has code.
struct PlacedBreakpoint {
  uint32_t wantedLine = 0;
  uint32_t line = 0;
};

/// A part of a long list.
struct Page {
  uint32_t offset = 0;
  uint32_t count = 0;
};

struct KeyspaceQuery {
  uint32_t database = 0;
  base::Bytes pattern;  ///< glob; empty: all keys
  Page page;
};

class DebugSession {
 public:
  /// The engine is borrowed and outlives the session.
  explicit DebugSession(script::ScriptEngine& engine);
  ~DebugSession();
  DebugSession(const DebugSession&) = delete;
  DebugSession& operator=(const DebugSession&) = delete;

  // ---- running ----

  /// Starts a script. WrongState if one is in progress. With observation the first `run` pauses at
  /// the entry.
  base::Status start(const RunRequest& request, Observation observation);
  /// Says how far the paused run goes next. WrongState if it is not paused.
  base::Status step(StepKind kind);
  /// Goes on for about `budgetInstructions`; returns Running when they are used up.
  script::RunStatus run(uint64_t budgetInstructions);
  script::RunStatus status() const;
  /// Asks an observed run to pause before its next instruction.
  void requestPause();
  /// Ends the run; its status becomes Stopped.
  void stop();

  /// Breakpoints of this and later runs, by line of the script. They are placed when a script is
  /// known: the running one, else the last one, else none. Unplaceable ones are left out of the
  /// answer.
  std::vector<PlacedBreakpoint> setBreakpoints(std::span<const uint32_t> lines);
  /// The same for a script that need not run yet.
  std::vector<PlacedBreakpoint> placeBreakpoints(base::BytesView script,
                                                 std::span<const uint32_t> lines);

  // ---- answers as JSON ----

  /// RunReport. Takes the engine's log. `ms` is the time that the host measured.
  base::Bytes reportJson(double ms);
  /// The reply of the finished run.
  const redis::Reply& reply() const;
  /// ObjectPage, or StaleHandle if the object is gone or the run went on.
  base::Result<base::Bytes> inspectJson(base::BytesView handle, Page page);
  /// KeyspaceView of the engine's keyspace now.
  base::Bytes keyspaceJson(const KeyspaceQuery& query);
  /// CompileReport of a script.
  base::Bytes compileJson(base::BytesView script, base::BytesView chunkName);
  /// KeyChange[] between the start of the run and now.
  base::Bytes changesJson();
  /// Pause, only while paused.
  base::Bytes pauseJson();

  /// Forgets the run; the engine's own state is not touched.
  void reset();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace debug
