#include "lint/discovery.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "lint/host_folder.h"
#include "lint/root_element.h"
#include "lint/script_loader.h"
#include "lint/search_filter.h"
#include "runbook/document.h"
#include "shir/products.h"
#include "text/ascii.h"
#include "text/spelling.h"

namespace shirlint::lint {
namespace {

constexpr std::string_view transform_role = "transform";
constexpr std::string_view fragment_role = "fragment";
constexpr int deepest_folder = 64;

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

/// "diahost.exe.Release.config", "diawp.exe.config.xdt": a known name with a word more.
bool is_transform_name(std::string_view name) {
  const std::string lower = text::lower_case(name);
  for (const std::string_view end : {".xdt", ".transform"}) {
    if (!ends_with(lower, end)) continue;
    return shir::role_of_file_name(lower.substr(0, lower.size() - end.size())).has_value();
  }
  if (!ends_with(lower, ".config")) return false;
  const std::string stem = lower.substr(0, lower.size() - 7);
  const std::size_t dot = stem.rfind('.');
  return dot != std::string::npos &&
         shir::role_of_file_name(stem.substr(0, dot) + ".config").has_value();
}

/// A file that stands for itself, whatever lies beside it.
bool is_lone(const HostSource& host) {
  return host.configs.size() == 1 && (host.configs.front().role == fragment_role ||
                                      host.configs.front().role == transform_role);
}

class Discoverer {
 public:
  Discoverer(const io::Reader& reader, const DiscoveryOptions& options)
      : reader_(reader), options_(options) {}

  Discovery run(std::span<const std::string> paths) {
    if (!role_is_known()) return std::move(found_);
    for (const std::string& path : paths) {
      switch (reader_.kind(path)) {
        case io::Kind::missing:
          error(path, "there is no such file or folder");
          break;
        case io::Kind::file:
          add_file(path);
          break;
        case io::Kind::folder:
          add_folder(path);
          break;
        case io::Kind::other:
          error(path, "is neither a file nor a folder");
          break;
      }
    }
    return std::move(found_);
  }

 private:
  void error(const std::string& path, std::string message) {
    add_error({std::move(message), path, {}});
  }

  /// A folder can be looked into as a part of a host and again in the search: it is told once.
  void add_error(text::Error problem) {
    const bool told =
        std::any_of(found_.errors.begin(), found_.errors.end(), [&](const text::Error& other) {
          return other.file == problem.file && other.message == problem.message;
        });
    if (!told) found_.errors.push_back(std::move(problem));
  }

  bool role_is_known() {
    if (options_.role.empty()) return true;
    const auto known = shir::roles();
    if (options_.role != "other" &&
        std::find(known.begin(), known.end(), options_.role) != known.end()) {
      return true;
    }
    const std::string_view near = text::nearest(options_.role, known);
    error("", near.empty()
                  ? fmt::format("there is no role '{}'; roles are {}", options_.role,
                                fmt::join(known.subspan(0, known.size() - 1), ", "))
                  : fmt::format("there is no role '{}'; did you mean '{}'?", options_.role, near));
    return false;
  }

  /// The role of a file by its name, or by its root element where the name says nothing.
  std::optional<std::string> role_of(const std::string& path) const {
    const std::string_view name = io::file_name(path);
    if (const auto role = shir::role_of_file_name(name)) return std::string(*role);
    const std::string lower = text::lower_case(name);
    const bool xml =
        ends_with(lower, ".xml") || ends_with(lower, ".config") || is_transform_name(name);
    if (!xml) return std::nullopt;
    const auto bytes = reader_.read(path, io::file_limit);
    if (!bytes) return std::nullopt;
    const RootElement root = root_element(*bytes);
    if (is_transform_name(name) && root.has_xdt_namespace) return std::string(transform_role);
    if (root.name == "system.net" || root.name == "defaultProxy") return std::string(fragment_role);
    return std::nullopt;
  }

  void add_file(const std::string& path) {
    if (text::lower_case(io::file_name(path)) == "host.toml") {
      add_named_host(io::parent_path(path));
      return;
    }
    if (options_.role.empty() && runbook::kind_of_file_name(io::file_name(path))) {
      add_script(path);
      return;
    }
    const std::optional<std::string> role =
        options_.role.empty() ? role_of(path) : std::optional(options_.role);
    if (!role) {
      error(path,
            "is no config that shirlint knows by its name; say what it is with --role "
            "(diahost, diawp, ..., fragment)");
      return;
    }
    if (*role == fragment_role || *role == transform_role) {
      add_lone_file(path, *role);
    } else {
      add_named(path, *role);
    }
  }

  void add_lone_file(const std::string& path, const std::string& role) {
    something_ = true;
    const bool known = std::any_of(
        found_.hosts.begin(), found_.hosts.end(),
        [&](const HostSource& host) { return is_lone(host) && host.configs.front().path == path; });
    if (known) return;
    HostSource host;
    host.path = io::parent_path(path);
    host.kind = role == fragment_role ? facts::InputKind::fragment : facts::InputKind::files;
    host.configs.push_back({path, role, true});
    found_.hosts.push_back(std::move(host));
  }

  void add_script(const std::string& path) {
    something_ = true;
    const bool known = std::any_of(found_.hosts.begin(), found_.hosts.end(),
                                   [&](const HostSource& host) { return host.script == path; });
    if (known) return;
    HostSource host;
    host.path = io::parent_path(path);
    host.kind = facts::InputKind::script;
    host.script = path;
    found_.hosts.push_back(std::move(host));
  }

  /// Of a folder's scripts only those count that have to do with an integration runtime.
  void add_if_runbook(const std::string& path, runbook::Kind kind) {
    auto bytes = reader_.read(path, script_limit);
    if (!bytes) return;
    if (runbook::concerns_runtime(script_source(*std::move(bytes)).text(), kind)) add_script(path);
  }

  void add_named(const std::string& path, const std::string& role) {
    const std::string folder = host_folder_of(path, role);
    auto host = find_host(folder);
    if (host == found_.hosts.end()) {
      HostSource fresh;
      fresh.path = folder;
      fresh.kind = facts::InputKind::files;
      if (const auto entries = reader_.list(folder)) {
        HostFolder look = look_into(from_disk(), folder, *entries);
        fresh.configs = std::move(look.configs);
        fresh.snapshot = only_snapshot(look);
        for (ConfigFile& config : fresh.configs) config.named = false;
      }
      found_.hosts.push_back(std::move(fresh));
      host = found_.hosts.end() - 1;
    }
    // What was named stands for its role, whatever else the folder holds.
    const auto same = std::find_if(host->configs.begin(), host->configs.end(),
                                   [&](const ConfigFile& other) { return other.role == role; });
    if (same == host->configs.end()) {
      host->configs.push_back({path, role, true});
    } else if (same->named && same->path != path) {
      error(path, fmt::format("is a second {} of this host, beside '{}'; check them one by one",
                              role, same->path));
    } else {
      *same = {path, role, true};
    }
  }

  std::string only_snapshot(const HostFolder& look) {
    if (look.snapshots.size() > 1) {
      error(look.snapshots[1],
            fmt::format("is a second snapshot of this host, beside '{}'; keep one",
                        look.snapshots[0]));
    }
    return look.snapshots.size() == 1 ? look.snapshots[0] : "";
  }

  [[nodiscard]] ListFolder from_disk() const {
    return [this](const std::string& folder) { return reader_.list(folder); };
  }

  std::vector<HostSource>::iterator find_host(const std::string& folder) {
    return std::find_if(found_.hosts.begin(), found_.hosts.end(), [&](const HostSource& host) {
      return host.path == folder && !is_lone(host) && host.script.empty();
    });
  }

  void add_named_host(const std::string& folder) {
    const auto entries = reader_.list(folder);
    if (entries) {
      add_host(folder, *entries, from_disk());
    } else {
      add_error(entries.error());
    }
  }

  /// True when the folder is a host; it is then added.
  bool add_host(const std::string& folder, const std::vector<io::Entry>& entries,
                const ListFolder& list) {
    HostFolder look = look_into(list, folder, entries);
    for (text::Error& problem : look.errors) add_error(std::move(problem));
    if (!look.is_host()) return false;
    something_ = true;
    HostSource host;
    host.path = folder;
    // What may be in a folder that cannot be listed is not missing.
    if (!look.searched) host.kind = facts::InputKind::files;
    host.snapshot = only_snapshot(look);
    host.configs = std::move(look.configs);
    const auto known = find_host(folder);
    if (known == found_.hosts.end()) {
      found_.hosts.push_back(std::move(host));
    } else if (known->kind == facts::InputKind::files) {
      *known = std::move(host);  // its files were named one by one, and now the folder as a whole
    }
    return true;
  }

  void add_folder(const std::string& folder) {
    if (!options_.role.empty()) {
      error(folder, "is a folder; --role is for files");
      return;
    }
    const std::size_t errors_before = found_.errors.size();
    something_ = false;
    SearchFilter filter(reader_, folder, options_.excludes);
    search(filter, folder, 0);
    if (!something_ && found_.errors.size() == errors_before) {
      error(folder,
            "holds no integration runtime: no config of a known name, no host.toml, and no "
            "script that has to do with one");
    }
  }

  void search(SearchFilter& filter, const std::string& folder, int depth) {
    const auto entries = filter.list(folder);
    if (!entries) {
      add_error(entries.error());
      return;
    }
    const bool host =
        add_host(folder, *entries, [&](const std::string& below) { return filter.list(below); });
    for (const io::Entry& entry : *entries) {
      const std::string path = io::join_path(folder, entry.name);
      if (entry.kind == io::Kind::file) {
        add_if_lone_file(path);
      } else if (entry.kind == io::Kind::folder && !entry.link && depth < deepest_folder &&
                 !(host && is_product_folder(entry.name))) {
        search(filter, path, depth + 1);
      }
    }
  }

  void add_if_lone_file(const std::string& path) {
    if (shir::role_of_file_name(io::file_name(path))) return;  // the host folder's
    if (const auto kind = runbook::kind_of_file_name(io::file_name(path))) {
      add_if_runbook(path, *kind);
      return;
    }
    const std::optional<std::string> role = role_of(path);
    if (role) add_lone_file(path, *role);
  }

  const io::Reader& reader_;
  const DiscoveryOptions& options_;
  Discovery found_;
  bool something_ = false;  // was there in the folder that is searched
};

}  // namespace

Discovery discover(const io::Reader& reader, std::span<const std::string> paths,
                   const DiscoveryOptions& options) {
  return Discoverer(reader, options).run(paths);
}

}  // namespace shirlint::lint
