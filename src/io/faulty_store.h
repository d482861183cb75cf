// Store that hands on to another and lets one step go wrong: the n-th fails, or the process dies
// there. After death every step fails and does nothing, so whatever the code under test still tries
// leaves no trace. Steps of its files and locks count as well.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "io/store.h"

namespace shirlint::io {

enum class Fault : std::uint8_t {
  none,
  die,           // before the step
  die_after,     // after it
  die_torn,      // within a write, of which the first half is done; else as `die`
  no_space,      // the step fails with ENOSPC and has done nothing; the next three likewise
  input_output,  // EIO
  denied,        // EACCES
  interrupted,   // EINTR
  short_write,   // a write takes one byte only; other steps are as they should
  forgotten,     // not done, and says that it is: a disk that lies, a call left out
  late_error,    // the step is done, and says EIO nevertheless
  disk_full,     // from here on everything that needs room fails
  disk_dead      // from here on every step fails with EIO, and the process lives on to see it
};

class FaultyStore final : public Store {
 public:
  /// `at` counts from 1. `meanwhile` is what somebody else does right before that step.
  FaultyStore(Store& inner, std::size_t at, Fault fault, std::function<void()> meanwhile = {})
      : inner_(inner), at_(at), fault_(fault), meanwhile_(std::move(meanwhile)) {}

  /// The names of the steps so far: "write", "sync", ...
  [[nodiscard]] const std::vector<std::string>& steps() const { return steps_; }
  /// Was the step of the fault reached?
  [[nodiscard]] bool reached() const { return steps_.size() >= at_; }

 private:
  class File;
  class Lock;
  /// What becomes of the next step; `needs_room`: it fails on a full disk.
  struct Course {
    bool run = true;
    bool torn = false;
    bool one_byte = false;
    tl::expected<void, StoreError> says;  // instead of the step's own result, when an error
  };
  std::optional<std::string> half_way(const Setting& which, const std::optional<std::string>& to);
  Course next(const char* step, bool needs_room = false);
  template <class T, class Step>
  Done<T> course(const char* name, bool needs_room, const Step& step);

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

  Store& inner_;
  std::size_t at_;
  Fault fault_;
  std::function<void()> meanwhile_;
  bool dead_ = false;
  std::vector<std::string> steps_;
};

}  // namespace shirlint::io
