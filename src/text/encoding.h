// Encodings of text files: the names .NET knows them by, bytes to UTF-8 and back.
//
// Rule source: .NET Framework's Encoding.GetEncoding and its decoders; the single-byte tables say
// in their generator where they come from.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "text/error.h"

namespace shirlint::text {

enum class EncodingKind : std::uint8_t {
  utf8,
  utf16_le,
  utf16_be,
  utf32_le,
  utf32_be,
  single_byte,
};

/// A value; UTF-8 when nothing is said.
struct Encoding {
  EncodingKind kind = EncodingKind::utf8;
  std::uint8_t table = 0;  // which single-byte table, else 0

  /// .NET's web name ("utf-8", "utf-16", "utf-16BE", "windows-1252", ...).
  [[nodiscard]] std::string_view name() const;
  friend constexpr bool operator==(const Encoding&, const Encoding&) = default;
};

/// By a name that .NET accepts, in any letter case; nothing when there is no table for it here.
std::optional<Encoding> find_encoding(std::string_view name);

/// A byte order mark at the start of `bytes`: its length (0 when there is none) and what it says.
struct ByteOrderMark {
  std::uint32_t size = 0;
  Encoding encoding;
};
ByteOrderMark find_byte_order_mark(std::string_view bytes);

struct Decoded {
  /// UTF-8. A lone surrogate of UTF-16 stands there in three bytes, as UTF-8 would write it, so
  /// that it is not lost; a byte without meaning in its table becomes the table's substitute. The
  /// text ends before the fault.
  std::string text;
  /// Offset of the first byte that .NET's decoder throws at. UTF-8: any ill-formed sequence.
  /// UTF-32: a surrogate or a number past U+10FFFF. Never set by the other kinds: they substitute.
  std::optional<std::uint32_t> fault;
  /// Bytes at the end that begin a character without finishing it. .NET drops them silently.
  std::uint32_t unfinished = 0;
};

/// `bytes` without byte order mark.
Decoded decode(std::string_view bytes, Encoding encoding);

/// The check of `decode` for UTF-8 alone, without a copy (`text` stays empty).
Decoded check_utf8(std::string_view bytes);

/// UTF-8 into `encoding`, without byte order mark. Fails when a character has no place in it.
Result<std::string> encode(std::string_view text, Encoding encoding);

/// One character of `text`; `size` is 0 at the end. An ill-formed byte counts as one character of
/// its own with `size` 1 and the value U+FFFD; surrogates in three bytes are returned as they are.
struct Character {
  char32_t value = 0;
  std::uint32_t size = 0;
};
Character character_at(std::string_view text, std::size_t offset);

/// Appends the UTF-8 of `value`, surrogates included.
void append_utf8(std::string& text, char32_t value);

}  // namespace shirlint::text
