#include "fix/settle.h"

#include <set>
#include <string_view>
#include <utility>

#include "fix/backup.h"
#include "fix/setting_change.h"
#include "io/reader.h"
#include "io/replace_file.h"
#include "text/sha256.h"

namespace shirlint::fix {
namespace {

/// `between`: on the way from one to the other.
enum class Stand : std::uint8_t { before, after, between, other };

struct Found {
  Stand stand = Stand::other;
  std::optional<std::string> bytes{};  // nothing: it is not there, or they are not known
};

/// How a file of the run stands; an error when that cannot be told.
text::Result<Found> look(io::Store& store, const RunFile& file) {
  const auto status = store.status(file.path);
  if (!status) return io::refusal(file.path, "cannot be looked at", status.error());
  if (status->kind == io::Kind::missing) {
    return Found{file.before.empty()  ? Stand::before
                 : file.after.empty() ? Stand::after
                                      : Stand::other};
  }
  if (status->kind != io::Kind::file) return Found{};
  auto bytes = store.read(file.path, io::file_limit);
  if (!bytes && bytes.error().cause == io::Cause::too_large) return Found{};
  if (!bytes) return io::refusal(file.path, "cannot be read", bytes.error());
  const std::string hash = text::sha256(*bytes);
  const Stand stand = hash == file.before  ? Stand::before
                      : hash == file.after ? Stand::after
                                           : Stand::other;
  return Found{stand, std::move(*bytes)};
}

/// How a setting of the run stands.
text::Result<Found> look_at(const Journal& journal, const RunManifest& manifest,
                            const RunFile& file, const io::Setting& setting) {
  auto now = look_at_setting(journal.store(), setting);
  if (!now) return tl::unexpected<text::Error>(now.error());
  const std::string hash = *now ? text::sha256(**now) : std::string();
  if (hash == file.before) return Found{Stand::before, *std::move(now)};
  if (hash == file.after) return Found{Stand::after, *std::move(now)};
  const auto old = old_state(journal, manifest, file);
  if (!old) return tl::unexpected<text::Error>(old.error());
  const auto fresh = new_state(journal, manifest, file);
  if (!fresh) return tl::unexpected<text::Error>(fresh.error());
  const bool ours = *fresh && io::lies_between(setting, *old, **fresh, *now);
  return Found{ours ? Stand::between : Stand::other, *std::move(now)};
}

text::Result<std::vector<Found>> look_at_all(const Journal& journal, const RunManifest& manifest,
                                             const FileLocks& locks) {
  io::Store& store = journal.store();
  std::vector<Found> all(manifest.files.size());
  for (std::size_t index = 0; index < all.size(); ++index) {
    if (const auto setting = setting_of(manifest.files[index])) {
      auto found = look_at(journal, manifest, manifest.files[index], *setting);
      if (!found) return tl::unexpected<text::Error>(found.error());
      all[index] = std::move(*found);
      continue;
    }
    if (!locks[index]) continue;
    if (auto swept = io::sweep_siblings(store, *locks[index]); !swept) {
      return tl::unexpected<text::Error>(swept.error());
    }
    auto found = look(store, manifest.files[index]);
    if (!found) return tl::unexpected<text::Error>(found.error());
    all[index] = std::move(*found);
  }
  return all;
}

text::Result<void> take_back(const Journal& journal, const RunManifest& manifest,
                             const FileLocks& locks, const std::vector<Found>& all) {
  for (std::size_t index = all.size(); index-- > 0;) {  // the last change first
    if (all[index].stand != Stand::after && all[index].stand != Stand::between) continue;
    const RunFile& file = manifest.files[index];
    if (const auto setting = setting_of(file)) {
      auto old = old_state(journal, manifest, file);
      if (!old) return tl::unexpected<text::Error>(old.error());
      auto back = put_setting(journal.store(), *setting, all[index].bytes, *old);
      if (!back) return back;
      continue;
    }
    std::optional<std::string> old;
    if (!file.before.empty()) {
      auto bytes = read_backup(journal, manifest.id, file);
      if (!bytes) return tl::unexpected<text::Error>(bytes.error());
      old = *std::move(bytes);
    }
    auto back = put_bytes(journal.store(), *locks[index], all[index].bytes, old, file.like);
    if (!back) return back;
  }
  return {};
}

}  // namespace

text::Result<void> put_bytes(io::Store& store, const io::FileLock& lock,
                             const std::optional<std::string>& from,
                             const std::optional<std::string>& to, const std::string& like) {
  if (from && to) return io::replace_file(store, lock, *from, *to);
  if (from) return io::remove_file(store, lock, *from);
  return io::create_file(store, lock, to.value_or(""), like);
}

text::Result<FileLocks> lock_files(io::Store& store, const RunManifest& manifest) {
  FileLocks locks(manifest.files.size());
  for (std::size_t index = 0; index < locks.size(); ++index) {
    if (!manifest.files[index].kind.empty()) continue;  // the state folder's lock has to do
    const std::string& path = manifest.files[index].path;
    const auto folder = store.status(io::parent_path(path));
    if (!folder) return io::refusal(path, "cannot be looked at", folder.error());
    if (folder->kind == io::Kind::missing) continue;
    auto lock = io::lock_file(store, path);
    if (!lock) return tl::unexpected<text::Error>(lock.error());
    locks[index].emplace(std::move(*lock));
  }
  return locks;
}

text::Result<void> sync_files(io::Store& store, const RunManifest& manifest) {
  std::set<std::string> folders;
  for (const RunFile& file : manifest.files) {
    if (file.kind.empty()) folders.insert(io::parent_path(file.path));
  }
  for (const std::string& folder : folders) {
    const auto synced = store.sync_folder(folder);
    if (!synced && synced.error().cause != io::Cause::missing) {
      return io::refusal(folder, "is not for sure on the disk", synced.error());
    }
  }
  return {};
}

text::Result<void> finish_run(const Journal& journal, RunManifest& manifest, RunState state) {
  manifest.state = state;
  // Each twice, for the sake of an error that passes.
  auto put = journal.put(manifest);
  if (!put) put = journal.put(manifest);
  if (!put || manifest.keep_backups) return put;
  auto removed = journal.remove(manifest.id);
  if (!removed) removed = journal.remove(manifest.id);
  return removed;
}

text::Result<Settled> settle_run(const Journal& journal, RunManifest manifest, FileLocks locks,
                                 Preference preference) {
  const auto all = look_at_all(journal, manifest, locks);
  if (!all) return tl::unexpected<text::Error>(all.error());
  Settled settled{manifest.id, Outcome::taken_back, {}};
  bool any_old = false;
  bool any_new = false;
  for (std::size_t index = 0; index < all->size(); ++index) {
    any_old =
        any_old || (*all)[index].stand == Stand::before || (*all)[index].stand == Stand::between;
    any_new = any_new || (*all)[index].stand == Stand::after;
    if ((*all)[index].stand == Stand::other) settled.left.push_back(name_of(manifest.files[index]));
  }
  if (preference == Preference::complete_if_all_new && any_new && !any_old) {
    settled.outcome = Outcome::completed;
  } else if (auto back = take_back(journal, manifest, locks, *all); !back) {
    return tl::unexpected<text::Error>(back.error());
  }
  locks.clear();
  if (auto synced = sync_files(journal.store(), manifest); !synced) {
    return tl::unexpected<text::Error>(synced.error());
  }
  manifest.keep_backups = manifest.keep_backups || !settled.left.empty();
  const bool completed = settled.outcome == Outcome::completed;
  if (auto finished =
          finish_run(journal, manifest, completed ? RunState::complete : RunState::taken_back);
      !finished) {
    return tl::unexpected<text::Error>(finished.error());
  }
  return settled;
}

}  // namespace shirlint::fix
