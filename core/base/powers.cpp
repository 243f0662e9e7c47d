#include <cmath>
#include <cstdint>

#include "base/bit_cast.h"
#include "base/elementary.h"
#include "base/number_pair.h"

/// Logarithm, exponential and what is made of them.
namespace base {
namespace {

/// For 45/64, 46/64, ..., 91/64: the logarithms of 64/n, where n/64 is nearest to the reciprocal.
constexpr int kLogarithmSteps = 64;
constexpr int kFirstLogarithm = 45;
constexpr Pair kLogarithms[] = {
    {-0x1.686c81e9b14afp-2, 0x1.ddea0f7f58e3dp-57},
    {-0x1.51aad872df82dp-2, -0x1.3927ac19f55e3p-59},
    {-0x1.3a64c556945eap-2, 0x1.c68651945f97cp-57},
    {-0x1.22941fbcf7966p-2, 0x1.76f5eb09628afp-56},
    {-0x1.1675cababa60ep-2, -0x1.ce63eab883717p-61},
    {-0x1.fb9186d5e3e2bp-3, 0x1.caaae64f21acbp-57},
    {-0x1.c8ff7c79a9a22p-3, 0x1.4f689f8434012p-57},
    {-0x1.af3c94e80bff3p-3, 0x1.398cff3641985p-58},
    {-0x1.7ab890210d909p-3, -0x1.be36b2d6a0608p-59},
    {-0x1.5ff3070a793d4p-3, 0x1.bc60efafc6f6ep-58},
    {-0x1.29552f81ff523p-3, -0x1.301771c407dbfp-57},
    {-0x1.0d77e7cd08e59p-3, -0x1.9a5dc5e9030acp-57},
    {-0x1.e27076e2af2e6p-4, 0x1.61578001e0162p-60},
    {-0x1.a926d3a4ad563p-4, -0x1.942f48aa70ea9p-58},
    {-0x1.341d7961bd1d1p-4, 0x1.b599f227becbbp-58},
    {-0x1.f0a30c01162a6p-5, -0x1.85f325c5bbacdp-59},
    {-0x1.77458f632dcfcp-5, -0x1.18d3ca87b9296p-59},
    {-0x1.f829b0e783300p-6, -0x1.33e3f04f1ef23p-60},
    {-0x1.fc0a8b0fc03e4p-7, 0x1.83092c59642a1p-62},
    {0.0, 0.0},
    {0x1.0205658935847p-6, 0x1.27c8e8416e71fp-60},
    {0x1.0415d89e74444p-5, 0x1.c05cf1d753622p-59},
    {0x1.894aa149fb343p-5, 0x1.a8be97660a23dp-60},
    {0x1.08598b59e3a07p-4, -0x1.dd7009902bf32p-58},
    {0x1.4d3115d207eacp-4, 0x1.769f42c7842ccp-58},
    {0x1.4d3115d207eacp-4, 0x1.769f42c7842ccp-58},
    {0x1.9335e5d594989p-4, -0x1.478a85704ccb7p-58},
    {0x1.da727638446a2p-4, 0x1.401fa71733019p-58},
    {0x1.1178e8227e47cp-3, -0x1.0e63a5f01c691p-58},
    {0x1.365fcb0159016p-3, 0x1.7d411a5b944adp-58},
    {0x1.365fcb0159016p-3, 0x1.7d411a5b944adp-58},
    {0x1.5bf406b543db2p-3, -0x1.1f5b44c0df7e7p-61},
    {0x1.823c16551a3c2p-3, -0x1.1232ce70be781p-57},
    {0x1.823c16551a3c2p-3, -0x1.1232ce70be781p-57},
    {0x1.a93ed3c8ad9e3p-3, 0x1.bcafa9de97203p-57},
    {0x1.d1037f2655e7bp-3, 0x1.60629242471a2p-57},
    {0x1.d1037f2655e7bp-3, 0x1.60629242471a2p-57},
    {0x1.f991c6cb3b379p-3, 0x1.f665066f980a2p-57},
    {0x1.1178e8227e47cp-2, -0x1.0e63a5f01c691p-57},
    {0x1.1178e8227e47cp-2, -0x1.0e63a5f01c691p-57},
    {0x1.269621134db92p-2, 0x1.e0efadd9db02bp-56},
    {0x1.269621134db92p-2, 0x1.e0efadd9db02bp-56},
    {0x1.3c25277333184p-2, -0x1.2ad27e50a8ec6p-56},
    {0x1.3c25277333184p-2, -0x1.2ad27e50a8ec6p-56},
    {0x1.522ae0738a3d8p-2, -0x1.8f7e9b38a6979p-57},
    {0x1.522ae0738a3d8p-2, -0x1.8f7e9b38a6979p-57},
    {0x1.68ac83e9c6a14p-2, 0x1.a64eadd740178p-58},
};

/// 2 to the power of -16/32, -15/32, ..., 16/32.
constexpr int kRootSteps = 32;
constexpr int kFirstRoot = -16;
constexpr Pair kRoots[] = {
    {0x1.6a09e667f3bcdp-1, -0x1.bdd3413b26456p-55},
    {0x1.71f75e8ec5f74p-1, -0x1.16e4786887a99p-56},
    {0x1.7a11473eb0187p-1, -0x1.41577ee04992fp-56},
    {0x1.82589994cce13p-1, -0x1.d4c1dd41532d8p-55},
    {0x1.8ace5422aa0dbp-1, 0x1.6e9f156864b27p-55},
    {0x1.93737b0cdc5e5p-1, -0x1.75fc781b57ebcp-58},
    {0x1.9c49182a3f090p-1, 0x1.c7c46b071f2bep-57},
    {0x1.a5503b23e255dp-1, -0x1.d2f6edb8d41e1p-55},
    {0x1.ae89f995ad3adp-1, 0x1.7a1cd345dcc81p-55},
    {0x1.b7f76f2fb5e47p-1, -0x1.5584f7e54ac3bp-57},
    {0x1.c199bdd85529cp-1, 0x1.11065895048ddp-56},
    {0x1.cb720dcef9069p-1, 0x1.503cbd1e949dbp-57},
    {0x1.d5818dcfba487p-1, 0x1.2ed02d75b3707p-56},
    {0x1.dfc97337b9b5fp-1, -0x1.1a5cd4f184b5cp-55},
    {0x1.ea4afa2a490dap-1, -0x1.e9c23179c2893p-55},
    {0x1.f50765b6e4540p-1, 0x1.9d3e12dd8a18bp-55},
    {1.0, 0.0},
    {0x1.059b0d3158574p+0, 0x1.d73e2a475b465p-55},
    {0x1.0b5586cf9890fp+0, 0x1.8a62e4adc610bp-54},
    {0x1.11301d0125b51p+0, -0x1.6c51039449b3ap-54},
    {0x1.172b83c7d517bp+0, -0x1.19041b9d78a76p-55},
    {0x1.1d4873168b9aap+0, 0x1.e016e00a2643cp-54},
    {0x1.2387a6e756238p+0, 0x1.9b07eb6c70573p-54},
    {0x1.29e9df51fdee1p+0, 0x1.612e8afad1255p-55},
    {0x1.306fe0a31b715p+0, 0x1.6f46ad23182e4p-55},
    {0x1.371a7373aa9cbp+0, -0x1.63aeabf42eae2p-54},
    {0x1.3dea64c123422p+0, 0x1.ada0911f09ebcp-55},
    {0x1.44e086061892dp+0, 0x1.89b7a04ef80d0p-59},
    {0x1.4bfdad5362a27p+0, 0x1.d4397afec42e2p-56},
    {0x1.5342b569d4f82p+0, -0x1.07abe1db13cadp-55},
    {0x1.5ab07dd485429p+0, 0x1.6324c054647adp-54},
    {0x1.6247eb03a5585p+0, -0x1.383c17e40b497p-54},
    {0x1.6a09e667f3bcdp+0, -0x1.bdd3413b26456p-54},
};

constexpr double kRootOfHalf = 0x1.6a09e667f3bcdp-1;
/// The logarithm of 2: its first 40 bits, and the rest.
constexpr double kLogarithmOf2 = 0x1.62e42fefa2000p-1;
constexpr Pair kLogarithmOf2Rest = {0x1.9ef35793c7673p-41, 0x1.f97b57a079a19p-103};
/// log(2) / 32 in three parts; the first two have 38 bits each.
constexpr double kRootLogarithm = 0x1.62e42fefa0000p-6;
constexpr double kRootLogarithmRest = 0x1.cf79abc9e0000p-45;
constexpr double kRootLogarithmLast = 0x1.d9cc01f97b57ap-84;
constexpr double kRootsPerUnit = 0x1.71547652b82fep+5;

constexpr Pair kThird = {0x1.5555555555555p-2, 0x1.5555555555555p-56};
constexpr Pair kFifth = {0x1.999999999999ap-3, -0x1.999999999999ap-57};
constexpr Pair kTwentyFourth = {0x1.5555555555555p-5, 0x1.5555555555555p-59};

/// number * 2^scale.
double timesPowerOf2(double number, int scale) {
  constexpr int kOrdinary = 1000;
  constexpr int kBias = 1023;
  constexpr int kMantissaBits = 52;
  if (scale > kOrdinary || scale < -kOrdinary) return std::ldexp(number, scale);
  return number * bitCast<double>(static_cast<uint64_t>(scale + kBias) << kMantissaBits);
}

/// log(1 + f) / f for |f| < 1/52.
Pair logarithmSeries(Pair f) {
  constexpr double kTailTerms[] = {1.0 / 16, 1.0 / 15, 1.0 / 14, 1.0 / 13, 1.0 / 12, 1.0 / 11,
                                   1.0 / 10, 1.0 / 9,  1.0 / 8,  1.0 / 7,  1.0 / 6};
  double tail = 0.0;
  for (const double term : kTailTerms) tail = term - f.high * tail;
  const Pair fromFifth = kFifth - f * tail;
  const Pair fromFourth = Pair{0.25, 0.0} - f * fromFifth;
  const Pair fromThird = kThird - f * fromFourth;
  const Pair fromSecond = Pair{0.5, 0.0} - f * fromThird;
  return Pair{1.0, 0.0} - f * fromSecond;
}

/// The same with the error of a double behind the second term.
Pair quickLogarithmSeries(Pair f) {
  constexpr double kTailTerms[] = {1.0 / 12, 1.0 / 11, 1.0 / 10, 1.0 / 9, 1.0 / 8,
                                   1.0 / 7,  1.0 / 6,  1.0 / 5,  1.0 / 4, 1.0 / 3};
  double tail = 0.0;
  for (const double term : kTailTerms) tail = term - f.high * tail;
  const double rest = f.high * f.high * tail - 0.5 * f.low;
  return sumOfOrdered(1.0, -0.5 * f.high) + Pair{rest, 0.0};
}

/// The logarithm of a positive finite number.
template <Pair (*series)(Pair)>
Pair logarithmOf(double x) {
  int exponent;
  double mantissa = std::frexp(x, &exponent);
  if (mantissa < kRootOfHalf) {
    mantissa *= 2;
    exponent -= 1;
  }
  // log(x) = exponent * log(2) + log(1 / c) + log(1 + (mantissa * c - 1)), c near 1 / mantissa.
  const int step = static_cast<int>(nearestWhole(mantissa * kLogarithmSteps));
  const double c =
      nearestWhole(kLogarithmSteps * kLogarithmSteps / static_cast<double>(step)) / kLogarithmSteps;
  const Pair scaled = product(mantissa, c);
  const Pair f = sum(scaled.high - 1.0, scaled.low);
  const Pair small = f * series(f);
  const Pair whole = Pair{exponent * kLogarithmOf2, 0.0} + kLogarithmOf2Rest * exponent;
  return whole + (kLogarithms[step - kFirstLogarithm] + small);
}

/// A number times a power of 2.
struct Scaled {
  Pair number;
  int scale;
};

/// exp(r) - 1 for |r| < 1/92.
Pair exponentialSeries(Pair r) {
  constexpr double kTailTerms[] = {1.0 / 3628800, 1.0 / 362880, 1.0 / 40320,
                                   1.0 / 5040,    1.0 / 720,    1.0 / 120};
  double tail = 0.0;
  for (const double term : kTailTerms) tail = term + r.high * tail;
  const Pair fromFourth = kTwentyFourth + r * tail;
  const Pair fromThird = kSixth + r * fromFourth;
  const Pair fromSecond = Pair{0.5, 0.0} + r * fromThird;
  return r * (Pair{1.0, 0.0} + r * fromSecond);
}

/// The same with the error of a double behind the first term.
Pair quickExponentialSeries(Pair r) {
  constexpr double kTailTerms[] = {1.0 / 40320, 1.0 / 5040, 1.0 / 720, 1.0 / 120,
                                   1.0 / 24,    1.0 / 6,    0.5};
  double tail = 0.0;
  for (const double term : kTailTerms) tail = term + r.high * tail;
  return sumOfOrdered(r.high, r.low + r.high * r.high * tail);
}

/// e to the power of `exponent`, which is between -800 and 800.
template <Pair (*series)(Pair)>
Scaled exponentialOf(Pair exponent) {
  const double nearest = nearestWhole(exponent.high * kRootsPerUnit);
  const int count = static_cast<int>(nearest);
  Pair r = sum(exponent.high - nearest * kRootLogarithm, -nearest * kRootLogarithmRest);
  r = r + Pair{exponent.low, -nearest * kRootLogarithmLast};
  // As 2^-16/32 to 2^16/32 are in the table, the nearest power of 2 is never rounded up to.
  const int scale = static_cast<int>(nearestWhole(nearest / kRootSteps));
  const Pair root = kRoots[count - scale * kRootSteps - kFirstRoot];
  return {root + root * series(r), scale};
}

double rounded(Scaled value) { return timesPowerOf2(rounded(value.number), value.scale); }

/// The rounded result of the quick way, unless it may be the wrong neighbour: then NaN.
double roundedIfCertain(Scaled value, double error) {
  return timesPowerOf2(roundedIfCertain(value.number, error), value.scale);
}

bool isWhole(double x) { return std::nearbyint(x) == x; }

/// base^exponent by multiplication; both are of moderate size.
double wholePower(double base, int exponent) {
  Pair result = {1.0, 0.0};
  Pair square = {base, 0.0};
  for (int left = exponent < 0 ? -exponent : exponent; left != 0; left >>= 1) {
    if ((left & 1) != 0) result = result * square;
    square = square * square;
  }
  return rounded(exponent < 0 ? Pair{1.0, 0.0} / result : result);
}

/// base^exponent for a positive base.
double positivePower(double base, double exponent) {
  constexpr double kLargestExponent = 64;
  constexpr int kLargestPower = 900;
  int binary;
  std::frexp(base, &binary);
  const double size = std::fabs(exponent);
  if (isWhole(exponent) && size <= kLargestExponent && std::abs(binary) * size < kLargestPower) {
    return wholePower(base, static_cast<int>(exponent));
  }
  constexpr double kOverflowing = 800;
  constexpr double kQuickError = 0x1p-63;
  const Pair quick = logarithmOf<quickLogarithmSeries>(base) * exponent;
  if (quick.high > kOverflowing) return HUGE_VAL;
  if (quick.high < -kOverflowing) return 0.0;
  const double error = kQuickError * (1.0 + std::fabs(quick.high));
  const double result = roundedIfCertain(exponentialOf<quickExponentialSeries>(quick), error);
  if (result == result) return result;
  return rounded(exponentialOf<exponentialSeries>(logarithmOf<logarithmSeries>(base) * exponent));
}

}  // namespace

double logarithm(double x) {
  if (!(x > 0) || std::isinf(x) || x == 1) return std::log(x);
  constexpr double kQuickError = 0x1p-63;
  const double quick = roundedIfCertain(logarithmOf<quickLogarithmSeries>(x), kQuickError);
  return quick == quick ? quick : rounded(logarithmOf<logarithmSeries>(x));
}

double exponential(double x) {
  constexpr double kOrdinary = 800;
  constexpr double kSmallest = 0x1p-54;
  if (!(std::fabs(x) < kOrdinary) || std::fabs(x) < kSmallest) return std::exp(x);
  constexpr double kQuickError = 0x1p-63;
  const Pair exponent = {x, 0.0};
  const double quick =
      roundedIfCertain(exponentialOf<quickExponentialSeries>(exponent), kQuickError);
  return quick == quick ? quick : rounded(exponentialOf<exponentialSeries>(exponent));
}

double power(double base, double exponent) {
  if (exponent == 2) return base * base;
  constexpr double kLargestExponent = 0x1p64;
  const bool isOrdinary = std::isfinite(base) && base != 0 && std::fabs(base) != 1 &&
                          exponent != 0 && std::fabs(exponent) < kLargestExponent;
  if (!isOrdinary || (base < 0 && !isWhole(exponent))) return std::pow(base, exponent);
  const bool isNegative = base < 0 && !isWhole(exponent / 2);
  const double result = positivePower(std::fabs(base), exponent);
  return isNegative ? -result : result;
}

double decimalLogarithm(double x) {
  if (!(x > 0) || std::isinf(x)) return std::log10(x);
  constexpr double kInverse = 0x1.bcb7b1526e50ep-2;  // 1 / log(10)
  constexpr double kTop = 0x1.34413509f6000p-2;      // the decimal logarithm of 2
  constexpr double kRest = 0x1.9fef311f12b36p-42;
  int exponent;
  const double half = std::frexp(x, &exponent);
  // Numbers below 1 count from the next power of 2 above.
  const bool isBelow1 = exponent < 1;
  const double mantissa = isBelow1 ? half : half * 2;
  const double count = isBelow1 ? exponent : exponent - 1;
  return (count * kRest + kInverse * logarithm(mantissa)) + count * kTop;
}

double hyperbolicCosine(double x) {
  constexpr double kSmall = 0x1.62e42fefa39efp-2;  // log(2) / 2
  constexpr double kOrdinary = 22;
  const double size = std::fabs(x);
  if (!(size >= kSmall && size < kOrdinary)) return std::cosh(x);
  const double grown = exponential(size);
  return 0.5 * grown + 0.5 / grown;
}

double hyperbolicTangent(double x) {
  constexpr double kSmall = 0x1p-55;
  constexpr double kOrdinary = 22;
  const double size = std::fabs(x);
  if (!(size >= kSmall && size < kOrdinary)) return std::tanh(x);
  const double grown = std::expm1(size >= 1 ? 2 * size : -2 * size);
  const double result = size >= 1 ? 1.0 - 2.0 / (grown + 2.0) : -grown / (grown + 2.0);
  return std::copysign(result, x);
}

}  // namespace base
