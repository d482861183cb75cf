// Edits as values: their order, what composes, the least that changes, and the bytes on disk.
#include "text/edit.h"

#include <catch2/catch.hpp>

using namespace shirlint;
using namespace shirlint::text;

namespace {

/// `whole` after the edits, composed; "refused" when they do not compose.
std::string applied(std::string_view whole, Edits edits) {
  const auto combined = combine(std::move(edits));
  if (!combined) return "refused";
  REQUIRE(are_apart(*combined, whole.size()));
  return apply_edits(whole, *combined);
}

Encoding encoding(std::string_view name) { return *find_encoding(name); }

}  // namespace

TEST_CASE("edits are applied by their place, not by their order", "[text][quick]") {
  CHECK(applied("abcdef", {{{4, 5}, "E"}, {{0, 1}, "A"}}) == "AbcdEf");
  CHECK(applied("abc", {}) == "abc");
  CHECK(applied("", {{{0, 0}, "x"}}) == "x");
}

TEST_CASE("insertions at one place follow each other as they were given", "[text][quick]") {
  CHECK(applied("ac", {{{1, 1}, "1"}, {{1, 1}, "2"}}) == "a12c");
}

TEST_CASE("an insertion stands before a replacement that begins there", "[text][quick]") {
  CHECK(applied("a />", {{{1, 4}, "></a>"}, {{1, 1}, " b=''"}}) == "a b=''></a>");
}

TEST_CASE("no two edits of a set have one start", "[text][quick]") {
  CHECK(*combine({{{1, 4}, ">"}, {{1, 1}, "x"}, {{1, 1}, "y"}}) == Edits{{{1, 4}, "xy>"}});
  CHECK(minimal("abc", {{{0, 1}, "aX"}, {{1, 2}, "Y"}}) == Edits{{{1, 2}, "XY"}});
}

TEST_CASE("deletions that overlap become one, equal replacements too", "[text][quick]") {
  CHECK(applied("abcdef", {{{1, 4}, ""}, {{2, 5}, ""}}) == "af");
  CHECK(applied("abcdef", {{{1, 5}, ""}, {{2, 3}, ""}}) == "af");
  CHECK(applied("abc", {{{1, 2}, "X"}, {{1, 2}, "X"}}) == "aXc");
}

TEST_CASE("whatever else overlaps is refused", "[text][quick]") {
  CHECK(applied("abc", {{{1, 2}, "X"}, {{1, 2}, "Y"}}) == "refused");
  CHECK(applied("abcdef", {{{1, 5}, ""}, {{2, 3}, "X"}}) == "refused");
  CHECK(applied("abcdef", {{{1, 5}, ""}, {{3, 3}, "X"}}) == "refused");
  CHECK(applied("abcdef", {{{1, 3}, "X"}, {{2, 4}, ""}}) == "refused");
  CHECK(combine({{{1, 5}, ""}, {{3, 3}, "X"}}).error().message ==
        "two steps of the fix change the same place in different ways");
}

TEST_CASE("edits that are out of order, overlap or leave the text are told", "[text][quick]") {
  CHECK(are_apart({{{0, 1}, "x"}, {{1, 2}, "y"}}, 2));
  CHECK_FALSE(are_apart({{{1, 2}, "y"}, {{0, 1}, "x"}}, 2));
  CHECK_FALSE(are_apart({{{0, 2}, "y"}, {{1, 2}, "x"}}, 2));
  CHECK_FALSE(are_apart({{{1, 3}, "y"}}, 2));
}

TEST_CASE("the least form leaves out what stays", "[text][quick]") {
  CHECK(minimal("proxy:8080", {{{0, 10}, "http://proxy:8080"}}) == Edits{{{0, 0}, "http://"}});
  CHECK(minimal("True", {{{0, 4}, "true"}}) == Edits{{{0, 1}, "t"}});
  CHECK(minimal("abab", {{{0, 4}, "ab"}}) == Edits{{{2, 4}, ""}});
  CHECK(minimal("same", {{{0, 4}, "same"}}).empty());
}

TEST_CASE("the least form ends on the borders of characters", "[text][quick]") {
  // U+00E4 and U+00F6 share their first byte, U+00E4 and U+0124 their last.
  CHECK(minimal("\xC3\xA4", {{{0, 2}, "\xC3\xB6"}}) == Edits{{{0, 2}, "\xC3\xB6"}});
  CHECK(minimal("\xC3\xA4", {{{0, 2}, "\xC4\xA4"}}) == Edits{{{0, 2}, "\xC4\xA4"}});
  CHECK(minimal("x\xC3\xA4", {{{0, 3}, "x\xC3\xA4y"}}) == Edits{{{3, 3}, "y"}});
}

TEST_CASE("on disk an edit is in the file's encoding, behind its byte order mark",
          "[text][quick]") {
  const Edits edits = {{{2, 3}, "\xC3\xA4"}};  // the third byte of the text
  const auto disk = [&](const Source& source) { return *encode_edits(source, edits); };
  CHECK(disk(Source("abc")) == Edits{{{2, 3}, "\xC3\xA4"}});
  CHECK(disk(Source("\xEF\xBB\xBF"
                    "abc")) == Edits{{{5, 6}, "\xC3\xA4"}});
  using namespace std::string_literals;
  CHECK(disk(Source("\xFF\xFE"
                    "a\0b\0c\0"s,
                    encoding("utf-16"))) == Edits{{{6, 8}, "\xE4\0"s}});
  CHECK(disk(Source("\0a\0b\0c"s, encoding("utf-16BE"))) == Edits{{{4, 6}, "\0\xE4"s}});
  CHECK(disk(Source("abc", encoding("windows-1252"))) == Edits{{{2, 3}, "\xE4"}});
}

TEST_CASE("a character that the encoding cannot hold is a refusal", "[text][quick]") {
  const Source source("abc", encoding("us-ascii"));
  const auto refused = encode_edits(source, {{{0, 0}, "\xC3\xA4"}});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message ==
        "the file is not changed: the character U+00E4 does not exist in us-ascii, the file's "
        "encoding");
}
