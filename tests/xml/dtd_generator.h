// Makes document type declarations, and the parts that they share with documents, from a seed.
#pragma once

#include <initializer_list>
#include <random>
#include <string>
#include <string_view>

namespace shirlint::xml::test {

/// The smallest parts. What is careless may be wrong; the rest is meant to be right.
class PartGenerator {
 protected:
  explicit PartGenerator(unsigned seed) : random_(seed) {}

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

  bool careless_ = false;

 private:
  std::mt19937 random_;
};

class DtdGenerator : protected PartGenerator {
 protected:
  using PartGenerator::PartGenerator;

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
};

}  // namespace shirlint::xml::test
