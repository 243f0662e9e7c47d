#pragma once

#include "vm/object.h"

/// Strings and raw equality.
///
/// Short strings are interned, so equality of short strings is equality of pointers; long ones
/// compare by length, hash and bytes. The hash is the published one of Lua 5.1, because iteration
/// order shows it.
namespace lua {

/// Hash of Lua 5.1 (seed = length, at most 32 bytes sampled).
inline uint32_t hashBytes(base::BytesView bytes) {
  uint32_t hash = static_cast<uint32_t>(bytes.size());
  const size_t step = (bytes.size() >> 5) + 1;
  for (size_t at = bytes.size(); at >= step; at -= step) {
    hash ^= (hash << 5) + (hash >> 2) + static_cast<uint8_t>(bytes[at - 1]);
  }
  return hash;
}

inline bool longStringsEqual(const String* left, const String* right) {
  return left->length == right->length && left->hash == right->hash &&
         std::memcmp(left->data(), right->data(), left->length) == 0;
}

inline bool stringsEqual(const String* left, const String* right) {
  return left == right || (!left->isShort() && !right->isShort() && longStringsEqual(left, right));
}

/// Primitive equality without metamethods. Lua 5.1 manual §2.5.2, `rawequal`.
inline bool rawEquals(Value left, Value right) {
  if (left.isNumber() && right.isNumber()) return left.asNumber() == right.asNumber();
  if (left.bits() == right.bits()) return true;
  return left.isString() && right.isString() && stringsEqual(left.asString(), right.asString());
}

/// Order of strings as `<` sees it: byte by byte, embedded zeros included (the C locale's strcoll).
inline int compareStrings(const String* left, const String* right) {
  return left->view().compare(right->view());
}

}  // namespace lua
