#include "redis/commands/argument_reader.h"

#include "base/number_text.h"

namespace redis {

bool sameLettersIgnoreCase(base::BytesView left, base::BytesView right) {
  constexpr int kCaseBit = 'a' ^ 'A';
  for (size_t i = 0; i < left.size(); ++i) {
    const int difference = left[i] ^ right[i];
    const int letter = (left[i] | kCaseBit) - 'a';
    const bool isLetter = letter >= 0 && letter <= 'z' - 'a';
    if (difference != 0 && !(difference == kCaseBit && isLetter)) {
      return false;
    }
  }
  return true;
}

std::optional<int64_t> parseInteger(base::BytesView text) { return base::parseInteger(text); }

std::optional<double> parseDouble(base::BytesView text) {
  const std::optional<double> value = base::parseDouble(text);
  return value && std::isnan(*value) ? std::nullopt : value;
}

std::optional<double> parseDouble(base::BytesView text, Compatibility compat) {
  const std::optional<double> value = parseDouble(text);
  if (!compat.readsDecimalFloatsOnly()) {
    return value;
  }
  if (value) {
    const bool isHexadecimal =
        text.find('x') != base::BytesView::npos || text.find('X') != base::BytesView::npos;
    return isHexadecimal ? std::nullopt : value;
  }
  const base::NumberPrefix prefix = base::parseNumberPrefix(text);
  const bool isWhole = prefix.length == text.size() && !text.empty() && text[0] > ' ';
  return prefix.isOutOfRange && isWhole ? std::optional(prefix.value) : std::nullopt;
}

}  // namespace redis
