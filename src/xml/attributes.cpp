#include "xml/attributes.h"

#include <algorithm>
#include <numeric>

#include "text/encoding.h"
#include "xml/names.h"

namespace shirlint::xml {
namespace {

/// Up to here comparing every pair is quicker than sorting.
constexpr std::size_t few = 16;

/// What .NET takes for the value: references to characters replaced, those to entities left.
std::string expanded(std::string_view raw) {
  std::string value;
  Scanner in(raw);
  for (std::size_t reference = raw.find('&'); reference != std::string_view::npos;
       reference = raw.find('&', in.at)) {
    value.append(raw.substr(in.at, reference - in.at));
    in.at = reference;
    char32_t character = 0;
    if (in.pass_character_reference(&character) == CharacterReference::read) {
      text::append_utf8(value, character);
    } else {
      value.push_back('&');
      in.at = reference + 1;
    }
  }
  return value.append(raw.substr(in.at));
}

}  // namespace

Attributes::End Attributes::parse(Scanner& in, Namespaces& namespaces, std::uint32_t depth,
                                  std::uint32_t limit) {
  attributes_.clear();
  for (;;) {
    const std::size_t start = in.at;
    std::size_t pos = start;
    while (pos < in.size() && is_xml_space(in.text()[pos])) ++pos;
    const char c = in.peek(pos);
    if (c == '>') {
      in.at = pos + 1;
      return End::tag;
    }
    if (pos == in.size() || (c == '/' && pos + 1 == in.size())) {
      // .NET takes the lines of this white space back, but not the start of the last one.
      const bool open_line = pos == in.size() && in.text()[pos - 1] == '\r';
      counted_at_end_ = {start, open_line ? pos - 1 : pos};
      in.read_past_end(counted_at_end_);
      return End::cut_off;
    }
    if (c == '/') {
      if (in.peek(pos + 1) != '>') in.fail_unexpected(pos + 1, ">");
      in.at = pos + 2;
      return End::empty_tag;
    }
    if (!is_class(c, name_start) && !starts_ncname(text::character_at(in.text(), pos).value)) {
      in.fail_bad_name_start(pos);
    }
    if (pos == start) in.fail_expected_space(pos);
    if (attributes_.size() >= limit) return End::too_many;
    in.at = pos;
    const Attribute& last = attribute(in);
    if (c == 'x') check_name(in, last, namespaces, depth);
  }
}

/// Of an attribute whose name begins with "x", as all do that mean something to XML itself.
void Attributes::check_name(const Scanner& in, const Attribute& attribute, Namespaces& namespaces,
                            std::uint32_t depth) {
  if (attribute.name.text == "xmlns" || attribute.name.prefix() == "xmlns") {
    declaration(in, attribute, namespaces, depth);
  }
  if (attribute.name.text == "xml:space") check_space(in, attribute);
}

const Attributes::Attribute& Attributes::attribute(Scanner& in) {
  Attribute& found = attributes_.emplace_back();
  found.name_at = in.at;
  found.name = in.name(in.at, true);
  in.at = found.name.end;
  if (in.peek(in.at) != '=') in.skip_space();
  if (in.peek(in.at) != '=') in.fail_unexpected(in.at, "=");
  ++in.at;
  if (in.peek(in.at) != '"' && in.peek(in.at) != '\'') in.skip_space();
  const char quote = in.peek(in.at);
  if (quote != '"' && quote != '\'') {
    in.fail_unexpected(in.at, "\"' or ''", FaultCause::unquoted_attribute);
  }
  found.value_at = ++in.at;
  value(in, quote);
  found.value_end = in.at - 1;
  return found;
}

void Attributes::value(Scanner& in, char quote) {
  const std::string_view all = in.text();
  std::size_t pos = end_of_run(all, in.at, in_value);
  for (; pos < all.size(); pos = end_of_run(all, pos, in_value)) {
    const char c = all[pos];
    if (c == quote) {
      in.at = pos + 1;
      return;
    }
    if (c == '"' || c == '\'') {
      ++pos;
    } else if (c == '<') {
      in.fail("'<', hexadecimal value 0x3C, is an invalid attribute character.", pos);
    } else if (c == '&') {
      in.at = pos;
      in.pass_reference();
      pos = in.at;
    } else {
      const std::size_t next = in.pass_character(pos);
      if (next == pos) {
        in.read_past_end(pos);
        in.fail("Unexpected end of file has occurred.", pos);
      }
      pos = next;
    }
  }
  in.read_past_end(all.back() == '\r' ? pos - 1 : pos);
  in.fail("There is an unclosed literal string.", pos);
}

void Attributes::declaration(const Scanner& in, const Attribute& attribute, Namespaces& namespaces,
                             std::uint32_t depth) {
  std::string uri =
      expanded(in.text().substr(attribute.value_at, attribute.value_end - attribute.value_at));
  const std::string_view prefix = attribute.name.has_prefix() ? attribute.name.local() : "";
  check_declaration(in, attribute, prefix, uri);
  namespaces.declare(prefix, std::move(uri), depth);
}

void Attributes::check_declaration(const Scanner& in, const Attribute& attribute,
                                   std::string_view prefix, std::string_view uri) {
  constexpr const char* reserved = "Prefix \"xmlns\" is reserved for use by XML.";
  const std::size_t value_at = attribute.value_at;
  if (uri.empty() && attribute.name.has_prefix()) {
    Scanner::Place place = in.place(value_at);
    --place.position;
    in.fail_at_place("Invalid namespace declaration.", value_at - 1, place);
  }
  if (uri == xmlns_namespace) {
    in.fail(prefix == "xmlns" ? std::string(reserved)
                              : "Prefix '" + std::string(prefix) +
                                    "' cannot be mapped to namespace name reserved for \"xml\" or "
                                    "\"xmlns\".",
            value_at);
  }
  if (prefix == "xml" && uri != xml_namespace) {
    in.fail(
        "Prefix \"xml\" is reserved for use by XML and can be mapped only to namespace name \"" +
            std::string(xml_namespace) + "\".",
        attribute.name_at);
  }
  if (prefix == "xmlns") in.fail(reserved, attribute.name_at);
}

void Attributes::check_space(const Scanner& in, const Attribute& attribute) {
  const std::string value =
      expanded(in.text().substr(attribute.value_at, attribute.value_end - attribute.value_at));
  const std::size_t first = value.find_first_not_of(" \t\r\n");
  const std::size_t last = value.find_last_not_of(" \t\r\n");
  const std::string_view trimmed =
      first == std::string::npos ? "" : std::string_view(value).substr(first, last - first + 1);
  if (trimmed != "preserve" && trimmed != "default") {
    in.fail("'" + value + "' is an invalid xml:space value.", attribute.name_at);
  }
}

void Attributes::check(const Scanner& in, const Namespaces& namespaces) {
  for (Attribute& attribute : attributes_) {
    if (!attribute.name.has_prefix()) {
      if (attribute.name.text == "xmlns") attribute.uri = xmlns_namespace;
      continue;
    }
    const std::optional<std::string_view> uri = namespaces.find(attribute.name.prefix());
    if (!uri) {
      in.fail("'" + std::string(attribute.name.prefix()) + "' is an undeclared prefix.",
              attribute.name_at);
    }
    attribute.uri = *uri;
  }
  check_duplicates(in);
}

void Attributes::check_duplicates(const Scanner& in) {
  const auto same = [this](std::size_t one, std::size_t other) {
    const Attribute& a = attributes_[one];
    const Attribute& b = attributes_[other];
    if (!a.name.has_prefix() && !b.name.has_prefix()) return a.name.text == b.name.text;
    return a.name.local() == b.name.local() && a.uri == b.uri;
  };
  const auto refuse = [&](std::size_t second) {
    in.fail("'" + std::string(attributes_[second].name.text) + "' is a duplicate attribute name.",
            attributes_[second].name_at);
  };
  if (attributes_.size() <= few) {
    for (std::size_t i = 0; i < attributes_.size(); ++i) {
      for (std::size_t j = i + 1; j < attributes_.size(); ++j) {
        if (same(i, j)) refuse(j);
      }
    }
    return;
  }
  std::vector<std::size_t> order(attributes_.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [this](std::size_t one, std::size_t other) {
    const Attribute& a = attributes_[one];
    const Attribute& b = attributes_[other];
    return a.name.local() != b.name.local() ? a.name.local() < b.name.local() : a.uri < b.uri;
  });
  // .NET compares the first attribute with all others, then the second, and so on.
  std::size_t first = attributes_.size();
  std::size_t second = 0;
  for (std::size_t i = 1; i < order.size(); ++i) {
    if (order[i - 1] < first && same(order[i - 1], order[i])) {
      first = order[i - 1];
      second = order[i];
    }
  }
  if (first != attributes_.size()) refuse(second);
}

}  // namespace shirlint::xml
