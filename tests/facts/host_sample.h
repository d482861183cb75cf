// Builds <host> from the text of a host.toml.
#pragma once

#include <catch2/catch.hpp>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "../shir/data_files.h"
#include "facts/host_tree.h"

struct HostSample {
  explicit HostSample(const std::string& toml, shirlint::facts::InputKind kind,
                      std::vector<shirlint::facts::PresentConfig> present)
      : loaded(
            shirlint::state::Snapshot::parse("schema = \"shirlint.host/1\"\n" + toml, "host.toml")),
        versions(shipped_table("versions.toml")),
        configs(std::move(present)) {
    for (const auto& error : loaded.errors) UNSCOPED_INFO(error.message);
    REQUIRE(loaded.errors.empty());
    shirlint::facts::HostInput input;
    input.snapshot = &loaded.snapshot;
    input.configs = configs;
    input.input = kind;
    input.today = *shirlint::text::parse_day("2026-11-22");
    input.tables = std::span(&versions.table(), 1);
    host = shirlint::facts::build_host(tree, tree.root(), input);
  }
  explicit HostSample(const std::string& toml)
      : HostSample(toml, shirlint::facts::InputKind::files, {}) {}

  /// The string value of an XPath expression from <host>.
  [[nodiscard]] std::string ask(const char* query) const {
    return pugi::xpath_query(query).evaluate_string(host);
  }
  /// What the origin of the first node marks.
  [[nodiscard]] std::string marked(const char* query) const {
    const auto origin = tree.origin(host.select_node(query));
    if (!origin) return "nowhere";
    return std::string(origin->source->slice(origin->span));
  }

  shirlint::state::Snapshot::Loaded loaded;
  shirlint::shir::LoadedTable versions;
  std::vector<shirlint::facts::PresentConfig> configs;
  shirlint::facts::Tree tree;
  pugi::xml_node host;
};
