#pragma once

#include <cstdint>
#include <unordered_map>

#include "base/bytes.h"
#include "bytecode/compiled_module.h"
#include "debug/json_writer.h"
#include "vm/machine.h"

/// Values as a reader of the debugger sees them: Lua notation, strings quoted and cut, objects with
/// a number that stays theirs for the run.
namespace debug {

/// Longest part of a string that is shown, in bytes.
inline constexpr size_t kShownStringBytes = 200;

/// A string in Lua notation, quoted; cut after `limit` bytes.
base::Bytes quoteLua(base::BytesView text, size_t limit);

/// Writes ValueView objects (protocol.ts).
class ValueViewer {
 public:
  explicit ValueViewer(lua::Machine& machine) : machine_(&machine) {}

  /// Lua notation: `nil`, `42`, `"text"`, `table 3`, `function <4>` with the line of its
  /// declaration.
  base::Bytes textOf(lua::Value value);
  void write(JsonWriter& json, lua::Value value);
  /// `index:generation` of a heap object.
  base::Bytes handleOf(lua::Value value) const;
  /// The object that a handle names, as a value; nil if the handle is stale or malformed.
  lua::Value resolve(base::BytesView handle) const;

 private:
  uint32_t numberOf(const lua::Object* object);

  lua::Machine* machine_;
  std::unordered_map<uint64_t, uint32_t> numbers_;
};

/// Writes a constant of a module as a ValueView.
void writeConstant(JsonWriter& json, const lua::CompiledModule& module,
                   const lua::Constant& constant);

/// The name under which a function was declared, found in the code that makes it: a local, a
/// global, a field; empty if it has none.
base::Bytes declaredName(const lua::CompiledModule& module, uint32_t function);

}  // namespace debug
