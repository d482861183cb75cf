// One host with its files read: what the rules are asked about.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "dotnet/net.h"
#include "facts/tree.h"
#include "lint/discovery.h"
#include "state/snapshot.h"
#include "text/error.h"
#include "xml/document.h"

namespace shirlint::lint {

struct LoadedConfig {
  ConfigFile file;
  xml::Document document;
  std::string sha256;  // of the bytes on disk
  dotnet::Net net;
  pugi::xml_node net_node;
};

class BackupSource;

/// A runbook.
struct LoadedScript {
  std::string path;
  text::Source source;
  std::string sha256;  // of the bytes on disk
};

/// Nodes of `tree` and of the documents point into each other: neither moves once built.
struct LoadedHost {
  HostSource source;
  std::string name;
  std::string product;
  std::string group;
  std::deque<LoadedConfig> configs;
  std::optional<state::Snapshot> snapshot;
  std::optional<LoadedScript> script;
  dotnet::AccountState account;               // what the snapshot tells of the service account
  const text::Source* site_source = nullptr;  // of shirlint.toml, which all hosts share
  std::string site_file;
  const BackupSource* backups = nullptr;  // null: none are at hand
  facts::Tree tree;
  pugi::xml_node host_node;
  pugi::xml_node site_node;
  std::vector<text::Error> errors;
  std::vector<text::Error> warnings;
};

}  // namespace shirlint::lint
