#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/bytes.h"
#include "bytecode/compiled_module.h"
#include "vm/frame.h"
#include "vm/value.h"

/// Heap objects.
///
/// Each object starts with an eight-byte header: its type, the mark of the collector, two bytes for
/// the type's own flags, and the generation of its slot, which survives the object so that a handle
/// to a freed object is recognised (handle.h). Objects never move. They hold raw pointers to each
/// other; vm/visitor.h is the one place that enumerates those pointers.
namespace lua {

enum class ObjectType : uint8_t {
  Free,  ///< a slot without object
#define OBJECT(name) name,
#include "vm/objects.def"
};
inline constexpr int kObjectTypeCount = 1
#define OBJECT(name) +1
#include "vm/objects.def"
    ;

struct Object {
  ObjectType type;
  uint8_t marked;  ///< equal to the heap's live mark: reached by the last collection
  uint8_t
      flags;  ///< String: kShort; Table: kReadOnly, kWeakKeys, kWeakValues; Userdata: kFinalized
  uint8_t absent;  ///< Table: bit n set means "metamethod n is known to be absent"; Closure and
                   ///< NativeClosure: number of upvalues
  uint32_t generation;
};
static_assert(sizeof(Object) == 8);

/// A byte string. Strings of at most kShortStringLimit bytes are interned: equal short strings are
/// the same object.
struct String : Object {
  static constexpr uint8_t kShort = 1;

  uint32_t hash;
  uint32_t length;
  String* next;  ///< chain in the intern table

  ALWAYS_INLINE char* data() { return reinterpret_cast<char*>(this + 1); }
  ALWAYS_INLINE const char* data() const { return reinterpret_cast<const char*>(this + 1); }
  ALWAYS_INLINE base::BytesView view() const { return {data(), length}; }
  ALWAYS_INLINE bool isShort() const { return (flags & kShort) != 0; }
};

/// An entry of a table's hash part. A node is free when its value is nil; its key may then still be
/// needed by `next`.
struct Node {
  Value value;
  Value key;
  Node* next;
#if defined(__wasm32__) || defined(__i386__)
  uint32_t padding;
#endif
};
static_assert(sizeof(Node) == 24);

/// A table: an array part for 1..arraySize and a hash part of 2^n nodes with Brent's variation of
/// chained scatter, as the order of `next` in Lua 5.1 requires. Operations are in table.h.
struct Table : Object {
  static constexpr uint8_t kReadOnly = 1;
  static constexpr uint8_t kWeakKeys = 2;
  static constexpr uint8_t kWeakValues = 4;

  Value* array;
  Node* nodes;
  Node* lastFree;  ///< every node at or above it is in use
  Table* metatable;
  uint32_t arraySize;
  uint32_t nodeLimit;  ///< byte offset of the last node: (node count - 1) * sizeof(Node)
  uint8_t logNodeCount;
  /// Number of the node that `next` answered last, where it looks first for the key that it is
  /// given. Takes no room, as `nextGrey`, since slots come in multiples of 16 bytes.
  mutable uint32_t lastVisited;
  Table* nextGrey;  ///< for the collector

  bool isReadOnly() const { return (flags & kReadOnly) != 0; }
};

/// A variable captured by closures. Open: `location` points into the stack of `owner`. Closed: it
/// points to `closed`.
struct Upvalue : Object {
  Value* location;
  Value closed;
  Upvalue* nextOpen;  ///< next in the owner's list, which is sorted by descending location

  bool isOpen() const { return location != &closed; }
};

/// A function as loaded: code with room for inline caches, constants as values.
struct Proto : Object {
  std::vector<Instruction> code;
  std::vector<Value> constants;
  std::vector<Proto*> children;
  std::vector<UpvalueDescriptor> upvalues;
  std::vector<String*> upvalueNames;
  std::vector<uint32_t> lines;
  std::vector<LocalVariable> locals;
  std::vector<String*> localNames;
  String* chunkName;
  uint32_t lineDefined;
  uint32_t lastLineDefined;
  uint32_t moduleIndex;  ///< position in CompiledModule::functions
  /// Slots that a call needs from its function on when nothing about it is special, see
  /// `Machine::pushLuaFrame`; kNeverPlain for functions with extra arguments.
  uint32_t plainSlots;
  uint8_t parameterCount;
  uint8_t registerCount;
  VarargKind vararg;

  static constexpr uint32_t kNeverPlain = UINT32_MAX / 2;
};

/// A Lua function: a prototype, an environment (5.1's `setfenv`) and its upvalues.
struct Closure : Object {
  Proto* proto;
  Table* environment;

  uint8_t upvalueCount() const { return absent; }
  Upvalue** upvalues() { return reinterpret_cast<Upvalue**>(this + 1); }
};

class Machine;
class NativeContext;
struct NativeStep;
/// A library function. Entered with phase 0; entered again, at the phase it named, when what it
/// asked for is done.
using NativeFunction = NativeStep (*)(NativeContext&);

/// The short form of a native, for calls of Lua code that nobody watches: no frame, no phases.
/// Arguments 1..count are at `slot[1]`...; the results replace `slot[0]`..., where kNativeSlots
/// more than there are arguments have room. Answers the number of results, or kNotShort: then
/// nothing has changed and the native itself is entered, which has all the conversions and errors.
using ShortForm = int (*)(Machine& machine, Value* slot, int argumentCount);
inline constexpr int kNotShort = -1;

/// How the machine may treat a native specially in its fast paths. Those from ProtectedCall on have
/// a shorter way (short_calls.cpp).
enum class NativeKind : uint8_t {
  Ordinary,
  Next,
  IpairsStep,
  ProtectedCall,  ///< `pcall`
  Resume,         ///< `coroutine.resume`
  Wrapped,        ///< made by `coroutine.wrap`; upvalue 0 is the coroutine
  Yield,          ///< `coroutine.yield`
};
/// The phase at which `pcall`, `resume` and what `wrap` made receive results. The first two have
/// one local, which says whether it went well.
inline constexpr uint32_t kResultPhase = 1;

/// A native function with its environment and upvalues.
struct NativeClosure : Object {
  NativeFunction function;
  ShortForm shortForm;  ///< may be nullptr
  const char* name;     ///< static text, as registered
  Table* environment;
  NativeKind kind;

  uint8_t upvalueCount() const { return absent; }
  Value* upvalues() {
    return reinterpret_cast<Value*>(reinterpret_cast<char*>(this) + kUpvaluesOffset);
  }
  static constexpr size_t kUpvaluesOffset = (sizeof(Object) + 5 * sizeof(void*) + 7) / 8 * 8;
};

/// A full userdata: a block of bytes with a metatable.
struct Userdata : Object {
  static constexpr uint8_t kFinalized = 1;

  Table* metatable;
  Table* environment;
  uint64_t size;

  void* data() { return this + 1; }
};

enum class CoroutineStatus : uint8_t { Suspended, Running, Normal, Dead };

/// A coroutine: its own value stack and frames. The main program is one too.
struct Coroutine : Object {
  Value* stack;
  uint32_t stackSize;  ///< slots allocated
  uint32_t top;  ///< first free slot; meaningful where a native runs or a variable number of values
                 ///< is in flight
  FrameStack frames;
  Upvalue* openUpvalues;
  Coroutine* resumer;       ///< who waits for this one, while it is Running or Normal
  Table* globals;           ///< environment given to chunks that natives load here
  uint32_t pendingNatives;  ///< natives and metamethods of this coroutine that wait for a call
  uint32_t depthBelow;      ///< pending natives of the coroutines that wait for this one
  CoroutineStatus status;
  bool started;

  /// The hook of debug.sethook; see hooks.h. A new coroutine gets events and count of the one that
  /// made it, but no function, as in 5.1.
  struct Hook {
    Value function;
    uint32_t count = 0;      ///< instructions between two count events
    uint32_t left = 0;       ///< instructions until the next
    uint32_t lastDepth = 0;  ///< number of frames when `lastPc` was executed
    uint32_t lastPc = 0;     ///< the instruction executed last at that depth
    uint32_t suspended = 0;  ///< hooks and finalizers that run: no hook is called meanwhile
    uint8_t events = 0;
    uint8_t stage = 0;  ///< how far the instruction to come has been announced
  };
  Hook hook;

  /// True if a variable at or above `from` is captured and still lives in the stack.
  bool hasOpenUpvalues(const Value* from) const {
    return openUpvalues != nullptr && openUpvalues->location >= from;
  }
};

/// The index in its code of the instruction that a Lua frame of this function executes next.
inline uint32_t pcOf(const Frame& frame, const Proto* proto) {
  return static_cast<uint32_t>(frame.next - proto->code.data());
}

/// A growing byte sequence that a native keeps in one of its slots between phases.
struct Buffer : Object {
  base::Bytes bytes;
  uint64_t counted = 0;  ///< what the heap counts for `bytes`, see Heap::countBuffer
};

}  // namespace lua
