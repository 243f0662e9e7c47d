#pragma once

#include <cstdint>

/// The classes of bytes that patterns name with letters ("%a", "%d", ...), in the C locale (manual
/// §5.4.1): a bit for each, of which a byte may have several.
namespace lua {

namespace byte_class {
inline constexpr uint16_t Letter = 1;
inline constexpr uint16_t Control = 2;
inline constexpr uint16_t Digit = 4;
inline constexpr uint16_t Lower = 8;
inline constexpr uint16_t Punctuation = 16;
inline constexpr uint16_t Space = 32;
inline constexpr uint16_t Upper = 64;
inline constexpr uint16_t HexDigit = 128;
inline constexpr uint16_t Zero = 256;
}  // namespace byte_class

/// The classes of every byte.
struct ByteClasses {
  uint16_t of[256];

  constexpr ByteClasses() : of{} {
    using namespace byte_class;
    for (int c = 0; c < 256; ++c) {
      uint16_t classes = 0;
      const bool lower = c >= 'a' && c <= 'z', upper = c >= 'A' && c <= 'Z',
                 digit = c >= '0' && c <= '9';
      if (lower) classes |= Lower | Letter;
      if (upper) classes |= Upper | Letter;
      if (digit) classes |= Digit;
      if (digit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')) classes |= HexDigit;
      if (c < 32 || c == 127) classes |= Control;
      if (c > 32 && c < 127 && !lower && !upper && !digit) classes |= Punctuation;
      if (c == ' ' || (c >= '\t' && c <= '\r')) classes |= Space;
      if (c == 0) classes |= Zero;
      of[c] = classes;
    }
  }
};
inline constexpr ByteClasses kByteClasses;

/// Classes by letter, from 'a' on; 0: the letter names none.
struct ClassLetters {
  uint16_t mask[26];

  constexpr ClassLetters() : mask{} {
    using namespace byte_class;
    mask['a' - 'a'] = Letter;
    mask['c' - 'a'] = Control;
    mask['d' - 'a'] = Digit;
    mask['l' - 'a'] = Lower;
    mask['p' - 'a'] = Punctuation;
    mask['s' - 'a'] = Space;
    mask['u' - 'a'] = Upper;
    mask['w' - 'a'] = Letter | Digit;
    mask['x' - 'a'] = HexDigit;
    mask['z' - 'a'] = Zero;
  }
};
inline constexpr ClassLetters kClassLetters;

/// Whether a byte is of one of `classes`.
inline bool belongs(char c, uint16_t classes) {
  return (kByteClasses.of[static_cast<unsigned char>(c)] & classes) != 0;
}

/// The classes that a letter names in either case; 0: none.
inline uint16_t classMask(char letter) {
  const unsigned char index = static_cast<unsigned char>((letter | 0x20) - 'a');
  return belongs(letter, byte_class::Letter) ? kClassLetters.mask[index] : 0;
}

/// Of a letter: upper case names all bytes that are not of its class.
inline bool isUpper(char letter) { return (letter & 0x20) == 0; }

}  // namespace lua
