// What a check found, as values: everything a report format may show, nothing left to compute.
// Strings may still hold secrets; masking is the sink's work (`report/sink.h`), so that no format
// can forget it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "facts/baseline_tree.h"
#include "rules/rule.h"
#include "shir/data_table.h"
#include "text/error.h"
#include "text/span.h"

namespace shirlint::lint {

/// `file` is relative to where the tool was started, with "/"; empty for a live fact.
struct Location {
  std::string file;
  text::Position start;   // {0, 0}: the file as a whole
  text::Position end;     // exclusive
  std::string fact;       // "/configuration/system.net/defaultProxy/proxy/@proxyaddress"
  std::string line_text;  // the line of `start`, for people; empty when it is very long
};

struct Related {
  Location location;
  std::string message;
};

struct Edit {
  std::string file;
  std::uint32_t start = 0;  // byte offsets on disk
  std::uint32_t end = 0;
  std::string text;
  bool withheld = false;  // showing it would show a secret, so `text` is empty
  std::string bytes{};    // what is written, in the file's encoding; not for people
  text::Position from{};  // of `start` and `end` in the text; not of a repair of bytes
  text::Position to{};
  /// The file is not there and is made of this edit alone; it gets owner and access of the file at
  /// this path. Empty: the file is there.
  std::string like{};
};

/// What a fix would do to the machine, or the exact command for a person.
struct Action {
  std::string kind;    // an Operation's name
  std::string target;  // variable, registry path, service, ...
  std::string value;
  std::string type{};  // "REG_SZ", ...; empty: not said
};

/// What a step of a fix was made for: its span as it was meant, and the new bytes for all of it. Of
/// this an edit is only what differs, so two fixes may get into each other's way though their edits
/// do not.
struct Place {
  std::string file;
  text::Span span;  // in bytes on disk
  std::string bytes;

  friend bool operator==(const Place&, const Place&) = default;
};

struct FixOffer {
  rules::Applicability applicability = rules::Applicability::manual;
  std::string title;
  std::vector<Edit> edits;
  std::vector<Action> actions;
  std::vector<std::string> restart;  // services that must be restarted for it to count
  std::vector<Place> places{};       // what `edits` were made for; never for a report
};

struct Finding {
  const rules::Rule* rule = nullptr;
  rules::Severity severity = rules::Severity::error;
  std::string message;
  std::string host;
  Location location;
  std::vector<Related> related;
  std::optional<FixOffer> fix;
  std::string fingerprint;  // "v1:" + hash of code, role, logical path, redacted value
};

struct Unknown {
  const rules::Rule* rule = nullptr;
  std::string host;
  std::string needs;   // "certificate.LocalMachine/Root"
  std::string reason;  // "not in the snapshot"
};

struct Suppressed {
  Finding finding;
  std::string by, reason, expires;
  bool in_file = false;  // by a comment in the file itself
};

struct FileReport {
  std::string path, role, sha256;
};

struct NodeSummary;

struct HostReport {
  std::string name, path, product, group;
  std::vector<FileReport> files;
  std::vector<std::string> headline;  // what this host does and will fail at, a sentence a line
  std::vector<Finding> findings;      // ordered by file, place, code
  std::vector<Unknown> unknown;
  std::vector<Suppressed> suppressed;
  std::vector<text::Error> errors;    // what could not be read or judged in this host
  std::vector<text::Error> warnings;  // what was read with a doubt (a key that a newer tool wrote)
  bool snapshot = false;              // a host.toml was there
  bool whole = false;                 // looked through: what was not found is not there
  facts::HostMemory memory;           // for a baseline, if it was asked for
  std::shared_ptr<const NodeSummary> node;  // for rules about groups (lint/group.h); may be null
  std::string date{};  // of a report that was made elsewhere: the day on which the host was judged
};

/// By file, place, code.
void sort_findings(std::vector<Finding>& findings);
/// Contract: a hash of code, role, logical path and redacted value; no host, no file, no line.
[[nodiscard]] std::string fingerprint(std::string_view code, std::string_view role,
                                      std::string_view fact, std::string_view masked_value);

struct Summary {
  std::uint64_t hosts = 0, files = 0, error = 0, warning = 0, info = 0, unknown = 0, suppressed = 0,
                fixed = 0, fixable = 0;
};

/// Adds one host's counts.
void count(Summary& summary, const HostReport& host);
/// Adds those of findings and unknowns that came after their host was counted.
void count(Summary& summary, const std::vector<Finding>& findings,
           const std::vector<Unknown>& unknown);

struct ToolInfo {
  std::string version;
  std::size_t rules = 0;
  std::vector<shir::OldTable> old_tables = {};  // reference tables that should be looked up again
};

/// A fix that was wanted and not applied.
struct UnappliedFix {
  std::string code;
  Location location;
  std::string reason;   // a sentence without a full stop
  bool secret = false;  // because of a secret: a plan that people read cannot hold it
  /// With it the proof fails: the finding's fingerprint. Empty: it was left alone for another
  /// reason.
  std::string refuted{};
};

/// A host's plan of which nothing may be written.
struct RefusedPlan {
  std::string host, path;
  std::vector<std::string> codes;
  std::vector<std::string> files;
  std::string reason;  // the proof that failed
};

/// One application of fixes: what goes into the ticket.
struct RunReport {
  struct File {
    std::string path, before, after, backup;  // hashes; the backup's full name, empty without one
  };
  std::string id, when, who, reason;
  std::string undoes;              // the run that this one takes back
  std::vector<std::string> fixed;  // codes
  std::vector<File> files;
  std::vector<std::string> restart;         // services that must be restarted yet
  std::vector<std::string> proof;           // what was shown before the first write
  std::string undo;                         // the command that takes it back; empty without backups
  bool secret_kept = false;                 // a backup holds a password or a key in clear text
  std::vector<std::string> restarted = {};  // services that were, and have stayed up
};

/// An entry of a baseline: so many findings with this fingerprint, in that file of that host.
struct KnownFinding {
  std::string host, file, code, fingerprint;
  std::uint64_t count = 1;
};

/// What became of the baseline that a check was given or made.
struct BaselineReport {
  enum class Change : std::uint8_t { none, written, pruned };
  std::string file;
  std::uint64_t matched = 0;        // findings that it knows
  std::vector<KnownFinding> stale;  // `count`: how many of them are gone
  Change change = Change::none;     // of the file
};

struct Report {
  ToolInfo tool;
  std::string date;
  std::vector<HostReport> hosts;
  std::vector<RunReport> runs;
  std::vector<UnappliedFix> unapplied;
  std::vector<RefusedPlan> refused;
  std::vector<text::Error> errors;  // what belongs to no host (a missing path, a bad site file)
  std::optional<BaselineReport> baseline;
  Summary summary;
};

}  // namespace shirlint::lint
