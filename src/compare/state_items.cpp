#include "compare/state_items.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "lint/host_loader.h"
#include "state/fact_key.h"
#include "text/ascii.h"
#include "text/secret.h"

namespace shirlint::compare {
namespace {

using lint::LoadedHost;
using state::Record;

std::vector<const Record*> records_of(const LoadedHost& host, std::string_view table) {
  return host.snapshot ? host.snapshot->all(table) : std::vector<const Record*>();
}

/// The certificate that runtime.certificate names, in the machine's own store.
const Record* node_certificate(const LoadedHost& host) {
  if (!host.snapshot) return nullptr;
  const Record* runtime = host.snapshot->only("runtime");
  const std::string_view thumbprint = runtime != nullptr ? runtime->text("certificate") : "";
  if (thumbprint.empty()) return nullptr;
  return host.snapshot->only("certificate", std::string("LocalMachine/My.").append(thumbprint));
}

bool same_values(const Record& left, const Record& right) {
  return left.present == right.present && left.values.size() == right.values.size() &&
         std::all_of(left.values.begin(), left.values.end(), [&](const state::Value& value) {
           const state::Value* other = right.find(value.key);
           return other != nullptr && other->data == value.data;
         });
}

bool same_port(const Record& left, const Record& right) {
  const state::Value* one = left.find("port");
  const state::Value* other = right.find("port");
  return one != nullptr && other != nullptr && one->data == other->data;
}

/// Takes the partner of `record` out of `rest`; the better fits first.
const Record* take_partner(const Record& record, std::vector<const Record*>& rest) {
  const std::array<bool (*)(const Record&, const Record&), 3> fits = {
      same_values, same_port, [](const Record&, const Record&) { return true; }};
  for (const auto fit : fits) {
    const auto at = std::find_if(rest.begin(), rest.end(), [&](const Record* other) {
      return state::same_name(record.name, other->name) && fit(record, *other);
    });
    if (at == rest.end()) continue;
    const Record* partner = *at;
    rest.erase(at);
    return partner;
  }
  return nullptr;
}

/// CN of a distinguished name, or all of it.
std::string common_name(std::string_view name) {
  if (!state::same_name(name.substr(0, 3), "CN=")) return std::string(name);
  const std::string_view rest = name.substr(3);
  const bool quoted = !rest.empty() && rest.front() == '"';
  const std::size_t end = quoted ? rest.find('"', 1) : rest.find(',');
  return std::string(
      rest.substr(quoted ? 1 : 0, end == std::string_view::npos ? end : end - (quoted ? 1 : 0)));
}

Told told_value(const LoadedHost& host, const Record& record, const state::Value& value) {
  const std::string plain = to_text(value.data);
  const std::string_view type = record.text("type");
  const bool usual = type.empty() || type == "REG_SZ" || type == "REG_DWORD";
  Told told = known(masked_by_name(record.name, plain), place_in_snapshot(host, value.at));
  if (!usual) told.value += fmt::format(" ({})", type);
  told.raw = fmt::format("{}\n{}", plain, usual ? "" : type);
  return told;
}

std::vector<std::string> folders(std::string_view path) {
  std::vector<std::string> out;
  for (std::size_t from = 0; from <= path.size();) {
    const std::size_t end = std::min(path.find(';', from), path.size());
    std::string_view folder = path.substr(from, end - from);
    while (folder.size() > 1 && folder.back() == '\\') folder.remove_suffix(1);
    if (!folder.empty()) out.emplace_back(folder);
    from = end + 1;
  }
  return out;
}

/// Those that `other` lacks, with ";" between them.
std::string missing_in(const std::vector<std::string>& list,
                       const std::vector<std::string>& other) {
  std::string out;
  for (const std::string& item : list) {
    const bool there = std::any_of(other.begin(), other.end(), [&](const std::string& theirs) {
      return state::same_name(theirs, item);
    });
    if (!there) out += (out.empty() ? "" : ";") + item;
  }
  return out;
}

/// The first of these keys that the item has is told with it.
constexpr std::array<std::string_view, 5> telling = {"version", "not_after", "state", "process",
                                                     "error"};

}  // namespace

std::vector<ItemPair> pair_items(const LoadedHost& good, const LoadedHost& bad,
                                 std::string_view table) {
  std::vector<ItemPair> pairs;
  std::vector<const Record*> rest = records_of(bad, table);
  const Record* const own = node_certificate(good);
  const Record* const other = node_certificate(bad);
  const bool certificates = table == "certificate" && own != nullptr && other != nullptr;
  if (certificates) rest.erase(std::remove(rest.begin(), rest.end(), other), rest.end());
  for (const Record* record : records_of(good, table)) {
    const bool is_own = certificates && record == own;
    pairs.push_back({record, is_own ? other : take_partner(*record, rest), is_own});
  }
  for (const Record* record : rest) pairs.push_back({nullptr, record, false});
  return pairs;
}

bool names_one_certificate(std::string_view key) {
  constexpr std::array<std::string_view, 6> keys = {"sha256",    "subject",   "not_before",
                                                    "not_after", "dns_names", "thumbprint"};
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

std::string item_name(const Record& record) {
  if (record.table != "certificate") return record.name;
  std::string name = common_name(record.text("subject"));
  if (name.empty()) name = record.text("thumbprint");
  return name;
}

std::string item_words(const Record& record) {
  std::string name = item_name(record);
  if (record.table == "certificate") return fmt::format("{} in {}", name, record.text("store"));
  if (record.table == "registry") return name;
  constexpr std::string_view environment = "environment.";
  if (record.table.substr(0, environment.size()) == environment) {
    return fmt::format("variable {} of the {}", name, record.table.substr(environment.size()));
  }
  const bool port = record.table == "listener";
  return fmt::format("{} {}", port ? "listener at port" : record.table, name);
}

std::string to_text(const state::Datum& datum) {
  if (const auto* text = std::get_if<std::string>(&datum)) return *text;
  if (const auto* number = std::get_if<std::int64_t>(&datum)) return fmt::format("{}", *number);
  if (const auto* flag = std::get_if<bool>(&datum)) return *flag ? "true" : "false";
  return fmt::format("{}", fmt::join(std::get<std::vector<std::string>>(datum), ", "));
}

Told told_item(const LoadedHost& host, const Record* record, std::string_view fact) {
  if (record == nullptr) return untold(host, fact);
  const lint::Location place = place_in_snapshot(host, record->at);
  if (!record->present) return absent(place);
  if (const state::Value* value = record->find("value")) return told_value(host, *record, *value);
  for (const std::string_view key : telling) {
    const state::Value* value = record->find(key);
    if (value == nullptr) continue;
    Told told = known(fmt::format("there ({}: {})", key, to_text(value->data)), place);
    return told;
  }
  return known("there", place);
}

Told untold(const LoadedHost& host, std::string_view fact) {
  // What [[config]] says of a file, not whether the file is there.
  constexpr std::string_view config = "config.";
  if (host.snapshot && fact.substr(0, config.size()) == config) {
    const state::Known known = host.snapshot->known(fact);
    return known.state == state::Knowledge::unknown ? unknown(known.reason) : absent();
  }
  const std::string reason = lint::gap_of(host, fact).reason;
  return reason.empty() ? absent() : unknown(reason);
}

std::string in_any_order(std::string_view key, const state::Datum& datum) {
  const auto* list = std::get_if<std::vector<std::string>>(&datum);
  if (list == nullptr || (key != "addresses" && key != "dns_names")) return {};
  std::vector<std::string> sorted = *list;
  std::sort(sorted.begin(), sorted.end());
  return to_text(sorted);
}

void tell_list(Told& good, Told& bad) {
  if (good.knowledge != state::Knowledge::known || bad.knowledge != state::Knowledge::known) return;
  const std::vector<std::string> of_good = folders(good.value);
  const std::vector<std::string> of_bad = folders(bad.value);
  const std::string more = missing_in(of_good, of_bad);
  const std::string less = missing_in(of_bad, of_good);
  if (more.empty() && less.empty()) return;  // it is their order
  good.value = more.empty() ? "has nothing besides" : "has besides: " + more;
  bad.value = less.empty() ? "has nothing besides" : "has besides: " + less;
}

bool is_private(const LoadedHost& host, const Record& endpoint) {
  for (const pugi::xml_node node : host.host_node.children("endpoint")) {
    if (endpoint.name != node.attribute("host").value()) continue;
    if (std::string_view(node.attribute("private").value()) == "true") return true;
  }
  return false;
}

std::vector<HostsLine> hosts_lines(const LoadedHost& host) {
  std::vector<HostsLine> lines;
  for (const Record* record : records_of(host, "hosts.line")) {
    HostsLine line;
    line.at = record->at;
    const std::string_view raw = record->text("text");
    for (const char byte : text::lower_case(raw.substr(0, raw.find('#')))) {
      const bool blank = byte == ' ' || byte == '\t' || byte == '\r';
      if (!blank) {
        line.text += byte;
      } else if (!line.text.empty() && line.text.back() != ' ') {
        line.text += ' ';
      }
    }
    if (!line.text.empty() && line.text.back() == ' ') line.text.pop_back();
    if (!line.text.empty()) lines.push_back(std::move(line));
  }
  return lines;
}

bool is_served(const LoadedHost& host, std::string_view thumbprint) {
  const std::vector<const Record*> endpoints = records_of(host, "endpoint");
  return std::any_of(endpoints.begin(), endpoints.end(),
                     [&](const Record* endpoint) { return endpoint->text("root") == thumbprint; });
}

}  // namespace shirlint::compare
