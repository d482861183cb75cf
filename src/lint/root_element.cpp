#include "lint/root_element.h"

#include <algorithm>

namespace shirlint::lint {
namespace {

constexpr std::size_t looked_at = 64 * 1024;

}  // namespace

RootElement root_element(std::string_view bytes) {
  std::string text(bytes.substr(0, looked_at));
  text.erase(std::remove(text.begin(), text.end(), '\0'), text.end());
  RootElement root;
  for (std::size_t at = 0; (at = text.find('<', at)) != std::string::npos;) {
    const auto skip_past = [&](std::string_view end) {
      const std::size_t found = text.find(end, at);
      at = found == std::string::npos ? text.size() : found + end.size();
    };
    if (text.compare(at, 4, "<!--") == 0) {
      skip_past("-->");
    } else if (text.compare(at, 2, "<?") == 0) {
      skip_past("?>");
    } else if (text.compare(at, 2, "<!") == 0) {
      skip_past(">");
    } else {
      const std::size_t end = std::min(text.find('>', at), text.size());
      const std::string_view tag = std::string_view(text).substr(at + 1, end - at - 1);
      root.name = std::string(tag.substr(0, tag.find_first_of(" \t\r\n/")));
      root.has_xdt_namespace = tag.find("xmlns:xdt") != std::string_view::npos;
      return root;
    }
  }
  return root;
}

}  // namespace shirlint::lint
