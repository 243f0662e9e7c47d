#pragma once

#include <memory>

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
///
/// Fields may have a time at which they expire (Redis 7.4: HEXPIRE). These times are beside the
/// fields, since few hashes have any; `Database` removes what has expired before anyone looks. A
/// small hash is then sorted by time: of fields with the same time, the one that got it last comes
/// first; fields without a time follow in the order in which they came or lost theirs.
namespace redis {

class HashObject final : public ObjectOf<HashObject> {
 public:
  using Fields = OrderedDict<base::Bytes>;

  static constexpr ObjectType kType = ObjectType::Hash;
  /// `timeOf` a field that does not expire.
  static constexpr int64_t kNoTime = -1;

  /// What becomes of the time of a field that gets another value.
  enum class FieldTime : uint8_t { Cleared, Kept };

  HashObject() = default;
  HashObject(const HashObject& other);

  Encoding encoding() const {
    return isLarge_    ? Encoding::HashTable
           : hadTimes_ ? Encoding::ListPackWithTimes
                       : Encoding::ListPack;
  }
  /// Whether a scan shows all fields at once.
  bool isCompact() const { return !isLarge_; }

  const Fields& fields() const { return fields_; }
  size_t size() const { return fields_.size(); }
  bool isEmpty() const { return fields_.isEmpty(); }
  /// The value of a field, or nullptr; borrowed until the next change.
  const base::Bytes* find(base::BytesView field) const {
    const Fields::Entry* entry = fields_.find(field);
    return entry == nullptr ? nullptr : &entry->value;
  }
  /// Sets a field; true if it was not there.
  bool set(base::BytesView field, base::BytesView value, const Configuration& configuration,
           FieldTime time = FieldTime::Cleared) {
    auto [entry, isAdded] = fields_.insert(field);
    entry->value.assign(value);
    const auto longest = static_cast<uint64_t>(configuration.hashMaxListPackValue);
    if (field.size() > longest || value.size() > longest ||
        fields_.size() > static_cast<uint64_t>(configuration.hashMaxListPackEntries)) {
      isLarge_ = true;
    }
    if (times_ != nullptr && time == FieldTime::Cleared) [[unlikely]] {
      clearTime(field);
    }
    return isAdded;
  }
  /// Removes a field; false if it was not there.
  bool erase(base::BytesView field) {
    if (times_ != nullptr) [[unlikely]] {
      forgetTime(field);
    }
    return fields_.erase(field);
  }

  /// Whether any field has a time.
  bool hasTimes() const { return times_ != nullptr; }
  /// When a field expires in Unix milliseconds, or `kNoTime`.
  int64_t timeOf(base::BytesView field) const;
  /// Whether the time of a field may have come.
  bool mayHaveExpired(int64_t nowMs) const {
    return times_ != nullptr && times_->earliest <= nowMs;
  }
  /// The earliest of all times, of which there are some. O(n) in their number.
  int64_t earliestTime() const;
  /// Says that fields may get times, which the encoding shows whether one does or not.
  void admitTimes() { hadTimes_ = true; }
  /// Lets a field that is there expire. `sortByTime` is to follow.
  void setTime(base::BytesView field, int64_t atMs);
  /// Takes the time of a field back; false if it has none.
  bool clearTime(base::BytesView field);
  /// Brings the fields in their order after times were set.
  void sortByTime();
  /// Removes the fields whose time has come, and answers how many there were.
  size_t eraseExpired(int64_t nowMs);

 private:
  struct Times {
    /// In the order in which the fields got their times.
    OrderedDict<int64_t> byField;
    /// No time is before it; it may be too early.
    int64_t earliest = 0;
  };

  bool forgetTime(base::BytesView field);

  std::unique_ptr<Times> times_;
  Fields fields_;
  bool isLarge_ = false;
  /// A field has, or had, a time.
  bool hadTimes_ = false;
};

}  // namespace redis
