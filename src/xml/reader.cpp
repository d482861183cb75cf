#include "xml/reader.h"

#include "xml/attributes.h"
#include "xml/dtd.h"
#include "xml/names.h"
#include "xml/namespaces.h"

namespace shirlint::xml {
namespace {

/// A limit was passed. Thrown and caught in this file only.
struct TooLarge {
  std::string what;
};

struct OpenElement {
  std::string_view name;
  std::uint32_t children = 0;
};

class Reader {
 public:
  Reader(const Opening& opening, const Limits& limits)
      : in_(opening.scanner(opening.text())), limits_(limits) {
    in_.at = opening.content;
    open_.reserve(16);
  }

  Reading run() {
    Reading reading;
    try {
      while (open_.empty() ? document_content() : element_content()) {
      }
      reading.end = in_.at;
    } catch (const Refusal& refusal) {
      reading.refusal = refusal;
    } catch (const TooLarge& limit) {
      reading.not_judged = "too large for shirlint: " + limit.what;
    }
    return reading;
  }

 private:
  /// One construct outside the root element; false at the end.
  bool document_content() {
    const std::size_t pos = in_.at;
    switch (in_.peek(pos)) {
      case '<':
        document_markup();
        return true;
      case '&':
        in_.fail("Data at the root level is invalid.", pos, FaultCause::outside_root);
      case '\0':
        end_of_document();
        return false;
      default:
        break;
    }
    in_.skip_space();
    const std::size_t next = in_.at;
    if (next == in_.size() || in_.peek(next) == '<' || is_final_nul(next)) return true;
    if (!in_.is_character(next)) in_.fail_invalid_character(next, FaultCause::outside_root);
    in_.fail("Data at the root level is invalid.", next, FaultCause::outside_root);
  }

  /// At a NUL .NET believes to be at the end, whatever follows, unless it cannot be decoded.
  void end_of_document() {
    in_.read_past_end(in_.at);
    if (!root_seen_) {
      throw Refusal{"Root element is missing.", in_.at, 0, 0, FaultCause::not_well_formed, false};
    }
  }

  /// .NET drops one NUL at the very end of a file.
  bool is_final_nul(std::size_t offset) const {
    if (offset + 1 != in_.size() || in_.text()[offset] != '\0') return false;
    in_.read_past_end(offset);
    return true;
  }

  void document_markup() {
    const std::size_t pos = in_.at;
    count_child(document_children_);
    if (!in_.has(pos, 4)) {
      in_.fail("Data at the root level is invalid.", pos, FaultCause::outside_root);
    }
    switch (in_.peek(pos + 1)) {
      case '?':
        in_.at = pos + 2;
        in_.pass_processing_instruction();
        break;
      case '!':
        document_declaration(pos + 2);
        break;
      case '/':
        in_.fail("Unexpected end tag.", pos + 2);
      default:
        if (root_seen_) in_.fail("There are multiple root elements.", pos + 1);
        root_seen_ = true;
        in_.at = pos + 1;
        element();
        break;
    }
  }

  void document_declaration(std::size_t pos) {
    if (in_.peek(pos) == '-') {
      comment(pos);
    } else if (in_.peek(pos) == '[') {
      in_.fail("Data at the root level is invalid.", in_.at, FaultCause::outside_root);
    } else {
      in_.at = pos;
      doctype();
    }
  }

  void doctype() {
    const std::size_t pos = in_.at;
    if (!in_.has(pos, 8)) {
      in_.fail("Unexpected end of file while parsing DOCTYPE has occurred.", pos);
    }
    if (!in_.starts(pos, "DOCTYPE")) {
      in_.fail_unexpected(pos, root_seen_ || doctype_seen_ ? "<!--" : "DOCTYPE");
    }
    if (!is_xml_space(in_.peek(pos + 7))) in_.fail_expected_space(pos + 7);
    if (doctype_seen_) in_.fail("Cannot have multiple DTDs.", pos - 2);
    if (root_seen_) in_.fail("DTD must be defined before the document root element.", pos - 2);
    doctype_seen_ = true;
    if (in_.peek(pos + 7) == '\n' || in_.peek(pos + 7) == '\r') in_.leave_uncounted(pos + 7);
    in_.at = pos + 8;
    in_.skip_space();
    pass_doctype(in_);
  }

  void comment(std::size_t pos) {
    if (in_.peek(pos + 1) != '-') in_.fail_unexpected(pos + 1, "-");
    in_.at = pos + 2;
    in_.pass_section('-', "Comment");
  }

  /// One construct in an element; true always, the root's end tag empties `open_`.
  bool element_content() {
    const std::size_t pos = in_.at;
    if (pos == in_.size()) {
      in_.read_past_end(pos);
      unclosed(pos);
    }
    if (in_.peek(pos) != '<') {
      text();
      return true;
    }
    if (in_.peek(pos + 1) != '/') count_child(open_.back().children);
    switch (in_.peek(pos + 1)) {
      case '?':
        in_.at = pos + 2;
        in_.pass_processing_instruction();
        break;
      case '!':
        element_declaration(pos + 2);
        break;
      case '/':
        in_.at = pos + 2;
        end_tag();
        break;
      default:
        if (!in_.has(pos, 2)) unclosed(pos);
        in_.at = pos + 1;
        element();
        break;
    }
    return true;
  }

  void element_declaration(std::size_t pos) {
    if (!in_.has(pos, 2, in_.at)) unclosed(in_.at);
    if (in_.peek(pos) == '-') {
      comment(pos);
    } else if (in_.peek(pos) == '[') {
      ++pos;
      if (!in_.has(pos, 6, in_.at)) unclosed(in_.at);
      if (!in_.starts(pos, "CDATA[")) in_.fail_unexpected(pos, "CDATA[");
      in_.at = pos + 6;
      in_.pass_section(']', "CDATA");
    } else {
      if (in_.unexpected_token(pos) == "DOCTYPE") in_.fail("Unexpected DTD declaration.", pos);
      in_.fail_unexpected(pos, "<!--' or '<[CDATA[");
    }
  }

  [[noreturn]] void unclosed(std::size_t counted) const { unclosed({counted, counted}); }

  [[noreturn]] void unclosed(Counted counted) const {
    std::string names;
    for (auto element = open_.rbegin(); element != open_.rend(); ++element) {
      names.append(element->name).append(element + 1 == open_.rend() ? "." : ", ");
    }
    in_.fail_counted(
        "Unexpected end of file has occurred. The following elements are not closed: " + names,
        in_.size(), counted);
  }

  void text() {
    const std::string_view all = in_.text();
    std::size_t pos = end_of_run(all, in_.at, in_text);
    for (; pos < all.size(); pos = end_of_run(all, pos, in_text)) {
      const char c = all[pos];
      if (c == '<') {
        break;
      } else if (c == '&') {
        in_.at = pos;
        in_.pass_reference();
        pos = in_.at;
      } else if (c == ']') {
        in_.has(pos, 3);
        if (in_.starts(pos, "]]>")) in_.fail("']]>' is not allowed in character data.", pos);
        ++pos;
      } else {
        if (is_final_nul(pos)) {
          in_.at = pos;
          in_.drop_last();
          return;
        }
        const std::size_t next = in_.pass_character(pos);
        if (next == pos) {
          in_.read_past_end(pos);
          in_.fail("Unexpected end of file has occurred.", pos);
        }
        pos = next;
      }
    }
    if (pos == all.size()) in_.read_past_end(pos - (all[pos - 1] == '\r' ? 1 : 0));
    in_.at = pos;
  }

  void element() {
    const std::size_t start = in_.at;
    const Scanner::Name name = in_.name(start, true);
    const std::size_t end = name.end;
    const char c = in_.text()[end];
    bool empty = false;
    if (is_xml_space(c)) {
      in_.at = end;
      empty = attributes();
    } else if (c == '>') {
      in_.at = end + 1;
    } else if (c == '/') {
      if (end + 1 == in_.size()) {
        in_.read_past_end(end);
        in_.fail("Unexpected end of file while parsing > has occurred.", end);
      }
      if (in_.peek(end + 1) != '>') in_.fail_unexpected(end, ">");
      empty = true;
      in_.at = end + 2;
    } else {
      in_.fail_bad_name(end);
    }
    if (name.has_prefix() && !namespaces_.find(name.prefix())) {
      in_.fail("'" + std::string(name.prefix()) + "' is an undeclared prefix.", start);
    }
    if (is_xml_space(c)) attributes_.check(in_, namespaces_);
    open_.push_back({name.text, 0});
    if (open_.size() > limits_.depth) {
      too_large("its elements are nested deeper than ", limits_.depth);
    }
    if (empty) close();
  }

  /// True when they end an empty element.
  bool attributes() {
    const auto depth = static_cast<std::uint32_t>(open_.size() + 1);
    switch (attributes_.parse(in_, namespaces_, depth, limits_.attributes)) {
      case Attributes::End::tag:
        return false;
      case Attributes::End::empty_tag:
        return true;
      case Attributes::End::cut_off:
        unclosed(attributes_.counted_at_end());
      case Attributes::End::too_many:
        break;
    }
    too_large("one of its elements has more attributes than ", limits_.attributes);
  }

  void close() {
    namespaces_.leave(static_cast<std::uint32_t>(open_.size()));
    open_.pop_back();
  }

  void end_tag() {
    const std::string_view name = open_.back().name;
    const std::size_t start = in_.at;
    if (in_.is_close_to_end(start, 3 * name.size() + 3)) {  // .NET looks that far ahead first
      const bool prefixed = name.find(':') != std::string_view::npos;
      in_.has(start, Scanner::units_in(name) + (prefixed ? 0 : 1));
    }
    if (!in_.starts(start, name)) mismatch(start);
    std::size_t pos = start + name.size();
    if (pos < in_.size()) {
      const char c = in_.text()[pos];
      const bool ascii = static_cast<unsigned char>(c) < 0x80;
      if (ascii ? c == ':' || is_class(c, name_part)
                : in_ncname(text::character_at(in_.text(), pos).value)) {
        mismatch(start);
      }
    }
    const std::size_t name_end = pos;
    while (pos < in_.size() && is_xml_space(in_.text()[pos])) ++pos;
    in_.recount(name_end, pos);
    if (pos == in_.size()) {
      const std::size_t counted = in_.text()[pos - 1] == '\r' ? pos - 1 : pos;
      in_.read_past_end(counted);
      unclosed(counted);
    }
    if (in_.text()[pos] != '>') in_.fail_unexpected(pos, ">");
    in_.at = pos + 1;
    close();
  }

  [[noreturn]] void mismatch(std::size_t start) const {
    const std::string_view opened = open_.back().name;
    const std::size_t end = in_.end_of_name(start, true);
    const Scanner::Place place =
        in_.place(static_cast<std::size_t>(opened.data() - in_.text().data()));
    in_.fail("The '" + std::string(opened) + "' start tag on line " + std::to_string(place.line) +
                 " position " + std::to_string(place.position) +
                 " does not match the end tag of '" +
                 std::string(in_.text().substr(start, end - start)) + "'.",
             start);
  }

  void count_child(std::uint32_t& children) const {
    if (++children > limits_.children) {
      too_large("one of its elements has more children than ", limits_.children);
    }
  }

  [[noreturn]] static void too_large(std::string_view what, std::uint32_t limit) {
    throw TooLarge{std::string(what) + std::to_string(limit)};
  }

  Scanner in_;
  const Limits& limits_;
  std::vector<OpenElement> open_;
  Namespaces namespaces_;
  Attributes attributes_;
  std::uint32_t document_children_ = 0;
  bool root_seen_ = false;
  bool doctype_seen_ = false;
};

}  // namespace

Reading read(const Opening& opening, const Limits& limits) { return Reader(opening, limits).run(); }

}  // namespace shirlint::xml
