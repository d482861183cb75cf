#include "fix/settle.h"

#include <set>
#include <string_view>
#include <utility>

#include "fix/backup.h"
#include "io/reader.h"
#include "io/replace_file.h"
#include "text/sha256.h"

namespace shirlint::fix {
namespace {

enum class Stand : std::uint8_t { before, after, other };

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

text::Result<std::vector<Found>> look_at_all(io::Store& store, const RunManifest& manifest,
                                             const FileLocks& locks) {
  std::vector<Found> all(manifest.files.size());
  for (std::size_t index = 0; index < all.size(); ++index) {
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
    if (all[index].stand != Stand::after) continue;
    const RunFile& file = manifest.files[index];
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
  for (const RunFile& file : manifest.files) folders.insert(io::parent_path(file.path));
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
  const auto all = look_at_all(journal.store(), manifest, locks);
  if (!all) return tl::unexpected<text::Error>(all.error());
  Settled settled{manifest.id, Outcome::taken_back, {}};
  bool any_old = false;
  bool any_new = false;
  for (std::size_t index = 0; index < all->size(); ++index) {
    any_old = any_old || (*all)[index].stand == Stand::before;
    any_new = any_new || (*all)[index].stand == Stand::after;
    if ((*all)[index].stand == Stand::other) settled.left.push_back(manifest.files[index].path);
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
