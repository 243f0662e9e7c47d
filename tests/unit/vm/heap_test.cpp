#include "vm/heap.h"

#include <gtest/gtest.h>

#include "vm/machine.h"
#include "vm/table.h"

namespace lua {
namespace {

TEST(Heap, InternsShortStringsAndOnlyThem) {
  Heap heap;
  EXPECT_EQ(heap.newString("hello"), heap.newString("hello"));
  const base::Bytes atLimit(kShortStringLimit, 'x');
  const base::Bytes above(kShortStringLimit + 1, 'x');
  EXPECT_EQ(heap.newString(atLimit), heap.newString(atLimit));
  String* first = heap.newString(above);
  String* second = heap.newString(above);
  EXPECT_NE(first, second);
  EXPECT_TRUE(rawEquals(Value::string(first), Value::string(second)));
}

TEST(Heap, KeepsEmbeddedZeros) {
  Heap heap;
  String* string = heap.newString(base::BytesView("a\0b", 3));
  EXPECT_EQ(string->length, 3u);
  EXPECT_NE(string, heap.newString("a"));
}

TEST(Heap, FreesWhatNoRootReaches) {
  Machine machine;
  machine.collectGarbage();
  const uint64_t before = machine.heap().bytesInUse();
  for (int index = 0; index < 10'000; ++index) machine.heap().newTable(4, 4);
  EXPECT_GT(machine.heap().bytesInUse(), before);
  machine.collectGarbage();
  EXPECT_EQ(machine.heap().bytesInUse(), before);
}

TEST(Heap, ARootKeepsItsValueAndWhatThatReaches) {
  Machine machine;
  Table* outer = machine.heap().newTable();
  Root root(machine, Value::table(outer));
  table::set(machine.heap(), outer, machine.makeString("inner"),
             Value::table(machine.heap().newTable()));
  const Handle<Table> handle =
      machine.heap().handleTo(table::get(outer, machine.makeString("inner")).asTable());
  machine.collectGarbage();
  EXPECT_NE(machine.heap().resolve(handle), nullptr);
}

TEST(Heap, AStaleHandleResolvesToNothingEvenWhenTheSlotIsReused) {
  Machine machine;
  Heap& heap = machine.heap();
  const Handle<Table> handle = heap.handleTo(heap.newTable());
  ASSERT_NE(heap.resolve(handle), nullptr);
  machine.collectGarbage();
  EXPECT_EQ(heap.resolve(handle), nullptr);
  for (int index = 0; index < 1000; ++index) {
    Table* younger = heap.newTable();
    EXPECT_NE(heap.resolve(handle), younger);
  }
}

TEST(Heap, AHandleOfAnotherTypeDoesNotResolve) {
  Machine machine;
  Table* table = machine.heap().newTable();
  const Handle<Table> handle = machine.heap().handleTo(table);
  EXPECT_EQ(machine.heap().resolve(Handle<Closure>{handle.index, handle.generation}), nullptr);
  EXPECT_EQ(machine.heap().resolve(Handle<Table>{UINT32_MAX, 1}), nullptr);
}

TEST(Heap, CountsBlocksAndLargeObjects) {
  Heap heap;
  const uint64_t before = heap.bytesInUse();
  void* small = heap.allocateBlock(100);
  void* large = heap.allocateBlock(100'000);
  EXPECT_EQ(heap.bytesInUse(), before + 100'100);
  heap.freeBlock(small, 100);
  heap.freeBlock(large, 100'000);
  EXPECT_EQ(heap.bytesInUse(), before);
}

}  // namespace
}  // namespace lua
