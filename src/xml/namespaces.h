// The namespace prefixes in force while elements open and close.
//
// Rule source: XmlNamespaceManager and XmlTextReaderImpl of the .NET Framework reference source.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace shirlint::xml {

inline constexpr std::string_view xml_namespace = "http://www.w3.org/XML/1998/namespace";
inline constexpr std::string_view xmlns_namespace = "http://www.w3.org/2000/xmlns/";

class Namespaces {
 public:
  /// Declares a prefix for the element at `depth`. `prefix` must stay valid. Twice at one depth:
  /// the later one counts, and duplicate attributes are somebody else's fault.
  void declare(std::string_view prefix, std::string uri, std::uint32_t depth);
  /// Forgets what was declared at `depth` or deeper.
  void leave(std::uint32_t depth);
  /// Nothing for a prefix that is not declared. "xml" and "xmlns" always are.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view prefix) const;

 private:
  struct Declaration {
    std::string uri;
    std::uint32_t depth = 0;
  };
  std::unordered_map<std::string_view, std::vector<Declaration>> by_prefix_;
  std::vector<std::pair<std::string_view, std::uint32_t>> order_;
};

}  // namespace shirlint::xml
