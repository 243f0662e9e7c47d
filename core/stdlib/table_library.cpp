#include "stdlib/table_parts.h"

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

NativeStep insert(NativeContext& native) {
  Table* table;
  int32_t length;
  if (!readSequence(native, table, length)) return native.failed();
  int32_t position = length + 1;
  switch (native.argumentCount()) {
    case 2:
      break;
    case 3: {
      int32_t end = position;
      if (!readInt(native, 2, position)) return native.failed();
      if (position > end) end = position;
      if (!checkWritable(native, table) ||
          !chargeBytes(native, static_cast<uint64_t>(int64_t{end} - position) * 8))
        return native.failed();
      for (int64_t index = end; index > position; --index) {
        table::setInteger(native.heap(), table, index, table::getInteger(table, index - 1));
      }
      break;
    }
    default:
      return native.fail("wrong number of arguments to 'insert'");
  }
  if (!checkWritable(native, table)) return native.failed();
  table::setInteger(native.heap(), table, position, native.argument(native.argumentCount()));
  return native.done();
}

NativeStep remove(NativeContext& native) {
  Table* table;
  int32_t length, position;
  if (!readSequence(native, table, length) || !readOptionalInt(native, 2, length, position))
    return native.failed();
  if (position < 1 || position > length) return native.done();
  if (!checkWritable(native, table) ||
      !chargeBytes(native, static_cast<uint64_t>(length - position) * 8))
    return native.failed();
  const Value removed = table::getInteger(table, position);
  for (int32_t index = position; index < length; ++index) {
    table::setInteger(native.heap(), table, index, table::getInteger(table, index + 1));
  }
  table::setInteger(native.heap(), table, length, Value::nil());
  return native.done(removed);
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
  }
  if (!native.checkStringLength(total) ||
      !chargeBytes(native, total + static_cast<uint64_t>(int64_t{last} - first) * 16)) {
    return native.failed();
  }
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
    ++entries;
  }
  if (!chargeBytes(native, entries * 16)) return native.failed();
  return native.done(Value::number(most));
}

/// In the order of the original.
constexpr NativeSpec kTableLibrary[] = {
    {"concat", concat}, {"foreach", foreach}, {"foreachi", foreachi},
    {"getn", getn},     {"maxn", maxn},       {"insert", insert},
    {"remove", remove}, {"setn", setn},       {"sort", tableSort},
};

}  // namespace

void openTable(Machine& machine, Table* globals) {
  machine.registerNatives(addLibrary(machine, globals, "table", std::size(kTableLibrary)),
                          kTableLibrary);
}

}  // namespace lua
