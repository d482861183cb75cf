// Where comments in a runbook speak to shirlint, and of which commands:
//   # shirlint-ignore SCR001: this host still has the old version
// counts for the command that follows, alone on the file's first line for the whole file, behind a
// command for its line. In batch files `rem` or `::`, in Markdown outside of a block <!-- ... -->,
// which counts for the block that follows.
#pragma once

#include <string_view>
#include <vector>

#include "runbook/document.h"
#include "text/source.h"
#include "text/span.h"

namespace shirlint::lint {

struct ScriptComment {
  text::Span at;             // from its mark on
  std::string_view content;  // "shirlint-ignore SCR001: why"; part of the source
  text::Span meant;          // what it is for; empty when no command follows
  bool whole_file = false;
};

/// Those that begin with the word shirlint-ignore, or nearly: other comments may well name
/// shirlint.
[[nodiscard]] std::vector<ScriptComment> script_comments(const text::Source& source,
                                                         runbook::Kind kind);

}  // namespace shirlint::lint
