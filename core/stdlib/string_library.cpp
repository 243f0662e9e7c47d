#include "stdlib/string_parts.h"

#include <algorithm>
#include <cstring>

#include "stdlib/libraries.h"
#include "stdlib/support.h"

/// The string library, except for patterns and format. Lua 5.1 manual §5.4.
namespace lua {
namespace {

using base::BytesView;

NativeStep len(NativeContext& native) {
  String* string;
  if (!native.readString(1, string)) return native.failed();
  return native.done(Value::number(string->length));
}

NativeStep sub(NativeContext& native) {
  String* string;
  int64_t first, last;
  if (!native.readString(1, string) || !native.readInteger(2, first) ||
      !native.readOptionalInteger(3, -1, last)) {
    return native.failed();
  }
  const int64_t length = string->length;
  first = std::max<int64_t>(resolvePosition(first, string->length), 1);
  last = std::min(resolvePosition(last, string->length), length);
  if (first > last) return native.done(native.string(""));
  if (first == 1 && last == length) return native.done(Value::string(string));
  const uint64_t count = static_cast<uint64_t>(last - first) + 1;
  if (count >= 1024 && (!native.checkStringLength(count) || !chargeBytes(native, count)))
    return native.failed();
  return native.done(native.string(string->view().substr(static_cast<size_t>(first - 1),
                                                         static_cast<size_t>(last - first + 1))));
}

NativeStep byte(NativeContext& native) {
  String* string;
  int64_t first, last;
  if (!native.readString(1, string) || !native.readOptionalInteger(2, 1, first))
    return native.failed();
  first = resolvePosition(first, string->length);
  if (!native.readOptionalInteger(3, first, last)) return native.failed();
  last = std::min<int64_t>(resolvePosition(last, string->length), string->length);
  if (first <= 0) first = 1;
  if (first > last) return native.done();
  const char* data = string->data() + first - 1;
  if (first == last) return native.done(Value::number(static_cast<unsigned char>(*data)));
  const int64_t count = last - first + 1;
  if (count > native.machine().limits().valuesInFlight ||
      !native.ensureStack(static_cast<int>(count))) {
    return native.fail("stack overflow (string slice too long)");
  }
  for (int64_t index = 0; index < count; ++index)
    native.push(Value::number(static_cast<unsigned char>(data[index])));
  return native.doneWithTop(static_cast<int>(count));
}

NativeStep charNative(NativeContext& native) {
  const int count = native.argumentCount();
  int bad = 0;
  const auto fill = [&](char* out) {
    for (int index = 1; index <= count; ++index) {
      int32_t code;
      if (!readInt(native, index, code)) return void(bad = -1);
      if (code < 0 || code > 255) return void(bad = index);
      *out++ = static_cast<char>(code);
    }
  };
  if (count == 1) [[likely]] {
    char single;
    fill(&single);
    if (bad == 0) return native.done(native.string({&single, 1}));
  } else {
    const Value result = makeString(native, static_cast<size_t>(count), fill);
    if (bad == 0) return native.done(result);
  }
  return bad < 0 ? native.failed() : native.argumentError(bad, "invalid value");
}

// ---- short forms ----

int shortLen(Machine&, Value* slot, int argumentCount) {
  if (argumentCount < 1 || !slot[1].isString()) return kNotShort;
  return doneShort(slot, Value::number(slot[1].asString()->length));
}

/// One byte at a positive position.
int shortByte(Machine&, Value* slot, int argumentCount) {
  if (argumentCount < 1 || argumentCount > 2 || !slot[1].isString()) return kNotShort;
  const String* string = slot[1].asString();
  uint32_t index = 0;
  if (argumentCount == 2) {
    if (!slot[2].isNumber()) return kNotShort;
    index = static_cast<uint32_t>(truncateToInt32(slot[2].asNumber())) - 1;
  }
  if (index >= string->length) return kNotShort;
  return doneShort(slot, Value::number(static_cast<unsigned char>(string->data()[index])));
}

/// One byte.
int shortChar(Machine& machine, Value* slot, int argumentCount) {
  if (argumentCount != 1 || !slot[1].isNumber()) return kNotShort;
  const int32_t code = truncateToInt32(slot[1].asNumber());
  if (code < 0 || code > 255) return kNotShort;
  const char byte = static_cast<char>(code);
  return doneShort(slot, Value::string(machine.heap().newString({&byte, 1})));
}

/// What is longer is work that has to be charged.
constexpr size_t kShortWorkBytes = 1024;

/// Positions within the string, from its start or its end.
int shortSub(Machine& machine, Value* slot, int argumentCount) {
  if (argumentCount < 2 || argumentCount > 3 || !slot[1].isString() || !slot[2].isNumber() ||
      !slot[argumentCount].isNumber())
    return kNotShort;
  const String* string = slot[1].asString();
  const int32_t length = static_cast<int32_t>(string->length);
  int32_t first = truncateToInt32(slot[2].asNumber());
  int32_t last = argumentCount == 3 ? truncateToInt32(slot[3].asNumber()) : -1;
  if (first < 0) first = first < -length ? 0 : length + 1 + first;
  if (last < 0) last = last < -length ? 0 : length + 1 + last;
  // What does not fit into 32 bits arrives as one of their ends.
  if (last > length && last != INT32_MAX) last = length;
  if (first < 1 || first > last || last > length || length < 0) return kNotShort;
  const BytesView part =
      string->view().substr(static_cast<size_t>(first - 1), static_cast<size_t>(last - first + 1));
  if (part.size() > kShortWorkBytes) return kNotShort;
  return doneShort(slot, Value::string(machine.heap().newString(part)));
}

/// A string of the same length whose bytes are `change` of the argument's.
template <class Change>
NativeStep mapBytes(NativeContext& native, Change change) {
  String* string;
  if (!native.readString(1, string)) return native.failed();
  if (!native.checkStringLength(string->length) || !chargeBytes(native, string->length))
    return native.failed();
  return native.done(makeString(native, string->length, [&](char* out) {
    const char* from = string->data();
    for (uint32_t index = 0; index < string->length; ++index) out[index] = change(from[index]);
  }));
}

NativeStep lower(NativeContext& native) {
  return mapBytes(native,
                  [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
}

NativeStep upper(NativeContext& native) {
  return mapBytes(native,
                  [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
}

NativeStep reverse(NativeContext& native) {
  String* string;
  if (!native.readString(1, string)) return native.failed();
  if (!native.checkStringLength(string->length) || !chargeBytes(native, string->length))
    return native.failed();
  return native.done(makeString(native, string->length, [&](char* out) {
    std::reverse_copy(string->data(), string->data() + string->length, out);
  }));
}

/// Fills `out` with copies of `unit`, doubling what is there.
void repeat(BytesView unit, size_t total, char* out) {
  if (unit.size() == 1) {
    std::memset(out, unit[0], total);
    return;
  }
  std::memcpy(out, unit.data(), unit.size());
  for (size_t done = unit.size(); done < total; done *= 2)
    std::memcpy(out + done, out, std::min(done, total - done));
}

NativeStep rep(NativeContext& native) {
  String* string;
  int32_t count;
  if (!native.readString(1, string) || !readInt(native, 2, count)) return native.failed();
  if (count <= 0 || string->length == 0) return native.done(native.string(""));
  if (count == 1) return native.done(Value::string(string));
  const uint64_t length = uint64_t{string->length} * static_cast<uint64_t>(count);
  if (!native.checkStringLength(length) || !chargeBytes(native, length)) return native.failed();
  return native.done(makeString(native, static_cast<size_t>(length), [&](char* out) {
    repeat(string->view(), static_cast<size_t>(length), out);
  }));
}

/// In the order of the original.
constexpr NativeSpec kStringLibrary[] = {
    {"byte", byte, shortByte},
    {"char", charNative, shortChar},
    {"dump", stringDump},
    {"find", stringFind},
    {"format", stringFormat},
    {"gmatch", stringGmatch},
    {"gsub", stringGsub},
    {"len", len, shortLen},
    {"lower", lower},
    {"match", stringMatch},
    {"rep", rep},
    {"reverse", reverse},
    {"sub", sub, shortSub},
    {"upper", upper},
};

}  // namespace

void openString(Machine& machine, Table* globals) {
  // The original reserves room for 15 names and an end mark, `gfind` among them; it becomes the
  // same function as `gmatch`.
  Table* library = addLibrary(machine, globals, "string", std::size(kStringLibrary) + 1);
  for (const NativeSpec& spec : kStringLibrary) {
    if (spec.function == stringGmatch) setField(machine, library, "gfind", Value::boolean(false));
    addNative(machine, library, spec);
  }
  setField(machine, library, "gfind", table::get(library, machine.makeString("gmatch")));
  Table* metatable = machine.heap().newTable(0, 1);
  machine.setTypeMetatable(ValueType::String, metatable);
  setField(machine, metatable, "__index", Value::table(library));
}

}  // namespace lua
