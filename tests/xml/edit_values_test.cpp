// Attributes and values, before and after: quotes, spelling, order and layout stay.
#include "xml/edit_values.h"

#include "xml/edit_example.h"

using namespace shirlint;
using namespace shirlint::xml;
using namespace shirlint::xml::test;

namespace {

std::string replaced(const std::string& before, const char* path, const std::string& value) {
  return after(before, [&](const Document& document) {
    return replace_value(document, document.tree().select_node(path), value);
  });
}

std::string set(const std::string& before, const std::string& name, const std::string& value) {
  return after(before, [&](const Document& document) {
    return set_attribute(document, at(document, "//p"), name, value);
  });
}

std::string renamed(const std::string& before, const char* path, const std::string& name) {
  return after(before, [&](const Document& document) {
    return rename_attribute(document, at(document, "//p"), attribute(document, path), name);
  });
}

std::string removed(const std::string& before, const char* path) {
  return after(before, [&](const Document& document) {
    return remove_attribute(document, attribute(document, path));
  });
}

}  // namespace

TEST_CASE("a new value is written for the quotes that are there", "[xml][quick]") {
  CHECK(replaced("<p a='1'/>", "//@a", "x'<&\"") == "<p a='x&apos;&lt;&amp;\"'/>");
  CHECK(replaced("<p a=\"1\"/>", "//@a", "x'\"") == "<p a=\"x'&quot;\"/>");
  CHECK(replaced("<p a=''/>", "//@a", "x") == "<p a='x'/>");
  CHECK(replaced("<p a='1'/>", "//@a", "") == "<p a=''/>");
}

TEST_CASE("what old and new value share keeps its spelling", "[xml][quick]") {
  CHECK(replaced("<p a='x&#38;y'/>", "//@a", "http://x&y") == "<p a='http://x&#38;y'/>");
  CHECK(replaced("<p a='&#x61;&quot;b'/>", "//@a", "a\"c") == "<p a='&#x61;&quot;c'/>");
  CHECK(replaced("<p a='a&amp;'/>", "//@a", "a&&") == "<p a='a&amp;&amp;'/>");
}

TEST_CASE("a line break in a value is written so that it is read back", "[xml][quick]") {
  CHECK(replaced("<p a='1'/>", "//@a", "x\ny\t") == "<p a='x&#10;y&#9;'/>");
}

TEST_CASE("text has a value too, an element with elements has none", "[xml][quick]") {
  CHECK(replaced("<p>old &lt;</p>", "//p", "new < > \"") == "<p>new &lt; &gt; \"</p>");
  CHECK(replaced("<p>old</p>", "//text()", "new") == "<p>new</p>");
  CHECK(replaced("<p><a/></p>", "//p", "new").substr(0, 8) == "refused:");
}

TEST_CASE("a control character is refused", "[xml][quick]") {
  CHECK(replaced("<p a='1'/>", "//@a", "\x01") ==
        "refused: the new value holds a control character, which XML cannot hold");
}

TEST_CASE("set changes an attribute that is there, where it is", "[xml][quick]") {
  CHECK(set("<p b = '1' a='2'/>", "b", "3") == "<p b = '3' a='2'/>");
}

TEST_CASE("a new attribute stands last, in the quotes of the one before it", "[xml][quick]") {
  CHECK(set("<p a='1' />", "b", "2") == "<p a='1' b='2' />");
  CHECK(set("<p a=\"1\"></p>", "b", "2") == "<p a=\"1\" b=\"2\"></p>");
}

TEST_CASE("without attributes the nearest quotes of the file are taken", "[xml][quick]") {
  CHECK(set("<r><q a='1'/><p/></r>", "b", "2") == "<r><q a='1'/><p b='2'/></r>");
  CHECK(set("<p/>", "b", "2") == "<p b=\"2\"/>");
}

TEST_CASE("attributes on lines of their own get a new line", "[xml][quick]") {
  CHECK(set("<p a='1'\r\n   b='2'/>", "c", "3") == "<p a='1'\r\n   b='2'\r\n   c='3'/>");
}

TEST_CASE("a name is changed where it stands", "[xml][quick]") {
  CHECK(renamed("<p A = '1' b='2'/>", "//@A", "a") == "<p a = '1' b='2'/>");
  CHECK(renamed("<p A='1' a='2'/>", "//@A", "a") ==
        "refused: the element has an attribute 'a' already");
  CHECK(renamed("<p A='1'/>", "//@A", "x y") == "refused: 'x y' is no name for an attribute");
}

TEST_CASE("a removed attribute takes the space before it along", "[xml][quick]") {
  CHECK(removed("<p a='1' b='2' />", "//@a") == "<p b='2' />");
  CHECK(removed("<p a='1' b='2' />", "//@b") == "<p a='1' />");
  CHECK(removed("<p\n  a='1'\n  b='2'/>", "//@b") == "<p\n  a='1'/>");
}

TEST_CASE("when the first attribute goes, the next one takes its place", "[xml][quick]") {
  CHECK(removed("<p a='1'\n   b='2'/>", "//@a") == "<p b='2'/>");
}

TEST_CASE("a file in UTF-16 is edited in UTF-16", "[xml][quick]") {
  const std::string text = "<p a='1'/>";
  const auto utf16 = [](std::string_view utf8) {
    return "\xFF\xFE" + *text::encode(utf8, *text::find_encoding("utf-16"));
  };
  CHECK(set(utf16(text), "b", "\xC3\xA4") == utf16("<p a='1' b='\xC3\xA4'/>"));
}

TEST_CASE("a character that the declared encoding lacks is a refusal", "[xml][quick]") {
  CHECK(set("<?xml version='1.0' encoding='us-ascii'?><p/>", "b", "\xC3\xA4").substr(0, 33) ==
        "refused: the file is not changed:");
}
