// Versions of the integration runtime: their parts, build day and expiry.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "shir/data_table.h"
#include "text/date.h"

namespace shirlint::shir {

struct Version {
  std::uint32_t major = 0;
  std::uint32_t minor = 0;
  std::uint32_t build = 0;
  std::uint32_t revision = 0;
};

/// "5.46.9029.1"; two to four parts of at most nine digits, missing ones are 0.
[[nodiscard]] std::optional<Version> parse_version(std::string_view text);

/// The third part counts days from 2000-01-01. Inferred: it fits 91 of the 93 versions in
/// Microsoft's expiry list; the two others have 0, for which there is no day.
[[nodiscard]] std::optional<text::Day> build_day(const Version& version);

/// Expiry of the version's major.minor in the table "versions"; nothing when it is not listed.
[[nodiscard]] std::optional<text::Day> expiry_day(const Version& version,
                                                  const DataTable& versions);

}  // namespace shirlint::shir
