// Inner part of the <host> tree: what its parts share.
#pragma once

#include <pugixml.hpp>
#include <string_view>

#include "facts/tree.h"
#include "state/expand.h"
#include "state/snapshot.h"
#include "text/date.h"

namespace shirlint::facts {

/// The tree, and the snapshot whose records go into it.
struct HostBuilder {
  Tree& tree;
  const state::Snapshot& snapshot;
  const state::Expander& expander;
  text::Day today;

  [[nodiscard]] Origin origin(text::Span at) const {
    // A live fact has no place in a file.
    return at.empty() ? Origin{} : Origin{&snapshot.source, at};
  }
  pugi::xml_node add(pugi::xml_node parent, const char* name, const state::Record& record) const {
    return tree.add(parent, name, origin(record.at));
  }
  void set(pugi::xml_node node, const char* name, std::string_view text) const {
    tree.set(node, name, text);
  }
  void set(pugi::xml_node node, const char* name, std::string_view text, text::Span at) const {
    tree.set(node, name, text, origin(at));
  }
  void set_number(pugi::xml_node node, const char* name, long long number,
                  text::Span at = {}) const;
  void set_flag(pugi::xml_node node, const char* name, bool flag) const {
    tree.set(node, name, flag ? "true" : "false");
  }
};

/// What <java>, <java-home> and <java-registry> derive; see host_java.cpp.
void add_java_facts(const HostBuilder& build, pugi::xml_node host);
void derive_java(const HostBuilder& build, pugi::xml_node java, const state::Record& record);

/// What single records derive; see host_records.cpp.
void derive_certificate(const HostBuilder& build, pugi::xml_node node, const state::Record& record);
/// `name`: is the record's `date` later than the start of DIAHostService?
void derive_newer(const HostBuilder& build, pugi::xml_node node, const state::Record& record,
                  std::string_view date, const char* name);
void derive_endpoint(const HostBuilder& build, pugi::xml_node node, const state::Record& record);
void add_variable(const HostBuilder& build, pugi::xml_node environment,
                  const state::Record& record);
void add_registry(const HostBuilder& build, pugi::xml_node registry, const state::Record& record);
void add_hosts_line(const HostBuilder& build, pugi::xml_node hosts, const state::Record& record);

}  // namespace shirlint::facts
