#include "vm/table.h"

#include <bit>

#include "vm/heap.h"

namespace lua::table {
namespace {

constexpr uint32_t kMaxLogSize = 26;

/// The hash part of every table without one: a node whose nil key matches nothing and whose value
/// is never written.
Node kEmptyNode{};

constexpr uint32_t kNodeSize = sizeof(Node);

Node* nodeAt(const Table* table, uint32_t index) { return table->nodes + index; }

/// Main position by power of two (strings, booleans) and by an odd divisor (numbers, addresses), as
/// in 5.1.5; earlier 5.1 hashed numbers otherwise.
Node* byMask(const Table* table, uint32_t hash) {
  return nodeAt(table, hash & (nodeCount(table) - 1));
}
template <class Hash>
Node* byModulus(const Table* table, Hash hash) {
  return nodeAt(table, static_cast<uint32_t>(hash % ((nodeCount(table) - 1) | 1)));
}

Node* numberPosition(const Table* table, double key) {
  if (key == 0) return nodeAt(table, 0);  // 0 and -0 are one key
  uint64_t bits;
  std::memcpy(&bits, &key, sizeof bits);
  return byModulus(table, static_cast<uint32_t>(bits) + static_cast<uint32_t>(bits >> 32));
}

Node* mainPosition(const Table* table, Value key) {
  if (key.isNumber()) return numberPosition(table, key.asNumber());
  if (key.isString()) return byMask(table, key.asString()->hash);
  if (key.isBoolean()) return byMask(table, key.isTrue() ? 1 : 0);
  return byModulus(table, key.payload() >> 3);
}

/// The array index that a key is, or 0.
uint32_t arrayIndex(Value key) {
  if (!key.isNumber()) return 0;
  const double number = key.asNumber();
  if (!(number >= 1 && number <= 67108864.0)) return 0;
  const uint32_t index = static_cast<uint32_t>(number);
  return static_cast<double>(index) == number ? index : 0;
}

bool keysEqual(Value left, Value right) {
  if (left.bits() == right.bits()) return true;
  return rawEquals(left, right);
}

/// Like `find` in the hash part, but an entry whose key died is found by the key's address.
Node* findNode(const Table* table, Value key, bool deadToo) {
  if (!key.isNumber() && !(key.isString() && !key.asString()->isShort())) {
    // Identity: of these keys the bits decide.
    for (Node* node = mainPosition(table, key); node != nullptr; node = node->next) {
      if (node->key.bits() == key.bits()) return node;
      if (deadToo && node->key.isDeadKey() && key.isObject() &&
          node->key.payload() == key.payload())
        return node;
    }
    return nullptr;
  }
  if (key.isNumber()) {
    const double number = key.asNumber();
    for (Node* node = numberPosition(table, number); node != nullptr; node = node->next) {
      if (node->key.asNumber() == number) return node;  // a key that is no number is a NaN
    }
    return nullptr;
  }
  for (Node* node = mainPosition(table, key); node != nullptr; node = node->next) {
    if (keysEqual(node->key, key)) return node;
    if (deadToo && node->key.isDeadKey() && node->key.payload() == key.payload()) return node;
  }
  return nullptr;
}

void setNodes(Heap& heap, Table* table, uint32_t size) {
  if (size == 0) {
    table->nodes = &kEmptyNode;
    table->nodeLimit = 0;
    table->logNodeCount = 0;
    table->lastFree = table->nodes;
    return;
  }
  const uint32_t logSize = static_cast<uint32_t>(std::bit_width(size - 1));
  const uint32_t count = 1u << logSize;
  table->nodes = static_cast<Node*>(heap.allocateBlock(size_t{count} * kNodeSize));
  for (uint32_t index = 0; index < count; ++index) {
    Node& node = table->nodes[index];
    node.value = Value::nil();
    node.key = Value::nil();
    node.next = nullptr;
  }
  table->nodeLimit = (count - 1) * kNodeSize;
  table->logNodeCount = static_cast<uint8_t>(logSize);
  table->lastFree = table->nodes + count;
}

Node* takeFreeNode(Table* table) {
  while (table->lastFree > table->nodes) {
    --table->lastFree;
    if (table->lastFree->key.isNil()) return table->lastFree;
  }
  return nullptr;
}

/// Counts of integer keys in the ranges (2^(i-1), 2^i].
struct KeyCounts {
  uint32_t ranges[kMaxLogSize + 1] = {};
  uint32_t integers = 0;
  uint32_t all = 0;

  void add(Value key) {
    ++all;
    if (const uint32_t index = arrayIndex(key); index != 0) {
      ++ranges[std::bit_width(index - 1)];
      ++integers;
    }
  }
};

void countArray(const Table* table, KeyCounts& counts) {
  uint32_t first = 1;
  for (uint32_t range = 0, limit = 1; range <= kMaxLogSize; ++range, limit *= 2) {
    uint32_t end = limit;
    if (end > table->arraySize) {
      end = table->arraySize;
      if (first > end) break;
    }
    uint32_t used = 0;
    for (; first <= end; ++first) {
      if (!table->array[first - 1].isNil()) ++used;
    }
    counts.ranges[range] += used;
    counts.integers += used;
    counts.all += used;
  }
}

/// The array size that uses more than half of its slots, and how many keys go there.
uint32_t bestArraySize(const KeyCounts& counts, uint32_t& inArray) {
  uint32_t accumulated = 0;
  uint32_t best = 0;
  inArray = 0;
  for (uint32_t range = 0, size = 1; size / 2 < counts.integers && range <= kMaxLogSize;
       ++range, size *= 2) {
    if (counts.ranges[range] > 0) {
      accumulated += counts.ranges[range];
      if (accumulated > size / 2) {
        best = size;
        inArray = accumulated;
      }
    }
    if (accumulated == counts.integers) break;
  }
  return best;
}

void rehash(Heap& heap, Table* table, Value extraKey) {
  KeyCounts counts;
  countArray(table, counts);
  for (uint32_t index = nodeCount(table); index-- > 0;) {
    const Node& node = table->nodes[index];
    if (!node.value.isNil()) counts.add(node.key);
  }
  counts.add(extraKey);
  uint32_t inArray;
  const uint32_t arraySize = bestArraySize(counts, inArray);
  resize(heap, table, arraySize, counts.all - inArray);
}

}  // namespace

/// The key gets a node: its main position if that is free; otherwise the colliding node moves to a
/// free node if it is not in its own main position, else the key takes the free node.
Value* insert(Heap& heap, Table* table, Value key) {
  Node* position = mainPosition(table, key);
  if (!position->value.isNil() || table->nodes == &kEmptyNode) {
    Node* free = takeFreeNode(table);
    if (free == nullptr) {
      rehash(heap, table, key);
      return findOrInsert(heap, table, key);
    }
    Node* other = position->key.isDeadKey() ? position : mainPosition(table, position->key);
    if (other != position) {
      while (other->next != position) other = other->next;
      other->next = free;
      *free = *position;
      position->next = nullptr;
      position->value = Value::nil();
    } else {
      free->next = position->next;
      position->next = free;
      position = free;
    }
  }
  position->key = key;
  table->absent = 0;
  return &position->value;
}

Value* insertInVacant(Table* table, String* key) {
  Node* position = byMask(table, key->hash);
  if (!position->key.isNil() || hasEmptyHash(table)) return nullptr;
  position->key = Value::string(key);
  table->absent = 0;
  return &position->value;
}

bool hasEmptyHash(const Table* table) { return table->nodes == &kEmptyNode; }

uint64_t partBytes(const Table* table) {
  const uint64_t hash = hasEmptyHash(table) ? 0 : uint64_t{nodeCount(table)} * kNodeSize;
  return uint64_t{table->arraySize} * sizeof(Value) + hash;
}

Value* findShortString(const Table* table, const String* key) {
  const uint64_t wanted = Value::string(key).bits();
  for (Node* node = byMask(table, key->hash); node != nullptr; node = node->next) {
    if (node->key.bits() == wanted) return &node->value;
  }
  return nullptr;
}

Value getShortString(const Table* table, const String* key) {
  const Value* slot = findShortString(table, key);
  return slot != nullptr ? *slot : Value::nil();
}

Value getString(const Table* table, const String* key) {
  if (key->isShort()) return getShortString(table, key);
  return get(table, Value::string(key));
}

Value getHashInteger(const Table* table, double key) {
  for (Node* node = numberPosition(table, key); node != nullptr; node = node->next) {
    if (node->key.isNumber() && node->key.asNumber() == key) return node->value;
  }
  return Value::nil();
}

Value* find(const Table* table, Value key) {
  if (key.isString() && key.asString()->isShort()) return findShortString(table, key.asString());
  if (const uint32_t index = arrayIndex(key); index != 0 && index <= table->arraySize)
    return &table->array[index - 1];
  if (key.isNil() || (key.isNumber() && key.asNumber() != key.asNumber())) return nullptr;
  Node* node = findNode(table, key, false);
  return node != nullptr ? &node->value : nullptr;
}

Value get(const Table* table, Value key) {
  const Value* slot = find(table, key);
  return slot != nullptr ? *slot : Value::nil();
}

Value* findOrInsert(Heap& heap, Table* table, Value key) {
  Value* slot = find(table, key);
  return slot != nullptr ? slot : insert(heap, table, key);
}

void set(Heap& heap, Table* table, Value key, Value value) {
  *findOrInsert(heap, table, key) = value;
}

void setInteger(Heap& heap, Table* table, int64_t key, Value value) {
  if (static_cast<uint64_t>(key) - 1 < table->arraySize) {
    table->array[key - 1] = value;
  } else {
    set(heap, table, Value::number(static_cast<double>(key)), value);
  }
}

void setString(Heap& heap, Table* table, String* key, Value value) {
  set(heap, table, Value::string(key), value);
}

uint32_t length(const Table* table) {
  uint32_t high = table->arraySize;
  if (high > 0 && table->array[high - 1].isNil()) {
    uint32_t low = 0;
    while (high - low > 1) {
      const uint32_t middle = low + (high - low) / 2;
      (table->array[middle - 1].isNil() ? high : low) = middle;
    }
    return low;
  }
  if (hasEmptyHash(table)) return high;
  uint32_t low = high++;
  while (!getInteger(table, high).isNil()) {
    low = high;
    if (high > INT32_MAX / 2) {
      uint32_t linear = 1;
      while (!getInteger(table, linear).isNil()) ++linear;
      return linear - 1;
    }
    high *= 2;
  }
  while (high - low > 1) {
    const uint32_t middle = low + (high - low) / 2;
    (getInteger(table, middle).isNil() ? high : low) = middle;
  }
  return low;
}

namespace {

/// The node of a key that `next` is given: as a rule the one that it answered last.
const Node* visitedNode(const Table* table, Value key) {
  const uint32_t last = table->lastVisited;
  if (last >> table->logNodeCount == 0 && table->nodes[last].key.bits() == key.bits())
    return table->nodes + last;
  return key.isNumber() && key.asNumber() != key.asNumber() ? nullptr : findNode(table, key, true);
}

}  // namespace

bool next(const Table* table, Value& key, Value& value, bool& invalid) {
  invalid = false;
  uint32_t position = 0;
  if (!key.isNil()) {
    if (const uint32_t index = arrayIndex(key); index != 0 && index <= table->arraySize) {
      position = index;
    } else {
      const Node* node = visitedNode(table, key);
      if (node == nullptr) {
        invalid = true;
        return false;
      }
      position = table->arraySize + static_cast<uint32_t>(node - table->nodes) + 1;
    }
  }
  for (; position < table->arraySize; ++position) {
    if (!table->array[position].isNil()) {
      key = Value::number(position + 1);
      value = table->array[position];
      return true;
    }
  }
  const uint32_t count = nodeCount(table);
  for (uint32_t index = position - table->arraySize; index < count; ++index) {
    const Node& node = table->nodes[index];
    if (!node.value.isNil()) {
      table->lastVisited = index;
      key = node.key;
      value = node.value;
      return true;
    }
  }
  return false;
}

void reserveArray(Heap& heap, Table* table, uint32_t arraySize) {
  if (arraySize <= table->arraySize) return;
  Value* grown = static_cast<Value*>(heap.allocateBlock(size_t{arraySize} * sizeof(Value)));
  for (uint32_t index = 0; index < table->arraySize; ++index) grown[index] = table->array[index];
  for (uint32_t index = table->arraySize; index < arraySize; ++index) grown[index] = Value::nil();
  if (table->array != nullptr)
    heap.freeBlock(table->array, size_t{table->arraySize} * sizeof(Value));
  table->array = grown;
  table->arraySize = arraySize;
}

void resize(Heap& heap, Table* table, uint32_t arraySize, uint32_t hashSize) {
  Node* oldNodes = table->nodes;
  const uint32_t oldNodeCount = hasEmptyHash(table) ? 0 : nodeCount(table);
  Value* oldArray = table->array;
  const uint32_t oldArraySize = table->arraySize;

  if (arraySize > oldArraySize) reserveArray(heap, table, arraySize);
  setNodes(heap, table, hashSize);
  if (arraySize < oldArraySize) {
    table->arraySize = arraySize;
    for (uint32_t index = arraySize; index < oldArraySize; ++index) {
      if (!oldArray[index].isNil()) setInteger(heap, table, index + 1, oldArray[index]);
    }
    Value* shrunk = nullptr;
    if (arraySize > 0) {
      shrunk = static_cast<Value*>(heap.allocateBlock(size_t{arraySize} * sizeof(Value)));
      std::memcpy(static_cast<void*>(shrunk), oldArray, size_t{arraySize} * sizeof(Value));
    }
    heap.freeBlock(oldArray, size_t{oldArraySize} * sizeof(Value));
    table->array = shrunk;
  }
  for (uint32_t index = oldNodeCount; index-- > 0;) {
    const Node& node = oldNodes[index];
    if (node.value.isNil()) continue;
    // All keys are different, so none has to be looked for.
    if (const uint32_t at = arrayIndex(node.key); at != 0 && at <= table->arraySize) {
      table->array[at - 1] = node.value;
    } else {
      *insert(heap, table, node.key) = node.value;
    }
  }
  if (oldNodeCount > 0) heap.freeBlock(oldNodes, size_t{oldNodeCount} * kNodeSize);
}

void initialize(Heap& heap, Table* table, uint32_t arraySize, uint32_t hashSize) {
  setNodes(heap, table, hashSize);
  reserveArray(heap, table, arraySize);
}

void destroy(Heap& heap, Table* table) {
  if (table->array != nullptr)
    heap.freeBlock(table->array, size_t{table->arraySize} * sizeof(Value));
  if (!hasEmptyHash(table)) heap.freeBlock(table->nodes, size_t{nodeCount(table)} * kNodeSize);
}

}  // namespace lua::table
