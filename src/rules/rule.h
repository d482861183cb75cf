// A rule as a value. Rules of the built-in pack live in static tables made at build time, rules of
// a `--rules` folder in a `RulePack`; both look the same from here on.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "rules/premise.h"
#include "xml/placement.h"

namespace shirlint::rules {

enum class Severity : std::uint8_t { info, warning, error };
/// How sure the statement is: Microsoft's documentation, Microsoft's source, users' reports, or
/// ours.
enum class Evidence : std::uint8_t { documented, source, reported, inferred };
enum class Scope : std::uint8_t { config, host, group, script };
/// preview: asked only when selected by its code; deprecated: asked, and a warning when selected
/// so.
enum class Status : std::uint8_t { stable, preview, deprecated };
/// Ordered: a fix applies where its applicability is at least what was asked for.
enum class Applicability : std::uint8_t { manual, unsafe, safe };

/// The closed set of operations; `docs` of each are in the rule-file schema.
enum class Operation : std::uint8_t {
  set_attribute,
  rename_attribute,
  remove_attribute,
  insert_element,
  remove_element,
  move_element,
  wrap_elements,
  rename_element,
  replace_value,
  replace_span,
  copy_subtree,
  create_file,
  reencode,
  quote_values,
  escape_ampersands,
  trim_outside_root,
  restore_backup,
  set_environment,
  set_registry,
  delete_registry,
  import_certificate,
  copy_certificate,
  set_hosts_line,
  comment_hosts_line,
  set_service_start,
  start_service,
  command,  // manual only: the exact command is shown, never run
};

enum class LetType : std::uint8_t { node_set, string, number, boolean };

struct Let {
  std::string_view name;
  std::string_view expression;
  LetType type = LetType::string;  // told by the loader, so that a let is compiled only when used
};

/// Items of which more must be known than that they exist.
struct Each {
  std::string_view of;                           // XPath: the items the rule is about
  std::span<const std::string_view> attributes;  // what must be known of each
  std::span<const Premise> premises{};           // without which there are none
};

/// Another severity where the circumstances make it better or worse; the first that holds counts.
struct SeverityWhen {
  Severity severity = Severity::error;
  std::string_view when;  // XPath, `$self` bound
};

struct Related {
  std::string_view select;   // XPath, `$self` bound
  std::string_view message;  // template
};

/// One operation of a fix, for each node of `target` alike.
struct FixStep {
  Operation operation = Operation::command;
  std::string_view target;  // XPath nodes; empty: $self
  std::string_view name;    // template: attribute or element name; else what is to be set, as it is
  std::string_view value;   // template, `$target` bound: new text; for `command` the exact command
  std::string_view to;      // XPath node: where an inserted or moved element goes; empty: `target`
  xml::Placement place = xml::Placement::last;  // seen from `to`
  std::string_view type;                        // registry or environment type
};

/// All its steps are made together, seen from the file as it is, or none.
struct Fix : FixStep {
  Applicability applicability = Applicability::manual;  // the most it may be
  std::string_view title;                               // template
  std::string_view when;                                // XPath, `$self` bound; empty: always
  std::span<const FixStep> then;                        // the further steps
};

enum class Verdict : std::uint8_t { bad, good, unknown };

struct File {
  std::string_view role;
  std::string_view text;
};

/// One host of an example about a group.
struct Node {
  std::span<const File> configs;
  std::string_view host;  // host.toml
};

struct Example {
  Verdict verdict = Verdict::bad;
  std::string_view name;
  std::span<const File> configs;  // the first one is judged; the others are its siblings
  std::string_view host;          // host.toml
  std::string_view site;          // shirlint.toml
  std::string_view baseline;      // JSON: what it remembers of the host; empty: no --baseline
  std::string_view date;          // "2026-11-22"
  std::string_view marks;         // the exact text that the finding marks
  std::string_view message;       // a part of the message that must be there
  std::string_view fixed;         // the judged file after the fix, byte for byte
  std::string_view actions;       // what the first finding's fix does to the machine, a line each
  std::string_view severity;      // "warning": the finding's severity; empty: any
  std::string_view fix;           // what the first finding's fix is, or "none"; empty: any
  bool live = false;              // leftover tokens are values
  bool alone = false;             // given by name: what its folder holds besides is not known
  std::uint16_t findings = 1;     // how many, for `bad`
  std::span<const Node> nodes;    // of a rule about a group, instead of `configs` and `host`
  std::string_view backup;        // shirlint's own of the judged file; empty: it has none
  File script{};                  // of a rule about scripts: its file's name, and its text
};

struct Rule {
  std::string_view code;
  std::string_view name;
  std::string_view title;
  Scope scope = Scope::config;
  Severity severity = Severity::error;
  Evidence evidence = Evidence::inferred;
  std::span<const std::string_view> roles;     // empty: every role
  std::span<const std::string_view> products;  // empty: every product
  bool fragments = true;   // also asked of fragments (false for rules about whole files)
  bool malformed = false;  // also asked of a file that .NET's reader refuses ($net is there)
  std::span<const std::string_view> sources;
  std::string_view why;      // why it matters
  std::string_view symptom;  // what the operator will see
  std::string_view remedy;   // what to do

  std::span<const Let> lets;
  std::string_view select;
  std::string_view when;
  std::string_view message;
  std::span<const std::string_view> needs;           // facts without which it is not judged
  std::span<const std::string_view> needs_for_pass;  // facts without which it is not passed
  std::span<const Each> each;
  std::span<const SeverityWhen> severity_when;
  std::span<const Related> related;
  std::span<const Fix> fixes;
  std::span<const Example> examples;
  std::string_view file;  // "proxy/address-without-scheme.toml"
  Status status = Status::stable;
  /// The code whose rule reports this too. Such a rule is listed and explained, never asked; who
  /// selects, ignores or weighs it means the other one.
  std::string_view redirect;
  /// Without which `select` and `when` find nothing.
  std::span<const Premise> premises;
};

[[nodiscard]] std::string_view to_text(Severity value);
[[nodiscard]] std::string_view to_text(Evidence value);
[[nodiscard]] std::string_view to_text(Scope value);
[[nodiscard]] std::string_view to_text(Status value);
[[nodiscard]] std::string_view to_text(Applicability value);  // "manual", "unsafe", "safe"
[[nodiscard]] std::string_view to_text(Operation value);      // "set-attribute"
[[nodiscard]] std::string_view to_text(Verdict value);
[[nodiscard]] std::string_view to_text(xml::Placement value);  // "last", "first", ...
/// Does it change, or make, a config file, and is no action on the machine?
[[nodiscard]] bool edits_config(Operation operation);

}  // namespace shirlint::rules
