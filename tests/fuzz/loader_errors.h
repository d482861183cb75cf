// What is promised of every error that a loader tells.
#pragma once

#include <vector>

#include "fuzz.h"
#include "text/error.h"
#include "text/source.h"

namespace shirlint::fuzz {

/// Each has a sentence and the file's name, and its place is in the file.
inline void check_errors(const std::vector<text::Error>& errors, const text::Source& source) {
  for (const text::Error& error : errors) {
    expect(!error.message.empty(), "an error has a sentence");
    expect(!error.file.empty(), "an error names its file", error.message);
    expect(error.at.line <= source.line_count() + 1, "an error's line is in the file",
           error.message);
  }
}

}  // namespace shirlint::fuzz
