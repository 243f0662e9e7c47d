#include "base/extended.h"

#include <algorithm>
#include <bit>
#include <vector>

namespace base {
namespace {

using Wide = unsigned __int128;

constexpr size_t kMaximumText = 5119;
/// Exponent of the lowest significand bit of the largest finite value, and of the smallest
/// subnormal.
constexpr int32_t kMaximumExponent = 16383 - 63;
constexpr int32_t kMinimumExponent = -16445;

int bitLength(Wide value) {
  const auto high = static_cast<uint64_t>(value >> 64);
  return high != 0 ? 128 - std::countl_zero(high)
                   : 64 - std::countl_zero(static_cast<uint64_t>(value));
}

/// A natural number of any size: 32-bit words, lowest first, no leading zero words.
class Natural {
 public:
  explicit Natural(uint64_t value = 0) {
    for (; value != 0; value >>= 32) {
      words_.push_back(static_cast<uint32_t>(value));
    }
  }

  bool isZero() const { return words_.empty(); }
  int bits() const {
    return words_.empty() ? 0
                          : static_cast<int>(words_.size()) * 32 - std::countl_zero(words_.back());
  }

  void multiplyAdd(uint32_t factor, uint32_t addend) {
    uint64_t carry = addend;
    for (uint32_t& word : words_) {
      carry += static_cast<uint64_t>(word) * factor;
      word = static_cast<uint32_t>(carry);
      carry >>= 32;
    }
    if (carry != 0) {
      words_.push_back(static_cast<uint32_t>(carry));
    }
  }

  /// Divides in place and returns the remainder.
  uint32_t divide(uint32_t divisor) {
    uint64_t remainder = 0;
    for (size_t i = words_.size(); i-- > 0;) {
      const uint64_t part = remainder << 32 | words_[i];
      words_[i] = static_cast<uint32_t>(part / divisor);
      remainder = part % divisor;
    }
    while (!words_.empty() && words_.back() == 0) {
      words_.pop_back();
    }
    return static_cast<uint32_t>(remainder);
  }

  void shiftLeft(int count) {
    if (words_.empty()) {
      return;
    }
    const int rest = count % 32;
    if (rest != 0) {
      multiplyAdd(1u << rest, 0);
    }
    words_.insert(words_.begin(), static_cast<size_t>(count / 32), 0u);
  }

  /// The top 128 bits (fewer if the number is smaller), how many bits lie below them, and whether
  /// one of those is set.
  struct Top {
    Wide bits;
    int below;
    bool sticky;
  };
  Top top() const {
    Top result{0, std::max(0, bits() - 128), false};
    const auto wholeWords = static_cast<size_t>(result.below / 32);
    for (size_t i = 0; i < wholeWords; ++i) {
      result.sticky |= words_[i] != 0;
    }
    const int rest = result.below % 32;
    if (rest != 0) {
      result.sticky |= (words_[wholeWords] & ((1u << rest) - 1)) != 0;
    }
    int place = -rest;
    for (size_t i = wholeWords; i < words_.size(); ++i, place += 32) {
      result.bits |= place < 0 ? static_cast<Wide>(words_[i]) >> -place
                               : static_cast<Wide>(words_[i]) << place;
    }
    return result;
  }

 private:
  std::vector<uint32_t> words_;
};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }
bool isDigit(char c) { return c >= '0' && c <= '9'; }

int hexadecimalValue(char c) {
  c = lower(c);
  return isDigit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool equalsWord(BytesView text, BytesView word) {
  return text.size() == word.size() && std::equal(text.begin(), text.end(), word.begin(),
                                                  [](char a, char b) { return lower(a) == b; });
}

/// Reads "[+-]digits" to the end of `text`; huge values saturate. Nothing if it has another form.
std::optional<int32_t> parseExponent(BytesView text) {
  constexpr int32_t kHuge = 1000000;
  bool negative = false;
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  if (text.empty()) {
    return std::nullopt;
  }
  int32_t value = 0;
  for (char c : text) {
    if (!isDigit(c)) {
      return std::nullopt;
    }
    value = std::min(kHuge, value * 10 + (c - '0'));
  }
  return negative ? -value : value;
}

/// What is left to apply after `scaleByPowerOfTen`: a power of two, and whether a remainder was
/// dropped.
struct Scaled {
  int32_t exponent;
  bool sticky;
};

/// Makes `digits` * 2^(result's exponent) equal to `digits` * 10^exponent, but for what `sticky`
/// tells. Since 10^n is 5^n * 2^n, only the power of five is computed.
Scaled scaleByPowerOfTen(Natural& digits, int32_t exponent) {
  constexpr uint32_t kFiveTo13 = 1220703125;
  Scaled scaled{exponent, false};
  if (exponent >= 0) {
    for (; exponent >= 13; exponent -= 13) {
      digits.multiplyAdd(kFiveTo13, 0);
    }
    for (; exponent > 0; --exponent) {
      digits.multiplyAdd(5, 0);
    }
  } else {
    // Room for a quotient of more than 66 bits; 5^n has fewer than 7n/3 + 1 bits.
    const int shift = -exponent * 7 / 3 + 70;
    digits.shiftLeft(shift);
    scaled.exponent -= shift;
    int32_t left = -exponent;
    for (; left >= 13; left -= 13) {
      scaled.sticky |= digits.divide(kFiveTo13) != 0;
    }
    for (; left > 0; --left) {
      scaled.sticky |= digits.divide(5) != 0;
    }
  }
  return scaled;
}

/// Digits of `value` in base ten.
Bytes naturalText(Natural value) {
  constexpr uint32_t kBillion = 1000000000;
  Bytes reversed;
  while (!value.isZero()) {
    uint32_t part = value.divide(kBillion);
    for (int i = 0; i < 9; ++i, part /= 10) {
      reversed += static_cast<char>('0' + part % 10);
    }
  }
  while (!reversed.empty() && reversed.back() == '0') {
    reversed.pop_back();
  }
  return reversed.empty() ? Bytes("0") : Bytes(reversed.rbegin(), reversed.rend());
}

Bytes wideText(Wide value) {
  Bytes reversed;
  do {
    reversed += static_cast<char>('0' + static_cast<int>(value % 10));
    value /= 10;
  } while (value != 0);
  return Bytes(reversed.rbegin(), reversed.rend());
}

}  // namespace

Extended Extended::rounded(bool negative, Wide significand, int32_t exponent, bool sticky) {
  Extended result;
  result.negative_ = negative;
  if (significand == 0) {
    return result;
  }
  const int excess = bitLength(significand) - 64;
  if (excess <= 0) {
    // Exact (or the caller's sticky bits lie far below: it supplies at least 66 bits whenever they
    // matter).
    result.significand_ = static_cast<uint64_t>(significand) << -excess;
    result.exponent_ = exponent + excess;
  } else {
    const Wide half = static_cast<Wide>(1) << (excess - 1);
    const Wide rest = significand & ((half << 1) - 1);
    auto kept = static_cast<uint64_t>(significand >> excess);
    exponent += excess;
    const bool up = rest > half || (rest == half && (sticky || (kept & 1) != 0));
    if (up && ++kept == 0) {
      kept = 1ULL << 63;
      ++exponent;
    }
    result.significand_ = kept;
    result.exponent_ = exponent;
  }
  if (result.exponent_ > kMaximumExponent) {
    result.infinite_ = true;
    result.significand_ = 0;
    result.exponent_ = 0;
  } else if (result.exponent_ + 64 < kMinimumExponent ||
             (result.exponent_ + 64 == kMinimumExponent && result.significand_ == 1ULL << 63)) {
    // Not above half of the smallest subnormal.
    result.significand_ = 0;
    result.exponent_ = 0;
  }
  return result;
}

Extended Extended::fromInteger(int64_t value) {
  const bool negative = value < 0;
  const uint64_t magnitude =
      negative ? 0 - static_cast<uint64_t>(value) : static_cast<uint64_t>(value);
  return rounded(negative, magnitude, 0, false);
}

std::optional<Extended> Extended::parse(BytesView text) {
  if (text.empty() || text.size() > kMaximumText) {
    return std::nullopt;
  }
  bool negative = false;
  if (text[0] == '+' || text[0] == '-') {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  if (equalsWord(text, "inf") || equalsWord(text, "infinity")) {
    Extended result;
    result.negative_ = negative;
    result.infinite_ = true;
    return result;
  }
  if (text.size() > 2 && text[0] == '0' && lower(text[1]) == 'x') {
    return parseHexadecimal(text.substr(2), negative);
  }
  return parseDecimal(text, negative);
}

std::optional<Extended> Extended::parseDecimal(BytesView text, bool negative) {
  constexpr int32_t kSurelyOverflow = 6000;
  constexpr int32_t kSurelyUnderflow = -11000;
  Natural digits;
  int32_t exponent = 0;
  bool sawDigit = false;
  bool sawPoint = false;
  size_t at = 0;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (isDigit(c)) {
      sawDigit = true;
      digits.multiplyAdd(10, static_cast<uint32_t>(c - '0'));
      exponent -= sawPoint ? 1 : 0;
    } else if (c == '.' && !sawPoint) {
      sawPoint = true;
    } else {
      break;
    }
  }
  if (!sawDigit) {
    return std::nullopt;
  }
  if (at < text.size()) {
    if (lower(text[at]) != 'e') {
      return std::nullopt;
    }
    const std::optional<int32_t> written = parseExponent(text.substr(at + 1));
    if (!written) {
      return std::nullopt;
    }
    exponent += *written;
  }
  if (digits.isZero()) {
    return rounded(negative, 0, 0, false);
  }
  if (exponent > kSurelyOverflow || exponent < kSurelyUnderflow) {
    return std::nullopt;
  }
  const Scaled scaled = scaleByPowerOfTen(digits, exponent);
  const Natural::Top top = digits.top();
  const Extended result =
      rounded(negative, top.bits, scaled.exponent + top.below, scaled.sticky || top.sticky);
  if (result.infinite_ || result.isZero()) {
    return std::nullopt;
  }
  return result;
}

std::optional<Extended> Extended::parseHexadecimal(BytesView text, bool negative) {
  Natural digits;
  int32_t exponent = 0;
  bool sawDigit = false;
  bool sawPoint = false;
  size_t at = 0;
  for (; at < text.size(); ++at) {
    const int value = hexadecimalValue(text[at]);
    if (value >= 0) {
      sawDigit = true;
      digits.multiplyAdd(16, static_cast<uint32_t>(value));
      exponent -= sawPoint ? 4 : 0;
    } else if (text[at] == '.' && !sawPoint) {
      sawPoint = true;
    } else {
      break;
    }
  }
  if (!sawDigit) {
    return std::nullopt;
  }
  if (at < text.size()) {
    const std::optional<int32_t> written = parseExponent(text.substr(at + 1));
    if (lower(text[at]) != 'p' || !written) {
      return std::nullopt;
    }
    exponent += *written;
  }
  if (digits.isZero()) {
    return rounded(negative, 0, 0, false);
  }
  const Natural::Top top = digits.top();
  const Extended result = rounded(negative, top.bits, exponent + top.below, top.sticky);
  if (result.infinite_ || result.isZero()) {
    return std::nullopt;
  }
  return result;
}

std::optional<Extended> Extended::add(const Extended& left, const Extended& right) {
  if (left.infinite_ || right.infinite_) {
    if (left.infinite_ && right.infinite_ && left.negative_ != right.negative_) {
      return std::nullopt;
    }
    return left.infinite_ ? left : right;
  }
  if (left.isZero() || right.isZero()) {
    return left.isZero() ? right : left;
  }
  const bool leftIsLarger =
      left.exponent_ > right.exponent_ ||
      (left.exponent_ == right.exponent_ && left.significand_ >= right.significand_);
  const Extended& large = leftIsLarger ? left : right;
  const Extended& small = leftIsLarger ? right : left;
  // The larger significand at bits 62..125 leaves one bit for the carry and 62 for what rounding
  // must see.
  constexpr int kGuardBits = 62;
  const int32_t exponent = large.exponent_ - kGuardBits;
  const Wide high = static_cast<Wide>(large.significand_) << kGuardBits;
  const int32_t distance = large.exponent_ - small.exponent_;
  Wide low = static_cast<Wide>(small.significand_) << kGuardBits;
  bool sticky = false;
  if (distance >= 126) {
    low = 0;
    sticky = true;
  } else if (distance > 0) {
    sticky = (low & ((static_cast<Wide>(1) << distance) - 1)) != 0;
    low >>= distance;
  }
  Wide sum = high + low;
  if (large.negative_ != small.negative_) {
    // What lies below the last bit is taken away too: one less, and something left below.
    sum = high - low - (sticky ? 1 : 0);
  }
  return rounded(large.negative_ && sum != 0, sum, exponent, sticky);
}

Bytes Extended::toText() const {
  constexpr int kDecimals = 17;
  constexpr uint64_t kScale = 100000000000000000;  // 10^17
  if (infinite_) {
    return negative_ ? "-inf" : "inf";
  }
  Bytes text;
  if (significand_ == 0) {
    text = "0";
  } else if (exponent_ >= 0) {
    Natural whole(significand_);
    whole.shiftLeft(exponent_);
    text = naturalText(std::move(whole));
  } else {
    // significand * 10^17 has at most 121 bits, so the scaled value is exact before the shift.
    const Wide scaled = static_cast<Wide>(significand_) * kScale;
    const int shift = -exponent_;
    Wide quotient = 0;
    if (shift < 128) {
      quotient = scaled >> shift;
      const Wide half = static_cast<Wide>(1) << (shift - 1);
      const Wide rest = scaled - (quotient << shift);
      if (rest > half || (rest == half && (quotient & 1) != 0)) {
        ++quotient;
      }
    }
    text = wideText(quotient / kScale);
    Bytes decimals = wideText(quotient % kScale);
    decimals.insert(0, static_cast<size_t>(kDecimals) - decimals.size(), '0');
    while (!decimals.empty() && decimals.back() == '0') {
      decimals.pop_back();
    }
    if (!decimals.empty()) {
      text += '.';
      text += decimals;
    }
  }
  return negative_ && text != "0" ? "-" + text : text;
}

}  // namespace base
