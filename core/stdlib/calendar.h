#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.h"

/// Dates of the proleptic Gregorian calendar, as C's gmtime, mktime and strftime handle them in the
/// C locale.
namespace lua {

/// Broken-down time. Fields count as people do: month 1..12, year 2024.
struct CalendarTime {
  int64_t year = 1970;
  int month = 1;
  int day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
  int weekday = 4;  ///< 0 is Sunday
  int yearDay = 0;  ///< 0 is the first of January
};

/// The date at `seconds` since 1970.
CalendarTime calendarFromSeconds(int64_t seconds);

/// Seconds since 1970 of a date whose fields may be out of range, as mktime allows.
int64_t secondsFromCalendar(int64_t year, int64_t month, int64_t day, int64_t hour, int64_t minute,
                            int64_t second);

/// Appends one conversion of strftime; unknown ones as they stand ("%" and the letter).
void appendCalendar(base::Bytes& out, char conversion, const CalendarTime& time,
                    int32_t zoneOffsetSeconds);

}  // namespace lua
