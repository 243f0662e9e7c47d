#include <bit>
#include <cmath>
#include <cstdint>

#include "base/elementary.h"
#include "base/number_pair.h"

/// Functions of angles.
namespace base {
namespace {

/// The table has the arc tangents of 0, 1/8, ..., 1.
constexpr int kArcTangentSteps = 8;
constexpr Pair kArcTangents[] = {
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

/// Sines and cosines of 0, 1/16, ..., 13/16.
constexpr int kCircleSteps = 16;
constexpr Pair kSines[] = {
    {0.0, 0.0},
    {0x1.ffaaaeeed4edbp-5, -0x1.2d16d32684b69p-59},
    {0x1.feaaeee86ee36p-4, -0x1.afcb2bcc6f03bp-59},
    {0x1.7dc102fbaf2b5p-3, 0x1.5ab50e23c97c3p-59},
    {0x1.faaeed4f31577p-3, -0x1.15d88508e32b8p-57},
    {0x1.3ad129769d3d8p-2, 0x1.03d550487839ap-63},
    {0x1.7710255764214p-2, -0x1.6ead7314bb6cep-57},
    {0x1.b1d8305321617p-2, -0x1.ae242cb99f519p-56},
    {0x1.eaee8744b05f0p-2, -0x1.789b43c9b027dp-58},
    {0x1.110d0c4b69c3bp-1, 0x1.d918998809981p-55},
    {0x1.2b91dea88421ep-1, -0x1.fa371db216ab0p-55},
    {0x1.44eb381cf386bp-1, -0x1.3ed6c1e6a5505p-55},
    {0x1.5cffc16bf8f0dp-1, 0x1.96cb370eb578ap-55},
    {0x1.73b7680dea578p-1, -0x1.2248306dc12a2p-56},
};
constexpr Pair kCosines[] = {
    {1.0, 0.0},
    {0x1.ff0015549f4d3p-1, 0x1.328387b99426fp-55},
    {0x1.fc015527d5bd3p-1, 0x1.b68f35094efb8p-55},
    {0x1.f706bdf9ece1cp-1, -0x1.698c80c36dcb4p-55},
    {0x1.f01549f7deea1p-1, 0x1.d3c1e99e5cafdp-55},
    {0x1.e733ea0193d40p-1, -0x1.6428b3546ce13p-55},
    {0x1.dc6b7eb995912p-1, 0x1.4b364776dcd35p-58},
    {0x1.cfc6cfa52ad9fp-1, 0x1.8b5b5508f2a0dp-55},
    {0x1.c1528065b7d50p-1, -0x1.892111312e828p-55},
    {0x1.b11d04162a4c6p-1, 0x1.1dd561efbc0c2p-56},
    {0x1.9f368ed912f85p-1, -0x1.1d200c5791606p-55},
    {0x1.8bb105a5dc900p-1, 0x1.863e03e9474c1p-55},
    {0x1.769fec655211fp-1, -0x1.827d5cf8c68c5p-57},
    {0x1.6018526f563dfp-1, 0x1.46ca5e0e432d0p-55},
};

/// The bits of 2/pi behind the point.
constexpr uint64_t kTwoOverPi[] = {
    0xa2f9836e4e441529, 0xfc2757d1f534ddc0, 0xdb6295993c439041, 0xfe5163abdebbc561,
    0xb7246e3a424dd2e0, 0x06492eea09d1921c, 0xfe1deb1cb129a73e, 0xe88235f52ebb4484,
    0xe99c7026b45f7e41, 0x3991d639835339f4, 0x9c845f8bbdf9283b, 0x1ff897ffde05980f,
    0xef2f118b5a0a6d1f, 0x6d367ecf27cb09b7, 0x4f463f669e5fea2d, 0x7527bac7ebe5f17b,
    0x3d0739f78a5292ea, 0x6bfb5fb11f8d5d08, 0x56033046fc7b6bab, 0xf0cfbc209af4361d,
};

constexpr int kWordBits = 64;

/// An angle as a number of right angles (modulo 4) and a rest of at most half a right angle.
struct Angle {
  int quadrant;
  Pair rest;
};

/// A fraction of 192 bits below 1/2, highest word first, times pi/2.
Pair timesHalfPi(const uint64_t (&fraction)[3]) {
  int skipped = 0;
  const uint64_t* word = fraction;
  while (skipped < kWordBits && *word == 0) {
    skipped += kWordBits;
    ++word;
  }
  const int zeros = std::countl_zero(*word);
  const uint64_t next = word + 1 < fraction + 3 ? word[1] : 0;
  const uint64_t top = zeros == 0 ? *word : *word << zeros | next >> (kWordBits - zeros);
  const uint64_t rest = next << zeros;
  constexpr int kLowBits = 11;
  const auto high = static_cast<double>(top >> kLowBits);
  const auto low = static_cast<double>((top << (kWordBits - kLowBits)) | rest >> kLowBits);
  const int scale = -skipped - zeros - (kWordBits - kLowBits);
  const Pair value = sumOfOrdered(std::ldexp(high, scale), std::ldexp(low, scale - kWordBits));
  return value * kHalfPi;
}

/// `size` times 2/pi, with as many bits of 2/pi as matter. `size` is at least pi/4 and finite.
Angle reduced(double size) {
  constexpr int kMantissaBits = 53;
  constexpr int kWindowWords = 4;
  constexpr int kProductBits = kWordBits * (kWindowWords + 1);
  int exponent;
  const auto mantissa =
      static_cast<uint64_t>(std::ldexp(std::frexp(size, &exponent), kMantissaBits));
  exponent -= kMantissaBits;
  // What bits further left add is a multiple of 4.
  const int skippedBits = exponent > 2 ? exponent - 2 : 0;
  const int shift = skippedBits % kWordBits;
  const uint64_t* words = kTwoOverPi + skippedBits / kWordBits;
  uint64_t product[kWindowWords + 1];
  unsigned __int128 carry = 0;
  for (int i = kWindowWords - 1; i >= 0; --i) {
    const uint64_t word =
        shift == 0 ? words[i] : words[i] << shift | words[i + 1] >> (kWordBits - shift);
    carry += static_cast<unsigned __int128>(word) * mantissa;
    product[i + 1] = static_cast<uint64_t>(carry);
    carry >>= kWordBits;
  }
  product[0] = static_cast<uint64_t>(carry);
  // Two bits in front of the point to the top, then the fraction.
  const int fractionBits = skippedBits + kWordBits * kWindowWords - exponent;
  const int left = kProductBits - fractionBits - 2;
  const auto bitsAt = [&product](int position) {
    const uint64_t* word = product + position / kWordBits;
    const int within = position % kWordBits;
    return within == 0 ? *word : *word << within | word[1] >> (kWordBits - within);
  };
  auto quadrant = static_cast<int>(bitsAt(left) >> (kWordBits - 2));
  uint64_t fraction[3] = {bitsAt(left + 2), bitsAt(left + 2 + kWordBits),
                          bitsAt(left + 2 + 2 * kWordBits)};
  const bool isAboveHalf = fraction[0] >> (kWordBits - 1) != 0;
  if (isAboveHalf) {
    // The next right angle is nearer.
    quadrant += 1;
    for (uint64_t& word : fraction) word = ~word;
  }
  const Pair rest = timesHalfPi(fraction);
  return {quadrant & 3, isAboveHalf ? -rest : rest};
}

struct Circle {
  Pair sine;
  Pair cosine;
};

/// For an angle of at most pi/4.
Circle circleWithin(Pair angle) {
  const bool isNegative = angle.high < 0;
  if (isNegative) angle = -angle;
  const int step = static_cast<int>(nearestWhole(angle.high * kCircleSteps));
  const Pair d = angle - Pair{static_cast<double>(step) / kCircleSteps, 0.0};
  const Pair square = d * d;
  constexpr double kSineTail[] = {-1.0 / 39916800, 1.0 / 362880, -1.0 / 5040, 1.0 / 120};
  constexpr double kCosineTail[] = {-1.0 / 3628800, 1.0 / 40320, -1.0 / 720, 1.0 / 24};
  double sineTail = 0.0;
  for (const double term : kSineTail) sineTail = term + square.high * sineTail;
  double cosineTail = 0.0;
  for (const double term : kCosineTail) cosineTail = term + square.high * cosineTail;
  const Pair sine = d + d * (square * (square * sineTail - kSixth));
  const Pair cosine = Pair{1.0, 0.0} + square * (square * cosineTail - Pair{0.5, 0.0});
  const Pair tableSine = kSines[step];
  const Pair tableCosine = kCosines[step];
  const Pair whole = tableSine * cosine + tableCosine * sine;
  return {isNegative ? -whole : whole, tableCosine * cosine - tableSine * sine};
}

/// Adds right angles.
Circle turned(Circle circle, int quadrant) {
  const auto [sine, cosine] = circle;
  if (quadrant == 1) return {cosine, -sine};
  if (quadrant == 2) return {-sine, -cosine};
  if (quadrant == 3) return {-cosine, sine};
  return circle;
}

/// Sine and cosine of a finite number.
Circle circleAt(double x) {
  constexpr double kQuarterPi = 0x1.921fb54442d18p-1;
  const double size = std::fabs(x);
  if (size <= kQuarterPi) return circleWithin({x, 0.0});
  const Angle angle = reduced(size);
  Circle result = turned(circleWithin(angle.rest), angle.quadrant);
  if (x < 0) result.sine = -result.sine;
  return result;
}

/// Sine and cosine of a number below 2^20 in size, with the error of a double behind the first
/// term.
Circle quickCircleAt(double x) {
  constexpr double kRightAnglesPerUnit = 0x1.45f306dc9c883p-1;
  // pi/2 in three parts; the first two have 33 bits each.
  constexpr double kHalfPiTop = 0x1.921fb54400000p+0;
  constexpr double kHalfPiMiddle = 0x1.0b4611a600000p-34;
  constexpr double kHalfPiRest = 0x1.3198a2e037073p-69;
  constexpr double kShift = 0x1.8p52;
  const double nearest = (x * kRightAnglesPerUnit + kShift) - kShift;
  const Pair angle = sum(x - nearest * kHalfPiTop, -nearest * kHalfPiMiddle);
  const double angleRest = angle.low - nearest * kHalfPiRest;
  const bool isNegative = angle.high < 0;
  const double size = std::fabs(angle.high);
  const int step = static_cast<int>(nearestWhole(size * kCircleSteps));
  const Pair d =
      sum(size - static_cast<double>(step) / kCircleSteps, isNegative ? -angleRest : angleRest);
  const double square = d.high * d.high;
  constexpr double kSineTail[] = {1.0 / 362880, -1.0 / 5040, 1.0 / 120, -1.0 / 6};
  constexpr double kCosineTail[] = {1.0 / 40320, -1.0 / 720, 1.0 / 24, -0.5};
  double sineTail = 0.0;
  for (const double term : kSineTail) sineTail = term + square * sineTail;
  double cosineTail = 0.0;
  for (const double term : kCosineTail) cosineTail = term + square * cosineTail;
  const double sineRest = d.low + d.high * square * sineTail;
  // The cosine of d less 1; d.low counts in it where d is large.
  const double cosineRest = square * cosineTail - d.high * d.low;
  const Pair tableSine = kSines[step];
  const Pair tableCosine = kCosines[step];
  const Pair sineTop = product(tableCosine.high, d.high);
  const Pair cosineTop = product(tableSine.high, d.high);
  const Pair sine = sum(tableSine.high, sineTop.high) +
                    Pair{tableSine.low + sineTop.low + tableSine.high * cosineRest +
                             (tableCosine.high * sineRest + tableCosine.low * d.high),
                         0.0};
  const Pair cosine = sum(tableCosine.high, -cosineTop.high) +
                      Pair{tableCosine.low - cosineTop.low + tableCosine.high * cosineRest -
                               (tableSine.high * sineRest + tableSine.low * d.high),
                           0.0};
  return turned({isNegative ? -sine : sine, cosine}, static_cast<int>(nearest) & 3);
}

/// The rounded result of the quick way, unless it may be the wrong neighbour: then NaN.
double quick(Pair value) {
  constexpr double kQuickError = 0x1p-62;
  return roundedIfCertain(value, kQuickError);
}

bool isQuick(double x) {
  constexpr double kQuickLimit = 0x1p20;
  return std::fabs(x) < kQuickLimit;
}

/// So small that sine, tangent and their inverses are the number itself.
bool isTiny(double x) {
  constexpr double kTiny = 0x1p-27;
  return std::fabs(x) < kTiny;
}

/// atan(numerator / denominator) for 0 < numerator <= denominator.
Pair arcTangentOfQuotient(double numerator, double denominator) {
  const Pair quotient = Pair{numerator, 0.0} / Pair{denominator, 0.0};
  // atan(q) = atan(c) + atan((q - c) / (1 + q * c)), with c from the table.
  const int step = static_cast<int>(nearestWhole(quotient.high * kArcTangentSteps));
  const double c = static_cast<double>(step) / kArcTangentSteps;
  const Pair t = (quotient - Pair{c, 0.0}) / (Pair{1.0, 0.0} + quotient * c);
  // atan(t) = t - t * (t^2/3 - t^4/5 + ...), and t is at most 1/16.
  constexpr int kLastTerm = 19;
  const double square = t.high * t.high;
  double series = 0.0;
  for (int k = kLastTerm; k >= 3; k -= 2) series = square * (1.0 / k - series);
  return kArcTangents[step] + (t - Pair{t.high * series, 0.0});
}

}  // namespace

double sine(double x) {
  if (!std::isfinite(x) || isTiny(x)) return std::isfinite(x) ? x : x - x;
  const double result = isQuick(x) ? quick(quickCircleAt(x).sine) : NAN;
  return result == result ? result : rounded(circleAt(x).sine);
}

double cosine(double x) {
  if (!std::isfinite(x)) return x - x;
  const double result = isQuick(x) ? quick(quickCircleAt(x).cosine) : NAN;
  return result == result ? result : rounded(circleAt(x).cosine);
}

double tangent(double x) {
  if (!std::isfinite(x) || isTiny(x)) return std::isfinite(x) ? x : x - x;
  const auto [sine, cosine] = circleAt(x);
  return rounded(sine / cosine);
}

double arcSine(double x) {
  if (isTiny(x) || !(std::fabs(x) < 1)) return std::asin(x);
  // One step of Newton's method from a result that is right but for its last place.
  const double near = std::asin(x);
  const auto [sine, cosine] = circleAt(near);
  return rounded(Pair{near, 0.0} + (Pair{x, 0.0} - sine) / cosine);
}

double arcCosine(double x) {
  if (!(std::fabs(x) < 1)) return std::acos(x);
  const double near = std::acos(x);
  if (x < 0.5) {
    const auto [sine, cosine] = circleAt(near);
    return rounded(Pair{near, 0.0} + (cosine - Pair{x, 0.0}) / sine);
  }
  // Near 1 the sine of half the angle says more: its square is (1 - x) / 2.
  const auto [sine, cosine] = circleAt(near / 2);
  const Pair excess = sine * sine - Pair{(1 - x) / 2, 0.0};
  return rounded(Pair{near, 0.0} - excess / (sine * cosine));
}

double arcTangent2(double y, double x) {
  constexpr double kSmallest = 1e-100;
  constexpr double kLargest = 1e100;
  const double height = std::fabs(y);
  const double width = std::fabs(x);
  const bool isOrdinary =
      height > kSmallest && width > kSmallest && height < kLargest && width < kLargest;
  if (!isOrdinary) return std::atan2(y, x);
  Pair angle = height > width ? kHalfPi - arcTangentOfQuotient(width, height)
                              : arcTangentOfQuotient(height, width);
  if (x < 0) angle = kPi - angle;
  return std::copysign(rounded(angle), y);
}

}  // namespace base
