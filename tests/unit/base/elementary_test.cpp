#include "base/elementary.h"

#include <gtest/gtest.h>

#include <cmath>

namespace base {
namespace {

// Expectations are what glibc 2.36 answers on x86-64; other C libraries differ in many of these.
constexpr struct {
  double (*function)(double);
  double argument;
  double result;
} kOfOneNumber[] = {
    {sine, 0x1.0000000000000p-1, 0x1.eaee8744b05f0p-2},
    {sine, 1.0, 0x1.aed548f090ceep-1},
    {sine, -0x1.6000000000000p+1, -0x1.86d2239c183fbp-2},
    {sine, 100.0, -0x1.03425b78c4db8p-1},
    {sine, 355.0, -0x1.f9bd0307d1de3p-16},
    {sine, 0x1.c6bf526340000p+49, 0x1.b76f88136cebap-1},
    {sine, 0x1.0f0cf064dd592p+73, -0x1.b453ab76bf397p-1},
    {sine, 0x1.0000000000000p+1000, -0x1.460b8ae1c886ep-3},
    {sine, 0x1.921fb54442d18p+1, 0x1.1a62633145c07p-53},
    {cosine, 0x1.0000000000000p-1, 0x1.c1528065b7d50p-1},
    {cosine, 1.0, 0x1.14a280fb5068cp-1},
    {cosine, 0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54},
    {cosine, 11.0, 0x1.220ae41ee2fdfp-8},
    {cosine, 0x1.0f0cf064dd592p+73, 0x1.0be2cef01c8f4p-1},
    {cosine, -0x1.7e43c8800759cp+996, -0x1.2699022adc4c1p-1},
    {tangent, 0x1.0000000000000p-2, 0x1.05785a43c4c56p-2},
    {tangent, 1.0, 0x1.8eb245cbee3a6p+0},
    {tangent, 0x1.921fb54442d18p+0, 0x1.d02967c31cdb5p+53},
    {tangent, -4.0, -0x1.2866f9be4de13p+0},
    {tangent, 0x1.2a05f20000000p+33, -0x1.1de000f443f50p-1},
    {arcSine, 0x1.999999999999ap-4, 0x1.9a49276037884p-4},
    {arcSine, 0x1.0000000000000p-1, 0x1.0c152382d7366p-1},
    {arcSine, -0x1.8000000000000p-1, -0x1.b235315c680dcp-1},
    {arcSine, 0x1.fffffca501acbp-1, 0x1.920266447a7fap+0},
    {arcSine, 0x1.fffffffffffffp-1, 0x1.921fb50442d18p+0},
    {arcSine, 1.0, 0x1.921fb54442d18p+0},
    {arcCosine, 0x1.999999999999ap-4, 0x1.787b22ce3f590p+0},
    {arcCosine, -0x1.0000000000000p-1, 0x1.0c152382d7366p+1},
    {arcCosine, 0x1.8000000000000p-1, 0x1.720a392c1d955p-1},
    {arcCosine, 0x1.fffffca501acbp-1, 0x1.d4effc851e7f2p-12},
    {arcCosine, 0x1.fffffffffffffp-1, 0x1.0000000000000p-26},
    {arcCosine, -1.0, 0x1.921fb54442d18p+1},
    {exponential, 1.0, 0x1.5bf0a8b145769p+1},
    {exponential, -1.0, 0x1.78b56362cef38p-2},
    {exponential, 0x1.0000000000000p-1, 0x1.a61298e1e069cp+0},
    {exponential, 10.0, 0x1.5829dcf950560p+14},
    {exponential, 100.0, 0x1.3494a9b171bf5p+144},
    {exponential, 0x1.5e40000000000p+9, 0x1.8625c7d4f56c2p+1010},
    {exponential, -708.0, 0x1.7c8ab2288c9abp-1022},
    {exponential, -745.0, 0x0.0000000000001p-1022},
    {exponential, 710.0, HUGE_VAL},
    {exponential, 0x1.12e0be826d695p-30, 0x1.000000044b830p+0},
    {logarithm, 2.0, 0x1.62e42fefa39efp-1},
    {logarithm, 10.0, 0x1.26bb1bbb55516p+1},
    {logarithm, 0x1.0000000000000p-1, -0x1.62e42fefa39efp-1},
    {logarithm, 0x1.0000000400000p+0, 0x1.fffffffc00000p-31},
    {logarithm, 0x1.fffffffffffffp-1, -0x1.0000000000000p-53},
    {logarithm, 3.0, 0x1.193ea7aad030bp+0},
    {logarithm, 7.0, 0x1.f2272ae325a57p+0},
    {logarithm, 0x1.7e43c8800759cp+996, 0x1.5963447f87fb5p+9},
    {logarithm, 0x0.0000000000001p-1022, -0x1.74385446d71c3p+9},
    {decimalLogarithm, 2.0, 0x1.34413509f79ffp-2},
    {decimalLogarithm, 1000.0, 3.0},
    {decimalLogarithm, 0x1.0624dd2f1a9fcp-10, -3.0},
    {decimalLogarithm, 7.0, 0x1.b0b0b0b78cc3fp-1},
    {decimalLogarithm, 0x1.7e43c8800759cp+996, 300.0},
    {decimalLogarithm, 0x0.0000000000001p-1022, -0x1.434e6420f4374p+8},
    {decimalLogarithm, 5.0, 0x1.65df657b04301p-1},
    {hyperbolicCosine, 0x1.999999999999ap-4, 0x1.0147f40224b38p+0},
    {hyperbolicCosine, 1.0, 0x1.8b07551d9f550p+0},
    {hyperbolicCosine, 5.0, 0x1.28d6fcbeff3aap+6},
    {hyperbolicCosine, 30.0, 0x1.370470aec28edp+42},
    {hyperbolicCosine, -2.0, 0x1.e18fa0df2d9bcp+1},
    {hyperbolicTangent, 0x1.999999999999ap-4, 0x1.983d7795f413ap-4},
    {hyperbolicTangent, -0x1.0000000000000p-1, -0x1.d9353d7568af3p-2},
    {hyperbolicTangent, 1.0, 0x1.85efab514f394p-1},
    {hyperbolicTangent, 3.0, 0x1.fd77d111a0b00p-1},
    {hyperbolicTangent, 25.0, 1.0},
};

constexpr struct {
  double base;
  double exponent;
  double result;
} kPowers[] = {
    {2.0, 0x1.0000000000000p-1, 0x1.6a09e667f3bcdp+0},
    {2.0, 10.0, 1024.0},
    {10.0, -5.0, 0x1.4f8b588e368f1p-17},
    {10.0, 22.0, 0x1.0f0cf064dd592p+73},
    {0x1.8000000000000p+0, 0x1.4000000000000p+1, 0x1.60b9fd68a4554p+1},
    {0x1.000001ad7f29bp+0, 0x1.312d000000000p+23, 0x1.5bf0a790ce6f2p+1},
    {0x1.999999999999ap-4, 3.0, 0x1.0624dd2f1a9fdp-10},
    {7.0, -3.0, 0x1.7e225515a4f1dp-9},
    {3.0, 40.0, 0x1.517168a4523fdp+63},
    {-2.0, 3.0, -8.0},
    {-2.0, 4.0, 16.0},
    {0x1.3333333333333p-2, 0x1.6666666666666p-1, 0x1.b8d809c615f41p-2},
    {0x1.2a05f20000000p+33, 0x1.e800000000000p+4, 0x1.23a516e82d9bap+1013},
    {0x1.b7cdfd9d7bdbbp-34, 0x1.e800000000000p+4, 0x1.c16c5c525357ep-1014},
    {0x1.edd2f1a9fbe77p+6, -0x1.f8f5c28f5c28fp+2, 0x1.224ec1169f129p-55},
    {2.0, 0x1.ffc0000000000p+9, 0x1.6a09e667f3bcdp+1023},
    {2.0, -0x1.0c90000000000p+10, 0x0.0000000000001p-1022},
    {0x1.fffeb074a771dp-1, 100000.0, 0x1.78b4e7f21a24bp-2},
    {-0x1.0000000000000p-1, 1025.0, -0x0.2000000000000p-1022},
    {3.0, -0x1.5e20000000000p+9, 0.0},
};

TEST(Elementary, RoundsAsGlibcDoes) {
  int row = 0;
  for (const auto& [function, argument, result] : kOfOneNumber)
    EXPECT_EQ(function(argument), result) << "row " << row++ << ", of " << argument;
}

TEST(Elementary, RoundsPowersAsGlibcDoes) {
  for (const auto& [base, exponent, result] : kPowers)
    EXPECT_EQ(power(base, exponent), result) << base << "^" << exponent;
}

TEST(Elementary, RoundsTheArcTangentAsGlibcDoes) {
  struct Case {
    double y;
    double x;
    double angle;
  };
  const Case cases[] = {
      {3.0, 7.0, 0x1.9e9bf3d20dc71p-2},           {1.0, 3.0, 0x1.4978fa3269ee1p-2},
      {-1.0, 3.0, -0x1.4978fa3269ee1p-2},         {2.0, -5.0, 0x1.616b466d73d60p+1},
      {-7.0, -11.0, -0x1.49952004c912ep+1},       {5.0, 12.0, 0x1.94441f8f7260bp-2},
      {12.0, 5.0, 0x1.2d0ead6066395p+0},          {1.0, 10.0, 0x1.983e282e2cc4cp-4},
      {11.0, 8.0, 0x1.e24dd44c855d1p-1},          {-4.0, 9.0, -0x1.ac42ffa7bcbcfp-2},
      {0.5, 7.0, 0x1.24134bd36a784p-4},           {1e-09, 3.0, 0x1.6e80fe033c8c7p-32},
      {6.0, 1000000000.0, 0x1.9c511dc3a41dfp-28}, {1.0, 1.0, 0x1.921fb54442d18p-1},
      {-1.0, -1.0, -0x1.2d97c7f3321d2p+1},        {9.0, -2.0, 0x1.ca1a656770bd0p+0},
  };
  for (const Case& test : cases)
    EXPECT_EQ(arcTangent2(test.y, test.x), test.angle) << test.y << ", " << test.x;
}

TEST(Elementary, KeepsTheSpecialCasesOfC) {
  EXPECT_TRUE(std::signbit(arcTangent2(-0.0, 1.0)));
  EXPECT_EQ(arcTangent2(1e300, 1e-300), std::atan2(1e300, 1e-300));
  EXPECT_TRUE(std::signbit(sine(-0.0)));
  EXPECT_TRUE(std::signbit(tangent(-0.0)));
  EXPECT_EQ(sine(1e-300), 1e-300);
  EXPECT_TRUE(std::isnan(sine(HUGE_VAL)));
  EXPECT_TRUE(std::isnan(cosine(-HUGE_VAL)));
  EXPECT_TRUE(std::isnan(tangent(NAN)));
  EXPECT_TRUE(std::isnan(arcSine(1.5)));
  EXPECT_TRUE(std::isnan(arcCosine(-1.5)));
  EXPECT_EQ(exponential(-HUGE_VAL), 0.0);
  EXPECT_EQ(exponential(HUGE_VAL), HUGE_VAL);
  EXPECT_EQ(logarithm(0.0), -HUGE_VAL);
  EXPECT_TRUE(std::isnan(logarithm(-1.0)));
  EXPECT_EQ(decimalLogarithm(0.0), -HUGE_VAL);
  EXPECT_EQ(power(NAN, 0.0), 1.0);
  EXPECT_EQ(power(1.0, NAN), 1.0);
  EXPECT_TRUE(std::isnan(power(-2.0, 0.5)));
  EXPECT_EQ(power(0.0, -1.0), HUGE_VAL);
  EXPECT_EQ(power(-0.0, -1.0), -HUGE_VAL);
  EXPECT_EQ(power(2.0, HUGE_VAL), HUGE_VAL);
  EXPECT_EQ(power(0.5, 1e300), 0.0);
  EXPECT_EQ(power(10.0, 400.0), HUGE_VAL);
  EXPECT_TRUE(std::signbit(power(-10.0, -401.0)));
}

}  // namespace
}  // namespace base
