#pragma once

#include "vm/object.h"
#include "vm/string.h"

/// Table operations without metamethods.
///
/// The layout is the published one of Lua 5.1, because scripts see its order: an array part whose
/// size is the largest n such that more than half of 1..n are used, and a hash part of 2^k nodes,
/// collisions resolved by moving the node that is not in its main position to a free node searched
/// from the top down. A removed entry keeps its key until the next rehash, so that `next` works
/// while entries are being removed.
///
/// Complexity: O(1) expected for get and set, amortised for growth; `length` is O(log n).
namespace lua {

class Heap;

namespace table {

/// Raw access. `get` answers nil for an absent key.
Value get(const Table* table, Value key);
Value getString(const Table* table, const String* key);
Value getShortString(const Table* table, const String* key);
Value getHashInteger(const Table* table, double key);
inline Value getInteger(const Table* table, int64_t key) {
  if (static_cast<uint64_t>(key) - 1 < table->arraySize) return table->array[key - 1];
  return getHashInteger(table, static_cast<double>(key));
}

/// The slot of an existing entry, or nullptr. The entry's value may be nil.
Value* find(const Table* table, Value key);
Value* findShortString(const Table* table, const String* key);

/// Stores `value` under `key`, which is neither nil nor NaN. Makes room when needed.
void set(Heap& heap, Table* table, Value key, Value value);
void setInteger(Heap& heap, Table* table, int64_t key, Value value);
void setString(Heap& heap, Table* table, String* key, Value value);

/// The slot for `key`, made when it does not exist.
Value* findOrInsert(Heap& heap, Table* table, Value key);
/// The slot for a key that `find` does not find.
Value* insert(Heap& heap, Table* table, Value key);

/// The slot for a short string that the table does not have, if nothing stands or ever stood in its
/// main position; else nullptr, and nothing has changed. What filling a new table with names needs.
Value* insertInVacant(Table* table, String* key);

/// A border: n such that t[n] is not nil and t[n+1] is nil. Lua 5.1 manual §2.5.5.
uint32_t length(const Table* table);

/// Advances an iteration: replaces `key` by the next key and sets `value`. False at the end;
/// `invalid` is set when the key is not in the table ("invalid key to 'next'").
bool next(const Table* table, Value& key, Value& value, bool& invalid);

/// Gives the parts exactly these sizes and reinserts all entries.
void resize(Heap& heap, Table* table, uint32_t arraySize, uint32_t hashSize);
/// Makes the array part at least `arraySize` long.
void reserveArray(Heap& heap, Table* table, uint32_t arraySize);

/// Sets up the parts of a table that has none yet.
void initialize(Heap& heap, Table* table, uint32_t arraySize, uint32_t hashSize);
/// Frees the parts; for the sweeper.
void destroy(Heap& heap, Table* table);

inline uint32_t nodeCount(const Table* table) {
  return table->nodeLimit / static_cast<uint32_t>(sizeof(Node)) + 1;
}
/// True if the hash part is the shared empty node.
bool hasEmptyHash(const Table* table);
/// Bytes held by both parts.
uint64_t partBytes(const Table* table);

}  // namespace table
}  // namespace lua
