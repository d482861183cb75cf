#include "text/toml_plain.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "seed.h"
#include "text/toml_generator.h"
#include "text/toml_written.h"

using namespace shirlint::text;

namespace {

bool is_plain(std::string_view text) { return read_plain_toml(text).has_value(); }

}  // namespace

TEST_CASE("plain TOML is read without toml++", "[text][quick]") {
  CHECK(is_plain(""));
  CHECK(is_plain("a = 1"));
  CHECK(is_plain("a = 'x' # y\r\n\n[b]\n\"c d\" = [1, 2,\n 3]\n[b.c]\n[[d]]\nx = {y = true}\n"));

  INFO("the snapshot of the benchmark's host is plain, or the benchmark measures something else");
  std::ifstream file(SHIRLINT_SOURCE_DIR "/fixtures/reference-host/host.toml", std::ios::binary);
  const std::string snapshot{std::istreambuf_iterator<char>(file), {}};
  REQUIRE(snapshot.size() > 10000);
  CHECK(is_plain(snapshot));
}

TEST_CASE("what is not plain is left to toml++", "[text][quick]") {
  const char* const text =
      GENERATE("a = 1.5", "a.b = 1", "a = 1\na = 2", "a = '''x'''", "a = \"\\u0041\"", "a = 01",
               "a = '\xC3\xA9'", "a = 1 b = 2", "[a]\n[a]", "a = 1\n[a]", "a = {}\n[a.b]",
               "[[a]]\n[a]", "[[a]]\n[a.b]", "[a]\n[[a]]", "[a.b]\n[a]", "[a.b.c]", "a = 'x\n'",
               "a = [1, 2", "a = {b = 1,}", "a = {b = 1\n}", "= 1", "[a",
               "a = 2026-02-30T00:00:00Z", "a = tru", "a\n", "\r", "a = 1\rb = 2", "\xEF\xBB\xBF");
  CAPTURE(text);
  CHECK_FALSE(is_plain(text));
}

TEST_CASE("keys and nesting beyond what a snapshot has are left to toml++", "[text][quick]") {
  std::string keys;
  for (int key = 0; key < 256; ++key) keys += "k" + std::to_string(key) + " = 1\n";
  CHECK(is_plain(keys));
  CHECK_FALSE(is_plain(keys + "one_more = 1\n"));
  CHECK(is_plain("a = [[[[[[[[1]]]]]]]]"));
  CHECK_FALSE(is_plain("a = [[[[[[[[[1]]]]]]]]]"));
}

TEST_CASE("the fast reader and toml++ read the same", "[text][quick]") {
  const std::uint64_t seed = shirlint::generated::seed_of_run();
  test::TomlGenerator generator(seed);
  constexpr int count = 40000;
  int plain = 0;
  int valid = 0;
  for (int sample = 0; sample < count; ++sample) {
    const std::string text = generator.next();
    const auto fast = read_plain_toml(text);
    const auto all = parse_any_toml(text, "a.toml");
    valid += all ? 1 : 0;
    if (!fast) continue;
    ++plain;
    CAPTURE(seed, text);
    REQUIRE(all);
    REQUIRE(test::written(*fast) == test::written(*all));
  }
  std::cout << "toml: seed " << seed << ", " << count << " texts, " << valid << " valid, " << plain
            << " of them plain\n";
  CHECK(plain > count / 10);
  CHECK(valid - plain > count / 20);
}
