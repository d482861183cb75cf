#include "fix/hosts_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/ascii.h"
#include "text/secret.h"

namespace shirlint::fix {
namespace {

constexpr std::string_view blanks = " \t";
constexpr std::string_view mark = "\xEF\xBB\xBF";  // of UTF-8, at the start of a file

bool is_one_line(std::string_view line) {
  return !line.empty() && line.find('#') == std::string_view::npos &&
         std::none_of(line.begin(), line.end(), [](char byte) {
           return static_cast<unsigned char>(byte) < ' ' && byte != '\t';
         });
}

bool can_be_changed(std::string_view bytes, std::string_view line) {
  return is_one_line(line) && bytes.find('\0') == std::string_view::npos;
}

/// Where lines begin and end, without their ends; `bytes` has no mark at its start.
std::vector<std::string_view> lines_of(std::string_view bytes) {
  std::vector<std::string_view> lines;
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find_first_of("\r\n"), bytes.size());
    lines.push_back(bytes.substr(0, end));
    bytes.remove_prefix(end);
    if (!bytes.empty()) bytes.remove_prefix(bytes.substr(0, 2) == "\r\n" ? 2 : 1);
  }
  return lines;
}

std::string_view without_mark(std::string_view bytes) {
  return bytes.substr(bytes.substr(0, mark.size()) == mark ? mark.size() : 0);
}

/// The next word, which `rest` loses.
std::string_view take_word(std::string_view& rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of(blanks), rest.size()));
  const std::string_view word = rest.substr(0, rest.find_first_of(blanks));
  rest.remove_prefix(word.size());
  return word;
}

bool names(std::string_view line, std::string_view name) {
  line = line.substr(0, line.find('#'));
  const std::string_view address = take_word(line);
  if (address.substr(0, 4) != "127." && address != "::1") return false;
  for (std::string_view word = take_word(line); !word.empty(); word = take_word(line)) {
    if (text::lower_case(word) == text::lower_case(name)) return true;
  }
  return false;
}

}  // namespace

text::Result<std::string> with_hosts_line(std::string_view bytes, std::string_view line) {
  if (!can_be_changed(bytes, line)) return text::fail("is changed by hand");
  std::string out(bytes);
  if (!out.empty() && out.back() != '\n') out += "\r\n";
  return out.append(line).append("\r\n");
}

text::Result<std::string> without_hosts_line(std::string_view bytes, std::string_view line) {
  // A line may have a comment behind it.
  if (!can_be_changed(bytes, line.substr(0, line.find('#')))) {
    return text::fail("is changed by hand");
  }
  std::string out;
  std::size_t copied = 0;
  bool found = false;
  for (const std::string_view one : lines_of(without_mark(bytes))) {
    if (one != line) continue;
    const auto at = static_cast<std::size_t>(one.data() - bytes.data());
    out.append(bytes.substr(copied, at - copied)).append("# ");
    copied = at;
    found = true;
  }
  if (!found) return text::fail(fmt::format("has no line '{}'", text::mask(line)));
  return out.append(bytes.substr(copied));
}

bool gives_loopback(std::string_view bytes, std::string_view name) {
  const auto lines = lines_of(without_mark(bytes));
  return std::any_of(lines.begin(), lines.end(),
                     [&](std::string_view line) { return names(line, name); });
}

std::vector<HostsLineChange> hosts_changes(std::string_view before, std::string_view after) {
  const auto old = lines_of(without_mark(before));
  const auto now = lines_of(without_mark(after));
  std::vector<HostsLineChange> changes;
  for (std::size_t at = 0; at < now.size(); ++at) {
    if (at >= old.size()) {
      changes.push_back({false, std::string(now[at])});
    } else if (now[at] != old[at]) {
      changes.push_back({true, std::string(old[at])});
    }
  }
  return changes;
}

}  // namespace shirlint::fix
