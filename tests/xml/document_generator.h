// Makes XML documents, right and wrong ones, in many encodings, from a seed.
#pragma once

#include <string>
#include <string_view>

#include "text/encoding.h"
#include "xml/dtd_generator.h"

namespace shirlint::xml::test {

class DocumentGenerator : private DtdGenerator {
 public:
  explicit DocumentGenerator(unsigned seed) : DtdGenerator(seed) {}

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
};

}  // namespace shirlint::xml::test
