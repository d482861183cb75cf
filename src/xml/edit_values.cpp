#include "xml/edit_values.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "text/ascii.h"
#include "text/encoding.h"
#include "xml/edit_layout.h"

namespace shirlint::xml {
namespace {

text::Edits one(text::Span span, std::string text) { return {{span, std::move(text)}}; }

tl::unexpected<text::Error> not_in_file() {
  return text::fail("the place is not in the file itself");
}

/// A character of a value as it is written, and what it stands for.
struct Unit {
  std::string_view written;
  std::string means;
};

std::string meaning_of_reference(std::string_view reference) {
  const std::string_view name = reference.substr(1, reference.size() - 2);
  if (name == "amp") return "&";
  if (name == "lt") return "<";
  if (name == "gt") return ">";
  if (name == "quot") return "\"";
  if (name == "apos") return "'";
  if (name.size() < 2 || name[0] != '#') return std::string(reference);
  const bool hex = name[1] == 'x';
  const std::string_view digits = name.substr(hex ? 2 : 1);
  std::uint32_t number = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), number, hex ? 16 : 10);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::string(reference);
  std::string text;
  text::append_utf8(text, number);
  return text;
}

std::vector<Unit> units_of(std::string_view written) {
  std::vector<Unit> units;
  for (std::size_t at = 0; at < written.size();) {
    std::size_t size = std::max<std::size_t>(text::character_at(written, at).size, 1);
    const std::size_t semicolon = written[at] == '&' ? written.find(';', at) : std::string::npos;
    if (semicolon != std::string_view::npos) size = semicolon + 1 - at;
    const std::string_view unit = written.substr(at, size);
    units.push_back({unit, semicolon != std::string_view::npos ? meaning_of_reference(unit)
                                                               : std::string(unit)});
    at += size;
  }
  return units;
}

/// `value` written between quotes `quote` where `old` stands, its spelling kept where it can be.
text::Result<text::Edits> rewrite(std::string_view text, text::Span old, std::string_view value,
                                  char quote) {
  const std::vector<Unit> units = units_of(text.substr(old.start, old.size()));
  std::size_t front = 0;
  text::Span middle = old;
  while (front < units.size() && !value.empty() &&
         value.substr(0, units[front].means.size()) == units[front].means) {
    value.remove_prefix(units[front].means.size());
    middle.start += static_cast<std::uint32_t>(units[front].written.size());
    ++front;
  }
  for (std::size_t back = units.size(); back > front; --back) {
    const Unit& unit = units[back - 1];
    if (value.size() < unit.means.size() ||
        value.substr(value.size() - unit.means.size()) != unit.means) {
      break;
    }
    value.remove_suffix(unit.means.size());
    middle.end -= static_cast<std::uint32_t>(unit.written.size());
  }
  if (value.empty() && middle.empty()) return text::Edits{};
  auto escaped = escape(value, quote);
  if (!escaped) return tl::unexpected<text::Error>(escaped.error());
  return one(middle, std::move(*escaped));
}

}  // namespace

text::Result<std::string> escape(std::string_view value, char quote) {
  std::string out;
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>' && quote == '\0') {
      out += "&gt;";
    } else if (c == quote && quote != '\0') {
      out += quote == '"' ? "&quot;" : "&apos;";
    } else if (quote != '\0' && (c == '\t' || c == '\n' || c == '\r')) {
      out += "&#" + std::to_string(byte) + ";";
    } else if (byte < 0x20 && white_space.find(c) == std::string_view::npos) {
      return text::fail("the new value holds a control character, which XML cannot hold");
    } else {
      out += c;
    }
  }
  return out;
}

bool is_plain_name(std::string_view name) {
  const auto fits = [](char c) {
    return text::is_letter(c) || text::is_digit(c) || c == '.' || c == '-' || c == '_';
  };
  return !name.empty() && (text::is_letter(name[0]) || name[0] == '_') &&
         std::all_of(name.begin(), name.end(), fits);
}

text::Result<text::Edits> replace_value(const Document& document, const pugi::xpath_node& node,
                                        std::string_view value) {
  const std::string_view text = document.source().text();
  const Place place = document.place(node);
  if (place.whole.empty()) return not_in_file();
  if (node.attribute()) {
    return rewrite(text, place.value, value, text[place.value.start - 1]);
  }
  const pugi::xml_node at = node.node();
  if (at.type() == pugi::node_pcdata) return rewrite(text, place.whole, value, '\0');
  const pugi::xml_node child = at.first_child();
  if (at.type() != pugi::node_element || child.type() != pugi::node_pcdata ||
      child.next_sibling()) {
    return text::fail(
        "only an attribute or an element that holds text and nothing else has a value");
  }
  return rewrite(text, document.place(child).whole, value, '\0');
}

text::Result<text::Edits> set_attribute(const Document& document, pugi::xml_node element,
                                        std::string_view name, std::string_view value) {
  if (const pugi::xml_attribute old = element.attribute(std::string(name).c_str())) {
    return replace_value(document, {old, element}, value);
  }
  if (!is_plain_name(name)) {
    return text::fail("'" + std::string(name) + "' is no name for an attribute");
  }
  const std::string_view text = document.source().text();
  const Place place = document.place(element);
  if (place.whole.empty()) return not_in_file();
  std::uint32_t after = place.name.end;
  std::string space = " ";
  char quote = layout_around(document, element).quote;
  if (const pugi::xml_attribute last = element.last_attribute()) {
    const Place at = document.place(last);
    after = at.whole.end;
    quote = text[at.value.start - 1];
    const std::size_t before = text.substr(0, at.whole.start).find_last_not_of(white_space) + 1;
    const std::string_view gap = text.substr(before, at.whole.start - before);
    if (gap.find_first_of("\r\n") != std::string_view::npos) space = gap;
  }
  auto escaped = escape(value, quote);
  if (!escaped) return tl::unexpected<text::Error>(escaped.error());
  return one({after, after}, space + std::string(name) + "=" + quote + *escaped + quote);
}

text::Result<text::Edits> rename_attribute(const Document& document, pugi::xml_node element,
                                           pugi::xml_attribute attribute, std::string_view name) {
  const Place place = document.place(attribute);
  if (place.whole.empty()) return not_in_file();
  if (!is_plain_name(name)) {
    return text::fail("'" + std::string(name) + "' is no name for an attribute");
  }
  if (name == attribute.name()) return text::Edits{};
  if (element.attribute(std::string(name).c_str())) {
    return text::fail("the element has an attribute '" + std::string(name) + "' already");
  }
  return one(place.name, std::string(name));
}

text::Result<text::Edits> remove_attribute(const Document& document,
                                           pugi::xml_attribute attribute) {
  const std::string_view text = document.source().text();
  const text::Span span = document.place(attribute).whole;
  if (span.empty()) return not_in_file();
  const auto start =
      static_cast<std::uint32_t>(text.substr(0, span.start).find_last_not_of(white_space) + 1);
  const auto end = static_cast<std::uint32_t>(
      std::min(text.find_first_not_of(white_space, span.end), text.size()));
  const auto breaks = [&](std::uint32_t from, std::uint32_t to) {
    return text.substr(from, to - from).find_first_of("\r\n") != std::string_view::npos;
  };
  const bool another = end < text.size() && text[end] != '/' && text[end] != '>';
  // The first one shares its line with the element's name, and the next one moves up to it.
  if (!breaks(start, span.start) && another && breaks(span.end, end)) {
    const text::Span name = {start, span.start};
    return text::Edits{{{name.end, end}, ""}};
  }
  return one({start, span.end}, "");
}

}  // namespace shirlint::xml
