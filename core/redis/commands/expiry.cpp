#include "redis/commands/expiry.h"

#include <limits>

#include "redis/commands/argument_reader.h"

namespace redis {

std::optional<int64_t> absoluteTimeMs(int64_t value, TimeFormat format, int64_t nowMs) {
  constexpr int64_t kMaximum = std::numeric_limits<int64_t>::max();
  constexpr int64_t kMinimum = std::numeric_limits<int64_t>::min();
  if (format.unit == TimeUnit::Seconds) {
    if (value > kMaximum / 1000 || value < kMinimum / 1000) {
      return std::nullopt;
    }
    value *= 1000;
  }
  if (format.origin == TimeOrigin::Now) {
    if (value > kMaximum - nowMs) {
      return std::nullopt;
    }
    value += nowMs;
  }
  return value;
}

std::optional<int64_t> readPositiveTimeMs(CommandContext& context, base::BytesView text,
                                          TimeFormat format, Reply& error) {
  const std::optional<int64_t> value = parseInteger(text);
  if (!value) {
    error = Reply::error(messages::kNotInteger);
    return std::nullopt;
  }
  const std::optional<int64_t> timeMs =
      *value > 0 ? absoluteTimeMs(*value, format, context.nowMs()) : std::optional<int64_t>();
  if (!timeMs) {
    error = messages::invalidExpireTime(context.spec().fullName());
  }
  return timeMs;
}

std::optional<TimeFormat> timeOption(base::BytesView word) {
  if (equalsIgnoreCase(word, "EX")) {
    return TimeFormat{TimeUnit::Seconds, TimeOrigin::Now};
  }
  if (equalsIgnoreCase(word, "PX")) {
    return TimeFormat{TimeUnit::Milliseconds, TimeOrigin::Now};
  }
  if (equalsIgnoreCase(word, "EXAT")) {
    return TimeFormat{TimeUnit::Seconds, TimeOrigin::Epoch};
  }
  if (equalsIgnoreCase(word, "PXAT")) {
    return TimeFormat{TimeUnit::Milliseconds, TimeOrigin::Epoch};
  }
  return std::nullopt;
}

}  // namespace redis
