#include "stdlib/calendar.h"

#include <gtest/gtest.h>

#include <ctime>
#include <string>

namespace lua {
namespace {

constexpr int64_t kMoments[] = {0,          1,          -1,          86399,        951782400,
                                951868799,  1078012800, 1709164800,  1735689599,   1735689600,
                                2147483647, 4102444800, -2208988800, -62135596800, 253402300799,
                                1700000000, 1711929600, 32503680000};

TEST(Calendar, BreaksTimeDownLikeGmtime) {
  for (const int64_t moment : kMoments) {
    const time_t seconds = moment;
    std::tm expected{};
    gmtime_r(&seconds, &expected);
    const CalendarTime time = calendarFromSeconds(moment);
    EXPECT_EQ(time.year, expected.tm_year + 1900) << moment;
    EXPECT_EQ(time.month, expected.tm_mon + 1) << moment;
    EXPECT_EQ(time.day, expected.tm_mday) << moment;
    EXPECT_EQ(time.hour, expected.tm_hour) << moment;
    EXPECT_EQ(time.minute, expected.tm_min) << moment;
    EXPECT_EQ(time.second, expected.tm_sec) << moment;
    EXPECT_EQ(time.weekday, expected.tm_wday) << moment;
    EXPECT_EQ(time.yearDay, expected.tm_yday) << moment;
    EXPECT_EQ(
        secondsFromCalendar(time.year, time.month, time.day, time.hour, time.minute, time.second),
        moment);
  }
}

TEST(Calendar, NormalisesFieldsLikeMktime) {
  EXPECT_EQ(secondsFromCalendar(2024, 14, 1, 0, 0, 0), secondsFromCalendar(2025, 2, 1, 0, 0, 0));
  EXPECT_EQ(secondsFromCalendar(2024, 0, 1, 0, 0, 0), secondsFromCalendar(2023, 12, 1, 0, 0, 0));
  EXPECT_EQ(secondsFromCalendar(2024, -11, 1, 0, 0, 0), secondsFromCalendar(2023, 1, 1, 0, 0, 0));
  EXPECT_EQ(secondsFromCalendar(2024, 3, 0, 0, 0, 0), secondsFromCalendar(2024, 2, 29, 0, 0, 0));
  EXPECT_EQ(secondsFromCalendar(1970, 1, 1, 25, 61, -1), 25 * 3600 + 61 * 60 - 1);
}

TEST(Calendar, PrintsLikeStrftime) {
  for (const int64_t moment : kMoments) {
    const time_t seconds = moment;
    std::tm expected{};
    gmtime_r(&seconds, &expected);
    for (const char conversion : std::string("aAbBcCdDeFhHIjmMnprRStTuUwWxXyY%")) {
      if (moment < -60000000000 &&
          (conversion == 'Y' || conversion == 'F' || conversion == 'c' || conversion == 'C'))
        continue;
      const char format[] = {'%', conversion, '\0'};
      char buffer[100];
      const size_t length = std::strftime(buffer, sizeof buffer, format, &expected);
      base::Bytes out;
      appendCalendar(out, conversion, calendarFromSeconds(moment), 0);
      EXPECT_EQ(out, std::string(buffer, length)) << format << ' ' << moment;
    }
  }
}

TEST(Calendar, PrintsZonesAndUnknownConversions) {
  base::Bytes out;
  appendCalendar(out, 'z', CalendarTime(), -5400);
  appendCalendar(out, 'z', CalendarTime(), 3600);
  appendCalendar(out, 'Z', CalendarTime(), 0);
  appendCalendar(out, '!', CalendarTime(), 0);
  EXPECT_EQ(out, "-0130+0100UTC%!");
}

}  // namespace
}  // namespace lua
