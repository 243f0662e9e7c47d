#include "redis/structures/int_set.h"

#include <algorithm>
#include <charconv>

namespace redis {

std::optional<int64_t> parseCanonicalInteger(base::BytesView text) {
  constexpr size_t kLongest = 20;  // "-9223372036854775808"
  if (text.empty() || text.size() > kLongest) {
    return std::nullopt;
  }
  const size_t firstDigit = text[0] == '-' ? 1 : 0;
  const bool isZero = text == "0";
  if (firstDigit == text.size() || (text[firstDigit] == '0' && !isZero)) {
    return std::nullopt;
  }
  int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return value;
}

IntegerText::IntegerText(int64_t value) {
  const auto [end, error] = std::to_chars(text_, text_ + sizeof text_, value);
  length_ = static_cast<uint8_t>(end - text_);
}

bool IntSet::contains(int64_t value) const { return std::binary_search(values_.begin(), values_.end(), value); }

bool IntSet::insert(int64_t value) {
  const auto place = std::lower_bound(values_.begin(), values_.end(), value);
  if (place != values_.end() && *place == value) {
    return false;
  }
  values_.insert(place, value);
  return true;
}

bool IntSet::erase(int64_t value) {
  const auto place = std::lower_bound(values_.begin(), values_.end(), value);
  if (place == values_.end() || *place != value) {
    return false;
  }
  values_.erase(place);
  return true;
}

}  // namespace redis
