#pragma once

#include <cstdint>

#include "base/bytes.h"
#include "redis/structures/int_set.h"

/// Elements of list packs, the bytes in which Redis keeps small collections and the entries of
/// streams.
///
/// An element is an integer in the smallest of six forms or a string with a length of 6, 12 or 32
/// bits, followed by its own size written so that it can be read from behind. A string that looks
/// like an integer is stored as one.
///
/// The reader here trusts its bytes, which this module wrote; `rdb::ListPackReader` is the one for
/// bytes from elsewhere.
namespace redis {

/// Appends an element to the bytes of a pack.
void appendPackElement(base::Bytes& out, base::BytesView element);
void appendPackInteger(base::Bytes& out, int64_t value);
/// Appends the size of an element, as it stands behind it.
void appendPackTrailer(base::Bytes& out, uint64_t elementSize);
/// Bytes that `appendPackInteger` appends.
size_t packIntegerSize(int64_t value);

/// One element of a pack, decoded; borrowed from its bytes.
struct PackElement {
  base::BytesView string;
  int64_t integer = 0;
  bool isInteger = false;
  /// Position of the element after it.
  size_t next = 0;

  /// Calls `use` with the text of the element.
  template <class Use>
  void withText(Use use) const {
    if (isInteger) {
      use(IntegerText(integer).view());
    } else {
      use(string);
    }
  }
  bool equals(base::BytesView text) const {
    return isInteger ? IntegerText(integer).view() == text : string == text;
  }
};

/// The element at position `at` of trusted bytes.
PackElement packElementAt(base::BytesView bytes, size_t at);
/// Position after the element at `at`, for who only passes by.
size_t packElementEnd(base::BytesView bytes, size_t at);
/// Position of the element that ends before position `end` of trusted bytes.
size_t packElementBefore(base::BytesView bytes, size_t end);

}  // namespace redis
