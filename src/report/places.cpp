#include "report/places.h"

#include <fmt/format.h>

#include <algorithm>

#include "io/reader.h"
#include "text/ascii.h"

namespace shirlint::report {
namespace {

bool has_drive(std::string_view path) { return path.size() >= 2 && path[1] == ':'; }

std::string with_slashes(std::string path) {
  std::replace(path.begin(), path.end(), '\\', '/');
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
}

/// Windows' names are the same in any letter case; a drive says that it is Windows.
bool begins_with(std::string_view path, std::string_view start) {
  if (path.size() < start.size()) return false;
  const bool any_case = has_drive(start);
  return std::equal(start.begin(), start.end(), path.begin(), [&](char left, char right) {
    return any_case ? text::lower(left) == text::lower(right) : left == right;
  });
}

/// Everything but RFC 3986's unreserved characters and "/" is written %XX; so is the ":" that would
/// make a first segment a scheme.
std::string percent_encoded(std::string_view path) {
  std::string out;
  for (const char c : path) {
    if (text::is_letter(c) || text::is_digit(c) ||
        std::string_view("-._~/").find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

}  // namespace

std::string_view rule_url(const rules::Rule& rule) {
  for (const std::string_view source : rule.sources) {
    if (source.substr(0, 4) == "http") return source;
  }
  return {};
}

Places::Places(const FormatSettings& settings)
    : folder_(with_slashes(settings.folder)), root_(with_slashes(settings.pipeline.root)) {
  if (root_.empty()) root_ = folder_;
}

void Places::know(const lint::HostReport& host) {
  stand_in_[host.name] = host.files.empty() ? host.path : host.files.front().path;
}

std::string Places::file(const lint::Location& place, const std::string& host) const {
  if (!place.file.empty()) return place.file;
  const auto known = stand_in_.find(host);
  return known == stand_in_.end() || known->second.empty() ? "." : known->second;
}

std::string Places::full(const std::string& path) const {
  if (folder_.empty() || has_drive(path) || path.substr(0, 2) == "//") return path;
  const std::string whole = io::absolute_path(folder_, path);
  return has_drive(folder_) ? whole.substr(1) : whole;
}

std::string Places::relative(const std::string& path) const {
  std::string whole = full(path);
  if (root_.empty() || !begins_with(whole, root_)) return whole;
  if (whole.size() == root_.size()) return ".";
  return whole[root_.size()] == '/' ? whole.substr(root_.size() + 1) : whole;
}

std::string Places::uri(const std::string& path) const {
  const std::string name = relative(path);
  if (has_drive(name))
    return fmt::format("file:///{}:{}", name[0], percent_encoded(name.substr(2)));
  if (name.substr(0, 2) == "//") return "file:" + percent_encoded(name);
  if (name.substr(0, 1) == "/") return "file://" + percent_encoded(name);
  return percent_encoded(name);
}

std::string UniqueFingerprints::of(const lint::Finding& finding, const std::string& file) {
  const std::string hash =
      lint::fingerprint(finding.rule->code, file, finding.fingerprint, {}).substr(3);
  return fmt::format("{}:{}", hash, ++seen_[hash]);
}

}  // namespace shirlint::report
