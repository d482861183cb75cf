// Random texts out of what could hurt a receiver of a report.
#pragma once

#include <random>
#include <string>
#include <vector>

namespace shirlint::testing {

inline std::string hostile_text(std::mt19937& random) {
  static const std::vector<std::string> pieces = {std::string("##") + "vso[task.complete]",
                                                  std::string(":") + ":error file=x::",
                                                  "::",
                                                  "##[",
                                                  "%",
                                                  "%25",
                                                  "%0A",
                                                  "%AZP25",
                                                  "%3B",
                                                  "%5D",
                                                  ";",
                                                  "]",
                                                  "[",
                                                  ",",
                                                  ":",
                                                  "=",
                                                  "\n",
                                                  "\r\n",
                                                  "\t",
                                                  " ",
                                                  "<",
                                                  ">",
                                                  "&",
                                                  "&lt;",
                                                  "\"",
                                                  "'",
                                                  "]]>",
                                                  "<!-- -->",
                                                  "-->",
                                                  "<script>",
                                                  "|",
                                                  "`",
                                                  "``",
                                                  "*",
                                                  "_",
                                                  "\\",
                                                  "@team",
                                                  "#12",
                                                  "!7",
                                                  "![x](http://h/)",
                                                  "[x](y)",
                                                  "# ",
                                                  "- ",
                                                  "~~",
                                                  "$x$",
                                                  "http://h/",
                                                  "www.h.example",
                                                  "http://u:",
                                                  "@h",
                                                  "\x1b[31m",
                                                  "\xe2\x80\xae",
                                                  "\xff",
                                                  "\xc3\xa4",
                                                  "a",
                                                  "b c",
                                                  "1."};
  std::string out;
  for (std::size_t n = random() % 12; n > 0; --n) {
    out += random() % 8 == 0 ? std::string(1, static_cast<char>(random() % 256))
                             : pieces[random() % pieces.size()];
  }
  return out;
}

}  // namespace shirlint::testing
