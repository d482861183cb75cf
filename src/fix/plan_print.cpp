// A plan as text.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "fix/certificate_file.h"
#include "fix/machine_plan.h"
#include "fix/plan_file.h"
#include "fix/plan_text.h"
#include "text/sha256.h"

namespace shirlint::fix {
namespace {

constexpr std::array<std::string_view, 3> kind_names = {"safe", "unsafe", "fragment"};

constexpr std::string_view head =
    "# A plan of shirlint: what `shirlint apply` does, to the byte, and nothing else.\n"
    "# An edit replaces the bytes from `start` up to `end`, which are `old`, by `text`; offsets\n"
    "# count from 0 in the file as it is now, whose SHA-256 is `sha256`. Where `old` is left out\n"
    "# it holds a secret. `apply` refuses the whole plan if a file is another one by then.\n"
    "# Comments are for who reviews it; to change something, make another plan.\n";

constexpr std::string_view setting_head =
    "# A setting of the machine must be what `old` says, and becomes `new`: a text (REG_SZ), a "
    "number\n"
    "# (REG_DWORD), false (not there); of what has no such words, or holds a secret, `sha256` is "
    "the\n"
    "# hash. A hosts-line is put behind the lines of the hosts file, which are `old`; of a\n"
    "# hosts-comment the lines that read so become comments.\n";

/// Latin letters stay; whatever else is not ASCII could be mistaken for something, or steer a
/// terminal.
bool is_plain(char32_t code) {
  return (code >= 0x20 && code < 0x7f) || (code >= 0xa1 && code < 0x250 && code != 0xad);
}

void append_escaped(std::string& out, char32_t code, bool quoted) {
  const auto number = static_cast<std::uint32_t>(code);
  if (quoted && code == U'\n') {
    out += "\\n";
  } else if (quoted && code == U'\r') {
    out += "\\r";
  } else if (quoted && code == U'\t') {
    out += "\\t";
  } else {
    out += number > 0xffff ? fmt::format("\\U{:08x}", number) : fmt::format("\\u{:04x}", number);
  }
}

/// As it stands between quotes, or behind "# ".
std::string escaped(std::string_view text, bool quoted) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const text::Character c = text::character_at(text, at);
    const bool surrogate = c.value >= 0xd800 && c.value < 0xe000;
    // What a pipeline would take for a command, "##vso[" or "##[".
    const bool command = c.value == U'#' && at + 1 < text.size() && text[at + 1] == '#';
    if (surrogate) {
      append_escaped(out, 0xfffd, quoted);
    } else if (!is_plain(c.value) || (command && quoted)) {
      append_escaped(out, c.value, quoted);
    } else if (command) {
      out += "# ";
    } else {
      if (quoted && (c.value == U'"' || c.value == U'\\')) out += '\\';
      out += text.substr(at, c.size);
    }
    at += c.size;
  }
  return out;
}

std::string quoted(std::string_view text) { return '"' + escaped(text, true) + '"'; }

/// Backslashes as they are, where that can be.
std::string literal(std::string_view text) {
  const bool plain =
      text.find('\'') == std::string_view::npos && text.find("##") == std::string_view::npos &&
      std::all_of(text.begin(), text.end(), [](char byte) { return byte >= ' ' && byte < '\x7f'; });
  const bool needed = text.find_first_of("\\\"") != std::string_view::npos;
  return plain && needed ? fmt::format("'{}'", text) : quoted(text);
}

std::string quoted(const std::vector<std::string>& items) {
  std::string out = "[";
  for (const std::string& item : items) out += (out.size() > 1 ? ", " : "") + quoted(item);
  return out + ']';
}

void line(std::string& out, std::string_view key, std::string_view value) {
  out.append(key).append(" = ").append(value).append("\n");
}

void comments(std::string& out, const std::vector<std::string>& notes) {
  for (const std::string& note : notes) out += "# " + escaped(note, false) + '\n';
}

/// A text of several lines as a list of them, which reads like the file.
std::string by_lines(std::string_view text) {
  if (text.find('\n') >= text.size() - 1) return quoted(text);
  std::string out = "[\n";
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    out += "  " + quoted(text.substr(0, end)) + ",\n";
    text.remove_prefix(end);
  }
  return out + ']';
}

void bytes(std::string& out, std::string_view key, std::string_view raw, text::Encoding encoding) {
  if (const auto text = text_of_bytes(raw, encoding)) {
    line(out, key == "new" ? "text" : "old", text->empty() ? "\"\"" : by_lines(*text));
  } else {
    line(out, key == "new" ? "bytes" : "old_bytes", quoted(to_hex(raw)));
  }
}

void print(std::string& out, const PlannedEdit& edit, text::Encoding encoding) {
  out += "\n[[host.file.edit]]";
  if (!edit.note.empty()) out += "  # " + escaped(edit.note, false);
  out += '\n';
  line(out, "start", std::to_string(edit.edit.span.start));
  line(out, "end", std::to_string(edit.edit.span.end));
  if (edit.old && !edit.edit.span.empty()) bytes(out, "old", *edit.old, encoding);
  bytes(out, "new", edit.edit.text, encoding);
}

void print(std::string& out, const PlannedFile& file) {
  out += "\n[[host.file]]\n";
  line(out, "role", quoted(file.role));
  line(out, "path", quoted(file.path));
  line(out, "encoding", quoted(file.encoding.name()));
  line(out, "codes", quoted(file.codes));
  if (file.like.empty()) {
    line(out, "size", std::to_string(file.size));
    line(out, "sha256", quoted(file.before));
  } else {
    line(out, "create_like", quoted(file.like) + "  # not there; owner and access as that role's");
  }
  if (!file.after.empty()) line(out, "after", quoted(file.after));
  if (!file.redactions.empty()) {
    std::string spans;
    for (const text::Span span : file.redactions) {
      spans += fmt::format("{}{{ start = {}, end = {} }}", spans.empty() ? "" : ", ", span.start,
                           span.end);
    }
    line(out, "redactions", '[' + spans + ']');
    line(out, "unmasked_sha256", quoted(file.unmasked));
    line(out, "edits_sha256", quoted(edits_sha256(file.edits)));
  }
  comments(out, file.notes);
  for (const PlannedEdit& edit : file.edits) print(out, edit, file.encoding);
}

std::string lines(std::string_view text) {
  std::string out = "[";
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1);
    out += "\n  " + literal(text.substr(0, end)) + ',';
    text.remove_prefix(end + 1);
  }
  return out.size() > 1 ? out + "\n]" : out + ']';
}

std::string written(const SettingForm& form) {
  switch (form.kind) {
    case FormKind::absent:
      return "false";
    case FormKind::text:
    case FormKind::word:
      return literal(form.value);
    case FormKind::expandable:
      return fmt::format("{{ type = \"REG_EXPAND_SZ\", value = {} }}", literal(form.value));
    case FormKind::number:
      return form.value;
    case FormKind::certificate:
      return "'''\n" + to_pem(form.value) + "'''";
    case FormKind::lines:
      return lines(form.value);
    case FormKind::hash:
      break;
  }
  return fmt::format("{{ sha256 = {} }}", quoted(form.value));
}

void print(std::string& out, const PlannedSetting& setting) {
  out += "\n[[host.setting]]\n";
  line(out, "kind", quoted(setting.kind));
  line(out, "name", literal(setting.name));
  line(out, "codes", quoted(setting.codes));
  comments(out, setting.notes);
  line(out, "old", written(setting.old));
  if (!is_of_hosts(setting.kind)) line(out, "new", written(setting.fresh));
}

void print(std::string& out, const PlannedHost& host) {
  out += "\n[[host]]\n";
  line(out, "name", quoted(host.name));
  if (!host.path.empty()) line(out, "path", quoted(host.path));
  line(out, "restart", quoted(host.restart));
  std::string proof;
  for (const std::string& item : host.proof) proof += "  " + quoted(item) + ",\n";
  line(out, "proof", proof.empty() ? "[]" : "[\n" + proof + "]");
  if (!host.settings.empty()) line(out, "settings_sha256", quoted(settings_sha256(host.settings)));
  comments(out, host.notes);
  for (const PlannedFile& file : host.files) print(out, file);
  for (const BesideFile& file : host.beside) {
    out += "\n[[host.beside]]  # stays as it is\n";
    line(out, "role", quoted(file.role));
    line(out, "path", quoted(file.path));
    line(out, "sha256", quoted(file.sha256));
  }
  for (const PlannedSetting& setting : host.settings) print(out, setting);
}

}  // namespace

std::string_view to_text(PlanKind kind) { return kind_names.at(static_cast<std::size_t>(kind)); }

std::string edits_sha256(const std::vector<PlannedEdit>& edits) {
  std::string all;
  for (const PlannedEdit& one : edits) {
    const text::Span span = one.edit.span;
    all += fmt::format("{} {} {}\n", span.start, span.end, to_hex(one.edit.text));
  }
  return text::sha256(all);
}

std::string settings_sha256(const std::vector<PlannedSetting>& settings) {
  std::string all;
  for (const PlannedSetting& one : settings) {
    all += fmt::format("{} {} {} {} {} {}\n", one.kind, to_hex(one.name),
                       static_cast<int>(one.old.kind), to_hex(one.old.value),
                       static_cast<int>(one.fresh.kind), to_hex(one.fresh.value));
  }
  return text::sha256(all);
}

std::string to_toml(const PlanFile& plan) {
  std::string out(head);
  const bool settings = std::any_of(plan.hosts.begin(), plan.hosts.end(),
                                    [](const PlannedHost& host) { return !host.settings.empty(); });
  if (settings) out += setting_head;
  line(out, "schema", quoted("shirlint.plan/1"));
  line(out, "tool", quoted(plan.tool));
  line(out, "date", quoted(plan.date));
  line(out, "kind", quoted(to_text(plan.kind)));
  if (plan.hosts.empty()) out += "# There is nothing to change.\n";
  for (const PlannedHost& host : plan.hosts) print(out, host);
  return out;
}

}  // namespace shirlint::fix
