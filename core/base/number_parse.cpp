#include <bit>

#include "base/bit_cast.h"
#include "base/number_text.h"
#include "base/wide_integer.h"

namespace base {

namespace {

/// More significant digits than any double or midpoint of two doubles has (767); the rest only
/// matters as "not zero".
constexpr int kSignificantDigits = 800;
/// Digits that always fit 64 bits.
constexpr int kWordDigits = 19;
/// Bound of the error of a 128-bit product with a power of ten, in units of its lowest bit.
constexpr uint64_t kProductError = 8;

constexpr int kLowestExponent = -1074;  ///< of the lowest bit of a subnormal
constexpr int kMantissaBits = 53;

constexpr double kExactPowersOfTen[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                        1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                        1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
constexpr int kHighestExactPower = 22;

bool isSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool isDigit(char c) { return c >= '0' && c <= '9'; }
char toLower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

int digitValue(char c) {
  if (isDigit(c)) return c - '0';
  const char lower = toLower(c);
  return lower >= 'a' && lower <= 'z' ? lower - 'a' + 10 : 99;
}

/// A double between two neighbours as integers: mantissa * 2^exponent, with the bits that were cut
/// off.
struct Truncated {
  uint64_t mantissa;
  int exponent;
  bool roundBit;
  bool sticky;
};

double infinity() { return __builtin_inf(); }

/// mantissa * 2^exponent where the mantissa has at most 53 bits and the result is representable, or
/// overflows to infinity.
double assemble(uint64_t mantissa, int exponent) {
  constexpr uint64_t kHidden = uint64_t{1} << (kMantissaBits - 1);
  if (mantissa == uint64_t{1} << kMantissaBits) {
    mantissa >>= 1;
    ++exponent;
  }
  if (mantissa < kHidden) return bitCast<double>(mantissa);  // subnormal or zero
  const int biased = exponent - kLowestExponent + 1;
  if (biased >= 2047) return infinity();
  return bitCast<double>(static_cast<uint64_t>(biased) << 52 | (mantissa & (kHidden - 1)));
}

/// Cuts wide * 2^exponent (wide not zero) down to the precision of a double at that place.
Truncated truncate(Wide wide, int exponent) {
  if (wide.high == 0) {
    wide = {wide.low, 0};
    exponent -= 64;
  }
  const int zeros = std::countl_zero(wide.high);
  if (zeros > 0) {
    wide = {wide.high << zeros | wide.low >> (64 - zeros), wide.low << zeros};
    exponent -= zeros;
  }
  // Now the top bit is set; its weight is 2^(exponent + 127).
  int kept = kMantissaBits;
  const int lowest = exponent + 127 - (kMantissaBits - 1);
  if (lowest < kLowestExponent) kept -= kLowestExponent - lowest;
  if (kept < 0) return {0, kLowestExponent, false, true};
  if (kept == 0) {
    return {0, kLowestExponent, true, (wide.high << 1) != 0 || wide.low != 0};
  }
  const int dropped = 64 - kept;
  const uint64_t rest = wide.high << kept;
  return {wide.high >> dropped, exponent + 64 + dropped, rest >> 63 != 0,
          (rest << 1) != 0 || wide.low != 0};
}

double roundHalfEven(const Truncated& cut) {
  const bool up = cut.roundBit && (cut.sticky || (cut.mantissa & 1) != 0);
  return assemble(cut.mantissa + (up ? 1 : 0), cut.exponent);
}

/// The significant digits of a decimal number: value = 0.d1 d2 d3 ... * 10^point, read where they
/// stand (a point may be among them).
struct Decimal {
  BytesView digits;   ///< from the first non-zero digit
  uint64_t word = 0;  ///< the first digits, at most kWordDigits
  int wordDigits = 0;
  int64_t wordExponent = 0;  ///< value = word * 10^wordExponent, if nothing was cut
  bool isCut = false;        ///< non-zero digits follow those in the word
};

/// True if decimal is above, false if it is below the midpoint of cut and its upper neighbour; even
/// decides a tie.
bool roundsUpExactly(const Decimal& decimal, const Truncated& cut) {
  BigInteger left;
  int read = 0;
  bool isCut = false;
  for (const char c : decimal.digits) {
    if (c == '.') continue;
    if (read < kSignificantDigits) {
      left.multiplyAdd(10, static_cast<uint32_t>(c - '0'));
      ++read;
    } else if (c != '0') {
      isCut = true;
      break;
    }
  }
  int powerOfTen = static_cast<int>(decimal.wordExponent) + decimal.wordDigits - read;
  if (isCut) {
    left.multiplyAdd(10, 1);
    --powerOfTen;
  }
  BigInteger right(cut.mantissa * 2 + 1);
  if (powerOfTen > 0) left.multiplyByPowerOfFive(powerOfTen);
  if (powerOfTen < 0) right.multiplyByPowerOfFive(-powerOfTen);
  const int shift = powerOfTen - (cut.exponent - 1);
  if (shift > 0) left.shiftLeft(shift);
  if (shift < 0) right.shiftLeft(-shift);
  const int order = left.compare(right);
  return order > 0 || (order == 0 && (cut.mantissa & 1) != 0);
}

double convert(const Decimal& decimal) {
  if (decimal.word == 0) return 0;
  if (!decimal.isCut && decimal.word <= uint64_t{1} << kMantissaBits) {
    const double word = static_cast<double>(decimal.word);
    if (decimal.wordExponent == 0) return word;
    if (decimal.wordExponent > 0 && decimal.wordExponent <= kHighestExactPower) {
      return word * kExactPowersOfTen[decimal.wordExponent];
    }
    if (decimal.wordExponent < 0 && decimal.wordExponent >= -kHighestExactPower) {
      return word / kExactPowersOfTen[-decimal.wordExponent];
    }
  }
  if (decimal.wordExponent > 310) return infinity();
  if (decimal.wordExponent < -345) return 0;
  const PowerOfTen power = powerOfTen(static_cast<int>(decimal.wordExponent));
  const int zeros = std::countl_zero(decimal.word);
  const Wide low = multiplyHigh(power.significand, decimal.word << zeros);
  const int exponent = power.exponent + 64 - zeros;
  Wide high = add(low, kProductError);
  if (decimal.isCut) high.high += uint64_t{1} << zeros;
  const Truncated cut = truncate(low, exponent);
  const double rounded = roundHalfEven(cut);
  if (high.high >= low.high && rounded == roundHalfEven(truncate(high, exponent))) return rounded;
  return assemble(cut.mantissa + (roundsUpExactly(decimal, cut) ? 1 : 0), cut.exponent);
}

/// Reads "e+12" or "p-3" at `at`; moves it only if there is a digit. Saturates.
int64_t readExponent(BytesView text, size_t& at) {
  size_t cursor = at + 1;
  const bool negative = cursor < text.size() && text[cursor] == '-';
  if (cursor < text.size() && (text[cursor] == '-' || text[cursor] == '+')) ++cursor;
  if (cursor >= text.size() || !isDigit(text[cursor])) return 0;
  int64_t exponent = 0;
  for (; cursor < text.size() && isDigit(text[cursor]); ++cursor) {
    if (exponent < 1000000000000000) exponent = exponent * 10 + (text[cursor] - '0');
  }
  at = cursor;
  return negative ? -exponent : exponent;
}

/// Reads digits with an optional point from `at`. False if there is no digit.
bool readDecimal(BytesView text, size_t& at, Decimal& decimal) {
  bool any = false, afterPoint = false;
  size_t first = 0;
  int64_t exponent = 0;
  size_t cursor = at;
  for (; cursor < text.size(); ++cursor) {
    const char c = text[cursor];
    if (c == '.' && !afterPoint) {
      afterPoint = true;
      continue;
    }
    if (!isDigit(c)) break;
    any = true;
    if (decimal.wordDigits == 0 && c == '0') {
      exponent -= afterPoint ? 1 : 0;
      continue;
    }
    if (decimal.wordDigits == 0) first = cursor;
    if (decimal.wordDigits < kWordDigits) {
      decimal.word = decimal.word * 10 + static_cast<uint64_t>(c - '0');
      ++decimal.wordDigits;
      exponent -= afterPoint ? 1 : 0;
    } else {
      exponent += afterPoint ? 0 : 1;
      decimal.isCut |= c != '0';
    }
  }
  if (!any) return false;
  if (decimal.wordDigits > 0) decimal.digits = text.substr(first, cursor - first);
  if (cursor < text.size() && toLower(text[cursor]) == 'e') {
    const int64_t written = readExponent(text, cursor);
    exponent += written;
  }
  decimal.wordExponent = exponent;
  at = cursor;
  return true;
}

/// Reads what follows "0x". False if there is no digit.
bool readHexadecimal(BytesView text, size_t& at, double& value) {
  bool any = false, afterPoint = false, sticky = false;
  uint64_t word = 0;
  int64_t exponent = 0;
  size_t cursor = at;
  for (; cursor < text.size(); ++cursor) {
    if (text[cursor] == '.' && !afterPoint) {
      afterPoint = true;
      continue;
    }
    const int digit = digitValue(text[cursor]);
    if (digit >= 16) break;
    any = true;
    if (word >> 60 == 0) {
      word = word << 4 | static_cast<uint64_t>(digit);
      exponent -= afterPoint ? 4 : 0;
    } else {
      exponent += afterPoint ? 0 : 4;
      sticky |= digit != 0;
    }
  }
  if (!any) return false;
  if (cursor < text.size() && toLower(text[cursor]) == 'p') {
    const int64_t written = readExponent(text, cursor);
    exponent += written;
  }
  at = cursor;
  if (word == 0) {
    value = 0;
  } else if (exponent > 2000) {
    value = infinity();
  } else if (exponent < -2000) {
    value = 0;
  } else {
    value =
        roundHalfEven(truncate({word, sticky ? uint64_t{1} : 0}, static_cast<int>(exponent) - 64));
  }
  return true;
}

/// Length of `word` if the text continues with it, ignoring case.
size_t matchWord(BytesView text, size_t at, BytesView word) {
  if (text.size() - at < word.size()) return 0;
  for (size_t i = 0; i < word.size(); ++i) {
    if (toLower(text[at + i]) != word[i]) return 0;
  }
  return word.size();
}

/// Reads "inf", "infinity", "nan" or "nan(letters, digits and underscores)". Returns its length.
size_t readSpecial(BytesView text, size_t at, double& value) {
  if (const size_t length = matchWord(text, at, "inf"); length != 0) {
    value = infinity();
    const size_t rest = matchWord(text, at + length, "inity");
    return length + rest;
  }
  size_t length = matchWord(text, at, "nan");
  if (length == 0) return 0;
  value = bitCast<double>(uint64_t{0x7FF8000000000000});
  size_t cursor = at + length;
  if (cursor < text.size() && text[cursor] == '(') {
    ++cursor;
    while (cursor < text.size() && (digitValue(text[cursor]) < 36 || text[cursor] == '_')) ++cursor;
    if (cursor < text.size() && text[cursor] == ')') length = cursor + 1 - at;
  }
  return length;
}

double withSign(double value, bool negative) {
  const uint64_t sign = negative ? uint64_t{1} << 63 : 0;
  return bitCast<double>(bitCast<uint64_t>(value) | sign);
}

}  // namespace

NumberPrefix parseNumberPrefix(BytesView text) {
  size_t at = 0;
  while (at < text.size() && isSpace(text[at])) ++at;
  if (at == text.size()) return {};
  const bool negative = text[at] == '-';
  if (negative || text[at] == '+') ++at;
  if (at == text.size()) return {};
  double value = 0;
  if (!isDigit(text[at]) && text[at] != '.') {
    const size_t length = readSpecial(text, at, value);
    if (length == 0) return {};
    return {withSign(value, negative), at + length, false};
  }
  if (text[at] == '0' && at + 1 < text.size() && toLower(text[at + 1]) == 'x') {
    size_t cursor = at + 2;
    if (readHexadecimal(text, cursor, value)) {
      bool isZero = true;
      for (size_t i = at + 2; i < cursor && toLower(text[i]) != 'p'; ++i) {
        isZero = isZero && (text[i] == '0' || text[i] == '.');
      }
      const bool outOfRange = value == infinity() || (value == 0 && !isZero);
      return {withSign(value, negative), cursor, outOfRange};
    }
  }
  Decimal decimal;
  if (!readDecimal(text, at, decimal)) return {};
  value = convert(decimal);
  const bool outOfRange = value == infinity() || (value == 0 && decimal.word != 0);
  return {withSign(value, negative), at, outOfRange};
}

std::optional<double> parseLuaNumber(BytesView text) {
  text = text.substr(0, text.find('\0'));
  const NumberPrefix prefix = parseNumberPrefix(text);
  if (prefix.length == 0) return std::nullopt;
  for (size_t at = prefix.length; at < text.size(); ++at) {
    if (!isSpace(text[at])) return std::nullopt;
  }
  return prefix.value;
}

std::optional<double> parseDouble(BytesView text) {
  if (text.empty() || isSpace(text[0])) return std::nullopt;
  const NumberPrefix prefix = parseNumberPrefix(text);
  if (prefix.length != text.size() || prefix.isOutOfRange) return std::nullopt;
  return prefix.value;
}

std::optional<int64_t> parseInteger(BytesView text) {
  if (text.empty() || text.size() > 20) return std::nullopt;
  if (text == "0") return 0;
  const bool negative = text[0] == '-';
  size_t at = negative ? 1 : 0;
  if (at == text.size() || text[at] < '1' || text[at] > '9') return std::nullopt;
  const uint64_t limit = static_cast<uint64_t>(INT64_MAX) + (negative ? 1 : 0);
  uint64_t value = 0;
  for (; at < text.size(); ++at) {
    if (!isDigit(text[at])) return std::nullopt;
    const uint64_t digit = static_cast<uint64_t>(text[at] - '0');
    if (value > (limit - digit) / 10) return std::nullopt;
    value = value * 10 + digit;
  }
  return static_cast<int64_t>(negative ? 0 - value : value);
}

uint64_t parseUnsignedPrefix(BytesView text, int base, size_t& length) {
  length = 0;
  size_t at = 0;
  while (at < text.size() && isSpace(text[at])) ++at;
  const bool negative = at < text.size() && text[at] == '-';
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
  if (base == 16 && at + 2 < text.size() && text[at] == '0' && toLower(text[at + 1]) == 'x' &&
      digitValue(text[at + 2]) < 16) {
    at += 2;
  }
  const size_t first = at;
  uint64_t value = 0;
  bool overflow = false;
  for (; at < text.size() && digitValue(text[at]) < base; ++at) {
    const uint64_t digit = static_cast<uint64_t>(digitValue(text[at]));
    const uint64_t factor = static_cast<uint64_t>(base);
    if (value > (UINT64_MAX - digit) / factor) overflow = true;
    value = value * factor + digit;
  }
  if (at == first) return 0;
  length = at;
  if (overflow) return UINT64_MAX;
  return negative ? 0 - value : value;
}

}  // namespace base
