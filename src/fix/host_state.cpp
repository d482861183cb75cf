#include "fix/host_state.h"

#include "io/overlay_reader.h"
#include "lint/host_loader.h"

namespace shirlint::fix {

std::unique_ptr<lint::LoadedHost> HostView::load(const Bytes& bytes) const {
  io::OverlayReader overlay(reader_);
  for (const auto& [path, text] : bytes) overlay.replace(path, text);
  return lint::load_host(source_, overlay, context_);
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
