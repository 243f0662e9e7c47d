#include "vm/collector.h"

#include "vm/visitor.h"

namespace lua {

void Collector::collect() {
  heap_.liveMark_ = heap_.liveMark_ == 1 ? 2 : 1;
  markRoots();
  propagate();
  separateFinalizable();
  propagate();
  clearWeakTables();
  detachDeadCoroutines();
  heap_.sweep();
}

void Collector::object(Object* object) {
  if (object == nullptr || isMarked(object)) return;
  object->marked = heap_.liveMark_;
  if (object->type == ObjectType::Table) {
    Table* table = static_cast<Table*>(object);
    table->nextGrey = greyTables_;
    greyTables_ = table;
  } else if (object->type != ObjectType::String && object->type != ObjectType::Buffer) {
    grey_.push_back(object);
  }
}

void Collector::markRoots() {
  object(machine_.main_);
  object(machine_.current_);
  object(machine_.registry_);
  object(machine_.handlerTrampoline_);
  object(machine_.finalizerTrampoline_);
  object(machine_.hookTrampoline_);
  object(machine_.interruptMessage_);
  for (Table* metatable : machine_.typeMetatables_) object(metatable);
  for (String* name : machine_.eventNames_) object(name);
  for (Value& root : machine_.roots_) value(root);
  for (Userdata* userdata : machine_.toFinalize_) object(userdata);
  value(machine_.error_);
}

void Collector::propagate() {
  for (;;) {
    if (greyTables_ != nullptr) {
      Table* table = greyTables_;
      greyTables_ = table->nextGrey;
      traverseTable(table);
    } else if (!grey_.empty()) {
      Object* object = grey_.back();
      grey_.pop_back();
      traverse(object);
    } else {
      return;
    }
  }
}

void Collector::traverse(Object* object) {
  visitReferences(object, *this);
  if (object->type == ObjectType::Coroutine) {
    Coroutine* coroutine = static_cast<Coroutine*>(object);
    for (uint32_t slot = machine_.stackExtent(coroutine); slot < coroutine->stackSize; ++slot)
      coroutine->stack[slot] = Value::nil();
  }
}

void Collector::traverseTable(Table* table) {
  object(table->metatable);
  table->flags &= static_cast<uint8_t>(~(Table::kWeakKeys | Table::kWeakValues));
  if (const Value mode = table->metatable == nullptr
                             ? Value::nil()
                             : machine_.metamethod(table->metatable, Event::Mode);
      mode.isString()) {
    const base::BytesView text = mode.asString()->view();
    if (text.find('k') != base::BytesView::npos) table->flags |= Table::kWeakKeys;
    if (text.find('v') != base::BytesView::npos) table->flags |= Table::kWeakValues;
  }
  const bool weakKeys = (table->flags & Table::kWeakKeys) != 0;
  const bool weakValues = (table->flags & Table::kWeakValues) != 0;
  if (weakKeys || weakValues) weak_.push_back(table);
  if (!weakValues) {
    for (uint32_t index = 0; index < table->arraySize; ++index) value(table->array[index]);
  }
  const uint32_t count = table::hasEmptyHash(table) ? 0 : table::nodeCount(table);
  for (uint32_t index = 0; index < count; ++index) {
    Node& node = table->nodes[index];
    if (node.value.isNil()) {
      if (node.key.isObject()) node.key = Value::deadKey(node.key);
      continue;
    }
    if (!weakKeys) value(node.key);
    if (!weakValues) value(node.value);
  }
}

void Collector::separateFinalizable() {
  std::vector<Userdata*>& candidates = machine_.finalizable_;
  size_t kept = 0;
  std::vector<Userdata*> due;
  for (Userdata* userdata : candidates) {
    if (isMarked(userdata)) {
      candidates[kept++] = userdata;
    } else if (!machine_.metamethod(userdata->metatable, Event::Gc).isNil()) {
      userdata->flags |= Userdata::kFinalized;
      due.push_back(userdata);
    }
  }
  candidates.resize(kept);
  // Lua 5.1 manual §2.10.1: in the reverse order of their creation.
  for (size_t index = due.size(); index-- > 0;) {
    machine_.toFinalize_.push_back(due[index]);
    object(due[index]);
  }
}

/// Strings are values, never removed from weak tables. A userdata that is being finalized stays as
/// a key and goes as a value.
bool Collector::isCleared(Value value, bool isKey) {
  if (!value.isObject()) return false;
  Object* referent = value.asObject();
  if (referent->type == ObjectType::String) {
    referent->marked = heap_.liveMark_;
    return false;
  }
  if (!isMarked(referent)) return true;
  return !isKey && referent->type == ObjectType::Userdata &&
         (referent->flags & Userdata::kFinalized) != 0;
}

void Collector::clearWeakTables() {
  for (Table* table : weak_) clearWeakTable(table);
}

void Collector::clearWeakTable(Table* table) {
  if ((table->flags & Table::kWeakValues) != 0) {
    for (uint32_t index = 0; index < table->arraySize; ++index) {
      if (isCleared(table->array[index], false)) table->array[index] = Value::nil();
    }
  }
  const uint32_t count = table::hasEmptyHash(table) ? 0 : table::nodeCount(table);
  for (uint32_t index = 0; index < count; ++index) {
    Node& node = table->nodes[index];
    if (node.value.isNil()) continue;
    const bool keyGone = isCleared(node.key, true);
    if (keyGone || isCleared(node.value, false)) {
      node.value = Value::nil();
      if (node.key.isObject()) node.key = Value::deadKey(node.key);
    }
  }
}

/// A coroutine that dies while closures still share its open variables: they take their values
/// along.
void Collector::detachDeadCoroutines() {
  heap_.forEachOf(ObjectType::Coroutine, [this](Object* object) {
    Coroutine* coroutine = static_cast<Coroutine*>(object);
    if (!isMarked(coroutine)) machine_.closeUpvalues(coroutine, coroutine->stack);
  });
}

}  // namespace lua
