// What a document type declaration is read from: the document and the replacement texts of the
// entities it refers to, with the parts of a declaration that are the same everywhere.
//
// Rule source: the scanning functions of DtdParser, .NET Framework reference source.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

#include "xml/scanner.h"

namespace shirlint::xml {

// Two that may stand at a place, as .NET's sentence joins them.
inline constexpr const char* either_quote = "\"' or ''";
inline constexpr const char* bracket_or_bar = ")' or '|";

enum class Literal : std::uint8_t { identifier, entity_value, attribute_value };

struct Entity {
  std::string name;
  std::string text;
  Scanner::Place place{0, 0};  // of the opening quote
  bool is_parameter = false;
  bool is_external = false;
  bool is_unparsed = false;
  bool is_open = false;  // its text is being read
};

class DtdInput {
 public:
  explicit DtdInput(Scanner& document) : document_(document) {}

  /// What is being read: the document or an entity.
  [[nodiscard]] Scanner& in() { return frames_.empty() ? document_ : frames_.back().scanner; }
  [[nodiscard]] char peek(std::size_t ahead = 0) { return in().peek(in().at + ahead); }
  [[nodiscard]] bool in_entity() const { return !frames_.empty(); }
  [[nodiscard]] bool space_seen() const { return space_seen_; }

  /// To the next token: over white space, out of entities that end and, where `in_subset`, into
  /// parameter entities.
  void next_token(bool needs_space, bool in_subset = false);
  /// Passes `keyword` or fails with `message` here; with IncompleteDtdContent when cut off.
  void keyword(std::string_view keyword, const char* message);
  [[nodiscard]] bool at_keyword(std::string_view keyword) { return in().starts(in().at, keyword); }
  /// Fails unless `count` UTF-16 units are left; at the end of the text or right here.
  void need(std::size_t count, bool here);
  void closing_bracket();

  std::string name(bool qualified);
  void name_token();
  std::string literal(Literal kind);
  [[nodiscard]] Scanner::Place literal_place() const { return literal_place_; }

  /// A new entity; nothing if the name is taken: the first declaration counts.
  Entity* declare(const std::string& name, bool is_parameter);

  [[noreturn]] void fail(std::string message, std::size_t offset) {
    in().fail(std::move(message), offset);
  }
  [[noreturn]] void fail(std::string message) { in().fail(std::move(message), in().at); }
  [[noreturn]] void fail_unexpected(std::string_view wanted);
  [[noreturn]] void fail_expected_space(std::size_t offset);

 private:
  struct Frame {
    Scanner scanner;
    Entity* entity = nullptr;
    std::uint32_t id = 0;
  };
  using Entities = std::unordered_map<std::string, Entity>;

  [[nodiscard]] std::string unexpected(std::size_t offset);
  [[nodiscard]] std::uint32_t entity_id() const { return frames_.empty() ? 0 : frames_.back().id; }
  bool leave_entity();
  std::string entity_name();
  bool enter_reference(bool is_parameter, bool in_subset, bool in_attribute);
  void enter(Entity& entity);
  Entity* find(const std::string& name, bool is_parameter, bool must_exist, bool in_attribute,
               std::size_t name_at);
  void literal_reference(Literal kind, std::string& value);
  void end_of_literal(Literal kind);

  Scanner& document_;
  std::deque<Frame> frames_;
  Entities parameter_entities_;
  Entities general_entities_;
  std::uint32_t last_id_ = 0;
  std::int64_t characters_from_entities_ = 0;
  bool space_seen_ = false;
  bool entity_boundary_ = false;  // counts as white space before the next token
  Scanner::Place literal_place_{0, 0};
};

}  // namespace shirlint::xml
