// When two elements say the same.
#include "xml/equality.h"

#include <catch2/catch.hpp>

using namespace shirlint::xml;

namespace {

bool equal(const char* one, const char* other) {
  pugi::xml_document left;
  pugi::xml_document right;
  constexpr unsigned options = pugi::parse_full | pugi::parse_ws_pcdata;
  REQUIRE(left.load_string(one, options));
  REQUIRE(right.load_string(other, options));
  return equal_elements(left.document_element(), right.document_element());
}

}  // namespace

TEST_CASE("layout, comments, quotes and the order of attributes do not count", "[xml][quick]") {
  CHECK(equal("<a x='1' y='2'><b/></a>", "<a y=\"2\" x=\"1\">\n  <!-- b -->\n  <b></b>\n</a>"));
  CHECK(equal("<a x='&amp;'/>", "<a x='&#38;'/>"));
}

TEST_CASE("names, values, text and the order of elements count", "[xml][quick]") {
  CHECK_FALSE(equal("<a/>", "<A/>"));
  CHECK_FALSE(equal("<a x='True'/>", "<a x='true'/>"));
  CHECK_FALSE(equal("<a x='1'/>", "<a x='1' y='2'/>"));
  CHECK_FALSE(equal("<a x='1' y='2'/>", "<a x='1'/>"));
  CHECK_FALSE(equal("<a><b/><c/></a>", "<a><c/><b/></a>"));
  CHECK_FALSE(equal("<a><b/></a>", "<a><b/><b/></a>"));
  CHECK_FALSE(equal("<a>text</a>", "<a>other</a>"));
}
