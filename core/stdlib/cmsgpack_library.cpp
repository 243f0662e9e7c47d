#include <cmath>
#include <vector>

#include "base/number_text.h"
#include "stdlib/libraries.h"
#include "stdlib/support.h"

/// lua-cmsgpack 0.4.0 as Redis 7.0 ships it: MessagePack.
///
/// Encoding nests at most 16 tables; deeper ones become nil, as in the original. Decoding walks
/// nested data with an explicit stack.
namespace lua {
namespace {

using base::BytesView;

constexpr size_t kMaxNesting = 16;
/// Elements are charged for when their number has these bits clear.
constexpr int64_t kChunkMask = 4095;
constexpr size_t kMaxDecodeNesting = 7990;  // the original runs out of Lua stack about here

// ---- encoding ----

class Packer {
 public:
  Packer(NativeContext& native, ByteBuilder& out) : native_(native), out_(out) {}

  bool run(Value value) {
    if (!append(value)) return false;
    while (!levels_.empty()) {
      if (!step()) return false;
    }
    return true;
  }

 private:
  struct Level {
    const Table* table;
    bool isArray;
    int64_t left;
    int64_t index = 0;
    Value key;
  };

  void big(uint64_t value, int bytes) {
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8)
      out_.push(static_cast<char>(value >> shift));
  }

  void tagged(uint8_t tag, uint64_t value, int bytes) {
    out_.push(static_cast<char>(tag));
    big(value, bytes);
  }

  void integer(int64_t value) {
    if (value >= 0) {
      const uint64_t positive = static_cast<uint64_t>(value);
      if (positive <= 127) return out_.push(static_cast<char>(positive));
      if (positive <= 0xFF) return tagged(0xCC, positive, 1);
      if (positive <= 0xFFFF) return tagged(0xCD, positive, 2);
      if (positive <= 0xFFFFFFFF) return tagged(0xCE, positive, 4);
      return tagged(0xCF, positive, 8);
    }
    const uint64_t bits = static_cast<uint64_t>(value);
    if (value >= -32) return out_.push(static_cast<char>(bits));
    if (value >= -128) return tagged(0xD0, bits, 1);
    if (value >= -32768) return tagged(0xD1, bits, 2);
    if (value >= INT32_MIN) return tagged(0xD2, bits, 4);
    tagged(0xD3, bits, 8);
  }

  void number(double value) {
    if (value >= -9223372036854775808.0 && value < 9223372036854775808.0 &&
        static_cast<double>(static_cast<int64_t>(value)) == value) {
      return integer(static_cast<int64_t>(value));
    }
    const float single = static_cast<float>(value);
    if (static_cast<double>(single) == value) {
      uint32_t bits;
      std::memcpy(&bits, &single, sizeof bits);
      return tagged(0xCA, bits, 4);
    }
    uint64_t bits;
    std::memcpy(&bits, &value, sizeof bits);
    tagged(0xCB, bits, 8);
  }

  void bytes(BytesView text) {
    if (text.size() < 32) {
      out_.push(static_cast<char>(0xA0 | text.size()));
    } else if (text.size() <= 0xFF) {
      tagged(0xD9, text.size(), 1);
    } else if (text.size() <= 0xFFFF) {
      tagged(0xDA, text.size(), 2);
    } else {
      tagged(0xDB, text.size(), 4);
    }
    out_.append(text);
  }

  void header(uint8_t small, uint8_t medium, uint64_t count) {
    if (count <= 15) {
      out_.push(static_cast<char>(small | count));
    } else if (count <= 0xFFFF) {
      tagged(medium, count, 2);
    } else {
      tagged(static_cast<uint8_t>(medium + 1), count, 4);
    }
  }

  bool append(Value value) {
    if (!out_.settle()) return false;
    switch (value.type()) {
      case ValueType::String:
        bytes(value.asString()->view());
        return true;
      case ValueType::Boolean:
        out_.push(value.isTrue() ? '\xC3' : '\xC2');
        return true;
      case ValueType::Number:
        number(value.asNumber());
        return true;
      case ValueType::Table:
        if (levels_.size() < kMaxNesting) return open(value.asTable());
        [[fallthrough]];
      default:
        out_.push('\xC0');
        return true;
    }
  }

  bool open(const Table* table) {
    int64_t entries = 0;
    double largest = 0;
    bool isArray = true;
    Value key, value;
    bool invalid;
    while (table::next(table, key, value, invalid)) {
      if ((++entries & kChunkMask) == 0 && !native_.charge(kChunkMask)) return false;
      if (!isArray) continue;
      const double index = key.isNumber() ? key.asNumber() : 0;
      isArray = index > 0 && static_cast<double>(truncateToInt32(index)) == index;
      if (isArray && index > largest) largest = index;
    }
    isArray = isArray && largest == static_cast<double>(entries);
    const int64_t count = isArray ? table::length(table) : entries;
    header(isArray ? 0x90 : 0x80, isArray ? 0xDC : 0xDE, static_cast<uint64_t>(count));
    levels_.push_back({table, isArray, count, 0, Value::nil()});
    return native_.charge(static_cast<uint64_t>(entries) & kChunkMask);
  }

  bool step() {
    Level& level = levels_.back();
    if (level.left-- == 0) {
      levels_.pop_back();
      return true;
    }
    if (level.isArray) return append(table::getInteger(level.table, ++level.index));
    Value value;
    bool invalid;
    table::next(level.table, level.key, value, invalid);
    // A key is encoded one level below its table; a table as key becomes data of its own, then the
    // value follows.
    if (!level.key.isTable()) return append(level.key) && append(value);
    Packer keyPacker(native_, out_);
    return keyPacker.runBelow(level.key, levels_.size()) && append(value);
  }

  /// Encodes a table that is a key, as if `depth` tables were open.
  bool runBelow(Value key, size_t depth) {
    if (depth >= kMaxNesting) return out_.push('\xC0'), true;
    levels_.resize(depth, Level{nullptr, true, 0, 0, Value::nil()});
    if (!open(key.asTable())) return false;
    while (levels_.size() > depth) {
      if (!step()) return false;
    }
    return true;
  }

  NativeContext& native_;
  ByteBuilder& out_;
  std::vector<Level> levels_;
};

NativeStep pack(NativeContext& native) {
  const int count = native.argumentCount();
  if (count == 0) return native.argumentError(0, "MessagePack pack needs input.");
  ByteBuilder out(native);
  for (int index = 1; index <= count; ++index) {
    if (!Packer(native, out).run(native.argument(index))) return native.failed();
  }
  if (!out.finish()) return native.failed();
  return native.done(native.string(out.view()));
}

// ---- decoding ----

class Unpacker {
 public:
  enum class Outcome : uint8_t { Done, MissingBytes, BadFormat, BadKey, TooDeep, Stopped };

  Unpacker(NativeContext& native, BytesView data) : native_(native), data_(data) {}

  size_t left() const { return data_.size() - at_; }

  /// Reads one value.
  Outcome run(Value& out) {
    Value value;
    Outcome outcome = start(value);
    for (;;) {
      if (outcome != Outcome::Done) return outcome;
      // Complete containers go up into their parents.
      while (!levels_.empty() && levels_.back().left == 0) {
        value = Value::table(levels_.back().table);
        levels_.pop_back();
        opened_ = false;
        if (levels_.empty()) return out = value, Outcome::Done;
        if (outcome = store(value); outcome != Outcome::Done) return outcome;
      }
      if (levels_.empty()) return out = value, Outcome::Done;
      opened_ = false;
      outcome = start(value);
      if (outcome == Outcome::Done && !opened_) outcome = store(value);
    }
  }

 private:
  struct Level {
    Table* table;
    bool isArray;
    uint64_t left;  ///< values still to read: two for each entry of a map
    int64_t index = 0;
    Value key;
  };

  Outcome store(Value value) {
    Level& level = levels_.back();
    if ((--level.left & kChunkMask) == 0 && !native_.chargeAllocation(kChunkMask))
      return Outcome::Stopped;
    if (level.isArray) {
      ++level.index;
      if (!value.isNil()) table::setInteger(native_.heap(), level.table, level.index, value);
      return Outcome::Done;
    }
    if (level.left % 2 == 1) {
      level.key = value;
      return Outcome::Done;
    }
    if (level.key.isNil() ||
        (level.key.isNumber() && level.key.asNumber() != level.key.asNumber())) {
      native_.fail(BytesView(level.key.isNil() ? "table index is nil" : "table index is NaN"));
      return Outcome::BadKey;
    }
    table::set(native_.heap(), level.table, level.key, value);
    return Outcome::Done;
  }

  uint64_t big(size_t bytes) {
    uint64_t value = 0;
    for (size_t index = 0; index < bytes; ++index)
      value = value << 8 | static_cast<uint8_t>(data_[at_ + index]);
    at_ += bytes;
    return value;
  }

  bool has(size_t bytes) const { return left() >= bytes; }

  Outcome unsignedInteger(size_t bytes, Value& out) {
    if (!has(bytes)) return Outcome::MissingBytes;
    return out = Value::number(static_cast<double>(big(bytes))), Outcome::Done;
  }

  Outcome signedInteger(size_t bytes, Value& out) {
    if (!has(bytes)) return Outcome::MissingBytes;
    const int shift = static_cast<int>(64 - bytes * 8);
    return out = Value::number(
               static_cast<double>(static_cast<int64_t>(big(bytes) << shift) >> shift)),
           Outcome::Done;
  }

  Outcome text(uint64_t length, Value& out) {
    if (left() < length) return Outcome::MissingBytes;
    out = native_.string(data_.substr(at_, static_cast<size_t>(length)));
    at_ += static_cast<size_t>(length);
    return native_.chargeAllocation(length >> 5) ? Outcome::Done : Outcome::Stopped;
  }

  Outcome textOfSize(size_t bytes, Value& out) {
    if (!has(bytes)) return Outcome::MissingBytes;
    return text(big(bytes), out);
  }

  Outcome open(bool isArray, uint64_t count, Value& out) {
    if (levels_.size() >= kMaxDecodeNesting) {
      native_.fail(BytesView("stack overflow (in function mp_decode_to_lua_type)"));
      return Outcome::TooDeep;
    }
    out = native_.newTable();
    levels_.push_back({out.asTable(), isArray, isArray ? count : count * 2, 0, Value::nil()});
    opened_ = true;
    return native_.chargeAllocation(2) ? Outcome::Done : Outcome::Stopped;
  }

  Outcome openOfSize(bool isArray, size_t bytes, Value& out) {
    if (!has(bytes)) return Outcome::MissingBytes;
    return open(isArray, big(bytes), out);
  }

  Outcome floating(size_t bytes, Value& out) {
    if (!has(bytes)) return Outcome::MissingBytes;
    const uint64_t bits = big(bytes);
    double number;
    if (bytes == 4) {
      const uint32_t narrow = static_cast<uint32_t>(bits);
      float single;
      std::memcpy(&single, &narrow, sizeof single);
      number = single;
    } else {
      std::memcpy(&number, &bits, sizeof number);
    }
    return out = Value::untrustedNumber(number), Outcome::Done;
  }

  /// Reads a scalar, or the header of a container, which becomes the innermost level (`opened_`).
  Outcome start(Value& out) {
    if (left() == 0) return Outcome::MissingBytes;
    const uint8_t tag = static_cast<uint8_t>(data_[at_++]);
    switch (tag) {
      case 0xC0:
        return out = Value::nil(), Outcome::Done;
      case 0xC2:
        return out = Value::boolean(false), Outcome::Done;
      case 0xC3:
        return out = Value::boolean(true), Outcome::Done;
      case 0xD9:
        return textOfSize(1, out);
      case 0xDA:
        return textOfSize(2, out);
      case 0xDB:
        return textOfSize(4, out);
      case 0xCA:
        return floating(4, out);
      case 0xCB:
        return floating(8, out);
      case 0xCC:
        return unsignedInteger(1, out);
      case 0xCD:
        return unsignedInteger(2, out);
      case 0xCE:
        return unsignedInteger(4, out);
      case 0xD0:
        return signedInteger(1, out);
      case 0xD1:
        return signedInteger(2, out);
      case 0xD2:
        return signedInteger(4, out);
      case 0xCF:  // becomes an integer of 5.1, which has a sign
      case 0xD3:
        return signedInteger(8, out);
      case 0xDC:
        return openOfSize(true, 2, out);
      case 0xDD:
        return openOfSize(true, 4, out);
      case 0xDE:
        return openOfSize(false, 2, out);
      case 0xDF:
        return openOfSize(false, 4, out);
      default:
        break;
    }
    if (tag < 0x80) return out = Value::number(tag), Outcome::Done;
    if (tag >= 0xE0) return out = Value::number(static_cast<int8_t>(tag)), Outcome::Done;
    if (tag < 0x90) return open(false, tag & 15, out);
    if (tag < 0xA0) return open(true, tag & 15, out);
    if (tag < 0xC0) return text(tag & 31, out);
    return Outcome::BadFormat;
  }

  NativeContext& native_;
  BytesView data_;
  size_t at_ = 0;
  bool opened_ = false;
  std::vector<Level> levels_;
};

/// A number as C prints it with %d.
base::Bytes shown(int64_t number) { return base::formatInteger(static_cast<int32_t>(number)); }

/// Reads up to `limit` values from `offset`; with neither, all of them and no position in front.
NativeStep unpackRange(NativeContext& native, int64_t limit, int64_t offset) {
  String* string;
  if (!native.readString(1, string)) return native.failed();
  const BytesView data = string->view();
  const base::Bytes length = base::formatInteger(static_cast<int64_t>(data.size()));
  if (offset < 0 || limit < 0) {
    return native.fail(BytesView("Invalid request to unpack with offset of " + shown(offset) +
                                 " and limit of " + length + "."));
  }
  if (offset > static_cast<int64_t>(data.size())) {
    return native.fail(
        BytesView("Start offset " + shown(offset) + " greater than input length " + length + "."));
  }
  const bool all = limit == 0 && offset == 0;
  Unpacker unpacker(native, data.substr(static_cast<size_t>(offset)));
  int count = 0;
  if (!all) native.push(Value::nil());
  while (unpacker.left() > 0 && (all || count < limit)) {
    Value value;
    switch (unpacker.run(value)) {
      case Unpacker::Outcome::Done:
        break;
      case Unpacker::Outcome::MissingBytes:
        return native.fail(BytesView("Missing bytes in input."));
      case Unpacker::Outcome::BadFormat:
        return native.fail(BytesView("Bad data format in input."));
      default:
        return native.failed();
    }
    if (!native.ensureStack(1)) return native.failed();
    native.push(value);
    ++count;
  }
  if (all) return native.doneWithTop(count);
  const size_t next = data.size() - unpacker.left();
  native.top(count) = Value::number(unpacker.left() == 0 ? -1 : static_cast<double>(next));
  return native.doneWithTop(count + 1);
}

NativeStep unpack(NativeContext& native) { return unpackRange(native, 0, 0); }

NativeStep unpackOne(NativeContext& native) {
  int64_t offset;
  if (!native.readOptionalInteger(2, 0, offset)) return native.failed();
  return unpackRange(native, 1, offset);
}

NativeStep unpackLimit(NativeContext& native) {
  int64_t limit, offset;
  if (!native.readInteger(2, limit) || !native.readOptionalInteger(3, 0, offset))
    return native.failed();
  return unpackRange(native, limit, offset);
}

constexpr NativeSpec kCmsgpackLibrary[] = {
    {"pack", pack}, {"unpack", unpack}, {"unpack_one", unpackOne}, {"unpack_limit", unpackLimit}};

}  // namespace

void openCmsgpack(Machine& machine, Table* globals) {
  Table* library = addLibrary(machine, globals, "cmsgpack", 0);
  for (const NativeSpec& spec : kCmsgpackLibrary)
    addNative(machine, library, spec.name, spec.function);
  setField(machine, library, "_NAME", machine.makeString("cmsgpack"));
  setField(machine, library, "_VERSION", machine.makeString("lua-cmsgpack 0.4.0"));
  setField(machine, library, "_COPYRIGHT",
           machine.makeString("Copyright (C) 2012, Salvatore Sanfilippo"));
  setField(machine, library, "_DESCRIPTION",
           machine.makeString("MessagePack C implementation for Lua"));
}

}  // namespace lua
