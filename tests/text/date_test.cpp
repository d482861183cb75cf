#include "text/date.h"

#include <catch2/catch.hpp>

using namespace shirlint::text;

TEST_CASE("days are counted from 1970", "[text][quick]") {
  CHECK(parse_day("1970-01-01")->since_1970 == 0);
  CHECK(parse_day("2000-03-01")->since_1970 == 11017);
  CHECK(parse_day("1969-12-31")->since_1970 == -1);
  CHECK(days_between(*parse_day("2026-11-22"), *parse_day("2027-01-01")) == 40);
  CHECK(days_between(*parse_day("2026-11-22"), *parse_day("2026-11-21")) == -1);
  CHECK(to_text(add_days(*parse_day("2024-02-28"), 1)) == "2024-02-29");
}

TEST_CASE("only days of the calendar are days", "[text][quick]") {
  CHECK(parse_day("2024-02-29"));
  for (const char* text :
       {"2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "0000-01-01",
        "2026-1-1", "22.11.2026", "2026-11-22T09:00:00Z", "", "2026-11-2", "2026-11-22 "}) {
    CAPTURE(text);
    CHECK_FALSE(parse_day(text));
  }
}

TEST_CASE("a date-time falls on a day of UTC", "[text][quick]") {
  const auto day = [](std::string_view text) { return to_text(utc_day(text).value_or(Day{})); };
  CHECK(day("2026-11-22") == "2026-11-22");
  CHECK(day("2026-11-22T09:00:00Z") == "2026-11-22");
  CHECK(day("2026-11-22 23:30:00-01:00") == "2026-11-23");
  CHECK(day("2026-11-22t00:30:00.25+01:00") == "2026-11-21");
  CHECK(day("2026-11-22T23:59:59") == "2026-11-22");
  CHECK(day("1969-12-31T23:59:59Z") == "1969-12-31");
  CHECK_FALSE(utc_day("09:00:00"));
  CHECK_FALSE(utc_day("2026-11-22T25:00:00Z"));
  CHECK_FALSE(utc_day("2026-11-22T09:00:00Q"));
  CHECK_FALSE(utc_day("2026-11-22T09:00:00."));
  CHECK(*utc_seconds("1970-01-02T00:00:01Z") == 86401);
}

TEST_CASE("every day reads back as itself, and days follow each other", "[text][quick]") {
  const int first = parse_day("0001-01-01")->since_1970;
  const int last = parse_day("9999-12-31")->since_1970;
  for (int number = first; number <= last; number += 7) {
    const auto day = parse_day(to_text(Day{number}));
    if (!day || day->since_1970 != number) FAIL(number << " is not " << to_text(Day{number}));
  }
  CHECK(last - first == 3652058);  // 9999 years of the Gregorian calendar
}
