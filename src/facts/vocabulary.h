// Every name a rule may ask for, with its meaning and where it comes from. The rule loader's step
// check, `rules tree`, the rule-file schema and docs/trees.md are made from these tables.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace shirlint::facts {

enum class TermType : unsigned char { element, text, integer, boolean, choice, date };

struct Term {
  std::string_view path;  // "net/error", "net/error/@cause", "host/certificate/@days-left"
  TermType type = TermType::text;
  std::string_view choices;  // "a|b|c" for TermType::choice
  std::string_view source;   // "host.toml: certificate.not_after", ".NET", "derived"
  std::string_view meaning;
};

inline constexpr std::string_view source_net = ".NET";  // what the framework itself would say or do
inline constexpr std::string_view source_derived = "derived";

// One table a tree; each in its own file, vocabulary_<tree>.cpp. Parents stand before children.
[[nodiscard]] std::span<const Term> net_terms();
[[nodiscard]] std::span<const Term> host_terms();
[[nodiscard]] std::span<const Term> site_terms();
[[nodiscard]] std::span<const Term> group_terms();  // for rules of scope `group` only
[[nodiscard]] std::span<const Term> data_terms();
[[nodiscard]] std::span<const Term> baseline_terms();
[[nodiscard]] std::span<const Term> script_terms();  // for rules of scope `script` only

/// The term at `path` ("host/certificate/@store"), or nullptr.
[[nodiscard]] const Term* find_term(std::string_view path);
/// The known name under `parent_path` nearest to `name` ("did you mean"), or empty.
[[nodiscard]] std::string nearest_term(std::string_view parent_path, std::string_view name);

}  // namespace shirlint::facts
