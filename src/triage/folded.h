// A log, an exported event log or a copied sentence, folded so that what tells nothing cannot hide
// a message: white space, line ends and, in what was copied out of JSON, backslashes are dropped (a
// console breaks lines within words), typographic quotes become plain ones, letter case is left to
// whoever compares.
//
// Of exported events (XML as `wevtutil qe /f:xml` and Event Viewer's "Save as XML" write it, schema
// http://schemas.microsoft.com/win/2004/08/events/event) the texts count, not the tags. An event
// begins with `Source: PROVIDER Event ID: NUMBER`, the words that Event Viewer copies as text. Of
// those that Windows writes of any service or program, only the ones about the runtime count.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/error.h"

namespace shirlint::triage {

/// The largest input that is read: an event log of Windows is 20 MB unless somebody changed that.
inline constexpr std::size_t input_limit = std::size_t{64} * 1024 * 1024;

class Folded {
 public:
  /// Stands between events: what is told of one is never part of a message about another.
  static constexpr char border = '\x1e';

  /// `text` is UTF-8; bytes that are none stay as they are.
  explicit Folded(std::string_view text);

  [[nodiscard]] std::string_view kept() const { return kept_; }
  /// White space or a tag stood in front of the character at `at`.
  [[nodiscard]] bool is_apart(std::size_t at) const { return apart_[at]; }
  /// The line, counted from 1, of the character at `at`.
  [[nodiscard]] std::uint32_t line(std::size_t at) const;
  /// What was folded, to be read: one blank where white space was.
  [[nodiscard]] std::string passage(std::size_t start, std::size_t end) const;

 private:
  class Builder;

  std::string kept_;
  std::vector<bool> apart_;
  std::vector<std::size_t> lines_;  // where each line begins in `kept_`
};

/// Log bytes as UTF-8, in whatever encoding Windows wrote them (UTF-16 also without a byte order
/// mark), with secrets masked; lines stay where they are. Fails for an event log in Windows' own
/// format, and says how it is exported.
[[nodiscard]] text::Result<std::string> readable(std::string bytes, const std::string& name);

}  // namespace shirlint::triage
