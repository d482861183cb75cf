// What a secret looks like in a text, and how it is masked: the userinfo of an address, a runtime's
// authentication key, a query's or connection string's password or token.
//
// The rules, where a text leaves room for doubt, mask too much rather than too little:
// - userinfo ends at the last @ before the first of / ? # (RFC 3986, 3.2), so a password may hold
//   @ and :. Where what stands before that is no host[:port], the @ is looked for behind it as
//   well, because people do write `http://user:p/w#d@proxy:8080`.
// - without a scheme there must be a `:` in front of the @ or a port behind it; `bob@contoso.com`
//   is a mail address, and `/system.net/@name` a path.
// - an authentication key is `IR@<guid>@<factory>@...@<secret>`; all behind `IR@` goes.
// - names such as `Password=`, `sig=`, `token=` lose their value; `key=` and `code=` only in a
//   query, because `<add key="..."/>` is everywhere. `-Password x`, `"password": "x"`,
//   `<add key="Password" value="x"/>`, `<Password>x</Password>`: secret_names.h.
// Each rule is also asked of the text with %XX and XML references decoded.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace shirlint::text {

/// The bytes of `text` that must not be shown; ordered, apart from each other, never empty. What
/// is masked already (`***`) is not told again. Takes any bytes; time is linear in their number.
[[nodiscard]] std::vector<Span> secret_spans(std::string_view text);

/// The same for a text that was cut off at its end: an @ may stand behind the cut.
[[nodiscard]] std::vector<Span> secret_spans_before_cut(std::string_view text);

/// Each secret replaced by `***`: `http://***@proxy:8080`, `IR@***`, `?sig=***`.
/// Masking what is masked changes nothing.
[[nodiscard]] std::string mask(std::string_view text);

/// `mask` for a text that is one whole value, not prose around values: blanks do not end it.
[[nodiscard]] std::string mask_value(std::string_view value);

/// The line `line` of `text`, at its length. Where an XML tag goes over several lines, what only
/// its other lines show to be a secret is overwritten by `*`; what the line itself shows stays for
/// mask.
[[nodiscard]] std::string mask_by_neighbours(std::string_view text, Span line);

/// Each byte of a secret replaced by `*`: offsets behind it stay. (In an encoding with other
/// lengths than UTF-8 use `secret_spans` and `Source::byte_offset`.)
[[nodiscard]] std::string mask_same_length(std::string_view text);

}  // namespace shirlint::text
