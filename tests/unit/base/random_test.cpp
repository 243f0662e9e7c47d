#include "base/random.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace base {
namespace {

TEST(Random, GivesTheSequenceOfDrand48) {
  for (const int32_t seed : {0, 1, -1, 12345, INT32_MAX}) {
    RedisRandom random(seed);
    srand48(seed);
    for (int round = 0; round < 1000; ++round) ASSERT_EQ(random.next(), lrand48());
  }
}

TEST(Random, IsReproducibleAndUniform) {
  Random first(42), second(42);
  int counts[10] = {};
  for (int round = 0; round < 100000; ++round) {
    const uint64_t value = first.below(10);
    ASSERT_EQ(value, second.below(10));
    ++counts[value];
  }
  for (const int count : counts) EXPECT_NEAR(count, 10000, 500);
  for (int round = 0; round < 1000; ++round) {
    const double unit = first.unit();
    ASSERT_TRUE(unit >= 0 && unit < 1);
  }
}

}  // namespace
}  // namespace base
