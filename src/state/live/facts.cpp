#include "state/live/facts.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace shirlint::state::live {

Record& Facts::add(std::string_view table, std::string name, bool present) {
  Record record;
  record.table = table;
  record.name = std::move(name);
  record.present = present;
  records.push_back(std::move(record));
  return records.back();
}

void Facts::set(std::string_view table, std::string_view key, Datum data) {
  const auto same = std::find_if(records.begin(), records.end(),
                                 [&](const Record& record) { return record.table == table; });
  put(same != records.end() ? *same : add(table, {}), key, std::move(data));
}

void Facts::complete(const std::string& list) { coverage.emplace(list, "complete"); }

void Facts::refused(const std::string& fact, const Refusal& refusal) {
  coverage[fact] = (refusal.denied ? "denied: " : "failed: ") + refusal.reason;
}

void Facts::merge(Facts facts) {
  for (Record& record : facts.records) {
    if (!record.name.empty()) {
      records.push_back(std::move(record));
      continue;
    }
    for (Value& value : record.values) set(record.table, value.key, std::move(value.data));
  }
  coverage.merge(facts.coverage);
}

void put(Record& record, std::string_view key, Datum data) {
  record.values.push_back({key, std::move(data), {}});
}

void put_text(Record& record, std::string_view key, const std::string& text) {
  if (!text.empty()) put(record, key, text);
}

}  // namespace shirlint::state::live
