// Deployment tokens that a release pipeline replaces: #{x}#, ${x}, $(x), __x__, {{ x }} and a
// site's own patterns. Contract: "Input" - a value that holds one is unknown.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace shirlint::text {

enum class DeploymentTokenStyle : std::uint8_t {
  octopus,       // #{x}# (or #{x})
  dollar_brace,  // ${x}
  dollar_paren,  // $(x)
  underscores,   // __x__
  mustache,      // {{ x }}
  site,          // a prefix and a suffix of the site file
};

/// "octopus", "dollar-brace", "dollar-paren", "underscores", "mustache", "site".
[[nodiscard]] std::string_view to_text(DeploymentTokenStyle style);

/// A site's own token: what stands before and after the name; both not empty.
struct DeploymentTokenPattern {
  std::string prefix;
  std::string suffix;
};

struct DeploymentToken {
  DeploymentTokenStyle style = DeploymentTokenStyle::octopus;
  Span span;         // the whole token, offsets into the searched text
  std::string name;  // what stands between the marks, without blanks around it
};

class DeploymentTokenFinder {
 public:
  DeploymentTokenFinder() = default;
  explicit DeploymentTokenFinder(std::vector<DeploymentTokenPattern> site_patterns);

  /// The first token in `text` that begins at or after `from`.
  [[nodiscard]] std::optional<DeploymentToken> find(std::string_view text,
                                                    std::size_t from = 0) const;
  [[nodiscard]] bool any(std::string_view text) const { return find(text).has_value(); }

 private:
  std::vector<DeploymentTokenPattern> site_patterns_;
};

}  // namespace shirlint::text
