#include "redis/structures/stream_log.h"

#include <gtest/gtest.h>

#include <array>

namespace redis {
namespace {

constexpr uint64_t kEntries = 250;

/// Entries 2-0, 4-0 and so on, a hundred in a node.
StreamLog makeLog() {
  StreamLog log;
  for (uint64_t i = 1; i <= kEntries; ++i) {
    const std::array<base::BytesView, 2> texts = {"field", i % 3 == 0 ? "a longer value" : "7"};
    log.append({2 * i, 0}, texts, {});
  }
  return log;
}

/// The first entry from `first` to `last` in that order, or 0-0.
StreamId firstOf(const StreamLog& log, StreamId first, StreamId last, StreamOrder order) {
  StreamCursor cursor(log, first, last, order);
  return cursor.next() ? cursor.id() : StreamId{};
}

TEST(StreamLog, FindsEveryEntryFromBothEnds) {
  const StreamLog log = makeLog();
  ASSERT_EQ(log.nodes().size(), 3U);
  ASSERT_EQ(log.nodes()[0].marks.size(), 6U);
  for (uint64_t i = 1; i <= kEntries; ++i) {
    const StreamId id{2 * i, 0};
    const StreamId before{2 * i - 1, 5};
    for (const StreamOrder order : {StreamOrder::Ascending, StreamOrder::Descending}) {
      EXPECT_EQ(firstOf(log, id, id, order), id);
      EXPECT_EQ(firstOf(log, before, before, order), StreamId{});
    }
    EXPECT_EQ(firstOf(log, before, kLastStreamId, StreamOrder::Ascending), id);
    EXPECT_EQ(firstOf(log, {}, before, StreamOrder::Descending), (StreamId{2 * i - 2, 0}));
  }
}

TEST(StreamLog, FindsWhatIsLeftAfterErasing) {
  StreamLog log = makeLog();
  for (uint64_t i = 1; i <= kEntries; ++i) {
    if (i % 5 != 0) {
      EXPECT_TRUE(log.erase({2 * i, 0}));
      EXPECT_FALSE(log.erase({2 * i, 0}));
    }
    EXPECT_FALSE(log.erase({2 * i, 1}));
  }
  EXPECT_EQ(log.size(), kEntries / 5);
  for (uint64_t i = 1; i <= kEntries; ++i) {
    const bool isLeft = i % 5 == 0;
    EXPECT_EQ(log.contains({2 * i, 0}), isLeft);
    EXPECT_EQ(firstOf(log, {2 * i, 0}, kLastStreamId, StreamOrder::Ascending).ms,
              2 * ((i + 4) / 5 * 5));
    EXPECT_EQ(firstOf(log, {}, {2 * i, 0}, StreamOrder::Descending).ms, 2 * (i / 5 * 5));
  }
}

TEST(StreamLog, DecodesFewEntriesToFindOne) {
  const StreamLog log = makeLog();
  const StreamNode& node = log.nodes()[0];
  for (uint64_t i = 1; i <= 100; ++i) {
    const StreamId id{2 * i, 0};
    uint64_t passed = 0;
    for (size_t at = StreamLog::positionBefore(node, id); StreamLog::entryAt(node, at).id < id;
         ++passed) {
      at = StreamLog::entryEnd(node, StreamLog::entryAt(node, at));
    }
    EXPECT_LT(passed, 16U);
  }
}

}  // namespace
}  // namespace redis
