#include <initializer_list>
#include <string_view>

#include "xml/dtd_declarations.h"

namespace shirlint::xml {
namespace {

constexpr const char* invalid_type = "'' is an invalid attribute type.";
constexpr const char* expected_type = "Expecting an attribute type.";

class AttributeList {
 public:
  explicit AttributeList(DtdInput& input) : input_(input) {}

  void run() {
    token(true);
    input_.name(true);
    bool last_is_space = false;
    bool last_is_enumeration = false;
    Scanner::Place last_place{0, 0};
    for (;;) {
      token(false);
      if (next() == '>') break;
      if (!input_.space_seen()) input_.fail_expected_space(input_.in().at);
      last_place = input_.in().next_place(input_.in().at);
      last_is_space = input_.name(true) == "xml:space";
      token(true);
      last_is_enumeration = next() == '(';
      attribute_type();
      attribute_default();
    }
    pass(1);
    // .NET looks at the last attribute of the list only.
    if (last_is_space && !last_is_enumeration) {
      input_.in().fail_at_place("Enumeration data type required.", input_.in().at, last_place);
    }
  }

 private:
  void token(bool needs_space) { input_.next_token(needs_space); }
  [[nodiscard]] char next(std::size_t ahead = 0) { return input_.peek(ahead); }
  void pass(std::size_t count) { input_.in().at += count; }

  void attribute_type() {
    switch (next()) {
      case '(':
        pass(1);
        enumeration(false);
        return;
      case 'C':
        input_.keyword("CDATA", "Invalid attribute type.");
        return;
      case 'E':
        input_.need(9, true);
        one_of({"ENTITIES", "ENTITY"});
        return;
      case 'I':
        input_.need(6, true);
        one_of({"IDREFS", "IDREF", "ID"});
        return;
      case 'N':
        if (!input_.in_entity()) input_.need(8, true);
        if (one_of({"NOTATION", "NMTOKENS", "NMTOKEN"}) != 0) return;
        token(true);
        if (next() != '(') input_.fail_unexpected("(");
        pass(1);
        enumeration(true);
        return;
      default:
        input_.fail(invalid_type);
    }
  }

  std::size_t one_of(std::initializer_list<std::string_view> keywords) {
    std::size_t index = 0;
    for (const std::string_view keyword : keywords) {
      const bool reference = keyword == "ID" && next(2) == 'R';  // then it must be IDREF
      if (!reference && input_.at_keyword(keyword)) {
        pass(keyword.size());
        return index;
      }
      ++index;
    }
    input_.fail(invalid_type);
  }

  void enumeration(bool of_names) {
    for (;;) {
      token(false);
      if (of_names) {
        input_.name(false);
      } else {
        input_.name_token();
      }
      token(false);
      if (next() != ')' && next() != '|') input_.fail_unexpected(bracket_or_bar);
      pass(1);
      if (input_.in().text()[input_.in().at - 1] == ')') return;
    }
  }

  void attribute_default() {
    token(true);
    if (is_quote(next())) {
      input_.literal(Literal::attribute_value);
      return;
    }
    if (next() != '#') input_.fail(expected_type);
    input_.need(6, true);
    if (next(1) == 'R') {
      input_.keyword("#REQUIRED", expected_type);
    } else if (next(1) == 'I') {
      input_.keyword("#IMPLIED", expected_type);
    } else {
      input_.keyword("#FIXED", expected_type);
      token(true);
      if (!is_quote(next())) input_.fail_unexpected(either_quote);
      input_.literal(Literal::attribute_value);
    }
  }

  DtdInput& input_;
};

}  // namespace

void pass_attribute_list(DtdInput& input) { AttributeList(input).run(); }

}  // namespace shirlint::xml
