// Days of the civil calendar and RFC 3339 date-times, without a clock. Rules about dates count
// whole days in UTC, since "today" is a day (`--date`).
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace shirlint::text {

/// A day of the proleptic Gregorian calendar.
struct Day {
  std::int32_t since_1970 = 0;

  friend constexpr auto operator<=>(const Day&, const Day&) = default;
};

/// Years 0001 to 9999; nothing when there is no such day (30 February).
[[nodiscard]] std::optional<Day> make_day(int year, int month, int day);

/// "2026-11-22", exactly.
[[nodiscard]] std::optional<Day> parse_day(std::string_view text);

/// The UTC day of what TOML calls a date or date-time (RFC 3339, "T" or a blank between date and
/// time, any offset; without an offset it is taken as UTC). Nothing for a time without a date.
[[nodiscard]] std::optional<Day> utc_day(std::string_view date_time);

/// Seconds since 1970-01-01T00:00:00Z of the same; a date alone is its first second. Fractions are
/// cut off.
[[nodiscard]] std::optional<std::int64_t> utc_seconds(std::string_view date_time);

/// "2026-11-22"
[[nodiscard]] std::string to_text(Day day);

/// How many days after `from` the day `to` is; negative when it is before.
[[nodiscard]] constexpr int days_between(Day from, Day to) {
  return to.since_1970 - from.since_1970;
}
[[nodiscard]] constexpr Day add_days(Day day, int days) { return Day{day.since_1970 + days}; }

}  // namespace shirlint::text
