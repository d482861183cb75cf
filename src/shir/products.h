// The products that run on an integration runtime host, and the .NET config files of each: role,
// place below the install folder, service.
// Sources: create-self-hosted-integration-runtime (diahost, diawp), Purview's
// manage-integration-runtimes (the four files), the on-premises data gateway's
// service-gateway-proxy and -account pages.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace shirlint::shir {

struct ConfigFile {
  std::string_view role;
  std::string_view path;  // below the install folder, with "/"
  bool required = false;  // present after every installation
};

struct Product {
  std::string_view name;             // "adf", ...: as in host.toml
  std::string_view install_folder;   // where Setup puts it unless told otherwise
  std::string_view service;          // empty: no Windows service
  std::string_view service_account;  // the one that Setup gives it
  std::span<const ConfigFile> files;
};

[[nodiscard]] std::span<const Product> products();
[[nodiscard]] const Product* find_product(std::string_view name);

/// Every role a config can have, "fragment" and "other" last.
[[nodiscard]] std::span<const std::string_view> roles();

/// The role that a file's name (no folder) tells, in any letter case, also before .j2, .tmpl and
/// .template and as NAME.tokenized.config ("diahost.exe.tokenized.config"). Nothing for a name that
/// no product has.
[[nodiscard]] std::optional<std::string_view> role_of_file_name(std::string_view name);

/// The Windows service whose process reads the file of that role; empty for roles without one.
[[nodiscard]] std::string_view service_of_role(std::string_view role);

/// What the files of a folder tell of its product: "purview", "opdg", "opdg-personal", else "adf"
/// (Synapse has the same two files); empty when no role is known.
[[nodiscard]] std::string_view guess_product(std::span<const std::string_view> roles_present);

}  // namespace shirlint::shir
