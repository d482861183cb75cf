#include "cli/live_host.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "state/snapshot_printer.h"

namespace shirlint::cli {

text::Result<state::live::Collection> look_at_this_machine(const Session& session,
                                                           const std::string& what) {
  if (session.machine == nullptr) {
    return text::fail(what + " the Windows machine it runs on; this is none");
  }
  const std::string tool = fmt::format("shirlint {}", SHIRLINT_VERSION);
  return state::live::collect(session.machine, tool, session.now);
}

std::string live_title(const Session& session, const state::live::Collection& collection) {
  return fmt::format("this machine {}, live, {}", collection.snapshot.name,
                     session.elevated ? "elevated" : "not elevated");
}

lint::HostSource live_source(const state::live::Collection& collection) {
  lint::HostSource host;
  host.path = reader_path(collection.subject.install_folder);
  host.kind = facts::InputKind::live;
  for (const auto& config : collection.subject.configs) {
    host.configs.push_back({reader_path(config.path), config.role, true});
  }
  host.live_state = std::make_shared<const std::string>(state::print(collection.snapshot));
  return host;
}

std::string reader_path(std::string path) {
  std::replace(path.begin(), path.end(), '\\', '/');
  return path;
}

}  // namespace shirlint::cli
