#include <vector>

#include "xml/dtd_declarations.h"

namespace shirlint::xml {
namespace {

constexpr const char* invalid_model = "Invalid content model.";

class ElementDeclaration {
 public:
  explicit ElementDeclaration(DtdInput& input) : input_(input) {}

  void run() {
    token(true);
    input_.name(true);
    token(true);
    switch (next()) {
      case '(':
        pass(1);
        content_model();
        return;
      case 'E':
        input_.keyword("EMPTY", invalid_model);
        break;
      case 'A':
        input_.keyword("ANY", invalid_model);
        break;
      default:
        input_.fail(invalid_model);
    }
    input_.closing_bracket();
  }

 private:
  void token(bool needs_space) { input_.next_token(needs_space); }
  [[nodiscard]] char next(std::size_t ahead = 0) { return input_.peek(ahead); }
  void pass(std::size_t count) { input_.in().at += count; }

  void content_model() {
    token(false);
    if (next() != '#') {
      children();
      return;
    }
    input_.need(7, true);
    if (!input_.at_keyword("#PCDATA")) input_.fail("Expecting 'PCDATA'.", input_.in().at + 1);
    pass(7);
    mixed();
  }

  void mixed() {
    bool has_names = false;
    for (token(false); next() == '|'; token(false)) {
      has_names = true;
      pass(1);
      token(false);
      input_.name(true);
    }
    if (next() != ')') input_.fail_unexpected(bracket_or_bar);
    pass(1);
    token(false);
    if (next() == '*' && !input_.space_seen()) {
      pass(1);
    } else if (has_names) {
      input_.fail_unexpected("*");
    }
    input_.closing_bracket();
  }

  /// Element content behind the first "(" to the end of the declaration.
  void children() {
    std::vector<char> separators(1, '\0');  // of each open group
    while (!separators.empty()) {
      token(false);
      if (next() == '(') {
        pass(1);
        separators.push_back('\0');
        continue;
      }
      if (next() == '>') {
        pass(1);
        input_.fail(invalid_model);
      }
      input_.name(true);
      separator(separators);
    }
    end_of_model();
  }

  /// Behind a particle: how often it may stand, then "," or "|", or the ends of groups.
  void separator(std::vector<char>& separators) {
    for (;;) {
      token(false);
      if (next() == '*' || next() == '?' || next() == '+') {
        if (input_.space_seen()) input_.fail("White space not allowed before '?', '*', or '+'.");
        pass(1);
      }
      if (separators.empty()) return;
      token(false);
      const char c = next();
      if (c != ',' && c != '|' && c != ')' && c != '>') {
        input_.fail("Expecting '?', '*', or '+'.");
      }
      pass(1);
      if (c == '>') input_.fail(invalid_model);
      if (c != ')') {
        const char other = c == ',' ? '|' : ',';
        if (separators.back() == other) input_.fail(invalid_model);
        separators.back() = c;
        return;
      }
      separators.pop_back();
    }
  }

  void end_of_model() {
    token(false);
    const char c = next();
    if (c != ',' && c != '|' && c != ')' && c != '>') input_.fail("Expecting '?', '*', or '+'.");
    pass(1);
    if (c != '>') input_.fail_unexpected(">");
  }

  DtdInput& input_;
};

}  // namespace

void pass_element_declaration(DtdInput& input) { ElementDeclaration(input).run(); }

}  // namespace shirlint::xml
