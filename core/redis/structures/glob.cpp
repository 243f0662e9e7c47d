#include "redis/structures/glob.h"

#include <utility>

namespace redis {
namespace {

constexpr size_t kNone = static_cast<size_t>(-1);
/// A pattern that comes to more stars than these, besides one at its end, matches nothing.
constexpr size_t kMaximumStars = 1000;

signed char fold(char c, GlobCase letters) {
  if (letters == GlobCase::Ignore && c >= 'A' && c <= 'Z') {
    c = static_cast<char>(c + ('a' - 'A'));
  }
  return static_cast<signed char>(c);
}

/// Matches one byte against the pattern element at `at` (not a star) and moves `at` behind the
/// element.
bool matchesOne(base::BytesView pattern, size_t& at, char byte, GlobCase letters) {
  const signed char wanted = fold(byte, letters);
  if (pattern[at] == '?') {
    ++at;
    return true;
  }
  if (pattern[at] != '[') {
    if (pattern[at] == '\\' && at + 1 < pattern.size()) {
      ++at;
    }
    return fold(pattern[at++], letters) == wanted;
  }
  ++at;
  const bool negated = at < pattern.size() && pattern[at] == '^';
  at += negated ? 1 : 0;
  bool matched = false;
  while (at < pattern.size() && pattern[at] != ']') {
    if (pattern[at] == '\\' && at + 1 < pattern.size()) {
      matched |= pattern[at + 1] == byte;
      at += 2;
    } else if (at + 2 < pattern.size() && pattern[at + 1] == '-') {
      signed char first = fold(pattern[at], letters);
      signed char last = fold(pattern[at + 2], letters);
      if (first > last) {
        std::swap(first, last);
      }
      matched |= wanted >= first && wanted <= last;
      at += 3;
    } else {
      matched |= fold(pattern[at], letters) == wanted;
      ++at;
    }
  }
  at += at < pattern.size() ? 1 : 0;
  return matched != negated;
}

}  // namespace

bool globMatches(base::BytesView pattern, base::BytesView text, GlobCase letters) {
  if (text.empty()) {
    return pattern.empty();
  }
  size_t at = 0;
  size_t position = 0;
  // Where to go on after a mismatch: behind the last star, with one more byte taken by it.
  size_t afterStar = kNone;
  size_t starEnd = 0;
  size_t stars = 0;
  while (position < text.size()) {
    if (at < pattern.size() && pattern[at] == '*') {
      while (at < pattern.size() && pattern[at] == '*') {
        ++at;
      }
      if (at == pattern.size()) {
        return true;
      }
      if (++stars > kMaximumStars) {
        return false;
      }
      afterStar = at;
      starEnd = position;
      continue;
    }
    if (at < pattern.size() && matchesOne(pattern, at, text[position], letters)) {
      ++position;
      continue;
    }
    if (afterStar == kNone) {
      return false;
    }
    at = afterStar;
    position = ++starEnd;
  }
  while (at < pattern.size() && pattern[at] == '*') {
    ++at;
  }
  return at == pattern.size();
}

}  // namespace redis
