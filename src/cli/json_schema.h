// The words that our JSON Schemas (draft 2020-12) are put together from: each gives the text of one
// schema.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace shirlint::cli::words {

/// `"name": {...}` of one property.
struct Property {
  std::string name;
  std::string type;  // the schema behind the name
};

[[nodiscard]] std::string text(std::string_view meaning);
[[nodiscard]] std::string integer(std::string_view meaning);
[[nodiscard]] std::string flag(std::string_view meaning);
[[nodiscard]] std::string texts(std::string_view meaning);
[[nodiscard]] std::string texts_by_name(std::string_view meaning);
[[nodiscard]] std::string choice(const std::vector<std::string_view>& values,
                                 std::string_view meaning);
[[nodiscard]] std::string list_of(const std::string& item);
/// `open`: further names are allowed, as in output that later versions add to.
[[nodiscard]] std::string object(const std::vector<Property>& properties,
                                 const std::vector<std::string_view>& required, bool open = false);
/// The whole document made of an object's schema; `more` is further members, each with a comma.
[[nodiscard]] std::string document(std::string_view title, const std::string& object,
                                   std::string_view more = {});

}  // namespace shirlint::cli::words
