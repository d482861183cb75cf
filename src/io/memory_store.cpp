#include "io/memory_store.h"

#include <algorithm>
#include <random>
#include <utility>

namespace shirlint::io {
namespace {

tl::unexpected<StoreError> missing() { return undone(Cause::missing, "No such file or directory"); }

}  // namespace

class MemoryStore::File final : public StoreFile {
 public:
  File(MemoryStore& store, std::size_t node) : store_(store), node_(node) {}

 private:
  Done<std::size_t> do_write(std::string_view bytes) override {
    store_.nodes_[node_].bytes.append(bytes);
    return bytes.size();
  }
  Done<void> do_resemble(const std::string& model) override {
    const std::size_t* old = store_.find(model);
    if (old == nullptr) return missing();
    store_.nodes_[node_].marks = store_.nodes_[*old].marks;
    return {};
  }
  Done<void> do_sync() override {
    Node& node = store_.nodes_[node_];
    node.synced_bytes = node.bytes;
    return {};
  }

  MemoryStore& store_;
  std::size_t node_;
};

class MemoryStore::Lock final : public StoreLock {
 public:
  Lock(MemoryStore& store, std::string path, std::shared_ptr<int> held)
      : store_(store), path_(std::move(path)), held_(std::move(held)) {}

 private:
  Done<void> do_release() override {
    auto removed = store_.do_remove(path_);
    if (removed) held_.reset();
    return removed;
  }

  MemoryStore& store_;
  std::string path_;
  std::shared_ptr<int> held_;
};

MemoryStore::MemoryStore() {
  Node folder;
  folder.kind = Kind::folder;
  nodes_.push_back(folder);
}

std::unique_ptr<MemoryStore> MemoryStore::copy() const {
  auto same = std::make_unique<MemoryStore>();
  same->nodes_ = nodes_;
  for (Node& node : same->nodes_) node.holder.reset();
  same->settings_ = settings_;
  return same;
}

void MemoryStore::add(const std::string& path, const std::string& bytes) {
  for (std::size_t slash = path.find('/', 1); slash != std::string::npos;
       slash = path.find('/', slash + 1)) {
    static_cast<void>(make(path.substr(0, slash), Kind::folder));
  }
  static_cast<void>(make(path, Kind::file));
  if (const std::size_t* place = find(path)) nodes_[*place].bytes = bytes;
  for (Node& node : nodes_) {
    node.synced_bytes = node.bytes;
    node.synced_names = node.names;
  }
}

void MemoryStore::describe(const std::string& path, const Status& status) {
  if (const std::size_t* place = find(path)) nodes_[*place].marks = status;
}

void MemoryStore::crash(Loss loss, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  const auto lost = [&](Loss kind) {
    return loss == Loss::all || loss == kind || (loss == Loss::some && random() % 2 == 0);
  };
  for (Node& node : nodes_) {
    if (node.bytes != node.synced_bytes && lost(Loss::bytes)) {
      // Of bytes in the cache a disk may also have the first part.
      const bool part = loss == Loss::some && random() % 2 == 0;
      node.bytes =
          part ? node.bytes.substr(0, random() % (node.bytes.size() + 1)) : node.synced_bytes;
    }
    Names names = node.synced_names;
    for (const auto& [name, place] : node.names) {
      const auto old = names.find(name);
      if ((old == names.end() || old->second != place) && !lost(Loss::names)) names[name] = place;
    }
    for (const auto& [name, place] : node.synced_names) {
      if (node.names.count(name) == 0 && !lost(Loss::names)) names.erase(name);
    }
    node.names = std::move(names);
    node.synced_bytes = node.bytes;
    node.synced_names = node.names;
    node.holder.reset();
  }
}

const std::string* MemoryStore::bytes(const std::string& path) const {
  const std::size_t* place = find(path);
  return place == nullptr || nodes_[*place].kind != Kind::file ? nullptr : &nodes_[*place].bytes;
}

std::vector<std::string> MemoryStore::files() const {
  std::vector<std::string> found;
  std::vector<std::pair<std::string, std::size_t>> folders{{"", root}};
  while (!folders.empty()) {
    const auto [path, folder] = folders.back();
    folders.pop_back();
    for (const auto& [name, place] : nodes_[folder].names) {
      std::string whole = join_path(path.empty() ? "/" : path, name);
      if (nodes_[place].kind == Kind::folder) {
        folders.emplace_back(std::move(whole), place);
      } else {
        found.push_back(std::move(whole));
      }
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

const std::size_t* MemoryStore::find(const std::string& path) const {
  const std::size_t* place = &root;
  for (std::size_t at = 0; at < path.size();) {
    const std::size_t begin = path.find_first_not_of('/', at);
    if (begin == std::string::npos) break;
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const Names& names = nodes_[*place].names;
    const auto found = names.find(path.substr(begin, end - begin));
    if (found == names.end()) return nullptr;
    place = &found->second;
    at = end;
  }
  return place;
}

Done<MemoryStore::Names*> MemoryStore::folder_of(const std::string& path) {
  const std::size_t* place = find(parent_path(path));
  if (place == nullptr || nodes_[*place].kind != Kind::folder) return missing();
  return &nodes_[*place].names;
}

Done<std::size_t> MemoryStore::make(const std::string& path, Kind kind) {
  const auto names = folder_of(path);
  if (!names) return tl::unexpected<StoreError>(names.error());
  const auto [entry, fresh] = (*names)->emplace(std::string(file_name(path)), nodes_.size());
  if (!fresh) return undone(Cause::exists, "File exists");
  const std::size_t place = nodes_.size();
  Node node;
  node.kind = kind;
  nodes_.push_back(std::move(node));
  return place;
}

Done<void> MemoryStore::drop(const std::string& path, Kind kind) {
  const std::size_t* place = find(path);
  if (place == nullptr) return {};
  if (nodes_[*place].kind != kind) return undone(Cause::other, "it is of another kind");
  if (!nodes_[*place].names.empty()) return undone(Cause::other, "Directory not empty");
  const auto names = folder_of(path);
  if (!names) return tl::unexpected<StoreError>(names.error());
  (*names)->erase(std::string(file_name(path)));
  return {};
}

Done<Status> MemoryStore::do_status(const std::string& path) {
  const std::size_t* place = find(path);
  if (place == nullptr) return Status{};
  Status status = nodes_[*place].marks;
  status.kind = status.link ? Kind::other : nodes_[*place].kind;
  status.number = *place;
  return status;
}

Done<std::string> MemoryStore::do_read(const std::string& path, std::size_t limit) {
  const std::string* found = bytes(path);
  if (found == nullptr) return missing();
  if (found->size() > limit) return undone(Cause::too_large, "it is too large");
  return *found;
}

Done<std::vector<std::string>> MemoryStore::do_list(const std::string& folder) {
  const std::size_t* place = find(folder);
  if (place == nullptr || nodes_[*place].kind != Kind::folder) return missing();
  std::vector<std::string> list;
  for (const auto& entry : nodes_[*place].names) list.push_back(entry.first);
  return list;
}

Done<std::unique_ptr<StoreFile>> MemoryStore::do_create(const std::string& path,
                                                        Access /*access*/) {
  const auto place = make(path, Kind::file);
  if (!place) return tl::unexpected<StoreError>(place.error());
  return std::make_unique<File>(*this, *place);
}

Done<void> MemoryStore::do_make_folder(const std::string& path) {
  const auto place = make(path, Kind::folder);
  if (!place) return tl::unexpected<StoreError>(place.error());
  return {};
}

Done<void> MemoryStore::do_sync_folder(const std::string& folder) {
  const std::size_t* place = find(folder);
  if (place == nullptr) return missing();
  nodes_[*place].synced_names = nodes_[*place].names;
  return {};
}

Done<void> MemoryStore::do_replace(const Replacement& names) {
  const std::size_t* place = find(names.fresh);
  if (place == nullptr) return missing();
  const auto folder = folder_of(names.target);
  if (!folder) return tl::unexpected<StoreError>(folder.error());
  (**folder)[std::string(file_name(names.target))] = *place;
  return drop(names.fresh, Kind::file);
}

Done<void> MemoryStore::do_place(const Replacement& names) {
  if (find(names.target) != nullptr) return undone(Cause::exists, "File exists");
  return do_replace(names);
}

Done<void> MemoryStore::do_settle(const Replacement& names) {
  return drop(names.fresh, Kind::file);
}

Done<void> MemoryStore::do_remove(const std::string& path) { return drop(path, Kind::file); }

Done<void> MemoryStore::do_remove_folder(const std::string& path) {
  return drop(path, Kind::folder);
}

Done<std::unique_ptr<StoreLock>> MemoryStore::do_lock(const std::string& path) {
  static_cast<void>(make(path, Kind::file));
  const std::size_t* place = find(path);
  if (place == nullptr) return missing();
  Node& node = nodes_[*place];
  if (!node.holder.expired()) return undone(Cause::busy, "somebody else holds the lock " + path);
  auto held = std::make_shared<int>(0);
  node.holder = held;
  return std::make_unique<Lock>(*this, path, std::move(held));
}

void MemoryStore::set(const Setting& which, const std::optional<std::string>& state) {
  settings_.erase(to_text(which));
  if (state) settings_[to_text(which)] = *state;
}

Done<std::optional<std::string>> MemoryStore::do_setting(const Setting& which) {
  const auto found = settings_.find(to_text(which));
  if (found == settings_.end()) return std::nullopt;
  return found->second;
}

Done<void> MemoryStore::do_put_setting(const Setting& which,
                                       const std::optional<std::string>& state) {
  set(which, state);
  return {};
}

Done<bool> MemoryStore::do_is_locked(const std::string& path) {
  const std::size_t* place = find(path);
  return place != nullptr && !nodes_[*place].holder.expired();
}

}  // namespace shirlint::io
