// The configs' own differences: elements and attributes, whatever their order and layout.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "compare/ledger.h"
#include "lint/locate.h"
#include "state/fact_key.h"
#include "text/ascii.h"
#include "text/sha256.h"

namespace shirlint::compare {
namespace {

using lint::LoadedConfig;
using lint::LoadedHost;
using pugi::xml_node;

constexpr std::size_t longest_tag = 160;
/// Attributes that tell one <add> from another, the first that an element has.
constexpr std::array<const char*, 5> identifying = {"name", "key", "address", "id", "type"};

std::string trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t start = text.find_first_not_of(blanks);
  if (start == std::string_view::npos) return {};
  return std::string(text.substr(start, text.find_last_not_of(blanks) - start + 1));
}

std::vector<xml_node> elements(xml_node parent) {
  std::vector<xml_node> out;
  for (const xml_node child : parent.children()) {
    if (child.type() == pugi::node_element) out.push_back(child);
  }
  return out;
}

/// "add[@name='x']"; an assembly binding is told by the assembly inside it.
std::string step_of(xml_node element) {
  for (const char* const name : identifying) {
    if (const pugi::xml_attribute attribute = element.attribute(name)) {
      return fmt::format("{}[@{}='{}']", element.name(), name, attribute.value());
    }
  }
  if (const pugi::xml_attribute name = element.child("assemblyIdentity").attribute("name")) {
    return fmt::format("{}[{}]", element.name(), name.value());
  }
  return element.name();
}

/// .NET takes "True" for "true".
bool same_boolean(const Told& good, const Told& bad) {
  const std::string one = text::lower_case(good.value);
  return (one == "true" || one == "false") && one == text::lower_case(bad.value);
}

class TreeComparer {
 public:
  TreeComparer(const LoadedHost& good, const LoadedHost& bad, const std::string& role,
               const lint::CheckContext& context, Ledger& ledger)
      : good_(*config_of(good, role)),
        bad_(*config_of(bad, role)),
        context_(context),
        live_(good.source.kind == facts::InputKind::live  ? &good_
              : bad.source.kind == facts::InputKind::live ? &bad_
                                                          : nullptr),
        tokens_(context.site.token_patterns),
        ledger_(ledger) {}

  /// False when nothing differs but layout, order and comments.
  bool run() {
    // What it exempts is compared entry by entry, as .NET takes it.
    skip_bypass_list_ = good_.net.proxy && bad_.net.proxy;
    compare_children(good_.document.tree(), bad_.document.tree(), "");
    return found_;
  }

 private:
  void add(const std::string& path, std::string what, Told good, Told bad) {
    const auto compared = [](const Told& told) { return told.raw.empty() ? told.value : told.raw; };
    if (good.knowledge == bad.knowledge && compared(good) == compared(bad)) return;
    found_ = true;
    Difference difference;
    const bool tls = path.find("/AppContextSwitchOverrides") != std::string::npos ||
                     path.find("/servicePointManager") != std::string::npos;
    difference.area = tls ? Area::tls : Area::config;
    difference.fact = fmt::format("config.{}.{}", good_.file.role, path);
    difference.what = fmt::format("{} in the config of {}", what, good_.file.role);
    const bool remove = good.knowledge == state::Knowledge::absent;
    const bool insert = bad.knowledge == state::Knowledge::absent;
    difference.equal = remove ? fmt::format("Take the {} out.", what)
                       : insert
                           ? fmt::format("Add the {} of the other host's file.", what)
                           : fmt::format("Give the {} what the other host's file has there.", what);
    difference.told = {std::move(good), std::move(bad)};
    ledger_.add(std::move(difference));
  }

  Told told(const LoadedConfig& config, std::string value, text::Span at) const {
    if (!context_.tokens_are_values && &config != live_ && tokens_.any(value)) {
      Told out = unknown("a deployment token is in it");
      out.raw = std::move(value);  // two tokens may be the same
      return out;
    }
    return known(std::move(value), lint::Locator::location(config, at));
  }

  /// `<add key="Password" value="..."/>`: what an element is called may make its value a secret.
  static std::string masked(xml_node element, pugi::xml_attribute attribute) {
    std::string value = masked_by_name(attribute.name(), attribute.value());
    for (const char* const name : {"key", "name"}) {
      const pugi::xml_attribute naming = element.attribute(name);
      if (naming && naming != attribute) value = masked_by_name(naming.value(), value);
    }
    return value;
  }

  Told told(const LoadedConfig& config, xml_node element, pugi::xml_attribute attribute) const {
    Told out = told(config, attribute.value(), config.document.place(attribute).value);
    if (out.knowledge != state::Knowledge::known) return out;
    out.raw = std::exchange(out.value, masked(element, attribute));
    return out;
  }

  /// An element that only one of the files has, as its start tag.
  Told told(const LoadedConfig& config, xml_node element) const {
    const text::Span tag = config.document.place(element).value;
    std::string value;
    for (const char byte : config.document.source().slice(tag)) {
      const bool blank = byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
      if (!blank || value.empty() || value.back() != ' ') value += blank ? ' ' : byte;
    }
    const auto attributes = element.attributes();
    const bool secret =
        std::any_of(attributes.begin(), attributes.end(), [&](pugi::xml_attribute attribute) {
          return masked(element, attribute) != attribute.value();
        });
    if (secret || value.size() > longest_tag) value = "there";
    return told(config, std::move(value), tag);
  }

  /// Where it would stand: the start tag of what holds it.
  static Told none_in(const LoadedConfig& config, xml_node parent) {
    return parent.type() == pugi::node_element
               ? absent(lint::Locator::location(config, config.document.place(parent).value))
               : absent();
  }

  void compare_attributes(xml_node good, xml_node bad, const std::string& path) {
    for (const pugi::xml_attribute attribute : good.attributes()) {
      const pugi::xml_attribute other = bad.attribute(attribute.name());
      add_attribute(path, good, attribute.name(), told(good_, good, attribute),
                    other ? told(bad_, bad, other) : none_in(bad_, bad));
    }
    for (const pugi::xml_attribute attribute : bad.attributes()) {
      if (good.attribute(attribute.name())) continue;
      add_attribute(path, bad, attribute.name(), none_in(good_, good), told(bad_, bad, attribute));
    }
  }

  void add_attribute(const std::string& path, xml_node element, const char* name, Told good,
                     Told bad) {
    if (path.find("/system.net/") != std::string::npos && same_boolean(good, bad)) return;
    add(fmt::format("{}/@{}", path, name),
        fmt::format("attribute {} of <{}>", name, step_of(element)), std::move(good),
        std::move(bad));
  }

  void compare_text(xml_node good, xml_node bad, const std::string& path) {
    const auto text_of = [&](const LoadedConfig& config, xml_node node) {
      return told(config, trimmed(node.child_value()), config.document.place(node).value);
    };
    add(path + "/text()", fmt::format("text of <{}>", good.name()), text_of(good_, good),
        text_of(bad_, bad));
  }

  /// Pairs elements of one name and identity in their order.
  void compare_children(xml_node good, xml_node bad, const std::string& path) {
    std::map<std::string, std::vector<xml_node>, std::less<>> rest;
    for (const xml_node child : elements(bad)) rest[step_of(child)].push_back(child);
    for (const xml_node child : elements(good)) {
      const std::string step = step_of(child);
      const std::string below = fmt::format("{}/{}", path, step);
      std::vector<xml_node>& partners = rest[step];
      if (is_skipped(child)) continue;
      if (partners.empty()) {
        add(below, fmt::format("<{}>", step), told(good_, child), none_in(bad_, bad));
        continue;
      }
      const xml_node partner = partners.front();
      partners.erase(partners.begin());
      compare_element(child, partner, below);
    }
    for (const xml_node child : elements(bad)) {
      const std::string step = step_of(child);
      const std::vector<xml_node>& left = rest[step];
      const bool unpaired = std::find(left.begin(), left.end(), child) != left.end();
      if (!unpaired || is_skipped(child)) continue;
      add(fmt::format("{}/{}", path, step), fmt::format("<{}>", step), none_in(good_, good),
          told(bad_, child));
    }
  }

  void compare_element(xml_node good, xml_node bad, const std::string& path) {
    compare_attributes(good, bad, path);
    if (elements(good).empty() && elements(bad).empty()) {
      compare_text(good, bad, path);
    } else {
      compare_children(good, bad, path);
    }
  }

  /// An entry of a bypass list that is compared with what .NET makes of it.
  [[nodiscard]] bool is_skipped(xml_node element) const {
    return skip_bypass_list_ && std::string_view(element.parent().name()) == "bypasslist";
  }

  const LoadedConfig& good_;
  const LoadedConfig& bad_;
  const lint::CheckContext& context_;
  const LoadedConfig* live_;  // of this machine, where a token left over is a value; may be null
  text::DeploymentTokenFinder tokens_;
  Ledger& ledger_;
  bool skip_bypass_list_ = false;
  bool found_ = false;
};

}  // namespace

void compare_config_files(const LoadedHost& good, const LoadedHost& bad,
                          const lint::CheckContext& context, Ledger& ledger) {
  for (const std::string& role : roles_of(good, bad)) {
    const LoadedConfig* left = config_of(good, role);
    const LoadedConfig* right = config_of(bad, role);
    if (left == nullptr || right == nullptr || !texts_differ(good, bad, role)) continue;
    if (!left->document.readable() || !right->document.readable()) continue;
    if (TreeComparer(good, bad, role, context, ledger).run()) continue;
    Difference layout;
    layout.area = Area::config;
    layout.fact = "config." + role + ".layout";
    layout.what = fmt::format("layout, order or comments in the config of {}", role);
    const auto hash = [](const LoadedConfig& config) {
      return known("SHA-256 " + text::sha256(config.document.source().bytes()),
                   {config.file.path, {}, {}, {}, {}});
    };
    layout.told = {hash(*left), hash(*right)};
    ledger.add(std::move(layout), true);
  }
}

}  // namespace shirlint::compare
