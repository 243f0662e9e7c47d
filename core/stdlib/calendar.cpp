#include "stdlib/calendar.h"

#include "base/number_text.h"

namespace lua {

namespace {

using base::Bytes;
using base::BytesView;

constexpr int64_t kSecondsPerDay = 86400;
constexpr BytesView kDays[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                               "Thursday", "Friday", "Saturday"};
constexpr BytesView kMonths[] = {"January",   "February", "March",    "April",
                                 "May",       "June",     "July",     "August",
                                 "September", "October",  "November", "December"};

int64_t floorDivide(int64_t value, int64_t by) { return value / by - (value % by < 0 ? 1 : 0); }

/// Days since 1970 of the first of March of `year`, with years that start in March, and month 0 for
/// March.
int64_t daysFromMarch(int64_t year, int64_t month) {
  const int64_t era = floorDivide(year, 400);
  const int64_t yearOfEra = year - era * 400;
  const int64_t dayOfYear = (153 * month + 2) / 5;
  return era * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719468;
}

/// Days since 1970 of the first of `month` (1..12).
int64_t daysOfMonth(int64_t year, int64_t month) {
  return month > 2 ? daysFromMarch(year, month - 3) : daysFromMarch(year - 1, month + 9);
}

void appendPadded(Bytes& out, int64_t value, size_t width, char padding = '0') {
  const Bytes digits = base::formatInteger(value);
  if (digits.size() < width) out.append(width - digits.size(), padding);
  out += digits;
}

void appendAll(Bytes& out, BytesView conversions, const CalendarTime& time, int32_t zone) {
  for (size_t at = 0; at < conversions.size(); ++at) {
    if (conversions[at] == '%') {
      appendCalendar(out, conversions[++at], time, zone);
    } else {
      out.push_back(conversions[at]);
    }
  }
}

int hourOfHalfDay(int hour) { return hour % 12 == 0 ? 12 : hour % 12; }

void appendZone(Bytes& out, int32_t seconds) {
  const int32_t minutes = (seconds < 0 ? -seconds : seconds) / 60;
  out.push_back(seconds < 0 ? '-' : '+');
  appendPadded(out, minutes / 60, 2);
  appendPadded(out, minutes % 60, 2);
}

}  // namespace

CalendarTime calendarFromSeconds(int64_t seconds) {
  CalendarTime time;
  const int64_t days = floorDivide(seconds, kSecondsPerDay);
  const int rest = static_cast<int>(seconds - days * kSecondsPerDay);
  time.hour = rest / 3600;
  time.minute = rest / 60 % 60;
  time.second = rest % 60;
  time.weekday = static_cast<int>(((days + 4) % 7 + 7) % 7);
  // An estimate that is at most one year off, corrected.
  int64_t year = 1970 + floorDivide(days * 400, 146097);
  while (daysOfMonth(year, 1) > days) --year;
  while (daysOfMonth(year + 1, 1) <= days) ++year;
  time.year = year;
  time.yearDay = static_cast<int>(days - daysOfMonth(year, 1));
  int month = 12;
  while (daysOfMonth(year, month) > days) --month;
  time.month = month;
  time.day = static_cast<int>(days - daysOfMonth(year, month)) + 1;
  return time;
}

int64_t secondsFromCalendar(int64_t year, int64_t month, int64_t day, int64_t hour, int64_t minute,
                            int64_t second) {
  const int64_t carry = floorDivide(month - 1, 12);
  const int64_t days = daysOfMonth(year + carry, month - carry * 12) + day - 1;
  return days * kSecondsPerDay + hour * 3600 + minute * 60 + second;
}

void appendCalendar(Bytes& out, char conversion, const CalendarTime& time, int32_t zone) {
  const auto number = [&](int64_t value, size_t width) { appendPadded(out, value, width); };
  switch (conversion) {
    case 'a':
      out += kDays[time.weekday].substr(0, 3);
      break;
    case 'A':
      out += kDays[time.weekday];
      break;
    case 'b':
    case 'h':
      out += kMonths[time.month - 1].substr(0, 3);
      break;
    case 'B':
      out += kMonths[time.month - 1];
      break;
    case 'c':
      appendAll(out, "%a %b %e %H:%M:%S %Y", time, zone);
      break;
    case 'C':
      number(floorDivide(time.year, 100), 2);
      break;
    case 'd':
      number(time.day, 2);
      break;
    case 'D':
    case 'x':
      appendAll(out, "%m/%d/%y", time, zone);
      break;
    case 'e':
      appendPadded(out, time.day, 2, ' ');
      break;
    case 'F':
      appendAll(out, "%Y-%m-%d", time, zone);
      break;
    case 'H':
      number(time.hour, 2);
      break;
    case 'I':
      number(hourOfHalfDay(time.hour), 2);
      break;
    case 'j':
      number(time.yearDay + 1, 3);
      break;
    case 'm':
      number(time.month, 2);
      break;
    case 'M':
      number(time.minute, 2);
      break;
    case 'n':
      out.push_back('\n');
      break;
    case 'p':
      out += time.hour < 12 ? "AM" : "PM";
      break;
    case 'r':
      appendAll(out, "%I:%M:%S %p", time, zone);
      break;
    case 'R':
      appendAll(out, "%H:%M", time, zone);
      break;
    case 'S':
      number(time.second, 2);
      break;
    case 't':
      out.push_back('\t');
      break;
    case 'T':
    case 'X':
      appendAll(out, "%H:%M:%S", time, zone);
      break;
    case 'u':
      number(time.weekday == 0 ? 7 : time.weekday, 1);
      break;
    case 'U':
      number((time.yearDay + 7 - time.weekday) / 7, 2);
      break;
    case 'w':
      number(time.weekday, 1);
      break;
    case 'W':
      number((time.yearDay + 7 - (time.weekday + 6) % 7) / 7, 2);
      break;
    case 'y':
      number((time.year % 100 + 100) % 100, 2);
      break;
    case 'Y':
      number(time.year, 1);
      break;
    case 'z':
      appendZone(out, zone);
      break;
    case 'Z':
      zone == 0 ? void(out += "UTC") : appendZone(out, zone);
      break;
    case '%':
      out.push_back('%');
      break;
    default:
      out.push_back('%');
      out.push_back(conversion);
      break;
  }
}

}  // namespace lua
