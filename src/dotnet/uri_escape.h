// Percent-escapes, as .NET's Uri looks for them, adds them and takes them away (referencesource
// URI.cs CheckCanonical, UriHelper.cs EscapeString, IriHelper.cs EscapeUnescapeIri).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "dotnet/uri.h"
#include "dotnet/uri_syntax.h"

namespace shirlint::dotnet::uri {

enum class Part : std::uint8_t { user_info, path, query, fragment };

/// True if .NET rewrites the whole text first: it holds a character past ASCII, plain or escaped,
/// or an escaped character that needs no escape ("%41").
[[nodiscard]] bool needs_rewriting(std::u16string_view text);

/// That rewriting for one part of the URI: escapes that are not needed go, characters that RFC 3987
/// does not allow get theirs.
[[nodiscard]] std::u16string rewrite(std::u16string_view text, Part part, UriRules rules);

/// A character that no text holds: stands for "none".
constexpr char16_t no_char = 0xFFFF;

/// Appends `text` to `out` with all escapes a URI needs. `force1` and `force2` are escaped although
/// they are legal; a good escape stays as it is if `keep_escapes`.
void escape(std::u16string_view text, char16_t force1, char16_t force2, bool keep_escapes,
            std::u16string& out);

/// What is to be said of one part before it is shown or sent.
struct Form {
  bool escaped_canonical = false;  // nothing needs an escape
  bool display_canonical = false;  // nothing is escaped that a person would want to read
  bool dots_or_slashes = false;    // "//", or a dot at the end of a segment
  bool escaped_dot_or_slash = false;
  bool backslash = false;
  bool reserved = false;
  std::size_t end = 0;  // where the part ends
};

/// What ends the part. For a path `?` also means `#` where the scheme has fragments.
struct Delimiters {
  char16_t character = no_char;
  bool none_at_all = false;  // to the end of the text, whatever comes ("end of line" in .NET)
};

[[nodiscard]] Form form_of(std::u16string_view text, std::size_t begin, std::size_t end,
                           Delimiters delimiters, const Syntax& syntax, bool implicit_file);

/// Takes "." and ".." segments out of the path that stands from `begin` to the end of `buffer`.
/// Backslashes become slashes if the scheme says so.
void compress(std::u16string& buffer, std::size_t begin, const Syntax& syntax);

/// Unescapes ".", "/" and "\" from `begin` on.
void unescape_dots_and_slashes_in(std::u16string& buffer, std::size_t begin);

}  // namespace shirlint::dotnet::uri
