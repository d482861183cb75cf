// Makes snapshot-like TOML: mostly plain lines, some that only toml++ reads, and in a third
// of the texts one character replaced, removed or doubled.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace shirlint::text::test {

class TomlGenerator {
 public:
  explicit TomlGenerator(std::uint64_t seed) : random_(seed) {}

  std::string next() {
    std::string text;
    for (std::size_t lines = 1 + below(8); lines > 0; --lines) text += line();
    if (!text.empty() && below(4) == 0) text.pop_back();
    if (below(3) == 0) damage(text);
    return text;
  }

 private:
  std::size_t below(std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_);
  }
  template <std::size_t Size>
  std::string one_of(const std::array<std::string_view, Size>& choices) {
    return std::string(choices[below(Size)]);
  }

  std::string blanks() { return one_of(std::array<std::string_view, 5>{"", "", " ", " ", "\t "}); }
  std::string line_end() {
    return one_of(std::array<std::string_view, 6>{"\n", "\n", "\n", "\r\n", " # why\n", "  \n"});
  }
  std::string key() {
    return one_of(std::array<std::string_view, 18>{"a", "b", "c", "d", "e", "f", "g", "h", "a-1",
                                                   "B_2", "7", "'a'", "\"b\"", "'x y'", "\"x.y/z\"",
                                                   "\"t\\tb\"", "a.b", "''"});
  }

  std::string scalar() {
    if (below(4) > 0) {
      return one_of(std::array<std::string_view, 20>{"0",
                                                     "7",
                                                     "-12",
                                                     "20348",
                                                     "true",
                                                     "false",
                                                     "'C:\\x'",
                                                     "\"x\"",
                                                     "\"\"",
                                                     "''",
                                                     "\"a\\\\b\"",
                                                     "\"q\\\"q\"",
                                                     "'it \"is\"'",
                                                     "\"it's\"",
                                                     "2026-11-22T09:00:00Z",
                                                     "2024-02-29T23:59:59Z",
                                                     "\"\\n\\r\\t\\b\\f\"",
                                                     "\"#\"",
                                                     "'#x'",
                                                     "123456789012345678"});
    }
    return one_of(std::array<std::string_view, 20>{"9999999999999999999",
                                                   "-0",
                                                   "+5",
                                                   "007",
                                                   "1_000",
                                                   "0x1F",
                                                   "1.5",
                                                   "1e3",
                                                   "inf",
                                                   "2023-02-29T00:00:00Z",
                                                   "2026-11-22",
                                                   "2026-11-22T24:00:00Z",
                                                   "2026-11-22T09:00:00+01:00",
                                                   "2026-11-22 09:00:00Z",
                                                   "\"\\u00e9\"",
                                                   "\"\\q\"",
                                                   "'''x'''",
                                                   "\"\"\"x\"\"\"",
                                                   "\"\xC3\xA9\"",
                                                   "'\x7F'"});
  }

  std::string array(int depth) {
    std::string out = "[" + between();
    for (std::size_t items = below(4); items > 0; --items) {
      out += value(depth + 1) + between();
      if (items > 1 || below(3) == 0) out += "," + between();
    }
    return out + "]";
  }
  std::string between() {
    return one_of(std::array<std::string_view, 6>{"", "", " ", " \n ", " # one\n", "\r\n\t"});
  }

  std::string inline_table(int depth) {
    std::string out = "{" + blanks();
    for (std::size_t pairs = below(4); pairs > 0; --pairs) {
      out += key() + blanks() + "=" + blanks() + value(depth + 1) + blanks();
      if (pairs > 1 || below(8) == 0) out += "," + blanks();
    }
    return out + "}";
  }

  std::string value(int depth) {
    const std::size_t kind = below(10);
    if (depth < 3 && kind == 0) return array(depth);
    if (depth < 3 && kind == 1) return inline_table(depth);
    return scalar();
  }

  std::string line() {
    switch (below(8)) {
      case 0:
        return "[" + blanks() + key() + blanks() + "]" + line_end();
      case 1:
        return "[" + key() + blanks() + "." + blanks() + key() + "]" + line_end();
      case 2:
        return "[[" + key() + blanks() + "]]" + line_end();
      case 3:
        return blanks() + (below(2) == 0 ? "# a remark" : "") + line_end();
      default:
        return blanks() + key() + blanks() + "=" + blanks() + value(0) + line_end();
    }
  }

  void damage(std::string& text) {
    if (text.empty()) return;
    const std::size_t at = below(text.size());
    switch (below(3)) {
      case 0:
        text[at] = one_of(std::array<std::string_view, 14>{"'", "\"", "[", "]", "{", "}", "=", ".",
                                                           ",", "\n", "\r", "#", "\\", " "})[0];
        break;
      case 1:
        text.erase(at, 1);
        break;
      default:
        text.insert(at, 1, text[at]);
    }
  }

  std::mt19937_64 random_;
};

}  // namespace shirlint::text::test
