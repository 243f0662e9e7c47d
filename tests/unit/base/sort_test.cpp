#include "base/sort.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>

namespace {

struct Item {
  int key;
  int number;
  bool operator==(const Item&) const = default;
};

bool hasSmallerKey(const Item& left, const Item& right) { return left.key < right.key; }

TEST(Sort, AgreesWithTheStandardLibraryOnEverySize) {
  uint32_t state = 1;
  for (int size = 0; size < 200; ++size) {
    std::vector<Item> items;
    for (int number = 0; number < size; ++number) {
      state = state * 1664525 + 1013904223;
      items.push_back({static_cast<int>(state >> 28), number});
    }
    std::vector<Item> expected = items;
    std::stable_sort(expected.begin(), expected.end(), hasSmallerKey);
    base::stableSort(items, hasSmallerKey);
    EXPECT_EQ(items, expected) << size;
  }
}

TEST(Sort, MovesItemsThatCannotBeCopied) {
  std::vector<std::unique_ptr<std::string>> items;
  for (const char* text : {"c", "a", "b"}) items.push_back(std::make_unique<std::string>(text));
  base::stableSort(items, [](const auto& left, const auto& right) { return *left < *right; });
  EXPECT_EQ(*items[0] + *items[1] + *items[2], "abc");
}

TEST(Sort, EndsWithComparisonsThatContradictEachOther) {
  std::vector<int> items(50, 1);
  base::stableSort(items, [](int, int) { return true; });
  EXPECT_EQ(items.size(), 50u);
}

}  // namespace
