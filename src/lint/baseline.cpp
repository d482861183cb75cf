#include "lint/baseline.h"

#include <algorithm>
#include <tuple>

#include "io/reader.h"

namespace shirlint::lint {
namespace {

/// Which entries a finding may take, the nearest first.
enum class Nearness : std::uint8_t { same_file, same_host, host_not_seen };

std::string key_of(Nearness nearness, std::string_view fingerprint, std::string_view host,
                   std::string_view file) {
  std::string key(fingerprint);
  if (nearness == Nearness::host_not_seen) return key;
  key.append(1, '\0').append(host);
  if (nearness == Nearness::same_file) key.append(1, '\0').append(file);
  return key;
}

class Matcher {
 public:
  Matcher(const Baseline& baseline, const std::vector<HostReport>& hosts) : baseline_(baseline) {
    for (const HostReport& host : hosts) seen_.insert(host.name);
    for (const KnownFinding& entry : baseline.findings) left_.push_back(entry.count);
  }

  /// Marks in `known`, finding by finding, what can be matched this near.
  void match(Nearness nearness, const std::vector<HostReport>& hosts,
             std::vector<std::vector<bool>>& known) {
    std::map<std::string, std::vector<std::size_t>, std::less<>> entries = index(nearness);
    for (std::size_t host = 0; host < hosts.size(); ++host) {
      for (std::size_t at = 0; at < hosts[host].findings.size(); ++at) {
        if (known[host][at]) continue;
        const Finding& finding = hosts[host].findings[at];
        const auto found = entries.find(
            key_of(nearness, finding.fingerprint, hosts[host].name, finding.location.file));
        if (found == entries.end() || found->second.empty()) continue;
        known[host][at] = true;
        if (--left_[found->second.back()] == 0) found->second.pop_back();
      }
    }
  }

  [[nodiscard]] const std::vector<std::uint64_t>& left() const { return left_; }

 private:
  /// The entries that still have findings left; those to be taken first stand last.
  [[nodiscard]] std::map<std::string, std::vector<std::size_t>, std::less<>> index(
      Nearness nearness) const {
    std::map<std::string, std::vector<std::size_t>, std::less<>> entries;
    for (std::size_t at = left_.size(); at-- > 0;) {
      const KnownFinding& entry = baseline_.findings[at];
      if (left_[at] == 0) continue;
      if (nearness == Nearness::host_not_seen && seen_.count(entry.host) != 0) continue;
      entries[key_of(nearness, entry.fingerprint, entry.host, entry.file)].push_back(at);
    }
    return entries;
  }

  const Baseline& baseline_;
  std::set<std::string_view> seen_;
  std::vector<std::uint64_t> left_;  // by entry
};

/// Would this host's check have found the entry's finding, were it still there?
bool was_judged(const HostReport& host, const KnownFinding& entry) {
  if (!host.errors.empty()) return false;
  const bool unknown = std::any_of(
      host.unknown.begin(), host.unknown.end(),
      [&](const Unknown& item) { return item.rule->code == std::string_view(entry.code); });
  if (unknown) return false;
  return host.whole || std::any_of(host.files.begin(), host.files.end(), [&](const auto& file) {
           return io::file_name(file.path) == io::file_name(entry.file);
         });
}

/// The folders of `hosts` whose names the baseline does not know; those of one host each.
std::map<std::string_view, std::size_t> folders_of_new_names(const Baseline& baseline,
                                                             const std::vector<HostReport>& hosts) {
  std::set<std::string_view> known;
  for (const KnownFinding& entry : baseline.findings) known.insert(entry.host);
  for (const auto& [name, memory] : baseline.hosts) known.insert(name);
  std::multimap<std::string_view, std::size_t> all;
  for (std::size_t at = 0; at < hosts.size(); ++at) all.emplace(hosts[at].path, at);
  std::map<std::string_view, std::size_t> folders;
  for (const auto& [folder, at] : all) {
    if (!folder.empty() && all.count(folder) == 1 && known.count(hosts[at].name) == 0)
      folders.emplace(folder, at);
  }
  return folders;
}

/// The folder among these that holds `file`, or their end.
auto folder_of(std::string_view file, const std::map<std::string_view, std::size_t>& folders) {
  for (std::size_t slash = file.rfind('/'); slash != std::string_view::npos;
       slash = slash == 0 ? std::string_view::npos : file.rfind('/', slash - 1)) {
    const auto found = folders.find(file.substr(0, slash));
    if (found != folders.end()) return found;
  }
  return folders.end();
}

/// Adds to `by_name`, under their old names, the hosts that have new ones: an old name of which all
/// that the baseline tells of a folder is told of, and which this check does not see.
void add_renamed(const Baseline& baseline, const std::vector<HostReport>& hosts,
                 std::multimap<std::string_view, std::size_t>& by_name) {
  const std::map<std::string_view, std::size_t> folders = folders_of_new_names(baseline, hosts);
  if (folders.empty()) return;
  std::map<std::size_t, std::set<std::string_view>> old_names;
  for (const KnownFinding& entry : baseline.findings) {
    const auto folder = folder_of(entry.file, folders);
    if (folder != folders.end()) old_names[folder->second].insert(entry.host);
  }
  for (const auto& [host, names] : old_names) {
    const bool renamed = names.size() == 1 && by_name.count(*names.begin()) == 0;
    if (renamed) by_name.emplace(*names.begin(), host);
  }
}

/// Several hosts may have its host's name: then all of them must say so.
bool is_gone(const KnownFinding& entry, const std::vector<HostReport>& hosts,
             const std::multimap<std::string_view, std::size_t>& by_name) {
  const auto [first, last] = by_name.equal_range(entry.host);
  return first != last && std::all_of(first, last, [&](const auto& item) {
           return was_judged(hosts[item.second], entry);
         });
}

void move_known(const std::vector<bool>& known, HostReport& host) {
  std::vector<Finding> left;
  for (std::size_t at = 0; at < host.findings.size(); ++at) {
    if (known[at]) {
      host.suppressed.push_back(
          {std::move(host.findings[at]), "baseline", "known when the baseline was written", {}});
    } else {
      left.push_back(std::move(host.findings[at]));
    }
  }
  host.findings = std::move(left);
}

void remember_host(const HostReport& host, std::set<std::string>& ambiguous, Baseline& baseline) {
  if (host.memory.empty()) return;
  const auto [at, added] = baseline.hosts.emplace(host.name, host.memory);
  if (!added && !(at->second == host.memory)) ambiguous.insert(host.name);
}

}  // namespace

Baseline make_baseline(const std::vector<HostReport>& hosts) {
  using Key = std::tuple<std::string, std::string, std::string, std::string>;
  std::map<Key, std::uint64_t> counts;
  std::set<std::string> ambiguous;
  Baseline baseline;
  for (const HostReport& host : hosts) {
    const auto add = [&](const Finding& finding) {
      ++counts[{host.name, finding.location.file, std::string(finding.rule->code),
                finding.fingerprint}];
    };
    for (const Finding& finding : host.findings) add(finding);
    for (const Suppressed& item : host.suppressed) add(item.finding);
    remember_host(host, ambiguous, baseline);
  }
  for (const auto& [key, count] : counts) {
    const auto& [host, file, code, fingerprint] = key;
    baseline.findings.push_back({host, file, code, fingerprint, count});
  }
  for (const std::string& name : ambiguous) baseline.hosts.erase(name);
  return baseline;
}

BaselineMatch suppress_known(const Baseline& baseline, const std::set<std::string_view>& asked,
                             std::vector<HostReport>& hosts) {
  std::vector<std::vector<bool>> known;
  std::multimap<std::string_view, std::size_t> by_name;
  for (const HostReport& host : hosts) {
    by_name.emplace(host.name, known.size());
    known.emplace_back(host.findings.size(), false);
  }
  Matcher matcher(baseline, hosts);
  for (const Nearness nearness :
       {Nearness::same_file, Nearness::same_host, Nearness::host_not_seen}) {
    matcher.match(nearness, hosts, known);
  }

  add_renamed(baseline, hosts, by_name);
  BaselineMatch match;
  match.without_stale.hosts = baseline.hosts;
  for (std::size_t at = 0; at < baseline.findings.size(); ++at) {
    KnownFinding entry = baseline.findings[at];
    const std::uint64_t left = matcher.left()[at];
    if (left != 0 && asked.count(entry.code) != 0 && is_gone(entry, hosts, by_name)) {
      match.stale.push_back(entry);
      match.stale.back().count = left;
      entry.count -= left;
    }
    if (entry.count != 0) match.without_stale.findings.push_back(std::move(entry));
  }
  for (std::size_t at = 0; at < hosts.size(); ++at) {
    match.matched +=
        static_cast<std::uint64_t>(std::count(known[at].begin(), known[at].end(), true));
    move_known(known[at], hosts[at]);
  }
  return match;
}

}  // namespace shirlint::lint
