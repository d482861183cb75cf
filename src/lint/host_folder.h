// One folder as a host: the configs and the snapshot that belong to it.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "io/reader.h"
#include "lint/discovery.h"
#include "text/error.h"

namespace shirlint::lint {

struct HostFolder {
  std::vector<ConfigFile> configs;     // flat or where the product has them; one for each role
  std::vector<std::string> snapshots;  // host.toml in any letter case
  std::vector<text::Error> errors;
  bool searched = true;  // false: a folder below could not be listed

  [[nodiscard]] bool is_host() const { return !configs.empty() || !snapshots.empty(); }
};

/// Looks into `folder` and into the folders below it that products use (Shared, Gateway, m, ...).
/// `entries` is the folder's own listing, `list` gives those of the folders below.
using ListFolder = std::function<text::Result<std::vector<io::Entry>>(const std::string&)>;
[[nodiscard]] HostFolder look_into(const ListFolder& list, const std::string& folder,
                                   const std::vector<io::Entry>& entries);

/// Does a product keep configs in, or below, a sub-folder of this name?
[[nodiscard]] bool is_product_folder(std::string_view name);

/// The host folder of a config: its own folder, or the one above a product's sub-folders.
[[nodiscard]] std::string host_folder_of(const std::string& config_path, std::string_view role);

}  // namespace shirlint::lint
