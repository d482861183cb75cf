// What .NET's reader says of a file: its verdict, its text, its line and position.
#include <catch2/catch.hpp>
#include <string>

#include "xml/document.h"
#include "xml/fault_examples.h"

using namespace shirlint;
using namespace shirlint::xml;
using namespace std::string_literals;

namespace {

std::string verdict(std::string bytes) {
  const Document document = Document::parse(std::move(bytes));
  if (document.not_judged()) return "not judged: " + *document.not_judged();
  return document.fault() ? document.fault()->message : "";
}

struct Marked {
  FaultCause cause = FaultCause::not_well_formed;
  std::string text;  // what the fault's span holds
};

Marked marked(std::string bytes) {
  const Document document = Document::parse(std::move(bytes));
  REQUIRE(document.fault());
  return {document.fault()->cause, std::string(document.source().slice(document.fault()->span))};
}

}  // namespace

TEST_CASE("every fault has .NET's own words and place", "[xml][quick]") {
  for (const test::FaultExample& example : test::fault_examples) {
    CAPTURE(example.document);
    CHECK(verdict(std::string(example.document)) == example.message);
  }
}

TEST_CASE("line and position are also numbers", "[xml][quick]") {
  const Document document = Document::parse("<a>\r\n  <b>\r\n</a>");
  REQUIRE(document.fault());
  CHECK(document.fault()->message ==
        "The 'b' start tag on line 2 position 4 does not match the end tag of 'a'. "
        "Line 3, position 3.");
  CHECK(document.fault()->line == 3);
  CHECK(document.fault()->position == 3);
  CHECK_FALSE(document.tree().first_child());
}

TEST_CASE("positions count UTF-16 units", "[xml][quick]") {
  CHECK(verdict("<a>\xF0\x9F\x98\x80\xC3\xA9& </a>") ==
        "An error occurred while parsing EntityName. Line 1, position 8.");
}

TEST_CASE("unquoted values are told apart, and marked whole", "[xml][quick]") {
  const Marked found = marked("<proxy proxyaddress=http://proxy:8080 bypassonlocal=\"True\"/>");
  CHECK(found.cause == FaultCause::unquoted_attribute);
  CHECK(found.text == "http://proxy:8080");
}

TEST_CASE("bare ampersands are told apart, in text and in values", "[xml][quick]") {
  CHECK(marked("<a>x & y</a>").cause == FaultCause::bare_ampersand);
  CHECK(marked("<a>x & y</a>").text == "&");
  CHECK(marked("<a b=\"?x=1&y=2\"/>").cause == FaultCause::bare_ampersand);
  CHECK(marked("<a b=\"?x=1&y=2\"/>").text == "&");
  CHECK(marked("<a>AT&T</a>").cause == FaultCause::bare_ampersand);
  CHECK(marked("<a>&#x;</a>").cause == FaultCause::not_well_formed);
}

TEST_CASE("bytes against the declaration are told apart", "[xml][quick]") {
  const Marked cp1252 = marked("<?xml version=\"1.0\" encoding=\"utf-8\"?><a b=\"M\xFCller\"/>");
  CHECK(cp1252.cause == FaultCause::encoding);
  CHECK(cp1252.text == "\xFC");
  const Marked utf16 = marked("<?xml version=\"1.0\" encoding=\"utf-16\"?><a/>");
  CHECK(utf16.cause == FaultCause::encoding);
  CHECK(utf16.text == "utf-16");
  const std::string text = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<a/>";
  const std::string bytes = text::encode(text, {text::EncodingKind::utf16_le, 0}).value();
  CHECK(verdict("\xFF\xFE" + bytes) ==
        "'.', hexadecimal value 0x00, is an invalid character. Line 2, position 1.");
  CHECK(marked("\xFF\xFE" + bytes).cause == FaultCause::encoding);
  CHECK(marked("\xFF\xFE" + bytes).text == "utf-8");
  CHECK(marked("<?xml version=\"1.0\" encoding=\"utf8\"?><a/>").cause == FaultCause::encoding);
}

TEST_CASE("what stands before the declaration or behind the root is told apart", "[xml][quick]") {
  CHECK(marked("\r\n<?xml version=\"1.0\"?><a/>").cause == FaultCause::outside_root);
  CHECK(marked("<!-- c --><?xml version=\"1.0\"?><a/>").cause == FaultCause::outside_root);
  CHECK(marked("<a/>\r\n\0\0"s).cause == FaultCause::outside_root);
  CHECK(marked("<a/>text").cause == FaultCause::outside_root);
  CHECK(marked("<a/><b/>").cause == FaultCause::not_well_formed);
}

TEST_CASE("encodings that .NET and shirlint both read", "[xml][quick]") {
  const std::string text = "<a b=\"\xC3\xA9\"/>";
  const auto file = [&](const std::string& name) {
    const auto encoding = text::find_encoding(name);
    return "<?xml version=\"1.0\" encoding=\"" + name + "\"?>" +
           text::encode(text, *encoding).value();
  };
  for (const char* name : {"utf-8", "iso-8859-1", "windows-1252", "ibm850", "iso-8859-15"}) {
    CAPTURE(name);
    const Document document = Document::parse(file(name));
    REQUIRE(document.readable());
    CHECK(document.tree().child("a").attribute("b").value() == "\xC3\xA9"s);
    CHECK(document.source().encoding().name() == name);
  }
}

TEST_CASE("UTF-16 and UTF-32 are known by their first bytes", "[xml][quick]") {
  using text::EncodingKind;
  const std::pair<EncodingKind, std::string> marks[] = {{EncodingKind::utf16_le, "\xFF\xFE"},
                                                        {EncodingKind::utf16_be, "\xFE\xFF"},
                                                        {EncodingKind::utf32_le, "\xFF\xFE\0\0"s},
                                                        {EncodingKind::utf32_be, "\0\0\xFE\xFF"s}};
  for (const auto& [kind, mark] : marks) {
    const std::string bytes = text::encode("<a b='\xC3\xA9'/>", {kind, 0}).value();
    for (const std::string& start : {mark, ""s}) {
      const Document document = Document::parse(start + bytes);
      REQUIRE(document.readable());
      CHECK(document.source().encoding().kind == kind);
      CHECK(document.source().has_bom() == !start.empty());
      CHECK(document.source().bytes() == start + bytes);
      const text::Span value = document.place(document.tree().child("a").attribute("b")).value;
      CHECK(document.source().slice(value) == "\xC3\xA9");
      const std::uint32_t unit =
          kind == EncodingKind::utf16_le || kind == EncodingKind::utf16_be ? 2 : 4;
      CHECK(document.source().byte_offset(value.start) == start.size() + 6 * unit);
    }
  }
}

TEST_CASE("an encoding without a table cannot be judged, and is never called malformed",
          "[xml][quick]") {
  const Document document =
      Document::parse("<?xml version=\"1.0\" encoding=\"shift_jis\"?><a>\x83\x5C</a>");
  CHECK_FALSE(document.fault());
  CHECK_FALSE(document.readable());
  CHECK(
      document.not_judged() ==
      "cannot be judged: it declares the encoding \"shift_jis\", for which shirlint has no table");
}

TEST_CASE("past a limit nothing is judged, in bounded time", "[xml][quick]") {
  Limits limits;
  limits.bytes = 100;
  CHECK(verdict(std::string(200, 'x')).find("Data at the root") == 0);
  CHECK(Document::parse(std::string(200, 'x'), limits).not_judged() ==
        "too large for shirlint: it has 200 bytes, and the limit is 100");

  std::string deep;
  for (int i = 0; i < 1'000'000; ++i) deep += "<a>";
  CHECK(verdict(deep) ==
        "not judged: too large for shirlint: its elements are nested deeper than 256");
  std::string wide = "<a>";
  for (int i = 0; i < 2'001; ++i) wide += "<b/>";
  CHECK(verdict(wide) ==
        "not judged: too large for shirlint: one of its elements has more children than 2000");
  std::string many = "<a";
  for (int i = 0; i < 1'001; ++i) many += " a" + std::to_string(i) + "=''";
  CHECK(verdict(many) ==
        "not judged: too large for shirlint: one of its elements has more attributes than 1000");
}

TEST_CASE("an entity that grows without end stops where .NET stops it", "[xml][quick]") {
  std::string text = "<!DOCTYPE a [<!ENTITY e0 '0123456789'>";
  for (int i = 1; i < 10; ++i) {
    text += "<!ENTITY e" + std::to_string(i) + " '";
    for (int k = 0; k < 10; ++k) text += "&e" + std::to_string(i - 1) + ";";
    text += "'>";
  }
  CHECK(verdict(text + "<!ATTLIST a b CDATA '&e9;'>]><a/>") ==
        "The input document has exceeded a limit set by MaxCharactersFromEntities.");
}

TEST_CASE("a huge DTD is read in one pass", "[xml][quick]") {
  for (const char* const declaration :
       {"<!ENTITY e 'x'>", "<!ATTLIST a b CDATA 'x'>", "<!NOTATION n PUBLIC 'a' 'b'>", "%p;"}) {
    CAPTURE(declaration);
    std::string text = "<!DOCTYPE a [<!ENTITY % p ' '>";
    while (text.size() < 2'000'000) text += declaration;  // quadratic, this would take minutes
    CHECK(verdict(text + "]><a/>").empty());
  }
}

TEST_CASE("limits leave room for what they allow", "[xml][quick]") {
  std::string deep;
  for (int i = 0; i < 256; ++i) deep += "<a>";
  for (int i = 0; i < 256; ++i) deep += "</a>";
  CHECK(verdict(deep).empty());
  std::string wide = "<a>";
  for (int i = 0; i < 2'000; ++i) wide += "<b/>\n";
  CHECK(verdict(wide + "</a>").empty());
}
