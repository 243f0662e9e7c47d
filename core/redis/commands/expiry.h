#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "redis/commands/command_context.h"

/// Arithmetic of expiry times, shared by SET, GETEX and the EXPIRE family.
namespace redis {

enum class TimeUnit : uint8_t { Seconds, Milliseconds };
enum class TimeOrigin : uint8_t { Now, Epoch };

/// How a time argument is to be read: EX, PX, EXAT or PXAT.
struct TimeFormat {
  TimeUnit unit = TimeUnit::Seconds;
  TimeOrigin origin = TimeOrigin::Now;
};

/// The absolute time in milliseconds of `value`, or nothing if that overflows.
std::optional<int64_t> absoluteTimeMs(int64_t value, TimeFormat format, int64_t nowMs);

/// Reads a time that has to lie after the epoch and, if relative, to be positive. On failure
/// `error` holds the reply. Redis: SET, "invalid expire time".
std::optional<int64_t> readPositiveTimeMs(CommandContext& context, base::BytesView text,
                                          TimeFormat format, Reply& error);

/// The four options EX, PX, EXAT, PXAT in any case, or nothing.
std::optional<TimeFormat> timeOption(base::BytesView word);

}  // namespace redis
