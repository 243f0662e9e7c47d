#include "vm/table.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "vm/heap.h"

namespace lua {
namespace {

class TableTest : public testing::Test {
 protected:
  Value text(base::BytesView bytes) { return Value::string(heap_.newString(bytes)); }
  Value number(double value) { return Value::number(value); }
  std::vector<double> keysInOrder() {
    std::vector<double> keys;
    Value key, value;
    bool invalid;
    while (table::next(table_, key, value, invalid)) keys.push_back(key.asNumber());
    return keys;
  }

  Heap heap_;
  Table* table_ = heap_.newTable();
};

using Table = TableTest;

TEST_F(Table, AnswersNilForAbsentKeys) {
  EXPECT_TRUE(table::get(table_, text("x")).isNil());
  EXPECT_TRUE(table::get(table_, number(1)).isNil());
  EXPECT_TRUE(table::get(table_, Value::nil()).isNil());
  EXPECT_TRUE(table::get(table_, number(std::nan(""))).isNil());
}

TEST_F(Table, FindsWhatWasStoredUnderEveryKindOfKey) {
  const Value keys[] = {number(1),
                        number(-1),
                        number(0.5),
                        number(1e15),
                        text("short"),
                        Value::boolean(true),
                        Value::boolean(false),
                        text(base::Bytes(100, 'l')),
                        Value::lightUserdata(3),
                        Value::table(table_)};
  double value = 0;
  for (const Value key : keys) table::set(heap_, table_, key, number(++value));
  value = 0;
  for (const Value key : keys) EXPECT_EQ(table::get(table_, key).asNumber(), ++value);
  EXPECT_EQ(table::get(table_, text(base::Bytes(100, 'l'))).asNumber(), 8)
      << "another object with the same bytes";
}

TEST_F(Table, TreatsZeroAndNegativeZeroAsOneKey) {
  table::set(heap_, table_, number(-0.0), number(7));
  EXPECT_EQ(table::get(table_, number(0.0)).asNumber(), 7);
}

TEST_F(Table, MovesDenseIntegerKeysToTheArrayPart) {
  for (int index = 1; index <= 100; ++index) table::setInteger(heap_, table_, index, number(index));
  EXPECT_EQ(table_->arraySize, 128u);
  EXPECT_EQ(table::length(table_), 100u);
}

TEST_F(Table, KeepsSparseIntegerKeysInTheHashPart) {
  for (int index = 1; index <= 10; ++index)
    table::setInteger(heap_, table_, index * 1000, number(index));
  EXPECT_EQ(table_->arraySize, 0u);
  EXPECT_EQ(table::length(table_), 0u);
}

TEST_F(Table, KeepsArrayPartWhenTailIsRemoved) {
  for (int index = 1; index <= 8; ++index) table::setInteger(heap_, table_, index, number(index));
  for (int index = 8; index > 3; --index) table::setInteger(heap_, table_, index, Value::nil());
  EXPECT_EQ(table_->arraySize, 8u);
  EXPECT_EQ(table::length(table_), 3u);
}

TEST_F(Table, VisitsEachEntryOnceArrayFirst) {
  for (int index = 4; index >= 1; --index) table::setInteger(heap_, table_, index, number(index));
  table::set(heap_, table_, number(0.5), number(0));
  const std::vector<double> keys = keysInOrder();
  EXPECT_EQ(keys.size(), 5u);
}

TEST_F(Table, EntriesMayBeRemovedWhileIterating) {
  for (int index = 0; index < 50; ++index)
    table::set(heap_, table_, text("k" + std::to_string(index)), number(index));
  Value key, value;
  bool invalid;
  int visited = 0;
  while (table::next(table_, key, value, invalid)) {
    *table::find(table_, key) = Value::nil();
    ++visited;
  }
  EXPECT_EQ(visited, 50);
  EXPECT_FALSE(invalid);
}

TEST_F(Table, NextRefusesAKeyThatIsNotThere) {
  Value key = text("absent"), value;
  bool invalid;
  EXPECT_FALSE(table::next(table_, key, value, invalid));
  EXPECT_TRUE(invalid);
}

TEST_F(Table, ResizeKeepsAllEntries) {
  for (int index = 1; index <= 20; ++index) table::setInteger(heap_, table_, index, number(index));
  table::resize(heap_, table_, 4, 32);
  for (int index = 1; index <= 20; ++index)
    EXPECT_EQ(table::getInteger(table_, index).asNumber(), index);
  table::resize(heap_, table_, 32, 0);
  for (int index = 1; index <= 20; ++index)
    EXPECT_EQ(table::getInteger(table_, index).asNumber(), index);
}

TEST_F(Table, GrowsToAMillionEntries) {
  for (int index = 1; index <= 1'000'000; ++index)
    table::setInteger(heap_, table_, index, number(index));
  EXPECT_EQ(table::length(table_), 1'000'000u);
}

}  // namespace
}  // namespace lua
