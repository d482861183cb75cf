#include "xml/edit_repairs.h"

#include <algorithm>
#include <array>
#include <optional>

#include "text/encoding.h"
#include "xml/edit_layout.h"

namespace shirlint::xml {
namespace {

/// Size of a typographic quote at the start (or the end) of `value`, else 0.
std::uint32_t typographic_quote(std::string_view value, bool at_end) {
  constexpr std::array<std::string_view, 5> quotes = {
      "\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x9E", "\xE2\x80\x98", "\xE2\x80\x99"};
  if (value.size() < 3) return 0;
  const std::string_view end = at_end ? value.substr(value.size() - 3) : value.substr(0, 3);
  return std::find(quotes.begin(), quotes.end(), end) != quotes.end() ? 3 : 0;
}

bool is_name_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
         (byte >= '0' && byte <= '9') || c == '_' || c == '-' || c == '.' || c == ':';
}

bool begins_reference(std::string_view text, std::size_t ampersand) {
  std::size_t at = ampersand + 1;
  if (at < text.size() && text[at] == '#') ++at;
  const std::size_t start = at;
  while (at < text.size() && is_name_byte(text[at])) ++at;
  return at > start && at < text.size() && text[at] == ';';
}

struct Root {
  std::size_t first = 0;  // its "<"
  std::size_t last = 0;   // the end of its last tag
};

/// The tokens of the root element; nothing when it is not closed.
std::optional<Root> find_root(const std::vector<Token>& tokens) {
  std::optional<Root> root;
  std::size_t depth = 0;
  bool end_tag = false;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (token.kind == TokenKind::tag_open) {
      if (!root) root = Root{i, i};
      end_tag = token.span.size() == 2;
    } else if (token.kind == TokenKind::tag_end) {
      if (end_tag && depth != 0) --depth;
      if (!end_tag && token.span.size() == 1) ++depth;
      if (root && depth == 0) {
        root->last = i;
        return root;
      }
    }
  }
  return std::nullopt;
}

/// Text that is not white space, with the rest of its line where it has lines of its own.
text::Span stray(std::string_view text, text::Span token) {
  const std::string_view written = text.substr(token.start, token.size());
  const std::size_t first = written.find_first_not_of(white_space);
  if (first == std::string_view::npos) return {token.start, token.start};
  const bool own_line = written.substr(0, first).find_first_of("\r\n") != std::string_view::npos;
  const std::size_t end = own_line ? written.size() : written.find_last_not_of(white_space) + 1;
  return {token.start + static_cast<std::uint32_t>(first),
          token.start + static_cast<std::uint32_t>(end)};
}

class OutsideRoot {
 public:
  OutsideRoot(const Document& document, Root root)
      : text_(document.source().text()), tokens_(document.tokens()), root_(root) {}

  text::Result<text::Edits> trim() {
    for (std::size_t i = root_.last + 1; i < tokens_.size(); ++i) {
      if (!is_allowed(tokens_[i])) return text::fail("more markup follows the root element");
      drop_text(tokens_[i]);
    }
    before_root();
    return std::move(edits_);
  }

 private:
  static bool is_allowed(const Token& token) {
    return token.kind == TokenKind::text || token.kind == TokenKind::comment ||
           token.kind == TokenKind::processing_instruction;
  }

  void drop_text(const Token& token) {
    if (token.kind != TokenKind::text) return;
    const text::Span span = stray(text_, token.span);
    if (!span.empty()) edits_.push_back({span, ""});
  }

  void before_root() {
    std::size_t declaration = 0;
    while (declaration < root_.first && tokens_[declaration].kind != TokenKind::declaration) {
      ++declaration;
    }
    bool keeps = false;
    for (std::size_t i = 0; i < std::min(declaration, root_.first); ++i) {
      keeps = keeps || tokens_[i].kind != TokenKind::text;
    }
    const bool is_late = declaration < root_.first && declaration > 0;
    if (is_late && !keeps) {
      edits_.push_back({{0, tokens_[declaration].span.start}, ""});
    } else if (is_late) {
      move_to_front(tokens_[declaration].span);
    }
    for (std::size_t i = is_late && !keeps ? declaration + 1 : 0; i < root_.first; ++i) {
      drop_text(tokens_[i]);
    }
  }

  void move_to_front(text::Span declaration) {
    text::Span line = declaration;
    if (text_.compare(line.end, 2, "\r\n") == 0) {
      line.end += 2;
    } else if (line.end < text_.size() && (text_[line.end] == '\n' || text_[line.end] == '\r')) {
      line.end += 1;
    }
    edits_.push_back({{0, 0}, std::string(text_.substr(line.start, line.size()))});
    edits_.push_back({line, ""});
  }

  std::string_view text_;
  const std::vector<Token>& tokens_;
  Root root_;
  text::Edits edits_;
};

text::Result<text::Edits> declare(std::string_view bytes, text::Encoding encoding) {
  const text::Source source{std::string(bytes), encoding};
  const std::string_view text = source.text();
  const std::string_view head = text.substr(0, std::min(text.find("?>"), text.size()));
  const std::size_t at = head.find("encoding");
  const std::size_t quote = at == head.npos ? at : head.find_first_of("\"'", at);
  const std::size_t end = quote == head.npos ? quote : head.find(head[quote], quote + 1);
  if (head.substr(0, 5) != "<?xml" || end == head.npos) {
    return text::fail("no declaration names an encoding that could be corrected");
  }
  const text::Span name{static_cast<std::uint32_t>(quote + 1), static_cast<std::uint32_t>(end)};
  const bool utf16 = encoding.kind == text::EncodingKind::utf16_be;
  return text::encode_edits(
      source, text::minimal(text, {{name, std::string(utf16 ? "utf-16" : encoding.name())}}));
}

text::Encoding encoding_of_bytes(std::string_view bytes, const text::ByteOrderMark& mark) {
  using namespace std::string_view_literals;
  if (mark.size != 0) return mark.encoding;
  if (bytes.substr(0, 2) == "<\0"sv) return {text::EncodingKind::utf16_le, 0};
  if (bytes.substr(0, 2) == "\0<"sv) return {text::EncodingKind::utf16_be, 0};
  return {};
}

/// Each run of bytes past ASCII as UTF-8, taken as windows-1252.
text::Result<text::Edits> to_utf8(std::string_view bytes) {
  text::Edits edits;
  const auto is_high = [&](std::size_t at) {
    return at < bytes.size() && static_cast<unsigned char>(bytes[at]) >= 0x80;
  };
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    if (bytes[at] == '\0')
      return text::fail("the file holds NUL bytes: it is in no known encoding");
    if (!is_high(at)) continue;
    std::size_t end = at;
    while (is_high(end)) {
      if (text::character_at(bytes, end).size > 1) {
        return text::fail("the file holds UTF-8 and other bytes side by side");
      }
      ++end;
    }
    const std::string text =
        text::decode(bytes.substr(at, end - at), *text::find_encoding("windows-1252")).text;
    if (text.find("\xEF\xBF\xBD") != std::string::npos) {
      return text::fail("the file holds bytes that are neither UTF-8 nor windows-1252");
    }
    edits.push_back({{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)}, text});
    at = end - 1;
  }
  return edits;
}

/// Edits of text, on disk.
text::Result<text::Edits> quotes(const Document& document) {
  text::Edits edits;
  for (const Token& token : document.tokens()) {
    if (token.kind != TokenKind::attribute_value) continue;
    const std::string_view value = document.source().slice(token.span);
    if (value.empty() || value[0] == '"' || value[0] == '\'') continue;
    if (value.find_first_of("\"'<") != std::string_view::npos) {
      return text::fail("where the value without quotes ends cannot be told");
    }
    const std::uint32_t first = token.span.start;
    const std::uint32_t last = token.span.end;
    edits.push_back({{first, first + typographic_quote(value, false)}, "\""});
    edits.push_back({{last - typographic_quote(value, true), last}, "\""});
  }
  return text::encode_edits(document.source(), edits);
}

text::Result<text::Edits> ampersands(const Document& document) {
  text::Edits edits;
  for (const Token& token : document.tokens()) {
    if (token.kind != TokenKind::text && token.kind != TokenKind::attribute_value) continue;
    const std::string_view text = document.source().slice(token.span);
    for (std::size_t at = text.find('&'); at != std::string_view::npos;
         at = text.find('&', at + 1)) {
      if (begins_reference(text, at)) continue;
      const auto behind = static_cast<std::uint32_t>(token.span.start + at + 1);
      edits.push_back({{behind, behind}, "amp;"});
    }
  }
  return text::encode_edits(document.source(), edits);
}

text::Result<text::Edits> outside_root(const Document& document) {
  const std::optional<Root> root = find_root(document.tokens());
  if (!root) return text::fail("the root element is not closed");
  auto edits = OutsideRoot(document, *root).trim();
  if (!edits) return edits;
  return text::encode_edits(document.source(), *edits);
}

text::Result<text::Edits> encoding(const Document& document) {
  const std::string_view bytes = document.source().bytes();
  const text::ByteOrderMark mark = text::find_byte_order_mark(bytes);
  const text::Encoding encoding = encoding_of_bytes(bytes, mark);
  const text::Decoded decoded = text::decode(bytes.substr(mark.size), encoding);
  if (!decoded.fault && decoded.unfinished == 0) return declare(bytes, encoding);
  if (encoding.kind != text::EncodingKind::utf8 || mark.size != 0) {
    return text::fail("the bytes are damaged: they are not what they begin as");
  }
  return to_utf8(bytes);
}

using Repair = text::Result<text::Edits> (*)(const Document&);
constexpr std::array<Repair, 4> repairs = {quotes, ampersands, outside_root, encoding};
using Used = std::array<bool, repairs.size()>;

struct Repaired {
  text::Edits edits;
  Document document;
};

text::Result<Repaired> repaired_by(Repair repair, const Document& document) {
  const auto made = repair(document);
  if (!made) return tl::unexpected<text::Error>(made.error());
  text::Result<text::Edits> edits = text::combine(*made);
  if (!edits) return tl::unexpected<text::Error>(edits.error());
  const std::string_view bytes = document.source().bytes();
  if (edits->empty() || !text::are_apart(*edits, bytes.size())) {
    return text::fail("nothing was found that could be repaired by itself");
  }
  Document after = Document::parse(text::apply_edits(bytes, *edits));
  return Repaired{*std::move(edits), std::move(after)};
}

/// Can the file be read after some of the repairs that were not used yet, one after the other?
bool can_be_repaired(const Document& document, Used used) {
  if (document.readable()) return true;
  if (!document.fault()) return false;
  for (std::size_t next = 0; next < repairs.size(); ++next) {
    if (used.at(next)) continue;
    const auto after = repaired_by(repairs.at(next), document);
    if (!after) continue;
    Used with = used;
    with.at(next) = true;
    if (can_be_repaired(after->document, with)) return true;
  }
  return false;
}

/// The edits of this repair, if the file can be read after them or after further repairs.
text::Result<text::Edits> proved(const Document& document, std::size_t which) {
  auto repaired = repaired_by(repairs.at(which), document);
  if (!repaired) return tl::unexpected<text::Error>(repaired.error());
  Used used{};
  used.at(which) = true;
  const Document& after = repaired->document;
  if (can_be_repaired(after, used)) return std::move(repaired->edits);
  return text::fail("the file has other faults too: " +
                    (after.fault() ? after.fault()->message : after.not_judged().value_or("")));
}

}  // namespace

text::Result<text::Edits> quote_values(const Document& document) { return proved(document, 0); }

text::Result<text::Edits> escape_ampersands(const Document& document) {
  return proved(document, 1);
}

text::Result<text::Edits> trim_outside_root(const Document& document) {
  return proved(document, 2);
}

text::Result<text::Edits> re_encode(const Document& document) { return proved(document, 3); }

}  // namespace shirlint::xml
