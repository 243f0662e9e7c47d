#include <bit>
#include <cstring>

#include "base/bit_cast.h"
#include "base/number_text.h"
#include "base/wide_integer.h"

namespace base {

namespace {

/// Most digits that the fast conversion gives.
constexpr int kFastDigits = 17;
/// Bound of the error of a scaled significand, in units of its lowest bit.
constexpr uint64_t kScaleError = 8;

constexpr uint64_t kPowersOfTen[] = {1u,
                                     10u,
                                     100u,
                                     1000u,
                                     10000u,
                                     100000u,
                                     1000000u,
                                     10000000u,
                                     100000000u,
                                     1000000000u,
                                     10000000000u,
                                     100000000000u,
                                     1000000000000u,
                                     10000000000000u,
                                     100000000000000u,
                                     1000000000000000u,
                                     10000000000000000u,
                                     100000000000000000u};

constexpr char kDigitPairs[] =
    "0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546"
    "474849"
    "5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596"
    "979899";

/// A positive double in parts: mantissa * 2^exponent with the top bit of the mantissa set.
struct Parts {
  uint64_t mantissa;
  int exponent;
};

Parts split(double value) {
  const uint64_t bits = bitCast<uint64_t>(value);
  const int biased = static_cast<int>(bits >> 52 & 2047);
  uint64_t mantissa = bits & ((uint64_t{1} << 52) - 1);
  if (biased != 0) mantissa |= uint64_t{1} << 52;
  const int exponent = (biased == 0 ? 1 : biased) - 1075;
  const int zeros = std::countl_zero(mantissa);
  return {mantissa << zeros, exponent - zeros};
}

bool isNegative(double value) { return bitCast<uint64_t>(value) >> 63 != 0; }
double absolute(double value) {
  return bitCast<double>(bitCast<uint64_t>(value) & ~(uint64_t{1} << 63));
}
bool isFinite(double value) { return (bitCast<uint64_t>(value) >> 52 & 2047) != 2047; }

/// floor(log10(value)) or one less.
int estimateExponent(const Parts& parts) { return ((parts.exponent + 63) * 78913) >> 18; }

/// How rounding of a scaled value came out.
enum class Scaling { Certain, Uncertain };

/// value * 10^power rounded to an integer, which must be below 10^18. Uncertain if the value may be
/// a tie; `below` is the integer part.
Scaling scale(const Parts& parts, int power, uint64_t& rounded, uint64_t& below) {
  const PowerOfTen ten = powerOfTen(power);
  const Wide product = multiplyHigh(ten.significand, parts.mantissa);
  const int fractionBits = -(parts.exponent + ten.exponent + 64);
  if (fractionBits >= 128) {  // far below one half
    rounded = below = 0;
    return fractionBits > 128 ? Scaling::Certain : Scaling::Uncertain;
  }
  ASSERT(fractionBits > 64);
  const int highBits = fractionBits - 64;
  below = product.high >> highBits;
  const uint64_t half = uint64_t{1} << (highBits - 1);
  const uint64_t fraction = product.high & (half * 2 - 1);
  rounded = below + (fraction >= half ? 1 : 0);
  const bool nearHalf = (fraction == half && product.low <= kScaleError) ||
                        (fraction == half - 1 && product.low >= 0 - kScaleError);
  return nearHalf ? Scaling::Uncertain : Scaling::Certain;
}

/// Writes `count` digits of value, with leading zeros.
void writeDigits(uint64_t value, int count, char* out) {
  while (count >= 2) {
    count -= 2;
    std::memcpy(out + count, kDigitPairs + value % 100 * 2, 2);
    value /= 100;
  }
  if (count == 1) out[0] = static_cast<char>('0' + value % 10);
}

int countDigits(uint64_t value) {
  int count = (64 - std::countl_zero(value | 1)) * 1233 >> 12;
  if (count > kFastDigits) count = kFastDigits;
  while (count <= kFastDigits && value >= kPowersOfTen[count]) ++count;
  if (count == kFastDigits + 1 && value / kPowersOfTen[kFastDigits] >= 10) {
    count = value / kPowersOfTen[kFastDigits] >= 100 ? 20 : 19;
  }
  return count == 0 ? 1 : count;
}

/// Decimal digits of a double: value = d0.d1d2... * 10^exponent, with zeros after `count` digits.
/// Zero has no digits.
struct Digits {
  static constexpr int kCapacity = 1120;

  int count = 0;
  int exponent = 0;
  char text[kCapacity];

  char at(int index) const { return index >= 0 && index < count ? text[index] : '0'; }
  void stripZeros() {
    while (count > 0 && text[count - 1] == '0') --count;
  }
};

/// All digits of a positive double, by arithmetic in base 10^9.
void exactDigits(double value, Digits& digits) {
  constexpr uint32_t kBase = 1000000000;
  constexpr int kLimbs = Digits::kCapacity / 9;
  uint32_t limbs[kLimbs];
  int limbCount = 0;
  const auto multiply = [&](uint32_t factor) {
    uint64_t carry = 0;
    for (int at = 0; at < limbCount; ++at) {
      carry += uint64_t{limbs[at]} * factor;
      limbs[at] = static_cast<uint32_t>(carry % kBase);
      carry /= kBase;
    }
    if (carry != 0) limbs[limbCount++] = static_cast<uint32_t>(carry);
  };
  Parts parts = split(value);
  const int zeros = std::countr_zero(parts.mantissa);
  parts.mantissa >>= zeros;
  parts.exponent += zeros;
  for (uint64_t rest = parts.mantissa; rest != 0; rest /= kBase) {
    limbs[limbCount++] = static_cast<uint32_t>(rest % kBase);
  }
  // An integer: multiply by 2^n. A fraction: multiply by 5^n and move the point by n.
  int shift = parts.exponent;
  for (; shift >= 29; shift -= 29) multiply(uint32_t{1} << 29);
  if (shift > 0) multiply(uint32_t{1} << shift);
  for (; shift <= -12; shift += 12) multiply(244140625);
  for (; shift < 0; ++shift) multiply(5);
  const int first = countDigits(limbs[limbCount - 1]);
  writeDigits(limbs[limbCount - 1], first, digits.text);
  digits.count = first;
  for (int at = limbCount - 2; at >= 0; --at, digits.count += 9) {
    writeDigits(limbs[at], 9, digits.text + digits.count);
  }
  digits.exponent = digits.count - 1 + (parts.exponent < 0 ? parts.exponent : 0);
  digits.stripZeros();
}

/// Rounds to `kept` digits (0: to a multiple of ten times the first place; negative: to zero), half
/// to even.
void roundDigits(Digits& digits, int kept) {
  if (kept >= digits.count) return;
  if (kept < 0) {
    digits.count = 0;
    return;
  }
  const char next = digits.text[kept];
  const bool odd = kept > 0 && (digits.text[kept - 1] - '0') % 2 != 0;
  const bool up = next > '5' || (next == '5' && (kept + 1 < digits.count || odd));
  digits.count = kept;
  if (!up) return digits.stripZeros();
  int at = kept - 1;
  while (at >= 0 && digits.text[at] == '9') --at;
  if (at < 0) {
    digits.text[0] = '1';
    digits.count = 1;
    ++digits.exponent;
    return;
  }
  ++digits.text[at];
  digits.count = at + 1;
}

/// The `precision` (1..17) leading digits as an integer, correctly rounded, and the decimal
/// exponent of the first one.
bool fastDigits(double value, int precision, uint64_t& integer, int& exponent) {
  const Parts parts = split(value);
  int guess = estimateExponent(parts);
  for (int attempt = 0; attempt < 3; ++attempt) {
    uint64_t below;
    const Scaling scaling = scale(parts, precision - 1 - guess, integer, below);
    if (below >= kPowersOfTen[precision]) {
      ++guess;
      continue;
    }
    if (scaling == Scaling::Uncertain) return false;
    if (integer < kPowersOfTen[precision - 1]) {
      --guess;
      continue;
    }
    if (integer == kPowersOfTen[precision]) {
      integer = kPowersOfTen[precision - 1];
      ++guess;
    }
    exponent = guess;
    return true;
  }
  return false;
}

/// Digits for %e and %g.
void significantDigits(double value, int precision, Digits& digits) {
  if (value == 0) return;
  uint64_t integer;
  if (precision <= kFastDigits && fastDigits(value, precision, integer, digits.exponent)) {
    writeDigits(integer, precision, digits.text);
    digits.count = precision;
    digits.stripZeros();
    return;
  }
  exactDigits(value, digits);
  roundDigits(digits, precision);
}

/// Digits for %f.
void fixedDigits(double value, int precision, Digits& digits) {
  if (value == 0) return;
  const int guess = estimateExponent(split(value));
  if (precision <= kFastDigits && guess + 1 + precision < kFastDigits) {
    uint64_t integer, below;
    if (scale(split(value), precision, integer, below) == Scaling::Certain) {
      if (integer == 0) return;
      digits.count = countDigits(integer);
      digits.exponent = digits.count - 1 - precision;
      writeDigits(integer, digits.count, digits.text);
      return digits.stripZeros();
    }
  }
  exactDigits(value, digits);
  roundDigits(digits, digits.exponent + 1 + precision);
}

/// "e+05": at least two digits.
size_t writeExponent(int exponent, char letter, char* out) {
  out[0] = letter;
  out[1] = exponent < 0 ? '-' : '+';
  const int size = exponent < 0 ? -exponent : exponent;
  const int count = size >= 100 ? 3 : 2;
  writeDigits(static_cast<uint64_t>(size), count, out + 2);
  return static_cast<size_t>(count) + 2;
}

const char* specialName(double value) { return value != value ? "nan" : "inf"; }

/// %g of a non-negative number without trailing zeros, from its digits.
size_t layOutGeneral(const char* digits, int count, int exponent, int precision, char* out) {
  char* at = out;
  if (exponent < -4 || exponent >= precision) {
    *at++ = digits[0];
    if (count > 1) {
      *at++ = '.';
      std::memcpy(at, digits + 1, static_cast<size_t>(count - 1));
      at += count - 1;
    }
    at += writeExponent(exponent, 'e', at);
  } else if (exponent < 0) {
    *at++ = '0';
    *at++ = '.';
    for (int zero = -1; zero > exponent; --zero) *at++ = '0';
    std::memcpy(at, digits, static_cast<size_t>(count));
    at += count;
  } else {
    for (int index = 0; index <= exponent; ++index) *at++ = index < count ? digits[index] : '0';
    if (count > exponent + 1) {
      *at++ = '.';
      std::memcpy(at, digits + exponent + 1, static_cast<size_t>(count - exponent - 1));
      at += count - exponent - 1;
    }
  }
  return static_cast<size_t>(at - out);
}

NEVER_INLINE size_t formatGeneral(double value, int precision, char* out) {
  char* at = out;
  if (isNegative(value)) *at++ = '-';
  const double size = absolute(value);
  if (!isFinite(value)) {
    std::memcpy(at, specialName(value), 3);
    return static_cast<size_t>(at + 3 - out);
  }
  if (size == 0) {
    *at++ = '0';
    return static_cast<size_t>(at - out);
  }
  uint64_t integer;
  int exponent;
  if (fastDigits(size, precision, integer, exponent)) {
    char digits[kFastDigits];
    int count = precision;
    writeDigits(integer, precision, digits);
    while (count > 1 && digits[count - 1] == '0') --count;
    at += layOutGeneral(digits, count, exponent, precision, at);
  } else {
    Digits digits;
    exactDigits(size, digits);
    roundDigits(digits, precision);
    at += layOutGeneral(digits.text, digits.count, digits.exponent, precision, at);
  }
  return static_cast<size_t>(at - out);
}

/// Lays out digits of a positive number as the printer of Redis 7.2 does. The value is an integer
/// of `count` digits times ten to the power of `scale`.
size_t layOutShortest(const char* digits, int count, int scale, char* out) {
  const int exponent = scale + count - 1;
  const int distance = exponent < 0 ? -exponent : exponent;
  char* at = out;
  if (scale >= 0 && distance < count + 7) {
    std::memcpy(at, digits, static_cast<size_t>(count));
    std::memset(at + count, '0', static_cast<size_t>(scale));
    return static_cast<size_t>(count) + static_cast<size_t>(scale);
  }
  if (scale < 0 && (scale > -7 || distance < 4)) {
    const int whole = std::max(count + scale, 0);
    std::memcpy(at, digits, static_cast<size_t>(whole));
    at += whole;
    if (whole == 0) *at++ = '0';
    *at++ = '.';
    for (int zero = count + scale; zero < 0; ++zero) *at++ = '0';
    std::memcpy(at, digits + whole, static_cast<size_t>(count - whole));
    return static_cast<size_t>(at + count - whole - out);
  }
  *at++ = digits[0];
  if (count > 1) {
    *at++ = '.';
    std::memcpy(at, digits + 1, static_cast<size_t>(count - 1));
    at += count - 1;
  }
  *at++ = 'e';
  *at++ = exponent < 0 ? '-' : '+';
  return static_cast<size_t>(at + formatInteger(distance, at) - out);
}

/// Where a conversion is written: a buffer that is known to be large enough.
class Sink {
 public:
  explicit Sink(char* out) : begin_(out), end_(out) {}

  size_t size() const { return static_cast<size_t>(end_ - begin_); }
  void push(char c) { *end_++ = c; }
  void append(const char* text, size_t length) {
    std::memcpy(end_, text, length);
    end_ += length;
  }
  void fill(size_t count, char c) {
    std::memset(end_, c, count);
    end_ += count;
  }
  /// Inserts `count` times `c` at `position`.
  void insert(size_t position, size_t count, char c) {
    std::memmove(begin_ + position + count, begin_ + position, size() - position);
    std::memset(begin_ + position, c, count);
    end_ += count;
  }

 private:
  char* begin_;
  char* end_;
};

/// Pads what was written; zeros go behind the sign and prefix of `prefixLength`
/// bytes.
void pad(Sink& out, const FormatSpec& spec, size_t prefixLength, bool zeros) {
  const size_t length = out.size();
  const size_t width = static_cast<size_t>(spec.width);
  if (length >= width) return;
  if (spec.leftAlign) {
    out.fill(width - length, ' ');
  } else if (zeros) {
    out.insert(prefixLength, width - length, '0');
  } else {
    out.insert(0, width - length, ' ');
  }
}

void appendSign(Sink& out, const FormatSpec& spec, bool negative) {
  if (negative) {
    out.push('-');
  } else if (spec.plusSign) {
    out.push('+');
  } else if (spec.spaceSign) {
    out.push(' ');
  }
}

/// Digits index..index+count-1, with zeros where there are none. The index may be negative.
void appendDigits(Sink& out, const Digits& digits, int index, int count) {
  int at = index;
  for (; at < 0 && at < index + count; ++at) out.push('0');
  for (; at < index + count && at < digits.count; ++at) out.push(digits.text[at]);
  if (at < index + count) out.fill(static_cast<size_t>(index + count - at), '0');
}

void appendExponential(Sink& out, const Digits& digits, int fraction, bool point, char letter) {
  out.push(digits.at(0));
  if (fraction > 0 || point) out.push('.');
  appendDigits(out, digits, 1, fraction);
  char exponent[8];
  out.append(exponent, writeExponent(digits.exponent, letter, exponent));
}

void appendFixed(Sink& out, const Digits& digits, int fraction, bool point) {
  const int exponent = digits.count == 0 ? 0 : digits.exponent;
  if (exponent < 0) {
    out.push('0');
  } else {
    appendDigits(out, digits, 0, exponent + 1);
  }
  if (fraction > 0 || point) out.push('.');
  appendDigits(out, digits, exponent + 1, fraction);
}

void appendFinite(Sink& out, const FormatSpec& spec, char conversion, double size) {
  const char kind = static_cast<char>(conversion | 0x20);
  const char letter = static_cast<char>('e' ^ (kind ^ conversion));
  int precision = spec.precision < 0 ? 6 : spec.precision;
  Digits digits;
  if (kind == 'f') {
    fixedDigits(size, precision, digits);
    return appendFixed(out, digits, precision, spec.alternate);
  }
  if (kind == 'e') {
    significantDigits(size, precision + 1, digits);
    return appendExponential(out, digits, precision, spec.alternate, letter);
  }
  if (precision == 0) precision = 1;
  significantDigits(size, precision, digits);
  const bool exponential = digits.exponent < -4 || digits.exponent >= precision;
  int fraction = spec.alternate ? precision : digits.count;
  if (fraction < 1) fraction = 1;
  // glibc prints "1.e+06" for %#g of 999999.9: a carry out of the last digit before the point drops
  // the zeros behind it.
  const bool carried = digits.exponent == precision && precision <= kFastDigits &&
                       size < static_cast<double>(kPowersOfTen[precision]);
  if (carried) fraction = 1;
  if (exponential) return appendExponential(out, digits, fraction - 1, spec.alternate, letter);
  fraction -= digits.exponent + 1;
  appendFixed(out, digits, fraction < 0 ? 0 : fraction, spec.alternate);
}

}  // namespace

size_t formatUnsigned(uint64_t value, char* out) {
  const int count = countDigits(value);
  writeDigits(value, count, out);
  return static_cast<size_t>(count);
}

size_t formatInteger(int64_t value, char* out) {
  if (value >= 0) return formatUnsigned(static_cast<uint64_t>(value), out);
  *out = '-';
  return formatUnsigned(0 - static_cast<uint64_t>(value), out + 1) + 1;
}

Bytes formatInteger(int64_t value) {
  char buffer[kNumberBufferSize];
  return Bytes(buffer, formatInteger(value, buffer));
}

size_t formatG(double value, int precision, char* out) {
  ASSERT(precision >= 1 && precision <= kFastDigits);
  const double limit = static_cast<double>(kPowersOfTen[precision]);
  if (value > -limit && value < limit) {
    const int64_t integer = static_cast<int64_t>(value);
    if (static_cast<double>(integer) == value && (integer != 0 || !isNegative(value))) {
      return formatInteger(integer, out);
    }
  }
  return formatGeneral(value, precision, out);
}

Bytes formatG(double value, int precision) {
  char buffer[kNumberBufferSize];
  return Bytes(buffer, formatG(value, precision, buffer));
}

size_t formatLuaNumber(double value, char* out) { return formatG(value, 14, out); }
Bytes formatLuaNumber(double value) { return formatG(value, 14); }
size_t formatDouble17(double value, char* out) { return formatG(value, 17, out); }
Bytes formatDouble17(double value) { return formatG(value, 17); }

size_t formatShortest(double value, char* out) {
  constexpr double kIntegerLimit = 4611686018427387904.0;  // 2^62
  if (value == 0 || !isFinite(value)) return formatGeneral(value, 1, out);
  if (value >= -kIntegerLimit && value <= kIntegerLimit) {
    const auto integer = static_cast<int64_t>(value);
    if (static_cast<double>(integer) == value) return formatInteger(integer, out);
  }
  char* at = out;
  if (isNegative(value)) *at++ = '-';
  Digits digits;
  exactDigits(absolute(value), digits);
  // Fifteen digits are never too many for a normal number.
  constexpr double kSmallestNormal = 0x1p-1022;
  constexpr int kSurelyExact = 17;
  for (int precision = absolute(value) < kSmallestNormal ? 1 : 15; precision <= kSurelyExact;
       ++precision) {
    Digits rounded = digits;
    roundDigits(rounded, precision);
    char text[kNumberBufferSize];
    std::memcpy(text, rounded.text, static_cast<size_t>(rounded.count));
    const int scale = rounded.exponent + 1 - rounded.count;
    char* end = text + rounded.count;
    *end++ = 'e';
    end += formatInteger(scale, end);
    const BytesView written(text, static_cast<size_t>(end - text));
    if (precision == kSurelyExact || parseNumberPrefix(written).value == absolute(value)) {
      return static_cast<size_t>(at - out) + layOutShortest(rounded.text, rounded.count, scale, at);
    }
  }
  return 0;
}

Bytes formatShortest(double value) {
  char buffer[kNumberBufferSize];
  return Bytes(buffer, formatShortest(value, buffer));
}

size_t formatDouble(const FormatSpec& spec, char conversion, double value, char* buffer) {
  Sink out(buffer);
  appendSign(out, spec, isNegative(value));
  const size_t signLength = out.size();
  if (isFinite(value)) {
    appendFinite(out, spec, conversion, absolute(value));
    pad(out, spec, signLength, spec.zeroPad);
    return out.size();
  }
  const bool upper = (conversion & 0x20) == 0;
  for (const char* at = specialName(value); *at != 0; ++at) {
    out.push(static_cast<char>(upper ? *at - 32 : *at));
  }
  pad(out, spec, signLength, false);
  return out.size();
}

size_t formatInteger(const FormatSpec& spec, int64_t value, char* buffer) {
  Sink out(buffer);
  appendSign(out, spec, value < 0);
  const size_t signLength = out.size();
  char digits[kNumberBufferSize];
  const uint64_t size = value < 0 ? 0 - static_cast<uint64_t>(value) : static_cast<uint64_t>(value);
  const size_t count = size == 0 && spec.precision == 0 ? 0 : formatUnsigned(size, digits);
  if (spec.precision > static_cast<int>(count)) {
    out.fill(static_cast<size_t>(spec.precision) - count, '0');
  }
  out.append(digits, count);
  pad(out, spec, signLength, spec.zeroPad && spec.precision < 0);
  return out.size();
}

size_t formatUnsigned(const FormatSpec& spec, char conversion, uint64_t value, char* buffer) {
  Sink out(buffer);
  char digits[kNumberBufferSize];
  size_t count = 0;
  if (conversion == 'u') {
    if (value != 0 || spec.precision != 0) count = formatUnsigned(value, digits);
  } else {
    const char* letters = conversion == 'X' ? "0123456789ABCDEF" : "0123456789abcdef";
    const int bits = conversion == 'o' ? 3 : 4;
    char* end = digits + kNumberBufferSize;
    char* at = end;
    for (uint64_t rest = value; rest != 0; rest >>= bits)
      *--at = letters[rest & ((1u << bits) - 1)];
    if (value == 0 && spec.precision != 0) *--at = '0';
    count = static_cast<size_t>(end - at);
    std::memmove(digits, at, count);
  }
  size_t prefixLength = 0;
  size_t zeros =
      spec.precision > static_cast<int>(count) ? static_cast<size_t>(spec.precision) - count : 0;
  if (spec.alternate && conversion == 'o' && zeros == 0 && (count == 0 || digits[0] != '0'))
    zeros = 1;
  if (spec.alternate && conversion != 'o' && conversion != 'u' && value != 0) {
    out.push('0');
    out.push(conversion);
    prefixLength = 2;
  }
  out.fill(zeros, '0');
  out.append(digits, count);
  pad(out, spec, prefixLength, spec.zeroPad && spec.precision < 0);
  return out.size();
}

Bytes formatFixed(double value, int precision) {
  FormatSpec spec;
  spec.precision = precision;
  Bytes out(formatBound(spec), '\0');
  out.resize(formatDouble(spec, 'f', value, out.data()));
  return out;
}

}  // namespace base
