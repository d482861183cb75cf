// The common ground of the strict pass: a place in a text, .NET's way of counting lines, and the
// constructs that stand in a document as well as in its DTD.
//
// Rule source: XmlTextReaderImpl of the .NET Framework reference source, whose verdicts, texts and
// positions this imitates; where a rule looks odd, it is .NET's, and Mono confirms it in the tests.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "xml/document.h"

namespace shirlint::xml {

/// How the strict pass ends at a fault. Thrown and caught inside this room only: the DTD's
/// productions are nested deeply, and none of them can go on.
struct Refusal {
  std::string message;     // without line and position
  std::size_t offset = 0;  // in the text of the scanner that threw
  std::uint32_t line = 0;  // 0: .NET says no place
  std::int64_t position = 0;
  FaultCause cause = FaultCause::not_well_formed;
  bool in_entity = false;  // offset, line and position are in an entity's replacement text
};

/// Where lines are counted to. .NET counts a line end when it passes it, so a fault that looks
/// ahead, or back, is on a line that has little to do with it.
struct Counted {
  std::size_t lines = 0;       // line ends before this offset are counted
  std::size_t line_start = 0;  // and the column from the last one before this
};

enum class CharacterReference : std::uint8_t { none, read, cut_off };

class Scanner {
 public:
  /// `text` is UTF-8, with surrogates in three bytes where UTF-16 had lone ones. With
  /// `ends_in_fault`, reading past its end is the fault "Invalid character in the given encoding".
  explicit Scanner(std::string_view text, bool ends_in_fault = false, bool fault_has_place = true)
      : text_(text), ends_in_fault_(ends_in_fault), fault_has_place_(fault_has_place) {}
  /// An entity's replacement text; its first character is counted as if it stood right behind the
  /// quote of its declaration.
  Scanner(std::string_view text, std::uint32_t line, std::int64_t position)
      : text_(text), first_line_(line), columns_before_(position), is_entity_(true) {}

  std::size_t at = 0;

  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] std::size_t size() const { return text_.size(); }
  [[nodiscard]] bool is_entity() const { return is_entity_; }
  /// The byte at an offset, 0 past the end.
  [[nodiscard]] char peek(std::size_t offset) const {
    return offset < text_.size() ? text_[offset] : '\0';
  }
  [[nodiscard]] bool starts(std::size_t offset, std::string_view prefix) const {
    return text_.compare(offset, prefix.size(), prefix) == 0;
  }
  /// Whether `count` UTF-16 units stand from `offset` on. If not, and the text ends in a fault,
  /// throws that: .NET reads on here.
  bool has(std::size_t offset, std::size_t count) const { return has(offset, count, offset); }
  bool has(std::size_t offset, std::size_t count, std::size_t counted) const;
  /// Whether `has` could matter within so many bytes.
  [[nodiscard]] bool is_close_to_end(std::size_t offset, std::size_t bytes) const {
    return offset + bytes >= text_.size() || (offset < chunk_end_ && offset + bytes >= chunk_end_);
  }
  /// Whether .NET has to read the next chunk to see `count` units, and gets some.
  bool reads_chunk(std::size_t offset, std::size_t count) const;
  /// The text is at its end and .NET asks for more.
  void read_past_end(std::size_t counted) const { read_past_end({counted, counted}); }
  void read_past_end(Counted counted) const;
  /// How many UTF-16 units the bytes of `part` stand for.
  [[nodiscard]] static std::size_t units_in(std::string_view part);
  /// Forgets the last byte.
  void drop_last() { text_.remove_suffix(1); }
  /// The line end at `offset` is one that .NET skips without counting.
  void leave_uncounted(std::size_t offset) { uncounted_ = offset; }

  /// What .NET has not decoded yet it does not show, and some of it it counts twice.
  void set_chunk_end(std::size_t offset) { chunk_end_ = offset; }
  /// White space in an end tag from `start` to `end` is passed: .NET starts over when it reads a
  /// chunk there, and counts the lines up to the chunk's end again.
  void recount(std::size_t start, std::size_t end);

  /// Line and position as .NET would say them at `offset`.
  struct Place {
    std::uint32_t line;
    std::int64_t position;
  };
  [[nodiscard]] Place place(std::size_t offset, Counted counted) const;
  [[nodiscard]] Place place(std::size_t offset) const { return place(offset, {offset, offset}); }

  /// The same as `place(offset)`, quick when asked for ever greater offsets.
  [[nodiscard]] Place next_place(std::size_t offset);

  [[noreturn]] void fail(std::string message, std::size_t offset, FaultCause cause) const;
  [[noreturn]] void fail(std::string message, std::size_t offset) const;
  [[noreturn]] void fail_counted(std::string message, std::size_t offset, Counted counted) const;
  [[noreturn]] void fail_at_place(std::string message, std::size_t offset, Place place) const;
  [[noreturn]] void fail_bad_name(std::size_t offset) const;
  [[noreturn]] void fail_bad_name_start(std::size_t offset) const;
  [[noreturn]] void fail_invalid_character(std::size_t offset,
                                           FaultCause cause = FaultCause::not_well_formed) const;
  [[noreturn]] void fail_unexpected(std::size_t offset, std::string_view wanted,
                                    FaultCause cause = FaultCause::not_well_formed) const;
  [[noreturn]] void fail_expected_space(std::size_t offset) const;

  [[nodiscard]] std::string invalid_character_message(std::size_t offset) const;
  /// The character at `offset` and its number, as .NET shows both in its messages.
  [[nodiscard]] std::pair<std::string, std::string> described(std::size_t offset) const;
  /// What .NET names as the unexpected token: a run of name characters, or one character.
  [[nodiscard]] std::string unexpected_token(std::size_t offset) const;
  /// Whether the UTF-16 unit at `offset` (at least one byte there) is by itself a character of XML.
  [[nodiscard]] bool is_character(std::size_t offset) const;

  /// Moves `at` over white space; true when there was some.
  bool skip_space();
  struct Name {
    std::string_view text;
    std::size_t colon = std::string_view::npos;  // in the text
    std::size_t end = 0;

    [[nodiscard]] bool has_prefix() const { return colon != std::string_view::npos; }
    [[nodiscard]] std::string_view prefix() const {
      return has_prefix() ? text.substr(0, colon) : std::string_view();
    }
    [[nodiscard]] std::string_view local() const {
      return has_prefix() ? text.substr(colon + 1) : text;
    }
  };
  /// The NCName, or with `qualified` the QName, that begins at `offset`.
  [[nodiscard]] Name name(std::size_t offset, bool qualified) const;
  [[nodiscard]] std::size_t end_of_name(std::size_t offset, bool qualified) const {
    return name(offset, qualified).end;
  }
  /// Behind the name of an entity at `at`, whose semicolon follows there.
  void pass_entity_name();
  /// Passes `&...;` at `at` when it refers to a character or is one of the five known names.
  CharacterReference pass_character_reference(char32_t* value = nullptr);
  /// Passes any reference at `at`; entities need not be declared.
  void pass_reference();
  /// Behind the character at `offset`, which is no plain one; `offset` itself when only the first
  /// half of a surrogate pair is left of the text.
  [[nodiscard]] std::size_t pass_character(std::size_t offset) const;
  /// Passes the rest of a comment or CDATA section behind its opening.
  void pass_section(char stop, std::string_view what);
  /// Passes a processing instruction behind "<?".
  void pass_processing_instruction();

 private:
  [[nodiscard]] std::size_t end_of_name_part(std::size_t offset) const;
  bool pass_number(char32_t* value);
  bool pass_known_name(char32_t* value);
  void pass_processing_instruction_value();

  std::string_view text_;
  bool ends_in_fault_ = false;
  bool fault_has_place_ = true;
  std::uint32_t first_line_ = 1;
  std::int64_t columns_before_ = 0;
  mutable std::size_t chunk_end_ = 0;  // until .NET has read on
  std::size_t last_offset_ = 0;        // of `next_place`
  Place last_place_{0, 0};
  std::size_t recounted_at_ = 0;
  std::uint32_t recounted_lines_ = 0;
  bool is_entity_ = false;
  std::size_t uncounted_ = static_cast<std::size_t>(-1);
};

}  // namespace shirlint::xml
