#include "fix/journal.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "fix/state_folder.h"
#include "io/reader.h"
#include "io/replace_file.h"
#include "text/date.h"

namespace shirlint::fix {
namespace {

constexpr std::size_t stem_size = 15;  // "20261122-090000"
constexpr int runs_a_second = 1000;

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// "2026-11-22T09:00:00Z" -> "20261122-090000"; empty when it is no such moment.
std::string id_stem(const std::string& when) {
  if (when.size() < 20 || when.back() != 'Z' || !text::utc_seconds(when)) return {};
  std::string digits;
  for (const char byte : when.substr(0, 19)) {
    if (byte >= '0' && byte <= '9') digits += byte;
  }
  return digits.size() == 14 ? digits.insert(8, "-") : std::string();
}

bool is_id(std::string_view name) {
  if (name.size() < stem_size || name[8] != '-') return false;
  if (!all_digits(name.substr(0, 8)) || !all_digits(name.substr(9, 6))) return false;
  return name.size() == stem_size || (name[stem_size] == '-' && name.size() < stem_size + 5 &&
                                      all_digits(name.substr(stem_size + 1)));
}

/// The second of a run and its number within it.
std::pair<std::string, int> rank(const std::string& id) {
  int number = 1;
  if (id.size() > stem_size) {
    std::from_chars(id.data() + stem_size + 1, id.data() + id.size(), number);
  }
  return {id.substr(0, stem_size), number};
}

}  // namespace

std::string Journal::folder(const std::string& id) const {
  return io::join_path(runs_folder(state_), id);
}

std::string Journal::backup_path(const std::string& id, const RunFile& file) const {
  return io::join_path(folder(id), file.backup);
}

std::string Journal::record(const std::string& id) const {
  return io::join_path(folder(id), "manifest.toml");
}

text::Result<std::string> Journal::begin(const std::string& when) const {
  const std::string stem = id_stem(when);
  if (stem.empty()) return text::fail("\"" + when + "\" is no moment like 2026-11-22T09:00:00Z");
  for (int number = 1; number < runs_a_second; ++number) {
    std::string id = number == 1 ? stem : stem + "-" + std::to_string(number);
    const auto made = store_.make_folder(folder(id));
    if (made) return id;
    if (made.error().cause != io::Cause::exists) {
      return io::refusal(folder(id), "cannot be made", made.error());
    }
  }
  return text::fail("has too many runs of the same second", runs_folder(state_));
}

text::Result<void> Journal::put(const RunManifest& manifest) const {
  const std::string path = record(manifest.id);
  const std::string text = to_toml(manifest);
  const auto back = parse_manifest(text, path);  // names and reasons can be any bytes
  if (!back || *back != manifest) {
    return text::fail("cannot be written: a file name, the user or the reason is not UTF-8 text",
                      path);
  }
  return io::put_private_file(store_, path, text);
}

text::Result<void> Journal::settle(const std::string& id) const {
  return io::settle_private_file(store_, record(id));
}

text::Result<RunManifest> Journal::get(const std::string& id) const {
  if (!is_id(id)) return text::fail("\"" + id + "\" is not the id of a run");
  const auto text = store_.read(record(id), io::file_limit);
  if (!text && text.error().cause == io::Cause::missing) {
    return text::fail("There is no run " + id + " in " + state_);
  }
  if (!text) return io::refusal(record(id), "cannot be read", text.error());
  return parse(id, *text);
}

text::Result<RunManifest> Journal::parse(const std::string& id, std::string_view text) const {
  auto manifest = parse_manifest(text, record(id));
  if (manifest && manifest->id != id) {
    return text::fail("is the record of another run, " + manifest->id, record(id));
  }
  return manifest;
}

text::Result<std::vector<std::string>> Journal::ids() const {
  auto names = store_.list(runs_folder(state_));
  if (!names && names.error().cause == io::Cause::missing) return std::vector<std::string>{};
  if (!names) return io::refusal(runs_folder(state_), "cannot be searched", names.error());
  names->erase(std::remove_if(names->begin(), names->end(),
                              [](const std::string& name) { return !is_id(name); }),
               names->end());
  std::sort(names->begin(), names->end(), [](const std::string& left, const std::string& right) {
    return rank(left) < rank(right);
  });
  return *names;
}

text::Result<Records> Journal::records() const {
  const auto found = ids();
  if (!found) return tl::unexpected<text::Error>(found.error());
  Records records;
  for (const std::string& id : *found) {
    const auto status = store_.status(record(id));
    if (!status) return io::refusal(record(id), "cannot be looked at", status.error());
    if (status->kind == io::Kind::missing) continue;
    const auto text = store_.read(record(id), io::file_limit);
    if (!text) return io::refusal(record(id), "cannot be read", text.error());
    auto manifest = parse(id, *text);
    if (!manifest) {
      records.damaged.push_back({id, std::move(manifest.error())});
      continue;
    }
    if (manifest->undoes.empty()) {
      for (DamagedRun& earlier : records.damaged) earlier.over = true;
    }
    records.sound.push_back(std::move(*manifest));
  }
  return records;
}

text::Result<std::vector<RunManifest>> Journal::list() const {
  auto found = records();
  if (!found) return tl::unexpected<text::Error>(std::move(found.error()));
  return std::move(found->sound);
}

text::Result<std::vector<DamagedRun>> Journal::damaged() const {
  auto found = records();
  if (!found) return tl::unexpected<text::Error>(std::move(found.error()));
  return std::move(found->damaged);
}

text::Result<std::vector<std::string>> Journal::debris() const {
  auto found = ids();
  if (!found) return found;
  std::vector<std::string> without;
  for (const std::string& id : *found) {
    const auto status = store_.status(record(id));
    if (!status) return io::refusal(record(id), "cannot be looked at", status.error());
    if (status->kind == io::Kind::missing) without.push_back(id);
  }
  return without;
}

text::Result<void> Journal::remove(const std::string& id) const {
  const auto drop = [&](const std::string& path) -> text::Result<void> {
    const auto removed = store_.remove(path);
    if (!removed) return io::refusal(path, "cannot be removed", removed.error());
    return {};
  };
  const auto status = store_.status(folder(id));
  if (!status) return io::refusal(folder(id), "cannot be looked at", status.error());
  if (status->kind != io::Kind::missing) {
    if (auto dropped = drop(record(id)); !dropped) return dropped;
    const auto first = store_.sync_folder(folder(id));
    if (!first) return io::refusal(folder(id), "is not for sure removed", first.error());
    const auto names = store_.list(folder(id));
    if (!names) return io::refusal(folder(id), "cannot be searched", names.error());
    for (const std::string& name : *names) {
      if (auto dropped = drop(io::join_path(folder(id), name)); !dropped) return dropped;
    }
    const auto removed = store_.remove_folder(folder(id));
    if (!removed) return io::refusal(folder(id), "cannot be removed", removed.error());
  }
  const auto synced = store_.sync_folder(runs_folder(state_));
  if (!synced) return io::refusal(folder(id), "is not for sure removed", synced.error());
  return {};
}

}  // namespace shirlint::fix
