#include <span>

#include "stdlib/libraries.h"
#include "stdlib/support.h"

/// LuaBitOp 1.0.2: operations on signed 32-bit integers. A number is taken modulo 2^32, rounded to
/// the nearest integer, ties to even.
namespace lua {
namespace {

/// The low 32 bits of a number: adding 2^52 + 2^51 moves them to the low half of the double.
uint32_t toBits(double number) {
  const double shifted = number + 6755399441055744.0;
  uint64_t bits;
  std::memcpy(&bits, &shifted, sizeof bits);
  return static_cast<uint32_t>(bits);
}

bool readBits(NativeContext& native, int index, uint32_t& out) {
  double number;
  if (!native.readNumber(index, number)) return false;
  return out = toBits(number), true;
}

NativeStep doneBits(NativeContext& native, uint32_t bits) {
  return native.done(Value::number(static_cast<int32_t>(bits)));
}

NativeStep tobit(NativeContext& native) {
  uint32_t bits;
  return readBits(native, 1, bits) ? doneBits(native, bits) : native.failed();
}

NativeStep bnot(NativeContext& native) {
  uint32_t bits;
  return readBits(native, 1, bits) ? doneBits(native, ~bits) : native.failed();
}

NativeStep bswap(NativeContext& native) {
  uint32_t bits;
  return readBits(native, 1, bits) ? doneBits(native, __builtin_bswap32(bits)) : native.failed();
}

/// Folds all arguments, at least one.
template <class Combine>
NativeStep fold(NativeContext& native, Combine combine) {
  uint32_t bits;
  if (!readBits(native, 1, bits)) return native.failed();
  // The last one is looked at first, as in the reference: it shows when several are wrong.
  for (int index = native.argumentCount(); index > 1; --index) {
    uint32_t operand;
    if (!readBits(native, index, operand)) return native.failed();
    bits = combine(bits, operand);
  }
  return doneBits(native, bits);
}

NativeStep band(NativeContext& native) {
  return fold(native, [](uint32_t a, uint32_t b) { return a & b; });
}
NativeStep bor(NativeContext& native) {
  return fold(native, [](uint32_t a, uint32_t b) { return a | b; });
}
NativeStep bxor(NativeContext& native) {
  return fold(native, [](uint32_t a, uint32_t b) { return a ^ b; });
}

/// Shifts count modulo 32.
template <class Shift>
NativeStep shift(NativeContext& native, Shift by) {
  uint32_t bits, count;
  if (!readBits(native, 1, bits) || !readBits(native, 2, count)) return native.failed();
  return doneBits(native, by(bits, count & 31));
}

/// Short forms of the functions of two operands.
template <class Combine>
int shortBinary(Value* slot, int argumentCount, Combine combine) {
  if (argumentCount != 2 || !areNumbers(slot, argumentCount, 2)) return kNotShort;
  const uint32_t bits = combine(toBits(slot[1].asNumber()), toBits(slot[2].asNumber()));
  return doneShort(slot, Value::number(static_cast<int32_t>(bits)));
}

int shortAnd(Machine&, Value* slot, int argumentCount) {
  return shortBinary(slot, argumentCount, [](uint32_t a, uint32_t b) { return a & b; });
}
int shortOr(Machine&, Value* slot, int argumentCount) {
  return shortBinary(slot, argumentCount, [](uint32_t a, uint32_t b) { return a | b; });
}
int shortXor(Machine&, Value* slot, int argumentCount) {
  return shortBinary(slot, argumentCount, [](uint32_t a, uint32_t b) { return a ^ b; });
}
int shortLeft(Machine&, Value* slot, int argumentCount) {
  return shortBinary(slot, argumentCount, [](uint32_t a, uint32_t b) { return a << (b & 31); });
}
int shortRight(Machine&, Value* slot, int argumentCount) {
  return shortBinary(slot, argumentCount, [](uint32_t a, uint32_t b) { return a >> (b & 31); });
}

uint32_t rotateLeft(uint32_t bits, uint32_t count) { return bits << count | bits >> (-count & 31); }

NativeStep lshift(NativeContext& native) {
  return shift(native, [](uint32_t bits, uint32_t count) { return bits << count; });
}
NativeStep rshift(NativeContext& native) {
  return shift(native, [](uint32_t bits, uint32_t count) { return bits >> count; });
}
NativeStep arshift(NativeContext& native) {
  return shift(native, [](uint32_t bits, uint32_t count) {
    return static_cast<uint32_t>(static_cast<int32_t>(bits) >> count);
  });
}
NativeStep rol(NativeContext& native) { return shift(native, rotateLeft); }
NativeStep ror(NativeContext& native) {
  return shift(native, [](uint32_t bits, uint32_t count) { return rotateLeft(bits, -count & 31); });
}

/// tohex(x [, n]): |n| digits, 8 by default; upper case when n is negative.
NativeStep tohex(NativeContext& native) {
  uint32_t bits, width = 8;
  if (!readBits(native, 1, bits)) return native.failed();
  if (!native.isAbsent(2) && !readBits(native, 2, width)) return native.failed();
  const char* digits = "0123456789abcdef";
  int32_t count = static_cast<int32_t>(width);
  if (count < 0) {
    digits = "0123456789ABCDEF";
    count = count == INT32_MIN ? 8 : -count;
  }
  if (count > 8) count = 8;
  char text[8];
  for (int32_t index = count; index-- > 0; bits >>= 4) text[index] = digits[bits & 15];
  return native.done(native.string({text, static_cast<size_t>(count)}));
}

constexpr NativeSpec kBitLibrary[] = {
    {"tobit", tobit},
    {"bnot", bnot},
    {"band", band, shortAnd},
    {"bor", bor, shortOr},
    {"bxor", bxor, shortXor},
    {"lshift", lshift, shortLeft},
    {"rshift", rshift, shortRight},
    {"arshift", arshift},
    {"rol", rol},
    {"ror", ror},
    {"bswap", bswap},
    {"tohex", tohex},
};

}  // namespace

void openBit(Machine& machine, Table* globals) {
  Table* library = addLibrary(machine, globals, "bit", std::size(kBitLibrary));
  for (const NativeSpec& spec : kBitLibrary) addNative(machine, library, spec);
}

}  // namespace lua
