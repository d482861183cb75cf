// A host's state as `host.toml` (or, later, a live collector) tells it: records of typed values,
// each with its place, and what is known to be complete, absent or unreadable.
// Contract: "Snapshot (host.toml)"; lists and tables are open unless [coverage] closes them.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "text/error.h"
#include "text/source.h"
#include "text/span.h"

namespace shirlint::state {

/// Date-times are kept as the RFC 3339 text that TOML had; `text/date.h` computes with them.
using Datum = std::variant<std::string, std::int64_t, bool, std::vector<std::string>>;

struct Value {
  std::string_view key;  // snake_case, a key of the schema (static storage)
  Datum data;
  text::Span at;  // the value in host.toml; empty when live
};

/// One table, one item of a list, one environment variable, one registry value or key, one hosts
/// line. Keys of `values` are those of the schema, but for
///   environment.*  "value" (string) and "type" ("REG_SZ", "REG_EXPAND_SZ")
///   registry       "value" (integer, string, list) and "type"; none for a key (path ends in "\")
///   hosts.line     "text" (string); the table [hosts] itself is a record of its own
///   config         "redactions" as texts "start-end"
struct Record {
  std::string_view table;  // "os", "certificate", "environment.machine", "registry", ... (static)
  /// Variable as written; registry path with the hive's short name; "STORE.THUMBPRINT"; the name,
  /// path, host, home, port or role of other items; a hosts line's number; else empty.
  std::string name;
  std::vector<Value> values;
  bool present = true;  // false: looked for and not there
  text::Span at;

  [[nodiscard]] const Value* find(std::string_view key) const;
  [[nodiscard]] std::string_view text(std::string_view key) const;  // "" when unknown or no string
};

enum class Knowledge : std::uint8_t { known, absent, unknown };

struct Known {
  Knowledge state = Knowledge::unknown;
  std::string reason;  // for unknown: "not in the snapshot", "denied: needs administrator rights"
};

class Snapshot {
 public:
  /// Reads a `host.toml`. An unknown key is an error with "did you mean" in a hand-written file
  /// and a warning in one that a tool wrote (`tool` is set); all that is wrong is returned at once.
  struct Loaded;
  static Loaded parse(std::string bytes, const std::string& file);

  text::Source source;
  std::string schema, tool, name, collected, product, group;
  std::vector<Record> records;  // in the order of the schema, then of the file
  std::map<std::string, std::string, std::less<>>
      coverage;  // "certificate.LocalMachine/Root" -> "complete"

  /// `key` is a fact in host.toml's own words:
  ///   "os.build", "runtime.version", "proxy.account.server"   a scalar
  ///   "certificate.LocalMachine/Root", "java", "software"       a whole list
  ///   "environment.machine.JAVA_HOME"                          a variable (case does not matter)
  ///   "registry.HKLM\SOFTWARE\..."                             a value or a key (trailing "\")
  ///   "service.DIAHostService", "service.DIAHostService.state" an item, a fact of an item
  ///   "hosts.lines", "file.PATH.modified", "config.diawp"
  ///   "certificate.LocalMachine/Root.THUMBPRINT", and so on for the items of every list
  /// A whole list is known only when [coverage] says that it is complete, and then absent when
  /// nothing is in it. A registry key's coverage speaks of its own values and subkeys.
  [[nodiscard]] Known known(std::string_view key) const;
  [[nodiscard]] std::vector<const Record*> all(std::string_view table) const;
  /// The first record of the table, or the one called `item` (letter case does not matter).
  [[nodiscard]] const Record* only(std::string_view table, std::string_view item = {}) const;
};

struct Snapshot::Loaded {
  std::vector<text::Error> errors;  // not empty: `snapshot` must not be used
  std::vector<text::Error> warnings;
  Snapshot snapshot;
};

}  // namespace shirlint::state
