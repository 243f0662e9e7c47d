#include "stdlib/table_parts.h"

#include <algorithm>

#include "base/number_text.h"
#include "stdlib/libraries.h"
#include "stdlib/support.h"

/// The table library, except for `sort`. Lua 5.1 manual §5.5.
namespace lua {
namespace {

using base::BytesView;

/// Reads a table and its length. 5.1: aux_getn.
bool readSequence(NativeContext& native, Table*& table, int32_t& length) {
  if (!native.readTable(1, table)) return false;
  return length = static_cast<int32_t>(table::length(table)), true;
}

/// Elements that are moved or looked at between two looks at the budget.
constexpr int64_t kChunk = 16 * 1024;

enum class ShiftPhase { Start, GoOn };

/// Moves the elements `position` to `from` - 1 up by one, from the last one on; then the new
/// element is stored. Local 0 of a pause: where to go on.
NativeStep shiftUp(NativeContext& native, Table* table, int64_t from, int64_t position) {
  for (int64_t index = from; index > position;) {
    const int64_t stop = std::max(position, index - kChunk);
    if (!native.charge(static_cast<uint64_t>(index - stop) >> 2)) return native.failed();
    for (; index > stop; --index)
      table::setInteger(native.heap(), table, index, table::getInteger(table, index - 1));
    if (index > position && native.sliceIsOver()) {
      native.reserveLocals(1);
      native.setLocal(0, Value::number(static_cast<double>(index)));
      return native.pause(ShiftPhase::GoOn);
    }
  }
  table::setInteger(native.heap(), table, position, native.argument(native.argumentCount()));
  return native.done();
}

NativeStep insert(NativeContext& native) {
  Table* table;
  int32_t length;
  if (native.phase<ShiftPhase>() == ShiftPhase::GoOn) {
    int32_t position;
    if (!native.readTable(1, table) || !readInt(native, 2, position)) return native.failed();
    return shiftUp(native, table, static_cast<int64_t>(native.localNumber(0)), position);
  }
  if (!readSequence(native, table, length)) return native.failed();
  int32_t position = length + 1;
  switch (native.argumentCount()) {
    case 2:
      break;
    case 3: {
      int32_t end = position;
      if (!readInt(native, 2, position)) return native.failed();
      if (position > end) end = position;
      if (!checkWritable(native, table)) return native.failed();
      return shiftUp(native, table, end, position);
    }
    default:
      return native.fail("wrong number of arguments to 'insert'");
  }
  if (!checkWritable(native, table)) return native.failed();
  table::setInteger(native.heap(), table, position, native.argument(native.argumentCount()));
  return native.done();
}

/// Moves the elements behind `from` down by one, to `length`; `removed` is what the native answers.
/// Locals of a pause: where to go on, `length`, `removed`.
NativeStep shiftDown(NativeContext& native, Table* table, int64_t from, int64_t length,
                     Value removed) {
  for (int64_t index = from; index < length;) {
    const int64_t stop = std::min(length, index + kChunk);
    if (!native.charge(static_cast<uint64_t>(stop - index) >> 2)) return native.failed();
    for (; index < stop; ++index)
      table::setInteger(native.heap(), table, index, table::getInteger(table, index + 1));
    if (index < length && native.sliceIsOver()) {
      native.reserveLocals(3);
      native.setLocal(0, Value::number(static_cast<double>(index)));
      native.setLocal(1, Value::number(static_cast<double>(length)));
      native.setLocal(2, removed);
      return native.pause(ShiftPhase::GoOn);
    }
  }
  table::setInteger(native.heap(), table, length, Value::nil());
  return native.done(removed);
}

NativeStep remove(NativeContext& native) {
  Table* table;
  int32_t length, position;
  if (native.phase<ShiftPhase>() == ShiftPhase::GoOn) {
    if (!native.readTable(1, table)) return native.failed();
    return shiftDown(native, table, static_cast<int64_t>(native.localNumber(0)),
                     static_cast<int64_t>(native.localNumber(1)), native.local(2));
  }
  if (!readSequence(native, table, length) || !readOptionalInt(native, 2, length, position))
    return native.failed();
  if (position < 1 || position > length) return native.done();
  if (!checkWritable(native, table)) return native.failed();
  return shiftDown(native, table, position, length, table::getInteger(table, position));
}

/// insert(t, v) where the array part has room.
int shortInsert(Machine&, Value* slot, int argumentCount) {
  if (argumentCount != 2 || !slot[1].isTable() || slot[1].asTable()->isReadOnly()) return kNotShort;
  Table* table = slot[1].asTable();
  const uint32_t length = table::length(table);
  if (length >= table->arraySize) return kNotShort;
  table->array[length] = slot[2];
  return 0;
}

/// remove(t).
int shortRemove(Machine&, Value* slot, int argumentCount) {
  if (argumentCount != 1 || !slot[1].isTable() || slot[1].asTable()->isReadOnly()) return kNotShort;
  Table* table = slot[1].asTable();
  const uint32_t length = table::length(table);
  if (length == 0 || length > table->arraySize) return kNotShort;
  const Value removed = table->array[length - 1];
  table->array[length - 1] = Value::nil();
  return doneShort(slot, removed);
}

// ---- concat ----

/// Length of the text of a string or number; -1 for other values.
int64_t textLength(Value value) {
  if (value.isString()) return value.asString()->length;
  if (!value.isNumber()) return -1;
  char text[base::kNumberBufferSize];
  return static_cast<int64_t>(base::formatLuaNumber(value.asNumber(), text));
}

size_t writeText(Value value, char* out) {
  if (value.isNumber()) {
    char text[base::kNumberBufferSize];
    const size_t length = base::formatLuaNumber(value.asNumber(), text);
    std::memcpy(out, text, length);
    return length;
  }
  const String* string = value.asString();
  std::memcpy(out, string->data(), string->length);
  return string->length;
}

NativeStep concat(NativeContext& native) {
  Table* table;
  String* separator;
  int32_t first, last;
  if (!native.readOptionalString(2, separator) || !native.readTable(1, table) ||
      !readOptionalInt(native, 3, 1, first)) {
    return native.failed();
  }
  if (native.isAbsentOrNil(4)) {
    last = static_cast<int32_t>(table::length(table));
  } else if (!readInt(native, 4, last)) {
    return native.failed();
  }
  if (first > last) return native.done(native.string(""));
  const BytesView between = separator == nullptr ? BytesView() : separator->view();
  uint64_t total = between.size() * static_cast<uint64_t>(int64_t{last} - first);
  for (int64_t index = first; index <= last; ++index) {
    const Value value = table::getInteger(table, index);
    const int64_t length = textLength(value);
    if (length < 0) {
      return native.fail("invalid value (" + base::Bytes(typeName(value.type())) + ") at index " +
                         base::formatInteger(index) + " in table for 'concat'");
    }
    total += static_cast<uint64_t>(length);
    if (((index - first) & (kChunk - 1)) == kChunk - 1 && !native.charge(kChunk >> 1))
      return native.failed();
  }
  if (!native.checkStringLength(total) || !chargeBytes(native, total)) return native.failed();
  return native.done(makeString(native, static_cast<size_t>(total), [&](char* out) {
    for (int64_t index = first;; ++index) {
      out += writeText(table::getInteger(table, index), out);
      if (index >= last) break;
      if (!between.empty()) std::memcpy(out, between.data(), between.size());
      out += between.size();
    }
  }));
}

// ---- foreach ----

enum class ForeachPhase { Start, Returned };

/// Local 0: the key, or the index.
NativeStep foreach (NativeContext& native) {
  Table* table;
  Value function;
  if (native.phase<ForeachPhase>() == ForeachPhase::Start) {
    if (!native.readTable(1, table) || !native.readFunction(2, function)) return native.failed();
    native.reserveLocals(1);
  } else if (!native.result(0).isNil()) {
    return native.done(native.result(0));
  }
  Value key = native.local(0), value;
  bool invalid = false;
  if (!table::next(native.argument(1).asTable(), key, value, invalid)) {
    return invalid ? native.failPlain("invalid key to 'next'") : native.done();
  }
  native.setLocal(0, key);
  return native.call(native.argument(2), {key, value}, ForeachPhase::Returned,
                     OperationCause::Callback, 1);
}

/// Locals: index, length.
NativeStep foreachi(NativeContext& native) {
  if (native.phase<ForeachPhase>() == ForeachPhase::Start) {
    Table* table;
    Value function;
    int32_t length;
    if (!readSequence(native, table, length) || !native.readFunction(2, function))
      return native.failed();
    native.reserveLocals(2);
    native.setLocal(0, Value::number(0));
    native.setLocal(1, Value::number(length));
  } else if (!native.result(0).isNil()) {
    return native.done(native.result(0));
  }
  const double index = native.localNumber(0) + 1;
  if (index > native.localNumber(1)) return native.done();
  native.setLocal(0, Value::number(index));
  const Value value = table::getInteger(native.argument(1).asTable(), static_cast<int64_t>(index));
  return native.call(native.argument(2), {Value::number(index), value}, ForeachPhase::Returned,
                     OperationCause::Callback, 1);
}

// ---- sizes ----

NativeStep getn(NativeContext& native) {
  Table* table;
  int32_t length;
  if (!readSequence(native, table, length)) return native.failed();
  return native.done(Value::number(length));
}

NativeStep setn(NativeContext& native) {
  Table* table;
  if (!native.readTable(1, table)) return native.failed();
  return native.fail("'setn' is obsolete");
}

NativeStep maxn(NativeContext& native) {
  Table* table;
  if (!native.readTable(1, table)) return native.failed();
  double most = 0;
  Value key, value;
  bool invalid = false;
  uint64_t entries = 0;
  while (table::next(table, key, value, invalid)) {
    if (key.isNumber() && key.asNumber() > most) most = key.asNumber();
    if ((++entries & (kChunk - 1)) == 0 && !native.charge(kChunk)) return native.failed();
  }
  return native.done(Value::number(most));
}

/// In the order of the original.
constexpr NativeSpec kTableLibrary[] = {
    {"concat", concat},
    {"foreach", foreach},
    {"foreachi", foreachi},
    {"getn", getn},
    {"maxn", maxn},
    {"insert", insert, shortInsert},
    {"remove", remove, shortRemove},
    {"setn", setn},
    {"sort", tableSort},
};

}  // namespace

void openTable(Machine& machine, Table* globals) {
  machine.registerNatives(addLibrary(machine, globals, "table", std::size(kTableLibrary)),
                          kTableLibrary);
}

}  // namespace lua
