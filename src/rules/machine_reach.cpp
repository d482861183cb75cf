#include "rules/machine_reach.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

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

template <std::size_t Size>
bool is_one_of(std::string_view name, const std::array<std::string_view, Size>& all) {
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

bool is_service(std::string_view name) {
  const auto all = shir::products();
  return std::any_of(all.begin(), all.end(), [&](const shir::Product& product) {
    return !product.service.empty() && state::same_name(product.service, name);
  });
}

}  // namespace

std::string why_out_of_reach(const FixStep& step) {
  switch (step.operation) {
    case Operation::set_environment:
      if (is_one_of(step.name, variables)) return {};
      return fmt::format("'{}' is no variable that a rule may set: {}", step.name,
                         fmt::join(variables, ", "));
    case Operation::set_registry:
    case Operation::delete_registry:
      if (is_known_place(step.name)) return {};
      return fmt::format("'{}' is no place that a rule may change; it must be below {}", step.name,
                         fmt::join(keys, ", "));
    case Operation::import_certificate:
    case Operation::copy_certificate:
      if (is_one_of(step.name, stores)) return {};
      return fmt::format("'{}' is no store that a rule may add to: {}", step.name,
                         fmt::join(stores, ", "));
    case Operation::set_service_start:
    case Operation::start_service:
      if (is_service(step.name)) return {};
      return fmt::format("'{}' is no service of a runtime's product", step.name);
    case Operation::create_file:
      if (is_config(std::string(step.name))) return {};
      return fmt::format("'{}' is no config file of a product", step.name);
    default:
      return {};
  }
}

}  // namespace shirlint::rules
