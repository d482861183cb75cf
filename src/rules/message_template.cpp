#include "rules/message_template.h"

namespace shirlint::rules {
namespace {

tl::unexpected<text::Error> fail_at(std::size_t offset, std::string message) {
  return text::fail(std::move(message), {},
                    {.line = 1, .column = static_cast<std::uint32_t>(offset + 1)});
}

/// End of the expression that begins at `from`: the `}` outside of XPath string literals.
std::size_t expression_end(std::string_view text, std::size_t from) {
  char quote = '\0';
  for (std::size_t at = from; at < text.size(); ++at) {
    if (quote != '\0') {
      if (text[at] == quote) quote = '\0';
    } else if (text[at] == '\'' || text[at] == '"') {
      quote = text[at];
    } else if (text[at] == '}') {
      return at;
    }
  }
  return std::string_view::npos;
}

}  // namespace

text::Result<std::vector<TemplatePart>> split_template(std::string_view text) {
  std::vector<TemplatePart> parts;
  TemplatePart literal;
  const auto finish_literal = [&] {
    if (!literal.text.empty()) parts.push_back(literal);
    literal = {};
  };
  std::size_t at = 0;
  while (at < text.size()) {
    const char character = text[at];
    const bool doubled = at + 1 < text.size() && text[at + 1] == character;
    if ((character == '{' || character == '}') && doubled) {
      literal.text += character;
      at += 2;
    } else if (character == '}') {
      return fail_at(at, "'}' closes no '{'; a brace in the text is written '}}'");
    } else if (character == '{') {
      const std::size_t end = expression_end(text, at + 1);
      if (end == std::string_view::npos) {
        return fail_at(at, "'{' is not closed; a brace in the text is written '{{'");
      }
      finish_literal();
      parts.push_back({true, std::string(text.substr(at + 1, end - at - 1)), at + 1});
      at = end + 1;
    } else {
      literal.text += character;
      ++at;
    }
  }
  finish_literal();
  return parts;
}

}  // namespace shirlint::rules
