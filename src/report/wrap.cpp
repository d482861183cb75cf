#include "report/wrap.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/display.h"

namespace shirlint::report {
namespace {

/// Breaks at a blank; those that stay inside a line stay as they are, they may belong to a value.
void wrap_paragraph(std::string_view text, std::size_t width, std::vector<std::string>& lines) {
  const std::size_t indent = std::min(text.find_first_not_of(' '), text.size());
  std::string line(text.substr(0, indent));
  std::size_t columns = indent;
  for (std::size_t gap = indent; gap < text.size();) {
    const std::size_t word = std::min(text.find_first_not_of(' ', gap), text.size());
    const std::size_t end = std::min(text.find(' ', word), text.size());
    const std::size_t added = word - gap + text_width(text.substr(word, end - word));
    if (gap != indent && columns + added > width) {
      lines.push_back(std::move(line));
      line.assign(text.substr(0, indent));
      columns = indent + added - (word - gap);
      gap = word;
    } else {
      columns += added;
    }
    line += text.substr(gap, end - gap);
    gap = end;
  }
  lines.push_back(std::move(line));
}

}  // namespace

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  std::string shown = visible(text);
  const std::size_t last = shown.find_last_not_of(" \n");
  shown.resize(last == std::string::npos ? 0 : last + 1);
  std::vector<std::string> lines;
  std::string_view rest = shown;
  for (std::size_t end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
    wrap_paragraph(rest.substr(0, end), width, lines);
    rest.remove_prefix(end + 1);
  }
  wrap_paragraph(rest, width, lines);
  return lines;
}

std::string counted(std::size_t number, std::string_view noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

}  // namespace shirlint::report
