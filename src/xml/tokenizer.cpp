#include "xml/tokenizer.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace shirlint::xml {
namespace {

enum Class : std::uint8_t {
  is_space = 1,
  ends_name = 2,      // what cannot be part of a name even in a malformed tag
  ends_unquoted = 4,  // what ends an attribute value without quotes
  starts_name = 8,
};

constexpr std::array<std::uint8_t, 256> make_classes() {
  std::array<std::uint8_t, 256> classes{};
  for (const char c : {' ', '\t', '\r', '\n'}) {
    classes[static_cast<unsigned char>(c)] = is_space | ends_name | ends_unquoted;
  }
  for (const char c : {'=', '/', '"', '\''}) classes[static_cast<unsigned char>(c)] = ends_name;
  for (const char c : {'<', '>'}) {
    classes[static_cast<unsigned char>(c)] = ends_name | ends_unquoted;
  }
  for (unsigned c = 'a'; c <= 'z'; ++c) classes[c] = classes[c - 32] = starts_name;
  for (unsigned c = 0x80; c <= 0xFF; ++c) classes[c] = starts_name;
  classes['_'] = classes[':'] = starts_name;
  return classes;
}

constexpr std::array<std::uint8_t, 256> classes = make_classes();

bool is(char c, Class wanted) { return (classes[static_cast<unsigned char>(c)] & wanted) != 0; }

std::size_t find_or_end(std::string_view text, char wanted, std::size_t from) {
  return std::min(text.find(wanted, from), text.size());
}

/// Behind the `closing` of what `from` is in, or the end.
std::size_t end_of_construct(std::string_view text, std::size_t from, std::string_view closing) {
  const std::size_t found = text.find(closing, from);
  return found == std::string_view::npos ? text.size() : found + closing.size();
}

class Tokenizer {
 public:
  explicit Tokenizer(std::string_view text) : text_(text) { tokens_.reserve(text.size() / 5 + 16); }

  std::vector<Token> run() {
    while (at_ < text_.size()) {
      if (text_[at_] != '<') {
        add(TokenKind::text, find('<', at_));
      } else {
        markup();
      }
    }
    return std::move(tokens_);
  }

 private:
  [[nodiscard]] char peek(std::size_t at) const { return at < text_.size() ? text_[at] : '\0'; }

  [[nodiscard]] bool starts(std::string_view prefix) const {
    return text_.compare(at_, prefix.size(), prefix) == 0;
  }

  [[nodiscard]] std::size_t find(char wanted, std::size_t from) const {
    return find_or_end(text_, wanted, from);
  }

  [[nodiscard]] std::size_t end_of_run(std::size_t from, Class stop) const {
    while (from < text_.size() && !is(text_[from], stop)) ++from;
    return from;
  }

  void add(TokenKind kind, std::size_t end) {
    tokens_.push_back({kind, {static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(end)}});
    at_ = end;
  }

  void malformed() { add(TokenKind::malformed, find('<', at_ + 1)); }

  void markup() {
    switch (peek(at_ + 1)) {
      case '?':
        processing_instruction();
        return;
      case '!':
        exclamation();
        return;
      case '/':
        if (is(peek(at_ + 2), starts_name)) return tag(2);
        break;
      default:
        if (is(peek(at_ + 1), starts_name)) return tag(1);
        break;
    }
    malformed();
  }

  /// Once there is no further `closing`, there never is; then nobody looks again.
  void delimited(TokenKind kind, std::size_t opening, std::string_view closing, bool& may_close) {
    const std::size_t end = may_close ? text_.find(closing, at_ + opening) : std::string_view::npos;
    if (end == std::string_view::npos) {
      may_close = false;
      malformed();
    } else {
      add(kind, end + closing.size());
    }
  }

  void processing_instruction() {
    const bool declaration =
        starts("<?xml") && (is(peek(at_ + 5), is_space) || peek(at_ + 5) == '?');
    delimited(declaration ? TokenKind::declaration : TokenKind::processing_instruction, 2, "?>",
              instruction_may_close_);
  }

  void exclamation() {
    if (starts("<!--")) {
      delimited(TokenKind::comment, 4, "-->", comment_may_close_);
    } else if (starts("<![CDATA[")) {
      delimited(TokenKind::cdata, 9, "]]>", cdata_may_close_);
    } else if (doctype_may_close_ && starts(doctype_opening)) {
      const std::size_t end = end_of_doctype(text_, at_ + doctype_opening.size());
      doctype_may_close_ = end != 0;
      end == 0 ? malformed() : add(TokenKind::doctype, end);
    } else {
      malformed();
    }
  }

  void tag(std::size_t opening) {
    add(TokenKind::tag_open, at_ + opening);
    add(TokenKind::element_name, end_of_run(at_, ends_name));
    bool value_expected = false;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (is(c, is_space)) {
        std::size_t end = at_ + 1;
        while (end < text_.size() && is(text_[end], is_space)) ++end;
        add(TokenKind::space, end);
      } else if (c == '>') {
        return add(TokenKind::tag_end, at_ + 1);
      } else if (c == '/' && peek(at_ + 1) == '>') {
        return add(TokenKind::tag_end, at_ + 2);
      } else if (c == '<') {
        return;
      } else if (c == '=') {
        add(TokenKind::equals, at_ + 1);
        value_expected = true;
      } else if (value_expected) {
        add(TokenKind::attribute_value, end_of_value());
        value_expected = false;
      } else if (!is(c, ends_name)) {
        add(TokenKind::attribute_name, end_of_run(at_, ends_name));
      } else {
        add(TokenKind::malformed, end_of_run(at_ + 1, ends_unquoted));
      }
    }
  }

  [[nodiscard]] std::size_t end_of_value() const {
    const char quote = text_[at_];
    if (quote != '"' && quote != '\'') return end_of_unquoted();
    const std::size_t closing = find(quote, at_ + 1);
    const std::string_view value = text_.substr(at_ + 1, closing - at_ - 1);
    const std::size_t tag = value.find('<');
    if (tag == std::string_view::npos) return std::min(closing + 1, text_.size());
    // "<" in a value is never right. Either somebody left a placeholder like "<your proxy>" in
    // place, or the closing quote is missing and the next tag has begun.
    const bool placeholder = value.find('\n', tag) == std::string_view::npos &&
                             closing < text_.size() && is(peek(closing + 1), ends_name);
    return placeholder ? closing + 1 : at_ + 1 + tag;
  }

  [[nodiscard]] std::size_t end_of_unquoted() const {
    std::size_t end = at_;
    while (end < text_.size() && !is(text_[end], ends_unquoted) &&
           !(text_[end] == '/' && peek(end + 1) == '>')) {
      ++end;
    }
    return end;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
  bool comment_may_close_ = true;
  bool cdata_may_close_ = true;
  bool instruction_may_close_ = true;
  bool doctype_may_close_ = true;
};

}  // namespace

std::vector<Token> tokenize(std::string_view text) { return Tokenizer(text).run(); }

std::size_t end_of_doctype(std::string_view text, std::size_t from) {
  bool in_subset = false;
  while (from < text.size()) {
    const char c = text[from];
    if (c == '"' || c == '\'') {
      from = find_or_end(text, c, from + 1) + 1;
    } else if (c == '[') {
      in_subset = true;
      ++from;
    } else if (c == ']') {
      in_subset = false;
      ++from;
    } else if (c == '>' && !in_subset) {
      return from + 1;
    } else if (c == '<' && in_subset && text.compare(from, 4, "<!--") == 0) {
      from = end_of_construct(text, from + 4, "-->");
    } else if (c == '<' && in_subset && text.compare(from, 2, "<?") == 0) {
      from = end_of_construct(text, from + 2, "?>");
    } else {
      ++from;
    }
  }
  return 0;
}

}  // namespace shirlint::xml
