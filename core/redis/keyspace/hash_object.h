#pragma once

#include "redis/keyspace/configuration.h"
#include "redis/keyspace/object.h"
#include "redis/structures/ordered_dict.h"

/// A hash value: fields with values, in order of insertion.
///
/// A small hash is a listpack in Redis and answers in order of insertion, a large one a hash table
/// without an order that could be relied on. Here both are one insertion-ordered dictionary, and
/// the difference is a flag for OBJECT ENCODING, HSCAN and the random commands: it is set when a
/// field, a value or the number of fields passes its threshold, and never taken back. Redis:
/// "Hashes".
namespace redis {

class HashObject final : public ObjectOf<HashObject> {
 public:
  using Fields = OrderedDict<base::Bytes>;

  static constexpr ObjectType kType = ObjectType::Hash;
  Encoding encoding() const { return isLarge_ ? Encoding::HashTable : Encoding::ListPack; }

  const Fields& fields() const { return fields_; }
  size_t size() const { return fields_.size(); }
  bool isEmpty() const { return fields_.isEmpty(); }
  /// The value of a field, or nullptr; borrowed until the next change.
  const base::Bytes* find(base::BytesView field) const {
    const Fields::Entry* entry = fields_.find(field);
    return entry == nullptr ? nullptr : &entry->value;
  }
  /// Sets a field; true if it was not there.
  bool set(base::BytesView field, base::BytesView value, const Configuration& configuration) {
    auto [entry, isAdded] = fields_.insert(field);
    entry->value.assign(value);
    const auto longest = static_cast<uint64_t>(configuration.hashMaxListPackValue);
    if (field.size() > longest || value.size() > longest ||
        fields_.size() > static_cast<uint64_t>(configuration.hashMaxListPackEntries)) {
      isLarge_ = true;
    }
    return isAdded;
  }
  /// Removes a field; false if it was not there.
  bool erase(base::BytesView field) { return fields_.erase(field); }

 private:
  Fields fields_;
  bool isLarge_ = false;
};

}  // namespace redis
