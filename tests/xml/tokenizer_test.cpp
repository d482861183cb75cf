#include "xml/tokenizer.h"

#include <catch2/catch.hpp>
#include <iostream>
#include <random>
#include <string>

#include "xml/agreement.h"
#include "xml/document_generator.h"

using namespace shirlint::xml;

namespace {

const char* name_of(TokenKind kind) {
  switch (kind) {
    case TokenKind::declaration:
      return "declaration";
    case TokenKind::doctype:
      return "doctype";
    case TokenKind::processing_instruction:
      return "instruction";
    case TokenKind::comment:
      return "comment";
    case TokenKind::cdata:
      return "cdata";
    case TokenKind::text:
      return "text";
    case TokenKind::tag_open:
      return "open";
    case TokenKind::element_name:
      return "element";
    case TokenKind::space:
      return "space";
    case TokenKind::attribute_name:
      return "attribute";
    case TokenKind::equals:
      return "equals";
    case TokenKind::attribute_value:
      return "value";
    case TokenKind::tag_end:
      return "end";
    case TokenKind::malformed:
      return "malformed";
  }
  return "";
}

/// "kind[text] kind[text] ...", without the white space in tags.
std::string shown(std::string_view text) {
  std::string result;
  for (const Token& token : tokenize(text)) {
    if (token.kind == TokenKind::space) continue;
    if (!result.empty()) result += ' ';
    result += name_of(token.kind);
    result += '[' + std::string(text.substr(token.span.start, token.span.size())) + ']';
  }
  return result;
}

bool joined_is_the_text(std::string_view text) {
  return test::joined_is_the_text(text, tokenize(text));
}

}  // namespace

TEST_CASE("a document in its tokens", "[xml][quick]") {
  CHECK(shown("<?xml version='1.0'?><a b = 'c'>t&amp;</a>") ==
        "declaration[<?xml version='1.0'?>] open[<] element[a] attribute[b] equals[=] value['c'] "
        "end[>] text[t&amp;] open[</] element[a] end[>]");
  CHECK(shown("<a><!-- <b> --><?p?><![CDATA[<c>]]><d/></a>") ==
        "open[<] element[a] end[>] comment[<!-- <b> -->] instruction[<?p?>] cdata[<![CDATA[<c>]]>] "
        "open[<] element[d] end[/>] open[</] element[a] end[>]");
  CHECK(shown("<!DOCTYPE a [<!ENTITY e ']>'><!-- ]> --><?p ]>?>]><a/>") ==
        "doctype[<!DOCTYPE a [<!ENTITY e ']>'><!-- ]> --><?p ]>?>]>] open[<] element[a] end[/>]");
}

TEST_CASE("values without quotes, as published guides print them", "[xml][quick]") {
  CHECK(shown("<proxy proxyaddress=http://proxy:8080 bypassonlocal=\"True\" />") ==
        "open[<] element[proxy] attribute[proxyaddress] equals[=] value[http://proxy:8080] "
        "attribute[bypassonlocal] equals[=] value[\"True\"] end[/>]");
  CHECK(shown("<p a=x/>") == "open[<] element[p] attribute[a] equals[=] value[x] end[/>]");
}

TEST_CASE("a placeholder left in a value is one value", "[xml][quick]") {
  CHECK(shown("<p a=\"<your proxy>\" b='1'/>") ==
        "open[<] element[p] attribute[a] equals[=] value[\"<your proxy>\"] attribute[b] equals[=] "
        "value['1'] end[/>]");
}

TEST_CASE("a missing quote does not swallow the rest of the file", "[xml][quick]") {
  CHECK(shown("<a b=\"c>\n<d e=\"f\"/></a>") ==
        "open[<] element[a] attribute[b] equals[=] value[\"c>\n] open[<] element[d] attribute[e] "
        "equals[=] value[\"f\"] end[/>] open[</] element[a] end[>]");
}

TEST_CASE("a tag that does not end stops where the next begins", "[xml][quick]") {
  CHECK(shown("<bypasslist <add address=\"x\"/>") ==
        "open[<] element[bypasslist] open[<] element[add] attribute[address] equals[=] "
        "value[\"x\"] end[/>]");
}

TEST_CASE("what is no markup is malformed up to the next place where a tag can begin",
          "[xml][quick]") {
  CHECK(shown("<a>1 < 2</a>") ==
        "open[<] element[a] end[>] text[1 ] malformed[< 2] open[</] element[a] end[>]");
  CHECK(shown("<!-- never closed <a/>") ==
        "malformed[<!-- never closed ] open[<] element[a] end[/>]");
  CHECK(shown("<![CDATA[x<a/>") == "malformed[<![CDATA[x] open[<] element[a] end[/>]");
  CHECK(shown("<a \"b\" c/>") == "open[<] element[a] malformed[\"b\"] attribute[c] end[/>]");
  CHECK(shown("<") == "malformed[<]");
  CHECK(shown("").empty());
}

TEST_CASE("tokens joined are the text, whatever the text is", "[xml][quick]") {
  const unsigned seed = 20260102;
  std::mt19937 random(seed);
  const std::string_view alphabet = "<>/=\"'&;?!-[]% \n\rabDOCTYPE:\xC3\xA9\xFF";
  for (int i = 0; i < 3000; ++i) {
    std::string text;
    for (std::size_t size = random() % 60; size != 0; --size) {
      text.push_back(alphabet[random() % alphabet.size()]);
    }
    CAPTURE(seed, text);
    REQUIRE(joined_is_the_text(text));
  }
  test::DocumentGenerator documents(seed);
  for (int i = 0; i < 2000; ++i) {
    const std::string text = documents.next();
    CAPTURE(seed, text);
    REQUIRE(joined_is_the_text(text));
  }
}

TEST_CASE("openings that never close cost no more than one look", "[xml][quick]") {
  for (const char* opening :
       {"<!--", "<![CDATA[", "<?p ", "<!DOCTYPE ", "<!DOCTYPE [", "<a b=\""}) {
    CAPTURE(opening);
    std::string text;
    while (text.size() < 2'000'000) text += opening;
    CHECK(joined_is_the_text(text));  // quadratic, this would take minutes
  }
}
