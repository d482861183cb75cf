// Files that .NET refuses, before and after their repair.
#include "xml/edit_repairs.h"

#include <catch2/catch.hpp>

#include "text/encoding.h"

using namespace shirlint;
using namespace shirlint::xml;
using namespace std::string_literals;

namespace {

using Repair = text::Result<text::Edits> (*)(const Document&);

std::string repaired(const std::string& before, Repair repair) {
  const Document document = Document::parse(before);
  REQUIRE(document.fault());
  const auto edits = repair(document);
  return edits ? text::apply_edits(before, *edits) : "refused: " + edits.error().message;
}

std::string utf16(std::string_view text) {
  return *text::encode(text, *text::find_encoding("utf-16"));
}

}  // namespace

TEST_CASE("a value without quotes gets them", "[xml][quick]") {
  CHECK(repaired("<a><p x=http://proxy:8080 y='1' z=True/></a>", quote_values) ==
        "<a><p x=\"http://proxy:8080\" y='1' z=\"True\"/></a>");
  CHECK(repaired("<p x=\xE2\x80\x9Cv\xE2\x80\x9D />", quote_values) == "<p x=\"v\" />");
}

TEST_CASE("where a value ends must be certain", "[xml][quick]") {
  CHECK(repaired("<p x=a\"b />", quote_values) ==
        "refused: where the value without quotes ends cannot be told");
  CHECK(repaired("<p x=a b />", quote_values).substr(0, 36) ==
        "refused: the file has other faults t");
}

TEST_CASE("each bare ampersand is escaped, references are left", "[xml][quick]") {
  CHECK(repaired("<a x='1&y=2&amp;z&#38;'>R&D & so on<!-- & --></a>", escape_ampersands) ==
        "<a x='1&amp;y=2&amp;z&#38;'>R&amp;D &amp; so on<!-- & --></a>");
  CHECK(repaired("<a x='&'>", escape_ampersands).substr(0, 8) == "refused:");
}

TEST_CASE("of two faults each is repaired by its own repair", "[xml][quick]") {
  const std::string both = "<a x=1 y='2&3'/>\ntail";
  const std::string quoted = repaired(both, quote_values);
  CHECK(quoted == "<a x=\"1\" y='2&3'/>\ntail");
  const std::string escaped = repaired(quoted, escape_ampersands);
  CHECK(repaired(escaped, trim_outside_root) == "<a x=\"1\" y='2&amp;3'/>\n");
  CHECK(repaired("<a x=1 y='2&3'/><b/>", quote_values) ==
        "refused: the file has other faults too: An error occurred while parsing EntityName. "
        "Line 1, position 15.");
}

TEST_CASE("what stands before the declaration goes", "[xml][quick]") {
  CHECK(repaired("\r\n <?xml version='1.0'?><a/>", trim_outside_root) ==
        "<?xml version='1.0'?><a/>");
  CHECK(repaired("x<?xml version='1.0'?><a/>", trim_outside_root) == "<?xml version='1.0'?><a/>");
}

TEST_CASE("a comment before the declaration is kept behind it", "[xml][quick]") {
  CHECK(repaired("<!-- golden -->\n<?xml version='1.0'?>\n<a/>\n", trim_outside_root) ==
        "<?xml version='1.0'?>\n<!-- golden -->\n<a/>\n");
}

TEST_CASE("what stands behind the root element goes, comments stay", "[xml][quick]") {
  CHECK(repaired("<a/>\n\0\0"s, trim_outside_root) == "<a/>\n");
  CHECK(repaired("<a><b></b></a>x<!-- end -->\r\n", trim_outside_root) ==
        "<a><b></b></a><!-- end -->\r\n");
  CHECK(repaired("<a/>\ndone\n", trim_outside_root) == "<a/>\n");
  CHECK(repaired("<a/><b/>", trim_outside_root) == "refused: more markup follows the root element");
}

TEST_CASE("a declaration that the bytes contradict is corrected", "[xml][quick]") {
  CHECK(repaired("<?xml version='1.0' encoding='utf-16'?><a/>", re_encode) ==
        "<?xml version='1.0' encoding='utf-8'?><a/>");
  CHECK(repaired("<?xml version=\"1.0\" encoding=\"utf-16\"?><a x='\xC3\xA4'/>", re_encode) ==
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><a x='\xC3\xA4'/>");
}

TEST_CASE("bytes of windows-1252 become the UTF-8 that is declared", "[xml][quick]") {
  CHECK(repaired("<?xml version='1.0' encoding='utf-8'?><a x='M\xFCller \x80'/>", re_encode) ==
        "<?xml version='1.0' encoding='utf-8'?><a x='M\xC3\xBCller \xE2\x82\xAC'/>");
  CHECK(repaired("<a x='\xFC'/>", re_encode) == "<a x='\xC3\xBC'/>");
}

TEST_CASE("a mixture of encodings is not guessed at", "[xml][quick]") {
  CHECK(repaired("<a x='\xC3\xA4\xFC'/>", re_encode) ==
        "refused: the file holds UTF-8 and other bytes side by side");
  CHECK(repaired("<a x='\xFC\0'/>"s, re_encode) ==
        "refused: the file holds NUL bytes: it is in no known encoding");
}

TEST_CASE("a repair is made in the file's own encoding", "[xml][quick]") {
  CHECK(repaired("\xFF\xFE" + utf16("<p x=1 />"), quote_values) ==
        "\xFF\xFE" + utf16("<p x=\"1\" />"));
}
