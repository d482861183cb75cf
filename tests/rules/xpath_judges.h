// A query as pugixml judges it, and as we do.
#pragma once

#include <optional>
#include <pugixml.hpp>
#include <set>
#include <string>
#include <string_view>

#include "rules/xpath_syntax.h"
#include "rules/xpath_types.h"

namespace shirlint::rules::xpath_test {

constexpr std::string_view document_text =
    "<a><b id='1' k='x'><c>t</c><b><c k='x'/></b></b><c k='y'><!--n--><a><b/></a></c>"
    "<and k='1'>5</and></a>";

/// A query's type as each side sees it; nothing when it is refused.
using Verdict = std::optional<xpath::ValueType>;

class Pugixml {
 public:
  Pugixml() {
    document_.load_buffer(document_text.data(), document_text.size());
    variables_.set("n", document_.select_nodes("/a/b"));
    variables_.set("s", "text");
    variables_.set("d", 3.0);
    variables_.set("t", true);
  }

  Verdict verdict(const std::string& query) {
    try {
      const pugi::xpath_query compiled(query.c_str(), &variables_);
      switch (compiled.return_type()) {
        case pugi::xpath_type_node_set:
          return xpath::ValueType::node_set;
        case pugi::xpath_type_number:
          return xpath::ValueType::number;
        case pugi::xpath_type_string:
          return xpath::ValueType::string;
        default:
          return xpath::ValueType::boolean;
      }
    } catch (const pugi::xpath_exception&) {
      return std::nullopt;
    }
  }

  /// The value as a string, from a context node in the middle of the document.
  std::string value(const std::string& query) {
    const pugi::xpath_query compiled(query.c_str(), &variables_);
    return compiled.evaluate_string(document_.child("a").first_child());
  }

  std::set<pugi::xpath_node> nodes(const std::string& query) {
    const pugi::xpath_query compiled(query.c_str(), &variables_);
    const pugi::xpath_node_set found =
        compiled.evaluate_node_set(document_.child("a").first_child());
    return {found.begin(), found.end()};
  }

 private:
  pugi::xml_document document_;
  pugi::xpath_variable_set variables_;
};

inline std::optional<xpath::ValueType> variable_type(std::string_view name) {
  if (name == "n") return xpath::ValueType::node_set;
  if (name == "s") return xpath::ValueType::string;
  if (name == "d") return xpath::ValueType::number;
  if (name == "t") return xpath::ValueType::boolean;
  return std::nullopt;
}

inline Verdict our_verdict(const std::string& query) {
  const auto ast = xpath::parse(query);
  if (!ast || xpath::check(*ast, variable_type)) return std::nullopt;
  return xpath::result_type(*ast, variable_type);
}

}  // namespace shirlint::rules::xpath_test
