#include "dotnet/regex_scanner.h"

#include <array>
#include <utility>

namespace shirlint::dotnet::rx {

namespace {

constexpr std::array<CharKind, 128> make_kinds() {
  std::array<CharKind, 128> kinds{};
  for (const char c : {'\t', '\n', '\f', '\r', ' '}) {
    kinds[static_cast<unsigned char>(c)] = CharKind::blank;
  }
  kinds['#'] = CharKind::comment;
  for (const char c : {'$', '(', ')', '.', '[', '\\', '^', '|'}) {
    kinds[static_cast<unsigned char>(c)] = CharKind::special;
  }
  for (const char c : {'*', '+', '?', '{'}) {
    kinds[static_cast<unsigned char>(c)] = CharKind::quantifier;
  }
  return kinds;
}

constexpr std::array<CharKind, 128> kinds = make_kinds();

std::uint16_t option_of(char16_t letter) {
  switch (letter) {
    case u'i':
    case u'I':
      return opt_ignore_case;
    case u'm':
    case u'M':
      return opt_multiline;
    case u'n':
    case u'N':
      return opt_explicit_capture;
    case u's':
    case u'S':
      return opt_singleline;
    case u'x':
    case u'X':
      return opt_white_space;
    default:
      return 0;
  }
}

int hex_value(char16_t c) {
  if (is_digit(c)) return c - u'0';
  if (c >= u'a' && c <= u'f') return c - u'a' + 10;
  if (c >= u'A' && c <= u'F') return c - u'A' + 10;
  return -1;
}

}  // namespace

CharKind char_kind(char16_t c) { return c < kinds.size() ? kinds[c] : CharKind::ordinary; }

bool Scanner::fail(Failure failure, std::string reason) {
  if (failure_ == Failure::none) {
    failure_ = failure;
    error_position_ = position_;
    reason_ = std::move(reason);
  }
  return false;
}

bool Scanner::fail(std::string reason) { return fail(Failure::pattern, std::move(reason)); }
bool Scanner::fail_limit(std::string reason) { return fail(Failure::limit, std::move(reason)); }
bool Scanner::fail_other(std::string reason) { return fail(Failure::other, std::move(reason)); }

bool Scanner::at_quantifier() const {
  if (at_end() || char_kind(peek()) != CharKind::quantifier) return false;
  if (peek() != u'{') return true;
  std::size_t i = 1;
  while (i < left() && is_digit(peek(i))) ++i;
  if (i == 1 || i == left()) return false;
  if (peek(i) == u'}') return true;
  if (peek(i) != u',') return false;
  ++i;
  while (i < left() && is_digit(peek(i))) ++i;
  return i < left() && peek(i) == u'}';
}

bool Scanner::skip_comment() {
  while (!at_end() && peek() != u')') skip();
  if (at_end()) return fail("Unterminated (?#...) comment.");
  skip();
  return true;
}

bool Scanner::skip_blanks() {
  while (true) {
    if (has(opt_white_space)) {
      while (!at_end() && char_kind(peek()) == CharKind::blank) skip();
      if (sees(u'#')) {
        while (!at_end() && peek() != u'\n') skip();
        continue;
      }
    }
    if (!sees(u'(') || !sees(u'?', 1) || !sees(u'#', 2)) return true;
    if (!skip_comment()) return false;
  }
}

void Scanner::read_options() {
  bool off = false;
  for (; !at_end(); skip()) {
    const char16_t c = peek();
    if (c == u'-' || c == u'+') {
      off = c == u'-';
      continue;
    }
    const std::uint16_t option = option_of(c);
    if (option == 0) return;
    options_ = static_cast<std::uint16_t>(off ? options_ & ~option : options_ | option);
  }
}

std::u16string_view Scanner::read_name() {
  const std::size_t from = position_;
  while (!at_end() && is_word_char(peek())) skip();
  return text(from, position_);
}

bool Scanner::read_decimal(std::int32_t& value) {
  value = 0;
  while (!at_end() && is_digit(peek())) {
    const std::int32_t digit = next() - u'0';
    if (value > infinite / 10 || (value == infinite / 10 && digit > infinite % 10)) {
      return fail("Capture group numbers must be less than or equal to Int32.MaxValue.");
    }
    value = value * 10 + digit;
  }
  return true;
}

bool Scanner::read_hex(std::size_t digits, char16_t& c) {
  unsigned value = 0;
  bool complete = left() >= digits;
  for (std::size_t i = 0; complete && i < digits; ++i) {
    const int digit = hex_value(next());
    complete = digit >= 0;
    value = value * 16U + static_cast<unsigned>(digit);
  }
  if (!complete) return fail("Insufficient hexadecimal digits.");
  c = static_cast<char16_t>(value);
  return true;
}

bool Scanner::read_control(char16_t& c) {
  if (at_end()) return fail("Missing control character.");
  c = next();
  if (c >= u'a' && c <= u'z') c = static_cast<char16_t>(c - (u'a' - u'A'));
  c = static_cast<char16_t>(c - u'@');
  return c < u' ' || fail("Unrecognized control character.");
}

char16_t Scanner::read_octal() {
  unsigned value = 0;
  for (int i = 0; i < 3 && !at_end() && peek() >= u'0' && peek() <= u'7'; ++i) {
    value = value * 8U + (next() - static_cast<unsigned>(u'0'));
  }
  return static_cast<char16_t>(value & 0xFFU);
}

bool Scanner::read_char_escape(char16_t& c) {
  c = next();
  switch (c) {
    case u'x':
      return read_hex(2, c);
    case u'u':
      return read_hex(4, c);
    case u'c':
      return read_control(c);
    case u'a':
      c = 0x07;
      return true;
    case u'b':
      c = 0x08;
      return true;
    case u'e':
      c = 0x1B;
      return true;
    case u'f':
      c = 0x0C;
      return true;
    case u'n':
      c = 0x0A;
      return true;
    case u'r':
      c = 0x0D;
      return true;
    case u't':
      c = 0x09;
      return true;
    case u'v':
      c = 0x0B;
      return true;
    default:
      break;
  }
  if (c >= u'0' && c <= u'7') {
    back();
    c = read_octal();
    return true;
  }
  if (!is_word_char(c)) return true;
  return fail("Unrecognized escape sequence \\" + to_utf8({&c, 1}) + ".");
}

bool Scanner::read_property(std::u16string_view& name) {
  if (left() < 3) return fail("Incomplete \\p{X} character escape.");
  if (next() != u'{') return fail("Malformed \\p{X} character escape.");
  const std::size_t from = position_;
  while (!at_end() && (is_word_char(peek()) || peek() == u'-')) skip();
  name = text(from, position_);
  if (at_end() || next() != u'}') return fail("Incomplete \\p{X} character escape.");
  return true;
}

}  // namespace shirlint::dotnet::rx
