#include "xml/edit_layout.h"

#include <algorithm>

#include "xml/places.h"

namespace shirlint::xml {
namespace {

constexpr std::string_view blanks = " \t";
/// The line break that `text` has at `at`; empty when there is none.
std::string_view line_break(std::string_view text, std::size_t at) {
  if (text.compare(at, 2, "\r\n") == 0) return text.substr(at, 2);
  return text.substr(at, at < text.size() && (text[at] == '\n' || text[at] == '\r') ? 1 : 0);
}

std::string line_end_near(std::string_view text, std::uint32_t offset) {
  std::size_t at = text.substr(0, offset).find_last_of("\r\n");
  if (at == std::string_view::npos) at = text.find_first_of("\r\n", offset);
  if (at == std::string_view::npos) return "\n";
  if (text[at] == '\n' && at > 0 && text[at - 1] == '\r') --at;
  return std::string(line_break(text, at));
}

/// How much further `inner` is indented than `outer`; nothing when that cannot be said.
std::optional<std::string> difference(const Document& document, pugi::xml_node outer,
                                      pugi::xml_node inner) {
  const std::string_view text = document.source().text();
  if (document.place(outer).whole.empty()) return std::nullopt;
  const std::string_view less = line_indentation(text, document.place(outer).whole.start);
  const auto more = indentation(text, document.place(inner).whole.start);
  if (!more || more->size() <= less.size() || more->substr(0, less.size()) != less) {
    return std::nullopt;
  }
  return std::string(more->substr(less.size()));
}

bool is_element(pugi::xml_node node) { return node.type() == pugi::node_element; }

std::optional<std::string> step_below(const Document& document, pugi::xml_node parent) {
  for (const pugi::xml_node child : parent.children()) {
    if (!is_element(child)) continue;
    if (auto step = difference(document, parent, child)) return step;
  }
  return std::nullopt;
}

std::string step_near(const Document& document, pugi::xml_node element) {
  for (pugi::xml_node at = element; is_element(at); at = at.parent()) {
    if (auto step = step_below(document, at)) return *step;
    for (const pugi::xml_node sibling : at.parent().children()) {
      if (auto step = is_element(sibling) ? step_below(document, sibling) : std::nullopt) {
        return *step;
      }
    }
  }
  return document.source().text().find("\n\t") == std::string_view::npos ? "  " : "\t";
}

/// The nearest token before `offset` that `wanted` takes, else the first behind it.
template <class Wanted>
std::optional<std::size_t> nearest_token(const Document& document, std::uint32_t offset,
                                         Wanted wanted) {
  const std::vector<Token>& tokens = document.tokens();
  const std::size_t start = find_token(tokens, offset);
  for (std::size_t at = start; at-- > 0;) {
    if (wanted(tokens[at])) return at;
  }
  for (std::size_t at = start; at < tokens.size(); ++at) {
    if (wanted(tokens[at])) return at;
  }
  return std::nullopt;
}

/// Does the text up to `offset` end in a start tag; does it go on there with an end tag?
bool behind_start_tag(const Document& document, std::uint32_t offset) {
  if (offset == 0) return false;
  const std::vector<Token>& tokens = document.tokens();
  std::size_t at = find_token(tokens, offset - 1);
  if (tokens[at].kind != TokenKind::tag_end || tokens[at].span.size() != 1) return false;
  while (at > 0 && tokens[at].kind != TokenKind::tag_open) --at;
  return tokens[at].span.size() == 1;
}

bool before_end_tag(const Document& document, std::uint32_t offset) {
  return document.source().text().compare(offset, 2, "</") == 0;
}

std::size_t count_line_breaks(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = text.find_first_of("\r\n"); at != std::string_view::npos;
       at = text.find_first_of("\r\n", at)) {
    at += line_break(text, at).size();
    ++count;
  }
  return count;
}

/// Offset of the line break number `index` (from 0) in `text`; its end when there are fewer.
std::size_t line_break_offset(std::string_view text, std::size_t index) {
  std::size_t at = text.find_first_of("\r\n");
  for (; at != std::string_view::npos && index != 0; --index) {
    at = text.find_first_of("\r\n", at + line_break(text, at).size());
  }
  return std::min(at, text.size());
}

}  // namespace

Layout layout_around(const Document& document, pugi::xml_node element) {
  const std::string_view text = document.source().text();
  const std::uint32_t offset = document.place(element).value.end;
  Layout layout;
  layout.line_end = line_end_near(text, document.place(element).whole.start);
  layout.step = step_near(document, element);
  const std::vector<Token>& tokens = document.tokens();
  const auto value = nearest_token(document, offset, [](const Token& token) {
    return token.kind == TokenKind::attribute_value;
  });
  if (value) layout.quote = text[tokens[*value].span.start];
  const auto slash = nearest_token(document, offset, [](const Token& token) {
    return token.kind == TokenKind::tag_end && token.span.size() == 2;
  });
  const bool tight = slash && *slash > 0 && tokens[*slash - 1].kind != TokenKind::space;
  layout.before_slash.assign(tight ? 0U : 1U, ' ');
  return layout;
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(white_space) == std::string_view::npos;
}

std::optional<std::string_view> indentation(std::string_view text, std::uint32_t offset) {
  const std::string_view before = text.substr(0, offset);
  const std::size_t last = before.find_last_not_of(blanks);
  if (last == std::string_view::npos) return before;
  if (before[last] != '\n' && before[last] != '\r') return std::nullopt;
  return before.substr(last + 1);
}

std::string_view line_indentation(std::string_view text, std::uint32_t offset) {
  const std::size_t last = text.substr(0, offset).find_last_of("\r\n");
  const std::string_view line = text.substr(last == std::string_view::npos ? 0 : last + 1);
  return line.substr(0, std::min(line.find_first_not_of(blanks), line.size()));
}

text::Span removal(const Document& document, text::Span span) {
  const std::string_view text = document.source().text();
  const std::size_t last = text.substr(0, span.start).find_last_not_of(white_space);
  const auto start = static_cast<std::uint32_t>(last == std::string_view::npos ? 0 : last + 1);
  const auto end = static_cast<std::uint32_t>(
      std::min(text.find_first_not_of(white_space, span.end), text.size()));
  const std::string_view before = text.substr(start, span.start - start);
  const std::string_view after = text.substr(span.end, end - span.end);
  const std::size_t breaks_before = count_line_breaks(before);
  const std::size_t breaks_after = count_line_breaks(after);
  const bool first = behind_start_tag(document, start);
  const bool last_child = before_end_tag(document, end);
  if (breaks_before == 0 && breaks_after == 0) {
    // Within a line: one of the two separators goes with it.
    if (first && !last_child) return {span.start, end};
    return {start, span.end};
  }
  if (breaks_before != 0 && breaks_after == 0) {
    if (!last_child) return {span.start, end};  // the next one begins the line now
    return {start, span.end};
  }
  if (breaks_before == 0) {
    return {first ? span.start : start, span.end};
  }
  // On lines of its own: the white space behind it stays, so that what follows keeps its
  // indentation, and of the blank lines around it the larger number.
  std::size_t kept = breaks_before > breaks_after ? breaks_before - breaks_after : 0;
  if (last_child) kept = 0;
  if (first && breaks_after > breaks_before) {  // blank lines behind it would now come first
    const std::size_t extra = breaks_after - breaks_before;
    const std::size_t until = line_break_offset(after, extra);
    return {start + static_cast<std::uint32_t>(line_break_offset(before, 0)),
            span.end + static_cast<std::uint32_t>(until)};
  }
  return {start + static_cast<std::uint32_t>(line_break_offset(before, kept)), span.end};
}

}  // namespace shirlint::xml
