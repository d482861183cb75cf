#include "lint/script_comments.h"

#include <algorithm>
#include <array>
#include <string>

#include "lint/comment_suppressions.h"
#include "text/ascii.h"
#include "text/spelling.h"

namespace shirlint::lint {
namespace {

constexpr std::string_view blanks = " \t\r";
constexpr std::string_view own_prefix = "shirlint-";

std::string_view without_blanks_behind(std::string_view text) {
  return text.substr(0, text.find_last_not_of(blanks) + 1);
}

/// The mark that makes a comment of what follows `before`; empty when none does.
std::string_view mark_at_end(std::string_view before) {
  constexpr std::array<std::string_view, 5> marks = {"<!--", "<#", "#", "::", "rem"};
  before = without_blanks_behind(before);
  for (const std::string_view mark : marks) {
    if (before.size() < mark.size()) continue;
    const std::string_view end = before.substr(before.size() - mark.size());
    const std::string_view rest = before.substr(0, before.size() - mark.size());
    const bool apart = rest.empty() || blanks.find(rest.back()) != std::string_view::npos ||
                       rest.back() == '&' || rest.back() == '@';
    if (apart && text::lower_case(end) == mark) return end;
  }
  return {};
}

bool speaks_to_us(std::string_view word) {
  const std::array<std::string_view, 1> known = {suppression_word};
  return word == suppression_word || !text::nearest(word, known).empty();
}

/// "shirlint-ignore SCR001: why" without the mark that closes it.
std::string_view content_of(std::string_view line) {
  for (const std::string_view close : {"-->", "#>"}) {
    line = line.substr(0, line.find(close));
  }
  return without_blanks_behind(line);
}

std::string_view root_of(const runbook::Command& command) {
  return std::string_view(command.block).substr(0, command.block.find('/'));
}

class Finder {
 public:
  Finder(const text::Source& source, runbook::Kind kind)
      : text_(source.text()), script_(runbook::read_script(text_, kind)) {}

  std::vector<ScriptComment> find() {
    std::vector<ScriptComment> found;
    for (std::size_t start = 0; start < text_.size();) {
      const std::size_t end = line_end(start);
      read_line(start, end, found);
      start = end + 1;
    }
    return found;
  }

 private:
  [[nodiscard]] std::size_t line_end(std::size_t at) const {
    return std::min(text_.find('\n', at), text_.size());
  }

  void read_line(std::size_t start, std::size_t end, std::vector<ScriptComment>& found) {
    const std::string_view line = text_.substr(start, end - start);
    const std::size_t at = line.find(own_prefix);
    if (at == std::string_view::npos) return;
    const std::string_view mark = mark_at_end(line.substr(0, at));
    ScriptComment comment;
    comment.content = content_of(line.substr(at));
    const bool ours =
        speaks_to_us(comment.content.substr(0, comment.content.find_first_of(" \t:")));
    if (mark.empty() || !ours) return;
    const auto mark_start = static_cast<std::size_t>(mark.data() - text_.data());
    comment.at = {static_cast<std::uint32_t>(mark_start),
                  static_cast<std::uint32_t>(start + without_blanks_behind(line).size())};
    const std::string_view before = text_.substr(start, mark_start - start);
    if (before.find_first_not_of(" \t\r>@") != std::string_view::npos) {
      comment.meant = {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end)};
    } else {
      comment.whole_file = start == 0;
      comment.meant = command_behind(end, mark.front() == '<' && mark.size() > 2);
    }
    found.push_back(comment);
  }

  /// The command that follows, or the block that it stands in: to the end of the line where it
  /// ends, with what a pipe leads to. Asked from the start of the text to its end.
  [[nodiscard]] text::Span command_behind(std::size_t at, bool whole_block) {
    const auto& commands = script_.commands;
    while (first_ < commands.size() && commands[first_].span.start < at) ++first_;
    if (first_ == commands.size()) return {};
    const std::uint32_t start = commands[first_].span.start;
    // Of a block with many comments in it the end is looked for once.
    if (whole_block && first_ < block_.behind) return {start, block_.end};
    const std::string_view root = root_of(commands[first_]);
    std::size_t end = line_end(commands[first_].span.end);
    std::size_t next = first_ + 1;
    for (; next < commands.size(); ++next) {
      const runbook::Command& command = commands[next];
      const std::string_view between = text_.substr(0, command.span.start);
      const std::size_t last = between.find_last_not_of(" \t\r\n");
      const bool piped = last != std::string_view::npos && last < end && between[last] == '|';
      const bool inside = whole_block && root_of(command) == root;
      if (!inside && !piped && command.span.start >= end) break;
      end = std::max(end, line_end(command.span.end));
    }
    const text::Span found{start, static_cast<std::uint32_t>(end)};
    if (whole_block) block_ = {next, found.end};
    return found;
  }

  /// The block that was asked for last: the command behind it, and its end.
  struct Block {
    std::size_t behind = 0;
    std::uint32_t end = 0;
  };

  std::string_view text_;
  runbook::Script script_;
  std::size_t first_ = 0;  // the first command behind the comment
  Block block_;
};

}  // namespace

std::vector<ScriptComment> script_comments(const text::Source& source, runbook::Kind kind) {
  // Taking a script apart costs more than looking for the word.
  if (source.text().find(own_prefix) == std::string_view::npos) return {};
  return Finder(source, kind).find();
}

}  // namespace shirlint::lint
