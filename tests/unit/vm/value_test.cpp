#include "vm/value.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace lua {
namespace {

TEST(Value, NilAndFalseAreTheOnlyFalsyValues) {
  EXPECT_FALSE(Value::nil().isTruthy());
  EXPECT_FALSE(Value::boolean(false).isTruthy());
  EXPECT_TRUE(Value::boolean(true).isTruthy());
  EXPECT_TRUE(Value::number(0).isTruthy());
  EXPECT_TRUE(Value::number(std::nan("")).isTruthy());
  EXPECT_TRUE(Value::lightUserdata(0).isTruthy());
}

TEST(Value, KeepsEveryKindOfNumber) {
  const double numbers[] = {0.0,    -0.0,     1.5,       -1e308,
                            5e-324, INFINITY, -INFINITY, 9007199254740993.0};
  for (const double number : numbers) {
    const Value value = Value::number(number);
    EXPECT_TRUE(value.isNumber());
    EXPECT_EQ(value.type(), ValueType::Number);
    EXPECT_EQ(std::signbit(value.asNumber()), std::signbit(number));
    EXPECT_EQ(value.asNumber(), number);
  }
}

TEST(Value, ForeignNaNsCannotForgeATag) {
  const uint64_t patterns[] = {0xFFFFFFFFFFFFFFFFu, 0xFFF9000000001234u, 0xFFFC800000000000u,
                               0x7FF0000000000001u};
  for (const uint64_t bits : patterns) {
    double number;
    std::memcpy(&number, &bits, sizeof number);
    const Value value = Value::untrustedNumber(number);
    EXPECT_TRUE(value.isNumber());
    EXPECT_FALSE(value.isObject());
    EXPECT_NE(value.asNumber(), value.asNumber());
    EXPECT_EQ(std::signbit(value.asNumber()), (bits >> 63) != 0) << "the sign of a NaN is visible";
  }
}

TEST(Value, ABoxedOperandPoisonsArithmetic) {
  const Value boxed[] = {Value::nil(), Value::boolean(true), Value::lightUserdata(7)};
  for (const Value value : boxed) {
    EXPECT_FALSE(value.isNumber());
    const double sum = value.asNumber() + 1;
    EXPECT_NE(sum, sum);
    EXPECT_FALSE(value.asNumber() < 1);
    EXPECT_FALSE(value.asNumber() >= 1);
  }
}

TEST(Value, TruncatesToIntegersAsCDoesOnX86) {
  EXPECT_EQ(truncateToInteger(3.99), 3);
  EXPECT_EQ(truncateToInteger(-3.99), -3);
  EXPECT_EQ(truncateToInteger(std::nan("")), INT64_MIN);
  EXPECT_EQ(truncateToInteger(1e300), INT64_MIN);
  EXPECT_EQ(truncateToInteger(-9223372036854775808.0), INT64_MIN);
  EXPECT_EQ(truncateToInt32(2147483647.0), 2147483647);
}

TEST(Value, NamesTypesAsLuaDoes) {
  EXPECT_STREQ(typeName(Value::nil().type()), "nil");
  EXPECT_STREQ(typeName(Value::boolean(false).type()), "boolean");
  EXPECT_STREQ(typeName(Value::lightUserdata(1).type()), "userdata");
  EXPECT_STREQ(typeName(ValueType::Coroutine), "thread");
}

}  // namespace
}  // namespace lua
