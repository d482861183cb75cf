// From nodes that rules select to places that people can open, and to names that survive edits.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "lint/loaded_host.h"
#include "lint/report.h"
#include "text/span.h"

namespace shirlint::lint {

/// A node's place: which file, which span of it. `source` is null when nothing in a file says it.
struct NodePlace {
  const text::Source* source = nullptr;
  std::string file;
  text::Span span;
  std::string fact;                      // logical path
  const LoadedConfig* config = nullptr;  // the config it stands in
};

/// Only what was named is reported: of files given by name, not their host's snapshot.
[[nodiscard]] bool is_named(const LoadedHost& host, const NodePlace& place);

class Locator {
 public:
  explicit Locator(const LoadedHost& host) : host_(host) {}

  [[nodiscard]] const LoadedHost& host() const { return host_; }
  [[nodiscard]] const HostSource& source() const { return host_.source; }
  [[nodiscard]] NodePlace place(const pugi::xpath_node& node) const;
  [[nodiscard]] static Location location(const NodePlace& place);
  /// A span of a config; one without a place gives a location without a file.
  [[nodiscard]] static Location location(const LoadedConfig& config, text::Span span);
  /// The config's own node that a selected node is, or comes from; null for state.
  [[nodiscard]] pugi::xpath_node config_node(const pugi::xpath_node& node) const;
  /// Null when this host has none.
  [[nodiscard]] const LoadedConfig* config_of_role(std::string_view role) const;

 private:
  const LoadedConfig* config_of(const text::Source* source) const;

  const LoadedHost& host_;
};

/// "/configuration/system.net/defaultProxy/proxy/@proxyaddress"; elements of the facts tree carry
/// what names them: "/host/certificate[DF3C...]/@days-left".
[[nodiscard]] std::string logical_path(const pugi::xpath_node& node);

}  // namespace shirlint::lint
