#include "xml/dtd.h"

#include <string>
#include <string_view>
#include <utility>

#include "xml/dtd_declarations.h"
#include "xml/dtd_input.h"

namespace shirlint::xml {
namespace {

constexpr const char* expected_markup = "Expected DTD markup was not found.";
constexpr const char* expected_external = "Expecting external ID, '[' or '>'.";

/// XML 1.0, production 13.
bool is_public_id_character(char c) {
  constexpr std::string_view others = " \r\n-'()+,./:=?;!*#@$_%";
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         others.find(c) != std::string_view::npos;
}

enum class Identified : std::uint8_t { doctype, entity, notation };

class DtdReader {
 public:
  explicit DtdReader(Scanner& document) : input_(document) {}

  void doctype() {
    token(false);
    input_.name(true);
    token(false);
    const bool identified = next() == 'P' || next() == 'S';
    if (identified) {
      external_id(Identified::doctype);
      token(false);
    }
    if (next() == '[') {
      pass(1);
      subset();
    } else if (next() == '>') {
      pass(1);
    } else {
      input_.fail(identified ? "Expecting an internal subset or the end of the DOCTYPE declaration."
                             : expected_external);
    }
  }

 private:
  void token(bool needs_space) { input_.next_token(needs_space); }
  [[nodiscard]] char next(std::size_t ahead = 0) { return input_.peek(ahead); }
  void pass(std::size_t count) { input_.in().at += count; }

  void subset() {
    for (;;) {
      input_.next_token(false, true);
      if (next() == '<') {
        markup();
      } else if (next() == ']') {
        if (end_of_subset()) return;
      } else {
        input_.fail(expected_markup);
      }
    }
  }

  bool end_of_subset() {
    if (!input_.in_entity()) input_.need(2, false);
    if (next(1) != ']') {
      pass(1);
      input_.closing_bracket();
      return true;
    }
    if (!input_.in_entity()) input_.need(3, false);
    input_.fail(next(2) == '>' ? "']]>' is not expected." : expected_markup);
  }

  void markup() {
    if (next(1) == '?') {
      pass(2);
      input_.in().pass_processing_instruction();
      return;
    }
    if (next(1) != '!') {
      input_.need(2, false);
      input_.fail(expected_markup);
    }
    switch (next(2)) {
      case 'E':
        if (next(3) == 'L') {
          declaration("<!ELEMENT");
          pass_element_declaration(input_);
        } else if (next(3) == 'N') {
          declaration("<!ENTITY");
          entity();
        } else {
          input_.need(4, false);
          input_.fail(expected_markup);
        }
        return;
      case 'A':
        declaration("<!ATTLIST");
        pass_attribute_list(input_);
        return;
      case 'N':
        declaration("<!NOTATION");
        notation();
        return;
      case '[':
        input_.fail("A conditional section is not allowed in an internal subset.");
      case '-':
        comment();
        return;
      default:
        input_.need(3, false);
        input_.fail(expected_markup, input_.in().at + 2);
    }
  }

  void declaration(std::string_view opening) {
    input_.need(opening.size(), false);
    if (!input_.at_keyword(opening)) input_.fail(expected_markup);
    pass(opening.size());
  }

  void comment() {
    if (next(3) != '-') {
      input_.need(4, false);
      input_.fail(expected_markup);
    }
    pass(4);
    try {
      input_.in().pass_section('-', "Comment");
    } catch (const Refusal& refusal) {
      // .NET forgives a comment that its entity cuts off, and goes on where it gave up.
      if (!input_.in_entity() || refusal.message.rfind("Unexpected end", 0) != 0) throw;
      input_.in().at = refusal.offset;
    }
  }

  void entity() {
    token(true);
    const bool is_parameter = next() == '%';
    if (is_parameter) {
      pass(1);
      token(true);
    }
    Entity fresh;
    const std::string name = input_.name(false);
    Entity* known = input_.declare(name, is_parameter);
    Entity& entity = known == nullptr ? fresh : *known;
    token(true);
    if (is_quote(next())) {
      std::string value = input_.literal(Literal::entity_value);
      entity.text = std::move(value);
      entity.place = input_.literal_place();
    } else if (next() == 'P' || next() == 'S') {
      external_id(Identified::entity);
      entity.is_external = true;
      unparsed(entity, is_parameter);
    } else {
      input_.fail("Expecting an external identifier or an entity value.");
    }
    input_.closing_bracket();
  }

  void unparsed(Entity& entity, bool is_parameter) {
    token(false);
    if (next() != 'N') return;
    input_.in().has(input_.in().at, 5);
    if (!input_.at_keyword("NDATA")) return;
    if (is_parameter) {
      input_.fail("'NDATA' is an unexpected token. The expected token is '>'.", input_.in().at + 5);
    }
    if (!input_.space_seen()) {
      input_.fail("'NDATA' is an unexpected token. Expecting white space.");
    }
    pass(5);
    token(true);
    input_.name(false);
    entity.is_unparsed = true;
  }

  void notation() {
    token(true);
    input_.name(false);
    token(true);
    if (next() != 'P' && next() != 'S') {
      input_.fail("Expecting a system identifier or a public identifier.");
    }
    external_id(Identified::notation);
    input_.closing_bracket();
  }

  /// At "SYSTEM" or "PUBLIC", or what begins like it.
  void external_id(Identified what) {
    const bool is_public = next() == 'P';
    input_.in().has(input_.in().at, 6);
    if (!input_.at_keyword(is_public ? "PUBLIC" : "SYSTEM")) input_.fail(expected_external);
    pass(6);
    token(true);
    if (!is_quote(next())) input_.fail_unexpected(either_quote);
    const std::string value = input_.literal(Literal::identifier);
    const std::size_t value_at = input_.in().at - 1 - value.size();
    if (!is_public) {
      check_system_id(value, value_at);
      return;
    }
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (is_public_id_character(value[i])) continue;
      const Scanner& in = input_.in();
      in.fail_counted(in.invalid_character_message(value_at + i), value_at + i, {in.at, in.at});
    }
    token(false);
    if (is_quote(next())) {
      const std::string quote(1, next());
      const bool spaced = input_.space_seen();
      input_.literal(Literal::identifier);
      if (!spaced) {
        input_.in().fail_at_place("'" + quote + "' is an unexpected token. Expecting white space.",
                                  input_.in().at, input_.literal_place());
      }
    } else if (what != Identified::notation) {
      input_.fail_unexpected(either_quote);
    }
  }

  void check_system_id(const std::string& value, std::size_t value_at) {
    const std::size_t hash = value.find('#');
    if (hash == std::string::npos) return;
    // .NET counts lines to the end of the literal, but columns back from there.
    const Scanner& in = input_.in();
    in.fail_counted("Fragment identifier '" + value.substr(hash) +
                        "' cannot be part of the system identifier '" + value + "'.",
                    value_at, {in.at, in.at});
  }

  DtdInput input_;
};

}  // namespace

void pass_doctype(Scanner& in) {
  try {
    DtdReader(in).doctype();
  } catch (Refusal& refusal) {
    if (refusal.in_entity) refusal.offset = in.at;
    throw;
  }
}

}  // namespace shirlint::xml
