#include "text/toml.h"

#include <catch2/catch.hpp>
#include <random>
#include <string>

using namespace shirlint::text;

namespace {

std::string_view slice(std::string_view text, Span span) {
  return text.substr(span.start, span.size());
}

TomlValue parse(std::string_view text) {
  auto root = parse_toml(text, "a.toml");
  REQUIRE(root);
  return *std::move(root);
}

Error refuse(std::string_view text) {
  const auto root = parse_toml(text, "a.toml");
  REQUIRE_FALSE(root);
  CHECK(root.error().file == "a.toml");
  return root.error();
}

/// Each key's span holds the key, each scalar's span is what was written for it.
void check_spans(const TomlValue& value, std::string_view text) {
  for (const TomlEntry& entry : value.entries) {
    if (!entry.key.empty()) {
      CHECK(slice(text, entry.key_at).find(entry.key) != std::string_view::npos);
    }
    const std::string_view written = slice(text, entry.value.at);
    if (entry.value.is(TomlKind::string)) {
      CHECK(written.find(entry.value.text) != std::string_view::npos);
      CHECK((written.front() == '"' || written.front() == '\''));
      CHECK(written.front() == written.back());
    }
    if (entry.value.is(TomlKind::integer)) {
      CHECK(written == std::to_string(entry.value.integer));
    }
    check_spans(entry.value, text);
  }
}

}  // namespace

TEST_CASE("TOML becomes a tree in the order of the file", "[text][quick]") {
  const std::string text =
      "name = \"node-01\"  # the first\n"
      "collected = 2026-11-22T09:00:00Z\n"
      "ratio = 1.50\n"
      "alive = true\n"
      "\n"
      "[os]\n"
      "build = 20348\n"
      "addresses = ['10.0.0.4', \"10.0.0.5\"]\n"
      "\n"
      "[[java]]\n"
      "home = 'C:\\x'\n"
      "[[java]]\n"
      "home = 'C:\\y'\n";
  const TomlValue root = parse(text);
  REQUIRE(root.entries.size() == 6);
  CHECK(root.entries[0].key == "name");
  CHECK(root.entries[0].value.text == "node-01");
  CHECK(root.entries[1].value.kind == TomlKind::date_time);
  CHECK(root.entries[1].value.text == "2026-11-22T09:00:00Z");
  CHECK(root.entries[2].value.kind == TomlKind::floating);
  CHECK(root.entries[2].value.text == "1.50");
  CHECK(root.entries[3].value.boolean);

  const TomlEntry* os = root.find("os");
  REQUIRE(os != nullptr);
  CHECK(slice(text, os->value.at) == "[os]");
  CHECK(os->value.find("build")->value.integer == 20348);
  CHECK(slice(text, os->value.find("build")->value.at) == "20348");
  CHECK(os->value.find("addresses")->value.entries[1].value.text == "10.0.0.5");

  const TomlValue& java = root.find("java")->value;
  REQUIRE(java.is(TomlKind::array));
  REQUIRE(java.entries.size() == 2);
  CHECK(slice(text, java.at) == "[[java]]");
  CHECK(java.entries[1].value.find("home")->value.text == "C:\\y");
  CHECK(java.entries[1].value.at.start > java.entries[0].value.at.start);
  check_spans(root, text);
}

TEST_CASE("places of TOML values count bytes, also after characters of several bytes",
          "[text][quick]") {
  std::string text = "\"\xC3\xA4\xE2\x82\xAC\" = '\xF0\x9F\x98\x80'  # \xC3\xBC\r\nb = 'x'\r\n";
  for (int line = 0; line < 200; ++line) {
    text += "k" + std::to_string(line) + " = \"\xC3\xA9" + std::to_string(line) + "\"\n";
  }
  const TomlValue root = parse(text);
  CHECK(slice(text, root.entries[0].key_at) == "\"\xC3\xA4\xE2\x82\xAC\"");
  CHECK(slice(text, root.entries[0].value.at) == "'\xF0\x9F\x98\x80'");
  CHECK(slice(text, root.entries[1].value.at) == "'x'");
  check_spans(root, text);
}

TEST_CASE("a value at the end of a file without a line end has its place", "[text][quick]") {
  CHECK(slice("a = 5", parse("a = 5").entries[0].value.at) == "5");
  CHECK(slice("a = 'x'", parse("a = 'x'").entries[0].value.at) == "'x'");
}

TEST_CASE("wrong TOML is one sentence with line and column", "[text][quick]") {
  const Error open = refuse("a = 1\nb = \n");
  CHECK(open.at == Position{2, 5});
  CHECK(open.message == "this is no valid TOML: expected value, saw '\\n' (in a key-value pair)");

  const Error path = refuse("home = \"C:\\Program Files\"\n");
  CHECK(path.at.line == 1);
  CHECK_THAT(path.message, Catch::EndsWith("a Windows path is written in single quotes: "
                                           "'C:\\Folder'"));

  CHECK(refuse("a = 1\na = 2\n").message == "this is no valid TOML: 'a' is given twice");
  CHECK_THAT(refuse("a = 2026-13-01\n").message, Catch::StartsWith("this is no valid TOML"));
  CHECK_THAT(refuse("a = '\xFF'\n").message, Catch::Contains("utf-8"));
  CHECK_THAT(refuse(std::string("\xFF\xFE"
                                "a\0",
                                4))
                 .message,
             Catch::StartsWith("this file is UTF-16"));
}

TEST_CASE("TOML that would exhaust the machine is too large for shirlint", "[text][quick]") {
  std::string dots;
  for (int part = 0; part < 100000; ++part) dots += "a.";
  CHECK_THAT(refuse(dots + "a = 1\n").message, Catch::StartsWith("too large for shirlint: a key"));
  CHECK_THAT(refuse("[" + dots + "a]\n").message,
             Catch::StartsWith("too large for shirlint: a key"));
  CHECK_THAT(refuse("a = " + std::string(100000, '[') + "\n").message,
             Catch::StartsWith("too large for shirlint: values nested"));
  CHECK_THAT(refuse(std::string(17 * 1024 * 1024, '#')).message,
             Catch::StartsWith("too large for shirlint: a TOML file"));

  SECTION("dots in strings and comments are no key") {
    const std::string ellipsis(200, '.');
    CHECK(parse_toml("a = '" + ellipsis + "'  # " + ellipsis + "\n", "a.toml"));
    CHECK(parse_toml("a = '''\n" + ellipsis + "\n'''\n", "a.toml"));
    CHECK(parse_toml("a = \"\\\"" + ellipsis + "\"\n", "a.toml"));
  }
}

TEST_CASE("input on which toml++ trips is read or refused like any other", "[text][quick]") {
  CHECK_THAT(refuse("a = [1, }\n").message, Catch::StartsWith("this is no valid TOML"));
  CHECK(refuse("a \xC3\xA9 = 1\n").at == Position{1, 3});
  CHECK(parse("a = \"\"\"\\\n  \xC3\xA9\"\"\"\n").entries[0].value.text == "\xC3\xA9");
}

TEST_CASE("mangled TOML is refused or read, never worse", "[text]") {
  const std::string good =
      "a = 'x'\n[b.c]\nd = [1, 2, {e = \"\\u00e9\"}]\nf = 2026-11-22\n[[g]]\nh = true\n";
  constexpr unsigned seed = 20261122;
  std::mt19937 random(seed);
  const std::string_view pieces =
      "[]{}='\"\\.#\n ,:\xC3\xA9\xFF"
      "0aTZ-";
  int read = 0;
  constexpr int rounds = 20000;
  for (int round = 0; round < rounds; ++round) {
    std::string text = good;
    for (unsigned edit = 0; edit <= random() % 3; ++edit) {
      const std::size_t at = random() % text.size();
      const char piece = pieces[random() % pieces.size()];
      if (random() % 2 == 0) {
        text[at] = piece;
      } else {
        text.insert(at, 1, piece);
      }
    }
    const auto root = parse_toml(text, "a.toml");
    read += root ? 1 : 0;
    if (!root) {
      CHECK(root.error().at.line > 0);
    }
  }
  WARN("seed " << seed << ": " << read << " of " << rounds << " mangled texts were read");
  CHECK(read > 0);
  CHECK(read < rounds);
}
