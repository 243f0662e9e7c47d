#pragma once

#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "base/number_text.h"

/// A small set of 64-bit integers, kept sorted.
///
/// Redis stores a set whose members all look like integers as an intset, and what scripts see of it
/// is the order: members come back ascending. The representation is a sorted vector; search is
/// O(log n), insertion and removal O(n) with n at most a few hundred
/// (`set-max-intset-entries`), which is one move of a few kilobytes.
namespace redis {

/// The decimal text of an integer, without allocation.
class IntegerText {
 public:
  explicit IntegerText(int64_t value) : length_(base::formatInteger(value, text_)) {}
  base::BytesView view() const { return {text_, length_}; }

 private:
  char text_[base::kNumberBufferSize];
  size_t length_;
};

class IntSet {
 public:
  uint32_t size() const { return static_cast<uint32_t>(values_.size()); }
  /// The member with `index` smaller ones.
  int64_t at(uint32_t index) const { return values_[index]; }
  bool contains(int64_t value) const;
  /// Adds a member; false if it was there.
  bool insert(int64_t value);
  /// Removes a member; false if it was not there.
  bool erase(int64_t value);

  std::vector<int64_t>::const_iterator begin() const { return values_.begin(); }
  std::vector<int64_t>::const_iterator end() const { return values_.end(); }

 private:
  std::vector<int64_t> values_;
};

}  // namespace redis
