#include "dotnet/net_error.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace shirlint::dotnet {

std::string_view to_text(Moment moment) {
  constexpr std::array<std::string_view, 6> names = {"process-start", "config-init", "section-read",
                                                     "request",       "ok",          "not-judged"};
  return names[static_cast<std::size_t>(moment)];
}

std::string_view to_text(ErrorCause cause) {
  constexpr std::array<std::string_view, 32> names = {"not-well-formed",
                                                      "unquoted-attribute",
                                                      "bare-ampersand",
                                                      "encoding",
                                                      "outside-root",
                                                      "root-name",
                                                      "root-namespace",
                                                      "root-attribute",
                                                      "config-sections-place",
                                                      "config-sections-twice",
                                                      "section-declaration",
                                                      "reserved-name",
                                                      "unrecognized-section",
                                                      "section-twice",
                                                      "stray-text",
                                                      "processing-instruction",
                                                      "location",
                                                      "config-source",
                                                      "unrecognized-attribute",
                                                      "unrecognized-element",
                                                      "element-twice",
                                                      "section-text",
                                                      "missing-key",
                                                      "bad-boolean",
                                                      "bad-enum",
                                                      "bad-integer",
                                                      "bad-uri",
                                                      "duplicate-entry",
                                                      "bad-value",
                                                      "bad-regex",
                                                      "proxy-scheme",
                                                      "proxy-module"};
  return names[static_cast<std::size_t>(cause)];
}

void sort_errors(std::vector<NetError>& errors) {
  std::stable_sort(errors.begin(), errors.end(), [](const NetError& left, const NetError& right) {
    return std::tuple(left.moment, left.rank, left.span.start) <
           std::tuple(right.moment, right.rank, right.span.start);
  });
}

}  // namespace shirlint::dotnet
