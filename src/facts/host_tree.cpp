#include "facts/host_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "facts/host_builder.h"
#include "shir/products.h"
#include "shir/versions.h"
#include "state/fact_key.h"
#include "state/schema.h"
#include "text/ascii.h"

namespace shirlint::facts {
namespace {

using state::Record;

std::string_view input_name(InputKind kind) {
  switch (kind) {
    case InputKind::folder:
      return "folder";
    case InputKind::files:
      return "files";
    case InputKind::fragment:
      return "fragment";
    case InputKind::live:
      return "live";
    case InputKind::script:
      break;
  }
  return {};
}

void set_if(Tree& tree, pugi::xml_node node, const char* name, std::string_view value) {
  if (!value.empty()) tree.set(node, name, value);
}

/// "memory_mib" -> "memory-mib"
class AttributeName {
 public:
  explicit AttributeName(std::string_view key) {
    const std::size_t size = std::min(key.size(), text_.size() - 1);
    std::replace_copy(key.begin(), key.begin() + static_cast<std::ptrdiff_t>(size), text_.begin(),
                      '_', '-');
  }
  [[nodiscard]] const char* c_str() const { return text_.data(); }

 private:
  std::array<char, 32> text_{};
};

void set_value(const HostBuilder& build, pugi::xml_node node, const state::Value& value) {
  const AttributeName name(value.key);
  if (const auto* text = std::get_if<std::string>(&value.data)) {
    build.set(node, name.c_str(), *text, value.at);
  } else if (const auto* number = std::get_if<std::int64_t>(&value.data)) {
    build.set_number(node, name.c_str(), *number, value.at);
  } else if (const auto* flag = std::get_if<bool>(&value.data)) {
    build.set(node, name.c_str(), *flag ? "true" : "false", value.at);
  } else {
    const auto& texts = std::get<std::vector<std::string>>(value.data);
    build.set(node, name.c_str(), fmt::format("{}", fmt::join(texts, " ")), value.at);
  }
}

void derive_runtime(const HostBuilder& build, pugi::xml_node node, const Record& record,
                    const shir::DataTable* versions) {
  const state::Value* value = record.find("version");
  if (value == nullptr) return;
  const auto version = shir::parse_version(record.text("version"));
  if (!version) return;
  build.set_number(node, "major", version->major, value->at);
  build.set_number(node, "minor", version->minor, value->at);
  build.set_number(node, "build", version->build, value->at);
  if (const auto built = shir::build_day(*version)) {
    build.set(node, "build-date", text::to_text(*built), value->at);
    build.set_number(node, "age-days", text::days_between(*built, build.today), value->at);
  }
  if (versions == nullptr) return;
  const auto expires = shir::expiry_day(*version, *versions);
  build.set_flag(node, "listed", expires.has_value());
  if (!expires) return;
  build.set(node, "expires", text::to_text(*expires), value->at);
  build.set_number(node, "expires-in-days", text::days_between(build.today, *expires), value->at);
}

/// Element name of the tables whose records are shown as they are; null for the others.
struct PlainElement {
  std::string_view table;
  const char* element;
  const char* layer;  // of a proxy
};
constexpr std::array plain_elements = {
    PlainElement{"os", "os", nullptr},
    PlainElement{"hardware", "hardware", nullptr},
    PlainElement{"dotnet", "dotnet", nullptr},
    PlainElement{"power", "power", nullptr},
    PlainElement{"runtime", "runtime", nullptr},
    PlainElement{"proxy.account", "proxy", "account"},
    PlainElement{"proxy.winhttp", "proxy", "winhttp"},
    PlainElement{"java", "java", nullptr},
    PlainElement{"service", "service", nullptr},
    PlainElement{"certificate", "certificate", nullptr},
    PlainElement{"file", "file", nullptr},
    PlainElement{"software", "software", nullptr},
    PlainElement{"listener", "listener", nullptr},
    PlainElement{"endpoint", "endpoint", nullptr},
};

/// Elements that hold the records of a table with names: <environment>, <registry>, <hosts>.
struct Container {
  std::string_view table;
  const char* element;
  const char* scope;
  void (*add)(const HostBuilder&, pugi::xml_node, const Record&);
};
constexpr std::array containers = {
    Container{"environment.machine", "environment", "machine", add_variable},
    Container{"environment.service", "environment", "service", add_variable},
    Container{"environment.user", "environment", "user", add_variable},
    Container{"registry", "registry", nullptr, add_registry},
    Container{"hosts.line", "hosts", nullptr, add_hosts_line},
};

class HostWriter {
 public:
  HostWriter(const HostBuilder& build, const HostInput& input, pugi::xml_node host)
      : build_(build), versions_(shir::find_table(input.tables, "versions")), host_(host) {}

  void add_records() {
    for (const Record& record : build_.snapshot.records) {
      if (add_plain(record)) continue;
      add_contained(record);
    }
    add_java_facts(build_, host_);
  }

 private:
  bool add_plain(const Record& record) {
    const auto at =
        std::find_if(plain_elements.begin(), plain_elements.end(),
                     [&](const PlainElement& element) { return element.table == record.table; });
    if (at == plain_elements.end()) return false;
    if (!record.present) return true;
    const pugi::xml_node node = build_.add(host_, at->element, record);
    if (at->layer != nullptr) build_.set(node, "layer", at->layer);
    for (const state::Value& value : record.values) set_value(build_, node, value);
    derive(node, record);
    return true;
  }

  void derive(pugi::xml_node node, const Record& record) const {
    if (record.table == "certificate") derive_certificate(build_, node, record);
    if (record.table == "runtime") derive_runtime(build_, node, record, versions_);
    if (record.table == "endpoint") derive_endpoint(build_, node, record);
    if (record.table == "java") derive_java(build_, node, record);
    if (record.table == "file") {
      derive_newer(build_, node, record, "modified", "newer-than-service");
    }
    if (record.table == "os") {
      derive_newer(build_, node, record, "environment_changed", "environment-newer-than-service");
    }
    if (record.table == "service" || record.table == "file") {
      build_.set(node, "id", text::lower_case(record.name));
    }
  }

  // Records of one table stand together, so the container of the last one is the right one.
  void add_contained(const Record& record) {
    const auto at =
        std::find_if(containers.begin(), containers.end(),
                     [&](const Container& container) { return container.table == record.table; });
    if (at == containers.end()) return;
    if (open_ != &*at) {
      open_ = &*at;
      container_ = build_.tree.add(host_, at->element);
      if (at->scope != nullptr) build_.set(container_, "scope", at->scope);
    }
    at->add(build_, container_, record);
  }

  const HostBuilder& build_;
  const shir::DataTable* versions_;
  pugi::xml_node host_;
  const Container* open_ = nullptr;
  pugi::xml_node container_;
};

const shir::ConfigFile* find_file(const shir::Product* product, std::string_view role) {
  if (product == nullptr) return nullptr;
  for (const shir::ConfigFile& file : product->files) {
    if (file.role == role) return &file;
  }
  return nullptr;
}

void add_config(Tree& tree, pugi::xml_node host, std::string_view role, std::string_view path,
                bool present, const shir::ConfigFile* file) {
  const pugi::xml_node node = tree.add(host, "config");
  tree.set(node, "role", role);
  tree.set(node, "path", path);
  tree.set(node, "present", present ? "true" : "false");
  tree.set(node, "required", file != nullptr && file->required ? "true" : "false");
}

void add_configs(Tree& tree, pugi::xml_node host, const HostInput& input,
                 std::string_view product_name) {
  const shir::Product* product = shir::find_product(product_name);
  for (const PresentConfig& config : input.configs) {
    add_config(tree, host, config.role, config.path, true, find_file(product, config.role));
  }
  const bool looked = input.input == InputKind::folder || input.input == InputKind::live;
  if (!looked || product == nullptr) return;
  for (const shir::ConfigFile& file : product->files) {
    const bool present =
        std::any_of(input.configs.begin(), input.configs.end(),
                    [&](const PresentConfig& config) { return config.role == file.role; });
    if (!present) add_config(tree, host, file.role, file.path, false, &file);
  }
}

}  // namespace

pugi::xml_node build_host(Tree& tree, pugi::xml_node parent, const HostInput& input) {
  const state::Snapshot* snapshot = input.snapshot;
  const auto either = [&](std::string state::Snapshot::*of_snapshot, std::string_view otherwise) {
    if (snapshot == nullptr || (snapshot->*of_snapshot).empty()) return otherwise;
    return std::string_view(snapshot->*of_snapshot);
  };
  const std::string_view product = either(&state::Snapshot::product, input.product);
  const pugi::xml_node host = tree.add(parent, "host");
  set_if(tree, host, "name", either(&state::Snapshot::name, input.name));
  set_if(tree, host, "product", product);
  set_if(tree, host, "group", either(&state::Snapshot::group, {}));
  tree.set(host, "input", input_name(input.input));
  tree.set(host, "snapshot", snapshot != nullptr ? "true" : "false");
  add_configs(tree, host, input, product);
  if (snapshot == nullptr) return host;
  const bool listeners = snapshot->known("listener").state != state::Knowledge::unknown;
  tree.set(host, "listeners-known", listeners ? "true" : "false");
  const state::Expander expander(*snapshot);
  const HostBuilder build{tree, *snapshot, expander, input.today};
  if (const auto day = text::utc_day(snapshot->collected)) {
    build.set(host, "collected", snapshot->collected);
    build.set_number(host, "age-days", text::days_between(*day, input.today));
  }
  HostWriter(build, input, host).add_records();
  return host;
}

}  // namespace shirlint::facts
