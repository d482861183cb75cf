// The attributes of one start tag: their syntax, namespace declarations and duplicates.
//
// Rule source: XmlTextReaderImpl.ParseAttributes and what it calls, .NET Framework reference
// source.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "xml/namespaces.h"
#include "xml/scanner.h"

namespace shirlint::xml {

/// Kept by the reader from tag to tag, so that its memory is allocated once.
class Attributes {
 public:
  enum class End : std::uint8_t { tag, empty_tag, cut_off, too_many };

  /// Reads from the white space behind the element's name to the end of the tag, and declares the
  /// namespaces found for the element at `depth`. `cut_off`: the text ends in the tag.
  End parse(Scanner& in, Namespaces& namespaces, std::uint32_t depth, std::uint32_t limit);
  /// To where .NET has counted lines when the text was cut off.
  [[nodiscard]] Counted counted_at_end() const { return counted_at_end_; }
  /// The checks that .NET leaves to the end of the tag: prefixes, then duplicates.
  void check(const Scanner& in, const Namespaces& namespaces);

 private:
  struct Attribute {
    Scanner::Name name;
    std::string_view uri;
    std::size_t name_at = 0;
    std::size_t value_at = 0;
    std::size_t value_end = 0;
  };

  static void value(Scanner& in, char quote);
  const Attribute& attribute(Scanner& in);
  static void check_name(const Scanner& in, const Attribute& attribute, Namespaces& namespaces,
                         std::uint32_t depth);
  static void declaration(const Scanner& in, const Attribute& attribute, Namespaces& namespaces,
                          std::uint32_t depth);
  static void check_declaration(const Scanner& in, const Attribute& attribute,
                                std::string_view prefix, std::string_view uri);
  static void check_space(const Scanner& in, const Attribute& attribute);
  void check_duplicates(const Scanner& in);

  std::vector<Attribute> attributes_;
  Counted counted_at_end_;
};

}  // namespace shirlint::xml
