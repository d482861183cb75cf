// What a check found, as values: everything a report format may show, nothing left to compute.
// Strings may still hold secrets; masking is the sink's work (`report/sink.h`), so that no format
// can forget it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "rules/rule.h"
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
  std::string bytes{};    // what is written, in the file's encoding; never for a report
};

/// What a fix would do to the machine, or the exact command for a person.
struct Action {
  std::string kind;    // an Operation's name
  std::string target;  // variable, registry path, service, ...
  std::string value;
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
};

struct FileReport {
  std::string path, role, sha256;
};

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
};

struct Summary {
  std::uint64_t hosts = 0, files = 0, error = 0, warning = 0, info = 0, unknown = 0, suppressed = 0,
                fixed = 0, fixable = 0;
};

/// Adds one host's counts.
void count(Summary& summary, const HostReport& host);

struct ToolInfo {
  std::string version;
  std::size_t rules = 0;
};

/// A fix that was wanted and not applied.
struct UnappliedFix {
  std::string code;
  Location location;
  std::string reason;  // a sentence without a full stop
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
  std::vector<std::string> restart;  // services
  std::vector<std::string> proof;    // what was shown before the first write
};

struct Report {
  ToolInfo tool;
  std::string date;
  std::vector<HostReport> hosts;
  std::vector<RunReport> runs;
  std::vector<UnappliedFix> unapplied;
  std::vector<text::Error> errors;  // what belongs to no host (a missing path, a bad site file)
  Summary summary;
};

}  // namespace shirlint::lint
