#pragma once

#include <vector>

#include "vm/machine.h"

/// The collector: mark and sweep, all at once, non-moving.
///
/// It runs only at safepoints, where every live value is in a stack slot below its coroutine's
/// extent, in a root, or reachable from one. Slots above the extent are set to nil, so that a slot
/// never holds a dangling pointer. Marking keeps an explicit list of grey objects. Weak tables
/// follow Lua 5.1 manual §2.10.2, finalizers §2.10.1.
///
/// Grey tables, which may be millions, are a list through the tables themselves; the few other grey
/// objects are in a vector. The mark changes its value from cycle to cycle, so that the sweeper
/// reads what survives and writes only what dies.
///
/// Cost: O(live objects + slots of all pages).
namespace lua {

class Collector {
 public:
  explicit Collector(Machine& machine) : machine_(machine), heap_(machine.heap_) {}

  void collect();

  // Visitor interface (visitor.h).
  void value(Value& value) {
    if (value.isObject()) object(value.asObject());
  }
  void object(Object* object);
  uint32_t stackExtent(const Coroutine* coroutine) const { return machine_.stackExtent(coroutine); }

 private:
  void markRoots();
  void propagate();
  void traverse(Object* object);
  void traverseTable(Table* table);
  void separateFinalizable();
  void clearWeakTables();
  void clearWeakTable(Table* table);
  void detachDeadCoroutines();
  bool isCleared(Value value, bool isKey);
  bool isMarked(const Object* object) const { return object->marked == heap_.liveMark_; }

  Machine& machine_;
  Heap& heap_;
  Table* greyTables_ = nullptr;
  std::vector<Object*> grey_;
  std::vector<Table*> weak_;
};

}  // namespace lua
