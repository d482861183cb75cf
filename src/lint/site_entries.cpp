#include "lint/site_entries.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace shirlint::lint {
namespace {

constexpr std::array<std::string_view, 3> severities = {"info", "warning", "error"};
constexpr std::size_t sha1_digits = 40;

/// 40 hexadecimal digits in upper case; blanks and colons between them are what tools print.
std::optional<std::string> plain_thumbprint(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == ' ' || c == ':') continue;
    const char upper = c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c;
    const bool digit = (upper >= '0' && upper <= '9') || (upper >= 'A' && upper <= 'F');
    if (!digit) return std::nullopt;
    out += upper;
  }
  return out.size() == sha1_digits ? std::optional(out) : std::nullopt;
}

text::Span place_of(const text::TomlValue& table, std::string_view key) {
  const text::TomlEntry* entry = table.find(key);
  return entry != nullptr ? entry->value.at : table.at;
}

SiteRoot read_root(const text::TomlValue& table, rules::FileErrors& errors) {
  rules::TomlFields fields(table, errors);
  SiteRoot root;
  root.at = table.at;
  root.file = fields.text("file");
  const std::string_view text = fields.text("thumbprint", true);
  if (const auto thumbprint = plain_thumbprint(text)) {
    root.thumbprint = *thumbprint;
    root.at = place_of(table, "thumbprint");
  } else if (!text.empty()) {
    errors.add(place_of(table, "thumbprint"),
               "'thumbprint' must be the SHA-1 of the certificate: 40 hexadecimal digits");
  }
  fields.finish();
  return root;
}

PathSettings read_path(const text::TomlValue& table, rules::FileErrors& errors,
                       std::vector<NamedCode>& codes) {
  rules::TomlFields fields(table, errors);
  PathSettings path;
  path.at = table.at;
  path.match = fields.text("match", true);
  for (const std::string_view code : fields.texts("ignore")) {
    path.ignore.emplace_back(code);
    codes.push_back({std::string(code), place_of(table, "ignore"), true});
  }
  path.severity = read_severities(fields, "severity", errors, codes);
  fields.finish();
  if (path.ignore.empty() && path.severity.empty()) {
    errors.add(table.at, "this [[path]] says nothing: give it 'ignore' or 'severity'");
  }
  return path;
}

/// A date without quotes, or a text that is one.
std::optional<text::Day> read_day(const text::TomlValue& value) {
  const bool is_text = value.is(text::TomlKind::string) || value.is(text::TomlKind::date_time);
  return is_text ? text::parse_day(value.text) : std::nullopt;
}

Suppression read_suppression(const text::TomlValue& table, rules::FileErrors& errors,
                             std::vector<NamedCode>& codes) {
  Suppression out;
  out.at = table.at;
  // The date may be either of two kinds, which the other fields never are.
  text::TomlValue rest = table;
  std::optional<text::Day> day;
  const text::TomlEntry* expires = table.find("expires");
  if (expires == nullptr) {
    errors.add(table.at, "'expires' is missing: the last day on which this counts, 2027-01-01");
  } else {
    day = read_day(expires->value);
    if (!day) errors.add(expires->value.at, "'expires' must be a day such as 2027-01-01");
    rest.entries.erase(
        std::find_if(rest.entries.begin(), rest.entries.end(),
                     [](const text::TomlEntry& entry) { return entry.key == "expires"; }));
  }
  out.expires = day.value_or(text::Day{});
  rules::TomlFields fields(rest, errors);
  out.code = fields.text("code", true);
  if (!out.code.empty()) codes.push_back({out.code, place_of(table, "code"), false});
  out.match = fields.text("match");
  out.host = fields.text("host");
  out.reason = fields.text("reason", true);
  out.owner = fields.text("owner", true);
  fields.finish();
  return out;
}

}  // namespace

Severities read_severities(rules::TomlFields& fields, std::string_view key,
                           rules::FileErrors& errors, std::vector<NamedCode>& codes) {
  Severities out;
  const text::TomlValue* table = fields.table(key);
  if (table == nullptr) return out;
  rules::TomlFields inner(*table, errors);
  for (const text::TomlEntry& entry : table->entries) {
    const std::size_t level = inner.choice(entry.key, severities, 2, true);
    out[entry.key] = static_cast<rules::Severity>(level);
    codes.push_back({entry.key, entry.key_at, false});
  }
  return out;
}

SiteEntries read_site_entries(rules::TomlFields& fields, rules::FileErrors& errors) {
  SiteEntries out;
  for (const text::TomlValue* table : fields.tables("root")) {
    out.roots.push_back(read_root(*table, errors));
  }
  for (const text::TomlValue* table : fields.tables("path")) {
    out.paths.push_back(read_path(*table, errors, out.codes));
  }
  for (const text::TomlValue* table : fields.tables("suppress")) {
    out.suppressions.push_back(read_suppression(*table, errors, out.codes));
  }
  return out;
}

}  // namespace shirlint::lint
