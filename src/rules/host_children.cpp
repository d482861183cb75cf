#include "rules/host_children.h"

#include <algorithm>

namespace shirlint::rules {
namespace {

constexpr std::string_view variable = "$host";

bool in_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_';
}

}  // namespace

HostChildren::HostChildren(pugi::xml_node host) {
  for (const pugi::xml_node child : host.children()) {
    const std::string_view name = child.name();
    // Those of one name mostly stand together.
    auto at = std::find_if(names_.rbegin(), names_.rend(),
                           [&](const auto& known) { return known.first == name; });
    if (at == names_.rend()) {
      names_.emplace_back(name, std::vector<pugi::xpath_node>());
      at = names_.rbegin();
    }
    at->second.emplace_back(child);
  }
}

pugi::xpath_node_set HostChildren::named(std::string_view name) const {
  for (const auto& [known, nodes] : names_) {
    if (known != name) continue;
    return {nodes.data(), nodes.data() + nodes.size(), pugi::xpath_node_set::type_sorted};
  }
  return {};
}

std::string_view host_child(std::string_view after_host) {
  if (after_host.substr(0, 1) != "/") return {};
  const std::string_view name = name_at_start(after_host.substr(1));
  // Not of "/child::a", "/node()" or a name that goes on.
  const char next = after_host.size() > name.size() + 1 ? after_host[name.size() + 1] : ' ';
  return next == ':' || next == '(' || next == '.' ? std::string_view() : name;
}

std::string with_host_children(std::string_view query) {
  std::string out(query);
  char quote = '\0';
  for (std::size_t at = 0; at < query.size(); ++at) {
    const char byte = query[at];
    if (quote != '\0') {
      if (byte == quote) quote = '\0';
    } else if (byte == '\'' || byte == '"') {
      quote = byte;
    } else if (byte == '$' && query.substr(at, variable.size()) == variable &&
               !host_child(query.substr(at + variable.size())).empty()) {
      out[at + variable.size()] = '.';
    }
  }
  return out;
}

std::string_view name_at_start(std::string_view text) {
  return text.substr(0, static_cast<std::size_t>(
                            std::find_if_not(text.begin(), text.end(), in_name) - text.begin()));
}

}  // namespace shirlint::rules
