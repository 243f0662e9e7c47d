#include "redis/structures/ring_list.h"

#include <gtest/gtest.h>

#include <deque>
#include <string>

#include "base/random.h"

namespace redis {
namespace {

using Model = std::deque<std::string>;

void expectSame(const RingList& list, const Model& model) {
  ASSERT_EQ(list.size(), model.size());
  for (uint32_t i = 0; i < model.size(); ++i) {
    ASSERT_EQ(list.at(i), model[i]) << i;
  }
}

/// Removes up to `limit` elements equal to `value`, walking from the front or from the back.
uint32_t removeFrom(Model& model, const std::string& value, uint32_t limit, bool isFromBack) {
  uint32_t removed = 0;
  for (size_t i = 0; i < model.size() && removed < limit;) {
    const size_t index = isFromBack ? model.size() - 1 - i : i;
    if (model[index] == value) {
      model.erase(model.begin() + static_cast<ptrdiff_t>(index));
      ++removed;
    } else {
      ++i;
    }
  }
  return removed;
}

TEST(RingList, AgreesWithADeque) {
  base::Random random(3);
  RingList list;
  Model model;
  for (int step = 0; step < 20000; ++step) {
    const std::string value = "v" + std::to_string(random.below(12));
    const auto size = static_cast<uint32_t>(model.size());
    switch (random.below(step % 2000 < 1000 ? 6 : 10)) {
      case 0:
      case 1:
        list.pushFront(value);
        model.push_front(value);
        break;
      case 2:
      case 3:
        list.pushBack(value);
        model.push_back(value);
        break;
      case 4:
      case 5: {
        const auto index = static_cast<uint32_t>(random.below(size + 1));
        list.insert(index, value);
        model.insert(model.begin() + index, value);
        break;
      }
      case 6:
        if (size > 0) {
          EXPECT_EQ(list.popFront(), model.front());
          model.pop_front();
        }
        break;
      case 7:
        if (size > 0) {
          EXPECT_EQ(list.popBack(), model.back());
          model.pop_back();
        }
        break;
      case 8: {
        const auto limit = static_cast<uint32_t>(1 + random.below(5));
        const bool isFromBack = random.below(2) == 0;
        const uint32_t removed =
            isFromBack ? list.removeFromBack(value, limit) : list.removeFromFront(value, limit);
        EXPECT_EQ(removed, removeFrom(model, value, limit, isFromBack));
        break;
      }
      case 9:
        if (size > 0 && random.below(20) == 0) {
          const auto start = static_cast<uint32_t>(random.below(size));
          const auto count = static_cast<uint32_t>(random.below(size - start + 1));
          list.keepRange(start, count);
          model = Model(model.begin() + start, model.begin() + start + count);
        }
        break;
    }
    if (step % 200 == 0) {
      expectSame(list, model);
    }
  }
  expectSame(list, model);
}

TEST(RingList, IsCopiedAsAValue) {
  RingList list;
  list.pushBack("a");
  list.pushFront("b");
  const RingList copy = list;
  list.popBack();
  list.at(0) = "c";
  expectSame(copy, {"b", "a"});
  expectSame(list, {"c"});
}

}  // namespace
}  // namespace redis
