#include "xml/document.h"

#include <algorithm>

#include "xml/opening.h"
#include "xml/places.h"
#include "xml/reader.h"
#include "xml/tokenizer.h"

namespace shirlint::xml {
namespace {

constexpr unsigned parse_options =
    (pugi::parse_full & ~(pugi::parse_eol | pugi::parse_wconv_attribute)) | pugi::parse_ws_pcdata;

/// The elements that .NET would need around a fragment with this root.
std::pair<std::string_view, std::string_view> wrapping(std::string_view root) {
  if (root == "system.net") return {"<configuration>", "</configuration>"};
  if (root == "defaultProxy") {
    return {"<configuration><system.net>", "</system.net></configuration>"};
  }
  return {"", ""};
}

std::string_view root_name(std::string_view text, const std::vector<Token>& tokens) {
  const auto found = std::find_if(tokens.begin(), tokens.end(), [](const Token& token) {
    return token.kind == TokenKind::element_name;
  });
  return found == tokens.end() ? "" : text.substr(found->span.start, found->span.size());
}

/// The tokens of a text that nobody looks into.
std::vector<Token> unread(std::string_view text) {
  if (text.empty()) return {};
  return {{TokenKind::malformed, {0, static_cast<std::uint32_t>(text.size())}}};
}

void blank(std::string& buffer, std::size_t shift, const std::vector<Token>& tokens,
           TokenKind kind) {
  for (const Token& token : tokens) {
    if (token.kind == kind) {
      std::fill_n(buffer.begin() + static_cast<std::ptrdiff_t>(shift + token.span.start),
                  token.span.size(), ' ');
    }
  }
}

/// What we would mark: the token .NET trips over, or of text and the like the one character.
text::Span fault_span(std::string_view text, const std::vector<Token>& tokens,
                      const Refusal& refusal) {
  const auto size = static_cast<std::uint32_t>(text.size());
  const auto offset = static_cast<std::uint32_t>(std::min(refusal.offset, text.size()));
  if (refusal.cause == FaultCause::bare_ampersand) {
    const std::size_t ampersand = text.rfind('&', offset);
    if (ampersand != std::string_view::npos) {
      const auto start = static_cast<std::uint32_t>(ampersand);
      return {start, std::max(start + 1, offset)};
    }
  }
  if (offset >= size) return {size, size};
  const Token& token = tokens[find_token(tokens, offset)];
  switch (token.kind) {
    case TokenKind::element_name:
    case TokenKind::attribute_name:
    case TokenKind::declaration:
      return token.span;
    case TokenKind::attribute_value:
      if (refusal.cause == FaultCause::unquoted_attribute) return token.span;
      break;
    default:
      break;
  }
  const std::uint32_t length = text::character_at(text, offset).size;
  return {offset, offset + length};
}

/// Half a surrogate pair, which .NET can show and UTF-8 cannot, becomes U+FFFD.
std::string valid_utf8(std::string text) {
  for (std::size_t i = 0; i + 2 < text.size(); ++i) {
    if (text[i] == '\xED' && static_cast<unsigned char>(text[i + 1]) >= 0xA0) {
      text.replace(i, 3, "\xEF\xBF\xBD");
    }
  }
  return text;
}

Fault make_fault(const Refusal& refusal, text::Span span, FaultCause cause) {
  Fault fault;
  fault.cause = cause;
  fault.message = valid_utf8(refusal.message);
  if (refusal.line != 0) {
    fault.message += " Line " + std::to_string(refusal.line) + ", position " +
                     std::to_string(refusal.position) + ".";
  }
  fault.span = span;
  fault.line = refusal.line;
  fault.position = static_cast<std::uint32_t>(std::max<std::int64_t>(refusal.position, 0));
  return fault;
}

}  // namespace

struct Document::Parts {
  text::Source source;
  /// Of a readable text cut on first use: few questions about one need them.
  std::optional<std::vector<Token>> tokens;
  std::optional<Fault> fault;
  std::optional<std::string> not_judged;
  std::string buffer;  // the tree's names and values stand in it
  pugi::xml_document tree;
  Places places;

  void parse(std::string bytes, const Limits& limits, bool fragment);
  const std::vector<Token>& cut();
  void build_tree(std::size_t end, bool fragment);
};

void Document::Parts::parse(std::string bytes, const Limits& limits, bool fragment) {
  if (bytes.size() > limits.bytes) {
    not_judged = "too large for shirlint: it has " + std::to_string(bytes.size()) +
                 " bytes, and the limit is " + std::to_string(limits.bytes);
    source = text::Source(std::move(bytes));
    tokens = unread(source.text());
    return;
  }
  const Opening opening = open(bytes);
  Reading reading;
  if (opening.refusal || opening.not_judged) {
    reading.refusal = opening.refusal;
    reading.not_judged = opening.not_judged;
  } else {
    reading = read(opening, limits);
  }
  const text::Span declared = opening.declared;
  const bool contradiction = opening.contradiction;
  source = text::Source(std::move(bytes), opening.encoding);
  if (reading.not_judged) {
    not_judged = std::move(reading.not_judged);
    tokens = unread(source.text());
    return;
  }
  if (reading.refusal) {
    tokens = tokenize(source.text());
    const bool by_declaration =
        contradiction || (reading.refusal->cause == FaultCause::encoding && !declared.empty());
    const bool at_name = contradiction || (by_declaration && reading.refusal->line == 0);
    fault = make_fault(*reading.refusal,
                       at_name ? declared : fault_span(source.text(), *tokens, *reading.refusal),
                       contradiction ? FaultCause::encoding : reading.refusal->cause);
  } else if (contradiction) {
    not_judged = "cannot be judged: its declaration names another encoding than it begins in";
  } else {
    build_tree(reading.end, fragment);
  }
}

const std::vector<Token>& Document::Parts::cut() {
  if (!tokens) tokens = tokenize(source.text());
  return *tokens;
}

void Document::Parts::build_tree(std::size_t end, bool fragment) {
  const std::string_view text = source.text();
  const auto [before, after] =
      fragment ? wrapping(root_name(text, cut())) : wrapping(std::string_view());
  buffer.reserve(before.size() + end + after.size());
  buffer.append(before).append(text.substr(0, end)).append(after);
  if (!before.empty()) {  // neither may stand inside an element
    blank(buffer, before.size(), cut(), TokenKind::declaration);
    blank(buffer, before.size(), cut(), TokenKind::doctype);
  }
  if (!tree.load_buffer_inplace(buffer.data(), buffer.size(), parse_options, pugi::encoding_utf8)) {
    tree.reset();
    not_judged = "cannot be judged: .NET would read it, but shirlint's tree of it failed";
  }
  places = Places(text, buffer, before.size());
}

Document::Document(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

Document Document::parse(std::string bytes, const Limits& limits) {
  auto parts = std::make_unique<Parts>();
  parts->parse(std::move(bytes), limits, false);
  return Document(std::move(parts));
}

Document Document::parse_fragment(std::string bytes, const Limits& limits) {
  auto parts = std::make_unique<Parts>();
  parts->parse(std::move(bytes), limits, true);
  return Document(std::move(parts));
}

const text::Source& Document::source() const { return parts_->source; }
const std::vector<Token>& Document::tokens() const { return parts_->cut(); }
const std::optional<Fault>& Document::fault() const { return parts_->fault; }
const std::optional<std::string>& Document::not_judged() const { return parts_->not_judged; }
pugi::xml_node Document::tree() const { return parts_->tree.root(); }
pugi::xml_node Document::tree() { return parts_->tree.root(); }

Place Document::place(pugi::xml_node node) const { return parts_->places.of(node); }
Place Document::place(pugi::xml_attribute attribute) const { return parts_->places.of(attribute); }
Place Document::place(const pugi::xpath_node& node) const {
  return node.attribute() ? place(node.attribute()) : place(node.node());
}

}  // namespace shirlint::xml
