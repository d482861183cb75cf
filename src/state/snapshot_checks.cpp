#include "state/snapshot_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "state/fact_key.h"
#include "state/schema.h"
#include "text/ascii.h"

namespace shirlint::state {
namespace {

/// Two of these with the same name contradict each other. The others may: a JVM is found in two
/// ways, a port is listened on at two addresses, a product is installed in two versions.
bool unique_names(const TableSpec& table) {
  if (table.kind == TableKind::names) return true;
  return table.name == "certificate" || table.name == "service" || table.name == "file" ||
         table.name == "config";
}

/// Whether `part` names something in `list`; of a registry key only its own values count.
bool is_inside(std::string_view part, std::string_view list) {
  if (part.size() <= list.size() || !same_name(list, part.substr(0, list.size()))) return false;
  const std::string_view rest = part.substr(list.size());
  return list.back() == '\\' ? rest.find('\\') == std::string_view::npos : rest.front() == '.';
}

/// Most snapshots have none: then no two of these numbers are the same. (FNV-1a)
bool may_have_twins(const Snapshot& snapshot) {
  std::vector<std::uint64_t> numbers;
  numbers.reserve(snapshot.records.size());
  for (const Record& record : snapshot.records) {
    std::uint64_t number = 14695981039346656037U;
    for (const std::string_view text : {std::string_view(record.name), record.table}) {
      for (const char letter : text) {
        const auto any_case = static_cast<unsigned char>(letter) | 0x20U;
        number = (number ^ any_case) * 1099511628211U;
      }
    }
    numbers.push_back(number);
  }
  std::sort(numbers.begin(), numbers.end());
  return std::adjacent_find(numbers.begin(), numbers.end()) != numbers.end();
}

}  // namespace

void find_twins(const Snapshot& snapshot, bool by_tool, Problems& problems) {
  if (!may_have_twins(snapshot)) return;
  std::vector<std::pair<std::string, const Record*>> names;
  names.reserve(snapshot.records.size());
  for (const Record& record : snapshot.records) {
    const TableSpec* table = find_table(record.table);
    if (table == nullptr || !unique_names(*table)) continue;
    names.emplace_back(text::lower_case(record.name).append("\n").append(record.table), &record);
  }
  std::sort(names.begin(), names.end(), [](const auto& left, const auto& right) {
    return std::pair(std::string_view(left.first), left.second->at.start) <
           std::pair(std::string_view(right.first), right.second->at.start);
  });
  for (std::size_t at = 1; at < names.size(); ++at) {
    if (names[at].first != names[at - 1].first) continue;
    const Record& record = *names[at].second;
    std::string message =
        fmt::format("'{}' is given twice in {}; the other is in line {}", record.name, record.table,
                    problems.line(names[at - 1].second->at));
    // A store that a tool enumerates can hold a certificate twice, once for each physical store.
    if (by_tool && record.table == "certificate") {
      problems.warning(record.at, std::move(message));
    } else {
      problems.error(record.at, std::move(message));
    }
  }
}

void find_contradictions(const Snapshot& snapshot, const std::vector<CoveragePlace>& coverage,
                         Problems& problems) {
  const auto said = [&](const CoveragePlace& place) -> const std::string& {
    return snapshot.coverage.find(place.key)->second;
  };
  for (const CoveragePlace& list : coverage) {
    if (said(list) != "complete") continue;
    for (const CoveragePlace& part : coverage) {
      if (!is_inside(part.key, list.key) || said(part) == "complete") continue;
      problems.error(part.at, fmt::format("'{}' is said to be complete, so '{}' cannot be '{}'",
                                          list.key, part.key, said(part)));
    }
  }
}

}  // namespace shirlint::state
