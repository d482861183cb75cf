#include "report/excerpt.h"

#include <catch2/catch.hpp>
#include <string>

#include "report/display.h"
#include "report/wrap.h"

using shirlint::lint::Location;
using shirlint::report::Excerpt;
using shirlint::report::make_excerpt;
using shirlint::report::text_width;
using shirlint::report::visible;
using shirlint::report::wrap;

namespace {

Location on_line(std::string text, std::uint32_t from, std::uint32_t to) {
  Location out;
  out.start = {1, from};
  out.end = {1, to};
  out.line_text = std::move(text);
  return out;
}

/// The excerpt as a person sees it.
std::string picture(const Location& place, std::size_t width = 70) {
  const Excerpt out = make_excerpt(place, width);
  if (out.line.empty()) return {};
  return out.line + "\n" + std::string(out.indent, ' ') + std::string(out.width, '^');
}

}  // namespace

TEST_CASE("the mark stands below the place", "[report][quick]") {
  CHECK(picture(on_line("<a b=\"c\"/>", 7, 8)) ==
        "<a b=\"c\"/>\n"
        "      ^");
  CHECK(picture(on_line("<a b=\"\"/>", 7, 7)) ==  // an empty value
        "<a b=\"\"/>\n"
        "      ^");
  CHECK(picture(on_line("<a>", 4, 4)) ==  // the end of the line
        "<a>\n"
        "   ^");
  CHECK(picture(on_line("a", 9, 10)).empty());  // beyond what was kept
  CHECK(picture(on_line("", 1, 2)).empty());
}

TEST_CASE("a place of several lines is marked to the end of the first", "[report][quick]") {
  Location place = on_line("  <add", 3, 0);
  place.end = {4, 3};
  CHECK(picture(place) ==
        "  <add\n"
        "  ^^^^");
}

TEST_CASE("tabs, wide and combining characters take their columns", "[report][quick]") {
  CHECK(picture(on_line("\t<a\tb/>", 5, 6)) ==
        "    <a  b/>\n"
        "        ^");
  CHECK(picture(on_line("\xe4\xbb\xa3x", 2, 3)) ==
        "\xe4\xbb\xa3x\n"
        "  ^");
  CHECK(picture(on_line("e\xcc\x81x", 3, 4)) ==
        "e\xcc\x81x\n"
        " ^");
}

TEST_CASE("what must not be shown is written out, and the mark follows", "[report][quick]") {
  CHECK(picture(on_line("a\xe2\x80\x8b"
                        "b",
                        2, 3)) ==
        "a\\u{200b}b\n"
        " ^^^^^^^^");
  CHECK(picture(on_line("\xff"
                        "b",
                        2, 3)) ==
        "\\x{ff}b\n"
        "      ^");
  CHECK(picture(on_line(std::string("##") + "vso[x]y", 8, 9)) ==
        "##_vso[x]y\n"
        "        ^");
}

TEST_CASE("a secret is masked, and the mark follows", "[report][quick]") {
  const std::string line = "<p x=\"http://user:secret@h\"/>";
  CHECK(picture(on_line(line, 7, 27)) ==
        "<p x=\"http://***@h\"/>\n"
        "      ^^^^^^^^^^^^");
  CHECK(picture(on_line(line, 19, 25)) ==  // within it
        "<p x=\"http://***@h\"/>\n"
        "             ^^^");
}

TEST_CASE("a long line is cut around the place", "[report][quick]") {
  const std::string line = std::string(100, 'a') + "HERE" + std::string(100, 'b');
  CHECK(picture(on_line(line, 101, 105), 40) ==
        "...aaaaaaaaaaHEREbbbbbbbbbbbbbbbbbbbb...\n"
        "             ^^^^");
  CHECK(picture(on_line(line, 1, 2), 20) ==
        "aaaaaaaaaaaaaa...\n"
        "^");
  CHECK(picture(on_line(line, 204, 205), 20) ==
        "...bbbbbbbbbbbbbb\n"
        "                ^");
}

TEST_CASE("an excerpt never is wider than asked for", "[report][quick]") {
  const std::string line = std::string(30, ' ') + "<a b=\"" + std::string(200, 'x') +
                           "\xe4\xbb\xa3\xe4\xbb\xa3\" c=\"http://u:p@h\"/>";
  for (std::uint32_t from = 1; from < 250; ++from) {
    for (const std::uint32_t length : {0U, 1U, 20U, 300U}) {
      for (const std::size_t width : {20U, 41U, 75U}) {
        const Excerpt out = make_excerpt(on_line(line, from, from + length), width);
        INFO(from << " " << length << " " << width << "\n" << out.line);
        REQUIRE(text_width(out.line) <= width);
        REQUIRE(out.indent + out.width <= width + 1);
        REQUIRE(out.width >= 1);
      }
    }
  }
}

TEST_CASE("a line cut off in its password shows none of it", "[report][quick]") {
  const std::string line = std::string(370, 'a') + " \"http://user:passwordpassword";
  CHECK(make_excerpt(on_line(line, 375, 380), 75).line.find("passw") == std::string::npos);
}

TEST_CASE("prose is wrapped at blanks", "[report][quick]") {
  using Lines = std::vector<std::string>;
  CHECK(wrap("one two three", 7) == Lines{"one two", "three"});
  CHECK(wrap("one  two", 20) == Lines{"one  two"});
  CHECK(wrap("  one two three", 9) == Lines{"  one two", "  three"});
  CHECK(wrap("averyverylongword x", 5) == Lines{"averyverylongword", "x"});
  CHECK(wrap("a\r\nb\n", 9) == Lines{"a", "b"});
  CHECK(wrap("", 9) == Lines{""});
  CHECK(wrap("'http://user:my pass@h'", 12) == Lines{"'http://***@h'"});
}

TEST_CASE("visible text is masked and escaped once", "[report][quick]") {
  CHECK(visible("a\x1b\r\nhttp://u:p@h\t") == "a\\u{1b}\nhttp://***@h\t");
}
