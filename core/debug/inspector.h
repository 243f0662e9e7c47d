#pragma once

#include "base/bytes.h"
#include "base/status.h"
#include "debug/debug_session.h"
#include "debug/json_writer.h"
#include "debug/value_view.h"
#include "vm/machine.h"

/// Reads a paused machine and writes what it sees as JSON (protocol.ts: Pause, FrameView,
/// OperationView, ObjectPage). It changes nothing.
namespace debug {

/// Most values of one kind shown of one frame.
inline constexpr uint32_t kShownVarargs = 100;
/// Most frames shown; of a deeper stack the newest and the oldest half.
inline constexpr size_t kShownFrames = 200;

/// Why and where the machine stands still.
struct PauseState {
  PauseReason reason = PauseReason::Entry;
  bool isAtInstruction = true;  ///< the next step is the instruction at the pc of the top frame
};

class Inspector {
 public:
  Inspector(lua::Machine& machine, ValueViewer& viewer) : machine_(&machine), viewer_(&viewer) {}

  /// Pause.
  void writePause(JsonWriter& json, const PauseState& state);
  /// ObjectPage, or StaleHandle.
  base::Result<base::Bytes> objectPage(base::BytesView handle, Page page);
  /// One pending operation in words: "call add with 2 arguments, 1 result wanted".
  base::Bytes describeOperation(const lua::Operation& operation);
  /// What a frame is called: "main chunk", "function 'add'", "field 'call'", "?".
  base::Bytes frameName(const lua::Coroutine* coroutine, size_t index);
  /// Line of a frame, 0 for natives. The top frame's next instruction counts if the machine stands
  /// before it.
  uint32_t frameLine(const lua::Coroutine* coroutine, size_t index, bool isAtInstruction);
  /// What a frame waits for, in words: "waiting for comparison", "finish GETTABLE at line 12";
  /// empty if it does not wait or only for the results of a plain call.
  base::Bytes waitingText(const lua::Coroutine* coroutine, size_t index);

 private:
  void writePosition(JsonWriter& json, const lua::Coroutine* coroutine, size_t index,
                     bool isAtInstruction);
  void writeFrame(JsonWriter& json, const lua::Coroutine* coroutine, size_t index,
                  bool isAtInstruction);
  void writeRegisters(JsonWriter& json, const lua::Coroutine* coroutine, size_t index,
                      bool isAtInstruction);
  void writeUpvalues(JsonWriter& json, lua::Value function);
  void writeVarargs(JsonWriter& json, const lua::Coroutine* coroutine, const lua::Frame& frame);
  void writeOperations(JsonWriter& json);
  void writeEntries(JsonWriter& json, lua::Value object, Page page, uint32_t& total);
  void writeEntry(JsonWriter& json, lua::Value name, lua::Value value);
  void writeNamedEntry(JsonWriter& json, base::BytesView name, lua::Value value);
  void writeTableEntries(JsonWriter& json, const lua::Table* table, Page page, uint32_t& total);

  lua::Machine* machine_;
  ValueViewer* viewer_;
};

/// True for frames that belong to the engine and not to the script: the entry of a coroutine, and
/// the function that runs scripts.
bool isScaffolding(lua::Machine& machine, const lua::Coroutine* coroutine, size_t index);

/// True for functions of the script itself, false for chunks that it loaded.
bool isOfScript(const lua::Proto* proto);

/// Name of a pause reason in the protocol.
const char* pauseReasonName(PauseReason reason);

}  // namespace debug
