// Derived facts of single records: certificates, variables, registry values, hosts lines.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "facts/host_builder.h"
#include "facts/java_options.h"
#include "state/fact_key.h"
#include "text/ascii.h"

namespace shirlint::facts {
namespace {

constexpr std::string_view blanks = " \t";

std::string_view trim(std::string_view text) {
  const std::size_t start = text.find_first_not_of(blanks);
  if (start == std::string_view::npos) return {};
  return text.substr(start, text.find_last_not_of(blanks) - start + 1);
}

/// Length of the first part of a distinguished name: up to a comma outside quotes.
std::size_t first_part_size(std::string_view name) {
  bool quoted = false;
  for (std::size_t at = 0; at < name.size(); ++at) {
    if (name[at] == '\\') {
      ++at;
    } else if (name[at] == '"') {
      quoted = !quoted;
    } else if (name[at] == ',' && !quoted) {
      return at;
    }
  }
  return name.size();
}

/// CN of a distinguished name as Windows writes it: CN="A, Inc.", O=A.
std::string common_name(std::string_view name) {
  while (!name.empty()) {
    const std::size_t size = first_part_size(name);
    std::string_view part = trim(name.substr(0, size));
    name.remove_prefix(std::min(size + 1, name.size()));
    if (part.size() < 3 || !state::same_name(part.substr(0, 3), "CN=")) continue;
    part = trim(part.substr(3));
    if (part.size() >= 2 && part.front() == '"' && part.back() == '"') {
      part = part.substr(1, part.size() - 2);
    }
    return std::string(part);
  }
  return {};
}

std::string number_text(std::int64_t number) { return fmt::format_int(number).str(); }

std::string join(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) {
    if (&text != texts.data()) out += ' ';
    out += text;
  }
  return out;
}

/// RFC 1918 (10/8, 172.16/12, 192.168/16) and RFC 4193 (fc00::/7).
bool is_private_address(std::string_view address) {
  if (address.find(':') != std::string_view::npos) {
    const std::string lower = text::lower_case(address.substr(0, 4));
    return lower.size() == 4 && lower[0] == 'f' && (lower[1] == 'c' || lower[1] == 'd');
  }
  if (address.substr(0, 3) == "10." || address.substr(0, 8) == "192.168.") return true;
  if (address.substr(0, 4) != "172.") return false;
  const std::string_view second = address.substr(4, address.find('.', 4) - 4);
  return second.size() == 2 && second >= "16" && second <= "31";
}

}  // namespace

void HostBuilder::set_number(pugi::xml_node node, const char* name, long long number,
                             text::Span at) const {
  const fmt::format_int digits(number);
  set(node, name, std::string_view(digits.data(), digits.size()), at);
}

void derive_certificate(const HostBuilder& build, pugi::xml_node node,
                        const state::Record& record) {
  const std::string_view store = record.text("store");
  const std::size_t slash = store.find('/');
  build.set(node, "store-location", store.substr(0, slash));
  if (slash != std::string_view::npos) build.set(node, "store-name", store.substr(slash + 1));
  if (const state::Value* subject = record.find("subject")) {
    const auto& text = std::get<std::string>(subject->data);
    build.set(node, "name", common_name(text), subject->at);
    if (record.find("issuer") != nullptr) {
      build.set_flag(node, "self-signed", record.text("issuer") == text);
    }
  }
  const auto first = text::utc_day(record.text("not_before"));
  const auto last = text::utc_day(record.text("not_after"));
  if (last) {
    build.set_number(node, "days-left", text::days_between(build.today, *last),
                     record.find("not_after")->at);
  }
  const bool over = last && *last < build.today;
  const bool early = first && *first > build.today;
  if (over || early || (first && last)) build.set_flag(node, "valid-now", !over && !early);
}

void derive_endpoint(const HostBuilder& build, pugi::xml_node node, const state::Record& record) {
  const state::Value* value = record.find("addresses");
  if (value == nullptr) return;
  const auto* addresses = std::get_if<std::vector<std::string>>(&value->data);
  if (addresses == nullptr || addresses->empty()) return;
  const bool all_private =
      std::all_of(addresses->begin(), addresses->end(),
                  [](const std::string& address) { return is_private_address(address); });
  build.set(node, "private", all_private ? "true" : "false", value->at);
}

// What DIAHostService has read at its start is what counts until the next one.
void derive_newer(const HostBuilder& build, pugi::xml_node node, const state::Record& record,
                  std::string_view date, const char* name) {
  const state::Value* changed = record.find(date);
  const state::Record* service = build.snapshot.only("service", "DIAHostService");
  if (changed == nullptr || service == nullptr) return;
  const auto written = text::utc_seconds(record.text(date));
  const auto started = text::utc_seconds(service->text("started"));
  if (!written || !started) return;
  build.set(node, name, *written > *started ? "true" : "false", changed->at);
}

void add_variable(const HostBuilder& build, pugi::xml_node environment,
                  const state::Record& record) {
  if (!record.present) return;
  const pugi::xml_node node = build.add(environment, "variable", record);
  build.set(node, "name", record.name);
  std::string upper = record.name;
  std::transform(upper.begin(), upper.end(), upper.begin(), [](char letter) {
    return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
  });
  build.set(node, "id", upper);
  build.set(node, "type", record.text("type"));
  if (const state::Value* value = record.find("value")) {
    build.set(node, "value", record.text("value"), value->at);
    if (const auto seen = build.expander.effective_value(record)) {
      build.set(node, "expanded", *seen, value->at);
    }
    if (upper == "_JAVA_OPTIONS" || upper == "JAVA_TOOL_OPTIONS") {
      const JavaOptions options = read_java_options(record.text("value"));
      build.set(node, "java-fault", to_text(options.fault), value->at);
      if (!options.option.empty()) build.set(node, "java-option", options.option, value->at);
      if (options.heap_mib) build.set_number(node, "heap-mib", *options.heap_mib, value->at);
      if (!options.repaired.empty()) build.set(node, "repair", options.repaired, value->at);
    }
  }
}

void add_registry(const HostBuilder& build, pugi::xml_node registry, const state::Record& record) {
  const bool is_key = !record.name.empty() && record.name.back() == '\\';
  if (!record.present && !is_key) return;
  const pugi::xml_node node = build.add(registry, is_key ? "key" : "value", record);
  build.set(node, "id", text::lower_case(record.name));
  build.set(node, "path", record.name);
  if (is_key) {
    build.set_flag(node, "present", record.present);
    return;
  }
  build.set(node, "type", record.text("type"));
  const state::Value* value = record.find("value");
  if (value == nullptr) return;
  if (const auto* text = std::get_if<std::string>(&value->data)) {
    build.set(node, "value", *text, value->at);
  } else if (const auto* number = std::get_if<std::int64_t>(&value->data)) {
    build.set(node, "value", number_text(*number), value->at);
  } else if (const auto* texts = std::get_if<std::vector<std::string>>(&value->data)) {
    build.set(node, "value", join(*texts), value->at);
  }
}

// hosts: white space separates, "#" begins a comment, the first word is the address.
void add_hosts_line(const HostBuilder& build, pugi::xml_node hosts, const state::Record& record) {
  const pugi::xml_node node = build.add(hosts, "line", record);
  const std::string_view text = record.text("text");
  build.set(node, "number", record.name);
  build.set(node, "text", text);
  std::string_view rest = trim(text.substr(0, text.find('#')));
  build.set_flag(node, "comment", rest.empty() && !trim(text).empty());
  if (rest.empty()) return;
  const std::size_t space = std::min(rest.find_first_of(blanks), rest.size());
  build.set(node, "address", rest.substr(0, space));
  std::string names;
  for (rest = trim(rest.substr(space)); !rest.empty();) {
    const std::size_t end = std::min(rest.find_first_of(blanks), rest.size());
    if (!names.empty()) names += ' ';
    names += text::lower_case(rest.substr(0, end));
    rest = trim(rest.substr(end));
  }
  build.set(node, "names", names);
}

}  // namespace shirlint::facts
