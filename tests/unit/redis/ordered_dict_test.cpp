#include "redis/structures/ordered_dict.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "base/random.h"

namespace redis {
namespace {

using Dict = OrderedDict<int>;

std::vector<std::string> keysOf(const Dict& dict) {
  std::vector<std::string> keys;
  for (const Dict::Entry& entry : dict) {
    keys.push_back(entry.key);
  }
  return keys;
}

TEST(OrderedDict, KeepsOrderOfInsertion) {
  Dict dict;
  for (const char* key : {"b", "a", "c"}) {
    EXPECT_TRUE(dict.insert(key).second);
  }
  EXPECT_FALSE(dict.insert("a").second);
  EXPECT_EQ(keysOf(dict), (std::vector<std::string>{"b", "a", "c"}));
  EXPECT_TRUE(dict.erase("b"));
  EXPECT_FALSE(dict.erase("b"));
  dict.insert("b");
  EXPECT_EQ(keysOf(dict), (std::vector<std::string>{"a", "c", "b"}));
}

TEST(OrderedDict, AgreesWithAModel) {
  base::Random random(1);
  Dict dict;
  std::map<std::string, int> model;
  for (int step = 0; step < 100000; ++step) {
    // Phases of growth and decay, so that compaction and shrinking happen.
    const bool grow = random.below(100) < (step / 10000 % 2 == 0 ? 70u : 30u);
    const std::string key = std::to_string(random.below(3000));
    if (grow) {
      dict.insert(key).first->value = step;
      model[key] = step;
    } else {
      ASSERT_EQ(dict.erase(key), model.erase(key) == 1) << step;
    }
    ASSERT_EQ(dict.size(), model.size());
  }
  for (const auto& [key, value] : model) {
    ASSERT_NE(dict.find(key), nullptr);
    EXPECT_EQ(dict.find(key)->value, value);
  }
  size_t count = 0;
  uint64_t last = 0;
  for (const Dict::Entry& entry : dict) {
    EXPECT_GT(entry.sequence, last);
    last = entry.sequence;
    ++count;
  }
  EXPECT_EQ(count, model.size());
}

TEST(OrderedDict, ScansEveryEntryThatStays) {
  base::Random random(2);
  Dict dict;
  for (int i = 0; i < 500; ++i) {
    dict.insert("stays" + std::to_string(i));
    dict.insert("goes" + std::to_string(i));
  }
  std::map<std::string, int> seen;
  int added = 0;
  for (uint64_t cursor = 0;;) {
    const Dict::Entry* entry = dict.firstFrom(cursor);
    if (entry == nullptr) {
      break;
    }
    ++seen[entry->key];
    cursor = entry->sequence + 1;
    for (int i = 0; i < 3; ++i) {
      dict.erase("goes" + std::to_string(random.below(500)));
    }
    if (added < 100) {
      dict.insert("added" + std::to_string(added++));
    }
  }
  for (int i = 0; i < 500; ++i) {
    EXPECT_EQ(seen["stays" + std::to_string(i)], 1);
  }
}

TEST(OrderedDict, DrawsOnlyLiveEntries) {
  base::Random random(3);
  const auto below = [&random](uint32_t bound) {
    return static_cast<uint32_t>(random.below(bound));
  };
  Dict dict;
  for (int i = 0; i < 1000; ++i) {
    dict.insert(std::to_string(i));
  }
  for (int i = 0; i < 990; ++i) {
    dict.erase(std::to_string(i));
  }
  std::map<std::string, int> drawn;
  for (int i = 0; i < 10000; ++i) {
    ++drawn[dict.random(below)->key];
  }
  EXPECT_EQ(drawn.size(), 10u);
  for (const auto& [key, count] : drawn) {
    EXPECT_GT(count, 700) << key;
  }
}

TEST(OrderedDict, CopiesAreIndependent) {
  Dict dict;
  dict.insert("a").first->value = 1;
  Dict copy = dict;
  copy.insert("b");
  copy.find("a")->value = 2;
  EXPECT_EQ(dict.size(), 1u);
  EXPECT_EQ(dict.find("a")->value, 1);
}

TEST(OrderedDict, TakesBinaryAndEmptyKeys) {
  Dict dict;
  dict.insert("").first->value = 1;
  dict.insert(base::BytesView("\0", 1)).first->value = 2;
  dict.insert(base::BytesView("\0\0", 2)).first->value = 3;
  EXPECT_EQ(dict.find("")->value, 1);
  EXPECT_EQ(dict.find(base::BytesView("\0", 1))->value, 2);
  EXPECT_EQ(dict.find(base::BytesView("\0\0", 2))->value, 3);
}

}  // namespace
}  // namespace redis
