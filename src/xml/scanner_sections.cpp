// Comments, CDATA sections and processing instructions.
#include "xml/names.h"
#include "xml/scanner.h"

namespace shirlint::xml {
namespace {

bool is_xml_ignoring_case(std::string_view name) {
  return name.size() == 3 && (name[0] | 0x20) == 'x' && (name[1] | 0x20) == 'm' &&
         (name[2] | 0x20) == 'l';
}

constexpr std::string_view declaration_not_first =
    "Unexpected XML declaration. The XML declaration must be the first node in the document, and "
    "no white space characters are allowed to appear before it.";

}  // namespace

void Scanner::pass_section(char stop, std::string_view what) {
  std::size_t pos = at;
  if (reads_chunk(pos, 3) || has(pos, 3)) {
    for (;;) {
      pos = end_of_run(text_, pos, in_section);
      if (pos == text_.size()) break;
      const char c = text_[pos];
      if (c != stop) {
        if (c == '\r' && pos + 1 == text_.size()) break;
        const std::size_t next = pass_character(pos);
        if (next == pos) break;
        pos = next;
        continue;
      }
      if (pos + 1 == text_.size()) break;
      if (text_[pos + 1] == stop) {
        if (peek(pos + 2) == '>') {
          at = pos + 3;
          return;
        }
        if (pos + 2 == text_.size()) break;
        if (stop == '-') {
          fail("An XML comment cannot contain '--', and '-' cannot be the last character.", pos);
        }
      }
      ++pos;
    }
    read_past_end(pos);
  }
  fail("Unexpected end of file while parsing " + std::string(what) + " has occurred.", pos);
}

void Scanner::pass_processing_instruction() {
  const std::size_t end = end_of_name(at, false);
  const std::string target(text_.substr(at, end - at));
  if (target == "xml") fail(std::string(declaration_not_first), at, FaultCause::outside_root);
  if (is_xml_ignoring_case(target)) {
    fail("'" + target + "' is an invalid name for processing instructions.", at);
  }
  at = end;
  if (!skip_space()) {
    has(at, 2);
    if (text_[at] != '?' || peek(at + 1) != '>') fail_bad_name(at);
  }
  pass_processing_instruction_value();
}

void Scanner::pass_processing_instruction_value() {
  std::size_t pos = at;
  if (reads_chunk(pos, 2) || has(pos, 2)) {
    for (;;) {
      pos = end_of_run(text_, pos, in_section);
      if (pos == text_.size()) break;
      const char c = text_[pos];
      if (c == '?') {
        if (peek(pos + 1) == '>') {
          at = pos + 2;
          return;
        }
        if (pos + 1 == text_.size()) break;
        ++pos;
        continue;
      }
      if (c == '\r' && pos + 1 == text_.size()) break;
      const std::size_t next = pass_character(pos);
      if (next == pos) break;
      pos = next;
    }
    read_past_end(pos);
  }
  fail_counted("Unexpected end of file while parsing PI has occurred.", text_.size(), {pos, pos});
}

}  // namespace shirlint::xml
