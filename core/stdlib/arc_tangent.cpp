#include "stdlib/arc_tangent.h"

#include <cmath>

namespace lua {

namespace {

/// A sum of two doubles that is not rounded; `low` is at most half a last place of `high`, or a
/// little more.
struct Pair {
  double high;
  double low;
};

/// The table has the arc tangents of 0, 1/8, ..., 1.
constexpr int kSteps = 8;
constexpr Pair kArcTangents[kSteps + 1] = {
    {0.0, 0.0},
    {0x1.fd5ba9aac2f6ep-4, -0x1.cd37686760c17p-59},
    {0x1.f5b75f92c80ddp-3, 0x1.8ab6e3cf7afbdp-57},
    {0x1.6f61941e4def1p-2, -0x1.c63aae6f6e918p-56},
    {0x1.dac670561bb4fp-2, 0x1.a2b7f222f65e2p-56},
    {0x1.1e00babdefeb4p-1, -0x1.928df287a668fp-58},
    {0x1.4978fa3269ee1p-1, 0x1.2419a87f2a458p-56},
    {0x1.700a7c5784634p-1, -0x1.8c34d25aadef6p-56},
    {0x1.921fb54442d18p-1, 0x1.1a62633145c07p-55},
};
constexpr Pair kPi = {0x1.921fb54442d18p+1, 0x1.1a62633145c07p-53};
constexpr Pair kHalfPi = {0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54};

Pair sum(double left, double right) {
  const double high = left + right;
  const double part = high - left;
  return {high, (left - (high - part)) + (right - part)};
}

Pair difference(Pair left, Pair right) {
  Pair result = sum(left.high, -right.high);
  result.low += left.low - right.low;
  return result;
}

/// atan(numerator / denominator) for 0 < numerator <= denominator.
Pair ofQuotient(double numerator, double denominator) {
  const double quotient = numerator / denominator;
  const double rest = std::fma(-quotient, denominator, numerator) / denominator;
  // atan(q) = atan(c) + atan((q - c) / (1 + q * c)), with c from the table.
  const int step = static_cast<int>(quotient * kSteps + 0.5);
  const double c = static_cast<double>(step) / kSteps;
  Pair top = sum(quotient, -c);
  top.low += rest;
  const double product = quotient * c;
  Pair bottom = sum(1.0, product);
  bottom.low += std::fma(quotient, c, -product) + rest * c;
  const double t = top.high / bottom.high;
  const double tLow =
      (std::fma(-t, bottom.high, top.high) + top.low - t * bottom.low) / bottom.high;
  // atan(t) = t - t * (t^2/3 - t^4/5 + ...), and t is at most 1/16.
  constexpr int kLastTerm = 19;
  const double square = t * t;
  double series = 0.0;
  for (int k = kLastTerm; k >= 3; k -= 2) series = square * (1.0 / k - series);
  Pair angle = sum(kArcTangents[step].high, t);
  angle.low += kArcTangents[step].low + (tLow - t * series);
  return angle;
}

}  // namespace

double arcTangent2(double y, double x) {
  constexpr double kSmallest = 1e-100;
  constexpr double kLargest = 1e100;
  const double height = std::fabs(y);
  const double width = std::fabs(x);
  const bool isOrdinary =
      height > kSmallest && width > kSmallest && height < kLargest && width < kLargest;
  if (!isOrdinary) return std::atan2(y, x);
  Pair angle =
      height > width ? difference(kHalfPi, ofQuotient(width, height)) : ofQuotient(height, width);
  if (x < 0) angle = difference(kPi, angle);
  return std::copysign(angle.high + angle.low, y);
}

}  // namespace lua
