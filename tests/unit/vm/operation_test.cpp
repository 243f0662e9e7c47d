#include "vm/operation.h"

#include <gtest/gtest.h>

namespace lua {
namespace {

Operation ofKind(OperationKind kind) {
  Operation operation;
  operation.kind = kind;
  return operation;
}

TEST(OperationQueue, TakesTheRunningFramesStepBeforeTheOutsideWorld) {
  OperationQueue queue;
  queue.pushBack(ofKind(OperationKind::Finalize));
  queue.pushFront(ofKind(OperationKind::Call));
  EXPECT_TRUE(queue.hasImmediate());
  EXPECT_EQ(queue.takeFront().kind, OperationKind::Call);
  EXPECT_FALSE(queue.hasImmediate());
  EXPECT_EQ(queue.takeFront().kind, OperationKind::Finalize);
  EXPECT_TRUE(queue.empty());
}

TEST(OperationQueue, KeepsDeferredOperationsInOrder) {
  OperationQueue queue;
  for (uint32_t index = 0; index < OperationQueue::kCapacity; ++index) {
    Operation operation = ofKind(OperationKind::DeliverReply);
    operation.argument = index;
    queue.pushBack(operation);
  }
  EXPECT_TRUE(queue.isFull());
  for (uint32_t index = 0; index < OperationQueue::kCapacity; ++index)
    EXPECT_EQ(queue.takeFront().argument, index);
}

}  // namespace
}  // namespace lua
