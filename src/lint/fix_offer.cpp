#include "lint/fix_offer.h"

#include <algorithm>

#include "shir/products.h"
#include "text/secret.h"
#include "xml/document.h"

namespace shirlint::lint {
namespace {

using rules::Operation;

std::string escaped(std::string_view value, char quote) {
  std::string out;
  for (const char character : value) {
    if (character == '&') {
      out += "&amp;";
    } else if (character == '<') {
      out += "&lt;";
    } else if (character == quote) {
      out += quote == '"' ? "&quot;" : "&apos;";
    } else {
      out += character;
    }
  }
  return out;
}

/// One edit of a config's text, before it gets its offsets on disk.
struct TextEdit {
  text::Span span;
  std::string text;
};

/// The quote that stands before the value of an attribute.
char quote_of(const text::Source& source, text::Span value) {
  return value.start > 0 ? source.text()[value.start - 1] : '"';
}

/// An element with the blanks and the line end before it, so that no empty line is left.
text::Span with_indentation(const text::Source& source, text::Span element) {
  const std::string_view written = source.text();
  std::uint32_t start = element.start;
  while (start > 0 && (written[start - 1] == ' ' || written[start - 1] == '\t')) --start;
  if (start > 0 && written[start - 1] == '\n') --start;
  if (start > 0 && written[start - 1] == '\r') --start;
  return {start, element.end};
}

std::string new_name(const rules::FixHit& hit) {
  return hit.fix->name.empty() ? hit.value : std::string(hit.fix->name);
}

/// The nearest element called `name`, the target itself included, as the config of the role
/// `value` has it at the same path.
std::vector<TextEdit> copy_from_peer(const rules::FixHit& hit, const pugi::xpath_node& target,
                                     const xml::Document& document, const Locator& locator) {
  pugi::xml_node element = target.attribute() ? target.parent() : target.node();
  while (element && hit.fix->name != element.name()) element = element.parent();
  const LoadedConfig* peer = locator.config_of_role(hit.value);
  if (!element || peer == nullptr || !peer->document.readable()) return {};
  const std::string path = logical_path(element);
  const pugi::xpath_node model = peer->document.tree().select_node(path.c_str());
  if (!model) return {};
  const text::Span copied = peer->document.place(model).whole;
  return {{document.place(element).whole, std::string(peer->document.source().slice(copied))}};
}

/// Empty for an operation that is no edit of one place.
std::vector<TextEdit> edits_of(const rules::FixHit& hit, const pugi::xpath_node& target,
                               const xml::Document& document) {
  const xml::Place place = document.place(target);
  const text::Source& source = document.source();
  switch (hit.fix->operation) {
    case Operation::replace_value: {
      const std::string value = escaped(hit.value, quote_of(source, place.value));
      // A new beginning in front of the old text is an insertion: the least that changes.
      const std::string_view old = source.slice(place.value);
      if (value.size() > old.size() && !old.empty() &&
          value.compare(value.size() - old.size(), old.size(), old) == 0) {
        return {
            {{place.value.start, place.value.start}, value.substr(0, value.size() - old.size())}};
      }
      return {{place.value, value}};
    }
    case Operation::rename_attribute:
      return {{place.name, new_name(hit)}};
    case Operation::rename_element: {
      std::vector<TextEdit> edits = {{place.name, new_name(hit)}};
      // The end tag, where there is one: the element goes on behind its start tag.
      if (place.whole.end > place.value.end) {
        const auto tag = static_cast<std::uint32_t>(source.slice(place.whole).rfind("</"));
        const std::uint32_t start = place.whole.start + tag + 2;
        edits.push_back({{start, start + place.name.size()}, new_name(hit)});
      }
      return edits;
    }
    case Operation::remove_attribute: {
      text::Span span = place.whole;
      while (span.start > 0 && std::string_view(" \t\r\n").find(source.text()[span.start - 1]) !=
                                   std::string_view::npos) {
        --span.start;
      }
      return {{span, ""}};
    }
    case Operation::remove_element: {
      const pugi::xml_node element = target.attribute() ? target.parent() : target.node();
      return {{with_indentation(source, document.place(element).whole), ""}};
    }
    case Operation::set_attribute: {
      const pugi::xml_node element = target.attribute() ? target.parent() : target.node();
      const std::string name(hit.fix->name);
      if (const pugi::xml_attribute old = element.attribute(name.c_str())) {
        const xml::Place at = document.place(old);
        return {{at.value, escaped(hit.value, quote_of(source, at.value))}};
      }
      const pugi::xml_attribute last = element.last_attribute();
      const std::uint32_t after =
          last ? document.place(last).whole.end : document.place(element).name.end;
      return {{{after, after}, " " + name + "=\"" + escaped(hit.value, '"') + "\""}};
    }
    default:
      return {};
  }
}

/// Contract: "fixes never touch" a value with a token; an insertion in front of one is a change
/// too.
bool change_tokens(const std::vector<TextEdit>& edits, const rules::FixHit& hit,
                   const pugi::xpath_node& target, const xml::Document& document,
                   const text::DeploymentTokenFinder& tokens) {
  const text::Source& source = document.source();
  if (hit.fix->operation == Operation::replace_value &&
      tokens.any(source.slice(document.place(target).value))) {
    return true;
  }
  return std::any_of(edits.begin(), edits.end(),
                     [&](const TextEdit& edit) { return tokens.any(source.slice(edit.span)); });
}

Action action_of(const rules::FixHit& hit) {
  return {std::string(to_text(hit.fix->operation)), std::string(hit.fix->name), hit.value};
}

}  // namespace

std::optional<FixOffer> offer_fix(const rules::Hit& hit, const Locator& locator,
                                  const text::DeploymentTokenFinder* tokens) {
  if (hit.fixes.empty()) return std::nullopt;
  const rules::FixHit& chosen = hit.fixes.front();
  FixOffer offer;
  offer.applicability = chosen.fix->applicability;
  offer.title = chosen.title;
  const NodePlace place = locator.place(chosen.target);
  if (place.config != nullptr) {
    const std::string_view service = shir::service_of_role(place.config->file.role);
    if (!service.empty()) offer.restart.emplace_back(service);
  }
  if (const pugi::xpath_node node = locator.config_node(chosen.target)) {
    const xml::Document& document = place.config->document;
    const text::Source& source = document.source();
    const std::vector<TextEdit> edits = chosen.fix->operation == Operation::copy_subtree
                                            ? copy_from_peer(chosen, node, document, locator)
                                            : edits_of(chosen, node, document);
    if (tokens != nullptr && change_tokens(edits, chosen, node, document, *tokens)) {
      return std::nullopt;
    }
    for (const TextEdit& edit : edits) {
      const bool secret = text::mask(edit.text) != edit.text;
      offer.edits.push_back({place.file, source.byte_offset(edit.span.start),
                             source.byte_offset(edit.span.end), secret ? "" : edit.text, secret});
    }
    if (!offer.edits.empty()) return offer;
  }
  offer.actions.push_back(action_of(chosen));
  return offer;
}

}  // namespace shirlint::lint
