#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <vector>

#include "cli/json_schema.h"
#include "cli/schema_rows.h"
#include "cli/schemas.h"
#include "report/json.h"
#include "state/schema.h"

namespace shirlint::cli {
namespace {

struct Shape {
  std::string_view name;
  Rows rows;
};

constexpr std::array shapes = {Shape{"location", location_rows},
                               Shape{"finding", finding_rows},
                               Shape{"fix", fix_rows},
                               Shape{"error", error_rows},
                               Shape{"unknown", unknown_rows},
                               Shape{"summary", summary_rows},
                               Shape{"run", run_rows},
                               Shape{"proxy", proxy_rows},
                               Shape{"told", told_rows},
                               Shape{"compared", compared_rows},
                               Shape{"difference", difference_rows}};

std::vector<Row> rows_of(std::string_view name) {
  std::vector<Row> out;
  const auto add = [&](std::initializer_list<Rows> parts) {
    for (const Rows& part : parts) out.insert(out.end(), part.begin(), part.end());
  };
  if (name == "check") add({head_rows, content_rows, fixing_rows, baseline_rows, sum_rows});
  if (name == "host-report") add({head_rows, content_rows, fixing_rows, sum_rows});
  if (name == "summary") add({head_rows, errors_rows, fixing_rows, baseline_rows, sum_rows});
  if (name == "apply") add({head_rows, plan_rows, errors_rows, fixing_rows});
  if (name == "route") add({route_rows});
  if (name == "compare") add({compare_rows});
  if (name == "triage") add({triage_rows});
  if (name == "rules") add({rules_rows});
  if (name == "baseline") add({kept_rows});
  return out;
}

std::string object_of(Rows rows, const std::string& prefix, std::vector<std::string_view>& used);

std::string reference(std::string_view type, std::vector<std::string_view>& used) {
  const auto ends_in = [&](std::string_view end) {
    return type.size() > end.size() && type.substr(type.size() - end.size()) == end;
  };
  std::string_view name = type.substr(1);
  if (ends_in("[]")) name.remove_suffix(2);
  if (ends_in("|null")) name.remove_suffix(5);
  used.push_back(name);
  std::string ref = fmt::format(R"({{"$ref": "#/$defs/{}"}})", name);
  if (ends_in("[]")) return words::list_of(ref);
  if (ends_in("|null")) return fmt::format(R"({{"oneOf": [{{"type": "null"}}, {}]}})", ref);
  return ref;
}

std::string value_of(const Row& row, Rows rows, const std::string& path,
                     std::vector<std::string_view>& used) {
  if (row.type == "text") return words::text(row.meaning);
  if (row.type == "integer") return words::integer(row.meaning);
  if (row.type == "flag") return words::flag(row.meaning);
  if (row.type == "texts") return words::texts(row.meaning);
  if (row.type == "names") return words::texts_by_name(row.meaning);
  if (row.type == "object") return object_of(rows, path + ".", used);
  if (row.type == "list") return words::list_of(object_of(rows, path + ".", used));
  if (row.type.front() == '=') return reference(row.type, used);
  if (row.type == "text|null" || row.type == "integer|null") {
    return fmt::format(R"({{"type": ["{}", "null"], "description": {}}})",
                       row.type == "text|null" ? "string" : "integer",
                       report::json_string(row.meaning));
  }
  return words::choice(state::split_choices(row.type), row.meaning);
}

std::string object_of(Rows rows, const std::string& prefix, std::vector<std::string_view>& used) {
  std::vector<words::Property> properties;
  std::vector<std::string_view> required;
  for (const Row& row : rows) {
    if (row.path.substr(0, prefix.size()) != prefix) continue;
    std::string_view name = row.path.substr(prefix.size());
    if (name.find('.') != std::string_view::npos) continue;
    const bool optional = name.back() == '?';
    if (optional) name.remove_suffix(1);
    if (!optional) required.push_back(name);
    properties.push_back(
        {std::string(name), value_of(row, rows, prefix + std::string(name), used)});
  }
  return words::object(properties, required, true);
}

/// The shapes that `used` names, and those that they name.
std::string definitions(std::vector<std::string_view> used) {
  std::vector<words::Property> out;
  for (std::size_t at = 0; at < used.size(); ++at) {
    const std::string_view name = used[at];
    if (std::find(used.begin(), used.begin() + static_cast<std::ptrdiff_t>(at), name) !=
        used.begin() + static_cast<std::ptrdiff_t>(at)) {
      continue;
    }
    for (const Shape& shape : shapes) {
      if (shape.name != name) continue;
      out.push_back({std::string(name), object_of(shape.rows, "", used)});
    }
  }
  std::vector<std::string> lines;
  lines.reserve(out.size());
  for (const words::Property& item : out) {
    lines.push_back(fmt::format("{}: {}", report::json_string(item.name), item.type));
  }
  return out.empty() ? std::string() : fmt::format("\"$defs\": {{{}}},", fmt::join(lines, ",\n "));
}

}  // namespace

std::string output_schema(std::string_view name) {
  std::vector<Row> rows = rows_of(name);
  if (rows.empty()) return {};
  const std::string id = fmt::format("shirlint.{}/1", name);
  rows.insert(rows.begin(), {"schema", id, "the format"});
  std::vector<std::string_view> used;
  const std::string object = object_of(rows, "", used);
  return words::document(fmt::format("shirlint: JSON of {}", id), object, definitions(used));
}

}  // namespace shirlint::cli
