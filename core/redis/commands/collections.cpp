#include "redis/commands/collections.h"

#include <algorithm>
#include <limits>

#include "base/extended.h"
#include "base/number_text.h"
#include "redis/structures/glob.h"

namespace redis {

using base::Bytes;
using base::BytesView;

namespace {
constexpr BytesView kPickCountRange =
    "ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807";
constexpr int64_t kLargest = std::numeric_limits<int64_t>::max();
}  // namespace

IndexRange clampRange(int64_t start, int64_t stop, uint32_t length) {
  if (start < 0) {
    start = std::max<int64_t>(start + length, 0);
  }
  if (stop < 0) {
    stop += length;
  }
  stop = std::min<int64_t>(stop, static_cast<int64_t>(length) - 1);
  if (start > stop) {
    return {};
  }
  return {static_cast<uint32_t>(start), static_cast<uint32_t>(stop - start + 1)};
}

IndexRange limitRange(IndexRange range, int64_t offset, int64_t limit, Direction direction) {
  if (offset < 0 || offset >= range.count) {
    return {};
  }
  const auto skipped = static_cast<uint32_t>(offset);
  const uint32_t left = range.count - skipped;
  const uint32_t count = limit >= 0 && limit < left ? static_cast<uint32_t>(limit) : left;
  return {direction == Direction::Forward ? range.first + skipped : range.first + left - count,
          count};
}

int64_t nextPickCount(ArgumentReader& arguments) {
  const int64_t count = arguments.nextInteger();
  if (count == std::numeric_limits<int64_t>::min()) {
    arguments.fail(kPickCountRange);
  }
  return count;
}

int64_t nextTimeout(ArgumentReader& arguments) {
  const BytesView text = arguments.next();
  const std::optional<base::Extended> seconds = base::Extended::parse(text);
  if (!seconds) {
    arguments.fail(messages::kTimeoutNotFloat);
    return 0;
  }
  // Later releases refuse an end that is out of range, whatever the time is in this century.
  constexpr double kLatestEnd = 0x1p63 - 0x1p41;
  if (arguments.compat().checksTimeoutRange() &&
      base::parseNumberPrefix(text).value * 1000 >= kLatestEnd) {
    arguments.fail(messages::kTimeoutOutOfRange);
    return 0;
  }
  // Redis rounds up to milliseconds and turns what does not fit 64 bits of them into a negative
  // number.
  const auto isBelow = [&](BytesView negatedBound) {
    const std::optional<base::Extended> difference =
        base::Extended::add(*seconds, *base::Extended::parse(negatedBound));
    return difference && difference->isNegative();
  };
  if (isBelow("0.001") || !isBelow("-9223372036854775.807")) {
    arguments.fail(messages::kTimeoutNegative);
    return 0;
  }
  constexpr double kLongest = 1e15;
  return static_cast<int64_t>(std::ceil(std::min(parseDouble(text).value_or(0) * 1000, kLongest)));
}

MultiPop readMultiPop(ArgumentReader& arguments, BytesView firstWord, BytesView secondWord) {
  MultiPop pop;
  const int64_t keyCount = arguments.nextIntegerIn(1, kLargest, messages::kNumkeysNotPositive);
  pop.firstKey = arguments.position();
  if (arguments.failed() || static_cast<uint64_t>(keyCount) >= arguments.remaining()) {
    arguments.fail(messages::kSyntaxError);
    return pop;
  }
  pop.keyCount = static_cast<size_t>(keyCount);
  arguments.skip(pop.keyCount);
  pop.second = arguments.take(secondWord);
  if (!pop.second && !arguments.take(firstWord)) {
    arguments.fail(messages::kSyntaxError);
    return pop;
  }
  if (arguments.take("COUNT", 1)) {
    const int64_t count = arguments.nextIntegerIn(1, kLargest, messages::kCountNotPositive);
    pop.count =
        static_cast<uint32_t>(std::min<int64_t>(count, std::numeric_limits<uint32_t>::max()));
  }
  arguments.expectEnd();
  return pop;
}

bool ScanRequest::matches(BytesView text) const {
  return !hasPattern || globMatches(pattern, text);
}

uint64_t nextCursor(ArgumentReader& arguments) {
  constexpr BytesView kLargestCursor = "18446744073709551615";
  BytesView text = arguments.next();
  // Redis reads it as a string of C, which ends before a zero byte.
  text = text.substr(0, text.find('\0'));
  size_t length = 0;
  const uint64_t cursor = base::parseUnsignedPrefix(text, 10, length);
  const bool startsBlank =
      !text.empty() && (text[0] == ' ' || (text[0] >= '\t' && text[0] <= '\r'));
  const BytesView digits = text.substr(std::min(text.find_first_not_of("+-0"), text.size()));
  const bool isOutOfRange = cursor == std::numeric_limits<uint64_t>::max() &&
                            digits.size() >= kLargestCursor.size() && digits != kLargestCursor;
  const bool isRefused = arguments.compat().readsCursorsStrictly()
                             ? text.empty() || base::parseInteger(text).value_or(0) < 0
                             : startsBlank;
  if (isRefused || length != text.size() || isOutOfRange) {
    arguments.fail(messages::kInvalidCursor);
  }
  return cursor;
}

void readScanOptions(ArgumentReader& arguments, ScanRequest& request, ScanKind kind) {
  while (arguments.hasNext() && !arguments.failed()) {
    if (arguments.take("COUNT", 1)) {
      request.count = arguments.nextInteger();
      if (request.count < 1) {
        arguments.fail(messages::kSyntaxError);
      }
    } else if (arguments.take("MATCH", 1)) {
      request.pattern = arguments.next();
      request.hasPattern = request.pattern != "*";
    } else if (kind == ScanKind::Fields && arguments.take("NOVALUES")) {
      request.withoutValues = true;
    } else {
      arguments.fail(messages::kSyntaxError);
    }
  }
}

Reply scanReply(uint64_t cursor, Reply elements) {
  Reply reply = Reply::array();
  reply.reserve(2);
  reply.addBulk(std::to_string(cursor));
  reply.add(std::move(elements));
  return reply;
}

}  // namespace redis
