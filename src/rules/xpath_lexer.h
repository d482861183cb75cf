// The tokens of an XPath 1.0 query, with names and `*` told apart from operators.
//
// Rule source: XPath 1.0 section 3.7 (lexical structure). Names are read as pugixml 1.13 reads
// them: every byte above 127 is a letter, and after the colon of a QName a digit may follow. The
// two must agree on what is a query, because pugixml evaluates what is read here.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace shirlint::rules::xpath {

/// In three groups: what can begin an operand or stand between its parts, what ends an operand,
/// and operators. An operator is only read as one after what ends an operand.
// clang-format off
enum class TokenKind : std::uint8_t {
  end, bad,  // bad: no token begins like this; always the last but `end`
  at, double_colon, open_parenthesis, open_bracket, comma,

  name,      // NCName, QName or `prefix:*`
  variable,  // with its `$`
  literal,   // with its quotes
  any_name,  // `*` as a name test
  number, dot, double_dot, close_parenthesis, close_bracket,

  slash, double_slash, pipe, or_operator, and_operator, equal, not_equal, less, less_equal,
  greater, greater_equal, plus, minus, multiply, divide, modulo
};
// clang-format on

struct Token {
  TokenKind kind = TokenKind::end;
  text::Span span;
};

/// Whether `c` can stand inside a name; two such neighbours need a blank between them.
bool is_name_character(char c);

/// All tokens of `query`, closed by an `end` token of no length. Reading stops at what is no
/// token (`bad`) and after `most` tokens, so the work is bounded by the shorter of the two.
std::vector<Token> tokenize(std::string_view query, std::size_t most);

}  // namespace shirlint::rules::xpath
