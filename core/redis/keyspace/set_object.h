#pragma once

#include "redis/keyspace/configuration.h"
#include "redis/keyspace/object.h"
#include "redis/structures/int_set.h"
#include "redis/structures/ordered_dict.h"

/// A set value.
///
/// While all members are integers in canonical form and there are at most `set-max-intset-entries`
/// of them, a set is an `IntSet` and its members come in ascending order; from the first other
/// member on it is an insertion-ordered dictionary (a hash table in Redis, whose order depends on a
/// seed and cannot be relied on). It never goes back. Releases after 7.0 make a list pack of a
/// small set with other members: the same dictionary here, under another name. Redis: "Sets".
namespace redis {

class SetObject final : public ObjectOf<SetObject> {
 public:
  struct Nothing {};
  using Members = OrderedDict<Nothing>;

  static constexpr ObjectType kType = ObjectType::Set;
  Encoding encoding() const { return encoding_; }

  bool isIntSet() const { return encoding_ == Encoding::IntSet; }
  /// Whether a scan shows all members at once.
  bool isCompact() const { return encoding_ != Encoding::HashTable; }
  /// The members while `isIntSet()`.
  const IntSet& integers() const { return integers_; }
  /// The members unless `isIntSet()`.
  const Members& members() const { return members_; }

  size_t size() const { return isIntSet() ? integers_.size() : members_.size(); }
  bool isEmpty() const { return size() == 0; }
  bool contains(base::BytesView member) const;
  /// Adds a member; false if it was there.
  bool insert(base::BytesView member, const Configuration& configuration);
  /// Says that about `count` members are going to be inserted, which may decide the encoding.
  void expect(size_t count, const Configuration& configuration);
  /// Removes a member; false if it was not there.
  bool erase(base::BytesView member);

  /// Calls `visit(BytesView)` for the members in order until it returns false; false if it did. The
  /// view lives for the call.
  template <class Visit>
  bool forEachWhile(Visit visit) const {
    if (isIntSet()) {
      for (const int64_t value : integers_) {
        if (!visit(IntegerText(value).view())) {
          return false;
        }
      }
      return true;
    }
    for (const Members::Entry& entry : members_) {
      if (!visit(base::BytesView(entry.key))) {
        return false;
      }
    }
    return true;
  }
  /// Calls `visit(BytesView)` for all members in order.
  template <class Visit>
  void forEach(Visit visit) const {
    forEachWhile([&](base::BytesView member) {
      visit(member);
      return true;
    });
  }
  /// A uniformly chosen member of a set that is not empty; `below(n)` returns a random number in
  /// [0, n).
  template <class Below>
  base::Bytes randomMember(Below below) const {
    return isIntSet() ? base::Bytes(IntegerText(integers_.at(below(integers_.size()))).view())
                      : members_.random(below)->key;
  }

 private:
  /// Moves the integers into the dictionary.
  void leaveIntSet(Encoding encoding);

  IntSet integers_;
  Members members_;
  Encoding encoding_ = Encoding::IntSet;
};

}  // namespace redis
