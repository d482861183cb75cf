// Replacements in a text as values: how they compose, their least form, and what they amount to
// in the bytes of a file. Nothing here reads or writes a file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/error.h"
#include "text/source.h"
#include "text/span.h"

namespace shirlint::text {

/// `span` is replaced by `text`. An empty span is an insertion, an empty text a deletion. Offsets
/// and text are in one measure: the UTF-8 text of a `Source`, or behind `encode_edits` the bytes of
/// the file.
struct Edit {
  Span span;
  std::string text;

  friend bool operator==(const Edit&, const Edit&) = default;
};

using Edits = std::vector<Edit>;

/// The same edits as an ordered set, each apart from the next and no two with one start. Insertions
/// at one place follow each other as given; an insertion at the start of a replacement stands
/// before it. Deletions that overlap become one; equal replacements too. Whatever else overlaps is
/// refused: nobody could say which of the two was meant.
[[nodiscard]] Result<Edits> combine(Edits edits);

/// Are they ordered and apart, and within a text of `size`?
[[nodiscard]] bool are_apart(const Edits& edits, std::size_t size);

/// Without what a replacement has in common with the old text at its start and end, on the borders
/// of characters; an edit that changes nothing is gone. `edits` must be apart.
[[nodiscard]] Edits minimal(std::string_view text, const Edits& edits);

/// From the text of `source` to its bytes on disk (byte order mark counted), in its encoding.
/// Error: the first character that the encoding cannot hold.
[[nodiscard]] Result<Edits> encode_edits(const Source& source, const Edits& edits);

/// `whole` after `edits`, which must be apart and in the measure of `whole`.
[[nodiscard]] std::string apply_edits(std::string_view whole, const Edits& edits);

}  // namespace shirlint::text
