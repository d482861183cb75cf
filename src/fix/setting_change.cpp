#include "fix/setting_change.h"

#include <utility>

#include "fix/backup.h"

namespace shirlint::fix {

std::optional<io::Setting> setting_of(const RunFile& file) {
  const auto kind = io::setting_kind(file.kind);
  if (!kind) return std::nullopt;
  return io::Setting{*kind, file.path};
}

std::optional<io::Setting> setting_of(const Change& change) {
  return setting_of(RunFile{change.path, {}, {}, {}, {}, {}, {}, change.kind});
}

std::string name_of(const RunFile& file) {
  const auto setting = setting_of(file);
  return setting ? to_text(*setting) : file.path;
}

text::Result<std::optional<std::string>> old_state(const Journal& journal,
                                                   const RunManifest& manifest,
                                                   const RunFile& file) {
  if (file.before.empty()) return std::optional<std::string>();
  auto bytes = read_backup(journal, manifest.id, file);
  if (!bytes) return tl::unexpected<text::Error>(std::move(bytes.error()));
  return std::optional<std::string>(*std::move(bytes));
}

text::Result<std::optional<std::optional<std::string>>> new_state(const Journal& journal,
                                                                  const RunManifest& manifest,
                                                                  const RunFile& file) {
  using Known = std::optional<std::optional<std::string>>;
  if (file.after.empty()) return Known(std::in_place);
  if (manifest.undoes.empty()) return Known();
  const auto undone = journal.get(manifest.undoes);
  if (!undone) return tl::unexpected<text::Error>(undone.error());
  for (const RunFile& other : undone->files) {
    if (other.kind != file.kind || other.path != file.path) continue;
    auto state = old_state(journal, *undone, other);
    if (!state) return tl::unexpected<text::Error>(std::move(state.error()));
    return Known(*std::move(state));
  }
  return Known();
}

text::Result<std::optional<std::string>> look_at_setting(io::Store& store,
                                                         const io::Setting& setting) {
  auto state = store.setting(setting);
  if (!state) return io::refusal(to_text(setting), "cannot be looked at", state.error());
  return *std::move(state);
}

text::Result<void> put_setting(io::Store& store, const io::Setting& setting,
                               const std::optional<std::string>& from,
                               const std::optional<std::string>& to) {
  const std::string name = to_text(setting);
  const auto now = look_at_setting(store, setting);
  if (!now) return tl::unexpected<text::Error>(now.error());
  if (*now != from) return text::fail("changed since it was looked at", name);
  if (const auto put = store.put_setting(setting, to); !put) {
    return io::refusal(name, "cannot be changed", put.error());
  }
  const auto then = look_at_setting(store, setting);
  if (!then) return tl::unexpected<text::Error>(then.error());
  if (*then != to) return text::fail("did not keep what was written", name);
  return {};
}

}  // namespace shirlint::fix
