#include "xml/dtd_input.h"

#include "text/encoding.h"
#include "xml/names.h"

namespace shirlint::xml {
namespace {

constexpr const char* incomplete = "Incomplete DTD content.";

/// XmlTextReader's default for MaxCharactersFromEntities.
constexpr std::int64_t most_characters_from_entities = 10'000'000;

}  // namespace

void DtdInput::next_token(bool needs_space, bool in_subset) {
  space_seen_ = false;
  for (;;) {
    Scanner& scanner = in();
    const std::size_t at = scanner.at;
    const char c = scanner.peek(at);
    const bool lone_percent = c == '%' && at + 1 == scanner.size();
    const bool open_line = c == '\r' && at + 1 == scanner.size() && !in_entity();
    if (at == scanner.size() || lone_percent || open_line) {
      scanner.read_past_end(at);
      if (!leave_entity()) fail(incomplete);
      entity_boundary_ = true;
    } else if (c == '\0') {
      scanner.fail_invalid_character(at);
    } else if (is_xml_space(c)) {
      space_seen_ = true;
      ++scanner.at;
    } else if (c == '%' && !is_xml_space(scanner.peek(at + 1))) {
      if (enter_reference(true, in_subset, false)) entity_boundary_ = true;
    } else {
      if (needs_space && !space_seen_ && !entity_boundary_) fail_expected_space(at);
      if (entity_boundary_) space_seen_ = true;
      entity_boundary_ = false;
      return;
    }
  }
}

void DtdInput::need(std::size_t count, bool here) {
  Scanner& scanner = in();
  if (!scanner.has(scanner.at, count)) fail(incomplete, here ? scanner.at : scanner.size());
}

void DtdInput::keyword(std::string_view keyword, const char* message) {
  need(keyword.size(), true);
  if (!at_keyword(keyword)) fail(message);
  in().at += keyword.size();
}

void DtdInput::closing_bracket() {
  next_token(false);
  if (peek() != '>') fail_unexpected(">");
  ++in().at;
}

std::string DtdInput::unexpected(std::size_t offset) {
  // .NET does not look whether it is at the end, and shows the NUL there.
  return offset < in().size() ? in().unexpected_token(offset) : std::string(1, '\0');
}

void DtdInput::fail_unexpected(std::string_view wanted) {
  fail("'" + unexpected(in().at) + "' is an unexpected token. The expected token is '" +
       std::string(wanted) + "'.");
}

void DtdInput::fail_expected_space(std::size_t offset) {
  fail("'" + unexpected(offset) + "' is an unexpected token. Expecting white space.", offset);
}

std::string DtdInput::name(bool qualified) {
  Scanner& scanner = in();
  const std::size_t start = scanner.at;
  std::size_t pos = start;
  bool colon_seen = false;
  bool name_begins = true;
  for (;;) {
    const text::Character character = text::character_at(scanner.text(), pos);
    if (name_begins) {
      const bool fits =
          character.size != 0 && (character.value == ':' || starts_ncname(character.value));
      if (!fits && !scanner.has(pos, 2)) {
        fail("Unexpected end of file while parsing Name has occurred.", pos);
      }
      if (!fits) scanner.fail_bad_name_start(pos);
      name_begins = false;
    } else if (character.value == ':' && character.size != 0) {
      if (qualified && colon_seen) scanner.fail_bad_name(pos);
      colon_seen = true;
      name_begins = qualified;
    } else if (character.size == 0 || !in_ncname(character.value)) {
      break;
    }
    pos += character.size;
  }
  if (pos == scanner.size()) scanner.read_past_end(pos);
  scanner.at = pos;
  return std::string(scanner.text().substr(start, pos - start));
}

void DtdInput::name_token() {
  Scanner& scanner = in();
  const std::size_t start = scanner.at;
  for (;;) {
    const text::Character character = text::character_at(scanner.text(), scanner.at);
    if (character.size == 0) {
      scanner.read_past_end(scanner.at);
      return;
    }
    if (character.value != ':' && !in_ncname(character.value)) break;
    scanner.at += character.size;
  }
  if (scanner.at == start) scanner.fail_bad_name(start);
}

Entity* DtdInput::declare(const std::string& name, bool is_parameter) {
  Entities& entities = is_parameter ? parameter_entities_ : general_entities_;
  const auto [place, is_new] = entities.try_emplace(name);
  if (!is_new) return nullptr;
  place->second.name = name;
  place->second.is_parameter = is_parameter;
  return &place->second;
}

bool DtdInput::leave_entity() {
  if (frames_.empty()) return false;
  frames_.back().entity->is_open = false;
  frames_.pop_back();
  return true;
}

std::string DtdInput::entity_name() {
  std::string found;
  try {
    found = name(false);
  } catch (Refusal& refusal) {
    refusal.message = "An error occurred while parsing EntityName.";
    throw;
  }
  if (peek() != ';') fail_unexpected(";");
  ++in().at;
  return found;
}

/// At the '%' or '&' of a reference; true when its replacement text comes next.
bool DtdInput::enter_reference(bool is_parameter, bool in_subset, bool in_attribute) {
  const std::size_t name_at = ++in().at;
  const std::string name = entity_name();
  if (is_parameter && !in_subset) {
    fail("A parameter entity reference is not allowed in internal markup.", name_at);
  }
  Entity* entity = find(name, is_parameter, true, in_attribute, name_at);
  if (entity == nullptr) return false;
  if (entity->is_external || entity->text.empty()) return false;
  enter(*entity);
  return true;
}

void DtdInput::enter(Entity& entity) {
  if (entity.is_open) {
    fail((entity.is_parameter ? "Parameter entity '" : "General entity '") + entity.name +
         "' references itself.");
  }
  entity.is_open = true;
  frames_.push_back(
      {Scanner(entity.text, entity.place.line, entity.place.position), &entity, ++last_id_});
  characters_from_entities_ += static_cast<std::int64_t>(Scanner::units_in(entity.text));
  if (characters_from_entities_ > most_characters_from_entities) {
    throw Refusal{"The input document has exceeded a limit set by MaxCharactersFromEntities.",
                  0,
                  0,
                  0,
                  FaultCause::not_well_formed,
                  true};
  }
}

Entity* DtdInput::find(const std::string& name, bool is_parameter, bool must_exist,
                       bool in_attribute, std::size_t name_at) {
  Entities& entities = is_parameter ? parameter_entities_ : general_entities_;
  const auto found = entities.find(name);
  if (found == entities.end()) {
    if (must_exist && !is_parameter) {
      fail("Reference to undeclared entity '" + name + "'.", name_at);
    }
    return nullptr;
  }
  Entity& entity = found->second;
  if (entity.is_unparsed) fail("Reference to unparsed entity '" + name + "'.", name_at);
  if (in_attribute && entity.is_external) {
    fail("External entity '" + name + "' reference cannot appear in the attribute value.", name_at);
  }
  return &entity;
}

/// The literal whose opening quote is next. The value of an attribute is only checked.
std::string DtdInput::literal(Literal kind) {
  std::string value;
  literal_place_ = in().next_place(in().at);
  const char quote = peek();
  const std::uint32_t opened_in = entity_id();
  ++in().at;
  for (;;) {
    Scanner& scanner = in();
    const std::size_t at = scanner.at;
    const char c = scanner.peek(at);
    const bool last = at + 1 == scanner.size();
    if (at == scanner.size() ||
        (last && (c == '\r' || (c == '&' && kind != Literal::identifier)))) {
      end_of_literal(kind);
      continue;
    }
    if (c == quote && entity_id() == opened_in) {
      ++scanner.at;
      return value;
    }
    if (c == '<' && kind == Literal::attribute_value) {
      fail("'<', hexadecimal value 0x3C, is an invalid attribute character.");
    }
    if (c == '&' && kind != Literal::identifier) {
      literal_reference(kind, value);
      continue;
    }
    if (c == '%' && kind == Literal::entity_value) {
      enter_reference(true, false, false);
      continue;
    }
    const bool known = is_class(c, plain_value) || is_xml_space(c) || c == '<' || c == '&' ||
                       c == '>' || c == '"' || c == '\'';
    const std::size_t next = known ? at + 1 : scanner.pass_character(at);
    if (next == at) {
      end_of_literal(kind);
      continue;
    }
    if (kind != Literal::attribute_value) value.append(scanner.text().substr(at, next - at));
    scanner.at = next;
  }
}

void DtdInput::literal_reference(Literal kind, std::string& value) {
  Scanner& scanner = in();
  const std::size_t start = scanner.at;
  char32_t character = 0;
  if (scanner.pass_character_reference(&character) == CharacterReference::read) {
    if (kind == Literal::attribute_value) return;
    if (scanner.peek(start + 1) == '#') {
      text::append_utf8(value, character);
    } else {
      value.append(scanner.text().substr(start, scanner.at - start));
    }
  } else if (kind == Literal::attribute_value) {
    enter_reference(false, false, true);
  } else {
    ++scanner.at;
    find(entity_name(), false, false, false, start + 1);
    value.append(scanner.text().substr(start, scanner.at - start));
  }
}

void DtdInput::end_of_literal(Literal kind) {
  in().read_past_end(in().at);
  if (kind == Literal::identifier || !leave_entity()) {
    fail("There is an unclosed literal string.");
  }
}

}  // namespace shirlint::xml
