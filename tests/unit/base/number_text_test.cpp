#include "base/number_text.h"

#include <gtest/gtest.h>

#include <bit>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <string>

#include "base/random.h"

namespace base {
namespace {

std::string printed(const char* format, double value) {
  char buffer[1500];
  const int length = std::snprintf(buffer, sizeof buffer, format, value);
  return std::string(buffer, static_cast<size_t>(length));
}

/// Doubles of every size: random bits, decimal fractions, integers, neighbours of powers of ten and
/// two.
double sample(Random& random) {
  switch (random.below(8)) {
    case 0:
    case 1:
      return std::bit_cast<double>(random.next());
    case 2:
      return static_cast<double>(random.below(1000000)) / 1000.0;
    case 3:
      return static_cast<double>(static_cast<int64_t>(random.next()) >> random.below(64));
    case 4:
      return std::nextafter(std::pow(10.0, static_cast<double>(random.below(600)) - 300.0),
                            random.below(2) == 0 ? 0 : 1e308);
    case 5:
      return std::ldexp(static_cast<double>(random.below(1 << 20)),
                        static_cast<int>(random.below(80)) - 60);
    case 6:
      return std::pow(10.0, static_cast<double>(random.below(640)) - 325.0);
    default:
      return static_cast<double>(random.below(100000000)) * 1e-4 + 0.5e-4;
  }
}

int rounds() {
  const char* text = std::getenv("FERROUS_NUMBER_ROUNDS");
  return text != nullptr ? std::atoi(text) : 100000;
}

TEST(NumberText, PrintsGeneralFormLikePrintf) {
  Random random(1);
  for (int round = 0; round < rounds(); ++round) {
    const double value = sample(random);
    ASSERT_EQ(formatLuaNumber(value), printed("%.14g", value)) << printed("%a", value);
    ASSERT_EQ(formatDouble17(value), printed("%.17g", value)) << printed("%a", value);
    const int precision = static_cast<int>(random.below(17)) + 1;
    const std::string format = "%." + std::to_string(precision) + "g";
    ASSERT_EQ(formatG(value, precision), printed(format.c_str(), value))
        << format << printed(" %a", value);
  }
}

TEST(NumberText, PrintsEveryDoubleConversionLikePrintf) {
  Random random(2);
  for (int round = 0; round < rounds(); ++round) {
    const double value = sample(random);
    const char conversion = "eEfFgG"[random.below(6)];
    FormatSpec spec;
    std::string format = "%";
    if (random.below(3) == 0) spec.leftAlign = true, format += '-';
    if (random.below(3) == 0) spec.plusSign = true, format += '+';
    if (random.below(3) == 0) spec.spaceSign = true, format += ' ';
    if (random.below(3) == 0) spec.alternate = true, format += '#';
    if (random.below(3) == 0) spec.zeroPad = true, format += '0';
    if (random.below(2) == 0) {
      spec.width = static_cast<int>(random.below(99)) + 1;
      format += std::to_string(spec.width);
    }
    if (random.below(2) == 0) {
      spec.precision = static_cast<int>(random.below(random.below(2) == 0 ? 8 : 100));
      format += '.' + std::to_string(spec.precision);
    }
    format += conversion;
    Bytes out(formatBound(spec), '?');
    out.resize(formatDouble(spec, conversion, value, out.data()));
    ASSERT_EQ(out, printed(format.c_str(), value)) << format << printed(" %a", value);
  }
}

TEST(NumberText, PrintsIntegersLikePrintf) {
  Random random(3);
  for (int round = 0; round < rounds(); ++round) {
    const int64_t value =
        random.below(10) == 0 ? 0 : static_cast<int64_t>(random.next()) >> random.below(64);
    ASSERT_EQ(formatInteger(value), std::to_string(value));
    FormatSpec spec;
    std::string format = "%";
    if (random.below(3) == 0) spec.leftAlign = true, format += '-';
    if (random.below(3) == 0) spec.plusSign = true, format += '+';
    if (random.below(3) == 0) spec.spaceSign = true, format += ' ';
    if (random.below(3) == 0) spec.alternate = true, format += '#';
    if (random.below(3) == 0) spec.zeroPad = true, format += '0';
    if (random.below(2) == 0)
      format += std::to_string(spec.width = static_cast<int>(random.below(40)) + 1);
    if (random.below(2) == 0)
      format += '.' + std::to_string(spec.precision = static_cast<int>(random.below(40)));
    const char conversion = "duoxX"[random.below(5)];
    char buffer[200];
    const int length = std::snprintf(buffer, sizeof buffer, (format + "l" + conversion).c_str(),
                                     static_cast<long>(value));
    Bytes out(formatBound(spec), '?');
    out.resize(conversion == 'd'
                   ? formatInteger(spec, value, out.data())
                   : formatUnsigned(spec, conversion, static_cast<uint64_t>(value), out.data()));
    ASSERT_EQ(out, std::string(buffer, static_cast<size_t>(length)))
        << format << conversion << ' ' << value;
  }
}

TEST(NumberText, PrintsSpecialValues) {
  EXPECT_EQ(formatLuaNumber(std::nan("")), "nan");
  EXPECT_EQ(formatLuaNumber(-std::nan("")), "-nan");
  EXPECT_EQ(formatLuaNumber(INFINITY), "inf");
  EXPECT_EQ(formatLuaNumber(-INFINITY), "-inf");
  EXPECT_EQ(formatLuaNumber(0.0), "0");
  EXPECT_EQ(formatLuaNumber(-0.0), "-0");
  EXPECT_EQ(formatLuaNumber(1e14), "1e+14");
  EXPECT_EQ(formatLuaNumber(99999999999999.0), "99999999999999");
  EXPECT_EQ(formatLuaNumber(5e-324), "4.9406564584125e-324");
  EXPECT_EQ(formatFixed(1e308, 99), printed("%.99f", 1e308));
  EXPECT_EQ(formatFixed(5e-324, 1100), printed("%.1100f", 5e-324));
  EXPECT_EQ(formatFixed(0.5, 0), "0");
  EXPECT_EQ(formatFixed(1.5, 0), "2");
  EXPECT_EQ(formatFixed(2.5, 0), "2");
  EXPECT_EQ(formatInteger(INT64_MIN), "-9223372036854775808");
  char buffer[kNumberBufferSize];
  EXPECT_EQ(Bytes(buffer, formatUnsigned(UINT64_MAX, buffer)), "18446744073709551615");
}

/// Compares with strtod: value bits, consumed length, range.
void expectSameAsStrtod(const std::string& text) {
  char* end = nullptr;
  errno = 0;
  const double expected = std::strtod(text.c_str(), &end);
  const bool outOfRange = errno == ERANGE && (expected == 0 || std::isinf(expected));
  const NumberPrefix prefix = parseNumberPrefix(text);
  ASSERT_EQ(prefix.length, static_cast<size_t>(end - text.c_str())) << text;
  if (std::isnan(expected)) {
    ASSERT_TRUE(std::isnan(prefix.value)) << text;
    ASSERT_EQ(std::signbit(prefix.value), std::signbit(expected)) << text;
    return;
  }
  ASSERT_EQ(std::bit_cast<uint64_t>(prefix.value), std::bit_cast<uint64_t>(expected)) << text;
  ASSERT_EQ(prefix.isOutOfRange, outOfRange) << text;
}

TEST(NumberText, ParsesPrintedDoublesLikeStrtod) {
  Random random(4);
  for (int round = 0; round < rounds(); ++round) {
    const double value = sample(random);
    char buffer[1500];
    const int precision = static_cast<int>(random.below(random.below(10) == 0 ? 800 : 24));
    std::snprintf(buffer, sizeof buffer, random.below(4) == 0 ? "%.*f" : "%.*e", precision, value);
    expectSameAsStrtod(buffer);
  }
}

TEST(NumberText, ParsesRandomDigitsLikeStrtod) {
  Random random(5);
  for (int round = 0; round < rounds(); ++round) {
    std::string text;
    const uint64_t digits = random.below(random.below(20) == 0 ? 900 : 25) + 1;
    const uint64_t point = random.below(digits + 4);
    for (uint64_t at = 0; at < digits; ++at) {
      if (at == point) text += '.';
      text += static_cast<char>('0' + random.below(10));
    }
    if (random.below(3) != 0)
      text += "e" + std::to_string(static_cast<int>(random.below(700)) - 350);
    expectSameAsStrtod(text);
  }
}

TEST(NumberText, ParsesMidpointsLikeStrtod) {
  Random random(6);
  for (int round = 0; round < rounds() / 20; ++round) {
    double value = std::abs(sample(random));
    if (round % 3 == 0) value = std::bit_cast<double>(random.next() >> (12 + random.below(52)));
    if (!std::isfinite(value) || value > 1e308) continue;
    const long double midpoint = (static_cast<long double>(value) +
                                  static_cast<long double>(std::nextafter(value, INFINITY))) /
                                 2;
    char buffer[2000];
    std::snprintf(buffer, sizeof buffer, "%.1080Lf", midpoint);
    std::string text = buffer;
    expectSameAsStrtod(text);
    expectSameAsStrtod(text + "1");
    text.back() = '9';
    expectSameAsStrtod(text);
  }
}

TEST(NumberText, ParsesHexadecimalLikeStrtod) {
  Random random(7);
  for (int round = 0; round < rounds() / 4; ++round) {
    std::string text = "0x";
    const uint64_t digits = random.below(24) + 1;
    const uint64_t point = random.below(digits + 4);
    for (uint64_t at = 0; at < digits; ++at) {
      if (at == point) text += '.';
      text += "0123456789abcdefABCDEF"[random.below(22)];
    }
    if (random.below(2) == 0)
      text += "p" + std::to_string(static_cast<int>(random.below(2400)) - 1200);
    // glibc 2.36 rounds some hexadecimal subnormals down although more than half of the last place
    // is cut off.
    if (std::abs(parseNumberPrefix(text).value) < std::numeric_limits<double>::min()) continue;
    expectSameAsStrtod(text);
  }
}

TEST(NumberText, ParsesOddFormsLikeStrtod) {
  const char* const texts[] = {"",
                               " ",
                               "+",
                               "-",
                               ".",
                               "-.",
                               "e5",
                               "1e",
                               "1e+",
                               "1e+x",
                               "1.",
                               ".5",
                               "-.5e1",
                               "1..2",
                               "0x",
                               "0xg",
                               "0x.",
                               "0x.8",
                               "0x1p",
                               "0x1p+",
                               "0x1.",
                               "0x1.8p1",
                               "inf",
                               "INF",
                               "infinit",
                               "infinity",
                               "-Infinity",
                               "in",
                               "nan",
                               "NaN",
                               "-nan",
                               "nan(",
                               "nan(1_a)",
                               "nan(-)",
                               "na",
                               " \t\n\v\f\r1",
                               "1 ",
                               "--1",
                               "+-1",
                               "1e400",
                               "-1e400",
                               "1e-400",
                               "0e999999999999999999999",
                               "1e-999999999999999999999",
                               "1e999999999999999999999",
                               "0x1p9999999999",
                               "0x0p9999999999",
                               "0x1p-9999999999",
                               "4.9e-324",
                               "2.4703282292062327e-324",
                               "2.4703282292062328e-324",
                               "2.2250738585072011e-308",
                               "1.7976931348623157e308",
                               "1.7976931348623159e308",
                               "00000000000000000000001",
                               "0.000000000000000000000000000000000001e36",
                               "9007199254740993",
                               "123456789012345678901234567890"};
  for (const char* text : texts) expectSameAsStrtod(text);
}

TEST(NumberText, ParsesLuaNumbers) {
  EXPECT_EQ(parseLuaNumber(" 10 "), 10.0);
  EXPECT_EQ(parseLuaNumber("0x10"), 16.0);
  EXPECT_EQ(parseLuaNumber("0x1p4"), 16.0);
  EXPECT_EQ(parseLuaNumber("1e"), std::nullopt);
  EXPECT_EQ(parseLuaNumber("0x"), std::nullopt);
  EXPECT_EQ(parseLuaNumber("1 x"), std::nullopt);
  EXPECT_EQ(parseLuaNumber(""), std::nullopt);
  EXPECT_EQ(parseLuaNumber("  "), std::nullopt);
  EXPECT_EQ(parseLuaNumber(BytesView("1\0002", 3)), 1.0);
  EXPECT_EQ(parseLuaNumber("1e400"), INFINITY);
}

TEST(NumberText, ParsesWholeDoublesOnly) {
  EXPECT_EQ(parseDouble("1.5"), 1.5);
  EXPECT_EQ(parseDouble(" 1.5"), std::nullopt);
  EXPECT_EQ(parseDouble("1.5 "), std::nullopt);
  EXPECT_EQ(parseDouble("1e400"), std::nullopt);
  EXPECT_EQ(parseDouble("1e-400"), std::nullopt);
  EXPECT_EQ(parseDouble("-inf"), -INFINITY);
  EXPECT_TRUE(std::isnan(*parseDouble("nan")));
  EXPECT_EQ(parseDouble(BytesView("1\0", 2)), std::nullopt);
}

TEST(NumberText, ParsesStrictIntegers) {
  EXPECT_EQ(parseInteger("0"), 0);
  EXPECT_EQ(parseInteger("-1"), -1);
  EXPECT_EQ(parseInteger("9223372036854775807"), INT64_MAX);
  EXPECT_EQ(parseInteger("-9223372036854775808"), INT64_MIN);
  for (const char* text : {"", "-", "+1", "-0", "00", "01", " 1", "1 ", "1.0",
                           "9223372036854775808", "-9223372036854775809", "1e3", "0x1"}) {
    EXPECT_EQ(parseInteger(text), std::nullopt) << text;
  }
}

TEST(NumberText, ParsesUnsignedPrefixesLikeStrtoul) {
  struct {
    const char* text;
    int base;
  } const cases[] = {{"ff", 16},
                     {"0xff", 16},
                     {"0x", 16},
                     {"-1", 10},
                     {"zz", 36},
                     {"8", 8},
                     {"", 10},
                     {" +7z", 10},
                     {"18446744073709551615", 10},
                     {"18446744073709551616", 10},
                     {"-18446744073709551616", 10},
                     {"101", 2}};
  for (const auto& [text, base] : cases) {
    char* end = nullptr;
    const uint64_t expected = std::strtoul(text, &end, base);
    size_t length = 99;
    EXPECT_EQ(parseUnsignedPrefix(text, base, length), expected) << text;
    EXPECT_EQ(length, static_cast<size_t>(end - text)) << text;
  }
}

TEST(NumberText, PrintsTheFewestDigits) {
  // Answers of a build of Redis of October 2024 to ZSCORE.
  const struct {
    double value;
    const char* text;
  } cases[] = {{0.1, "0.1"},
               {0.3, "0.3"},
               {0.1 + 0.2, "0.30000000000000004"},
               {1e-5, "0.00001"},
               {1e-6, "0.000001"},
               {1e-7, "1e-7"},
               {1.5e-7, "1.5e-7"},
               {1.25e-5, "1.25e-5"},
               {-2.5, "-2.5"},
               {12345.678901234567, "1.2345678901234567e+4"},
               {1234.5678901234567, "1234.5678901234567"},
               {123456.789, "123456.789"},
               {1e15, "1000000000000000"},
               {1e17, "100000000000000000"},
               {4611686018427387904.0, "4611686018427387904"},
               {1e19, "1e+19"},
               {1e20, "1e+20"},
               {1e21, "1e+21"},
               {1.5e20, "1.5e+20"},
               {1.7976931348623157e308, "1.7976931348623157e+308"},
               {5e-324, "5e-324"},
               {1e-320, "1e-320"},
               {0.0, "0"},
               {-0.0, "-0"},
               {HUGE_VAL, "inf"},
               {-HUGE_VAL, "-inf"}};
  for (const auto& [value, text] : cases) {
    EXPECT_EQ(formatShortest(value), text);
  }
}

}  // namespace
}  // namespace base
