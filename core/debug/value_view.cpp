#include "debug/value_view.h"

#include "base/number_text.h"

namespace debug {

using base::Bytes;
using base::BytesView;
using lua::Instruction;
using lua::Opcode;
using lua::Value;
using lua::ValueType;

namespace {

/// True for values that can be opened: they have parts.
bool canBeOpened(Value value) {
  switch (value.type()) {
    case ValueType::Table:
    case ValueType::Function:
    case ValueType::Coroutine:
      return true;
    default:
      return value.isUserdata();
  }
}

void appendDecimalEscape(Bytes& out, uint8_t byte) {
  out += '\\';
  out += static_cast<char>('0' + byte / 100);
  out += static_cast<char>('0' + byte / 10 % 10);
  out += static_cast<char>('0' + byte % 10);
}

/// How a CLOSURE instruction names what it makes, read from what follows it.
struct NameSource {
  const std::vector<Instruction>& code;
  const std::vector<lua::LocalVariable>& locals;
};

/// The instruction after the CLOSURE that makes child `child`, or npos.
size_t closurePc(const std::vector<Instruction>& code, uint32_t child) {
  for (size_t pc = 0; pc < code.size(); ++pc) {
    if (code[pc].opcode == Opcode::Closure && code[pc].aux == child) return pc;
  }
  return BytesView::npos;
}

enum class NamedBy : uint8_t { Nothing, Local, Constant };

struct FoundName {
  NamedBy by = NamedBy::Nothing;
  uint32_t index = 0;  ///< of the local variable or of the constant
};

FoundName findName(const NameSource& source, uint32_t child) {
  const size_t pc = closurePc(source.code, child);
  if (pc == BytesView::npos || pc + 1 >= source.code.size()) return {};
  const uint8_t target = source.code[pc].a;
  const Instruction& next = source.code[pc + 1];
  switch (next.opcode) {
    case Opcode::SetGlobal:
      if (next.a == target) return {NamedBy::Constant, next.key16()};
      break;
    case Opcode::SetGlobalWide:
      if (next.a == target) return {NamedBy::Constant, next.aux};
      break;
    case Opcode::SetField:
      if (next.c == target) return {NamedBy::Constant, next.b};
      break;
    default:
      break;
  }
  for (size_t i = 0; i < source.locals.size(); ++i) {
    const lua::LocalVariable& local = source.locals[i];
    const bool startsHere = local.startPc == pc || local.startPc == pc + 1;
    if (local.slot == target && startsHere) return {NamedBy::Local, static_cast<uint32_t>(i)};
  }
  return {};
}

}  // namespace

Bytes quoteLua(BytesView text, size_t limit) {
  Bytes out = "\"";
  for (const char c : text.substr(0, limit)) {
    const uint8_t byte = static_cast<uint8_t>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\t') {
      out += "\\t";
    } else if (byte < 0x20 || byte == 0x7f) {
      appendDecimalEscape(out, byte);
    } else {
      out += c;
    }
  }
  out += '"';
  return out;
}

uint32_t ValueViewer::numberOf(const lua::Object* object) {
  const uint64_t identity = uint64_t{machine_->heap().indexOf(object)} << 32 | object->generation;
  return numbers_.try_emplace(identity, static_cast<uint32_t>(numbers_.size()) + 1).first->second;
}

Bytes ValueViewer::textOf(Value value) {
  switch (value.type()) {
    case ValueType::Nil:
      return "nil";
    case ValueType::Boolean:
      return value.isTrue() ? "true" : "false";
    case ValueType::Number:
      return base::formatLuaNumber(value.asNumber());
    case ValueType::String:
      return quoteLua(value.asString()->view(), kShownStringBytes);
    case ValueType::Table:
      return "table " + base::formatInteger(numberOf(value.asTable()));
    case ValueType::Coroutine:
      return "thread " + base::formatInteger(numberOf(value.asCoroutine()));
    case ValueType::LightUserdata:
      return "userdata";
    case ValueType::Userdata:
      return value.isUserdata() ? "userdata " + base::formatInteger(numberOf(value.asUserdata()))
                                : Bytes("buffer");
    case ValueType::Function:
      break;
  }
  if (value.isNative()) return Bytes("function ") + value.asNative()->name + " [native]";
  const lua::Proto* proto = value.asClosure()->proto;
  if (proto->lineDefined == 0) return "main chunk";
  return "function <" + base::formatInteger(proto->lineDefined) + ">";
}

void ValueViewer::write(JsonWriter& json, Value value) {
  json.beginObject();
  json.textMember("type", lua::typeName(value.type()));
  json.textMember("text", textOf(value));
  if (value.isString() && value.asString()->length > kShownStringBytes)
    json.booleanMember("truncated", true);
  if (canBeOpened(value)) json.textMember("handle", handleOf(value));
  json.endObject();
}

Bytes ValueViewer::handleOf(Value value) const {
  const lua::Object* object = value.asObject();
  return base::formatInteger(machine_->heap().indexOf(object)) + ":" +
         base::formatInteger(object->generation);
}

Value ValueViewer::resolve(BytesView handle) const {
  const size_t colon = handle.find(':');
  if (colon == BytesView::npos) return Value::nil();
  const std::optional<int64_t> index = base::parseInteger(handle.substr(0, colon));
  const std::optional<int64_t> generation = base::parseInteger(handle.substr(colon + 1));
  if (!index || !generation || *index < 0 || *generation <= 0 || *index > UINT32_MAX ||
      *generation > UINT32_MAX)
    return Value::nil();
  lua::Object* object =
      machine_->heap().objectAt(static_cast<uint32_t>(*index), static_cast<uint32_t>(*generation));
  if (object == nullptr) return Value::nil();
  switch (object->type) {
    case lua::ObjectType::Table:
      return Value::table(static_cast<lua::Table*>(object));
    case lua::ObjectType::Closure:
      return Value::closure(static_cast<lua::Closure*>(object));
    case lua::ObjectType::NativeClosure:
      return Value::native(static_cast<lua::NativeClosure*>(object));
    case lua::ObjectType::Userdata:
      return Value::userdata(static_cast<lua::Userdata*>(object));
    case lua::ObjectType::Coroutine:
      return Value::coroutine(static_cast<lua::Coroutine*>(object));
    default:
      return Value::nil();
  }
}

void writeConstant(JsonWriter& json, const lua::CompiledModule& module,
                   const lua::Constant& constant) {
  json.beginObject();
  switch (constant.kind) {
    case lua::Constant::Kind::Nil:
      json.textMember("type", "nil");
      json.textMember("text", "nil");
      break;
    case lua::Constant::Kind::Boolean:
      json.textMember("type", "boolean");
      json.textMember("text", constant.boolean ? "true" : "false");
      break;
    case lua::Constant::Kind::Number:
      json.textMember("type", "number");
      json.textMember("text", base::formatLuaNumber(constant.number));
      break;
    case lua::Constant::Kind::String: {
      const Bytes& text = module.strings[constant.string];
      json.textMember("type", "string");
      json.textMember("text", quoteLua(text, kShownStringBytes));
      if (text.size() > kShownStringBytes) json.booleanMember("truncated", true);
      break;
    }
  }
  json.endObject();
}

Bytes declaredName(const lua::CompiledModule& module, uint32_t function) {
  for (const lua::FunctionPrototype& parent : module.functions) {
    for (uint32_t child = 0; child < parent.functions.size(); ++child) {
      if (parent.functions[child] != function) continue;
      const FoundName found = findName({parent.code, parent.locals}, child);
      if (found.by == NamedBy::Local) return module.strings[parent.locals[found.index].name];
      if (found.by == NamedBy::Constant &&
          parent.constants[found.index].kind == lua::Constant::Kind::String) {
        return module.strings[parent.constants[found.index].string];
      }
      return {};
    }
  }
  return {};
}

}  // namespace debug
