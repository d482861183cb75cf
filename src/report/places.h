// Where findings are, for receivers that know a repository and not the folder we were started in.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "lint/report.h"
#include "report/formats.h"

namespace shirlint::report {

/// The part of a rule's sources that can be opened; may be empty.
[[nodiscard]] std::string_view rule_url(const rules::Rule& rule);

class Places {
 public:
  explicit Places(const FormatSettings& settings);

  /// Remembers what stands for a finding that has no file: the host's first file, or its folder.
  void know(const lint::HostReport& host);

  /// The file of a place, as we were given it.
  [[nodiscard]] std::string file(const lint::Location& place, const std::string& host) const;
  /// From the root of the file system; as it is where that is not known.
  [[nodiscard]] std::string full(const std::string& path) const;
  /// From the folder that the pipeline checked out, else from where we were started; the full name
  /// where that does not hold the file.
  [[nodiscard]] std::string relative(const std::string& path) const;
  /// That as a URI reference (RFC 3986): "a%20b/c", or "file:///a%20b/c".
  [[nodiscard]] std::string uri(const std::string& path) const;

 private:
  std::string folder_;
  std::string root_;
  std::map<std::string, std::string, std::less<>> stand_in_;  // by host
};

/// Tells apart the findings of one run, and the same ones again when lines have moved: a hash of
/// the fingerprint and the file, and which of several alike. Findings come in a fixed order.
class UniqueFingerprints {
 public:
  [[nodiscard]] std::string of(const lint::Finding& finding, const std::string& file);

 private:
  std::map<std::string, unsigned> seen_;
};

}  // namespace shirlint::report
