#include "fix/host_state.h"

#include <algorithm>

#include "io/overlay_reader.h"
#include "lint/host_loader.h"
#include "shir/products.h"

namespace shirlint::fix {

namespace {

/// Where discovery would put it: configs are in the order of their roles.
void add_config(std::vector<lint::ConfigFile>& configs, lint::ConfigFile file) {
  const auto roles = shir::roles();
  const auto rank = [&](const lint::ConfigFile& config) {
    return std::find(roles.begin(), roles.end(), config.role) - roles.begin();
  };
  const auto at = std::upper_bound(
      configs.begin(), configs.end(), file,
      [&](const auto& left, const auto& right) { return rank(left) < rank(right); });
  configs.insert(at, std::move(file));
}

}  // namespace

std::unique_ptr<lint::LoadedHost> HostView::load(const Bytes& bytes) const {
  io::OverlayReader overlay(reader_);
  lint::HostSource source = source_;
  for (const auto& [path, text] : bytes) {
    overlay.replace(path, text);
    const bool is_there =
        std::any_of(source.configs.begin(), source.configs.end(),
                    [&path = path](const auto& file) { return file.path == path; });
    const auto role = shir::role_of_file_name(io::file_name(path));
    if (!is_there && role) add_config(source.configs, {path, std::string(*role), true});
  }
  return lint::load_host(source, overlay, context_);
}

HostState HostView::state(const lint::LoadedHost& host,
                          const std::vector<std::string>& hosts) const {
  return {checker_.check(host), outcomes_of(host, hosts)};
}

HostState HostView::state(const Bytes& bytes, const std::vector<std::string>& hosts) const {
  return state(*load(bytes), hosts);
}

lint::HostReport HostView::report(const Bytes& bytes) const { return checker_.check(*load(bytes)); }

}  // namespace shirlint::fix
