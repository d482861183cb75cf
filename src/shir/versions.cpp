#include "shir/versions.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace shirlint::shir {
namespace {

constexpr int days_1970_to_2000 = 10957;
constexpr std::size_t most_digits = 9;                    // fits 32 bits
constexpr std::uint32_t newest_believable_build = 36525;  // 2100-01-01

std::optional<std::uint32_t> take_number(std::string_view& text) {
  std::size_t digits = 0;
  while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') ++digits;
  if (digits == 0 || digits > most_digits) return std::nullopt;
  std::uint32_t value = 0;
  std::from_chars(text.data(), text.data() + digits, value);
  text.remove_prefix(digits);
  return value;
}

}  // namespace

std::optional<Version> parse_version(std::string_view text) {
  std::array<std::uint32_t, 4> parts{};
  std::size_t count = 0;
  while (count < parts.size()) {
    if (count > 0) {
      if (text.empty()) break;
      if (text.front() != '.') return std::nullopt;
      text.remove_prefix(1);
    }
    const auto number = take_number(text);
    if (!number) return std::nullopt;
    parts.at(count++) = *number;
  }
  if (!text.empty() || count < 2) return std::nullopt;
  return Version{parts[0], parts[1], parts[2], parts[3]};
}

std::optional<text::Day> build_day(const Version& version) {
  if (version.build == 0 || version.build > newest_believable_build) return std::nullopt;
  return text::Day{days_1970_to_2000 + static_cast<std::int32_t>(version.build)};
}

std::optional<text::Day> expiry_day(const Version& version, const DataTable& versions) {
  const std::string number = fmt::format("{}.{}", version.major, version.minor);
  for (const DataRow row : versions.rows) {
    if (cell(row, "number") == number) return text::parse_day(cell(row, "expires"));
  }
  return std::nullopt;
}

}  // namespace shirlint::shir
