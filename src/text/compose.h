// Edits one after the other as edits at once.
#pragma once

#include <vector>

#include "text/edit.h"

namespace shirlint::text {

/// What amounts to `first` and then `second`, whose offsets are those of the text that `first`
/// makes. Both must be apart; so is what comes back, and what touches is one.
[[nodiscard]] Edits compose(const Edits& first, const Edits& second);

/// Where `spans` are once `edits` are made, none of which overlaps them. Both ordered and apart.
[[nodiscard]] std::vector<Span> moved(std::vector<Span> spans, const Edits& edits);

/// Would an edit of `edits` change, or be put into, one of `spans`? At its borders is neither.
[[nodiscard]] bool overlap(const Edits& edits, const std::vector<Span>& spans);

}  // namespace shirlint::text
