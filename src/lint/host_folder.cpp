#include "lint/host_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "shir/products.h"
#include "text/ascii.h"

namespace shirlint::lint {
namespace {

constexpr std::string_view snapshot_name = "host.toml";

/// Folders, in lower case and relative to the install folder, in which products keep `role`.
std::vector<std::string> folders_of(std::string_view role) {
  std::vector<std::string> folders;
  for (const shir::Product& product : shir::products()) {
    for (const shir::ConfigFile& file : product.files) {
      const std::string folder = text::lower_case(io::parent_path(file.path));
      if (file.role == role && folder != ".") folders.push_back(folder);
    }
  }
  return folders;
}

/// Every sub-folder on the way to a product's file: "gateway", "gateway/datascan", ...
const std::set<std::string>& product_folders() {
  static const std::set<std::string> all = [] {
    std::set<std::string> folders;
    for (const shir::Product& product : shir::products()) {
      for (const shir::ConfigFile& file : product.files) {
        for (std::string at = text::lower_case(io::parent_path(file.path)); at != ".";
             at = io::parent_path(at)) {
          folders.insert(at);
        }
      }
    }
    return folders;
  }();
  return all;
}

class FolderLook {
 public:
  FolderLook(const ListFolder& list, std::string folder, HostFolder& out)
      : list_(list), folder_(std::move(folder)), out_(out) {}

  /// `relative` is "" for the host folder, else in lower case.
  void look(const std::string& folder, const std::string& relative,
            const std::vector<io::Entry>& entries) {
    for (const io::Entry& entry : entries) {
      const std::string path = io::join_path(folder, entry.name);
      if (entry.kind == io::Kind::file) {
        look_at_file(path, relative, entry.name);
      } else if (entry.kind == io::Kind::folder) {
        const std::string below = text::lower_case(io::join_path(relative, entry.name));
        if (product_folders().count(below) == 0) continue;
        const auto inner = list_(path);
        if (inner) {
          look(path, below, *inner);
        } else {
          out_.errors.push_back(inner.error());
          out_.searched = false;
        }
      }
    }
  }

 private:
  void look_at_file(const std::string& path, const std::string& relative, const std::string& name) {
    if (text::lower_case(name) == snapshot_name && (relative.empty() || relative == "shared")) {
      out_.snapshots.push_back(path);
      return;
    }
    const auto role = shir::role_of_file_name(name);
    if (!role) return;
    if (!relative.empty()) {
      const std::vector<std::string> places = folders_of(*role);
      if (std::find(places.begin(), places.end(), relative) == places.end()) return;
    }
    const auto same = std::find_if(out_.configs.begin(), out_.configs.end(),
                                   [&](const ConfigFile& other) { return other.role == *role; });
    if (same == out_.configs.end()) {
      out_.configs.push_back({path, std::string(*role), true});
      return;
    }
    // The one where the product has it counts; the other is most likely a copy.
    const bool old_is_flat = io::parent_path(same->path) == folder_;
    const bool take_new = old_is_flat && !relative.empty();
    const std::string kept = take_new ? path : same->path;
    const std::string other = take_new ? same->path : path;
    same->path = kept;
    out_.errors.push_back({fmt::format("is a second {} of this host, beside '{}'; name the one you "
                                       "mean, or remove one",
                                       *role, kept),
                           other,
                           {}});
  }

  const ListFolder& list_;
  const std::string folder_;  // the host's
  HostFolder& out_;
};

/// Both gateways have a mashup container of the same name; its neighbours tell whose it is.
void tell_mashups_apart(std::vector<ConfigFile>& configs) {
  const bool personal = std::any_of(configs.begin(), configs.end(), [](const ConfigFile& config) {
    return config.role == "personal-gateway" || config.role == "personal-configurator";
  });
  for (ConfigFile& config : configs) {
    if (personal && config.role == "gateway-mashup") config.role = "personal-mashup";
  }
}

}  // namespace

HostFolder look_into(const ListFolder& list, const std::string& folder,
                     const std::vector<io::Entry>& entries) {
  HostFolder found;
  FolderLook(list, folder, found).look(folder, "", entries);
  tell_mashups_apart(found.configs);
  const auto roles = shir::roles();
  const auto rank = [&](const ConfigFile& config) {
    return std::find(roles.begin(), roles.end(), config.role) - roles.begin();
  };
  std::sort(
      found.configs.begin(), found.configs.end(),
      [&](const ConfigFile& left, const ConfigFile& right) { return rank(left) < rank(right); });
  return found;
}

bool is_product_folder(std::string_view name) {
  return product_folders().count(text::lower_case(name)) != 0;
}

std::string host_folder_of(const std::string& config_path, std::string_view role) {
  std::string folder = io::parent_path(config_path);
  for (const std::string& below : folders_of(role)) {
    const std::string lower = text::lower_case(folder);
    if (lower == below) return ".";
    const std::size_t start = lower.size() > below.size() ? lower.size() - below.size() : 0;
    if (start > 0 && lower[start - 1] == '/' && lower.compare(start, below.size(), below) == 0) {
      return start == 1 ? "/" : folder.substr(0, start - 1);
    }
  }
  return folder;
}

}  // namespace shirlint::lint
