#include "io/faulty_store.h"

#include <algorithm>
#include <type_traits>
#include <utility>

namespace shirlint::io {
namespace {

tl::unexpected<StoreError> broken() { return undone(Cause::input_output, "Input/output error"); }
tl::unexpected<StoreError> full() { return undone(Cause::no_space, "No space left on device"); }

}  // namespace

FaultyStore::Course FaultyStore::next(const char* step, bool needs_room) {
  Course course;
  if (!dead_) steps_.emplace_back(step);
  const std::size_t now = steps_.size();
  const bool here = now == at_ && !dead_;
  const bool since = now >= at_;
  if (here && meanwhile_) meanwhile_();
  const auto refuse = [&](tl::unexpected<StoreError> error) {
    course.run = false;
    course.says = std::move(error);
  };
  if (dead_ || (since && fault_ == Fault::disk_dead)) {
    refuse(broken());
  } else if (since && fault_ == Fault::disk_full && needs_room) {
    refuse(full());
  } else if (here) {
    const bool dies =
        fault_ == Fault::die || fault_ == Fault::die_after || fault_ == Fault::die_torn;
    course.torn = fault_ == Fault::die_torn;
    course.one_byte = fault_ == Fault::short_write;
    if (dies || fault_ == Fault::late_error) course.says = broken();
    if (dies && fault_ != Fault::die_after) course.run = false;
    if (fault_ == Fault::no_space) refuse(full());
    if (fault_ == Fault::input_output) refuse(broken());
    if (fault_ == Fault::denied) refuse(undone(Cause::denied, "Permission denied"));
    if (fault_ == Fault::interrupted) {
      refuse(undone(Cause::interrupted, "Interrupted system call"));
    }
    if (fault_ == Fault::forgotten) course.run = false;
    dead_ = dies;
  }
  return course;
}

template <class T, class Step>
Done<T> FaultyStore::course(const char* name, bool needs_room, const Step& step) {
  const Course course = next(name, needs_room);
  if (!course.run && !course.says) return tl::unexpected<StoreError>(course.says.error());
  if constexpr (std::is_void_v<T>) {
    if (!course.run) return {};
  }
  Done<T> result = step();
  if (!course.says) return tl::unexpected<StoreError>(course.says.error());
  return result;
}

/// What there is when the process died within a change of several steps: some of the lines of a key
/// that is made or removed, a service's new start without its new delay.
std::optional<std::string> FaultyStore::half_way(const Setting& which,
                                                 const std::optional<std::string>& to) {
  const auto now = inner_.setting(which);
  if (!now) return to;
  const std::string old = now->value_or("");
  const std::string lines = to ? *to : old;
  if (which.kind == SettingKind::registry_key) {
    const std::size_t end = lines.find('\n', lines.size() / 3);
    return lines.substr(0, end == std::string::npos ? 0 : end + 1);
  }
  if (which.kind != SettingKind::service_start) return *now;
  return old.substr(0, old.find('\n') + 1) + lines.substr(lines.find('\n') + 1);
}

class FaultyStore::File final : public StoreFile {
 public:
  File(FaultyStore& store, std::unique_ptr<StoreFile> inner)
      : store_(store), inner_(std::move(inner)) {}

 private:
  Done<std::size_t> do_write(std::string_view bytes) override {
    const Course course = store_.next("write", true);
    if (course.torn) static_cast<void>(inner_->write(bytes.substr(0, bytes.size() / 2)));
    if (!course.says && !course.run) return tl::unexpected<StoreError>(course.says.error());
    if (!course.run) return bytes.size();
    const std::size_t size =
        course.one_byte ? std::min<std::size_t>(1, bytes.size()) : bytes.size();
    auto written = inner_->write(bytes.substr(0, size));
    if (!course.says) return tl::unexpected<StoreError>(course.says.error());
    return written;
  }
  Done<void> do_resemble(const std::string& model) override {
    return store_.course<void>("resemble", false, [&] { return inner_->resemble(model); });
  }
  Done<void> do_sync() override {
    return store_.course<void>("sync", true, [&] { return inner_->sync(); });
  }

  FaultyStore& store_;
  std::unique_ptr<StoreFile> inner_;
};

class FaultyStore::Lock final : public StoreLock {
 public:
  Lock(FaultyStore& store, std::unique_ptr<StoreLock> inner)
      : store_(store), inner_(std::move(inner)) {}

 private:
  Done<void> do_release() override {
    return store_.course<void>("release", false, [&] { return inner_->release(); });
  }

  FaultyStore& store_;
  std::unique_ptr<StoreLock> inner_;
};

Done<Status> FaultyStore::do_status(const std::string& path) {
  return course<Status>("status", false, [&] { return inner_.status(path); });
}

Done<std::string> FaultyStore::do_read(const std::string& path, std::size_t limit) {
  return course<std::string>("read", false, [&] { return inner_.read(path, limit); });
}

Done<std::vector<std::string>> FaultyStore::do_list(const std::string& folder) {
  return course<std::vector<std::string>>("list", false, [&] { return inner_.list(folder); });
}

Done<std::unique_ptr<StoreFile>> FaultyStore::do_create(const std::string& path, Access access) {
  using Made = std::unique_ptr<StoreFile>;
  return course<Made>("create", true, [&]() -> Done<Made> {
    auto made = inner_.create(path, access);
    if (!made) return made;
    return std::make_unique<File>(*this, std::move(*made));
  });
}

Done<void> FaultyStore::do_make_folder(const std::string& path) {
  return course<void>("make_folder", true, [&] { return inner_.make_folder(path); });
}

Done<void> FaultyStore::do_sync_folder(const std::string& folder) {
  return course<void>("sync_folder", true, [&] { return inner_.sync_folder(folder); });
}

Done<void> FaultyStore::do_replace(const Replacement& names) {
  return course<void>("replace", false, [&] { return inner_.replace(names); });
}

Done<void> FaultyStore::do_place(const Replacement& names) {
  return course<void>("place", false, [&] { return inner_.place(names); });
}

Done<void> FaultyStore::do_settle(const Replacement& names) {
  return course<void>("settle", false, [&] { return inner_.settle(names); });
}

Done<void> FaultyStore::do_remove(const std::string& path) {
  return course<void>("remove", false, [&] { return inner_.remove(path); });
}

Done<void> FaultyStore::do_remove_folder(const std::string& path) {
  return course<void>("remove_folder", false, [&] { return inner_.remove_folder(path); });
}

Done<std::unique_ptr<StoreLock>> FaultyStore::do_lock(const std::string& path) {
  using Held = std::unique_ptr<StoreLock>;
  return course<Held>("lock", true, [&]() -> Done<Held> {
    auto held = inner_.lock(path);
    if (!held) return held;
    return std::make_unique<Lock>(*this, std::move(*held));
  });
}

Done<std::optional<std::string>> FaultyStore::do_setting(const Setting& which) {
  using State = std::optional<std::string>;
  return course<State>("setting", false, [&] { return inner_.setting(which); });
}

Done<void> FaultyStore::do_put_setting(const Setting& which,
                                       const std::optional<std::string>& state) {
  const Course course = next("put_setting", true);
  if (course.torn) static_cast<void>(inner_.put_setting(which, half_way(which, state)));
  if (!course.run && !course.says) return tl::unexpected<StoreError>(course.says.error());
  if (!course.run) return {};
  auto done = inner_.put_setting(which, state);
  if (!course.says) return tl::unexpected<StoreError>(course.says.error());
  return done;
}

Done<bool> FaultyStore::do_is_locked(const std::string& path) {
  return course<bool>("is_locked", false, [&] { return inner_.is_locked(path); });
}

}  // namespace shirlint::io
