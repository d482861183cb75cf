// Templates of messages and new values: text with `{xpath}` holes; `{{` and `}}` are braces.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/error.h"

namespace shirlint::rules {

struct TemplatePart {
  bool expression = false;
  std::string text;        // literal text with braces undoubled, or the XPath between braces
  std::size_t offset = 0;  // of the part in the template, for error messages
};

/// Fails, with the offset in `at.column` (1-based), on a brace that is not closed or not opened.
[[nodiscard]] text::Result<std::vector<TemplatePart>> split_template(std::string_view text);

}  // namespace shirlint::rules
