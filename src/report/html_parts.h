// What the pages of html.h are made of.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lint/report.h"
#include "rules/rule.h"
#include "text/error.h"

namespace shirlint::report {

/// A value as text or within a quoted attribute: masked, neutralised, escaped.
[[nodiscard]] std::string html(std::string_view value);

/// <span class="badge error">error</span>
[[nodiscard]] std::string html_badge(rules::Severity severity);

/// The section of one host; `number` makes its address (#host-1).
[[nodiscard]] std::string html_host(const lint::HostReport& host, std::size_t number, bool open);

/// What could not be done, as list items.
[[nodiscard]] std::string html_errors(const std::vector<text::Error>& errors);

/// The line of `place` after those edits of a fix that lie within it; empty when the fix does
/// anything else, or the line is not known.
[[nodiscard]] std::string line_after_fix(const lint::Location& place, const lint::FixOffer& fix);

}  // namespace shirlint::report
