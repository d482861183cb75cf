#include "lint/discovery.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "lint/host_folder.h"
#include "lint/ignore_rules.h"
#include "lint/root_element.h"
#include "shir/products.h"
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
  const std::string lower = lower_case(name);
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

class Discoverer {
 public:
  Discoverer(const io::Reader& reader, const DiscoveryOptions& options)
      : reader_(reader), options_(options) {}

  Discovery run(std::span<const std::string> paths) {
    if (!role_is_known()) return std::move(found_);
    for (const std::string& path : paths) {
      switch (reader_.kind(path)) {
        case io::Kind::missing: error(path, "there is no such file or folder"); break;
        case io::Kind::file: add_file(path); break;
        case io::Kind::folder: add_folder(path); break;
        case io::Kind::other: error(path, "is neither a file nor a folder"); break;
      }
    }
    return std::move(found_);
  }

 private:
  void error(const std::string& path, std::string message) {
    found_.errors.push_back({std::move(message), path, {}});
  }

  bool role_is_known() {
    if (options_.role.empty()) return true;
    const auto known = shir::roles();
    if (options_.role != "other" &&
        std::find(known.begin(), known.end(), options_.role) != known.end()) {
      return true;
    }
    const std::string_view near = text::nearest(options_.role, known);
    error("", near.empty() ? fmt::format("there is no role '{}'; roles are {}", options_.role,
                                         fmt::join(known.subspan(0, known.size() - 1), ", "))
                           : fmt::format("there is no role '{}'; did you mean '{}'?", options_.role,
                                         near));
    return false;
  }

  /// The role of a file by its name, or by its root element where the name says nothing.
  std::optional<std::string> role_of(const std::string& path) const {
    const std::string_view name = io::file_name(path);
    if (const auto role = shir::role_of_file_name(name)) return std::string(*role);
    const std::string lower = lower_case(name);
    const bool xml = ends_with(lower, ".xml") || ends_with(lower, ".config") || is_transform_name(name);
    if (!xml) return std::nullopt;
    const auto bytes = reader_.read(path, io::file_limit);
    if (!bytes) return std::nullopt;
    const RootElement root = root_element(*bytes);
    if (is_transform_name(name) && root.has_xdt_namespace) return std::string(transform_role);
    if (root.name == "system.net" || root.name == "defaultProxy") return std::string(fragment_role);
    return std::nullopt;
  }

  void add_file(const std::string& path) {
    if (lower_case(io::file_name(path)) == "host.toml") {
      add_host(io::parent_path(path));
      return;
    }
    const std::optional<std::string> role =
        options_.role.empty() ? role_of(path) : std::optional(options_.role);
    if (!role) {
      error(path, "is no config that shirlint knows by its name; say what it is with --role "
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
    HostSource host;
    host.path = io::parent_path(path);
    host.kind = role == fragment_role ? facts::InputKind::fragment : facts::InputKind::files;
    host.configs.push_back({path, role, true});
    found_.hosts.push_back(std::move(host));
  }

  void add_named(const std::string& path, const std::string& role) {
    const std::string folder = host_folder_of(path, role);
    auto host = std::find_if(found_.hosts.begin(), found_.hosts.end(), [&](const HostSource& other) {
      return other.path == folder && other.kind != facts::InputKind::fragment;
    });
    if (host == found_.hosts.end()) {
      HostSource fresh;
      fresh.path = folder;
      fresh.kind = facts::InputKind::files;
      if (const auto entries = reader_.list(folder)) {
        HostFolder look = look_into(reader_, folder, *entries);
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
      error(path, fmt::format("is a second {} of this host, beside '{}'; check them one by one", role,
                              same->path));
    } else {
      *same = {path, role, true};
    }
  }

  std::string only_snapshot(const HostFolder& look) {
    if (look.snapshots.size() > 1) {
      error(look.snapshots[1], fmt::format("is a second snapshot of this host, beside '{}'; keep one",
                                           look.snapshots[0]));
    }
    return look.snapshots.size() == 1 ? look.snapshots[0] : "";
  }

  /// True when the folder is a host; it is then added.
  bool add_host(const std::string& folder) {
    const auto entries = reader_.list(folder);
    if (!entries) {
      found_.errors.push_back(entries.error());
      return false;
    }
    return add_host(folder, *entries);
  }

  bool add_host(const std::string& folder, const std::vector<io::Entry>& entries) {
    HostFolder look = look_into(reader_, folder, entries);
    for (text::Error& problem : look.errors) found_.errors.push_back(std::move(problem));
    if (!look.is_host()) return false;
    const bool known = std::any_of(
        found_.hosts.begin(), found_.hosts.end(), [&](const HostSource& other) {
          return other.path == folder && other.kind == facts::InputKind::folder;
        });
    if (known) return true;
    HostSource host;
    host.path = folder;
    host.snapshot = only_snapshot(look);
    host.configs = std::move(look.configs);
    found_.hosts.push_back(std::move(host));
    return true;
  }

  void add_folder(const std::string& folder) {
    if (!options_.role.empty()) {
      error(folder, "is a folder; --role is for files");
      return;
    }
    const std::size_t hosts_before = found_.hosts.size();
    const std::size_t errors_before = found_.errors.size();
    root_ = folder;
    ignores_.clear();
    find_work_tree(folder);
    search(folder, 0);
    if (found_.hosts.size() == hosts_before && found_.errors.size() == errors_before) {
      error(folder, "holds no integration runtime: no config of a known name and no host.toml");
    }
  }

  /// .gitignore files from the work tree's root down to `folder`.
  void find_work_tree(const std::string& folder) {
    std::vector<std::string> above;
    std::string at = folder;
    std::string up = folder;
    for (int level = 0; level < deepest_folder; ++level) {
      above.push_back(at);
      if (reader_.kind(io::join_path(at, ".git")) != io::Kind::missing) {
        in_work_tree_ = true;
        break;
      }
      // "." has no name to go up by: its parents are "..", "../..", ...
      if (at == "/" || (at.find('/') == std::string::npos && at != "." && at.substr(0, 2) != "..")) {
        at = at == "/" ? at : ".";
        if (above.back() == "/") break;
        continue;
      }
      if (at == "." || ends_with(at, "..")) {
        at = at == "." ? ".." : at + "/..";
        if (reader_.kind(at) != io::Kind::folder) break;
      } else {
        at = io::parent_path(at);
      }
    }
    if (!in_work_tree_) return;
    std::reverse(above.begin(), above.end());
    read_ignore_file(io::join_path(above.front(), ".git/info/exclude"), above.front());
    above.pop_back();  // `search` reads that of the folder itself
    for (const std::string& each : above) read_ignore_file(io::join_path(each, ".gitignore"), each);
  }

  void read_ignore_file(const std::string& path, const std::string& folder) {
    if (reader_.kind(path) != io::Kind::file) return;
    const auto text = reader_.read(path, io::file_limit);
    if (text) ignores_.emplace_back(*text, relation(folder));
  }

  /// How paths below the searched folder begin, as seen from `folder` (at or above it or below).
  std::string relation(const std::string& folder) const {
    if (folder == root_ || folder == ".") return "";
    // Above by "..": everything found below counts as below it.
    return folder.substr(0, 2) == ".." ? "" : folder;
  }

  bool left_out(const std::string& path, const io::Entry& entry) const {
    const bool is_folder = entry.kind == io::Kind::folder;
    if (entry.name == ".git" || entry.name == "node_modules" || entry.name == ".shirlint") return true;
    if (ends_with(entry.name, ".shirlint-backup")) return true;
    const std::string_view below =
        root_ == "." ? std::string_view(path) : std::string_view(path).substr(root_.size() + 1);
    for (const std::string& glob : options_.excludes) {
      if (matches_glob(glob, below) || matches_glob(glob, entry.name)) return true;
    }
    for (auto at = ignores_.rbegin(); at != ignores_.rend(); ++at) {
      const IgnoreFile::Answer answer = at->ask(path, is_folder);
      if (answer != IgnoreFile::Answer::silent) return answer == IgnoreFile::Answer::ignored;
    }
    return false;
  }

  void search(const std::string& folder, int depth) {
    auto listed = reader_.list(folder);
    if (!listed) {
      found_.errors.push_back(listed.error());
      return;
    }
    const std::size_t ignores_before = ignores_.size();
    if (in_work_tree_) read_ignore_file(io::join_path(folder, ".gitignore"), folder);
    std::vector<io::Entry> entries;
    for (io::Entry& entry : *listed) {
      if (!left_out(io::join_path(folder, entry.name), entry)) entries.push_back(std::move(entry));
    }
    const bool host = add_host(folder, entries);
    for (const io::Entry& entry : entries) {
      const std::string path = io::join_path(folder, entry.name);
      if (entry.kind == io::Kind::file) {
        add_lone_files(path);
      } else if (entry.kind == io::Kind::folder && !entry.link && depth < deepest_folder &&
                 !(host && is_product_folder(entry.name))) {
        search(path, depth + 1);
      }
    }
    ignores_.erase(ignores_.begin() + static_cast<std::ptrdiff_t>(ignores_before), ignores_.end());
  }

  void add_lone_files(const std::string& path) {
    if (shir::role_of_file_name(io::file_name(path))) return;  // the host folder's
    const std::optional<std::string> role = role_of(path);
    if (role) add_lone_file(path, *role);
  }

  const io::Reader& reader_;
  const DiscoveryOptions& options_;
  Discovery found_;
  std::string root_;
  bool in_work_tree_ = false;
  std::vector<IgnoreFile> ignores_;
};

}  // namespace

Discovery discover(const io::Reader& reader, std::span<const std::string> paths,
                   const DiscoveryOptions& options) {
  return Discoverer(reader, options).run(paths);
}

}  // namespace shirlint::lint
