// The tree for XPath and the way from its nodes back to the text.
#include "xml/document.h"

#include <catch2/catch.hpp>
#include <cstring>
#include <iostream>
#include <string>

#include "xml/agreement.h"
#include "xml/document_generator.h"

using namespace shirlint;
using namespace shirlint::xml;

namespace {

const char* const config =
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n"
    "<configuration>\r\n"
    "  <!-- the proxy -->\r\n"
    "  <system.net>\r\n"
    "    <defaultProxy useDefaultCredentials = 'true'>\r\n"
    "      <proxy proxyaddress=\"http://proxy:8080\" />\r\n"
    "      text &amp; more<![CDATA[ <raw> ]]>\r\n"
    "    </defaultProxy>\r\n"
    "  </system.net>\r\n"
    "</configuration>\r\n";

std::string slice(const Document& document, text::Span span) {
  return std::string(document.source().slice(span));
}

pugi::xml_node at(const Document& document, const char* path) {
  return document.tree().select_node(path).node();
}

}  // namespace

TEST_CASE("elements know their name, their start tag and all of themselves", "[xml][quick]") {
  const Document document = Document::parse(config);
  const Place place = document.place(at(document, "/configuration/system.net/defaultProxy/proxy"));
  CHECK(slice(document, place.name) == "proxy");
  CHECK(slice(document, place.value) == "<proxy proxyaddress=\"http://proxy:8080\" />");
  CHECK(place.whole == place.value);
  const Place outer = document.place(at(document, "/configuration/system.net"));
  CHECK(slice(document, outer.value) == "<system.net>");
  CHECK(slice(document, outer.whole).rfind("</system.net>") + 13 == outer.whole.size());
  CHECK(document.source().position(outer.whole.start) == text::Position{4, 3});
}

TEST_CASE("attributes know their name and their value without quotes", "[xml][quick]") {
  const Document document = Document::parse(config);
  const auto node = document.tree().select_node("//@useDefaultCredentials");
  const Place place = document.place(node);
  CHECK(slice(document, place.whole) == "useDefaultCredentials = 'true'");
  CHECK(slice(document, place.name) == "useDefaultCredentials");
  CHECK(slice(document, place.value) == "true");
}

TEST_CASE("other nodes know their text", "[xml][quick]") {
  const Document document = Document::parse(config);
  const Place comment = document.place(at(document, "/configuration/comment()"));
  CHECK(slice(document, comment.whole) == "<!-- the proxy -->");
  CHECK(slice(document, comment.value) == " the proxy ");
  const Place text = document.place(at(document, "//defaultProxy/text()[2]"));
  CHECK(slice(document, text.value) == "\r\n      text &amp; more");
  const Place cdata = document.place(at(document, "//defaultProxy/text()[3]"));
  CHECK(slice(document, cdata.whole) == "<![CDATA[ <raw> ]]>");
  CHECK(slice(document, cdata.value) == " <raw> ");
  const Place encoding = document.place(document.tree().first_child().attribute("encoding"));
  CHECK(slice(document, encoding.whole) == "encoding=\"utf-8\"");
  CHECK(slice(document, encoding.value) == "utf-8");
}

TEST_CASE("line ends and tabs in values stay as .NET leaves them", "[xml][quick]") {
  const Document document = Document::parse("<a b=\"x\r\n\ty\">\r\n</a>");
  CHECK(document.tree().child("a").attribute("b").value() == std::string("x\r\n\ty"));
  CHECK(document.tree().child("a").child_value() == std::string("\r\n"));
}

TEST_CASE("nothing has no place", "[xml][quick]") {
  const Document document = Document::parse(config);
  CHECK(document.place(pugi::xml_node()).whole == text::Span{});
  CHECK(document.place(pugi::xml_attribute()).whole == text::Span{});
  CHECK(document.place(document.tree()).whole.size() == document.source().text().size());
}

TEST_CASE("a replaced value is still where it was", "[xml][quick]") {
  Document document = Document::parse(config);
  pugi::xml_node proxy = document.tree().select_node("//proxy").node();
  proxy.attribute("proxyaddress").set_value("http://another.example.com:3128/with/a/long/path");
  CHECK(slice(document, document.place(proxy.attribute("proxyaddress")).value) ==
        "http://proxy:8080");
  pugi::xml_node text = document.tree().select_node("//defaultProxy/text()[2]").node();
  text.set_value("something quite different and a good deal longer");
  CHECK(slice(document, document.place(text).value) == "\r\n      text &amp; more");
}

TEST_CASE("a fragment stands where .NET would need it", "[xml][quick]") {
  const Document document =
      Document::parse_fragment("<?xml version='1.0'?>\n<defaultProxy enabled=\"true\"/>\n");
  REQUIRE(document.readable());
  const auto node = document.tree().select_node("/configuration/system.net/defaultProxy/@enabled");
  REQUIRE(node);
  CHECK(slice(document, document.place(node).value) == "true");
  CHECK(document.source().position(document.place(node).value.start) == text::Position{2, 24});
  CHECK(document.place(at(document, "/configuration")).whole == text::Span{});
  CHECK(document.place(at(document, "/configuration/system.net")).whole == text::Span{});

  const Document section = Document::parse_fragment("<system.net><defaultProxy/></system.net>");
  CHECK(slice(section, section.place(at(section, "/configuration/system.net")).value) ==
        "<system.net>");
  const Document other = Document::parse_fragment("<other/>");
  CHECK(other.tree().child("other"));
  const Document broken = Document::parse_fragment("<defaultProxy>");
  CHECK(broken.fault()->message ==
        "Unexpected end of file has occurred. The following elements are not closed: "
        "defaultProxy. Line 1, position 15.");
}

TEST_CASE("the tree ends where .NET stops reading", "[xml][quick]") {
  const Document document = Document::parse(std::string("<a/>\0<b/>", 9));
  REQUIRE(document.readable());
  CHECK(document.tree().child("a"));
  CHECK_FALSE(document.tree().child("b"));
  CHECK(document.tokens().back().span.end == 9);
}

TEST_CASE("a DTD does not stand in the way of the tree", "[xml][quick]") {
  for (const char* const dtd :
       {"<!DOCTYPE a SYSTEM 'x'>", "<!DOCTYPE a [<!-- ' --><?p \" ?><!ENTITY e ']>'>]>",
        "<!DOCTYPE a [<!ENTITY % p '<!ELEMENT b '>%p; ANY>]>"}) {
    CAPTURE(dtd);
    const Document document = Document::parse(std::string(dtd) + "\n<a b='1'/>");
    REQUIRE(document.readable());
    CHECK(slice(document, document.place(document.tree().child("a").attribute("b")).value) == "1");
  }
  const Document fragment =
      Document::parse_fragment("<?xml version='1.0'?><!DOCTYPE defaultProxy><defaultProxy/>");
  REQUIRE(fragment.readable());
  CHECK(at(fragment, "/configuration/system.net/defaultProxy"));
}

TEST_CASE("a document can be moved", "[xml][quick]") {
  Document first = Document::parse("<a b='1'/>");
  Document second = std::move(first);
  const Place place = second.place(second.tree().child("a").attribute("b"));
  CHECK(slice(second, place.value) == "1");
}

TEST_CASE("pugixml's pointers and the tokens agree on every node", "[xml][quick]") {
  const unsigned seed = 20260103;
  test::DocumentGenerator documents(seed);
  test::Agreement counted;
  std::size_t readable = 0;
  for (int i = 0; i < 4000; ++i) {
    const std::string bytes = documents.next();
    CAPTURE(seed, i, bytes);
    const Document document = Document::parse(bytes);
    if (!document.readable()) continue;
    ++readable;
    REQUIRE(counted.fault(document).empty());
  }
  std::cout << "xml places: seed " << seed << ", " << readable << " of 4000 documents readable, "
            << counted.nodes << " nodes and " << counted.attributes << " attributes agree\n";
  CHECK(readable > 1000);
  CHECK(counted.nodes > 10000);
  CHECK(counted.attributes > 3000);
}
