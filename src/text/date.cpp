#include "text/date.h"

#include <fmt/format.h>

namespace shirlint::text {
namespace {

constexpr std::int64_t seconds_a_day = 86400;

// Days before 1970-01-01 are negative; years are counted from 1 March so that the leap day is the
// last of its year (H. Hinnant, "chrono-compatible low-level date algorithms").
constexpr int days_of_era = 146097;  // 400 years
constexpr int epoch_from_march_0 = 719468;

std::int32_t days_from_civil(int year, int month, int day) {
  const int shifted = year - (month <= 2 ? 1 : 0);
  const int era = shifted / 400;  // years are positive
  const int year_of_era = shifted - era * 400;
  const int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * days_of_era + day_of_era - epoch_from_march_0;
}

bool leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int days_in(int year, int month) {
  if (month == 2) return leap(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/// Takes exactly `count` digits off the front of `text`.
std::optional<int> take_digits(std::string_view& text, std::size_t count) {
  if (text.size() < count) return std::nullopt;
  int value = 0;
  for (std::size_t at = 0; at < count; ++at) {
    if (text[at] < '0' || text[at] > '9') return std::nullopt;
    value = value * 10 + (text[at] - '0');
  }
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, std::string_view any_of) {
  for (const char wanted : any_of) {
    if (text.empty() || text.front() != wanted) continue;
    text.remove_prefix(1);
    return true;
  }
  return false;
}

std::optional<Day> take_day(std::string_view& text) {
  const auto year = take_digits(text, 4);
  if (!year || !take(text, "-")) return std::nullopt;
  const auto month = take_digits(text, 2);
  if (!month || !take(text, "-")) return std::nullopt;
  const auto day = take_digits(text, 2);
  if (!day) return std::nullopt;
  return make_day(*year, *month, *day);
}

/// "hh:mm", as seconds.
std::optional<int> take_hours_and_minutes(std::string_view& text) {
  const auto hours = take_digits(text, 2);
  if (!hours || *hours > 23 || !take(text, ":")) return std::nullopt;
  const auto minutes = take_digits(text, 2);
  if (!minutes || *minutes > 59) return std::nullopt;
  return (*hours * 60 + *minutes) * 60;
}

/// "", "Z", "+01:00": what must be taken off local time, in seconds.
std::optional<int> take_offset(std::string_view& text) {
  if (text.empty() || take(text, "zZ")) return 0;
  const int sign = text.front() == '-' ? -1 : 1;
  if (!take(text, "+-")) return std::nullopt;
  const auto seconds = take_hours_and_minutes(text);
  if (!seconds) return std::nullopt;
  return sign * *seconds;
}

}  // namespace

std::optional<Day> make_day(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12) return std::nullopt;
  if (day < 1 || day > days_in(year, month)) return std::nullopt;
  return Day{days_from_civil(year, month, day)};
}

std::optional<Day> parse_day(std::string_view text) {
  const auto day = take_day(text);
  return text.empty() ? day : std::nullopt;
}

std::optional<std::int64_t> utc_seconds(std::string_view date_time) {
  std::string_view text = date_time;  // what is left to read
  const auto day = take_day(text);
  if (!day) return std::nullopt;
  const std::int64_t midnight = day->since_1970 * seconds_a_day;
  if (text.empty()) return midnight;
  if (!take(text, "tT ")) return std::nullopt;
  const auto time = take_hours_and_minutes(text);
  if (!time) return std::nullopt;
  int seconds = 0;
  if (take(text, ":")) {
    const auto given = take_digits(text, 2);
    if (!given || *given > 60) return std::nullopt;  // 60: a leap second
    seconds = *given;
    if (take(text, ".")) {
      if (!take_digits(text, 1)) return std::nullopt;
      while (take_digits(text, 1)) {
      }
    }
  }
  const auto offset = take_offset(text);
  if (!offset || !text.empty()) return std::nullopt;
  return midnight + *time + seconds - *offset;
}

std::optional<Day> utc_day(std::string_view date_time) {
  const auto seconds = utc_seconds(date_time);
  if (!seconds) return std::nullopt;
  std::int64_t day = *seconds / seconds_a_day;
  if (*seconds % seconds_a_day < 0) --day;
  return Day{static_cast<std::int32_t>(day)};
}

std::string to_text(Day day) {
  const int shifted = day.since_1970 + epoch_from_march_0;
  const int era = (shifted >= 0 ? shifted : shifted - (days_of_era - 1)) / days_of_era;
  const int day_of_era = shifted - era * days_of_era;
  const int year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int month_from_march = (5 * day_of_year + 2) / 153;
  const int month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
  const int year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
  const int day_of_month = day_of_year - (153 * month_from_march + 2) / 5 + 1;
  return fmt::format("{:04}-{:02}-{:02}", year, month, day_of_month);
}

}  // namespace shirlint::text
