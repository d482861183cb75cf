// Random XPath queries: by the grammar, as token soup, and damaged ones.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <random>
#include <string>
#include <utility>

#include "rules/xpath_types.h"

namespace shirlint::rules::xpath_test {

/// In the order of the list: operands of `+` are evaluated in an order that compilers choose, and
/// the same seed has to give the same queries with each of them.
inline std::string joined(std::initializer_list<std::string> parts) {
  std::string text;
  for (const std::string& part : parts) text += part;
  return text;
}

class Generator {
 public:
  explicit Generator(std::uint32_t seed) : random_(seed) {}

  unsigned below(std::size_t count) {
    return static_cast<unsigned>(random_() % static_cast<std::uint32_t>(count));
  }

  template <std::size_t N>
  std::string pick(const std::array<const char*, N>& from) {
    return from.at(below(N));
  }

  std::string blank() { return below(5) == 0 ? pick(blanks) : ""; }

  std::string expression(unsigned depth) {
    if (depth == 0) return below(4) == 0 ? primary(0) : path(0);
    const unsigned less = depth - 1;
    switch (below(9)) {
      case 0:
      case 1:
        return joined({expression(less), " ", pick(word_operators), " ", expression(less)});
      case 2:
      case 3:
        return joined({expression(less), " ", pick(operators), blank(), expression(less)});
      case 4:
        return joined({"-", blank(), expression(less)});
      case 5:
        return joined({node_set(less), blank(), "|", blank(), node_set(less)});
      case 6:
        return primary(depth);
      default:
        return node_set(depth);
    }
  }

  /// Nearly always of type node-set.
  std::string node_set(unsigned depth) {
    const unsigned half = depth / 2;
    switch (below(8)) {
      case 0:
        return joined({"(", node_set(half), "|", node_set(half), ")", predicates(depth)});
      case 1:
        return joined({"$n", predicates(depth), separator(), relative(depth)});
      case 2:
        return joined(
            {primary(depth), predicates(depth), below(2) == 0 ? "/" + relative(depth) : ""});
      default:
        return path(depth);
    }
  }

  /// Tokens in any order.
  std::string soup() {
    std::string text;
    for (unsigned i = below(9) + 1; i > 0; --i) text += joined({pick(tokens), blank()});
    return text;
  }

  /// A query with one to three characters taken out, doubled, swapped or put in.
  std::string damaged(std::string text) {
    for (unsigned i = below(3) + 1; i > 0 && !text.empty(); --i) {
      const std::size_t at = below(text.size());
      switch (below(4)) {
        case 0:
          text.erase(at, 1);
          break;
        case 1:
          text.insert(at, 1, text[at]);
          break;
        case 2:
          std::swap(text[at], text[below(text.size())]);
          break;
        default:
          text.insert(at, pick(tokens));
      }
    }
    return text;
  }

 private:
  std::string path(unsigned depth) {
    switch (below(8)) {
      case 0:
        return "/" + (below(3) == 0 ? std::string() : relative(depth));
      case 1:
        return "//" + relative(depth);
      default:
        return relative(depth);
    }
  }

  std::string separator() { return joined({blank(), below(4) == 0 ? "//" : "/", blank()}); }

  std::string relative(unsigned depth) {
    std::string text = step(depth);
    while (below(2) == 0) text += joined({separator(), step(depth)});
    return text;
  }

  std::string step(unsigned depth) {
    switch (below(8)) {
      case 0:
        return ".";
      case 1:
        return "..";
      case 2:
        return joined({"@", blank(), pick(names), predicates(depth)});
      case 3:
        return joined({pick(axes), blank(), "::", blank(), pick(tests), predicates(depth)});
      default:
        return joined({pick(tests), predicates(depth)});
    }
  }

  std::string predicates(unsigned depth) {
    std::string text;
    while (depth > 0 && below(4) == 0)
      text += joined({"[", blank(), expression(depth - 1), blank(), "]"});
    return text;
  }

  std::string primary(unsigned depth) {
    switch (below(6)) {
      case 0:
        return pick(variables);
      case 1:
        return pick(literals);
      case 2:
        return pick(numbers);
      case 3:
        return depth == 0 ? "(a)" : joined({"(", blank(), expression(depth - 1), ")"});
      default:
        return call(depth);
    }
  }

  std::string call(unsigned depth) {
    const auto table = rules::xpath::core_functions();
    const rules::xpath::Function& function = table[below(table.size())];
    std::string text = joined({std::string(function.name), blank(), "(", blank()});
    std::size_t arity = function.min_arguments;
    if (arity < function.max_arguments && below(2) == 0) ++arity;
    if (below(20) == 0) ++arity;
    for (std::size_t i = 0; i < arity; ++i) {
      if (i > 0) text.append(",").append(blank());
      text += function.needs_node_set ? node_set(depth / 2) : expression(depth / 2);
    }
    return text + ")";
  }

  static constexpr std::array<const char*, 4> blanks = {" ", "  ", "\n\t", " \r\n"};
  static constexpr std::array<const char*, 4> word_operators = {"and", "or", "div", "mod"};
  static constexpr std::array<const char*, 9> operators = {"=",  "!=", "<",  "<=", ">",
                                                           ">=", "+",  "- ", "*"};
  static constexpr std::array<const char*, 8> names = {"a", "b", "c", "k", "and", "*", "x:a", "id"};
  static constexpr std::array<const char*, 12> tests = {"a",
                                                        "b",
                                                        "c",
                                                        "and",
                                                        "*",
                                                        "x:*",
                                                        "x:a",
                                                        "node()",
                                                        "text()",
                                                        "comment( )",
                                                        "processing-instruction()",
                                                        "processing-instruction('p')"};
  static constexpr std::array<const char*, 13> axes = {
      "ancestor",  "ancestor-or-self",  "attribute", "child",  "descendant", "descendant-or-self",
      "following", "following-sibling", "namespace", "parent", "preceding",  "preceding-sibling",
      "self"};
  static constexpr std::array<const char*, 6> variables = {"$n", "$n", "$s", "$d", "$t", "$other"};
  static constexpr std::array<const char*, 5> literals = {"'x'", "\"y\"", "''", "'a\"b'", "\"[\""};
  static constexpr std::array<const char*, 5> numbers = {"0", "1", "2.5", ".5", "3."};
  static constexpr std::array<const char*, 60> tokens = {
      "/",   "//",   "[",      "]",      "(",     ")",      "@",        "::",    ".",        "..",
      "*",   "|",    "+",      "-",      "=",     "!=",     "<",        "<=",    ">",        ">=",
      ",",   "and",  "or",     "div",    "mod",   "a",      "b",        "k",     "x:a",      "x:*",
      "$n",  "$s",   "$d",     "$t",     "'x'",   "\"y\"",  "1",        "2.5",   ".5",       "3.",
      "id(", "not(", "count(", "text()", "node(", "last()", "self",     "child", "parent::", "true",
      " ",   "\n",   "'",      "$",      ":",     "!",      "\xc3\xa9", "7x",    "a-b",      "_.1"};

  std::mt19937 random_;
};

}  // namespace shirlint::rules::xpath_test
