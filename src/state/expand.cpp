#include "state/expand.h"

#include <algorithm>
#include <cstddef>

#include "state/fact_key.h"
#include "text/ascii.h"

namespace shirlint::state {
namespace {

constexpr int most_references = 64;
constexpr std::size_t longest = 32767;  // limit of SetEnvironmentVariable

bool by_name(const std::pair<std::string, const Record*>& left, std::string_view right) {
  return left.first < right;
}

bool add(std::string& out, std::string_view more) {
  if (out.size() + more.size() > longest) return false;
  out += more;
  return true;
}

}  // namespace

Expander::Expander(const Snapshot& snapshot) {
  for (const Record& record : snapshot.records) {
    if (record.table != "environment.machine" || !record.present) continue;
    by_name_.emplace_back(text::lower_case(record.name), &record);
  }
  std::sort(by_name_.begin(), by_name_.end());
}

const Record* Expander::find(std::string_view name) const {
  const std::string lower = text::lower_case(name);
  const auto at =
      std::lower_bound(by_name_.begin(), by_name_.end(), std::string_view(lower), by_name);
  return at == by_name_.end() || at->first != lower ? nullptr : at->second;
}

// A ring of references ends when the budget does.
bool Expander::expand_onto(std::string& out, std::string_view text, int& budget) const {
  while (!text.empty()) {
    const std::size_t open = text.find('%');
    const std::size_t close = open == std::string_view::npos ? open : text.find('%', open + 1);
    if (close == std::string_view::npos) return add(out, text);
    if (!add(out, text.substr(0, open))) return false;
    if (close == open + 1) {  // "%%": the first is no reference, the second may begin one
      if (!add(out, "%")) return false;
      text.remove_prefix(close);
      continue;
    }
    const Record* variable = find(text.substr(open + 1, close - open - 1));
    if (variable == nullptr || budget-- == 0) return false;
    const std::string_view value = variable->text("value");
    const bool nested = variable->text("type") == "REG_EXPAND_SZ";
    if (nested ? !expand_onto(out, value, budget) : !add(out, value)) return false;
    text.remove_prefix(close + 1);
  }
  return true;
}

std::optional<std::string> Expander::expand(std::string_view text) const {
  std::string out;
  int budget = most_references;
  if (!expand_onto(out, text, budget)) return std::nullopt;
  return out;
}

std::optional<std::string> Expander::effective_value(const Record& record) const {
  const Value* value = record.find("value");
  const auto* text = value == nullptr ? nullptr : std::get_if<std::string>(&value->data);
  if (text == nullptr) return std::nullopt;
  if (record.text("type") == "REG_EXPAND_SZ") return expand(*text);
  return *text;
}

}  // namespace shirlint::state
