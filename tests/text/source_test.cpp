#include "text/source.h"

#include <catch2/catch.hpp>
#include <random>
#include <string>

using namespace shirlint::text;
using namespace std::string_literals;

namespace {

Encoding encoding(std::string_view name) { return find_encoding(name).value(); }

/// Lines, columns and bytes the slow way: from the start, one character at a time.
struct Counted {
  Position position{1, 1};
  std::uint32_t bytes = 0;
};

Counted count(const Source& source, std::uint32_t offset) {
  Counted result;
  const std::string_view text = source.text();
  for (std::uint32_t at = 0; at < offset;) {
    const std::uint32_t size = character_at(text, at).size;
    const bool ends_line = text[at] == '\n' || (text[at] == '\r' && text.substr(at, 2) != "\r\n");
    result.position = ends_line ? Position{result.position.line + 1, 1}
                                : Position{result.position.line, result.position.column + 1};
    at += size;
  }
  result.bytes =
      static_cast<std::uint32_t>(encode(text.substr(0, offset), source.encoding()).value().size());
  return result;
}

}  // namespace

TEST_CASE("UTF-8 is looked at where it is, and a mark is not part of it", "[text][quick]") {
  const Source source("\xEF\xBB\xBF<a/>\r\n");
  CHECK(source.has_bom());
  CHECK(source.text() == "<a/>\r\n");
  CHECK(source.text().data() == source.bytes().data() + 3);
  CHECK(source.byte_offset(1) == 4);
  CHECK(source.slice({1, 2}) == "a");
}

TEST_CASE("ASCII text in a code page is not copied either", "[text][quick]") {
  const Source source("<a/>", encoding("windows-1252"));
  CHECK(source.text().data() == source.bytes().data());
}

TEST_CASE("lines end as XmlTextReader ends them", "[text][quick]") {
  const Source source("one\ntwo\r\nthree\rfour");
  CHECK(source.line_count() == 4);
  CHECK(source.line(1) == "one");
  CHECK(source.line(2) == "two");
  CHECK(source.line(3) == "three");
  CHECK(source.line(4) == "four");
  CHECK(source.line(0).empty());
  CHECK(source.line(5).empty());
  CHECK(source.position(0) == Position{1, 1});
  CHECK(source.position(4) == Position{2, 1});
  CHECK(source.position(8) == Position{2, 5});
  CHECK(source.position(15) == Position{4, 1});
  CHECK(source.position(99) == Position{4, 5});
}

TEST_CASE("columns count characters, byte offsets count what is on disk", "[text][quick]") {
  const std::string text = "\xC3\xA9\xF0\x9F\x98\x80<";  // one of two bytes, one of four, one
  const Source utf8(text);
  CHECK(utf8.position(6) == Position{1, 3});
  CHECK(utf8.byte_offset(6) == 6);
  const Source utf16("\xFF\xFE" + encode(text, encoding("utf-16")).value(), encoding("utf-16"));
  CHECK(utf16.text() == text);
  CHECK(utf16.position(6) == Position{1, 3});
  CHECK(utf16.byte_offset(6) == 8);  // the mark, one unit, two units
  const Source latin("\xE9<", encoding("iso-8859-1"));
  CHECK(latin.text() == "\xC3\xA9<");
  CHECK(latin.byte_offset(2) == 1);
}

TEST_CASE("a mark of UTF-8 before a declared code page is dropped, as .NET drops it",
          "[text][quick]") {
  const Source source("\xEF\xBB\xBF\xE9", encoding("windows-1252"));
  CHECK(source.has_bom());
  CHECK(source.text() == "\xC3\xA9");
  CHECK(source.byte_offset(2) == 4);
}

TEST_CASE("an edit is written in the file's own encoding, or refused", "[text][quick]") {
  const Source source("<\0a\0"s, encoding("utf-16"));
  CHECK(source.encode("x\xC3\xA9").value() == "x\0\xE9\0"s);
  CHECK_FALSE(Source("a", encoding("us-ascii")).encode("\xC3\xA9"));
}

TEST_CASE("an empty source has one empty line", "[text][quick]") {
  const Source source;
  CHECK(source.text().empty());
  CHECK(source.line_count() == 1);
  CHECK(source.position(0) == Position{1, 1});
}

TEST_CASE("places in long and short lines agree with counting", "[text][quick]") {
  const unsigned seed = 20260101;
  std::mt19937 random(seed);
  const char* const pieces[] = {"a",    "\xC3\xA9", "\xE4\xB8\x80", "\xF0\x9F\x98\x80",
                                "\r\n", "\n",       "\r",           "0123456789"};
  std::size_t checked = 0;
  for (const char* name : {"utf-8", "utf-16", "utf-16be", "utf-32"}) {
    for (const unsigned kinds : {8U, 4U}) {  // 4: one huge line
      std::string text;
      while (text.size() < 5000) text += pieces[random() % kinds];
      const Source source(encode(text, encoding(name)).value(), encoding(name));
      REQUIRE(source.text() == text);
      for (std::uint32_t at = 0; at < text.size(); at += 1 + character_at(text, at).size % 2) {
        if ((static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80) continue;
        if (at % 7 != 0) continue;
        const Counted expected = count(source, at);
        const bool inside_line_end = at > 0 && text[at] == '\n' && text[at - 1] == '\r';
        if (!inside_line_end) CHECK(source.position(at) == expected.position);
        CHECK(source.byte_offset(at) == expected.bytes);
        ++checked;
      }
    }
  }
  INFO("seed " << seed);
  CHECK(checked > 1000);
}

TEST_CASE("places can be asked for in any order", "[text][quick]") {
  const std::string text = "a\r\nb\rc\n\r\n\nd";
  for (std::uint32_t first = 0; first <= text.size(); ++first) {
    for (std::uint32_t then = 0; then <= text.size(); ++then) {
      const Source whole(text);
      static_cast<void>(whole.line_count());
      const Source asked(text);
      CAPTURE(first, then);
      CHECK(asked.position(first) == whole.position(first));
      CHECK(asked.position(then) == whole.position(then));
      CHECK(asked.line(asked.position(then).line) == whole.line(whole.position(then).line));
      CHECK(asked.line_count() == whole.line_count());
    }
  }
}
