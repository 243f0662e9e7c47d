#include "redis/commands/value_digest.h"

#include <array>

#include "base/number_text.h"
#include "base/sha1.h"
#include "redis/keyspace/hash_object.h"
#include "redis/keyspace/list_object.h"
#include "redis/keyspace/set_object.h"
#include "redis/keyspace/sorted_set_object.h"
#include "redis/keyspace/stream_object.h"
#include "redis/keyspace/string_object.h"

namespace redis {
namespace {

using base::Bytes;
using base::BytesView;

/// Twenty bytes to which parts are added: by exclusive or where order has no meaning, and hashed
/// again where it has.
class Digest {
 public:
  BytesView view() const { return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()}; }
  void add(BytesView part) {
    const std::array<uint8_t, 20> hash = base::sha1(part);
    for (size_t i = 0; i < hash.size(); ++i) {
      bytes_[i] ^= hash[i];
    }
  }
  void mix(BytesView part) {
    add(part);
    bytes_ = base::sha1(view());
  }
  /// A number of four bytes, the highest first.
  void mix(uint32_t number) {
    char bytes[4];
    for (int i = 0; i < 4; ++i) {
      bytes[i] = static_cast<char>(number >> (24 - 8 * i));
    }
    mix(BytesView(bytes, sizeof bytes));
  }
  void addPair(BytesView first, BytesView second) {
    Digest pair;
    pair.mix(first);
    pair.mix(second);
    add(pair.view());
  }
  Bytes hexadecimal() const {
    constexpr char kDigits[] = "0123456789abcdef";
    Bytes text;
    for (uint8_t byte : bytes_) {
      text += kDigits[byte >> 4];
      text += kDigits[byte & 15];
    }
    return text;
  }

 private:
  std::array<uint8_t, 20> bytes_{};
};

void mixValue(Digest& digest, const KeyValue& value) {
  const Object& object = *value.object;
  constexpr uint32_t kStreamType = 6;  // five are modules
  digest.mix(object.type() == ObjectType::Stream ? kStreamType
                                                 : static_cast<uint32_t>(object.type()));
  if (const auto* string = object.as<StringObject>()) {
    digest.mix(string->view().bytes());
  } else if (const auto* list = object.as<ListObject>()) {
    for (uint32_t i = 0; i < list->size(); ++i) {
      digest.mix(list->items().at(i));
    }
  } else if (const auto* set = object.as<SetObject>()) {
    set->forEach([&digest](BytesView member) { digest.add(member); });
  } else if (const auto* sorted = object.as<SortedSetObject>()) {
    const SkipList& order = sorted->elements().order();
    for (NodeId node = order.first(); node != kNoNode; node = order.next(node)) {
      digest.addPair(order.member(node), base::formatDouble17(order.score(node)));
    }
  } else if (const auto* hash = object.as<HashObject>()) {
    for (const auto& entry : hash->fields()) {
      digest.addPair(entry.key, entry.value);
      if (hash->timeOf(entry.key) != HashObject::kNoTime) {
        digest.add("!!hexpire!!");
      }
    }
  }
  if (const auto* stream = object.as<StreamObject>()) {
    StreamCursor cursor(stream->log(), {}, kLastStreamId, StreamOrder::Ascending);
    while (cursor.next()) {
      Bytes id(StreamIdText(cursor.id()).view());
      id[id.find('-')] = '.';
      digest.mix(id);
      cursor.forEachText([&digest](BytesView text) { digest.mix(text); });
    }
  }
  if (value.expireAtMs != kNoExpiry) {
    digest.add("!!expire!!");
  }
}

}  // namespace

Bytes valueDigest(const Database::Entry* entry) {
  Digest digest;
  if (entry != nullptr) {
    mixValue(digest, entry->value);
  }
  return digest.hexadecimal();
}

Bytes keyspaceDigest(const Keyspace& keyspace) {
  Digest all;
  for (uint32_t number = 0; number < keyspace.databaseCount(); ++number) {
    const Database& database = keyspace.database(number);
    if (database.size() == 0) {
      continue;
    }
    all.mix(number);
    for (const Database::Entry& entry : database.entries()) {
      Digest digest;
      digest.mix(entry.key);
      mixValue(digest, entry.value);
      all.add(digest.view());
    }
  }
  return all.hexadecimal();
}

}  // namespace redis
