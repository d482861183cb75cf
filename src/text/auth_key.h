// Authentication keys of an integration runtime that stand in a text for everybody to read.
#pragma once

#include <string_view>
#include <vector>

#include "text/span.h"

namespace shirlint::text {

/// IR@GUID@FACTORY@...@SECRET, also one that `collect` has masked. Not: what examples write for one
/// (a GUID without digits, or of zeros only), and a `***` of an output of ours.
[[nodiscard]] std::vector<Span> authentication_keys(std::string_view text);

}  // namespace shirlint::text
