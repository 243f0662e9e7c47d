#include "redis/commands/sorted_set_ranges.h"

#include <cmath>

#include "base/number_text.h"

namespace redis {

using base::BytesView;

namespace {

/// Redis reads a bound with strtod: blanks before it, no text at all, and anything after a zero
/// byte are accepted.
std::optional<double> parseScoreBound(BytesView text, bool& isExclusive) {
  isExclusive = !text.empty() && text[0] == '(';
  if (isExclusive) {
    text.remove_prefix(1);
  }
  const base::NumberPrefix number = base::parseNumberPrefix(text);
  if (std::isnan(number.value) || (number.length < text.size() && text[number.length] != '\0')) {
    return std::nullopt;
  }
  return number.value;
}

std::optional<LexBound> parseLexBound(BytesView text) {
  if (text.empty()) {
    return std::nullopt;
  }
  const bool isAlone = text.size() == 1 || text[1] == '\0';
  switch (text[0]) {
    case '-':
      return isAlone ? std::optional(LexBound{LexBound::Kind::Smallest, {}}) : std::nullopt;
    case '+':
      return isAlone ? std::optional(LexBound{LexBound::Kind::Largest, {}}) : std::nullopt;
    case '(':
      return LexBound{LexBound::Kind::Exclusive, text.substr(1)};
    case '[':
      return LexBound{LexBound::Kind::Inclusive, text.substr(1)};
    default:
      return std::nullopt;
  }
}

/// The walk of a small set: to the first element in range, `offset` elements on, and from there
/// while elements are in range.
IndexRange walkForward(const SkipList& order, const LexRange& range, uint32_t offset) {
  IndexRange result;
  NodeId node = order.first();
  for (; node != kNoNode && range.isBelow(order.member(node)); node = order.next(node)) {
    ++result.first;
  }
  if (node == kNoNode || !range.reaches(order.member(node))) {
    return {};
  }
  for (; node != kNoNode && offset > 0; node = order.next(node), --offset) {
    ++result.first;
  }
  for (; node != kNoNode && range.reaches(order.member(node)); node = order.next(node)) {
    ++result.count;
  }
  return result;
}

/// The same from the last element in range towards the first.
IndexRange walkBackward(const SkipList& order, const LexRange& range, uint32_t offset) {
  IndexRange result{order.size(), 0};
  NodeId node = order.last();
  for (; node != kNoNode && !range.reaches(order.member(node)); node = order.previous(node)) {
    --result.first;
  }
  if (node == kNoNode || range.isBelow(order.member(node))) {
    return {};
  }
  for (; node != kNoNode && offset > 0; node = order.previous(node), --offset) {
    --result.first;
  }
  for (; node != kNoNode && !range.isBelow(order.member(node)); node = order.previous(node)) {
    --result.first;
    ++result.count;
  }
  return result;
}

}  // namespace

std::optional<ScoreRange> parseScoreRange(BytesView minimum, BytesView maximum) {
  ScoreRange range;
  const std::optional<double> low = parseScoreBound(minimum, range.excludesMinimum);
  const std::optional<double> high = parseScoreBound(maximum, range.excludesMaximum);
  if (!low || !high) {
    return std::nullopt;
  }
  range.minimum = *low;
  range.maximum = *high;
  return range;
}

std::optional<LexRange> parseLexRange(BytesView minimum, BytesView maximum) {
  const std::optional<LexBound> low = parseLexBound(minimum);
  const std::optional<LexBound> high = parseLexBound(maximum);
  if (!low || !high) {
    return std::nullopt;
  }
  return LexRange{*low, *high};
}

int LexBound::compare(BytesView other) const {
  switch (kind) {
    case Kind::Smallest:
      return 1;
    case Kind::Largest:
      return -1;
    case Kind::Inclusive:
    case Kind::Exclusive:
      break;
  }
  return other.compare(member);
}

bool LexRange::isBelow(BytesView member) const {
  const int order = minimum.compare(member);
  return minimum.kind == LexBound::Kind::Exclusive ? order <= 0 : order < 0;
}

bool LexRange::reaches(BytesView member) const {
  const int order = maximum.compare(member);
  return maximum.kind == LexBound::Kind::Exclusive ? order < 0 : order <= 0;
}

bool LexRange::isEmpty() const {
  if (minimum.kind == LexBound::Kind::Largest || maximum.kind == LexBound::Kind::Smallest) {
    return true;
  }
  if (minimum.kind == LexBound::Kind::Smallest || maximum.kind == LexBound::Kind::Largest) {
    return false;
  }
  const int order = minimum.member.compare(maximum.member);
  const bool excludesEnd =
      minimum.kind == LexBound::Kind::Exclusive || maximum.kind == LexBound::Kind::Exclusive;
  return order > 0 || (order == 0 && excludesEnd);
}

IndexRange ranksInScoreRange(const SortedSetObject& set, const ScoreRange& range) {
  const SkipList& order = set.elements().order();
  const uint32_t first =
      order.partitionPoint([&](NodeId node) { return range.isBelow(order.score(node)); }).rank;
  const uint32_t end =
      order.partitionPoint([&](NodeId node) { return range.reaches(order.score(node)); }).rank;
  return end > first ? IndexRange{first, end - first} : IndexRange{};
}

IndexRange ranksInLexRange(const SortedSetObject& set, const LexRange& range, Direction direction,
                           int64_t offset) {
  const SkipList& order = set.elements().order();
  if (offset < 0 || offset >= set.size() || range.isEmpty() ||
      range.isBelow(order.member(order.last())) || !range.reaches(order.member(order.first()))) {
    return {};
  }
  if (set.encoding() == Encoding::ListPack) {
    return direction == Direction::Forward
               ? walkForward(order, range, static_cast<uint32_t>(offset))
               : walkBackward(order, range, static_cast<uint32_t>(offset));
  }
  const uint32_t first =
      order.partitionPoint([&](NodeId node) { return range.isBelow(order.member(node)); }).rank;
  const uint32_t end =
      order.partitionPoint([&](NodeId node) { return range.reaches(order.member(node)); }).rank;
  const IndexRange all = end > first ? IndexRange{first, end - first} : IndexRange{};
  return limitRange(all, offset, -1, direction);
}

}  // namespace redis
