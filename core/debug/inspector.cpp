#include "debug/inspector.h"

#include <algorithm>
#include <cstring>

#include "base/number_text.h"
#include "vm/table.h"

namespace debug {

using base::Bytes;
using base::BytesView;
using lua::Coroutine;
using lua::Frame;
using lua::Operation;
using lua::OperationCause;
using lua::OperationKind;
using lua::Value;

namespace {

const lua::Proto* protoOf(const Coroutine* coroutine, const Frame& frame) {
  return coroutine->stack[frame.function].asClosure()->proto;
}

bool isEntry(const Frame& frame) { return (frame.flags & lua::frame_flags::Entry) != 0; }

const char* kindName(OperationKind kind) {
  static constexpr const char* kNames[] = {"call",         "return",   "raise",
                                           "yield",        "resume",   "awaitReply",
                                           "deliverReply", "finalize", "interrupt"};
  return kNames[static_cast<size_t>(kind)];
}

const char* causeName(OperationCause cause) {
  static constexpr const char* kNames[] = {
      "call",       "tail call", "metamethod", "iterator", "protected call", "error handler",
      "comparator", "callback",  "coroutine",  "host",     "collector"};
  return kNames[static_cast<size_t>(cause)];
}

Bytes counted(int64_t count, const char* noun) {
  return base::formatInteger(count) + " " + noun + (count == 1 ? "" : "s");
}

struct NativeWaiting {
  const char* name;
  const char* text;
};

/// What a native of that name waits for when it has asked for something.
constexpr NativeWaiting kNativeWaiting[] = {
    {"sort", "waiting for comparison"},      {"gsub", "waiting for replacement"},
    {"pcall", "waiting for protected call"}, {"xpcall", "waiting for protected call"},
    {"resume", "waiting for coroutine"},     {"wrap", "waiting for coroutine"},
    {"tostring", "waiting for __tostring"},  {"yield", "waiting for resume"},
    {"call", "waiting for reply"},           {"foreach", "waiting for callback"},
    {"foreachi", "waiting for callback"},
};

/// The local variable that lives in a register at `pc`, or empty.
BytesView localName(const lua::Proto* proto, uint32_t slot, uint32_t pc) {
  for (size_t i = 0; i < proto->locals.size(); ++i) {
    const lua::LocalVariable& local = proto->locals[i];
    if (local.slot == slot && local.startPc <= pc && pc < local.endPc)
      return proto->localNames[i]->view();
  }
  return {};
}

/// The instruction that a Lua frame is at: the next one where the machine stands before it, else
/// the one that waits.
uint32_t placeOf(const Frame& frame, const lua::Proto* proto, bool isAtInstruction) {
  const uint32_t next = lua::pcOf(frame, proto);
  return isAtInstruction || next == 0 ? next : next - 1;
}

/// The name in the instruction that calls what runs above `frame`: kind and text, as error messages
/// give it.
Bytes calleeName(const Coroutine* coroutine, const Frame& frame) {
  if (frame.isNative()) return {};
  const lua::Proto* proto = protoOf(coroutine, frame);
  const uint32_t next = lua::pcOf(frame, proto);
  if (next == 0) return {};
  const lua::Instruction& call = proto->code[next - 1];
  if (call.opcode != lua::Opcode::Call && call.opcode != lua::Opcode::TailCall) return {};
  if (const BytesView local = localName(proto, call.a, next - 1); !local.empty())
    return "local '" + Bytes(local) + "'";
  for (uint32_t pc = next - 1; pc-- > 0;) {
    const lua::Instruction& writer = proto->code[pc];
    if (writer.a != call.a) continue;
    const auto constantText = [proto](uint32_t index) {
      const Value constant = proto->constants[index];
      return constant.isString() ? Bytes(constant.asString()->view()) : Bytes("?");
    };
    switch (writer.opcode) {
      case lua::Opcode::GetGlobal:
        return "function '" + constantText(writer.key16()) + "'";
      case lua::Opcode::GetGlobalWide:
        return "function '" + constantText(writer.aux) + "'";
      case lua::Opcode::GetField:
        return "field '" + constantText(writer.c) + "'";
      case lua::Opcode::Self:
        return "method '" + constantText(writer.c) + "'";
      case lua::Opcode::GetUpvalue:
        return "upvalue '" + Bytes(proto->upvalueNames[writer.b]->view()) + "'";
      case lua::Opcode::Move: {
        const BytesView source = localName(proto, writer.b, pc);
        return source.empty() ? Bytes() : "local '" + Bytes(source) + "'";
      }
      default:
        return {};
    }
  }
  return {};
}

}  // namespace

bool isScaffolding(lua::Machine& machine, const Coroutine* coroutine, size_t index) {
  return isEntry(coroutine->frames[index]) || (coroutine == machine.mainCoroutine() && index == 1);
}

bool isOfScript(const lua::Proto* proto) { return script::isUserChunk(proto->chunkName->view()); }

const char* pauseReasonName(PauseReason reason) {
  static constexpr const char* kNames[] = {"entry", "step", "breakpoint", "stopRequest", "error"};
  return kNames[static_cast<size_t>(reason)];
}

// ---- frames ----

uint32_t Inspector::frameLine(const Coroutine* coroutine, size_t index, bool isAtInstruction) {
  const Frame& frame = coroutine->frames[index];
  if (frame.isNative()) return 0;
  const lua::Proto* proto = protoOf(coroutine, frame);
  const uint32_t pc = placeOf(frame, proto, isAtInstruction);
  return pc < proto->lines.size() ? proto->lines[pc] : 0;
}

Bytes Inspector::frameName(const Coroutine* coroutine, size_t index) {
  const Frame& frame = coroutine->frames[index];
  if (!frame.isNative() && protoOf(coroutine, frame)->lineDefined == 0) return "main chunk";
  if ((frame.flags & lua::frame_flags::TailCalled) == 0 && index > 0) {
    Bytes name = calleeName(coroutine, coroutine->frames[index - 1]);
    if (!name.empty()) return name;
  }
  if (frame.isNative())
    return Bytes("function '") + coroutine->stack[frame.function].asNative()->name + "'";
  return "function <" + base::formatInteger(protoOf(coroutine, frame)->lineDefined) + ">";
}

void Inspector::writePosition(JsonWriter& json, const Coroutine* coroutine, size_t index,
                              bool isAtInstruction) {
  const Frame& frame = coroutine->frames[index];
  json.key("position");
  json.beginObject();
  const lua::Proto* proto = protoOf(coroutine, frame);
  json.integerMember("functionId", proto->moduleIndex);
  json.integerMember("pc", placeOf(frame, proto, isAtInstruction));
  json.integerMember("line", frameLine(coroutine, index, isAtInstruction));
  json.endObject();
}

Bytes Inspector::waitingText(const Coroutine* coroutine, size_t index) {
  const Frame& frame = coroutine->frames[index];
  if (frame.isNative()) {
    if (frame.waiting != lua::Continuation::NativePhase && frame.phase == 0) return {};
    const char* name = coroutine->stack[frame.function].asNative()->name;
    for (const NativeWaiting& known : kNativeWaiting) {
      if (std::strcmp(known.name, name) == 0) return known.text;
    }
    return "waiting for a call";
  }
  if (frame.waiting != lua::Continuation::FinishInstruction) return {};
  const lua::Proto* proto = protoOf(coroutine, frame);
  const uint32_t next = lua::pcOf(frame, proto);
  if (next == 0) return {};
  return Bytes("finish ") + lua::opcodeInfo(proto->code[next - 1].opcode).mnemonic + " at line " +
         base::formatInteger(proto->lines[next - 1]);
}

void Inspector::writeRegisters(JsonWriter& json, const Coroutine* coroutine, size_t index,
                               bool isAtInstruction) {
  const Frame& frame = coroutine->frames[index];
  uint32_t count = frame.locals;
  const lua::Proto* proto = nullptr;
  if (!frame.isNative()) {
    proto = protoOf(coroutine, frame);
    count = proto->registerCount;
  }
  // What runs above uses the upper registers for itself.
  if (index + 1 < coroutine->frames.size()) {
    const uint32_t above = coroutine->frames[index + 1].function;
    count = above > frame.base ? std::min(count, above - frame.base) : 0;
  }
  json.key("registers");
  json.beginArray();
  for (uint32_t i = 0; i < count && frame.base + i < coroutine->stackSize; ++i) {
    json.beginObject();
    json.integerMember("index", i);
    const BytesView name = proto != nullptr
                               ? localName(proto, i, placeOf(frame, proto, isAtInstruction))
                               : BytesView();
    if (!name.empty()) json.textMember("name", name);
    json.key("value");
    viewer_->write(json, coroutine->stack[frame.base + i]);
    json.endObject();
  }
  json.endArray();
}

void Inspector::writeUpvalues(JsonWriter& json, Value function) {
  json.key("upvalues");
  json.beginArray();
  if (function.isClosure()) {
    lua::Closure* closure = function.asClosure();
    for (uint32_t i = 0; i < closure->upvalueCount(); ++i) {
      const lua::Upvalue* upvalue = closure->upvalues()[i];
      json.beginObject();
      json.integerMember("index", i);
      if (i < closure->proto->upvalueNames.size())
        json.textMember("name", closure->proto->upvalueNames[i]->view());
      json.booleanMember("open", upvalue->isOpen());
      json.key("value");
      viewer_->write(json, *upvalue->location);
      json.endObject();
    }
  }
  json.endArray();
}

void Inspector::writeVarargs(JsonWriter& json, const Coroutine* coroutine, const Frame& frame) {
  json.key("varargs");
  json.beginArray();
  if (!frame.isNative()) {
    const lua::Proto* proto = protoOf(coroutine, frame);
    const uint32_t first = frame.function + 1 + proto->parameterCount;
    const uint32_t end = proto->vararg == lua::VarargKind::None
                             ? first
                             : std::min(frame.base, first + kShownVarargs);
    for (uint32_t slot = first; slot < end; ++slot) viewer_->write(json, coroutine->stack[slot]);
  }
  json.endArray();
}

void Inspector::writeFrame(JsonWriter& json, const Coroutine* coroutine, size_t index,
                           bool isAtInstruction) {
  const Frame& frame = coroutine->frames[index];
  json.beginObject();
  json.textMember("kind", frame.isNative() ? "native" : "lua");
  json.textMember("name", frameName(coroutine, index));
  if (!frame.isNative() && isOfScript(protoOf(coroutine, frame)))
    writePosition(json, coroutine, index, isAtInstruction);
  if (const Bytes waiting = waitingText(coroutine, index); !waiting.empty())
    json.textMember("waiting", waiting);
  writeRegisters(json, coroutine, index, isAtInstruction);
  writeUpvalues(json, coroutine->stack[frame.function]);
  writeVarargs(json, coroutine, frame);
  json.endObject();
}

// ---- operations ----

Bytes Inspector::describeOperation(const Operation& operation) {
  const Coroutine* coroutine = machine_->current();
  const auto valueAt = [&](uint32_t slot) {
    return slot < coroutine->stackSize ? viewer_->textOf(coroutine->stack[slot]) : Bytes("?");
  };
  switch (operation.kind) {
    case OperationKind::Call: {
      Bytes text =
          "call " + valueAt(operation.slot) + " with " + counted(operation.count, "argument");
      text += operation.wanted == lua::kAllResults
                  ? Bytes(", all results wanted")
                  : ", " + counted(operation.wanted, "result") + " wanted";
      return text;
    }
    case OperationKind::Return:
      return "return " + counted(operation.count, "value");
    case OperationKind::Raise:
      return "raise " + viewer_->textOf(machine_->error());
    case OperationKind::Yield:
      return "yield " + counted(operation.count, "value");
    case OperationKind::Resume:
      return "resume " + valueAt(operation.slot) + " with " + counted(operation.count, "value");
    case OperationKind::AwaitReply:
      return "wait for the reply of the host";
    case OperationKind::DeliverReply:
      return "hand the reply to the waiting function";
    case OperationKind::Finalize:
      return "call a finalizer";
    case OperationKind::Interrupt:
      return "end the script";
  }
  return {};
}

void Inspector::writeOperations(JsonWriter& json) {
  const lua::OperationQueue& queue = machine_->operations();
  json.key("operations");
  json.beginArray();
  for (uint32_t i = 0; i < queue.size(); ++i) {
    const Operation& operation = queue.at(i);
    json.beginObject();
    json.textMember("kind", kindName(operation.kind));
    json.textMember("cause", causeName(operation.cause));
    json.textMember("priority", i < queue.immediateCount() ? "immediate" : "deferred");
    json.textMember("text", describeOperation(operation));
    json.endObject();
  }
  json.endArray();
}

// ---- pause ----

void Inspector::writePause(JsonWriter& json, const PauseState& state) {
  struct Activation {
    const Coroutine* coroutine;
    size_t index;
    bool isAtInstruction;
  };
  std::vector<Activation> activations;
  for (const Coroutine* coroutine = machine_->current(); coroutine != nullptr;
       coroutine = coroutine->resumer) {
    for (size_t index = coroutine->frames.size(); index-- > 0;) {
      if (isScaffolding(*machine_, coroutine, index)) continue;
      activations.push_back({coroutine, index, state.isAtInstruction && activations.empty()});
    }
  }
  json.beginObject();
  json.textMember("reason", pauseReasonName(state.reason));
  const auto innermost =
      std::find_if(activations.begin(), activations.end(), [](const Activation& at) {
        const Frame& frame = at.coroutine->frames[at.index];
        return !frame.isNative() && isOfScript(protoOf(at.coroutine, frame));
      });
  if (innermost != activations.end()) {
    writePosition(json, innermost->coroutine, innermost->index, innermost->isAtInstruction);
  } else {
    json.rawMember("position", "{\"functionId\":0,\"pc\":0,\"line\":0}");
  }
  json.key("frames");
  json.beginArray();
  for (size_t i = 0; i < activations.size(); ++i) {
    if (activations.size() > kShownFrames && i == kShownFrames / 2)
      i = activations.size() - kShownFrames / 2;
    writeFrame(json, activations[i].coroutine, activations[i].index,
               activations[i].isAtInstruction);
  }
  json.endArray();
  writeOperations(json);
  json.integerMember("steps", static_cast<int64_t>(machine_->steps()));
  if (state.reason == PauseReason::Error) {
    json.key("error");
    viewer_->write(json, machine_->error());
  }
  json.endObject();
}

// ---- objects ----

void Inspector::writeEntry(JsonWriter& json, Value name, Value value) {
  json.beginObject();
  json.key("name");
  viewer_->write(json, name);
  json.key("value");
  viewer_->write(json, value);
  json.endObject();
}

void Inspector::writeNamedEntry(JsonWriter& json, BytesView name, Value value) {
  json.beginObject();
  json.key("name");
  json.beginObject();
  json.textMember("type", "string");
  json.textMember("text", name);
  json.endObject();
  json.key("value");
  viewer_->write(json, value);
  json.endObject();
}

void Inspector::writeTableEntries(JsonWriter& json, const lua::Table* table, Page page,
                                  uint32_t& total) {
  Value key;
  Value value;
  bool invalid = false;
  for (total = 0; lua::table::next(table, key, value, invalid); ++total) {
    if (total >= page.offset && total - page.offset < page.count) writeEntry(json, key, value);
  }
}

void Inspector::writeEntries(JsonWriter& json, Value object, Page page, uint32_t& total) {
  const auto isShown = [&](uint32_t i) { return i >= page.offset && i - page.offset < page.count; };
  if (object.isTable()) {
    writeTableEntries(json, object.asTable(), page, total);
  } else if (object.isClosure()) {
    lua::Closure* closure = object.asClosure();
    total = closure->upvalueCount();
    for (uint32_t i = 0; i < total; ++i) {
      const BytesView name = i < closure->proto->upvalueNames.size()
                                 ? closure->proto->upvalueNames[i]->view()
                                 : BytesView("?");
      if (isShown(i)) writeNamedEntry(json, name, *closure->upvalues()[i]->location);
    }
  } else if (object.isNative()) {
    total = object.asNative()->upvalueCount();
    for (uint32_t i = 0; i < total; ++i) {
      if (isShown(i))
        writeNamedEntry(json, base::formatInteger(i + 1), object.asNative()->upvalues()[i]);
    }
  } else if (object.isCoroutine()) {
    const Coroutine* coroutine = object.asCoroutine();
    total = 0;
    for (size_t i = coroutine->frames.size(); i-- > 0;) {
      if (isScaffolding(*machine_, coroutine, i)) continue;
      if (isShown(total++))
        writeNamedEntry(json, frameName(coroutine, i),
                        coroutine->stack[coroutine->frames[i].function]);
    }
  }
}

base::Result<Bytes> Inspector::objectPage(BytesView handle, Page page) {
  const Value object = viewer_->resolve(handle);
  if (object.isNil()) return base::Status(base::StatusCode::StaleHandle, "the object is gone");
  JsonWriter entries;
  uint32_t total = 0;
  entries.beginArray();
  writeEntries(entries, object, page, total);
  entries.endArray();
  JsonWriter json;
  json.beginObject();
  json.textMember("handle", handle);
  json.textMember("type", lua::typeName(object.type()));
  json.integerMember("total", total);
  json.integerMember("offset", page.offset);
  json.rawMember("entries", entries.take());
  if (const lua::Table* metatable = machine_->metatableOf(object); metatable != nullptr) {
    json.key("metatable");
    viewer_->write(json, Value::table(metatable));
  }
  json.endObject();
  return json.take();
}

}  // namespace debug
