#include "io/replace_file.h"

#include <memory>
#include <utility>

#include "io/reader.h"

namespace shirlint::io {
namespace {

Replacement siblings(const std::string& path) {
  return {path, path + ".shirlint-new", path + ".shirlint-old"};
}

/// A file of our own has nothing that a rename would not keep, and always has its name.
Replacement own_siblings(const std::string& path) { return {path, path + ".shirlint-new", {}}; }

std::string lock_name(const std::string& path) { return path + ".shirlint-lock"; }

/// A regular file that may be replaced, or why not.
text::Result<Status> look(Store& store, const std::string& path, std::string_view expected) {
  const auto status = store.status(path);
  if (!status) return refusal(path, "cannot be looked at", status.error());
  if (status->kind == Kind::missing)
    return text::fail("changed since it was read: it is gone", path);
  if (status->link) {
    return text::fail("is a link to " + status->link_target + ": name that file instead", path);
  }
  if (status->kind != Kind::file) return text::fail("is no regular file and is left alone", path);
  if (status->names > 1) {
    return text::fail("has " + std::to_string(status->names) +
                          " hard links: a change would part it from its other names",
                      path);
  }
  if (status->read_only) return text::fail("is read-only: make it writable first", path);
  const auto bytes = store.read(path, expected.size());
  if (!bytes && bytes.error().cause != Cause::too_large) {
    return refusal(path, "cannot be read", bytes.error());
  }
  if (!bytes || *bytes != expected) return text::fail("changed since it was read", path);
  return *status;
}

/// A new file with these bytes, synced and read back. `model` gives the attributes; empty:
/// `access`.
text::Result<void> write_file(Store& store, const std::string& path, std::string_view bytes,
                              const std::string& model, Access access = Access::owner) {
  {
    const auto file = store.create(path, access);
    if (!file) return refusal(path, "cannot be created", file.error());
    if (!model.empty()) {
      const auto alike = (*file)->resemble(model);
      if (!alike) return refusal(model, "cannot be replaced by a like file", alike.error());
    }
    for (std::string_view rest = bytes; !rest.empty();) {
      const auto written = (*file)->write(rest);
      if (!written) return refusal(path, "cannot be written", written.error());
      rest.remove_prefix(*written);
    }
    const auto synced = (*file)->sync();
    if (!synced) return refusal(path, "cannot be written to the disk", synced.error());
  }
  const auto back = store.read(path, bytes.size());
  if (!back) return refusal(path, "cannot be read back", back.error());
  if (*back != bytes) return text::fail("has other bytes than were written to it", path);
  return {};
}

/// Cleaning up is tried twice, for the sake of an error that passes; what stays then is swept by
/// the next run, and the file itself is as it should be.
template <class Step>
void try_twice(const Step& step) {
  if (!step()) static_cast<void>(step());
}

/// From the first look to the replace.
text::Result<void> look_and_replace(Store& store, const Replacement& names,
                                    std::string_view expected, std::string_view bytes) {
  const auto first = look(store, names.target, expected);
  if (!first) return tl::unexpected<text::Error>(first.error());
  if (auto written = write_file(store, names.fresh, bytes, names.target); !written) return written;
  const auto second = look(store, names.target, expected);
  if (!second) return tl::unexpected<text::Error>(second.error());
  if (first->device != second->device || first->number != second->number) {
    return text::fail("changed since it was read: it is another file by now", names.target);
  }
  const auto replaced = store.replace(names);
  if (!replaced) return refusal(names.target, "cannot be replaced", replaced.error());
  return {};
}

text::Result<void> put_file(Store& store, const std::string& path, std::string_view bytes,
                            Access access) {
  const Replacement names = own_siblings(path);
  const auto settled = store.settle(names);
  if (!settled) return refusal(names.fresh, "cannot be removed", settled.error());
  auto written = write_file(store, names.fresh, bytes, {}, access);
  if (written) {
    const auto replaced = store.replace(names);
    if (!replaced) written = refusal(path, "cannot be replaced", replaced.error());
  }
  if (!written) {
    try_twice([&] { return store.settle(names); });
    return written;
  }
  const auto synced = store.sync_folder(parent_path(path));
  if (!synced) return refusal(path, "is not for sure on the disk", synced.error());
  return {};
}

}  // namespace

FileLock::~FileLock() {
  if (lock_) try_twice([&] { return lock_->release(); });
}

text::Result<FileLock> lock_file(Store& store, const std::string& path) {
  auto lock = store.lock(lock_name(path));
  if (lock) return FileLock(path, std::move(*lock));
  if (lock.error().cause == Cause::busy) {
    return text::fail("is being changed by another run of shirlint", path);
  }
  return refusal(path, "cannot be locked", lock.error());
}

text::Result<void> check_replaceable(Store& store, const std::string& path,
                                     std::string_view expected) {
  const auto status = look(store, path, expected);
  if (!status) return tl::unexpected<text::Error>(status.error());
  return {};
}

text::Result<void> replace_file(Store& store, const FileLock& lock, std::string_view expected,
                                std::string_view bytes) {
  if (auto swept = sweep_siblings(store, lock); !swept) return swept;
  const Replacement names = siblings(lock.path());
  auto result = look_and_replace(store, names, expected, bytes);
  try_twice([&] { return store.settle(names); });
  return result;
}

text::Result<void> replace_file(Store& store, const std::string& path, std::string_view expected,
                                std::string_view bytes) {
  // Before a lock appears beside it: a link, a device or a foreign file leaves no trace.
  if (auto early = check_replaceable(store, path, expected); !early) return early;
  {
    const auto lock = lock_file(store, path);
    if (!lock) return tl::unexpected<text::Error>(lock.error());
    if (auto result = replace_file(store, *lock, expected, bytes); !result) return result;
  }
  // Last, so that the one sync tells the disk of the replace and that our own names are gone.
  const auto synced = store.sync_folder(parent_path(path));
  if (!synced) return refusal(path, "was replaced, but not for sure on the disk", synced.error());
  return {};
}

text::Result<void> check_creatable(Store& store, const std::string& path) {
  const auto status = store.status(path);
  if (!status) return refusal(path, "cannot be looked at", status.error());
  if (status->kind != Kind::missing || status->link) {
    return text::fail("changed since it was read: it is there by now", path);
  }
  const std::string folder = parent_path(path);
  const auto above = store.status(folder);
  if (!above) return refusal(folder, "cannot be looked at", above.error());
  if (above->kind != Kind::folder) {
    return text::fail("cannot be made: its folder is not there", path);
  }
  return {};
}

text::Result<void> create_file(Store& store, const FileLock& lock, std::string_view bytes,
                               const std::string& model) {
  if (auto swept = sweep_siblings(store, lock); !swept) return swept;
  const Replacement names = own_siblings(lock.path());
  auto result = check_creatable(store, lock.path());
  if (result) result = write_file(store, names.fresh, bytes, model);
  if (result) {
    const auto placed = store.place(names);
    if (!placed && placed.error().cause == Cause::exists) {
      result = text::fail("changed since it was read: it is there by now", lock.path());
    } else if (!placed) {
      result = refusal(lock.path(), "cannot be made", placed.error());
    }
  }
  // A second name that stayed would make the next look refuse the file.
  auto settled = store.settle(names);
  if (!settled) settled = store.settle(names);
  if (result && !settled) {
    return refusal(names.fresh, "cannot be removed", settled.error());
  }
  return result;
}

text::Result<void> remove_file(Store& store, const FileLock& lock, std::string_view expected) {
  if (auto swept = sweep_siblings(store, lock); !swept) return swept;
  const auto status = look(store, lock.path(), expected);
  if (!status) return tl::unexpected<text::Error>(status.error());
  const auto removed = store.remove(lock.path());
  if (!removed) return refusal(lock.path(), "cannot be removed", removed.error());
  return {};
}

text::Result<void> sweep_siblings(Store& store, const FileLock& lock) {
  const Replacement names = siblings(lock.path());
  const auto settled = store.settle(names);
  if (!settled) return refusal(names.fresh, "cannot be removed", settled.error());
  return {};
}

text::Result<void> make_private_file(Store& store, const std::string& path,
                                     std::string_view bytes) {
  return write_file(store, path, bytes, {});
}

text::Result<void> put_private_file(Store& store, const std::string& path, std::string_view bytes) {
  return put_file(store, path, bytes, Access::owner);
}

text::Result<void> put_ordinary_file(Store& store, const std::string& path,
                                     std::string_view bytes) {
  return put_file(store, path, bytes, Access::ordinary);
}

text::Result<void> settle_private_file(Store& store, const std::string& path) {
  const Replacement names = own_siblings(path);
  const auto settled = store.settle(names);
  if (!settled) return refusal(names.fresh, "cannot be removed", settled.error());
  const auto synced = store.sync_folder(parent_path(path));
  if (!synced) return refusal(path, "is not for sure on the disk", synced.error());
  return {};
}

}  // namespace shirlint::io
