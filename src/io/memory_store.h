// Store over files in memory that forgets, as a disk does when the power goes, what was not synced:
// the bytes of a file until its sync, a name until the sync of its folder (after LevelDB's
// FaultInjectionTestEnv). Tests crash it after each step and look at what is left.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "io/store.h"

namespace shirlint::io {

/// What a crash takes of the things that were not synced. A disk may do any of these, since it
/// writes back in an order of its own.
enum class Loss : std::uint8_t {
  none,   // only the process died
  all,    // bytes and names
  bytes,  // names are there, the files are as last synced (empty, if never)
  names,  // bytes are there, names as last synced
  some    // each thing by chance
};

class MemoryStore final : public Store {
 public:
  MemoryStore();
  ~MemoryStore() override = default;

  /// The same machine once more, with nobody holding its locks.
  [[nodiscard]] std::unique_ptr<MemoryStore> copy() const;

  /// Adds or replaces a file, on the disk for sure; its folders come into being with it.
  void add(const std::string& path, const std::string& bytes);
  /// Gives a setting this state; nothing removes it.
  void set(const Setting& which, const std::optional<std::string>& state);
  /// Changes what is known of a file or folder beside its contents.
  void describe(const std::string& path, const Status& status);
  /// Nothing survives but what the disk has; locks are let go of. `seed` is for Loss::some.
  void crash(Loss loss, std::uint64_t seed = 0);
  /// The bytes of a file; nothing when there is none.
  [[nodiscard]] const std::string* bytes(const std::string& path) const;
  /// Full names of all files, sorted.
  [[nodiscard]] std::vector<std::string> files() const;

 private:
  using Names = std::map<std::string, std::size_t>;
  struct Node {
    Kind kind = Kind::file;
    Status marks;  // as describe() gave them
    std::string bytes;
    std::string synced_bytes;
    Names names;  // of a folder, as the next
    Names synced_names;
    std::weak_ptr<int> holder;  // of a lock
  };
  class File;
  class Lock;

  [[nodiscard]] const std::size_t* find(const std::string& path) const;
  [[nodiscard]] Done<Names*> folder_of(const std::string& path);
  Done<std::size_t> make(const std::string& path, Kind kind);
  Done<void> drop(const std::string& path, Kind kind);

  Done<Status> do_status(const std::string& path) override;
  Done<std::string> do_read(const std::string& path, std::size_t limit) override;
  Done<std::vector<std::string>> do_list(const std::string& folder) override;
  Done<std::unique_ptr<StoreFile>> do_create(const std::string& path, Access access) override;
  Done<void> do_make_folder(const std::string& path) override;
  Done<void> do_sync_folder(const std::string& folder) override;
  Done<void> do_replace(const Replacement& names) override;
  Done<void> do_place(const Replacement& names) override;
  Done<void> do_settle(const Replacement& names) override;
  Done<void> do_remove(const std::string& path) override;
  Done<void> do_remove_folder(const std::string& path) override;
  Done<std::unique_ptr<StoreLock>> do_lock(const std::string& path) override;
  Done<bool> do_is_locked(const std::string& path) override;
  Done<std::optional<std::string>> do_setting(const Setting& which) override;
  Done<void> do_put_setting(const Setting& which, const std::optional<std::string>& state) override;

  static constexpr std::size_t root = 0;
  std::map<std::string, std::string> settings_;  // by to_text(); always on the disk for sure
  std::vector<Node> nodes_;  // a node keeps its place, so that a name can be lost and its file not
};

}  // namespace shirlint::io
