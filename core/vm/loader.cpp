#include "vm/machine.h"

/// From a compiled module to heap objects. Modules from outside the process pass the verifier
/// first.
namespace lua {
namespace {

class Loader {
 public:
  Loader(Heap& heap, const CompiledModule& module) : heap_(heap), module_(module) {
    strings_.reserve(module.strings.size());
    for (const base::Bytes& text : module.strings) strings_.push_back(heap.newString(text));
  }

  Proto* load() {
    String* chunkName = heap_.newString(module_.chunkName);
    for (size_t index = 0; index < module_.functions.size(); ++index) {
      Proto* proto = heap_.newProto();
      proto->chunkName = chunkName;
      proto->moduleIndex = static_cast<uint32_t>(index);
      protos_.push_back(proto);
    }
    for (size_t index = 0; index < module_.functions.size(); ++index)
      fill(*protos_[index], module_.functions[index]);
    return protos_[0];
  }

 private:
  Value constant(const Constant& constant) const {
    switch (constant.kind) {
      case Constant::Kind::Nil:
        return Value::nil();
      case Constant::Kind::Boolean:
        return Value::boolean(constant.boolean);
      case Constant::Kind::Number:
        return Value::untrustedNumber(constant.number);
      case Constant::Kind::String:
        return Value::string(strings_[constant.string]);
    }
    UNREACHABLE();
  }

  void fill(Proto& proto, const FunctionPrototype& source) {
    proto.code = source.code;
    proto.lines = source.lines;
    proto.locals = source.locals;
    proto.upvalues = source.upvalues;
    for (const Constant& item : source.constants) proto.constants.push_back(constant(item));
    for (const uint32_t child : source.functions) proto.children.push_back(protos_[child]);
    for (const UpvalueDescriptor& upvalue : source.upvalues)
      proto.upvalueNames.push_back(strings_[upvalue.name]);
    for (const LocalVariable& local : source.locals)
      proto.localNames.push_back(strings_[local.name]);
    proto.lineDefined = source.lineDefined;
    proto.lastLineDefined = source.lastLineDefined;
    proto.parameterCount = source.parameterCount;
    proto.registerCount = source.registerCount;
    proto.vararg = source.vararg;
    proto.plainSlots = source.vararg == VarargKind::None ? 1 + source.registerCount + kNativeSlots
                                                         : Proto::kNeverPlain;
    heap_.countProto(proto);
  }

 private:
  Heap& heap_;
  const CompiledModule& module_;
  std::vector<String*> strings_;
  std::vector<Proto*> protos_;
};

}  // namespace

Closure* Machine::load(const CompiledModule& module, Table* environment) {
  return heap_.newClosure(Loader(heap_, module).load(), environment);
}

}  // namespace lua
