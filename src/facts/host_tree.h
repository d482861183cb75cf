// The <host> tree: the state of one host as rules see it. Each table of the snapshot's schema is an
// element, each key an attribute (with "-" for "_"); what can be computed from them stands beside
// them. Only what is known is there: whether a missing node is absent or not known is asked of
// `state::Snapshot::known`, never of the tree. Names and meanings: vocabulary_host.cpp.
#pragma once

#include <cstdint>
#include <pugixml.hpp>
#include <span>
#include <string_view>

#include "facts/tree.h"
#include "shir/data_table.h"
#include "state/snapshot.h"
#include "text/date.h"

namespace shirlint::facts {

/// How the host was given: a host folder, single files, a fragment, the machine itself. A script is
/// no host, and has no such tree.
enum class InputKind : std::uint8_t { folder, files, fragment, live, script };

/// A config that was found.
struct PresentConfig {
  std::string_view role;
  std::string_view path;
};

struct HostInput {
  const state::Snapshot* snapshot = nullptr;  // null: there is none
  std::string_view name;                      // when the snapshot has none
  std::string_view product;                   // likewise
  std::span<const PresentConfig> configs;
  InputKind input = InputKind::files;
  text::Day today;
  std::span<const shir::DataTable> tables;
};

/// Appends <host> to `parent`. Files that the product should have and that are not there get a
/// <config present="false"> only for a folder or the live machine: there somebody looked.
pugi::xml_node build_host(Tree& tree, pugi::xml_node parent, const HostInput& input);

}  // namespace shirlint::facts
