// What a query uses (variables, functions) and what type it has; the checks that need types.
//
// Rule source: XPath 1.0 section 4 (core functions), as pugixml 1.13 has them. pugixml settles
// types when it compiles, so a query that mixes them up is refused there and here alike.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/xpath_syntax.h"

namespace shirlint::rules::xpath {

enum class ValueType : std::uint8_t { node_set, string, number, boolean };

/// The type of a variable by its name without `$`; nothing when there is no such variable.
using VariableTypes = std::function<std::optional<ValueType>(std::string_view)>;

struct Function {
  static constexpr std::size_t no_limit = 255;

  std::string_view name;
  std::size_t min_arguments = 0;
  std::size_t max_arguments = 0;
  ValueType result = ValueType::string;
  bool needs_node_set = false;  // the argument, where there is one, must be a node-set
};

/// All 27 functions of XPath 1.0, by name. pugixml has every one; its id() never finds anything.
[[nodiscard]] std::span<const Function> core_functions();
/// nullptr when there is none of that name.
[[nodiscard]] const Function* find_function(std::string_view name);

struct VariableUse {
  std::string name;  // without `$`
  text::Span span;   // with it
};

struct FunctionUse {
  std::string name;
  std::size_t arity = 0;
  text::Span name_span;
  text::Span span;  // the whole call
};

/// Every use, in the order of the query; a name used twice is there twice.
[[nodiscard]] std::vector<VariableUse> variables(const Ast& ast);
[[nodiscard]] std::vector<FunctionUse> functions(const Ast& ast);

/// Nothing when it hangs on a variable or function that does not exist.
[[nodiscard]] std::optional<ValueType> result_type(const Ast& ast, const VariableTypes& types);
/// The same for every node, by NodeId; nothing too for nodes that have no value (root, step,
/// predicate).
[[nodiscard]] std::vector<std::optional<ValueType>> node_types(const Ast& ast,
                                                               const VariableTypes& types);

/// The first thing that pugixml would refuse in a query that `parse` accepts: an unknown variable
/// or function, a wrong number of arguments, something other than a node-set where one is needed.
[[nodiscard]] std::optional<SyntaxError> check(const Ast& ast, const VariableTypes& types);

}  // namespace shirlint::rules::xpath
