// What a fix would change, as a unified diff: of files as they are and as they would be.
#pragma once

#include <string>
#include <string_view>

#include "report/sink.h"
#include "text/source.h"

namespace shirlint::report {

/// "--- a/PATH", "+++ b/PATH" and hunks with three lines around each change, as git writes them;
/// `patch -p1` can apply them. A null stands for a file that is not there: /dev/null. Nothing when
/// the two are alike. Where the text had to be masked or
/// neutralised, or the file is not UTF-8, it is no patch, and a line in front says so. Colours only
/// for people: a coloured diff is no patch either, and needs no line.
void write_diff(std::string_view path, const text::Source* before, const text::Source* after,
                bool color, Sink& sink);

}  // namespace shirlint::report
