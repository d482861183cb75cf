// The names that the runtime itself must reach: from the table "endpoints".
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shir/data_table.h"

namespace shirlint::shir {

/// What is known of the factory; empty fields stay placeholders.
struct EndpointNames {
  std::string_view data_factory;
  std::string_view region;
  std::string_view account;  // Purview account
  std::string_view storage;  // Purview's managed storage account
};

struct Endpoint {
  std::string host;         // placeholders filled in where known: "*.servicebus.windows.net"
  std::string url;          // "https://HOST/" to try with, port only when it is not 443
  std::string_view needed;  // "service", "updates", "interactive-authoring", ...
  bool concrete = false;    // no placeholder is left in `host`
  bool real = false;        // `url` names a host that there is, not a stand-in
};

/// The endpoints of a product in a cloud ("public", "government", "china") that the runtime needs
/// for itself: `service`, `interactive-authoring` and `updates`, not those of data stores. A name
/// with "*" or an unfilled placeholder gets a stand-in label in `url`, so that a bypass entry can
/// be tried against it.
[[nodiscard]] std::vector<Endpoint> service_endpoints(const DataTable& endpoints,
                                                      std::string_view product,
                                                      std::string_view cloud,
                                                      const EndpointNames& names = {});

}  // namespace shirlint::shir
