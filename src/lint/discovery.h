// From the paths of a command line to hosts and their files.
// Contract: "Input". Only names are looked at, except for the root element of XML files whose name
// says nothing (fragments).
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "facts/host_tree.h"
#include "io/reader.h"
#include "text/error.h"

namespace shirlint::lint {

struct ConfigFile {
  std::string path;
  std::string role;   // of shir/products.h; "fragment"; "transform" for an XDT transform's name
  bool named = true;  // false: a sibling that is only read for rules that compare
};

struct HostSource {
  std::string path;  // the host folder
  facts::InputKind kind = facts::InputKind::folder;
  std::vector<ConfigFile> configs;
  std::string snapshot;  // path of host.toml; "" when there is none
  std::string script{};  // of a runbook, which is all there is: its path
  /// Of the live machine: what host.toml would say. No file has it, so findings name none.
  std::shared_ptr<const std::string> live_state = nullptr;
};

struct DiscoveryOptions {
  std::string role;                   // --role
  std::vector<std::string> excludes;  // --exclude
};

struct Discovery {
  std::vector<HostSource> hosts;    // in the order of the paths, then of the names
  std::vector<text::Error> errors;  // what was named and cannot be checked
};

[[nodiscard]] Discovery discover(const io::Reader& reader, std::span<const std::string> paths,
                                 const DiscoveryOptions& options);

}  // namespace shirlint::lint
