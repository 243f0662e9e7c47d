#include "stdlib/binary_chunk.h"

#include <cstring>
#include <utility>

#include "bytecode/verifier.h"

namespace lua {

namespace {

using base::Bytes;
using base::BytesView;

/// Lua 5.1's header for a 64-bit machine: version, format, byte order, sizes of int, size_t,
/// Instruction and lua_Number, not integral.
constexpr BytesView kHeader("\x1BLuaQ\0\1\4\x08\4\x08\0", 12);
/// What follows is ours: a mark, and the number of opcodes, so that another build's chunks are
/// refused.
constexpr BytesView kMark("FL\1", 3);

// ---- function to module ----

class ModuleBuilder {
 public:
  CompiledModule build(const Proto* root) {
    module_.chunkName = Bytes(root->chunkName->view());
    protos_.push_back(root);
    for (size_t index = 0; index < protos_.size(); ++index) {
      for (const Proto* child : protos_[index]->children) protos_.push_back(child);
    }
    addStandIn(root);
    uint32_t nextChild = 2;
    for (const Proto* proto : protos_) addFunction(*proto, nextChild);
    for (size_t index = 0; index < root->upvalues.size(); ++index) {
      UpvalueDescriptor& upvalue = module_.functions[1].upvalues[index];
      upvalue.fromRegister = true;
      upvalue.index = static_cast<uint8_t>(index);
    }
    return std::move(module_);
  }

 private:
  StringIndex addString(const String* string) {
    module_.strings.emplace_back(string->view());
    return static_cast<StringIndex>(module_.strings.size() - 1);
  }

  void addStandIn(const Proto* root) {
    FunctionPrototype standIn;
    standIn.registerCount =
        static_cast<uint8_t>(root->upvalues.size() < 2 ? 2 : root->upvalues.size());
    Instruction end;
    end.opcode = Opcode::Return;
    end.b = 1;
    standIn.code.push_back(end);
    standIn.lines.push_back(0);
    standIn.functions.push_back(1);
    module_.functions.push_back(std::move(standIn));
  }

  void addFunction(const Proto& proto, uint32_t& nextChild) {
    FunctionPrototype function;
    function.lineDefined = proto.lineDefined;
    function.lastLineDefined = proto.lastLineDefined;
    function.parameterCount = proto.parameterCount;
    function.vararg = proto.vararg;
    function.registerCount = proto.registerCount;
    function.lines.assign(proto.lines.begin(), proto.lines.end());
    for (Instruction instruction : proto.code) {
      if (opcodeInfo(instruction.opcode).aux == AuxKind::Cache) instruction.aux = 0;
      function.code.push_back(instruction);
    }
    for (const Value value : proto.constants) function.constants.push_back(constant(value));
    for (size_t child = 0; child < proto.children.size(); ++child)
      function.functions.push_back(nextChild++);
    for (size_t index = 0; index < proto.upvalues.size(); ++index) {
      function.upvalues.push_back(proto.upvalues[index]);
      function.upvalues.back().name = addString(proto.upvalueNames[index]);
    }
    for (size_t index = 0; index < proto.locals.size(); ++index) {
      function.locals.push_back(proto.locals[index]);
      function.locals.back().name = addString(proto.localNames[index]);
    }
    module_.functions.push_back(std::move(function));
  }

  Constant constant(Value value) {
    Constant result;
    if (value.isNumber()) {
      result.kind = Constant::Kind::Number;
      result.number = value.asNumber();
    } else if (value.isString()) {
      result.kind = Constant::Kind::String;
      result.string = addString(value.asString());
    } else if (value.isBoolean()) {
      result.kind = Constant::Kind::Boolean;
      result.boolean = value.isTrue();
    }
    return result;
  }

  CompiledModule module_;
  std::vector<const Proto*> protos_;
};

// ---- module to bytes ----

class Writer {
 public:
  explicit Writer(Bytes& out) : out_(out) {}

  void byte(uint8_t value) { out_.push_back(static_cast<char>(value)); }
  void number(uint64_t value, int bytes) {
    for (int index = 0; index < bytes; ++index) byte(static_cast<uint8_t>(value >> index * 8));
  }
  void count(size_t value) { number(value, 4); }
  void text(BytesView bytes) {
    count(bytes.size());
    out_.append(bytes);
  }

  void module(const CompiledModule& module) {
    text(module.chunkName);
    count(module.strings.size());
    for (const Bytes& string : module.strings) text(string);
    count(module.functions.size());
    for (const FunctionPrototype& item : module.functions) function(item);
  }

 private:
  void function(const FunctionPrototype& item) {
    number(item.lineDefined, 4);
    number(item.lastLineDefined, 4);
    byte(item.parameterCount);
    byte(static_cast<uint8_t>(item.vararg));
    byte(item.registerCount);
    count(item.code.size());
    for (const Instruction& instruction : item.code) {
      byte(static_cast<uint8_t>(instruction.opcode));
      byte(instruction.a);
      byte(instruction.b);
      byte(instruction.c);
      number(instruction.aux, 4);
    }
    for (const uint32_t line : item.lines) number(line, 4);
    count(item.constants.size());
    for (const Constant& value : item.constants) constant(value);
    count(item.functions.size());
    for (const uint32_t child : item.functions) number(child, 4);
    count(item.upvalues.size());
    for (const UpvalueDescriptor& upvalue : item.upvalues) {
      byte(upvalue.fromRegister ? 1 : 0);
      byte(upvalue.index);
      number(upvalue.name, 4);
    }
    count(item.locals.size());
    for (const LocalVariable& local : item.locals) {
      number(local.name, 4);
      byte(local.slot);
      number(local.startPc, 4);
      number(local.endPc, 4);
    }
  }

  void constant(const Constant& value) {
    byte(static_cast<uint8_t>(value.kind));
    uint64_t bits = value.boolean ? 1 : 0;
    if (value.kind == Constant::Kind::Number) std::memcpy(&bits, &value.number, sizeof bits);
    if (value.kind == Constant::Kind::String) bits = value.string;
    number(bits, 8);
  }

  Bytes& out_;
};

// ---- bytes to module ----

/// Reads what Writer wrote. After the end of the bytes everything is zero and `failed()` is true.
class Reader {
 public:
  explicit Reader(BytesView bytes) : bytes_(bytes) {}

  bool failed() const { return failed_; }
  bool atEnd() const { return at_ == bytes_.size(); }

  CompiledModule module() {
    CompiledModule module;
    module.chunkName = text();
    repeat(4, [&] { module.strings.push_back(text()); });
    repeat(31, [&] { module.functions.push_back(function()); });
    return module;
  }

 private:
  uint8_t byte() {
    if (at_ >= bytes_.size()) return failed_ = true, uint8_t{0};
    return static_cast<uint8_t>(bytes_[at_++]);
  }
  uint64_t number(int bytes) {
    uint64_t value = 0;
    for (int index = 0; index < bytes; ++index) value |= uint64_t{byte()} << index * 8;
    return value;
  }
  uint32_t word() { return static_cast<uint32_t>(number(4)); }
  Bytes text() {
    const uint32_t length = word();
    if (length > bytes_.size() - at_) return failed_ = true, Bytes();
    at_ += length;
    return Bytes(bytes_.substr(at_ - length, length));
  }
  /// Reads a count, then that many items of at least `itemBytes` bytes.
  template <class ReadItem>
  uint32_t repeat(size_t itemBytes, ReadItem readItem) {
    const uint32_t count = word();
    if (count > (bytes_.size() - at_) / itemBytes) return failed_ = true, 0u;
    for (uint32_t index = 0; index < count && !failed_; ++index) readItem();
    return count;
  }

  FunctionPrototype function() {
    FunctionPrototype item;
    item.lineDefined = word();
    item.lastLineDefined = word();
    item.parameterCount = byte();
    item.vararg = static_cast<VarargKind>(byte());
    item.registerCount = byte();
    const uint32_t length = repeat(8, [&] { item.code.push_back(instruction()); });
    for (uint32_t index = 0; index < length && !failed_; ++index) item.lines.push_back(word());
    repeat(9, [&] { item.constants.push_back(constant()); });
    repeat(4, [&] { item.functions.push_back(word()); });
    repeat(6, [&] {
      UpvalueDescriptor upvalue;
      upvalue.fromRegister = byte() != 0;
      upvalue.index = byte();
      upvalue.name = word();
      item.upvalues.push_back(upvalue);
    });
    repeat(13, [&] {
      LocalVariable local;
      local.name = word();
      local.slot = byte();
      local.startPc = word();
      local.endPc = word();
      item.locals.push_back(local);
    });
    return item;
  }

  Instruction instruction() {
    Instruction item;
    item.opcode = static_cast<Opcode>(byte());
    item.a = byte();
    item.b = byte();
    item.c = byte();
    item.aux = word();
    return item;
  }

  Constant constant() {
    Constant value;
    value.kind = static_cast<Constant::Kind>(byte());
    const uint64_t bits = number(8);
    if (value.kind == Constant::Kind::Number) std::memcpy(&value.number, &bits, sizeof bits);
    if (value.kind == Constant::Kind::String) value.string = static_cast<StringIndex>(bits);
    value.boolean = value.kind == Constant::Kind::Boolean && bits != 0;
    return value;
  }

  BytesView bytes_;
  size_t at_ = 0;
  bool failed_ = false;
};

}  // namespace

Bytes dumpFunction(const Proto* proto) {
  Bytes out(kHeader);
  out.append(kMark);
  out.push_back(static_cast<char>(kOpcodeCount));
  Writer(out).module(ModuleBuilder().build(proto));
  return out;
}

base::Result<CompiledModule> readBinaryChunk(BytesView chunk, BytesView chunkName) {
  const auto refuse = [&](BytesView why) {
    const bool hasMark = !chunkName.empty() && (chunkName[0] == '@' || chunkName[0] == '=');
    Bytes name = hasMark                    ? Bytes(chunkName.substr(1))
                 : isBinaryChunk(chunkName) ? "binary string"
                                            : Bytes(chunkName);
    return base::Status(base::StatusCode::SyntaxError,
                        name.append(": ").append(why).append(" in precompiled chunk"));
  };
  Bytes start(kHeader);
  start.append(kMark);
  start.push_back(static_cast<char>(kOpcodeCount));
  if (chunk.size() < kHeader.size()) return refuse("unexpected end");
  if (chunk.substr(0, start.size()) != start) return refuse("bad header");
  Reader reader(chunk.substr(start.size()));
  CompiledModule module = reader.module();
  if (reader.failed()) return refuse("unexpected end");
  const bool hasShape = module.functions.size() >= 2 && module.functions[0].functions.size() == 1;
  if (!reader.atEnd() || !hasShape || !verify(module).isOk()) return refuse("bad code");
  return module;
}

}  // namespace lua
