#include <new>

#include "base/number_text.h"
#include "stdlib/cjson_parts.h"
#include "stdlib/libraries.h"

/// lua-cjson 2.1.0 as Redis 7.0 ships it.
namespace lua {
namespace {

CjsonSettings& settingsOf(NativeContext& native) {
  return *static_cast<CjsonSettings*>(native.self()->upvalues()[0].asUserdata()->data());
}

bool checkOneArgument(NativeContext& native) {
  if (native.argumentCount() == 1) return true;
  native.argumentError(1, "expected 1 argument");
  return false;
}

NativeStep encode(NativeContext& native) {
  if (!checkOneArgument(native)) return native.failed();
  ByteBuilder out(native);
  base::Bytes error;
  if (!encodeJson(native, settingsOf(native), native.argument(1), out, error)) {
    return error.empty() ? native.failed() : native.fail(base::BytesView(error));
  }
  if (!out.finish()) return native.failed();
  return native.done(native.string(out.view()));
}

NativeStep decode(NativeContext& native) {
  if (!checkOneArgument(native)) return native.failed();
  String* text;
  if (!native.readString(1, text)) return native.failed();
  const base::BytesView view = text->view();
  if (view.size() >= 2 && (view[0] == '\0' || view[1] == '\0')) {
    return native.fail(base::BytesView("JSON parser does not support UTF-16 or UTF-32"));
  }
  Value value;
  base::Bytes error;
  if (!decodeJson(native, settingsOf(native), view, value, error)) {
    return error.empty() ? native.failed() : native.fail(base::BytesView(error));
  }
  return native.done(value);
}

// ---- settings: each function reads what is given and answers what holds then ----

bool checkAtMost(NativeContext& native, int count) {
  if (native.argumentCount() <= count) return true;
  native.argumentError(count + 1, "found too many arguments");
  return false;
}

bool integerOption(NativeContext& native, int index, int32_t& setting, int32_t least,
                   int32_t most) {
  if (!native.isAbsentOrNil(index)) {
    int32_t value;
    if (!readInt(native, index, value)) return false;
    if (value < least || value > most) {
      const base::Bytes text = "expected integer between " + base::formatInteger(least) + " and " +
                               base::formatInteger(most);
      native.argumentError(1, text);
      return false;
    }
    setting = value;
  }
  native.push(Value::number(setting));
  return true;
}

/// Reads one of `names` by its text, or a boolean for the first two.
bool namedOption(NativeContext& native, int index, std::span<const char* const> names,
                 uint8_t& setting) {
  if (native.isAbsentOrNil(index)) return true;
  if (const Value value = native.argument(index); value.isBoolean())
    return setting = value.isTrue(), true;
  String* name;
  if (!native.readString(index, name)) return false;
  for (size_t option = 0; option < names.size(); ++option) {
    if (name->view() == names[option]) return setting = static_cast<uint8_t>(option), true;
  }
  native.argumentError(index, invalidOption(name->view()));
  return false;
}

constexpr const char* kOffOn[] = {"off", "on"};
constexpr const char* kOffOnNull[] = {"off", "on", "null"};

bool booleanOption(NativeContext& native, int index, bool& setting) {
  uint8_t option = setting;
  if (!namedOption(native, index, kOffOn, option)) return false;
  setting = option != 0;
  native.push(Value::boolean(setting));
  return true;
}

NativeStep encodeSparseArray(NativeContext& native) {
  CjsonSettings& settings = settingsOf(native);
  if (!checkAtMost(native, 3) || !booleanOption(native, 1, settings.encodeSparseConvert) ||
      !integerOption(native, 2, settings.encodeSparseRatio, 0, INT32_MAX) ||
      !integerOption(native, 3, settings.encodeSparseSafe, 0, INT32_MAX)) {
    return native.failed();
  }
  return native.doneWithTop(3);
}

NativeStep encodeMaxDepth(NativeContext& native) {
  if (!checkAtMost(native, 1) ||
      !integerOption(native, 1, settingsOf(native).encodeMaxDepth, 1, INT32_MAX))
    return native.failed();
  return native.doneWithTop(1);
}

NativeStep decodeMaxDepth(NativeContext& native) {
  if (!checkAtMost(native, 1) ||
      !integerOption(native, 1, settingsOf(native).decodeMaxDepth, 1, INT32_MAX))
    return native.failed();
  return native.doneWithTop(1);
}

NativeStep encodeNumberPrecision(NativeContext& native) {
  if (!checkAtMost(native, 1) ||
      !integerOption(native, 1, settingsOf(native).encodeNumberPrecision, 1, 14))
    return native.failed();
  return native.doneWithTop(1);
}

NativeStep encodeKeepBuffer(NativeContext& native) {
  if (!checkAtMost(native, 1) || !booleanOption(native, 1, settingsOf(native).encodeKeepBuffer))
    return native.failed();
  return native.doneWithTop(1);
}

NativeStep encodeInvalidNumbers(NativeContext& native) {
  InvalidNumbers& setting = settingsOf(native).encodeInvalidNumbers;
  uint8_t option = static_cast<uint8_t>(setting);
  if (!checkAtMost(native, 1) || !namedOption(native, 1, kOffOnNull, option))
    return native.failed();
  setting = static_cast<InvalidNumbers>(option);
  return native.done(option == 2 ? native.string("null") : Value::boolean(option == 1));
}

NativeStep decodeInvalidNumbers(NativeContext& native) {
  if (!checkAtMost(native, 1) || !booleanOption(native, 1, settingsOf(native).decodeInvalidNumbers))
    return native.failed();
  return native.doneWithTop(1);
}

NativeStep newInstance(NativeContext& native);

constexpr NativeSpec kCjsonLibrary[] = {
    {"encode", encode},
    {"decode", decode},
    {"encode_sparse_array", encodeSparseArray},
    {"encode_max_depth", encodeMaxDepth},
    {"decode_max_depth", decodeMaxDepth},
    {"encode_number_precision", encodeNumberPrecision},
    {"encode_keep_buffer", encodeKeepBuffer},
    {"encode_invalid_numbers", encodeInvalidNumbers},
    {"decode_invalid_numbers", decodeInvalidNumbers},
    {"new", newInstance},
};

/// Fills `library` with natives that share new settings.
void fillInstance(Machine& machine, Table* library) {
  Userdata* settings = machine.heap().newUserdata(sizeof(CjsonSettings));
  new (settings->data()) CjsonSettings();
  for (const NativeSpec& spec : kCjsonLibrary)
    addNative(machine, library, spec.name, spec.function, {Value::userdata(settings)});
  setField(machine, library, "null", Value::lightUserdata(0));
  setField(machine, library, "_NAME", machine.makeString("cjson"));
  setField(machine, library, "_VERSION", machine.makeString("2.1.0"));
}

NativeStep newInstance(NativeContext& native) {
  const Value library = native.newTable();
  fillInstance(native.machine(), library.asTable());
  return native.done(library);
}

}  // namespace

void openCjson(Machine& machine, Table* globals) {
  fillInstance(machine, addLibrary(machine, globals, "cjson", 0));
}

}  // namespace lua
