#include "xml/declaration.h"

#include <algorithm>

#include "text/ascii.h"
#include "text/encoding.h"
#include "xml/names.h"

namespace shirlint::xml {
namespace {

/// Whether XML 1.0, production 81, lets an encoding be called so. Else .NET has none of that name.
bool is_encoding_name(std::string_view name) {
  return !name.empty() && text::is_letter(name[0]) &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return text::is_letter(c) || text::is_digit(c) || c == '.' || c == '_' || c == '-';
         });
}

}  // namespace

bool Declaration::parse(First first) {
  if (!in_.has(0, 6) || !in_.starts(0, "<?xml")) return false;
  const text::Character next = text::character_at(in_.text(), 5);
  if (next.value == ':' || in_ncname(next.value)) return false;
  in_.at = 5;
  first_ = first;
  while (!ended()) attribute();
  return true;
}

bool Declaration::ended() {
  const bool spaced = in_.skip_space();
  if (in_.peek(in_.at) == '?') {
    if (in_.peek(in_.at + 1) == '>') {
      if (next_ == Next::version) fail_syntax(in_.at);
      in_.at += 2;
      return true;
    }
    if (in_.at + 1 == in_.size()) {
      in_.read_past_end(in_.at);
      in_.fail("Unexpected end of file has occurred.", in_.at);
    }
    in_.fail_unexpected(in_.at, "'>'");
  }
  if (!spaced && next_ != Next::version) in_.fail_unexpected(in_.at, "?>");
  return false;
}

void Declaration::attribute() {
  const std::size_t end = in_.end_of_name(in_.at, false);
  const std::string_view name = in_.text().substr(in_.at, end - in_.at);
  if (name == "encoding" && next_ == Next::encoding) {
    // expected
  } else if (name == "standalone" && (next_ == Next::encoding || next_ == Next::standalone)) {
    next_ = Next::standalone;
  } else if (name != "version" || next_ != Next::version) {
    fail_syntax(in_.at);
  }
  in_.at = end;
  if (in_.peek(in_.at) != '=') in_.skip_space();
  if (in_.peek(in_.at) != '=') in_.fail_unexpected(in_.at, "=");
  ++in_.at;
  if (in_.peek(in_.at) != '"' && in_.peek(in_.at) != '\'') in_.skip_space();
  const char quote = in_.peek(in_.at);
  if (quote != '"' && quote != '\'') in_.fail_unexpected(in_.at, "\"' or ''");
  ++in_.at;
  value(quote);
}

void Declaration::value(char quote) {
  std::size_t end = in_.at;
  while (end < in_.size()) {
    const bool ascii = static_cast<unsigned char>(in_.text()[end]) < 0x80;
    if (!(ascii ? is_class(in_.text()[end], plain_value) : in_.is_character(end))) break;
    end += text::character_at(in_.text(), end).size;
  }
  if (end == in_.size()) {
    in_.read_past_end(in_.at);
    in_.fail("There is an unclosed literal string.", in_.at);
  }
  if (in_.text()[end] != quote) fail_syntax(in_.at);
  const std::string_view value = in_.text().substr(in_.at, end - in_.at);
  if (next_ == Next::version) {
    if (value != "1.0") {
      in_.fail("Version number '" + std::string(value) + "' is invalid.", in_.at);
    }
    next_ = Next::encoding;
  } else if (next_ == Next::encoding) {
    declared_ = {static_cast<std::uint32_t>(in_.at), static_cast<std::uint32_t>(end)};
    check_encoding(value);
    next_ = Next::standalone;
  } else {
    if (value != "yes" && value != "no") fail_syntax(in_.at, -1);
    next_ = Next::nothing;
  }
  in_.at = end + 1;
}

void Declaration::check_encoding(std::string_view name) const {
  for (const std::string_view two_bytes : {"ucs-2", "utf-16", "iso-10646-ucs-2"}) {
    if (text::equal_ignoring_case(name, two_bytes) && first_ != First::utf16) {
      throw Refusal{"There is no Unicode byte order mark. Cannot switch to Unicode.",
                    declared_.start,
                    0,
                    0,
                    FaultCause::encoding,
                    false};
    }
  }
  if (text::equal_ignoring_case(name, "ucs-4") || text::find_encoding(name)) return;
  // "utf8" is what people write for "utf-8"; .NET Framework has never known it.
  if (!is_encoding_name(name) || text::equal_ignoring_case(name, "utf8")) {
    in_.fail("System does not support '" + std::string(name) + "' encoding.", in_.at,
             FaultCause::encoding);
  }
  throw UnknownEncoding{std::string(name)};
}

void Declaration::fail_syntax(std::size_t offset, int back) const {
  Scanner::Place place = in_.place(offset);
  place.position += back;
  in_.fail_at_place("Syntax for an XML declaration is invalid.", offset, place);
}

}  // namespace shirlint::xml
