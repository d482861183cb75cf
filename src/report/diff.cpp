#include "report/diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <dtl/dtl.hpp>
#include <vector>

#include "text/secret.h"

namespace shirlint::report {
namespace {

using Line = std::string;
using Lines = std::vector<Line>;

/// With their line ends; a last line without one stays so.
Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

struct MarkedLine {
  char mark = ' ';
  Line line;
};

void add_line(const MarkedLine& marked, std::string& out) {
  out += marked.mark;
  out += marked.line;
  if (marked.line.empty() || marked.line.back() != '\n') out += "\n\\ No newline at end of file\n";
}

using Change = std::pair<Line, dtl::elemInfo>;

std::vector<MarkedLine> lines_of(const dtl::uniHunk<Change>& hunk) {
  std::vector<MarkedLine> lines;
  for (const Change& same : hunk.common[0]) lines.push_back({' ', same.first});
  for (const Change& change : hunk.change) {
    const char mark = change.second.type == dtl::SES_ADD      ? '+'
                      : change.second.type == dtl::SES_DELETE ? '-'
                                                              : ' ';
    lines.push_back({mark, change.first});
  }
  for (const Change& same : hunk.common[1]) lines.push_back({' ', same.first});
  return lines;
}

void add_hunk(const dtl::uniHunk<Change>& hunk, std::string& out) {
  constexpr std::ptrdiff_t context = 3;
  std::vector<MarkedLine> lines = lines_of(hunk);
  // dtl may add a fourth line behind the last change.
  const auto last = std::find_if(lines.rbegin(), lines.rend(),
                                 [](const MarkedLine& line) { return line.mark != ' '; });
  const auto behind = last - lines.rbegin();
  const auto extra = std::max<std::ptrdiff_t>(0, behind - context);
  lines.erase(lines.end() - extra, lines.end());
  // Where there are no lines, the number is that of the line in front of them.
  const auto start = [](std::ptrdiff_t first, std::ptrdiff_t size) {
    return size == 0 ? std::max<std::ptrdiff_t>(first - 1, 0) : first;
  };
  const std::ptrdiff_t old_size = hunk.b - extra;
  const std::ptrdiff_t new_size = hunk.d - extra;
  out += fmt::format("@@ -{},{} +{},{} @@\n", start(hunk.a, old_size), old_size,
                     start(hunk.c, new_size), new_size);
  for (const MarkedLine& line : lines) add_line(line, out);
}

std::string unified(const std::string& old_name, const std::string& new_name, const Lines& before,
                    const Lines& after) {
  dtl::Diff<Line, Lines> diff(before, after);
  diff.onHuge();
  diff.compose();
  diff.composeUnifiedHunks();
  std::string out = fmt::format("--- {}\n+++ {}\n", old_name, new_name);
  for (const auto& hunk : diff.getUniHunks()) add_hunk(hunk, out);
  return out;
}

/// Does it come through the sink as it is, but for the carriage returns of line ends?
bool is_harmless(std::string text) {
  text.erase(std::remove(text.begin(), text.end(), '\r'), text.end());
  Sink probe;
  probe.text(text);
  probe.finish();
  return probe.take() == text;
}

void write_colored(std::string_view diff, Sink& sink) {
  for (const Line& line : lines_of(diff)) {
    const bool head = line.substr(0, 3) == "---" || line.substr(0, 3) == "+++";
    const Style style = head             ? Style::bold
                        : line[0] == '-' ? Style::red
                        : line[0] == '+' ? Style::green
                        : line[0] == '@' ? Style::blue
                                         : Style::plain;
    sink.style(style);
    sink.text(std::string_view(line).substr(0, line.find_last_not_of("\r\n") + 1));
    sink.style(Style::plain);
    sink.text("\n");
  }
}

}  // namespace

void write_diff(std::string_view path, const text::Source* before, const text::Source* after,
                bool color, Sink& sink) {
  bool hidden = false;
  const auto lines = [&](const text::Source* source) {
    Lines all = source != nullptr ? lines_of(source->text()) : Lines();
    std::uint32_t start = 0;
    for (Line& line : all) {
      const auto end = start + static_cast<std::uint32_t>(line.size());
      Line shown = text::mask_by_neighbours(source->text(), {start, end});
      hidden = hidden || shown != line;
      line = std::move(shown);
      start = end;
    }
    return all;
  };
  const Lines old_lines = lines(before);
  const Lines new_lines = lines(after);
  if (before != nullptr && after != nullptr && before->bytes() == after->bytes()) return;
  const auto name = [&](const text::Source* source, char side) {
    return source != nullptr ? fmt::format("{}/{}", side, path) : std::string("/dev/null");
  };
  const std::string diff = unified(name(before, 'a'), name(after, 'b'), old_lines, new_lines);
  const text::Source& shown = before != nullptr ? *before : *after;
  const bool same_bytes =
      !shown.has_bom() ? shown.bytes() == shown.text() : shown.bytes().substr(3) == shown.text();
  if (color) {
    write_colored(diff, sink);
  } else if (!same_bytes) {
    sink.text("# shown as UTF-8, which the file is not: this is no patch\n");
    sink.text(diff);
  } else if (hidden || !is_harmless(diff)) {
    sink.text("# a secret is masked or a control character is shown: this is no patch\n");
    sink.text(diff);
  } else {
    sink.machine(diff);
  }
}

}  // namespace shirlint::report
