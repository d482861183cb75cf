// A snapshot as values that can be compared.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "state/snapshot.h"

namespace shirlint::state::test {

using Plain = std::vector<std::pair<std::string, Datum>>;

/// Everything but places; keys in one order.
inline Plain plain(const Snapshot& snapshot) {
  Plain out = {{"tool", snapshot.tool},           {"name", snapshot.name},
               {"collected", snapshot.collected}, {"product", snapshot.product},
               {"group", snapshot.group},         {"schema", snapshot.schema}};
  for (const auto& [key, said] : snapshot.coverage) out.emplace_back(key, said);
  for (const Record& record : snapshot.records) {
    const std::string name = std::string(record.table) + "/" + record.name;
    out.emplace_back(name, record.present);
    std::vector<Value> values = record.values;
    std::sort(values.begin(), values.end(),
              [](const Value& left, const Value& right) { return left.key < right.key; });
    for (const Value& value : values) out.emplace_back(std::string(value.key), value.data);
  }
  return out;
}

}  // namespace shirlint::state::test
