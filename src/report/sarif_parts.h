// What the parts of a SARIF log look like; for sarif.cpp.
#pragma once

#include <string>
#include <string_view>

#include "lint/report.h"
#include "report/formats.h"
#include "report/json_writer.h"
#include "report/places.h"

namespace shirlint::report {

/// "error", "warning", "note".
[[nodiscard]] std::string_view sarif_level(rules::Severity severity);

/// A `message` or the like: {"text": ...}.
void write_sarif_message(std::string_view text, JsonWriter& json);

/// The `tool` of a run, its rules in the order of `settings.rules`.
void write_sarif_tool(const FormatSettings& settings, JsonWriter& json);

/// The `automationDetails` of a run.
void write_sarif_automation(const Pipeline& pipeline, std::string_view date, JsonWriter& json);

/// Is it a fix that a viewer can apply: edits, and all of them may be shown?
[[nodiscard]] bool has_sarif_fix(const lint::Finding& finding);
/// One `fix`. Where the text is known by line and column the regions are of text; where a file is
/// not text as it stands (a repair of its encoding), of bytes.
void write_sarif_fix(const lint::FixOffer& fix, const Places& places, JsonWriter& json);

/// One `physicalLocation`; a file as a whole is its first line, because receivers want a region.
void write_sarif_place(const lint::Location& place, const std::string& file, const Places& places,
                       JsonWriter& json);

}  // namespace shirlint::report
