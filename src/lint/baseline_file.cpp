#include "lint/baseline_file.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "text/secret.h"
#include "text/source.h"

namespace shirlint::lint {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view schema_name = "shirlint.baseline/1";
constexpr std::uint64_t most_findings = 1'000'000'000;

std::string line(const Json& value) {
  // ASCII only: what looks like another name, or steers a terminal, shows as what it is.
  return value.dump(-1, ' ', true, Json::error_handler_t::replace);
}

/// The only place where the library's exceptions are met.
text::Result<Json> parse(std::string_view bytes, const std::string& file) {
  try {
    return Json::parse(bytes.begin(), bytes.end());
  } catch (const Json::parse_error& error) {
    const text::Source source{std::string(bytes)};
    const auto last = static_cast<std::uint32_t>(source.text().size());
    const auto at = static_cast<std::uint32_t>(error.byte == 0 ? 0 : error.byte - 1);
    return text::fail("is no baseline: it is not valid JSON here", file,
                      source.position(std::min(at, last)));
  } catch (const Json::exception&) {
    return text::fail("is no baseline: it is not valid JSON", file);
  }
}

/// The text at `key`; empty when there is none.
std::string text_at(const Json& object, const char* key) {
  const auto at = object.find(key);
  return at != object.end() && at->is_string() ? at->get<std::string>() : std::string();
}

/// The list at `key`; none is an empty one.
const Json& list_at(const Json& object, const char* key) {
  static const Json none = Json::array();
  const auto at = object.find(key);
  return at != object.end() && at->is_array() ? *at : none;
}

Json to_json(const facts::ConfigMemory& memory) {
  Json out = {{"role", memory.role}};
  if (!memory.proxy.empty()) out["proxy"] = memory.proxy;
  if (!memory.address.empty()) out["address"] = text::mask(memory.address);
  if (memory.configured) out["configured"] = *memory.configured;
  for (const auto& setting : memory.settings) out["settings"][setting.name] = setting.value;
  return out;
}

Json to_json(const std::string& host, const facts::HostMemory& memory) {
  Json out = {{"host", text::mask(host)}};
  if (!memory.version.empty()) out["version"] = text::mask(memory.version);
  out["configs"] = Json::array();
  for (const facts::ConfigMemory& config : memory.configs)
    out["configs"].push_back(to_json(config));
  return out;
}

Json to_json(const KnownFinding& entry) {
  return {{"host", text::mask(entry.host)},
          {"file", text::mask(entry.file)},
          {"code", entry.code},
          {"fingerprint", entry.fingerprint},
          {"count", entry.count}};
}

std::string lines(const std::vector<std::string>& items) {
  if (items.empty()) return "[]";
  return fmt::format("[\n    {}\n  ]", fmt::join(items, ",\n    "));
}

facts::ConfigMemory config_memory(const Json& item) {
  facts::ConfigMemory memory;
  memory.role = text_at(item, "role");
  memory.proxy = text_at(item, "proxy");
  memory.address = text_at(item, "address");
  const auto configured = item.find("configured");
  if (configured != item.end() && configured->is_boolean()) {
    memory.configured = configured->get<bool>();
  }
  const auto settings = item.find("settings");
  if (settings == item.end() || !settings->is_object()) return memory;
  for (const auto& [name, value] : settings->items()) {
    if (value.is_string()) memory.settings.push_back({name, value.get<std::string>()});
  }
  return memory;
}

facts::HostMemory host_memory(const Json& item) {
  facts::HostMemory memory;
  memory.version = text_at(item, "version");
  for (const Json& config : list_at(item, "configs")) {
    if (config.is_object()) memory.configs.push_back(config_memory(config));
  }
  return memory;
}

/// What keeps an entry from being used; empty: nothing.
std::string fault_of(const Json& item) {
  if (!item.is_object()) return "is no object";
  if (text_at(item, "code").empty()) return "has no code";
  if (text_at(item, "fingerprint").empty()) return "has no fingerprint";
  const auto count = item.find("count");
  if (count == item.end() || !count->is_number_unsigned() || count->get<std::uint64_t>() == 0 ||
      count->get<std::uint64_t>() > most_findings) {
    return "has no count that is 1 or more";
  }
  return {};
}

}  // namespace

std::string write_baseline(const Baseline& baseline) {
  std::vector<std::string> findings;
  for (const KnownFinding& entry : baseline.findings) findings.push_back(line(to_json(entry)));
  std::vector<std::string> hosts;
  for (const auto& [name, memory] : baseline.hosts) hosts.push_back(line(to_json(name, memory)));
  return fmt::format("{{\n  \"schema\": \"{}\",\n  \"findings\": {},\n  \"hosts\": {}\n}}\n",
                     schema_name, lines(findings), lines(hosts));
}

text::Result<Baseline> read_baseline(const std::string& bytes, const std::string& file) {
  const text::Result<Json> root = parse(bytes, file);
  if (!root) return tl::unexpected<text::Error>(root.error());
  const std::string schema = root->is_object() ? text_at(*root, "schema") : std::string();
  if (schema != schema_name) {
    return text::fail(
        schema.empty()
            ? fmt::format("is no baseline: it has no schema '{}'", schema_name)
            : fmt::format("is no baseline that this version reads: its schema is '{}', not '{}'",
                          text::mask(schema), schema_name),
        file);
  }
  Baseline baseline;
  std::size_t number = 0;
  for (const Json& item : list_at(*root, "findings")) {
    ++number;
    if (const std::string fault = fault_of(item); !fault.empty()) {
      return text::fail(fmt::format("entry {} of its findings {}", number, fault), file);
    }
    baseline.findings.push_back({text_at(item, "host"), text_at(item, "file"),
                                 text_at(item, "code"), text_at(item, "fingerprint"),
                                 item.find("count")->get<std::uint64_t>()});
  }
  for (const Json& item : list_at(*root, "hosts")) {
    if (item.is_object()) baseline.hosts[text_at(item, "host")] = host_memory(item);
  }
  return baseline;
}

text::Result<facts::HostMemory> read_memory(std::string_view json) {
  const text::Result<Json> root = parse(json, "baseline");
  if (!root) return tl::unexpected<text::Error>(root.error());
  if (!root->is_object()) return text::fail("is no object", "baseline");
  return host_memory(*root);
}

std::vector<FactDeletion> without_each_memory(std::string_view json) {
  std::vector<FactDeletion> out;
  const text::Result<Json> root = parse(json, "baseline");
  if (!root || !root->is_object()) return out;
  const auto remove = [&](const std::string& fact, const Json::json_pointer& parent,
                          const auto& key) {
    Json changed = *root;
    changed.at(parent).erase(key);
    out.push_back({"baseline." + fact, line(changed)});
  };
  out.push_back({"baseline", "{}"});
  for (const auto& item : root->items()) remove(item.key(), Json::json_pointer(), item.key());
  const Json& configs = list_at(*root, "configs");
  for (std::size_t at = 0; at < configs.size(); ++at) {
    remove("configs[]", Json::json_pointer("/configs"), at);
    const Json::json_pointer place(fmt::format("/configs/{}", at));
    for (const auto& item : configs[at].items()) {
      if (item.key() != "role") remove("configs." + item.key(), place, item.key());
    }
  }
  return out;
}

}  // namespace shirlint::lint
