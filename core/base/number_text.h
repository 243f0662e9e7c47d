#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/bytes.h"

/// Numbers as text, and back.
///
/// Results are those of glibc's strtod and printf in the C locale, bit for bit and byte for byte,
/// because scripts and replies show them, but nothing here calls the C library: its versions are
/// slow and large in WebAssembly.
///
/// Printing. A double is m * 2^e with m < 2^53. For up to 17 significant digits it is multiplied by
/// a 128-bit approximation of the power of ten that brings the wanted digits before the point; the
/// error of the product is bounded, so a fraction that is not next to one half decides the
/// rounding. Everything else goes through exact arithmetic in base 10^9. Rounding is half to even
/// on the exact value.
///
/// Parsing. Up to 19 digits are collected in an integer w, so that the value is w * 10^q. Small w
/// and q are exact in one operation (Clinger); otherwise the same 128-bit powers give an interval,
/// and when both of its ends round to the same double, that is the answer. What is left compares
/// big integers.
namespace base {

// ---- text to number ----

/// The longest numeric prefix of a text. `length` 0: there is none.
struct NumberPrefix {
  double value = 0;
  size_t length = 0;  ///< bytes consumed, leading white space included
  bool isOutOfRange =
      false;  ///< overflowed to infinity or vanished to zero although the text is not zero
};

/// Reads as strtod does: optional white space, sign, decimal or hexadecimal digits with exponent,
/// "inf", "infinity", "nan", "nan(...)".
NumberPrefix parseNumberPrefix(BytesView text);

/// Reads as Lua converts strings to numbers: strtod with white space on both sides. As in the
/// reference, text after a zero byte does not count. Lua 5.1 manual §2.2.1.
std::optional<double> parseLuaNumber(BytesView text);

/// Reads the whole text as strtod does, without surrounding white space; out-of-range text is
/// refused, "nan" is not.
std::optional<double> parseDouble(BytesView text);

/// Reads a decimal integer in the only form that printing it gives: no spaces, no plus, no leading
/// zeros, in range.
std::optional<int64_t> parseInteger(BytesView text);

/// Reads an unsigned integer in `base` (2..36) as strtoul does: white space, sign (a minus negates
/// modulo 2^64), "0x" for base 16; UINT64_MAX on overflow. `length` is the number of bytes
/// consumed, 0 if there are no digits.
uint64_t parseUnsignedPrefix(BytesView text, int base, size_t& length);

// ---- number to text ----

/// A buffer of this size holds every result of the functions that print into one.
inline constexpr size_t kNumberBufferSize = 40;

/// "%.14g", with "inf", "-inf", "nan", "-nan". Returns the length; writes no terminating zero.
/// Lua 5.1: LUAI_NUMFFORMAT.
size_t formatLuaNumber(double value, char* out);
Bytes formatLuaNumber(double value);

/// "%.17g".
size_t formatDouble17(double value, char* out);
Bytes formatDouble17(double value);

/// The fewest digits that are read back as the same number, as Redis 7.2 and later print doubles:
/// plain for integers below 2^62, otherwise plain unless the point is far away, "-0" for a negative
/// zero ("0.00001", "1.2345678901234567e+4", "1e+300").
size_t formatShortest(double value, char* out);
Bytes formatShortest(double value);

/// "%.<precision>g" for 1 to 17 digits.
size_t formatG(double value, int precision, char* out);
Bytes formatG(double value, int precision);

/// Decimal integers.
size_t formatInteger(int64_t value, char* out);
Bytes formatInteger(int64_t value);
size_t formatUnsigned(uint64_t value, char* out);

/// The part of a printf conversion between '%' and the letter.
struct FormatSpec {
  bool leftAlign = false;  ///< '-'
  bool plusSign = false;   ///< '+'
  bool spaceSign = false;  ///< ' '
  bool alternate = false;  ///< '#'
  bool zeroPad = false;    ///< '0'
  int width = 0;
  int precision = -1;  ///< -1: not given
};

/// No conversion of a number with this specification is longer.
constexpr size_t formatBound(const FormatSpec& spec) {
  const int digits = (spec.precision > 0 ? spec.precision : 6) + 330;
  return static_cast<size_t>(spec.width > digits ? spec.width : digits);
}

// Print as printf does into `out`, which has room for formatBound(spec) bytes. They return the
// length and write no terminating zero.

/// `conversion` is e, E, f, F, g or G.
size_t formatDouble(const FormatSpec& spec, char conversion, double value, char* out);
/// Conversion d.
size_t formatInteger(const FormatSpec& spec, int64_t value, char* out);
/// `conversion` is u, o, x or X.
size_t formatUnsigned(const FormatSpec& spec, char conversion, uint64_t value, char* out);

/// "%.<precision>f".
Bytes formatFixed(double value, int precision);

}  // namespace base
