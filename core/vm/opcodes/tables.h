#pragma once

#include "vm/access.h"
#include "vm/machine.h"

/// Table access.
///
/// Instructions with a constant string key remember in `aux` the byte offset of the node where the
/// key was found last. The next execution looks there first: one bounds check and one comparison of
/// the key, valid for any table, with no hidden classes to keep. Everything else (misses,
/// metamethods, errors) is out of line in vm/access.cpp.
namespace lua::opcodes {

/// The node at the cached offset if it holds `key`, else nullptr.
ALWAYS_INLINE Node* cachedNode(const Table* table, uint32_t offset, Value key) {
  if (offset > table->nodeLimit) return nullptr;
  Node* node = reinterpret_cast<Node*>(reinterpret_cast<char*>(table->nodes) + offset);
  return node->key.bits() == key.bits() ? node : nullptr;
}

/// `table::findShortString`, inlined: a call would keep the cursor alive across it.
ALWAYS_INLINE Value* findShortString(const Table* table, const String* key) {
  const uint32_t mask = table->nodeLimit / static_cast<uint32_t>(sizeof(Node));
  const uint64_t wanted = Value::string(key).bits();
  for (Node* node = table->nodes + (key->hash & mask); node != nullptr; node = node->next) {
    if (node->key.bits() == wanted) return &node->value;
  }
  return nullptr;
}

/// A double as an array index: exact integers in range, anything else gives a value that no array
/// contains.
ALWAYS_INLINE bool arrayIndexOf(Value key, uint32_t arraySize, uint32_t& index) {
  const double number = key.asNumber();
  const int32_t integer = truncateToInt32(number);
  index = static_cast<uint32_t>(integer) - 1;
  return static_cast<double>(integer) == number && index < arraySize;
}

ALWAYS_INLINE Flow getCached(Machine& machine, Cursor& at, const Instruction& i, Value object,
                             Value key) {
  if (object.isTable()) [[likely]] {
    if (Node* node = cachedNode(object.asTable(), i.aux, key);
        node != nullptr && !node->value.isNil()) [[likely]] {
      at.base[i.a] = node->value;
      return Flow::Next;
    }
  }
  return getFieldSlow(machine, at.pc, object, key);
}

ALWAYS_INLINE Flow setCached(Machine& machine, Cursor& at, const Instruction& i, Value object,
                             Value key, Value value) {
  if (object.isTable()) [[likely]] {
    Table* table = object.asTable();
    if (Node* node = cachedNode(table, i.aux, key);
        node != nullptr && !node->value.isNil() && !table->isReadOnly()) [[likely]] {
      node->value = value;
      return Flow::Next;
    }
  }
  return setFieldSlow(machine, at.pc, object, key, value);
}

template <Mode mode>
ALWAYS_INLINE Flow opGetGlobal(Machine& machine, Cursor& at, const Instruction& i) {
  return getCached(machine, at, i, Value::table(at.closure->environment), at.constants[i.key16()]);
}

template <Mode mode>
ALWAYS_INLINE Flow opSetGlobal(Machine& machine, Cursor& at, const Instruction& i) {
  return setCached(machine, at, i, Value::table(at.closure->environment), at.constants[i.key16()],
                   at.base[i.a]);
}

template <Mode mode>
ALWAYS_INLINE Flow opGetGlobalWide(Machine& machine, Cursor& at, const Instruction& i) {
  return getTableSlow(machine, at.pc, Value::table(at.closure->environment), at.constants[i.aux]);
}

template <Mode mode>
ALWAYS_INLINE Flow opSetGlobalWide(Machine& machine, Cursor& at, const Instruction& i) {
  return setTableSlow(machine, at.pc, Value::table(at.closure->environment), at.constants[i.aux],
                      at.base[i.a]);
}

template <Mode mode>
ALWAYS_INLINE Flow opGetTable(Machine& machine, Cursor& at, const Instruction& i) {
  const Value object = at.base[i.b];
  const Value key = at.base[i.c];
  if (object.isTable()) [[likely]] {
    const Table* table = object.asTable();
    if (uint32_t index; arrayIndexOf(key, table->arraySize, index)) {
      // A nil slot of a table with a metatable may have to ask __index.
      if (const Value value = table->array[index]; !value.isNil() || table->metatable == nullptr)
          [[likely]] {
        at.base[i.a] = value;
        return Flow::Next;
      }
    } else if (key.isString() && key.asString()->isShort()) {
      if (const Value* slot = findShortString(table, key.asString());
          slot != nullptr && !slot->isNil()) {
        at.base[i.a] = *slot;
        return Flow::Next;
      }
    }
  }
  return getTableSlow(machine, at.pc, object, key);
}

template <Mode mode>
ALWAYS_INLINE Flow opGetField(Machine& machine, Cursor& at, const Instruction& i) {
  return getCached(machine, at, i, at.base[i.b], at.constants[i.c]);
}

template <Mode mode>
ALWAYS_INLINE Flow opGetInteger(Machine& machine, Cursor& at, const Instruction& i) {
  const Value object = at.base[i.b];
  if (object.isTable()) [[likely]] {
    const Table* table = object.asTable();
    if (const uint32_t index = i.c - 1u; index < table->arraySize && !table->array[index].isNil())
        [[likely]] {
      at.base[i.a] = table->array[index];
      return Flow::Next;
    }
  }
  return getTableSlow(machine, at.pc, object, Value::number(i.c));
}

ALWAYS_INLINE Flow setIndexed(Machine& machine, Cursor& at, Value object, Value key, Value value) {
  if (object.isTable()) [[likely]] {
    Table* table = object.asTable();
    if (uint32_t index; arrayIndexOf(key, table->arraySize, index) && !table->isReadOnly())
        [[likely]] {
      Value& slot = table->array[index];
      // A nil slot of a table with a metatable may have to ask __newindex.
      if (table->metatable == nullptr || !slot.isNil()) [[likely]] {
        slot = value;
        return Flow::Next;
      }
    }
  }
  return setTableSlow(machine, at.pc, object, key, value);
}

/// The value of a string key that `object` holds already, when it may be overwritten in place.
ALWAYS_INLINE Value* presentString(Value object, Value key) {
  if (!key.isString() || !object.isTable() || !key.asString()->isShort()) return nullptr;
  const Table* table = object.asTable();
  if (table->isReadOnly()) return nullptr;
  Value* slot = findShortString(table, key.asString());
  return slot != nullptr && !slot->isNil() ? slot : nullptr;
}

template <Mode mode>
ALWAYS_INLINE Flow opSetTable(Machine& machine, Cursor& at, const Instruction& i) {
  if (Value* slot = presentString(at.base[i.a], at.base[i.b]); slot != nullptr) {
    *slot = at.base[i.c];
    return Flow::Next;
  }
  return setIndexed(machine, at, at.base[i.a], at.base[i.b], at.base[i.c]);
}

template <Mode mode>
ALWAYS_INLINE Flow opSetTableConstant(Machine& machine, Cursor& at, const Instruction& i) {
  return setIndexed(machine, at, at.base[i.a], at.base[i.b], at.constants[i.c]);
}

template <Mode mode>
ALWAYS_INLINE Flow opSetField(Machine& machine, Cursor& at, const Instruction& i) {
  return setCached(machine, at, i, at.base[i.a], at.constants[i.b], at.base[i.c]);
}

template <Mode mode>
ALWAYS_INLINE Flow opSetFieldConstant(Machine& machine, Cursor& at, const Instruction& i) {
  return setCached(machine, at, i, at.base[i.a], at.constants[i.b], at.constants[i.c]);
}

template <Mode mode>
ALWAYS_INLINE Flow opSetInteger(Machine& machine, Cursor& at, const Instruction& i) {
  return setIndexed(machine, at, at.base[i.a], Value::number(i.b), at.base[i.c]);
}

template <Mode mode>
ALWAYS_INLINE Flow opNewTable(Machine& machine, Cursor& at, const Instruction& i) {
  return newTable(machine, at.pc);
}

/// The node at the cached offset of the table that `__index` of `metatable` names, if it holds
/// `key` and a value.
ALWAYS_INLINE Node* cachedMethod(Machine& machine, const Table* metatable, uint32_t offset,
                                 Value key) {
  const Value* index = findShortString(metatable, machine.eventName(Event::Index));
  if (index == nullptr || !index->isTable()) return nullptr;
  Node* node = cachedNode(index->asTable(), offset, key);
  return node != nullptr && !node->value.isNil() ? node : nullptr;
}

template <Mode mode>
ALWAYS_INLINE Flow opSelf(Machine& machine, Cursor& at, const Instruction& i) {
  const Value object = at.base[i.b];
  const Value key = at.constants[i.c];
  at.base[i.a + 1] = object;
  if (object.isTable()) [[likely]] {
    Table* table = object.asTable();
    if (Node* node = cachedNode(table, i.aux, key); node != nullptr && !node->value.isNil()) {
      at.base[i.a] = node->value;
      return Flow::Next;
    }
    // A method found in the table that __index names: the cache then holds the offset in that
    // table.
    if (table->metatable != nullptr && findShortString(table, key.asString()) == nullptr) {
      if (Node* node = cachedMethod(machine, table->metatable, i.aux, key); node != nullptr)
          [[likely]] {
        at.base[i.a] = node->value;
        return Flow::Next;
      }
    }
  } else if (object.isString()) {
    Table* metatable = machine.typeMetatable(ValueType::String);
    if (Node* node = metatable == nullptr ? nullptr : cachedMethod(machine, metatable, i.aux, key);
        node != nullptr) [[likely]] {
      at.base[i.a] = node->value;
      return Flow::Next;
    }
  }
  return getFieldSlow(machine, at.pc, object, key);
}

template <Mode mode>
ALWAYS_INLINE Flow opSetList(Machine& machine, Cursor& at, const Instruction& i) {
  return setList(machine, at.pc, i);
}

}  // namespace lua::opcodes
