#include "xml/scanner.h"

#include <algorithm>
#include <limits>

#include "text/encoding.h"
#include "xml/names.h"

namespace shirlint::xml {
namespace {

bool is_high_surrogate(char32_t value) { return value >= 0xD800 && value <= 0xDBFF; }
bool is_low_surrogate(char32_t value) { return value >= 0xDC00 && value <= 0xDFFF; }

bool is_xml_character(char32_t value) {
  if (value < 0x20) return value == '\t' || value == '\n' || value == '\r';
  return !is_high_surrogate(value) && !is_low_surrogate(value) && value != 0xFFFE &&
         value != 0xFFFF;
}

std::uint32_t units(char32_t value) { return value >= 0x10000 ? 2 : 1; }

std::string hexadecimal(std::uint32_t value) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string text;
  for (; value != 0 || text.size() < 2; value >>= 4U)
    text.insert(text.begin(), digits[value & 15U]);
  return "0x" + text;
}

/// .NET joins any two UTF-16 units this way when the first is a high surrogate.
std::uint32_t joined(char32_t high, char32_t next) {
  const auto low = static_cast<std::uint32_t>(next) - 0xDC00U;
  return low | (((static_cast<std::uint32_t>(high) - 0xD800U) << 10U) + 0x10000U);
}

}  // namespace

bool Scanner::has(std::size_t offset, std::size_t count, std::size_t counted) const {
  if (!is_close_to_end(offset, 3 * count)) return true;
  reads_chunk(offset, count);
  std::size_t found = 0;
  for (std::size_t i = offset; i < text_.size() && found < count;) {
    const text::Character character = text::character_at(text_, i);
    found += units(character.value);
    i += character.size;
  }
  if (found >= count) return true;
  read_past_end(counted);
  return false;
}

bool Scanner::reads_chunk(std::size_t offset, std::size_t count) const {
  if (offset >= chunk_end_) return false;
  const bool more = chunk_end_ < text_.size();
  if (units_in(text_.substr(offset, chunk_end_ - offset)) >= count) return false;
  chunk_end_ = 0;
  return more;
}

std::size_t Scanner::units_in(std::string_view part) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < part.size();) {
    const text::Character character = text::character_at(part, i);
    count += units(character.value);
    i += character.size;
  }
  return count;
}

void Scanner::read_past_end(Counted counted) const {
  if (!ends_in_fault_) return;
  const Place at_end = fault_has_place_ ? place(text_.size(), counted) : Place{0, 0};
  throw Refusal{"Invalid character in the given encoding.",
                text_.size(),
                at_end.line,
                at_end.position,
                FaultCause::encoding,
                is_entity_};
}

Scanner::Place Scanner::place(std::size_t offset, Counted counted) const {
  std::uint32_t line = first_line_ + (counted.lines > recounted_at_ ? recounted_lines_ : 0);
  std::size_t start = 0;
  bool first = true;
  for (std::size_t i = text_.find_first_of("\r\n"); i != std::string_view::npos;
       i = text_.find_first_of("\r\n", i)) {
    const std::size_t end =
        i + (text_[i] == '\r' && peek(i + 1) == '\n' && i != uncounted_ ? 2 : 1);
    if (end > counted.lines && end > counted.line_start) break;
    if (i != uncounted_) {
      if (end <= counted.lines) ++line;
      if (end <= counted.line_start) {
        start = end;
        first = false;
      }
    }
    i = end;
  }
  const std::size_t low = std::min(start, offset);
  auto column =
      static_cast<std::int64_t>(units_in(text_.substr(low, std::max(start, offset) - low)));
  if (offset < start) column = -column;
  return {line, column + 1 + (first ? columns_before_ : 0)};
}

Scanner::Place Scanner::next_place(std::size_t offset) {
  if (last_place_.line == 0 || offset < last_offset_) {
    last_place_ = place(offset);
  } else {
    const std::string_view passed = text_.substr(last_offset_, offset - last_offset_);
    std::size_t start = 0;
    for (std::size_t i = passed.find_first_of("\r\n"); i != std::string_view::npos;
         i = passed.find_first_of("\r\n", start)) {
      start = i + (passed.substr(i, 2) == "\r\n" ? 2U : 1U);
      ++last_place_.line;
    }
    if (start != 0) last_place_.position = 1;
    last_place_.position += static_cast<std::int64_t>(units_in(passed.substr(start)));
  }
  last_offset_ = offset;
  return last_place_;
}

void Scanner::recount(std::size_t start, std::size_t end) {
  if (chunk_end_ <= start || chunk_end_ > end) return;
  recounted_at_ = start;
  for (std::size_t i = start; i < chunk_end_; ++i) {
    const bool last = i + 1 == chunk_end_;
    if (text_[i] == '\n' || (text_[i] == '\r' && !last && text_[i + 1] != '\n')) {
      ++recounted_lines_;
    }
  }
}

void Scanner::fail(std::string message, std::size_t offset, FaultCause cause) const {
  const Place here = place(offset);
  throw Refusal{std::move(message), offset, here.line, here.position, cause, is_entity_};
}

void Scanner::fail(std::string message, std::size_t offset) const {
  fail(std::move(message), offset, FaultCause::not_well_formed);
}

void Scanner::fail_counted(std::string message, std::size_t offset, Counted counted) const {
  fail_at_place(std::move(message), offset, place(offset, counted));
}

void Scanner::fail_at_place(std::string message, std::size_t offset, Place place) const {
  throw Refusal{std::move(message),          offset,    place.line, place.position,
                FaultCause::not_well_formed, is_entity_};
}

void Scanner::fail_bad_name(std::size_t offset) const {
  const auto [character, number] = described(offset);
  fail("The '" + character + "' character, hexadecimal value " + number +
           ", cannot be included in a name.",
       offset);
}

void Scanner::fail_bad_name_start(std::size_t offset) const {
  const auto [character, number] = described(offset);
  fail(
      "Name cannot begin with the '" + character + "' character, hexadecimal value " + number + ".",
      offset);
}

void Scanner::fail_invalid_character(std::size_t offset, FaultCause cause) const {
  fail(invalid_character_message(offset), offset, cause);
}

std::string Scanner::invalid_character_message(std::size_t offset) const {
  const auto [character, number] = described(offset);
  return "'" + character + "', hexadecimal value " + number + ", is an invalid character.";
}

std::pair<std::string, std::string> Scanner::described(std::size_t offset) const {
  const text::Character here = text::character_at(text_, offset);
  const text::Character next = text::character_at(text_, offset + here.size);
  std::string shown;
  // .NET writes a dot for NUL, which would end the message for older code.
  text::append_utf8(shown, here.value == 0 ? U'.' : here.value);
  auto number = static_cast<std::uint32_t>(here.value);
  if (is_high_surrogate(here.value) && next.value != 0) {
    const char32_t unit = next.value < 0x10000 ? next.value : 0xD7C0 + (next.value >> 10U);
    text::append_utf8(shown, unit);
    number = joined(here.value, unit);
  }
  return {std::move(shown), hexadecimal(number)};
}

void Scanner::fail_unexpected(std::size_t offset, std::string_view wanted, FaultCause cause) const {
  if (offset >= text_.size()) fail("Unexpected end of file has occurred.", offset);
  fail("'" + unexpected_token(offset) + "' is an unexpected token. The expected token is '" +
           std::string(wanted) + "'.",
       offset, cause);
}

void Scanner::fail_expected_space(std::size_t offset) const {
  if (offset >= text_.size()) fail("Unexpected end of file has occurred.", offset);
  fail("'" + unexpected_token(offset) + "' is an unexpected token. Expecting white space.", offset);
}

std::string Scanner::unexpected_token(std::size_t offset) const {
  std::size_t end = end_of_name_part(offset);
  if (offset < chunk_end_) end = std::min(end, chunk_end_);
  if (end != offset) return std::string(text_.substr(offset, end - offset));
  std::string token;
  const char32_t value = text::character_at(text_, offset).value;
  text::append_utf8(token, value < 0x10000 ? value : 0xD7C0 + (value >> 10U));
  return token;
}

bool Scanner::is_character(std::size_t offset) const {
  const char32_t value = text::character_at(text_, offset).value;
  return value < 0x10000 && is_xml_character(value);
}

bool Scanner::skip_space() {
  const std::size_t start = at;
  while (at < text_.size() && is_xml_space(text_[at])) ++at;
  if (at == text_.size()) read_past_end(at != start && text_[at - 1] == '\r' ? at - 1 : at);
  return at != start;
}

std::size_t Scanner::end_of_name_part(std::size_t offset) const {
  for (;;) {
    offset = end_of_run(text_, offset, name_part);
    if (offset == text_.size() || static_cast<unsigned char>(text_[offset]) < 0x80) break;
    const text::Character character = text::character_at(text_, offset);
    if (!in_ncname(character.value)) break;
    offset += character.size;
  }
  return offset;
}

Scanner::Name Scanner::name(std::size_t offset, bool qualified) const {
  const std::size_t start = offset;
  // As nearly all are: ASCII, without a prefix, and something behind it.
  const std::size_t plain_end = end_of_run(text_, offset, name_part);
  if (is_class(peek(offset), name_start) && plain_end < text_.size() && text_[plain_end] != ':' &&
      static_cast<unsigned char>(text_[plain_end]) < 0x80) {
    return {text_.substr(start, plain_end - start), std::string_view::npos, plain_end};
  }
  std::size_t colon = std::string_view::npos;
  for (bool colon_allowed = qualified;; colon_allowed = false) {
    if (!is_class(peek(offset), name_start)) {
      const text::Character first = text::character_at(text_, offset);
      if (first.size == 0 || !starts_ncname(first.value)) {
        if (!has(offset, 2)) {
          fail("Unexpected end of file while parsing Name has occurred.", offset);
        }
        fail_bad_name_start(offset);
      }
      offset += first.size - 1;
    }
    offset = end_of_name_part(offset + 1);
    if (offset == text_.size()) {
      read_past_end(offset);
      fail("Unexpected end of file while parsing Name has occurred.", offset);
    }
    if (text_[offset] != ':') return {text_.substr(start, offset - start), colon, offset};
    if (!colon_allowed) fail_bad_name(offset);
    colon = offset - start;
    ++offset;
  }
}

void Scanner::pass_entity_name() {
  constexpr std::string_view message = "An error occurred while parsing EntityName.";
  std::size_t end = 0;
  try {
    end = end_of_name(at, false);
  } catch (const Refusal& refusal) {
    // A fault without a place did not move .NET from the start of the name.
    fail(std::string(message), refusal.line == 0 ? at : refusal.offset, FaultCause::bare_ampersand);
  }
  if (peek(end) != ';') fail(std::string(message), at, FaultCause::bare_ampersand);
  at = end + 1;
}

CharacterReference Scanner::pass_character_reference(char32_t* value) {
  if (at + 1 == text_.size()) {
    read_past_end(at);
    return CharacterReference::cut_off;
  }
  const bool passed = text_[at + 1] == '#' ? pass_number(value) : pass_known_name(value);
  return passed ? CharacterReference::read : CharacterReference::none;
}

bool Scanner::pass_number(char32_t* value) {
  constexpr std::int64_t highest = std::numeric_limits<std::int32_t>::max();
  const bool hexadecimal_digits = peek(at + 2) == 'x';
  const std::size_t first = at + (hexadecimal_digits ? 3 : 2);
  std::size_t pos = first;
  std::int64_t number = 0;
  for (; pos < text_.size(); ++pos) {
    const char c = text_[pos];
    const char letter = static_cast<char>(c | 0x20);
    const bool decimal = c >= '0' && c <= '9';
    if (!decimal && !(hexadecimal_digits && letter >= 'a' && letter <= 'f')) break;
    // .NET adds the letter before it subtracts its base, and that is where it overflows.
    const std::int64_t sum = number * (hexadecimal_digits ? 16 : 10) + (decimal ? 0 : 10) + c;
    number = sum - (decimal ? '0' : c == letter ? 'a' : 'A');
    if (sum > highest) fail("Invalid value of a character entity reference.", pos);
  }
  if (pos == text_.size()) {
    read_past_end(at);
    fail("Unexpected end of file while parsing  has occurred.", at);
  }
  if (text_[pos] != ';' || pos == first) {
    fail(std::string("Invalid syntax for a ") + (hexadecimal_digits ? "hexa" : "") +
             "decimal numeric entity reference.",
         pos);
  }
  if (value != nullptr) *value = number > 0x10FFFF ? 0xFFFD : static_cast<char32_t>(number);
  at = pos + 1;
  return true;
}

bool Scanner::pass_known_name(char32_t* value) {
  struct Known {
    std::string_view text;
    char32_t value;
  };
  constexpr Known known[] = {
      {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
  for (const Known& name : known) {
    if (starts(at, name.text)) {
      if (value != nullptr) *value = name.value;
      at += name.text.size();
      return true;
    }
    // .NET reads on when so little is left that the name could still become this one; it compares
    // no more than the letters that tell the five names apart.
    const std::size_t telling = name.text[1] == 'a' ? 3 : 2;
    const std::string_view rest = text_.substr(at);
    if (rest.substr(0, telling) == name.text.substr(0, std::min(telling, rest.size()))) {
      has(at, name.text.size());
    }
  }
  return false;
}

void Scanner::pass_reference() {
  switch (pass_character_reference()) {
    case CharacterReference::read:
      return;
    case CharacterReference::none:
      ++at;
      pass_entity_name();
      return;
    case CharacterReference::cut_off:
      fail("Unexpected end of file has occurred.", at, FaultCause::bare_ampersand);
  }
}

std::size_t Scanner::pass_character(std::size_t offset) const {
  const text::Character character = text::character_at(text_, offset);
  if (is_xml_character(character.value)) return offset + character.size;
  if (!is_high_surrogate(character.value)) fail_invalid_character(offset);
  const std::size_t next = offset + character.size;
  if (next >= text_.size()) return offset;
  fail_invalid_character(next);  // .NET has gone on to the place of the second half
}

}  // namespace shirlint::xml
