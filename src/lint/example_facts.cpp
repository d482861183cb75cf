#include "lint/example_facts.h"

#include <algorithm>

#include "text/toml.h"

namespace shirlint::lint {
namespace {

/// From the beginning of the line of `from` to the end of the line of `to`, line end included.
std::string without_lines(std::string_view text, std::size_t from, std::size_t to) {
  const std::size_t before = text.rfind('\n', from == 0 ? 0 : from - 1);
  const std::size_t start = before == std::string_view::npos || from == 0 ? 0 : before + 1;
  const std::size_t after = text.find('\n', to);
  const std::size_t end = after == std::string_view::npos ? text.size() : after + 1;
  return std::string(text.substr(0, start)).append(text.substr(end));
}

/// Where the table with its header at `header` ends: at the next header.
std::size_t table_end(std::string_view text, std::size_t header) {
  const std::size_t next = text.find("\n[", header + 1);
  return next == std::string_view::npos ? text.size() - 1 : next;
}

/// An item gone from a list that [coverage] calls complete would be known to be absent: another
/// fact, not a missing one. So what says that lists are complete goes with the item.
std::string without_coverage(const std::string& text) {
  const std::size_t line = ("\n" + text).find("\n[coverage]");
  return line == std::string::npos ? text : without_lines(text, line, table_end(text, line));
}

/// Without its `present = false` an item would be known to be there: another fact, not a missing
/// one.
bool is_absence(const text::TomlEntry& entry) {
  return entry.key == "present" && entry.value.is(text::TomlKind::boolean) && !entry.value.boolean;
}

void collect(std::string_view text, const text::TomlValue& table, const std::string& path,
             std::vector<FactDeletion>& out) {
  for (const text::TomlEntry& entry : table.entries) {
    const std::string name = path.empty() ? entry.key : path + "." + entry.key;
    const text::TomlValue& value = entry.value;
    const bool header = text.substr(value.at.start, 1) == "[" && value.at.start > 0 &&
                        text[value.at.start - 1] == '\n';
    if (value.is(text::TomlKind::table) && (header || path.empty())) {
      collect(text, value, name, out);
    } else if (value.is(text::TomlKind::array) && !value.entries.empty() &&
               value.entries.front().value.is(text::TomlKind::table) && header) {
      for (const text::TomlEntry& item : value.entries) {
        const std::size_t start = item.value.at.start;
        out.push_back({"[[" + name + "]]",
                       without_coverage(without_lines(text, start, table_end(text, start)))});
        collect(text, item.value, name, out);
      }
    } else if (name != "schema" && !is_absence(entry)) {
      out.push_back({name, without_lines(text, entry.key_at.start, value.at.end)});
    }
  }
}

}  // namespace

std::vector<FactDeletion> without_each_fact(std::string_view host) {
  std::vector<FactDeletion> out;
  const auto root = text::parse_toml(host, "host.toml");
  if (root) collect(host, *root, "", out);
  return out;
}

std::vector<FactDeletion> without_each_fact(const rules::Example& example) {
  if (example.nodes.empty()) return without_each_fact(example.host);
  std::vector<FactDeletion> out;
  for (std::size_t node = 0; node < example.nodes.size(); ++node) {
    for (FactDeletion& deletion : without_each_fact(example.nodes[node].host)) {
      if (deletion.fact == "group") continue;
      deletion.node = node;
      out.push_back(std::move(deletion));
    }
  }
  return out;
}

}  // namespace shirlint::lint
