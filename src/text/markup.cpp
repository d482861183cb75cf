#include "text/markup.h"

namespace shirlint::text {

std::string escape_markup(std::string_view value, std::string_view numbered) {
  std::string out;
  out.reserve(value.size());
  for (const char c : value) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";  // HTML before 5 has no &apos;
        break;
      default:
        if (numbered.find(c) == std::string_view::npos) {
          out += c;
        } else {
          out += "&#" + std::to_string(static_cast<unsigned char>(c)) + ";";
        }
    }
  }
  return out;
}

}  // namespace shirlint::text
