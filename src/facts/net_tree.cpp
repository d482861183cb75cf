#include "facts/net_tree.h"

#include <array>
#include <charconv>
#include <string>
#include <vector>

#include "dotnet/bypass.h"
#include "dotnet/bypass_form.h"
#include "text/auth_key.h"
#include "xml/equality.h"

namespace shirlint::facts {
namespace {

using dotnet::Net;

class NetBuilder {
 public:
  NetBuilder(Tree& tree, const Net& net, const xml::Document& document)
      : tree_(tree), net_(net), document_(document) {}

  pugi::xml_node build(pugi::xml_node parent, std::string_view role);

 private:
  [[nodiscard]] Origin at(text::Span span) const { return Origin{&document_.source(), span}; }

  void set(pugi::xml_node node, const char* name, std::string_view value) {
    tree_.set(node, name, value);
  }
  void set(pugi::xml_node node, const char* name, bool value) {
    tree_.set(node, name, value ? std::string_view("true") : std::string_view("false"));
  }
  /// Absent when empty.
  void set_some(pugi::xml_node node, const char* name, std::string_view value) {
    if (!value.empty()) tree_.set(node, name, value);
  }
  void set_number(pugi::xml_node node, const char* name, long value) {
    std::array<char, 24> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    tree_.set(node, name,
              std::string_view(text.data(), static_cast<std::size_t>(end - text.data())));
  }

  void add_error(pugi::xml_node net, const dotnet::NetError& error);
  [[nodiscard]] bool repeats_first(const dotnet::NetError& error) const;
  void add_setting(pugi::xml_node net, const dotnet::Setting& setting);
  void add_address(pugi::xml_node node, const dotnet::AddressDetails& address);
  void add_proxy(pugi::xml_node net, const dotnet::EffectiveProxy& proxy);
  void add_entry(pugi::xml_node bypass, const dotnet::BypassEntry& entry);
  void add_route(pugi::xml_node net, const dotnet::EndpointRoute& endpoint);
  void add_service_point(pugi::xml_node net, const dotnet::Setting& setting);
  void add_runtime(pugi::xml_node net);
  void add_token(pugi::xml_node net, const text::DeploymentToken& token);
  void add_doctype(pugi::xml_node net);

  Tree& tree_;
  const Net& net_;
  const xml::Document& document_;
};

std::string_view yes_or_no(dotnet::Certainty value) {
  switch (value) {
    case dotnet::Certainty::yes:
      return "yes";
    case dotnet::Certainty::no:
      return "no";
    case dotnet::Certainty::unknown:
      break;
  }
  return "unknown";
}

pugi::xml_node NetBuilder::build(pugi::xml_node parent, std::string_view role) {
  const pugi::xml_node root = document_.tree().find_child(
      [](const pugi::xml_node& node) { return node.type() == pugi::node_element; });
  const text::Span span = root ? document_.place(root).value : text::Span{};
  const pugi::xml_node net = tree_.add(parent, "net", at(span));
  set(net, "role", role);
  set(net, "moment", dotnet::to_text(net_.moment));
  set(net, "error", net_.error);
  set(net, "fragment", net_.fragment);
  set(net, "proxy-section", net_.proxy_section);
  for (const dotnet::NetError& error : net_.errors) add_error(net, error);
  for (const dotnet::Setting& setting : net_.settings) add_setting(net, setting);
  if (net_.proxy) add_proxy(net, *net_.proxy);
  if (!net_.bypass.empty() || !net_.bypass_origin.empty()) {
    const pugi::xml_node bypass = tree_.add(net, "bypass", at(net_.bypass_origin));
    for (const dotnet::BypassEntry& entry : net_.bypass) add_entry(bypass, entry);
  }
  for (const dotnet::EndpointRoute& route : net_.routes) add_route(net, route);
  for (const dotnet::Setting& setting : net_.service_point) add_service_point(net, setting);
  add_runtime(net);
  for (const text::DeploymentToken& token : net_.tokens) add_token(net, token);
  add_doctype(net);
  for (const text::Span key : text::authentication_keys(document_.source().text())) {
    tree_.add(net, "auth-key", at(key));
  }
  return net;
}

void NetBuilder::add_error(pugi::xml_node net, const dotnet::NetError& error) {
  const pugi::xml_node node = tree_.add(net, "error", at(error.span));
  set(node, "moment", dotnet::to_text(error.moment));
  set(node, "cause", dotnet::to_text(error.cause));
  set(node, "text", error.text);
  set(node, "name", error.name);
  set_some(node, "known", error.known);
  set(node, "element", error.element);
  set(node, "section", error.section);
  set(node, "likely", error.likely);
  if (error.cause == dotnet::ErrorCause::section_twice) {
    set(node, "equal-to-first", repeats_first(error));
  }
}

/// Elements at `path` ("system.net/defaultProxy") below `parent`, in file order.
void collect(pugi::xml_node parent, std::string_view path, std::vector<pugi::xml_node>& found) {
  const std::size_t slash = path.find('/');
  for (const pugi::xml_node child : parent.children()) {
    if (child.name() != path.substr(0, slash)) continue;
    if (slash == std::string_view::npos) {
      found.push_back(child);
    } else {
      collect(child, path.substr(slash + 1), found);
    }
  }
}

/// Does the second copy of a section say what the first one does?
bool NetBuilder::repeats_first(const dotnet::NetError& error) const {
  std::vector<pugi::xml_node> copies;
  collect(document_.tree().child("configuration"), error.section, copies);
  for (const pugi::xml_node copy : copies) {
    if (document_.place(copy).whole.contains(error.span)) {
      return copy != copies.front() && xml::equal_elements(copies.front(), copy);
    }
  }
  return false;
}

void NetBuilder::add_setting(pugi::xml_node net, const dotnet::Setting& setting) {
  const pugi::xml_node node = tree_.add(net, "setting", at(setting.span));
  set(node, "element", setting.element);
  set(node, "name", setting.name);
  set(node, "value", setting.value);
  set(node, "valid", dotnet::to_text(setting.valid));
  set_some(node, "parsed", setting.parsed);
  set_some(node, "error", setting.error);
  set(node, "has-token", setting.token);
  if (setting.address) add_address(node, *setting.address);
}

void NetBuilder::add_address(pugi::xml_node node, const dotnet::AddressDetails& address) {
  set(node, "fault", dotnet::to_text(address.fault));
  set_some(node, "scheme", address.scheme);
  set_some(node, "host", address.host);
  if (address.port >= 0) set_number(node, "port", address.port);
  set(node, "port-given", address.port_given);
  set(node, "user-info", address.user_info);
  set_some(node, "path", address.path);
  set_some(node, "query", address.query);
  set(node, "loopback", address.loopback);
  set(node, "file-uri", address.file_uri);
  set(node, "white-space", dotnet::to_text(address.white_space));
  set(node, "odd-characters", address.odd_characters);
}

void NetBuilder::add_proxy(pugi::xml_node net, const dotnet::EffectiveProxy& proxy) {
  const pugi::xml_node node =
      proxy.span.empty() ? tree_.add(net, "proxy") : tree_.add(net, "proxy", at(proxy.span));
  set(node, "mode", dotnet::to_text(proxy.mode));
  if (proxy.address) {
    set(node, "address", dotnet::masked_text(*proxy.address));
    set(node, "scheme", proxy.address->scheme);
    set(node, "host", proxy.address->host);
    set_number(node, "port", proxy.address->port);
    set(node, "loopback", proxy.address->loopback);
  }
  set_some(node, "script", proxy.script);
  set(node, "enabled", dotnet::to_text(proxy.enabled));
  set(node, "use-default-credentials", dotnet::to_text(proxy.use_default_credentials));
  set(node, "use-system-default", dotnet::to_text(proxy.use_system_default));
  set(node, "bypass-on-local", dotnet::to_text(proxy.bypass_on_local));
  set(node, "auto-detect", dotnet::to_text(proxy.auto_detect));
  set_number(node, "entries", static_cast<long>(proxy.entries));
  set(node, "bypass-source", dotnet::to_text(proxy.bypass_source));
  set(node, "script-ignored", proxy.script_ignored);
  set(node, "shipped-default", proxy.shipped_default);
  set(node, "configured", proxy.configured);
  set(node, "canonical", proxy.canonical);
  set(node, "effective", proxy.effective);
}

void NetBuilder::add_entry(pugi::xml_node bypass, const dotnet::BypassEntry& entry) {
  const pugi::xml_node node = tree_.add(bypass, "entry", at(entry.span));
  set(node, "op", dotnet::to_text(entry.operation));
  set(node, "in-effect", entry.in_effect);
  if (entry.operation == dotnet::BypassOperation::clear) return;
  set(node, "pattern", entry.pattern);
  if (entry.operation != dotnet::BypassOperation::add) return;
  set(node, "verdict", dotnet::to_text(entry.verdict));
  set_some(node, "error", entry.error);
  set(node, "form", dotnet::to_text(entry.form));
  set(node, "can-match", yes_or_no(entry.can_match));
  set(node, "matches-everything", yes_or_no(entry.matches_everything));
  set_some(node, "never-because", dotnet::to_text(entry.never_because));
  set(node, "loopback-only", entry.loopback_only);
  set(node, "duplicate", entry.duplicate);
  set(node, "catastrophic", entry.catastrophic);
  set_some(node, "host", entry.host);
  set_some(node, "rewrite", entry.rewrite);
  set_some(node, "repair", entry.repair);
  set_some(node, "escaped", entry.escaped);
  set(node, "plain-dots", entry.plain_dots);
  if (entry.form != dotnet::BypassForm::list) return;
  for (const std::string& pattern : dotnet::split_list(entry.pattern)) {
    set(tree_.add(node, "part"), "pattern", pattern);
  }
}

void NetBuilder::add_route(pugi::xml_node net, const dotnet::EndpointRoute& endpoint) {
  const dotnet::Route& route = endpoint.route;
  const pugi::xml_node node =
      route.span.empty() ? tree_.add(net, "route") : tree_.add(net, "route", at(route.span));
  set(node, "host", endpoint.host);
  set(node, "url", endpoint.url);
  set(node, "from", endpoint.from);
  set(node, "via", route.text());
  if (route.via == dotnet::Via::proxy) {
    set(node, "exemption", dotnet::exempting_entry(endpoint.host));
  }
  set(node, "reason", route.reason);
  for (const dotnet::BypassEntry& entry : net_.bypass) {
    const bool decides = route.via == dotnet::Via::direct && !route.span.empty() &&
                         entry.span.start == route.span.start &&
                         entry.operation == dotnet::BypassOperation::add;
    if (decides) set(node, "entry", entry.pattern);
  }
}

void NetBuilder::add_service_point(pugi::xml_node net, const dotnet::Setting& setting) {
  const pugi::xml_node node = tree_.add(net, "service-point", at(setting.span));
  set(node, "name", setting.name);
  set(node, "value", setting.value);
  set(node, "valid", dotnet::to_text(setting.valid));
  set_some(node, "parsed", setting.parsed);
}

void NetBuilder::add_runtime(pugi::xml_node net) {
  for (const dotnet::AppContextSwitch& found : net_.runtime.switches) {
    const pugi::xml_node node = tree_.add(net, "switch", at(found.span));
    set(node, "name", found.name);
    set(node, "state", dotnet::to_text(found.state));
    set(node, "in-effect", found.in_effect);
    set(node, "rest", found.rest);
  }
  for (const dotnet::FipsPolicy& policy : net_.runtime.fips_policies) {
    const pugi::xml_node node = tree_.add(net, "fips-policy", at(policy.span));
    set(node, "enabled", policy.enabled);
    set(node, "in-place", policy.in_place);
  }
}

void NetBuilder::add_token(pugi::xml_node net, const text::DeploymentToken& token) {
  const pugi::xml_node node = tree_.add(net, "token", at(token.span));
  const std::string_view text = document_.source().text();
  set(node, "text", text.substr(token.span.start, token.span.size()));
  set(node, "style", text::to_text(token.style));
  set(node, "name", token.name);
}

/// A DOCTYPE is no node for XPath, so a rule could not ask the config for it.
void NetBuilder::add_doctype(pugi::xml_node net) {
  if (document_.source().text().find("DOCTYPE") == std::string_view::npos) return;
  for (const xml::Token& token : document_.tokens()) {
    if (token.kind == xml::TokenKind::tag_open) return;
    if (token.kind == xml::TokenKind::doctype) tree_.add(net, "doctype", at(token.span));
  }
}

}  // namespace

pugi::xml_node build_net(Tree& tree, pugi::xml_node parent, const dotnet::Net& net,
                         std::string_view role, const xml::Document& document) {
  return NetBuilder(tree, net, document).build(parent, role);
}

}  // namespace shirlint::facts
