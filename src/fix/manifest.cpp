// A run's record as text and back.
#include <algorithm>
#include <array>
#include <utility>

#include "fix/journal.h"
#include "fix/state_folder.h"
#include "text/toml.h"

namespace shirlint::fix {
namespace {

using text::TomlEntry;
using text::TomlKind;
using text::TomlValue;

constexpr std::string_view schema = "shirlint.run/1";
constexpr std::array<std::string_view, 3> state_names{"started", "complete", "taken-back"};

std::string quoted(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out = "\"";
  for (const char byte : text) {
    const auto code = static_cast<unsigned char>(byte);
    if (code < 0x20U || code == 0x7FU) {
      out.append("\\u00").append(1, digits[code >> 4U]).append(1, digits[code & 15U]);
    } else {
      if (byte == '"' || byte == '\\') out += '\\';
      out += byte;
    }
  }
  return out + '"';
}

std::string quoted(const std::vector<std::string>& list) {
  std::string out = "[";
  for (const std::string& item : list) {
    if (out.size() > 1) out += ", ";
    out += quoted(item);
  }
  return out + ']';
}

void line(std::string& out, std::string_view key, const std::string& value) {
  out.append(key).append(" = ").append(value).append("\n");
}

/// Takes values out of a table and remembers the first that is not as it should be.
class Table {
 public:
  Table(const TomlValue& value, std::string& wrong) : value_(value), wrong_(wrong) {}

  std::string text(std::string_view key) {
    const TomlValue* found = find(key, TomlKind::string);
    return found == nullptr ? std::string() : found->text;
  }
  bool flag(std::string_view key) {
    const TomlValue* found = find(key, TomlKind::boolean);
    return found != nullptr && found->boolean;
  }
  std::vector<std::string> list(std::string_view key) {
    std::vector<std::string> items;
    const TomlValue* found = find(key, TomlKind::array);
    if (found == nullptr) return items;
    for (const TomlEntry& item : found->entries) {
      if (!item.value.is(TomlKind::string)) complain(key);
      items.push_back(item.value.text);
    }
    return items;
  }
  const TomlValue* find(std::string_view key, TomlKind kind) {
    const TomlEntry* entry = value_.find(key);
    if (entry != nullptr && entry->value.is(kind)) return &entry->value;
    complain(key);
    return nullptr;
  }
  void complain(std::string_view key) {
    if (wrong_.empty()) wrong_ = key;
  }

 private:
  const TomlValue& value_;
  std::string& wrong_;
};

bool is_hash(const std::string& text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

RunFile file_from(const TomlValue& value, std::string& wrong) {
  Table table(value, wrong);
  RunFile file;
  file.path = table.text("path");
  file.codes = table.list("codes");
  file.before = table.text("before");
  file.after = table.text("after");
  file.backup = table.text("backup");
  file.like = table.text("like");
  if (value.find("version") != nullptr) file.version = table.text("version");
  if (value.find("kind") != nullptr) {
    file.kind = table.text("kind");
    if (!io::setting_kind(file.kind)) table.complain("kind");
  }
  const bool is_file = file.kind.empty();
  if (is_file ? !is_full_name(file.path) : file.path.empty()) table.complain("path");
  // Empty: it was, or is, not there. A file that is not there twice is none.
  if (!file.before.empty() && !is_hash(file.before)) table.complain("before");
  if (!file.after.empty() && !is_hash(file.after)) table.complain("after");
  const bool may_be_made = is_file && (file.before.empty() || file.after.empty());
  if (file.before.empty() && (file.after.empty() || !file.backup.empty())) table.complain("before");
  if (may_be_made ? !is_full_name(file.like) : !file.like.empty()) table.complain("like");
  // A backup is in its run's folder and nowhere else.
  if (file.backup.find('/') != std::string::npos || file.backup == "..") table.complain("backup");
  return file;
}

}  // namespace

std::string_view to_text(RunState state) { return state_names.at(static_cast<std::size_t>(state)); }

std::string to_toml(const RunManifest& manifest) {
  std::string out;
  line(out, "schema", quoted(schema));
  line(out, "id", quoted(manifest.id));
  line(out, "state", quoted(to_text(manifest.state)));
  line(out, "when", quoted(manifest.when));
  line(out, "who", quoted(manifest.who));
  line(out, "reason", quoted(manifest.reason));
  line(out, "tool", quoted(manifest.tool));
  line(out, "undoes", quoted(manifest.undoes));
  line(out, "restart", quoted(manifest.restart));
  line(out, "keep_backups", manifest.keep_backups ? "true" : "false");
  for (const RunFile& file : manifest.files) {
    out.append("\n[[file]]\n");
    line(out, "path", quoted(file.path));
    line(out, "codes", quoted(file.codes));
    line(out, "before", quoted(file.before));
    line(out, "after", quoted(file.after));
    line(out, "backup", quoted(file.backup));
    line(out, "like", quoted(file.like));
    if (!file.version.empty()) line(out, "version", quoted(file.version));
    if (!file.kind.empty()) line(out, "kind", quoted(file.kind));
  }
  return out;
}

text::Result<RunManifest> parse_manifest(std::string_view text, const std::string& file) {
  const auto root = text::parse_toml(text, file);
  if (!root) return tl::unexpected<text::Error>(root.error());
  std::string wrong;
  Table table(*root, wrong);
  RunManifest manifest;
  if (table.text("schema") != schema) table.complain("schema");
  manifest.id = table.text("id");
  const std::string state = table.text("state");
  const auto* const found = std::find(state_names.begin(), state_names.end(), state);
  if (found == state_names.end()) table.complain("state");
  if (found != state_names.end()) manifest.state = RunState(found - state_names.begin());
  manifest.when = table.text("when");
  manifest.who = table.text("who");
  manifest.reason = table.text("reason");
  manifest.tool = table.text("tool");
  manifest.undoes = table.text("undoes");
  manifest.restart = table.list("restart");
  manifest.keep_backups = table.flag("keep_backups");
  if (const TomlValue* files = table.find("file", TomlKind::array)) {
    for (const TomlEntry& entry : files->entries) {
      manifest.files.push_back(file_from(entry.value, wrong));
    }
  }
  if (wrong.empty()) return manifest;
  return text::fail("is no record of a run: \"" + wrong + "\" is not as shirlint writes it", file);
}

}  // namespace shirlint::fix
