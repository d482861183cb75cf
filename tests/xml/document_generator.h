// Makes XML documents, right and wrong ones, in many encodings, from a seed.
#pragma once

#include <initializer_list>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "text/encoding.h"

namespace shirlint::xml::test {

class DocumentGenerator {
 public:
  explicit DocumentGenerator(unsigned seed) : random_(seed) {}

  /// Bytes of a document under 4 KiB, .NET's first buffer. About half of them are well-formed.
  std::string next() {
    for (;;) {
      careless_ = chance(0.4);
      std::string bytes = encoded(document());
      if (careless_ || chance(0.15)) mutate(bytes);
      if (bytes.size() < 4000) return bytes;
    }
  }

 private:
  using Words = std::initializer_list<std::string_view>;

  std::size_t below(std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(random_);
  }
  bool chance(double probability) {
    return std::uniform_real_distribution<double>(0, 1)(random_) < probability;
  }
  bool careless(double probability) { return careless_ && chance(probability); }
  std::string one_of(Words words) { return std::string(*(words.begin() + below(words.size()))); }
  template <class Make>
  std::string repeat(std::size_t most, Make make) {
    std::string text;
    for (std::size_t count = below(most + 1); count != 0; --count) text += make();
    return text;
  }

  std::string space() {
    if (careless(0.04)) return "";
    return one_of({" ", " ", "\n", "\r\n", "\t", "\r", "  "});
  }
  std::string maybe_space(double probability) { return chance(probability) ? space() : ""; }

  std::string name() {
    if (careless(0.06)) {
      return one_of({":a", "a:", "1a", "a:b:c", "-", "xmlns", "xmlns:a", "\xE0\xB9\x8F", "", "x:y",
                     "\xF0\x9F\x98\x80"});
    }
    return one_of({"a", "b", "c", "configuration", "proxy", "add", "xml:a", "a.b-c_1",
                   "\xC3\xA9t\xC3\xA9", "\xE4\xB8\x80", "_"});
  }

  std::string reference() {
    if (careless(0.2)) {
      return one_of({"&", "&a", "&a ;", "&#;", "&#x;", "&#xG;", "&#99999999999;", "&a:b;", "&am",
                     "&#2147483600;", "&#x7FFFFFFF;", "&&", "& "});
    }
    return one_of({"&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&#65;", "&#x41;", "&#0;",
                   "&#x1F600;", "&#xD800;", "&e;", "&other;"});
  }

  std::string characters() {
    return repeat(5, [this] {
      return one_of({"a",
                     "b c",
                     "\n",
                     "\r\n",
                     "\r",
                     "\t",
                     "\xC3\xA9",
                     "\xE4\xB8\x80",
                     "xxxxxxxxxxxxxxxxxxxx",
                     "\xF0\x9F\x98\x80",
                     "-",
                     ">",
                     "/",
                     "=",
                     "?",
                     ";",
                     "%",
                     "#",
                     "\xEF\xBF\xBD",
                     "\xC2\x85",
                     "\xE2\x80\xA8",
                     "http://proxy:8080"});
    });
  }

  std::string text() {
    std::string made = characters();
    if (chance(0.3)) made += reference() + characters();
    if (chance(0.1)) made += one_of({"]", "]]", "] ]>", "\"", "'"});
    if (careless(0.04)) {
      made += one_of({"]]>", "<", std::string_view("\0", 1), "\x01", "\xEF\xBF\xBE", "\x1B"});
    }
    return made;
  }

  std::string value() {
    const char quote = chance(0.5) ? '"' : '\'';
    std::string made = characters();
    if (chance(0.3)) made += reference() + characters();
    if (careless(0.04)) made += one_of({"<", "\"", "'"});
    if (careless(0.02)) return one_of({"x", "http://proxy:8080", "", "\""});
    return quote + made + quote;
  }

  std::string attribute(std::string_view named) {
    return std::string(named) + maybe_space(0.1) + "=" + maybe_space(0.1) + value();
  }

  std::string attributes() {
    std::string made;
    std::size_t number = 0;
    made += repeat(4, [&] {
      const std::string unique = "a" + std::to_string(number++);
      return space() + attribute(careless(0.2) ? name() : unique);
    });
    if (chance(0.1)) {
      made += space() + "xml:space=" +
              (careless(0.3) ? "'x'" : one_of({"'preserve'", "' default '", "'&#112;reserve'"}));
    }
    if (chance(0.1)) made += space() + "xmlns='urn:x'";
    if (careless(0.1)) {
      made += one_of({" xmlns:a=''", " xmlns:xml='x'", " xmlns:xmlns='x'", " a=' ' a=' '",
                      " xmlns:p='u' xmlns:q='&#117;' p:x='1' q:x='2'",
                      " xmlns='http://www.w3.org/2000/xmlns/'", " p:a='x'",
                      " xmlns:xml='http://www.w3.org/XML/1998/namespace'",
                      " xmlns:x='http://www.w3.org/2000/xmlns/'"});
    }
    return made;
  }

  std::string element(unsigned depth) {
    const bool prefixed = chance(0.15);
    const std::string named = prefixed ? "p:" + name() : name();
    std::string made = "<" + named + attributes();
    if (prefixed && !careless(0.2)) made += space() + "xmlns:p=\"urn:p\"";
    made += maybe_space(0.2);
    if (chance(0.3) || depth > 4) return made + (careless(0.02) ? "/" : "/>");
    made += ">";
    made += repeat(5, [&] { return content(depth); });
    return made + "</" + (careless(0.04) ? name() : named) + maybe_space(0.1) + ">";
  }

  std::string content(unsigned depth) {
    if (careless(0.02)) {
      return one_of(
          {"<!DOCTYPE a>", "<!", "<!-", "<![CDATA", "<!ELEMENT", "<", "</", "<?", "<!x>"});
    }
    switch (below(10)) {
      case 0:
        return comment();
      case 1:
        return instruction();
      case 2:
        return "<![CDATA[" + characters() + one_of({"]]>", "]]>", "]]]>"});
      case 3:
      case 4:
      case 5:
        return element(depth + 1);
      default:
        return text();
    }
  }

  std::string comment() {
    std::string inside = characters();
    for (std::size_t at = inside.find('-'); at != std::string::npos;
         at = inside.find('-', at + 1)) {
      inside.insert(at + 1, " ");
    }
    if (careless(0.06)) inside += one_of({"--", "-", "->", "-- >"});
    return "<!--" + inside + "-->";
  }

  std::string instruction() {
    const std::string target = careless(0.1) ? one_of({"xml", "XML", "xMl", "a:b", "1", ""})
                                             : one_of({"p", "pi-x", "xmlx", "\xC3\xA9"});
    if (chance(0.2)) return "<?" + target + "?>";
    return "<?" + target + space() + characters() + (careless(0.04) ? "?" : "?>");
  }

  std::string literal() {
    std::string inside = characters();
    for (char& c : inside) {
      if (c == '%' && !careless(0.3)) c = '.';
    }
    if (chance(0.2)) inside += one_of({"&amp;", "&#65;", "&#38;", "&e;"});
    if (careless(0.1)) inside += one_of({"&", "&u;", "%p;", "&#x", "<", "&g;", "&unp;", "&ext;"});
    return "\"" + inside + "\"";
  }

  std::string external() {
    if (careless(0.3)) {
      return one_of({"SYSTEM 'b#c'", "PUBLIC \"x\"", "PUBLIC \"\xC3\xA9\" \"y\"", "SYSTEM",
                     "PUBLIC \"a\"\"b\"", "SYSTEM \"a\nb#c\"", "PUBLIC \"a\nb{\" \"c\"", "PUBLI",
                     "SYSTEM\"a\"", "PUBLIC \"a\nb\"  \"c\"", "SYSTEM 'a"});
    }
    return one_of({"SYSTEM \"a.dtd\"", "PUBLIC '-//X//Y' \"y\"", "SYSTEM 'http://x/y'"});
  }

  std::string model(unsigned depth) {
    if (depth > 3 || chance(0.5)) {
      return (careless(0.05) ? one_of({"#PCDATA", "1", ""}) : name()) +
             one_of({"", "*", "+", "?"}) + (careless(0.03) ? " *" : "");
    }
    const std::string separator = one_of({",", "|", " , ", " | "});
    std::string made = "(" + model(depth + 1);
    made += repeat(2, [&] {
      return (careless(0.05) ? one_of({",", "|", " "}) : separator) + model(depth + 1);
    });
    return made + ")" + one_of({"", "*", "+", "?"});
  }

  std::string element_declaration() {
    std::string made = "<!ELEMENT" + space() + name() + space();
    if (careless(0.2)) {
      made += one_of({"(#PCDATA|a)", "(#PCDATA|a) *", "(#PC)", "EMPT", "", "(a)b", "(a", "(a,)",
                      "(a))", "(a,b|c)", "((a|b),c", "(a b)", "#PCDATA"});
    } else {
      made += chance(0.5) ? one_of({"EMPTY", "ANY", "(#PCDATA)", "(#PCDATA|a|b)*", "(#PCDATA)*",
                                    "( #PCDATA | a )*"})
                          : "(" + model(0) + ")";
    }
    return made + maybe_space(0.2) + (careless(0.03) ? "" : ">");
  }

  std::string attribute_declaration() {
    std::string made = "<!ATTLIST" + space() + name();
    made += repeat(3, [this] {
      std::string one = space() + (careless(0.2) ? "xml:space" : name()) + space();
      one += careless(0.15)
                 ? one_of({"CDAT", "IDR", "X", "NOTATION (1)", "(a b)", "IDREFX", "E", "I", "N",
                           "NOTATION(a)", "()", "NOTATION a"})
                 : one_of({"CDATA", "ID", "IDREF", "IDREFS", "ENTITY", "ENTITIES", "NMTOKEN",
                           "NMTOKENS", "NOTATION (a|b)", "(a|1)", "( default | preserve )"});
      one += space();
      one += careless(0.15)
                 ? one_of({"#FIXED", "#X", "", "\"<\"", "\"&undeclared;\"", "\"&g;\"", "\"&unp;\"",
                           "\"&ext;\"", "#IMPLIE", "'"})
                 : one_of({"#IMPLIED", "#REQUIRED", "#FIXED 'x'", "'&e;'", "\"x&amp;y\""});
      return one;
    });
    return made + maybe_space(0.2) + (careless(0.03) ? "" : ">");
  }

  std::string entity_declaration() {
    std::string made = "<!ENTITY" + space();
    if (chance(0.3)) made += "%" + space();
    made += (careless(0.1) ? one_of({"a:b", "1", "", "%p;"}) : one_of({"f", "g", "h", "ext"})) +
            space();
    if (careless(0.25)) {
      made += one_of({"\"&g;&g;\"", "\"<!ELEMENT a \"", "\"<!-- c\"", "\"]\"", "\"x\" y", "\"%p;\"",
                      "\"<\"", "\"a\nb<\"", "'<!ATTLIST a b CDATA \"x'", "SYSTEM 'a'NDATA n", "x",
                      "SYSTEM 'a' NDATA", "PUBLIC 'a' 'b' NDAT n"});
    } else {
      made += chance(0.7) ? literal() : external();
    }
    return made + maybe_space(0.2) + (careless(0.03) ? "" : ">");
  }

  std::string declaration() {
    if (careless(0.08)) {
      return one_of({"<![INCLUDE[ ]]>",
                     "<![",
                     "<!",
                     "<!E",
                     "<!EL",
                     "<!X>",
                     "<!-",
                     "<",
                     "x",
                     "]]>",
                     "]]",
                     "<!ELEMENTa ANY>",
                     "<!DOCTYPE a>",
                     "<!-x",
                     "&e;",
                     "%g;",
                     "%p",
                     "%1;",
                     "% p;",
                     "<!NOTATION n>",
                     "<!NOTATION n PUBLIC 'a'>"});
    }
    switch (below(8)) {
      case 0:
        return element_declaration();
      case 1:
      case 2:
        return attribute_declaration();
      case 3:
        return entity_declaration();
      case 4:
        return comment();
      case 5:
        return instruction();
      case 6:
        return "<!NOTATION " + name() + " " + external() + ">";
      default:
        return one_of({"%undeclared;", "%ext;", "%p;", " ", "\r\n"});
    }
  }

  std::string doctype() {
    std::string made = "<!DOCTYPE" + one_of({" ", " ", " ", "\n", "\r\n", "\r"}) + name();
    if (chance(0.3)) made += space() + external();
    made += maybe_space(0.3);
    if (chance(0.8)) {
      made += "[<!ENTITY e 'v'>";
      if (chance(0.4)) made += "<!ENTITY % p '<!ELEMENT pp ANY>'>";
      if (careless(0.4)) {
        made +=
            one_of({"<!ENTITY % p '<!ELEMENT pp'>", "<!ENTITY % p '&#37;q;'>", "<!ENTITY % p ' '>",
                    "<!ENTITY % p 'x'>", "<!ENTITY % p ''>", "<!ENTITY g '&e;&#38;g;'>",
                    "<!ENTITY unp SYSTEM 'x' NDATA n>", "<!ENTITY ext SYSTEM 'y'>",
                    "<!ENTITY % p '<!--'>", "<!ENTITY % p \"<!ATTLIST a b CDATA '&#38;e;'>\">"});
      }
      made += repeat(4, [this] { return maybe_space(0.4) + declaration(); });
      made += (careless(0.03) ? "]]" : "]") + maybe_space(0.2);
    }
    return made + (careless(0.03) ? "x>" : ">");
  }

  std::string xml_declaration() {
    std::string made = "<?xml" + space();
    made += careless(0.1) ? one_of({"version=\"1.1\"", "version=1.0", "Version='1.0'", "",
                                    "version=\"1.0", "version='<'", "version='1.0\xC3\xA9'"})
                          : one_of({"version='1.0'", "version = \"1.0\""});
    if (chance(0.6)) {
      made += space() + "encoding=\"" +
              (chance(0.3) ? one_of({"us-ascii", "iso-8859-1", "windows-1252", "ibm850",
                                     "windows-1250", "iso-8859-15", "utf-16", "utf-8"})
                           : "UTF-8") +
              "\"";
    } else if (careless(0.5)) {
      made += " encoding=\"" +
              one_of({"utf-16", "ucs-2", "unicode", "utf-16BE", "ucs-4", "utf8", "", "x y",
                      "\xC3\xA9", "no-such", "iso-8859-7\" \""}) +
              "\"";
    }
    if (chance(0.3)) {
      made += space() + "standalone=\"" + (careless(0.2) ? "YES" : one_of({"yes", "no"})) + "\"";
    }
    if (careless(0.05)) made += " other='x'";
    return made + maybe_space(0.2) + (careless(0.05) ? one_of({">", "?", "?\?>"}) : "?>");
  }

  std::string document() {
    std::string made;
    if (careless(0.05)) made += one_of({" ", "\n", "x", "<!-- -->", std::string_view("\0", 1)});
    if (chance(0.6)) made += xml_declaration();
    const auto between = [this] {
      if (careless(0.03)) {
        return one_of({"x", "&", "<![CDATA[x]]>", std::string_view("\0", 1), "]]>", "</a>"});
      }
      return chance(0.5) ? space() : chance(0.5) ? comment() : instruction();
    };
    made += repeat(2, between);
    if (chance(0.3)) made += doctype() + maybe_space(0.5);
    made += element(0);
    made += repeat(2, between);
    if (careless(0.08)) {
      made += one_of({"x", "<b/>", std::string_view("\0", 1), std::string_view("\0\0", 2),
                      std::string_view("\n\0", 2), std::string_view("\n\0\0", 3), "<!DOCTYPE a>",
                      "&e;", "</a>", "<", "<!", "\xF0\x9F\x98\x80", "<?xml?>", "<!-"});
    }
    return made;
  }

  /// Mostly in UTF-8, sometimes as the declaration says, sometimes as it does not.
  std::string encoded(const std::string& text) {
    using text::EncodingKind;
    const auto in = [&](EncodingKind kind) { return text::encode(text, {kind, 0}).value_or(text); };
    const std::size_t declared = text.find("encoding=\"");
    if (declared != std::string::npos && !chance(0.2)) {
      const std::size_t start = declared + 10;
      const std::string name = text.substr(start, text.find('"', start) - start);
      if (name == "utf-16") return "\xFF\xFE" + in(EncodingKind::utf16_le);
      const auto encoding = text::find_encoding(name);
      if (encoding && encoding->kind == EncodingKind::single_byte) {
        return text::encode(text, *encoding).value_or(text);
      }
    }
    if (!chance(0.35)) return text;
    switch (below(8)) {
      case 0:
        return "\xFF\xFE" + in(EncodingKind::utf16_le);
      case 1:
        return "\xFE\xFF" + in(EncodingKind::utf16_be);
      case 2:
        return careless_ ? in(EncodingKind::utf16_le) : text;
      case 3:
        return careless_ ? text::encode(text, *text::find_encoding("windows-1252")).value_or(text)
                         : text;
      case 4:
        return utf32("\xFF\xFE\0\0", EncodingKind::utf32_le, text);
      case 5:
        return utf32("\0\0\xFE\xFF", EncodingKind::utf32_be, text);
      default:
        return "\xEF\xBB\xBF" + text;
    }
  }

  /// Without characters past U+FFFF: .NET's UTF-32 decoder breaks on them.
  static std::string utf32(const char (&mark)[5], text::EncodingKind kind, std::string text) {
    const std::string_view astral = "\xF0\x9F\x98\x80";
    for (std::size_t at = text.find(astral); at != std::string::npos; at = text.find(astral, at)) {
      text.replace(at, astral.size(), "z");
    }
    return std::string(mark, 4) + text::encode(text, {kind, 0}).value_or(text);
  }

  void mutate(std::string& bytes) {
    using namespace std::string_view_literals;
    for (std::size_t count = 1 + below(3); count != 0; --count) {
      const std::size_t at = below(bytes.size() + 1);
      const std::size_t kind = below(20);
      if (kind < 6) {
        bytes.erase(at, 1 + below(4));
      } else if (kind < 14) {
        bytes.insert(at, one_of({"<",
                                 ">",
                                 "&",
                                 "\"",
                                 "'",
                                 " ",
                                 "\n",
                                 "\r",
                                 "\0"sv,
                                 "/",
                                 "=",
                                 ":",
                                 "]",
                                 "]]>",
                                 "--",
                                 "?>",
                                 "<!",
                                 "%",
                                 ";",
                                 "\xFF",
                                 "\xC3",
                                 "\xE9",
                                 "\xF0\x9F\x98\x80",
                                 "\xED\xA0\x80",
                                 "\xEF\xBF\xBE",
                                 "\x01",
                                 "\xEF\xBB\xBF",
                                 "<a>",
                                 "</a>",
                                 "xmlns:a=\"x\" ",
                                 "#",
                                 "1",
                                 "\xD8\0"sv,
                                 "\0\xD8"sv}));
      } else if (kind < 16) {
        bytes.resize(at);
      } else if (!bytes.empty()) {
        const std::string copy = bytes.substr(below(bytes.size()), below(12));
        bytes.insert(at, copy);
      }
    }
  }

  std::mt19937 random_;
  bool careless_ = false;
};

}  // namespace shirlint::xml::test
