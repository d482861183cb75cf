// A plan from text, with every doubt an error.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "fix/plan_file.h"
#include "fix/plan_parse_setting.h"
#include "fix/plan_text.h"
#include "io/reader.h"
#include "rules/toml_fields.h"
#include "shir/products.h"
#include "state/fact_key.h"

namespace shirlint::fix {
namespace {

using rules::FileErrors;
using rules::TomlFields;
using text::TomlKind;
using text::TomlValue;

constexpr std::array<std::string_view, 1> schemas = {"shirlint.plan/1"};
constexpr std::array<std::string_view, 3> kinds = {"safe", "unsafe", "fragment"};

std::vector<std::string> copies(const std::vector<std::string_view>& items) {
  return {items.begin(), items.end()};
}

class PlanParser {
 public:
  explicit PlanParser(FileErrors& errors) : errors_(errors) {}

  PlanFile plan(const TomlValue& root) {
    TomlFields fields(root, errors_);
    PlanFile plan;
    fields.choice("schema", schemas, 0, true);
    plan.tool = fields.text("tool");
    plan.date = fields.text("date");
    plan.kind = static_cast<PlanKind>(fields.choice("kind", kinds, 0, true));
    kind_ = plan.kind;
    for (const TomlValue* host : fields.tables("host")) plan.hosts.push_back(read_host(*host));
    fields.finish();
    return plan;
  }

 private:
  void complain(const TomlValue& table, std::string_view key, std::string message) {
    const text::TomlEntry* entry = table.find(key);
    errors_.add(entry != nullptr ? entry->value.at : table.at, std::move(message));
  }

  std::string hash(TomlFields& fields, const TomlValue& table, std::string_view key) {
    std::string text(fields.text(key, true));
    if (!text.empty() && !is_hash(text)) {
      complain(table, key, fmt::format("'{}' is no SHA-256: that has 64 digits 0-9, a-f", key));
    }
    return text;
  }

  std::uint32_t offset(TomlFields& fields, const TomlValue& table, std::string_view key) {
    const std::int64_t number = fields.integer(key, -1);
    if (table.find(key) == nullptr) {
      errors_.add(table.at, fmt::format("'{}' is missing", key));
    } else if (number < 0 || number > static_cast<std::int64_t>(io::file_limit)) {
      complain(table, key, fmt::format("'{}' is no offset in a file", key));
    } else {
      return static_cast<std::uint32_t>(number);
    }
    return 0;
  }

  text::Span span(TomlFields& fields, const TomlValue& table, std::uint32_t size) {
    text::Span span{offset(fields, table, "start"), offset(fields, table, "end")};
    if (span.start > span.end || span.end > size) {
      complain(table, "end",
               fmt::format("the span from {} to {} is not within a file of {} bytes", span.start,
                           span.end, size));
      span = {};
    }
    return span;
  }

  PlannedHost read_host(const TomlValue& table) {
    TomlFields fields(table, errors_);
    PlannedHost host;
    host.name = fields.text("name", true);
    host.path = fields.text("path");
    if (!host.path.empty() && host.path != "." && !is_plain_path(host.path)) {
      complain(table, "path", leads_out);
    }
    host.restart = copies(fields.texts("restart"));
    host.proof = copies(fields.texts("proof"));
    std::set<std::string> paths;
    for (const TomlValue* file : fields.tables("file")) {
      host.files.push_back(read_file(*file));
      if (paths.insert(host.files.back().path).second) continue;
      complain(*file, "path", "this file is planned twice for this host");
    }
    for (const TomlValue* file : fields.tables("beside")) {
      TomlFields inner(*file, errors_);
      BesideFile beside{read_role(inner, *file), read_path(inner, *file), {}};
      beside.sha256 = hash(inner, *file, "sha256");
      inner.finish();
      host.beside.push_back(std::move(beside));
    }
    read_settings(fields, table, host);
    if (host.files.empty() && host.settings.empty()) {
      errors_.add(table.at, "a host without a [[host.file]] or [[host.setting]] changes nothing");
    }
    fields.finish();
    return host;
  }

  void read_settings(TomlFields& fields, const TomlValue& table, PlannedHost& host) {
    for (const TomlValue* setting : fields.tables("setting")) {
      host.settings.push_back(read_setting(*setting, errors_));
      const PlannedSetting& last = host.settings.back();
      const auto is_same = [&](const PlannedSetting& other) {
        return other.kind == last.kind && state::same_name(other.name, last.name);
      };
      if (std::count_if(host.settings.begin(), host.settings.end(), is_same) > 1) {
        complain(*setting, "name", "this setting is planned twice for this host");
      }
      if (kind_ != PlanKind::unsafe) {
        errors_.add(setting->at,
                    "what changes the machine itself is never safe: it can be in a plan of the "
                    "kind \"unsafe\" only");
      }
    }
    if (host.settings.empty()) return;
    const std::string seal = hash(fields, table, "settings_sha256");
    // What is wrong with one of them says more.
    if (errors_.errors.empty() && seal != settings_sha256(host.settings)) {
      complain(table, "settings_sha256",
               "these are not the settings that the plan was made with, so the plan was changed");
    }
  }

  std::string read_role(TomlFields& fields, const TomlValue& table) {
    const auto roles = shir::roles();
    std::string role(fields.text("role", true));
    if (!role.empty() && std::find(roles.begin(), roles.end(), role) == roles.end()) {
      complain(
          table, "role",
          fmt::format("'{}' is no role of a config; roles are {}", role, fmt::join(roles, ", ")));
    }
    return role;
  }

  std::string read_path(TomlFields& fields, const TomlValue& table) {
    std::string path(fields.text("path", true));
    if (!path.empty() && !is_plain_path(path)) complain(table, "path", leads_out);
    return path;
  }

  PlannedFile read_file(const TomlValue& table) {
    TomlFields fields(table, errors_);
    PlannedFile file;
    file.role = read_role(fields, table);
    file.path = read_path(fields, table);
    const std::string_view name = fields.text("encoding", true);
    if (const auto encoding = text::find_encoding(name)) {
      file.encoding = *encoding;
    } else if (!name.empty()) {
      complain(table, "encoding", fmt::format("'{}' is no encoding that shirlint knows", name));
    }
    file.codes = copies(fields.texts("codes"));
    if (!std::all_of(file.codes.begin(), file.codes.end(), is_code)) {
      complain(table, "codes", "'codes' holds what is no rule's code");
    }
    if (table.find("create_like") != nullptr) {
      read_creation(fields, table, file);
    } else {
      file.size = offset(fields, table, "size");
      file.before = hash(fields, table, "sha256");
      read_redactions(fields, table, file);
    }
    const bool sealed = !file.redactions.empty() && table.find("edits_sha256") != nullptr;
    const std::string seal = sealed ? hash(fields, table, "edits_sha256") : std::string();
    for (const TomlValue* edit : fields.tables("edit")) add_edit(*edit, file);
    if (sealed && edits_sha256(file.edits) != seal) {
      complain(table, "edits_sha256",
               "these are not the edits that the plan was made with, so the plan was changed");
    }
    if (file.edits.empty())
      errors_.add(table.at, "a file without a [[host.file.edit]] stays as is");
    fields.finish();
    return file;
  }

  /// A file that is not there: it has no hash, and no place but its beginning.
  void read_creation(TomlFields& fields, const TomlValue& table, PlannedFile& file) {
    const auto roles = shir::roles();
    file.like = fields.text("create_like");
    if (std::find(roles.begin(), roles.end(), file.like) == roles.end()) {
      complain(table, "create_like", fmt::format("'{}' is no role of a config", file.like));
    }
    file.after = hash(fields, table, "after");
  }

  /// What a plan for an original has that was made of a masked copy, but for the hash of its edits,
  /// which older plans lack; else the hash of the result.
  void read_redactions(TomlFields& fields, const TomlValue& table, PlannedFile& file) {
    const text::TomlEntry* entry = table.find("redactions");
    if (entry == nullptr) {
      file.after = hash(fields, table, "after");
      return;
    }
    for (const TomlValue* item : fields.tables("redactions")) {
      TomlFields inner(*item, errors_);
      const text::Span redaction = span(inner, *item, file.size);
      inner.finish();
      const bool follows = file.redactions.empty() || redaction.start > file.redactions.back().end;
      if (redaction.empty() || !follows) {
        errors_.add(item->at, "redactions are not empty, in order and apart");
      }
      file.redactions.push_back(redaction);
    }
    if (file.redactions.empty())
      complain(table, "redactions", "'redactions' is empty: leave it out");
    file.unmasked = hash(fields, table, "unmasked_sha256");
  }

  void add_edit(const TomlValue& table, PlannedFile& file) {
    TomlFields fields(table, errors_);
    PlannedEdit edit;
    edit.edit.span = span(fields, table, file.size);
    if (const auto old = read_bytes(fields, table, "old", "old_bytes", file.encoding)) {
      edit.old = *old;
      if (old->size() != edit.edit.span.size()) {
        errors_.add(table.at, fmt::format("'old' has {} bytes, and {} are between start and end",
                                          old->size(), edit.edit.span.size()));
      }
    } else if (edit.edit.span.empty()) {
      edit.old = "";
    }
    const auto bytes = read_bytes(fields, table, "text", "bytes", file.encoding);
    if (!bytes) {
      errors_.add(table.at, "'text' is missing: the new text, \"\" for none");
    } else {
      edit.edit.text = *bytes;
    }
    fields.finish();
    const text::Span last = file.edits.empty() ? text::Span{} : file.edits.back().edit.span;
    if (!file.edits.empty() && edit.edit.span.start <= last.end) {
      errors_.add(table.at, "this edit overlaps or touches the one before it, or is out of order");
    }
    for (const text::Span redaction : file.redactions) {
      if (edit.edit.span.start < redaction.end && redaction.start < edit.edit.span.end) {
        errors_.add(table.at, "this edit changes what was masked when the plan was made");
      }
    }
    file.edits.push_back(std::move(edit));
  }

  /// A text or a list of its lines, or hex digits under `hex_key`.
  std::optional<std::string> read_bytes(TomlFields& fields, const TomlValue& table,
                                        std::string_view key, std::string_view hex_key,
                                        text::Encoding encoding) {
    const std::string_view hex = fields.text(hex_key);
    const text::TomlEntry* entry = table.find(key);
    if (table.find(hex_key) != nullptr) {
      auto bytes = from_hex(hex);
      if (!bytes || entry != nullptr) {
        complain(table, hex_key,
                 fmt::format("'{}' is no row of bytes as 00 to ff, or '{}' is there "
                             "too",
                             hex_key, key));
      }
      static_cast<void>(fields.texts(key));
      return bytes.value_or("");
    }
    std::string text;
    if (entry != nullptr && entry->value.is(TomlKind::array)) {
      for (const std::string_view part : fields.texts(key)) text += part;
    } else {
      text = fields.text(key);
    }
    if (entry == nullptr) return std::nullopt;
    auto bytes = text::encode(text, encoding);
    if (bytes) return *std::move(bytes);
    complain(table, key, bytes.error().message);
    return "";
  }

  static constexpr const char* leads_out =
      "is no place below the host's folder: no '..', no drive or root, no backslash";

  FileErrors& errors_;
  PlanKind kind_ = PlanKind::safe;
};

}  // namespace

bool is_plain_path(std::string_view path) {
  if (path.empty() || path.size() > 1000) return false;
  const bool plain = std::none_of(path.begin(), path.end(), [](char byte) {
    const auto code = static_cast<unsigned char>(byte);
    return code < 0x20 || code == 0x7f || byte == '\\' || byte == ':';
  });
  if (!plain) return false;
  for (std::size_t from = 0; from <= path.size();) {
    const std::size_t end = std::min(path.find('/', from), path.size());
    const std::string_view part = path.substr(from, end - from);
    if (part.empty() || part == "." || part == "..") return false;
    from = end + 1;
  }
  return true;
}

text::Result<PlanFile> parse_plan(std::string_view bytes, const std::string& file) {
  const text::Source source{std::string(bytes)};
  const auto root = text::parse_toml(source.text(), file);
  if (!root) return tl::unexpected<text::Error>(root.error());
  FileErrors errors{source, file, {}};
  PlanFile plan = PlanParser(errors).plan(*root);
  if (errors.errors.empty()) return plan;
  return tl::unexpected<text::Error>(*std::min_element(
      errors.errors.begin(), errors.errors.end(),
      [](const text::Error& left, const text::Error& right) { return left.at < right.at; }));
}

}  // namespace shirlint::fix
