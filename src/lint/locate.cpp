#include "lint/locate.h"

#include <array>

#include "text/secret.h"

namespace shirlint::lint {
namespace {

constexpr std::size_t longest_line = 2000;  // a longer one shows a person nothing
/// What tells one item of a list of facts from another.
constexpr std::array<const char*, 9> naming = {"thumbprint", "id",     "name", "pattern", "scope",
                                               "layer",      "source", "path", "role"};

bool is_fact(pugi::xml_node node) {
  const pugi::xml_node root = node.root().first_child();
  return std::string_view(root.name()) == "facts" || std::string_view(root.name()) == "data";
}

std::string item_name(pugi::xml_node node) {
  for (const char* const key : naming) {
    if (const pugi::xml_attribute attribute = node.attribute(key)) {
      return std::string("[") + attribute.value() + "]";
    }
  }
  return {};
}

/// The innermost element of a config at `span`, or the attribute whose value or name it is.
pugi::xpath_node node_at(const LoadedConfig& config, text::Span span) {
  pugi::xml_node at = config.document.tree();
  for (bool deeper = true; deeper;) {
    deeper = false;
    for (const pugi::xml_node child : at.children()) {
      if (child.type() != pugi::node_element) continue;
      const xml::Place place = config.document.place(child);
      const bool wrapper = place.whole.empty();  // what parse_fragment put around the file
      if (!wrapper && !place.whole.contains(span)) continue;
      at = child;
      deeper = true;
      break;
    }
  }
  for (const pugi::xml_attribute attribute : at.attributes()) {
    if (config.document.place(attribute).whole.contains(span)) return {attribute, at};
  }
  return at;
}

}  // namespace

std::string logical_path(const pugi::xpath_node& node) {
  std::string path;
  pugi::xml_node at = node.attribute() ? node.parent() : node.node();
  const bool fact = is_fact(at);
  if (node.attribute()) path = std::string("/@") + node.attribute().name();
  if (at.type() == pugi::node_comment) path = "/comment()";
  if (at.type() == pugi::node_pcdata || at.type() == pugi::node_cdata) path = "/text()";
  for (; at; at = at.parent()) {
    if (at.type() != pugi::node_element || std::string_view(at.name()) == "facts") continue;
    std::string step = std::string("/") + at.name();
    // The host's own name would tie the path, and what is made of it, to one host.
    const bool is_host = step == "/host" && std::string_view(at.parent().name()) == "facts";
    if (fact && !is_host) step += item_name(at);
    path.insert(0, step);
  }
  return path.empty() ? "/" : path;
}

bool is_named(const LoadedHost& host, const NodePlace& place) {
  if (place.config != nullptr) return place.config->file.named;
  return host.source.kind != facts::InputKind::files;
}

const LoadedConfig* Locator::config_of(const text::Source* source) const {
  for (const LoadedConfig& config : host_.configs) {
    if (&config.document.source() == source) return &config;
  }
  return nullptr;
}

const LoadedConfig* Locator::config_of_role(std::string_view role) const {
  for (const LoadedConfig& config : host_.configs) {
    if (config.file.role == role) return &config;
  }
  return nullptr;
}

pugi::xpath_node Locator::config_node(const pugi::xpath_node& node) const {
  const pugi::xml_node element = node.attribute() ? node.parent() : node.node();
  for (const LoadedConfig& config : host_.configs) {
    if (config.document.tree() == element.root()) return node;
  }
  const auto origin = host_.tree.origin(node);
  const LoadedConfig* config = origin ? config_of(origin->source) : nullptr;
  if (config == nullptr || !config->document.readable()) return {};
  return node_at(*config, origin->span);
}

NodePlace Locator::place(const pugi::xpath_node& node) const {
  NodePlace place;
  const pugi::xml_node element = node.attribute() ? node.parent() : node.node();
  for (const LoadedConfig& config : host_.configs) {
    if (config.document.tree() != element.root()) continue;
    const xml::Place at = config.document.place(node);
    place.source = &config.document.source();
    place.file = config.file.path;
    place.span = at.value.empty() ? at.whole : at.value;
    place.fact = logical_path(node);
    place.config = &config;
    return place;
  }
  place.fact = logical_path(node);
  const auto origin = host_.tree.origin(node);
  if (!origin || origin->source == nullptr) {
    // A fact about a whole config (its <net>) that has no span of its own.
    for (const LoadedConfig& config : host_.configs) {
      if (config.net_node == element) {
        place.config = &config;
        place.file = config.file.path;
        place.fact = "/";
      }
    }
    return place;
  }
  place.source = origin->source;
  place.span = origin->span;
  place.config = config_of(origin->source);
  if (place.config != nullptr) {
    place.file = place.config->file.path;
    if (place.config->document.readable()) {
      place.fact = logical_path(node_at(*place.config, place.span));
    }
  } else if (host_.script && origin->source == &host_.script->source) {
    place.file = host_.script->path;
  } else if (host_.snapshot && origin->source == &host_.snapshot->source) {
    place.file = host_.source.snapshot;
  } else if (origin->source == host_.site_source) {
    place.file = host_.site_file;
  }
  return place;
}

Location Locator::location(const NodePlace& place) {
  Location location;
  location.file = place.file;
  location.fact = place.fact;
  // What the live machine told stands in no file.
  if (place.source == nullptr || place.file.empty()) return location;
  location.start = place.source->position(place.span.start);
  location.end = place.source->position(place.span.end);
  const std::string_view line = place.source->line(location.start.line);
  if (!line.empty() && line.size() <= longest_line) {
    const std::string_view text = place.source->text();
    const auto start = static_cast<std::uint32_t>(line.data() - text.data());
    location.line_text =
        text::mask_by_neighbours(text, {start, start + static_cast<std::uint32_t>(line.size())});
  }
  return location;
}

Location Locator::location(const LoadedConfig& config, text::Span span) {
  if (span == text::Span{}) return {};
  NodePlace place;
  place.source = &config.document.source();
  place.file = config.file.path;
  place.span = span;
  return location(place);
}

}  // namespace shirlint::lint
