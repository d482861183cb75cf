// Bytes to tokens and back: nothing is lost, whatever the bytes are, and the strict pass, the
// tokens and pugixml's tree tell the same of a file.
#include <array>
#include <string>
#include <string_view>

#include "fuzz.h"
#include "text/encoding.h"
#include "text/source.h"
#include "xml/agreement.h"
#include "xml/document.h"
#include "xml/tokenizer.h"

using namespace shirlint;
using fuzz::expect;

namespace {

void check_encodings(std::string_view bytes) {
  for (const auto name : {"utf-8", "utf-16", "utf-16be", "utf-32", "utf-32be"}) {
    const text::Encoding encoding = *text::find_encoding(name);
    const text::Decoded decoded = text::decode(bytes, encoding);
    if (decoded.fault || decoded.unfinished != 0) continue;
    const auto encoded = text::encode(decoded.text, encoding);
    expect(encoded && *encoded == bytes, "UTF comes back as it was", name);
  }
  for (const auto name : {"us-ascii", "windows-1252", "iso-8859-7", "ibm850"}) {
    const text::Encoding encoding = *text::find_encoding(name);
    const std::string decoded = text::decode(bytes, encoding).text;
    const auto encoded = text::encode(decoded, encoding);
    expect(!encoded || text::decode(*encoded, encoding).text == decoded,
           "what a code page showed it shows again", name);
  }
}

/// Lines end with LF, CR or CRLF; columns count characters.
void advance(text::Position& at, std::string_view text, std::size_t& offset) {
  const text::Character next = text::character_at(text, offset);
  const bool ends =
      next.value == '\n' || (next.value == '\r' && text.substr(offset + 1, 1) != "\n");
  at = ends ? text::Position{at.line + 1, 1} : text::Position{at.line, at.column + 1};
  offset += next.size;
}

void check_places(const xml::Document& document) {
  const text::Source& source = document.source();
  const std::string_view text = source.text();
  text::Position at{1, 1};
  std::size_t offset = 0;
  for (const xml::Token& token : document.tokens()) {
    while (offset < token.span.start) advance(at, text, offset);
    expect(offset == token.span.start, "a token begins where a character does");
    expect(source.position(token.span.start) == at, "lines and columns are those of the text");
    const text::Decoded sound = text::check_utf8(source.slice(token.span));
    if (sound.fault || sound.unfinished != 0) continue;  // half a character, which .NET drops
    const auto encoded = source.encode(source.slice(token.span));
    if (!encoded) continue;  // U+FFFD stands for a byte without a meaning
    const std::uint32_t from = source.byte_offset(token.span.start);
    const std::uint32_t to = source.byte_offset(token.span.end);
    expect(from <= to && to <= source.bytes().size(), "bytes of a token lie within the file");
    fuzz::expect_same(source.bytes().substr(from, to - from), *encoded,
                      "a token's bytes are its text in the file's encoding");
  }
}

void check_document(const xml::Document& document, std::string_view bytes) {
  expect(document.source().bytes() == bytes, "the bytes are kept");
  const std::string_view text = document.source().text();
  const bool judged = !document.not_judged();
  if (judged) {
    expect(xml::test::joined_is_the_text(text, document.tokens()), "tokens joined are the text");
  }
  if (document.fault()) {
    fuzz::expect_within(document.fault()->span, text, "a fault lies within the text");
    expect(!document.tree().first_child(), "a refused file has no tree");
  }
  if (!document.readable()) return;
  expect(static_cast<bool>(document.tree().first_child()), "a file that .NET reads has a tree");
  const std::size_t end = std::min(text.find('\0'), text.size());  // .NET may end at a NUL
  for (const xml::Token& token : document.tokens()) {
    expect(token.kind != xml::TokenKind::malformed || token.span.start >= end,
           "nothing that .NET reads is malformed", document.source().slice(token.span));
  }
  const std::string fault = xml::test::Agreement().fault(document);
  expect(fault.empty(), "tree and text agree", fault);
  check_places(document);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(data, data + size);
  expect(xml::test::joined_is_the_text(bytes, xml::tokenize(bytes)), "tokens joined are the bytes");
  check_encodings(bytes);
  check_document(xml::Document::parse(bytes), bytes);
  const xml::Document fragment = xml::Document::parse_fragment(bytes);
  expect(fragment.source().bytes() == bytes, "the bytes of a fragment are kept");
  return 0;
}
