// Error signatures: what an operator sees, why, and which rules look for the cause. They are data,
// tables below rules/triage/ in the form of shir/data_table.h:
//
//   [[signature]]
//   id       = "name-unresolved"
//   text     = '''...'''        # each line another wording; {name} is a hole: any text, or none
//   cause    = "..."            # {name} is what the hole took
//   remedy   = "..."            # what to do
//   wrong    = "..."            # what published advice gets wrong here; may be absent
//   rules    = ["NET005"]       # which check the cause; may be absent
//   source   = "https://..."
//   evidence = "documented"     # as of rules
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule.h"
#include "shir/data_table.h"
#include "text/error.h"

namespace shirlint::triage {

/// A stretch of text as Folded keeps it, in small letters; or a hole, with its name.
struct Piece {
  bool hole = false;
  std::string text;
};

/// Begins and ends with text; of two holes, text stands between them.
using Pattern = std::vector<Piece>;

/// The least text that a pattern begins with.
inline constexpr std::size_t shortest_beginning = 8;

struct Signature {
  std::string_view id, cause, remedy, wrong, source;
  rules::Evidence evidence = rules::Evidence::documented;
  std::vector<std::string_view> rules;
  std::vector<Pattern> patterns;
};

struct Signatures {
  std::vector<Signature> items;  // they point into the tables
  std::vector<text::Error> errors;
};

/// A signature with an error is left out. One with the id of another takes its place.
[[nodiscard]] Signatures read_signatures(std::span<const shir::DataTable> tables);

/// `sentence` with `{name}` replaced by what `value_of(name)` gives.
template <class ValueOf>
std::string fill(std::string_view sentence, ValueOf value_of) {
  std::string out;
  for (std::size_t at = 0; at < sentence.size();) {
    const std::size_t open = std::min(sentence.find('{', at), sentence.size());
    const std::size_t close = sentence.find('}', open);
    out += sentence.substr(at, open - at);
    if (close == std::string_view::npos) {
      out += sentence.substr(open);
      break;
    }
    out += value_of(sentence.substr(open + 1, close - open - 1));
    at = close + 1;
  }
  return out;
}

}  // namespace shirlint::triage
