#include "stdlib/pattern.h"

#include <cstring>

#include "base/assert.h"
#include "stdlib/byte_class.h"

namespace lua {

namespace {

constexpr char kEscape = '%';
/// A set is turned into a bit map after this many single matches of sets.
constexpr int kSetMissesBeforeCompiling = 8;

constexpr const char* kErrorEndsWithEscape = "malformed pattern (ends with '%')";
constexpr const char* kErrorMissingBracket = "malformed pattern (missing ']')";
constexpr const char* kErrorMissingFrontierSet = "missing '[' after '%f' in pattern";
constexpr const char* kErrorUnbalanced = "unbalanced pattern";
constexpr const char* kErrorTooManyCaptures = "too many captures";
constexpr const char* kErrorPatternCapture = "invalid pattern capture";
constexpr const char* kErrorCaptureIndex = "invalid capture index";
constexpr const char* kErrorTooComplex = "pattern too complex";

/// Compat: a pattern that has more than 786,432 things to retry at one time fails with "pattern too
/// complex", where the reference would run out of C stack.
constexpr int kMostChoices = 24 << 15;

/// "%a" and the like: `letter` is what follows the escape.
bool matchesClass(char c, char letter) {
  const uint16_t mask = classMask(letter);
  if (mask == 0) return c == letter;
  return belongs(c, mask) != isUpper(letter);
}

/// `pattern` is at '[', `last` at the closing ']'.
bool matchesSet(char c, const char* pattern, const char* last) {
  const unsigned char byte = static_cast<unsigned char>(c);
  bool inside = true;
  if (pattern[1] == '^') {
    inside = false;
    ++pattern;
  }
  while (++pattern < last) {
    if (*pattern == kEscape) {
      ++pattern;
      if (matchesClass(c, *pattern)) return inside;
    } else if (pattern[1] == '-' && pattern + 2 < last) {
      pattern += 2;
      if (static_cast<unsigned char>(pattern[-2]) <= byte &&
          byte <= static_cast<unsigned char>(*pattern))
        return inside;
    } else if (*pattern == c) {
      return inside;
    }
  }
  return !inside;
}

bool testBit(const uint32_t* bits, char c) {
  const unsigned char byte = static_cast<unsigned char>(c);
  return (bits[byte >> 5] >> (byte & 31) & 1) != 0;
}

void setBit(uint32_t* bits, unsigned char byte) { bits[byte >> 5] |= uint32_t{1} << (byte & 31); }

/// The bytes of every class of `ClassLetters`, as bit maps.
struct ClassBits {
  uint32_t bits[26][8];

  constexpr ClassBits() : bits{} {
    for (int letter = 0; letter < 26; ++letter) {
      for (int byte = 0; byte < 256; ++byte) {
        if ((kByteClasses.of[byte] & kClassLetters.mask[letter]) != 0)
          bits[letter][byte >> 5] |= uint32_t{1} << (byte & 31);
      }
    }
  }
};
constexpr ClassBits kClassBits;

/// The bytes for which `matchesSet` is true.
void fillSet(uint32_t* bits, const char* pattern, const char* last) {
  std::memset(bits, 0, 32);
  const bool inverted = pattern[1] == '^';
  if (inverted) ++pattern;
  while (++pattern < last) {
    if (*pattern == kEscape) {
      ++pattern;
      if (classMask(*pattern) == 0) {
        setBit(bits, static_cast<unsigned char>(*pattern));
        continue;
      }
      const uint32_t flip = isUpper(*pattern) ? UINT32_MAX : 0;
      for (int word = 0; word < 8; ++word)
        bits[word] |= kClassBits.bits[(*pattern | 0x20) - 'a'][word] ^ flip;
    } else if (pattern[1] == '-' && pattern + 2 < last) {
      pattern += 2;
      const int high = static_cast<unsigned char>(*pattern);
      for (int byte = static_cast<unsigned char>(pattern[-2]); byte <= high; ++byte)
        setBit(bits, static_cast<unsigned char>(byte));
    } else {
      setBit(bits, static_cast<unsigned char>(*pattern));
    }
  }
  if (inverted) {
    for (int word = 0; word < 8; ++word) bits[word] = ~bits[word];
  }
}

bool isRepetition(char c) { return c == '*' || c == '+' || c == '-' || c == '?'; }

/// True for a byte that stands for itself at the start of an item.
bool isLiteral(char c) {
  switch (c) {
    case '(':
    case ')':
    case '.':
    case '[':
    case '$':
    case kEscape:
    case '\0':
      return false;
    default:
      return true;
  }
}

template <class T>
void writeValue(base::Bytes& out, const T& value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

template <class T>
void readValue(const char*& from, T& value) {
  std::memcpy(&value, from, sizeof value);
  from += sizeof value;
}

}  // namespace

PatternMatcher::PatternMatcher(base::BytesView subject, base::BytesView pattern)
    : subject_(subject.data()),
      subjectEnd_(subject.data() + subject.size()),
      pattern_(pattern.data()) {
  const void* zero = pattern.empty() ? nullptr : std::memchr(pattern.data(), 0, pattern.size());
  patternEnd_ = zero != nullptr ? static_cast<const char*>(zero) : pattern.data() + pattern.size();
}

PatternMatcher::~PatternMatcher() {
  if (choices_ != inlineChoices_) delete[] choices_;
}

uint64_t PatternMatcher::takeWork() {
  const uint64_t work = work_ - taken_;
  taken_ = work_;
  return work;
}

/// Finds what every match begins with, so that a search need not try every place.
void PatternMatcher::findFirst() {
  soughtFirst_ = true;
  const char* item = pattern_;
  if (patternAt(item) == '(' && patternAt(item + 1) != ')') ++item;
  char literal = patternAt(item);
  const char* end = item + 1;
  uint16_t classes = 0;
  const bool isSet = literal == '[';
  if (literal == kEscape && end < patternEnd_) {
    literal = *end++;
    classes = classMask(literal);
    // "%b", "%f" and "%1" stand for more than a byte, or for none.
    if (classes == 0 && belongs(literal, byte_class::Letter | byte_class::Digit)) return;
  } else if (isSet) {
    end = classEnd(item);
    if (end == nullptr) {
      error_ = nullptr;  // found again when the item is reached
      return;
    }
  } else if (!isLiteral(literal)) {
    return;
  }
  const char repetition = patternAt(end);
  if (repetition != '+' && isRepetition(repetition)) return;
  if (isSet) {
    firstSet_ = item;
  } else if (classes == 0) {
    first_ = literal;
  } else {
    firstClasses_ = classes;
    firstInverted_ = isUpper(literal);
  }
}

// ---- driver ----

PatternMatcher::Outcome PatternMatcher::matchAt(size_t start) {
  searching_ = false;
  matchStart_ = subject_ + start;
  level_ = choiceCount_ = 0;
  return run(matchStart_, pattern_);
}

PatternMatcher::Outcome PatternMatcher::search(size_t start) {
  searching_ = true;
  const char* at = subject_ + start;
  for (;;) {
    matchStart_ = at;
    level_ = choiceCount_ = 0;
    const Outcome outcome = run(at, pattern_);
    if (outcome != Outcome::NoMatch) return outcome;
    if (at == subjectEnd_) return Outcome::NoMatch;
    // Many a search ends where it begins, so what a match begins with is not asked before.
    if (!soughtFirst_) findFirst();
    at = skipToFirst(at + 1);
    if (at == nullptr) return Outcome::NoMatch;
  }
}

/// The first place from `at` on where a match can begin, as far as is known; nullptr: there is
/// none.
const char* PatternMatcher::skipToFirst(const char* at) {
  const char* begin = at;
  if (first_ != 0) {
    const size_t rest = static_cast<size_t>(subjectEnd_ - at);
    const void* found = rest == 0 ? nullptr : std::memchr(at, first_, rest);
    at = found == nullptr ? subjectEnd_ : static_cast<const char*>(found);
  } else if (firstClasses_ != 0) {
    while (at < subjectEnd_ && belongs(*at, firstClasses_) == firstInverted_) ++at;
  } else if (const Set* set = firstSet_ == nullptr ? nullptr : findSet(firstSet_); set != nullptr) {
    while (at < subjectEnd_ && !testBit(set->bits, *at)) ++at;
  } else {
    return at;
  }
  work_ += static_cast<uint64_t>(at - begin) >> 6;
  return at == subjectEnd_ ? nullptr : at;
}

PatternMatcher::Outcome PatternMatcher::goOn() {
  const Outcome outcome = run(pausedAt_, pausedPattern_);
  if (outcome != Outcome::NoMatch || !searching_ || matchStart_ == subjectEnd_) return outcome;
  return search(static_cast<size_t>(matchStart_ - subject_) + 1);
}

PatternMatcher::Outcome PatternMatcher::run(const char* at, const char* pattern) {
  for (;;) {
    if (pattern == patternEnd_) {
      matchEnd_ = at;
      return Outcome::Match;
    }
    if (++work_ >= limit_) {
      if (error_ != nullptr) return Outcome::Error;
      pausedAt_ = at;
      pausedPattern_ = pattern;
      return Outcome::Interrupted;
    }
    bool handled = true;
    const char* next;
    switch (*pattern) {
      case '(':
      case ')':
      case '$':
      case kEscape:
        next = matchSpecial(at, pattern, handled);
        break;
      default:
        handled = false;
        break;
    }
    if (!handled) next = matchItem(at, pattern);
    if (next == nullptr) {
      if (error_ != nullptr) return Outcome::Error;
      next = backtrack(pattern);
      if (next == nullptr) return Outcome::NoMatch;
    }
    at = next;
  }
}

/// Undoes and retries: the place in the subject to go on from, with the pattern to match there;
/// nullptr when nothing is left to try.
const char* PatternMatcher::backtrack(const char*& pattern) {
  while (choiceCount_ > 0) {
    Choice& choice = choices_[choiceCount_ - 1];
    switch (choice.kind) {
      case ChoiceKind::Shorter: {
        const char* at = --choice.at;
        pattern = choice.pattern;
        // If the rest begins with a plain byte, only places before that byte can match.
        const char next = patternAt(pattern);
        if (isLiteral(next) && !isRepetition(patternAt(pattern + 1))) {
          while (at > choice.low && (at == subjectEnd_ || *at != next)) --at;
          work_ += static_cast<uint64_t>(choice.at - at) >> 3;
          choice.at = at;
        }
        if (at == choice.low) --choiceCount_;
        return at;
      }
      case ChoiceKind::Longer: {
        const char* at = choice.at;
        const char* end = classEnd(choice.pattern);
        if (!matchesSingle(at, choice.pattern, end)) {
          --choiceCount_;
          break;
        }
        choice.at = ++at;
        pattern = end + 1;
        return at;
      }
      case ChoiceKind::Skip: {
        const char* at = choice.at;
        pattern = choice.pattern;
        --choiceCount_;
        return at;
      }
      case ChoiceKind::OpenedCapture:
        --level_;
        --choiceCount_;
        break;
      case ChoiceKind::ClosedCapture:
        captures_[choice.capture].length = Capture::kUnfinished;
        --choiceCount_;
        break;
    }
  }
  return nullptr;
}

void PatternMatcher::push(const Choice& choice) {
  if (choiceCount_ == choiceCapacity_) growChoices();
  choices_[choiceCount_++] = choice;
}

void PatternMatcher::growChoices() {
  if (choiceCapacity_ >= kMostChoices) {
    // The next step of the driver finds the error.
    fail(kErrorTooComplex);
    choiceCount_ = 0;
    limit_ = 0;
    return;
  }
  Choice* grown = new Choice[static_cast<size_t>(choiceCapacity_) * 2];
  std::memcpy(static_cast<void*>(grown), choices_,
              sizeof(Choice) * static_cast<size_t>(choiceCount_));
  if (choices_ != inlineChoices_) delete[] choices_;
  choices_ = grown;
  choiceCapacity_ *= 2;
}

const char* PatternMatcher::fail(const char* error) {
  error_ = error;
  return nullptr;
}

// ---- items ----

/// Captures, "$", "%b", "%f" and back references. `handled` is cleared when the item is an ordinary
/// one.
const char* PatternMatcher::matchSpecial(const char* at, const char*& pattern, bool& handled) {
  switch (*pattern) {
    case '(': {
      const bool isPosition = patternAt(pattern + 1) == ')';
      if (!openCapture(at, isPosition ? Capture::kPosition : Capture::kUnfinished)) return nullptr;
      pattern += isPosition ? 2 : 1;
      return at;
    }
    case ')':
      if (!closeCapture(at)) return nullptr;
      ++pattern;
      return at;
    case '$':
      if (pattern + 1 != patternEnd_) break;
      if (at != subjectEnd_) return nullptr;
      ++pattern;
      return at;
    default: {
      const char letter = patternAt(pattern + 1);
      const char* next;
      if (letter == 'b') {
        next = matchBalanced(at, pattern + 2);
        pattern += 4;
        return next;
      }
      if (letter == 'f') {
        const char* end = matchFrontier(at, pattern + 2);
        if (end == nullptr) return nullptr;
        pattern = end;
        return at;
      }
      if (letter >= '0' && letter <= '9') {
        next = matchBackReference(at, letter);
        pattern += 2;
        return next;
      }
      break;
    }
  }
  handled = false;
  return nullptr;
}

/// A single byte, class or set with its repetition.
const char* PatternMatcher::matchItem(const char* at, const char*& pattern) {
  const char* end = classEnd(pattern);
  if (end == nullptr) return nullptr;
  const char repetition = patternAt(end);
  if (isRepetition(repetition)) [[unlikely]]
    return matchRepeated(at, pattern, end, repetition);
  if (!matchesSingle(at, pattern, end)) return nullptr;
  pattern = end;
  return at + 1;
}

const char* PatternMatcher::matchRepeated(const char* at, const char*& pattern, const char* end,
                                          char repetition) {
  const char* item = pattern;
  pattern = end + 1;
  switch (repetition) {
    case '?':
      if (!matchesSingle(at, item, end)) return at;
      push({pattern, nullptr, at, ChoiceKind::Skip, 0});
      return at + 1;
    case '-':
      push({item, nullptr, at, ChoiceKind::Longer, 0});
      return at;
    default:
      break;
  }
  const char* longest = longestRun(at, item, end);
  work_ += static_cast<uint64_t>(longest - at) >> 3;
  if (repetition == '+' && longest == at) return nullptr;
  const char* low = repetition == '+' ? at + 1 : at;
  // At the end of the pattern the longest run is the answer: nothing can fail after it.
  if (longest > low && pattern != patternEnd_)
    push({pattern, low, longest, ChoiceKind::Shorter, 0});
  return longest;
}

/// End of the single-byte item that starts at `pattern`.
const char* PatternMatcher::classEnd(const char* pattern) {
  const char first = *pattern++;
  if (first == kEscape) {
    if (pattern == patternEnd_) return fail(kErrorEndsWithEscape);
    return pattern + 1;
  }
  if (first != '[') return pattern;
  if (const Set* set = findSet(pattern - 1); set != nullptr) return set->end;
  if (patternAt(pattern) == '^') ++pattern;
  const char* begin = pattern;
  do {  // a ']' in the first place stands for itself
    if (pattern == patternEnd_) return fail(kErrorMissingBracket);
    if (*pattern++ == kEscape && pattern != patternEnd_) ++pattern;
  } while (patternAt(pattern) != ']');
  work_ += static_cast<uint64_t>(pattern - begin) >> 4;
  return pattern + 1;
}

bool PatternMatcher::matchesSingle(const char* at, const char* pattern, const char* end) {
  if (at == subjectEnd_) return false;
  switch (*pattern) {
    case '.':
      return true;
    case kEscape:
      return matchesClass(*at, pattern[1]);
    case '[': {
      const Set* set = findSet(pattern);
      if (set == nullptr) {
        if (++setMisses_ < kSetMissesBeforeCompiling) return matchesSet(*at, pattern, end - 1);
        set = compileSet(pattern, end);
      }
      return testBit(set->bits, *at);
    }
    default:
      return *at == *pattern;
  }
}

/// End of the longest run of bytes from `at` that match the item.
const char* PatternMatcher::longestRun(const char* at, const char* pattern, const char* end) {
  switch (*pattern) {
    case '.':
      return subjectEnd_;
    case kEscape: {
      const uint16_t mask = classMask(pattern[1]);
      if (mask == 0) {
        while (at < subjectEnd_ && *at == pattern[1]) ++at;
      } else if (isUpper(pattern[1])) {
        while (at < subjectEnd_ && !belongs(*at, mask)) ++at;
      } else {
        while (at < subjectEnd_ && belongs(*at, mask)) ++at;
      }
      return at;
    }
    case '[': {
      const Set* set = findSet(pattern);
      if (set == nullptr) {
        // Short runs are not worth a bit map.
        for (int tries = 0; tries < 4; ++tries, ++at) {
          if (at == subjectEnd_ || !matchesSet(*at, pattern, end - 1)) return at;
        }
        set = compileSet(pattern, end);
      }
      while (at < subjectEnd_ && testBit(set->bits, *at)) ++at;
      return at;
    }
    default:
      while (at < subjectEnd_ && *at == *pattern) ++at;
      return at;
  }
}

const PatternMatcher::Set* PatternMatcher::findSet(const char* pattern) const {
  for (const Set& set : sets_) {
    if (set.pattern == pattern) return &set;
  }
  return nullptr;
}

const PatternMatcher::Set* PatternMatcher::compileSet(const char* pattern, const char* end) {
  Set& set = sets_[nextSet_];
  nextSet_ = (nextSet_ + 1) % kSets;
  set.pattern = pattern;
  set.end = end;
  fillSet(set.bits, pattern, end - 1);
  return &set;
}

/// "%bxy": `pattern` is at x.
const char* PatternMatcher::matchBalanced(const char* at, const char* pattern) {
  if (patternEnd_ - pattern < 2) return fail(kErrorUnbalanced);
  if (at == subjectEnd_ || *at != *pattern) return nullptr;
  const char opening = pattern[0], closing = pattern[1];
  int64_t depth = 1;
  const char* begin = at;
  while (++at < subjectEnd_) {
    if (*at == closing) {
      if (--depth == 0) {
        work_ += static_cast<uint64_t>(at - begin) >> 3;
        return at + 1;
      }
    } else if (*at == opening) {
      ++depth;
    }
  }
  work_ += static_cast<uint64_t>(at - begin) >> 3;
  return nullptr;
}

/// "%f[set]": `pattern` is at the set; answers its end if the place is a frontier.
const char* PatternMatcher::matchFrontier(const char* at, const char* pattern) {
  if (patternAt(pattern) != '[') return fail(kErrorMissingFrontierSet);
  const char* end = classEnd(pattern);
  if (end == nullptr) return nullptr;
  const char previous = at == subject_ ? '\0' : at[-1];
  const char current = at == subjectEnd_ ? '\0' : *at;
  if (matchesSet(previous, pattern, end - 1) || !matchesSet(current, pattern, end - 1))
    return nullptr;
  return end;
}

const char* PatternMatcher::matchBackReference(const char* at, char digit) {
  const int index = digit - '1';
  if (index < 0 || index >= level_ || captures_[index].length == Capture::kUnfinished)
    return fail(kErrorCaptureIndex);
  const Capture& capture = captures_[index];
  if (capture.length == Capture::kPosition || subjectEnd_ - at < capture.length) return nullptr;
  const size_t length = static_cast<size_t>(capture.length);
  work_ += length >> 4;
  return std::memcmp(capture.start, at, length) == 0 ? at + length : nullptr;
}

bool PatternMatcher::openCapture(const char* at, ptrdiff_t kind) {
  if (level_ >= kMaxCaptures) {
    fail(kErrorTooManyCaptures);
    return false;
  }
  captures_[level_++] = {at, kind};
  if (choiceCount_ > 0) push({nullptr, nullptr, nullptr, ChoiceKind::OpenedCapture, 0});
  return true;
}

bool PatternMatcher::closeCapture(const char* at) {
  int index = level_ - 1;
  while (index >= 0 && captures_[index].length != Capture::kUnfinished) --index;
  if (index < 0) {
    fail(kErrorPatternCapture);
    return false;
  }
  captures_[index].length = at - captures_[index].start;
  if (choiceCount_ > 0) push({nullptr, nullptr, nullptr, ChoiceKind::ClosedCapture, index});
  return true;
}

// ---- state as bytes ----

void PatternMatcher::suspend(base::Bytes& out) const {
  const auto subjectOffset = [&](const char* at) {
    return at == nullptr ? ptrdiff_t{-1} : at - subject_;
  };
  const auto patternOffset = [&](const char* at) {
    return at == nullptr ? ptrdiff_t{-1} : at - pattern_;
  };
  writeValue(out, searching_);
  writeValue(out, subjectOffset(matchStart_));
  writeValue(out, subjectOffset(pausedAt_));
  writeValue(out, patternOffset(pausedPattern_));
  writeValue(out, level_);
  writeValue(out, choiceCount_);
  for (int index = 0; index < level_; ++index) {
    writeValue(out, subjectOffset(captures_[index].start));
    writeValue(out, captures_[index].length);
  }
  for (int index = 0; index < choiceCount_; ++index) {
    const Choice& choice = choices_[index];
    writeValue(out, patternOffset(choice.pattern));
    writeValue(out, subjectOffset(choice.low));
    writeValue(out, subjectOffset(choice.at));
    writeValue(out, choice.kind);
    writeValue(out, choice.capture);
  }
}

void PatternMatcher::resume(base::BytesView state) {
  const char* from = state.data();
  const auto readSubject = [&](const char*& at) {
    ptrdiff_t offset;
    readValue(from, offset);
    at = offset < 0 ? nullptr : subject_ + offset;
  };
  const auto readPattern = [&](const char*& at) {
    ptrdiff_t offset;
    readValue(from, offset);
    at = offset < 0 ? nullptr : pattern_ + offset;
  };
  int choices;
  readValue(from, searching_);
  readSubject(matchStart_);
  readSubject(pausedAt_);
  readPattern(pausedPattern_);
  readValue(from, level_);
  readValue(from, choices);
  for (int index = 0; index < level_; ++index) {
    readSubject(captures_[index].start);
    readValue(from, captures_[index].length);
  }
  choiceCount_ = 0;
  for (int index = 0; index < choices; ++index) {
    Choice choice;
    readPattern(choice.pattern);
    readSubject(choice.low);
    readSubject(choice.at);
    readValue(from, choice.kind);
    readValue(from, choice.capture);
    push(choice);
  }
  ASSERT(from == state.data() + state.size());
}

}  // namespace lua
