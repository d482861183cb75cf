// A small reader of CommonMark's inline rules and GitHub's additions, which says what in a text is
// markup.
#pragma once

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>

namespace shirlint::testing {

struct Shown {
  std::string text;
  std::string markup;  // what was not text
};

inline bool is_punctuation(char c) {
  return c > ' ' && c < 0x7f && std::isalnum(static_cast<unsigned char>(c)) == 0;
}

/// One line in the middle of a paragraph.
inline Shown read_inline(std::string_view line) {
  Shown out;
  while (!line.empty()) {
    const char c = line[0];
    std::size_t size = 1;
    if (c == '\\' && line.size() > 1 && is_punctuation(line[1])) {
      out.text += line[1];
      size = 2;
    } else if (line.substr(0, 5) == "&amp;") {
      out.text += '&', size = 5;
    } else if (line.substr(0, 4) == "&lt;") {
      out.text += '<', size = 4;
    } else if (line.substr(0, 4) == "&gt;") {
      out.text += '>', size = 4;
    } else if (line.substr(0, 8) == "<!-- -->") {
      size = 8;
    } else if (c == '`') {
      const std::size_t fence = std::min(line.find_first_not_of('`'), line.size());
      const std::string closing(fence, '`');
      std::size_t end = line.find(closing, fence);
      while (end != std::string_view::npos && end + fence < line.size() &&
             line[end + fence] == '`') {
        end = line.find(closing, line.find_first_not_of('`', end));
      }
      if (end == std::string_view::npos) {
        out.markup += closing, size = fence;
      } else {
        std::string code(line.substr(fence, end - fence));
        if (code.size() > 1 && code.front() == ' ' && code.back() == ' ' &&
            code.find_first_not_of(' ') != std::string::npos) {
          code = code.substr(1, code.size() - 2);
        }
        out.text += code, size = end + fence;
      }
    } else {
      const bool link = line.substr(0, 3) == "://" || line.substr(0, 4) == "www.";
      const bool mention = (c == '@' || c == '#' || c == '!') && line.size() > 1 &&
                           (std::isalnum(static_cast<unsigned char>(line[1])) != 0);
      if (link || mention || std::string_view("*_[]<>&|~$").find(c) != std::string_view::npos) {
        out.markup += c;
      }
      out.text += c;
    }
    line.remove_prefix(size);
  }
  return out;
}

inline std::string one_line(std::string text) {
  for (char& c : text) c = c == '\n' || c == '\t' ? ' ' : c;
  return text;
}

}  // namespace shirlint::testing
