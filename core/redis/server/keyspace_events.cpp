#include "redis/server/keyspace_events.h"

namespace redis {
namespace {

struct ClassLetter {
  char letter;
  uint32_t bit;
};

/// In the order in which CONFIG GET writes them.
constexpr ClassLetter kTypeLetters[] = {
    {'g', EventClass::Generic}, {'$', EventClass::String},  {'l', EventClass::List},
    {'s', EventClass::Set},     {'h', EventClass::Hash},    {'z', EventClass::SortedSet},
    {'x', EventClass::Expired}, {'e', EventClass::Evicted}, {'t', EventClass::Stream},
    {'d', EventClass::Module},  {'n', EventClass::New},
};
constexpr ClassLetter kOtherLetters[] = {
    {'K', EventClass::Keyspace},
    {'E', EventClass::Keyevent},
    {'m', EventClass::KeyMiss},
};

}  // namespace

bool parseEventClasses(base::BytesView text, uint32_t& classes) {
  classes = 0;
  for (const char letter : text) {
    uint32_t bits = letter == 'A' ? static_cast<uint32_t>(EventClass::All) : 0;
    for (const ClassLetter& known : kTypeLetters) {
      bits |= known.letter == letter ? known.bit : 0;
    }
    for (const ClassLetter& known : kOtherLetters) {
      bits |= known.letter == letter ? known.bit : 0;
    }
    if (bits == 0) {
      return false;
    }
    classes |= bits;
  }
  return true;
}

base::Bytes eventClassesText(uint32_t classes) {
  base::Bytes text;
  if ((classes & EventClass::All) == EventClass::All) {
    text += 'A';
  } else {
    for (const ClassLetter& known : kTypeLetters) {
      if ((classes & known.bit) != 0) {
        text += known.letter;
      }
    }
  }
  for (const ClassLetter& known : kOtherLetters) {
    if ((classes & known.bit) != 0) {
      text += known.letter;
    }
  }
  return text;
}

}  // namespace redis
