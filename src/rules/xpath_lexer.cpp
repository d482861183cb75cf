#include "rules/xpath_lexer.h"

#include <array>
#include <utility>

namespace shirlint::rules::xpath {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// Section 3.7: an operator can only follow what ends an operand.
bool ends_operand(TokenKind kind) {
  return kind >= TokenKind::name && kind <= TokenKind::close_bracket;
}

class Lexer {
 public:
  explicit Lexer(std::string_view query) : query_(query) {}

  Token next(TokenKind before) {
    while (is_blank(at(0))) ++offset_;
    const std::size_t start = offset_;
    const TokenKind kind = offset_ == query_.size() ? TokenKind::end : read(before);
    return {kind, {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(offset_)}};
  }

 private:
  // Past the end it is NUL, which begins and continues nothing.
  [[nodiscard]] char at(std::size_t ahead) const {
    return offset_ + ahead < query_.size() ? query_[offset_ + ahead] : '\0';
  }

  TokenKind read(TokenKind before) {
    const char first = at(0);
    if (first == '"' || first == '\'') return literal(first);
    if (is_digit(first) || (first == '.' && is_digit(at(1)))) return number();
    if (is_name_start(first)) return name(before);
    if (first == '$') {
      ++offset_;
      if (!is_name_start(at(0))) return TokenKind::bad;
      qname();
      return TokenKind::variable;
    }
    if (first == '*') {
      ++offset_;
      return ends_operand(before) ? TokenKind::multiply : TokenKind::any_name;
    }
    return symbol();
  }

  TokenKind symbol() {
    using Kind = TokenKind;
    // clang-format off
    static constexpr std::array<std::pair<std::string_view, Kind>, 20> symbols = {{
        {"//", Kind::double_slash}, {"..", Kind::double_dot}, {"::", Kind::double_colon},
        {"!=", Kind::not_equal}, {"<=", Kind::less_equal}, {">=", Kind::greater_equal},
        {"/", Kind::slash}, {".", Kind::dot}, {"@", Kind::at}, {",", Kind::comma},
        {"(", Kind::open_parenthesis}, {")", Kind::close_parenthesis}, {"[", Kind::open_bracket},
        {"]", Kind::close_bracket}, {"|", Kind::pipe}, {"=", Kind::equal}, {"<", Kind::less},
        {">", Kind::greater}, {"+", Kind::plus}, {"-", Kind::minus}}};
    // clang-format on
    for (const auto& [text, kind] : symbols) {
      if (query_.substr(offset_, text.size()) == text) {
        offset_ += text.size();
        return kind;
      }
    }
    ++offset_;
    return TokenKind::bad;
  }

  TokenKind literal(char quote) {
    const std::size_t close = query_.find(quote, offset_ + 1);
    offset_ = close == std::string_view::npos ? query_.size() : close + 1;
    return close == std::string_view::npos ? TokenKind::bad : TokenKind::literal;
  }

  TokenKind number() {
    while (is_digit(at(0))) ++offset_;
    if (at(0) == '.') ++offset_;
    while (is_digit(at(0))) ++offset_;
    return TokenKind::number;
  }

  void ncname() {
    while (is_name_character(at(0))) ++offset_;
  }

  void qname() {
    ncname();
    if (at(0) != ':' || !is_name_character(at(1))) return;
    ++offset_;
    ncname();
  }

  TokenKind name(TokenKind before) {
    const std::size_t start = offset_;
    qname();
    if (at(0) == ':' && at(1) == '*' &&
        query_.substr(start, offset_ - start).find(':') == std::string_view::npos) {
      offset_ += 2;
      return TokenKind::name;
    }
    if (!ends_operand(before)) return TokenKind::name;
    const std::string_view name = query_.substr(start, offset_ - start);
    if (name == "or") return TokenKind::or_operator;
    if (name == "and") return TokenKind::and_operator;
    if (name == "div") return TokenKind::divide;
    return name == "mod" ? TokenKind::modulo : TokenKind::name;
  }

  std::string_view query_;
  std::size_t offset_ = 0;
};

}  // namespace

bool is_name_character(char c) { return is_name_start(c) || is_digit(c) || c == '-' || c == '.'; }

std::vector<Token> tokenize(std::string_view query, std::size_t most) {
  std::vector<Token> tokens;
  Lexer lexer(query);
  TokenKind before = TokenKind::end;
  while (tokens.size() < most) {
    tokens.push_back(lexer.next(before));
    before = tokens.back().kind;
    if (before == TokenKind::end) return tokens;
    if (before == TokenKind::bad) break;
  }
  const std::uint32_t stop = tokens.empty() ? 0 : tokens.back().span.end;
  tokens.push_back({TokenKind::end, {stop, stop}});
  return tokens;
}

}  // namespace shirlint::rules::xpath
