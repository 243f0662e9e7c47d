#include "redis/structures/skip_list.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "base/random.h"
#include "redis/structures/sorted_set.h"

namespace redis {
namespace {

using Model = std::vector<std::pair<double, std::string>>;

/// Compares order, ranks, both directions and lookup by member with a sorted vector.
void expectSame(const SortedSet& set, const Model& model) {
  const SkipList& order = set.order();
  ASSERT_EQ(set.size(), model.size());
  NodeId node = order.first();
  NodeId previous = kNoNode;
  for (uint32_t rank = 0; rank < model.size(); ++rank) {
    ASSERT_NE(node, kNoNode);
    EXPECT_EQ(order.score(node), model[rank].first);
    EXPECT_EQ(order.member(node), model[rank].second);
    EXPECT_EQ(order.previous(node), previous);
    EXPECT_EQ(order.rankOf(node), rank);
    EXPECT_EQ(order.atRank(rank), node);
    EXPECT_EQ(set.find(model[rank].second), node);
    previous = node;
    node = order.next(node);
  }
  EXPECT_EQ(node, kNoNode);
  EXPECT_EQ(order.last(), previous);
  EXPECT_EQ(order.atRank(set.size()), kNoNode);
}

TEST(SkipList, IsEmptyAtFirst) {
  const SkipList list;
  EXPECT_EQ(list.size(), 0u);
  EXPECT_EQ(list.first(), kNoNode);
  EXPECT_EQ(list.last(), kNoNode);
  EXPECT_EQ(list.atRank(0), kNoNode);
  EXPECT_EQ(list.partitionPoint([](NodeId) { return true; }).rank, 0u);
}

TEST(SkipList, OrdersByScoreThenByBytes) {
  SkipList list;
  list.insert(1, "b");
  list.insert(1, std::string("a\0z", 3));
  list.insert(1, "a");
  list.insert(-5, "\xFF");
  list.insert(1, "\xFF");
  std::vector<std::string> members;
  for (NodeId node = list.first(); node != kNoNode; node = list.next(node)) {
    members.emplace_back(list.member(node));
  }
  EXPECT_EQ(members, (std::vector<std::string>{"\xFF", "a", std::string("a\0z", 3), "b", "\xFF"}));
}

TEST(SkipList, KeepsTheNameOfAnElementThatMoves) {
  SkipList list;
  const NodeId a = list.insert(1, "a");
  const NodeId b = list.insert(2, "b");
  list.insert(3, "c");
  list.updateScore(a, 2.5);
  EXPECT_EQ(list.rankOf(a), 1u);
  EXPECT_EQ(list.first(), b);
  list.updateScore(a, 2.6);
  EXPECT_EQ(list.score(a), 2.6);
  EXPECT_EQ(list.member(a), "a");
}

TEST(SkipList, FindsTheEndOfAPrefix) {
  SkipList list;
  for (int i = 0; i < 1000; ++i) {
    list.insert(i / 2, "m" + std::to_string(i));
  }
  for (const double bound : {-1.0, 0.0, 0.5, 250.0, 499.0, 1000.0}) {
    const auto position =
        list.partitionPoint([&](NodeId node) { return list.score(node) < bound; });
    const auto expected = static_cast<uint32_t>(std::clamp(std::ceil(bound), 0.0, 500.0) * 2);
    EXPECT_EQ(position.rank, expected) << bound;
    EXPECT_EQ(position.node, list.atRank(expected)) << bound;
  }
}

TEST(SortedSet, AgreesWithASortedVector) {
  base::Random random(1);
  SortedSet set;
  Model model;
  const auto place = [&](const std::string& member) {
    return std::find_if(model.begin(), model.end(),
                        [&](const auto& element) { return element.second == member; });
  };
  for (int step = 0; step < 6000; ++step) {
    const std::string member = "m" + std::to_string(random.below(300));
    const double score = static_cast<double>(random.below(40));
    const NodeId node = set.find(member);
    ASSERT_EQ(node != kNoNode, place(member) != model.end());
    if (random.below(10) < 6) {
      if (node == kNoNode) {
        set.insert(score, member);
      } else {
        set.updateScore(node, score);
        model.erase(place(member));
      }
      model.insert(std::lower_bound(model.begin(), model.end(), std::pair(score, member)),
                   {score, member});
    } else if (node != kNoNode) {
      set.erase(node);
      model.erase(place(member));
    }
    if (step % 500 == 499) {
      const auto first = static_cast<uint32_t>(random.below(model.size()));
      const auto count = std::min<uint32_t>(10, static_cast<uint32_t>(model.size()) - first);
      set.eraseRange(first, count);
      model.erase(model.begin() + first, model.begin() + first + count);
      expectSame(set, model);
    }
  }
}

TEST(SortedSet, IsCopiedAsAValue) {
  SortedSet set;
  for (int i = 0; i < 100; ++i) {
    set.insert(i, "m" + std::to_string(i));
  }
  const SortedSet copy = set;
  set.eraseRange(0, 100);
  EXPECT_TRUE(set.isEmpty());
  EXPECT_EQ(set.find("m50"), kNoNode);
  ASSERT_EQ(copy.size(), 100u);
  EXPECT_EQ(copy.order().rankOf(copy.find("m50")), 50u);
}

TEST(SortedSet, UsesFreedSlotsAgain) {
  SortedSet set;
  for (int round = 0; round < 50; ++round) {
    for (int i = 0; i < 100; ++i) {
      set.insert(i, std::to_string(round) + ":" + std::to_string(i));
    }
    set.eraseRange(0, 100);
  }
  EXPECT_LE(set.order().slotCount(), 100u);
}

}  // namespace
}  // namespace redis
