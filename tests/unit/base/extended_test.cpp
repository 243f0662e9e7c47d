#include "base/extended.h"

#include <gtest/gtest.h>

namespace base {
namespace {

// Texts and sums are those of x86's long double ("%.17Lf" without trailing zeros).

struct TextCase {
  const char* text;
  const char* printed;
};

TEST(Extended, ReadsAndPrintsAsLongDoubleDoes) {
  constexpr TextCase kCases[] = {
      {"0", "0"},
      {"-0", "0"},
      {"3", "3"},
      {"3.0", "3"},
      {".5", "0.5"},
      {"5.", "5"},
      {"+7", "7"},
      {"-1000000", "-1000000"},
      {"0.1", "0.1"},
      {"1e3", "1000"},
      {"1e-17", "0.00000000000000001"},
      {"1e-18", "0"},
      {"0x10", "16"},
      {"0x1.8p1", "3"},
      {"9223372036854775807", "9223372036854775807"},
      {"18446744073709551615", "18446744073709551615"},
      {"18446744073709551617", "18446744073709551616"},
      {"123456789.123456789123456789", "123456789.12345678912242875"},
      {"1e20", "100000000000000000000"},
      {"inf", "inf"},
      {"-Infinity", "-inf"},
  };
  for (const TextCase& entry : kCases) {
    const std::optional<Extended> value = Extended::parse(entry.text);
    ASSERT_TRUE(value.has_value()) << entry.text;
    EXPECT_EQ(value->toText(), entry.printed) << entry.text;
  }
}

TEST(Extended, RefusesOtherTexts) {
  for (const char* text : {"", " 1", "1 ", "nan", "abc", "1e", "1e+", "0x", "0xg", ".", "-",
                           "1.2.3", "1e5000", "1e-5000", "1e99999999999", "0x1p99999"}) {
    EXPECT_FALSE(Extended::parse(text).has_value()) << text;
  }
  EXPECT_FALSE(Extended::parse(Bytes("1\0", 2)).has_value());
  EXPECT_TRUE(Extended::parse(Bytes(5119, '0')).has_value());
  EXPECT_FALSE(Extended::parse(Bytes(5120, '0')).has_value());
}

TEST(Extended, Adds) {
  struct SumCase {
    const char* left;
    const char* right;
    const char* sum;
  };
  constexpr SumCase kCases[] = {
      {"0.1", "0.2", "0.3"},
      {"3.0e3", "200", "3200"},
      {"10.5", "-5.0e-1", "10"},
      {"1e18", "0.5", "1000000000000000000.5"},
      {"1e19", "0.25", "10000000000000000000"},
      {"5", "-5", "0"},
      {"1", "-1e-30", "1"},
      {"-0.3", "0.1", "-0.2"},
      {"9223372036854775807", "1", "9223372036854775808"},
      {"inf", "1", "inf"},
  };
  for (const SumCase& entry : kCases) {
    const auto sum = Extended::add(*Extended::parse(entry.left), *Extended::parse(entry.right));
    ASSERT_TRUE(sum.has_value()) << entry.left;
    EXPECT_EQ(sum->toText(), entry.sum) << entry.left << " + " << entry.right;
  }
  EXPECT_FALSE(Extended::add(*Extended::parse("inf"), *Extended::parse("-inf")).has_value());
}

TEST(Extended, HoldsIntegersExactly) {
  EXPECT_EQ(Extended::fromInteger(INT64_MIN).toText(), "-9223372036854775808");
  EXPECT_EQ(Extended::fromInteger(INT64_MAX).toText(), "9223372036854775807");
}

}  // namespace
}  // namespace base
