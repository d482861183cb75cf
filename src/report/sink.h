// The only way to standard output, and to a report file. Whatever passes `text` comes out without
// secrets, without characters that steer a terminal, and without anything that Azure Pipelines or
// GitHub Actions would take for a command.
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace shirlint::report {

/// Our own terminal styles; `plain` ends what came before.
enum class Style : std::uint8_t { plain, bold, dim, red, yellow, blue, green };

enum class SinkState : std::uint8_t {
  open,
  closed,  // the reader went away: quiet, not an error
  failed,  // a full disk or the like: exit code 2
};

/// Output is held back to whole lines, because a command or a secret may come in several calls.
/// `finish` must be called at the end; what is not finished is not written.
class Sink {
 public:
  /// Into memory; `take` gives it.
  Sink() = default;
  /// To an open stream, which must outlive the sink and stays open. From here on the process
  /// ignores SIGPIPE, so that a closed pipe is a state and not a death.
  explicit Sink(std::FILE* stream);

  /// Text for people. Masked and neutralised: `##vso[` becomes `##_vso[`, `##[` `##_[`, a leading
  /// `::` `:_:`, an escape `\u{1b}`, a byte that is not UTF-8 `\x{ff}`. Line feeds and tabs pass.
  void text(std::string_view text);
  /// An escape sequence of ours. The caller decides whether there are colours at all.
  void style(Style style);
  /// Bytes that a machine format has encoded, to the last: written as they are.
  void machine(std::string_view bytes);

  /// Writes all that is left. Calling it again is allowed.
  SinkState finish();
  [[nodiscard]] SinkState state() const { return state_; }
  /// What was written into memory since the last call.
  [[nodiscard]] std::string take();

 private:
  struct Mark {
    std::size_t offset;
    Style style;
  };

  void end_line(std::string_view line_end);
  void write_out();

  std::FILE* stream_ = nullptr;
  SinkState state_ = SinkState::open;
  std::string line_;         // raw, until its end is known
  std::vector<Mark> marks_;  // styles within `line_`
  std::string buffer_;       // ready to be written
};

/// `text` as Sink::text writes it, for formats that encode it further: masked, and no line of it
/// steers a terminal or is a command.
[[nodiscard]] std::string harmless(std::string_view text);

}  // namespace shirlint::report
