#include "dotnet/section_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include "dotnet/loader_parts.h"
#include "dotnet/section_values.h"
#include "text/ascii.h"

namespace shirlint::dotnet {
namespace {

const AttributeSchema* find_attribute(const ElementSchema& element, std::string_view name) {
  const auto at =
      std::find_if(element.attributes.begin(), element.attributes.end(),
                   [&](const AttributeSchema& attribute) { return attribute.name == name; });
  return at == element.attributes.end() ? nullptr : &*at;
}

const ElementSchema* find_child(const ElementSchema& element, std::string_view name) {
  const auto at = std::find_if(element.children.begin(), element.children.end(),
                               [&](const ElementSchema* child) { return child->name == name; });
  return at == element.children.end() ? nullptr : *at;
}

/// The attribute that `name` is in another letter case, on this element ("proxyaddress") or in any
/// case on another one of the section ("proxy/@proxyaddress").
std::string known_attribute(const ElementSchema& element, std::string_view name) {
  for (const AttributeSchema& attribute : element.attributes) {
    if (text::equal_ignoring_case(attribute.name, name)) return std::string(attribute.name);
  }
  return {};
}

std::string known_attribute_elsewhere(const ElementSchema& element, std::string_view name) {
  for (const AttributeSchema& attribute : element.attributes) {
    if (text::equal_ignoring_case(attribute.name, name)) {
      return fmt::format("{}/@{}", element.name, attribute.name);
    }
  }
  for (const ElementSchema* child : element.children) {
    std::string found = known_attribute_elsewhere(*child, name);
    if (!found.empty()) return found;
  }
  return {};
}

constexpr std::array<std::string_view, 3> item_names = {"add", "remove", "clear"};

std::string known_element(const ElementSchema& element, std::string_view name) {
  for (const ElementSchema* child : element.children) {
    if (text::equal_ignoring_case(child->name, name)) return std::string(child->name);
  }
  if (element.item == nullptr) return {};
  for (const std::string_view item : item_names) {
    if (text::equal_ignoring_case(item, name)) return std::string(item);
  }
  return {};
}

std::string known_element_elsewhere(const ElementSchema& element, std::string_view name) {
  std::string found = known_element(element, name);
  if (!found.empty()) return fmt::format("{}/{}", element.name, found);
  for (const ElementSchema* child : element.children) {
    found = known_element_elsewhere(*child, name);
    if (!found.empty()) return found;
  }
  return {};
}

bool is_section_attribute(std::string_view name) {
  return name == "configSource" || name == "configProtectionProvider" || name == "configBuilders";
}

enum class Item : std::uint8_t { none, add, remove };

class SectionReader {
 public:
  SectionReader(const SectionSchema& schema, SectionReading& reading)
      : schema_(schema), reading_(reading) {}

  void run(pugi::xml_node section) { read(*schema_.element, section, Item::none); }

 private:
  NetError& add(ErrorCause cause, std::string text, pugi::xml_node node, text::Span span);
  NetError& add_thrown(ErrorCause cause, std::string text, pugi::xml_node node, text::Span span);

  void read(const ElementSchema& element, pugi::xml_node node, Item item);
  void read_attribute(const ElementSchema& element, pugi::xml_node node,
                      pugi::xml_attribute attribute, Item item);
  void read_value(const ElementSchema& element, const AttributeSchema& schema, pugi::xml_node node,
                  pugi::xml_attribute attribute, Item item);
  bool read_lock(pugi::xml_node node, pugi::xml_attribute attribute);
  void refuse_attribute(const ElementSchema& element, pugi::xml_node node,
                        pugi::xml_attribute attribute);
  void read_child(const ElementSchema& element, pugi::xml_node node);
  bool read_item(const ElementSchema& collection, pugi::xml_node node);
  void check_key(const ElementSchema& collection, pugi::xml_node node);
  void refuse_element(const ElementSchema& parent, pugi::xml_node node);
  void add_entry(const ElementSchema& collection, pugi::xml_node node, std::string_view key);

  using Entries = std::unordered_map<std::string_view, pugi::xml_node>;

  const SectionSchema& schema_;
  SectionReading& reading_;
  Entries entries_;  // of the collection that is being read
};

NetError& SectionReader::add(ErrorCause cause, std::string text, pugi::xml_node node,
                             text::Span span) {
  NetError error;
  error.moment = Moment::section_read;
  error.cause = cause;
  error.text = std::move(text);
  error.element = node.name();
  error.section = schema_.key;
  error.span = span;
  error.rank = static_cast<std::uint8_t>(schema_.read_order * 2 + 1);
  reading_.errors.push_back(std::move(error));
  return reading_.errors.back();
}

NetError& SectionReader::add_thrown(ErrorCause cause, std::string text, pugi::xml_node node,
                                    text::Span span) {
  NetError& error = add(cause, std::move(text), node, span);
  --error.rank;
  return error;
}

void SectionReader::read(const ElementSchema& element, pugi::xml_node node, Item item) {
  for (const pugi::xml_attribute attribute : node.attributes()) {
    read_attribute(element, node, attribute, item);
  }
  std::vector<std::string_view> seen;
  for (const pugi::xml_node child : node.children()) {
    const pugi::xml_node_type type = child.type();
    if (type == pugi::node_element) {
      const ElementSchema* schema = find_child(element, child.name());
      if (schema == nullptr) {
        read_child(element, child);
        continue;
      }
      if (std::find(seen.begin(), seen.end(), schema->name) != seen.end()) {
        add_thrown(
            ErrorCause::element_twice,
            fmt::format("The element <{}> may only appear once in this section.", child.name()),
            child, reading_.document.place(child).name)
            .name = child.name();
      }
      seen.push_back(schema->name);
      if (schema->item != nullptr) entries_.clear();
      read(*schema, child, Item::none);
    } else if (type == pugi::node_cdata || type == pugi::node_pcdata) {
      const std::string_view text = loader::trim_xml_white_space(child.value());
      if (type == pugi::node_pcdata && text.empty()) continue;
      add_thrown(ErrorCause::section_text,
                 "The configuration section cannot contain a CDATA or text element.", node,
                 loader::without_white_space(reading_.document.source(),
                                             reading_.document.place(child).whole))
          .name = text;
    }
  }
}

void SectionReader::read_attribute(const ElementSchema& element, pugi::xml_node node,
                                   pugi::xml_attribute attribute, Item item) {
  const std::string_view name = attribute.name();
  const AttributeSchema* schema = find_attribute(element, name);
  if (schema != nullptr && (item != Item::remove || schema->key)) {
    return read_value(element, *schema, node, attribute, item);
  }
  if (schema == nullptr && read_lock(node, attribute)) return;
  if (&element == schema_.element && is_section_attribute(name)) return;
  if (const ElementSchema* child = find_child(element, name)) {
    // .NET takes it for that property and finds no way to make an element from a text.
    NetError& error =
        add(ErrorCause::unrecognized_attribute,
            fmt::format("The value of the property '{0}' cannot be parsed. The error is: Unable to "
                        "find a converter that supports conversion to/from string for the property "
                        "'{0}' of type '{1}'.",
                        name, child->type),
            node, reading_.document.place(attribute).name);
    error.name = name;
    error.known = fmt::format("{}/{}", element.name, name);
    return;
  }
  refuse_attribute(element, node, attribute);
}

void SectionReader::refuse_attribute(const ElementSchema& element, pugi::xml_node node,
                                     pugi::xml_attribute attribute) {
  const std::string_view name = attribute.name();
  NetError& error = add_thrown(
      ErrorCause::unrecognized_attribute,
      fmt::format("Unrecognized attribute '{}'. Note that attribute names are case-sensitive.",
                  name),
      node, reading_.document.place(attribute).name);
  error.name = name;
  error.known = known_attribute(element, name);
  if (error.known.empty()) error.known = known_attribute_elsewhere(*schema_.element, name);
}

/// The attributes that lock others: legal on any element. Which names they may hold is not checked.
bool SectionReader::read_lock(pugi::xml_node node, pugi::xml_attribute attribute) {
  const std::string_view name = attribute.name();
  const std::string_view value = attribute.value();
  if (!name.starts_with("lock")) return false;
  const text::Span span = reading_.document.place(attribute).value;
  std::string error;
  if (name == "lockItem") {
    const AttributeSchema lock_item{"lockItem", ValueKind::boolean};
    if (convert_value(lock_item, value).error) {
      error = "The property 'lockItem' must have value 'true' or 'false'.";
    }
  } else if (name == "lockAttributes" || name == "lockElements") {
    if (value.empty()) error = fmt::format("The '{}' attribute cannot be an empty string.", name);
  } else if (name == "lockAllAttributesExcept" || name == "lockAllElementsExcept") {
    const bool attributes = name == "lockAllAttributesExcept";
    if (value.empty()) {
      error = fmt::format(
          "The '{}' attribute cannot be an empty string. {}=\"*\" may be used to lock all {}.",
          name, attributes ? "lockAttributes" : "lockElements",
          attributes ? "attributes" : "elements");
    }
  } else {
    return false;
  }
  if (!error.empty()) {
    add_thrown(ErrorCause::bad_value, std::move(error), node, span).name = name;
  }
  return true;
}

void SectionReader::read_value(const ElementSchema& element, const AttributeSchema& schema,
                               pugi::xml_node node, pugi::xml_attribute attribute, Item item) {
  const std::string_view value = attribute.value();
  const bool listed = reading_.settings != nullptr && item == Item::none;
  if (schema.kind == ValueKind::text && !listed) return;
  const bool token = !reading_.options.tokens_are_values && reading_.options.tokens.any(value);
  ConvertedValue converted;
  if (!token) converted = convert_value(schema, value);
  const text::Span span = reading_.document.place(attribute).value;
  if (converted.error) {
    add(converted.cause, *converted.error, node, span).name = value;
  }
  if (!listed) return;
  Setting setting;
  setting.element = element.name;
  setting.name = schema.name;
  setting.value = value;
  setting.token =
      token || (reading_.options.tokens_are_values && reading_.options.tokens.any(value));
  setting.valid = token ? Certainty::unknown : (converted.error ? Certainty::no : Certainty::yes);
  setting.parsed = std::move(converted.parsed);
  if (converted.error) setting.error = std::move(*converted.error);
  setting.uri = std::move(converted.uri);
  setting.span = span;
  reading_.settings->push_back(std::move(setting));
}

void SectionReader::read_child(const ElementSchema& element, pugi::xml_node node) {
  if (element.item != nullptr && read_item(element, node)) return;
  refuse_element(element, node);
}

void SectionReader::refuse_element(const ElementSchema& parent, pugi::xml_node node) {
  const std::string_view name = node.name();
  const bool property = find_attribute(parent, name) != nullptr;
  NetError& error =
      add_thrown(ErrorCause::unrecognized_element,
                 property ? fmt::format("Property '{}' is not a ConfigurationElement.", name)
                          : fmt::format("Unrecognized element '{}'.", name),
                 node, reading_.document.place(node).name);
  error.name = name;
  error.known = property ? fmt::format("{}/@{}", parent.name, name) : known_element(parent, name);
  if (error.known.empty()) error.known = known_element_elsewhere(*schema_.element, name);
}

bool SectionReader::read_item(const ElementSchema& collection, pugi::xml_node node) {
  const std::string_view name = node.name();
  if (name == "add") {
    read(*collection.item, node, Item::add);
  } else if (name == "remove") {
    read(*collection.item, node, Item::remove);
  } else if (name == "clear") {
    const ElementSchema none{"clear"};
    for (const pugi::xml_attribute attribute : node.attributes()) {
      refuse_attribute(none, node, attribute);
    }
    entries_.clear();
    return true;
  } else {
    return false;
  }
  check_key(collection, node);
  return true;
}

void SectionReader::check_key(const ElementSchema& collection, pugi::xml_node node) {
  for (const AttributeSchema& schema : collection.item->attributes) {
    if (!schema.key) continue;
    const pugi::xml_attribute key = node.attribute(schema.name.data());
    if (!key) {
      add_thrown(ErrorCause::missing_key, "Invalid key value.", node,
                 reading_.document.place(node).name)
          .name = schema.name;
    } else if (!collection.throws_on_duplicate) {
      continue;
    } else if (std::string_view(node.name()) == "remove") {
      entries_.erase(key.value());
    } else {
      add_entry(collection, node, key.value());
    }
  }
}

void SectionReader::add_entry(const ElementSchema& collection, pugi::xml_node node,
                              std::string_view key) {
  const auto [at, fresh] = entries_.emplace(key, node);
  if (fresh) return;
  const bool equal =
      std::all_of(collection.item->attributes.begin(), collection.item->attributes.end(),
                  [&, old = at->second](const AttributeSchema& schema) {
                    return std::string_view(node.attribute(schema.name.data()).value()) ==
                           std::string_view(old.attribute(schema.name.data()).value());
                  });
  if (equal) return;  // .NET takes an equal element again without a word
  add_thrown(ErrorCause::duplicate_entry,
             fmt::format("The entry '{}' has already been added.", key), node,
             reading_.document.place(node).value)
      .name = key;
}

}  // namespace

void read_section(const SectionSchema& schema, pugi::xml_node section, SectionReading& reading) {
  SectionReader(schema, reading).run(section);
}

}  // namespace shirlint::dotnet
