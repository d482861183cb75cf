#include "rules/machine_reach.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "shir/products.h"
#include "state/fact_key.h"

namespace shirlint::rules {
namespace {

constexpr std::array<std::string_view, 9> variables = {
    "JAVA_HOME",  "JRE_HOME",    "JDK_HOME", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS",
    "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY"};

constexpr std::array<std::string_view, 10> keys = {
    "HKLM\\SOFTWARE\\JavaSoft\\",
    "HKLM\\SOFTWARE\\WOW6432Node\\JavaSoft\\",
    "HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\",
    "HKLM\\SOFTWARE\\WOW6432Node\\Microsoft\\.NETFramework\\",
    "HKLM\\SOFTWARE\\Microsoft\\DataTransfer\\",
    "HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\",
    "HKLM\\SOFTWARE\\WOW6432Node\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\",
    "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\",
    "HKLM\\SOFTWARE\\Policies\\Microsoft\\SystemCertificates\\",
    "HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\"};

constexpr std::array<std::string_view, 2> stores = {"LocalMachine/Root", "LocalMachine/CA"};

template <class Names>
bool is_one_of(std::string_view name, const Names& all) {
  return std::any_of(all.begin(), all.end(),
                     [&](std::string_view one) { return state::same_name(name, one); });
}

/// Below one of the keys, by a path as the registry itself writes it.
bool is_known_place(std::string_view path) {
  const bool plain = std::none_of(path.begin(), path.end(), [](char byte) {
    return static_cast<unsigned char>(byte) < 0x20U || byte == '/';
  });
  if (!plain || path.find("\\\\") != std::string_view::npos) return false;
  return std::any_of(keys.begin(), keys.end(), [&](std::string_view key) {
    return path.size() > key.size() && state::same_name(path.substr(0, key.size()), key);
  });
}

/// By its place below the install folder, with either slash.
bool is_config(std::string name) {
  std::replace(name.begin(), name.end(), '\\', '/');
  for (const shir::Product& product : shir::products()) {
    for (const shir::ConfigFile& file : product.files) {
      if (state::same_name(file.path, name)) return true;
    }
  }
  return false;
}

std::vector<std::string_view> services() {
  std::vector<std::string_view> names;
  for (const shir::Product& product : shir::products()) {
    const bool known = std::find(names.begin(), names.end(), product.service) != names.end();
    if (!product.service.empty() && !known) names.push_back(product.service);
  }
  return names;
}

}  // namespace

std::string reach_of(Operation operation) {
  switch (operation) {
    case Operation::set_environment:
      return fmt::format("one of {}", fmt::join(variables, ", "));
    case Operation::set_registry:
    case Operation::delete_registry:
      return fmt::format("below one of {}", fmt::join(keys, ", "));
    case Operation::import_certificate:
    case Operation::copy_certificate:
      return fmt::format("one of {}", fmt::join(stores, ", "));
    case Operation::set_service_start:
    case Operation::start_service:
      return fmt::format("one of {}", fmt::join(services(), ", "));
    case Operation::create_file:
      return "a config file of a product, by its place below the install folder";
    default:
      return {};
  }
}

std::string why_out_of_reach(const FixStep& step) {
  const auto outside = [&](std::string_view what) {
    return fmt::format("'{}' is no {}; it must be {}", step.name, what, reach_of(step.operation));
  };
  switch (step.operation) {
    case Operation::set_environment:
      return is_one_of(step.name, variables) ? "" : outside("variable that a rule may set");
    case Operation::set_registry:
    case Operation::delete_registry:
      return is_known_place(step.name) ? "" : outside("place that a rule may change");
    case Operation::import_certificate:
    case Operation::copy_certificate:
      return is_one_of(step.name, stores) ? "" : outside("store that a rule may add to");
    case Operation::set_service_start:
    case Operation::start_service:
      return is_one_of(step.name, services()) ? "" : outside("service of a runtime's product");
    case Operation::create_file:
      return is_config(std::string(step.name)) ? "" : outside("config file of a product");
    default:
      return {};
  }
}

}  // namespace shirlint::rules
