// Elements, before and after: one example for each rule of style.
#include "xml/edit_elements.h"

#include "xml/edit_example.h"

using namespace shirlint;
using namespace shirlint::xml;
using namespace shirlint::xml::test;

namespace {

std::string inserted(const std::string& before, const char* path, const std::string& markup,
                     Placement placement = Placement::last) {
  return after(before, [&](const Document& document) {
    return insert_elements(document, {at(document, path), placement}, markup);
  });
}

std::string removed(const std::string& before, const char* path) {
  return after(before, [&](const Document& document) {
    return remove_elements(document, all(document, path));
  });
}

std::string moved(const std::string& before, const char* path, const char* to,
                  Placement placement = Placement::last) {
  return after(before, [&](const Document& document) {
    return move_elements(document, all(document, path), {at(document, to), placement});
  });
}

std::string renamed(const std::string& before, const char* path, const std::string& name) {
  return after(before, [&](const Document& document) {
    return rename_element(document, at(document, path), name);
  });
}

std::string copied(const std::string& before, const std::string& model, const char* path) {
  const Document from = Document::parse(model);
  REQUIRE(from.readable());
  return after(before, [&](const Document& document) {
    return copy_subtree(document, at(document, path), from, at(from, path));
  });
}

}  // namespace

TEST_CASE("an inserted element has its neighbours' indentation and line ends", "[xml][quick]") {
  CHECK(inserted("<r>\r\n\t<a/>\r\n</r>\r\n", "/r", "<b/>") ==
        "<r>\r\n\t<a/>\r\n\t<b/>\r\n</r>\r\n");
  CHECK(inserted("<r>\n   <a />\n</r>", "/r", "<b/>", Placement::first) ==
        "<r>\n   <b />\n   <a />\n</r>");
  CHECK(inserted("<r>\n  <a/>\n\n  <c/>\n</r>", "//a", "<b/>", Placement::after) ==
        "<r>\n  <a/>\n  <b/>\n\n  <c/>\n</r>");
  CHECK(inserted("<r>\n  <a/>\n\n  <c/>\n</r>", "//c", "<b/>", Placement::before) ==
        "<r>\n  <a/>\n\n  <b/>\n  <c/>\n</r>");
}

TEST_CASE("an inserted element has the file's quotes and its way to close", "[xml][quick]") {
  CHECK(inserted("<r>\n  <a x='1' />\n</r>", "/r", "<b y=\"2\"/>") ==
        "<r>\n  <a x='1' />\n  <b y='2' />\n</r>");
  CHECK(inserted("<r>\n  <a x=\"1\"/>\n</r>", "/r", "<b y='&quot;' />") ==
        "<r>\n  <a x=\"1\"/>\n  <b y=\"&quot;\"/>\n</r>");
}

TEST_CASE("inner elements are laid out in the file's step", "[xml][quick]") {
  CHECK(inserted("<r>\n    <a>\n        <x/>\n    </a>\n</r>", "/r", "<b><c/><d>text</d></b>") ==
        "<r>\n    <a>\n        <x/>\n    </a>\n    <b>\n        <c/>\n        <d>text</d>\n    "
        "</b>\n</r>");
}

TEST_CASE("neighbours that share a line share it with the new one", "[xml][quick]") {
  CHECK(inserted("<r><a/><b/></r>", "/r", "<c><d/></c>") == "<r><a/><b/><c><d/></c></r>");
  CHECK(inserted("<r><a/> <b/></r>", "/r", "<c/>") == "<r><a/> <b/> <c/></r>");
  CHECK(inserted("<r>\n  <s><a/></s>\n</r>", "//s", "<c/>") == "<r>\n  <s><a/><c/></s>\n</r>");
  CHECK(inserted("<r><a/> <b/></r>", "//b", "<c/>", Placement::before) == "<r><a/> <c/> <b/></r>");
}

TEST_CASE("an empty element is opened for its first child", "[xml][quick]") {
  CHECK(inserted("<r>\n  <a x='1' />\n</r>", "//a", "<b/>") ==
        "<r>\n  <a x='1'>\n    <b />\n  </a>\n</r>");
  CHECK(inserted("<r>\n\t<a></a>\n</r>", "//a", "<b/>") == "<r>\n\t<a>\n\t\t<b />\n\t</a>\n</r>");
  CHECK(inserted("<r>\n  <a>\n  </a>\n</r>", "//a", "<b/>") ==
        "<r>\n  <a>\n    <b />\n  </a>\n</r>");
  CHECK(inserted("<r><a/></r>", "//a", "<b/>") == "<r><a><b/></a></r>");
}

TEST_CASE("a comment at the end of a line stays with its element", "[xml][quick]") {
  CHECK(inserted("<r>\n  <a/> <!-- about a -->\n</r>", "/r", "<b/>") ==
        "<r>\n  <a/> <!-- about a -->\n  <b/>\n</r>");
  CHECK(inserted("<r>\n  <a/> <!-- about a -->\n</r>", "//a", "<b/>", Placement::after) ==
        "<r>\n  <a/> <!-- about a -->\n  <b/>\n</r>");
}

TEST_CASE("what is no element is not inserted", "[xml][quick]") {
  CHECK(inserted("<r/>", "/r", "text").substr(0, 8) == "refused:");
  CHECK(inserted("<r/>", "/r", "<a>").substr(0, 8) == "refused:");
}

TEST_CASE("a removed element leaves no blank line", "[xml][quick]") {
  CHECK(removed("<r>\r\n  <a/>\r\n  <b/>\r\n</r>", "//a") == "<r>\r\n  <b/>\r\n</r>");
  CHECK(removed("<r>\n  <a/>\n  <b/>\n</r>", "//b") == "<r>\n  <a/>\n</r>");
  CHECK(removed("<r>\n  <a/>\n</r>", "//a") == "<r>\n</r>");
  CHECK(removed("<r>\n  <a/>\n\n  <b/>\n\n  <c/>\n</r>", "//b") == "<r>\n  <a/>\n\n  <c/>\n</r>");
  CHECK(removed("<r>\n  <a/>\n\n  <b/>\n</r>", "//b") == "<r>\n  <a/>\n</r>");
  CHECK(removed("<r>\n  <a/>\n\n  <b/>\n</r>", "//a") == "<r>\n  <b/>\n</r>");
  CHECK(removed("<r>\n  <a/>\n\n  <b/>\n  <c/>\n</r>", "//b") == "<r>\n  <a/>\n\n  <c/>\n</r>");
}

TEST_CASE("within a line one separator goes along", "[xml][quick]") {
  CHECK(removed("<r><a/><b/><c/></r>", "//b") == "<r><a/><c/></r>");
  CHECK(removed("<r><a/> <b/> <c/></r>", "//b") == "<r><a/> <c/></r>");
  CHECK(removed("<r><a/> <b/></r>", "//a") == "<r><b/></r>");
  CHECK(removed("<r> <a/> </r>", "//a") == "<r> </r>");
  CHECK(removed("<r>\n  <a/> <b/>\n</r>", "//a") == "<r>\n  <b/>\n</r>");
  CHECK(removed("<r>\n  <a/> <b/>\n</r>", "//b") == "<r>\n  <a/>\n</r>");
}

TEST_CASE("several elements go together; comments stay", "[xml][quick]") {
  CHECK(removed("<r>\n  <a/>\n  <a/>\n  <b/>\n  <a/>\n</r>", "//a") == "<r>\n  <b/>\n</r>");
  CHECK(removed("<r>\n  <!-- about a -->\n  <a/>\n  <b/>\n</r>", "//a") ==
        "<r>\n  <!-- about a -->\n  <b/>\n</r>");
}

TEST_CASE("text around a removed element must stay XML", "[xml][quick]") {
  CHECK(removed("<r>]]<a/>&gt;</r>", "//a") == "<r>]]&gt;</r>");
  CHECK(removed("<r>]]<a/>></r>", "//a").substr(0, 8) == "refused:");
}

TEST_CASE("a moved element takes on the layout of its new place", "[xml][quick]") {
  CHECK(moved("<r>\n  <s>\n    <m>\n      <x/>\n    </m>\n    <y/>\n  </s>\n  <t/>\n</r>", "//m",
              "/r") == "<r>\n  <s>\n    <y/>\n  </s>\n  <t/>\n  <m>\n    <x/>\n  </m>\n</r>");
  CHECK(moved("<r>\n  <a/>\n  <m/>\n</r>", "//m", "/r", Placement::first) ==
        "<r>\n  <m/>\n  <a/>\n</r>");
  CHECK(moved("<r>\n  <m>\n    <x/>\n  </m>\n  <s><a/></s>\n</r>", "//m", "//s") ==
        "<r>\n  <s><a/><m><x/></m></s>\n</r>");
}

TEST_CASE("moving out the last child leaves its parent in order", "[xml][quick]") {
  CHECK(moved("<r>\n  <p>\n    <m/>\n  </p>\n</r>", "//m", "//p", Placement::after) ==
        "<r>\n  <p>\n  </p>\n  <m/>\n</r>");
  CHECK(moved("<r><p><m/></p></r>", "//m", "//p", Placement::after) == "<r><p></p><m/></r>");
  CHECK(moved("<r>\n  <p><m/></p>\n</r>", "//m", "/r") == "<r>\n  <p></p>\n  <m/>\n</r>");
}

TEST_CASE("several elements move in their order", "[xml][quick]") {
  CHECK(moved("<r>\n  <s>\n    <a/>\n  </s>\n  <t>\n    <m i='1'/>\n    <m i='2'/>\n  </t>\n</r>",
              "//m", "//s") ==
        "<r>\n  <s>\n    <a/>\n    <m i='1'/>\n    <m i='2'/>\n  </s>\n  <t>\n  </t>\n</r>");
  CHECK(moved("<r>\n  <s/>\n  <m i='1'/>\n  <m i='2'/>\n</r>", "//m", "//s") ==
        "<r>\n  <s>\n    <m i='1'/>\n    <m i='2'/>\n  </s>\n</r>");
}

TEST_CASE("an element that is last already stays where it is", "[xml][quick]") {
  const std::string text = "<r>\n  <a/>\n  <m/>\n</r>";
  CHECK(moved(text, "//m", "/r") == text);
  CHECK(moved(text, "//m", "//m", Placement::before) == text);
}

TEST_CASE("a move that cannot be is refused", "[xml][quick]") {
  CHECK(moved("<r><a><b/></a></r>", "//a", "//b") ==
        "refused: an element cannot be moved into itself");
  CHECK(moved("<r><a xmlns:p='u'><p:b/></a></r>", "//*[name()='p:b']", "/r") ==
        "refused: the namespace prefix 'p' is declared outside of the element");
}

TEST_CASE("a renamed element has the name at both ends", "[xml][quick]") {
  CHECK(renamed("<r ><a x='1'><r/></a></r >", "/r", "s") == "<s ><a x='1'><r/></a></s >");
  CHECK(renamed("<r/>", "/r", "s") == "<s/>");
  CHECK(renamed("<r/>", "/r", "1s") == "refused: '1s' is no name for an element");
}

TEST_CASE("a copy has the layout of the file it comes to", "[xml][quick]") {
  const std::string model =
      "<r>\r\n\t<d u='x'>\r\n\t\t<!-- why -->\r\n\t\t<p a='1'/>\r\n\t</d>\r\n</r>\r\n";
  CHECK(copied("<r>\n  <c q=\"1\" />\n  <d z=\"1\" />\n</r>\n", model, "//d") ==
        "<r>\n  <c q=\"1\" />\n  <d u=\"x\">\n    <!-- why -->\n    <p a=\"1\" />\n  </d>\n</r>\n");
}

TEST_CASE("a copy into a line stays in it", "[xml][quick]") {
  CHECK(copied("<r><d/></r>", "<r>\n  <d>\n    <p\n      a='1'\n      b='2'/>\n  </d>\n</r>",
               "//d") == "<r><d><p a=\"1\" b=\"2\"/></d></r>");
}

TEST_CASE("a copy keeps attributes on their lines, below their element", "[xml][quick]") {
  CHECK(copied("<r>\n    <d x='' />\n</r>",
               "<r>\n  <d>\n    <p a='1'\n       b='2'>\n    </p>\n  </d>\n</r>", "//d") ==
        "<r>\n    <d>\n        <p a='1'\n           b='2'>\n        </p>\n    </d>\n</r>");
  CHECK(copied("<r>\n\t<d x='' />\n</r>",
               "<r>\n  <d>\n    <p\n      a='1'\n      b='2' />\n  </d>\n</r>",
               "//d") == "<r>\n\t<d>\n\t\t<p\n\t\t\ta='1'\n\t\t\tb='2' />\n\t</d>\n</r>");
}

TEST_CASE("a copy that means something else elsewhere is refused", "[xml][quick]") {
  CHECK(copied("<r><d/></r>", "<!DOCTYPE r [<!ENTITY e 'x'>]><r><d a='&e;'/></r>", "//d") ==
        "refused: the text to copy uses an entity that the other file does not declare");
}

TEST_CASE("stray text goes as an element would", "[xml][quick]") {
  const auto without = [](const std::string& before) {
    return after(before, [&](const Document& document) {
      const std::size_t at = before.find("...");
      return remove_text(document,
                         {static_cast<std::uint32_t>(at - 1), static_cast<std::uint32_t>(at + 4)});
    });
  };
  CHECK(without("<r>\n  ...\n  <a/>\n</r>") == "<r>\n  <a/>\n</r>");
  CHECK(without("<r> ... </r>") == "<r> </r>");
}

TEST_CASE("an element is put around others without touching them", "[xml][quick]") {
  const auto wrapped = [](const std::string& before, const char* path) {
    return after(before, [&](const Document& document) {
      return wrap_elements(document, all(document, path), "w");
    });
  };
  CHECK(wrapped("<r>\r\n\t<a x='1'\r\n\t   y='2' />\r\n\t<b>\r\n\t\t<c/>\r\n\t</b>\r\n</r>\r\n",
                "/r/*") ==
        "<r>\r\n\t<w>\r\n\t\t<a x='1'\r\n\t\t   y='2' />\r\n\t\t<b>\r\n\t\t\t<c/>\r\n\t\t</b>\r\n"
        "\t</w>\r\n</r>\r\n");
  CHECK(wrapped("<r><a /><b/></r>", "/r/a") == "<r><w><a /></w><b/></r>");
  CHECK(wrapped("<r>\n  <a/>\n\n  <!-- about\n  b -->\n  <b>two\nlines</b>\n</r>", "/r/*") ==
        "<r>\n  <w>\n    <a/>\n\n    <!-- about\n  b -->\n    <b>two\nlines</b>\n  </w>\n</r>");
  CHECK(wrapped("<r>\n <a/> <b/>\n <c/>\n</r>", "//a | //b") ==
        "<r>\n <w>\n  <a/> <b/>\n </w>\n <c/>\n</r>");
  CHECK(wrapped("<r><a/><x/><b/></r>", "//a | //b") ==
        "refused: something else stands between the elements");
  CHECK(wrapped("<r><a/><s><b/></s></r>", "//a | //b") ==
        "refused: something else stands between the elements");
}
