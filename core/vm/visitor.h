#pragma once

#include "vm/object.h"

/// The one place that knows which references an object holds.
///
/// `visitReferences(object, visitor)` calls `visitor.value(Value&)` for values and
/// `visitor.object(Object*)` for pointers, null ones included. Stack slots of a coroutine are
/// visited up to `visitor.stackExtent(coroutine)`. It serves marking, and whatever else has to walk
/// the object graph.
namespace lua {

template <class Visitor>
void visitTable(Table* table, Visitor& visitor) {
  visitor.object(table->metatable);
  for (uint32_t index = 0; index < table->arraySize; ++index) visitor.value(table->array[index]);
  const uint32_t count = table->nodeLimit / static_cast<uint32_t>(sizeof(Node)) + 1;
  for (uint32_t index = 0; index < count; ++index) {
    if (table->nodes[index].value.isNil()) continue;
    visitor.value(table->nodes[index].key);
    visitor.value(table->nodes[index].value);
  }
}

template <class Visitor>
void visitProto(Proto* proto, Visitor& visitor) {
  visitor.object(proto->chunkName);
  for (Value& constant : proto->constants) visitor.value(constant);
  for (Proto* child : proto->children) visitor.object(child);
  for (String* name : proto->upvalueNames) visitor.object(name);
  for (String* name : proto->localNames) visitor.object(name);
}

template <class Visitor>
void visitCoroutine(Coroutine* coroutine, Visitor& visitor) {
  const uint32_t extent = visitor.stackExtent(coroutine);
  for (uint32_t slot = 0; slot < extent; ++slot) visitor.value(coroutine->stack[slot]);
  for (Upvalue* upvalue = coroutine->openUpvalues; upvalue != nullptr; upvalue = upvalue->nextOpen)
    visitor.object(upvalue);
  visitor.object(coroutine->resumer);
  visitor.object(coroutine->globals);
  visitor.value(coroutine->hook.function);
}

template <class Visitor>
void visitReferences(Object* object, Visitor& visitor) {
  switch (object->type) {
    case ObjectType::Free:
    case ObjectType::String:
    case ObjectType::Buffer:
      break;
    case ObjectType::Table:
      visitTable(static_cast<Table*>(object), visitor);
      break;
    case ObjectType::Upvalue:
      visitor.value(*static_cast<Upvalue*>(object)->location);
      break;
    case ObjectType::Proto:
      visitProto(static_cast<Proto*>(object), visitor);
      break;
    case ObjectType::Closure: {
      Closure* closure = static_cast<Closure*>(object);
      visitor.object(closure->proto);
      visitor.object(closure->environment);
      for (int index = 0; index < closure->upvalueCount(); ++index)
        visitor.object(closure->upvalues()[index]);
      break;
    }
    case ObjectType::NativeClosure: {
      NativeClosure* native = static_cast<NativeClosure*>(object);
      visitor.object(native->environment);
      for (int index = 0; index < native->upvalueCount(); ++index)
        visitor.value(native->upvalues()[index]);
      break;
    }
    case ObjectType::Userdata:
      visitor.object(static_cast<Userdata*>(object)->metatable);
      visitor.object(static_cast<Userdata*>(object)->environment);
      break;
    case ObjectType::Coroutine:
      visitCoroutine(static_cast<Coroutine*>(object), visitor);
      break;
  }
}

}  // namespace lua
