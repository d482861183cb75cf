// What is kept of a host for the rules about its group: what they compare, and where it stands.
// The host itself is gone by the time its group is judged, so that a run over ten thousand hosts
// holds ten thousand of these and not of those.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "lint/loaded_host.h"
#include "lint/report.h"

namespace shirlint::lint {

/// A place that outlives its host.
struct KeptPlace {
  Location location;
  std::string role = "host";  // of the config it stands in
  std::string value;          // the text there, masked
  bool named = true;          // false: context that was not given, and is not reported
};

/// What .NET does with the proxy settings of a file. Nodes that do the same share one.
struct ProxySummary {
  std::string mode;
  std::string address;
  std::string canonical;  // see dotnet::EffectiveProxy
  std::size_t entries = 0;
  std::vector<std::string> patterns;  // of the entries that are in effect and can match
  bool shipped_default = false;
  bool unresolved = false;  // a deployment token stands in it

  friend bool operator==(const ProxySummary&, const ProxySummary&) = default;
};

struct NodeConfig {
  std::string role;
  std::string path;
  std::shared_ptr<const ProxySummary> proxy;  // null: .NET refuses the file
  KeptPlace place;                            // of what decides the proxy
};

struct NodeSummary {
  std::string name;
  std::string path;
  std::string product;
  std::string group;
  std::string version;  // runtime.version; "" when it is not known
  KeptPlace place;      // of the group's name in host.toml
  KeptPlace version_place;
  std::vector<NodeConfig> configs;
};

/// Null for a host of no group.
[[nodiscard]] std::shared_ptr<const NodeSummary> summarize(const LoadedHost& host);

}  // namespace shirlint::lint
