#include "shir/endpoints.h"

#include <algorithm>
#include <array>

namespace shirlint::shir {
namespace {

struct Placeholder {
  std::string_view text;
  std::string_view stand_in;  // a label that no entry for a real host has by accident
  std::string_view EndpointNames::*given;
};

constexpr std::array placeholders = {
    Placeholder{"{datafactory}", "shirlint-factory", &EndpointNames::data_factory},
    Placeholder{"{region}", "shirlint-region", &EndpointNames::region},
    Placeholder{"{account}", "shirlint-account", &EndpointNames::account},
    Placeholder{"{storage}", "shirlint-storage", &EndpointNames::storage},
};

void replace(std::string& text, std::string_view what, std::string_view by) {
  const std::size_t at = text.find(what);
  if (at != std::string::npos) text.replace(at, what.size(), by);
}

bool has_word(std::string_view words, std::string_view word) {
  for (std::size_t start = 0; start < words.size();) {
    const std::size_t end = std::min(words.find(' ', start), words.size());
    if (words.substr(start, end - start) == word) return true;
    start = end + 1;
  }
  return false;
}

Endpoint make_endpoint(DataRow row, const EndpointNames& names) {
  Endpoint out;
  out.host = cell(row, "host");
  out.needed = cell(row, "needed");
  for (const Placeholder& placeholder : placeholders) {
    const std::string_view given = names.*placeholder.given;
    if (!given.empty()) replace(out.host, placeholder.text, given);
  }
  out.concrete = out.host.find_first_of("{*") == std::string::npos;
  std::string tried = out.host;
  if (const std::string_view probe = cell(row, "probe"); !out.concrete && !probe.empty()) {
    tried = probe;
  }
  out.real = tried.find_first_of("{*") == std::string::npos;
  for (const Placeholder& placeholder : placeholders) {
    replace(tried, placeholder.text, placeholder.stand_in);
  }
  replace(tried, "*", "shirlint-any");
  const std::string_view port = cell(row, "port");
  out.url = "https://" + tried;
  if (!port.empty() && port != "443") out.url.append(":").append(port);
  out.url += '/';
  return out;
}

}  // namespace

std::vector<Endpoint> service_endpoints(const DataTable& endpoints, std::string_view product,
                                        std::string_view cloud, const EndpointNames& names) {
  std::vector<Endpoint> out;
  for (const DataRow row : endpoints.rows) {
    const std::string_view of_cloud = cell(row, "cloud");
    const std::string_view needed = cell(row, "needed");
    const bool own =
        needed == "service" || needed == "interactive-authoring" || needed == "updates";
    if (!own || (of_cloud != cloud && of_cloud != "any")) continue;
    if (!has_word(cell(row, "products"), product)) continue;
    out.push_back(make_endpoint(row, names));
  }
  return out;
}

}  // namespace shirlint::shir
