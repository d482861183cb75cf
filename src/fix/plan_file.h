// A plan as a file that people review and `apply` carries out: TOML, `shirlint.plan/1`.
//
// It names a file by its role and its place below the host's folder, says which bytes it must have
// by their SHA-256, and each edit by offsets in these bytes. So a plan can be made of a copy in
// which secrets are masked (original.h), and carried out on the original alone. No secret is in it.
// A setting of the machine stands there with the state that it must have and the one that it gets.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fix/setting_form.h"
#include "text/edit.h"
#include "text/encoding.h"
#include "text/error.h"

namespace shirlint::fix {

enum class PlanKind : std::uint8_t {
  safe,      // fixes that keep what .NET does
  unsafe,    // others too
  fragment,  // a golden system.net or defaultProxy
};

/// Members called `note` are comments for the reviewer: written, not read.
struct PlannedEdit {
  text::Edit edit;                 // in bytes on disk
  std::optional<std::string> old;  // the bytes that go; nothing where they hold a secret
  std::string note;

  friend bool operator==(const PlannedEdit&, const PlannedEdit&) = default;
};

struct PlannedFile {
  std::string role;
  std::string path;         // below the host's folder, with "/"
  text::Encoding encoding;  // in which the texts of the edits are meant
  std::vector<std::string> codes;
  std::uint32_t size = 0;
  std::string before;  // SHA-256 of the file, of the original where it was masked
  /// The file is not there and is made of one edit; `size` is 0 and `before` empty. It gets owner
  /// and access of the host's config of this role. Empty: it is there.
  std::string like;
  std::string after;                   // of what is written; empty where it was masked
  std::vector<text::Span> redactions;  // masked in the copy that the plan was made of
  std::string unmasked;                // SHA-256 of all bytes but these; empty without them
  std::vector<PlannedEdit> edits;      // at least one; ordered and apart
  std::vector<std::string> notes;

  friend bool operator==(const PlannedFile&, const PlannedFile&) = default;
};

/// A config that the plan leaves as it is. The others are proved beside it as it was: a block may
/// be its copy.
struct BesideFile {
  std::string role;
  std::string path;    // below the host's folder
  std::string sha256;  // of the original where it was masked

  friend bool operator==(const BesideFile&, const BesideFile&) = default;
};

/// A setting of the machine (io/setting.h), or a line that its hosts file gets or loses.
struct PlannedSetting {
  std::string kind;  // a SettingKind's, "hosts-line" or "hosts-comment"
  std::string name;  // as there; of the hosts file the line itself
  std::vector<std::string> codes;
  SettingForm old;    // that it must have; of the hosts file all its lines
  SettingForm fresh;  // that it gets; not of the hosts file
  std::vector<std::string> notes;

  friend bool operator==(const PlannedSetting&, const PlannedSetting&) = default;
};

struct PlannedHost {
  std::string name;
  std::string path;  // as `plan` was given it; empty when that was no plain relative path
  std::vector<std::string> restart;  // services
  std::vector<std::string> proof;    // what was shown when it was made
  std::vector<PlannedFile> files;
  std::vector<std::string> notes;
  std::vector<BesideFile> beside = {};        // none where no file is changed
  std::vector<PlannedSetting> settings = {};  // with the files at least one

  friend bool operator==(const PlannedHost&, const PlannedHost&) = default;
};

struct PlanFile {
  std::string tool;  // "shirlint 0.1.0"
  std::string date;  // as of which the rules judged: "2026-11-22"
  PlanKind kind = PlanKind::safe;
  std::vector<PlannedHost> hosts;  // none: there is nothing to change

  friend bool operator==(const PlanFile&, const PlanFile&) = default;
};

/// "safe", "unsafe", "fragment"
[[nodiscard]] std::string_view to_text(PlanKind kind);

/// Over offsets and new bytes, so that a plan tells whether they were changed where it cannot hold
/// the hash of the result: with a file whose secrets were masked when it was made.
[[nodiscard]] std::string edits_sha256(const std::vector<PlannedEdit>& edits);

/// The same over all that the settings are to be.
[[nodiscard]] std::string settings_sha256(const std::vector<PlannedSetting>& settings);

[[nodiscard]] std::string to_toml(const PlanFile& plan);

/// Nothing in it is taken on trust: unknown keys, offsets out of order or past the end, paths that
/// lead out of the host's folder, roles that do not exist, settings that no rule may change,
/// another schema. The first error by place.
[[nodiscard]] text::Result<PlanFile> parse_plan(std::string_view bytes, const std::string& file);

/// A path that stays below the folder that it begins in: parts with "/" between them, no "..", no
/// drive, no backslash, no control character.
[[nodiscard]] bool is_plain_path(std::string_view path);

}  // namespace shirlint::fix
