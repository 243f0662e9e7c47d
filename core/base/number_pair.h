#pragma once

/// Sums of two doubles that are not rounded: about 106 bits.
///
/// `low` is at most half a last place of `high`, or a little more. Nothing here uses a fused
/// multiply-add, which WebAssembly lacks. Factors stay below 2^996 in size.
namespace base {

struct Pair {
  double high;
  double low;
};

constexpr Pair kSixth = {0x1.5555555555555p-3, 0x1.5555555555555p-57};

/// The nearest whole number of one below 2^51 in size.
inline double nearestWhole(double x) {
  constexpr double kShift = 0x1.8p52;
  return (x + kShift) - kShift;
}

/// For a sum whose first part is at least as large as the second.
inline Pair sumOfOrdered(double larger, double smaller) {
  const double high = larger + smaller;
  return {high, smaller - (high - larger)};
}

inline Pair sum(double left, double right) {
  const double high = left + right;
  const double part = high - left;
  return {high, (left - (high - part)) + (right - part)};
}

inline Pair product(double left, double right) {
  constexpr double kSplit = 134217729.0;  // 2^27 + 1
  const double leftTop = left * kSplit - (left * kSplit - left);
  const double leftRest = left - leftTop;
  const double rightTop = right * kSplit - (right * kSplit - right);
  const double rightRest = right - rightTop;
  const double high = left * right;
  return {high, ((leftTop * rightTop - high) + leftTop * rightRest + leftRest * rightTop) +
                    leftRest * rightRest};
}

inline Pair operator-(Pair pair) { return {-pair.high, -pair.low}; }

inline Pair operator+(Pair left, Pair right) {
  const Pair high = sum(left.high, right.high);
  const Pair low = sum(left.low, right.low);
  const Pair middle = sumOfOrdered(high.high, high.low + low.high);
  return sumOfOrdered(middle.high, middle.low + low.low);
}

inline Pair operator-(Pair left, Pair right) { return left + -right; }

inline Pair operator*(Pair left, Pair right) {
  const Pair high = product(left.high, right.high);
  return sumOfOrdered(high.high, high.low + (left.high * right.low + left.low * right.high));
}

inline Pair operator*(Pair left, double right) {
  const Pair high = product(left.high, right);
  return sumOfOrdered(high.high, high.low + left.low * right);
}

inline Pair operator/(Pair left, Pair right) {
  const double quotient = left.high / right.high;
  const Pair rest = left - right * quotient;
  return sumOfOrdered(quotient, (rest.high + rest.low) / right.high);
}

inline double rounded(Pair pair) { return pair.high + pair.low; }

/// The rounded number, if `pair` is within `error` (relative) of the exact one and all such numbers
/// round alike; otherwise NaN.
inline double roundedIfCertain(Pair pair, double error) {
  const double margin = pair.high * error;
  const double result = pair.high + (pair.low + margin);
  return result == pair.high + (pair.low - margin) ? result : __builtin_nan("");
}

}  // namespace base
